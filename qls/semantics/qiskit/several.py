"""Circuits that one place of the heap stands for: which of them a change is made to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from qls.semantics.python.frames import Each
from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NodeId, Value, join_states
from qls.semantics.qiskit.heap import state_of
from qls.semantics.qiskit.values import Circuit, CircuitState, Classical, Registers, few, unknown_registers

_MOST_REGISTERS = 16


def changed(machine: Machine, atom: Circuit, node: ast.Call, change: Callable[[], Value]) -> Value:
    """What ``change`` gives, which changes the circuit ``atom``, or only one of those that it stands for."""
    one, before = _is_one(machine, atom, node), machine.memory.look(atom.place)
    value = change()
    after = machine.memory.look(atom.place)
    if after is before or not isinstance(after, CircuitState) or not isinstance(before, CircuitState):
        return value
    # Where the loop that makes them goes on, what its next round makes is not changed yet.
    making = bool(after.loops) and after.loops == machine.iterations[: len(after.loops)]
    if not one or (making and _in_loop(machine, atom) is not None):
        joined = after if one else join_states(before, after)
        assert isinstance(joined, CircuitState)
        machine.memory.put(atom.place, replace(joined, mixed=True))
    return value


def _in_loop(machine: Machine, atom: Circuit) -> Each | None:
    loops = reversed(machine.frame.loops)
    return next((each for each in loops if atom in each.elements or atom in each.some), None)


def _is_one(machine: Machine, atom: Circuit, node: ast.Call) -> bool:
    """True where the change reaches every circuit that ``atom`` stands for, now or in the loop's other rounds."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    receivers = frozenset(each for each in machine.receivers if isinstance(each, Circuit))
    loop = _in_loop(machine, atom)
    if loop is not None:
        # What the function of a loop's body is given is taken for the loop's variable.
        variable = isinstance(owner, ast.Name) and (owner.id == loop.variable or machine.frame is not loop.frame)
        return variable and receivers <= loop.elements
    if len(receivers) > 1:
        return False
    loops = state_of(machine, atom).loops
    return not loops or (not isinstance(owner, ast.Subscript) and loops == machine.iterations[: len(loops)])


def plus(machine: Machine, atom: Circuit, registers: Registers, added: list[Classical], point: NodeId) -> Registers:
    """``registers`` with ``added``. A loop that comes by again adds to the same circuit once more, and no
    further; to each of a list's circuits it adds once."""
    answer: set[tuple[Classical, ...] | None] = set()
    each, mixed = _once_each(machine, atom), state_of(machine, atom).mixed
    for known in registers:
        if known is None or len(known) > _MOST_REGISTERS:
            answer |= unknown_registers([known])
            continue
        marked = tuple(replace(register, made=point) for register in added)
        times = sum(r.made == point for r in known)
        again = times and (machine.round > 0 or machine.frame.loops)
        enough = times > len(marked)
        if again and (each or enough):
            answer.add(known)
        if not again or (not enough and (not each or mixed)):
            answer.add(known + marked)
    return few(answer)


def _once_each(machine: Machine, atom: Circuit) -> bool:
    """True where the loops that are entered since the circuit was made all go over it and its like, one by one."""
    made, now = state_of(machine, atom).loops, machine.iterations
    shared = next((at for at, (one, other) in enumerate(zip(made, now, strict=False)) if one != other), None)
    since = len(now) - (min(len(made), len(now)) if shared is None else shared)
    inner = machine.frame.loops[-since:] if since else []
    return 0 < since == len(inner) and all(atom in loop.elements for loop in inner)
