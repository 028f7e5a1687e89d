"""Which of several circuits a reader means: legacy results are read by a circuit's name, current ones by position."""

from __future__ import annotations

import ast

from qls.catalogue import roles
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import Own, Piece, Plan
from qls.semantics.program import Site
from qls.semantics.qiskit.facts import SWEEP, Read, Told
from qls.semantics.qiskit.naming import position
from qls.semantics.qiskit.values import Counts
from qls.syntax.text import Range

_OF_A_DICT = {"[]", "items", "keys", "values", "get", *roles.COUNTS_METHODS}
ONE_CIRCUIT = "What is run is made out of sight, and taken for one circuit, because its counts are read as of one."


def sweeps(site: Site) -> bool:
    """True where one circuit is run with lists of values for its parameters."""
    binds = site.submission.binds
    return binds is not None and binds.kind == SWEEP


def length(site: Site) -> int | None:
    """How many circuits the result is of, as far as that is known."""
    submission = site.submission
    if submission.binds is None:
        return submission.length
    circuits = 1 if is_one(site) else submission.length
    return None if circuits is None or submission.binds.count is None else circuits * submission.binds.count


def is_list(site: Site) -> bool | None:
    """True where the result is of a list of circuits, or of one with many values for its parameters."""
    one = is_one(site)
    return None if one is None else not one or site.submission.binds is not None


def is_one(site: Site) -> bool | None:
    """True where the site runs one circuit, False for a list, None where that is not known."""
    known = site.submission.many
    if known is None and any(read.told is not None and read.told.same for read in site.reads):
        return True  # no working program reads a result by a list: get_counts(circuit) says what was run
    if taken_for_one(site):
        return True
    return None if known is None else not known


def taken_for_one(site: Site) -> bool:
    """True where only the reader says that one circuit is run: what ``get_counts()`` gives is read as a dict.

    It would be one for a list of one circuit as well.
    """
    if site.submission.many is not None:
        return False
    whole = {r.id for r in site.reads if r.method == "get_counts" and not (r.node.args or r.node.keywords)}
    return any(
        isinstance(atom, Counts) and atom.read in whole
        for read in site.reads
        if read.method.removeprefix("counts.") in _OF_A_DICT
        for atom in read.receiver
    )


def circuit_index(
    context: Context, read: Read, sites: list[Site], argument: ast.expr
) -> tuple[list[Piece], int | None]:
    """The position of the circuit that ``argument`` names, in new text and, where it is known, as a number.

    Raises:
        Refusal: it cannot be told, or not in the place of the reader.
    """
    told = read.told
    if told is None:
        raise Refusal("the result of several circuits is read by something that cannot be seen")
    if any(site.submission.binds is not None for site in sites):
        raise Refusal("the result of several bound circuits is read by circuit, and binding changed their names")
    found = {position(site.submission.names or (), told.names) for site in sites}
    at = found.pop() if len(found) == 1 else None
    if at is not None:
        return [str(at)], at
    span = context.span(read.id[0], argument)
    along = _along(context, read, told, argument) if _in_order(read, sites) else None
    return ([along] if along is not None else _by_name(told, argument, span)), None


def _along(context: Context, read: Read, told: Told, argument: ast.expr) -> Piece | None:
    """The position of an item of the list that was run, where the reader has it at hand: its index, or a counter."""
    if told.how == "item" and isinstance(argument, ast.Subscript):
        return context.span(read.id[0], argument.slice)
    if told.counter and _counts_along(context, read, told.counter):
        return Own(told.counter)
    return None


def _counts_along(context: Context, read: Read, counter: str) -> bool:
    """True where the body of the loop leaves its counter alone."""
    for parent in context.program.lineage(read.id[0], read.node):
        if isinstance(parent, (ast.For, ast.AsyncFor)):
            inside = (part for statement in parent.body for part in ast.walk(statement))
            if any(isinstance(p, ast.Name) and p.id == counter and isinstance(p.ctx, ast.Store) for p in inside):
                return False
    return True


def _by_name(told: Told, argument: ast.expr, span: Range) -> list[Piece]:
    """Text that looks the circuit up in the list that was run, by its name."""
    if not told.at_hand:
        raise Refusal("the result of several circuits is read by circuit, where the list that was run is not at hand")
    if not (told.circuit or told.text):
        raise Refusal("the result of several circuits is read by something that may be a circuit, a name or a position")
    # The first one of that name is what a legacy result gave as well.
    name: list[Piece] = [span, ".name"] if told.circuit else [span]
    if told.circuit and not is_simple(argument):
        name = ["(", span, ").name"]
    return ["[each.name for each in ", Own(told.at_hand), "].index(", *name, ")"]


def _in_order(read: Read, sites: list[Site]) -> bool:
    """True where the reader goes by an item of the list that was run, and no two circuits there share a name."""
    told = read.told
    return (
        told is not None
        and all(site.submission.binds is None for site in sites)
        and told.root is not None
        and all(site.submission.root == told.root and not site.submission.repeats for site in sites)
    )


def goes_along(context: Context, read: Read, sites: list[Site]) -> bool:
    """True for ``[result.get_counts(circuit) for circuit in circuits]``, which then goes over the result itself."""
    told = read.told
    if told is None or told.how not in ("each", "copy") or told.counter or not _in_order(read, sites):
        return False
    made = _comprehension(context, read)
    if made is None or not _goes_over_all(made):
        return False
    variable, circuits = made.generators[0].target, made.generators[0].iter
    if not isinstance(variable, ast.Name) or not isinstance(circuits, ast.Name):
        return False
    if told.how == "copy" and circuits.id != told.at_hand:
        return False  # what was run may be longer
    taken = [part.id for part in ast.walk(made) if isinstance(part, ast.Name)]
    return taken.count(variable.id) == 2 and "pub" not in taken


def _goes_over_all(made: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> bool:
    """True where a comprehension has one ``for``, and no condition."""
    return len(made.generators) == 1 and not made.generators[0].ifs and not made.generators[0].is_async


def go_along(context: Context, read: Read, plan: Plan, span: Range, result: Range, reader: list[Piece]) -> None:
    """The comprehension goes over ``result``, and ``reader`` stands in place of ``span``."""
    made = _comprehension(context, read)
    assert made is not None
    generator, serial = made.generators[0], read.id[0]
    plan.replace(context.span(serial, generator.target), "pub")
    plan.replace(context.span(serial, generator.iter), result)
    plan.replace(span, *reader)


def _comprehension(context: Context, read: Read) -> ast.ListComp | ast.GeneratorExp | ast.SetComp | None:
    for parent in context.program.lineage(read.id[0], read.node):
        if isinstance(parent, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            return parent
        if isinstance(parent, (ast.stmt, ast.Lambda, ast.DictComp)):
            return None
    return None
