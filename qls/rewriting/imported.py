"""The text of imports: names that leave a statement or come to it, statements of their own."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import libcst as cst

from qls.rewriting.names import ImportStatement, Spot, module_of
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit


@dataclass(frozen=True)
class Need:
    """An import that the new text relies on: ``from module import name as local``; without ``module``, ``import name``.

    Attributes:
        places: what it has to reach.
    """

    module: str
    name: str
    local: str
    places: tuple[Spot, ...]


def rewritten(
    source: Source, statement: ImportStatement, leaving: Set[int], needs: Iterable[Need], newline: str
) -> list[TextEdit]:
    """The edits that take names out of an import and put others in, or beside it.

    Args:
        leaving: the positions of the names that leave it.
    """
    before = source.lines[statement.span.start.line][: statement.span.start.column]
    shared = bool(before.strip())
    indent = before[: len(before) - len(before.lstrip())]
    here: list[Need] = []
    elsewhere: list[Need] = []
    for need in needs:
        (here if _can_take(statement, need) else elsewhere).append(need)
    lines, old = _lines(elsewhere), source.slice(statement.span)
    text = _edited(old, leaving, here) if leaving or here else old
    if text is None:
        if len(lines) == 1:
            lines = [_moved(old, elsewhere) or lines[0]]
        if not lines:
            return [_removed(source, statement, shared=shared)]
    own = [] if text is None else [text]
    if shared or text is None:
        gap = "; " if shared else f"{newline}{indent}"
        return [TextEdit(statement.span, gap.join([*own, *lines]))]
    edits = [TextEdit(statement.span, text)] if text != old else []
    if lines:
        edits.append(_below(source, statement.span.end.line, indent, lines, newline))
    return edits


def _can_take(statement: ImportStatement, need: Need) -> bool:
    """True for ``from module import …`` of the module that is needed: another name can stand there."""
    node = statement.node
    return isinstance(node, ast.ImportFrom) and module_of(node) == need.module and node.names[0].name != "*"


def _below(source: Source, number: int, indent: str, lines: list[str], newline: str) -> TextEdit:
    """New lines behind the one with that number, which may be the last one and have no end."""
    block = "".join(f"{indent}{line}{newline}" for line in lines)
    last = source.lines[number]
    if last.endswith(("\n", "\r")):
        return TextEdit(Range.of(number + 1, 0, number + 1, 0), block)
    at = Position(number, len(last))
    return TextEdit(Range(at, at), newline + block.rstrip("\r\n"))


def _lines(needs: Iterable[Need]) -> list[str]:
    by_module: dict[str, set[str]] = defaultdict(set)
    for need in needs:
        by_module[need.module].add(need.name if need.name == need.local else f"{need.name} as {need.local}")
    lines = []
    for module, found in sorted(by_module.items()):
        names = ", ".join(sorted(found))
        lines.append(f"from {module} import {names}" if module else f"import {names}")
    return lines


def _removed(source: Source, statement: ImportStatement, *, shared: bool) -> TextEdit:
    after = source.lines[statement.span.end.line][statement.span.end.column :]
    if shared or (after.strip() and not after.lstrip().startswith("#")) or not (statement.top or statement.among):
        return TextEdit(statement.span, "pass")
    if after.strip():
        gap = len(after) - len(after.lstrip())
        end = Position(statement.span.end.line, statement.span.end.column + gap)
        return TextEdit(Range(statement.span.start, end), "")
    return TextEdit(Range.of(statement.span.start.line, 0, statement.span.end.line + 1, 0), "")


def _edited(text: str, leaving: Set[int], here: Iterable[Need]) -> str | None:
    """An import statement without the names that leave and with those that come; None where none is left."""
    module = cst.parse_module(text)
    line = module.body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    node = line.body[0]
    assert isinstance(node, (cst.Import, cst.ImportFrom))
    if isinstance(node.names, cst.ImportStar):
        return None if leaving else text
    kept = _exchanged(node.names, leaving, here)
    if not kept:
        return None
    if isinstance(node, cst.Import) or node.lpar is None:
        kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    changed = node.with_changes(names=kept)
    return module.with_changes(body=[line.with_changes(body=[changed, *line.body[1:]])]).code


def _exchanged(aliases: Sequence[cst.ImportAlias], leaving: Set[int], here: Iterable[Need]) -> list[cst.ImportAlias]:
    """The names that stay and those that come: these take the places of those that leave, and then stand behind."""
    kept: list[cst.ImportAlias] = []
    present = {_local(alias) for at, alias in enumerate(aliases) if at not in leaving}
    comes = [_alias(need) for need in here if need.local not in present]
    for at, alias in enumerate(aliases):
        if at not in leaving:
            kept.append(alias)
        elif comes:
            kept.append(comes.pop(0).with_changes(comma=alias.comma))
    for alias in comes:
        _append(kept, alias)
    return kept


def _append(kept: list[cst.ImportAlias], alias: cst.ImportAlias) -> None:
    """Put a name behind the others; what stood behind the last of them, a comma and a line's end, stands behind it."""
    if kept and isinstance(kept[-1].comma, cst.MaybeSentinel):
        comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        kept[-1] = kept[-1].with_changes(comma=comma)
    elif kept:
        alias = alias.with_changes(comma=kept[-1].comma)
        kept[-1] = kept[-1].with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
    kept.append(alias)


def _alias(need: Need) -> cst.ImportAlias:
    return cst.ImportAlias(cst.Name(need.name), None if need.local == need.name else cst.AsName(cst.Name(need.local)))


def _moved(text: str, needs: Sequence[Need]) -> str | None:
    """The import statement with its layout, from another module; None where its names are not all of them."""
    module = cst.parse_module(text)
    line = module.body[0]
    node = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
        return None
    wanted = {(need.name, need.local) for need in needs}
    kept = [alias for alias in node.names if (alias.evaluated_name, _local(alias)) in wanted]
    if len(kept) != len(wanted) or len(kept) != len(node.names):
        return None
    if not needs[0].module:
        return None
    target = cst.parse_expression(needs[0].module)
    assert isinstance(target, (cst.Name, cst.Attribute))
    changed = node.with_changes(module=target)
    assert isinstance(line, cst.SimpleStatementLine)
    return module.with_changes(body=[line.with_changes(body=[changed])]).code


def _local(alias: cst.ImportAlias) -> str:
    name = alias.asname.name if alias.asname is not None else alias.name
    return name.value if isinstance(name, cst.Name) else cst.Module([]).code_for_node(name)


def at_the_top(source: Source, needs: list[Need], newline: str) -> TextEdit:
    """In front of everything but the comments, docstring and ``__future__`` imports that must come first."""
    line = 0
    for statement, first in zip(source.statements, source.starts, strict=False):
        body = statement.tree.module.body if statement.tree.module is not None else []
        if not body:
            continue
        node = body[0]
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not (docstring or future):
            line = first + node.lineno - 1
            break
        line = first + (node.end_lineno or 1)
    block = "".join(f"{text}{newline}" for text in _lines(needs))
    return TextEdit(Range.of(line, 0, line, 0), block)
