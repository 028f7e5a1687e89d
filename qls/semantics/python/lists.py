"""The machine's lists: their methods, what is put in them, and the order of what has labels."""

from __future__ import annotations

import ast
from collections.abc import Callable

from qls.semantics.python import parts
from qls.semantics.python.escapes import Escapes
from qls.semantics.python.machine import Arguments, Machine, Over
from qls.semantics.python.order import UNORDERED, Order
from qls.semantics.python.values import (
    NONE,
    NOTHING,
    OPAQUE,
    Listing,
    ListState,
    Tuple,
    Value,
    join,
    only,
    union,
)


class Lists(Escapes):
    """Follows what has labels through lists."""

    def new_order(self, node: ast.AST) -> Order:
        """The order of a list that is made empty at ``node``."""
        return Order(("list", self.id(node), self.context), entries=frozenset(), repeats=False, loops=self.iterations)

    def order_of(self, value: Value) -> Order:
        """The order of a list; none of what is no list, or may be one of several."""
        atom = only(value)
        state = self.memory.look(atom.place) if isinstance(atom, Listing) and atom.place[0] != "dict" else None
        return state.order if isinstance(state, ListState) else UNORDERED

    def order_with(self, order: Order, value: Value, node: ast.AST) -> Order:
        """``order`` with the item ``value``, put at its end at ``node``."""
        if not any(isinstance(atom, self.models.labelled) for atom in value):
            return Order(order.root, entries=order.entries, repeats=True, loops=order.loops)
        place = (self.id(node), self.context)
        return order.with_(self.models.labels(self, value), place, self.iterations, self.fresh)

    def enter_loop(self, node: ast.AST, target: ast.expr | None, items: Value, iterated: ast.expr | None) -> None:
        """A round of the loop ``node`` begins, which binds ``target`` to each of ``items``."""
        order = self.order_of(items)
        self.iterations = (*self.iterations, self.id(node))
        self.fresh = frozenset() if order.repeats else frozenset(entry.key for entry in order.entries)
        own = any(isinstance(atom, Listing) and atom.place == order.root for atom in items)
        if isinstance(target, ast.Name):
            self.over = (*self.over, Over(self.frame, target.id, "", order.root, own))
        elif isinstance(target, ast.Tuple) and _is_enumerated(iterated):
            names = [part.id for part in target.elts if isinstance(part, ast.Name)]
            if len(names) == len(target.elts) == 2:
                self.over = (*self.over, Over(self.frame, names[1], names[0], order.root, own))

    def comprehended(self, node: ast.expr, generators: list[ast.comprehension], value: Value) -> Order:
        """The order of the list that a comprehension makes of ``value``."""
        outer = self.iterations[: -len(generators)]
        order = Order(("list", self.id(node), self.context), entries=frozenset(), repeats=False, loops=outer)
        order = self.order_with(order, value, node)
        first = self.over[-1] if self.over and len(generators) == 1 and not generators[0].ifs else None
        labels = {label.key for label in self.models.labels(self, value) if label is not None}
        if (
            first is not None
            and first.frame is self.frame
            and first.root is not None
            and labels
            and labels <= self.fresh
        ):
            order = Order(first.root, order.entries, order.repeats, outer)  # item for item, in the same order
        return order


def _is_enumerated(iterated: ast.expr | None) -> bool:
    """True for ``enumerate(circuits)``, which counts from 0."""
    if not isinstance(iterated, ast.Call) or not isinstance(iterated.func, ast.Name):
        return False
    return iterated.func.id == "enumerate" and len(iterated.args) == 1 and not iterated.keywords


def list_method(machine: Machine, atom: Listing, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What the method of a list, or of another container, gives, and what it changes in it."""
    state = machine.memory.look(atom.place)
    if not isinstance(state, ListState):
        return OPAQUE
    act = _METHODS.get(name)
    return OPAQUE if act is None else act(machine, atom, state, name, node, arguments)


def _list_put(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    value = arguments.get(1 if name == "insert" else 0)
    certain = name == "append" and machine.round == 0 and not machine.frame.loops
    items = (*state.items, value) if certain and state.items is not None and len(state.items) < 64 else None
    order = state.order.grown(atom.place) if name == "append" else state.order.shuffled()
    order = machine.order_with(order, value, node)
    part = state.part or parts.keeps_some(machine, value)
    machine.memory.put(atom.place, ListState(join(state.item, value), items, order, part))
    return NONE


def _list_extend(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    value = machine.iterate(arguments.get(0), node)
    added = machine.order_of(arguments.get(0))
    order = state.order.grown(atom.place)
    order = order.followed_by(added, order.root, machine.iterations)
    part = state.part or parts.is_part(machine, arguments.get(0))
    machine.memory.put(atom.place, ListState(join(state.item, value), None, order, part))
    return NONE


def _list_setdefault(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    machine.memory.put(atom.place, ListState(join(state.item, arguments.get(1)), None, part=True))
    return state.item or OPAQUE


def _list_copy(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    return machine.new_list(node, state.item, state.items, order=state.order, part=state.part)


def _list_pairs(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    return machine.new_list(node, frozenset({Tuple((OPAQUE, state.item or OPAQUE))}), None)


def _list_take(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    machine.memory.put(atom.place, ListState(state.item, None, part=True) if name != "get" else state)
    return state.item or OPAQUE


def _list_disturb(
    machine: Machine, atom: Listing, state: ListState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    part = state.part or name in ("clear", "remove")
    machine.memory.put(atom.place, ListState(state.item, None, part=part))
    return OPAQUE


def item_of_list(machine: Machine, atom: Listing | Tuple, position: object, node: ast.Subscript) -> Value:
    """The item at a position, where each is known; else any of them. A slice is a list again."""
    items = machine.items_of(frozenset({atom}))
    if isinstance(node.slice, ast.Slice):
        return machine.new_list(node, machine.iterate(frozenset({atom}), node), None, part=True)
    if items is not None and type(position) is int and -len(items) <= position < len(items):
        return items[position]
    if isinstance(atom, Tuple):
        return union(atom.items)
    state = machine.memory.look(atom.place)
    return state.item if isinstance(state, ListState) and state.item else OPAQUE


def items_of_list(machine: Machine, atom: Listing, node: ast.AST) -> Value:
    """Any item; nothing is known of the keys of a dict."""
    state = machine.memory.look(atom.place)
    if atom.place[0] == "dict":
        return OPAQUE
    return state.item if isinstance(state, ListState) else NOTHING


def items_of_tuple(machine: Machine, atom: Tuple, node: ast.AST) -> Value:
    """Any item."""
    return union(list(atom.items))


def set_item_of_list(machine: Machine, atom: Listing, target: ast.Subscript, value: Value) -> bool:
    """An item is replaced, or deleted: which one it was is not followed."""
    state = machine.memory.look(atom.place)
    if not isinstance(state, ListState):
        return False
    machine.memory.put(atom.place, ListState(join(state.item, value), None, state.order.shuffled(), part=True))
    return True


_Method = Callable[[Machine, Listing, ListState, str, ast.Call, Arguments], Value]
_METHODS: dict[str, _Method] = {
    **dict.fromkeys(("append", "add", "insert", "appendleft", "put"), _list_put),
    **dict.fromkeys(("extend", "update"), _list_extend),
    "setdefault": _list_setdefault,
    **dict.fromkeys(("copy", "values"), _list_copy),
    "items": _list_pairs,
    **dict.fromkeys(("pop", "get", "popleft"), _list_take),
    **dict.fromkeys(("clear", "remove", "sort", "reverse"), _list_disturb),
}
