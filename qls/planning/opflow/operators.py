"""Operators of opflow that are written out: the strings of Paulis that they add up."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from qls.planning.opflow.names import MODULE, Names
from qls.planning.scopes import Block
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import Piece, Symbol

PAULIS = {"I", "X", "Y", "Z"}
_CLASS = Symbol("qiskit.quantum_info", "SparsePauliOp")
# Names of opflow that make no operator.
_MAKE_NONE = {
    "AerPauliExpectation", "PauliExpectation", "MatrixExpectation", "CVaRExpectation", "ExpectationFactory",
    "CircuitSampler", "Gradient", "NaturalGradient",
}  # fmt: skip
PARAMETERS = ("Parameter", "ParameterVector", "ParameterExpression", "parameters")


Scalar = tuple[Piece, ...]  # as it is written, with brackets where it needs them


@dataclass(frozen=True)
class Term:
    """A string of Paulis with its factor: a number, times what is written at these places."""

    label: str
    number: float = 1.0
    scalars: tuple[Scalar, ...] = ()

    def times(self, number: float, *scalars: Scalar) -> Term:
        return Term(self.label, self.number * number, (*scalars, *self.scalars))

    @property
    def factor(self) -> list[Piece]:
        """As it is written."""
        if not self.scalars:
            return [repr(self.number)]
        if self.number == 1.0 and len(self.scalars) == 1 and self.scalars[0][0] == "(":
            return [*self.scalars[0][1:-1]]
        parts: list[Piece] = [] if self.number == 1.0 else [f"{self.number!r} * "]
        for number, scalar in enumerate(self.scalars):
            parts += [" * " if number else "", *scalar]
        return parts


def sparse(names: Names, node: ast.expr, levels: list[Block], solved: bool = False) -> tuple[list[Piece], bool]:
    """The ``SparsePauliOp`` of an operator of opflow, and whether it is one of Zs and Is alone.

    Args:
        solved: an algorithm solves the operator.

    Raises:
        Refusal: the operator is no sum of strings of Paulis that is written out.
    """
    node, serial, levels = names.resolve(node, levels)
    match node:
        case ast.Call(ast.Attribute(cls, "from_list")):
            return _listed(names, node, cls, serial, levels)
        case ast.Call(cls, [held], []) if names.symbol(cls) == "PauliSumOp":
            return _held(names, held, serial, levels)
    terms = [term for term in merged(Algebra(names, solved).terms(node, levels)) if term.number]
    if not terms or len({len(term.label) for term in terms}) != 1:
        raise Refusal("the operator is no sum of strings of Paulis of the same length")
    return _written(terms), all({*term.label} <= {"I", "Z"} for term in terms)


def are_made(context: Context) -> bool:
    """True where the program has a name for anything of opflow that makes operators."""
    bound = {(event.name, name) for name, events in context.imported.items() for event in events}
    within = [name for name, _ in bound if name == MODULE or name.startswith(f"{MODULE}.")]
    return any(name.rpartition(".")[2] not in _MAKE_NONE for name in within)


def _listed(names: Names, node: ast.Call, cls: ast.expr, serial: int, levels: list[Block]) -> tuple[list[Piece], bool]:
    """``PauliSumOp.from_list(pairs)``: the same pairs."""
    if names.symbol(cls) != "PauliSumOp" or len(node.args) != 1 or node.keywords:
        raise Refusal("the operator is no sum of strings of Paulis")
    names.keep(node.args[0], levels)
    listed = names.context.span(serial, node.args[0])
    return [_CLASS, ".from_list(", listed, ")"], are_diagonal(node.args[0])


def _held(names: Names, node: ast.expr, serial: int, levels: list[Block]) -> tuple[list[Piece], bool]:
    """``PauliSumOp(sparse)``: what it holds."""
    if isinstance(node, ast.Call) and _makes_sparse(names, node.func):
        for given in (*node.args, *(keyword.value for keyword in node.keywords)):
            names.keep(given, levels)
        return [names.context.span(serial, node)], bool(node.args) and are_diagonal(node.args[0])
    if not isinstance(node, ast.Name):
        raise Refusal("what PauliSumOp is given is no SparsePauliOp in sight")
    names.keep(node, levels)
    return [names.context.span(serial, node)], False


def _makes_sparse(names: Names, node: ast.expr) -> bool:
    """True for ``SparsePauliOp`` and its ``from_list``."""
    root = node.value if isinstance(node, ast.Attribute) else node
    events = names.context.imported.get(root.id, ()) if isinstance(root, ast.Name) else ()
    return bool(events) and all(event.name.rpartition(".")[2] == "SparsePauliOp" for event in events)


def _written(terms: list[Term]) -> list[Piece]:
    """The operator that adds up the terms."""
    if len(terms) == 1 and terms[0].factor == ["1.0"]:
        return [_CLASS, f'("{terms[0].label}")']
    pairs: list[Piece] = []
    for term in terms:
        pairs += [", " if pairs else "", f'("{term.label}", ', *term.factor, ")"]
    return [_CLASS, ".from_list([", *pairs, "])"]


def merged(terms: list[Term]) -> list[Term]:
    """The terms, with those of one string added up where their factors are numbers."""
    found: dict[object, Term] = {}
    for number, term in enumerate(terms):
        key: object = number if term.scalars else term.label
        known = found.get(key)
        found[key] = term if known is None else Term(term.label, known.number + term.number)
    return list(found.values())


class Algebra:
    """Adds up expressions of ``X``, ``Y``, ``Z`` and ``I``.

    Args:
        solved: an algorithm solves the operator, so there are no parameters without values in it.
    """

    def __init__(self, names: Names, solved: bool) -> None:
        self.names, self.solved = names, solved

    def terms(self, node: ast.expr, levels: list[Block]) -> list[Term]:
        """The Pauli strings that an expression adds up, with their factors.

        Raises:
            Refusal: it is no such sum, or a factor is no number in sight.
        """
        node, _, levels = self.names.resolve(node, levels)
        symbol = self.names.symbol(node)
        if symbol in PAULIS:
            return [Term(symbol)]
        if isinstance(node, ast.Call):
            return [self.called(node)]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return [term.times(-1.0) for term in self.terms(node.operand, levels)]
        if not isinstance(node, ast.BinOp):
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        if isinstance(node.op, (ast.Mult, ast.Div)):
            return self.scaled(node, levels)
        if isinstance(node.op, ast.BitXor):
            return self.tensor(node, levels)
        if isinstance(node.op, (ast.Add, ast.Sub)):
            sign = 1.0 if isinstance(node.op, ast.Add) else -1.0
            return [*self.terms(node.left, levels), *(term.times(sign) for term in self.terms(node.right, levels))]
        raise Refusal("the operator is no sum of strings of Paulis")

    def called(self, node: ast.Call) -> Term:
        """``PauliOp(Pauli("XZ"), 0.5)``."""
        given = dict(zip(("primitive", "coeff"), node.args, strict=False))
        given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
        pauli = given.get("primitive")
        factor = number(given.get("coeff", ast.Constant(1.0)))
        if self.names.symbol(node.func) != "PauliOp" or not given.keys() <= {"primitive", "coeff"} or factor is None:
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        named = isinstance(pauli, ast.Call) and getattr(pauli.func, "id", getattr(pauli.func, "attr", "")) == "Pauli"
        label = pauli.args[0] if isinstance(pauli, ast.Call) and named and len(pauli.args) == 1 else None
        if not isinstance(label, ast.Constant) or not isinstance(label.value, str) or {*label.value} - PAULIS:
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        return Term(label.value, factor)

    def scaled(self, node: ast.BinOp, levels: list[Block]) -> list[Term]:
        """A number times an operator, from either side, or an operator by a number."""
        scalar, inner = node.left, node.right
        if isinstance(node.op, ast.Div) or not self.is_operator(inner, levels):
            scalar, inner = inner, scalar
        factor, scalars = number(scalar), list[Scalar]()
        if factor is None and isinstance(node.op, ast.Mult):
            factor, scalars = self.scalar(scalar, levels)
        if not factor:
            raise Refusal("a factor of the operator is no number in sight")
        factor = factor if isinstance(node.op, ast.Mult) else 1 / factor
        return [term.times(factor, *scalars) for term in self.terms(inner, levels)]

    def scalar(self, node: ast.expr, levels: list[Block]) -> tuple[float, list[Scalar]]:
        """A factor as it is written: only a parameter of a circuit is no number, so there must be none.

        Raises:
            Refusal: it may be a parameter, or do something when it is evaluated.
        """
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and number(node.left) is not None:
            inner, scalars = self.scalar(node.right, levels)
            return (number(node.left) or 0.0) * inner, scalars
        parts = [part for part in ast.walk(node) if isinstance(part, ast.expr)]
        plain = all(is_simple(part) or isinstance(part, (ast.BinOp, ast.UnaryOp)) for part in parts)
        unbound = not self.solved and any(map(self.names.context.mentions, PARAMETERS))
        if not plain or unbound or self.is_operator(node, levels):
            raise Refusal("a factor of the operator is no number in sight")
        self.names.keep(node, levels, mutable=not isinstance(node, ast.Name))
        serial = levels[0].statements[levels[0].index][0]
        span = self.names.context.span(serial, node)
        if is_simple(node) and not isinstance(node, ast.UnaryOp):
            return 1.0, [(span,)]
        return 1.0, [("(", span, ")")]

    def is_operator(self, node: ast.expr, levels: list[Block], depth: int = 0) -> bool:
        """True where an expression has a name of opflow in it, or a name that was given such an expression."""
        for part in ast.walk(node):
            if isinstance(part, (ast.Name, ast.Attribute)) and self.names.symbol(part):
                return True
            if isinstance(part, ast.Name) and depth < 6:
                value, _, around = self.names.peek(part, levels)
                if value is not part and self.is_operator(value, around, depth + 1):
                    return True
        return False

    def tensor(self, node: ast.BinOp, levels: list[Block]) -> list[Term]:
        """``X ^ Z``, and ``X ^ 3``, which is ``X ^ X ^ X``."""
        one = self.terms(node.left, levels)
        times = node.right.value if isinstance(node.right, ast.Constant) else None
        if type(times) is int and len(one) == 1 and 0 < times <= 64 and not one[0].scalars:
            return [Term(one[0].label * times, one[0].number ** times)]
        two = self.terms(node.right, levels)
        return [Term(a.label + b.label, a.number * b.number, (*a.scalars, *b.scalars)) for a in one for b in two]


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
    value = node.value if isinstance(node, ast.Constant) else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def are_diagonal(node: ast.expr) -> bool:
    """True for a list of pairs that is written out, of strings of Zs and Is."""
    if not isinstance(node, (ast.List, ast.Tuple)) or not node.elts:
        return False
    labels = [pair.elts[0] for pair in node.elts if isinstance(pair, (ast.Tuple, ast.List)) and pair.elts]
    written = [label.value for label in labels if isinstance(label, ast.Constant) and isinstance(label.value, str)]
    return len(written) == len(node.elts) and all({*label} <= {"I", "Z"} for label in written)
