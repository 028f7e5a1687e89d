"""Of what several migrations say of one name, what is said once: its import is not told where its uses are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from qls.report import Finding
from qls.syntax.text import Position, Range


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
        asked = [finding for finding in findings if finding.uses is not None]
        if not asked:
            return findings
        others: dict[Position, list[Range]] = defaultdict(list)  # by where they begin
        for finding in findings:
            if finding.uses is None:
                others[finding.range.start].append(finding.range)
        said = [finding for finding in asked if _is_said(finding, freed, others)]
        if not half_typed:
            self._left_out = {finding.message for finding in said}
        else:
            said += [finding for finding in asked if finding.message in self._left_out]
        left_out = {id(finding) for finding in said}
        return [finding for finding in findings if id(finding) not in left_out]


def _is_said(finding: Finding, freed: set[Range], others: Mapping[Position, list[Range]]) -> bool:
    def is_said(use: Range) -> bool:
        """Something speaks for it that begins with it, or is it: what is called, not what that is given."""
        return use in freed or any(span.contains(use) for span in others.get(use.start, ()))

    return is_said(finding.range) or (bool(finding.uses) and all(map(is_said, finding.uses or ())))
