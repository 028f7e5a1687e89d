"""Sessions are opened by `Session` or `Batch`

What it does
    `backend.open_session()` of IBM's backends kept a computer for the calls of `backend.run` that followed. It was
    deprecated in qiskit-ibm-runtime 0.23 and removed in 0.35, with `run` itself.

What replaces it
    `with Session(backend=backend):`, or `Batch` for jobs that do not wait for each other. A primitive that is made in
    the block on the same backend runs in it.

What changes in your results
    Nothing in the counts; but sessions are no part of the Open Plan, where such a job fails: there, use `Batch`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context, Refusal
from qls.report import Finding
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.values import Backend

PAGE = Page(
    "QLS501",
    "open-session",
    since="deprecated in qiskit-ibm-runtime 0.23, removed in 0.35",
    link=f"{links.PROVIDER}#example-use-sessions",
    changes="nothing in the counts.",
    gone=("qiskit-ibm-runtime", "0.35"),
)
_CHANGES = {
    "Session": "The jobs run in a session of qiskit-ibm-runtime, which the Open Plan does not have.",
    "Batch": "The jobs run in a batch of qiskit-ibm-runtime: IBM's service may run them side by side.",
}


def find(context: Context) -> Iterator[Finding]:
    for events in context.facts.called.values():
        event = events[0]
        if event.name == "backend.open_session" and _is_ibm(event) and not event.guarded:
            yield _finding(context, event)


def _is_ibm(event: Called) -> bool:
    return all(isinstance(atom, Backend) and atom.family == "ibm" for atom in event.arguments[0])


def _finding(context: Context, event: Called) -> Finding:
    span = context.program.range(event.id)
    outcomes = {
        name: context.once((name, event.id), lambda name=name: (_plan(context, event, name), "", _CHANGES[name]))  # type: ignore[misc]  # a default binds the loop's name, and mypy infers no type for it
        for name in _CHANGES
    }
    offers = [Offer(f"Open a {name} of qiskit_ibm_runtime", "import", each) for name, each in outcomes.items()]
    message = "`open_session` was removed in qiskit-ibm-runtime 0.35: use `with Session(backend=backend):`."
    return PAGE.finding(context, span, message, *offers)


def _plan(context: Context, event: Called, name: str) -> Plan:
    node, serial = event.node, event.id[0]
    assert isinstance(node.func, ast.Attribute)
    if not isinstance(next(context.program.lineage(serial, node), None), ast.withitem):
        raise Refusal("the session is not opened by `with`, so each primitive would have to be told of it")
    if len(node.args) > 1 or any(k.arg != "max_time" for k in node.keywords):
        raise Refusal("the session is opened with more than its longest time")
    plan = Plan()
    time = [*node.args, *(k.value for k in node.keywords)]
    pieces: list[Piece] = [", max_time=", context.span(serial, time[0])] if time else []
    backend = context.span(serial, node.func.value)
    plan.replace(context.span(serial, node), Symbol("qiskit_ibm_runtime", name), "(backend=", backend, *pieces, ")")
    return plan


EXAMPLES = (
    Example(
        "a block of runs is a block of primitives in a session",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
with backend.open_session(max_time="20m") as session:
    job = backend.run(transpile(qc, backend), shots=100)
    counts = job.result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService, Session
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
qc = QuantumCircuit(1)
qc.x(0)
qc.measure_all()
with Session(backend=backend, max_time="20m") as session:
    job = SamplerV2(mode=backend).run([transpile(qc, backend)], shots=100)
    counts = job.result()[0].data.meas.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a session that is not opened by with has to be told to each primitive",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\nbackend = QiskitRuntimeService().backend('ibm_brisbane')\n"
        "session = backend.open_session()\nbackend.close_session()\n",
        finding=True,
        because="the session is not opened by `with`, so each primitive would have to be told of it",
    ),
    LeaveAlone(
        "another library opens sessions",
        "import qiskit\nfrom database import backend\n\nwith backend.open_session() as session:\n    pass\n",
    ),
    LeaveAlone(
        "a session of today",
        "from qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime import Session\n\n"
        "with Session(backend=AerSimulator()) as session:\n    pass\n",
    ),
)
