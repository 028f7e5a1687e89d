"""Plans for methods of circuits whose gates are appended today: ``qc.diagonal(values, qubits)`` and its like."""

from __future__ import annotations

import ast

from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.qiskit.facts import Called

_LIBRARY = "qiskit.circuit.library"
# By method: its gate, the arguments that the gate takes, and those that are qubits, in the order that it acts on them.
# V: sources of 0.45.3, and the unitaries there and of 2.6.2.
_METHODS = {
    "diagonal": ("DiagonalGate", ("diag",), ("qubit",)),
    "hamiltonian": ("HamiltonianGate", ("operator", "time", "label"), ("qubits",)),
    "uc": ("UCGate", ("gate_list", "up_to_diagonal"), ("q_target", "q_controls")),
    "isometry": ("Isometry", ("isometry",), ("q_input", "q_ancillas_for_output")),
    **{f"ucr{axis}": (f"UCR{axis.upper()}Gate", ("angle_list",), ("q_target", "q_controls")) for axis in "xyz"},
}
# The parameters of each method, in their order.
_PARAMETERS = {
    "diagonal": ("diag", "qubit"),
    "hamiltonian": ("operator", "time", "qubits", "label"),
    "uc": ("gate_list", "q_controls", "q_target", "up_to_diagonal"),
    "isometry": ("isometry", "q_input", "q_ancillas_for_output", "q_ancillas_zero", "q_ancillas_dirty", "epsilon"),
    **{f"ucr{axis}": ("angle_list", "q_controls", "q_target") for axis in "xyz"},
}
_NAMED = {"label", "up_to_diagonal"}  # given to the gate by their names
METHODS = frozenset(_METHODS)


def append(context: Context, event: Called, method: str, plan: Plan) -> None:
    """``qc.ucry(angles, controls, target)`` becomes ``qc.append(UCRYGate(angles), [target, *controls])``.

    Raises:
        Refusal: which argument is which, or how many qubits one is, is not in sight.
    """
    gate, taken, acted_on = _METHODS[method]
    given = _given(event.node, method)
    if not {*acted_on, taken[0]} <= given.keys() or given.keys() - {*taken, *acted_on}:
        raise Refusal("its arguments are laid out otherwise today")
    serial, func = event.id[0], event.node.func
    assert isinstance(func, ast.Attribute)
    pieces: list[Piece] = [context.span(serial, func.value), ".append(", Symbol(_LIBRARY, gate), "("]
    for place, name in enumerate(name for name in taken if name in given):
        pieces += [", " if place else "", f"{name}=" if name in _NAMED else "", context.span(serial, given[name])]
    if method == "isometry":
        pieces.append(", 0, 0")
    pieces.append("), ")
    nodes = [given[name] for name in acted_on]
    if method == "diagonal":  # it took a register or a list, as append does
        pieces.append(context.span(serial, nodes[0]))
    else:
        pieces += ["[", *_qubits(context, serial, nodes, method), "]"]
    plan.replace(context.span(serial, event.node), *pieces, ")")


def _given(node: ast.Call, method: str) -> dict[str, ast.expr]:
    """The arguments by the names of the parameters."""
    named = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
    loose = any(isinstance(argument, ast.Starred) for argument in node.args) or len(named) < len(node.keywords)
    if loose or len(node.args) > len(_PARAMETERS[method]):
        raise Refusal("its arguments cannot all be seen")
    return {**dict(zip(_PARAMETERS[method], node.args, strict=False)), **named}


def _qubits(context: Context, serial: int, nodes: list[ast.expr], method: str) -> list[Piece]:
    """What the gate acts on, within brackets: what is one qubit stands as it is, what are several is unpacked."""
    pieces: list[Piece] = []
    for place, node in enumerate(nodes):
        pieces += [", "] if pieces and not _is_empty(node) else []
        if isinstance(node, ast.List):
            for at, element in enumerate(node.elts):
                pieces += [", " if at else "", context.span(serial, element)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            pieces.append(context.span(serial, node))
        elif _is_empty(node):
            continue
        elif method == "hamiltonian":
            raise Refusal("whether it acts on one qubit or several is not in sight")
        else:
            pieces += ["" if place == 0 and method != "isometry" else "*", context.span(serial, node)]
    return pieces


def _is_empty(node: ast.expr) -> bool:
    return (isinstance(node, ast.List) and not node.elts) or (isinstance(node, ast.Constant) and node.value is None)
