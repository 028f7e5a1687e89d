"""What is computed by hand of the counts of one circuit of several, and what becomes of it."""

from __future__ import annotations

from qls.cases import Example

OF_LISTS = (
    Example(
        "each circuit of a list has its number",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

circuits = []
for theta in (0.4, 1.2, 2.0):
    qc = QuantumCircuit(2)
    qc.ry(theta, 0)
    qc.cx(0, 1)
    qc.ry(0.5, 1)
    qc.measure_all()
    circuits.append(qc)
result = AerSimulator().run(circuits, shots=1000).result()
values = []
for i in range(3):
    counts = result.get_counts(i)
    values.append((counts.get("00", 0) - counts.get("01", 0) - counts.get("10", 0) + counts.get("11", 0)) / 1000)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import EstimatorV2

circuits = []
for theta in (0.4, 1.2, 2.0):
    qc = QuantumCircuit(2)
    qc.ry(theta, 0)
    qc.cx(0, 1)
    qc.ry(0.5, 1)
    qc.measure_all()
    circuits.append(qc)
estimator = EstimatorV2()
result = estimator.run(
    [
        (circuit.remove_final_measurements(inplace=False), SparsePauliOp("ZZ"))
        for circuit in circuits
    ],
    precision=1 / 1000**0.5,
).result()
values = []
for i in range(3):
    estimated = result[i].data
    values.append(float(estimated.evs))
""",
        },
        unsafe=True,
        beside=True,
        estimates=("values",),
    ),
    Example(
        "a list is executed at once, and the counts of one are read",
        """\
from qiskit import QuantumCircuit, Aer, execute

circuits = []
for theta in (0.4, 1.2):
    qc = QuantumCircuit(1, 1)
    qc.ry(theta, 0)
    qc.measure(0, 0)
    circuits.append(qc)
result = execute(circuits, Aer.get_backend("qasm_simulator"), shots=2000).result()
first = result.get_counts(0)
z = (first.get("0", 0) - first.get("1", 0)) / 2000
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

circuits = []
for theta in (0.4, 1.2):
    qc = QuantumCircuit(1, 1)
    qc.ry(theta, 0)
    qc.measure(0, 0)
    circuits.append(qc)
estimator = EstimatorV2()
result = estimator.run(
    [
        (circuit, SparsePauliOp("Z"))
        for circuit in transpile(
            [circuit.remove_final_measurements(inplace=False) for circuit in circuits],
            AerSimulator(),
            optimization_level=1,
        )
    ],
    precision=1 / 2000**0.5,
).result()
estimated = result[0].data
z = float(estimated.evs)
""",
        },
        unsafe=True,
        beside=True,
        estimates=("z",),
    ),
    Example(
        "a list is transpiled in the call",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

backend = AerSimulator()
plain = QuantumCircuit(2, 2)
plain.ry(0.3, 0)
plain.measure([0, 1], [0, 1])
turned = QuantumCircuit(2, 2)
turned.ry(0.7, 1)
turned.measure([0, 1], [0, 1])
job = backend.run(transpile([plain, turned], backend), shots=1000)
for i in range(2):
    parity = 0
    for bits, n in job.result().get_counts(i).items():
        parity += (-1) ** bits.count("1") * n / 1000
    print(i, parity)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

backend = AerSimulator()
plain = QuantumCircuit(2, 2)
plain.ry(0.3, 0)
plain.measure([0, 1], [0, 1])
turned = QuantumCircuit(2, 2)
turned.ry(0.7, 1)
turned.measure([0, 1], [0, 1])
estimator = EstimatorV2.from_backend(backend)
job = estimator.run(
    [
        (circuit, SparsePauliOp("ZZ"))
        for circuit in transpile(
            [circuit.remove_final_measurements(inplace=False) for circuit in [plain, turned]],
            backend,
            optimization_level=1,
        )
    ],
    precision=1 / 1000**0.5,
)
for i in range(2):
    parity = float(job.result()[i].data.evs)
    print(i, parity)
""",
        },
        unsafe=True,
        beside=True,
        estimates=("parity",),
    ),
    Example(
        "observables follow the layouts of a list that was transpiled",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

backend = AerSimulator()
circuits = []
for theta in (0.4, 1.2):
    qc = QuantumCircuit(2, 1)
    qc.h(1)
    qc.ry(theta, 0)
    qc.measure(0, 0)
    circuits.append(qc)
compiled = transpile(circuits, backend)
counts = backend.run(compiled, shots=1000).result().get_counts(1)
z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

backend = AerSimulator()
circuits = []
for theta in (0.4, 1.2):
    qc = QuantumCircuit(2, 1)
    qc.h(1)
    qc.ry(theta, 0)
    qc.measure(0, 0)
    circuits.append(qc)
compiled = transpile(circuits, backend)
estimator = EstimatorV2.from_backend(backend)
estimated = estimator.run(
    [
        (
            circuit.remove_final_measurements(inplace=False),
            SparsePauliOp("IZ").apply_layout(circuit.layout),
        )
        for circuit in compiled
    ],
    precision=1 / 1000**0.5,
).result()[1].data
z = float(estimated.evs)
""",
        },
        unsafe=True,
        beside=True,
        estimates=("z",),
    ),
)
