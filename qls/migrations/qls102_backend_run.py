"""`backend.run` runs on SamplerV2

What it does
    `backend.run(circuits, ...)` of a simulator is still legal; IBM's backends refuse it since
    qiskit-ibm-runtime 0.35.

What replaces it
    `SamplerV2(...).run([circuit], shots=...)`, with counts read by classical register. A `Qobj` made by `assemble`,
    gone in 2.0, gives way to its circuits.

What changes in your results
    Nothing in the counts: the same keys, the same shots. `get_counts()` gives a plain `dict`.
    It lists the outcomes in another order, which the fix says where a program goes by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone, qls102_assembled, qls102_readers
from qls.catalogue import links
from qls.catalogue.families import FAMILIES, FOREIGN, LOCAL, Family
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.sampling.chain import sites
from qls.planning.sampling.exact import is_exact_site
from qls.planning.sampling.transpiled import is_untranspiled
from qls.planning.sites import site_finding
from qls.planning.workbench import Context
from qls.report import Finding, Severity
from qls.semantics.program import Site

PAGE = Page(
    "QLS102",
    "backend-run",
    since="refused by IBM's backends since qiskit-ibm-runtime 0.35; legal on simulators",
    link=links.PRIMITIVES,
    changes="nothing in the counts; `get_counts()` gives a plain `dict`.",
    destinations=("auto", "backend"),
)


def find_in(context: Context, group: Group) -> Iterator[Finding]:
    for site in sites(group):
        if site.form == "run" and not is_exact_site(context, site):
            severity, message = _words(context, site)
            if severity is Severity.INFORMATION and site.submission.saves:
                continue  # only the simulator's own run gives what the circuit saves
            yield site_finding(context, PAGE, group, site, message, severity)


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
    if is_untranspiled(context, site) and context.environment.at_least("qiskit-aer", "0.17"):
        return (
            Severity.ERROR,
            "`AerSimulator.from_backend` runs transpiled circuits only: transpile, then run on SamplerV2.",
        )
    if families & FOREIGN:
        return Severity.INFORMATION, _of_another_provider(FAMILIES[min(families & FOREIGN)])
    if not families or not families <= LOCAL | {"basicaer"}:
        return (
            Severity.INFORMATION,
            "`run` still works on backends that are not IBM's; SamplerV2 runs on IBM's computers too.",
        )
    return Severity.INFORMATION, "`run` still works on this simulator; SamplerV2 runs here and on IBM's computers."


def _of_another_provider(family: Family) -> str:
    module, _, name = family.sampler.rpartition(".")
    instead = f"their SamplerV2 is `{name}` of `{module}`" if name else "they have no SamplerV2 of their own"
    return f"`run` still works on {family.title}; {instead}."


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
sampler = SamplerV2.from_backend(backend)
counts = sampler.run([transpile(qc, backend)], shots=2000).result()[0].data.meas.get_counts()
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
sampler = BackendSamplerV2(backend=backend)
counts = sampler.run([transpile(qc, backend)], shots=2000).result()[0].data.meas.get_counts()
""",
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
    Example(
        "circuits of a list, each with its own name, are read in their order",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

simulator = AerSimulator()
circuits = []
for flips in range(3):
    qc = QuantumCircuit(1, 1)
    for _ in range(flips):
        qc.x(0)
    qc.measure(0, 0)
    circuits.append(qc)
result = simulator.run(transpile(circuits, simulator), shots=100).result()
each = [result.get_counts(circuit) for circuit in circuits]
last = result.get_counts(circuits[2])
along = {number: result.get_counts(circuit) for number, circuit in enumerate(circuits)}
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

simulator = AerSimulator()
circuits = []
for flips in range(3):
    qc = QuantumCircuit(1, 1)
    for _ in range(flips):
        qc.x(0)
    qc.measure(0, 0)
    circuits.append(qc)
sampler = SamplerV2.from_backend(simulator)
result = sampler.run(transpile(circuits, simulator), shots=100).result()
each = [pub.data.c.get_counts() for pub in result]
last = result[2].data.c.get_counts()
along = {number: result[number].data.c.get_counts() for number, circuit in enumerate(circuits)}
""",
        },
    ),
    Example(
        "copies share a name, so the first of that name is read, as the legacy result gave it",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

base = QuantumCircuit(1, 1)
circuits = []
for flips in range(2):
    qc = base.copy()
    qc.rx(3.14159265 * flips, 0)
    qc.measure(0, 0)
    circuits.append(qc)
result = AerSimulator().run(circuits).result()
counts = [result.get_counts(circuit) for circuit in circuits]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

base = QuantumCircuit(1, 1)
circuits = []
for flips in range(2):
    qc = base.copy()
    qc.rx(3.14159265 * flips, 0)
    qc.measure(0, 0)
    circuits.append(qc)
result = SamplerV2().run(circuits).result()
counts = [
    result[[each.name for each in circuits].index(circuit.name)].data.c.get_counts()
    for circuit in circuits
]
"""
        },
    ),
    Example(
        "a circuit is read by its name and by itself",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

one = QuantumCircuit(1, 1, name="one")
one.x(0)
one.measure(0, 0)
half = QuantumCircuit(1, name="half")
half.h(0)
half.measure_all()
result = AerSimulator().run([half, one], memory=True).result()
counts = [result.get_counts("one"), result.get_counts(half)]
memory = result.get_memory(one)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

one = QuantumCircuit(1, 1, name="one")
one.x(0)
one.measure(0, 0)
half = QuantumCircuit(1, name="half")
half.h(0)
half.measure_all()
result = SamplerV2().run([half, one]).result()
counts = [result[1].data.c.get_counts(), result[0].data.meas.get_counts()]
memory = result[1].data.c.get_bitstrings()
"""
        },
    ),
    Example(
        "whatever registers a circuit has, its keys keep their spaces",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

registers = "qreg q[3]; creg first[1]; creg second[2];"
gates = "x q[0]; x q[2]; measure q[0] -> first[0]; measure q[2] -> second[1];"
qc = QuantumCircuit.from_qasm_str(f'OPENQASM 2.0; include "qelib1.inc"; {registers} {gates}')
counts = AerSimulator().run(qc, shots=10).result().get_counts(qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from collections import Counter
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

registers = "qreg q[3]; creg first[1]; creg second[2];"
gates = "x q[0]; x q[2]; measure q[0] -> first[0]; measure q[2] -> second[1];"
qc = QuantumCircuit.from_qasm_str(f'OPENQASM 2.0; include "qelib1.inc"; {registers} {gates}')
pub_result = SamplerV2().run([qc], shots=10).result()[0]
bitstrings = zip(*[bits.get_bitstrings() for bits in reversed(pub_result.data.values())])
counts = dict(Counter(" ".join(shot) for shot in bitstrings))
""",
        },
    ),
    Example(
        "methods of Counts are called on a Counts",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2, 2)
qc.x(1)
qc.measure([0, 1], [0, 1])
job = AerSimulator().run(qc)
job.wait_for_final_state()
counts = job.result().get_counts()
integers = counts.int_outcomes()
hexadecimals = counts.hex_outcomes()
most = counts.most_frequent()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.result import Counts
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2, 2)
qc.x(1)
qc.measure([0, 1], [0, 1])
job = SamplerV2().run([qc])
job.result()
counts = Counts(job.result()[0].data.c.get_counts())
integers = counts.int_outcomes()
hexadecimals = counts.hex_outcomes()
most = counts.most_frequent()
"""
        },
    ),
    Example(
        "a list of unknown length gives a list of counts, even of one circuit",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

circuits = []
for flips in "ab":
    qc = QuantumCircuit(1, 1)
    qc.measure(0, 0)
    circuits.append(qc)
counts = AerSimulator().run(circuits).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

circuits = []
for flips in "ab":
    qc = QuantumCircuit(1, 1)
    qc.measure(0, 0)
    circuits.append(qc)
counts = [pub.data.c.get_counts() for pub in SamplerV2().run(circuits).result()]
"""
        },
        unsafe=True,
    ),
    Example(
        "shots that are set on the backend object never had an effect",
        """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

backend = AerSimulator()
backend.shots = 512
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
total = sum(backend.run(qc).result().get_counts().values())
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

backend = AerSimulator()
backend.shots = 512
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
sampler = SamplerV2.from_backend(backend)
total = sum(sampler.run([qc]).result()[0].data.c.get_counts().values())
"""
        },
    ),
    *qls102_assembled.EXAMPLES,
    *qls102_readers.EXAMPLES,
)

LEAVE_ALONE = (
    LeaveAlone(
        "a circuit for a device that is imitated goes where its readers cannot be seen",
        "from qiskit import QuantumCircuit\nfrom qiskit.providers.fake_provider import GenericBackendV2\n"
        "from qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
        "result = AerSimulator.from_backend(GenericBackendV2(2)).run(qc).result()\nprint(result)\n",
        finding=True,
        because="the whole result is printed, and prints otherwise",
    ),
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
    ),
    LeaveAlone(
        "the whole result is printed",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\nresult = AerSimulator().run(qc).result()\nprint(result)\ncounts = result.get_counts()\n",
        finding=True,
        because="the whole result is printed, and prints otherwise",
    ),
    LeaveAlone(
        "the list was put in another order before the result is read",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\n"
        "circuits = [QuantumCircuit(1, 1) for _ in range(2)]\nfor qc in circuits:\n    qc.measure(0, 0)\n"
        "result = AerSimulator().run(circuits).result()\ncircuits.reverse()\n"
        "counts = result.get_counts(circuits[0])\n",
        finding=True,
        because="the result of several circuits is read by circuit, where the list that was run is not at hand",
    ),
    LeaveAlone(
        "the list is another one by the time the result is read",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\n"
        'qc = QuantumCircuit(1, 1, name="same")\nqc.measure(0, 0)\nbase = QuantumCircuit(1, 1)\n'
        'circuits = [base.copy(name="same"), qc, qc]\nresult = AerSimulator().run(circuits).result()\n'
        "circuits = [qc]\ncounts = result.get_counts(qc)\n",
        finding=True,
        because="the result of several circuits is read by circuit, where the list that was run is not at hand",
    ),
    LeaveAlone(
        "how many circuits are run is not known, and get_counts() of one is no list",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\ncircuits = []\n"
        "for _ in range(int(input())):\n    qc = QuantumCircuit(1, 1)\n    qc.measure(0, 0)\n"
        "    circuits.append(qc)\ncounts = AerSimulator().run(circuits).result().get_counts()\n",
        finding=True,
    ),
    LeaveAlone(
        "classical bits outside registers have no place in a primitive's data",
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit import Clbit, Qubit\n"
        "from qiskit_aer import AerSimulator\n\nqc = QuantumCircuit([Qubit()], [Clbit()])\nqc.measure(0, 0)\n"
        "counts = AerSimulator().run(qc).result().get_counts()\n",
        finding=True,
        because="the circuit has classical bits outside registers or in two of them",
    ),
    LeaveAlone(
        "whether single values or lists of them are bound cannot be seen",
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit import Parameter\n"
        'from qiskit_aer import AerSimulator\nfrom somewhere import values\n\ntheta = Parameter("theta")\n'
        "qc = QuantumCircuit(1, 1)\nqc.rx(theta, 0)\nqc.measure(0, 0)\n"
        "counts = AerSimulator().run(qc, parameter_binds=[{theta: values}]).result().get_counts()\n",
        finding=True,
        because="whether parameter_binds holds single values or lists of them is not known",
    ),
    LeaveAlone(
        "binding changed the circuits' names",
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit import Parameter\n"
        'from qiskit_aer import AerSimulator\n\ntheta = Parameter("theta")\nqc = QuantumCircuit(1, 1)\n'
        "qc.rx(theta, 0)\nqc.measure(0, 0)\n"
        "result = AerSimulator().run([qc, qc], parameter_binds=[{theta: 0}, {theta: 1}]).result()\n"
        "counts = result.get_counts(qc)\n",
        finding=True,
        because="the result of several bound circuits is read by circuit, and binding changed their names",
    ),
    LeaveAlone(
        "raw data of a job with memory hold more than counts",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\ndata = AerSimulator().run(qc, memory=True).result().data()\n",
        finding=True,
        because="the result's data() is read, which holds the memory too",
    ),
    LeaveAlone(
        "whether the run succeeded has no place in a primitive's result",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\nresult = AerSimulator().run(qc).result()\nif result.success:\n"
        "    counts = result.get_counts()\n",
        finding=True,
        because="the result's attribute success has no counterpart",
    ),
    LeaveAlone(
        "the result is read as a dict",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\neverything = AerSimulator().run(qc).result().to_dict()\n",
        finding=True,
        because="the whole result is read as a dict",
    ),
    LeaveAlone(
        "an option that is written through its holder does have an effect",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nbackend = AerSimulator()\n"
        'setattr(backend.options, "shots", 512)\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n'
        "counts = backend.run(qc).result().get_counts()\n",
        finding=True,
        because="the backend's options are changed after it is made",
    ),
    LeaveAlone(
        "options that are set do have an effect",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nbackend = AerSimulator()\n"
        "backend.set_options(shots=512)\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "counts = backend.run(qc).result().get_counts()\n",
        finding=True,
        because="the backend's options are changed after it is made",
    ),
    *qls102_assembled.LEAVE_ALONE,
    *qls102_readers.LEAVE_ALONE,
)
