"""What a name can be: a small powerset of atoms.

A value is a frozenset of atoms; joining two branches is a union. Everything that the machine does not know is
``OPAQUE``. Objects that change after they are made (lists, instances) are atoms that point into the heap. Models of
libraries bring atoms and objects of their own.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from qls.semantics.python.order import UNORDERED, Order
from qls.semantics.python.places import Place

# A place in a program that survives edits elsewhere: the statement's serial number and, inside it, the node's
# first line, first byte, last line and last byte.
NodeId = tuple[int, int, int, int, int]


def node_id(serial: int, node: ast.AST) -> NodeId:
    """The place of a node of the statement with the number ``serial``."""
    at: Any = node  # a class of nodes need not have a place; what is asked for here has one
    return (serial, at.lineno, at.col_offset, at.end_lineno, at.end_col_offset)


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that a value can be."""


@dataclass(frozen=True, slots=True)
class Unknown(Atom):
    """Anything."""


@dataclass(frozen=True, slots=True)
class Number(Atom):
    """A number whose value is not known. ``real``: a float, of a division or of floats."""

    real: bool = False


@dataclass(frozen=True, slots=True)
class Const(Atom):
    """A constant of Python: str, int, float, bool, None."""

    value: object


@dataclass(frozen=True, slots=True)
class Sym(Atom):
    """Something imported, by the dotted name it was written with.

    ``guarded``: the import stands in a ``try`` that expects it to fail, or behind a version check.
    """

    name: str
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Atom):
    """A list, or another container that is iterated, in the heap."""

    place: Place


@dataclass(frozen=True, slots=True)
class Instance(Atom):
    """An instance of a class of the program, in the heap."""

    place: Place
    of: NodeId


@dataclass(frozen=True, slots=True)
class Tuple(Atom):
    """A tuple, or a short list literal that is only unpacked."""

    items: tuple[frozenset[Atom], ...]


@dataclass(frozen=True, slots=True)
class Function(Atom):
    """A function of the program; ``bound``: the instance that it is a method of."""

    node: NodeId
    bound: Atom | None = None


@dataclass(frozen=True, slots=True)
class Class(Atom):
    """A class of the program."""

    node: NodeId


Value = frozenset[Atom]

OPAQUE: Value = frozenset({Unknown()})
NUMBER: Value = frozenset({Number()})
NOTHING: Value = frozenset()
NONE: Value = frozenset({Const(None)})

_WIDE = 12
_State = TypeVar("_State", bound="HeapState")


def join(one: Value, other: Value) -> Value:
    """Either value. Widens to unknown where the alternatives are too many."""
    if one == other or not other:
        return one
    if not one:
        return other
    both = one | other
    constants = [a for a in both if isinstance(a, Const)]
    if len(constants) > 3:
        numbers = all(isinstance(a.value, (int, float)) for a in constants)
        both = both.difference(constants) | (NUMBER if numbers else OPAQUE)
    return OPAQUE if len(both) > _WIDE else both


def only(value: Value) -> Atom | None:
    """The one atom of ``value``, None where there are several or none."""
    return next(iter(value)) if len(value) == 1 else None


def in_order(value: Value) -> list[Atom]:
    """The atoms of ``value`` in an order that depends on nothing but them."""
    return sorted(value, key=_rank) if len(value) > 1 else list(value)


def _rank(thing: object) -> tuple[Any, ...]:
    if isinstance(thing, (bool, int, float)):
        return 0, thing
    if isinstance(thing, str):
        return 1, thing
    if isinstance(thing, tuple):
        return 2, *map(_rank, thing)
    if isinstance(thing, frozenset):
        return 3, *sorted(map(_rank, thing))
    if isinstance(thing, Atom):
        return 4, type(thing).__name__, *(_rank(getattr(thing, each.name)) for each in fields(thing))
    return 5, type(thing).__name__


def constant(value: Value) -> object:
    """The constant that ``value`` is, None where it is not one."""
    atom = only(value)
    return atom.value if isinstance(atom, Const) else None


def whole(value: Value) -> int | None:
    """The whole number that ``value`` is, None where it is not one; a bool is none."""
    known = constant(value)
    return known if type(known) is int else None


@dataclass(frozen=True, slots=True)
class HeapState:
    """What is known of one object in the heap."""

    def joined(self: _State, other: _State) -> _State:
        """Either this or ``other``, which is of the same kind."""
        return self


@dataclass(frozen=True, slots=True)
class ListState(HeapState):
    """What is known of a list in the heap: any item, and the items one by one where the length is known.

    ``part``: of the objects that one place stands for, it may lack some.
    """

    item: Value
    items: tuple[Value, ...] | None = None
    order: Order = UNORDERED
    part: bool = False

    def joined(self, other: ListState) -> ListState:
        items: tuple[Value, ...] | None = None
        if self.items is not None and other.items is not None and len(self.items) == len(other.items):
            items = tuple(map(join, self.items, other.items))
        return ListState(join(self.item, other.item), items, self.order.joined(other.order), self.part or other.part)


@dataclass(frozen=True, slots=True)
class InstanceState(HeapState):
    """The attributes of an instance in the heap."""

    attributes: tuple[tuple[str, Value], ...] = ()

    def get(self, name: str) -> Value:
        return next((value for key, value in self.attributes if key == name), NOTHING)

    def with_(self, name: str, value: Value) -> InstanceState:
        kept = tuple(pair for pair in self.attributes if pair[0] != name)
        return InstanceState(tuple(sorted((*kept, (name, value)), key=lambda pair: pair[0])))

    def joined(self, other: InstanceState) -> InstanceState:
        merged = dict(self.attributes)
        for name, value in other.attributes:
            merged[name] = join(merged.get(name, NOTHING), value)
        return InstanceState(tuple(sorted(merged.items(), key=lambda pair: pair[0])))


def union(values: list[Value] | tuple[Value, ...]) -> Value:
    """Any of ``values``."""
    joined = NOTHING
    for value in values:
        joined = join(joined, value)
    return joined


def join_states(one: HeapState | None, other: HeapState | None) -> HeapState:
    """Either state of one object of the heap."""
    if other is None or one == other:
        assert one is not None
        return one
    if one is None:
        return other
    return one.joined(other) if type(one) is type(other) else one
