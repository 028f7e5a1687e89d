"""What is imported or built in: a name, of whose calls, members and items models may know more."""

from __future__ import annotations

import ast

from qls.semantics.python import builtins
from qls.semantics.python.machine import LONGEST_NAME, Arguments, Machine, method_called
from qls.semantics.python.values import NOTHING, OPAQUE, Class, Function, Sym, Value, join


def member(machine: Machine, atom: Sym, node: ast.Attribute) -> Value:
    """What is reached under the name of an attribute from something imported."""
    name = f"{atom.name}.{node.attr}"
    if len(name) > LONGEST_NAME:
        return OPAQUE
    machine.models.reached(machine, atom, name, node)
    return frozenset({machine.models.derived(atom, name)})


def item(machine: Machine, atom: Sym, position: object, node: ast.Subscript) -> Value:
    """An item of something imported: a symbol of it."""
    name = atom.name + "[]"
    return OPAQUE if len(name) > LONGEST_NAME else frozenset({machine.models.derived(atom, name)})


def called(machine: Machine, atom: Sym, node: ast.Call, arguments: Arguments) -> Value:
    """What a call of a built-in function gives, or of something imported."""
    package, _, last = atom.name.rpartition(".")
    if package == "builtins":
        return builtins.called(machine, last, node, arguments)
    return machine.models.symbol(machine, atom, node, arguments)


def method(machine: Machine, atom: Sym, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method of something imported, or a function of an imported module."""
    if atom.name == "builtins.super()":
        return _super_method(machine, name, node, arguments)
    answer = NOTHING
    for part in member(machine, atom, method_called(node)):
        answer = join(answer, machine.call_atom(part, node, arguments))
    return answer


def _super_method(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    definition = machine.definitions[machine.stack[-1]] if machine.stack else None
    owner = definition.owner if definition is not None else None
    cls = machine.definitions[owner].node if owner in machine.definitions else None
    if definition is None or not isinstance(cls, ast.ClassDef) or isinstance(definition.node, ast.ClassDef):
        return OPAQUE
    first = definition.node.args.args[:1]
    itself = machine.load(first[0].arg) if first else NOTHING
    for base in cls.bases:
        for parent in machine.evaluate(base):
            found = machine.class_member(parent.node, name) if isinstance(parent, Class) else NOTHING
            for function in found:
                for bound in itself:
                    if isinstance(function, Function):
                        return machine.call_atom(Function(function.node, bound), node, arguments)
    return OPAQUE
