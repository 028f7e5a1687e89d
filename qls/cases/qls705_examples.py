"""What QLS705 shows: operators of opflow, wherever they flow."""

from __future__ import annotations

from qls.cases import Example

EXAMPLES = (
    Example(
        "sums of strings of Paulis, with numbers and names for factors",
        """\
import numpy as np
from qiskit.opflow import I, X, Y, Z

g = 0.25
H = -1.05 * (I ^ I) + (0.39 * I ^ Z) - (Z ^ I) / 2 + g * (X ^ X)
pair = (Z ^ Z) - (Y ^ Y)
matrix = (H + 2 * pair).to_matrix()
lowest = np.linalg.eigvalsh(matrix)[0]
qubits = H.num_qubits
""",
        {
            "auto": """\
import numpy as np
from qiskit.quantum_info import SparsePauliOp

g = 0.25
H = SparsePauliOp.from_list([("II", -1.05), ("IZ", 0.39), ("ZI", -0.5), ("XX", g)])
pair = SparsePauliOp.from_list([("ZZ", 1.0), ("YY", -1.0)])
matrix = (H + 2 * pair).to_matrix()
lowest = np.linalg.eigvalsh(matrix)[0]
qubits = H.num_qubits
""",
        },
    ),
    Example(
        "operators that a function adds up in a loop, of any length",
        """\
from qiskit.opflow import I, X, Z


def chain(n, coupling, field):
    total = 0
    for i in range(n - 1):
        total += -coupling * ((I ^ i) ^ Z ^ Z ^ (I ^ (n - i - 2)))
    for i in range(n):
        total += field * ((I ^ i) ^ X ^ (I ^ (n - i - 1)))
    return total


matrices = [chain(n, 1.0, 0.5).to_matrix() for n in (2, 3)]
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp


def chain(n, coupling, field):
    total = 0
    for i in range(n - 1):
        total += -coupling * SparsePauliOp("I" * i + "ZZ" + "I" * (n - i - 2))
    for i in range(n):
        total += field * SparsePauliOp("I" * i + "X" + "I" * (n - i - 1))
    return total


matrices = [chain(n, 1.0, 0.5).to_matrix() for n in (2, 3)]
""",
        },
    ),
    Example(
        "operators in lists, dictionaries and attributes",
        """\
from qiskit.opflow import X, Y, Z


class Model:
    def __init__(self, operator):
        self.operator = operator

    def matrix(self):
        return self.operator.to_matrix()


paulis = [X, Y, Z]
named = {"xx": X ^ X, "zz": Z ^ Z}
weighted = sum(weight * pauli for weight, pauli in zip([1.0, 2.0, 0.5], paulis))
first = Model(weighted).matrix()
second = Model(named["xx"] + named["zz"]).matrix()
sizes = {name: operator.num_qubits for name, operator in named.items()}
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp


class Model:
    def __init__(self, operator):
        self.operator = operator

    def matrix(self):
        return self.operator.to_matrix()


paulis = [SparsePauliOp("X"), SparsePauliOp("Y"), SparsePauliOp("Z")]
named = {"xx": SparsePauliOp("XX"), "zz": SparsePauliOp("ZZ")}
weighted = sum(weight * pauli for weight, pauli in zip([1.0, 2.0, 0.5], paulis))
first = Model(weighted).matrix()
second = Model(named["xx"] + named["zz"]).matrix()
sizes = {name: operator.num_qubits for name, operator in named.items()}
""",
        },
    ),
    Example(
        "a PauliSumOp gives way to what it held, wherever its class is imported from",
        """\
from typing import Optional

import numpy as np
from qiskit.opflow.primitive_ops import PauliSumOp
from qiskit.quantum_info import SparsePauliOp


def weights(operator: Optional[PauliSumOp]) -> dict:
    if not isinstance(operator, PauliSumOp):
        raise TypeError("no sum")
    labels = operator.primitive.paulis.to_labels()
    return dict(zip(labels, (operator.primitive.coeffs * operator.coeff).real.tolist()))


word = PauliSumOp(SparsePauliOp(["XX", "ZI"], coeffs=[0.5, 1.5]))
scaled = PauliSumOp.from_list([("XX", 1.0), ("YY", 2.0)])
twice = PauliSumOp(SparsePauliOp("ZZ"), coeff=2.0)
told = weights(word)
number = len(word + twice)
terms = [term.coeffs[0].real for term in scaled]
reduced = (word + scaled).reduce().coeffs.tolist()
values = np.linalg.eigvalsh((word + scaled + twice).to_matrix()).round(9)
""",
        {
            "auto": """\
from typing import Optional

import numpy as np
from qiskit.quantum_info import SparsePauliOp


def weights(operator: Optional[SparsePauliOp]) -> dict:
    if not isinstance(operator, SparsePauliOp):
        raise TypeError("no sum")
    labels = operator.paulis.to_labels()
    return dict(zip(labels, (operator.coeffs).real.tolist()))


word = SparsePauliOp(["XX", "ZI"], coeffs=[0.5, 1.5])
scaled = SparsePauliOp.from_list([("XX", 1.0), ("YY", 2.0)])
twice = 2.0 * SparsePauliOp("ZZ")
told = weights(word)
number = len(word + twice)
terms = [term.coeffs[0].real for term in scaled]
reduced = (word + scaled).simplify().coeffs.tolist()
values = np.linalg.eigvalsh((word + scaled + twice).to_matrix()).round(9)
""",
        },
    ),
    Example(
        "products, adjoints and powers are those of SparsePauliOp",
        """\
from qiskit.opflow import X, Y, Z

ladder = 0.5 * (X + 1j * Y)
number = ~ladder @ ladder
other = ladder.adjoint().compose(ladder)
squared = (X ^ Z) ** 2
wide = X.tensor(Z).tensor(Y)
negative = (X ^ X).neg().add(Z ^ Z).mul(3)
matrices = [each.to_matrix() for each in (number, other, squared, wide, negative, Z ^ 3, -X)]
sparse = wide.to_spmatrix().toarray()
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp

ladder = SparsePauliOp.from_list([("X", 0.5), ("Y", 0.5 * 1j)])
number = ladder.adjoint() @ ladder
other = ladder.adjoint().dot(ladder)
squared = SparsePauliOp("XZ") ** 2
wide = SparsePauliOp("XZY")
negative = ((-SparsePauliOp("XX")) + SparsePauliOp("ZZ")) * 3
matrices = [
    each.to_matrix()
    for each in (number, other, squared, wide, negative, SparsePauliOp("ZZZ"), -SparsePauliOp("X"))
]
sparse = wide.to_matrix(sparse=True).toarray()
""",
        },
    ),
    Example(
        "a module of opflow by whatever name, and a class of one string",
        """\
import qiskit.opflow
import qiskit.opflow as of
from qiskit import opflow
from qiskit.opflow.primitive_ops import PauliOp
from qiskit.quantum_info import Pauli

total = (of.Z ^ of.Z) + (opflow.X ^ opflow.X) - 0.5 * (qiskit.opflow.Y ^ qiskit.opflow.Y) + PauliOp(Pauli("XZ"), 0.5)
labels = ["ZI", "IZ"]
more = [PauliOp(Pauli(label), 2.0) for label in labels]
matrix = (total + more[0] - more[1]).to_matrix()
""",
        {
            "auto": """\
from qiskit.quantum_info import Pauli, SparsePauliOp

total = SparsePauliOp.from_list([("ZZ", 1.0), ("XX", 1.0), ("YY", -0.5), ("XZ", 0.5)])
labels = ["ZI", "IZ"]
more = [SparsePauliOp(Pauli(label), [2.0]) for label in labels]
matrix = (total + more[0] - more[1]).to_matrix()
""",
        },
    ),
    Example(
        "an operator that a V1 estimator measures",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import I, X, Z
from qiskit.primitives import Estimator

circuit = QuantumCircuit(2)
circuit.ry(0.4, 0)
circuit.cx(0, 1)
operator = (Z ^ Z) + 0.5 * (X ^ I)
values = Estimator().run(circuit, operator).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit.primitives import StatevectorEstimator

circuit = QuantumCircuit(2)
circuit.ry(0.4, 0)
circuit.cx(0, 1)
operator = SparsePauliOp.from_list([("ZZ", 1.0), ("XI", 0.5)])
values = StatevectorEstimator().run([(circuit, [operator])]).result()[0].data.evs
""",
        },
    ),
    Example(
        "a cost function that a minimizer calls with its operator",
        """\
from scipy.optimize import minimize
from qiskit.opflow import I, X, Z


def cost(x, operator, shift):
    return abs((operator * x[0] + shift).to_matrix()[0, 0] - 3)


def best():
    problem = (Z ^ I) + (X ^ X)
    return round(float(minimize(cost, [0.5], args=(problem, I ^ I), method="COBYLA").x[0]), 2)


x = best()
""",
        {
            "auto": """\
from scipy.optimize import minimize
from qiskit.quantum_info import SparsePauliOp


def cost(x, operator, shift):
    return abs((operator * x[0] + shift).to_matrix()[0, 0] - 3)


def best():
    problem = SparsePauliOp.from_list([("ZI", 1.0), ("XX", 1.0)])
    return round(
        float(minimize(cost, [0.5], args=(problem, SparsePauliOp("II")), method="COBYLA").x[0]), 2
    )


x = best()
""",
        },
    ),
    Example(
        "an operator that is printed is printed in another form",
        """\
from qiskit.opflow.operator_globals import I, X, Y, Z

a = I ^ I
b = (Z ^ I) - (I ^ Z)
print(a)
H = -0.47 * a - 0.12 * b + 0.8 * (X ^ Y)
print(f"H = {H}")
matrix = H.to_matrix()
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp

a = SparsePauliOp("II")
b = SparsePauliOp.from_list([("ZI", 1.0), ("IZ", -1.0)])
print(a)
H = -0.47 * a - 0.12 * b + 0.8 * SparsePauliOp("XY")
print(f"H = {H}")
matrix = H.to_matrix()
""",
        },
        unsafe=True,
    ),
    Example(
        "what a library's function returns is another class",
        """\
from qiskit.opflow import PauliSumOp


def hamiltonian(terms) -> PauliSumOp:
    return PauliSumOp.from_list(terms)
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp


def hamiltonian(terms) -> SparsePauliOp:
    return SparsePauliOp.from_list(terms)
""",
        },
        unsafe=True,
    ),
    Example(
        "an algorithm of qiskit_algorithms solves what was made with opflow",
        """\
from qiskit.algorithms import NumPyMinimumEigensolver
from qiskit.opflow import I, X, Z

h1, h2 = -0.4, 0.2
H = h1 * (I ^ I) + h2 * (Z ^ I) - h2 * (I ^ Z) + (X ^ X)
energy = NumPyMinimumEigensolver().compute_minimum_eigenvalue(H).eigenvalue
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import NumPyMinimumEigensolver

h1, h2 = -0.4, 0.2
H = SparsePauliOp.from_list([("II", h1), ("ZI", h2), ("IZ", -h2), ("XX", 1.0)])
energy = NumPyMinimumEigensolver().compute_minimum_eigenvalue(H).eigenvalue
""",
        },
        unsafe=True,
    ),
    Example(
        "the time evolution of a state, as quantum_info has it",
        """\
import numpy as np
from qiskit.opflow import I, One, X, Y, Z, Zero


def hamiltonian():
    pairs = (I ^ X ^ X) + (X ^ X ^ I) + (I ^ Y ^ Y) + (Y ^ Y ^ I)
    return pairs + (I ^ Z ^ Z) + (Z ^ Z ^ I)


def evolution(t):
    H = hamiltonian()
    return (t * H).exp_i()


times = np.linspace(0, np.pi, 5)
initial = One ^ One ^ Zero
stays = [np.abs((~initial @ evolution(float(t)) @ initial).eval()) ** 2 for t in times]
states = [evolution(float(t)) @ initial for t in times]
moves = [abs((~(One ^ Zero ^ One) @ state).eval()) ** 2 for state in states]
energy = (~initial @ hamiltonian() @ initial).eval()
target = (One ^ One ^ Zero).to_matrix()
unitary = evolution(0.3).to_matrix()
""",
        {
            "auto": """\
import numpy as np
from qiskit.quantum_info import Operator, SparsePauliOp, Statevector
from scipy.linalg import expm


def hamiltonian():
    pairs = SparsePauliOp.from_list([("IXX", 1.0), ("XXI", 1.0), ("IYY", 1.0), ("YYI", 1.0)])
    return pairs + SparsePauliOp("IZZ") + SparsePauliOp("ZZI")


def evolution(t):
    H = hamiltonian()
    return Operator(expm(-1j * (t * H).to_matrix()))


times = np.linspace(0, np.pi, 5)
initial = Statevector.from_label("110")
stays = [np.abs(initial.inner(initial.evolve(evolution(float(t))))) ** 2 for t in times]
states = [initial.evolve(evolution(float(t))) for t in times]
moves = [abs(Statevector.from_label("101").inner(state)) ** 2 for state in states]
energy = initial.expectation_value(hamiltonian())
target = Statevector.from_label("110").data
unitary = evolution(0.3).data
""",
        },
    ),
    Example(
        "states that are added up, their overlaps and what they are on average",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import CircuitStateFn, One, Plus, X, Z, Zero

cat = 0.6 * (Zero ^ Zero) + 0.8 * (One ^ One)
overlap = (~cat @ (One ^ One)).eval()
parity = (~cat @ (Z ^ Z) @ cat).eval().real
plus = (~(Plus ^ Plus) @ (X ^ X) @ (Plus ^ Plus)).eval()
observable = Z + 0.5 * X
psi = QuantumCircuit(1)
psi.ry(0.3, 0)
psi = CircuitStateFn(psi)
mean = psi.adjoint().compose(observable).compose(psi).eval().real
amplitudes = [(Zero ^ 3).to_matrix()[0], psi.to_matrix()[1]]
flipped = (X @ Zero).eval().to_matrix()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

cat = 0.6 * Statevector.from_label("00") + 0.8 * Statevector.from_label("11")
overlap = cat.inner(Statevector.from_label("11")).real
parity = cat.expectation_value(SparsePauliOp("ZZ")).real
plus = Statevector.from_label("++").expectation_value(SparsePauliOp("XX"))
observable = SparsePauliOp.from_list([("Z", 1.0), ("X", 0.5)])
psi = QuantumCircuit(1)
psi.ry(0.3, 0)
psi = Statevector(psi)
mean = psi.expectation_value(observable).real
amplitudes = [Statevector.from_label("000").data[0], psi.data[1]]
flipped = Statevector.from_label("0").evolve(SparsePauliOp("X")).data
""",
        },
    ),
    Example(
        "a factor that is not written out may make an overlap complex",
        """\
import numpy as np
from qiskit.opflow import One, Zero

bell = ((Zero ^ Zero) + (One ^ One)) / np.sqrt(2)
half = (~bell @ (One ^ One)).eval()
""",
        {
            "auto": """\
import numpy as np
from qiskit.quantum_info import Statevector

bell = (Statevector.from_label("00") + Statevector.from_label("11")) / np.sqrt(2)
half = bell.inner(Statevector.from_label("11"))
""",
        },
        unsafe=True,
    ),
    Example(
        "sums of a list of operators, and the circuits that take them",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import EvolvedOperatorAnsatz, PauliEvolutionGate, QAOAAnsatz
from qiskit.opflow import I, SummedOp, X, Z
from qiskit.quantum_info import Operator

cost = SummedOp([Z ^ Z ^ I, 0.5 * (I ^ Z ^ Z), Z ^ Z ^ I]).reduce()
terms = cost.coeffs.real.tolist()
ansatz = QAOAAnsatz(cost, reps=1)
bound = Operator(ansatz.assign_parameters([0.3, 0.7])).data
circuit = QuantumCircuit(3)
circuit.append(PauliEvolutionGate(2 * cost, time=0.3), range(3))
evolved = Operator(circuit.decompose()).data
several = EvolvedOperatorAnsatz([Z ^ Z, X ^ I], reps=1)
steps = several.num_parameters
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import EvolvedOperatorAnsatz, PauliEvolutionGate, QAOAAnsatz
from qiskit.quantum_info import Operator, SparsePauliOp

cost = SparsePauliOp.sum(
    [SparsePauliOp("ZZI"), 0.5 * SparsePauliOp("IZZ"), SparsePauliOp("ZZI")]
).simplify()
terms = cost.coeffs.real.tolist()
ansatz = QAOAAnsatz(cost, reps=1)
bound = Operator(ansatz.assign_parameters([0.3, 0.7])).data
circuit = QuantumCircuit(3)
circuit.append(PauliEvolutionGate(2 * cost, time=0.3), range(3))
evolved = Operator(circuit.decompose()).data
several = EvolvedOperatorAnsatz([SparsePauliOp("ZZ"), SparsePauliOp("XI")], reps=1)
steps = several.num_parameters
""",
        },
    ),
    Example(
        "a hamiltonian that a function makes, and VQE on an exact simulator",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit.opflow import AerPauliExpectation, I, X, Z


def hamiltonian(g):
    return (Z ^ Z) - g * ((X ^ I) + (I ^ X))


backend = Aer.get_backend("aer_simulator")
for g in (0.5, 1.0):
    H = hamiltonian(g)
    vqe = VQE(RealAmplitudes(2, reps=1), COBYLA(maxiter=10), quantum_instance=backend, expectation=AerPauliExpectation())
    low = vqe.compute_minimum_eigenvalue(H).eigenvalue.real < 1
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp
from qiskit.primitives import StatevectorEstimator
from qiskit_algorithms import VQE
from qiskit_algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes


def hamiltonian(g):
    return SparsePauliOp.from_list([("ZZ", 1.0), ("XI", -g), ("IX", -g)])


for g in (0.5, 1.0):
    H = hamiltonian(g)
    vqe = VQE(StatevectorEstimator(), RealAmplitudes(2, reps=1), COBYLA(maxiter=10))
    low = vqe.compute_minimum_eigenvalue(H).eigenvalue.real < 1
""",
        },
        unsafe=True,
    ),
)
