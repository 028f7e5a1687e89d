"""What a call is given through ``**``, where the dictionary is in sight, as if it were written at the call."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Own, Piece
from qls.semantics.program import Site
from qls.syntax.statement import Statement

UNSEEN = "keywords are passed through **, so where they belong cannot be seen"
Unpacked = dict[str, tuple[ast.expr, Piece]]  # by keyword, its value, and what to write for it


def unpacked(context: Context, site: Site) -> Unpacked:
    """What comes through ``**`` in the site's call.

    Raises:
        Refusal: a dictionary is not in sight, or may be another one by then.
    """
    found: Unpacked = {}
    for keyword in site.node.keywords:
        if keyword.arg is not None:
            continue
        name = keyword.value.id if isinstance(keyword.value, ast.Name) else ""
        pairs = _pairs(_assigned(context, name) if name else keyword.value)
        if pairs is None:
            raise Refusal(UNSEEN)
        for key, value in pairs.items():
            found[key] = value, Own(f'{name}["{key}"]') if name else context.span(site.id[0], value)
    if "parameter_binds" in found:
        raise Refusal("parameter_binds come through **, so what they bind is not followed")
    return found


def _assigned(context: Context, name: str) -> ast.expr:
    """What is assigned to ``name``, which is bound once and read by nothing but ``**``.

    Raises:
        Refusal: it may be something else.
    """
    parts = [part for statement in context.having(name) for part in _parts(statement)]
    found = [
        part for part in parts if isinstance(part, ast.Assign) and any(_is(target, name) for target in part.targets)
    ]
    # Read otherwise than through `**`, it may be changed.
    if context.binds(name) != 1 or len(found) != 1 or len(context.loads(name)) != _times_unpacked(parts, name):
        raise Refusal(UNSEEN)
    return found[0].value


def _parts(statement: Statement) -> Iterator[ast.AST]:
    return ast.walk(statement.meant.module) if statement.meant.module is not None else iter(())


def _times_unpacked(parts: Iterable[ast.AST], name: str) -> int:
    """How often ``**name`` is in a call."""
    calls = [part for part in parts if isinstance(part, ast.Call)]
    return sum(keyword.arg is None and _is(keyword.value, name) for call in calls for keyword in call.keywords)


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _pairs(node: ast.expr) -> dict[str, ast.expr] | None:
    """The pairs of a dictionary as it is written; None where they are not all in sight."""
    if isinstance(node, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        names = [key for key in keys if isinstance(key, str)]
        return dict(zip(names, node.values, strict=True)) if len(names) == len(keys) else None
    if isinstance(node, ast.Call) and _is(node.func, "dict") and not node.args:
        names = [keyword.arg for keyword in node.keywords if keyword.arg is not None]
        values = [keyword.value for keyword in node.keywords]
        return dict(zip(names, values, strict=True)) if len(names) == len(values) else None
    return None
