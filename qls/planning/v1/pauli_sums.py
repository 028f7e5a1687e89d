"""Operators of opflow that a V1 estimator was given: `PauliSumOp` gives way to the `SparsePauliOp` that it held."""

from __future__ import annotations

import ast

from qls.planning.groups import Group
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.qiskit.facts import Called
from qls.syntax.text import Range

_CLASS = "qiskit.opflow.PauliSumOp"
_MAKERS = {_CLASS, f"{_CLASS}.from_list"}
_SPARSE = Symbol("qiskit.quantum_info", "SparsePauliOp")
_ELSEWHERE = "the observable is an operator of opflow that is used for something else too"


def renew_sums(context: Context, plan: Plan, group: Group) -> None:
    """Where the group's observables are of ``PauliSumOp``, make every one of the program with ``SparsePauliOp``.

    Raises:
        Refusal: one of them is used for something else, which only opflow may be able to do.
    """
    if not any("sum" in operands.kinds for site in group.sites for operands in site.operands.values()):
        return
    taken = [span for site in group.sites for span in _observables(context, site.id[0], site.node)]
    for call, root in _makers(context):
        _check(context, call, taken)
        plan.replace(context.span(call.id[0], root), _SPARSE)
        context.release(plan, root)


def _makers(context: Context) -> list[tuple[Called, ast.Name]]:
    """Every call that makes a ``PauliSumOp``, with the name of the class in it.

    Raises:
        Refusal: the class is read for something else too.
    """
    calls = [event for events in context.facts.called.values() for event in events if event.name in _MAKERS]
    makers = [(call, root) for call in calls if (root := _root(call)) is not None]
    names = {root.id for _, root in makers}
    if len(makers) != len(calls) or sum(len(context.loads(name)) for name in names) != len(calls):
        raise Refusal(_ELSEWHERE)
    return makers


def _root(call: Called) -> ast.Name | None:
    """``PauliSumOp`` of ``PauliSumOp.from_list(…)``, where one argument is given."""
    func = call.node.func
    node = func.value if isinstance(func, ast.Attribute) else func
    alone = len(call.node.args) == 1 and not call.node.keywords
    return node if alone and isinstance(node, ast.Name) else None


def _observables(context: Context, serial: int, node: ast.Call) -> list[Range]:
    given = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "observables")]
    return [context.span(serial, each) for each in given]


def _check(context: Context, call: Called, taken: list[Range]) -> None:
    """The operator is an observable of the group, or has a name that only stands for one."""
    serial = call.id[0]
    span = context.span(serial, call.node)
    if any(each.contains(span) for each in taken):
        return
    statement = context.program.parents(serial).get(call.node)
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    if not isinstance(target, ast.Name) or context.binds(target.id) != 1:
        raise Refusal(_ELSEWHERE)
    if not all(any(each.contains(load) for each in taken) for load in context.loads(target.id)):
        raise Refusal(_ELSEWHERE)
