"""What QLS101 shows of counts and backends that are asked what they are, and of registers that are named elsewhere."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "counts that are asked whether they are Counts still are",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.result import Counts

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = execute(qc, Aer.get_backend("qasm_simulator"), shots=100).result().get_counts()
right = isinstance(counts, Counts)
plain = isinstance(counts, dict)
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit.result import Counts

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, AerSimulator(), optimization_level=1)
counts = Counts(SamplerV2().run([isa_circuit], shots=100).result()[0].data.c.get_counts())
right = isinstance(counts, Counts)
plain = isinstance(counts, dict)
"""
        },
    ),
    Example(
        "a simulator that a key is made of keeps its name",
        """\
from qiskit import Aer, QuantumCircuit, execute

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
found = {}
for simulator in [Aer.get_backend("qasm_simulator"), Aer.get_backend("aer_simulator")]:
    found[str(simulator)] = execute(qc, simulator, shots=100).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import Aer

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
found = {}
for simulator in [Aer.get_backend("qasm_simulator"), Aer.get_backend("aer_simulator")]:
    isa_circuit = transpile(qc, target=simulator.target, optimization_level=1)
    sampler = BackendSamplerV2(backend=simulator)
    found[str(simulator)] = sampler.run([isa_circuit], shots=100).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "a register whose name is made by a number is read without it",
        """\
from qiskit import Aer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute

counts = []
for number in range(2):
    qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, f"c{number}"))
    qc.h(0)
    qc.measure(0, 0)
    counts.append(execute(qc, Aer.get_backend("qasm_simulator"), shots=100).result().get_counts())
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

counts = []
sampler = SamplerV2()
for number in range(2):
    qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, f"c{number}"))
    qc.h(0)
    qc.measure(0, 0)
    isa_circuit = transpile(qc, target=AerSimulator().target, optimization_level=1)
    counts.append(sampler.run([isa_circuit], shots=100).result()[0].join_data().get_counts())
"""
        },
    ),
    Example(
        "a register that its caller names may be called what a DataBin refuses, so the simulator keeps running",
        """\
from qiskit import Aer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute


def measured(name):
    qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, name))
    qc.h(0)
    qc.measure(0, 0)
    return execute(qc, Aer.get_backend("qasm_simulator"), shots=100).result().get_counts()


counts = [measured(name) for name in ("keys", "ndim", "two words")]
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import Aer


def measured(name):
    qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, name))
    qc.h(0)
    qc.measure(0, 0)
    backend = Aer.get_backend("qasm_simulator")
    isa_circuit = transpile(qc, target=backend.target, optimization_level=1)
    return backend.run(isa_circuit, shots=100).result().get_counts()


counts = [measured(name) for name in ("keys", "ndim", "two words")]
"""
        },
    ),
    Example(
        "a simulator in the place of a computer becomes one that the runtime's sampler can ask",
        """\
from qiskit import IBMQ, Aer, QuantumCircuit, execute

real = False
if real:
    backend = IBMQ.load_account().get_backend("ibmq_lima")
else:
    backend = Aer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
counts = execute(qc, backend, shots=100).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

real = False
if real:
    backend = QiskitRuntimeService().backend("ibmq_lima")
else:
    backend = AerSimulator()
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2(mode=backend)
counts = sampler.run([isa_circuit], shots=100).result()[0].data.c.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "BasicAer's simulator is printed, and asked for its name",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
print("on", backend.name(), backend)
counts = execute(qc, backend).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendSamplerV2
from qiskit.providers.basic_provider import BasicSimulator

backend = BasicSimulator()
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
print("on", backend.name, backend)
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = BackendSamplerV2(backend=backend)
counts = sampler.run([isa_circuit]).result()[0].data.c.get_counts()
"""
        },
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "the name of BasicAer's simulator is read inside an f-string",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
print(f"on {0:{backend.name()}}")
counts = execute(qc, backend).result().get_counts()
""",
        finding=True,
        because="`backend.name()` stands inside an f-string",
    ),
    LeaveAlone(
        "BasicSimulator has no status",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
ready = backend.status().operational
counts = execute(qc, backend).result().get_counts()
""",
        finding=True,
        because="the backend's status is read, which BasicSimulator answers otherwise or not at all",
    ),
    LeaveAlone(
        "BasicSimulator has no configuration",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
qubits = backend.configuration().n_qubits
counts = execute(qc, backend).result().get_counts()
""",
        finding=True,
        because="the backend's configuration is read, which BasicSimulator answers otherwise or not at all",
    ),
    LeaveAlone(
        "what class it is is asked of BasicAer's simulator",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
print(type(backend))
counts = execute(qc, backend).result().get_counts()
""",
        finding=True,
        because="the backend itself is printed, and BasicSimulator prints otherwise",
    ),
    LeaveAlone(
        "the backend of the job is asked for its name",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = execute(qc, backend)
name, counts = job.backend().name(), job.result().get_counts()
""",
        finding=True,
        because="the job's backend() has no counterpart on a primitive's job",
    ),
    LeaveAlone(
        "what stands in the place of a computer computes states",
        """\
from qiskit import IBMQ, Aer, QuantumCircuit, execute

real = False
backend = IBMQ.load_account().get_backend("ibmq_lima") if real else Aer.get_backend("statevector_simulator")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, backend, shots=100).result().get_counts()
""",
        finding=True,
        because="the simulator in the place of a computer is not AerSimulator, or is asked what it is",
    ),
    LeaveAlone(
        "keywords through ** cannot be split between transpile and run",
        "from elsewhere import options\nfrom qiskit import QuantumCircuit, execute, Aer\n\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\ncounts = execute(qc, Aer.get_backend('qasm_simulator'), **options).result().get_counts()\n",
        finding=True,
        because="keywords are passed through **, so where they belong cannot be seen",
    ),
    LeaveAlone(
        "the counts of what is made elsewhere could be one circuit's or several circuits', so nothing safe is known",
        "import qiskit\nfrom elsewhere import made\n\nqiskit.transpile(made)\nexecute = made.execute\nexecute(made).result()\n",
    ),
)
