"""What is asked of a job that is one of IBM's: its status, its backend, its date, its place in the queue.

Its ``status()`` gives a string and no ``JobStatus``, so a comparison with one is never true; ``done()``, ``running()``
and the like are on every job (catalogue J1, V: qiskit-ibm-runtime 0.51).
"""

from __future__ import annotations

import ast

from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan
from qls.semantics.qiskit.facts import Called, Read

# V: of IBM's job today, backend() is a method still and creation_date none; it knows no position in a queue (0.51).
ASKED_OF_IBM = {"backend", "creation_date", "queue_position"}
_UNQUEUED = "A job tells its position in the queue no more: None takes its place, as of a job that waits in none."
_ASKED = {"DONE": "done", "RUNNING": "running", "CANCELLED": "cancelled", "ERROR": "errored"}
_EQUAL = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)
_NEGATED = (ast.NotEq, ast.IsNot, ast.NotIn)
_KEPT = "the job's status is kept, and a job of IBM's tells it as a string"


def ask_status(context: Context, read: Read | Called, plan: Plan) -> None:
    """Add to ``plan`` what one call of ``job.status()`` becomes.

    Raises:
        Refusal: it is used for something else than to be compared or shown.
    """
    assert isinstance(read.node.func, ast.Attribute)
    serial, parents = read.id[0], context.program.parents(read.id[0])
    node: ast.expr = read.node
    around = parents.get(node)
    if isinstance(around, ast.Attribute) and around.attr == "name":
        node, around = around, parents.get(around)
    printed = isinstance(around, ast.Call) and isinstance(around.func, ast.Name) and around.func.id == "print"
    if printed or isinstance(around, (ast.Expr, ast.FormattedValue)):
        if node is not read.node:
            plan.replace(context.span(serial, node), context.span(serial, read.node))
        return
    if not isinstance(around, ast.Compare) or around.left is not node or len(around.ops) != 1:
        raise Refusal(_KEPT)
    method = _method(around.ops[0], around.comparators[0])
    negated: list[Piece] = ["not "] if isinstance(around.ops[0], _NEGATED) else []
    job = context.span(serial, read.node.func.value)
    plan.replace(context.span(serial, around), *negated, job, f".{method}()")
    context.release(plan, around.comparators[0])


def _method(operator: ast.cmpop, other: ast.expr) -> str:
    """The method that answers a comparison with ``JobStatus.DONE``, ``"DONE"`` or ``JOB_FINAL_STATES``."""
    word = other.attr if isinstance(other, ast.Attribute) else getattr(other, "value", getattr(other, "id", None))
    if isinstance(operator, (ast.In, ast.NotIn)) and word == "JOB_FINAL_STATES":
        return "in_final_state"
    if not isinstance(operator, _EQUAL) or word not in _ASKED:
        raise Refusal(_KEPT)
    return _ASKED[str(word)]


def ask_computer(context: Context, read: Read, asked: str, plan: Plan) -> str:
    """Add to ``plan`` what becomes of a question to a job of IBM's; what changes by it."""
    serial, node, parents = read.id[0], read.node, context.program.parents(read.id[0])
    if asked == "backend":
        named = parents.get(node)
        called = parents.get(named) if isinstance(named, ast.Attribute) and named.attr == "name" else None
        if isinstance(called, ast.Call) and called.func is named and not called.args:
            plan.replace(context.span(serial, called), context.span(serial, named))
        return ""
    if asked == "creation_date":
        plan.replace(context.span(serial, node), context.span(serial, node.func))
        return ""
    statement = context.statement(read.id, node)
    if isinstance(statement, ast.Expr) and statement.value is node:
        plan.deleted.add(context.span(serial, statement))
        return ""
    plan.replace(context.span(serial, node), "None")
    return _UNQUEUED
