"""What QLS702 shows besides: what a ``QuantumInstance`` told its simulator, states by name, what the guide has."""

from __future__ import annotations

from qls.cases import Example

OTHERS = (
    Example(
        "the noise of a QuantumInstance is that of the simulator",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, PauliExpectation, StateFn, X, Z
from qiskit.providers.aer.noise import NoiseModel, ReadoutError
from qiskit.utils import QuantumInstance

noise_model = NoiseModel()
noise_model.add_all_qubit_readout_error(ReadoutError([[0.8, 0.2], [0.2, 0.8]]))
qc = QuantumCircuit(1)
qc.ry(0.7, 0)
backend = Aer.get_backend("qasm_simulator")
instance = QuantumInstance(backend, shots=4000, noise_model=noise_model)
expression = PauliExpectation().convert(~StateFn(X + 0.5 * Z) @ StateFn(qc))
value = CircuitSampler(instance).convert(expression).eval().real
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendEstimatorV2
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, ReadoutError

noise_model = NoiseModel()
noise_model.add_all_qubit_readout_error(ReadoutError([[0.8, 0.2], [0.2, 0.8]]))
qc = QuantumCircuit(1)
qc.ry(0.7, 0)
value = float(
    BackendEstimatorV2(backend=AerSimulator(noise_model=noise_model)).run(
        [
            (
                transpile(qc, AerSimulator(noise_model=noise_model), optimization_level=1),
                SparsePauliOp.from_list([("X", 1.0), ("Z", 0.5)]),
            )
        ],
        precision=1 / 4000**0.5,
    ).result()[0].data.evs
)
""",
        },
        unsafe=True,
        estimates=("value",),
    ),
    Example(
        "samples that were taken in one basis are an expectation value",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, CircuitStateFn, StateFn, X, Z

qc = QuantumCircuit(1)
qc.h(0)
expression = StateFn(X + Z, is_measurement=True).compose(CircuitStateFn(qc))
sampled = CircuitSampler(Aer.get_backend("aer_simulator")).convert(expression)
size = abs(sampled.eval().real) < 2
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2

qc = QuantumCircuit(1)
qc.h(0)
size = abs(
    float(
        EstimatorV2.from_backend(AerSimulator()).run(
            [
                (
                    transpile(qc, AerSimulator(), optimization_level=1),
                    SparsePauliOp.from_list([("X", 1.0), ("Z", 1.0)]),
                )
            ],
            precision=1 / 1024**0.5,
        ).result()[0].data.evs
    )
) < 2
""",
        },
        unsafe=True,
    ),
)
