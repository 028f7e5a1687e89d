"""What an analysis says: findings, and for each the fixes that would remove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from qls.syntax.text import Position, Range, TextEdit


class Severity(str, Enum):
    """How much a finding matters with the versions that are installed."""

    ERROR = "error"  # removed: the call raises
    WARNING = "warning"  # deprecated: the call warns
    INFORMATION = "information"  # legal, with a better way
    HINT = "hint"


# What makes a check fail: findings of this severity and of those before it, or nothing.
FAIL_ON = (Severity.ERROR.value, Severity.WARNING.value, Severity.INFORMATION.value, "never")


class Safety(str, Enum):
    """Whether a fix keeps the program's answer."""

    SAFE = "safe"
    UNSAFE = "unsafe"


def shifted(span: Range, moves: Sequence[tuple[int, int]]) -> Range:
    """Where what stood at ``span`` is after ``moves``: from a line on, so many lines further down."""
    for behind, grown in moves:
        if span.start.line >= behind:
            span = span.shifted(grown)
    return span


@dataclass(frozen=True)
class Fix:
    """One edit of the whole chain: the call, its imports, its options and every reader of its result.

    Attributes:
        title: what a menu shows, e.g. ``Run on SamplerV2 of qiskit_aer``.
        kind: ``primitive``, ``exact`` (quantum_info), ``keep-running`` or ``import``.
        destination: e.g. ``aer``, ``runtime``, ``backend``, ``statevector``; empty where there is no choice.
        changes: for an unsafe fix, the sentence that the user confirms; empty for a safe one.
        removes: where the findings are that are gone once this is applied, this one included.
    """

    title: str
    safety: Safety
    kind: str
    destination: str
    changes: str
    removes: tuple[tuple[str, Range], ...]
    make_edits: Callable[[], tuple[TextEdit, ...]] = field(repr=False, compare=False)
    outcome: object = field(default=None, repr=False, compare=False)  # what makes the edits, for the engine to combine

    def moved(self, moves: Sequence[tuple[int, int]]) -> Fix:
        """The same fix where it stands after ``moves``: from a line on, so many lines further down."""
        return replace(self, removes=tuple([(code, shifted(span, moves)) for code, span in self.removes]))

    @property
    def edits(self) -> tuple[TextEdit, ...]:
        """The edits, none overlapping another, against the document as it is now. Computed at each use.

        Raises:
            ValueError: they would break the program; the message says why, as a sentence without its full stop.
        """
        return self.make_edits()


@dataclass(frozen=True)
class Related:
    """Another place that explains a finding: where the backend was made, where the result is read."""

    range: Range
    message: str


@dataclass(frozen=True)
class Finding:
    """A use of legacy Qiskit.

    Attributes:
        code: e.g. ``QLS101``.
        name: e.g. ``execute-removed``.
        message: what, since when, and the one-line alternative.
        range: what to underline.
        deprecated: the installed version still has it, and warns.
        link: the page that documents the replacement.
        fixes: the best first; empty where the finding is only explained.
        reason: why no more is offered, as a sentence without its full stop; empty where nothing stands in the way.
        explain: makes the hover's Markdown (costs an edit, so on demand).
        uses: for a removed name that is imported, or reached through a module, where it is read: the finding is left
            out where others speak for all of these. None for everything else.
    """

    code: str
    name: str
    message: str
    severity: Severity
    range: Range
    deprecated: bool = False
    link: str = ""
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    reason: str = ""
    explain: Callable[[], str] = field(default=lambda: "", repr=False, compare=False)
    uses: tuple[Range, ...] | None = field(default=None, repr=False, compare=False)

    def moved(self, moves: Sequence[tuple[int, int]]) -> Finding:
        """The same finding where it stands after ``moves``: from a line on, so many lines further down."""
        span = shifted(self.range, moves)
        related = tuple([Related(shifted(each.range, moves), each.message) for each in self.related])
        if span == self.range and related == self.related:
            removes = [span for fix in self.fixes for _, span in fix.removes]
            if all(shifted(span, moves) == span for span in (*removes, *(self.uses or ()))):
                return self
        uses = None if self.uses is None else tuple([shifted(each, moves) for each in self.uses])
        fixes = tuple([fix.moved(moves) for fix in self.fixes])
        return replace(self, range=span, related=related, fixes=fixes, uses=uses)

    @property
    def best(self) -> Fix | None:
        """The first safe fix, or None."""
        return next((fix for fix in self.fixes if fix.safety is Safety.SAFE), None)


@dataclass(frozen=True)
class Report:
    """The findings of one program, in the order of the text."""

    findings: tuple[Finding, ...]
    syntax_error: str = ""  # the first statement that does not parse, said in one line; empty if all do
    syntax_error_at: Position | None = None

    def at(self, span: Range) -> tuple[Finding, ...]:
        """The findings whose range touches ``span`` (a cursor is an empty range)."""
        return tuple(f for f in self.findings if f.range.start <= span.end and span.start <= f.range.end)
