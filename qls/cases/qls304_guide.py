"""What V1 estimators of the runtime become: the shapes of the migration guides."""

from __future__ import annotations

from qls.cases import Example

GUIDE = (
    Example(
        "one circuit and one observable that the program has laid out",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService

service = QiskitRuntimeService()
backend = service.least_busy(operational=True, simulator=False)
n_qubits = 3
qc = QuantumCircuit(n_qubits)
qc.h(range(n_qubits))
observable = SparsePauliOp("Z" * n_qubits)
pm = generate_preset_pass_manager(backend=backend, optimization_level=1)
isa_circuit = pm.run(qc)
isa_observable = observable.apply_layout(isa_circuit.layout)
estimator = Estimator(backend)
result = estimator.run(isa_circuit, isa_observable).result()
print(f"{observable.paulis}: {result.values}")
print(f"metadata: {result.metadata}")
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

service = QiskitRuntimeService()
backend = service.least_busy(operational=True, simulator=False)
n_qubits = 3
qc = QuantumCircuit(n_qubits)
qc.h(range(n_qubits))
observable = SparsePauliOp("Z" * n_qubits)
pm = generate_preset_pass_manager(backend=backend, optimization_level=1)
isa_circuit = pm.run(qc)
isa_observable = observable.apply_layout(isa_circuit.layout)
estimator = EstimatorV2(mode=backend, options={"default_precision": 4000**-0.5})
result = estimator.run([(isa_circuit, [isa_observable])]).result()
print(f"{observable.paulis}: {result[0].data.evs}")
print(f"metadata: {[pub.metadata for pub in result]}")
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "every observable follows its own circuit's layout",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService

backend = QiskitRuntimeService().least_busy(operational=True, simulator=False)
plain, turned = QuantumCircuit(2), QuantumCircuit(2)
turned.ry(0.3, [0, 1])
circuits = [plain, turned]
observables = [SparsePauliOp("X" * 2), SparsePauliOp("Z" * 2)]
job = Estimator(backend=backend).run(circuits, observables)
print(f"expectation values: {job.result().values}")
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService
from numpy import concatenate
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

backend = QiskitRuntimeService().least_busy(operational=True, simulator=False)
plain, turned = QuantumCircuit(2), QuantumCircuit(2)
turned.ry(0.3, [0, 1])
circuits = [plain, turned]
observables = [SparsePauliOp("X" * 2), SparsePauliOp("Z" * 2)]
job = EstimatorV2(mode=backend, options={"default_precision": 4000**-0.5}).run(
    [
        (circuit, [observable.apply_layout(circuit.layout)])
        for circuit, observable in zip(
            transpile(circuits, backend, optimization_level=3), observables
        )
    ]
)
print(f"expectation values: {concatenate([pub.data.evs for pub in job.result()])}")
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a sweep of four observables over rows of values",
        """\
import numpy as np
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import Parameter
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService

angle = Parameter("angle")
chsh = QuantumCircuit(2)
chsh.h(0)
chsh.cx(0, 1)
chsh.ry(angle, 0)
rows = [[phase] for phase in np.linspace(0, np.pi, 5)]
service = QiskitRuntimeService()
backend = service.least_busy(operational=True)
isa_chsh = transpile(chsh, backend)
isa_ops = [SparsePauliOp(pair).apply_layout(isa_chsh.layout) for pair in ("ZZ", "ZX", "XZ", "XX")]
batch_circuits = [isa_chsh] * 5 * len(isa_ops)
batch_ops = [op for op in isa_ops for _ in rows]
batch_rows = rows * len(isa_ops)
estimator = Estimator(backend, options={"shots": int(1e4)})
expvals = estimator.run(batch_circuits, batch_ops, batch_rows).result().values
""",
        {
            "auto": """\
import numpy as np
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import Parameter
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

angle = Parameter("angle")
chsh = QuantumCircuit(2)
chsh.h(0)
chsh.cx(0, 1)
chsh.ry(angle, 0)
rows = [[phase] for phase in np.linspace(0, np.pi, 5)]
service = QiskitRuntimeService()
backend = service.least_busy(operational=True)
isa_chsh = transpile(chsh, backend)
isa_ops = [SparsePauliOp(pair).apply_layout(isa_chsh.layout) for pair in ("ZZ", "ZX", "XZ", "XX")]
batch_circuits = [isa_chsh] * 5 * len(isa_ops)
batch_ops = [op for op in isa_ops for _ in rows]
batch_rows = rows * len(isa_ops)
estimator = EstimatorV2(mode=backend, options={"default_precision": int(1e4)**-0.5})
expvals = np.concatenate(
    [
        pub.data.evs
        for pub in estimator.run(
            [
                (circuit, [observable], values)
                for circuit, observable, values in zip(batch_circuits, batch_ops, batch_rows)
            ]
        ).result()
    ]
)
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a backend in the place of a session, and options that are set later",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService

service = QiskitRuntimeService()
backend = service.backend("ibm_fez")
estimator = Estimator(session=backend, options={"resilience_level": 1})
estimator.set_options(shots=4000)
qc = QuantumCircuit(1)
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

service = QiskitRuntimeService()
backend = service.backend("ibm_fez")
estimator = EstimatorV2(
    mode=backend, options={"default_precision": 4000**-0.5, "resilience_level": 1}
)
qc = QuantumCircuit(1)
value = estimator.run(
    [
        (
            isa_circuit := transpile(qc, backend, optimization_level=3),
            [SparsePauliOp("Z").apply_layout(isa_circuit.layout)],
        )
    ]
).result()[0].data.evs[0]
""",
        },
        old="",
        unsafe=True,
    ),
)
