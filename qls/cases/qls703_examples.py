"""What QLS703 shows: algorithms that were given a ``QuantumInstance``."""

from __future__ import annotations

from qls.cases import Example


def _unsafe(title: str, before: str, after: dict[str, str], *estimates: str) -> Example:
    return Example(title, before, after, unsafe=True, estimates=estimates)


EXAMPLES = (
    _unsafe(
        "VQE on a simulator of the state, of an operator of opflow",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE, NumPyMinimumEigensolver
from qiskit.algorithms.optimizers import SLSQP
from qiskit.circuit.library import RealAmplitudes
from qiskit.opflow import I, X, Z

hamiltonian = (Z ^ Z) + 0.5 * (X ^ I) + 0.5 * (I ^ X)
ansatz = RealAmplitudes(2, reps=1)
backend = Aer.get_backend("statevector_simulator")
values = []


def store(evaluations, parameters, mean, deviation):
    values.append(mean)


vqe = VQE(ansatz, optimizer=SLSQP(maxiter=200), initial_point=[0.1] * 4, callback=store, quantum_instance=backend)
result = vqe.compute_minimum_eigenvalue(hamiltonian)
energy = round(result.eigenvalue.real, 3)
exact = round(NumPyMinimumEigensolver().compute_minimum_eigenvalue(hamiltonian).eigenvalue.real, 6)
""",
        {
            "auto": """\
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE, NumPyMinimumEigensolver
from qiskit_algorithms.optimizers import SLSQP
from qiskit.circuit.library import RealAmplitudes

hamiltonian = SparsePauliOp.from_list([("ZZ", 1.0), ("XI", 0.5), ("IX", 0.5)])
ansatz = RealAmplitudes(2, reps=1)
values = []


def store(evaluations, parameters, mean, deviation):
    values.append(mean)


vqe = VQE(
    StatevectorEstimator(), ansatz, SLSQP(maxiter=200), initial_point=[0.1] * 4, callback=store
)
result = vqe.compute_minimum_eigenvalue(hamiltonian)
energy = round(result.eigenvalue.real, 3)
exact = round(NumPyMinimumEigensolver().compute_minimum_eigenvalue(hamiltonian).eigenvalue.real, 6)
"""
        },
        "energy",
        "exact",
    ),
    _unsafe(
        "VQE that samples, with the shots and seeds of its instance",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.algorithms.optimizers import SPSA
from qiskit.circuit.library import TwoLocal
from qiskit.opflow import PauliExpectation, PauliSumOp
from qiskit.utils import QuantumInstance, algorithm_globals

algorithm_globals.random_seed = 10
operator = PauliSumOp.from_list([("Z", 1.0), ("X", 0.5)])
quantum_instance = QuantumInstance(Aer.get_backend("qasm_simulator"), shots=4000, seed_simulator=10, seed_transpiler=10)
vqe = VQE(TwoLocal(1, "ry", reps=0), SPSA(maxiter=60), [0.1], expectation=PauliExpectation(), quantum_instance=quantum_instance)
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue.real, 1)
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SPSA
from qiskit.circuit.library import TwoLocal
from qiskit_algorithms.utils import algorithm_globals

algorithm_globals.random_seed = 10
operator = SparsePauliOp.from_list([("Z", 1.0), ("X", 0.5)])
vqe = VQE(
    EstimatorV2.from_backend(
        AerSimulator(),
        options={"default_precision": 1 / 4000**0.5, "run_options": {"seed_simulator": 10}},
    ),
    TwoLocal(1, "ry", reps=0),
    SPSA(maxiter=60),
    initial_point=[0.1],
    transpiler=generate_preset_pass_manager(1, AerSimulator(), seed_transpiler=10),
)
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue.real, 1)
""",
            "backend": """\
from qiskit.primitives import BackendEstimatorV2
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import Aer
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SPSA
from qiskit.circuit.library import TwoLocal
from qiskit_algorithms.utils import algorithm_globals

algorithm_globals.random_seed = 10
operator = SparsePauliOp.from_list([("Z", 1.0), ("X", 0.5)])
vqe = VQE(
    BackendEstimatorV2(
        backend=Aer.get_backend("qasm_simulator"),
        options={"default_precision": 1 / 4000**0.5, "seed_simulator": 10},
    ),
    TwoLocal(1, "ry", reps=0),
    SPSA(maxiter=60),
    initial_point=[0.1],
    transpiler=generate_preset_pass_manager(
        1, Aer.get_backend("qasm_simulator"), seed_transpiler=10
    ),
)
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue.real, 1)
""",
        },
        "energy",
    ),
    _unsafe(
        "the optimizer reached through its module, and AerPauliExpectation, which is exact",
        """\
import qiskit
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import VQE
from qiskit.circuit import Parameter
from qiskit.opflow import AerPauliExpectation, Z

theta = Parameter("theta")
ansatz = QuantumCircuit(1)
ansatz.ry(theta, 0)
optimizer = qiskit.algorithms.optimizers.COBYLA(maxiter=60)
simulator = Aer.get_backend("aer_simulator")
vqe = VQE(ansatz=ansatz, optimizer=optimizer, initial_point=[0.3], quantum_instance=simulator, expectation=AerPauliExpectation())
energy = round(vqe.compute_minimum_eigenvalue(-2 * Z).eigenvalue.real, 3)
""",
        {
            "auto": """\
import qiskit
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms.optimizers import COBYLA
from qiskit_algorithms import VQE
from qiskit.circuit import Parameter

theta = Parameter("theta")
ansatz = QuantumCircuit(1)
ansatz.ry(theta, 0)
optimizer = COBYLA(maxiter=60)
vqe = VQE(StatevectorEstimator(), ansatz, optimizer, initial_point=[0.3])
energy = round(
    vqe.compute_minimum_eigenvalue(SparsePauliOp.from_list([("Z", -2.0)])).eigenvalue.real, 3
)
"""
        },
        "energy",
    ),
    _unsafe(
        "QAOA that samples",
        """\
from qiskit import Aer
from qiskit.algorithms import QAOA
from qiskit.algorithms.optimizers import COBYLA
from qiskit.opflow import I, Z

cost = (Z ^ Z ^ I) + (I ^ Z ^ Z)
backend = Aer.get_backend("aer_simulator")
qaoa = QAOA(optimizer=COBYLA(), quantum_instance=backend, reps=2, initial_point=[0.6, 0.3, 0.3, 0.6])
cut = qaoa.compute_minimum_eigenvalue(cost).eigenvalue.real < -1.5
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_algorithms import QAOA
from qiskit_algorithms.optimizers import COBYLA

cost = SparsePauliOp.from_list([("ZZI", 1.0), ("IZZ", 1.0)])
backend = AerSimulator()
qaoa = QAOA(
    SamplerV2.from_backend(backend, default_shots=1024),
    COBYLA(),
    reps=2,
    initial_point=[0.6, 0.3, 0.3, 0.6],
    transpiler=generate_preset_pass_manager(1, backend),
)
cut = qaoa.compute_minimum_eigenvalue(cost).eigenvalue.real < -1.5
"""
        },
    ),
    _unsafe(
        "Grover's search",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import AmplificationProblem, Grover
from qiskit.utils import QuantumInstance

oracle = QuantumCircuit(2)
oracle.cz(0, 1)
problem = AmplificationProblem(oracle, is_good_state=["11"])
quantum_instance = QuantumInstance(Aer.get_backend("aer_simulator"), shots=1024)
grover = Grover(quantum_instance=quantum_instance)
answer = int(grover.amplify(problem).top_measurement, 2)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_algorithms import AmplificationProblem, Grover

oracle = QuantumCircuit(2)
oracle.cz(0, 1)
problem = AmplificationProblem(oracle, is_good_state=["11"])
grover = Grover(
    sampler=SamplerV2.from_backend(AerSimulator(), default_shots=1024),
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
)
answer = int(grover.amplify(problem).top_measurement, 2)
"""
        },
        "answer",
    ),
)
