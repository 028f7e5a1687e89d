"""``c_if`` becomes a block of ``if_test``, where the circuit may have control flow."""

from __future__ import annotations

import ast

from qls.planning.sampling.chain import no_control_flow
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import Piece, Plan
from qls.semantics.python.values import Const, Number
from qls.semantics.qiskit.conditions import INTO_ONE
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.values import Register
from qls.syntax.arguments import unpacks
from qls.syntax.text import Range


def refuse_blocks(context: Context) -> None:
    """
    Raises:
        Refusal: a circuit with conditional gates goes where no control flow can.
    """
    for statement in context.having("condition"):
        parts = ast.walk(statement.meant.module) if statement.meant.module is not None else ()
        if any(isinstance(part, ast.Attribute) and part.attr == "condition" for part in parts):
            raise Refusal("the condition of a gate is read, and gates have none any more")
    if any(events[0].name == INTO_ONE for events in context.facts.called.values()):
        raise Refusal("a circuit with conditional gates is made an instruction, which no block can be part of")
    for site in context.facts.sites.values():
        if site.families != {"basicaer"} and (reason := no_control_flow(context, site)):  # that one is gone anyway
            raise Refusal(reason)


def plan_condition(context: Context, event: Called, plan: Plan) -> None:
    """The statement becomes a block: ``circuit.x(0).c_if(…)``, ``circuit.append(gate.c_if(…), …)``.

    Raises:
        Refusal: the gate is used otherwise, or what it depends on cannot be told.
    """
    serial, node = event.id[0], event.node
    statement = context.statement(event.id, node)
    call = _on_circuit(statement, node)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or not is_simple(call.func.value):
        raise Refusal("the circuit of the gate is not a plain name")
    if len(node.args) != 2 or node.keywords or unpacks(node):
        raise Refusal("c_if is not given a register and a value by position")
    span = context.span(serial, statement)
    inside = _line_inside(context, span)
    circuit = context.span(serial, call.func.value)
    condition = _condition(context, event, circuit)
    value = context.span(serial, node.args[1])
    assert isinstance(node.func, ast.Attribute)
    gate = context.span(serial, node.func.value)
    body: list[Piece] = [gate]
    if call is not node.func.value:  # the call of ``append`` stays around it
        whole = context.span(serial, node)
        body = [Range(span.start, whole.start), gate, Range(whole.end, span.end)]
    plan.replace(span, "with ", circuit, ".if_test((", *condition, ", ", value, ")):", inside, *body)


def _on_circuit(statement: ast.stmt, node: ast.Call) -> ast.expr | None:
    """What puts the gate on its circuit: ``circuit.x(0)``, or the call of ``append`` that is all of the statement."""
    outer = statement.value if isinstance(statement, ast.Expr) else None
    if _is_appended(outer, node):
        return outer
    if outer is not node:
        raise Refusal("the conditional gate is used in an expression")
    return node.func.value if isinstance(node.func, ast.Attribute) else None


def _is_appended(outer: ast.expr | None, node: ast.Call) -> bool:
    """True for ``circuit.append(gate.c_if(…), …)``, where nothing but names is evaluated beside it."""
    if not isinstance(outer, ast.Call) or not isinstance(outer.func, ast.Attribute) or outer.func.attr != "append":
        return False
    return bool(outer.args) and outer.args[0] is node and all(map(is_simple, node.args))


def _line_inside(context: Context, span: Range) -> str:
    """A new line inside the block that takes the place of the statement at ``span``, up to its indent.

    Raises:
        Refusal: the statement does not have its lines for itself.
    """
    first = context.program.source.lines[span.start.line]
    indent = first[: span.start.column]
    rest = context.program.source.lines[span.end.line][span.end.column :].strip()
    if indent.strip() or (rest and not rest.startswith("#")):
        raise Refusal("the line holds more than this statement")
    newline = "\r\n" if first.endswith("\r\n") else "\n"
    step = "\t" if indent.endswith("\t") else "    "
    return newline + indent + step


def _condition(context: Context, event: Called, circuit: Range) -> list[Piece]:
    """The register or the bit that the gate depends on."""
    node = event.node.args[0]
    span = context.span(event.id[0], node)
    known = event.arguments[0] if event.arguments else frozenset()
    if known and all(isinstance(a, Number) or (isinstance(a, Const) and type(a.value) is int) for a in known):
        return [circuit, ".clbits[", span, "]"]
    registers = bool(known) and all(isinstance(a, Register) and a.kind == "classical" for a in known)
    if not registers and not isinstance(node, ast.Subscript):
        raise Refusal("whether the condition is a register or the number of a bit is not known")
    return [span]
