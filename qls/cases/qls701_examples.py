"""What QLS701 shows: expectation values that programs compute from counts by hand."""

from __future__ import annotations

from qls.cases import Example

_AER = """\
from qiskit import QuantumCircuit, Aer, execute

"""
_ESTIMATOR = """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

"""


def _beside(title: str, estimates: tuple[str, ...], before: str, after: dict[str, str]) -> Example:
    """An example that is made where QLS701 alone is asked for."""
    return Example(title, before, after, unsafe=True, beside=True, estimates=estimates)


EXAMPLES = (
    _beside(
        "the parity of all bits, summed in one expression",
        ("zz",),
        _AER
        + """\
shots = 2000
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
qc.ry(0.4, 1)
qc.measure_all()
backend = Aer.get_backend("qasm_simulator")
counts = execute(qc, backend, shots=shots).result().get_counts()
zz = sum((-1) ** bits.count("1") * n / shots for bits, n in counts.items())
""",
        {
            "auto": _ESTIMATOR
            + """\
shots = 2000
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
qc.ry(0.4, 1)
qc.measure_all()
backend = AerSimulator()
estimated = EstimatorV2.from_backend(backend).run([(transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / shots**0.5).result()[0].data
zz = float(estimated.evs)
""",
            "backend": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendEstimatorV2
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import Aer

shots = 2000
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
qc.ry(0.4, 1)
qc.measure_all()
backend = Aer.get_backend("qasm_simulator")
estimated = BackendEstimatorV2(backend=backend).run([(transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / shots**0.5).result()[0].data
zz = float(estimated.evs)
""",
            "runtime": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

shots = 2000
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
qc.ry(0.4, 1)
qc.measure_all()
backend = AerSimulator()
estimated = EstimatorV2(mode=backend).run([(transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / shots**0.5).result()[0].data
zz = float(estimated.evs)
""",
        },
    ),
    _beside(
        "one qubit, zeros less ones, over the shots that execute ran unasked",
        ("x",),
        _AER
        + """\
qc = QuantumCircuit(1, 1)
qc.ry(1.1, 0)
qc.h(0)
qc.measure(0, 0)
backend = Aer.get_backend("qasm_simulator")
job = execute(qc, backend)
result = job.result()
counts = result.get_counts(qc)
x = (counts.get("0", 0) - counts.get("1", 0)) / 1024
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(1, 1)
qc.ry(1.1, 0)
qc.h(0)
qc.measure(0, 0)
backend = AerSimulator()
job = EstimatorV2.from_backend(backend).run([(transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1), SparsePauliOp("Z"))], precision=1 / 1024**0.5)
result = job.result()
estimated = result[0].data
x = float(estimated.evs)
""",
        },
    ),
    _beside(
        "a loop that adds or subtracts, divided afterwards",
        ("expectation",),
        _AER
        + """\
qc = QuantumCircuit(2, 2)
qc.ry(0.5, 0)
qc.cx(0, 1)
qc.ry(0.3, 0)
qc.measure([0, 1], [0, 1])
counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=4000).result().get_counts()
expectation = 0
for bits, n in counts.items():
    if bits.count("1") % 2:
        expectation -= n
    else:
        expectation += n
expectation /= 4000
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(2, 2)
qc.ry(0.5, 0)
qc.cx(0, 1)
qc.ry(0.3, 0)
qc.measure([0, 1], [0, 1])
estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / 4000**0.5).result()[0].data
expectation = float(estimated.evs)
""",
        },
    ),
    _beside(
        "the four outcomes of two qubits, over their sum, of registers measured crosswise",
        ("zz",),
        """\
from qiskit import Aer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute

q = QuantumRegister(3, "q")
c = ClassicalRegister(2, "c")
qc = QuantumCircuit(q, c)
qc.ry(0.9, q[0])
qc.cx(q[0], q[2])
qc.ry(0.2, q[2])
qc.measure(q[2], c[0])
qc.measure(q[0], c[1])
counts = execute(qc, Aer.get_backend("aer_simulator"), shots=3000).result().get_counts(qc)
n00, n01 = counts.get("00", 0), counts.get("01", 0)
n10, n11 = counts.get("10", 0), counts.get("11", 0)
zz = (n00 - n01 - n10 + n11) / sum(counts.values())
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

q = QuantumRegister(3, "q")
c = ClassicalRegister(2, "c")
qc = QuantumCircuit(q, c)
qc.ry(0.9, q[0])
qc.cx(q[0], q[2])
qc.ry(0.2, q[2])
qc.measure(q[2], c[0])
qc.measure(q[0], c[1])
estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1), SparsePauliOp("ZIZ"))], precision=1 / 3000**0.5).result()[0].data
zz = float(estimated.evs)
""",
        },
    ),
    _beside(
        "probabilities first, and a change of basis that stays in the circuit",
        ("zz", "xx"),
        _AER
        + """\
def correlation(basis, shots=2000):
    qc = QuantumCircuit(2, 2)
    qc.h(0)
    qc.cx(0, 1)
    qc.ry(0.6, 0)
    if basis == "X":
        qc.h([0, 1])
    qc.measure([0, 1], [0, 1])
    counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=shots).result().get_counts()
    probabilities = {"00": 0, "01": 0, "10": 0, "11": 0}
    for outcome in counts:
        probabilities[outcome] = counts[outcome] / shots
    return probabilities["00"] - probabilities["01"] - probabilities["10"] + probabilities["11"]


zz = correlation("Z")
xx = correlation("X")
""",
        {
            "auto": _ESTIMATOR
            + """\
def correlation(basis, shots=2000):
    qc = QuantumCircuit(2, 2)
    qc.h(0)
    qc.cx(0, 1)
    qc.ry(0.6, 0)
    if basis == "X":
        qc.h([0, 1])
    qc.measure([0, 1], [0, 1])
    estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), target=AerSimulator().target, optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / shots**0.5).result()[0].data
    return float(estimated.evs)


zz = correlation("Z")
xx = correlation("X")
""",
        },
    ),
    _beside(
        "a product over chosen bits, counted from the right",
        ("zz",),
        _AER
        + """\
qc = QuantumCircuit(3)
qc.ry(0.4, 0)
qc.ry(1.0, 1)
qc.ry(0.8, 2)
qc.measure_all()
counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=2000).result().get_counts()
total = 0
for key, hits in counts.items():
    product = 1
    for position in [0, 2]:
        product *= 1 if key[::-1][position] == "0" else -1
    total += product * hits
zz = total / 2000
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(3)
qc.ry(0.4, 0)
qc.ry(1.0, 1)
qc.ry(0.8, 2)
qc.measure_all()
estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1), SparsePauliOp("ZIZ"))], precision=1 / 2000**0.5).result()[0].data
zz = float(estimated.evs)
""",
        },
    ),
    _beside(
        "a function of the program that is given the counts",
        ("low", "high"),
        _AER
        + """\
def expectation_of(counts, shots):
    total = 0
    for key in counts:
        sign = -1 if key.count("1") % 2 else 1
        total += sign * counts[key]
    return total / shots


def energy(theta, shots=2000):
    qc = QuantumCircuit(2, 2)
    qc.rx(theta, 0)
    qc.cx(0, 1)
    qc.ry(0.3, 1)
    qc.measure([0, 1], [0, 1])
    counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=shots).result().get_counts()
    return 0.5 * expectation_of(counts, shots) - 1.5


low, high = energy(0.2), energy(1.3)
""",
        {
            "auto": _ESTIMATOR
            + """\
def expectation_of(counts, shots):
    total = 0
    for key in counts:
        sign = -1 if key.count("1") % 2 else 1
        total += sign * counts[key]
    return total / shots


def energy(theta, shots=2000):
    qc = QuantumCircuit(2, 2)
    qc.rx(theta, 0)
    qc.cx(0, 1)
    qc.ry(0.3, 1)
    qc.measure([0, 1], [0, 1])
    estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), target=AerSimulator().target, optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / shots**0.5).result()[0].data
    return 0.5 * float(estimated.evs) - 1.5


low, high = energy(0.2), energy(1.3)
""",
        },
    ),
    _beside(
        "several values of the same counts are one call",
        ("z0", "z1", "ones_less_zeros"),
        _AER
        + """\
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.ry(1.9, 1)
qc.measure_all()
counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=2000).result().get_counts()
shares = {key: n / 2000 for key, n in counts.items()}
z0 = sum((1 - 2 * int(key[1])) * share for key, share in shares.items())
z1 = sum((1 - 2 * int(key[0])) * share for key, share in shares.items())
ones_less_zeros = -sum((1 - 2 * int(key[0])) * share for key, share in shares.items())
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.ry(1.9, 1)
qc.measure_all()
estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1), [SparsePauliOp("IZ"), SparsePauliOp("ZI"), SparsePauliOp("ZI")])], precision=1 / 2000**0.5).result()[0].data
z0 = float(estimated.evs[0])
z1 = float(estimated.evs[1])
ones_less_zeros = -float(estimated.evs[2])
""",
        },
    ),
    _beside(
        "a swap test reads one qubit of three",
        ("overlap",),
        _AER
        + """\
qc = QuantumCircuit(3, 1)
qc.ry(0.3, 1)
qc.ry(1.2, 2)
qc.h(0)
qc.cswap(0, 1, 2)
qc.h(0)
qc.measure(0, 0)
counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=2000).result().get_counts()
overlap = 1 - 2 * counts.get("1", 0) / 2000
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(3, 1)
qc.ry(0.3, 1)
qc.ry(1.2, 2)
qc.h(0)
qc.cswap(0, 1, 2)
qc.h(0)
qc.measure(0, 0)
estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1), SparsePauliOp("IIZ"))], precision=1 / 2000**0.5).result()[0].data
overlap = float(estimated.evs)
""",
        },
    ),
    _beside(
        "only the expectation value in an expression gives way, in every round of a loop",
        ("evens",),
        _AER
        + """\
backend = Aer.get_backend("qasm_simulator")
evens = []
for theta in [0.2, 0.9]:
    qc = QuantumCircuit(2)
    qc.ry(theta, [0, 1])
    qc.measure_all()
    counts = execute(qc, backend, shots=2000).result().get_counts()
    evens.append((sum((-1 if k.count("1") % 2 else 1) * n for k, n in counts.items()) / 2000 + 1) / 2)
""",
        {
            "auto": _ESTIMATOR
            + """\
backend = AerSimulator()
evens = []
for theta in [0.2, 0.9]:
    qc = QuantumCircuit(2)
    qc.ry(theta, [0, 1])
    qc.measure_all()
    estimated = EstimatorV2.from_backend(backend).run([(transpile(qc.remove_final_measurements(inplace=False), target=backend.target, optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / 2000**0.5).result()[0].data
    evens.append((float(estimated.evs) + 1) / 2)
""",
        },
    ),
    _beside(
        "a circuit transpiled on the spot",
        ("z1",),
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.swap(0, 1)
qc.measure_all()
backend = AerSimulator()
counts = backend.run(transpile(qc, backend), shots=2000).result().get_counts()
z1 = sum((1 if key[0] == "0" else -1) * n for key, n in counts.items()) / 2000
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.swap(0, 1)
qc.measure_all()
backend = AerSimulator()
estimated = EstimatorV2.from_backend(backend).run([(transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1), SparsePauliOp("ZI"))], precision=1 / 2000**0.5).result()[0].data
z1 = float(estimated.evs)
""",
        },
    ),
    _beside(
        "the observable is laid out on a circuit that was transpiled before",
        ("z2",),
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

qc = QuantumCircuit(3)
qc.ry(0.7, 0)
qc.swap(0, 2)
qc.measure_all()
backend = AerSimulator(seed_simulator=7)
compiled = transpile(qc, backend, optimization_level=3)
result = backend.run(compiled, shots=2000).result()
z2 = 0
for key, n in result.get_counts().items():
    z2 += (1 - 2 * int(key[0])) * n / 2000
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(3)
qc.ry(0.7, 0)
qc.swap(0, 2)
qc.measure_all()
backend = AerSimulator(seed_simulator=7)
compiled = transpile(qc, backend, optimization_level=3)
result = EstimatorV2.from_backend(backend, options={"run_options": {"seed_simulator": 7}}).run([(compiled.remove_final_measurements(inplace=False), SparsePauliOp("ZII").apply_layout(compiled.layout))], precision=1 / 2000**0.5).result()
z2 = float(result[0].data.evs)
""",
            "backend": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendEstimatorV2
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator

qc = QuantumCircuit(3)
qc.ry(0.7, 0)
qc.swap(0, 2)
qc.measure_all()
backend = AerSimulator(seed_simulator=7)
compiled = transpile(qc, backend, optimization_level=3)
result = BackendEstimatorV2(backend=backend, options={"seed_simulator": 7}).run([(compiled.remove_final_measurements(inplace=False), SparsePauliOp("ZII").apply_layout(compiled.layout))], precision=1 / 2000**0.5).result()
z2 = float(result[0].data.evs)
""",
        },
    ),
    _beside(
        "an outcome that may be missing is asked for",
        ("z",),
        _AER
        + """\
qc = QuantumCircuit(1, 1)
qc.ry(2.0, 0)
qc.measure(0, 0)
counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=2000).result().get_counts()
zeros = counts["0"] if "0" in counts.keys() else 0
ones = counts["1"] if "1" in counts else 0
z = (zeros - ones) / (zeros + ones)
""",
        {
            "auto": _ESTIMATOR
            + """\
qc = QuantumCircuit(1, 1)
qc.ry(2.0, 0)
qc.measure(0, 0)
estimated = EstimatorV2().run([(transpile(qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1), SparsePauliOp("Z"))], precision=1 / 2000**0.5).result()[0].data
z = float(estimated.evs)
""",
        },
    ),
    _beside(
        "BasicAer gives way to the wrapper on its successor",
        ("odd_less_even",),
        """\
from qiskit import BasicAer, QuantumCircuit, execute
from qiskit.tools.monitor import job_monitor

qc = QuantumCircuit(2, 2)
qc.ry(1.2, 0)
qc.cx(0, 1)
qc.ry(0.5, 1)
qc.measure(range(2), range(2))
job = execute(qc, BasicAer.get_backend("qasm_simulator"), shots=2000)
job_monitor(job)
counts = job.result().get_counts()
even = counts.get("00", 0) + counts.get("11", 0)
odd = counts.get("01", 0) + counts.get("10", 0)
odd_less_even = odd / 2000 - even / 2000
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendEstimatorV2
from qiskit.providers.basic_provider import BasicSimulator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2, 2)
qc.ry(1.2, 0)
qc.cx(0, 1)
qc.ry(0.5, 1)
qc.measure(range(2), range(2))
job = BackendEstimatorV2(backend=BasicSimulator()).run([(transpile(qc.remove_final_measurements(inplace=False), BasicSimulator(), optimization_level=1), SparsePauliOp("ZZ"))], precision=1 / 2000**0.5)
estimated = job.result()[0].data
odd_less_even = -float(estimated.evs)
""",
        },
    ),
)
