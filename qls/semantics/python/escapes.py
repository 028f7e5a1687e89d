"""What leaves our sight: values that go to code that cannot be seen, which may ask them anything and change them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.order import UNORDERED
from qls.semantics.python.values import (
    OPAQUE,
    Function,
    Instance,
    InstanceState,
    Listing,
    ListState,
    Tuple,
    Unknown,
    Value,
)

_KEEPING = ("append", "format", "write", "extend", "join")  # methods that change nothing of what they are given


class Escapes(Machine):
    """Tells the kinds of atoms what goes to code that cannot be seen."""

    def escape(self, value: Value, node: ast.AST, how: str, seen: set[int] | None = None) -> None:
        """``value`` goes to code that cannot be seen, with all that it holds."""
        seen = set() if seen is None else seen
        if id(value) in seen:
            return
        seen.add(id(value))
        for atom in value:
            kind = self.kind(atom)
            kind.escape(self, atom, node, how)
            for part in kind.holds(self, atom, how):
                self.escape(part, node, how, seen)

    def spoil(self, value: Value, seen: set[int] | None = None) -> None:
        """Code that cannot be seen may change the objects in ``value``."""
        seen = set() if seen is None else seen
        if id(value) in seen:
            return
        seen.add(id(value))
        for atom in value:
            self.kind(atom).spoil(self, atom, seen)


def method_of_unknown(machine: Machine, atom: Unknown, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """A method of something unknown can keep what it is given; a list can be behind `append`."""
    machine.hand_over(arguments, node, f".{name}", spoil=name not in _KEEPING)
    return OPAQUE


def function_escapes(machine: Machine, atom: Function, node: ast.AST, how: str) -> None:
    """A function of the program may be called with anything."""
    machine.memory.record.handed.add(atom.node)


def held_by_tuple(machine: Machine, atom: Tuple, how: str) -> Iterable[Value]:
    """What a tuple takes along: its items."""
    return atom.items


def held_by_list(machine: Machine, atom: Listing, how: str) -> Iterable[Value]:
    """What a list takes along: any of its items."""
    state = machine.memory.look(atom.place)
    return (state.item,) if isinstance(state, ListState) else ()


def held_by_instance(machine: Machine, atom: Instance, how: str) -> Iterable[Value]:
    """The attributes that an instance takes along."""
    if how == "returned":
        return ()
    state = machine.memory.look(atom.place)
    parts = [part for _, part in state.attributes] if isinstance(state, InstanceState) else []
    return [part for part in parts if any(isinstance(each, machine.models.taken) for each in part)]


def spoil_list(machine: Machine, atom: Listing, seen: set[int]) -> None:
    """Code that cannot be seen may change the list's order, and its items."""
    state = machine.memory.look(atom.place)
    if isinstance(state, ListState):
        machine.memory.put(atom.place, replace(state, order=UNORDERED))
        machine.spoil(state.item, seen)


def spoil_tuple(machine: Machine, atom: Tuple, seen: set[int]) -> None:
    """Code that cannot be seen may change the tuple's items."""
    for part in atom.items:
        machine.spoil(part, seen)
