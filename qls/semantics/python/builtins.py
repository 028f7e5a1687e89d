"""What Python's built-in functions give."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from qls.semantics.python import exports, parts
from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.order import UNORDERED
from qls.semantics.python.values import NOTHING, NUMBER, OPAQUE, Const, Number, Sym, Tuple, Value, constant, join

_LONGEST = 64  # of a range whose items are known one by one


def called(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What the built-in function ``name`` gives."""
    known = _FUNCTIONS.get(name)
    if known is not None:
        return known(machine, name, node, arguments)
    machine.hand_over(arguments, node, name, spoil=False)
    return OPAQUE | machine.models.kept(name, arguments.get(0))


def _number(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    for value in arguments.all():
        machine.escape(value, node, f"argument:{name}")
    return frozenset({Number(real=True)}) if name == "float" else NUMBER


def _len(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    for atom in arguments.get(0):
        machine.kind(atom).length(machine, atom, node)
    items = machine.items_of(arguments.get(0))
    return NUMBER if items is None or machine.round else frozenset({Const(len(items))})


def _range(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    bounds: list[Any] = [constant(value) for value in arguments.positional]
    items: tuple[Value, ...] | None = None
    if bounds and all(type(bound) is int for bound in bounds) and (len(bounds) != 3 or bounds[2]):
        numbers = range(*bounds[:3])
        items = tuple(NUMBER for _ in numbers) if len(numbers) <= _LONGEST else None
    return machine.new_list(node, NUMBER, items)


def _container(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    first = arguments.get(0)
    items = machine.items_of(first) if name not in ("set", "frozenset", "reversed") else None
    kept = machine.order_of(first) if first else machine.new_order(node)
    order = kept if name in ("list", "tuple") else UNORDERED
    item = machine.iterate(first, node) if first else NOTHING
    part = parts.is_part(machine, first)
    made = machine.new_list(node, item, items if first else (), order=order, part=part)
    return made | machine.models.kept(name, first)


def _dict(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    return machine.new_list(node, OPAQUE, None, kind="dict")


def _zip(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    row = Tuple(tuple(machine.iterate(value, node) or OPAQUE for value in arguments.positional))
    return machine.new_list(node, frozenset({row}), None)


def _enumerate(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    first = arguments.get(0)
    row = Tuple((NUMBER, machine.iterate(first, node) or OPAQUE))
    items = machine.items_of(first)
    rows = None if items is None else tuple(frozenset({Tuple((NUMBER, item))}) for item in items)
    return machine.new_list(node, frozenset({row}), rows, order=machine.order_of(first))


def _map(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    columns = [machine.iterate(value, node) or OPAQUE for value in arguments.positional[1:]]
    answer, around = NOTHING, machine.iterations
    machine.iterations = (*around, machine.id(node))
    for atom in arguments.get(0):
        answer = join(answer, machine.call_atom(atom, node, type(arguments)(columns, {}, loose=False)))
    machine.iterations = around
    return machine.new_list(node, answer or OPAQUE, None)


def _next(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    machine.models.first(machine, arguments.get(0), node)
    return machine.iterate(arguments.get(0), node) or OPAQUE


def _extreme(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    for value in arguments.all():
        machine.escape(value, node, f"argument:{name}")
    return OPAQUE


def _super(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    return frozenset({Sym("builtins.super()")})


def _by_name(machine: Machine, name: str, node: ast.Call, arguments: Arguments) -> Value:
    named = machine.models.by_name(machine, name, node, arguments)
    if named is not None:
        return named
    machine.hand_over(arguments, node, name, spoil=True)
    if name in ("exec", "eval"):
        exports.named_in(machine, arguments.get(0), node, name)
    return OPAQUE


_Function = Callable[["Machine", str, ast.Call, "Arguments"], Value]
_FUNCTIONS: dict[str, _Function] = {
    **dict.fromkeys("int float abs round sum ord bool complex hash id isinstance pow".split(), _number),
    **dict.fromkeys("list tuple set sorted reversed iter frozenset".split(), _container),
    **dict.fromkeys(("max", "min"), _extreme),
    **dict.fromkeys(("setattr", "getattr", "__import__", "exec", "eval"), _by_name),
    "len": _len,
    "range": _range,
    "dict": _dict,
    "zip": _zip,
    "enumerate": _enumerate,
    "map": _map,
    "next": _next,
    "super": _super,
}
