"""What is read of an algorithm's final state, that was a quasi-distribution, and is a dictionary by strings of bits."""

from __future__ import annotations

import ast

from qls.planning import scopes
from qls.planning.solving import solving
from qls.planning.workbench import Context
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.python.values import NodeId, node_id
from qls.semantics.qiskit.facts import Called
from qls.syntax.text import Range

_STATE = "eigenstate"
_STATEVECTOR = Symbol("qiskit.quantum_info", "Statevector")
_QUASI = Symbol("qiskit.result", "QuasiDistribution")  # takes strings of bits too (V: 2.6.2)


def keep_outcomes(context: Context, plan: Plan, event: Called, *, whole: bool) -> None:
    """``result.eigenstate`` is made the quasi-distribution that it was, where it is certainly what ``event`` solved.

    Args:
        whole: it was exact, with every outcome, where there are samples now.
    """
    if sum(call.name == event.name for calls in context.facts.called.values() for call in calls) != 1:
        return
    solved = {call.id for call in solving(context, event.name)}
    for statement in context.having(_STATE):
        module = statement.meant.module
        for node in ast.walk(module) if module is not None else ():
            if isinstance(node, ast.Attribute) and _is_read(context, statement.serial, node, solved):
                span = context.span(statement.serial, node)
                if whole and isinstance(node.value, ast.Name):
                    plan.replace(span, *_exact(context.span(statement.serial, node.value)))
                    continue
                plan.replace(Range(span.start, span.start), _QUASI, "(")
                plan.replace(Range(span.end, span.end), ")")


def _exact(result: Range) -> list[Piece]:
    """The distribution of the circuit that was the best (V: 0.4.0)."""
    circuit: list[Piece] = [result, ".optimal_circuit.remove_final_measurements(inplace=False)"]
    bound: list[Piece] = [*circuit, ".assign_parameters(", result, ".optimal_parameters)"]
    return [_QUASI, "(", _STATEVECTOR, "(", *bound, ").probabilities_dict())"]


def _is_read(context: Context, serial: int, node: ast.Attribute, solved: set[NodeId]) -> bool:
    if node.attr != _STATE or not isinstance(node.ctx, ast.Load):
        return False
    id = node_id(serial, node)
    return context.program.in_fstring(id, node) is None and _is_of(context, serial, id, node.value, solved)


def _is_of(context: Context, serial: int, id: NodeId, node: ast.expr, solved: set[NodeId]) -> bool:
    """True where ``node`` is the result of one of the calls ``solved``."""
    if isinstance(node, ast.Call):
        return node_id(serial, node) in solved
    if not isinstance(node, ast.Name):
        return False
    context.watch(node.id)
    found = scopes.bound_before(scopes.blocks(context, serial, context.statement(id, node)), node.id)
    if found is None:
        return False
    home, made = found[1]
    return isinstance(made, ast.Assign) and node_id(home, made.value) in solved
