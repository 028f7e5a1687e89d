"""Jobs that are looked up again

What it does
    `backend.retrieve_job(id)`, `provider.retrieve_job(id)`, `provider.backend.retrieve_job(id)` and
    `provider.runtime.job(id)` belonged to the providers before qiskit-ibm-runtime; `backend.jobs()` too.

What replaces it
    `service.job(id)` and `service.jobs(backend_name=...)`; a backend has its service as `backend.service`.

What changes in your results
    Another platform, which has none of the jobs of the old one. A job of a primitive gives a result of V2: its counts
    are read by `job.result()[0].data.meas.get_counts()`, which nothing here can tell of a stored job.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Piece, Plan
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.values import Backend

_CHANGES = (
    "The job is looked up on IBM's current platform, which has none of the jobs of the old one, and its result is read"
    " as V2 has it."
)
PAGE = Page(
    "QLS602",
    "stored-job",
    since="gone with qiskit-ibmq-provider and qiskit-ibm-provider",
    link=links.IBMQ,
    changes=_CHANGES,
)
_THROUGH = {"backend", "backends", "runtime", "jobs"}  # what stood between a provider and its jobs


def find(context: Context) -> Iterator[Finding]:
    for events in context.facts.called.values():
        event = events[0]
        method = _method(event)
        if method and not event.guarded:
            yield _finding(context, event, method)


def _method(event: Called) -> str:
    """The method that looks jobs up; empty where the call is none."""
    func = event.node.func
    if not isinstance(func, ast.Attribute):
        return ""
    if event.name == "provider.ibm.retrieve_job":
        return "retrieve_job"
    if not event.arguments or not all(isinstance(a, Backend) and a.family == "ibm" for a in event.arguments[0]):
        return ""
    if event.name == "backend.job":
        return "runtime.job" if _end(func.value) == "runtime" else ""
    return event.name.removeprefix("backend.") if event.name in ("backend.retrieve_job", "backend.jobs") else ""


def _end(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def _finding(context: Context, event: Called, method: str) -> Finding:
    span = context.program.range(event.id)
    instead = "service.jobs(backend_name=...)" if method == "jobs" else "service.job(id)"
    message = f"`{method}` asks IBM's old platform, which is closed: use `{instead}`."
    outcome = context.once(("stored", event.id), lambda: (_plan(context, event, method), "", _CHANGES))
    offer = Offer("Look the job up on IBM's current platform", "job", outcome)
    return PAGE.finding(context, span, message, offer, severity=Severity.ERROR)


def _plan(context: Context, event: Called, method: str) -> Plan:
    if method == "jobs":
        raise Refusal("what is asked of the jobs has other names in service.jobs")
    func = event.node.func
    assert isinstance(func, ast.Attribute)
    serial, owner = event.id[0], func.value
    service = event.name.startswith("backend.retrieve")
    if not service and isinstance(owner, ast.Attribute) and owner.attr in _THROUGH:
        owner = owner.value
    pieces: list[Piece] = [context.span(serial, owner), ".service.job" if service else ".job"]
    plan = Plan()
    plan.replace(context.span(serial, func), *pieces)
    return plan


EXAMPLES = (
    Example(
        "a job is looked up by its service",
        """\
from qiskit import IBMQ

provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
job = backend.retrieve_job("c123")
other = provider.backend.retrieve_job("c124")
third = provider.runtime.job("c125")
""",
        {
            "auto": """\
from qiskit_ibm_runtime import QiskitRuntimeService

provider = QiskitRuntimeService()
backend = provider.backend("ibmq_lima")
job = backend.service.job("c123")
other = provider.job("c124")
third = provider.job("c125")
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a job of today's service",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\njob = QiskitRuntimeService().job('d1')\n",
    ),
    LeaveAlone(
        "another archive has jobs too",
        "import qiskit\nfrom archive import backend\n\njob = backend.retrieve_job('1')\n",
    ),
    LeaveAlone(
        "what is asked of all jobs has other names today",
        "from qiskit import IBMQ\n\nbackend = IBMQ.load_account().get_backend('ibmq_lima')\n"
        "jobs = backend.jobs(limit=5, status='DONE')\n",
        finding=True,
        because="what is asked of the jobs has other names in service.jobs",
    ),
)
