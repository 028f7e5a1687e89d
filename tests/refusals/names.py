"""Names, modules and methods that are gone."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "both circuits are made by calls, which would run in another order",
        """\
from qiskit import QuantumCircuit
both = QuantumCircuit(1) + QuantumCircuit(1, 1)
""",
    ),
    Refused(
        "a comment stands between the circuits",
        """\
from qiskit import QuantumCircuit
one, other = QuantumCircuit(1), QuantumCircuit(1)
both = (one +  # first
        other)
""",
    ),
    Refused(
        "what is added is given otherwise than by position",
        """\
from qiskit import QuantumCircuit
one, other = QuantumCircuit(1), QuantumCircuit(1)
both = one.combine(rhs=other)
""",
    ),
    Refused(
        "results of several circuits are read by the circuits' names, and sums had names of their own",
        """\
from qiskit import Aer, QuantumCircuit, execute
one, other = QuantumCircuit(1), QuantumCircuit(1, 1)
other.measure(0, 0)
both, again = one + other, one + other
job = execute([both, again], Aer.get_backend("aer_simulator"))
print(job.result().get_counts(both))
""",
    ),
    Refused(
        "a statement that may use it is half typed",
        """\
from qiskit import *
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, Aer.get_backend("aer_simulator")).result().get_counts()
print Aer
""",
    ),
    Refused(
        "the name stands inside an f-string",
        """\
import qiskit as qk
print(f"{0:{qk.Aer.backends()}}")
""",
    ),
    Refused(
        "`fake_provider.FakeManila()` stands inside an f-string",
        """\
from qiskit.providers import fake_provider
print(f"{0:{fake_provider.FakeManila()}}")
""",
    ),
    Refused(
        "a statement that may use it is half typed",
        """\
from qiskit.providers.fake_provider import *
backend = FakeManila()
print FakeManila
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
        "`QuantumCircuit(1, 1).qasm()` stands inside an f-string",
        """\
from qiskit import QuantumCircuit
text = f"{0:{QuantumCircuit(1, 1).qasm()}}"
""",
        destination="aer",
    ),
    Refused(
        "its arguments are laid out otherwise today",
        """\
from qiskit import QuantumCircuit
qc = QuantumCircuit(1)
qc.squ([[1, 0], [0, 1]], 0)
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
        "the module is handed on as a whole",
        """\
import qiskit.tools.visualization as drawing
keep(drawing)
""",
    ),
    Refused(
        "the module is handed on as a whole",
        """\
from qiskit.providers import aer, backend
keep(aer)
""",
    ),
    Refused(
        "what it brought is not known",
        """\
from qiskit.providers.aer.extensions import *
keep(Thing)
""",
    ),
    Refused(
        "a statement that may use it is half typed",
        """\
from qiskit.extensions import *
gate = UnitaryGate(matrix)
print UnitaryGate
""",
    ),
    Refused(
        "the name stands inside an f-string",
        """\
import qiskit.tools.visualization
print(f"{0:{qiskit.tools.visualization.plot_histogram}}")
""",
    ),
    Refused(
        "a statement that may use it is half typed",
        """\
from qiskit import __qiskit_version__
print(__qiskit_version__
""",
    ),
)
