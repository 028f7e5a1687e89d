"""The status of a job on IBM's computers is a string

What it does
    `job.status()` of a job of V2 primitives on IBM's computers gives a string, `"DONE"`, where that of V1, and of a
    simulator's job, gives a `JobStatus`. Compared with `JobStatus.DONE` it is never equal, and a loop that waits for
    that never ends; `job.status().name` raises AttributeError.

What replaces it
    `job.done()`, `job.running()`, `job.cancelled()`, `job.errored()` and `job.in_final_state()`, which every job has.

What changes in your results
    The comparison is true once the job is there. IBM's computers cannot be asked here, so the fix is an unsafe one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.catalogue.families import LOCAL
from qls.catalogue.members import JOB
from qls.planning.findings import Offer, Page
from qls.planning.sampling.job_status import ask_status
from qls.planning.workbench import Context
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Called

_CHANGES = "The comparison was never true, and is from now on."
PAGE = Page(
    "QLS904",
    "job-status",
    since="of jobs of V2 primitives, since qiskit-ibm-runtime 0.25",
    link=links.PRIMITIVES,
    changes=_CHANGES,
)
_STATUS = {f"{job}.status" for job in (f"{JOB}()", *roles.COMPUTER_JOBS)}


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit-ibm-runtime", "0.28"):
        return
    for events in context.facts.called.values():
        event = next((each for each in events if each.name in _STATUS), None)
        if event is None or any(each.guarded for each in events) or not _takes_an_object(context, event):
            continue
        if any(made.family in LOCAL for made in context.facts.made.values()):
            continue  # the job of a simulator has a JobStatus still
        outcome = context.once(("job-status", event.id), lambda event=event: _plan(context, event))  # type: ignore[misc]  # a default binds the loop's name, and mypy infers no type for it
        message = "`status()` of a job on IBM's computers is a string since qiskit-ibm-runtime 0.25: use `job.done()`, or its like."
        offer = Offer("Ask the job itself", "result", outcome)
        yield PAGE.finding(context, context.program.range(event.id), message, offer, severity=Severity.ERROR)


def _plan(context: Context, event: Called) -> tuple[Plan, str, str]:
    plan = Plan()
    ask_status(context, event, plan)
    return plan, "", _CHANGES


def _takes_an_object(context: Context, event: Called) -> bool:
    """True where the status is compared with a ``JobStatus``, or asked for its name."""
    parent = context.program.parents(event.id[0]).get(event.node)
    if isinstance(parent, ast.Attribute):
        return parent.attr in ("name", "value")
    compared = [parent.left, *parent.comparators] if isinstance(parent, ast.Compare) else []
    parts = [part for each in compared if each is not event.node for part in ast.walk(each)]
    return any(isinstance(part, (ast.Name, ast.Attribute)) and _names_it(part) for part in parts)


def _names_it(node: ast.Name | ast.Attribute) -> bool:
    return (node.id if isinstance(node, ast.Name) else node.attr) == "JobStatus"


EXAMPLES = (
    Example(
        "a job is asked itself",
        """\
from time import sleep

from qiskit.providers import JobStatus
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
job = SamplerV2(mode=service.backend("ibm_brisbane")).run([])
while job.status() != JobStatus.DONE:
    print(f"{job.status().name} now")
    sleep(5)
for other in service.jobs(limit=3):
    print("failed" if other.status() is JobStatus.ERROR else other.status())
""",
        {
            "auto": """\
from time import sleep

from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
job = SamplerV2(mode=service.backend("ibm_brisbane")).run([])
while not job.done():
    print(f"{job.status()} now")
    sleep(5)
for other in service.jobs(limit=3):
    print("failed" if other.errored() else other.status())
"""
        },
        old="",
        unsafe=True,
    ),
)

_HEAD = (
    "from qiskit.providers import JobStatus\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n\n"
    "job = QiskitRuntimeService().job('id')\n"
)
LEAVE_ALONE = (
    LeaveAlone("the status is compared with a string", _HEAD + "print(job.status() == 'DONE', JobStatus.DONE)\n"),
    LeaveAlone(
        "the job of a simulator has a JobStatus",
        "from qiskit.providers import JobStatus\nfrom qiskit_aer import AerSimulator\n"
        "from qiskit_ibm_runtime.executor_sampler import SamplerV2\n\n"
        "job = SamplerV2(mode=AerSimulator()).run([])\nprint(job.status() == JobStatus.DONE)\n",
    ),
    LeaveAlone(
        "several statuses are asked for at once",
        _HEAD + "print(job.status() in (JobStatus.DONE, JobStatus.ERROR))\n",
        finding=True,
        because="the job's status is kept, and a job of IBM's tells it as a string",
    ),
)
