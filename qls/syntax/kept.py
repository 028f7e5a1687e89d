"""Which lines of a text are left as they were while it is edited, and the edits that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qls.syntax.text import Range, TextEdit, apply_edits, split_lines


class EditedText:
    """A text that is edited several times over: what all of it comes to is said in whole lines, in linear time."""

    def __init__(self, text: str) -> None:
        self._before = split_lines(text)
        self._lines = list(self._before)
        self._origins: list[int | None] = list(range(len(self._lines)))  # of each line; None for those that are new

    def edit(self, edits: Sequence[TextEdit]) -> None:
        """Make ``edits`` at once, all against the text as it is now."""
        for first, last, together in reversed(list(_by_lines(edits))):
            last = min(last, len(self._lines))
            if first and self._lines[first - 1].endswith("\r"):  # a \n that comes to follow it is part of its end
                first -= 1
            moved = [TextEdit(edit.range.shifted(-first), edit.text) for edit in together]
            text = apply_edits("".join(self._lines[first:last]), moved)
            while last < len(self._lines) and text and not text.endswith("\n"):
                text += self._lines[last]
                last += 1
            new = split_lines(text)
            self._lines[first:last] = new
            self._origins[first:last] = [None] * len(new)

    def edits(self) -> tuple[TextEdit, ...]:
        """The edits that turn the first text into this one, each of whole lines that differ."""
        return tuple(self._edits())

    def _edits(self) -> Iterator[TextEdit]:
        at, new = 0, list[str]()
        for line, origin in zip([*self._lines, ""], [*self._origins, len(self._before)], strict=True):
            if origin is None:
                new.append(line)
                continue
            yield from self._difference(at, origin, new)
            at, new = origin + 1, []

    def _difference(self, start: int, end: int, new: list[str]) -> Iterator[TextEdit]:
        first, last = 0, len(new)
        while start < end and first < last and self._before[start] == new[first]:
            start, first = start + 1, first + 1
        while start < end and first < last and self._before[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
        if start < end or first < last:
            yield TextEdit(Range.of(start, 0, end, 0), "".join(new[first:last]))


def _by_lines(edits: Sequence[TextEdit]) -> Iterator[tuple[int, int, list[TextEdit]]]:
    """The edits in groups that share no line, and the first and the last line (excluded) that a group touches."""
    first, last, together = 0, 0, list[TextEdit]()
    for edit in sorted(edits, key=lambda e: (e.range.start, e.range.end)):
        start, end = edit.range.start.line, edit.range.end.line + 1
        if together and start >= last:
            yield first, last, together
            together = []
        first = first if together else start
        last = max(last, end) if together else end
        together.append(edit)
    if together:
        yield first, last, together
