"""Annotations: the names that they read, and what a parameter's says of callers that cannot be seen."""

from __future__ import annotations

import ast

from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NONE, OPAQUE, Class, Sym, Value, join

_LISTS = {"builtins.list", "typing.List"}  # another sequence may be a tuple


def read_annotations(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Read the names in a function's annotations: Python does where the function is defined, called or not."""
    given = node.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    for note in (*(each.annotation for each in parameters if each is not None), node.returns):
        if note is not None:
            read_annotation(machine, note)


def read_annotation(machine: Machine, note: ast.expr) -> None:
    """Read the names in an annotation; what stands in quotes is never evaluated."""
    waiting: list[ast.AST] = [note]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (ast.Name, ast.Attribute)):
            machine.evaluate(part)
        else:
            waiting.extend(ast.iter_child_nodes(part))


def annotated(machine: Machine, parameter: ast.arg) -> Value:
    """What ``parameter`` can be, going by its annotation."""
    note = parameter.annotation
    return OPAQUE if note is None else _meant(machine, note, parameter)


def _meant(machine: Machine, note: ast.expr, parameter: ast.arg) -> Value:
    match note:
        case ast.Constant(value=str(text)):
            return _quoted(machine, text, parameter)
        case ast.Constant(value=None):
            return NONE
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return join(_meant(machine, left, parameter), _meant(machine, right, parameter))
        case ast.Subscript():
            return _subscripted(machine, note, parameter)
        case ast.Name() | ast.Attribute():
            return _named(machine, note, parameter)
        case _:
            return OPAQUE


def _subscripted(machine: Machine, note: ast.Subscript, parameter: ast.arg) -> Value:
    """``Optional[Thing]``, ``list[Thing]``."""
    names = {atom.name for atom in machine.evaluate(note.value) if isinstance(atom, Sym)}
    if names == {"typing.Optional"}:
        return join(_meant(machine, note.slice, parameter), NONE)
    if names and names <= _LISTS:
        return machine.new_list(parameter, _meant(machine, note.slice, parameter), None)
    return OPAQUE


def _named(machine: Machine, note: ast.Name | ast.Attribute, parameter: ast.arg) -> Value:
    """What a model knows of, or an instance of a class of the program."""
    for atom in machine.evaluate(note):
        known = machine.models.annotated(machine, atom, parameter) if isinstance(atom, Sym) else None
        if known is not None:
            return known
        if isinstance(atom, Class):
            return frozenset({machine.standing_instance(atom.node)})
    return OPAQUE


def _quoted(machine: Machine, text: str, parameter: ast.arg) -> Value:
    """An annotation in quotes, as is written for what only type checkers import: it has no place in the text."""
    try:
        note = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return OPAQUE
    elsewhere = any(isinstance(part, (ast.Attribute, ast.Call, ast.Constant)) for part in ast.walk(note))
    return OPAQUE if elsewhere else _meant(machine, note, parameter)
