"""What QLS101 shows of simulators and computers that share a variable, a reader or an import."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "what a computer's job is asked beside its result",
        """\
from qiskit import IBMQ, QuantumCircuit, execute
from qiskit.providers.ibmq import least_busy

provider = IBMQ.load_account()
backend = least_busy(provider.backends(simulator=False))
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = execute(qc, backend, shots=100)
job.queue_position()
print(job.job_id(), job.queue_position(), job.creation_date(), job.backend().name())
print(job.backend())
counts = job.result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

provider = QiskitRuntimeService()
backend = provider.least_busy(simulator=False)
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = SamplerV2(mode=backend).run([transpile(qc, backend, optimization_level=1)], shots=100)
print(job.job_id(), None, job.creation_date, job.backend().name)
print(job.backend())
counts = job.result()[0].data.c.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a dictionary of keywords is split between transpile and run",
        """\
from qiskit import Aer, QuantumCircuit, execute

settings = {"shots": 100, "optimization_level": 0, "memory": True}
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
backend = Aer.get_backend("qasm_simulator")
result = execute(qc, backend, **settings).result()
counts = result.get_counts()
few = execute(qc, backend, **dict(shots=5)).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

settings = {"shots": 100, "optimization_level": 0, "memory": True}
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
backend = AerSimulator()
sampler = SamplerV2.from_backend(backend)
isa_circuit = transpile(qc, backend, optimization_level=settings["optimization_level"])
result = sampler.run([isa_circuit], shots=settings["shots"]).result()
counts = result[0].data.c.get_counts()
isa_circuit = transpile(qc, backend, optimization_level=1)
few = sampler.run([isa_circuit], shots=5).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "keywords that callers give go to run",
        """\
from qiskit import Aer, QuantumCircuit, execute


def counts_of(circuit, **settings):
    backend = Aer.get_backend("qasm_simulator")
    return execute(circuit, backend, **settings).result().get_counts()


qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
counts = counts_of(qc, shots=100)
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer


def counts_of(circuit, **settings):
    backend = Aer.get_backend("qasm_simulator")
    isa_circuit = transpile(circuit, target=backend.target, optimization_level=1)
    return backend.run(isa_circuit, **settings).result().get_counts()


qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
counts = counts_of(qc, shots=100)
"""
        },
        unsafe=True,
    ),
    Example(
        "a reader of several jobs reads those of a computer and of a simulator alike",
        """\
from qiskit import Aer, IBMQ, QuantumCircuit, execute
from qiskit.providers.ibmq import least_busy


def show(job):
    print(job.result().get_counts())


qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
show(execute(qc, Aer.get_backend("qasm_simulator"), shots=10))
provider = IBMQ.load_account()
show(execute(qc, provider.get_backend("ibmq_lima"), shots=10))
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2 as RuntimeSamplerV2


def show(job):
    print(job.result()[0].data.c.get_counts())


qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, AerSimulator(), optimization_level=1)
show(SamplerV2().run([isa_circuit], shots=10))
provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
show(RuntimeSamplerV2(mode=backend).run([transpile(qc, backend, optimization_level=1)], shots=10))
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a simulator of BasicAer in the place of a computer is AerSimulator",
        """\
import sys
from qiskit import BasicAer, IBMQ, QuantumCircuit, execute

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
if len(sys.argv) > 9:
    provider = IBMQ.load_account()
    backend = provider.get_backend("ibmq_lima")
else:
    backend = BasicAer.get_backend("qasm_simulator")
counts = execute(qc, backend, shots=10).result().get_counts()
""",
        {
            "auto": """\
import sys
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
if len(sys.argv) > 9:
    provider = QiskitRuntimeService()
    backend = provider.backend("ibmq_lima")
else:
    backend = AerSimulator()
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2(mode=backend)
counts = sampler.run([isa_circuit], shots=10).result()[0].data.c.get_counts()
"""
        },
        unsafe=True,
    ),
    Example(
        "one result of two simulators",
        """\
from qiskit import Aer, BasicAer, QuantumCircuit, execute

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = []
for fast in (True, False):
    if fast:
        result = execute(qc, Aer.get_backend("aer_simulator")).result()
    else:
        result = execute(qc, BasicAer.get_backend("qasm_simulator")).result()
    counts.append(result.get_counts())
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendSamplerV2
from qiskit.providers.basic_provider import BasicSimulator
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = []
sampler = SamplerV2()
for fast in (True, False):
    if fast:
        isa_circuit = transpile(qc, target=AerSimulator().target, optimization_level=1)
        result = sampler.run([isa_circuit]).result()
    else:
        backend = BasicSimulator()
        isa_circuit = transpile(qc, backend, optimization_level=1)
        result = BackendSamplerV2(backend=backend).run([isa_circuit]).result()
    counts.append(result[0].data.c.get_counts())
"""
        },
    ),
    Example(
        "transpile is there under another module's name",
        """\
from qiskit import Aer, QuantumCircuit, execute
from qiskit.compiler import transpile

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
backend = Aer.get_backend("qasm_simulator")
depth = transpile(qc, backend).depth()
counts = execute(qc, backend, shots=9).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit.compiler import transpile

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
backend = AerSimulator()
depth = transpile(qc, backend).depth()
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2.from_backend(backend)
counts = sampler.run([isa_circuit], shots=9).result()[0].data.c.get_counts()
"""
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "jobs of a queue of the program's own",
        """\
import qiskit
from queues import job

print(job.queue_position(), job.creation_date())
""",
    ),
    LeaveAlone(
        "a dictionary of keywords goes to another library's function",
        """\
import qiskit
from babel import execute

settings = {"shots": 100}
execute(qiskit.QuantumCircuit(1), **settings)
""",
    ),
    LeaveAlone(
        "keywords of a primitive of today",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

settings = {"shots": 100}
qc = QuantumCircuit(1)
qc.measure_all()
counts = StatevectorSampler().run([qc], **settings).result()[0].data.meas.get_counts()
""",
    ),
    LeaveAlone(
        "a cursor of a database executes a statement",
        """\
import sqlite3
import qiskit

rows = sqlite3.connect(":memory:").cursor().execute("select 1").fetchall()
""",
    ),
    LeaveAlone(
        "a function of the program's own is called execute",
        """\
from qiskit import QuantumCircuit


def execute(circuit, backend):
    return backend, circuit


pair = execute(QuantumCircuit(1), None)
""",
    ),
    LeaveAlone(
        "a string runs nothing, and never did since 0.7",
        """\
from qiskit import QuantumCircuit, execute

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, "local_qasm_simulator").result().get_counts()
""",
        finding=True,
        because="the backend is given as a string, which runs nothing",
    ),
    LeaveAlone(
        "transpile of another library is none of Qiskit's",
        """\
from qiskit import QuantumCircuit
from babel import execute, transpile

text = execute(transpile("text"), QuantumCircuit(1))
""",
    ),
)
