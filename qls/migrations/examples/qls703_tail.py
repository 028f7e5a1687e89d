"""What algorithms become that minimise the mean of a part of the samples."""

from __future__ import annotations

from qls.migrations.page import Example

TAIL = (
    Example(
        "VQE on the tail of the samples, as CVaR has it",
        """\
from qiskit import QuantumCircuit
from qiskit.algorithms import VQE
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit import Parameter
from qiskit.opflow import CVaRExpectation, PauliSumOp
from qiskit_aer import AerSimulator

theta = Parameter("t")
ansatz = QuantumCircuit(1)
ansatz.h(0)
ansatz.rz(theta, 0)
energy = PauliSumOp.from_list([("Z", 1)])
lowest = CVaRExpectation(alpha=0.2)
vqe = VQE(ansatz, optimizer=COBYLA(maxiter=5), expectation=lowest, quantum_instance=AerSimulator())
result = vqe.compute_minimum_eigenvalue(operator=energy)
tail = result.eigenvalue.real
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_algorithms import SamplingVQE
from qiskit_algorithms.optimizers import COBYLA
from qiskit.circuit import Parameter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

theta = Parameter("t")
ansatz = QuantumCircuit(1)
ansatz.h(0)
ansatz.rz(theta, 0)
energy = SparsePauliOp.from_list([("Z", 1)])
vqe = SamplingVQE(SamplerV2.from_backend(AerSimulator(), default_shots=1024), generate_preset_pass_manager(1, AerSimulator()).run(ansatz), COBYLA(maxiter=5), aggregation=0.2)
result = vqe.compute_minimum_eigenvalue(operator=energy)
tail = result.eigenvalue.real
""",
        },
        old="0.45",
        unsafe=True,
        estimates=("tail",),
    ),
    Example(
        "QAOA on the tail of the samples",
        """\
from qiskit import Aer
from qiskit.algorithms import QAOA
from qiskit.algorithms.optimizers import COBYLA
from qiskit.opflow import CVaRExpectation, Z
from qiskit.utils import QuantumInstance

instance = QuantumInstance(Aer.get_backend("aer_simulator"), shots=2000, seed_simulator=7)
qaoa = QAOA(COBYLA(maxiter=10), reps=1, expectation=CVaRExpectation(0.25), quantum_instance=instance)
cost = qaoa.compute_minimum_eigenvalue((Z ^ Z) - 0.5 * (Z ^ Z)).eigenvalue.real
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_algorithms import QAOA
from qiskit_algorithms.optimizers import COBYLA

qaoa = QAOA(SamplerV2.from_backend(AerSimulator(), default_shots=2000, seed=7), COBYLA(maxiter=10), reps=1, aggregation=0.25, transpiler=generate_preset_pass_manager(1, AerSimulator()))
cost = qaoa.compute_minimum_eigenvalue(SparsePauliOp.from_list([("ZZ", 0.5)])).eigenvalue.real
""",
        },
        old="0.45",
        unsafe=True,
    ),
)
