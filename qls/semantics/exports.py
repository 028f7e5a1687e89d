"""What a module names in ``__all__`` is called by modules that cannot be seen, besides its own calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from qls.semantics.values import NOTHING, Class, Const, Function, NodeId

if TYPE_CHECKING:
    from qls.semantics.interpreter import Interpreter

_ALL = "__all__"


def listed(interpreter: Interpreter, node: ast.Assign) -> None:
    """``__all__ = [...]``: what it names and is defined by now."""
    if interpreter.frame.names is None and any(isinstance(t, ast.Name) and t.id == _ALL for t in node.targets):
        for name in _names(interpreter):
            for atom in interpreter.memory.get(name) or NOTHING:
                if isinstance(atom, (Function, Class)):
                    defined(interpreter, name, atom.node)


def defined(interpreter: Interpreter, name: str, id: NodeId) -> None:
    """A function or class is defined: callers out of sight have it where ``__all__`` names it."""
    if interpreter.frame.names is not None or name not in _names(interpreter):
        return
    handed = interpreter.memory.record.handed
    handed.add(id)
    handed.update(each for each, definition in interpreter.definitions.items() if definition.owner == id)


def _names(interpreter: Interpreter) -> set[str]:
    value = interpreter.memory.get(_ALL)
    items = interpreter.items_of(value) if value else None
    return {atom.value for item in items or () for atom in item if isinstance(atom, Const) and type(atom.value) is str}
