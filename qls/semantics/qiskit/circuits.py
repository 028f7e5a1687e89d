"""Circuits: how they are made, and what their methods change in them."""

from __future__ import annotations

import ast
from dataclasses import replace

from qls.catalogue import roles
from qls.catalogue.members import CIRCUIT_DATA, GIVES
from qls.catalogue.primitives import COPIES_OUTCOME
from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.places import Loops
from qls.semantics.python.values import NONE, NOTHING, NUMBER, OPAQUE, NodeId, Sym, Value, constant
from qls.semantics.qiskit import conditions, several, sums, wiring
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.heap import ends_unmeasured, is_unitary, place_circuit, state_of, unknown_circuit
from qls.semantics.qiskit.names import copy_name, given_name
from qls.semantics.qiskit.outcomes import outcome_after, without_outcome
from qls.semantics.qiskit.registers import onto, registers_in, registers_of, united
from qls.semantics.qiskit.values import (
    LOOSE,
    Circuit,
    CircuitOutcome,
    CircuitState,
    Classical,
    Lines,
    Register,
    Registers,
    unknown_registers,
)

_CONTROL_FLOW = {"if_test", "if_else", "while_loop", "for_loop", "switch"}
_MEASURES = {"measure", "append", "reset"}
_GATE: Value = frozenset({Sym("qiskit.circuit.Gate()")})
_INSTRUCTIONS: Value = frozenset({Sym("qiskit.circuit.InstructionSet()")})  # what a gate's method gives


def new_circuit(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """The circuit that ``QuantumCircuit(...)`` makes."""
    if arguments.loose:
        return unknown_circuit(machine, node)
    registers: list[Classical] | None = []
    qubits: int | None = 0
    for index, value in enumerate(arguments.positional):
        found, size = registers_of(machine, value, index)
        registers = None if registers is None or found is None else registers + found
        qubits = None if qubits is None or size is None else qubits + size
    known: Registers = frozenset({None}) if registers is None else frozenset({tuple(registers)})
    name = given_name(machine, node, arguments.keywords.get("name", NOTHING))
    state = CircuitState(known, qubits, name=name, outcome="", wiring=wiring.new(arguments.positional))
    return place_circuit(machine, node, replace(state, lines=sums.new(arguments.positional)))


def combined(machine: Machine, circuits: list[Circuit], other: Value, node: ast.BinOp | ast.AugAssign) -> Value:
    """``one + other`` of circuits (before 1.0) and the other operators between them."""
    registers: Registers = frozenset({None})
    lines: Lines | None = None
    if isinstance(node.op, ast.Add):
        lines = sums.added(machine, frozenset(circuits), other, node)
        registers = united(registers_in(machine, circuits), registers_in(machine, other))
        if isinstance(node, ast.AugAssign):  # it changes the circuit itself, which may have other names
            for atom in circuits:
                machine.memory.put(atom.place, replace(state_of(machine, atom), lines=lines))
    elif isinstance(node.op, (ast.BitAnd, ast.MatMult)):
        registers = onto(machine, registers_in(machine, circuits), other)
    measured = any(state_of(machine, c).measured for c in [*circuits, *other] if isinstance(c, Circuit))
    name = given_name(machine, node, NOTHING)
    return place_circuit(machine, node, CircuitState(registers, None, measured, name=name, lines=lines))


def circuit_method(machine: Machine, atom: Circuit, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What the method of a circuit gives, and what it changes in the circuit."""
    return several.changed(machine, atom, node, lambda: apply(machine, atom, name, node, arguments))


def apply(machine: Machine, atom: Circuit, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """The method ``name`` of the circuit ``atom``."""
    adds = name in roles.ADDS_REGISTERS and name != "add_register"
    elsewhere = constant(arguments.get(0 if adds else 99, "inplace")) is False  # what it changes is a copy
    state = ended(machine, atom, name, node, arguments, elsewhere=elsewhere)
    wires = wiring.after(machine, state, name, node, arguments)
    if name in roles.CIRCUIT_LEGACY:
        machine.note(Called(machine.id(node), node, f"circuit.{name}", (frozenset({atom}),), guarded=False))
    state = conditions.after(machine, atom, state, name, node, arguments)
    if name in roles.COPIES:
        return copy_made(machine, replace(state, wiring=wires), name, node, arguments)
    state = replace(state, wiring=wires) if elsewhere else wiring.put(machine, atom, state, wires)
    return circuit_changed(machine, atom, state, name, node, arguments)


def ended(
    machine: Machine, atom: Circuit, name: str, node: ast.Call, arguments: Arguments, *, elsewhere: bool
) -> CircuitState:
    """The circuit's state with what it ends by measuring once ``name`` was called, in the heap as well."""
    state = state_of(machine, atom)
    outcome = outcome_after(state, name, node, machine.evaluate, machine.items_of)
    if name == "append" and is_unitary(machine, arguments.get(0, "instruction")):
        outcome = "" if state.outcome == "" else None
    if outcome != state.outcome:
        state = replace(state, outcome=outcome)
        if not elsewhere:
            machine.memory.put(atom.place, state)
    return state


def copy_made(machine: Machine, state: CircuitState, name: str, node: ast.Call, arguments: Arguments) -> Value:
    """What a method gives that copies a circuit with this ``state``."""
    if constant(arguments.keywords.get("inplace", NOTHING)) is True:
        return NONE
    called = copy_name(machine, state.name, name, node, arguments)
    kept = state if name in COPIES_OUTCOME else without_outcome(state)
    return place_circuit(machine, node, replace(kept, name=called, lines=sums.kept(state, name)))


def circuit_changed(
    machine: Machine, atom: Circuit, state: CircuitState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    """What the method ``name`` gives, and what it adds to the circuit."""
    if name == "c_if":
        return frozenset({atom})
    if name.startswith(roles.SAVES):
        machine.memory.put(atom.place, replace(state, saves=True))
        return OPAQUE
    if name in ("to_gate", "control") or (name == "to_instruction" and not state.measured):
        return _GATE
    if name == "compose":
        return composed(machine, atom, state, node, arguments)
    if name in roles.ADDS_REGISTERS:
        return registers_changed(machine, atom, state, name, node, arguments)
    if name == "tensor":
        return unknown_circuit(machine, node)
    if name in _CONTROL_FLOW and not state.conditional:
        machine.memory.put(atom.place, replace(state, measured=True, conditional=True))
    elif name in _MEASURES and not state.measured:
        may_measure(machine, atom, state, name, arguments)
    return _INSTRUCTIONS


def may_measure(machine: Machine, atom: Circuit, state: CircuitState, name: str, arguments: Arguments) -> None:
    """A measurement, a reset, or an instruction that may have one, is added to the circuit."""
    if name == "append" and is_unitary(machine, arguments.get(0, "instruction")):
        return
    wires = state.wiring if name == "measure" else None
    machine.memory.put(atom.place, replace(state, measured=True, wiring=wires))


def made_conditional(machine: Machine, node: ast.Call) -> None:
    """``circuit.x(0).c_if(...)``: the circuit has a gate that depends on a measurement."""
    gate = node.func.value if isinstance(node.func, ast.Attribute) else None
    if isinstance(gate, ast.Call) and isinstance(gate.func, ast.Attribute):
        for atom in machine.evaluate(gate.func.value):
            if isinstance(atom, Circuit):
                machine.memory.put(atom.place, replace(state_of(machine, atom), conditional=True))


def composed(machine: Machine, atom: Circuit, state: CircuitState, node: ast.Call, arguments: Arguments) -> Value:
    """What ``compose`` gives, or changes in the circuit."""
    measured = state.measured
    saves, conditional, transpiled = state.saves, state.conditional, state.transpiled
    for other in arguments.get(0, "other"):
        inner = state_of(machine, other) if isinstance(other, Circuit) else None
        measured = measured or inner is None or inner.measured
        saves = saves or (inner is not None and inner.saves)
        conditional = conditional or (inner is not None and inner.conditional)
        transpiled |= frozenset() if inner is None else inner.transpiled
    outcome: CircuitOutcome = (
        "" if state.outcome == "" and ends_unmeasured(machine, arguments.get(0, "other")) else None
    )
    shared = conditions.shares_bits(machine, state, arguments)
    registers = frozenset({(LOOSE,)}) if shared else onto(machine, state.registers, arguments.get(0, "other"))
    after = replace(state, registers=registers, measured=measured, saves=saves, transpiled=transpiled)
    after = replace(after, lines=sums.composed(state))
    wires = wiring.composed(machine, state, arguments)
    after = replace(after, conditional=conditional, outcome=outcome, wiring=wires)
    if constant(arguments.keywords.get("inplace", NOTHING)) is True:
        machine.memory.put(atom.place, after)
        return NONE
    return place_circuit(machine, node, after)


def registers_changed(
    machine: Machine, atom: Circuit, state: CircuitState, name: str, node: ast.Call, arguments: Arguments
) -> Value:
    """What a method gives that changes the circuit's registers."""
    if name == "reverse_bits":
        flipped = frozenset(None if r is None else tuple(reversed(r)) for r in state.registers)
        flipped_state = replace(state, registers=flipped, name=None, wiring=None, lines=None)
        return place_circuit(machine, node, without_outcome(flipped_state))
    lines = sums.after(state, name, arguments)
    if name in ("combine", "extend"):
        lines = sums.added(machine, frozenset({atom}), arguments.get(0), node)
    after = replace(after_registers(machine, atom, state, name, machine.id(node), arguments), lines=lines)
    if name == "combine":
        return place_circuit(machine, node, replace(after, name=given_name(machine, node, NOTHING)))
    inplace = constant(arguments.get(0 if name != "add_register" else 99, "inplace"))
    if inplace is False:
        return place_circuit(machine, node, after)
    machine.memory.put(atom.place, after)
    return NONE


def after_registers(
    machine: Machine, atom: Circuit, state: CircuitState, name: str, point: NodeId, arguments: Arguments
) -> CircuitState:
    """The state of the circuit once the method ``name`` has changed its registers at ``point``."""
    match name:
        case "add_register":
            return with_registers(machine, atom, state, arguments.positional, point)
        case "measure_all":
            after = replace(state, measured=True)
            if constant(arguments.get(1, "add_bits")) is False:
                return after
            return replace(after, registers=plus_measure(machine, atom, state.registers, state.qubits, point))
        case "measure_active":  # V: its register is "measure" under 0.45.3 and "meas" under 2.6.2
            return replace(state, measured=True, registers=unknown_registers(state.registers), wiring=None)
        case "extend" | "combine":
            both = united(state.registers, registers_in(machine, arguments.get(0)))
            return replace(state, registers=both, qubits=None, measured=True, outcome=None, wiring=None)
        case "remove_final_measurements":
            # What measure_all added goes; which other registers are left idle, and so go too, cannot be told here.
            bare = state.outcome == "all" or all(r == () for r in state.registers)
            after = replace(state, registers=frozenset({()} if bare else {None}), measured=False)
            return replace(after, outcome="" if bare else None, wiring=None)
        case "add_bits":
            return replace(state, registers=frozenset({(LOOSE,)}), qubits=None, wiring=None)
        case _:
            return replace(state, registers=unknown_registers(state.registers), qubits=None, wiring=None)


def with_registers(
    machine: Machine, atom: Circuit, state: CircuitState, values: list[Value], point: NodeId
) -> CircuitState:
    """The state of the circuit once ``add_register(*values)`` was called."""
    registers, qubits = state.registers, state.qubits
    for value in values:
        found, more = registers_of(machine, value, 1) if value else (None, None)
        known = more is not None and all(isinstance(each, Register) for each in value)
        qubits = qubits + (more or 0) if qubits is not None and known else None
        registers = frozenset({None}) if found is None else several.plus(machine, atom, registers, found, point)
    return replace(state, registers=registers, qubits=qubits, wiring=wiring.added(state, values))


def plus_measure(machine: Machine, atom: Circuit, registers: Registers, size: int | None, point: NodeId) -> Registers:
    """The registers of a circuit with the one that ``measure_all`` adds."""
    answer: Registers = frozenset()
    for known in registers:
        taken = known is not None and any(r.name == "meas" for r in known)
        added = Classical(None if taken else "meas", size, point)
        answer |= several.plus(machine, atom, frozenset({known}), [added], point)
    return answer


def circuit_attribute(machine: Machine, atom: Circuit, node: ast.Attribute) -> Value:
    """The attribute of a circuit: its list of instructions, or how many there are of something."""
    if node.attr == "data":  # a list that may be changed: what is measured where is no longer certain
        machine.memory.put(atom.place, replace(state_of(machine, atom), wiring=None))
        return frozenset({Sym(CIRCUIT_DATA)})
    return NUMBER if node.attr.startswith("num_") else OPAQUE


def circuit_items(machine: Machine, atom: Circuit, node: ast.AST) -> Value:
    """Any item of a circuit: an instruction."""
    return frozenset({Sym(GIVES[f"{CIRCUIT_DATA}[]"])})


def circuit_set(machine: Machine, atom: Circuit, target: ast.Attribute, value: Value) -> None:
    """An attribute of a circuit is assigned, which may change anything in it."""
    machine.escape(value, target, "stored")
    machine.spoil(frozenset({atom}))


def spoil_circuit(machine: Machine, atom: Circuit, seen: set[int]) -> None:
    """Code that cannot be seen may change the circuit."""
    state = machine.memory.look(atom.place)
    if isinstance(state, CircuitState):
        spoilt = CircuitState(
            state.registers | {None},
            qubits=state.qubits,
            measured=True,
            saves=state.saves,
            conditional=state.conditional,
        )
        machine.memory.put(atom.place, replace(spoilt, loops=state.loops, mixed=state.mixed))


def circuit_loops(machine: Machine, atom: Circuit) -> Loops:
    """The loops in whose current round the circuit was made."""
    return state_of(machine, atom).loops
