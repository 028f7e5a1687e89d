"""The options of a backend: every way to write them that can be seen."""

from __future__ import annotations

import ast

from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import NOTHING, OPAQUE, Const, Value, constant
from qls.semantics.qiskit.facts import Asked, Tuned
from qls.semantics.qiskit.values import Backend, BackendOptions

_HELD = {"options", "_options"}
_READS = {"get", "items", "keys", "values", "copy"}  # methods of options that change nothing
_OF_PYTHON = {"__dict__", "__setattr__", "__getattribute__"}


def attribute(machine: Machine, atom: Backend, node: ast.AST, name: str) -> Value:
    """``backend.name`` of a backend, where it is not called at once."""
    machine.note(Asked(atom.made, name, machine.id(node)))
    if name == "set_options" or name in _OF_PYTHON:  # called later, with options that cannot be seen
        machine.note(Tuned(atom.made, machine.id(node), node, direct=True))
    return frozenset({BackendOptions(atom.made)}) if name in _HELD else OPAQUE


def changed(machine: Machine, value: Value, node: ast.AST, reading: str = "") -> None:
    """``value`` is changed, or goes where it may be: of the options in it, all may be others now.

    Args:
        reading: the method that is called of it; empty for anything else.
    """
    for atom in value if reading not in _READS else ():
        if isinstance(atom, BackendOptions):
            machine.note(Tuned(atom.of, machine.id(node), node, direct=True))


def by_name(machine: Machine, builtin: str, node: ast.Call, arguments: Arguments) -> Value | None:
    """``getattr(backend, name)`` and ``setattr(backend, name, value)``; None where it is of no backend."""
    owner, name = arguments.get(0), constant(arguments.get(1))
    backends = [atom for atom in owner if isinstance(atom, Backend)]
    if builtin not in ("getattr", "setattr") or not backends:
        return None
    value = NOTHING
    for atom in backends:
        if builtin == "setattr" or not isinstance(name, str):
            machine.note(Tuned(atom.made, machine.id(node), node, direct=True))
            value |= OPAQUE
        else:
            value |= attribute(machine, atom, node, name)
    return value | {atom for atom in arguments.get(2) if isinstance(atom, Const)} | OPAQUE
