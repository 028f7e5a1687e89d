"""Exact simulators give way to `quantum_info`

What it does
    `statevector_simulator` and `unitary_simulator`, of Aer and of BasicAer (removed in Qiskit 1.0), compute the exact
    state or unitary of a circuit: no sampling, so no sampler replaces them. Where only counts are read of Aer's
    `statevector_simulator`, it is a sampler.

What replaces it
    `Statevector(circuit)` and `Operator(circuit)` of `qiskit.quantum_info`, without a backend. A circuit that is also
    measured keeps running on Aer's simulator, which gives the state after the measurement; so does one whose answer is
    used as an array of numpy, which Aer's answers are as well; and what BasicAer computed beside that, as states of
    several circuits. Counts come from `BackendSamplerV2` on the same simulator.

What changes in your results
    Nothing: the same amplitudes, up to rounding of the last digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone, qls103_basicaer
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.sampling.chain import primitive, sites
from qls.planning.sampling.exact import exact, is_exact_site, is_sampled
from qls.planning.sites import site_finding
from qls.planning.workbench import Context
from qls.report import Finding, Severity
from qls.semantics.program import Site

PAGE = Page(
    "QLS103",
    "exact-simulator",
    since="BasicAer removed in Qiskit 1.0; Aer's exact simulators live on in qiskit_aer",
    link=f"{links.FEATURES}#providers.basicaer",
    changes="nothing but the last digits' rounding.",
)


def find_in(context: Context, group: Group) -> Iterator[Finding]:
    sampled = is_sampled(context, group)
    for site in sites(group):
        if not is_exact_site(context, site):
            continue
        severity, message = _words(context, site, sampled=sampled)
        finding = site_finding(context, PAGE, group, site, message, severity, primitive if sampled else exact)
        if finding.fixes or severity is not Severity.INFORMATION:
            yield finding  # else it is legal, and nothing computes the same


def _words(context: Context, site: Site, *, sampled: bool) -> tuple[Severity, str]:
    basicaer = "basicaer" in site.families
    gone = site.form == "execute" or basicaer or site.qobj is not None
    broken = gone and context.environment.at_least("qiskit", "1.0")
    unitary = all("nitary" in backend.name for backend in site.backends)
    instead = "`Operator(circuit)`" if unitary else "`Statevector(circuit)`"
    same = "SamplerV2 gives the same counts" if sampled else f"{instead} computes the same without a backend"
    severity = Severity.ERROR if broken else Severity.INFORMATION
    if broken and site.form == "execute":
        return severity, f"`execute` was removed in Qiskit 1.0: {same}."
    if broken and basicaer:
        return severity, f"`BasicAer` was removed in Qiskit 1.0: {same}."
    return severity, f"This simulator computes an exact answer: {same}."


EXAMPLES = (
    Example(
        "a circuit that is measured as a whole has the state of its outcome",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

qc = QuantumCircuit(2, 2)
qc.x(1)
qc.measure([0, 1], [0, 1])
backend = BasicAer.get_backend("statevector_simulator")
state = execute(qc, backend).result().get_statevector(qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector

qc = QuantumCircuit(2, 2)
qc.x(1)
qc.measure([0, 1], [0, 1])
state = Statevector(qc.remove_final_measurements(inplace=False)).measure()[1].data
"""
        },
    ),
    Example(
        "the statevector of Aer is the Statevector of the circuit",
        """\
from qiskit import QuantumCircuit, Aer, execute

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.s(1)
backend = Aer.get_backend("statevector_simulator")
job = execute(qc, backend)
result = job.result()
state = result.get_statevector(qc)
rounded = result.get_statevector(qc, decimals=3)
amplitudes = [complex(a) for a in state.data] + [complex(a) for a in rounded.data]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.s(1)
job = Statevector(qc)
result = job
state = result
rounded = Statevector(result.data.round(3))
amplitudes = [complex(a) for a in state.data] + [complex(a) for a in rounded.data]
"""
        },
    ),
    Example(
        "BasicAer's answers are arrays, and stay arrays",
        """\
from qiskit import QuantumCircuit, BasicAer, execute

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
qc.t(0)
state = execute(qc, BasicAer.get_backend("statevector_simulator")).result().get_statevector()
unitary = execute(qc, BasicAer.get_backend("unitary_simulator")).result().get_unitary(qc, decimals=4)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, Statevector

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
qc.t(0)
state = Statevector(qc).data
unitary = Operator(qc).data.round(4)
"""
        },
    ),
    Example(
        "a circuit that was transpiled for the simulator goes as it was before, or keeps the level it had",
        """\
from qiskit import QuantumCircuit, Aer, BasicAer, transpile

qc = QuantumCircuit(3)
qc.x(0)
qc.h(1)
qc.swap(0, 2)
qc.cx(1, 2)
qc.swap(0, 1)
backend = BasicAer.get_backend("unitary_simulator")
job = backend.run(transpile(qc, backend))
unitary = job.result().get_unitary(qc, decimals=3)
simulator = Aer.get_backend("statevector_simulator")
transpiled = transpile(qc, simulator)
amplitudes = [complex(a) for a in simulator.run(transpiled).result().get_statevector().data]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import Operator, Statevector
from qiskit_aer import Aer

qc = QuantumCircuit(3)
qc.x(0)
qc.h(1)
qc.swap(0, 2)
qc.cx(1, 2)
qc.swap(0, 1)
job = Operator(qc)
unitary = job.data.round(3)
simulator = Aer.get_backend("statevector_simulator")
transpiled = transpile(qc, simulator, optimization_level=1)
amplitudes = [complex(a) for a in Statevector(transpiled).data]
"""
        },
    ),
    Example(
        "a QuantumInstance goes with all that it computed",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.utils import QuantumInstance

backend = Aer.get_backend("statevector_simulator")
instance = QuantumInstance(backend)
amplitudes = []
for angle in (0.2, 0.9):
    qc = QuantumCircuit(1)
    qc.ry(angle, 0)
    amplitudes.append([complex(a) for a in instance.execute(qc).get_statevector()])
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector

amplitudes = []
for angle in (0.2, 0.9):
    qc = QuantumCircuit(1)
    qc.ry(angle, 0)
    amplitudes.append([complex(a) for a in Statevector(qc)])
"""
        },
    ),
    Example(
        "counts of Aer's statevector simulator are sampled, one shot where none are asked for",
        """\
from qiskit import QuantumCircuit, Aer, assemble, execute

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])
backend = Aer.get_backend("statevector_simulator")
one = execute(qc, backend).result().get_counts()
qc.h(0)
qc.measure(0, 0)
many = execute(qc, backend, shots=1000).result().get_counts(qc)
few = backend.run(qc, shots=12, memory=True).result().get_memory()
assembled = backend.run(assemble(qc)).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import Aer

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])
backend = Aer.get_backend("statevector_simulator")
sampler = BackendSamplerV2(backend=backend)
isa_circuit = transpile(qc, backend, optimization_level=1)
one = sampler.run([isa_circuit], shots=1).result()[0].data.c.get_counts()
qc.h(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
many = sampler.run([isa_circuit], shots=1000).result()[0].data.c.get_counts()
few = sampler.run([qc], shots=12).result()[0].data.c.get_bitstrings()
assembled = sampler.run([qc]).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "a name that is bound to one backend of BasicAer after the other loses those that nothing needs",
        """\
from qiskit import QuantumCircuit, BasicAer, execute

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
backend = BasicAer.get_backend("unitary_simulator")
unitary = execute(qc, backend).result().get_unitary(qc)
backend = BasicAer.get_backend("statevector_simulator")
state = execute(qc, backend).result().get_statevector(qc)
backend = "none"
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, Statevector

qc = QuantumCircuit(1)
qc.ry(0.3, 0)
unitary = Operator(qc).data
state = Statevector(qc).data
backend = "none"
"""
        },
    ),
    *qls103_basicaer.EXAMPLES,
)

LEAVE_ALONE = (
    LeaveAlone(
        "a measurement whose seed decides the state",
        "from qiskit import BasicAer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.h(0)\nqc.measure(0, 0)\n"
        "backend = BasicAer.get_backend('statevector_simulator')\n"
        "state = execute(qc, backend, seed_simulator=3).result().get_statevector()\n",
        finding=True,
        because="the circuit may be measured, and the simulator then gives the state after the measurement",
    ),
    LeaveAlone(
        "what is not measured has its probabilities as counts on the statevector simulator",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\n\ndef counts_of(circuit):\n"
        "    return Aer.get_backend('statevector_simulator').run(circuit, shots=9).result().get_counts()\n\n\n"
        "qc = QuantumCircuit(1)\nqc.h(0)\nprobabilities = counts_of(qc)\n"
        "counts = counts_of(qc.measure_all(inplace=False))\n",
    ),
    LeaveAlone(
        "a state that is already computed by quantum_info",
        "from qiskit import QuantumCircuit\nfrom qiskit.quantum_info import Statevector\n\nstate = Statevector(QuantumCircuit(1))\n",
    ),
    LeaveAlone(
        "a shot simulator is no exact one",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1, 1)\n"
        "qc.measure(0, 0)\ncounts = AerSimulator().run(qc).result().get_counts()\n",
    ),
    LeaveAlone(
        "the QuantumInstance goes to an algorithm too",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\nfrom qiskit.utils import QuantumInstance\n"
        "from algorithms import solve\n\ninstance = QuantumInstance(Aer.get_backend('statevector_simulator'))\n"
        "state = instance.execute(QuantumCircuit(1)).get_statevector()\nsolve(instance)\n",
        finding=True,
        because="the QuantumInstance is used for something else too",
    ),
    LeaveAlone(
        "a measurement that is appended measures too",
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit.library import Measure\nfrom qiskit_aer import Aer\n\n"
        "qc = QuantumCircuit(1, 1)\nqc.h(0)\nqc.append(Measure(), [0], [0])\n"
        "state = Aer.get_backend('statevector_simulator').run(qc).result().get_statevector()\n",
    ),
    LeaveAlone(
        "a measured circuit has a state after the measurement, so it stays on Aer's simulator",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\nqc = QuantumCircuit(1, 1)\nqc.h(0)\n"
        "qc.measure(0, 0)\nstate = Aer.get_backend('statevector_simulator').run(qc).result().get_statevector()\n",
    ),
    LeaveAlone(
        "levels of optimisation from 2 on may move qubits, today otherwise than they did",
        "from qiskit import QuantumCircuit, Aer, transpile\n\nqc = QuantumCircuit(2)\nqc.x(0)\nqc.swap(0, 1)\n"
        "backend = Aer.get_backend('statevector_simulator')\n"
        "state = backend.run(transpile(qc, backend, optimization_level=3)).result().get_statevector()\n",
        finding=True,
        because="the circuit is transpiled in a way that may move its qubits",
    ),
    LeaveAlone(
        "the answer of Aer is used as an array in a function that it is given to",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\n\ndef rounded(state):\n    return state.round(3).tolist()\n\n\n"
        "state = Aer.get_backend('statevector_simulator').run(QuantumCircuit(1)).result().get_statevector()\n"
        "amplitudes = rounded(state)\n",
    ),
    LeaveAlone(
        "the unitary of Aer has rows, and an Operator has none",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\n"
        "unitary = Aer.get_backend('unitary_simulator').run(QuantumCircuit(1)).result().get_unitary()\n"
        "first = unitary[0][0]\n",
    ),
    LeaveAlone(
        "another module is given the state, and may use it as an array",
        "from plots import draw\nfrom qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\n"
        "draw(Aer.get_backend('statevector_simulator').run(QuantumCircuit(1)).result().get_statevector())\n",
    ),
    LeaveAlone(
        "a unitary simulator gives counts of no measurement",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\nqc = QuantumCircuit(1, 1)\n"
        "counts = Aer.get_backend('unitary_simulator').run(qc).result().get_counts()\n",
    ),
    LeaveAlone(
        "a function reads the name of a backend of BasicAer, whichever that is by then",
        "from qiskit import QuantumCircuit, BasicAer, execute\n\nqc = QuantumCircuit(1)\n"
        "backend = BasicAer.get_backend('unitary_simulator')\n"
        "unitary = execute(qc, backend).result().get_unitary()\nprint(backend)\n"
        "backend = BasicAer.get_backend('statevector_simulator')\n"
        "state = execute(qc, backend).result().get_statevector()\n\n\ndef name():\n    return backend.name()\n",
        finding=True,
        because="the backend of BasicAer is used for something else too",
    ),
)
