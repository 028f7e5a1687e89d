"""Circuits with gates that depend on a measurement: what may be done with them, and what no block of today allows."""

from __future__ import annotations

import ast
from dataclasses import replace

from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.heap import state_of
from qls.semantics.qiskit.values import Circuit, CircuitState, Registers

# A circuit with conditional gates is made one instruction: with control flow, Qiskit refuses that (V: 2.6.2).
INTO_ONE = "circuit.into_one"
GATE_CONDITION = "qiskit.circuit.Gate().c_if"
_INTO_ONE = {"to_instruction", "to_gate", "control", "repeat", "power", "inverse"}


def after(
    machine: Machine, atom: Circuit, state: CircuitState, name: str, node: ast.Call, arguments: Arguments
) -> CircuitState:
    """The circuit's state once ``name`` has made a gate conditional; what is done with such gates is noted."""
    if name == "c_if":  # of a gate of the library, which is read as a circuit
        known = tuple(arguments.positional[:1])
        machine.note(Called(machine.id(node), node, GATE_CONDITION, known, machine.frame.guarded))
        return _made_conditional(machine, atom, state)
    given = arguments.get(0, "instruction") if name == "append" else frozenset()
    states = [state_of(machine, each) for each in given if isinstance(each, Circuit)]
    into_one = [state] if name in _INTO_ONE else [each for each in states if not each.of]
    if any(each.conditional for each in into_one):
        machine.note(Called(machine.id(node), node, INTO_ONE, (), machine.frame.guarded))
    return _made_conditional(machine, atom, state) if any(each.conditional for each in states) else state


def _made_conditional(machine: Machine, atom: Circuit, state: CircuitState) -> CircuitState:
    state = replace(state, conditional=True)
    machine.memory.put(atom.place, state)
    return state


def shares_bits(machine: Machine, state: CircuitState, arguments: Arguments) -> bool:
    """True where ``circuit.compose(other)`` may add a register of bits that the circuit has already.

    The condition of a gate on a register becomes one on these bits, and where no register is of just these, one is
    added (V: 0.45.3, 2.6.2).
    """
    if state.registers == frozenset({()}):
        return False
    placed = len(arguments.positional) > 2 or "clbits" in arguments.keywords or arguments.loose
    mine = _sizes(state.registers)
    for other in arguments.get(0, "other"):
        inner = state_of(machine, other) if isinstance(other, Circuit) else None
        if inner is not None and inner.conditional:
            theirs = _sizes(inner.registers)
            if placed or mine is None or theirs is None or mine[: len(theirs)] != theirs:
                return True
    return False


def _sizes(registers: Registers) -> tuple[int, ...] | None:
    """The sizes of a circuit's classical registers; None where they are not known."""
    known = next(iter(registers)) if len(registers) == 1 else None
    sizes = tuple(register.size for register in known or () if register.size is not None)
    return sizes if known is not None and len(sizes) == len(known) else None
