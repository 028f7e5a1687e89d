"""A notebook's code cells as one program, and that program's edits back in the cells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from qls.syntax.magics import masked
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines

# After each cell: the end of its last line, and an empty line that is its own, so that what is put behind
# the last statement of a cell is told from what is inserted before the first statement of the next.
_BETWEEN = "\n\n"


class Joined:
    """Cells as one module: the text, and the way between its places and those of the cells.

    Attributes:
        source: the module; magics are hidden, every line and column of a cell is kept.
    """

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = tuple(cells)
        pieces, self._starts, line = [], [], 0
        for cell in self.cells:
            self._starts.append(line)
            text = masked(cell) + _BETWEEN
            pieces.append(text)
            line += _line_count(text)
        self.source = "".join(pieces)

    def locate(self, span: Range) -> tuple[int, Range]:
        """The index of the cell that holds the start of ``span``, and the range in that cell."""
        cell = self._cell_of(span.start.line)
        return cell, Range(self._in_cell(cell, span.start), self._in_cell(cell, span.end))

    def position(self, cell: int, position: Position) -> Position:
        """Where a place of a cell is in the module."""
        return Position(self._starts[cell] + position.line, position.column)

    def split(self, edits: Sequence[TextEdit]) -> dict[int, list[TextEdit]]:
        """The edits of the module as edits of the cells, by index.

        Raises:
            ValueError: an edit reaches from one cell into another.
        """
        by_cell: dict[int, list[TextEdit]] = {}
        for part in (part for edit in edits for part in self._within_cells(edit)):
            cell, landed = self._land(part)
            by_cell.setdefault(cell, []).append(landed)
        return by_cell

    def _within_cells(self, edit: TextEdit) -> list[TextEdit]:
        """The edit; one that reaches over several cells, line by line where it changes something."""
        start, end = edit.range.start, edit.range.end
        if end <= self._end_of(self._cell_of(start.line)):
            return [edit]
        lines = split_lines(self.source)
        head = lines[start.line][: start.column]
        tail = lines[end.line][end.column :] if end.column else ""
        old = lines[start.line : end.line + (1 if end.column else 0)]
        new = split_lines(head + edit.text + tail)
        return [
            TextEdit(Range.of(start.line + a, 0, start.line + b, 0), "".join(new[c:d]))
            for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
            if kind != "equal"
        ]

    def _end_of(self, cell: int) -> Position:
        """Where the next cell begins."""
        return Position(self._starts[cell] + len(self._lines[cell]) + 1, 0)

    def _land(self, edit: TextEdit) -> tuple[int, TextEdit]:
        start, end = edit.range.start, edit.range.end
        cell = self._cell_of(start.line)
        if cell + 1 < len(self.cells) and end > self._end_of(cell):
            raise ValueError(f"an edit reaches from cell {cell + 1} into the next")
        lines, first = self._lines[cell], self._starts[cell]
        text = self._with_magics(edit)
        close = Position(len(lines) - 1, len(lines[-1]))
        begin, stop = Position(start.line - first, start.column), Position(end.line - first, end.column)
        if begin > close:  # on the empty line behind the cell
            glue = "\n" if lines[-1] else ""
            return cell, TextEdit(Range(close, close), glue + _without_end(text))
        if stop > close:  # the end of the last line was ours, not the cell's
            text = _without_end(text)
        return cell, TextEdit(Range(begin, min(stop, close)), text)

    def _with_magics(self, edit: TextEdit) -> str:
        """What an edit carries over from the hidden lines that it covers is put back as it was."""
        text = edit.text
        for line in range(edit.range.start.line, edit.range.end.line + 1):
            cell = self._cell_of(line)
            at = line - self._starts[cell]
            if at >= len(self._lines[cell]):
                continue
            hidden, real = self._shown[cell][at].strip(), self._lines[cell][at].strip()
            if hidden != real and hidden:
                text = text.replace(hidden, real)
        return text

    def _cell_of(self, line: int) -> int:
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._starts[middle] <= line else (low, middle - 1)
        return low

    def _in_cell(self, cell: int, position: Position) -> Position:
        lines = self._lines[cell]
        here = Position(position.line - self._starts[cell], position.column)
        return min(here, Position(len(lines) - 1, len(lines[-1])))

    @cached_property
    def _lines(self) -> list[list[str]]:
        return [_editor_lines(cell) for cell in self.cells]

    @cached_property
    def _shown(self) -> list[list[str]]:
        return [_editor_lines(masked(cell)) for cell in self.cells]


def join_cells(cells: Sequence[str]) -> Joined:
    """The texts of code cells, in document order, as one module."""
    return Joined(cells)


class Notebook:
    """A notebook's file.

    Attributes:
        source: its code cells as one module; empty where the notebook's language is not Python.

    Raises:
        ValueError: the text is no notebook (not JSON, or without cells).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._cells = list(_code_cells(text))
        self.joined = join_cells([cell.text for cell in self._cells])

    @property
    def source(self) -> str:
        return self.joined.source

    def locate(self, span: Range) -> tuple[int, Range]:
        """The number of the cell in the notebook (from 1, every kind counts), and the range in that cell."""
        cell, here = self.joined.locate(span)
        return self._cells[cell].number, here

    def edited(self, edits: Sequence[TextEdit]) -> str:
        """The file's text with ``edits`` of the module made in their cells; every other byte is kept.

        Raises:
            ValueError: an edit reaches from one cell into another, or two overlap.
        """
        pieces, at = [], 0
        for index, changes in sorted(self.joined.split(edits).items()):
            cell = self._cells[index]
            after = apply_edits(cell.text, changes)
            if after.endswith("\n") and not cell.text.endswith("\n"):
                after = after[:-1]
            if after == cell.text:
                continue
            pieces += [self.text[at : cell.start], self._written(cell, after)]
            at = cell.end
        return "".join([*pieces, self.text[at:]])

    def _written(self, cell: _Cell, after: str) -> str:
        """The JSON value of a cell's source, in the style found: unchanged lines keep their characters."""
        old, new = [piece.text for piece in cell.pieces], _lines_of(after)
        parts: list[str] = []
        for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                parts += [piece.raw for piece in cell.pieces[from_old:to_old]]
            else:
                parts += [self._encoded(line) for line in new[from_new:to_new]]
        if not cell.is_list:
            return '"' + "".join(parts) + '"'
        style = cell.style or self._list_style
        if not parts:
            return "[]"
        return "[" + style.lead + style.between.join(f'"{part}"' for part in parts) + style.tail + "]"

    def _encoded(self, line: str) -> str:
        lone_surrogate = not line.isascii() and any("\ud800" <= character <= "\udfff" for character in line)
        return json.dumps(line, ensure_ascii=self._escapes or lone_surrogate)[1:-1]

    @cached_property
    def _escapes(self) -> bool:
        return self.text.isascii() and re.search(r"\\u(?!00[01])[0-9a-fA-F]{4}", self.text) is not None

    @cached_property
    def _list_style(self) -> _ListStyle:
        """How this file writes a list of lines, for a cell that has too few to tell."""
        styles = [cell.style for cell in self._cells if cell.style]
        if styles:
            return styles[0]
        indent = re.search(r'\n([ \t]*)"cell_type"', self.text)
        if indent is None:
            return _ListStyle("", ", " if '": ' in self.text else ",", "")
        step = re.match(r'\{\s*\n([ \t]+)"', self.text.lstrip())
        lead = "\n" + indent[1] + (step[1] if step else " ")
        return _ListStyle(lead, "," + lead, "\n" + indent[1])


@dataclass(frozen=True)
class _Piece:
    text: str
    raw: str  # as written between the quotes


@dataclass(frozen=True)
class _ListStyle:
    lead: str
    between: str
    tail: str


@dataclass(frozen=True)
class _Cell:
    number: int
    start: int  # of the source's JSON value in the file's text
    end: int
    pieces: tuple[_Piece, ...]
    is_list: bool
    style: _ListStyle | None  # None where the list has fewer than two lines

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")
_RAW_LINE = re.compile(r"(?:[^\\]|\\[^n])*?\\n|(?:[^\\]|\\.)+", re.DOTALL)


def _code_cells(text: str) -> Iterator[_Cell]:
    try:
        content = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not a notebook: {error}") from None
    if not isinstance(content, dict):
        raise ValueError("not a notebook: no JSON object")
    if _language(content).lower() not in ("python", "ipython", "python3", "python2"):
        return
    number = 0
    for source_key, start in _cell_objects(text):
        number += 1
        members = dict(_members(text, start))
        kind = members.get("cell_type")
        source = members.get(source_key)
        if kind is None or source is None or _value(text, kind) != "code":
            continue
        if cell := _cell(text, number, source):
            yield cell


def _language(content: dict[str, object]) -> str:
    metadata = content.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    for table, key in (("language_info", "name"), ("kernelspec", "language")):
        entry = metadata.get(table)
        language = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(language, str):
            return language
    return "python"


def _cell_objects(text: str) -> Iterator[tuple[str, int]]:
    """The key of the source and the start of each cell; format 3 kept its cells in worksheets."""
    top = dict(_members(text, _skip(text, 0)))
    if "cells" in top:
        for start in _array(text, top["cells"], "cells"):
            yield "source", start
    elif "worksheets" in top:
        for sheet in _array(text, top["worksheets"], "worksheets"):
            cells = dict(_members(text, sheet)).get("cells")
            for start in _array(text, cells, "cells") if cells is not None else ():
                yield "input", start
    else:
        raise ValueError("not a notebook: it has no cells")


def _array(text: str, start: int, name: str) -> Iterator[int]:
    if text[start] != "[":
        raise ValueError(f"not a notebook: its {name} are no list")
    yield from (item for item, _ in _items(text, start) if text[item] == "{")


def _cell(text: str, number: int, start: int) -> _Cell | None:
    if text[start] == '"':
        _, end = _DECODER.raw_decode(text, start)
        raw = text[start + 1 : end - 1]
        pieces = tuple(_piece(match[0]) for match in _RAW_LINE.finditer(raw))
        return _Cell(number, start, end, pieces=pieces, is_list=False, style=None)
    if text[start] != "[":
        return None
    spans = list(_items(text, start))
    if any(text[item] != '"' for item, _ in spans):
        return None
    _, end = _DECODER.raw_decode(text, start)
    pieces = tuple(_piece(text[item + 1 : stop - 1]) for item, stop in spans)
    style = None
    if spans:
        lead, tail = text[start + 1 : spans[0][0]], text[spans[-1][1] : end - 1]
        if len(spans) > 1:
            style = _ListStyle(lead, text[spans[0][1] : spans[1][0]], tail)
        elif lead:
            style = _ListStyle(lead, "," + lead, tail)
    return _Cell(number, start, end, pieces=pieces, is_list=True, style=style)


def _piece(raw: str) -> _Piece:
    return _Piece(_DECODER.decode(f'"{raw}"'), raw)


def _members(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The keys of the object at ``start``, each with the start of its value."""
    at = _skip(text, start + 1)
    while start < len(text) and text[start] == "{" and text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        value = _skip(text, _skip(text, at) + 1)
        yield key, value
        _, at = _DECODER.raw_decode(text, value)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _items(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The span of each value of the array at ``start``."""
    at = _skip(text, start + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _value(text: str, start: int) -> object:
    return _DECODER.raw_decode(text, start)[0]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _lines_of(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _editor_lines(cell: str) -> list[str]:
    """The lines as an editor counts them: one more, empty, behind a final newline."""
    lines = split_lines(cell)
    return [*lines, ""] if not lines or lines[-1].endswith(("\n", "\r")) else lines


def _line_count(text: str) -> int:
    return len(split_lines(text))


def _without_end(text: str) -> str:
    return text[:-1] if text.endswith("\n") else text
