"""Exact simulators give way to `quantum_info`

What it does
    `statevector_simulator` and `unitary_simulator`, of Aer and of BasicAer (removed in Qiskit 1.0), compute the exact
    state or unitary of a circuit: no sampling, so no sampler replaces them.

What replaces it
    `Statevector(circuit)` and `Operator(circuit)` of `qiskit.quantum_info`, without a backend. A circuit that is also
    measured keeps running on Aer's simulator, which gives the state after the measurement.

What changes in your results
    Nothing: the same amplitudes, up to rounding of the last digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.chains import sites
from qls.migrations.context import Context
from qls.migrations.exact import exact, is_exact_site
from qls.migrations.findings import Page, site_finding
from qls.migrations.groups import Group
from qls.report import Finding, Severity

CODE = "QLS103"
NAME = "exact-simulator"
SINCE = "BasicAer removed in Qiskit 1.0; Aer's exact simulators live on in qiskit_aer"
LINK = f"{links.FEATURES}#providers.basicaer"
DESTINATIONS = ("auto",)
_PAGE = Page(CODE, NAME, LINK, "nothing but the last digits' rounding.")


def find_in(context: Context, group: Group) -> Iterator[Finding]:
    for site in sites(group):
        if not is_exact_site(context, site):
            continue
        gone = site.form == "execute" or "basicaer" in site.families or site.qobj is not None
        broken = gone and context.environment.at_least("qiskit", "1.0")
        unitary = all("nitary" in backend.name for backend in site.backends)
        instead = "`Operator(circuit)`" if unitary else "`Statevector(circuit)`"
        word = "`execute` was removed in Qiskit 1.0" if site.form == "execute" else "`BasicAer` was removed in Qiskit 1.0"
        if broken and (site.form == "execute" or "basicaer" in site.families):
            message = f"{word}: {instead} computes the same without a backend."
        else:
            message = f"This simulator computes an exact answer: {instead} does the same without a backend."
        severity = Severity.ERROR if broken else Severity.INFORMATION
        yield site_finding(context, _PAGE, group, site, message, severity, exact)


EXAMPLES = (
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
)

LEAVE_ALONE = (
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
        "a measured circuit has a state after the measurement, so it stays on Aer's simulator",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n\nqc = QuantumCircuit(1, 1)\nqc.h(0)\n"
        "qc.measure(0, 0)\nstate = Aer.get_backend('statevector_simulator').run(qc).result().get_statevector()\n",
        finding=True,
    ),
)
