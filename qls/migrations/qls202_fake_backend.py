"""Fake backends

What it does
    The fake backends of `qiskit.providers.fake_provider` and `qiskit.test.mock` were removed from Qiskit in 1.0.

What replaces it
    Those of `qiskit_ibm_runtime.fake_provider`, most of them under their name with `V2`, and `GenericBackendV2` of
    Qiskit for the ones that imitated no device.

What changes in your results
    The noise: it is that of the snapshot which qiskit-ibm-runtime ships. The backend is a `BackendV2`. So the fix is an
    unsafe one, and a backend that only `GenericBackendV2` can stand in for is only explained.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import fake_backends as fakes
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context, Refusal
from qls.migrations.findings import Page, fix_of, hover
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.semantics.facts import Imported

CODE = "QLS202"
NAME = "fake-backend-moved"
SINCE = "deprecated in Qiskit 0.46, removed in 1.0"
LINK = fakes.LINK
DESTINATIONS = ("auto",)
_CHANGES = "The noise is that of qiskit-ibm-runtime's snapshot of the device, and the backend is a BackendV2."
_PAGE = Page(CODE, NAME, LINK, _CHANGES)


_WHERE = f" of `{fakes.NEW_MODULE}`"


def is_fake(name: str) -> bool:
    """True for a dotted name in one of the modules that fake backends were imported from."""
    return name.startswith(tuple(f"{module}." for module in fakes.OLD_MODULES))


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "0.46"):
        return
    gone = context.environment.at_least("qiskit", "1.0")
    for event in context.facts.imports.values():
        name = event.name.rpartition(".")[2]
        if event.guarded or event.bound == "*" or not is_fake(event.name) or not name.startswith(("Fake", "Config")):
            continue
        outcome = context.once(("fake", event.id), lambda event=event: (_plan(event), "", _CHANGES))  # type: ignore[misc]
        instead = _successor(name) or f"GenericBackendV2(num_qubits={fakes.GENERIC.get(name, '...')})"
        message = f"`{name}` was removed from Qiskit in 1.0: use `{instead}`{_WHERE if _successor(name) else ''}."
        span = context.program.range(event.id)
        removes = ((CODE, span),)
        title = "Import it from qiskit_ibm_runtime"
        fixes = [fix_of(context, outcome, title, "import", removes)] if outcome.verdict.offered else []
        severity = Severity.ERROR if gone else Severity.WARNING
        words = hover(context, _PAGE, message, fixes, outcome.verdict.reason)
        yield Finding(CODE, NAME, message, severity, span, not gone, LINK, tuple(fixes), (), words)


def _successor(name: str) -> str | None:
    return name if name in fakes.UNCHANGED else fakes.RENAMED.get(name)


def _plan(event: Imported) -> Plan:
    successor = _successor(event.name.rpartition(".")[2])
    if successor is None:
        raise Refusal("no device of qiskit_ibm_runtime has its name, and another one answers otherwise")
    plan = Plan()
    plan.moved[event.bound] = (fakes.NEW_MODULE, successor)
    return plan


EXAMPLES = (
    Example(
        "a fake device keeps its local name",
        """\
from qiskit.providers.fake_provider import FakeManila

backend = FakeManila()
qubits = backend.configuration().n_qubits
""",
        {
            "auto": """\
from qiskit_ibm_runtime.fake_provider import FakeManilaV2 as FakeManila

backend = FakeManila()
qubits = backend.configuration().n_qubits
"""
        },
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "today's fake backends are where they should be",
        "from qiskit.providers.fake_provider import GenericBackendV2\n"
        "from qiskit_ibm_runtime.fake_provider import FakeManilaV2\n",
    ),
    LeaveAlone(
        "no device stands in for one that imitated none",
        "from qiskit.test.mock import FakeTokyo\n\nbackend = FakeTokyo()\n",
        finding=True,
    ),
)
