"""What QLS701 shows: expectation values of circuits that are transpiled, and outcomes that may be missing."""

from __future__ import annotations

from qls.cases.qls701_examples import AER, ESTIMATOR, beside

TRANSPILED = (
    beside(
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.swap(0, 1)
qc.measure_all()
backend = AerSimulator()
estimator = EstimatorV2.from_backend(backend)
isa_circuit = transpile(qc.remove_final_measurements(inplace=False), backend, optimization_level=1)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("ZI"))], precision=1 / 2000**0.5
).result()[0].data
z1 = float(estimated.evs)
""",
        },
    ),
    beside(
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(3)
qc.ry(0.7, 0)
qc.swap(0, 2)
qc.measure_all()
backend = AerSimulator(seed_simulator=7)
compiled = transpile(qc, backend, optimization_level=3)
estimator = EstimatorV2.from_backend(backend, options={"run_options": {"seed_simulator": 7}})
isa_circuit = compiled.remove_final_measurements(inplace=False)
result = estimator.run(
    [(isa_circuit, SparsePauliOp("ZII").apply_layout(compiled.layout))], precision=1 / 2000**0.5
).result()
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
estimator = BackendEstimatorV2(backend=backend, options={"seed_simulator": 7})
isa_circuit = compiled.remove_final_measurements(inplace=False)
result = estimator.run(
    [(isa_circuit, SparsePauliOp("ZII").apply_layout(compiled.layout))], precision=1 / 2000**0.5
).result()
z2 = float(result[0].data.evs)
""",
        },
    ),
    beside(
        "an outcome that may be missing is asked for",
        ("z",),
        AER
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
            "auto": ESTIMATOR
            + """\
qc = QuantumCircuit(1, 1)
qc.ry(2.0, 0)
qc.measure(0, 0)
estimator = EstimatorV2()
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), AerSimulator(), optimization_level=1
)
estimated = estimator.run(
    [(isa_circuit, SparsePauliOp("Z"))], precision=1 / 2000**0.5
).result()[0].data
z = float(estimated.evs)
""",
        },
    ),
    beside(
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
estimator = BackendEstimatorV2(backend=BasicSimulator())
isa_circuit = transpile(
    qc.remove_final_measurements(inplace=False), BasicSimulator(), optimization_level=1
)
job = estimator.run([(isa_circuit, SparsePauliOp("ZZ"))], precision=1 / 2000**0.5)
estimated = job.result()[0].data
odd_less_even = -float(estimated.evs)
""",
        },
    ),
)
