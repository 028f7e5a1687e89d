"""Exact simulators, where neither `quantum_info` nor Aer takes their place."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "options are given that Aer's simulators have otherwise or not at all",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
backend = BasicAer.get_backend("statevector_simulator")
state = execute([QuantumCircuit(1)], backend, initial_statevector=[0, 1]).result().get_statevector()
""",
    ),
    Refused(
        "the backend is one of BasicAer on some paths only",
        """\
from qiskit import Aer, BasicAer, QuantumCircuit, execute
backend = Aer.get_backend("aer_simulator") if flag else BasicAer.get_backend("statevector_simulator")
state = execute([QuantumCircuit(1)], backend).result().get_statevector()
""",
    ),
    Refused(
        "more is read of the result than states, unitaries and counts",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
backend = BasicAer.get_backend("statevector_simulator")
state = execute(QuantumCircuit(1), backend).result().data()["statevector"]
""",
    ),
    Refused(
        "the backend's name is read, which Aer's simulator answers otherwise",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
backend = BasicAer.get_backend("statevector_simulator")
print(backend.name())
state = execute(QuantumCircuit(1), backend).result().get_statevector()
""",
    ),
    Refused(
        "the call stands behind a guard for other versions",
        """\
from qiskit import BasicAer, QuantumCircuit, transpile
backend = BasicAer.get_backend("statevector_simulator")
try:
    from qiskit import execute
    state = execute([QuantumCircuit(1)], backend).result().get_statevector()
except ImportError:
    state = None
other = backend.run([QuantumCircuit(1)]).result().get_statevector()
""",
    ),
    Refused(
        "the circuit has gates that depend on a measurement, which transpile refuses for this simulator",
        """\
from qiskit import BasicAer, QuantumCircuit, transpile
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
with qc.if_test((0, 1)):
    qc.x(0)
backend = BasicAer.get_backend("statevector_simulator")
state = backend.run(transpile(qc, backend)).result().get_statevector()
""",
    ),
    Refused(
        "a QuantumInstance runs nothing today",
        """\
from qiskit import BasicAer, QuantumCircuit
from qiskit.utils import QuantumInstance
instance = QuantumInstance(BasicAer.get_backend("statevector_simulator"))
states = [instance.execute([QuantumCircuit(1)]).get_statevector()]
""",
    ),
    Refused(
        "a circuit may not be measured, and statevector_simulator gives its probabilities as counts then",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer


def counts_of(circuit):
    return Aer.get_backend('statevector_simulator').run(circuit, shots=9).result().get_counts()


qc = QuantumCircuit(1)
qc.h(0)
probabilities = counts_of(qc)
counts = counts_of(qc.measure_all(inplace=False))
""",
    ),
    Refused(
        "the circuit may be measured, and the simulator then gives the state after the measurement",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import Measure
from qiskit_aer import Aer

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.append(Measure(), [0], [0])
state = Aer.get_backend('statevector_simulator').run(qc).result().get_statevector()
""",
    ),
    Refused(
        "the circuit may be measured, and the simulator then gives the state after the measurement",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
state = Aer.get_backend('statevector_simulator').run(qc).result().get_statevector()
""",
    ),
    Refused(
        ".round is asked for, which Aer's answer had as an array has, and Statevector has not",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer


def rounded(state):
    return state.round(3).tolist()


state = Aer.get_backend('statevector_simulator').run(QuantumCircuit(1)).result().get_statevector()
amplitudes = rounded(state)
""",
    ),
    Refused(
        "the answer is used as a list of rows, which Aer's was, and Operator is not",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

unitary = Aer.get_backend('unitary_simulator').run(QuantumCircuit(1)).result().get_unitary()
first = unitary[0][0]
""",
    ),
    Refused(
        "it is passed to plots.draw, whose code cannot be seen and may use it as an array of Aer's",
        """\
from plots import draw
from qiskit import QuantumCircuit
from qiskit_aer import Aer

draw(Aer.get_backend('statevector_simulator').run(QuantumCircuit(1)).result().get_statevector())
""",
    ),
    Refused(
        "more is read of the result than its statevector or unitary",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

qc = QuantumCircuit(1, 1)
counts = Aer.get_backend('unitary_simulator').run(qc).result().get_counts()
""",
    ),
)
