"""Objects that one place of the heap stands for, and lists that may lack some of them."""

from __future__ import annotations

import ast

from qls.semantics.python.frames import Each
from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NOTHING, Listing, ListState, Tuple, Value


def entered(machine: Machine, over: tuple[ast.expr, Value, ast.expr] | None, elements: Value) -> Each:
    """The loop whose round begins: ``over`` its target, what it goes over, and the expression of that."""
    part = over is not None and is_part(machine, over[1])
    variable = over[0].id if over is not None and isinstance(over[0], ast.Name) else ""
    whole, some = (NOTHING, elements) if part else (elements, NOTHING)
    return Each(whole, some, machine.round, variable, machine.frame, machine.memory.branches)


def is_part(machine: Machine, value: Value) -> bool:
    """True for lists that may lack some of the objects that their items stand for."""
    for atom in value:
        if isinstance(atom, Tuple) and any(is_old(machine, item) for item in atom.items):
            return True
        state = machine.memory.look(atom.place) if isinstance(atom, Listing) else None
        if isinstance(state, ListState) and state.part:
            return True
    return False


def is_old(machine: Machine, value: Value) -> bool:
    """True where ``value`` may be one of several objects that a loop made before."""
    made = [machine.kind(atom).loops(machine, atom) for atom in value]
    return any(loops and loops != machine.iterations[: len(loops)] for loops in made)


def keeps_some(machine: Machine, value: Value) -> bool:
    """True where a list that ``value`` is put into may not get every object that it stands for."""
    loops, made = machine.frame.loops, [machine.kind(atom).loops(machine, atom) for atom in value]
    if not any(made):
        return False
    sometimes = bool(loops) and machine.memory.branches > loops[-1].branches
    each = any(value <= loop.elements for loop in loops)
    return sometimes or (is_old(machine, value) and not each)
