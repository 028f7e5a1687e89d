"""`qiskit.execute` runs on SamplerV2

What it does
    `execute(circuits, backend, ...)` transpiled at level 1 and ran with 1,024 shots. It was deprecated in Qiskit
    0.46 and removed in 1.0.

What replaces it
    `transpile(circuits, backend, optimization_level=1)`, then `SamplerV2(...).run([circuit], shots=...)`. Counts are
    read by classical register: `result[0].data.c.get_counts()`. Keywords of `execute` go to `transpile` or to the
    primitive. Where the sampler is not proven to give the same answer, `backend.run` of the simulator does.

What changes in your results
    Nothing in the counts: the same keys, the same shots. `get_counts()` gives a plain `dict`.
    It lists the outcomes in another order, which the fix says where a program goes by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone, qls101_asked, qls101_settings, qls101_several, qls101_simulators
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.sampling.chain import sites
from qls.planning.sampling.exact import is_exact_site
from qls.planning.sites import site_finding
from qls.planning.workbench import Context
from qls.report import Finding, Severity

PAGE = Page(
    "QLS101",
    "execute-removed",
    since="deprecated in Qiskit 0.46, removed in 1.0",
    link=f"{links.FEATURES}#execute",
    changes="nothing in the counts; `get_counts()` gives a plain `dict`.",
    destinations=("auto", "backend", "runtime"),
)


def find_in(context: Context, group: Group) -> Iterator[Finding]:
    environment = context.environment
    if environment.at_least("qiskit", "1.0"):
        severity, message = Severity.ERROR, "`execute` was removed in Qiskit 1.0: transpile, then run on SamplerV2."
    elif environment.at_least("qiskit", "0.46"):
        severity, message = (
            Severity.WARNING,
            "`execute` is deprecated since Qiskit 0.46: transpile, then run on SamplerV2.",
        )
    else:
        severity, message = (
            Severity.INFORMATION,
            "`execute` is gone from Qiskit 1.0 on: transpile, then run on SamplerV2.",
        )
    for site in sites(group):
        if site.form == "execute" and not is_exact_site(context, site):
            yield site_finding(context, PAGE, group, site, message, severity)


EXAMPLES = (
    Example(
        "one circuit on the shot simulator keeps its counts",
        """\
from qiskit import QuantumCircuit, execute, Aer

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])

simulator = Aer.get_backend("qasm_simulator")
job = execute(qc, simulator, shots=1000)
result = job.result()
counts = result.get_counts(qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])

simulator = AerSimulator()
isa_circuit = transpile(qc, simulator, optimization_level=1)
job = SamplerV2.from_backend(simulator).run([isa_circuit], shots=1000)
result = job.result()
counts = result[0].data.c.get_counts()
""",
            "backend": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import Aer

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])

simulator = Aer.get_backend("qasm_simulator")
isa_circuit = transpile(qc, simulator, optimization_level=1)
job = BackendSamplerV2(backend=simulator).run([isa_circuit], shots=1000)
result = job.result()
counts = result[0].data.c.get_counts()
""",
            "runtime": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime.executor_sampler import SamplerV2

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])

simulator = AerSimulator()
isa_circuit = transpile(qc, simulator, optimization_level=1)
job = SamplerV2(mode=simulator).run([isa_circuit], shots=1000)
result = job.result()
counts = result[0].data.c.get_counts()
""",
        },
    ),
    Example(
        "a computer of IBM is reached through the runtime's primitive, with execute's 1,024 shots written out",
        """\
from qiskit import IBMQ, QuantumCircuit, execute
from qiskit.tools.monitor import job_monitor

provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
job = execute(qc, backend, max_credits=3)
job_monitor(job)
counts = job.result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
isa_circuit = transpile(qc, backend, optimization_level=1)
job = SamplerV2(mode=backend).run([isa_circuit], shots=1024)
counts = job.result()[0].data.meas.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "one expression up to the counts, through the module",
        """\
import qiskit as qk

qc = qk.QuantumCircuit(1)
qc.x(0)
qc.measure_all()
counts = qk.execute(qc, backend=qk.Aer.get_backend("qasm_simulator")).result().get_counts()
""",
        {
            "auto": """\
import qiskit as qk
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = qk.QuantumCircuit(1)
qc.x(0)
qc.measure_all()
isa_circuit = qk.transpile(qc, AerSimulator(), optimization_level=1)
counts = SamplerV2().run([isa_circuit]).result()[0].data.meas.get_counts()
"""
        },
    ),
    Example(
        "a list of circuits is read by position",
        """\
from qiskit import *

circuits = []
first = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "out"))
first.measure(0, 0)
second = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "out"))
second.x(0)
second.measure(0, 0)
result = execute([first, second], Aer.get_backend("aer_simulator"), shots=100).result()
one = result.get_counts(0)
both = result.get_counts()
""",
        {
            "auto": """\
from qiskit import *
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

circuits = []
first = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "out"))
first.measure(0, 0)
second = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "out"))
second.x(0)
second.measure(0, 0)
isa_circuits = transpile([first, second], AerSimulator(), optimization_level=1)
result = SamplerV2().run(isa_circuits, shots=100).result()
one = result[0].data.out.get_counts()
both = [pub.data.out.get_counts() for pub in result]
"""
        },
    ),
    Example(
        "several registers keep the spaces in their keys",
        """\
from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister, execute, Aer

qr = QuantumRegister(3)
qc = QuantumCircuit(qr, ClassicalRegister(1, "a"), ClassicalRegister(2, "b"))
qc.x(0)
qc.x(2)
qc.measure([0, 1, 2], [0, 1, 2])
counts = execute(qc, Aer.get_backend("qasm_simulator")).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qr = QuantumRegister(3)
qc = QuantumCircuit(qr, ClassicalRegister(1, "a"), ClassicalRegister(2, "b"))
qc.x(0)
qc.x(2)
qc.measure([0, 1, 2], [0, 1, 2])
isa_circuit = transpile(qc, AerSimulator(), optimization_level=1)
counts = {
    f"{key[:2]} {key[2:3]}": n
    for key, n in SamplerV2().run([isa_circuit]).result()[0].join_data().get_counts().items()
}
"""
        },
    ),
    Example(
        "what a sampler does not give keeps running on the simulator",
        """\
from qiskit import QuantumCircuit, execute
from qiskit.providers.aer import Aer

qc = QuantumCircuit(1)
qc.h(0)
qc.save_statevector()
backend = Aer.get_backend("aer_simulator")
result = execute(qc, backend).result()
state = result.get_statevector(qc).data
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import Aer

qc = QuantumCircuit(1)
qc.h(0)
qc.save_statevector()
backend = Aer.get_backend("aer_simulator")
result = backend.run(transpile(qc, backend, optimization_level=1)).result()
state = result.get_statevector(qc).data
"""
        },
    ),
    Example(
        "values for parameters go into PUBs, in the order of the legacy results",
        """\
from math import pi
from qiskit import QuantumCircuit, BasicAer, execute
from qiskit.circuit import Parameter

theta = Parameter("theta")
qc = QuantumCircuit(1, 1)
qc.rx(theta, 0)
qc.measure(0, 0)
angles = [0, pi / 2, pi]
backend = BasicAer.get_backend("qasm_simulator")
job = execute(qc, backend, shots=200, parameter_binds=[{theta: angle} for angle in angles])
result = job.result()
counts = [result.get_counts(i) for i in range(len(angles))]
together = result.get_counts()
""",
        {
            "auto": """\
from math import pi
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit.providers.basic_provider import BasicSimulator
from qiskit.circuit import Parameter

theta = Parameter("theta")
qc = QuantumCircuit(1, 1)
qc.rx(theta, 0)
qc.measure(0, 0)
angles = [0, pi / 2, pi]
backend = BasicSimulator()
isa_circuits = transpile([qc], backend, optimization_level=1)
sampler = BackendSamplerV2(backend=backend)
job = sampler.run(
    [
        (circuit, values)
        for circuit in isa_circuits
        for values in [{theta: angle} for angle in angles]
    ],
    shots=200,
)
result = job.result()
counts = [result[i].data.c.get_counts() for i in range(len(angles))]
together = [pub.data.c.get_counts() for pub in result]
"""
        },
    ),
    Example(
        "lists of values for parameters are one PUB",
        """\
from math import pi
from qiskit import Aer, QuantumCircuit, execute
from qiskit.circuit import Parameter

a, b = Parameter("a"), Parameter("b")
qc = QuantumCircuit(1)
qc.rx(a, 0)
qc.ry(b, 0)
qc.measure_all()
simulator = Aer.get_backend("qasm_simulator")
result = execute(qc, simulator, parameter_binds=[{b: [0, 0, pi], a: [0, pi, 0]}], shots=50).result()
counts = result.get_counts()
last = result.get_counts(2)
""",
        {
            "auto": """\
from math import pi
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit.circuit import Parameter

a, b = Parameter("a"), Parameter("b")
qc = QuantumCircuit(1)
qc.rx(a, 0)
qc.ry(b, 0)
qc.measure_all()
simulator = AerSimulator()
isa_circuit = transpile(qc, simulator, optimization_level=1)
sampler = SamplerV2.from_backend(simulator)
result = sampler.run([(isa_circuit, {b: [0, 0, pi], a: [0, pi, 0]})], shots=50).result()
counts = [point.get_counts() for point in result[0].data.meas]
last = result[0].data.meas.get_counts(2)
""",
            "backend": """\
from math import pi
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import Aer
from qiskit.circuit import Parameter

a, b = Parameter("a"), Parameter("b")
qc = QuantumCircuit(1)
qc.rx(a, 0)
qc.ry(b, 0)
qc.measure_all()
simulator = Aer.get_backend("qasm_simulator")
isa_circuit = transpile(qc, simulator, optimization_level=1)
sampler = BackendSamplerV2(backend=simulator)
result = sampler.run([(isa_circuit, {b: [0, 0, pi], a: [0, pi, 0]})], shots=50).result()
counts = [point.get_counts() for point in result[0].data.meas]
last = result[0].data.meas.get_counts(2)
""",
        },
    ),
    Example(
        "hexadecimal counts of the raw data are made from the bits",
        """\
from qiskit import Aer, QuantumCircuit, execute

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.x(1)
qc.measure([0, 1], [0, 1])
result = execute([qc, qc], Aer.get_backend("qasm_simulator")).result()
raw = result.data(0)
counts = result.data(1)["counts"]
same = result.results[0].data.counts
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.x(1)
qc.measure([0, 1], [0, 1])
isa_circuits = transpile([qc, qc], AerSimulator(), optimization_level=1)
result = SamplerV2().run(isa_circuits).result()
raw = {"counts": {hex(key): n for key, n in result[0].data.c.get_int_counts().items()}}
counts = {hex(key): n for key, n in result[1].data.c.get_int_counts().items()}
same = {hex(key): n for key, n in result[0].data.c.get_int_counts().items()}
"""
        },
    ),
    Example(
        "counts that are read as of one circuit take what is made elsewhere for one",
        """\
from importlib import import_module
from qiskit import execute
from qiskit_aer import AerSimulator

qc = import_module("qiskit").QuantumCircuit(1, 1)
qc.x(0)
qc = getattr(qc, "copy")()
getattr(qc, "measure")(0, 0)
counts = execute(qc, AerSimulator()).result().get_counts()
ones = counts["1"]
""",
        {
            "auto": """\
from importlib import import_module
from qiskit import transpile
from collections import Counter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = import_module("qiskit").QuantumCircuit(1, 1)
qc.x(0)
qc = getattr(qc, "copy")()
getattr(qc, "measure")(0, 0)
isa_circuit = transpile(qc, AerSimulator(), optimization_level=1)
pub_result = SamplerV2().run([isa_circuit]).result()[0]
bitstrings = zip(*[bits.get_bitstrings() for bits in reversed(pub_result.data.values())])
counts = dict(Counter(" ".join(shot) for shot in bitstrings))
ones = counts["1"]
"""
        },
        unsafe=True,
    ),
    Example(
        "options of a computer go to their sections",
        """\
from qiskit import IBMQ, QuantumCircuit, execute

provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = execute(qc, backend, shots=100, init_qubits=True, rep_delay=0.0001, job_tags=["first"], job_name="trial")
counts = job.result().get_counts()
""",
        {
            "runtime": """\
from qiskit import transpile, QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2(
    mode=backend,
    options={
        "execution": {"init_qubits": True, "rep_delay": 0.0001},
        "environment": {"job_tags": ["first"]},
    },
)
job = sampler.run([isa_circuit], shots=100)
counts = job.result()[0].data.c.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
    *qls101_simulators.EXAMPLES,
    *qls101_asked.EXAMPLES,
    *qls101_settings.EXAMPLES,
    *qls101_several.EXAMPLES,
)

LEAVE_ALONE = (
    LeaveAlone(
        "a database cursor executes statements",
        'import sqlite3\nimport qiskit\n\nsqlite3.connect(":memory:").cursor().execute("select 1")\n',
    ),
    LeaveAlone(
        "a function of the program is called execute",
        "import qiskit\n\ndef execute(command, backend):\n    return command\n\nexecute('ls', None)\n",
    ),
    LeaveAlone(
        "the import is guarded for both versions",
        "try:\n    from qiskit import execute\nexcept ImportError:\n    execute = None\n"
        "from qiskit import QuantumCircuit\nif execute:\n    execute(QuantumCircuit(1), None)\n",
    ),
    LeaveAlone(
        "another package has an execute",
        "import qiskit\nfrom braket import execute\n\nexecute(1, 2)\n",
    ),
    LeaveAlone(
        "the word stands in a string and a comment",
        'import qiskit\n\ntext = "execute(qc, backend)"  # execute(qc, backend)\n',
    ),
    LeaveAlone(
        "the backend cannot be seen, so nothing is edited",
        "from qiskit import execute\n\ndef run(circuit, backend):\n"
        "    return execute(circuit, backend).result().get_counts()\n",
        finding=True,
        because="where the backend comes from is not in sight: callers out of sight give `backend`",
    ),
    LeaveAlone(
        "with another level of measurement there are no counts",
        "from qiskit import IBMQ, QuantumCircuit, execute\n\nbackend = IBMQ.load_account().get_backend('ibmq_lima')\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\njob = execute(qc, backend, meas_level=1)\n",
        finding=True,
        because="meas_level has another place in the options of qiskit_ibm_runtime",
    ),
    LeaveAlone(
        "no backend is given",
        "from qiskit import QuantumCircuit, execute\n\nexecute(QuantumCircuit(1))\n",
        True,
        because="where the backend comes from is not in sight",
    ),
    LeaveAlone(
        "nothing is given",
        "from qiskit import execute\n\nexecute()\n",
        True,
        because="where the backend comes from is not in sight",
    ),
    *qls101_simulators.LEAVE_ALONE,
    *qls101_asked.LEAVE_ALONE,
    *qls101_settings.LEAVE_ALONE,
    *qls101_several.LEAVE_ALONE,
)
