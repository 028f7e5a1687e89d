"""Names for parts of a call, in front of its statement: a backend, a circuit that is transpiled, a sampler."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from qls.planning import scopes
from qls.planning.sampling.positions import is_one
from qls.planning.workbench import Context
from qls.rewriting.plan import New, Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.qiskit.facts import Read
from qls.syntax.text import Range

WIDTH = 92  # characters behind the indentation of a line that is still read at a glance
_READER = len("[0].data.meas")  # what a reader grows by
# What does not evaluate its parts exactly once, or belongs to a scope of its own.
_SOMETIMES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.BoolOp)
_ONCE = (ast.Assign, ast.AnnAssign, ast.Expr, ast.Return)


def has_room(context: Context, site: Site | Read, node: ast.expr) -> bool:
    """True where a statement in front of the site's, or reader's, computes ``node`` once, and when that does."""
    statement = context.statement(site.id, site.node)
    around = context.span(site.id[0], statement)
    alone = not context.program.source.lines[around.start.line][: around.start.column].strip()
    outer = [site.node, *context.program.lineage(site.id[0], site.node)]
    outer = outer[: outer.index(statement)]
    whole = statement.value if isinstance(statement, (ast.Assign, ast.AnnAssign)) else statement
    calls = () if whole is None else scopes.calls(whole)  # what is assigned to comes last
    sooner = any(_is_before(call, node) and call not in outer and not context.made_by(call) for call in calls)
    return isinstance(statement, _ONCE) and alone and not sooner and not any(isinstance(o, _SOMETIMES) for o in outer)


def _is_before(one: ast.expr, other: ast.expr) -> bool:
    return (one.lineno, one.col_offset) < (other.lineno, other.col_offset)


def name_before(context: Context, site: Site | Read, plan: Plan, word: str, pieces: Sequence[Piece]) -> New:
    """A variable for ``pieces``, in front of the statement of the site or reader."""
    around = context.span(site.id[0], context.statement(site.id, site.node))
    name = New(word, context.span(site.id[0], site.node), around)
    plan.inserted[around] = (*plan.inserted.get(around, ()), (name, " = ", *pieces))
    return name


def narrowed(
    context: Context, site: Site, plan: Plan, before: Sequence[Piece], circuits: Sequence[Piece], after: Sequence[Piece]
) -> list[Piece]:
    """The call, with its transpiled circuits under a name where the line were too long otherwise."""
    whole = [*before, *circuits, *after]
    if len(circuits) < 2 or not is_wide(context, site, whole) or not has_room(context, site, site.node):
        return whole
    word = "isa_circuit" if is_one(site) else "isa_circuits"
    return [*before, name_before(context, site, plan, word, circuits), *after]


def is_wide(context: Context, site: Site, pieces: Sequence[Piece]) -> bool:
    """True where the line of the site's call is too long with ``pieces`` in its place."""
    span, lines = context.span(site.id[0], site.node), context.program.source.lines
    beside = lines[span.start.line][: span.start.column].lstrip() + lines[span.end.line][span.end.column :].rstrip()
    read_here = any(context.program.range(read.id).start.line == span.start.line for read in site.reads)
    written = sum(length(context, piece) for piece in pieces)
    return len(beside) + written + (_READER if read_here else 0) > WIDTH


def length(context: Context, piece: Piece) -> int:
    """How many characters a piece of the new text has, about."""
    if isinstance(piece, Range):
        return len(context.text(piece))
    if isinstance(piece, Symbol):
        return len(piece.name)
    return len(piece.word if isinstance(piece, New) else piece)
