"""The door between the client's columns (UTF-8, UTF-16 or UTF-32 units) and ours (code points)."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from qls.syntax.text import Position, Range


class Door:
    """Converts for one client. Lines carry their ends; a place behind a line or the text moves to its end."""

    def __init__(self, encoding: str) -> None:
        self._codec = PositionCodec(types.PositionEncodingKind(encoding))

    def position_in(self, lines: Sequence[str], position: types.Position) -> Position:
        if position.line >= len(lines):
            return _end(lines)
        body = lines[position.line].rstrip("\r\n")
        if body.isascii():
            return Position(position.line, min(position.character, len(body)))
        character = min(position.character, self._codec.client_num_units(body))
        here = self._codec.position_from_client_units([body], types.Position(0, character))
        return Position(position.line, here.character)

    def range_in(self, lines: Sequence[str], span: types.Range) -> Range:
        start, end = self.position_in(lines, span.start), self.position_in(lines, span.end)
        return Range(min(start, end), max(start, end))

    def position_out(self, lines: Sequence[str], position: Position) -> types.Position:
        line = lines[position.line] if position.line < len(lines) else ""
        body = line[: position.column]
        units = len(body) if body.isascii() else self._codec.client_num_units(body)
        return types.Position(position.line, units)

    def range_out(self, lines: Sequence[str], span: Range) -> types.Range:
        return types.Range(self.position_out(lines, span.start), self.position_out(lines, span.end))


def _end(lines: Sequence[str]) -> Position:
    if lines and not lines[-1].endswith(("\n", "\r")):
        return Position(len(lines) - 1, len(lines[-1]))
    return Position(len(lines), 0)
