"""Functions and classes of the program: what becomes of them and of the instances."""

from __future__ import annotations

import ast

from qls.semantics.python.machine import ANYTHING, Arguments, Machine, method_called
from qls.semantics.python.values import NOTHING, OPAQUE, Class, Function, Instance, InstanceState, Value, join


def attribute_of_instance(machine: Machine, atom: Instance, node: ast.Attribute) -> Value:
    """What the instance has, or its class: a function found there is a method."""
    state = machine.memory.look(atom.place)
    value = state.get(node.attr) if isinstance(state, InstanceState) else NOTHING
    value = value or machine.class_member(atom.of, node.attr)
    return machine.bind(value, atom, node) if value else OPAQUE


def attribute_of_class(machine: Machine, atom: Class, node: ast.Attribute) -> Value:
    """What the class, or one of its bases, binds in its body."""
    return machine.class_member(atom.node, node.attr) or OPAQUE


def set_attribute_of_instance(machine: Machine, atom: Instance, target: ast.Attribute, value: Value) -> None:
    """An attribute is assigned: outside the constructor, what it was may survive."""
    state = machine.memory.look(atom.place)
    kept = state if isinstance(state, InstanceState) else InstanceState()
    value = value if machine.stack_is_constructor() else join(kept.get(target.attr), value)
    machine.memory.put(atom.place, kept.with_(target.attr, value))


def call_of_function(machine: Machine, atom: Function, node: ast.Call, arguments: Arguments) -> Value:
    """What the function gives for these arguments."""
    return machine.call_function(atom, arguments.positional, arguments.keywords, node, unknown=arguments.loose)


def call_of_instance(machine: Machine, atom: Instance, node: ast.Call, arguments: Arguments) -> Value:
    """What the class's ``__call__`` gives."""
    method = machine.class_member(atom.of, "__call__")
    for function in machine.bind(method, atom, node) if method else NOTHING:
        if isinstance(function, Function):
            return machine.call_atom(function, node, arguments)
    return ANYTHING.call(machine, atom, node, arguments)


def instantiate(machine: Machine, atom: Class, node: ast.Call, arguments: Arguments) -> Value:
    """An instance, of whose attributes the constructor tells."""
    place = ("instance", machine.id(node), machine.context)
    machine.memory.put(place, InstanceState())
    instance = Instance(place, atom.node)
    constructor = machine.class_member(atom.node, "__init__")
    functions = [f for f in constructor if isinstance(f, Function)]
    for function in functions:
        method = Function(function.node, instance)
        machine.call_function(method, arguments.positional, arguments.keywords, node, unknown=arguments.loose)
    if not functions:
        machine.hand_over(arguments, node, "a constructor", spoil=False)
    return frozenset({instance})


def method_of_program(
    machine: Machine, atom: Instance | Class, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    """The method of a class of the program: an attribute that is called."""
    answer = NOTHING
    for part in machine.attribute(atom, method_called(node)):
        answer = join(answer, machine.call_atom(part, node, arguments))
    return answer
