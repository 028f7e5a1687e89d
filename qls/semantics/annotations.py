"""What a parameter's annotation says of callers that cannot be seen."""

from __future__ import annotations

import ast

from qls.catalogue import families, roles
from qls.semantics.machine import Machine
from qls.semantics.values import NONE, NOTHING, OPAQUE, Backend, Class, Sym, Value, join

_LISTS = {"builtins.list", "typing.List"}  # another sequence may be a tuple


def annotated(interpreter: Machine, parameter: ast.arg) -> Value:
    """What ``parameter`` can be, going by its annotation."""
    note = parameter.annotation
    return OPAQUE if note is None else _meant(interpreter, note, parameter)


def _meant(interpreter: Machine, note: ast.expr, parameter: ast.arg) -> Value:
    if isinstance(note, ast.Constant) and isinstance(note.value, str):
        return _quoted(interpreter, note.value, parameter)
    if isinstance(note, ast.Constant) and note.value is None:
        return NONE
    if isinstance(note, ast.BinOp) and isinstance(note.op, ast.BitOr):
        return join(_meant(interpreter, note.left, parameter), _meant(interpreter, note.right, parameter))
    if isinstance(note, ast.Subscript):
        names = {roles.canonical(atom.name) for atom in interpreter.evaluate(note.value) if isinstance(atom, Sym)}
        if names == {"typing.Optional"}:
            return join(_meant(interpreter, note.slice, parameter), NONE)
        if names and names <= _LISTS:
            return interpreter.new_list(parameter, _meant(interpreter, note.slice, parameter), None)
        return OPAQUE
    if not isinstance(note, (ast.Name, ast.Attribute)):
        return OPAQUE
    value = NOTHING
    for atom in interpreter.evaluate(note):
        name = roles.canonical(atom.name) if isinstance(atom, Sym) else ""
        if name == "qiskit.QuantumCircuit":
            return interpreter.unknown_circuit(parameter)
        if name in families.BACKEND_CLASSES:
            family = families.BACKEND_CLASSES[name]
            return frozenset({Backend(family, name.rpartition(".")[2], interpreter.id(parameter))})
        if isinstance(atom, Class):
            return frozenset({interpreter.standing_instance(atom.node)})
    return value or OPAQUE


def _quoted(interpreter: Machine, text: str, parameter: ast.arg) -> Value:
    """An annotation in quotes, as is written for what only type checkers import: it has no place in the text."""
    try:
        note = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return OPAQUE
    elsewhere = any(isinstance(part, (ast.Attribute, ast.Call, ast.Constant)) for part in ast.walk(note))
    return OPAQUE if elsewhere else _meant(interpreter, note, parameter)
