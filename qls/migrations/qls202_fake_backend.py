"""Fake backends

What it does
    The fake backends of `qiskit.providers.fake_provider` and `qiskit.test.mock` were removed from Qiskit in 1.0.

What replaces it
    Those of `qiskit_ibm_runtime.fake_provider`, most of them under their name with `V2`, and `GenericBackendV2` of
    Qiskit for the ones that imitated no device.

What changes in your results
    The noise: it is that of the snapshot which qiskit-ibm-runtime ships. The backend is a `BackendV2`. So the fix is an
    unsafe one, and a backend that only `GenericBackendV2` can stand in for is only explained.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from qls.catalogue import atlas
from qls.catalogue import fake_backends as fakes
from qls.migrations.page import Example, LeaveAlone
from qls.planning.findings import Offer, Page
from qls.planning.sampling.backends import methods_called, names_as_attributes
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.facts import Imported, Named
from qls.syntax.text import Range

_CHANGES = "The noise is that of qiskit-ibm-runtime's snapshot of the device, and the backend is a BackendV2."
PAGE = Page(
    "QLS202",
    "fake-backend-moved",
    since="deprecated in Qiskit 0.46, removed in 1.0",
    link=fakes.LINK,
    changes=_CHANGES,
    gone=("qiskit", "1.0"),
)


_STARRED = fakes.UNCHANGED | fakes.RENAMED.keys() | fakes.GENERIC.keys()
_WHERE = f" of `{fakes.NEW_MODULE}`"


def _is_idle(context: Context, bound: str) -> bool:
    """True where every backend that is made by this name is only given another name, which nothing reads."""
    loads = context.loads(bound)
    calls = [(each, each.node.func) for each in context.facts.made.values()]
    made = [each for each, func in calls if isinstance(func, ast.Name) and func.id == bound]
    idle = 0
    for each in made:
        statement = context.statement(each.id, each.node)
        targets = statement.targets if isinstance(statement, ast.Assign) and statement.value is each.node else []
        idle += bool(targets) and all(isinstance(t, ast.Name) and not context.is_read(t.id) for t in targets)
    return len(loads) == len(made) == idle and context.environment.has("qiskit-ibm-runtime")


def _changes(context: Context, bound: str = "") -> str:
    """What changes, and which methods of the backend are none any more (V: FakeManilaV2 of qiskit-ibm-runtime 0.51)."""
    if bound and _is_idle(context, bound):
        return ""
    asked = {each.name.removeprefix("backend.") for each, family in methods_called(context) if family == "fake"}
    gone = " and ".join(f"`{name}()`" for name in sorted(asked & {"defaults", "provider", "version"}))
    return f"{_CHANGES} {gone} of the backend is no method any more, and yours to replace." if gone else _CHANGES


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "0.46"):
        return
    yield from _through_modules(context)
    for event in context.facts.imports.values():
        name = event.name.rpartition(".")[2]
        if event.guarded or event.bound == "*" or not fakes.is_fake(event.name):
            continue
        outcome = context.once(("fake", event.id), lambda event=event: (_plan(context, event), "", _changes(context, event.bound)))  # type: ignore[misc]
        yield _finding(context, name, context.program.range(event.id), outcome)


def _through_modules(context: Context) -> Iterator[Finding]:
    """``fake_provider.FakeManila``, and what a star import brought: each where it is read."""
    for named in context.facts.named.values():
        name = named.name.rpartition(".")[2]
        if not named.guarded and fakes.is_fake(named.name) and "(" not in named.name:
            outcome = context.once(("fake", named.id), partial(_plan_for_attribute, context, named))
            yield _finding(context, name, context.program.range(named.id), outcome)
    for event in context.facts.imports.values():
        if event.bound == "*" and not event.guarded and event.name in fakes.OLD_MODULES:
            yield from _of_star(context, event)


def _of_star(context: Context, event: Imported) -> Iterator[Finding]:
    for name in sorted(_STARRED | {name for name in atlas.names(event.name) if fakes.is_fake(f"{event.name}.{name}")}):
        if not context.mentions(name) or name in context.imported or context.binds(name):
            continue
        context.watch(name)
        loads = _loads(context, name)
        if loads:
            outcome = context.once(("fake", event.id, name), partial(_plan_for_star, context, name))
            yield _finding(context, name, loads[0], outcome)


def _loads(context: Context, name: str) -> list[Range]:
    return [span for span in context.loads(name) if context.text(span) == name]  # an f-string tells other places


def _finding(context: Context, name: str, span: Range, outcome: Outcome) -> Finding:
    instead = _successor(name) or f"GenericBackendV2(num_qubits={fakes.GENERIC.get(name, '...')})"
    message = f"`{name}` was removed from Qiskit in 1.0: use `{instead}`{_WHERE if _successor(name) else ''}."
    return PAGE.finding(context, span, message, Offer("Import it from qiskit_ibm_runtime", "import", outcome))


def _successor(name: str) -> str | None:
    return name if name in fakes.UNCHANGED else fakes.RENAMED.get(name)


def _known_successor(name: str) -> str:
    """Raises: Refusal, where a fake backend has none."""
    successor = _successor(name)
    if successor is None:
        raise Refusal("no device of qiskit_ibm_runtime has its name, and another one answers otherwise")
    return successor


def _plan(context: Context, event: Imported) -> Plan:
    plan = Plan()
    plan.moved[event.bound] = (fakes.NEW_MODULE, _known_successor(event.name.rpartition(".")[2]))
    names_as_attributes(context, plan, "fake")
    return plan


def _plan_for_attribute(context: Context, named: Named) -> tuple[Plan, str, str]:
    successor = _known_successor(named.name.rpartition(".")[2])
    plan = Plan()
    plan.replace(context.span(named.id[0], named.node), Symbol(fakes.NEW_MODULE, successor))
    context.release(plan, named.node)
    names_as_attributes(context, plan, "fake")
    return plan, "", _changes(context)


def _plan_for_star(context: Context, name: str) -> tuple[Plan, str, str]:
    successor = _known_successor(name)
    if context.in_broken(name):
        raise Refusal("a statement that may use it is half typed")
    plan = Plan()
    for load in _loads(context, name):
        plan.replace(load, Symbol(fakes.NEW_MODULE, successor))
    names_as_attributes(context, plan, "fake")
    return plan, "", _changes(context)


EXAMPLES = (
    Example(
        "a fake device that nothing runs on changes no answer",
        "from qiskit.providers.fake_provider import FakeManila\n\nbackend = FakeManila()\nanswer = 1\n",
        {
            "auto": "from qiskit_ibm_runtime.fake_provider import FakeManilaV2 as FakeManila\n\nbackend = FakeManila()\nanswer = 1\n"
        },
    ),
    Example(
        "a fake device keeps its local name",
        """\
from qiskit.providers.fake_provider import FakeManila

backend = FakeManila()
qubits, name = backend.configuration().n_qubits, backend.name()
""",
        {
            "auto": """\
from qiskit_ibm_runtime.fake_provider import FakeManilaV2 as FakeManila

backend = FakeManila()
qubits, name = backend.configuration().n_qubits, backend.name
"""
        },
        unsafe=True,
    ),
    Example(
        "a fake device is reached through its module, or brought by a star",
        """\
from qiskit.providers.fake_provider import *
from qiskit.providers import fake_provider

qubits = fake_provider.FakeManila().configuration().n_qubits
others = FakeVigo().configuration().n_qubits
""",
        {
            "auto": """\
from qiskit.providers.fake_provider import *
from qiskit_ibm_runtime.fake_provider import FakeManilaV2, FakeVigoV2

qubits = FakeManilaV2().configuration().n_qubits
others = FakeVigoV2().configuration().n_qubits
"""
        },
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a fake device is handed on",
        "from qiskit.test.mock import FakeTokyo\n\n\ndef device():\n    return FakeTokyo\n",
        finding=True,
        because="no device of qiskit_ibm_runtime has its name, and another one answers otherwise",
    ),
    LeaveAlone(
        "a fake backend of today is reached through its module",
        "from qiskit.providers import fake_provider\n\nbackend = fake_provider.GenericBackendV2(3)\n",
    ),
    LeaveAlone(
        "today's fake backends are where they should be",
        "from qiskit.providers.fake_provider import GenericBackendV2\n"
        "from qiskit_ibm_runtime.fake_provider import FakeManilaV2\n",
    ),
    LeaveAlone(
        "no device stands in for one that imitated none",
        "from qiskit.test.mock import FakeTokyo\n\nbackend = FakeTokyo()\n",
        finding=True,
        because="no device of qiskit_ibm_runtime has its name, and another one answers otherwise",
    ),
)
