"""Long lines of the new text, broken inside their brackets as a formatter would: the program stays the same."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qls.syntax.kept import EditedText
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit, apply_edits

_OPEN, _CLOSE = "([{", ")]}"
_STEP = "    "
_LEAST = 12  # characters in brackets that are worth lines of their own
# Python 3.12 and later cut f-strings into tokens.
_QUOTED = getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "FSTRING_END", -1)


def wrapped(before: Source, edits: Sequence[TextEdit], after: Source, width: int) -> list[TextEdit]:
    """``edits``, with the lines that they make longer than ``width`` broken where brackets allow it.

    A line that is not new stays, and one that only its comment makes too long.

    Args:
        before, after: the text without and with ``edits``.
        width: characters.
    """
    breaks = list(_breaks(after, set(before.lines), width))
    if not breaks:
        return list(edits)
    text = EditedText(before.text)
    text.edit(edits)
    text.edit(breaks)
    return list(text.edits())


def _breaks(after: Source, known: set[str], width: int) -> Iterator[TextEdit]:
    for statement, first in zip(after.statements, after.starts, strict=False):
        lines = after.lines[first : first + statement.size]
        wide = [n for n, line in enumerate(lines) if len(line) > width and line not in known]
        if not wide or statement.tree.module is None:
            continue
        found = list(_breaks_in(lines, wide, width))
        if found and ast.dump(statement.tree.module) == _meaning(apply_edits("".join(lines), found)):
            yield from (TextEdit(edit.range.shifted(first), edit.text) for edit in found)


def _breaks_in(lines: Sequence[str], wide: Iterable[int], width: int) -> Iterator[TextEdit]:
    tokens = _by_line("".join(lines))
    for number in wide:
        line = lines[number]
        code = line.rstrip("\r\n")
        if new := _broken(code, tokens.get(number, []), width):
            yield TextEdit(Range.of(number, 0, number, len(code)), (line[len(code) :] or "\n").join(new))


def _meaning(text: str) -> str:
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return ""


def _by_line(text: str) -> dict[int, list[tokenize.TokenInfo]]:
    """The tokens of each line; none for a line on which a string that began above it ends."""
    found: dict[int, list[tokenize.TokenInfo]] = {}
    torn, quoted = set[int](), 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            quoted += (token.type == _QUOTED[0]) - (token.type == _QUOTED[1])
            if token.start[0] != token.end[0] and token.type not in (tokenize.NEWLINE, tokenize.NL):
                torn.update(range(token.start[0], token.end[0] + 1))
            if not quoted and token.string.strip():
                found.setdefault(token.start[0] - 1, []).append(token)
    except (tokenize.TokenError, SyntaxError):
        return {}
    return {line: tokens for line, tokens in found.items() if line + 1 not in torn}


def _broken(code: str, tokens: Sequence[tokenize.TokenInfo], width: int) -> list[str]:
    """The lines in the place of ``code``; none where it stays as it is."""
    if tokens and tokens[-1].type == tokenize.COMMENT:
        tokens = tokens[:-1]
    if not tokens or tokens[-1].end[1] <= width:
        return []
    parts = [_Part(token.string, token.start[1], token.end[1]) for token in tokens]
    words = [part.string for part in parts]
    if words[0] == "from" and "import" in words and not {"(", ")", "*", ";"}.intersection(words):
        return _imported(code, parts, words.index("import"), width)
    return _split(code, parts, width)


class _Part:
    """A token on its line, from column to column."""

    __slots__ = ("end", "start", "string")

    def __init__(self, string: str, start: int, end: int) -> None:
        self.string, self.start, self.end = string, start, end


def _imported(code: str, parts: Sequence[_Part], at: int, width: int) -> list[str]:
    """``from a import b, c`` with brackets around the names."""
    head, names, behind = code[: parts[at].end], code[parts[at].end : parts[-1].end].strip(), code[parts[-1].end :]
    indent = code[: len(code) - len(code.lstrip())]
    deeper = indent + ("\t" if indent.endswith("\t") else _STEP)
    fits = len(deeper) + len(names) <= width
    lines = [names] if fits else [f"{name.strip()}," for name in names.split(",")]
    return [f"{head} (", *(deeper + line for line in lines), f"{indent}){behind}"]


def _split(code: str, parts: Sequence[_Part], width: int) -> list[str]:
    """``code`` on several lines, none split where it fits or has no brackets with enough in them."""
    pairs = [pair for pair in _pairs(parts) if parts[pair[1]].start - parts[pair[0]].end >= _LEAST]
    if not parts or parts[-1].end <= width or not pairs:
        return []
    first, last = max(pairs, key=lambda pair: parts[pair[1]].start - parts[pair[0]].end)
    indent = code[: len(code) - len(code.lstrip())]
    deeper = indent + ("\t" if indent.endswith("\t") else _STEP)
    head, tail = code[: parts[first].end], indent + code[parts[last].start :]
    lines = [head]
    for element in _elements(code, parts[first + 1 : last], width - len(deeper)):
        line = deeper + element
        moved = [_Part(p.string, p.start + len(deeper), p.end + len(deeper)) for p in _parts_of(element)]
        lines += _split(line, moved, width) or [line]
    return [*lines, tail]


def _parts_of(text: str) -> list[_Part]:
    """The tokens of what stands in brackets; none where they are not found."""
    lines = _by_line(f"({text})").get(0, [])
    return [_Part(token.string, token.start[1] - 1, token.end[1] - 1) for token in lines[1:-1]]


def _pairs(parts: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """The outermost brackets."""
    opened: list[int] = []
    for number, part in enumerate(parts):
        if part.string in _OPEN:
            opened.append(number)
        elif part.string in _CLOSE and opened:
            first = opened.pop()
            if not opened:
                yield first, number


def _elements(code: str, inside: Sequence[_Part], room: int) -> list[str]:
    """What stands in brackets: on one line where there is room, else by its commas or by the clauses of a loop."""
    start, end = inside[0].start, inside[-1].end
    if end - start <= room:
        return [code[start:end]]
    outer = list(_outer(inside))
    if clauses := _clauses(outer):
        return [each.strip() for each in _cut(code, start, end, clauses)]
    cuts = [comma.end for comma in _commas(outer) if comma.end < end]
    elements = [each.strip() for each in _cut(code, start, end, cuts)]
    if cuts and inside[-1].string != ",":
        elements[-1] += ","
    return elements


def _clauses(outer: Sequence[_Part]) -> list[int]:
    """Where the clauses of a comprehension begin; none where there is no comprehension."""
    loops = [part.start for part in outer[1:] if part.string == "for"]
    return sorted([*loops, *(p.start for p in outer if p.string == "if" and p.start > loops[0])]) if loops else []


def _commas(outer: Iterable[_Part]) -> Iterator[_Part]:
    """The commas between what stands in brackets; those of a lambda's parameters are its own."""
    lambdas = 0
    for part in outer:
        lambdas += part.string == "lambda"
        if part.string == ":" and lambdas:
            lambdas -= 1
        elif part.string == "," and not lambdas:
            yield part


def _cut(code: str, start: int, end: int, cuts: Sequence[int]) -> list[str]:
    edges = [start, *cuts, end]
    return [code[a:b] for a, b in pairwise(edges)]


def _outer(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The tokens that are in no brackets."""
    depth = 0
    for part in parts:
        depth -= part.string in _CLOSE
        if not depth and part.string not in _OPEN:
            yield part
        depth += part.string in _OPEN
