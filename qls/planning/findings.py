"""From outcomes to a finding: the words, the severity, the fixes, the hover."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qls.planning.workbench import Context, Outcome
from qls.report import Finding, Fix, Related, Safety, Severity
from qls.rewriting.plan import Conflict
from qls.syntax.text import Range, TextEdit, apply_edits, split_lines

LABELS = {
    "aer": "Run on SamplerV2 of qiskit_aer",
    "backend": "Run on BackendSamplerV2",
    "statevector": "Compute with Statevector of quantum_info",
    "unitary": "Compute with Operator of quantum_info",
    "runtime": "Run on SamplerV2 of qiskit_ibm_runtime",
    "exact-distribution": "Compute the exact probabilities with Statevector",
    "statevector-sampler": "Run on StatevectorSampler",
    "statevector-estimator": "Run on StatevectorEstimator",
    "aer-estimator": "Run on EstimatorV2 of qiskit_aer",
    "backend-estimator": "Run on BackendEstimatorV2",
    "runtime-estimator": "Run on EstimatorV2 of qiskit_ibm_runtime",
    "keep-running": "Keep running on the simulator: transpile and backend.run",
    "keep-on-aer": "Keep running on the same simulator of qiskit_aer",
    "keep-on-backend": "Keep running on the backend: transpile and backend.run",
}


@dataclass(frozen=True)
class Offer:
    """What a finding offers where its plan can be made: ``title`` and ``kind`` are those of the fix."""

    title: str
    kind: str
    outcome: Outcome


@dataclass(frozen=True)
class Page:
    """What a migration is; ``finding`` is how it reports.

    Attributes:
        since: when the legacy API was deprecated and removed, in words.
        link: the page that documents the replacement.
        changes: the page's "What changes in your results", in a sentence or two.
        gone: the package and its first version without the legacy API; empty where each finding says how grave it is.
        destinations: where its fixes go, those that the user can choose among.
    """

    code: str
    name: str
    since: str
    link: str
    changes: str
    gone: tuple[str, str] | tuple[()] = ()
    destinations: tuple[str, ...] = ("auto",)

    def severity(self, context: Context) -> Severity:
        """An error where what is installed has it no more, else a warning."""
        return Severity.ERROR if self.gone and context.environment.at_least(*self.gone) else Severity.WARNING

    def at(self, *spans: Range) -> tuple[tuple[str, Range], ...]:
        """Findings of this page by their places, as a fix names those that it removes."""
        return tuple([(self.code, span) for span in spans])

    def finding(
        self,
        context: Context,
        span: Range,
        message: str,
        *offers: Offer,
        severity: Severity | None = None,
        deprecated: bool | None = None,
        removes: tuple[tuple[str, Range], ...] | None = None,
        related: tuple[Related, ...] = (),
        uses: tuple[Range, ...] | None = None,
        link: str = "",
        why: str | Callable[[tuple[Fix, ...]], str] = "",
        reason: str | None = None,
        left_out: tuple[str, ...] = (),
    ) -> Finding:
        """A finding at ``span`` with those of ``offers`` that can be made, the best first.

        Args:
            severity: by what is installed, where it is not given.
            deprecated: it is still there, and warns; for a warning, where it is not given.
            removes: the findings that are gone with a fix; this one, where it is not given.
            link: other documentation than the page's.
            why: the sentence that explains what is proposed.
            reason: why no more is offered; that of the first offer, where it is not given.
            left_out: arguments that had no effect, and that the fix leaves out.
        """
        severity = self.severity(context) if severity is None else severity
        removes = self.at(span) if removes is None else removes
        fixes = tuple([_fix(context, offer, removes) for offer in offers if offer.outcome.verdict.offered])
        if reason is None:
            reason = offers[0].outcome.verdict.reason if offers else ""
        deprecated = severity is Severity.WARNING if deprecated is None else deprecated
        link = link or self.link
        explain = _hover(context, self, link, fixes=fixes, reason=reason, left_out=left_out, why=why)
        return Finding(
            self.code,
            self.name,
            message=message,
            severity=severity,
            range=span,
            deprecated=deprecated,
            link=link,
            fixes=fixes,
            related=related,
            reason=reason,
            explain=explain,
            uses=uses,
        )


def _fix(context: Context, offer: Offer, removes: tuple[tuple[str, Range], ...]) -> Fix:
    """The fix that carries out what is offered."""
    outcome = offer.outcome
    return Fix(
        offer.title,
        Safety.UNSAFE if outcome.verdict.changes else Safety.SAFE,
        kind=offer.kind,
        destination=outcome.verdict.destination,
        changes=outcome.verdict.changes,
        removes=removes,
        make_edits=lambda: context.edits(outcome.plan),
        outcome=outcome,
    )


_BY_HAND = "Not edited: this is yours to change, as the message says."


def _hover(
    context: Context,
    page: Page,
    link: str,
    *,
    fixes: tuple[Fix, ...],
    reason: str,
    left_out: tuple[str, ...],
    why: str | Callable[[tuple[Fix, ...]], str],
) -> Callable[[], str]:
    """What the hover says, made when it is asked for: what to do or why not; the message stands beside it already."""

    def explain() -> str:
        said = why(fixes) if callable(why) else why
        if fixes:
            parts = [*_shown(context, fixes[0]), said]
        else:
            parts = [f"Not edited, because {reason}." if reason else _BY_HAND, said]
        if left_out:
            parts.append(f"Left out, because it never had an effect: {', '.join(f'`{name}`' for name in left_out)}.")
        if fixes and reason:
            parts.append(f"No more than that, because {reason}.")
        if fixes and not fixes[0].changes and fixes[0].kind in ("primitive", "exact"):
            parts.append(f"*What changes in your results:* {page.changes}")
        parts.append(f"{page.code} {page.name}: {page.since}." + (f" [Documentation]({link})" if link else ""))
        return "\n\n".join(filter(None, parts))

    return explain


def _shown(context: Context, fix: Fix) -> list[str]:
    """What a fix does, or why it cannot be carried out."""
    try:
        diff = diff_of(context.program.source.text, fix.edits)
    except Conflict as conflict:
        return [f"{fix.title}: not edited, because {conflict}."]
    said = [f"**{fix.title}** ({fix.safety.value})", f"*What changes:* {fix.changes}" if fix.changes else ""]
    return [*said, f"```diff\n{diff}\n```"]


def diff_of(text: str, edits: Iterable[TextEdit]) -> str:
    """The lines that the edits change, as a diff without context."""
    lines, shown = split_lines(text), list[str]()
    for first, last, here in _hunks(edits):
        before = "".join(lines[first : last + 1])
        after = apply_edits(before, [TextEdit(edit.range.shifted(-first), edit.text) for edit in here])
        diff = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
        shown += [line for line in diff if not line.startswith(("---", "+++", "@@"))]
    return "\n".join(shown)


def _hunks(edits: Iterable[TextEdit]) -> Iterator[tuple[int, int, list[TextEdit]]]:
    """The edits that touch neighbouring lines, with the first and last of these lines."""
    first, last, here = 0, 0, list[TextEdit]()
    for edit in sorted(edits):
        if here and edit.range.start.line > last + 1:
            yield first, last, here
            here = []
        if not here:
            first, last = edit.range.start.line, edit.range.end.line
        here.append(edit)
        last = max(last, edit.range.end.line)
    if here:
        yield first, last, here
