"""Ranges by place: which stand inside a range, and which around it, without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from qls.syntax.text import Position, Range


class Nest:
    """Ranges that stand apart or one in the other, as those of nodes do. The answers are their numbers."""

    def __init__(self, spans: Sequence[Range]) -> None:
        self._spans = spans
        self._order = sorted(range(len(spans)), key=lambda number: _from_outside(spans[number]))
        self._starts = [spans[number].start for number in self._order]
        self._outer: list[int] | None = None  # by position in that order, the next one around

    def inside(self, span: Range) -> list[int]:
        """Those that ``span`` contains, in order."""
        first, last = bisect_left(self._starts, span.start), bisect_right(self._starts, span.end)
        return sorted([number for number in self._order[first:last] if self._spans[number].end <= span.end])

    def around(self, span: Range) -> list[int]:
        """Those that contain ``span``, in order."""
        return sorted(self.outwards(span))

    def outwards(self, span: Range) -> Iterator[int]:
        """Those that contain ``span``, the innermost first."""
        outer = self._outer if self._outer is not None else self._find_outer()
        at = bisect_right(self._starts, span.start) - 1
        while at >= 0:
            if self._spans[self._order[at]].end >= span.end:
                yield self._order[at]
            at = outer[at]

    def _find_outer(self) -> list[int]:
        """What stands around each; where two only overlap (f-strings whose parts have no place), all before it."""
        self._outer, open, apart = [], list[int](), True
        for at, number in enumerate(self._order):
            span = self._spans[number]
            while open and self._spans[self._order[open[-1]]].end < span.end:
                apart = apart and self._spans[self._order[open[-1]]].end <= span.start
                open.pop()
            self._outer.append(open[-1] if open else -1)
            open.append(at)
        if not apart:
            self._outer = [at - 1 for at in range(len(self._order))]
        return self._outer


def _from_outside(span: Range) -> tuple[Position, Position]:
    """Where it starts, and of those the longest first."""
    return span.start, Position(-span.end.line, -span.end.column)
