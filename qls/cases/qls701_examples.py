"""What QLS701 shows: expectation values that programs compute from counts by hand."""

from __future__ import annotations

from qls.cases import Example

AER = """\
from qiskit import QuantumCircuit, Aer, execute

"""
ESTIMATOR = """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

"""


def beside(title: str, estimates: tuple[str, ...], before: str, after: dict[str, str]) -> Example:
    """An example that is made where QLS701 alone is asked for."""
    return Example(title, before, after, unsafe=True, beside=True, estimates=estimates)


EXAMPLES = (
    beside(
        "the parity of all bits, summed in one expression",
        ("zz",),
        AER
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
            "auto": ESTIMATOR
            + """\
shots = 2000
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
qc.ry(0.4, 1)
qc.measure_all()
backend = AerSimulator()
estimator = EstimatorV2.from_backend(backend)
isa_circuit = transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / shots**0.5
).result()[0].data
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
estimator = BackendEstimatorV2(backend=backend)
isa_circuit = transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / shots**0.5
).result()[0].data
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
estimator = EstimatorV2(mode=backend)
isa_circuit = transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / shots**0.5
).result()[0].data
zz = float(estimated.evs)
""",
        },
    ),
    beside(
        "one qubit, zeros less ones, over the shots that execute ran unasked",
        ("x",),
        AER
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(1, 1)
qc.ry(1.1, 0)
qc.h(0)
qc.measure(0, 0)
backend = AerSimulator()
estimator = EstimatorV2.from_backend(backend)
isa_circuit = transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1)
job = estimator.run([(isa_circuit, SparsePauliOp("Z"))], precision=1 / 1024**0.5)
result = job.result()
estimated = result[0].data
x = float(estimated.evs)
""",
        },
    ),
    beside(
        "a loop that adds or subtracts, divided afterwards",
        ("expectation",),
        AER
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(2, 2)
qc.ry(0.5, 0)
qc.cx(0, 1)
qc.ry(0.3, 0)
qc.measure([0, 1], [0, 1])
estimator = EstimatorV2()
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1
)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / 4000**0.5
).result()[0].data
expectation = float(estimated.evs)
""",
        },
    ),
    beside(
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
estimator = EstimatorV2()
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1
)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZIZ"))], precision=1 / 3000**0.5
).result()[0].data
zz = float(estimated.evs)
""",
        },
    ),
    beside(
        "probabilities first, and a change of basis that stays in the circuit",
        ("zz", "xx"),
        AER
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
            "auto": ESTIMATOR
            + """\
def correlation(basis, shots=2000):
    qc = QuantumCircuit(2, 2)
    qc.h(0)
    qc.cx(0, 1)
    qc.ry(0.6, 0)
    if basis == "X":
        qc.h([0, 1])
    qc.measure([0, 1], [0, 1])
    estimator = EstimatorV2()
    isa_circuit = transpile(
        qc.remove_final_measurements(inplace=False),
        target=AerSimulator().target,
        optimization_level=1,
    )
    estimated = estimator.run(
        [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / shots**0.5
    ).result()[0].data
    return float(estimated.evs)


zz = correlation("Z")
xx = correlation("X")
""",
        },
    ),
    beside(
        "a product over chosen bits, counted from the right",
        ("zz",),
        AER
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(3)
qc.ry(0.4, 0)
qc.ry(1.0, 1)
qc.ry(0.8, 2)
qc.measure_all()
estimator = EstimatorV2()
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1
)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZIZ"))], precision=1 / 2000**0.5
).result()[0].data
zz = float(estimated.evs)
""",
        },
    ),
    beside(
        "a function of the program that is given the counts",
        ("low", "high"),
        AER
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
            "auto": ESTIMATOR
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
    estimator = EstimatorV2()
    isa_circuit = transpile(
        qc.remove_final_measurements(inplace=False),
        target=AerSimulator().target,
        optimization_level=1,
    )
    estimated = estimator.run(
        [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / shots**0.5
    ).result()[0].data
    return 0.5 * float(estimated.evs) - 1.5


low, high = energy(0.2), energy(1.3)
""",
        },
    ),
    beside(
        "several values of the same counts are one call",
        ("z0", "z1", "ones_less_zeros"),
        AER
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.ry(1.9, 1)
qc.measure_all()
estimator = EstimatorV2()
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1
)
estimated = estimator.run(
    [(isa_circuit, [SparsePauliOp("IZ"), SparsePauliOp("ZI"), SparsePauliOp("ZI")])],
    precision=1 / 2000**0.5,
).result()[0].data
z0 = float(estimated.evs[0])
z1 = float(estimated.evs[1])
ones_less_zeros = -float(estimated.evs[2])
""",
        },
    ),
    beside(
        "a swap test reads one qubit of three",
        ("overlap",),
        AER
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(3, 1)
qc.ry(0.3, 1)
qc.ry(1.2, 2)
qc.h(0)
qc.cswap(0, 1, 2)
qc.h(0)
qc.measure(0, 0)
estimator = EstimatorV2()
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1
)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("IIZ"))], precision=1 / 2000**0.5
).result()[0].data
overlap = float(estimated.evs)
""",
        },
    ),
    beside(
        "only the expectation value in an expression gives way, in every round of a loop",
        ("evens",),
        AER
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
            "auto": ESTIMATOR
            + """\
backend = AerSimulator()
evens = []
estimator = EstimatorV2.from_backend(backend)
for theta in [0.2, 0.9]:
    qc = QuantumCircuit(2)
    qc.ry(theta, [0, 1])
    qc.measure_all()
    isa_circuit = transpile(
        qc.remove_final_measurements(inplace=False), target=backend.target, optimization_level=1
    )
    estimated = estimator.run(
        [(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / 2000**0.5
    ).result()[0].data
    evens.append((float(estimated.evs) + 1) / 2)
""",
        },
    ),
)
