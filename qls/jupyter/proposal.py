"""What JupyterLab's button shows: the fixes that a notebook can have, and its cells with those that are accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qls import engine
from qls.choice import Settings
from qls.environment import Environment
from qls.report import Finding, Fix, Safety
from qls.syntax.notebook import Joined, join_cells
from qls.syntax.text import apply_edits

Json = dict[str, object]


@dataclass(frozen=True)
class Accepted:
    """A fix that was ticked: the position of its finding, and its own among the finding's."""

    finding: int
    fix: int


class Proposal:
    """The code cells of a notebook, with what qls finds in them."""

    def __init__(self, cells: Sequence[str], environment: Environment, settings: Settings) -> None:
        self._joined: Joined = join_cells(cells)
        self._document = engine.Document(self._joined.source, environment, settings)
        self._findings = self._document.report().findings
        due = engine.due(self._joined.source, environment, settings, self._document.report())
        self._due = {id(finding) for finding in due}

    def findings(self) -> list[Json]:
        """Each finding, with its fixes; the one that is ticked to begin with is a safe one of what has to change."""
        return [self._shown(finding) for finding in self._findings]

    def _shown(self, finding: Finding) -> Json:
        cell, span = self._joined.locate(finding.range)
        due = id(finding) in self._due
        return {
            "code": finding.code,
            "message": finding.message,
            "severity": finding.severity.value,
            "reason": finding.reason,
            "link": finding.link,
            "cell": cell,
            "line": span.start.line + 1,
            "fixes": [
                {
                    "title": fix.title,
                    "safe": fix.safety is Safety.SAFE,
                    "changes": fix.changes,
                    "ticked": due and fix is finding.best,
                }
                for fix in finding.fixes
            ],
        }

    def migrated(self, accepted: Sequence[Accepted]) -> Json:
        """The cells that change with these fixes: their text before and after, and both in rows, side by side.

        A fix that cannot be made beside another one is left out: its finding stays.
        """
        fixes = self._chosen(accepted)
        edits, done = self._document.together(fixes)
        try:
            by_cell = self._joined.split(edits)
        except ValueError as refusal:
            return {"cells": [], "done": 0, "problem": f"not edited, because {refusal}"}
        changed = []
        for index, parts in sorted(by_cell.items()):
            before = self._joined.cells[index]
            after = apply_edits(before, parts)
            if after != before:
                changed.append({"cell": index, "before": before, "after": after, "rows": list(_rows(before, after))})
        return {"cells": changed, "done": len(done), "problem": ""}

    def _chosen(self, accepted: Sequence[Accepted]) -> list[Fix]:
        """The fixes that are meant; one that makes another one's edit is left out."""
        chosen: list[Fix] = []
        covered: set[tuple[str, object]] = set()
        for each in accepted:
            if not 0 <= each.finding < len(self._findings):
                continue
            finding = self._findings[each.finding]
            if (finding.code, finding.range) in covered or not 0 <= each.fix < len(finding.fixes):
                continue
            chosen.append(finding.fixes[each.fix])
            covered.update(chosen[-1].removes)
        return chosen


def _rows(before: str, after: str) -> Iterator[list[str]]:
    """Lines side by side: what becomes of each, ``same``, ``old``, ``new`` or ``both``, the old one and the new one."""
    old, new = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for at in range(max(b - a, d - c)):
            left, right = (old[a + at] if a + at < b else ""), (new[c + at] if c + at < d else "")
            if kind == "equal":
                yield ["same", left, right]
            else:
                yield ["both" if a + at < b and c + at < d else "old" if a + at < b else "new", left, right]
