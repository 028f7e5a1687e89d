"""The calls that reach IBM's closed platform, and what is in their place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.planning.workbench import Context
from qls.semantics.qiskit.facts import Called

_METHODS = {
    "load_account": "`QiskitRuntimeService()`",
    "enable_account": "`QiskitRuntimeService(token=..., instance=...)`",
    "save_account": "`QiskitRuntimeService.save_account(token=..., instance=...)`",
    "get_provider": "`QiskitRuntimeService(instance=...)`",
    "active_account": "`service.active_account()`",
    "stored_account": "`QiskitRuntimeService.saved_accounts()`",
    "delete_account": "`QiskitRuntimeService.delete_account()`",
    "providers": "`service.instances()`",
    "backends": "`service.backends()`",
    "stored_accounts": "`QiskitRuntimeService.saved_accounts()`",
    "active_accounts": "`service.active_account()`",
}
CALLS = {
    "qiskit_ibm_provider.IBMProvider": "`QiskitRuntimeService()`",
    "qiskit_ibm_provider.IBMProvider.save_account": "`QiskitRuntimeService.save_account(token=..., instance=...)`",
    "qiskit_ibm_provider.least_busy": "`service.least_busy()`",
    "qiskit.providers.ibmq.least_busy": "`service.least_busy()`",
}
IBMQ = {"qiskit.IBMQ", "qiskit.providers.ibmq.IBMQ"}


def is_used(context: Context) -> bool:
    """True where the program reaches the old platform."""
    return any(True for _ in calls(context))


def calls(context: Context) -> Iterator[tuple[Called, str, str]]:
    """The calls that reach the old platform: the event, the method's name, and what is in its place."""
    for events in context.facts.called.values():
        event = events[0]
        what, method = event.name, event.name.removeprefix("provider.ibm.")
        if method != what and isinstance(event.node.func, ast.Attribute):
            instead = _METHODS.get(method) if through_ibmq(context, event.node.func.value) else None
        else:
            instead, method = CALLS.get(what), what.rpartition(".")[2]
        if instead is not None and not event.guarded:
            yield event, method, instead


def through_ibmq(context: Context, node: ast.expr) -> bool:
    """True for ``IBMQ`` itself, by whatever name: today's service has methods of the same names."""
    if isinstance(node, ast.Attribute):
        return node.attr == "IBMQ"
    if not isinstance(node, ast.Name):
        return False
    names = {event.name for event in context.imported.get(node.id, ())}
    return bool(names & IBMQ) or (node.id == "IBMQ" and not names)
