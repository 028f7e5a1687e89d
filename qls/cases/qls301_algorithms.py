"""What V1 samplers become that are handed to algorithms."""

from __future__ import annotations

from qls.cases import Example

ALGORITHMS = (
    Example(
        "the state that QAOA ends in is read as the quasi-distribution that it was",
        """\
from qiskit.primitives import Sampler
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import QAOA, NumPyMinimumEigensolver
from qiskit_algorithms.optimizers import COBYLA

operator = SparsePauliOp(["ZZ", "ZI"], [1, 0.5])
qaoa = QAOA(Sampler(), COBYLA(maxiter=20), initial_point=[0.1, 0.2])
result = qaoa.compute_minimum_eigenvalue(operator)
outcomes = sorted(result.eigenstate.binary_probabilities())
result = NumPyMinimumEigensolver().compute_minimum_eigenvalue(operator)
kind = type(result.eigenstate).__name__
""",
        {
            "auto": """\
from qiskit.primitives import StatevectorSampler
from qiskit.result import QuasiDistribution
from qiskit.quantum_info import SparsePauliOp, Statevector
from qiskit_algorithms import QAOA, NumPyMinimumEigensolver
from qiskit_algorithms.optimizers import COBYLA

operator = SparsePauliOp(["ZZ", "ZI"], [1, 0.5])
qaoa = QAOA(StatevectorSampler(), COBYLA(maxiter=20), initial_point=[0.1, 0.2])
result = qaoa.compute_minimum_eigenvalue(operator)
outcomes = sorted(
    QuasiDistribution(
        Statevector(
            result.optimal_circuit.remove_final_measurements(inplace=False).assign_parameters(
                result.optimal_parameters
            )
        ).probabilities_dict()
    ).binary_probabilities()
)
result = NumPyMinimumEigensolver().compute_minimum_eigenvalue(operator)
kind = type(result.eigenstate).__name__
""",
        },
        old="1.4",
        unsafe=True,
    ),
    Example(
        "a sampler in the hands of QAOA",
        """\
from qiskit.primitives import Sampler
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import QAOA
from qiskit_algorithms.optimizers import COBYLA

operator = SparsePauliOp(["ZZ", "ZI"], [1, 0.5])
qaoa = QAOA(Sampler(options={"shots": 2000}), COBYLA(maxiter=15), reps=1, initial_point=[-2.5, 0.6])
result = qaoa.compute_minimum_eigenvalue(operator)
energy = result.eigenvalue.real
best = result.best_measurement["bitstring"]
""",
        {
            "auto": """\
from qiskit.primitives import StatevectorSampler
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import QAOA
from qiskit_algorithms.optimizers import COBYLA

operator = SparsePauliOp(["ZZ", "ZI"], [1, 0.5])
qaoa = QAOA(
    StatevectorSampler(default_shots=2000), COBYLA(maxiter=15), reps=1, initial_point=[-2.5, 0.6]
)
result = qaoa.compute_minimum_eigenvalue(operator)
energy = result.eigenvalue.real
best = result.best_measurement["bitstring"]
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("energy",),
    ),
    Example(
        "Grover and its problem come from the package that they became",
        """\
from qiskit import QuantumCircuit
from qiskit.algorithms import AmplificationProblem, Grover
from qiskit.primitives import Sampler

oracle = QuantumCircuit(2)
oracle.cz(0, 1)
problem = AmplificationProblem(oracle, is_good_state=["11"])
result = Grover(iterations=1, sampler=Sampler()).amplify(problem)
found = result.top_measurement
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_algorithms import AmplificationProblem, Grover
from qiskit.primitives import StatevectorSampler

oracle = QuantumCircuit(2)
oracle.cz(0, 1)
problem = AmplificationProblem(oracle, is_good_state=["11"])
result = Grover(iterations=1, sampler=StatevectorSampler()).amplify(problem)
found = result.top_measurement
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "an overlap of states is sampled",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Sampler
from qiskit_algorithms.state_fidelities import ComputeUncompute

ansatz = RealAmplitudes(1, reps=0)
fidelity = ComputeUncompute(sampler=Sampler())
overlap = fidelity.run([ansatz], [ansatz], [[0.1]], [[0.9]]).result().fidelities[0]
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorSampler
from qiskit_algorithms.state_fidelities import ComputeUncompute

ansatz = RealAmplitudes(1, reps=0)
fidelity = ComputeUncompute(sampler=StatevectorSampler())
overlap = fidelity.run([ansatz], [ansatz], [[0.1]], [[0.9]]).result().fidelities[0]
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("overlap",),
    ),
    Example(
        "phases are estimated by a sampler",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
from qiskit_algorithms import HamiltonianPhaseEstimation, PhaseEstimation
from qiskit.quantum_info import SparsePauliOp

sampler = Sampler()
turn, one, plus = QuantumCircuit(1), QuantumCircuit(1), QuantumCircuit(1)
turn.t(0)
one.x(0)
plus.h(0)
phase = PhaseEstimation(3, sampler).estimate(turn, one).phase
problem = HamiltonianPhaseEstimation(4, sampler=sampler)
eigenvalue = problem.estimate(SparsePauliOp("X"), plus, bound=1.1).most_likely_eigenvalue
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler
from qiskit_algorithms import HamiltonianPhaseEstimation, PhaseEstimation
from qiskit.quantum_info import SparsePauliOp

sampler = StatevectorSampler()
turn, one, plus = QuantumCircuit(1), QuantumCircuit(1), QuantumCircuit(1)
turn.t(0)
one.x(0)
plus.h(0)
phase = PhaseEstimation(3, sampler).estimate(turn, one).phase
problem = HamiltonianPhaseEstimation(4, sampler=sampler)
eigenvalue = problem.estimate(SparsePauliOp("X"), plus, bound=1.1).most_likely_eigenvalue
""",
        },
        old="1.4",
        unsafe=True,
    ),
    Example(
        "a classifier, and an optimizer of quadratic programs",
        """\
from qiskit.circuit.library import RealAmplitudes, ZZFeatureMap
from qiskit.primitives import Sampler
from qiskit_algorithms import QAOA
from qiskit_algorithms.optimizers import COBYLA
from qiskit_machine_learning.algorithms.classifiers import VQC
from qiskit_optimization.algorithms import MinimumEigenOptimizer

sampler = Sampler()
classifier = VQC(
    feature_map=ZZFeatureMap(2),
    ansatz=RealAmplitudes(2, reps=1),
    optimizer=COBYLA(maxiter=10),
    sampler=sampler,
)
solver = MinimumEigenOptimizer(QAOA(sampler, COBYLA(maxiter=20)))
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes, ZZFeatureMap
from qiskit.primitives import StatevectorSampler
from qiskit_algorithms import QAOA
from qiskit_algorithms.optimizers import COBYLA
from qiskit_machine_learning.algorithms.classifiers import VQC
from qiskit_optimization.algorithms import MinimumEigenOptimizer

sampler = StatevectorSampler()
classifier = VQC(
    feature_map=ZZFeatureMap(2),
    ansatz=RealAmplitudes(2, reps=1),
    optimizer=COBYLA(maxiter=10),
    sampler=sampler,
)
solver = MinimumEigenOptimizer(QAOA(sampler, COBYLA(maxiter=20)))
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a sampler that another one takes the name of, before anything is run",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler

sampler = Sampler()
spare = Sampler(options={"shots": 100})
sampler = Sampler(options={"shots": 200})
qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
share = sampler.run(qc).result().quasi_dists[0][1]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

sampler = StatevectorSampler()
spare = StatevectorSampler(default_shots=100)
sampler = StatevectorSampler(default_shots=200)
qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
share = {
    outcome: count / 200
    for outcome, count in sorted(sampler.run([qc]).result()[0].data.meas.get_int_counts().items())
}[1]
""",
        },
        old="1.4",
        unsafe=True,
    ),
    Example(
        "values that are one row for each circuit, or one bare row",
        """\
import json

from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Sampler

sampler = Sampler(options={"shots": 500, "seed": 4})


def share(circuits, values):
    return [float(each.get(1, 0)) for each in sampler.run(circuits=[qc for qc in circuits], parameter_values=values).result().quasi_dists]


one = QuantumCircuit(1)
one.rx(Parameter("a"), 0)
one.ry(Parameter("b"), 0)
one.measure_all()
bare = share([one], json.loads("[3.141592653589793, 0]"))
rows = share([one, one], json.loads("[[0, 3.141592653589793], [0, 0]]"))
""",
        {
            "auto": """\
import json

from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorSampler
from numpy import atleast_2d

sampler = StatevectorSampler(default_shots=500, seed=4)


def share(circuits, values):
    return [
        float(each.get(1, 0))
        for each in [
            {
                outcome: count / 500
                for outcome, count in sorted(pub.data.meas.get_int_counts().items())
            }
            for pub in sampler.run(list(zip([qc for qc in circuits], atleast_2d(values)))).result()
        ]
    ]


one = QuantumCircuit(1)
one.rx(Parameter("a"), 0)
one.ry(Parameter("b"), 0)
one.measure_all()
bare = share([one], json.loads("[3.141592653589793, 0]"))
rows = share([one, one], json.loads("[[0, 3.141592653589793], [0, 0]]"))
""",
        },
        old="1.4",
        unsafe=True,
    ),
)
