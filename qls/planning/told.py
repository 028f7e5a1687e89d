"""What a V1 primitive is told after it is made, by `set_options`, and what dicts of options hold."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from qls.planning.workbench import Context, Refusal
from qls.rewriting.names import ANY
from qls.semantics.qiskit.facts import PrimitiveMade, Tuned
from qls.syntax.arguments import names_given, unpacks_names
from qls.syntax.text import Range

_CHANGED = "the primitive's options are changed after it is made"


@dataclass(frozen=True)
class Later:
    """Options that statements of their own set, between the primitive's making and its first use.

    Attributes:
        options: the expressions by name, the last where one is set twice.
        statements: where those statements stand, to be deleted.
    """

    options: dict[str, ast.expr] = field(default_factory=dict)
    statements: tuple[Range, ...] = ()


def told_later(context: Context, made: PrimitiveMade) -> Later:
    """What ``set_options`` tells the primitive right after it is made.

    Raises:
        Refusal: it may be told later, or on one path only, or the options cannot be seen.
    """
    tuned = sorted(context.facts.tuned.get(made.id, ()), key=lambda event: event.id)
    if not tuned:
        return Later()
    block = _behind(context, made, len(tuned))
    options: dict[str, ast.expr] = {}
    for event, (serial, statement) in zip(tuned, block, strict=False):
        if serial != event.id[0] or not isinstance(statement, ast.Expr) or statement.value is not event.node:
            raise Refusal(_CHANGED)
        options |= _keywords(event)
    if len(block) < len(tuned):
        raise Refusal(_CHANGED)
    return Later(options, tuple(context.span(serial, node) for serial, node in block[: len(tuned)]))


def may_be_unset(context: Context, made: PrimitiveMade) -> bool:
    """True where one of the primitive's options may be None."""
    return made.unset or any(event.unset for event in context.facts.tuned.get(made.id, ()))


def _keywords(event: Tuned) -> dict[str, ast.expr]:
    node = event.node
    if not isinstance(node, ast.Call) or node.args or unpacks_names(node):
        raise Refusal(_CHANGED)
    return names_given(node)


def _behind(context: Context, made: PrimitiveMade, count: int) -> list[tuple[int, ast.stmt]]:
    """The statements behind the one that makes the primitive, in its block: ``count`` of them, where there are."""
    serial = made.id[0]
    maker = context.statement(made.id, made.node)
    context.watch(ANY)  # whatever comes between
    parts = context.program.source.statements
    at = context.program.index(serial)
    own = parts[at].meant.module
    if own is not None and maker in own.body:
        near = [(serial, node) for node in own.body[own.body.index(maker) + 1 :]]
        for part in parts[at + 1 : at + 1 + count]:
            near += [(part.serial, node) for node in (part.meant.module.body if part.meant.module else ())]
        return near
    around = context.program.parents(serial).get(maker)
    bodies = (getattr(around, name, None) for name in ("body", "orelse", "finalbody"))
    for body in bodies:
        if isinstance(body, list) and maker in body:
            return [(serial, node) for node in body[body.index(maker) + 1 :]]
    return []


def home(context: Context, made: PrimitiveMade, node: ast.expr) -> int:
    """The serial number of the statement that ``node``, one of the primitive's options, stands in."""
    tuned = context.facts.tuned.get(made.id, ())
    serials = (made.id[0], *(event.id[0] for event in tuned))
    return next((serial for serial in serials if node in context.program.parents(serial)), made.id[0])


def span_of(context: Context, made: PrimitiveMade, node: ast.expr) -> Range:
    """Where one of the primitive's options is written."""
    return context.span(home(context, made, node), node)


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def entries(node: ast.expr) -> dict[str, ast.expr]:
    """The entries of a dict that is written out; none for None.

    Raises:
        Refusal: it is not written out.
    """
    if is_none(node):
        return {}
    if not isinstance(node, ast.Dict):
        raise Refusal("the options are not written where the primitive is made")
    found: dict[str, ast.expr] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            raise Refusal("which options are given cannot be seen")
        found[key.value] = value
    return found
