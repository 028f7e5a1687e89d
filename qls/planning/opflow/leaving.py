"""What a plan leaves without a reader: backends of exact values, whole imports of opflow."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable

from qls.catalogue import roles
from qls.planning.opflow.names import MODULE
from qls.planning.sampling.backends import renew
from qls.planning.workbench import Context
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Made
from qls.syntax.text import Range


class Leaving:
    """What a plan deletes or replaces, and does not take over into the new text, by the lines."""

    def __init__(self, plan: Plan) -> None:
        self.gone = _by_line((*plan.deleted, *plan.replaced))
        self.taken_over = _by_line(p for pieces in plan.replaced.values() for p in pieces if isinstance(p, Range))

    def has(self, span: Range) -> bool:
        gone = any(each.contains(span) and each != span for each in self.gone.get(span.start.line, ()))
        return gone and not any(each.contains(span) for each in self.taken_over.get(span.start.line, ()))


def _by_line(spans: Iterable[Range]) -> dict[int, list[Range]]:
    found = defaultdict(list)
    for span in spans:
        for line in range(span.start.line, span.end.line + 1):
            found[line].append(span)
    return found


def retire(context: Context, plan: Plan, made: Made, leaving: Leaving) -> None:
    """The backend of an exact value goes where nothing else uses it; else it is imported from where it is now."""
    statement, span = context.statement(made.id, made.node), context.span(made.id[0], made.node)
    if leaving.has(span):
        context.release(plan, made.node.func)
        return
    name = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    once = isinstance(name, ast.Name) and context.binds(name.id) == 1
    if isinstance(name, ast.Name) and once and all(map(leaving.has, context.loads(name.id))):
        plan.deleted.add(context.span(made.id[0], statement))
        context.release(plan, made.node.func)
        return
    renew(context, plan, made, "backend")


def retire_imports(context: Context, plan: Plan, leaving: Leaving) -> None:
    """``from qiskit.opflow import *`` and ``import qiskit.opflow as op`` go where nothing is left that they bring."""
    for event in context.facts.imports.values():
        whole = isinstance(event.statement, ast.Import) and len(event.statement.names) == 1 and event.bound != "qiskit"
        if event.name != MODULE or event.guarded or not (whole or event.bound == "*"):
            continue
        brought = roles.STAR[MODULE] if event.bound == "*" else {event.bound}
        if all(leaving.has(load) for name in brought for load in context.loads(name) if not context.binds(name)):
            plan.deleted.add(context.span(event.id[0], event.statement))
