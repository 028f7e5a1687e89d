"""Algorithms, and expectation values by hand."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "quantum_instance is used for something else too",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import AmplificationProblem, Grover
from qiskit.utils import QuantumInstance
quantum_instance = QuantumInstance(Aer.get_backend("aer_simulator"), shots=1024)
grover = Grover(quantum_instance=quantum_instance)
global_use = quantum_instance
""",
    ),
    Refused(
        "qiskit.algorithms is imported as a whole",
        """\
from qiskit.algorithms import QAOA
try:
    from qiskit.algorithms.optimizers import COBYLA
except ImportError:
    pass
qaoa = QAOA(optimizer=COBYLA(), quantum_instance=backend, reps=2, **options)
""",
    ),
    Refused(
        "QAOA takes more than another primitive now",
        """\
from qiskit.algorithms import QAOA
qaoa = QAOA[0](optimizer=COBYLA(), quantum_instance=backend, reps=2, **options)
""",
    ),
    Refused(
        "its arguments cannot all be seen",
        """\
from qiskit.algorithms import QAOA
qaoa = QAOA(optimizer=COBYLA(), quantum_instance=backend, reps=2, **options)
""",
    ),
    Refused(
        "no quantum_instance is given",
        """\
from qiskit.algorithms import VQE
vqe = VQE(ansatz, optimizer, quantum_instance=None)
""",
    ),
    Refused(
        "it stands where nothing can be put in front of it",
        """\
from qiskit.algorithms import VQE
vqe = (lambda: VQE(TwoLocal(1, "ry", reps=0), SPSA(maxiter=60), [0.1], expectation=PauliExpectation(), quantum_instance=quantum_instance))()
""",
    ),
    Refused(
        "on a computer it would be another primitive, in a session",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.algorithms import AmplificationProblem, Grover
from qiskit.utils import QuantumInstance
quantum_instance = QuantumInstance(Aer.get_backend("aer_simulator"), shots=1024)
grover = Grover(quantum_instance=quantum_instance)
""",
        destination="runtime",
    ),
    Refused(
        "more than one operator is measured",
        """\
from qiskit import Aer
from qiskit.algorithms import QAOA
from qiskit.opflow import I, Z
backend = Aer.get_backend("aer_simulator")
qaoa = QAOA(optimizer=COBYLA(), quantum_instance=backend, reps=2, initial_point=[0.6, 0.3, 0.3, 0.6]); other = 1
cut = qaoa.compute_minimum_eigenvalue(cost, aggregation=0.2).eigenvalue.real < --1
""",
    ),
    Refused(
        "operator is used for something else too",
        """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.opflow import PauliExpectation, PauliSumOp
from qiskit.utils import QuantumInstance, algorithm_globals
operator = PauliSumOp.from_list([("Z", 1.0), ("X", 0.5)])
global_use = operator
quantum_instance = QuantumInstance(Aer.get_backend("qasm_simulator"), shots=4000, seed_simulator=10, seed_transpiler=10)
vqe = VQE(TwoLocal(1, "ry", reps=0), SPSA(maxiter=60), [0.1], expectation=PauliExpectation(), quantum_instance=quantum_instance)
energy = round(vqe.compute_minimum_eigenvalue(operator).eigenvalue.real, 1)
""",
        destination="aer",
    ),
    Refused(
        "the job is used for something else too",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
qc = QuantumCircuit(2, 2)
job = execute(qc, BasicAer.get_backend("qasm_simulator"), shots=2000)
job_monitor(job)
counts = job.result().get_counts()
even = counts.get("00", 0) + counts.get("11", 0)
odd = counts.get("01", 0) + counts.get("10", 0)
odd_less_even = odd / 2000 - even / 2000
""",
    ),
    Refused(
        "job_id() of the job is read too",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

job = execute(qc, Aer.get_backend("aer_simulator"), shots=1000)
print(job.job_id())
counts = job.result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
    ),
    Refused(
        "the circuit saves simulator data",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

qc.save_statevector()
counts = execute(qc, Aer.get_backend("aer_simulator"), shots=1000).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
    ),
    Refused(
        "a bit is read that nothing is measured into",
        """\
from qiskit import BasicAer, QuantumCircuit, execute
qc = QuantumCircuit(2, 2)
job = execute(qc, BasicAer.get_backend("qasm_simulator"), shots=2000)
job_monitor(job)
counts = job.result().get_counts()
even = counts.get("00", 0) + counts.get("11", 0)
odd = counts.get("01", 0) + counts.get("10", 0)
odd_less_even = odd / 2000 - even / 2000
""",
    ),
    Refused(
        "the circuit goes through assemble: bring the call to SamplerV2 first",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

backend = Aer.get_backend("aer_simulator")
counts = backend.run(assemble(qc, shots=1000)).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / sum(counts.values())
""",
    ),
    Refused(
        "values are bound to the circuit's parameters",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator  # qls: ignore
qc = QuantumCircuit(1)
qc.measure_all()
backend = AerSimulator(**options)
counts = backend.run(qc, shots=1000, parameter_binds=binds).result().get_counts()
z = (counts["0"] - counts["1"]) / 1000
""",
        destination="aer",
    ),
    Refused(
        "the transpiler may have moved the qubits",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

backend = AerSimulator()
counts = execute(transpile(qc, backend), backend, shots=1000).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
    ),
    Refused(
        "what transpile is told may move the qubits, and the observable with them",
        """\
from qiskit import QuantumCircuit, Aer, execute
def correlation(basis, shots=2000):
    qc = QuantumCircuit(2, 2, scheduling_method="alap")
    qc.measure([0, 1], [0, 1])
    counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=shots, skip_transpilation=True, initial_layout=[1,0]).result().get_counts()
    probabilities = {"00": 0, "01": 0, "10": 0, "11": 0}
    for outcome in counts:
        probabilities[outcome] = counts[outcome] / shots
    return probabilities["00"] - probabilities["01"] - probabilities["10"] + probabilities["11"]
""",
    ),
    Refused(
        "the transpiler may have moved the qubits",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

backend = AerSimulator()
ready = transpile(qc, backend)
counts = backend.run(ready if flag else ready, shots=1000).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
    ),
    Refused(
        "the transpiler may have moved the qubits",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

from qiskit.transpiler.preset_passmanagers import generate_preset_pass_manager
backend = AerSimulator()
pm = generate_preset_pass_manager(1, backend)
ready = [transpile(qc, backend)]
counts = backend.run(ready[0].copy(), shots=1000).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
    ),
    Refused(
        "the circuit is made inside the call",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

backend = AerSimulator()
counts = backend.run(transpile(qc.copy(), backend), shots=1000).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / 1000
""",
    ),
    Refused(
        "skip_transpilation is given, which an estimator treats otherwise",
        """\
from qiskit import QuantumCircuit, Aer, execute
def correlation(basis, shots=2000):
    qc = QuantumCircuit(2, 2)
    qc.measure([0, 1], [0, 1])
    counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=shots, skip_transpilation=True).result().get_counts()
    probabilities = {"00": 0, "01": 0, "10": 0, "11": 0}
    for outcome in counts:
        probabilities[outcome] = counts[outcome] / shots
    return probabilities["00"] - probabilities["01"] - probabilities["10"] + probabilities["11"]
""",
    ),
    Refused(
        "the backend is made with its number of shots",
        """\
from qiskit import QuantumCircuit, Aer, execute, transpile, assemble
from qiskit_aer import AerSimulator
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)

backend = AerSimulator(shots=1000)
counts = backend.run(qc).result().get_counts()

z = (counts.get("0", 0) - counts.get("1", 0)) / sum(counts.values())
""",
    ),
    Refused(
        "an algorithm of it has a quantum_instance still",
        """\
from qiskit import algorithms
from helper import backend, optimizer
qaoa = algorithms.QAOA(optimizer, quantum_instance=backend)
""",
    ),
)
