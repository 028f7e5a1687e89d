"""Of what several migrations say of one name, what is said once: its import is not told where its uses are."""

from __future__ import annotations

from qls.report import Finding
from qls.syntax.text import Range


class Said:
    """Leaves out what others speak for."""

    def __init__(self) -> None:
        self._left_out: set[str] = set()  # what was said of names that others spoke for, when every statement parsed

    def once(self, findings: list[Finding], freed: set[Range], *, half_typed: bool) -> list[Finding]:
        """The findings without those that others speak for.

        Args:
            freed: where fixes take away the reading of a name, or take its import elsewhere.
            half_typed: some statement does not parse; what others spoke for stays left out meanwhile.
        """
        others = [finding.range for finding in findings if finding.uses is None]
        said = [finding for finding in findings if _is_said(finding, freed, others)]
        if not half_typed:
            self._left_out = {finding.message for finding in said}
        else:
            said += [f for f in findings if f.uses is not None and f.message in self._left_out]
        left_out = {id(finding) for finding in said}
        return [finding for finding in findings if id(finding) not in left_out]


def _is_said(finding: Finding, freed: set[Range], others: list[Range]) -> bool:
    if finding.uses is None:
        return False

    def is_said(use: Range) -> bool:
        return use in freed or any(_begins_with(span, use) for span in others)

    return is_said(finding.range) or (bool(finding.uses) and all(map(is_said, finding.uses)))


def _begins_with(span: Range, part: Range) -> bool:
    """True where ``part`` is what ``span`` begins with, or all of it: what is called, not what it is given."""
    return span.start == part.start and span.contains(part)
