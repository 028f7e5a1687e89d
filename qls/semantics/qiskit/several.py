"""Circuits that one place of the heap stands for: which of them a change is made to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from qls.semantics.python.frames import Each
from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NOTHING, Atom, HeapState, Listing, ListState, NodeId, Tuple, Value, join_states
from qls.semantics.qiskit.values import Circuit, CircuitState, Classical, Registers, few, unknown_registers

_MOST_REGISTERS = 16
MANY = ("many",)  # beside the loops that a circuit was made in: a list's copies that share one place


def entered(interpreter: Machine, over: tuple[ast.expr, Value, ast.expr] | None, elements: Value) -> Each:
    """The loop whose round begins: ``over`` its target, what it goes over, and the expression of that."""
    part = over is not None and is_part(interpreter, over[1])
    variable = over[0].id if over is not None and isinstance(over[0], ast.Name) else ""
    whole, some = (NOTHING, elements) if part else (elements, NOTHING)
    return Each(whole, some, interpreter.round, variable, interpreter.frame, interpreter.memory.branches)


def placed(interpreter: Machine, place: Any, state: HeapState, many: bool = False) -> HeapState:
    """The state of ``place`` where a circuit is made there: of those made before, some may be as they were."""
    if not isinstance(state, CircuitState):
        return state
    loops = (*interpreter.iterations, MANY) if many else interpreter.iterations
    state = replace(state, loops=loops, mixed=False)
    before = interpreter.memory.look(place)
    return join_states(state, before) if isinstance(before, CircuitState) and before.mixed else state


def changed(interpreter: Machine, atom: Circuit, node: ast.Call, change: Callable[[], Value]) -> Value:
    """What ``change`` gives, which changes the circuit ``atom``, or only one of those that it stands for."""
    one, before = _is_one(interpreter, atom, node), interpreter.memory.look(atom.place)
    value = change()
    after = interpreter.memory.look(atom.place)
    if after is before or not isinstance(after, CircuitState) or not isinstance(before, CircuitState):
        return value
    # Where the loop that makes them goes on, what its next round makes is not changed yet.
    making = bool(after.loops) and after.loops == interpreter.iterations[: len(after.loops)]
    if not one or (making and _in_loop(interpreter, atom) is not None):
        joined = after if one else join_states(before, after)
        assert isinstance(joined, CircuitState)
        interpreter.memory.put(atom.place, replace(joined, mixed=True))
    return value


def _in_loop(interpreter: Machine, atom: Circuit) -> Each | None:
    loops = reversed(interpreter.frame.loops)
    return next((each for each in loops if atom in each.elements or atom in each.some), None)


def _is_one(interpreter: Machine, atom: Circuit, node: ast.Call) -> bool:
    """True where the change reaches every circuit that ``atom`` stands for, now or in the loop's other rounds."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    receivers = frozenset(each for each in interpreter.receivers if isinstance(each, Circuit))
    loop = _in_loop(interpreter, atom)
    if loop is not None:
        # What the function of a loop's body is given is taken for the loop's variable.
        variable = isinstance(owner, ast.Name) and (owner.id == loop.variable or interpreter.frame is not loop.frame)
        return variable and receivers <= loop.elements
    if len(receivers) > 1:
        return False
    loops = interpreter.state_of(atom).loops
    return not loops or (not isinstance(owner, ast.Subscript) and loops == interpreter.iterations[: len(loops)])


def receiving(interpreter: Machine, owner: Value, act: Callable[[Atom], Value]) -> Callable[[Atom], Value]:
    """``act``, which calls a method of one of the atoms of ``owner``."""

    def acting(atom: Atom) -> Value:
        interpreter.receivers = owner
        return act(atom)

    return acting


def plus(interpreter: Machine, atom: Circuit, registers: Registers, added: list[Classical], point: NodeId) -> Registers:
    """``registers`` with ``added``. A loop that comes by again adds to the same circuit once more, and no
    further; to each of a list's circuits it adds once."""
    answer: set[tuple[Classical, ...] | None] = set()
    each, mixed = _once_each(interpreter, atom), interpreter.state_of(atom).mixed
    for known in registers:
        if known is None or len(known) > _MOST_REGISTERS:
            answer |= unknown_registers([known])
            continue
        marked = tuple(replace(register, made=point) for register in added)
        times = sum(r.made == point for r in known)
        again = times and (interpreter.round > 0 or interpreter.frame.loops)
        enough = times > len(marked)
        if again and (each or enough):
            answer.add(known)
        if not again or (not enough and (not each or mixed)):
            answer.add(known + marked)
    return few(answer)


def _once_each(interpreter: Machine, atom: Circuit) -> bool:
    """True where the loops that are entered since the circuit was made all go over it and its like, one by one."""
    made, now = interpreter.state_of(atom).loops, interpreter.iterations
    shared = next((at for at, (one, other) in enumerate(zip(made, now, strict=False)) if one != other), None)
    since = len(now) - (min(len(made), len(now)) if shared is None else shared)
    inner = interpreter.frame.loops[-since:] if since else []
    return 0 < since == len(inner) and all(atom in loop.elements for loop in inner)


def is_part(interpreter: Machine, value: Value) -> bool:
    """True for lists that may lack some of the circuits that their items stand for."""
    for atom in value:
        if isinstance(atom, Tuple) and any(is_old(interpreter, item) for item in atom.items):
            return True
        state = interpreter.memory.look(atom.place) if isinstance(atom, Listing) else None
        if isinstance(state, ListState) and state.part:
            return True
    return False


def is_old(interpreter: Machine, value: Value) -> bool:
    """True where ``value`` may be one of several circuits that a loop made before."""
    states = [interpreter.state_of(atom) for atom in value if isinstance(atom, Circuit)]
    return any(state.loops and state.loops != interpreter.iterations[: len(state.loops)] for state in states)


def keeps_some(interpreter: Machine, value: Value) -> bool:
    """True where a list that ``value`` is put into may not get every circuit that it stands for."""
    loops = interpreter.frame.loops
    states = [interpreter.state_of(atom) for atom in value if isinstance(atom, Circuit)]
    if not any(state.loops for state in states):
        return False
    sometimes = bool(loops) and interpreter.memory.branches > loops[-1].branches
    each = any(value <= loop.elements for loop in loops)
    return sometimes or (is_old(interpreter, value) and not each)
