"""Imports, scheduled while a plan is made and applied once: names dropped, moved, added."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import chain, count

import libcst as cst

from qls.rewriting.names import ImportStatement, Names, has, module_of, names_of
from qls.rewriting.plan import New, Plan, Renderer, Symbol
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit


@dataclass(frozen=True)
class Need:
    """An import that the new text relies on: ``from module import name as local``, in front of line ``before``."""

    module: str
    name: str
    local: str
    before: int


def finish(source: Source, plan: Plan, stars: Mapping[str, Set[str]]) -> list[TextEdit]:
    """All edits of a plan: its replacements, and the imports that they ask for and leave behind.

    Args:
        stars: by module, what ``from module import *`` brings today.
    """
    names = names_of(source)
    local, needs = _local_names(names, plan, stars)
    renderer = Renderer(source.lines, plan, _called(source, plan, local))
    edits = renderer.edits()
    drops = _drops(names, plan, edits)
    edits += _import_edits(source, names, plan, needs, drops, renderer.newline)
    edits += _rescued(source, renderer)
    return sorted(edits)


def _local_names(
    names: Names, plan: Plan, stars: Mapping[str, Set[str]]
) -> tuple[dict[Symbol, str], set[Need]]:
    """What each symbol is called in this document, and the imports still to be made for that."""
    local: dict[Symbol, str] = {}
    needs: set[Need] = set()
    taken: dict[str, set[Symbol]] = defaultdict(set)
    for statement in names.imports:
        for alias in statement.node.names:
            bound = alias.asname or alias.name
            module = module_of(statement.node) if isinstance(statement.node, ast.ImportFrom) else ""
            if bound not in plan.moved and bound not in plan.released:
                taken[bound].add(Symbol(module, alias.name))
    for symbol, line in sorted(plan.symbols().items()):
        known = _known_as(names, plan, symbol, line, stars)
        if known is not None:
            local[symbol] = known
            continue
        name = symbol.name
        if names.is_bound(name) or taken[name] - {symbol} or name in local.values():
            name = f"{symbol.module.split('.')[0]}_{symbol.name}"
        local[symbol] = name
        needs.add(Need(symbol.module, symbol.name, name, line))
    return local, needs


def _called(source: Source, plan: Plan, local: Mapping[Symbol, str]) -> dict[Symbol | New, str]:
    """What each symbol is called, and each variable that the plan brings in."""
    found: dict[Symbol | New, str] = dict(local.items())
    taken = {*local.values()}
    for new in plan.variables():
        tries = chain([new.word], (f"{new.word}_{number}" for number in count(2)))
        found[new] = next(name for name in tries if name not in taken and not has(source, name))
        taken.add(found[new])
    return found


def _known_as(
    names: Names, plan: Plan, symbol: Symbol, line: int, stars: Mapping[str, Set[str]]
) -> str | None:
    for statement, alias in names.names_in(symbol.module):
        if not statement.top or statement.span.start.line >= line:
            continue
        bound = alias.asname or alias.name
        if alias.name == symbol.name and bound not in plan.moved and not names.is_bound(bound):
            return bound
        if alias.name == "*" and symbol.name in stars.get(symbol.module, ()) and not names.is_bound(symbol.name):
            return symbol.name
    for statement in names.imports:  # `import numpy as np`: by convention nothing else is imported from there
        for alias in statement.node.names if isinstance(statement.node, ast.Import) and statement.top else ():
            if alias.name == symbol.module == "numpy" and statement.span.start.line < line:
                return f"{alias.asname or alias.name}.{symbol.name}"
    return None


def _drops(names: Names, plan: Plan, edits: list[TextEdit]) -> set[str]:
    """The released names that nothing reads any more."""
    dropped = set()
    gone = sorted(edit.range for edit in edits if edit.range.start != edit.range.end)  # they do not overlap

    def is_gone(span: Range) -> bool:
        before = bisect_right(gone, span.start, key=lambda each: each.start)
        return before > 0 and gone[before - 1].contains(span)

    for name in plan.released:
        left = [span for span in names.loads(name) if not is_gone(span)]
        again = any(_mentions(edit.text, name) for edit in edits)
        if not left and not again:
            dropped.add(name)
    return dropped


def _mentions(text: str, name: str) -> bool:
    if name not in text:
        return False
    try:
        tree = ast.parse(text.strip())
    except SyntaxError:
        return True
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))


def _import_edits(
    source: Source, names: Names, plan: Plan, needs: set[Need], drops: set[str], newline: str
) -> list[TextEdit]:
    leaving: dict[int, set[str]] = defaultdict(set)  # import statement -> local names that leave it
    placed: dict[int | None, list[Need]] = defaultdict(list)
    for number, statement in enumerate(names.imports):
        if isinstance(statement.node, ast.Import) or statement.guarded:
            continue
        for alias in statement.node.names:
            local = alias.asname or alias.name
            if local in drops:
                leaving[number].add(local)
            elif local in plan.moved and (module_of(statement.node), alias.name) != plan.moved[local]:
                module, name = plan.moved[local]
                leaving[number].add(local)
                placed[number].append(Need(module, name, local, statement.span.end.line + 1))
    for need in _missing(needs, names, leaving):
        placed[_anchor(names, need, leaving)].append(need)
    edits = []
    for place in sorted(set(leaving) | {p for p in placed if p is not None}):
        edits += _rewrite(source, names.imports[place], leaving.get(place, set()), placed.get(place, []), newline)
    if None in placed:
        edits.append(_at_the_top(source, placed[None], newline))
    return edits


def _missing(needs: Iterable[Need], names: Names, leaving: dict[int, set[str]]) -> list[Need]:
    """The needs that no import meets, one for each name and module."""
    wanted: dict[tuple[str, str, str], Need] = {}
    for need in needs:
        key = (need.module, need.name, need.local)
        if key not in wanted or need.before < wanted[key].before:
            wanted[key] = need
    missing = []
    for need in wanted.values():
        met = any(
            alias.name == need.name
            and (alias.asname or alias.name) == need.local
            and statement.top
            and statement.span.start.line < need.before
            and need.local not in leaving.get(names.imports.index(statement), set())
            for statement, alias in names.names_in(need.module)
        )
        if not met:
            missing.append(need)
    return sorted(missing, key=lambda need: (need.module, need.name))


def _anchor(names: Names, need: Need, leaving: dict[int, set[str]]) -> int | None:
    """The import statement to put a new import at: one of its own module, else one that a name leaves, else the
    first of Qiskit's, always in front of the first use."""
    usable = [
        (number, statement)
        for number, statement in enumerate(names.imports)
        if statement.top and statement.span.start.line < need.before
    ]
    for number, statement in usable:
        same = isinstance(statement.node, ast.ImportFrom) and module_of(statement.node) == need.module
        if same and statement.node.names[0].name != "*":
            return number
    root = need.module.split(".")[0]
    for number, statement in usable:
        if isinstance(statement.node, ast.ImportFrom) and module_of(statement.node).split(".")[0] == root != "qiskit":
            return number
    for number, _ in usable:
        if leaving.get(number):
            return number
    for number, statement in usable:
        if _of_qiskit(statement.node):
            return number
    return usable[-1][0] if usable else None


def _of_qiskit(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith("qiskit")
    return any(alias.name.startswith("qiskit") for alias in node.names)


def _rewrite(
    source: Source, statement: ImportStatement, leaving: set[str], needs: list[Need], newline: str
) -> list[TextEdit]:
    indent = source.lines[statement.span.start.line][: statement.span.start.column]
    shared = bool(indent.strip())
    indent = indent if not shared else indent[: len(indent) - len(indent.lstrip())]
    here: list[Need] = []
    elsewhere: list[Need] = []
    for need in needs:
        same = isinstance(statement.node, ast.ImportFrom) and module_of(statement.node) == need.module
        (here if same and statement.node.names[0].name != "*" else elsewhere).append(need)
    lines = _lines(elsewhere)
    edits = []
    text: str | None = None
    if leaving or here:
        text = _edited(source.slice(statement.span), leaving, here)
    if (leaving or here) and text is None:
        if len(lines) == 1:
            lines = [_moved(source.slice(statement.span), elsewhere) or lines[0]]
        if lines:
            edits.append(TextEdit(statement.span, f"{newline}{indent}".join(lines)))
            return edits
        return [_removed(source, statement, shared)]
    if text is not None and text != source.slice(statement.span):
        edits.append(TextEdit(statement.span, text))
    if lines:
        end = statement.span.end.line
        block = "".join(f"{indent}{line}{newline}" for line in lines)
        last = source.lines[end]
        if last.endswith(("\n", "\r")):
            edits.append(TextEdit(Range.of(end + 1, 0, end + 1, 0), block))
        else:
            at = Position(end, len(last))
            edits.append(TextEdit(Range(at, at), newline + block.rstrip("\r\n")))
    return edits


def _lines(needs: list[Need]) -> list[str]:
    by_module: dict[str, list[str]] = defaultdict(list)
    for need in needs:
        by_module[need.module].append(need.name if need.name == need.local else f"{need.name} as {need.local}")
    return [f"from {module} import {', '.join(sorted(set(found)))}" for module, found in sorted(by_module.items())]


def _removed(source: Source, statement: ImportStatement, shared: bool) -> TextEdit:
    after = source.lines[statement.span.end.line][statement.span.end.column :]
    if shared or (after.strip() and not after.lstrip().startswith("#")):
        return TextEdit(statement.span, "pass")
    if after.strip():
        gap = len(after) - len(after.lstrip())
        end = Position(statement.span.end.line, statement.span.end.column + gap)
        return TextEdit(Range(statement.span.start, end), "")
    if statement.span.start.column:
        return TextEdit(statement.span, "pass")
    return TextEdit(Range.of(statement.span.start.line, 0, statement.span.end.line + 1, 0), "")


def _edited(text: str, leaving: set[str], here: list[Need]) -> str | None:
    """An import statement without the names that leave and with those that come; None where none is left."""
    module = cst.parse_module(text)
    line = module.body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    node = line.body[0]
    if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
        return text
    aliases = list(node.names)
    kept: list[cst.ImportAlias] = []
    comes = [
        cst.ImportAlias(
            cst.Name(need.name),
            None if need.local == need.name else cst.AsName(cst.Name(need.local)),
        )
        for need in here
    ]
    present = {_local(alias) for alias in aliases}
    comes = [alias for alias in comes if _local(alias) not in present - leaving]
    for alias in aliases:
        if _local(alias) in leaving:
            if comes:
                kept.append(comes.pop(0).with_changes(comma=alias.comma))
        else:
            kept.append(alias)
    if not kept and not comes:
        return None
    for alias in comes:
        if kept and isinstance(kept[-1].comma, cst.MaybeSentinel):
            comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
            kept[-1] = kept[-1].with_changes(comma=comma)
        elif kept:
            alias = alias.with_changes(comma=kept[-1].comma)
            kept[-1] = kept[-1].with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
        kept.append(alias)
    if node.lpar is None:
        kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    changed = node.with_changes(names=kept)
    return module.with_changes(body=[line.with_changes(body=[changed, *line.body[1:]])]).code


def _moved(text: str, needs: list[Need]) -> str | None:
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
    target = cst.parse_expression(needs[0].module)
    assert isinstance(target, (cst.Name, cst.Attribute))
    changed = node.with_changes(module=target)
    assert isinstance(line, cst.SimpleStatementLine)
    return module.with_changes(body=[line.with_changes(body=[changed])]).code


def _local(alias: cst.ImportAlias) -> str:
    name = alias.asname.name if alias.asname is not None else alias.name
    return name.value if isinstance(name, cst.Name) else cst.Module([]).code_for_node(name)


def _at_the_top(source: Source, needs: list[Need], newline: str) -> TextEdit:
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


def _rescued(source: Source, renderer: Renderer) -> list[TextEdit]:
    """Comments of replaced calls, put in front of their statement."""
    edits = []
    for span, comments in renderer.lost_comments().items():
        line = span.start.line
        text = source.lines[line]
        indent = text[: len(text) - len(text.lstrip())]
        block = "".join(f"{indent}{comment}{renderer.newline}" for comment in comments)
        edits.append(TextEdit(Range.of(line, 0, line, 0), block))
    return edits
