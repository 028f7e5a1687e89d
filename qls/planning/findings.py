"""From a site and its outcomes to a finding: the words, the severity, the fixes, the hover."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qls.planning.estimating.why import reason_of_choice
from qls.planning.groups import Group
from qls.planning.sampling.backends import creations
from qls.planning.sampling.chain import keep_running, primitive
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding, Fix, Related, Safety, Severity
from qls.rewriting.plan import Conflict
from qls.semantics.program import Site
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
    "keep-on-backend": "Keep running on the backend: transpile and backend.run",
}


@dataclass(frozen=True)
class Page:
    """The words of one migration that its findings carry."""

    code: str
    name: str
    link: str
    changes: str  # the page's "What changes in your results", in a sentence or two


def site_finding(
    context: Context,
    page: Page,
    group: Group,
    site: Site,
    message: str,
    severity: Severity,
    choose: Callable[[Context, Group], Outcome] = primitive,
) -> Finding:
    """The finding of one execution call, with its fixes: what ``choose`` offers first, then to keep it running."""
    span = context.site_range(site)
    removes = tuple((page.code, context.site_range(other)) for other in group.sites)
    first = "primitive" if choose is primitive else "exact"
    best, fallback = choose(context, group), keep_running(context, group)
    fixes = [
        fix_of(context, outcome, LABELS[outcome.verdict.destination], kind, removes)
        for outcome, kind in ((best, first), (fallback, "keep-running"))
        if outcome.verdict.offered
    ]
    deprecated = severity is Severity.WARNING
    return Finding(
        page.code,
        page.name,
        message,
        severity,
        span,
        deprecated,
        page.link,
        tuple(fixes),
        _related(context, group, site),
        hover(
            context,
            page,
            message,
            fixes,
            best.verdict.reason,
            best.verdict.left_out,
            lambda: reason_of_choice(context, group, fixes[0].kind if fixes else ""),
        ),
    )


def _related(context: Context, group: Group, site: Site) -> tuple[Related, ...]:
    found = []
    try:
        for made in creations(context, site):
            found.append(Related(context.program.range(made.id), "the backend is made here"))
    except Refusal:
        pass
    reads = sorted(context.program.range(read.id) for read in group.reads_of("get_counts", "get_memory"))
    return (*sorted(found, key=_place), *(Related(span, "the result is read here") for span in reads[:5]))


def _place(related: Related) -> Range:
    return related.range


def fix_of(
    context: Context, outcome: Outcome, title: str, kind: str, removes: tuple[tuple[str, Range], ...]
) -> Fix:
    """The fix that carries out an outcome's plan."""
    verdict = outcome.verdict
    return Fix(
        title,
        Safety.UNSAFE if verdict.changes else Safety.SAFE,
        kind,
        verdict.destination,
        verdict.changes,
        removes,
        lambda: context.edits(outcome.plan),
        outcome,
    )


def hover(
    context: Context,
    page: Page,
    message: str,
    fixes: Iterable[Fix],
    reason: str,
    left_out: tuple[str, ...] = (),
    why: str | Callable[[], str] = "",
) -> Callable[[], str]:
    """What the hover says, made when it is asked for. ``why``: the sentence that explains what is proposed."""
    fixes = tuple(fixes)

    def explain() -> str:
        parts = [f"**{page.code} {page.name}** — {message}"]
        if said := why() if callable(why) else why:
            parts.append(said)
        if fixes:
            parts += _shown(context, fixes[0])
        if left_out:
            parts.append(f"Left out, because it never had an effect: {', '.join(f'`{name}`' for name in left_out)}.")
        if reason:
            parts.append(f"No more than that, because {reason}." if fixes else f"Not edited, because {reason}.")
        if fixes and fixes[0].changes:
            parts.append(f"*What changes:* {fixes[0].changes}")
        elif fixes and fixes[0].kind in ("primitive", "exact"):
            parts.append(f"*What changes in your results:* {page.changes}")
        if page.link:
            parts.append(f"[Documentation]({page.link})")
        return "\n\n".join(parts)

    return explain


def _shown(context: Context, fix: Fix) -> list[str]:
    """What a fix does, or why it cannot be carried out."""
    try:
        diff = diff_of(context.program.source.text, fix.edits)
    except Conflict as conflict:
        return [f"{fix.title}: not edited, because {conflict}."]
    return [f"{fix.title} ({fix.safety.value}):", f"```diff\n{diff}\n```"]


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
