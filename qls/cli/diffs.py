"""What changes in a file, for people: the whole of it, or of a notebook each cell that changes."""

from __future__ import annotations

import difflib
import io
import tokenize
from collections.abc import Iterator

from qls.files import decode, is_document
from qls.pins import kind_of
from qls.syntax.text import Position, Range, split_lines, visible

Part = tuple[str, list[str], list[str]]  # empty or ``cell 3``, and the lines before and after


def parts(path: str, before: bytes, after: bytes) -> list[Part]:
    """The parts of a file that are shown, with their lines before and after.

    Raises:
        Unreadable, UnicodeDecodeError: one of the two is no file of its kind.
    """
    if path.endswith(".ipynb"):
        return list(_cells(path, before, after))
    encoding = "utf-8"
    if not (kind_of(path.rpartition("/")[2]) or is_document(path)):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(before).readline)
    old, new = (split_lines(content.decode(encoding)) for content in (before, after))
    return [("", old, new)]


def _cells(path: str, before: bytes, after: bytes) -> Iterator[Part]:
    program, changed = decode(before, path), decode(after, path)
    assert program.notebook is not None and changed.notebook is not None
    joined = program.notebook.joined
    for index, (cell, now) in enumerate(zip(joined.cells, changed.notebook.joined.cells, strict=True)):
        if cell != now:
            start = joined.position(index, Position(0, 0))
            number, _ = program.locate(Range(start, start))
            yield f"cell {number}", split_lines(cell), split_lines(now)


def diff(path: str, before: bytes, after: bytes) -> str:
    """A unified diff; of a notebook one for each cell, under its number."""
    name, lines = path.lstrip("/"), []
    for part, old, new in parts(path, before, after):
        shown = f"{name}:{part}" if part else name
        if part:  # a cell's last line has no end, and that says nothing
            old, new = _ended(old), _ended(new)
        for line in difflib.unified_diff(old, new, _quoted(f"a/{shown}"), _quoted(f"b/{shown}")):
            lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(lines)


def _ended(lines: list[str]) -> list[str]:
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]


def _quoted(name: str) -> str:
    """A file's name as git writes it in a diff: in quotes where a character of it is not printed."""
    shown = visible(name)
    return name if shown == name else f'"{shown}"'
