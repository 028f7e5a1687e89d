"""The V1 estimator gives way to EstimatorV2

What it does
    `Estimator` of `qiskit.primitives` was deprecated in Qiskit 1.2 and removed in 2.0. Its `run` takes circuits,
    observables and parameter values side by side; its result holds `values`.

What replaces it
    `StatevectorEstimator`, whose `run` takes PUBs: a circuit with its observables and parameter values. The result
    holds for each PUB the expectation values `data.evs`, in the shape of its observables. Algorithms that are given an
    estimator take `StatevectorEstimator` since qiskit-algorithms 0.4 and qiskit-machine-learning 0.9; they are imported
    from there where they came from `qiskit.algorithms`.

What changes in your results
    Nothing without shots: both compute exact expectation values. With shots V2 aims at a precision. V2 raises an error
    for an observable that is zero or has coefficients that are not real, where V1 gave 0 or a complex number; a fix is
    safe where the coefficients can be seen. An algorithm gets the same values, and tells its callback and its auxiliary
    operators other metadata.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import LeaveAlone
from qls.cases.qls302_algorithms import ALGORITHMS
from qls.cases.qls302_examples import SHAPES
from qls.cases.qls302_guide import GUIDE
from qls.cases.qls302_life import LEFT, LIFE
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.v1.estimator import estimated
from qls.planning.v1.handed import handed
from qls.planning.v1.run import primitive_findings
from qls.planning.workbench import Context, Outcome
from qls.report import Finding

PAGE = Page(
    "QLS302",
    "estimator-v1",
    since="deprecated in Qiskit 1.2, removed in 2.0",
    link=f"{links.FEATURES}#migrate-to-v2",
    changes="nothing: both compute exact expectation values.",
)


def find(context: Context) -> Iterator[Finding]:
    yield from primitive_findings(context, PAGE, {"estimator"}, {"reference"}, _choose, handed=handed)


def _choose(context: Context, group: Group) -> list[tuple[Outcome, str]]:
    return [(estimated(context, group), "primitive")]


EXAMPLES = (*SHAPES, *GUIDE, *ALGORITHMS, *LIFE)

LEAVE_ALONE = (
    *LEFT,
    LeaveAlone(
        "an estimator of scikit-learn",
        "import qiskit\nfrom sklearn.base import BaseEstimator as Estimator\n\nestimator = Estimator()\n",
    ),
    LeaveAlone(
        "a V2 estimator under the old name",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator as Estimator\n\n"
        "ev = Estimator().run([(QuantumCircuit(1), 'Z')]).result()[0].data.evs\n",
    ),
    LeaveAlone(
        "a V2 estimator of the runtime, which has the name of its V1 estimator",
        "from qiskit_ibm_runtime import Estimator\n\n\ndef run(circuit, observable, backend):\n"
        "    return Estimator(mode=backend).run([(circuit, observable)]).result()[0].data.evs\n",
    ),
    LeaveAlone(
        "a class of the program is called Estimator",
        "import qiskit\n\n\nclass Estimator:\n    def run(self, circuit, observable):\n        return [0.0]\n\n\n"
        "values = Estimator().run(qiskit.QuantumCircuit(1), 'Z')\n",
    ),
    LeaveAlone(
        "the import is guarded for both versions",
        "try:\n    from qiskit.primitives import Estimator\nexcept ImportError:\n"
        "    from qiskit.primitives import StatevectorEstimator as Estimator\n\nestimator = Estimator()\n",
    ),
    LeaveAlone(
        "the values of a dict are no expectation values",
        "import qiskit\n\nresult = {'00': 3}\nprint(result.values)\n",
    ),
    LeaveAlone(
        "quantum_info computes the expectation value without an estimator",
        "from qiskit import QuantumCircuit\nfrom qiskit.quantum_info import SparsePauliOp, Statevector\n\n"
        "value = Statevector(QuantumCircuit(1)).expectation_value(SparsePauliOp('Z'))\n",
    ),
    LeaveAlone(
        "another library is given the estimator",
        "from qiskit.primitives import Estimator\nfrom qiskit_dynamics import Fit\n\nfit = Fit(Estimator(), None, None)\n",
        finding=True,
        because="the primitive is passed to qiskit_dynamics.Fit, whose code cannot be seen",
    ),
    LeaveAlone(
        "the operator of VQE is out of sight, and its coefficients may not be real",
        "from qiskit.primitives import Estimator\nfrom qiskit_algorithms import VQE\n\n\n"
        "def solve(ansatz, optimizer, operator):\n"
        "    return VQE(Estimator(), ansatz, optimizer).compute_minimum_eigenvalue(operator)\n",
        finding=True,
    ),
    LeaveAlone(
        "VQE goes to code that solves with it",
        "from qiskit.primitives import Estimator\nfrom qiskit.quantum_info import SparsePauliOp\n"
        "from qiskit_algorithms import VQE\nfrom helper import ansatz, optimizer, show\n\n"
        "vqe = VQE(Estimator(), ansatz, optimizer)\nresult = vqe.compute_minimum_eigenvalue(SparsePauliOp('Z'))\nshow(vqe)\n",
        finding=True,
    ),
    LeaveAlone(
        "the options of a gradient have another form",
        "from qiskit.primitives import Estimator\nfrom qiskit_algorithms.gradients import ParamShiftEstimatorGradient\n\n"
        "gradient = ParamShiftEstimatorGradient(Estimator(), options={'shots': 10})\n",
        finding=True,
        because="ParamShiftEstimatorGradient takes no options any more",
    ),
    LeaveAlone(
        "a gradient that is given by position stands elsewhere now",
        "from qiskit.primitives import Estimator\nfrom qiskit_algorithms.gradients import DerivativeType, LinCombEstimatorGradient\n\n"
        "gradient = LinCombEstimatorGradient(Estimator(), DerivativeType.IMAG)\n",
        finding=True,
        because="LinCombEstimatorGradient takes its arguments in another order now",
    ),
    LeaveAlone(
        "what VQE is given is not all written there",
        "from qiskit.primitives import Estimator\nfrom qiskit_algorithms import VQE\n\n\n"
        "def solver(*given):\n    return VQE(Estimator(), *given)\n",
        finding=True,
        because="what VQE is given cannot all be seen",
    ),
    LeaveAlone(
        "another algorithm of the program runs on a QuantumInstance",
        "from qiskit.algorithms import QAOA\nfrom qiskit.algorithms.minimum_eigensolvers import VQE\n"
        "from qiskit.primitives import Estimator\nfrom helper import ansatz, instance, optimizer\n\n"
        "qaoa = QAOA(optimizer, quantum_instance=instance)\nvqe = VQE(Estimator(), ansatz, optimizer)\n",
        finding=True,
        because="another algorithm has a quantum_instance still",
    ),
    LeaveAlone(
        "the factory that took the estimator has gone",
        "from qiskit.primitives import Estimator\nfrom qiskit_nature.second_q.algorithms import VQEUCCFactory\n"
        "from helper import ansatz, optimizer\n\nfactory = VQEUCCFactory(Estimator(), ansatz, optimizer)\n",
        finding=True,
        because="VQEUCCFactory is gone: VQE(estimator, UCC(...), optimizer) takes its place since qiskit-nature 0.7",
    ),
    LeaveAlone(
        "where a network can be told to be exact is not seen",
        "from qiskit.primitives import Estimator\nfrom qiskit_machine_learning.neural_networks import EstimatorQNN\n"
        "from helper import circuit\n\nnetwork = EstimatorQNN(estimator=Estimator(), circuit=(circuit))\n",
        finding=True,
        because="where EstimatorQNN is given more cannot be told",
    ),
    LeaveAlone(
        "a caller may give another estimator",
        "from qiskit.primitives import Estimator\nfrom qiskit_algorithms import VQE\n\n\n"
        "def solver(ansatz, optimizer, estimator=None):\n"
        "    return VQE(estimator or Estimator(), ansatz, optimizer)\n",
        finding=True,
        because="on another path VQE is given something else than a primitive that is seen",
    ),
    LeaveAlone(
        "the whole result is printed",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\n"
        "print(Estimator().run(QuantumCircuit(1), 'Z').result())\n",
        finding=True,
    ),
    LeaveAlone(
        "the metadata hold the variance, which V2 does not give",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\n"
        "result = Estimator().run(QuantumCircuit(1), 'X', shots=10).result()\n"
        "variance = result.metadata[0]['variance']\n",
        finding=True,
        because="the metadata of a V2 result have other entries",
    ),
    LeaveAlone(
        "an operator of opflow is no observable of V2",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import X, Z\nfrom qiskit.primitives import Estimator\n"
        "\nvalue = Estimator().run(QuantumCircuit(2), X ^ Z).result().values[0]\n",
        finding=True,
        because="the observable is an operator of opflow, which was removed in Qiskit 1.0",
    ),
    LeaveAlone(
        "an operator of opflow is printed too",
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import PauliSumOp\nfrom qiskit.primitives import Estimator\n"
        "\noperator = PauliSumOp.from_list([('Z', 1)])\nprint(operator)\n"
        "value = Estimator().run(QuantumCircuit(1), operator).result().values[0]\n",
        finding=True,
        because="the observable is an operator of opflow that is used for something else too",
    ),
    LeaveAlone(
        "a coefficient is not real, which V2 refuses",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\nfrom qiskit.quantum_info import SparsePauliOp\n"
        "\nvalue = Estimator().run(QuantumCircuit(1), SparsePauliOp('Z', 1j)).result().values[0]\n",
        finding=True,
    ),
    LeaveAlone(
        "the observable is zero, which V2 refuses",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\nfrom qiskit.quantum_info import SparsePauliOp\n"
        "\nnothing = SparsePauliOp('Z') - SparsePauliOp('Z')\n"
        "value = Estimator().run(QuantumCircuit(1), nothing).result().values[0]\n",
        finding=True,
    ),
    LeaveAlone(
        "the options are set between two runs",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\nestimator = Estimator()\n"
        "exact = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\nestimator.set_options(shots=10)\n"
        "value = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\n",
        finding=True,
        because="the primitive's options are changed after it is made",
    ),
    LeaveAlone(
        "the options are set on one path",
        "import sys\nfrom qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\nestimator = Estimator()\n"
        "if len(sys.argv) > 1:\n    estimator.set_options(shots=10)\n"
        "value = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\n",
        finding=True,
        because="the primitive's options are changed after it is made",
    ),
    LeaveAlone(
        "whether one circuit or a list is run is not known",
        "from qiskit.primitives import Estimator\n\n\ndef energy(circuits, observable):\n"
        "    return Estimator().run(circuits, observable).result().values[0]\n",
        finding=True,
        because="whether one circuit or a list is run is not known",
    ),
    LeaveAlone(
        "options through ** cannot be seen",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n\noptions = dict(shots=5)\n"
        "value = Estimator().run(QuantumCircuit(1), 'Z', **options).result().values[0]\n",
        finding=True,
        because="options are passed through **, so which they are cannot be seen",
    ),
)
