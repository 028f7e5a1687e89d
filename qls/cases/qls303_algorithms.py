"""What V1 primitives on a simulator become that are handed to algorithms."""

from __future__ import annotations

from qls.cases import Example

ALGORITHMS = (
    Example(
        "a VQE that is given an estimator with noise later has its ansatz transpiled for that there",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.noise import NoiseModel, ReadoutError
from qiskit_aer.primitives import Estimator
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA

noise_model = NoiseModel()
noise_model.add_all_qubit_readout_error(ReadoutError([[0.8, 0.2], [0.2, 0.8]]))
coupling_map = [[0, 1], [1, 2], [2, 1], [1, 0]]
plain = Estimator(run_options={"seed": 3, "shots": 4000})
noisy = Estimator(backend_options={"coupling_map": coupling_map, "noise_model": noise_model}, run_options={"shots": 4000})
operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
vqe = VQE(plain, RealAmplitudes(2, reps=1), COBYLA(maxiter=1), initial_point=[0.1, 0.2, 0.3, 0.4])
exact = vqe.compute_minimum_eigenvalue(operator).eigenvalue
vqe.estimator = noisy
value = vqe.compute_minimum_eigenvalue(operator).eigenvalue
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.noise import NoiseModel, ReadoutError
from qiskit_aer import AerSimulator
from qiskit.primitives import BackendEstimatorV2
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA

noise_model = NoiseModel()
noise_model.add_all_qubit_readout_error(ReadoutError([[0.8, 0.2], [0.2, 0.8]]))
coupling_map = [[0, 1], [1, 2], [2, 1], [1, 0]]
plain = BackendEstimatorV2(
    backend=AerSimulator(), options={"default_precision": 4000**-0.5, "seed_simulator": 3}
)
noisy = BackendEstimatorV2(
    backend=AerSimulator(coupling_map=coupling_map, noise_model=noise_model),
    options={"default_precision": 4000**-0.5},
)
operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
vqe = VQE(
    plain,
    generate_preset_pass_manager(0, target=AerSimulator().target).run(RealAmplitudes(2, reps=1)),
    COBYLA(maxiter=1),
    initial_point=[0.1, 0.2, 0.3, 0.4],
)
exact = vqe.compute_minimum_eigenvalue(operator).eigenvalue
vqe.ansatz = generate_preset_pass_manager(
    1, target=AerSimulator(coupling_map=coupling_map, noise_model=noise_model).target
).run(vqe.ansatz)
vqe.estimator = noisy
value = vqe.compute_minimum_eigenvalue(operator).eigenvalue
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("exact", "value"),
    ),
    Example(
        "a SamplingVQE is given a transpiled ansatz, and QAOA an exact distribution by Qiskit's own sampler",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Sampler
from qiskit_algorithms import QAOA, SamplingVQE
from qiskit_algorithms.optimizers import COBYLA

operator = SparsePauliOp(["ZZ", "IZ"], [1, 0.5])
sampled = SamplingVQE(Sampler(run_options={"shots": 2000}), RealAmplitudes(2), COBYLA(maxiter=1), initial_point=[0.2] * 8)
value = sampled.compute_minimum_eigenvalue(operator).eigenvalue
exact = Sampler(run_options={"shots": None})
qaoa = QAOA(exact, COBYLA(maxiter=1), initial_point=[0.3, 0.4])
result = qaoa.compute_minimum_eigenvalue(operator)
best = {outcome: round(float(share), 6) for outcome, share in result.eigenstate.items()}
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp, Statevector
from qiskit_aer.primitives import SamplerV2
from qiskit.primitives import StatevectorSampler
from qiskit.result import QuasiDistribution
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_algorithms import QAOA, SamplingVQE
from qiskit_algorithms.optimizers import COBYLA

operator = SparsePauliOp(["ZZ", "IZ"], [1, 0.5])
sampled = SamplingVQE(
    SamplerV2(default_shots=2000),
    generate_preset_pass_manager(0, target=AerSimulator().target).run(RealAmplitudes(2)),
    COBYLA(maxiter=1),
    initial_point=[0.2] * 8,
)
value = sampled.compute_minimum_eigenvalue(operator).eigenvalue
exact = StatevectorSampler()
qaoa = QAOA(exact, COBYLA(maxiter=1), initial_point=[0.3, 0.4])
result = qaoa.compute_minimum_eigenvalue(operator)
best = {
    outcome: round(float(share), 6)
    for outcome, share in QuasiDistribution(
        Statevector(
            result.optimal_circuit.remove_final_measurements(inplace=False).assign_parameters(
                result.optimal_parameters
            )
        ).probabilities_dict()
    ).items()
}
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("value",),
    ),
    Example(
        "Aer's exact estimator stays exact in the hands of VQE, which transpiles for it now",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP

estimator = Estimator(run_options={"shots": None}, approximation=True)
vqe = VQE(estimator, RealAmplitudes(2, reps=1), SLSQP(maxiter=20), initial_point=[0.1, 0.2, 0.3, 0.4])
result = vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5]))
energy = round(result.eigenvalue, 5)
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import EstimatorV2
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP

estimator = EstimatorV2()
vqe = VQE(
    estimator,
    RealAmplitudes(2, reps=1),
    SLSQP(maxiter=20),
    initial_point=[0.1, 0.2, 0.3, 0.4],
    transpiler=generate_preset_pass_manager(0, target=AerSimulator().target),
)
result = vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5]))
energy = round(result.eigenvalue, 5)
""",
        },
        old="1.4",
    ),
    Example(
        "Aer's samples in the hands of algorithms",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator, Sampler
from qiskit_algorithms import VQE, AmplificationProblem, Grover
from qiskit_algorithms.optimizers import COBYLA

ansatz = RealAmplitudes(2, reps=1)
estimator = Estimator(run_options={"shots": 2000, "seed": 4}, transpile_options={"seed_transpiler": 3})
vqe = VQE(estimator, ansatz, COBYLA(maxiter=15), initial_point=[0.1, 0.2, 0.3, 0.4])
energy = vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5])).eigenvalue
oracle = QuantumCircuit(2)
oracle.cz(0, 1)
grover = Grover(iterations=1, sampler=Sampler(run_options={"shots": 5000}))
found = grover.amplify(AmplificationProblem(oracle, is_good_state=["11"])).top_measurement
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import SamplerV2
from qiskit.primitives import BackendEstimatorV2
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_algorithms import VQE, AmplificationProblem, Grover
from qiskit_algorithms.optimizers import COBYLA

ansatz = RealAmplitudes(2, reps=1)
estimator = BackendEstimatorV2(
    backend=AerSimulator(), options={"default_precision": 2000**-0.5, "seed_simulator": 4}
)
vqe = VQE(
    estimator,
    ansatz,
    COBYLA(maxiter=15),
    initial_point=[0.1, 0.2, 0.3, 0.4],
    transpiler=generate_preset_pass_manager(0, target=AerSimulator().target, seed_transpiler=3),
)
energy = vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5])).eigenvalue
oracle = QuantumCircuit(2)
oracle.cz(0, 1)
grover = Grover(
    iterations=1,
    sampler=SamplerV2(default_shots=5000),
    transpiler=generate_preset_pass_manager(0, target=AerSimulator().target),
)
found = grover.amplify(AmplificationProblem(oracle, is_good_state=["11"])).top_measurement
""",
        },
        old="1.4",
        unsafe=True,
    ),
    Example(
        "primitives on a backend in the hands of algorithms",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimator, BackendSampler
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp
from qiskit.circuit.library import RealAmplitudes
from qiskit_aer import AerSimulator
from qiskit_algorithms import VQE, PhaseEstimation
from qiskit_algorithms.optimizers import COBYLA

backend = GenericBackendV2(num_qubits=5, seed=3)
simulator = AerSimulator()
estimator = BackendEstimator(backend, options={"shots": 3000})
vqe = VQE(estimator, RealAmplitudes(2, reps=1), COBYLA(maxiter=5), initial_point=[0.1, 0.2, 0.3, 0.4])
energy = vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5])).eigenvalue
turn, one = QuantumCircuit(1), QuantumCircuit(1)
turn.t(0)
one.x(0)
phase = PhaseEstimation(3, sampler=BackendSampler(simulator)).estimate(turn, one).phase
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2
from qiskit.transpiler import generate_preset_pass_manager
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.quantum_info import SparsePauliOp
from qiskit.circuit.library import RealAmplitudes
from qiskit_aer import AerSimulator
from qiskit_algorithms import VQE, PhaseEstimation
from qiskit_algorithms.optimizers import COBYLA

backend = GenericBackendV2(num_qubits=5, seed=3)
simulator = AerSimulator()
estimator = BackendEstimatorV2(backend=backend, options={"default_precision": 3000**-0.5})
vqe = VQE(
    estimator,
    RealAmplitudes(2, reps=1),
    COBYLA(maxiter=5),
    initial_point=[0.1, 0.2, 0.3, 0.4],
    transpiler=generate_preset_pass_manager(1, backend),
)
energy = vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5])).eigenvalue
turn, one = QuantumCircuit(1), QuantumCircuit(1)
turn.t(0)
one.x(0)
phase = PhaseEstimation(
    3,
    sampler=BackendSamplerV2(backend=simulator),
    transpiler=generate_preset_pass_manager(0, target=simulator.target),
).estimate(turn, one).phase
""",
        },
        old="1.4",
        unsafe=True,
    ),
)
