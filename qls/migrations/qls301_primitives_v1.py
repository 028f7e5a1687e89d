"""V1 primitives

What it does
    `Sampler`, `Estimator`, `BackendSampler` and `BackendEstimator` of `qiskit.primitives` were deprecated in Qiskit
    1.2 and removed in 2.0; those of `qiskit_aer.primitives` still work.

What replaces it
    `StatevectorSampler`, `StatevectorEstimator`, `BackendSamplerV2`, `BackendEstimatorV2`; `SamplerV2` and
    `EstimatorV2` of `qiskit_aer.primitives`.

What changes in your results
    V1's reference primitives were exact without shots, V2's sampler always samples; `quasi_dists` gives way to counts
    by register and `values` to `evs`. Nothing is edited yet: the call is only explained.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.catalogue.roles import canonical
from qls.catalogue.symbols import SYMBOLS
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context
from qls.migrations.findings import Page, hover
from qls.report import Finding, Severity

CODE = "QLS301"
NAME = "primitive-v1"
SINCE = "deprecated in Qiskit 1.2, removed in 2.0"
LINK = links.PRIMITIVES
DESTINATIONS: tuple[str, ...] = ()
_PAGE = Page(CODE, NAME, LINK, "exact probabilities become samples.")
_WHY = "what the program reads of a V1 result has another form in V2, and no migration of it is proven yet"
_CLASSES = {
    f"{module}.{name}"
    for module, names in (
        ("qiskit.primitives", ("Sampler", "Estimator", "BackendSampler", "BackendEstimator")),
        ("qiskit_aer.primitives", ("Sampler", "Estimator")),
    )
    for name in names
}


def find(context: Context) -> Iterator[Finding]:
    for events in context.facts.called.values():
        event = events[0]
        fact = SYMBOLS.get(canonical(event.name)) if canonical(event.name) in _CLASSES else None
        if fact is None or event.guarded:
            continue
        gone = bool(fact.removed) and context.environment.at_least("qiskit", fact.removed)
        deprecated = context.environment.at_least(fact.package, fact.deprecated or "0")
        severity = Severity.ERROR if gone else Severity.WARNING if deprecated else Severity.INFORMATION
        name = event.name.rpartition(".")[2]
        when = f"was removed in Qiskit {fact.removed}" if gone else "is a V1 primitive"
        message = f"`{name}` {when}: use `{fact.replacement.rpartition('.')[2]}`."
        span = context.program.range(event.id)
        words = hover(context, _PAGE, message, (), _WHY)
        deprecated = severity is Severity.WARNING
        yield Finding(CODE, NAME, message, severity, span, deprecated, fact.link or LINK, (), (), words)


EXAMPLES: tuple[Example, ...] = ()

LEAVE_ALONE = (
    LeaveAlone(
        "a sampler of torch", "import qiskit\nfrom torch.utils.data import Sampler\n\nsampler = Sampler([1])\n"
    ),
    LeaveAlone(
        "a V2 primitive", "from qiskit.primitives import StatevectorSampler\n\nsampler = StatevectorSampler()\n"
    ),
    LeaveAlone(
        "a V1 primitive is only explained",
        "from qiskit.primitives import Sampler\n\nsampler = Sampler()\n",
        finding=True,
    ),
)
