"""A plan says what a migration wants; rendering turns it into text edits that do not overlap.

A replacement is made of words and of ranges: a range stands for the document's own text there, with the
replacements inside it made, so what a migration does not change keeps every byte.
"""

from __future__ import annotations

import io
import tokenize
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, takewhile

from qls.rewriting.fresh import fresh, names_within
from qls.rewriting.quoting import quoted_for, quotes_at
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit, slice_range


@dataclass(frozen=True, order=True)
class Symbol:
    """A name that the new text needs, under whatever local name the document has or gets for it."""

    module: str
    name: str


class Own(str):
    """A name of the document's own among the words of a replacement, which bind no name like it."""


@dataclass(frozen=True)
class New:
    """A variable that the new text has, under a name that the document has for nothing.

    Attributes:
        word: its name, where that is free.
        place: what it belongs to: one variable for each; None where it is read in the expression that binds it.
        within: the statement in front of which it is bound, where nothing else reads it: others may have its name.
        value: what it is bound to, where two at one place may be bound to different things.
    """

    word: str
    place: Range | None = None
    within: Range | None = None
    value: str = ""


Piece = str | Range | Symbol | New
TextLine = str | tuple[Piece, ...]


class Conflict(ValueError):
    """Two replacements want the same text."""


@dataclass
class Plan:
    """Everything that one fix does.

    Attributes:
        replaced: by range, what comes in its place.
        deleted: statements to delete, each a whole ``ast.stmt``.
        inserted: by statement, lines to put in front of it, at its indentation.
        released: local names that this plan may leave unused: imported names to drop then.
        left_out: keywords that it leaves out because they never had an effect.
        moved: local names whose import goes elsewhere: ``{"Aer": ("qiskit_aer", "Aer")}``.
    """

    replaced: dict[Range, tuple[Piece, ...]] = field(default_factory=dict)
    deleted: set[Range] = field(default_factory=set)
    inserted: dict[Range, tuple[TextLine, ...]] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    _ordered: list[Range] = field(default_factory=list, repr=False, compare=False)  # as many as are replaced, or stale

    def replace(self, span: Range, *pieces: Piece) -> None:
        known = self.replaced.get(span)
        if known is not None and known != pieces:
            raise Conflict(f"two replacements at line {span.start.line + 1}")
        self.replaced[span] = pieces

    def drops(self, span: Range) -> bool:
        """True where nothing is kept of what stands at ``span``."""
        around = [pieces for place, pieces in self.replaced.items() if place.contains(span)]
        return any(not any(isinstance(piece, Range) and piece.contains(span) for piece in pieces) for pieces in around)

    def add(self, other: Plan) -> None:
        """Do ``other`` as well.

        Raises:
            Conflict: the two want the same text.
        """
        for span, pieces in other.replaced.items():
            self.replace(span, *pieces)
        for span, lines in other.inserted.items():
            known = self.inserted.get(span, ())
            if known and not all(_binds_new(line) for line in (*known, *lines)) and known != lines:
                raise Conflict(f"two insertions at line {span.start.line + 1}")
            self.inserted[span] = (*known, *(line for line in lines if line not in known))
        self.deleted |= other.deleted
        self.released |= other.released
        for name, target in other.moved.items():
            if self.moved.setdefault(name, target) != target:
                raise Conflict(f"{name} would be imported from two places")

    def copy(self) -> Plan:
        return Plan(dict(self.replaced), set(self.deleted), dict(self.inserted), set(self.released), dict(self.moved))

    def symbols(self) -> dict[Symbol, set[Range]]:
        """Every symbol that the new text needs, with the places that need it."""
        return {piece: places for piece, places in self._named().items() if isinstance(piece, Symbol)}

    def variables(self) -> dict[New, set[Range]]:
        """Every variable that the new text brings in, with the places that have it."""
        found = {piece: places for piece, places in self._named().items() if isinstance(piece, New)}
        return dict(sorted(found.items(), key=lambda each: _by_place(each[0])))

    def _named(self) -> dict[Symbol | New, set[Range]]:
        found: dict[Symbol | New, set[Range]] = defaultdict(set)
        for span in self.outermost():
            self._find(self.replaced[span], span, found)
        for span, lines in self.inserted.items():
            for line in lines:
                self._find(line if isinstance(line, tuple) else (), span, found)
        return found

    def _find(self, pieces: Iterable[Piece], place: Range, found: dict[Symbol | New, set[Range]]) -> None:
        for piece in pieces:
            if isinstance(piece, (Symbol, New)):
                found[piece].add(place)
            elif isinstance(piece, Range):
                inside = [piece] if piece in self.replaced else self.outermost(piece)
                for span in inside:
                    self._find(self.replaced[span], place, found)

    def outermost(self, within: Range | None = None) -> list[Range]:
        """The replaced ranges, ``within`` a range or anywhere, that are in no other one and are not deleted.

        Raises:
            Conflict: two overlap without one being inside the other.
        """
        if len(self._ordered) != len(self.replaced):
            self._ordered = sorted(self.replaced, key=_from_outside)
        found: list[Range] = []
        for span in self._ordered if within is None else self._inside(within):
            if found and found[-1].contains(span):
                continue
            if found and found[-1].overlaps(span):
                raise Conflict(f"replacements overlap at line {span.start.line + 1}")
            if within is not None or not any(deleted.contains(span) for deleted in self.deleted):
                found.append(span)
        return found

    def _inside(self, around: Range) -> Iterator[Range]:
        first = bisect_left(self._ordered, around.start, key=lambda span: span.start)
        for span in takewhile(lambda span: span.start <= around.end, islice(self._ordered, first, None)):
            if span != around and around.contains(span):
                yield span


def _by_place(new: New) -> tuple[str, Range, str]:
    return new.word, new.place or Range.of(0, 0, 0, 0), new.value


def _binds_new(line: TextLine) -> bool:
    return isinstance(line, tuple) and bool(line) and isinstance(line[0], New)


def _from_outside(span: Range) -> tuple[Position, Position]:
    """Where it starts, and of those the longest first."""
    return span.start, Position(-span.end.line, -span.end.column)


class Renderer:
    """Renders a plan against the text of a document."""

    def __init__(self, source: Source, plan: Plan, local: Mapping[Symbol | New, str]) -> None:
        self.source, self.lines, self.plan, self.local = source, source.lines, plan, local
        self._lost: dict[Range, list[str]] = {}

    def edits(self) -> list[TextEdit]:
        """The replacements, deletions and insertions, without the imports.

        Raises:
            Conflict: two replacements overlap without one being inside the other.
        """
        edits = [TextEdit(span, self.render(span)) for span in self.plan.outermost()]
        edits += [self._deletion(span) for span in sorted(self.plan.deleted)]
        for span, lines in self.plan.inserted.items():
            indent = self._indent(span)
            text = "".join(f"{self._line(line)}{self.newline}{indent}" for line in lines)
            edits.append(TextEdit(Range(span.start, span.start), text))
        return edits

    @property
    def newline(self) -> str:
        first = self.lines[0] if self.lines else ""
        return "\r\n" if first.endswith("\r\n") else "\n"

    def render(self, span: Range) -> str:
        """The new text of a replaced range."""
        pieces = fresh(self.plan.replaced[span], self._names)
        text = "".join(map(self._piece, pieces))
        lost = [c for c in _comments(slice_range(self.lines, span)) if c not in text]
        if lost:
            self._lost[span] = lost
        quotes = quotes_at(self.source, span)
        return text if quotes is None else quoted_for(text, quotes)

    def _names(self, piece: Piece) -> frozenset[str]:
        """The names that a piece of the new text brings along."""
        if isinstance(piece, str):
            return frozenset({piece.partition(".")[0]}) if isinstance(piece, Own) else frozenset()
        if isinstance(piece, (Symbol, New)):
            return frozenset({self.local[piece].partition(".")[0]})
        return names_within(slice_range(self.lines, piece))

    def _line(self, line: TextLine) -> str:
        return line if isinstance(line, str) else "".join(map(self._piece, line))

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, (Symbol, New)):
            return self.local[piece]
        return piece if isinstance(piece, str) else self.text(piece)

    def text(self, span: Range) -> str:
        """The document's text in ``span``, with the replacements inside it made."""
        if span in self.plan.replaced:
            return self.render(span)
        parts: list[str] = []
        at = span.start
        for inner in self.plan.outermost(span):
            parts += [slice_range(self.lines, Range(at, inner.start)), self.render(inner)]
            at = inner.end
        parts.append(slice_range(self.lines, Range(at, span.end)))
        return "".join(parts)

    def lost_comments(self) -> dict[Range, list[str]]:
        """Comments inside replaced ranges that the new text has no place for."""
        return self._lost

    def _indent(self, span: Range) -> str:
        return self.lines[span.start.line][: span.start.column]

    def _deletion(self, span: Range) -> TextEdit:
        """Delete a statement with its line, where it has the line to itself; else leave ``pass``."""
        before = self.lines[span.start.line][: span.start.column]
        after = self.lines[span.end.line][span.end.column :]
        remark = after.lstrip().startswith("#")
        if before.strip() or (after.strip() and not remark) or self._alone(span, before):
            return TextEdit(span, "pass")
        if remark:
            gap = len(after) - len(after.lstrip())
            return TextEdit(Range(span.start, Position(span.end.line, span.end.column + gap)), "")
        return TextEdit(Range(Position(span.start.line, 0), Position(span.end.line + 1, 0)), "")

    def _alone(self, span: Range, indent: str) -> bool:
        """True where the statement may be the only one of its block."""
        if not indent:
            return False
        above = next(filter(_is_code, reversed(self.lines[: span.start.line])), "")
        below = next(filter(_is_code, self.lines[span.end.line + 1 :]), "")
        same_below = below[: len(below) - len(below.lstrip())] == indent
        opens = above.split("#")[0].rstrip().endswith(":")
        return opens and not same_below


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _comments(text: str) -> list[str]:
    if "#" not in text:
        return []
    try:
        tokens = tokenize.generate_tokens(io.StringIO(f"({text})").readline)
        return [token.string for token in tokens if token.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return []
