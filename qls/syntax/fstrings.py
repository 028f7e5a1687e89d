"""Where the expressions inside f-strings stand: before 3.12 Python does not say, so they are found in the text."""

from __future__ import annotations

import ast
import io
import keyword
import re
import sys
import tokenize
from collections.abc import Iterator, Sequence
from typing import Any

_OPENS = re.compile(r"(?i)([rfbu]*)(\"\"\"|'''|\"|')")
_MAY_BE = re.compile(r"(?i)\b(?:f|fr|rf)[\"']")
_ALONE = re.compile(r"(?i)[rfbu]*([\"'])(?!\1)(?:(?!\1)[^\\\n])*\1")  # one string on one line
_PLACED = sys.version_info >= (3, 12)


def may_have_fstrings(text: str) -> bool:
    """False where there is surely no f-string in the text."""
    return _MAY_BE.search(text) is not None


def place(module: ast.Module, text: str, lines: Sequence[str]) -> frozenset[ast.AST]:
    """Give every expression inside an f-string its place in the text.

    Args:
        module: what the text parses to; the places of its nodes are mended.

    Returns:
        The f-strings of which it is not known where their parts are: those in format specifications.
    """
    if not may_have_fstrings(text):
        return frozenset()
    unplaced = set[ast.AST]()
    for node in _nearest(module):
        _place(node, lines, unplaced)
    return frozenset(unplaced)


def quotes_of(node: ast.JoinedStr, lines: Sequence[str]) -> frozenset[str]:
    """The quotes, each one character, that an expression in the f-string cannot have before Python 3.12."""
    found = (_OPENS.match(text) for _, _, text in _strings(node, lines))
    return frozenset(opens[2] for opens in found if opens is not None and len(opens[2]) == 1)


def _nearest(node: ast.AST) -> Iterator[ast.JoinedStr]:
    """The f-strings in a node that are in no other one. Without recursion: a sum of a thousand terms is as deep."""
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        child = waiting.pop()
        if isinstance(child, ast.JoinedStr):
            yield child
        else:
            waiting.extend(ast.iter_child_nodes(child))


def _place(node: ast.JoinedStr, lines: Sequence[str], unplaced: set[ast.AST]) -> None:
    values = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    unplaced.update(
        part.format_spec for part in values if part.format_spec is not None and _has_parts(part.format_spec)
    )
    if not _PLACED and not _find(node, values, lines):
        unplaced.add(node)
        return
    for part in values:
        for inner in [part.value] if isinstance(part.value, ast.JoinedStr) else _nearest(part.value):
            _place(inner, lines, unplaced)


def _has_parts(spec: ast.expr) -> bool:
    return isinstance(spec, ast.JoinedStr) and any(isinstance(part, ast.FormattedValue) for part in spec.values)


def _find(node: ast.JoinedStr, values: list[ast.FormattedValue], lines: Sequence[str]) -> bool:
    """Place the values of one f-string; False where they are not those that its text has."""
    found = list(_fields(node, lines))
    if len(found) != len(values):
        return False
    pairs: list[tuple[ast.AST, ast.AST, int, int]] = []
    for value, (line, column, text) in zip(values, found, strict=True):
        expression = _parsed(text)
        if expression is None:
            return False
        before = lines[line - 1][:column]
        shift = column if before.isascii() else len(before.encode())
        old, new = list(ast.walk(value.value)), list(ast.walk(expression))
        if len(old) != len(new) or not all(map(_alike, old, new)):
            return False
        pairs += [(one, other, line, shift) for one, other in zip(old, new, strict=True)]
    for one, other, line, shift in pairs:
        _copy(one, other, line, shift)
    return True


def _alike(old: ast.AST, new: ast.AST) -> bool:
    """True for nodes that are the same, whatever is in them."""
    if type(old) is not type(new):
        return False
    if isinstance(old, ast.Constant) and isinstance(new, ast.Constant):
        return repr(old.value) == repr(new.value)
    return all(getattr(old, name, None) == getattr(new, name, None) for name in ("id", "attr", "arg"))


def _copy(old: Any, new: Any, line: int, shift: int) -> None:
    """Give a node the place that its like has in the text ``(…)`` of an expression."""
    if hasattr(old, "lineno"):
        old.lineno, old.end_lineno = new.lineno + line - 1, new.end_lineno + line - 1
        old.col_offset = new.col_offset + (shift - 1 if new.lineno == 1 else 0)
        old.end_col_offset = new.end_col_offset + (shift - 1 if new.end_lineno == 1 else 0)


def _parsed(text: str) -> ast.expr | None:
    """The expression; None where it is none by itself, or takes the brackets around it for its own."""
    if text.isascii() and text.isidentifier() and not keyword.iskeyword(text):  # the usual one, without a parser
        return ast.Name(text, ast.Load(), lineno=1, col_offset=1, end_lineno=1, end_col_offset=1 + len(text))
    try:
        node = ast.parse(f"({text})", mode="eval").body
    except SyntaxError:
        return None
    return node if node.col_offset > 0 or node.lineno > 1 else None


def _fields(node: ast.JoinedStr, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Line, as ``ast`` counts, column in characters, and text of the expressions in an f-string."""
    for line, column, string in _strings(node, lines):
        opens = _OPENS.match(string)
        if opens is None or "f" not in opens[1].lower():
            continue
        body = string[: -len(opens[2])]
        for start, end in _expressions(body, opens.end(), raw="r" in opens[1].lower()):
            before = string[:start].split("\n")
            at = len(before[-1]) + (column if len(before) == 1 else 0)
            yield line + len(before) - 1, at, string[start:end]


def _strings(node: ast.JoinedStr, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of the strings that one is written as, side by side."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    own = [line.encode() for line in lines[node.lineno - 1 : node.end_lineno]]
    own[-1] = own[-1][: node.end_col_offset]
    first = len(own[0][: node.col_offset].decode())
    own[0] = own[0][node.col_offset :]
    text = b"".join(own).decode()
    if _ALONE.fullmatch(text):
        yield node.lineno, first, text
        return
    text = f"({text})"
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if tokenize.tok_name[token.type] in ("STRING", "FSTRING_START"):
            line, column = token.start
            yield node.lineno + line - 1, column + (first - 1 if line == 1 else 0), token.string


def _expressions(body: str, at: int, *, raw: bool) -> Iterator[tuple[int, int]]:
    """Where the expressions are in the text of one f-string, from ``at`` on."""
    while at < len(body):
        if body.startswith("\\N{", at) and not raw:
            at = body.index("}", at) + 1
        elif body.startswith(("{{", "}}"), at) or (body[at] == "\\" and not raw and body[at + 1 : at + 2] != "{"):
            at += 2
        elif body[at] == "{":
            end = _expression_end(body, at + 1)
            yield at + 1, end
            at = _field_end(body, end)
        else:
            at += 1


def _expression_end(body: str, at: int) -> int:
    """Where the expression ends that begins at ``at``."""
    depth, quote = 0, ""
    while at < len(body):
        here = body[at]
        if quote:
            at, quote = (at + len(quote), "") if body.startswith(quote, at) else (at + 1, quote)
            continue
        if here in "\"'":
            quote = here * 3 if body.startswith(here * 3, at) else here
            at += len(quote)
            continue
        if here in "=!<>" and body.startswith("=", at + 1):
            at += 2
            continue
        if not depth and here in "}:!=":
            return at
        depth += (here in "([{") - (here in ")]}")
        at += 1
    return at


def _field_end(body: str, at: int) -> int:
    """Behind the bracket that closes the field whose expression ends at ``at``, with its format's own fields."""
    depth = 0
    while at < len(body):
        depth += (body[at] == "{") - (body[at] == "}")
        at += 1
        if depth < 0:
            break
    return at
