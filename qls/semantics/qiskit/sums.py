"""Circuits that are added: which of two holds the registers of both, so that the other can be composed onto it.

V (0.22.4): the sum had the registers of the first, then those of the other that the first had not, by their names; two
of one name and another size were an error. ``compose`` goes by the numbers of the qubits and bits, so registers have to
stand at the same places.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import Const, Number, Value, only
from qls.semantics.qiskit.facts import Summed
from qls.semantics.qiskit.heap import state_of
from qls.semantics.qiskit.values import Circuit, CircuitState, Line, Lines, Register

ONTO, FRONT = "onto", "front"  # the other is composed onto the first; the first is put in front of the other
_KEEP = {"copy", "inverse", "assign_parameters", "bind_parameters", "decompose", "reverse_ops", "copy_empty_like"}


def new(values: list[Value]) -> Lines | None:
    """The registers of ``QuantumCircuit(*values)``; None where they are not known."""
    numbers = [value for value in values if value and all(isinstance(atom, (Const, Number)) for atom in value)]
    if numbers and len(numbers) == len(values) <= 2:
        size = only(values[1]) if len(values) == 2 else Const(0)
        return ("q",), (() if isinstance(size, Const) and size.value == 0 else ("c",))
    return _with(((), ()), values)


def _with(lines: Lines | None, values: Iterable[Value]) -> Lines | None:
    for value in values:
        line = _line(value)
        if line is None or lines is None:
            return None
        quantum, classical = lines
        atom = only(value)
        is_quantum = isinstance(atom, Register) and atom.kind == "quantum"
        lines = ((*quantum, line), classical) if is_quantum else (quantum, (*classical, line))
    return lines


def _line(value: Value) -> Line | None:
    """What tells a register from others: its name, or where it was made, if that was once."""
    atom = only(value)
    if not isinstance(atom, Register):
        return None
    return atom.name if atom.name is not None else atom.made if atom.once else None


def after(state: CircuitState, name: str, arguments: Arguments) -> Lines | None:
    """The registers of a circuit once its method ``name`` has changed them."""
    if name == "add_register":
        return _with(state.lines, arguments.positional)
    if name == "measure_all" and state.lines is not None and "meas" not in state.lines[1] and not arguments.positional:
        return state.lines[0], (*state.lines[1], "meas")
    return None


def kept(state: CircuitState, name: str) -> Lines | None:
    """The registers of what the method ``name`` gives, which copies the circuit."""
    return state.lines if name in _KEEP else None


def composed(state: CircuitState) -> Lines | None:
    """The registers once another is composed onto the circuit: one without any takes the other's."""
    return state.lines if state.lines is not None and state.lines[0] else None


def added(machine: Machine, left: Value, right: Value, node: ast.expr | ast.stmt) -> Lines | None:
    """Note that circuits are added by ``node``; the sum's registers, None where they are not known."""
    forms: frozenset[str] = frozenset({ONTO, FRONT})
    sums: set[Lines | None] = set()
    for one in _all(machine, left):
        for other in _all(machine, right):
            here = _forms(one, other)
            forms &= here if one is not None and other is not None else forms
            sums.add(one if ONTO in here else other if FRONT in here else None)
    unseen = None in (*_all(machine, left), *_all(machine, right))
    machine.note(Summed(machine.id(node), node, forms, machine.frame.guarded, unseen=unseen))
    return sums.pop() if len(sums) == 1 else None


def of_others(machine: Machine, left: Value, right: Value, node: ast.expr | ast.stmt) -> None:
    """Note that ``node`` adds something else, where another call of its function may add circuits."""
    some = any(isinstance(atom, Circuit) for atom in left | right)
    literal = isinstance(node, ast.BinOp) and any(isinstance(side, ast.Constant) for side in (node.left, node.right))
    if some or (machine.stack and not literal):
        machine.note(Summed(machine.id(node), node, frozenset(), machine.frame.guarded, some))


def _all(machine: Machine, value: Value) -> list[Lines | None]:
    states = [state_of(machine, atom) if isinstance(atom, Circuit) else None for atom in value]
    return [None if state is None or state.transpiled else state.lines for state in states] or [None]


def _forms(one: Lines | None, other: Lines | None) -> frozenset[str]:
    """The ways in which the sum can be composed."""
    if one is None or other is None:
        return frozenset()
    pairs = list(zip(one, other, strict=True))
    onto = all(mine[: len(theirs)] == theirs for mine, theirs in pairs)
    front = all(theirs[: len(mine)] == mine for mine, theirs in pairs)
    return frozenset(form for form, holds in ((ONTO, onto), (FRONT, front)) if holds)
