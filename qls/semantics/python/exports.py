"""Functions that code out of sight calls, besides the program: what ``__all__`` names, what a decorator is given.

And what a text names that is run as code.
"""

from __future__ import annotations

import ast
import re

from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NOTHING, Class, Const, Function, NodeId, Value, constant

_ALL = "__all__"
_WORD = re.compile(r"[^\W\d]\w*")
# Decorators that hand a call's arguments and answer on as they are.
_PLAIN = frozenset("staticmethod classmethod property cached_property setter getter abstractmethod override final"
                   " cache lru_cache wraps".split())  # fmt: skip


def listed(machine: Machine, node: ast.Assign) -> None:
    """``__all__ = [...]``: what it names and is defined by now."""
    if machine.frame.names is None and any(isinstance(t, ast.Name) and t.id == _ALL for t in node.targets):
        for name in _names(machine):
            for atom in machine.memory.get(name) or NOTHING:
                if isinstance(atom, (Function, Class)):
                    defined(machine, name, atom.node)


def decorators(node: ast.AST) -> set[str]:
    """The decorators of a definition, each by the last part of its name; empty for what has no name."""
    found = set()
    for decorator in getattr(node, "decorator_list", []):
        named = decorator.func if isinstance(decorator, ast.Call) else decorator
        found.add(named.id if isinstance(named, ast.Name) else getattr(named, "attr", ""))
    return found


def decorated(machine: Machine, node: ast.AST, id: NodeId) -> None:
    """A function is defined: what decorates it may call it with anything, and do anything with its answer."""
    if not decorators(node) <= _PLAIN:
        machine.memory.record.handed.add(id)


def named_in(machine: Machine, text: Value, node: ast.expr, how: str) -> None:
    """What a text names that ``exec``, ``eval`` or ``globals()[...]`` is given may be read and changed there."""
    written = constant(text)
    for name in sorted(set(_WORD.findall(written))) if isinstance(written, str) else ():
        value = machine.load(name)
        machine.escape(value, node, f"argument:{how}")
        machine.spoil(value)


def defined(machine: Machine, name: str, id: NodeId) -> None:
    """A function or class is defined: callers out of sight have it where ``__all__`` names it."""
    if machine.frame.names is not None or name not in _names(machine):
        return
    handed = machine.memory.record.handed
    handed.add(id)
    handed.update(each for each, definition in machine.definitions.items() if definition.owner == id)


def _names(machine: Machine) -> set[str]:
    value = machine.memory.get(_ALL)
    items = machine.items_of(value) if value else None
    return {atom.value for item in items or () for atom in item if isinstance(atom, Const) and type(atom.value) is str}
