"""What printed how a job or a backend is getting on

What it does
    `job_monitor(job)` printed a job's status until it ended; `backend_monitor` and `backend_overview` printed tables of
    backends. They went from `qiskit.tools` in Qiskit 1.0, so their import alone stops a program.

What replaces it
    Nothing: `job.result()` waits by itself, and `job.status()`, `backend.status()` and `backend.target` tell the rest.

What changes in your results
    Nothing but what was printed meanwhile. Where the program asks for a status itself, the fix is an unsafe one: it may
    see an earlier one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context, Refusal, is_simple
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Called

PAGE = Page(
    "QLS601",
    "job-monitor",
    since="removed in Qiskit 1.0",
    link=f"{links.FEATURES}#monitor",
    changes="nothing but what was printed meanwhile.",
)
_EARLIER = "The program goes on while the job runs: a status that it asks for may be an earlier one."
_NO_TABLE = "What it printed of the backends is printed no longer."
_TABLES = {
    f"qiskit.tools.{module}{name}" for module in ("", "monitor.") for name in ("backend_monitor", "backend_overview")
}
_MONITORS = roles.JOB_MONITORS | _TABLES


def find(context: Context) -> Iterator[Finding]:
    calls = [events[0] for events in context.facts.called.values()]
    asks = any(event.name == "tells.status" for event in calls)
    gone = context.environment.at_least("qiskit", "1.0")
    for event in calls:
        monitors = event.name in _MONITORS and not event.guarded
        if monitors and (gone or event.name.startswith("qiskit_ibm_provider")):
            yield _finding(context, event, asks=asks)


def _finding(context: Context, event: Called, *, asks: bool) -> Finding:
    span = context.program.range(event.id)
    name, table = event.name.rpartition(".")[2], event.name in _TABLES
    instead = "`backend.status()` and `backend.target` tell that" if table else "`job.result()` waits by itself"
    message = f"`{name}` was removed in Qiskit 1.0: {instead}."
    changes = _NO_TABLE if table else _EARLIER if asks else ""
    outcome = context.once(("monitor", event.id), lambda: (_plan(context, event), "", changes))
    return PAGE.finding(context, span, message, Offer(f"Leave {name} out", "import", outcome), severity=Severity.ERROR)


def _plan(context: Context, event: Called) -> Plan:
    statement = context.statement(event.id, event.node)
    if not isinstance(statement, ast.Expr) or statement.value is not event.node:
        raise Refusal("its call is used in an expression")
    if not all(is_simple(argument) for argument in (*event.node.args, *(k.value for k in event.node.keywords))):
        raise Refusal("what it is given is made on the spot")
    if any(keyword.arg in ("output", None) for keyword in event.node.keywords):
        raise Refusal("what it writes may be kept elsewhere")
    plan = Plan()
    plan.deleted.add(context.span(event.id[0], statement))
    context.release(plan, event.node.func)
    return plan


EXAMPLES = (
    Example(
        "a job needs no monitor to be waited for",
        """\
from qiskit import QuantumCircuit
from qiskit.tools.monitor import job_monitor
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.x(0)
qc.save_statevector()
jobs = [AerSimulator().run(qc) for attempt in range(2)]
for job in jobs:
    job_monitor(job, interval=2)
ones = [job.result().get_statevector().data[1].real for job in jobs]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1)
qc.x(0)
qc.save_statevector()
jobs = [AerSimulator().run(qc) for attempt in range(2)]
for job in jobs:
    pass
ones = [job.result().get_statevector().data[1].real for job in jobs]
"""
        },
    ),
    Example(
        "a status that the program asks for may be an earlier one",
        """\
from qiskit.tools.monitor import backend_overview, job_monitor
from laboratory import job

backend_overview()
job_monitor(job)
print(job.status())
""",
        {
            "auto": """\
from laboratory import job

print(job.status())
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a job that is made for the monitor has to be made all the same",
        "from qiskit.tools.monitor import job_monitor\nfrom laboratory import submit\n\njob_monitor(submit())\n",
        finding=True,
        because="what it is given is made on the spot",
    ),
    LeaveAlone(
        "where the import may fail the program has another way",
        "try:\n    from qiskit.tools.monitor import job_monitor\nexcept ImportError:\n    job_monitor = print\n\n"
        "from laboratory import job\n\njob_monitor(job)\n",
    ),
    LeaveAlone(
        "what it writes into a file is kept",
        "from qiskit.tools.monitor import job_monitor\nfrom laboratory import job, notes\n\n"
        "job_monitor(job, output=notes)\n",
        finding=True,
        because="what it writes may be kept elsewhere",
    ),
    LeaveAlone("another monitor", "import qiskit\nfrom factory import job_monitor\n\njob_monitor(3)\n"),
)
