"""Operators of opflow that are written out: the strings of Paulis that they add up."""

from __future__ import annotations

import ast
from collections.abc import Callable

from qls.migrations.context import Refusal
from qls.migrations.scopes import Block

PAULIS = {"I", "X", "Y", "Z"}
Terms = dict[str, float]  # the factor of each string of Paulis
Resolve = Callable[[ast.expr, list[Block]], tuple[ast.expr, int, list[Block]]]


class Algebra:
    """Adds up expressions of ``X``, ``Y``, ``Z`` and ``I``."""

    def __init__(self, symbol: Callable[[ast.expr], str], resolve: Resolve) -> None:
        self.symbol, self.resolve = symbol, resolve

    def terms(self, node: ast.expr, levels: list[Block]) -> Terms:
        """The Pauli strings that an expression adds up, with their factors.

        Raises:
            Refusal: it is no such sum, or a factor is no number in sight.
        """
        node, _, levels = self.resolve(node, levels)
        if self.symbol(node) in PAULIS:
            return {self.symbol(node): 1.0}
        if isinstance(node, ast.Call):
            return self.called(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return {label: -factor for label, factor in self.terms(node.operand, levels).items()}
        if not isinstance(node, ast.BinOp):
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        if isinstance(node.op, (ast.Mult, ast.Div)):
            return self.scaled(node, levels)
        if isinstance(node.op, ast.BitXor):
            return self.tensor(node, levels)
        if isinstance(node.op, (ast.Add, ast.Sub)):
            one, two = self.terms(node.left, levels), self.terms(node.right, levels)
            sign = 1.0 if isinstance(node.op, ast.Add) else -1.0
            return {label: one.get(label, 0.0) + sign * two.get(label, 0.0) for label in dict.fromkeys([*one, *two])}
        raise Refusal("the operator is no sum of strings of Paulis")

    def called(self, node: ast.Call) -> Terms:
        """``PauliOp(Pauli("XZ"), 0.5)``."""
        given = dict(zip(("primitive", "coeff"), node.args, strict=False))
        given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
        pauli = given.get("primitive")
        factor = number(given.get("coeff", ast.Constant(1.0)))
        if self.symbol(node.func) != "PauliOp" or not given.keys() <= {"primitive", "coeff"} or factor is None:
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        named = isinstance(pauli, ast.Call) and getattr(pauli.func, "id", getattr(pauli.func, "attr", "")) == "Pauli"
        label = pauli.args[0] if isinstance(pauli, ast.Call) and named and len(pauli.args) == 1 else None
        if not isinstance(label, ast.Constant) or not isinstance(label.value, str) or {*label.value} - PAULIS:
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        return {label.value: factor}

    def scaled(self, node: ast.BinOp, levels: list[Block]) -> Terms:
        factor, inner = number(node.left), node.right
        if factor is None or isinstance(node.op, ast.Div):
            factor, inner = number(node.right), node.left
        if factor is None or not factor:
            raise Refusal("a factor of the operator is no number in sight")
        factor = factor if isinstance(node.op, ast.Mult) else 1 / factor
        return {label: factor * each for label, each in self.terms(inner, levels).items()}

    def tensor(self, node: ast.BinOp, levels: list[Block]) -> Terms:
        """``X ^ Z``, and ``X ^ 3``, which is ``X ^ X ^ X``."""
        one = self.terms(node.left, levels)
        times = node.right.value if isinstance(node.right, ast.Constant) else None
        if type(times) is int and len(one) == 1 and 0 < times <= 64:
            return {label * times: factor**times for label, factor in one.items()}
        two = self.terms(node.right, levels)
        return {a + b: x * y for a, x in one.items() for b, y in two.items()}


def number(node: ast.expr) -> float | None:
    """The number that is written there; None where it is none."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div)):
        left, right = number(node.left), number(node.right)
        if left is None or not right:
            return None
        return left * right if isinstance(node.op, ast.Mult) else left / right
    plain = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return float(node.value) if plain else None  # type: ignore[attr-defined]


def are_diagonal(node: ast.expr) -> bool:
    """True for a list of pairs that is written out, of strings of Zs and Is."""
    if not isinstance(node, (ast.List, ast.Tuple)) or not node.elts:
        return False
    labels = [pair.elts[0] for pair in node.elts if isinstance(pair, (ast.Tuple, ast.List)) and pair.elts]
    written = [label.value for label in labels if isinstance(label, ast.Constant) and isinstance(label.value, str)]
    return len(written) == len(node.elts) and all({*label} <= {"I", "Z"} for label in written)
