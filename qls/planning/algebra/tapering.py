"""Symmetries of operators, and groups of terms that commute: ``Z2Symmetries``, ``AbelianGrouper``.

Facts: qiskit 0.45.3 and 2.6.2 (V: the same symmetries, the same groups in the same order, the same tapered operators).
"""

from __future__ import annotations

import ast

from qls.catalogue import opflow
from qls.planning.algebra.evolving import Evolving
from qls.planning.algebra.values import Op, ops_of, others_of
from qls.planning.opflow.names import MODULE
from qls.rewriting.plan import Symbol

_SYMMETRIES = Symbol("qiskit.quantum_info", "Z2Symmetries")


class Tapering(Evolving):
    """Looks at what finds symmetries and commuting terms, and at what is asked of them."""

    def grouped(self, call: ast.Call, name: str, ops: list[Op]) -> bool:
        """``AbelianGrouper.group_subops(sum)``; False where it is given anything else, or a factor besides."""
        if name != f"{MODULE}.{opflow.GROUPER}" or len(call.args) != 1 or call.keywords:
            return False
        given = call.args[0]
        if others_of(self.seen(given)) or not all(op.kind == "sum" and op.exact and op.plain for op in ops):
            return False
        self.edit(ops, call, *self.operand(given), ".group_commuting(qubit_wise=True)")
        return True

    def symmetries(self, call: ast.Call, ops: list[Op]) -> None:
        """``Z2Symmetries(…)``, and ``Z2Symmetries.find_Z2_symmetries(operator)``."""
        func = call.func
        if isinstance(func, ast.Attribute) and func.attr == opflow.FINDER:
            self.edit(ops, func, self.span(func.value), f".{opflow.FINDER.lower()}")
            func = func.value
        self.edit(ops, func, _SYMMETRIES)

    def tapered(self, call: ast.Call, ops: list[Op]) -> None:
        """``TaperedPauliSumOp(sparse, symmetries)``: the operator alone, which remembers no symmetries now."""
        match call.args:
            case [ast.expr() as primitive, _] if not call.keywords and self.seen(primitive) == frozenset({"sparse"}):
                self.edit(ops, call, *(self.operand(primitive) if self.is_tight(call) else [self.span(primitive)]))
            case _:
                self.unknown(ops, call)

    def of_symmetries(self, attribute: ast.Attribute) -> bool:
        """``symmetries.member``, called or not; False where it is not known to be the same."""
        call = self.parent(attribute)
        if attribute.attr in opflow.SYMMETRY_FIELDS:
            return True
        if not isinstance(call, ast.Call) or call.func is not attribute or call.keywords:
            return False
        if attribute.attr in opflow.TAPERING:
            return len(call.args) == 1 and bool(ops_of(self.seen(call.args[0])))
        return attribute.attr == "is_empty" and not call.args
