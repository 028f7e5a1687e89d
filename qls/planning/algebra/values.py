"""What an expression can be, as far as operators of opflow are concerned, and what the algebra makes of it.

Facts: qiskit 0.45.3 and 2.6.2 (V: every operator and member below was run on both).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Op:
    """An operator of opflow that a ``SparsePauliOp`` takes the place of, or a state, or what is made of both.

    Attributes:
        kind: ``pauli`` for a ``PauliOp``, ``sum`` for a ``PauliSumOp``, ``summed`` for a ``SummedOp``; ``state``, and
            ``bra`` for its adjoint; ``evolution`` for what ``exp_i()`` gives, and gates; ``halved`` for a bra times
            operators, and ``value`` for that times a state; ``formula`` for what makes circuits of evolutions, and
            ``circuit`` for those.
        plain: its own coefficient is 1: that of a sum beside those of its terms; of states and values, all numbers are
            real, and opflow knows it.
        exact: the ``SparsePauliOp`` in its place has the same terms; else it may have one of them in parts. Of states:
            they have no factor.
        width: its number of qubits, None where that is not known.
        origin: the expression that made it.
        label: of a ``PauliOp``, its string where that is known; of a state that is a product, ``@``; ``M`` for a
            matrix (an ``evolution`` besides), and for the ``formula`` that makes one gate of it; else empty.
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


OPERATORS = frozenset({"pauli", "sum", "summed"})
# What the product of two is, where they are not both operators.
_PRODUCTS = {
    ("bra", "state"): "value",
    ("halved", "state"): "value",
    ("evolution", "state"): "state",
    ("evolution", "evolution"): "evolution",
    **{("evolution", kind): "evolution" for kind in OPERATORS},
    **{(kind, "evolution"): "evolution" for kind in OPERATORS},
    **{(left, kind): "halved" for left in ("bra", "halved") for kind in (*OPERATORS, "evolution")},
    **{(kind, "state"): "state" for kind in OPERATORS},
}
_MEMBERS = {"neg", "reduce", "exp_i"}
_ADJOINT = {"state": "bra", "bra": "state"}
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
    left, right = left - NONE, right - NONE  # None has no algebra
    both, scaled = left | right, isinstance(node, (ast.Mult, ast.Div))
    if not (left and right) and not (ops_of(both) and scaled):
        return NOTHING  # not known yet
    if "opflow" in both:
        return OPFLOW
    if not ops_of(both):
        return NUMBER if both == NUMBER else SPARSE if both <= SPARSE | NUMBER else OTHER
    if scaled:
        return frozenset(each for op in ops_of(both) for each in _scaled(op, factor)) or OTHER
    return frozenset(_combined(left, right, node)) or OTHER


def _combined(left: Atoms, right: Atoms, node: ast.operator) -> Iterator[Op]:
    rule = _RULES.get(type(node))
    for one in ops_of(left) if rule is not None else ():
        for two in ops_of(right):
            yield from rule(one, two) if rule is not None else ()
    if "number" in right:
        yield from _with_number(ops_of(left), node)
    if "number" in left and isinstance(node, ast.Add):
        yield from _with_number(ops_of(right), node)


def _scaled(op: Op, factor: float | None) -> list[Op]:
    """A factor that is written out goes into the terms of a sum; another may stay beside them."""
    if op.kind in OPERATORS:
        return [replace(op, plain=op.plain and bool(factor) and op.kind == "sum")]
    if op.kind not in ("state", "bra"):
        return []
    op = replace(op, exact=False)
    return [op] if factor is not None or not op.plain else [op, replace(op, plain=False)]


def _with_number(ops: list[Op], node: ast.operator) -> list[Op]:
    """What operators are with a number: 0, with which ``sum`` begins, or how often they are taken."""
    ops = [op for op in ops if op.kind in OPERATORS or (op.kind == "state" and isinstance(node, ast.BitXor))]
    match node:
        case ast.Add() | ast.Sub():
            return ops
        case ast.BitXor():
            return [replace(op, width=None, label="") for op in ops]
        case ast.Pow():
            return [replace(op, plain=False, exact=op.kind == "pauli", label="") for op in ops]
    return []


def _added(one: Op, two: Op) -> list[Op]:
    width = one.width if one.width is not None else two.width
    if one.kind == two.kind == "state":
        return [Op("state", one.plain and two.plain, False, width, one.origin)]
    if not {one.kind, two.kind} <= OPERATORS:
        return []
    kind = _sum_of(one, two)
    found = [Op(kind, kind == "sum", one.exact and two.exact, width, one.origin)]
    if one.kind == two.kind == "pauli" and (one.label == two.label or not (one.label and two.label)):
        found.append(Op("pauli", False, False, width, one.origin, one.label))  # the same string twice stays one term
    return found


def _sum_of(one: Op, two: Op) -> str:
    return "summed" if "summed" in (one.kind, two.kind) else "sum"


def _tensor(one: Op, two: Op) -> list[Op]:
    width = None if one.width is None or two.width is None else one.width + two.width
    width = None if width is not None and width > _WIDEST else width
    if not {one.kind, two.kind} <= OPERATORS:
        mixed = "evolution" in (one.kind, two.kind) and {one.kind, two.kind} <= {*OPERATORS, "evolution"}
        same = mixed or one.kind == two.kind == "state"
        exact = one.exact and two.exact
        return (
            [Op("evolution" if mixed else "state", one.plain and two.plain, exact, width, one.origin)] if same else []
        )
    kind = "pauli" if one.kind == two.kind == "pauli" else _sum_of(one, two)
    label = one.label + two.label if one.label and two.label and width is not None else ""
    return [Op(kind, one.plain and two.plain, one.exact and two.exact, width, one.origin, label)]


def _composed(one: Op, two: Op) -> list[Op]:
    if not {one.kind, two.kind} <= OPERATORS:
        made = _PRODUCTS.get((one.kind, two.kind))
        plain = one.kind == "bra" and two.kind == "state" and one.plain and two.plain
        exact = (one if made in ("halved", "value") else two).exact
        label = "@" if made == "state" else ""
        return [] if made is None else [Op(made, plain, exact, one.width, one.origin, label)]
    kind = "pauli" if one.kind == two.kind == "pauli" else _sum_of(one, two)
    return [Op(kind, False, kind == "pauli" and one.exact and two.exact, one.width, one.origin)]


_RULES: dict[type[ast.operator], Callable[[Op, Op], list[Op]]] = {
    ast.Add: _added,
    ast.Sub: _added,
    ast.BitXor: _tensor,
    ast.MatMult: _composed,
}


def member(atoms: Atoms, name: str) -> Atoms:
    """What an attribute or a method without arguments gives of operators."""
    ops = ops_of(atoms)
    if name == "num_qubits":
        return NUMBER
    if name in ("primitive", "_primitive"):
        return SPARSE if all(op.kind == "sum" for op in ops) else OTHER
    if name == "adjoint":
        return frozenset(replace(op, kind=_ADJOINT.get(op.kind, op.kind)) for op in ops)
    if name == "eval":
        return frozenset(replace(op, plain=False) for op in ops if op.kind == "state") or NUMBER
    return frozenset(_of_operator(op, name) for op in ops if _has(op, name)) or OTHER


def _has(op: Op, name: str) -> bool:
    return name in _MEMBERS and (op.kind in OPERATORS or (op.label == "M" and name == "exp_i"))


def _of_operator(op: Op, name: str) -> Op:
    match name:
        case "reduce":
            return replace(op, exact=True, kind="sum" if op.kind == "summed" else op.kind)
        case "exp_i":
            return Op("evolution", True, True, op.width, op.origin)
    return op


def items(atoms: Atoms) -> Atoms:
    """What an item of operators is: one of the terms of a sum."""
    return frozenset(op for op in ops_of(atoms) if op.kind == "sum")
