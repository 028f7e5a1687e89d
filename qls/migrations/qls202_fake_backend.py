"""Fake backends

What it does
    The fake backends of `qiskit.providers.fake_provider` and `qiskit.test.mock` were removed from Qiskit in 1.0.

What replaces it
    Those of `qiskit_ibm_runtime.fake_provider`, most of them under their name with `V2`, and `GenericBackendV2` of
    Qiskit for the ones that imitated no device.

What changes in your results
    The noise: it is that of the snapshot which qiskit-ibm-runtime ships. For 33 of 40 devices that is the same one, and
    all that differs is that a readout goes wrong as often for 0 as for 1. The backend is a `BackendV2`. So the fix is an
    unsafe one, and a backend that only `GenericBackendV2` can stand in for is only explained.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from functools import partial

from qls.cases import Example, LeaveAlone
from qls.catalogue import atlas, roles
from qls.catalogue import fake_backends as fakes
from qls.planning.findings import Offer, Page
from qls.planning.sampling.backends import methods_called, names_as_attributes
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.qiskit.facts import Imported, Named
from qls.syntax.text import Range

_SAME_NOISE = (
    "The gates have the same noise; a readout goes wrong as often for 0 as for 1 now, at the mean of both. The backend is"
    " a BackendV2."
)
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
_GENERIC = "qiskit.providers.fake_provider"
_WHERE = f" of `{fakes.NEW_MODULE}`"
_GENERIC_CHANGES = "The backend has that device's gates and couplings; its error rates and durations are made up."
_LINE = 88  # characters of a line of couplings, behind its indentation


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


def _changes(context: Context, name: str, bound: str = "") -> str:
    """What changes where ``name`` is made today, and which methods of the backend are none any more (V: FakeManilaV2 of qiskit-ibm-runtime 0.51)."""
    if bound and _is_idle(context, bound):
        return ""
    asked = {each.name.removeprefix("backend.") for each, family in methods_called(context) if family == "fake"}
    gone = " and ".join(f"`{name}()`" for name in sorted(asked & {"defaults", "provider", "version"}))
    changes = _SAME_NOISE if name in fakes.RENAMED and name not in fakes.OTHER_SNAPSHOT else _CHANGES
    return f"{changes} {gone} of the backend is no method any more, and yours to replace." if gone else changes


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "0.46"):
        return
    yield from _through_modules(context)
    for event in context.facts.imports.values():
        name = event.name.rpartition(".")[2]
        if event.guarded or event.bound == "*" or not fakes.is_fake(event.name):
            continue
        outcome = context.once(("fake", event.id), partial(_of_import, context, event))
        yield _finding(context, name, context.program.range(event.id), outcome)


def _of_import(context: Context, event: Imported) -> tuple[Plan, str, str]:
    name = event.name.rpartition(".")[2]
    if name in fakes.DEVICES:
        return _as_generic(context, event.bound, name), "", _GENERIC_CHANGES
    return _plan(context, event), "", _changes(context, name, event.bound)


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
        loads = context.spelled(name)
        if loads:
            outcome = context.once(("fake", event.id, name), partial(_plan_for_star, context, name))
            yield _finding(context, name, loads[0], outcome)


def _finding(context: Context, name: str, span: Range, outcome: Outcome) -> Finding:
    instead = _successor(name) or f"GenericBackendV2(num_qubits={fakes.GENERIC.get(name, '...')})"
    message = f"`{name}` was removed from Qiskit in 1.0: use `{instead}`{_WHERE if _successor(name) else ''}."
    title = "Make it as GenericBackendV2" if name in fakes.DEVICES else "Import it from qiskit_ibm_runtime"
    return PAGE.finding(context, span, message, Offer(title, "import", outcome))


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


def _as_generic(context: Context, bound: str, name: str) -> Plan:
    """A device that no package has today, as a ``GenericBackendV2`` with its gates and couplings.

    Raises:
        Refusal: something is asked of it that such a backend answers otherwise, or not at all.
    """
    plan = Plan()
    calls = [(each, each.node.func) for each in context.facts.made.values()]
    made = [each for each, func in calls if isinstance(func, ast.Name) and func.id == bound]
    if len(made) != len(context.loads(bound)) or any(each.node.args or each.node.keywords for each in made):
        raise Refusal(f"{bound} is used other than called without arguments")
    for each in made:
        asked = {event.what for event in context.facts.asked.get(each.id, ())} - roles.SAYS_WHAT_IT_IS - {"run", "name"}
        if asked:
            raise Refusal(f"the backend's {min(asked)} is read, which GenericBackendV2 answers otherwise or not at all")
        made_as = textwrap.indent(_arguments(name), " " * context.statement(each.id, each.node).col_offset).lstrip()
        plan.replace(context.span(each.id[0], each.node), Symbol(_GENERIC, "GenericBackendV2"), made_as)
    plan.released.add(bound)
    names_as_attributes(context, plan, "fake")
    return plan


def _arguments(name: str) -> str:
    qubits, gates, pairs = fakes.DEVICES[name]
    ends = [pair.split("-") for pair in pairs]
    both = sorted({(int(a), int(b)) for a, b in [*ends, *map(reversed, ends)]})
    couplings = textwrap.fill(", ".join(f"({a},\0{b})" for a, b in both), _LINE).replace("\0", " ")
    lines = textwrap.indent(couplings, "        ")
    named = ", ".join(f'"{gate}"' for gate in gates)
    return f"(\n    {qubits},\n    basis_gates=[{named}],\n    coupling_map=[\n{lines},\n    ],\n)"


def _plan_for_attribute(context: Context, named: Named) -> tuple[Plan, str, str]:
    successor = _known_successor(named.name.rpartition(".")[2])
    plan = Plan()
    plan.replace(context.span(named.id[0], named.node), Symbol(fakes.NEW_MODULE, successor))
    context.release(plan, named.node)
    names_as_attributes(context, plan, "fake")
    return plan, "", _changes(context, named.name.rpartition(".")[2])


def _plan_for_star(context: Context, name: str) -> tuple[Plan, str, str]:
    successor = _known_successor(name)
    if context.in_broken(name):
        raise Refusal("a statement that may use it is half typed")
    plan = Plan()
    for load in context.spelled(name):
        plan.replace(load, Symbol(fakes.NEW_MODULE, successor))
    names_as_attributes(context, plan, "fake")
    return plan, "", _changes(context, name)


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
    Example(
        "a fake device that no package has is made with its gates and couplings",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit.providers.fake_provider import FakeTokyo


def device():
    return FakeTokyo()


qc = QuantumCircuit(2)
qc.cx(0, 1)
gates = transpile(qc, device(), initial_layout=[0, 1], optimization_level=0).count_ops()["cx"]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.providers.fake_provider import GenericBackendV2


def device():
    return GenericBackendV2(
        20,
        basis_gates=["u1", "u2", "u3", "cx", "id"],
        coupling_map=[
            (0, 1), (0, 5), (1, 0), (1, 2), (1, 6), (1, 7), (2, 1), (2, 6), (3, 8), (4, 8), (4, 9),
            (5, 0), (5, 6), (5, 10), (5, 11), (6, 1), (6, 2), (6, 5), (6, 7), (6, 10), (6, 11),
            (7, 1), (7, 6), (7, 8), (7, 12), (8, 3), (8, 4), (8, 7), (8, 9), (8, 12), (8, 13),
            (9, 4), (9, 8), (10, 5), (10, 6), (10, 11), (10, 15), (11, 5), (11, 6), (11, 10),
            (11, 12), (11, 16), (11, 17), (12, 7), (12, 8), (12, 11), (12, 13), (12, 16), (13, 8),
            (13, 12), (13, 14), (13, 18), (13, 19), (14, 13), (14, 18), (14, 19), (15, 10),
            (15, 16), (16, 11), (16, 12), (16, 15), (16, 17), (17, 11), (17, 16), (17, 18),
            (18, 13), (18, 14), (18, 17), (19, 13), (19, 14),
        ],
    )


qc = QuantumCircuit(2)
qc.cx(0, 1)
gates = transpile(qc, device(), initial_layout=[0, 1], optimization_level=0).count_ops()["cx"]
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
        because="FakeTokyo is used other than called without arguments",
    ),
    LeaveAlone(
        "a fake device that no package has is asked for its configuration",
        "from qiskit.test.mock import FakeTokyo\n\nqubits = FakeTokyo().configuration().n_qubits\n",
        finding=True,
        because="the backend's configuration is read, which GenericBackendV2 answers otherwise or not at all",
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
        "from qiskit.test.mock import FakeRueschlikon\n\nbackend = FakeRueschlikon()\n",
        finding=True,
        because="no device of qiskit_ibm_runtime has its name, and another one answers otherwise",
    ),
)
