"""What V1 estimators become: the shapes of programs."""

from __future__ import annotations

from qls.cases import Example

SHAPES = (
    Example(
        "one circuit with one observable",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
observable = SparsePauliOp(["II", "XX", "ZI"], coeffs=[1, 0.5, -0.25])
estimator = Estimator()
result = estimator.run(qc, observable).result()
print(f"{result.values[0]:.3f} of {result.values}")
doubled = result.values * 2
text = f"{result.values[0].round(2)}"
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
observable = SparsePauliOp(["II", "XX", "ZI"], coeffs=[1, 0.5, -0.25])
estimator = StatevectorEstimator()
result = estimator.run([(qc, [observable])]).result()
print(f"{result[0].data.evs[0]:.3f} of {result[0].data.evs}")
doubled = result[0].data.evs * 2
text = f"{result[0].data.evs[0].round(2)}"
""",
        },
    ),
    Example(
        "observables of one circuit share a PUB",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

original_circuit = QuantumCircuit(1)
original_circuit.ry(0.3, 0)
H = SparsePauliOp(["X", "Z"], [2, -1])
observables = [
    *H.paulis,
    H,
]  # each Pauli alone, and all of them
estimator = Estimator()
job = estimator.run([original_circuit] * len(observables), observables)
estimator_expvals = job.result().values
for obs, expval in zip(observables, estimator_expvals):
    print(f"{obs}: {expval:.2f}")
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

original_circuit = QuantumCircuit(1)
original_circuit.ry(0.3, 0)
H = SparsePauliOp(["X", "Z"], [2, -1])
observables = [
    *H.paulis,
    H,
]  # each Pauli alone, and all of them
estimator = StatevectorEstimator()
job = estimator.run([(original_circuit, observables)])
estimator_expvals = job.result()[0].data.evs
for obs, expval in zip(observables, estimator_expvals):
    print(f"{obs}: {expval:.2f}")
""",
        },
    ),
    Example(
        "circuits with their own observables and values are PUBs",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

psi1 = RealAmplitudes(num_qubits=2, reps=2)
psi2 = RealAmplitudes(num_qubits=2, reps=3)
H1 = SparsePauliOp.from_list([("II", 1), ("IZ", 2), ("XI", 3)])
H2 = SparsePauliOp.from_list([("IZ", 1)])
theta1 = [0, 1, 1, 2, 3, 5]
theta2 = [0, 1, 1, 2, 3, 5, 8, 13]
estimator = Estimator()
job = estimator.run([psi1], [H1], [theta1])
job_result = job.result()  # waits for the job
one = job_result.values[0]
job2 = estimator.run([psi1, psi2, psi1], [H1, H2, H2], [theta1, theta2, theta1])
job_result = job2.result()
both = job_result.values
second = job_result.values[1]
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from numpy import concatenate
from qiskit.quantum_info import SparsePauliOp

psi1 = RealAmplitudes(num_qubits=2, reps=2)
psi2 = RealAmplitudes(num_qubits=2, reps=3)
H1 = SparsePauliOp.from_list([("II", 1), ("IZ", 2), ("XI", 3)])
H2 = SparsePauliOp.from_list([("IZ", 1)])
theta1 = [0, 1, 1, 2, 3, 5]
theta2 = [0, 1, 1, 2, 3, 5, 8, 13]
estimator = StatevectorEstimator()
job = estimator.run([(psi1, [H1], [theta1])])
job_result = job.result()  # waits for the job
one = job_result[0].data.evs[0]
job2 = estimator.run([(psi1, [H1], theta1), (psi2, [H2], theta2), (psi1, [H2], theta1)])
job_result = job2.result()
both = concatenate([pub.data.evs for pub in job_result])
second = job_result[1].data.evs[0]
""",
        },
        old="1.4",
    ),
    Example(
        "lists made elsewhere are zipped, as V1 did",
        """\
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

theta = Parameter("θ")
circuits = []
for axis in range(3):
    qc = QuantumCircuit(1)
    qc.rx(axis * theta, 0)
    circuits.append(qc)
observables = [SparsePauliOp("Z"), SparsePauliOp("Y"), 0.5 * SparsePauliOp("X") + SparsePauliOp("Z")]
circuits[0].rz(theta, 0)
points = [[0.1], [0.2], [0.3]]
values = Estimator().run(circuits=circuits, observables=observables, parameter_values=points).result().values
total = np.sum(values)
""",
        {
            "auto": """\
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

theta = Parameter("θ")
circuits = []
for axis in range(3):
    qc = QuantumCircuit(1)
    qc.rx(axis * theta, 0)
    circuits.append(qc)
observables = [SparsePauliOp("Z"), SparsePauliOp("Y"), 0.5 * SparsePauliOp("X") + SparsePauliOp("Z")]
circuits[0].rz(theta, 0)
points = [[0.1], [0.2], [0.3]]
values = np.concatenate(
    [
        pub.data.evs
        for pub in StatevectorEstimator().run(
            [
                (circuit, [observable], values)
                for circuit, observable, values in zip(circuits, observables, points)
            ]
        ).result()
    ]
)
total = np.sum(values)
""",
        },
        old="1.4",
    ),
    Example(
        "a cost function that minimize calls",
        """\
import numpy as np
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from scipy.optimize import minimize

ansatz = RealAmplitudes(2, reps=1)
hamiltonian = SparsePauliOp.from_list([("ZZ", 1.0), ("XI", 0.5)])
estimator = Estimator()


def cost(params, ansatz, hamiltonian, estimator):
    energy = estimator.run(ansatz, hamiltonian, parameter_values=params).result().values[0]
    return energy


x0 = np.ones(ansatz.num_parameters)
least = minimize(cost, x0, args=(ansatz, hamiltonian, estimator), method="COBYLA").fun
found = round(float(least), 2)
del least
""",
        {
            "auto": """\
import numpy as np
from qiskit.circuit.library import RealAmplitudes
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp
from scipy.optimize import minimize

ansatz = RealAmplitudes(2, reps=1)
hamiltonian = SparsePauliOp.from_list([("ZZ", 1.0), ("XI", 0.5)])
estimator = StatevectorEstimator()


def cost(params, ansatz, hamiltonian, estimator):
    energy = estimator.run([(ansatz, [hamiltonian], params)]).result()[0].data.evs[0]
    return energy


x0 = np.ones(ansatz.num_parameters)
least = minimize(cost, x0, args=(ansatz, hamiltonian, estimator), method="COBYLA").fun
found = round(float(least), 2)
del least
""",
        },
    ),
    Example(
        "rows of values of one circuit share a PUB",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

theta = Parameter("theta")
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.ry(theta, 0)
ZZ = SparsePauliOp("ZZ")
phases = [0.1 * step for step in range(4)]
individual_phases = [[phase] for phase in phases]
job = Estimator().run(
    circuits=[qc] * len(phases), parameter_values=individual_phases, observables=[ZZ] * len(phases)
)
exp_values = job.result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

theta = Parameter("theta")
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.ry(theta, 0)
ZZ = SparsePauliOp("ZZ")
phases = [0.1 * step for step in range(4)]
individual_phases = [[phase] for phase in phases]
job = StatevectorEstimator().run([(qc, [ZZ] * len(phases), individual_phases)])
exp_values = job.result()[0].data.evs
""",
        },
        old="1.4",
    ),
    Example(
        "labels and Paulis stay, other operators become SparsePauliOp",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import Operator, Pauli, PauliList

qc = QuantumCircuit(1)
qc.ry(0.7, 0)
estimator = Estimator()
label = estimator.run(qc, "Z").result().values[0]
pauli = estimator.run([qc], [Pauli("X")]).result().values[0]
summed = estimator.run(qc, PauliList(["Z", "X"])).result().values[0]
matrix = Operator([[1, 0], [0, -1]])
dense = estimator.run(qc, matrix).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import Operator, Pauli, PauliList, SparsePauliOp

qc = QuantumCircuit(1)
qc.ry(0.7, 0)
estimator = StatevectorEstimator()
label = estimator.run([(qc, ["Z"])]).result()[0].data.evs[0]
pauli = estimator.run([(qc, [Pauli("X")])]).result()[0].data.evs[0]
summed = estimator.run([(qc, [SparsePauliOp(PauliList(["Z", "X"]))])]).result()[0].data.evs[0]
matrix = Operator([[1, 0], [0, -1]])
dense = estimator.run([(qc, [SparsePauliOp.from_operator(matrix)])]).result()[0].data.evs
""",
        },
    ),
    Example(
        "coefficients with a zero imaginary part are real, and terms name their qubits",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(3)
qc.ry(0.4, 1)
hamiltonian = SparsePauliOp.from_sparse_list([("ZZ", [i, i + 1], 0.5) for i in range(2)] + [("X", [1], -1)], num_qubits=3)
molecule = SparsePauliOp(["IIZ", "IZI"], coeffs=[-1.05 + 0j, 0.4 + 0.0j])
energies = Estimator().run([qc, qc], [hamiltonian, molecule]).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(3)
qc.ry(0.4, 1)
hamiltonian = SparsePauliOp.from_sparse_list([("ZZ", [i, i + 1], 0.5) for i in range(2)] + [("X", [1], -1)], num_qubits=3)
molecule = SparsePauliOp(["IIZ", "IZI"], coeffs=[-1.05 + 0j, 0.4 + 0.0j])
energies = StatevectorEstimator().run([(qc, [hamiltonian, molecule])]).result()[0].data.evs
""",
        },
    ),
    Example(
        "shots become a precision",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

state = QuantumCircuit(1)
state.ry(0.3, 0)
op = SparsePauliOp("X")
estimator = Estimator(options={"shots": 400, "seed": 3})
expectation_value = estimator.run(state, op).result().values
finer = estimator.run(state, op, shots=10000).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

state = QuantumCircuit(1)
state.ry(0.3, 0)
op = SparsePauliOp("X")
estimator = StatevectorEstimator(default_precision=400**-0.5, seed=3)
expectation_value = estimator.run([(state, [op])]).result()[0].data.evs
finer = estimator.run([(state, [op])], precision=10000**-0.5).result()[0].data.evs
""",
        },
        unsafe=True,
        estimates=("expectation_value", "finer"),
    ),
    Example(
        "the metadata are shown as V2 has them",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator

result = Estimator().run(QuantumCircuit(1), "Z").result()
print(result.values, result.metadata)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator

result = StatevectorEstimator().run([(QuantumCircuit(1), ["Z"])]).result()
print(result[0].data.evs, [pub.metadata for pub in result])
""",
        },
        unsafe=True,
    ),
    Example(
        "an observable out of sight is taken for a SparsePauliOp",
        """\
import pickle

from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
hamiltonian = pickle.loads(pickle.dumps(SparsePauliOp("Z")))
energy = Estimator().run(qc, hamiltonian).result().values[0]
""",
        {
            "auto": """\
import pickle

from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
hamiltonian = pickle.loads(pickle.dumps(SparsePauliOp("Z")))
energy = StatevectorEstimator().run([(qc, [hamiltonian])]).result()[0].data.evs[0]
""",
        },
        unsafe=True,
        estimates=("energy",),
    ),
)
