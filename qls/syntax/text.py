"""Positions, ranges and edits in a text.

Lines and columns count from 0; a column counts code points, never bytes or UTF-16 units: the server converts at
its door, and ``ast``'s UTF-8 offsets are converted where a syntax tree is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place between two characters."""

    line: int
    column: int


@dataclass(frozen=True, order=True, slots=True)
class Range:
    """The characters from ``start`` up to, not including, ``end``."""

    start: Position
    end: Position

    @classmethod
    def of(cls, line: int, column: int, end_line: int, end_column: int) -> Range:
        return cls(Position(line, column), Position(end_line, end_column))

    def contains(self, other: Range) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Range) -> bool:
        """True when the two share a character, or insert at the same place."""
        if self == other:
            return True
        return self.start < other.end and other.start < self.end

    def shifted(self, lines: int) -> Range:
        return Range.of(self.start.line + lines, self.start.column, self.end.line + lines, self.end.column)


@dataclass(frozen=True, order=True, slots=True)
class TextEdit:
    """Put ``text`` in the place of ``range``."""

    range: Range
    text: str


def visible(text: str) -> str:
    r"""``text`` on one line, where what a terminal would act on or cannot show is written as Python escapes it.

    >>> visible("a\nb\x1b[2J")
    'a\\nb\\x1b[2J'
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def split_lines(text: str) -> list[str]:
    r"""The lines of ``text`` with their ends, split only where Python and LSP both split: \n, \r\n, \r.

    >>> split_lines("a\r\nb\x0cc\n")
    ['a\r\n', 'b\x0cc\n']
    """
    if "\r" not in text:
        lines = text.split("\n")
        kept = [line + "\n" for line in lines[:-1]]
        return [*kept, lines[-1]] if lines[-1] else kept
    lines, start, length = [], 0, len(text)
    while start < length:
        feed, back = text.find("\n", start), text.find("\r", start)
        if feed < 0 and back < 0:
            break
        if back < 0 or 0 <= feed < back:
            end = feed + 1
        else:
            end = back + 2 if text.startswith("\n", back + 1) else back + 1
        lines.append(text[start:end])
        start = end
    if start < length:
        lines.append(text[start:])
    return lines


def slice_range(lines: Sequence[str], span: Range) -> str:
    """The characters of ``span``."""
    start, end = span.start, span.end
    if start.line == end.line:
        return lines[start.line][start.column : end.column] if start.line < len(lines) else ""
    parts = [lines[start.line][start.column :], *lines[start.line + 1 : end.line]]
    if end.line < len(lines):
        parts.append(lines[end.line][: end.column])
    return "".join(parts)


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """``text`` with all ``edits`` made at once.

    Raises:
        ValueError: two edits overlap.
    """
    lines = split_lines(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(position: Position) -> int:
        if position.line >= len(lines):
            return len(text)
        return min(starts[position.line] + position.column, starts[position.line + 1])

    pieces, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.range.start, e.range.end)):
        start, end = offset(edit.range.start), offset(edit.range.end)
        if start < at:
            raise ValueError(f"edits overlap at line {edit.range.start.line + 1}")
        pieces += [text[at:start], edit.text]
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
