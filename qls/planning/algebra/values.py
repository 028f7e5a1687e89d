"""What an expression can be, as far as operators of opflow are concerned, and what the algebra makes of it.

Facts: qiskit 0.45.3 and 2.6.2 (V: every operator and member below was run on both).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Op:
    """An operator of opflow that a ``SparsePauliOp`` takes the place of.

    Attributes:
        kind: ``pauli`` for a ``PauliOp``, ``sum`` for a ``PauliSumOp``.
        plain: its own coefficient is 1: that of a sum beside those of its terms.
        exact: the ``SparsePauliOp`` in its place has the same terms; else it may have one of them in parts.
        width: its number of qubits, None where that is not known.
        origin: the expression that made it.
        label: of a ``PauliOp``, its string where that is known; else empty.
    """

    kind: str
    plain: bool
    exact: bool
    width: int | None
    origin: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A list, tuple, set or dictionary, by the expression that made it."""

    place: int


@dataclass(frozen=True, slots=True)
class Code:
    """A function, a lambda or a class of the program, by its node."""

    place: int


@dataclass(frozen=True, slots=True)
class Instance:
    """What a class of the program makes, by the node of the class."""

    place: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name of opflow, or a module that leads to one."""

    name: str
    module: bool = False


_WIDEST = 12  # qubits that are counted: in a loop there may be ever more

Atom = Op | Box | Code | Instance | Named | str
Atoms = frozenset[Atom]
# What is neither of these, in a word: a number, None, a SparsePauliOp, something else of opflow, anything.
NUMBER: Atoms = frozenset({"number"})
NONE: Atoms = frozenset({"none"})
SPARSE: Atoms = frozenset({"sparse"})
OPFLOW: Atoms = frozenset({"opflow"})
OTHER: Atoms = frozenset({"other"})
NOTHING: Atoms = frozenset()


def ops_of(atoms: Atoms) -> list[Op]:
    return [atom for atom in atoms if isinstance(atom, Op)]


def others_of(atoms: Atoms) -> set[Atom]:
    """What beside an operator it can be; None left out, which has nothing that an operator has."""
    return {atom for atom in atoms if not isinstance(atom, Op) and atom != "none"}


def product(left: Atoms, right: Atoms, node: ast.operator, factor: float | None = None) -> Atoms:
    """What ``left op right`` is.

    Args:
        factor: the number that one of them is, where it is written there.
    """
    mine, theirs = ops_of(left), ops_of(right)
    if not (left and right) and not ((mine or theirs) and isinstance(node, (ast.Mult, ast.Div))):
        return NOTHING  # not known yet
    if not mine and not theirs:
        if "opflow" in left | right:
            return OPFLOW
        return NUMBER if left | right == NUMBER else OTHER
    if "opflow" in left | right:
        return OPFLOW
    if isinstance(node, (ast.Mult, ast.Div)):
        return frozenset(_scaled(op, factor) for op in (*mine, *theirs))
    rule = _RULES.get(type(node))
    return (frozenset() if rule is None else rule(mine, theirs, left, right)) or OTHER


def _scaled(op: Op, factor: float | None) -> Op:
    """A factor that is written out goes into the terms of a sum; another may stay beside them."""
    return replace(op, plain=op.plain and bool(factor) and op.kind == "sum")


def _added(mine: list[Op], theirs: list[Op], left: Atoms, right: Atoms) -> Atoms:
    found = [each for one in mine for two in theirs for each in _sums(one, two)]
    found += mine if "number" in right else []  # sum() begins with 0
    found += theirs if "number" in left else []
    return frozenset(found)


def _sums(one: Op, two: Op) -> Iterable[Op]:
    width = one.width if one.width is not None else two.width
    yield Op("sum", True, one.exact and two.exact, width, one.origin)
    if one.kind == two.kind == "pauli" and (one.label == two.label or not (one.label and two.label)):
        yield Op("pauli", False, False, width, one.origin, one.label)  # the same string twice stays one term


def _tensors(mine: list[Op], theirs: list[Op], left: Atoms, right: Atoms) -> Atoms:
    powers = [replace(one, width=None, label="") for one in mine] if "number" in right else []
    return frozenset([*(_tensor(one, two) for one in mine for two in theirs), *powers])


def _products(mine: list[Op], theirs: list[Op], left: Atoms, right: Atoms) -> Atoms:
    return frozenset(_composed(one, two) for one in mine for two in theirs)


def _powers(mine: list[Op], theirs: list[Op], left: Atoms, right: Atoms) -> Atoms:
    return frozenset(replace(one, plain=False, exact=one.kind == "pauli", label="") for one in mine)


def _tensor(one: Op, two: Op) -> Op:
    width = None if one.width is None or two.width is None else one.width + two.width
    width = None if width is not None and width > _WIDEST else width
    kind = "pauli" if one.kind == two.kind == "pauli" else "sum"
    label = one.label + two.label if one.label and two.label and width is not None else ""
    return Op(kind, one.plain and two.plain, one.exact and two.exact, width, one.origin, label)


def _composed(one: Op, two: Op) -> Op:
    kind = "pauli" if one.kind == two.kind == "pauli" else "sum"
    return Op(kind, False, kind == "pauli" and one.exact and two.exact, one.width, one.origin)


_RULES: dict[type[ast.operator], Callable[[list[Op], list[Op], Atoms, Atoms], Atoms]] = {
    ast.Add: _added,
    ast.Sub: _added,
    ast.BitXor: _tensors,
    ast.MatMult: _products,
    ast.Pow: _powers,
}


def member(atoms: Atoms, name: str) -> Atoms:
    """What an attribute or a method without arguments gives of operators."""
    ops = ops_of(atoms)
    match name:
        case "adjoint" | "neg":
            return frozenset(ops)
        case "reduce":
            return frozenset(replace(op, exact=True) for op in ops)
        case "num_qubits":
            return NUMBER
        case "primitive":
            return SPARSE if all(op.kind == "sum" for op in ops) else OTHER
    return OTHER


def items(atoms: Atoms) -> Atoms:
    """What an item of operators is: one of the terms of a sum."""
    return frozenset(op for op in ops_of(atoms) if op.kind == "sum")
