"""Operators that are written out with opflow's Paulis, as a person writes them with ``SparsePauliOp``."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace

from qls.catalogue import opflow
from qls.planning.algebra.flow import Flow
from qls.planning.algebra.values import NUMBER, OTHER, Named, ops_of
from qls.planning.opflow.operators import PARAMETERS, number
from qls.planning.workbench import is_simple
from qls.rewriting.plan import Piece, Symbol
from qls.syntax.text import Range

SPARSE = Symbol("qiskit.quantum_info", "SparsePauliOp")
STATE = Symbol("qiskit.quantum_info", "Statevector")
_MOST = 64  # terms, and letters of a power

Spans = Callable[[ast.expr], Range]
Part = str | tuple[str, ast.expr]  # letters, or letters as often as an expression says


@dataclass(frozen=True)
class Term:
    """A string of Paulis with its factor: a number, times expressions that are numbers."""

    parts: tuple[Part, ...]
    number: float = 1.0
    scalars: tuple[ast.expr, ...] = ()

    @property
    def label(self) -> str | None:
        """The string, where it is written out."""
        return "".join(map(str, self.parts)) if all(isinstance(part, str) for part in self.parts) else None

    @property
    def is_bare(self) -> bool:
        return self.number == 1.0 and not self.scalars

    def text(self, spans: Spans) -> list[Piece]:
        """The string, as an expression."""
        pieces: list[Piece] = []
        letters = ""
        for part in self.parts:
            if isinstance(part, str):
                letters += part
                continue
            pieces += [f'"{letters}"', " + "] if letters else []
            pieces += [f'"{part[0]}" * ', *_bracketed(part[1], spans), " + "]
            letters = ""
        return [*pieces, f'"{letters}"'] if letters else pieces[:-1]

    def factor(self, spans: Spans) -> list[Piece]:
        pieces: list[Piece] = [] if self.scalars and self.number == 1.0 else [repr(self.number)]
        if self.scalars and self.number == -1.0:
            pieces = ["-"]
        for scalar in self.scalars:
            pieces += [" * " if pieces and pieces != ["-"] else "", *_bracketed(scalar, spans)]
        return pieces


class Terms:
    """Reads expressions that are written out."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def is_pauli(self, node: ast.expr) -> bool:
        """True for a name that is one of opflow's Paulis, whatever runs before."""
        atoms = self.flow.seen.get(self.flow.at(node), frozenset())
        return (
            len(atoms) == 1
            and any(op.origin == self.flow.at(node) for op in ops_of(atoms))
            and not isinstance(node, ast.Call)
        )

    def letter(self, node: ast.expr) -> str:
        """The Pauli that a name is; empty for any other."""
        return self.flow.letters.get(self.flow.at(node), "") if self.is_pauli(node) else ""

    def read(self, node: ast.expr) -> list[Term] | None:
        """The terms that an expression adds up; None where they are not all written out."""
        letter = self.letter(node)
        if letter:
            return [Term((letter,))]
        match node:
            case ast.BinOp(left, ast.BitXor(), right):
                return self._tensor(left, right)
            case ast.Call(ast.Attribute(left, "tensor" | "tensorpower"), [right], []):
                return self._tensor(left, right)
            case ast.BinOp(left, ast.Mult(), right):
                return self._scaled(left, right) or self._scaled(right, left)
            case ast.BinOp(left, ast.Div(), right):
                divisor = number(right)
                return [_times(term, 1 / divisor) for term in self.read(left) or ()] or None if divisor else None
            case ast.BinOp(left, ast.Add() | ast.Sub(), right):
                return self._sum(left, right, 1.0 if isinstance(node.op, ast.Add) else -1.0)
            case ast.UnaryOp(ast.USub(), operand):
                return [_times(term, -1.0) for term in self.read(operand) or ()] or None
            case ast.Call():
                return self._called(node)
        return None

    def _sum(self, left: ast.expr, right: ast.expr, sign: float) -> list[Term] | None:
        one, two = self.read(left), self.read(right)
        if one is None or two is None or len(one) + len(two) > _MOST:
            return None
        return _added(one, [_times(term, sign) for term in two])

    def _tensor(self, left: ast.expr, right: ast.expr) -> list[Term] | None:
        one, two = self.read(left), self.read(right)
        if one is None:
            return None
        if two is not None:
            pairs = [(a, b) for a in one for b in two] if len(one) * len(two) <= _MOST else []
            return [Term(a.parts + b.parts, a.number * b.number, a.scalars + b.scalars) for a, b in pairs] or None
        label = one[0].label if len(one) == 1 and one[0].is_bare else None
        if label is None:
            return None
        if isinstance(right, ast.Constant) and type(right.value) is int:
            return [Term((label * right.value,))] if 0 < right.value * len(label) <= _MOST else None
        return [Term(((label, right),))] if self._counts(right) else None

    def _counts(self, node: ast.expr) -> bool:
        """True for an expression that is a number, and no operator."""
        if self.flow.seen.get(self.flow.at(node)) == NUMBER:
            return True
        return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Add)) and (
            self._counts(node.left) or self._counts(node.right)
        ) and not ops_of(self.flow.seen.get(self.flow.at(node), frozenset()))  # fmt: skip

    def _scaled(self, scalar: ast.expr, inner: ast.expr) -> list[Term] | None:
        terms = self.read(inner)
        if terms is None:
            return None
        factor = number(scalar)
        if factor is not None:
            return [_times(term, factor) for term in terms]
        if isinstance(scalar, ast.BinOp) and isinstance(scalar.op, ast.Mult):
            outer = self._scaled(scalar.right, inner)
            factor = number(scalar.left)
            return [_times(term, factor) for term in outer] if outer is not None and factor is not None else None
        parts = [part for part in ast.walk(scalar) if isinstance(part, ast.expr)]
        plain = all(is_simple(part) or isinstance(part, (ast.BinOp, ast.UnaryOp)) for part in parts)
        if not plain or not self._is_number(scalar):
            return None
        return [replace(term, scalars=(scalar, *term.scalars)) for term in terms]

    def _is_number(self, node: ast.expr) -> bool:
        """True for a number; what is not known is one, where the program has no parameters of circuits."""
        known = self.flow.seen.get(self.flow.at(node), frozenset())
        return known == NUMBER or (known <= NUMBER | OTHER and not any(map(self.flow.context.mentions, PARAMETERS)))

    def _called(self, node: ast.Call) -> list[Term] | None:
        """``PauliOp(Pauli("XZ"), 0.5)``."""
        atoms = self.flow.seen.get(self.flow.at(node.func), frozenset())
        if not any(isinstance(atom, Named) and atom.name.endswith(".PauliOp") for atom in atoms):
            return None
        given: dict[str, ast.expr] = dict(zip(("primitive", "coeff"), node.args, strict=False))
        given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
        pauli, factor = given.get("primitive"), number(given.get("coeff", ast.Constant(1.0)))
        label = pauli.args[0] if isinstance(pauli, ast.Call) and len(pauli.args) == 1 and not pauli.keywords else None
        text = label.value if isinstance(label, ast.Constant) and isinstance(label.value, str) else ""
        if not text or {*text} - opflow.PAULIS or factor is None:
            return None
        return [Term((text,), factor)]


def _times(term: Term, factor: float) -> Term:
    return replace(term, number=term.number * factor)


def _added(one: list[Term], two: list[Term]) -> list[Term]:
    """The terms of both: opflow adds up those of one string only where each is alone."""
    alone = len(one) == len(two) == 1 and not one[0].scalars and not two[0].scalars
    if alone and one[0].parts == two[0].parts:
        return [replace(one[0], number=one[0].number + two[0].number)]
    return [*one, *two]


def written(terms: list[Term], spans: Spans) -> list[Piece] | None:
    """The ``SparsePauliOp`` of terms, the ``Statevector`` of one; None where they are better added one by one."""
    if any({*str(part[0])} & {*opflow.STATES.values()} for term in terms for part in term.parts):
        bare = len(terms) == 1 and terms[0].is_bare
        return [STATE, ".from_label(", *terms[0].text(spans), ")"] if bare else None
    if len(terms) == 1:
        head: list[Piece] = [] if terms[0].is_bare else [*terms[0].factor(spans), " * "]
        return [*head, SPARSE, "(", *terms[0].text(spans), ")"]
    labels = [term.label for term in terms]
    if None in labels or len({len(label or "") for label in labels}) != 1:
        return None
    pairs: list[Piece] = []
    for term in terms:
        pairs += [", " if pairs else "", "(", *term.text(spans), ", ", *term.factor(spans), ")"]
    return [SPARSE, ".from_list([", *pairs, "])"]


def _bracketed(node: ast.expr, spans: Spans) -> list[Piece]:
    return [spans(node)] if is_atom(node) else ["(", spans(node), ")"]


def is_atom(node: ast.expr) -> bool:
    """True for an expression that needs no brackets around it anywhere."""
    return isinstance(node, (ast.Name, ast.Constant, ast.Attribute, ast.Call, ast.Subscript, ast.List, ast.Tuple))
