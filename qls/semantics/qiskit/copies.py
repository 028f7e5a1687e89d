"""Copies of circuits, one by one and in lists; and what ``transpile`` and pass managers give, which are copies too."""

from __future__ import annotations

import ast
from dataclasses import replace

from qls.semantics.python.machine import Machine
from qls.semantics.python.values import (
    NOTHING,
    OPAQUE,
    HeapState,
    Listing,
    NodeId,
    Tuple,
    Value,
    in_order,
    join,
    join_states,
    union,
)
from qls.semantics.qiskit import wiring
from qls.semantics.qiskit.heap import place_circuit, placed, state_of
from qls.semantics.qiskit.outcomes import without_outcome
from qls.semantics.qiskit.values import Circuit, CircuitState, Qobj


def copied(
    machine: Machine, value: Value, node: ast.AST, *, any_value: bool = False, named: bool = True, many: bool = False
) -> Value:
    """Copies of the circuits in ``value``.

    Args:
        named: they are called as the circuits are.
        many: of each circuit in ``value``, there may be several.
    """
    answer = NOTHING
    one: HeapState | None = None  # of the copy, which is of any of them
    for atom in in_order(value):
        if isinstance(atom, Circuit):
            kept = state_of(machine, atom)
            kept = kept if any_value else without_outcome(kept)
            one = join_states(kept if named else replace(kept, name=None), one)
            answer = join(answer, place_circuit(machine, node, one, many=many))
        elif isinstance(atom, (Listing, Tuple)):
            answer = join(answer, copied_list(machine, frozenset({atom}), node, one_by_one=not any_value))
        elif any_value or isinstance(atom, Qobj):
            answer = join(answer, frozenset({atom}))
        else:
            answer = join(answer, OPAQUE)
    return answer or OPAQUE


def copied_list(machine: Machine, value: Value, node: ast.AST, *, one_by_one: bool) -> Value:
    """A list of copies of what is in the list ``value``; ``one_by_one``: each with a place of its own."""
    items = machine.items_of(value)
    if items is not None and len(items) > 1 and one_by_one:
        copies = tuple(copied_item(machine, item, node, index) for index, item in enumerate(items))
        return machine.new_list(node, union(copies), copies, order=machine.order_of(value))
    alone = items is not None and len(items) == 1
    item = copied(machine, machine.iterate(value, node), node, many=not alone)
    alike = None if items is None else (item,) * len(items)
    return machine.new_list(node, item, alike, order=machine.order_of(value))


def copied_item(machine: Machine, value: Value, node: ast.AST, index: int) -> Value:
    """Like ``copied``, one item of several: each keeps a place of its own."""
    answer = NOTHING
    one: HeapState | None = None
    for atom in value:
        state = machine.memory.look(atom.place) if isinstance(atom, Circuit) else None
        if isinstance(state, CircuitState):
            place = (machine.id(node), machine.context, index)
            one = join_states(without_outcome(state), one)
            machine.memory.put(place, placed(machine, place, one))
            answer |= {Circuit(place)}
        else:
            answer = join(answer, OPAQUE)
    return answer


def transpiled(machine: Machine, value: Value, node: ast.AST, *, named: bool = True) -> Value:
    """What ``transpile`` and pass managers give for the circuits in ``value``."""
    before = wiring.wirings(machine, value)
    answer = wiring.of_several(machine, before, copied(machine, value, node, named=named), value)
    _move(machine, answer)
    if not (isinstance(node, ast.Call) and any(map(_keeps_qubits, node.keywords))):
        _mark(machine, answer, frozenset({machine.id(node)}))
    return answer


def _move(machine: Machine, value: Value) -> None:
    """The circuits in ``value``, and in lists of them, may have their qubits elsewhere."""
    for atom in value:
        if isinstance(atom, Circuit):
            state = state_of(machine, atom)
            if state.wiring is not None:
                moved = replace(state, wiring=replace(state.wiring, moved=True))
                machine.memory.put(atom.place, moved)
        elif isinstance(atom, Listing):
            _move(machine, machine.iterate(frozenset({atom}), machine.nowhere))


def _keeps_qubits(keyword: ast.keyword) -> bool:
    """True for levels of optimisation that permute no qubits: from 2 on, transpile of 2.x does (V: 2.6.2, a swap)."""
    level = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
    return keyword.arg == "optimization_level" and type(level) is int and level < 2


def _mark(machine: Machine, value: Value, call: frozenset[NodeId]) -> None:
    """The circuits in ``value``, and in lists of them, were made by ``call``, which may have permuted their qubits."""
    for atom in value:
        if isinstance(atom, Circuit):
            state = state_of(machine, atom)
            machine.memory.put(atom.place, replace(state, transpiled=state.transpiled | call))
        elif isinstance(atom, Listing):
            _mark(machine, machine.iterate(frozenset({atom}), machine.nowhere), call)
