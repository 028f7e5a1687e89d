"""What QLS101 shows of simulators and computers that share a variable, a reader or an import."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
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
show(SamplerV2().run([transpile(qc, AerSimulator(), optimization_level=1)], shots=10))
provider = QiskitRuntimeService()
show(RuntimeSamplerV2(mode=provider.backend("ibmq_lima")).run([transpile(qc, provider.backend("ibmq_lima"), optimization_level=1)], shots=10))
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
counts = SamplerV2(mode=backend).run([transpile(qc, backend, optimization_level=1)], shots=10).result()[0].data.c.get_counts()
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
for fast in (True, False):
    if fast:
        result = SamplerV2().run([transpile(qc, target=AerSimulator().target, optimization_level=1)]).result()
    else:
        result = BackendSamplerV2(backend=BasicSimulator()).run([transpile(qc, BasicSimulator(), optimization_level=1)]).result()
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
counts = SamplerV2.from_backend(backend).run([transpile(qc, backend, optimization_level=1)], shots=9).result()[0].data.c.get_counts()
"""
        },
    ),
)

LEAVE_ALONE = (
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
