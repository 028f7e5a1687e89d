"""What QLS303 shows: observables that follow a layout, and options."""

from __future__ import annotations

from qls.cases import Example

LAYOUTS = (
    Example(
        "observables follow the layout on a backend with a coupling map",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimator
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.8, 0)
qc.cx(0, 1)
ops = [SparsePauliOp("ZI"), SparsePauliOp("XX")]
backend = GenericBackendV2(num_qubits=5, seed=3)
estimator = BackendEstimator(backend)
values = estimator.run([qc] * 2, ops, shots=5000).result().values
halved = estimator.run(qc, 0.5 * ops[0]).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendEstimatorV2
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.8, 0)
qc.cx(0, 1)
ops = [SparsePauliOp("ZI"), SparsePauliOp("XX")]
backend = GenericBackendV2(num_qubits=5, seed=3)
estimator = BackendEstimatorV2(backend=backend, options={"default_precision": 1024**-0.5})
values = estimator.run(
    [
        (
            isa_circuit := transpile(qc, backend, optimization_level=1),
            [observable.apply_layout(isa_circuit.layout) for observable in ops],
        )
    ],
    precision=5000**-0.5,
).result()[0].data.evs
halved = estimator.run(
    [
        (
            isa_circuit := transpile(qc, backend, optimization_level=1),
            [(0.5 * ops[0]).apply_layout(isa_circuit.layout)],
        )
    ]
).result()[0].data.evs[0]
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("values", "halved"),
    ),
    Example(
        "Aer's estimator keeps its noise and coupling map, and the observable follows the layout",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.noise import NoiseModel, depolarizing_error
from qiskit_aer.primitives import Estimator

noise_model = NoiseModel()
noise_model.add_all_qubit_quantum_error(depolarizing_error(0.05, 2), ["cx"])
coupling_map = [[0, 1], [1, 2]]
op = SparsePauliOp("XYI")
qc = QuantumCircuit(3)
qc.h(0)
qc.cx(0, 2)
estimator = Estimator(
    backend_options={"coupling_map": coupling_map, "noise_model": noise_model},
    run_options={"seed": 42, "shots": 1024},
    transpile_options={"seed_transpiler": 42},
)
expectation_value = estimator.run(qc, op).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.noise import NoiseModel, depolarizing_error
from qiskit_aer import AerSimulator
from qiskit.primitives import BackendEstimatorV2

noise_model = NoiseModel()
noise_model.add_all_qubit_quantum_error(depolarizing_error(0.05, 2), ["cx"])
coupling_map = [[0, 1], [1, 2]]
op = SparsePauliOp("XYI")
qc = QuantumCircuit(3)
qc.h(0)
qc.cx(0, 2)
estimator = BackendEstimatorV2(
    backend=AerSimulator(coupling_map=coupling_map, noise_model=noise_model),
    options={"default_precision": 1024**-0.5, "seed_simulator": 42},
)
expectation_value = estimator.run(
    [
        (
            isa_circuit := transpile(
                qc,
                target=AerSimulator(coupling_map=coupling_map, noise_model=noise_model).target,
                optimization_level=1,
                seed_transpiler=42,
            ),
            [op.apply_layout(isa_circuit.layout)],
        )
    ]
).result()[0].data.evs
""",
        },
        unsafe=True,
        estimates=("expectation_value",),
    ),
    Example(
        "options that are set later are given at once",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator

qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
estimator = Estimator()
estimator.set_options(shots=2000, seed=3)
value = estimator.run(qc, SparsePauliOp("ZI")).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit.primitives import BackendEstimatorV2
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
estimator = BackendEstimatorV2(
    backend=AerSimulator(), options={"default_precision": 2000**-0.5, "seed_simulator": 3}
)
value = estimator.run(
    [(transpile(qc, target=AerSimulator().target, optimization_level=0), [SparsePauliOp("ZI")])]
).result()[0].data.evs[0]
""",
        },
    ),
    Example(
        "observables of several circuits follow each its own circuit's layout",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimator
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp

first, second = QuantumCircuit(2), QuantumCircuit(2)
first.x(0)
second.x(1)
ops = [SparsePauliOp("ZI"), SparsePauliOp("IZ")]
backend = GenericBackendV2(num_qubits=4, seed=3)
estimator = BackendEstimator(backend)
estimator.set_options(shots=2000)
values = estimator.run([first, second], ops).result().values
total = sum(values)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendEstimatorV2
from numpy import concatenate
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp

first, second = QuantumCircuit(2), QuantumCircuit(2)
first.x(0)
second.x(1)
ops = [SparsePauliOp("ZI"), SparsePauliOp("IZ")]
backend = GenericBackendV2(num_qubits=4, seed=3)
estimator = BackendEstimatorV2(backend=backend, options={"default_precision": 2000**-0.5})
values = concatenate(
    [
        pub.data.evs
        for pub in estimator.run(
            [
                (circuit, [observable.apply_layout(circuit.layout)])
                for circuit, observable in zip(
                    transpile([first, second], backend, optimization_level=1), ops
                )
            ]
        ).result()
    ]
)
total = sum(values)
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("total",),
    ),
    Example(
        "what the program has laid out by itself is not laid out again",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimator
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler.preset_passmanagers import generate_preset_pass_manager

qc = QuantumCircuit(2)
qc.ry(0.8, 0)
qc.cx(0, 1)
backend = GenericBackendV2(num_qubits=4, seed=3)
pm = generate_preset_pass_manager(optimization_level=1, backend=backend, seed_transpiler=5)
isa_circuit = pm.run(qc)
isa_observable = SparsePauliOp("ZI").apply_layout(isa_circuit.layout)
value = BackendEstimator(backend).run(isa_circuit, isa_observable, shots=2000).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimatorV2
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler.preset_passmanagers import generate_preset_pass_manager

qc = QuantumCircuit(2)
qc.ry(0.8, 0)
qc.cx(0, 1)
backend = GenericBackendV2(num_qubits=4, seed=3)
pm = generate_preset_pass_manager(optimization_level=1, backend=backend, seed_transpiler=5)
isa_circuit = pm.run(qc)
isa_observable = SparsePauliOp("ZI").apply_layout(isa_circuit.layout)
value = BackendEstimatorV2(
    backend=backend, options={"default_precision": 1024**-0.5}
).run([(isa_circuit, [isa_observable])], precision=2000**-0.5).result()[0].data.evs[0]
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("value",),
    ),
)
