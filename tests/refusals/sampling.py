"""Sampling: execute, run, accounts and circuits."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "the backend is a computer of IBM on one path and something unknown on another",
        """\
from qiskit import IBMQ, QuantumCircuit, execute
provider = IBMQ.load_account()
if flag:
    provider = None
backend = provider.get_backend('qasm_simulator')
job = execute(qc, backend, shots=100)
""",
    ),
    Refused(
        "the backend is a simulator on one path and something else on another",
        """\
from qiskit import Aer, BasicAer, QuantumCircuit, execute
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
backend = Aer.get_backend("aer_simulator") if flag else BasicAer.get_backend("qasm_simulator")
counts = execute(qc, backend).result().get_counts()
""",
    ),
    Refused(
        "which simulator of BasicAer this is is not in sight",
        """\
from qiskit import QuantumCircuit, BasicAer, execute
backend = BasicAer.get_backend(get())
state = execute(qc, backend).result().get_statevector()
""",
    ),
    Refused(
        "no destination runtime for a backend of basicaer",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
backend = BasicAer.get_backend("qasm_simulator")
counts = execute(qc, backend, shots=200).result().get_counts()
""",
        destination="runtime",
    ),
    Refused(
        "a statement that does not parse has the word Aer",
        """\
from qiskit import *
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, Aer.get_backend("aer_simulator")).result().get_counts()
print Aer
""",
    ),
    Refused(
        "the backend is made with options that cannot be seen",
        """\
from qiskit_aer import AerSimulator
qc.measure_all()
backend = AerSimulator(**options)
counts = backend.run(qc, shots=1000).result().get_counts()
""",
    ),
    Refused(
        "the backend is made with shots, which SamplerV2 does not take from it",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.opflow import *
qc = QuantumCircuit(1)
measured = PauliExpectation().convert(~StateFn(Z) @ StateFn(qc))
from qiskit.providers.aer import AerSimulator
backend = AerSimulator(shots=[0, 1])
value = CircuitSampler(backend).convert(measured).eval()
""",
    ),
    Refused(
        "sites that share a reader would go to different primitives",
        """\
from qiskit import Aer, BasicAer, QuantumCircuit, execute
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
if flag:
    result = execute(qc, Aer.get_backend("aer_simulator")).result()
else:
    result = execute(qc, BasicAer.get_backend("qasm_simulator")).result()
counts = result.get_counts()
""",
    ),
    Refused(
        "the call stands behind a guard for other versions",
        """\
import qiskit
from qiskit import Aer, QuantumCircuit, execute
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
backend = Aer.get_backend("aer_simulator")
result = execute(qc, backend).result()
if qiskit.__version__ < "1":
    result = execute(qc, backend).result()
counts = result.get_counts()
""",
    ),
    Refused(
        "nothing is measured",
        """\
from qiskit import Aer, QuantumCircuit, execute
qc = QuantumCircuit(1)
name = "statevector_simulator" if flag else "aer_simulator_statevector"
state = execute(qc, Aer.get_backend(name)).result().get_statevector()
""",
    ),
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
print(f"{result.get_statevector()}")
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
        "the name stands inside an f-string",
        """\
import qiskit as qk
print(f"{qk.Aer.backends()}")
""",
    ),
    Refused(
        "its call is used in an expression",
        """\
from qiskit.tools.monitor import backend_overview, job_monitor
-job_monitor(job)
""",
    ),
    Refused(
        "the call stands inside an f-string",
        """\
from qiskit import QuantumCircuit
text = f"{QuantumCircuit(1, 1).qasm()}"
""",
        destination="aer",
    ),
    Refused(
        "its arguments are laid out otherwise today",
        """\
from qiskit import QuantumCircuit
qc = QuantumCircuit(1)
qc.diagonal([1, 1], [0])
""",
    ),
    Refused(
        "its angles are in brackets, or have a comment",
        """\
from qiskit import QuantumCircuit
qc = QuantumCircuit(2)
qc.u2((0.1), 0.2, 0)
""",
    ),
    Refused(
        "qasm2.dumps neither colours nor writes a file",
        """\
qc.mct([0, 1, 2], 3)
lines = len(qc.qasm(shots=None).split(";"))
from qiskit.opflow import Gradient
""",
        destination="runtime",
    ),
    Refused(
        "the circuit of the gate is not a plain name",
        """\
keep(qc).x.x(0).c_if(cr, 1)
from qiskit_aer import Aer
""",
        destination="aer",
    ),
    Refused(
        "c_if is not given a register and a value by position",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
qc.x(1).c_if(0, 1, meas_level=1)
""",
        destination="runtime",
    ),
    Refused(
        "the line holds more than this statement",
        """\
from qiskit import BasicAer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute
qc.x(0).c_if(c, 1); other = 1
""",
        destination="backend",
    ),
    Refused(
        "whether the condition is a register or the number of a bit is not known",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, execute
for target in range(1):
    qc.x(1).c_if(cr, 1)  # when the first bit is set
""",
    ),
    Refused(
        "the job's wait_for_final_state() has no counterpart on a primitive's job",
        """\
from qiskit_aer import AerSimulator
qc.measure([0, 3j], [0, 1])
job = AerSimulator().run(qc)
(job.wait_for_final_state() or other)
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
        "the result is read inside an f-string",
        """\
from qiskit import QuantumCircuit, execute, Aer
simulator = Aer.get_backend("qasm_simulator")
job = execute(qc, simulator, shots=1000)
result = job.result()
counts = f"{result.get_counts(qc)}"
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
        "the result is read inside an f-string",
        """\
from qiskit.result import marginal_counts
from qiskit_aer import AerSimulator
qc.measure([0, 1, 2], [0, 1, 2], with_metadata=True)
result = AerSimulator().run(qc, shots=500).result()
two = f"{marginal_counts(result, [0, 2]).get_counts()}"
""",
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
    Refused(
        "the call stands inside an f-string",
        """\
from qiskit_aer import AerSimulator
counts = f"{AerSimulator().run(qc, shots=1000)}".result(abelian_grouping=False).get_counts()
""",
        destination="backend",
    ),
    Refused(
        "the circuits are passed in a way that cannot be seen",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

counts = execute(qc, *[backend]).result().get_counts()
""",
    ),
    Refused(
        "execute is called by another name, whose assignment would stay",
        """\
from qiskit import Aer, QuantumCircuit
import qiskit
run = qiskit.execute
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = run(qc, Aer.get_backend("aer_simulator")).result().get_counts()
""",
    ),
    Refused(
        "too many positional arguments",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

counts = execute(qc, backend, None, None, None, None, None, None, None, None, 100, None, None, None, None, None, None, None, None, None, 1).result().get_counts()
""",
    ),
    Refused(
        "run is given more than its circuits by position",
        """\
from qiskit_aer import AerSimulator
job = AerSimulator().run(qc, extra)
""",
        destination="backend",
    ),
    Refused(
        "pass_manager has no counterpart: never a keyword of transpile: pass_manager.run(circuits)",
        """\
from qiskit import QuantumCircuit, BasicAer, execute
qc = QuantumCircuit(1)
backend = BasicAer.get_backend('statevector_simulator')
state = execute(qc, backend, pass_manager=pm).result().get_statevector()
""",
    ),
    Refused(
        "schedule_los has no counterpart since pulse was removed",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

counts = execute(qc, backend, schedule_los=los).result().get_counts()
""",
    ),
    Refused(
        "how the QuantumInstance is made cannot be seen",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer
from qiskit.utils import QuantumInstance
instance = QuantumInstance(Aer.get_backend('statevector_simulator'))
state = instance.execute(QuantumCircuit(1), pass_manager=pm).get_statevector()
""",
        destination="runtime",
    ),
    Refused(
        "initial_layout of the QuantumInstance is computed elsewhere",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.utils import QuantumInstance
quantum_instance = QuantumInstance(Aer.get_backend("qasm_simulator"), initial_layout=[1,0])
counts = quantum_instance.execute(qc).get_counts()
""",
        destination="aer",
    ),
    Refused(
        "what assemble was given cannot be seen",
        """\
from qiskit import QuantumCircuit, assemble
from qiskit_aer import AerSimulator
def prepared(circuit, shots):
    return assemble(circuit, **options)
counts = AerSimulator().run(prepared(qc, 9)).result().get_counts()
""",
    ),
    Refused(
        "assemble is given more than circuits and a backend by position",
        """\
from qiskit import QuantumCircuit, assemble
from qiskit_aer import AerSimulator
def prepared(circuit, shots):
    return assemble(*args, circuit, shots=[shots])
counts = AerSimulator().run(prepared(qc, 9)).result().get_counts()
""",
        destination="backend",
    ),
    Refused(
        "parameter_binds of assemble is computed elsewhere",
        """\
from qiskit import Aer, QuantumCircuit, assemble, transpile
from qiskit.circuit import Parameter
t = Parameter("t")
qc = QuantumCircuit(1)
qc.rx(t, 0)
qc.measure_all()
sim = Aer.get_backend("aer_simulator")
value = [0.5]
qobj = assemble(qc, parameter_binds=[{t: value}])
value.append(1)
counts = sim.run(qobj).result().get_counts()
""",
    ),
    Refused(
        "options of assemble has no counterpart",
        """\
from qiskit import QuantumCircuit, Aer, assemble
aer_sim = Aer.get_backend("aer_simulator")
qobj = assemble(qc, options=options)
counts = aer_sim.run(qobj).result().get_counts()
""",
    ),
    Refused(
        "the circuits may change between assemble and run",
        """\
from qiskit import QuantumCircuit, assemble
from qiskit_aer import AerSimulator
def prepared(circuit, shots):
    return assemble(circuit, shots=shots)
counts = AerSimulator().run(prepared(qc, 9)).result().get_counts(session=session)
""",
    ),
    Refused(
        "the backend's expression would be evaluated twice",
        """\
from qiskit import QuantumCircuit, Aer, execute
result = execute(circuits, (lambda: Aer.get_backend("qasm_simulator"))(), shots=2000).result()
""",
    ),
    Refused(
        "the circuits are not in a list",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter
backend = Aer.get_backend("aer_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
two = QuantumCircuit(1, 1)
two.measure(0, 0)

pair = (qc, two)
counts = execute(pair, backend).result().get_counts(0)
""",
    ),
    Refused(
        "meas_level has no counterpart",
        """\
from qiskit_aer import AerSimulator
qc.measure_all()
counts = AerSimulator().run(qc, shots=1000, meas_level=1).result().get_counts()
""",
    ),
)
