"""What QLS201 leaves alone, and why."""

from __future__ import annotations

from qls.cases import LeaveAlone

LEAVE_ALONE = (
    LeaveAlone(
        "what IBM Quantum Lab brought may be any name",
        "from ibm_quantum_widgets import *\nfrom qiskit import QuantumCircuit\n\nprint(QuantumCircuit(1))\n",
        finding=True,
        because="what it brought is not known",
    ),
    LeaveAlone(
        "a name of the program's own hides the one of the module",
        "from qiskit import *\n\n\nclass Aer:\n    pass\n\n\nsimulator = Aer()\n",
    ),
    LeaveAlone(
        "a module of algorithms is handed on as a whole",
        "from qiskit.algorithms import optimizers\nfrom helper import choose\n\noptimizer = choose(optimizers)\n",
        finding=True,
        because="the module is handed on as a whole",
    ),
    LeaveAlone(
        "the algorithms are today's",
        "import qiskit_algorithms as algorithms\nfrom qiskit_algorithms.utils import algorithm_globals\n\n"
        "algorithm_globals.random_seed = 3\nsolver = algorithms.NumPyMinimumEigensolver()\n",
    ),
    LeaveAlone(
        "a name in quotes is asked for with a default",
        "import qiskit\n\nprint(getattr(qiskit, 'opflow', None), getattr(qiskit, input()))\n",
    ),
    LeaveAlone(
        "a name stands in quotes",
        "import importlib\nimport qiskit\n\nprint(getattr(qiskit, 'Aer'))\nimportlib.import_module('qiskit.opflow')\n"
        "importlib.import_module('.tools', package='qiskit')\n__import__('qiskit.aqua')\n",
        finding=True,
        because="the name stands in quotes",
    ),
    LeaveAlone(
        "nothing takes the place of a Qobj",
        "import qiskit.qobj as qobj\n\nprint(qobj.QasmQobj)\n",
        finding=True,
        because="nothing is known to replace it",
    ),
    LeaveAlone(
        "a simulator is handed on to code that is out of sight",
        "from qiskit import BasicAer\nfrom helper import use\n\nuse(BasicAer.backends())\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "one of the names that are used is nowhere today",
        "from qiskit.tools import visualization\n\nprint(visualization.pulse_drawer, visualization.plot_histogram)\n",
        finding=True,
        because="nothing is known to replace it",
    ),
    LeaveAlone(
        "a name of today stands beside those that went",
        "from qiskit.primitives import BaseEstimatorV2\nfrom qiskit.quantum_info import PauliList\n"
        "from qiskit.transpiler.passes import Optimize1qGates, SabreSwap\nimport qiskit.circuit.library as lib\n",
    ),
    LeaveAlone(
        "the version is asked for first",
        "import qiskit\n\nif qiskit.__version__ < '1':\n    from qiskit import BasicAer\n    import qiskit.pulse\n",
    ),
    LeaveAlone(
        "names of the first releases, and of none",
        "from qiskit import QuantumProgram, compile\nfrom qiskit.primitives import SamplerV2\nimport qiskit as qk\n\n"
        "print(QuantumProgram(), compile, SamplerV2(), qk.get_backend('a'))\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "what is private, another package's, or may be another object's, is not looked up",
        "import qiskit\nfrom qiskit import *\nfrom qiskit.providers import honeywell\n"
        "from qiskit.circuit import _anything\n\nfor result in []:\n    print(result.get_counts(), qiskit._accelerate)\n",
    ),
)
