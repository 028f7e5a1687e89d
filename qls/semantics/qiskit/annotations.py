"""What a parameter's annotation says of callers that cannot be seen."""

from __future__ import annotations

import ast

from qls.catalogue import families, roles
from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NONE, OPAQUE, Class, Sym, Value, join
from qls.semantics.qiskit.values import Backend

_LISTS = {"builtins.list", "typing.List"}  # another sequence may be a tuple


def annotated(interpreter: Machine, parameter: ast.arg) -> Value:
    """What ``parameter`` can be, going by its annotation."""
    note = parameter.annotation
    return OPAQUE if note is None else _meant(interpreter, note, parameter)


def _meant(interpreter: Machine, note: ast.expr, parameter: ast.arg) -> Value:
    match note:
        case ast.Constant(value=str(text)):
            return _quoted(interpreter, text, parameter)
        case ast.Constant(value=None):
            return NONE
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return join(_meant(interpreter, left, parameter), _meant(interpreter, right, parameter))
        case ast.Subscript():
            return _subscripted(interpreter, note, parameter)
        case ast.Name() | ast.Attribute():
            return _named(interpreter, note, parameter)
        case _:
            return OPAQUE


def _subscripted(interpreter: Machine, note: ast.Subscript, parameter: ast.arg) -> Value:
    """``Optional[QuantumCircuit]``, ``list[QuantumCircuit]``."""
    names = {roles.canonical(atom.name) for atom in interpreter.evaluate(note.value) if isinstance(atom, Sym)}
    if names == {"typing.Optional"}:
        return join(_meant(interpreter, note.slice, parameter), NONE)
    if names and names <= _LISTS:
        return interpreter.new_list(parameter, _meant(interpreter, note.slice, parameter), None)
    return OPAQUE


def _named(interpreter: Machine, note: ast.Name | ast.Attribute, parameter: ast.arg) -> Value:
    """A circuit, a backend, or an instance of a class of the program."""
    for atom in interpreter.evaluate(note):
        name = roles.canonical(atom.name) if isinstance(atom, Sym) else ""
        if name == "qiskit.QuantumCircuit":
            return interpreter.unknown_circuit(parameter)
        if name in families.BACKEND_CLASSES:
            family = families.BACKEND_CLASSES[name]
            return frozenset({Backend(family, name.rpartition(".")[2], interpreter.id(parameter))})
        if isinstance(atom, Class):
            return frozenset({interpreter.standing_instance(atom.node)})
    return OPAQUE


def _quoted(interpreter: Machine, text: str, parameter: ast.arg) -> Value:
    """An annotation in quotes, as is written for what only type checkers import: it has no place in the text."""
    try:
        note = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return OPAQUE
    elsewhere = any(isinstance(part, (ast.Attribute, ast.Call, ast.Constant)) for part in ast.walk(note))
    return OPAQUE if elsewhere else _meant(interpreter, note, parameter)
