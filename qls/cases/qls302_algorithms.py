"""What V1 estimators become that are handed to algorithms."""

from __future__ import annotations

from qls.cases import Example

ALGORITHMS = (
    Example(
        "an algorithm is given another estimator after it was made",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA, SLSQP

operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
estimator = Estimator()
vqe = VQE(estimator, RealAmplitudes(2, reps=1), SLSQP(), initial_point=[0.1, 0.2, 0.3, 0.4])
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue, 5)
estimator = Estimator(options={"shots": 1000})
vqe.estimator = estimator
vqe.optimizer = COBYLA(maxiter=5)
size = len(vqe.compute_minimum_eigenvalue(operator).optimal_point)
print(energy, size)
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA, SLSQP

operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
estimator = StatevectorEstimator()
vqe = VQE(estimator, RealAmplitudes(2, reps=1), SLSQP(), initial_point=[0.1, 0.2, 0.3, 0.4])
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue, 5)
estimator = StatevectorEstimator(default_precision=1000**-0.5)
vqe.estimator = estimator
vqe.optimizer = COBYLA(maxiter=5)
size = len(vqe.compute_minimum_eigenvalue(operator).optimal_point)
print(energy, size)
""",
        },
        old="1.4",
        unsafe=True,
    ),
    Example(
        "an exact estimator stays exact in the hands of VQE",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP

operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
vqe = VQE(Estimator(), RealAmplitudes(2, reps=1), SLSQP(), initial_point=[0.1, 0.2, 0.3, 0.4])
result = vqe.compute_minimum_eigenvalue(operator=operator)
energy = round(result.eigenvalue, 5)
print(energy, result.cost_function_evals > 10)
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP

operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
vqe = VQE(
    StatevectorEstimator(), RealAmplitudes(2, reps=1), SLSQP(), initial_point=[0.1, 0.2, 0.3, 0.4]
)
result = vqe.compute_minimum_eigenvalue(operator=operator)
energy = round(result.eigenvalue, 5)
print(energy, result.cost_function_evals > 10)
""",
        },
        old="1.4",
    ),
    Example(
        "one estimator for several algorithms, with a callback that reads no metadata",
        """\
from qiskit.circuit.library import EfficientSU2
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms.minimum_eigensolvers import VQE
from qiskit_algorithms.optimizers import SLSQP, SPSA
from qiskit_algorithms.utils import algorithm_globals

algorithm_globals.random_seed = 5
estimator = Estimator()
counts, values = [], []


def store(count, parameters, mean, metadata):
    counts.append(count)
    values.append(round(mean, 4))


ansatz = EfficientSU2(2, reps=1)
observables = [SparsePauliOp.from_list([("ZZ", 1), ("XX", 0.5)]), SparsePauliOp.from_list([("ZI", 1), ("XZ", 0.2)])]
energies = []
for optimizer in (SPSA(maxiter=5), SLSQP(maxiter=3)):
    vqe = VQE(estimator, ansatz, optimizer, callback=store)
    for observable in observables:
        energies.append(round(vqe.compute_minimum_eigenvalue(observable).eigenvalue, 4))
""",
        {
            "auto": """\
from qiskit.circuit.library import EfficientSU2
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms.minimum_eigensolvers import VQE
from qiskit_algorithms.optimizers import SLSQP, SPSA
from qiskit_algorithms.utils import algorithm_globals

algorithm_globals.random_seed = 5
estimator = StatevectorEstimator()
counts, values = [], []


def store(count, parameters, mean, metadata):
    counts.append(count)
    values.append(round(mean, 4))


ansatz = EfficientSU2(2, reps=1)
observables = [SparsePauliOp.from_list([("ZZ", 1), ("XX", 0.5)]), SparsePauliOp.from_list([("ZI", 1), ("XZ", 0.2)])]
energies = []
for optimizer in (SPSA(maxiter=5), SLSQP(maxiter=3)):
    vqe = VQE(estimator, ansatz, optimizer, callback=store)
    for observable in observables:
        energies.append(round(vqe.compute_minimum_eigenvalue(observable).eigenvalue, 4))
""",
        },
        old="1.4",
    ),
    Example(
        "an estimator that runs circuits is handed to an algorithm too",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP

ansatz, operator = RealAmplitudes(1, reps=1), SparsePauliOp("Z")
estimator = Estimator()
start = estimator.run(ansatz, operator, [0.1, 0.2]).result().values[0]
vqe = VQE(estimator, ansatz, SLSQP(), initial_point=[0.1, 0.2])
won = round(start - vqe.compute_minimum_eigenvalue(operator).eigenvalue, 4)
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP

ansatz, operator = RealAmplitudes(1, reps=1), SparsePauliOp("Z")
estimator = StatevectorEstimator()
start = estimator.run([(ansatz, [operator], [0.1, 0.2])]).result()[0].data.evs[0]
vqe = VQE(estimator, ansatz, SLSQP(), initial_point=[0.1, 0.2])
won = round(start - vqe.compute_minimum_eigenvalue(operator).eigenvalue, 4)
""",
        },
        old="1.4",
    ),
    Example(
        "algorithms of qiskit.algorithms come from the package that they became",
        """\
from qiskit.algorithms.minimum_eigensolvers import VQE
from qiskit.algorithms.optimizers import SLSQP
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit.utils import algorithm_globals

algorithm_globals.random_seed = 7
vqe = VQE(Estimator(), RealAmplitudes(2, reps=1), SLSQP())
energy = round(vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5])).eigenvalue, 4)
print(energy)
""",
        {
            "auto": """\
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import SLSQP
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms.utils import algorithm_globals

algorithm_globals.random_seed = 7
vqe = VQE(StatevectorEstimator(), RealAmplitudes(2, reps=1), SLSQP())
energy = round(vqe.compute_minimum_eigenvalue(SparsePauliOp(["ZZ", "XI"], [1, 0.5])).eigenvalue, 4)
print(energy)
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "an algorithm that is reached through its module is imported by name",
        """\
import qiskit.algorithms.gradients as gradients
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

gradient = gradients.ParamShiftEstimatorGradient(Estimator())
job = gradient.run([RealAmplitudes(1, reps=1)], [SparsePauliOp("X")], [[0.1, 0.2]])
slopes = [round(float(slope), 6) for slope in job.result().gradients[0]]
""",
        {
            "auto": """\
from qiskit_algorithms.gradients import ParamShiftEstimatorGradient
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

gradient = ParamShiftEstimatorGradient(StatevectorEstimator())
job = gradient.run([RealAmplitudes(1, reps=1)], [SparsePauliOp("X")], [[0.1, 0.2]])
slopes = [round(float(slope), 6) for slope in job.result().gradients[0]]
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "shots become a precision, and auxiliary operators have other metadata",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA

steps = []
estimator = Estimator(options={"shots": 4000, "seed": 3})
vqe = VQE(estimator, RealAmplitudes(1, reps=1), COBYLA(maxiter=20), callback=lambda *step: steps.append(step))
result = vqe.compute_minimum_eigenvalue(SparsePauliOp("Z"), aux_operators=[SparsePauliOp("X")])
side = result.aux_operators_evaluated[0][0]
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA

steps = []
estimator = StatevectorEstimator(default_precision=4000**-0.5, seed=3)
vqe = VQE(estimator, RealAmplitudes(1, reps=1), COBYLA(maxiter=20), callback=lambda *step: steps.append(step))
result = vqe.compute_minimum_eigenvalue(SparsePauliOp("Z"), aux_operators=[SparsePauliOp("X")])
side = result.aux_operators_evaluated[0][0]
""",
        },
        old="1.4",
        unsafe=True,
    ),
    Example(
        "a neural network is told to be exact",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_machine_learning.neural_networks import EstimatorQNN

x, weight = Parameter("x"), Parameter("w")
circuit = QuantumCircuit(1)
circuit.ry(x, 0)
circuit.rx(weight, 0)
network = EstimatorQNN(
    circuit=circuit,
    estimator=Estimator(),
    observables=SparsePauliOp("Z"),
    input_params=[x],
    weight_params=[weight],  # one
)
default = EstimatorQNN(circuit=circuit, input_params=[x], weight_params=[weight], estimator=Estimator())
values = [network.forward([0.3], [0.4]).tolist(), default.forward([0.1], [0.2]).tolist()]
slopes = network.backward([0.3], [0.4])[1].tolist()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_machine_learning.neural_networks import EstimatorQNN

x, weight = Parameter("x"), Parameter("w")
circuit = QuantumCircuit(1)
circuit.ry(x, 0)
circuit.rx(weight, 0)
network = EstimatorQNN(
    circuit=circuit,
    estimator=StatevectorEstimator(),
    observables=SparsePauliOp("Z"),
    input_params=[x],
    weight_params=[weight], default_precision=0.0,  # one
)
default = EstimatorQNN(
    circuit=circuit,
    input_params=[x],
    weight_params=[weight],
    estimator=StatevectorEstimator(),
    default_precision=0.0,
)
values = [network.forward([0.3], [0.4]).tolist(), default.forward([0.1], [0.2]).tolist()]
slopes = network.backward([0.3], [0.4])[1].tolist()
""",
        },
        old="",
    ),
)
