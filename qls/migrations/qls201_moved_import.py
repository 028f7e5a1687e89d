"""Imports of what moved or went

What it does
    `Aer`, `BasicAer`, `execute`, `qiskit.providers.aer`, `qiskit.extensions`, `qiskit.tools`, `qiskit.pulse` and hundreds
    more names that some release had are gone, and some that people write were never there. An import of one stops the
    program even where the name is never used.

What replaces it
    The same object under its new path, where it has one: `from qiskit_aer import Aer`,
    `from qiskit.visualization import plot_histogram`. A name that nothing reads is left out. Algorithms, optimizers and
    their modules come from qiskit-algorithms, another package. For every other name the finding says since when it is
    gone, and what takes its place where something does. A class that only annotations name gives way to that of today.

What changes in your results
    Nothing.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from qls.cases import Example, LeaveAlone, qls201_left
from qls.cases.qls201_algorithms import ALGORITHMS
from qls.cases.qls201_annotations import ANNOTATIONS, LEFT
from qls.cases.qls201_passes import LEFT as LEFT_PASSES
from qls.cases.qls201_passes import PASSES
from qls.catalogue import atlas
from qls.catalogue.algorithms import MODULES
from qls.catalogue.fake_backends import is_fake
from qls.planning.findings import Offer, Page
from qls.planning.removed import modules as removed_modules
from qls.planning.removed.algorithms import is_old, is_there, on_instances, other_package, today
from qls.planning.removed.annotations import is_annotation, named_today
from qls.planning.removed.names import LINK as _LINK
from qls.planning.removed.names import Removed, message, removed
from qls.planning.removed.passes import is_pass, made_today
from qls.planning.removed.quoted import in_quotes
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.rewriting.plan import Symbol as Import
from qls.semantics.qiskit.facts import Imported, Named
from qls.syntax.text import Range

PAGE = Page(
    "QLS201",
    "moved-import",
    since="deprecated in Qiskit 0.46, removed in 1.0; others before and since",
    link=_LINK,
    changes="nothing.",
)
_MOVE, _LEAVE_OUT = "Import from where it is now", "Leave the import out"
_RENAME = "Name the class of today"
_MAKE = "Make the passes of today"


def find(context: Context) -> Iterator[Finding]:
    statements: dict[tuple[int, int], list[Imported]] = defaultdict(list)  # two with the same text share their nodes
    for event in context.facts.imports.values():
        if not event.guarded:
            statements[event.id[0], id(event.statement)].append(event)
    for events in statements.values():
        yield from _of_statement(context, events)
    yield from _of_attributes(context)
    for span, fact, outcome in in_quotes(context):
        yield _said(context, fact, span, outcome, _MOVE, PAGE.at(span), ())


def _known(context: Context, name: str) -> Removed | None:
    """What is known of a name that is gone, or going, with what is installed."""
    fact = removed(name)
    return fact if fact is not None and fact.severity(context.environment) is not None else None


# --- one import statement -----------------------------------------------------------------------------------------


def _of_statement(context: Context, events: list[Imported]) -> Iterator[Finding]:
    if isinstance(events[0].statement, ast.Import):
        yield from _of_modules(context, events)
    elif events[0].bound == "*":
        yield from _of_star(context, events[0])
    else:
        yield from _of_names(context, events)


def _of_names(context: Context, events: list[Imported]) -> Iterator[Finding]:
    """``from qiskit import Aer, BasicAer``."""
    facts = [(event, fact) for event in events if (fact := _fact(context, event)) is not None]
    annotated = [(event, fact) for event, fact in facts if is_annotation(context, event)]
    yield from _of_annotations(context, annotated)
    passes = [(event, fact) for event, fact in facts if is_pass(event) and context.is_read(event.bound)]
    yield from _of_passes(context, passes)
    others = [pair for pair in facts if pair not in annotated and pair not in passes]
    if others:
        yield from _of_others(context, events, others)


def _of_others(context: Context, events: list[Imported], facts: list[tuple[Imported, Removed]]) -> Iterator[Finding]:
    safe = context.once(("import", events[0].id), lambda: (_moves(context, facts), "", ""))
    there = _there(context, facts)
    of_algorithms = [event for event, _ in there]

    def make() -> tuple[Plan, str, str]:
        return _to_algorithms(there), "", other_package(context)

    unsafe = context.once(("algorithms", events[0].id), make) if there else None
    taken = [event for event, fact in facts if _is_taken(context, event, fact)]
    by_safe, by_unsafe = _removes(context, taken), _removes(context, of_algorithms)
    for event, fact in facts:
        if event in of_algorithms:
            yield _finding(context, event, fact, unsafe, _MOVE, by_unsafe)
        elif event in taken:
            yield _finding(context, event, fact, safe, _MOVE if fact.target else _LEAVE_OUT, by_safe)
        elif fact.target or event.name in MODULES:
            yield _through(context, event, fact)
        else:
            yield _finding(context, event, fact)


def _there(context: Context, facts: list[tuple[Imported, Removed]]) -> list[tuple[Imported, Removed]]:
    """What is in qiskit_algorithms, but for algorithms that have a quantum_instance still."""
    found = [pair for pair in facts if is_there(pair[1])]
    old = on_instances(context) if found else ()
    return [pair for pair in found if pair[0].bound not in old]


def _removes(context: Context, events: list[Imported]) -> tuple[tuple[str, Range], ...]:
    """The findings that go with the imports of ``events``."""
    return PAGE.at(*(context.program.range(event.id) for event in events))


def _fact(context: Context, event: Imported) -> Removed | None:
    return None if is_fake(event.name) else _known(context, event.name)


def _is_taken(context: Context, event: Imported, fact: Removed) -> bool:
    """True where the statement's safe fix takes the name along: it has gone elsewhere as it is, or nothing reads it."""
    there = "." in fact.target and removed_modules.keeps_uses(context, event, fact.target)
    return there or not context.is_read(event.bound)


def _moves(context: Context, facts: list[tuple[Imported, Removed]]) -> Plan:
    plan = Plan()
    for event, fact in facts:
        if not _is_taken(context, event, fact):
            continue
        module, _, name = fact.target.rpartition(".")
        if module and (context.is_read(event.bound) or module.startswith("qiskit.")):
            plan.moved[event.bound] = (module, name)
        else:  # an import of another package, for nothing, could fail
            plan.released.add(event.bound)
    return plan


def _of_annotations(context: Context, facts: list[tuple[Imported, Removed]]) -> Iterator[Finding]:
    """Classes that only annotations read."""
    for event, fact in facts:
        outcome = context.once(("annotation", event.id), lambda event=event: (named_today(context, event), "", ""))  # type: ignore[misc]  # a default binds the loop's name, and mypy infers no type for it
        yield _finding(context, event, fact, outcome, _RENAME, PAGE.at(context.program.range(event.id)))


def _of_passes(context: Context, facts: list[tuple[Imported, Removed]]) -> Iterator[Finding]:
    """Passes of the transpiler that are made."""
    for event, fact in facts:
        outcome = context.once(("pass", event.id), partial(made_today, context, event))
        yield _finding(context, event, fact, outcome, _MAKE, PAGE.at(context.program.range(event.id)))


def _to_algorithms(facts: list[tuple[Imported, Removed]]) -> Plan:
    plan = Plan()
    for event, fact in facts:
        module, _, name = fact.instead.rpartition(".")
        plan.moved[event.bound] = (module, name)
    return plan


def _through(context: Context, event: Imported, fact: Removed) -> Finding:
    """``from qiskit.providers import aer``: the module by its new name."""

    def make() -> tuple[Plan, str, str]:
        return removed_modules.renamed(context, event, today(event.name)), "", _of_other_package(context, event)

    outcome = context.once(("module", event.id), make)
    return _finding(context, event, fact, outcome, _MOVE, PAGE.at(context.program.range(event.id)))


def _of_other_package(context: Context, *events: Imported) -> str:
    """What changes where something of ``qiskit.algorithms`` is used; empty where nothing of it is.

    Raises:
        Refusal: it is used as the package of today is not.
    """
    old = [event for event in events if is_old(event.name)]
    made = on_instances(context) if old else set()
    if made and any(event.bound in {"*", *made} for event in old):
        raise Refusal("an algorithm of it has a quantum_instance still")
    used = any(event.bound == "*" or any(removed_modules.uses(context, event)) for event in old)
    return other_package(context) if used else ""


def _of_modules(context: Context, events: list[Imported]) -> Iterator[Finding]:
    facts = [(event, fact) for event in events if (fact := _known(context, event.name)) is not None]
    if not facts:
        return
    gone = [event for event, _ in facts]

    def make() -> tuple[Plan, str, str]:
        return removed_modules.plan_for(context, gone), "", _of_other_package(context, *gone)

    outcome = context.once(("import", events[0].id), make)
    removes = _removes(context, gone)
    for event, fact in facts:
        used = any(removed_modules.uses(context, event))
        yield _finding(context, event, fact, outcome, _MOVE if fact.target or used else _LEAVE_OUT, removes)


def _of_star(context: Context, event: Imported) -> Iterator[Finding]:
    fact = _known(context, event.name)
    if fact is None:
        yield from _of_names_of_star(context, event)
        return

    def make() -> tuple[Plan, str, str]:
        return removed_modules.star(context, event), "", _of_other_package(context, event)

    outcome = context.once(("import", event.id), make)
    yield _finding(context, event, fact, outcome, _MOVE, PAGE.at(context.program.range(event.id)))


def _of_names_of_star(context: Context, event: Imported) -> Iterator[Finding]:
    """``from qiskit import *`` brings no ``Aer`` any more: it is imported by name in front of its first use."""
    for name in sorted(atlas.names(event.name)):
        if is_fake(f"{event.name}.{name}") or not context.mentions(name) or name in context.imported:
            continue
        fact = None if context.binds(name) else _known(context, f"{event.name}.{name}")
        context.watch(name)
        loads = context.spelled(name)
        if fact is None or not loads:
            continue
        outcome = context.once(("star", event.id, name), partial(_first, context, fact))
        removes = PAGE.at(context.program.range(event.id))
        yield _finding(context, event, fact, outcome, _MOVE, removes, tuple(loads))


def _first(context: Context, fact: Removed) -> tuple[Plan, str, str]:
    module, _, name = fact.target.rpartition(".")
    if not module:
        raise Refusal(_why(fact))
    if context.in_broken(name):
        raise Refusal("a statement that may use it is half typed")
    plan = Plan()
    plan.replaced[context.spelled(name)[0]] = (Import(module, name),)
    return plan, "", ""


# --- a name that is reached through its module --------------------------------------------------------------------


def _of_attributes(context: Context) -> Iterator[Finding]:
    gone = {event.name for event in context.facts.imports.values() if removed(event.name) is not None}
    for named in context.facts.named.values():
        parent = named.name.rpartition(".")[0]
        if named.guarded or is_fake(named.name) or removed(parent) is not None or "(" in named.name:
            continue
        fact = _known(context, named.name)
        said = any(f"{each}.".startswith(f"{named.name}.") for each in gone)  # at the import
        if fact is not None and not said and (fact.removed or _of_import(context, named)):
            yield _of_attribute(context, named, fact)


def _of_import(context: Context, named: Named) -> bool:
    """True where the name can be reached through what an import binds alone: else it may be another object's."""
    root = removed_modules.root_of(named.node)
    return root is not None and root.id in context.imported and not context.binds(root.id)


def _of_attribute(context: Context, named: Named, fact: Removed) -> Finding:
    """``qk.Aer``, ``qiskit.transpiler.passes.Unroller``."""
    around = context.program.in_fstring(named.id, named.node)

    def make() -> tuple[Plan, str, str]:
        module, _, name = (fact.instead if is_there(fact) else fact.target).rpartition(".")
        if not module:
            raise Refusal(_why(fact))
        if around is not None:
            raise Refusal("the name stands inside an f-string")
        plan = Plan()
        plan.replace(context.span(named.id[0], named.node), Import(module, name))
        context.release(plan, named.node)
        return plan, "", other_package(context) if is_there(fact) else ""

    outcome = context.once(("attribute", named.id), make)
    span = context.program.range(named.id) if around is None else context.span(named.id[0], around)
    root = removed_modules.root_of(named.node)
    uses = () if root is None else (context.program.range_of(named.id[0], root),)
    return _said(context, fact, span, outcome, _MOVE, PAGE.at(span), uses)


# --- the words ----------------------------------------------------------------------------------------------------


def _why(fact: Removed) -> str:
    """Why nothing is edited, as a sentence without its full stop."""
    return "what takes its place is used in another way" if fact.instead else "nothing is known to replace it"


def _finding(
    context: Context,
    event: Imported,
    fact: Removed,
    outcome: Outcome | None = None,
    title: str = "",
    removes: tuple[tuple[str, Range], ...] = (),
    loads: tuple[Range, ...] = (),
) -> Finding:
    span = context.program.range(event.id)
    if event.bound != "*":
        context.watch(event.bound)  # where in its statement it is read counts too
        loads = tuple(context.loads(event.bound))
    module = isinstance(event.statement, ast.Import) or (event.bound == "*" and not loads)
    span = loads[0] if event.bound == "*" and loads else span
    return _said(context, fact, span, outcome, title, removes, loads, module=module)


def _said(
    context: Context,
    fact: Removed,
    span: Range,
    outcome: Outcome | None,
    title: str,
    removes: tuple[tuple[str, Range], ...],
    uses: tuple[Range, ...],
    *,
    module: bool = False,
) -> Finding:
    severity = fact.severity(context.environment)
    assert severity is not None
    said = message(fact, severity, module=module)
    safe = outcome is not None and outcome.verdict.offered and not outcome.verdict.changes
    return PAGE.finding(
        context,
        span,
        said,
        *([] if outcome is None else [Offer(title, "import", outcome)]),
        severity=severity,
        deprecated=severity is not Severity.ERROR,
        removes=removes,
        uses=None if safe else uses,  # what can be mended at once is said whatever else is
        link=fact.link,
        reason=_why(fact) if outcome is None else None,
    )


EXAMPLES = (
    Example(
        "classes that are asked for more go where they are, and what their modules had besides",
        """\
from qiskit.providers.aer import AerSimulator
from qiskit.providers.aer.noise import NoiseModel
from qiskit.providers.aer.noise.errors.standard_errors import depolarizing_error

model = NoiseModel()
model.add_all_qubit_quantum_error(depolarizing_error(0.1, 1), ["x"])
names = sorted(NoiseModel.from_dict(model.to_dict()).noise_instructions)
has = callable(AerSimulator.from_backend)
""",
        {
            "auto": """\
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel
from qiskit_aer.noise.errors.standard_errors import depolarizing_error

model = NoiseModel()
model.add_all_qubit_quantum_error(depolarizing_error(0.1, 1), ["x"])
names = sorted(NoiseModel.from_dict(model.to_dict()).noise_instructions)
has = callable(AerSimulator.from_backend)
"""
        },
    ),
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
    Example(
        "a module that has a successor is imported under that name, however it was imported",
        """\
import qiskit.providers.aer as aer
import qiskit.extensions
import qiskit.tools.jupyter
from qiskit.providers.aer import noise
from qiskit.tools import visualization
from qiskit import QuantumCircuit

model = noise.NoiseModel()
names = sorted(model.basis_gates)[:0]
qc = QuantumCircuit(1)
qc.append(qiskit.extensions.UnitaryGate([[0, 1], [1, 0]]), [0])
operations = len(qc.data)
drawn = visualization.circuit_drawer(qc, output="text").single_string().count("nothing")
shots = aer.AerSimulator().options.shots
""",
        {
            "auto": """\
import qiskit_aer as aer
import qiskit.circuit.library
import qiskit
from qiskit_aer import noise
from qiskit import visualization
from qiskit import QuantumCircuit

model = noise.NoiseModel()
names = sorted(model.basis_gates)[:0]
qc = QuantumCircuit(1)
qc.append(qiskit.circuit.library.UnitaryGate([[0, 1], [1, 0]]), [0])
operations = len(qc.data)
drawn = visualization.circuit_drawer(qc, output="text").single_string().count("nothing")
shots = aer.AerSimulator().options.shots
"""
        },
    ),
    Example(
        "what a module brought with a star is imported by name",
        """\
from qiskit.extensions import *
from qiskit import QuantumCircuit

qc = QuantumCircuit(1)
qc.append(UnitaryGate([[0, 1], [1, 0]]), [0])
operations = len(qc.data)
""",
        {
            "auto": """\
from qiskit.circuit.library import UnitaryGate
from qiskit import QuantumCircuit

qc = QuantumCircuit(1)
qc.append(UnitaryGate([[0, 1], [1, 0]]), [0])
operations = len(qc.data)
"""
        },
    ),
    Example(
        "an optimizer comes from the package that the algorithms became",
        """\
from qiskit.algorithms.optimizers import COBYLA

result = COBYLA(maxiter=50).minimize(lambda point: (point[0] - 1) ** 2, [0.2])
found = round(float(result.x[0]), 2)
""",
        {
            "auto": """\
from qiskit_algorithms.optimizers import COBYLA

result = COBYLA(maxiter=50).minimize(lambda point: (point[0] - 1) ** 2, [0.2])
found = round(float(result.x[0]), 2)
"""
        },
        unsafe=True,
    ),
    *ALGORITHMS,
    *ANNOTATIONS,
    *PASSES,
)

LEAVE_ALONE = (
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
        "from qiskit.opflow import StateFn\n\nstate = StateFn(circuit)\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "an algorithm that only taught",
        "from qiskit.algorithms.linear_solvers.hhl import HHL\n\nsolver = HHL()\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "an algorithm's problem has another name, and is made in another way",
        "from qiskit.algorithms import EvolutionProblem\n\n\ndef problem(operator):\n    return EvolutionProblem(operator, 1)\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    *qls201_left.LEAVE_ALONE,
    *LEFT,
    *LEFT_PASSES,
)
