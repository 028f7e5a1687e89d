"""What is asked of an operator: members that a ``SparsePauliOp`` has under the same name, or under another."""

from __future__ import annotations

import ast

from qls.catalogue import opflow
from qls.planning.algebra.states import States
from qls.planning.algebra.values import OPERATORS, OPFLOW, Op, ops_of, others_of


class Members(States):
    """Looks at ``operator.member``, called or not."""

    def member(self, node: ast.expr, attribute: ast.Attribute, ops: list[Op]) -> None:
        """``operator.member``, called or not."""
        outer = self.parent(attribute)
        if not {op.kind for op in ops} <= OPERATORS:
            sound = self.asked(node, attribute, ops)
        elif not isinstance(outer, ast.Call) or outer.func is not attribute:
            sound = self._attribute(node, attribute, ops)
        elif outer.args or outer.keywords:
            sound = self._method(outer, attribute, node, ops)
        else:
            sound = attribute.attr in opflow.SAME_METHODS or self._renamed(outer, attribute, node, ops)
        if not sound:
            self.refuse(ops, f"quantum_info has no `{attribute.attr}` that is known to do the same")

    def _attribute(self, node: ast.expr, attribute: ast.Attribute, ops: list[Op]) -> bool:
        if attribute.attr == "num_qubits":
            return True
        if not all(op.exact and op.kind == "sum" for op in ops):
            return False
        if attribute.attr == "coeffs":
            return not self._is_changed(attribute)
        return attribute.attr in ("primitive", "_primitive", "coeff") and self._part(node, attribute, ops)

    def _renamed(self, call: ast.Call, attribute: ast.Attribute, node: ast.expr, ops: list[Op]) -> bool:
        """A method without arguments that is another one now."""
        match attribute.attr:
            case "exp_i":
                return self.evolution(node, call, ops)
            case "neg":
                self.edit(ops, call, *self.expression(call, ["-", *self.operand(node)]))
            case "reduce":
                self.edit(ops, attribute, *self.operand(node), ".simplify")
            case "to_spmatrix":
                self.edit(ops, call, *self.operand(node), ".to_matrix(sparse=True)")
            case _:
                return False
        return True

    def _method(self, call: ast.Call, attribute: ast.Attribute, node: ast.expr, ops: list[Op]) -> bool:
        """``one.tensor(two)`` and the like."""
        name = attribute.attr
        if len(call.args) != 1 or call.keywords or name not in opflow.OPERATORS:
            return False
        other = call.args[0]
        atoms = self.seen(other)
        if name == "mul":
            self.edit(ops, call, *self.expression(call, [*self.operand(node), " * ", *self.operand(other)]))
            return not ops_of(atoms)
        if not ops_of(atoms) or others_of(atoms):
            if OPFLOW & atoms:
                self.leave(ops)
            return bool(OPFLOW & atoms)
        if name == "add":
            self.edit(ops, call, *self.expression(call, [*self.operand(node), " + ", *self.operand(other)]))
        elif name == "compose" and not self.kinds(other) <= OPERATORS:
            self.composed(call, ops_of(self.seen(call)) or ops)
        elif name == "compose":
            self.edit(ops, attribute, *self.operand(node), ".dot")
            return self.same_width(node, other)
        return True

    def _part(self, node: ast.expr, attribute: ast.Attribute, ops: list[Op]) -> bool:
        """``operator.primitive``, or its factor."""
        plain, outer = all(op.plain for op in ops), self.parent(attribute)
        if attribute.attr == "coeff":
            product = outer if isinstance(outer, ast.BinOp) else None
            if product is not None and self._whole(product):
                return True  # it goes with the product
            self.edit(ops, attribute, "1.0")
            return plain
        around = self.parent(outer) if isinstance(outer, ast.Attribute) else None
        if isinstance(around, ast.BinOp) and self._whole(around):
            self.edit(ops, around, *self.operand(node), ".coeffs")
            return True
        self.edit(ops, attribute, *self.operand(node))
        return plain or (isinstance(outer, ast.Attribute) and outer.attr == "paulis")

    def _is_changed(self, node: ast.expr) -> bool:
        """True for an array that is written to: that of a PauliSumOp was a copy."""
        parent = self.parent(node)
        stored = isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load)
        return stored or isinstance(parent, ast.AugAssign)

    def _whole(self, node: ast.BinOp) -> bool:
        """True for ``op.primitive.coeffs * op.coeff``, in either order."""
        match (node.left, node.op, node.right):
            case (ast.Attribute(ast.Attribute(one, "primitive"), "coeffs"), ast.Mult(), ast.Attribute(two, "coeff")):
                return ast.dump(one) == ast.dump(two)
            case (ast.Attribute(one, "coeff"), ast.Mult(), ast.Attribute(ast.Attribute(two, "primitive"), "coeffs")):
                return ast.dump(one) == ast.dump(two)
        return False
