"""What a circuit ends by measuring: which qubit every classical bit holds.

Nothing is guessed: a gate behind a measurement, a bit measured twice, a qubit out of sight make it unknown.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from qls.catalogue.primitives import KEEPS_OUTCOME, MAY_MEASURE
from qls.semantics.python.values import Const, Value, only
from qls.semantics.qiskit.values import CircuitOutcome, CircuitState, Register

Positions = tuple[int, ...]
Evaluate = Callable[[ast.expr], Value]
ItemsOf = Callable[[Value], tuple[Value, ...] | None]


def outcome_after(
    state: CircuitState, name: str, node: ast.Call, evaluate: Evaluate, items_of: ItemsOf
) -> CircuitOutcome:
    """What the circuit ends by measuring once its method ``name`` was called in place."""
    known = state.outcome
    if known is None or name in KEEPS_OUTCOME:
        return known
    if name == "measure_all":
        bare = known == "" and all(registers == () for registers in state.registers)
        plain = not node.args and {keyword.arg for keyword in node.keywords} <= {"inplace"}
        return "all" if bare and plain else None
    if name == "measure":
        return _measured(known, state, node, evaluate, items_of)
    return "" if known == "" and name not in MAY_MEASURE else None


def _measured(
    known: CircuitOutcome, state: CircuitState, node: ast.Call, evaluate: Evaluate, items_of: ItemsOf
) -> CircuitOutcome:
    given = {k.arg: k.value for k in node.keywords}
    pair = [*node.args, *(given[name] for name in ("qubit", "cbit") if name in given)]
    if len(pair) != 2 or known == "all":
        return None
    if _same_numbers(*pair) or _whole(state, evaluate(pair[0]), evaluate(pair[1])):
        return "identity" if known in ("", "identity") else None
    qubits, bits = (_positions(part, evaluate, items_of) for part in pair)
    if qubits is None or bits is None or len(qubits) != len(bits):
        return None
    if qubits == bits and known in ("", "identity"):
        return "identity"
    return _with_pairs(known, {*zip(bits, qubits, strict=True)})


def _with_pairs(known: CircuitOutcome, more: set[tuple[int, int]]) -> CircuitOutcome:
    """``known`` and ``more`` pairs of a bit and the qubit in it; None where a bit or a qubit would be in two."""
    if known == "identity":
        return None
    pairs = {*known, *more} if isinstance(known, tuple) else more
    once = len({bit for bit, _ in pairs}) == len({qubit for _, qubit in pairs}) == len(pairs)
    return tuple(sorted(pairs)) if once else None


def _same_numbers(qubits: ast.expr, bits: ast.expr) -> bool:
    """``measure(i, i)``, ``measure(range(n), range(n))``: bit and qubit have one number."""
    plain = (ast.Name, ast.Constant, ast.List, ast.Tuple)
    ranges = isinstance(qubits, ast.Call) and isinstance(qubits.func, ast.Name) and qubits.func.id == "range"
    return (isinstance(qubits, plain) or ranges) and ast.dump(qubits) == ast.dump(bits)


def _whole(state: CircuitState, qubits: Value, bits: Value) -> bool:
    """True for all qubits of the circuit, and for all its classical bits, each as one register."""
    quantum, classical = only(qubits), only(bits)
    if not isinstance(quantum, Register) or not isinstance(classical, Register):
        return False
    sole = [registers for registers in state.registers if registers is not None and len(registers) == 1]
    return (
        len(sole) == len(state.registers) == 1
        and sole[0][0].made == classical.made
        and quantum.size is not None
        and quantum.size == state.qubits
    )


def _positions(node: ast.expr, evaluate: Evaluate, items_of: ItemsOf) -> Positions | None:
    value = evaluate(node)
    items = items_of(value)
    parts = [only(item) for item in ((value,) if items is None else items)]
    numbers = tuple(part.value for part in parts if isinstance(part, Const) and type(part.value) is int)
    return numbers if len(numbers) == len(parts) and all(number >= 0 for number in numbers) else None


def submitted_outcome(state: CircuitState) -> CircuitOutcome:
    """The outcome of a circuit that is run: ``all`` where every qubit is known to be measured into its own bit."""
    if state.outcome == "identity" and state.qubits is not None:
        sizes = {None if r is None else _total([register.size for register in r]) for r in state.registers}
        return "all" if sizes == {state.qubits} else "identity"
    return state.outcome


def _total(sizes: list[int | None]) -> int | None:
    return None if any(size is None for size in sizes) else sum(size for size in sizes if size is not None)


def without_outcome(state: CircuitState) -> CircuitState:
    """The same circuit, of which it is not known what it ends by measuring."""
    return state if state.outcome in (None, "") else replace(state, outcome=None)
