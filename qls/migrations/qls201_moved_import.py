"""Imports of what moved or went

What it does
    `Aer` and `qiskit.providers.aer`, `qiskit.tools.visualization`, `qiskit.extensions` and others are gone from their
    old modules since Qiskit 1.0. An import of a removed name stops the program even where the name is never used.

What replaces it
    The same name in its new module: `from qiskit_aer import Aer`, `from qiskit.visualization import plot_histogram`. A
    name that nothing reads is left out.

What changes in your results
    Nothing.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from qls.catalogue import links
from qls.catalogue.symbols import SYMBOLS, Symbol
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context, Refusal
from qls.migrations.findings import Page, fix_of, hover
from qls.migrations.qls202_fake_backend import is_fake
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.rewriting.plan import Symbol as Import
from qls.semantics.facts import Imported, Named
from qls.syntax.text import Position, Range

CODE = "QLS201"
NAME = "moved-import"
SINCE = "deprecated in Qiskit 0.46, removed in 1.0"
LINK = f"{links.FEATURES}#other-migration-tips"
DESTINATIONS = ("auto",)
# What moved name by name, and behaves as before (V: every target is importable in 2.6.2 and 0.18.2).
_MOVED = (
    "qiskit.Aer",
    "qiskit.providers.aer",
    "qiskit.tools.visualization",
    "qiskit.tools.parallel",
    "qiskit.extensions",
)
# Names whose calls have findings of their own.
_SAID_ELSEWHERE = {"qiskit.execute", "qiskit.execute_function.execute", "qiskit.BasicAer", "qiskit.IBMQ",
                   "qiskit.assemble", "qiskit.compiler.assemble", "qiskit.providers.ibmq.IBMQ"}  # fmt: skip
# Packages whose uses have findings of their own.
_SAID = ("qiskit.tools.monitor", "qiskit.primitives", "qiskit_aer.primitives", "qiskit_ibm", "qiskit.providers.basicaer",
         "qiskit.providers.ibmq")  # fmt: skip
# Modules whose import only had a side effect on notebooks, and nothing replaces it.
_SIDE_EFFECTS = {"qiskit.tools.jupyter"}


_USED_OTHERWISE = "what takes its place is used in another way"


def find(context: Context) -> Iterator[Finding]:
    statements: dict[int, list[Imported]] = defaultdict(list)
    for event in context.facts.imports.values():
        if not event.guarded:
            statements[id(event.statement)].append(event)
    for events in statements.values():
        yield from _of_statement(context, events)
    for named in context.facts.named.values():
        yield from _of_attribute(context, named)


def _of_attribute(context: Context, named: Named) -> Iterator[Finding]:
    """``qk.Aer``, ``qiskit.tools.visualization.plot_histogram``: a name that is reached through its module."""
    symbol = None if named.guarded or not named.name.startswith(_MOVED) else SYMBOLS.get(named.name)
    target = None if symbol is None else _new_name(named.name, symbol)
    if symbol is None or target is None or _is_module(symbol) or not _is_gone(context, symbol):
        return
    module, _, name = target.rpartition(".")
    around = context.program.in_fstring(named.id, named.node)

    def make() -> tuple[Plan, str, str]:
        if around is not None:
            raise Refusal("the name stands inside an f-string")
        plan = Plan()
        plan.replace(context.span(named.id[0], named.node), Import(module, name))
        context.release(plan, named.node)
        return plan, "", ""

    outcome = context.once(("attribute", named.id), make)
    span = context.program.range(named.id) if around is None else context.span(named.id[0], around)
    message = f"`{name}` is no longer in `{named.name.rpartition('.')[0]}`: import it from `{module}`."
    title = "Import from where it is now"
    fixes = (fix_of(context, outcome, title, "import", ((CODE, span),)),) if outcome.verdict.offered else ()
    severity = _severity(context, symbol)
    page = Page(CODE, NAME, symbol.link, "nothing.")
    words = hover(context, page, message, fixes, outcome.verdict.reason)
    yield Finding(CODE, NAME, message, severity, span, severity is Severity.WARNING, symbol.link, fixes, (), words)


def _of_statement(context: Context, events: list[Imported]) -> Iterator[Finding]:
    plan = Plan()
    words: list[tuple[Imported, str, Symbol | None]] = []
    for event in events:
        said = _plan_for(context, event, plan)
        if said is not None:
            words.append((event, *said))
    if not words:
        return
    removes = tuple(
        (CODE, _range(context, event))
        for event, _, _ in words
        if event.bound in {*plan.moved, *plan.released, "*"} or not isinstance(event.statement, ast.ImportFrom)
    )

    def make() -> tuple[Plan, str, str]:  # anew: what was planned before is where it was before
        plan = Plan()
        for event in events:
            _plan_for(context, event, plan)
        return plan, "", ""

    outcome = context.once(("import", events[0].id), make)
    for event, message, symbol in words:
        severity = _severity(context, symbol)
        link = symbol.link if symbol is not None else LINK
        page = Page(CODE, NAME, link, "nothing.")
        title = "Import from where it is now" if plan.moved or plan.replaced else "Leave the import out"
        mended = event.bound in plan.moved or event.bound in plan.released or plan.deleted
        offered = outcome.verdict.offered and (mended or bool(plan.replaced))
        fixes = (fix_of(context, outcome, title, "import", removes),) if offered else ()
        span = _range(context, event)
        yield Finding(
            CODE,
            NAME,
            message,
            severity,
            span,
            severity is Severity.WARNING,
            link,
            fixes,
            (),
            hover(context, page, message, fixes, outcome.verdict.reason or ("" if fixes else _USED_OTHERWISE)),
        )


def _plan_for(context: Context, event: Imported, plan: Plan) -> tuple[str, Symbol | None] | None:
    """Add what mends one imported name; the message and the fact, None where there is nothing to say."""
    statement = event.statement
    if isinstance(statement, ast.Import):
        return _plan_for_module(context, event, plan)
    if event.bound == "*":
        return _plan_for_star(context, event, plan)
    symbol = _symbol(event.name)
    if symbol is None or is_fake(event.name) or not _is_gone(context, symbol):
        return None
    target = _new_name(event.name, symbol)
    if target is not None:
        module, _, name = target.rpartition(".")
        plan.moved[event.bound] = (module, name)
        if not module.startswith("qiskit."):  # an import of another package, for nothing, could fail
            plan.released.add(event.bound)
        old = event.name.rpartition(".")[0]
        return f"`{event.bound}` is no longer in `{old}`: import it from `{module}`.", symbol
    if context.is_read(event.bound):
        if symbol.name.startswith(_SAID) or symbol.name in _SAID_ELSEWHERE:
            return None
        instead = f": see `{symbol.replacement}`" if symbol.replacement else ", with nothing in its place"
        return f"`{symbol.name}` was removed in Qiskit {symbol.removed}{instead}.", symbol
    plan.released.add(event.bound)
    return f"`{event.bound}` was removed in Qiskit {symbol.removed}, and nothing here reads it: leave it out.", symbol


def _plan_for_module(context: Context, event: Imported, plan: Plan) -> tuple[str, Symbol | None] | None:
    if event.name in _SIDE_EFFECTS and len(event.statement.names) == 1:
        symbol = SYMBOLS.get(event.name)
        if symbol is not None and _is_gone(context, symbol):
            plan.deleted.add(context.span(event.id[0], event.statement))
            return f"`{event.name}` was removed in Qiskit {symbol.removed}: leave it out.", symbol
    alias = next(a for a in event.statement.names if a.name == event.name)
    symbol = _symbol(event.name)
    if symbol is None or alias.asname is None or not _is_gone(context, symbol):
        return None
    target = _new_name(event.name, symbol)
    if target is None:
        return None
    start = context.program.range(event.id).start
    plan.replace(Range(start, Position(start.line, start.column + len(event.name))), target)
    return f"`{event.name}` is now `{target}`.", symbol


def _plan_for_star(context: Context, event: Imported, plan: Plan) -> tuple[str, Symbol | None] | None:
    if event.name == "qiskit":
        return _plan_for_names_of_star(context, plan)
    symbol = SYMBOLS.get(event.name)
    if event.name in _SIDE_EFFECTS and symbol is not None and _is_gone(context, symbol):
        plan.deleted.add(context.span(event.id[0], event.statement))
        return f"`{event.name}` was removed in Qiskit {symbol.removed}: leave it out.", symbol
    target = None if symbol is None else _new_name(event.name, symbol)
    if symbol is None or target is None or not _is_gone(context, symbol):
        return None
    span = context.span(event.id[0], event.statement)
    text = context.text(span)
    at = text.find(event.name)
    if at < 0 or "\n" in text[:at]:
        return None
    start = Position(span.start.line, span.start.column + at)
    plan.replace(Range(start, Position(start.line, start.column + len(event.name))), target)
    return f"`{event.name}` is now `{target}`.", symbol


def _plan_for_names_of_star(context: Context, plan: Plan) -> tuple[str, Symbol | None] | None:
    """``from qiskit import *`` brings no ``Aer`` any more: it is imported by name in front of its first use."""
    symbol, local = SYMBOLS["qiskit.Aer"], "Aer"
    if local in context.imported or not _is_gone(context, symbol) or context.binds(local):
        return None
    loads = [span for span in context.loads(local) if context.text(span) == local]  # an f-string tells other places
    if not loads:
        return None
    if not context.in_broken(local):
        plan.replaced[loads[0]] = (Import("qiskit_aer", local),)
    return f"`{local}` is no longer in `qiskit`: import it from `qiskit_aer`.", symbol


def _symbol(name: str) -> Symbol | None:
    """The fact for a name, or for the module that it is in."""
    while name.count(".") and name not in SYMBOLS:
        name = name.rpartition(".")[0]
    return SYMBOLS.get(name)


def _new_name(name: str, symbol: Symbol) -> str | None:
    """Where the name is now, under the same last part; None where it is nowhere."""
    if not symbol.name.startswith(_MOVED) or not symbol.replacement.startswith("qiskit"):
        return None
    target = symbol.replacement + name[len(symbol.name) :]
    kept = target.rpartition(".")[2] == name.rpartition(".")[2]
    return target if target not in _NOT_THERE and (kept or _is_module(symbol)) else None


# What the new modules do not have, of what the old ones had (V: 2.6.2, 0.18.2).
_NOT_THERE = {"qiskit_aer.PulseSimulator", "qiskit_aer.extensions"}


def _is_module(symbol: Symbol) -> bool:
    return symbol.replacement.rpartition(".")[2].islower() and symbol.name.rpartition(".")[2].islower()


def _is_gone(context: Context, symbol: Symbol) -> bool:
    package = "qiskit" if symbol.package == "qiskit-terra" else symbol.package
    if not symbol.removed:
        return False
    return context.environment.at_least(package, symbol.deprecated or symbol.removed)


def _severity(context: Context, symbol: Symbol | None) -> Severity:
    if symbol is not None and not context.environment.at_least(symbol.package, symbol.removed):
        return Severity.WARNING
    return Severity.ERROR


def _range(context: Context, event: Imported) -> Range:
    return context.program.range(event.id)


EXAMPLES = (
    Example(
        "names are imported from where they are now, the unused one not at all",
        """\
from qiskit import QuantumCircuit, Aer, execute
from qiskit.providers.aer.noise import NoiseModel, depolarizing_error
from qiskit.tools.visualization import plot_histogram
import qiskit.tools.jupyter

model = NoiseModel()
model.add_all_qubit_quantum_error(depolarizing_error(0.1, 1), ["h"])
names = sorted(str(b) for b in Aer.backends())[:0]
gates = model.basis_gates[:0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer
from qiskit_aer.noise import NoiseModel, depolarizing_error
from qiskit.visualization import plot_histogram

model = NoiseModel()
model.add_all_qubit_quantum_error(depolarizing_error(0.1, 1), ["h"])
names = sorted(str(b) for b in Aer.backends())[:0]
gates = model.basis_gates[:0]
"""
        },
    ),
    Example(
        "a name that a whole module brings, or that is reached through it, is imported by name",
        """\
from qiskit import *
import qiskit as qk

qc = QuantumCircuit(1)
qc.h(0)
simulator = Aer.get_backend("aer_simulator")
other = qk.Aer.get_backend("aer_simulator")
one, two = transpile(qc, simulator), qk.transpile(qc, other)
""",
        {
            "auto": """\
from qiskit import *
from qiskit_aer import Aer
import qiskit as qk

qc = QuantumCircuit(1)
qc.h(0)
simulator = Aer.get_backend("aer_simulator")
other = Aer.get_backend("aer_simulator")
one, two = transpile(qc, simulator), qk.transpile(qc, other)
"""
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a name of the program's own hides the one of the module",
        "from qiskit import *\n\n\nclass Aer:\n    pass\n\n\nsimulator = Aer()\n",
    ),
    LeaveAlone("another module's name is reached", "import another as qk\n\nsimulator = qk.Aer.get_backend('a')\n"),
    LeaveAlone(
        "the import is guarded",
        "try:\n    from qiskit import Aer\nexcept ImportError:\n    from qiskit_aer import Aer\n",
    ),
    LeaveAlone(
        "the import is today's", "from qiskit_aer import Aer\nfrom qiskit.visualization import plot_histogram\n"
    ),
    LeaveAlone("another package has the name", "from cirq import Aer\n"),
    LeaveAlone(
        "what replaces opflow is used in another way",
        "from qiskit.opflow import X, Z\n\nobservable = X ^ Z\n",
        finding=True,
    ),
)
