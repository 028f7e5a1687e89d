"""What QLS101 shows of local simulators: those that a function makes, what BasicSimulator cannot run,
what Aer's results are today."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "what reads the results of somebody else too stays as it is, and so does the simulator",
        """\
from qiskit import Aer, QuantumCircuit, execute


class Recorded:
    def get_counts(self):
        return {"0": 3}


def read(result):
    return result.get_counts()


qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
simulated = read(execute(qc, Aer.get_backend("aer_simulator"), shots=3).result())
recorded = read(Recorded())
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer


class Recorded:
    def get_counts(self):
        return {"0": 3}


def read(result):
    return result.get_counts()


qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
backend = Aer.get_backend("aer_simulator")
isa_circuit = transpile(qc, backend, optimization_level=1)
simulated = read(backend.run(isa_circuit, shots=3).result())
recorded = read(Recorded())
"""
        },
    ),
    Example(
        "a simulator that is asked for by keyword runs conditional gates as AerSimulator",
        """\
from qiskit import Aer, QuantumCircuit, execute


def flipped():
    qc = QuantumCircuit(2, 2)
    qc.x(0)
    qc.measure(0, 0)
    qc.x(1).c_if(0, 1)
    qc.measure(1, 1)
    return qc


simulator = Aer.get_backend(name="qasm_simulator")
counts = execute(flipped(), simulator).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def flipped():
    qc = QuantumCircuit(2, 2)
    qc.x(0)
    qc.measure(0, 0)
    with qc.if_test((qc.clbits[0], 1)):
        qc.x(1)
    qc.measure(1, 1)
    return qc


simulator = AerSimulator()
isa_circuit = transpile(flipped(), simulator, optimization_level=1)
sampler = SamplerV2.from_backend(simulator)
counts = sampler.run([isa_circuit]).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "a backend that a function makes is made once, under a name of its own",
        """\
from qiskit import Aer, QuantumCircuit, execute


def simulator():
    return Aer.get_backend("qasm_simulator")


backend = "the backend's name"
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
counts = execute(qc, simulator(), shots=100).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def simulator():
    return AerSimulator()


backend = "the backend's name"
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
backend_2 = simulator()
isa_circuit = transpile(qc, backend_2, optimization_level=1)
sampler = SamplerV2.from_backend(backend_2)
counts = sampler.run([isa_circuit], shots=100).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "a circuit with gates that depend on a measurement goes from BasicAer to AerSimulator",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.measure(0, 0)
qc.x(1).c_if(0, 1)
qc.measure(1, 1)
backend = BasicAer.get_backend("qasm_simulator")
counts = execute(qc, backend, shots=200).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.measure(0, 0)
with qc.if_test((qc.clbits[0], 1)):
    qc.x(1)
qc.measure(1, 1)
backend = AerSimulator()
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2.from_backend(backend)
counts = sampler.run([isa_circuit], shots=200).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "with noise, the gates that transpile of today merges make a difference",
        """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, depolarizing_error

noise = NoiseModel()
noise.add_all_qubit_quantum_error(depolarizing_error(0.2, 1), ["h"])
qc = QuantumCircuit(1)
qc.h(0)
qc.h(0)
qc.measure_all()
counts = execute(qc, AerSimulator(), noise_model=noise).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_aer.noise import NoiseModel, depolarizing_error

noise = NoiseModel()
noise.add_all_qubit_quantum_error(depolarizing_error(0.2, 1), ["h"])
qc = QuantumCircuit(1)
qc.h(0)
qc.h(0)
qc.measure_all()
backend = AerSimulator()
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2.from_backend(backend, options={"run_options": {"noise_model": noise}})
counts = sampler.run([isa_circuit]).result()[0].data.meas.get_counts()
"""
        },
        unsafe=True,
    ),
    Example(
        "with noise and its basis gates, or without optimisation, the same gates have it",
        """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, depolarizing_error

noise = NoiseModel()
noise.add_all_qubit_quantum_error(depolarizing_error(0.2, 1), ["u3"])
qc = QuantumCircuit(1)
qc.h(0)
qc.t(0)
qc.h(0)
qc.measure_all()
backend = AerSimulator()
counts = execute(qc, backend, noise_model=noise, basis_gates=noise.basis_gates).result().get_counts()
plain = execute(qc, backend, noise_model=noise, optimization_level=0).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_aer.noise import NoiseModel, depolarizing_error

noise = NoiseModel()
noise.add_all_qubit_quantum_error(depolarizing_error(0.2, 1), ["u3"])
qc = QuantumCircuit(1)
qc.h(0)
qc.t(0)
qc.h(0)
qc.measure_all()
backend = AerSimulator()
isa_circuit = transpile(qc, backend, optimization_level=1, basis_gates=noise.basis_gates)
sampler = SamplerV2.from_backend(backend, options={"run_options": {"noise_model": noise}})
counts = sampler.run([isa_circuit]).result()[0].data.meas.get_counts()
isa_circuit = transpile(qc, backend, optimization_level=0)
sampler = SamplerV2.from_backend(backend, options={"run_options": {"noise_model": noise}})
plain = sampler.run([isa_circuit]).result()[0].data.meas.get_counts()
"""
        },
    ),
    Example(
        "a backend that is out of sight runs by its own run",
        """\
import importlib

from qiskit import QuantumCircuit, execute

backend = importlib.import_module("qiskit_aer").AerSimulator()
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
counts = execute(qc, backend, shots=100).result().get_counts()
""",
        {
            "auto": """\
import importlib

from qiskit import QuantumCircuit, transpile

backend = importlib.import_module("qiskit_aer").AerSimulator()
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
counts = backend.run(isa_circuit, shots=100).result().get_counts()
"""
        },
        unsafe=True,
    ),
    Example(
        "a fake backend of qiskit-ibm-runtime keeps its noise, and transpile of today leaves it fewer gates",
        """\
from qiskit import QuantumCircuit, execute
from qiskit_ibm_runtime.fake_provider import FakeManilaV2

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
shots = sum(execute(qc, FakeManilaV2(), shots=100).result().get_counts().values())
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit_ibm_runtime.fake_provider import FakeManilaV2

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
backend = FakeManilaV2()
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = BackendSamplerV2(backend=backend)
shots = sum(sampler.run([isa_circuit], shots=100).result()[0].data.c.get_counts().values())
"""
        },
        old="",  # it has no qiskit-ibm-runtime beside it
        unsafe=True,
    ),
)

_NOISY = (
    "from qiskit import QuantumCircuit, execute\nfrom qiskit_aer import AerSimulator\n"
    "from qiskit_aer.noise import NoiseModel\n\nqc = QuantumCircuit(1, 1)\nqc.h(0)\nqc.h(0)\nqc.measure(0, 0)\n"
)
LEAVE_ALONE = (
    LeaveAlone(
        "a backend that may be a string has no run",
        "from qiskit import QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "backend = 'local_qasm_simulator'\ncounts = execute(qc, backend).result().get_counts()\n",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
    LeaveAlone(
        "a backend is a simulator on one path, and out of sight on another",
        "from elsewhere import chosen\nfrom qiskit import Aer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\nbackend = chosen or Aer.get_backend('qasm_simulator')\n"
        "counts = execute(qc, backend).result().get_counts()\n",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
    LeaveAlone(
        "a backend that a function makes would be made before the circuit, or made twice",
        "from qiskit import QuantumCircuit, execute\nfrom qiskit_aer import AerSimulator\n\n"
        "def circuit():\n    qc = QuantumCircuit(1, 1)\n    qc.measure(0, 0)\n    return qc\n\n"
        "def simulator():\n    return AerSimulator()\n\n"
        "counts = execute(circuit(), simulator()).result().get_counts()\n",
        finding=True,
        because="the backend's expression would be evaluated twice",
    ),
    LeaveAlone(
        "noise that the backend is told of later is on gates that transpile of today merges",
        f"{_NOISY}backend = AerSimulator()\nbackend.set_options(noise_model=NoiseModel())\n"
        "counts = execute(qc, backend).result().get_counts()\n",
        finding=True,
        because="the backend's options are changed after it is made",
    ),
    LeaveAlone(
        "noise that the backend is made with is on gates that transpile of today merges",
        f"{_NOISY}backend = AerSimulator(noise_model=NoiseModel())\nresult = execute(qc, backend).result()\n"
        "worked, counts = result.success, result.get_counts()\n",
        finding=True,
        because="the result's attribute success has no counterpart",
    ),
    LeaveAlone(
        "AerSimulator, which runs the conditional gate, has other options than BasicAer's simulator",
        "from qiskit import BasicAer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute\n\n"
        "c = ClassicalRegister(1)\nqc = QuantumCircuit(QuantumRegister(1), c)\nqc.measure(0, 0)\nqc.x(0).c_if(c, 1)\n"
        "backend = BasicAer.get_backend('qasm_simulator')\n"
        "worked = execute(qc, backend, chop_threshold=1e-12).result().success\n",
        finding=True,
        because="the result's attribute success has no counterpart",
    ),
    LeaveAlone(
        "the header of an experiment is read by attribute, and is a dictionary today",
        "from qiskit import Aer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "result = execute(qc, Aer.get_backend('qasm_simulator')).result()\nname = result.results[0].header.name\n",
        finding=True,
        because="the result's attribute results has no counterpart",
    ),
    LeaveAlone(
        "a simulator that another name holds too cannot become AerSimulator, and runs no conditional gate as it is",
        "from qiskit import Aer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "qc.x(0).c_if(0, 1)\nqc.measure(0, 0)\nbackend = Aer.get_backend('qasm_simulator')\nprint(backend.name())\n"
        "counts = execute(qc, backend).result().get_counts()\n",
        finding=True,
        because="the circuit has gates that depend on a measurement, which transpile refuses for this simulator",
    ),
    LeaveAlone(
        "the backend comes from another module, and so does another result",
        "from qiskit import QuantumCircuit, execute\nfrom elsewhere import backend, old\n\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\nresult = execute(qc, backend).result()\n"
        "counts = [each.get_counts() for each in (result, old)]\n",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
)
