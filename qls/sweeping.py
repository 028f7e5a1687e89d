"""PUB sweeps of a program as it is, or as a fix would make it: what menus and hovers offer beside the fixes."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from qls.planning.sweeps.lists import sweeps
from qls.planning.sweeps.loops import TITLE, WORDS, Sweep
from qls.report import Fix
from qls.syntax.text import Range, TextEdit, apply_edits, split_lines

_NEAR = 30  # lines

__all__ = ["TITLE", "Swept", "swept"]


@dataclass(frozen=True)
class Swept:
    """A loop as one PUB.

    Attributes:
        shapes: of its arrays, in a sentence.
        edits: of the program as it is, with the fix that comes first.
    """

    shapes: str
    edits: tuple[TextEdit, ...]


def swept(text: str, place: Range, fix: Fix | None = None) -> Swept | None:
    """The loop around ``place`` as one PUB, after ``fix``; None where it cannot be."""
    if not any(word in text for word in WORDS) or not _is_near(text, place.start.line):
        return None
    try:
        edits = () if fix is None else fix.edits
        fixed = apply_edits(text, edits)
    except ValueError:  # the fix cannot be carried out
        return None
    line = place.start.line + sum(_grown(edit) for edit in edits if edit.range.end.line < place.start.line)
    around = [each for each in sweeps(fixed) if each.first <= line <= each.last]
    if not around:
        return None
    found: Sweep = max(around, key=lambda each: each.first)
    return Swept(found.shapes, _changed(text, found.text))


def _grown(edit: TextEdit) -> int:
    return edit.text.count("\n") - (edit.range.end.line - edit.range.start.line)


def _is_near(text: str, at: int) -> bool:
    """True in a loop, and shortly behind where values are bound: a look that costs nothing."""
    lines = split_lines(text)
    if any(word in line for line in lines[max(at - _NEAR, 0) : at + 1] for word in WORDS):
        return True
    margin = None
    for line in reversed(lines[: at + 1]):
        words = line.lstrip(" \t")
        here = len(line) - len(words)
        if words.strip() and (margin is None or here < margin):
            if words.startswith("for "):
                return True
            margin = here
    return False


def _changed(before: str, after: str) -> tuple[TextEdit, ...]:
    """The lines that differ, as edits."""
    old, new = split_lines(before), split_lines(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(_edit(new[j:k], first, last) for kind, first, last, j, k in matcher.get_opcodes() if kind != "equal")


def _edit(lines: Sequence[str], first: int, last: int) -> TextEdit:
    return TextEdit(Range.of(first, 0, last, 0), "".join(lines))
