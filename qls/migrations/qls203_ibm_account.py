"""Accounts of IBM Quantum

What it does
    `IBMQ` went from Qiskit in 1.0, and `qiskit-ibm-provider` is no longer supported: `load_account`,
    `enable_account`, `get_provider`, `IBMProvider` and `least_busy` reach a platform that is closed.

What replaces it
    `service = QiskitRuntimeService()` of qiskit-ibm-runtime, with an account saved once by
    `QiskitRuntimeService.save_account(token=..., instance=...)`; `service.backend(name)` and `service.least_busy()`.

What changes in your results
    Another platform: tokens and instances of the old one do not work there, so nothing is edited; hub, group and
    project have become an instance, whose CRN only you know.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.catalogue import links
from qls.catalogue.symbols import SYMBOLS
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context
from qls.migrations.findings import Page, hover
from qls.report import Finding, Severity

CODE = "QLS203"
NAME = "ibm-account"
SINCE = "IBMQ removed in Qiskit 1.0; the platform closed"
LINK = f"{links.IBMQ}#import-path"
DESTINATIONS: tuple[str, ...] = ()
_PAGE = Page(CODE, NAME, LINK, "another platform.")
_WHY = "the token, the instance and the backend's name on IBM's current platform are yours to give"

_METHODS = {
    "load_account": "`QiskitRuntimeService()`",
    "enable_account": "`QiskitRuntimeService(token=..., instance=...)`",
    "save_account": "`QiskitRuntimeService.save_account(token=..., instance=...)`",
    "get_provider": "`QiskitRuntimeService(instance=...)`",
    "active_account": "`service.active_account()`",
    "stored_account": "`QiskitRuntimeService.saved_accounts()`",
    "delete_account": "`QiskitRuntimeService.delete_account()`",
    "providers": "`service.instances()`",
}
_CALLS = {
    "qiskit_ibm_provider.IBMProvider": "`QiskitRuntimeService()`",
    "qiskit_ibm_provider.least_busy": "`service.least_busy()`",
    "qiskit.providers.ibmq.least_busy": "`service.least_busy()`",
}


def find(context: Context) -> Iterator[Finding]:
    gone = context.environment.at_least("qiskit", SYMBOLS["qiskit.IBMQ"].removed)
    severity = Severity.ERROR if gone else Severity.WARNING
    for events in context.facts.called.values():
        event = events[0]
        what, method = event.name, event.name.removeprefix("provider.ibm.")
        if method != what and isinstance(event.node.func, ast.Attribute):
            instead = _METHODS.get(method) if _through_ibmq(context, event.node.func.value) else None
        else:
            instead, method = _CALLS.get(what), what.rpartition(".")[2]
        if instead is None or event.guarded:
            continue
        message = f"`{method}` reaches IBM's closed platform: use {instead} of qiskit-ibm-runtime."
        span = context.program.range(event.id)
        words = hover(context, _PAGE, message, (), _WHY)
        yield Finding(CODE, NAME, message, severity, span, not gone, LINK, (), (), words)


def _through_ibmq(context: Context, node: ast.expr) -> bool:
    """True for ``IBMQ`` itself, by whatever name: today's service has methods of the same names."""
    if isinstance(node, ast.Attribute):
        return node.attr == "IBMQ"
    if not isinstance(node, ast.Name):
        return False
    names = {event.name for event in context.imported.get(node.id, ())}
    return bool(names & {"qiskit.IBMQ", "qiskit.providers.ibmq.IBMQ"}) or (node.id == "IBMQ" and not names)


EXAMPLES: tuple[Example, ...] = ()

LEAVE_ALONE = (
    LeaveAlone(
        "today's service is what it should be",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\nservice = QiskitRuntimeService()\n"
        "service.save_account(token='x')\n",
    ),
    LeaveAlone("another object has the method", "import qiskit\nimport bank\n\nbank.load_account()\n"),
    LeaveAlone(
        "an account cannot be moved without its owner",
        "from qiskit import IBMQ\n\nprovider = IBMQ.load_account()\n",
        finding=True,
    ),
)
