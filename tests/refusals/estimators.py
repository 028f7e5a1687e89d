"""The V1 estimators."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "no observables are given",
        """\
from qiskit.primitives import Estimator
qc.cx(0, 1)
job = Estimator().run(
    circuits=[qc] * len(phases), parameter_values=individual_phases, shots=7
)
""",
        destination="backend",
    ),
    Refused(
        "whether one observable or a list is given is not known",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
plain, turned = QuantumCircuit(2), QuantumCircuit(2)
circuits = [plain, turned]
job = Estimator(backend=backend).run(circuits, observables)
""",
    ),
    Refused(
        "the circuits are not in a list",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator
one, two = QuantumCircuit(1), QuantumCircuit(1)
values = Estimator(run_options={"shots": 100}).run((one, two), [SparsePauliOp("Z"), SparsePauliOp("X")]).result().values
""",
    ),
    Refused(
        "whether the parameter values are one row or several is not known",
        """\
from qiskit.primitives import Estimator
circuits = []
for axis in range(3):
    qc.rx(axis * theta, 0)
    circuits.append(qc)
observables = [SparsePauliOp("Z"), SparsePauliOp("Y"), 0.5 * SparsePauliOp("X") + SparsePauliOp("Z")]
values = Estimator().run(circuits=circuits, observables=observables, parameter_values=points).result().values
""",
        destination="runtime",
    ),
    Refused(
        "some observables of the list have to become SparsePauliOp first",
        """\
from qiskit.primitives import Estimator
from qiskit.quantum_info import Operator, PauliList, SparsePauliOp
qc.ry(0.7, 0)
estimator = Estimator()
mixed = estimator.run([qc, qc], [PauliList(["X", "Z"]), SparsePauliOp("Z").x]).result().values
""",
        destination="backend",
    ),
    Refused(
        "whether one observable or a list is given is not known",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
original_circuit = QuantumCircuit(1)
estimator = Estimator()
job = estimator.run([original_circuit] * len(observables), observables)
""",
        destination="backend",
    ),
    Refused(
        "labels would have to become SparsePauliOp first, to follow the circuit's layout",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
qc = QuantumCircuit(1)
backend = QiskitRuntimeService().backend("ibm_osaka")
values = Estimator(backend=backend).run([qc] * 2, ["Z", "X"]).result().values
""",
    ),
    Refused(
        "run is given options that have no counterpart there",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
value = Estimator().run(QuantumCircuit(2), X ^ Z, memory=True).result().values["ZZ"]
""",
    ),
    Refused(
        "options are given that have no counterpart",
        """\
from qiskit.primitives import Estimator
estimator = Estimator()
estimator.set_options(memory=True, seed=7)
expectation_value = estimator.run(state, "X").result().values
""",
    ),
    Refused(
        "the observable is an operator of opflow that is used for something else too",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliSumOp
from qiskit.primitives import Estimator
for step in range(n):
    operator = PauliSumOp.from_list([('Z', 1)])
value = Estimator().run(QuantumCircuit(1), operator).result().values[0]
""",
    ),
    Refused(
        "the observable is an operator of opflow that is used for something else too",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliSumOp
from qiskit.primitives import Estimator
operator = PauliSumOp.from_list([('Z', 1)])
value = Estimator().run(QuantumCircuit(1), operator).result().values[1]
operator += 1
""",
    ),
)
