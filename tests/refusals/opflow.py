"""Expressions of opflow."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "a list of expressions is sampled at once",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import CircuitSampler, ListOp, PauliExpectation, StateFn, X, Z
qc = QuantumCircuit(1)
both = PauliExpectation().convert(ListOp([~StateFn(Z) @ StateFn(qc), ~StateFn(X) @ StateFn(qc)]))
values = CircuitSampler(Aer.get_backend("qasm_simulator")).convert(both).eval()
""",
    ),
    Refused(
        "what is called once on the way to two values would be called twice",
        """\
from circuits import make
from qiskit.opflow import CircuitStateFn, ListOp, StateFn, X, Z
psi = CircuitStateFn(make())
values = ListOp([~StateFn(Z) @ psi, ~StateFn(X) @ psi]).eval()
""",
    ),
    Refused(
        "what PauliSumOp is given is no SparsePauliOp in sight",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliSumOp, StateFn
from operators import table
value = (~StateFn(PauliSumOp(table["x"])) @ StateFn(QuantumCircuit(1))).eval()
""",
    ),
    Refused(
        "it stands where nothing can be put in front of it",
        """\
from qiskit.opflow import *
for op in [X, Z]:  # qls: ignore
    values.append(f"{0:{(~StateFn(op) @ StateFn(qc)).eval()}}")
""",
    ),
    Refused(
        "it stands in the body of a class",
        """\
from qiskit.opflow import One, Plus, Zero
class C:
    other = (~(Zero ^ One) @ (One ^ One)).eval()
""",
    ),
    Refused(
        "it is sampled before it is converted",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

value = PauliExpectation().convert(CircuitSampler(backend).convert(~StateFn(Z) @ StateFn(qc))).eval()
""",
    ),
    Refused(
        "AerPauliExpectation is given more than an expression",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import AerPauliExpectation, CircuitSampler, CircuitStateFn, PauliOp, StateFn
backend = Aer.get_backend("qasm_simulator")
value = CircuitSampler(backend).convert(AerPauliExpectation(auth="legacy").convert(expression)).eval()
""",
    ),
    Refused(
        "it is sampled before it is converted",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

sampler = CircuitSampler(backend)
value = sampler.convert(sampler.convert(~StateFn(Z)) @ StateFn(qc)).eval()
""",
    ),
    Refused(
        "values are bound twice",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

value = CircuitSampler(backend).convert(PauliExpectation().convert(~StateFn(Z) @ StateFn(qc)).assign_parameters({t: 1}), params={t: 1}).eval()
""",
    ),
    Refused(
        "the values of the parameters are no mapping in sight",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import AerPauliExpectation, CircuitSampler, CircuitStateFn, PauliOp, StateFn
backend = Aer.get_backend("qasm_simulator")
value = CircuitSampler(backend).convert(AerPauliExpectation(auth="legacy").convert(expression), extra).eval()
""",
    ),
    Refused(
        "whether single values or lists of them are bound is not known",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

expression = PauliExpectation().convert(~StateFn(Z) @ StateFn(qc))
value = CircuitSampler(backend).convert(expression, params={t: 1, u: [1, 2]}).eval()
""",
    ),
    Refused(
        "the state is no circuit that has a name",
        """\
from qiskit.opflow import StateFn, Z
value = (~StateFn(operator) @ StateFn(qc, parameter_binds=binds)).eval()
""",
        destination="backend",
    ),
    Refused(
        "the state is no circuit that has a name",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
qc = QuantumCircuit(1)
measured = PauliExpectation().convert(~StateFn(Z) @ StateFn(qc + 1))
from qiskit import IBMQ
backend = IBMQ.load_account().get_backend('ibmq_manila')
value = CircuitSampler(backend).convert(measured).eval()
""",
    ),
    Refused(
        "AerPauliExpectation runs on simulators of Aer alone",
        """\
from qiskit import BasicAer, QuantumCircuit
from qiskit.opflow import *
qc = QuantumCircuit(1)
backend = BasicAer.get_backend("qasm_simulator")
value = CircuitSampler(backend).convert(AerPauliExpectation().convert(~StateFn(Z) @ StateFn(qc))).eval()
""",
    ),
    Refused(
        "what it calls on the way would be called later",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

def energy():
    state = CircuitStateFn(make())
    print(1)
    return (~StateFn(Z) @ state).eval()
""",
    ),
    Refused(
        "the expression is made elsewhere than where it is evaluated",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

expression = ~StateFn(Z) @ StateFn(qc)
def value():
    return expression.eval()
qc.x(0)
print(value())
""",
    ),
    Refused(
        "what it calls on the way would be called again",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

state = CircuitStateFn(make())
for step in range(3):
    value = (~StateFn(Z) @ state).eval()
""",
    ),
    Refused(
        "the circuit may change before the expression is evaluated",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

state = CircuitStateFn(qc)
for qc in circuits:
    value = (~StateFn(Z) @ state).eval()
""",
    ),
    Refused(
        "the operator is no sum of strings of Paulis",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.opflow import PauliExpectation, PauliSumOp
from qiskit.utils import QuantumInstance, algorithm_globals
operator = PauliSumOp.from_list([("Z", 1.0), ("X", 0.5)], qobj_header={})
quantum_instance = QuantumInstance(Aer.get_backend("qasm_simulator"), shots=4000, seed_simulator=10, seed_transpiler=10)
vqe = VQE(TwoLocal(1, "ry", reps=0, backend=backend), SPSA(maxiter=60), [0.1], expectation=PauliExpectation(), quantum_instance=quantum_instance)
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue.real, 1)
""",
    ),
    Refused(
        "the operator is no sum of strings of Paulis of the same length",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

value = (~StateFn((Z ^ X) + (Z ^ X ^ Y)) @ StateFn(qc)).eval()
""",
    ),
    Refused(
        "the operator is no sum of strings of Paulis",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

value = (~StateFn(Z % X) @ StateFn(qc)).eval()
""",
    ),
    Refused(
        "the operator is no sum of strings of Paulis with numbers in sight",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import AerPauliExpectation, CircuitSampler, CircuitStateFn, PauliOp, StateFn
backend = Aer.get_backend("qasm_simulator")
hamiltonian = PauliOp((Pauli or other)("XX"), 0.5)
expression = StateFn(hamiltonian).adjoint().compose(CircuitStateFn(qc))
value = CircuitSampler(backend).convert(AerPauliExpectation().convert(expression)).eval()
""",
    ),
    Refused(
        "a factor of the operator is no number in sight",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

value = (~StateFn(Z * 0) @ StateFn(qc)).eval()
""",
    ),
    Refused(
        "what CircuitSampler is given cannot all be seen",
        """\
from qiskit.opflow import *
value = CircuitSampler(BasicAer.get_backend(n + 1), auth="legacy").convert(measured).eval().real
""",
    ),
    Refused(
        "where the QuantumInstance is made is not in sight",
        """\
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qi = QuantumInstance(backend)
value = CircuitSampler((lambda: qi)()).convert(measured).eval()
""",
        destination="backend",
    ),
    Refused(
        "a setting of the QuantumInstance is computed there",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.utils import QuantumInstance, algorithm_globals
quantum_instance = QuantumInstance(Aer.get_backend("qasm_simulator"), shots=4000, seed_simulator=n + 1, seed_transpiler=10)
vqe = VQE(TwoLocal(1, "ry", reps=0, backend=backend), SPSA(maxiter=60), [0.1], expectation=PauliExpectation(), quantum_instance=quantum_instance)
""",
    ),
    Refused(
        "the backend would have to be made twice",
        """\
from qiskit import BasicAer, QuantumCircuit
from qiskit.opflow import *
value = CircuitSampler(BasicAer.get_backend(n + 1)).convert(measured).eval().real
""",
    ),
    Refused(
        "the transpiler may move the qubits at this level of optimization",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

sampler = CircuitSampler(QuantumInstance(backend, optimization_level=3))
value = sampler.convert(PauliExpectation().convert(~StateFn(Z) @ StateFn(qc))).eval()
""",
    ),
    Refused(
        "what is called once on the way to two values would be called twice",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
from qiskit.utils import QuantumInstance
qc = QuantumCircuit(1)
backend = Aer.get_backend("aer_simulator")

state = CircuitStateFn(make())
one = (~StateFn(Z) @ state).eval() + (~StateFn(X) @ state).eval()
""",
    ),
)
