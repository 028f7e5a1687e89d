"""What the circuits are called that a program makes, copies, and means."""

from __future__ import annotations

import ast

from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import NOTHING, Const, Value, constant, only
from qls.semantics.qiskit.naming import Name
from qls.semantics.qiskit.values import Circuit, CircuitState

_KEEPS_NAME = {"decompose", "to_circuit"}
_NAMES_ANEW = {"assign_parameters", "bind_parameters"}  # V: "circuit-7" becomes "circuit-7-8"


def given_name(machine: Machine, node: ast.AST, value: Value) -> Name | None:
    """What a circuit is called that is made at ``node``, given ``value`` as its name."""
    made = (machine.id(node), machine.context)
    if not value or (constant(value) is None and len(value) == 1 and isinstance(only(value), Const)):
        return Name(None, made, machine.iterations)
    text = constant(value)
    return Name(text, made, machine.iterations) if isinstance(text, str) else None


def copy_name(machine: Machine, name: Name | None, method: str, node: ast.Call, arguments: Arguments) -> Name | None:
    """What a circuit is called that the method of a circuit called ``name`` gives."""
    if method == "copy":
        given = arguments.get(0, "name")
        return given_name(machine, node, given) if given else name
    if method in _NAMES_ANEW:
        return given_name(machine, node, NOTHING)
    return name if method in _KEEPS_NAME else None


def names_in(machine: Machine, value: Value) -> frozenset[Name | None]:
    """What the circuits in ``value`` can be called; a string means a circuit of that name."""
    found: set[Name | None] = set()
    for atom in value:
        if isinstance(atom, Circuit):
            state = machine.memory.look(atom.place)
            found.add(state.name if isinstance(state, CircuitState) else None)
        elif isinstance(atom, Const) and isinstance(atom.value, str):
            found.add(Name(atom.value, None))
        else:
            found.add(None)
    return frozenset(found)


def one_name(machine: Machine, value: Value) -> Name | None:
    """What the circuit ``value`` is called; None where that is not known."""
    names = names_in(machine, value)
    return next(iter(names)) if len(names) == 1 else None
