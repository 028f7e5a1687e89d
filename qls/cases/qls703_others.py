"""What algorithms become that estimate amplitudes and phases, or minimise the mean of a part of the samples."""

from __future__ import annotations

from qls.cases import Example

OTHERS = (
    Example(
        "the noise and the coupling of a QuantumInstance are those of the simulator",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit.opflow import X, Z
from qiskit.providers.aer.noise import NoiseModel, ReadoutError
from qiskit.utils import QuantumInstance

noise_model = NoiseModel()
noise_model.add_all_qubit_readout_error(ReadoutError([[0.8, 0.2], [0.2, 0.8]]))
backend = Aer.get_backend("aer_simulator")
instance = QuantumInstance(backend, shots=4000, noise_model=noise_model, coupling_map=[[0, 1], [1, 0]])
point, means = [0.1, 0.2, 0.3, 0.4], []


def told(count, parameters, mean, deviation):
    means.append(mean)


operator = (0.5 * Z ^ Z) + (0.25 * X ^ X)
vqe = VQE(RealAmplitudes(2, reps=1), COBYLA(maxiter=1), initial_point=point, callback=told, quantum_instance=instance)
size = len(vqe.compute_minimum_eigenvalue(operator).optimal_point)
value = means[0]
""",
        {
            "auto": """\
from qiskit.primitives import BackendEstimatorV2
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit_aer.noise import NoiseModel, ReadoutError

noise_model = NoiseModel()
noise_model.add_all_qubit_readout_error(ReadoutError([[0.8, 0.2], [0.2, 0.8]]))
point, means = [0.1, 0.2, 0.3, 0.4], []


def told(count, parameters, mean, deviation):
    means.append(mean)


operator = SparsePauliOp.from_list([("ZZ", 0.5), ("XX", 0.25)])
vqe = VQE(
    BackendEstimatorV2(
        backend=AerSimulator(noise_model=noise_model, coupling_map=[[0, 1], [1, 0]]),
        options={"default_precision": 1 / 4000**0.5},
    ),
    RealAmplitudes(2, reps=1),
    COBYLA(maxiter=1),
    initial_point=point,
    callback=told,
    transpiler=generate_preset_pass_manager(
        1, AerSimulator(noise_model=noise_model, coupling_map=[[0, 1], [1, 0]])
    ),
)
size = len(vqe.compute_minimum_eigenvalue(operator).optimal_point)
value = means[0]
""",
        },
        old="0.45",
        unsafe=True,
        estimates=("value",),
    ),
    Example(
        "a sampler runs on the simulator that the QuantumInstance told its method and noise",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import EstimationProblem, IterativeAmplitudeEstimation
from qiskit.providers.aer.noise import NoiseModel, ReadoutError
from qiskit.utils import QuantumInstance

noise = NoiseModel()
noise.add_all_qubit_readout_error(ReadoutError([[0.9, 0.1], [0.1, 0.9]]))
turned = QuantumCircuit(1)
turned.ry(0.9, 0)
instance = QuantumInstance(Aer.get_backend("qasm_simulator"), noise_model=noise, backend_options={"method": "density_matrix"})
estimation = IterativeAmplitudeEstimation(0.4, 0.05, quantum_instance=instance).estimate(EstimationProblem(turned, [0])).estimation
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_algorithms import EstimationProblem, IterativeAmplitudeEstimation
from qiskit_aer.noise import NoiseModel, ReadoutError

noise = NoiseModel()
noise.add_all_qubit_readout_error(ReadoutError([[0.9, 0.1], [0.1, 0.9]]))
turned = QuantumCircuit(1)
turned.ry(0.9, 0)
estimation = IterativeAmplitudeEstimation(
    0.4,
    0.05,
    sampler=SamplerV2.from_backend(
        AerSimulator(noise_model=noise, method="density_matrix"), default_shots=1024
    ),
    transpiler=generate_preset_pass_manager(
        1, AerSimulator(noise_model=noise, method="density_matrix")
    ),
).estimate(EstimationProblem(turned, [0])).estimation
""",
        },
        old="0.45",
        unsafe=True,
        estimates=("estimation",),
    ),
    Example(
        "an ansatz without its number of qubits gets that of the operator, before it is transpiled",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit.library import TwoLocal
from qiskit.opflow import X, Z
from qiskit.utils import QuantumInstance

operator = (0.5 * Z ^ Z) + (0.25 * X ^ X)
ansatz = TwoLocal(rotation_blocks="ry", entanglement_blocks="cz")
instance = QuantumInstance(Aer.get_backend("aer_simulator"), shots=4000)
vqe = VQE(ansatz, COBYLA(maxiter=5), quantum_instance=instance)
size = len(vqe.compute_minimum_eigenvalue(operator).optimal_point)
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import EstimatorV2
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA
from qiskit.circuit.library import TwoLocal

operator = SparsePauliOp.from_list([("ZZ", 0.5), ("XX", 0.25)])
ansatz = TwoLocal(operator.num_qubits, rotation_blocks="ry", entanglement_blocks="cz")
vqe = VQE(
    EstimatorV2.from_backend(AerSimulator(), options={"default_precision": 1 / 4000**0.5}),
    ansatz,
    COBYLA(maxiter=5),
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
)
size = len(vqe.compute_minimum_eigenvalue(operator).optimal_point)
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "amplitudes and phases are estimated by a sampler",
        """\
import numpy as np
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import AmplitudeEstimation, EstimationProblem, FasterAmplitudeEstimation
from qiskit.algorithms import IterativeAmplitudeEstimation, IterativePhaseEstimation, PhaseEstimation
from qiskit.utils import QuantumInstance

turned, unitary, one = QuantumCircuit(1), QuantumCircuit(1), QuantumCircuit(1)
turned.ry(2 * np.arcsin(np.sqrt(0.2)), 0)
unitary.p(np.pi / 4, 0)
one.x(0)
problem = EstimationProblem(turned, [0])
instance = QuantumInstance(Aer.get_backend("aer_simulator"), shots=2000)
iterative = IterativeAmplitudeEstimation(0.02, alpha=0.05, quantum_instance=instance).estimate(problem).estimation
grid = AmplitudeEstimation(3, quantum_instance=instance).estimate(problem).estimation
fast = FasterAmplitudeEstimation(0.02, 3, rescale=False, quantum_instance=instance).estimate(problem).estimation
phase = PhaseEstimation(num_evaluation_qubits=3, quantum_instance=instance).estimate(unitary, one).phase
exact = Aer.get_backend("statevector_simulator")
again = IterativePhaseEstimation(3, quantum_instance=exact).estimate(unitary, one).phase
""",
        {
            "auto": """\
import numpy as np
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_algorithms import AmplitudeEstimation, EstimationProblem, FasterAmplitudeEstimation
from qiskit_algorithms import (
    IterativeAmplitudeEstimation, IterativePhaseEstimation, PhaseEstimation
)

turned, unitary, one = QuantumCircuit(1), QuantumCircuit(1), QuantumCircuit(1)
turned.ry(2 * np.arcsin(np.sqrt(0.2)), 0)
unitary.p(np.pi / 4, 0)
one.x(0)
problem = EstimationProblem(turned, [0])
iterative = IterativeAmplitudeEstimation(
    0.02,
    0.05,
    sampler=SamplerV2.from_backend(AerSimulator(), default_shots=2000),
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
).estimate(problem).estimation
grid = AmplitudeEstimation(
    3,
    sampler=SamplerV2.from_backend(AerSimulator(), default_shots=2000),
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
).estimate(problem).estimation
fast = FasterAmplitudeEstimation(
    0.02,
    3,
    sampler=SamplerV2.from_backend(AerSimulator(), default_shots=2000),
    rescale=False,
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
).estimate(problem).estimation
phase = PhaseEstimation(
    3,
    sampler=SamplerV2.from_backend(AerSimulator(), default_shots=2000),
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
).estimate(unitary, one).phase
again = IterativePhaseEstimation(3, sampler=StatevectorSampler()).estimate(unitary, one).phase
""",
        },
        old="0.45",
        unsafe=True,
    ),
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
vqe = SamplingVQE(
    SamplerV2.from_backend(AerSimulator(), default_shots=1024),
    generate_preset_pass_manager(1, AerSimulator()).run(ansatz),
    COBYLA(maxiter=5),
    aggregation=0.2,
)
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

qaoa = QAOA(
    SamplerV2.from_backend(AerSimulator(), default_shots=2000, seed=7),
    COBYLA(maxiter=10),
    reps=1,
    aggregation=0.25,
    transpiler=generate_preset_pass_manager(1, AerSimulator()),
)
cost = qaoa.compute_minimum_eigenvalue(SparsePauliOp.from_list([("ZZ", 0.5)])).eigenvalue.real
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "the evolution of a state by a product formula, with an expectation that has a name",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import EvolutionProblem, TrotterQRTE
from qiskit.opflow import AerPauliExpectation, PauliSumOp
from qiskit.quantum_info import Statevector
from qiskit.utils import QuantumInstance

operator = PauliSumOp.from_list([("X", 1), ("Z", 0.5)])
problem = EvolutionProblem(operator, 0.8, QuantumCircuit(1))
instance = QuantumInstance(Aer.get_backend("aer_simulator"))
expectation = AerPauliExpectation()
evolver = TrotterQRTE(expectation=expectation, quantum_instance=instance)
evolved = evolver.evolve(problem).evolved_state
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit_algorithms import TimeEvolutionProblem as EvolutionProblem, TrotterQRTE
from qiskit.quantum_info import Statevector, SparsePauliOp

operator = SparsePauliOp.from_list([("X", 1), ("Z", 0.5)])
problem = EvolutionProblem(operator, 0.8, QuantumCircuit(1))
evolver = TrotterQRTE(estimator=StatevectorEstimator())
evolved = evolver.evolve(problem).evolved_state
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "an algorithm that has a V1 primitive already moves with the others, to V2",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.algorithms.minimum_eigensolvers import VQE as Newer
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit.opflow import PauliSumOp
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

ansatz = RealAmplitudes(1)
backend = Aer.get_backend("statevector_simulator")
vqe = VQE(ansatz, COBYLA(maxiter=5), quantum_instance=backend)
size = len(vqe.compute_minimum_eigenvalue(PauliSumOp.from_list([("Z", 1)])).optimal_point)
other = Newer(Estimator(), ansatz, COBYLA(maxiter=5))
""",
        {
            "auto": """\
from qiskit_algorithms import VQE
from qiskit_algorithms import VQE as Newer
from qiskit_algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

ansatz = RealAmplitudes(1)
vqe = VQE(StatevectorEstimator(), ansatz, COBYLA(maxiter=5))
size = len(vqe.compute_minimum_eigenvalue(SparsePauliOp.from_list([("Z", 1)])).optimal_point)
other = Newer(StatevectorEstimator(), ansatz, COBYLA(maxiter=5))
""",
        },
        old="0.45",
        unsafe=True,
    ),
)
