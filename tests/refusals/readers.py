"""What reads counts and states."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "the result goes where its readers cannot be seen",
        """\
from qiskit import QuantumCircuit, Aer, execute
backend = Aer.get_backend("statevector_simulator")
job = execute(qc, backend)
result = keep(job.result())
""",
    ),
    Refused(
        "a reader of the result may also read something else",
        """\
from qiskit import Aer, QuantumCircuit, execute
qc = QuantumCircuit(1)
result = execute(qc, Aer.get_backend("statevector_simulator")).result()
if flag:
    result = other()
state = result.get_statevector()
""",
    ),
    Refused(
        "the backend computes something else than what is read",
        """\
from qiskit_aer import Aer
from qiskit.utils import QuantumInstance
instance = QuantumInstance(Aer.get_backend('unitary_simulator'))
state = instance.execute(QuantumCircuit(1)).get_statevector()
""",
    ),
    Refused(
        "the backend is an exact simulator on some paths only",
        """\
import qiskit
from qiskit import Aer, QuantumCircuit, execute
qc = QuantumCircuit(1)
backend = Aer.get_backend("statevector_simulator")
result = execute(qc, backend).result()
if qiskit.__version__ < "1":
    result = execute(qc, backend).result()
state = result.get_statevector()
""",
    ),
    Refused(
        "whether one circuit or a list is run is not known: what makes `qc` is out of sight",
        """\
from qiskit import QuantumCircuit, BasicAer, execute
backend = BasicAer.get_backend('unitary_simulator')
unitary = execute(qc, backend).result().get_unitary()
""",
    ),
    Refused(
        "options are given that change what the simulator computes",
        """\
from qiskit import QuantumCircuit, Aer, BasicAer, transpile
qc = QuantumCircuit(3)
backend = BasicAer.get_backend("unitary_simulator")
job = backend.run(transpile(qc, backend), aggregation=0.2)
unitary = 2 * job.result().get_unitary(qc, shots=7)
""",
        destination="backend",
    ),
    Refused(
        "get_unitary is given more than a circuit and decimals",
        """\
from qiskit import QuantumCircuit, Aer, BasicAer, transpile
qc = QuantumCircuit(3)
backend = BasicAer.get_backend("unitary_simulator")
job = backend.run(transpile(qc, backend))
unitary = job.result().get_unitary(qc, shots=7)
""",
    ),
    Refused(
        "the answer is an array on one path and an object on another",
        """\
from qiskit import Aer, BasicAer, QuantumCircuit, execute
qc = QuantumCircuit(1)
backend = Aer.get_backend("statevector_simulator") if flag else BasicAer.get_backend("statevector_simulator")
state = execute(qc, backend).result().get_statevector()
""",
    ),
    Refused(
        "which result marginal_counts is given cannot be seen",
        """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator
qc = QuantumCircuit(2, 2)
qc.measure([0, 1], [0, 1])
result = AerSimulator().run(qc).result()
part = marginal_counts(result, [0]) if flag else marginal_counts(result, [1])
counts = part.get_counts()
""",
    ),
    Refused(
        "marginal_counts is given arguments that cannot be told apart",
        """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator
qc = QuantumCircuit(3, 3)
qc.measure([0, 1, 2], [0, 1, 2])
result = AerSimulator().run(qc, shots=500).result()
first = marginal_counts(result, [0], **options)
counts, again = first.get_counts(), first.get_counts(0)
""",
    ),
    Refused(
        "marginal_counts is given inplace, which means something else for counts than for a result",
        """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator
qc = QuantumCircuit(3, 3)
qc.measure([0, 1, 2], [0, 1, 2])
result = AerSimulator().run(qc, shots=500).result()
first = marginal_counts(result, [0], inplace=1)
counts, again = first.get_counts(), first.get_counts(0)
""",
    ),
    Refused(
        "the result of several circuits is read by something that cannot be seen",
        """\
from qiskit import Aer, QuantumCircuit, execute
qc.measure([0, 1], [0, 1])
result = execute([qc, qc], Aer.get_backend("qasm_simulator")).result()
same = result.results[2.5].data.counts
""",
    ),
    Refused(
        "the result of several circuits is read by something that may be a circuit, a name or a position",
        """\
from qiskit import QuantumCircuit, Aer, execute
circuits = []
for theta in (0.4, 1.2):
    qc.measure(0, 0)
    circuits.append(qc, resilience_level=2)
result = execute(circuits, Aer.get_backend("qasm_simulator"), shots=2000).result()
first = result.get_counts([0, 1])
""",
    ),
    Refused(
        "job_monitor is used in an expression",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
from qiskit.tools.monitor import job_monitor
job = execute(qc, BasicAer.get_backend("qasm_simulator"), shots=2000)
job_monitor(job).x
""",
        destination="backend",
    ),
    Refused(
        "`result.get_counts(qc)` stands inside an f-string",
        """\
from qiskit import QuantumCircuit, execute, Aer
simulator = Aer.get_backend("qasm_simulator")
job = execute(qc, simulator, shots=1000)
result = job.result()
counts = f"{0:{result.get_counts(qc)}}"
""",
    ),
    Refused(
        "whether one circuit or a list was run is not known",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

if flag:
    result = execute(qc, backend).result()
else:
    result = execute([qc, two], backend).result()
counts = result.get_counts()
""",
    ),
    Refused(
        "parameters are bound on one path and not on another",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit_aer import AerSimulator
backend = AerSimulator()
t = Parameter("t")
qc = QuantumCircuit(1)
qc.rx(t, 0)
qc.measure_all()
if flag:
    result = backend.run([qc, qc]).result()
else:
    result = backend.run(qc, parameter_binds=[{t: [0, 1]}]).result()
counts = result.get_counts()
""",
    ),
    Refused(
        "data() of several circuits says not of which",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

result = execute([qc, two], backend).result()
bits = result.data()["counts"]
""",
    ),
    Refused(
        "what is done with the counts of one circuit would be done with those of several",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

result = execute([qc, two], backend).result()
bits = result.get_counts().int_outcomes()
""",
    ),
    Refused(
        "get_memory() of several circuits says not of which",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit_aer import AerSimulator
t = Parameter("t")
qc = QuantumCircuit(1)
qc.rx(t, 0)
qc.measure_all()
memory = AerSimulator().run(qc, parameter_binds=[{t: [0, 1]}], memory=True).result().get_memory()
""",
    ),
    Refused(
        "the counts of every value of the parameters are read, of several classical registers",
        """\
from qiskit import Aer, QuantumCircuit, execute
qc.measure_all()
simulator = Aer.get_backend("qasm_simulator")
result = execute(qc, simulator, parameter_binds=[{b: [0, 0, pi], a: [0, pi, 0]}], shots=50).result()
counts = result.get_counts()
""",
        destination="runtime",
    ),
    Refused(
        "the marginal counts are read where only a result gives them",
        """\
from qiskit import QuantumCircuit
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator
qc = QuantumCircuit(2, 2)
qc.measure([0, 1], [0, 1])
part = marginal_counts(AerSimulator().run(qc).result(), [0])
print(part.get_counts().int_outcomes())
""",
    ),
    Refused(
        "get_counts is given more than one argument",
        """\
from qiskit_aer import AerSimulator
circuits = []
for theta in (0.4, 1.2, 2.0):
    qc.measure_all()
    circuits.append(qc)
result = AerSimulator().run(circuits, shots=1000).result()
for i in range(3):
    counts = result.get_counts(i, shots=None)
""",
    ),
    Refused(
        "a classical register named values cannot be read from a DataBin",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import AerSimulator
qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "values"))
qc.measure(0, 0)
counts = AerSimulator().run(qc).result().get_counts()
""",
    ),
    Refused(
        "a classical register has a name that a DataBin does not take",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import AerSimulator
qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "values"), ClassicalRegister(1, "b"))
qc.measure(0, 0)
counts = AerSimulator().run(qc).result().get_counts()
""",
    ),
)
