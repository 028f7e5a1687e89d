"""What an algorithm solves, and the ansatz that gets its number of qubits from that."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from qls.catalogue import algorithms
from qls.planning import scopes
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Plan
from qls.semantics.python.values import Value
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.values import Circuit
from qls.syntax.text import Range

# Their first parameter is the number of qubits, and may be left out (V: 0.45.3 and 2.6.2).
_SIZED_LATER = {"NLocal", "TwoLocal", "RealAmplitudes", "EfficientSU2", "ExcitationPreserving", "PauliTwoDesign"}
_SIZE = "num_qubits"


def solving(context: Context, algorithm: str) -> Iterator[Called]:
    """The calls by which objects of the class ``algorithm`` minimise the value of an operator."""
    for calls in context.facts.called.values():
        yield from (call for call in calls if call.name == f"{algorithm}().compute_minimum_eigenvalue")


def size(context: Context, plan: Plan, event: Called, value: Value) -> None:
    """An algorithm that transpiles its ansatz does so as soon as it has it, when its size has to be known.

    Args:
        event: the call that makes the algorithm.
        value: its ansatz.

    Raises:
        Refusal: an ansatz is made without its number of qubits, and what is solved cannot be asked for it there.
    """
    for atom in value:
        made = _made(context, atom) if isinstance(atom, Circuit) else None
        if made is None or _name(made[1]) not in _SIZED_LATER or _is_sized(made[1]):
            continue
        serial, call = made
        solved, after = _solved(context, event.name), context.span(serial, call.func).end
        inside = context.text(Range(after, context.span(serial, call).end))
        if not (solved and _is_bound_before(context, solved, serial)) or call.args or not inside.startswith("("):
            raise Refusal("its ansatz would be transpiled before it has a number of qubits")
        place = replace(after, column=after.column + 1)
        plan.replace(Range(place, place), f"{solved}.num_qubits", ", " if call.keywords else "")


def _solved(context: Context, algorithm: str) -> str:
    """The one name under which the program's algorithms of that kind are given what they solve; empty for others."""
    names = set[str]()
    for call in solving(context, algorithm):
        given = [*call.node.args[:1], *(k.value for k in call.node.keywords if k.arg == "operator")]
        names |= {each.id if isinstance(each, ast.Name) else "" for each in given}
    return names.pop() if len(names) == 1 else ""


def _is_bound_before(context: Context, name: str, serial: int) -> bool:
    """True for a name of the module that is bound once, above a statement of the module."""
    found = scopes.module_bindings(context, name)
    if len(found) != 1 or context.binds(name) != 1:
        return False
    return max(context.module.of(found[0][0])) < min(context.module.of(serial))


def _made(context: Context, circuit: Circuit) -> tuple[int, ast.Call] | None:
    """The call that makes a circuit, after the number of its statement; None for one that comes from elsewhere."""
    id = circuit.place[0]
    node = context.node(id) if isinstance(id, tuple) else None
    return (id[0], node) if isinstance(id, tuple) and isinstance(node, ast.Call) else None


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_sized(node: ast.Call) -> bool:
    """True for a call that is given a number of qubits, or something that cannot be seen."""
    given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in (_SIZE, None))]
    return any(not (isinstance(each, ast.Constant) and each.value is None) for each in given)


def name_of(event: Called) -> str:
    """The algorithm that a call with ``quantum_instance=`` makes; empty for a call that is not meant."""
    package, _, name = event.name.rpartition(".")
    given = any(keyword.arg == "quantum_instance" for keyword in event.node.keywords)
    old = package == algorithms.OLD or package.startswith(f"{algorithms.OLD}.")
    return name if given and old else ""
