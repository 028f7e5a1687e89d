"""The finding of one execution call, with the chain of everything that reads its result."""

from __future__ import annotations

from collections.abc import Callable

from qls.planning.estimating.why import reason_of_choice
from qls.planning.findings import LABELS, Offer, Page
from qls.planning.groups import Group
from qls.planning.sampling.backends import creations
from qls.planning.sampling.chain import keep_running, primitive
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding, Related, Severity
from qls.semantics.program import Site
from qls.syntax.text import Range


def site_finding(
    context: Context,
    page: Page,
    group: Group,
    site: Site,
    message: str,
    severity: Severity | None = None,
    choose: Callable[[Context, Group], Outcome] = primitive,
) -> Finding:
    """What ``choose`` offers first, then to keep it running."""
    best, fallback = choose(context, group), keep_running(context, group)
    first = "primitive" if choose is primitive else "exact"
    # Aer in the place of BasicAer is for what quantum_info does not compute.
    beside = best.verdict.offered and fallback.verdict.destination == "keep-on-aer"
    offers = (Offer(LABELS.get(fallback.verdict.destination, ""), "keep-running", fallback),) if not beside else ()
    return page.finding(
        context,
        context.site_range(site),
        message,
        Offer(LABELS.get(best.verdict.destination, ""), first, best),
        *offers,
        severity=severity,
        removes=page.at(*(context.site_range(other) for other in group.sites)),
        related=_related(context, group, site),
        why=lambda fixes: reason_of_choice(context, group, fixes[0].kind if fixes else ""),
        left_out=best.verdict.left_out,
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
