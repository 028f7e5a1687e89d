"""Products with states: what evolves them, expectation values, overlaps."""

from __future__ import annotations

import ast

from qls.planning.algebra.tapering import Tapering
from qls.planning.algebra.terms import STATE
from qls.planning.algebra.values import OPERATORS, Op, ops_of, others_of
from qls.planning.workbench import is_simple
from qls.rewriting.plan import Piece, Symbol

OPERATOR = Symbol("qiskit.quantum_info", "Operator")
_EXPM = Symbol("scipy.linalg", "expm")
_COMPLEX = "What opflow gave as a real number may be a complex one, with the same value."
_SIZES = {"abs", "absolute"}


class States(Tapering):
    """Looks at what is done with states, and with the evolutions and values that are made of them."""

    def factors(self, node: ast.expr) -> list[ast.expr]:
        """The factors of ``a @ b @ c`` or ``a.compose(b)``, from left to right."""
        match node:
            case ast.BinOp(left, ast.MatMult(), right) if ops_of(self.seen(node)):
                return [*self.factors(left), *self.factors(right)]
            case ast.Call(ast.Attribute(left, "compose"), [right], []) if ops_of(self.seen(left)):
                return [*self.factors(left), *self.factors(right)]
        return [node]

    def product(self, node: ast.expr, ops: list[Op]) -> None:
        """A product that has a state in it."""
        factors = self.factors(node)
        first, last, inner = factors[0], factors[-1], factors[1:-1]
        whole = {op.kind for op in ops}
        middle = inner if whole == {"value"} else factors[:-1]
        sound = self.kinds(last) == {"state"} and not any(others_of(self.seen(each)) for each in factors)
        sound = sound and all(self.kinds(each) <= OPERATORS | {"evolution"} for each in middle)
        sound = sound and not (whole == {"value"} and self._counted_twice(node, first))
        if whole == {"value"} and sound and self.kinds(first) == {"bra"}:
            self.edit(ops, node, *self._value(first, middle, last))
        elif whole == {"state"} and sound:
            self.edit(ops, node, *self._evolved(last, middle))
        elif whole != {"evolution"}:  # which is a product of Operators
            self.unknown(ops, node)

    def _counted_twice(self, node: ast.expr, bra: ast.expr) -> bool:
        """True for ``(2 * bra) @ (operator @ ket)``, of which opflow counts the factor twice (V: 0.45.3)."""
        right = node.right if isinstance(node, ast.BinOp) else node.args[0] if isinstance(node, ast.Call) else node
        composed = any(op.label == "@" for op in ops_of(self.seen(right)))
        return composed and not all(op.exact for op in ops_of(self.seen(bra)))

    def _value(self, bra: ast.expr, middle: list[ast.expr], ket: ast.expr) -> list[Piece]:
        state = _adjoint_of(bra) or bra
        same = ast.dump(state) == ast.dump(ket) and all(map(_is_pure, ast.walk(ket)))
        if same and len(middle) == 1 and self.kinds(middle[0]) <= OPERATORS:
            return [*self.operand(ket), ".expectation_value(", *self.bare(middle[0]), ")"]
        return [*self.operand(state), ".inner(", *self._evolved(ket, middle), ")"]

    def _evolved(self, ket: ast.expr, operators: list[ast.expr]) -> list[Piece]:
        if not operators:
            return self.bare(ket)
        pieces = self._filled(ket, operators) or self.operand(ket)
        for each in reversed(operators):
            pieces += [".evolve(", *self.bare(each), ")"]
        return pieces

    def _filled(self, ket: ast.expr, operators: list[ast.expr]) -> list[Piece]:
        """``Zero`` for all the qubits of what is applied to it, as opflow took it (V: 0.45.3); empty where it fits."""
        width = self._width(operators[-1])
        if self.terms.letter(ket) != "0" or width in (None, 1):
            return []
        return [STATE, f'.from_label("{"0" * (width or 1)}")']

    def _width(self, node: ast.expr) -> int | None:
        widths = {op.width for op in ops_of(self.seen(node))}
        return widths.pop() if len(widths) == 1 else None

    def asked(self, node: ast.expr, attribute: ast.Attribute, ops: list[Op]) -> bool:
        """``state.member``, called or not; False where nothing is known to do the same."""
        call = self.parent(attribute)
        kinds = {op.kind for op in ops}
        if kinds == {"symmetries"}:
            return self.of_symmetries(attribute)
        if not isinstance(call, ast.Call) or call.func is not attribute:
            return attribute.attr == "num_qubits" and kinds <= {"state", "evolution"}
        if call.args or call.keywords:
            return self._with(call, attribute, ops)
        return self._alone(node, call, attribute, ops)

    def _alone(self, node: ast.expr, call: ast.Call, attribute: ast.Attribute, ops: list[Op]) -> bool:
        """``state.method()``."""
        kinds = {op.kind for op in ops}
        match attribute.attr:
            case "adjoint" if kinds <= {"state", "bra"}:
                self.edit(ops, call, *self.operand(node))
            case "adjoint":
                return kinds == {"evolution"}
            case "to_matrix" if kinds <= {"state", "evolution"}:
                self.edit(ops, call, *self.operand(node), ".data")
            case "eval" if kinds == {"state"}:
                self.edit(ops, call, *self.operand(node))
            case "to_circuit" if kinds == {"circuit"}:
                self.edit(ops, call, *self.operand(node))
            case "exp_i" if {op.label for op in ops} == {"M"}:
                return self.evolution(node, call, ops)
            case "eval" if kinds == {"value"}:
                return self._number(node, call, ops)
            case _:
                return False
        return True

    def _with(self, call: ast.Call, attribute: ast.Attribute, ops: list[Op]) -> bool:
        if len(call.args) != 1 or call.keywords:
            return False
        found = ops_of(self.seen(call))
        if attribute.attr == "convert" and {op.kind for op in ops} == {"formula"}:
            return self.synthesized(call, attribute, ops)
        if attribute.attr == "compose" and found:
            self.composed(call, found)
            return True
        return attribute.attr == "tensor" and {op.kind for op in ops} == self.kinds(call.args[0]) == {"state"}

    def composed(self, node: ast.expr, ops: list[Op]) -> None:
        """A product, where it is the whole of one."""
        if not self.is_part(node):
            self.product(node, ops)

    def is_part(self, node: ast.expr) -> bool:
        """True for a product that is a factor of another."""
        parent = self.parent(node)
        if isinstance(parent, ast.Attribute) and parent.attr == "compose":
            return True
        if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr == "compose":
            return bool(ops_of(self.seen(parent)))
        return isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.MatMult)

    def _number(self, node: ast.expr, call: ast.Call, ops: list[Op]) -> bool:
        """``value.eval()``: the value itself, which is a complex number now; opflow gave some as real ones."""
        plain = {op.plain for op in ops}
        real: list[Piece] = [".real"] if plain == {True} and not self._is_size(call) else []
        self.edit(ops, call, self.span(node), *real)
        if len(plain) > 1 and not self._is_size(call):
            self.change(ops, _COMPLEX)
        return True

    def _is_size(self, node: ast.expr) -> bool:
        """True where it does not matter whether a number is a complex one."""
        parent = self.parent(node)
        if isinstance(parent, ast.Attribute):
            return parent.attr in ("real", "imag")
        name = getattr(parent.func, "attr", getattr(parent.func, "id", "")) if isinstance(parent, ast.Call) else ""
        return name in _SIZES

    def evolution(self, node: ast.expr, call: ast.Call, ops: list[Op]) -> bool:
        """``operator.exp_i()``: of an identity alone, opflow forgot the phase."""
        if self.is_synthesized(call):
            return True
        if any(op.kind == "pauli" and not {*op.label} - {"I"} for op in ops):
            return False
        self.edit(ops, call, OPERATOR, "(", _EXPM, "(-1j * ", *self.operand(node), ".to_matrix()))")
        return True


def _adjoint_of(node: ast.expr) -> ast.expr | None:
    match node:
        case ast.UnaryOp(ast.Invert(), state) | ast.Call(ast.Attribute(state, "adjoint"), [], []):
            return state
    return None


def _is_pure(node: ast.AST) -> bool:
    return not isinstance(node, ast.expr) or is_simple(node) or isinstance(node, ast.BinOp)
