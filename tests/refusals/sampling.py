"""Sampling: the call, its backend and its circuits."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "which simulator of BasicAer this is is not in sight",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
for name in ["statevector_simulator", "unitary_simulator"]:
    result = execute(QuantumCircuit(1), BasicAer.get_backend(name)).result()
    print(result.get_statevector() if name.startswith("state") else result.get_unitary())
""",
    ),
    Refused(
        "BackendSamplerV2 counts the memory of single shots, which IQM's backends do not give",
        """\
from iqm.qiskit_iqm import IQMProvider
from qiskit import QuantumCircuit
qc = QuantumCircuit(1)
qc.measure_all()
job = IQMProvider('url').backends()[0].run(qc, shots=100)
counts = job.result().get_counts()
""",
    ),
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
        "the backend is made with other options on another path",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
if flag:
    backend = AerSimulator(shots=60)
else:
    backend = AerSimulator()
counts = backend.run(qc).result().get_counts()
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
        "`AerSimulator().run(qc, shots=1000)` stands inside an f-string",
        """\
from qiskit_aer import AerSimulator
counts = f"{0:{AerSimulator().run(qc, shots=1000)}}".result(abelian_grouping=False).get_counts()
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
        "pass_manager has no counterpart: it is run by itself, as pass_manager.run(circuits)",
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
        "the values of assemble's parameter_binds may change before the run",
        """\
from qiskit import Aer, QuantumCircuit, assemble
from qiskit.circuit import Parameter
t = Parameter("t")
qc = QuantumCircuit(1)
qc.rx(t, 0)
qc.measure_all()
sim = Aer.get_backend("aer_simulator")
binds = [{t: 0.5}]
qobj = assemble(qc, shots=10, parameter_binds=binds)
binds.append({t: 1.5})
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
    Refused(
        "the circuit has gates that depend on a measurement, and its simulator computes states",
        """\
from qiskit import Aer, QuantumCircuit
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
with qc.if_test((0, 1)):
    qc.x(0)
qc.measure(0, 0)
counts = Aer.get_backend("statevector_simulator").run(qc, shots=9).result().get_counts()
""",
    ),
    Refused(
        "what the circuits run on cannot be seen at the call",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.utils import QuantumInstance

backend = Aer.get_backend("qasm_simulator")
quantum_instance = QuantumInstance(backend, shots=300, seed_simulator=5, optimization_level=0)
qc = QuantumCircuit(2, 2)
qc.h(0)
qc.measure([0, 1], [0, 1])
backend = quantum_instance.execute(qc)
counts = backend.get_counts(quantum_instance)
from qiskit.utils import QuantumInstance
other = QuantumCircuit(1)
other.x(0)
other.measure_all()
more = quantum_instance.execute([qc, other]).get_counts(other)
""",
    ),
    Refused(
        "parameter_binds come through **, so what they bind is not followed",
        """\
from qiskit import Aer, QuantumCircuit, execute
settings = {"parameter_binds": [{}], "shots": 3}
counts = execute(QuantumCircuit(1, 1), Aer.get_backend("aer_simulator"), **settings).result().get_counts()
""",
    ),
    Refused(
        "keywords are passed through **, so where they belong cannot be seen",
        """\
from qiskit import Aer, QuantumCircuit, execute
settings = {"shots": 3}
settings["memory"] = True
memory = execute(QuantumCircuit(1, 1), Aer.get_backend("aer_simulator"), **settings).result().get_memory()
""",
    ),
    Refused(
        "keywords are passed through **, so where they belong cannot be seen",
        """\
from qiskit import Aer, QuantumCircuit, execute
settings = make()
counts = execute(QuantumCircuit(1, 1), Aer.get_backend("aer_simulator"), **settings).result().get_counts()
""",
    ),
    Refused(
        "the circuits are passed in a way that cannot be seen",
        """\
from qiskit import Aer, QuantumCircuit, execute
settings = {"experiments": QuantumCircuit(1, 1), "shots": 3}
counts = execute(QuantumCircuit(1, 1), Aer.get_backend("aer_simulator"), **settings).result().get_counts()
""",
    ),
    Refused(
        "keywords are passed through **, so where they belong cannot be seen",
        """\
from elsewhere import settings
from qiskit import Aer, QuantumCircuit
counts = Aer.get_backend("aer_simulator").run(QuantumCircuit(1, 1), **settings).result().get_counts()
""",
    ),
)
