"""`backend.run` runs on SamplerV2

What it does
    `backend.run(circuits, ...)` of a simulator is still legal; IBM's backends refuse it since
    qiskit-ibm-runtime 0.35.

What replaces it
    `SamplerV2(...).run([circuit], shots=...)`, with counts read by classical register. A `Qobj` made by `assemble`,
    gone in 2.0, gives way to its circuits.

What changes in your results
    Nothing in the counts: the same keys, the same shots. `get_counts()` gives a plain `dict`.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.chains import sites
from qls.migrations.context import Context
from qls.migrations.exact import is_exact_site
from qls.migrations.findings import Page, site_finding
from qls.report import Finding, Severity
from qls.semantics.program import Site

CODE = "QLS102"
NAME = "backend-run"
SINCE = "refused by IBM's backends since qiskit-ibm-runtime 0.35; legal on simulators"
LINK = links.PRIMITIVES
DESTINATIONS = ("auto", "backend")
_PAGE = Page(CODE, NAME, LINK, "nothing in the counts; `get_counts()` gives a plain `dict`.")


def find(context: Context) -> Iterator[Finding]:
    for group, site in sites(context):
        if site.form == "run" and not is_exact_site(context, site):
            severity, message = _words(context, site)
            yield site_finding(context, _PAGE, group, site, message, severity)


def _words(context: Context, site: Site) -> tuple[Severity, str]:
    families = site.families
    if "ibm" in families:
        gone = context.environment.at_least("qiskit-ibm-runtime", "0.35")
        severity = Severity.ERROR if gone else Severity.WARNING
        return severity, "IBM's backends refuse `run` since qiskit-ibm-runtime 0.35: run on SamplerV2."
    if site.qobj is not None and context.environment.at_least("qiskit", "2.0"):
        return Severity.ERROR, "`assemble` was removed in Qiskit 2.0: run the circuits on SamplerV2."
    if "basicaer" in families and context.environment.at_least("qiskit", "1.0"):
        return Severity.ERROR, "`BasicAer` was removed in Qiskit 1.0: run on BackendSamplerV2."
    return Severity.INFORMATION, "`run` is legal on this simulator; SamplerV2 runs here and on IBM's computers."


EXAMPLES = (
    Example(
        "a transpiled circuit goes to the sampler as it is",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
backend = AerSimulator()
counts = backend.run(transpile(qc, backend), shots=2000).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
backend = AerSimulator()
counts = SamplerV2.from_backend(backend).run([transpile(qc, backend)], shots=2000).result()[0].data.meas.get_counts()
""",
            "backend": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
backend = AerSimulator()
counts = BackendSamplerV2(backend=backend).run([transpile(qc, backend)], shots=2000).result()[0].data.meas.get_counts()
""",
        },
    ),
    Example(
        "assemble gives way to its circuits, and its shots go to the primitive",
        """\
from qiskit import QuantumCircuit, Aer, assemble

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
aer_sim = Aer.get_backend("aer_simulator")
qobj = assemble(qc, shots=1, memory=True)
bit = aer_sim.run(qobj).result().get_memory()[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
aer_sim = AerSimulator()
qobj = qc
bit = SamplerV2.from_backend(aer_sim).run([qobj], shots=1).result()[0].data.c.get_bitstrings()[0]
"""
        },
    ),
    Example(
        "a circuit that changes between assemble and run is copied, as the Qobj was",
        """\
from qiskit import QuantumCircuit, Aer, assemble

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
aer_sim = Aer.get_backend("aer_simulator")
qobj = assemble(qc)
qc.x(0)
qc.measure(0, 0)
counts = aer_sim.run(qobj).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
aer_sim = AerSimulator()
qobj = qc.copy()
qc.x(0)
qc.measure(0, 0)
counts = SamplerV2.from_backend(aer_sim).run([qobj]).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "a helper that is given the circuit and the backend moves with its callers",
        """\
from qiskit import QuantumCircuit
from qiskit.providers.aer import AerSimulator


def build(bits):
    qc = QuantumCircuit(len(bits), len(bits))
    for index, bit in enumerate(bits):
        if bit == "1":
            qc.x(index)
    qc.measure(range(len(bits)), range(len(bits)))
    return qc


def counts_of(circuit, backend, shots=100):
    job = backend.run(circuit, shots=shots)
    return job.result().get_counts(circuit)


simulator = AerSimulator()
first = counts_of(build("101"), simulator)
second = counts_of(build("01"), simulator, shots=10)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def build(bits):
    qc = QuantumCircuit(len(bits), len(bits))
    for index, bit in enumerate(bits):
        if bit == "1":
            qc.x(index)
    qc.measure(range(len(bits)), range(len(bits)))
    return qc


def counts_of(circuit, backend, shots=100):
    job = SamplerV2.from_backend(backend).run([circuit], shots=shots)
    return job.result()[0].data.c.get_counts()


simulator = AerSimulator()
first = counts_of(build("101"), simulator)
second = counts_of(build("01"), simulator, shots=10)
"""
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone("a process is run", "import subprocess\nimport qiskit\n\nsubprocess.run(['true'])\n"),
    LeaveAlone(
        "a pass manager runs on a circuit and gives a circuit",
        "from qiskit import QuantumCircuit\nfrom qiskit.transpiler import PassManager\n\n"
        "pm = PassManager()\ncircuit = pm.run(QuantumCircuit(1))\n",
    ),
    LeaveAlone(
        "a class of the program has its own run",
        "import qiskit\n\nclass App:\n    def run(self, circuit):\n        return circuit\n\nApp().run(qiskit.QuantumCircuit(1))\n",
    ),
    LeaveAlone(
        "a V2 primitive is already what it should be",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorSampler\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\n"
        "counts = StatevectorSampler().run([qc]).result()[0].data.meas.get_counts()\n",
    ),
    LeaveAlone(
        "saved simulator data needs the simulator's own run",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1)\nqc.h(0)\n"
        "qc.save_statevector()\nstate = AerSimulator().run(qc).result().get_statevector()\n",
        finding=True,
    ),
    LeaveAlone(
        "the whole result is printed",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\nresult = AerSimulator().run(qc).result()\nprint(result)\ncounts = result.get_counts()\n",
        finding=True,
    ),
)
