"""Which qubit of a circuit is measured into which bit, as far as it can be told."""

from __future__ import annotations

import ast
from dataclasses import replace

from qls.catalogue.roles import ADDS_REGISTERS, ONLY_CIRCUITS
from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import Const, NodeId, Value, only, whole
from qls.semantics.qiskit.heap import state_of
from qls.semantics.qiskit.values import Circuit, CircuitState, Register, Wiring

_MOST_QUBITS = 64
# Methods of a circuit that change nothing in it, and `barrier`, which no measurement minds.
_HARMLESS = frozenset(
    "barrier draw depth size width count_ops num_nonlocal_gates num_tensor_factors num_connected_components"
    " num_unitary_factors has_register to_gate to_instruction control qasm find_bit get_instructions".split()
)
_SAME_WIRES = {"copy", "assign_parameters", "bind_parameters", "decompose"}


def new(values: list[Value]) -> Wiring | None:
    """The wiring of ``QuantumCircuit(*values)``; None where its quantum registers are not known."""
    registers: list[tuple[NodeId | None, int]] = []
    for index, value in enumerate(values):
        atom = only(value)
        if isinstance(atom, Register):
            if atom.kind == "quantum":
                if atom.size is None:
                    return None
                registers.append((atom.made, atom.size))
        elif isinstance(atom, Const) and type(atom.value) is int:
            if index == 0:
                registers.append((None, atom.value))
        else:
            return None
    return Wiring(tuple(registers)) if sum(size for _, size in registers) <= _MOST_QUBITS else None


def added(state: CircuitState, values: list[Value]) -> Wiring | None:
    """The wiring after ``add_register(*values)``."""
    wiring = state.wiring
    for value in values:
        atom = only(value)
        if wiring is None or not isinstance(atom, Register):
            return None
        if atom.kind == "quantum":
            if atom.size is None:
                return None
            wiring = replace(wiring, registers=(*wiring.registers, (atom.made, atom.size)))
    return wiring


def after(machine: Machine, state: CircuitState, name: str, node: ast.Call, arguments: Arguments) -> Wiring | None:
    """The wiring once the circuit's method ``name`` was called."""
    wiring = state.wiring
    if wiring is None or name in _HARMLESS or name in _SAME_WIRES or name in ("add_register", "compose"):
        return wiring
    if name == "measure":
        return _measured(machine, state, wiring, node, arguments)
    if name == "measure_all":
        bare = state.registers == frozenset({()})
        pairs = tuple((index, index) for index in range(wiring.qubits))
        return replace(wiring, measured=pairs) if bare and not wiring.measured and not arguments.positional else None
    # A gate behind a measurement: the measurement may not be the last thing that happens to its qubit.
    return None if wiring.measured else wiring


def put(machine: Machine, atom: Circuit, state: CircuitState, wiring: Wiring | None) -> CircuitState:
    """The circuit's state with ``wiring``, in the heap as well."""
    if wiring == state.wiring:
        return state
    state = replace(state, wiring=wiring)
    machine.memory.put(atom.place, state)
    return state


def only_one(wirings: set[Wiring | None], *, many: bool | None) -> Wiring | None:
    """The wiring of what is run, where every circuit of it has the same; ``many`` as in ``Submission``."""
    return next(iter(wirings)) if len(wirings) == 1 and many is not None else None


def composed(machine: Machine, state: CircuitState, arguments: Arguments) -> Wiring | None:
    """The wiring of ``circuit.compose(other)``: gates, or at the end the measurements of a circuit of the same size."""
    others = _states(machine, arguments.get(0, "other"))
    wiring = state.wiring
    if wiring is None or not others:
        return None
    measuring = [other for other in others if other.measured]
    if not measuring:
        return None if wiring.measured else wiring
    inner = {other.wiring for other in measuring}
    one = next(iter(inner))
    if one is None or len(inner) != 1 or len(measuring) < len(others):
        return None
    plain = len(arguments.positional) == 1 and not arguments.keywords.keys() - {"inplace"}
    whole = plain and not wiring.measured and wiring.qubits == one.qubits
    return replace(wiring, measured=one.measured) if whole else None


def _states(machine: Machine, value: Value) -> list[CircuitState]:
    """The states of the circuits in ``value``; none where something else is among them."""
    states = [state_of(machine, atom) for atom in value if isinstance(atom, Circuit)]
    return states if len(states) == len(value) else []


def wirings(machine: Machine, value: Value) -> set[Wiring | None]:
    """The wirings that the circuits in ``value`` have."""
    return {state_of(machine, atom).wiring for atom in value if isinstance(atom, Circuit)}


def of_several(machine: Machine, wirings: object, value: Value, before: Value) -> Value:
    """``value``, in which circuits that are not in ``before`` were made of one of several, each wired its way."""
    several = isinstance(wirings, set) and len(wirings) > 1
    for atom in value - before if several else ():
        if isinstance(atom, Circuit):
            machine.memory.put(atom.place, replace(state_of(machine, atom), wiring=None))
    return value


def is_gate(node: ast.stmt) -> bool:
    """True for a statement that only calls a gate, or a measurement, of a circuit."""
    call = node.value if isinstance(node, ast.Expr) else None
    func = call.func if isinstance(call, ast.Call) else None
    return (
        isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Name)
        and func.attr in ONLY_CIRCUITS
        and func.attr not in ADDS_REGISTERS
    )


def _measured(
    machine: Machine, state: CircuitState, wiring: Wiring, node: ast.Call, arguments: Arguments
) -> Wiring | None:
    nodes = [*node.args, *(keyword.value for keyword in node.keywords)]
    if len(nodes) != 2 or [keyword.arg for keyword in node.keywords] not in ([], ["cbit"], ["qubit", "cbit"]):
        return None
    values = arguments.all()
    shapes = next(iter(state.registers)) if len(state.registers) == 1 else None
    if shapes is None or len(values) != 2:
        return None
    bits = tuple((register.made, register.size) for register in shapes)
    qubits = _indices(machine, nodes[0], values[0], wiring.registers)
    clbits = _indices(machine, nodes[1], values[1], bits)
    if not qubits or not clbits or len(qubits) != len(clbits):
        return None
    measured = (*wiring.measured, *zip(qubits, clbits, strict=True))
    once = len({q for q, _ in measured}) == len({b for _, b in measured}) == len(measured)
    return replace(wiring, measured=measured) if once else None


_Sizes = tuple[tuple[NodeId | None, int | None], ...]


def _indices(machine: Machine, node: ast.expr, value: Value, registers: _Sizes) -> tuple[int, ...] | None:
    """The bits that an argument of ``measure`` names, counted through the circuit; None where it cannot be told."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return _joined(machine, node, registers)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        return _range(machine, node)
    if isinstance(node, ast.Subscript):
        return _part(machine, node, registers)
    return _indices_of(machine, value, registers)


def _joined(machine: Machine, node: ast.List | ast.Tuple, registers: _Sizes) -> tuple[int, ...] | None:
    """``[0, qr[1]]``: what each item names, one after the other."""
    parts = [_indices(machine, item, machine.evaluate(item), registers) for item in node.elts]
    return None if any(part is None for part in parts) else tuple(i for part in parts for i in part or ())


def _range(machine: Machine, node: ast.Call) -> tuple[int, ...] | None:
    """``range(2)``, ``range(1, 3)``; of more bits than are followed, the first of them."""
    written = [whole(machine.evaluate(argument)) for argument in node.args]
    bounds = [bound for bound in written if bound is not None]
    known = 1 <= len(bounds) <= 2 and len(bounds) == len(written)
    return tuple(range(*bounds)[: _MOST_QUBITS + 1]) if known else None


def _part(machine: Machine, node: ast.Subscript, registers: _Sizes) -> tuple[int, ...] | None:
    """``qr[0]``, ``qr[0:2]``; the item of a list."""
    owner = machine.evaluate(node.value)
    atom = only(owner)
    if isinstance(atom, Register):
        every = _register(atom, registers)
        if every is None:
            return None
        if isinstance(node.slice, ast.Slice):
            written = (node.slice.lower, node.slice.upper)
            low, high = (None if bound is None else whole(machine.evaluate(bound)) for bound in written)
            told = all(b is None or k is not None for b, k in zip(written, (low, high), strict=True))
            return every[low:high] if told and node.slice.step is None else None
        index = whole(machine.evaluate(node.slice))
        return (every[index],) if index is not None and -len(every) <= index < len(every) else None
    number = whole(machine.evaluate(node))
    return (number,) if number is not None and number >= 0 else None


def _indices_of(machine: Machine, value: Value, registers: _Sizes) -> tuple[int, ...] | None:
    """The bits that ``value`` names: a number, a register, a list of numbers."""
    atom = only(value)
    if isinstance(atom, Const) and type(atom.value) is int:
        return (atom.value,) if atom.value >= 0 else None
    if isinstance(atom, Register):
        return _register(atom, registers)
    items = machine.items_of(value)
    written = [whole(item) for item in items or ()]
    numbers = [number for number in written if number is not None and number >= 0]
    return tuple(numbers) if numbers and len(numbers) == len(written) else None


def _register(atom: Register, registers: _Sizes) -> tuple[int, ...] | None:
    """The bits of a register of the circuit."""
    if len(registers) == 1 and registers[0][1] == atom.size is not None:
        return tuple(range(atom.size))  # it can be no other
    if [made for made, _ in registers].count(atom.made) != 1:
        return None
    start = 0
    for made, size in registers:
        if size is None:
            return None
        if made == atom.made:
            return tuple(range(start, start + size))
        start += size
    return None
