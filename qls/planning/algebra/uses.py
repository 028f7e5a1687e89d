"""What is done with operators, and with lists that have some in them."""

from __future__ import annotations

import ast

from qls.catalogue import opflow
from qls.planning.algebra.members import Members
from qls.planning.algebra.values import NUMBER, OPERATORS, OPFLOW, Box, Code, Instance, Named, Op, ops_of, others_of
from qls.planning.opflow.names import MODULE, id_of

SHOWN = "What shows an operator shows it as quantum_info does."
_FILLS = {"append", "insert", "setdefault", "extend", "update"}
_BOXES = _FILLS | {"items", "values", "keys", "get", "pop", "popitem", "copy", "reverse", "clear"}
_BUILTINS = {
    "len",
    "sum",
    "list",
    "tuple",
    "reversed",
    "enumerate",
    "zip",
    "copy",
    "deepcopy",
    "isinstance",
    "minimize",
}
_TESTS = (ast.If, ast.While, ast.Assert)
_FLOWS = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.NamedExpr, ast.Lambda, ast.IfExp, ast.BoolOp, ast.Expr,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.arguments,
    ast.Delete, ast.Yield, *_TESTS,
)  # fmt: skip


class Uses(Members):
    """Looks at whatever takes an operator."""

    def consumed(self, node: ast.expr, ops: list[Op]) -> None:
        """An operator is the value of ``node``: is what takes it known to take a SparsePauliOp?"""
        parent = self.parent(node)
        match parent:
            case _ if self._is_key(node, parent) or self.outlives(node, ops):
                self.unknown(ops, parent or node)
            case ast.Attribute():
                self.member(node, parent, ops)
            case ast.Call():
                self._argument(node, parent, ops)
            case ast.BinOp(left, _, right):
                if not ops_of(self.seen(parent)):
                    other = self.seen(right if left is node else left)
                    self.leave(ops) if OPFLOW & other else self.unknown(ops, parent)
            case ast.UnaryOp(ast.USub() | ast.Invert() | ast.Not()):
                pass
            case ast.AugAssign(target, op, value) if value is node and not self._sums(target, op):
                self.unknown(ops, parent)
            case _:
                self._read(node, parent, ops)

    def _read(self, node: ast.expr, parent: ast.AST | None, ops: list[Op]) -> None:
        """Its terms are read, or it only flows on."""
        match parent:
            case ast.Assign(targets) if any(isinstance(target, (ast.Tuple, ast.List)) for target in targets):
                self._counted(ops, parent)
            case ast.Subscript(value) if value is node:
                self._counted(ops, parent)
            case ast.For() | ast.comprehension() if parent.iter is node:
                self._counted(ops, node)
            case _:
                self._flows(node, parent, ops)

    def _flows(self, node: ast.expr, parent: ast.AST | None, ops: list[Op]) -> None:
        match parent:
            case ast.Compare() if all(isinstance(op, (ast.Is, ast.IsNot)) for op in parent.ops):
                pass
            case ast.FormattedValue():
                self.change(ops, SHOWN)
            case _ if not isinstance(parent, _FLOWS) and not _is_test(parent, node) and not _is_target(node):
                self.unknown(ops, parent or node)

    def _is_key(self, node: ast.expr, parent: ast.AST | None) -> bool:
        """True for what has to be hashed, and for ``**given``."""
        match parent:
            case ast.Dict(keys):
                return node in keys
            case ast.DictComp(key):
                return node is key
            case ast.Set() | ast.SetComp():
                return True
        around = self._parents.get(node)
        return isinstance(around, ast.keyword) and around.arg is None

    def _sums(self, target: ast.expr, op: ast.operator) -> bool:
        others = others_of(self.seen(target))
        return isinstance(op, (ast.Add, ast.Sub)) and others <= NUMBER

    def _counted(self, ops: list[Op], node: ast.AST) -> None:
        """The terms are read one by one."""
        if not all(op.exact and op.kind == "sum" for op in ops):
            self.unknown(ops, node)

    def _argument(self, node: ast.expr, call: ast.Call, ops: list[Op], held: bool = False) -> None:
        """``call`` is given an operator, or a list that has some."""
        callee = self.seen(call.func)
        states = not {op.kind for op in ops} <= OPERATORS
        codes = [atom for atom in callee if isinstance(atom, Code)]
        named = next((atom.name for atom in callee if isinstance(atom, Named)), "")
        if call.func is node or not all(map(self.flow.enters, codes)):
            self.unknown(ops, call)
        elif codes:
            return
        elif named:
            self._named(call, named, ops, held, states)
        elif isinstance(call.func, ast.Attribute):
            self._handed(call, call.func, ops, states)
        else:
            self._builtin(call, getattr(call.func, "id", ""), ops, held)

    def _named(self, call: ast.Call, name: str, ops: list[Op], held: bool, states: bool) -> None:
        """A class or function of Qiskit takes an operator or a list of some."""
        last = name.rpartition(".")[2]
        if held and name == f"{MODULE}.SummedOp" and ops_of(self.seen(call)):
            return
        if not held and (self.grouped(call, name, ops) or last in opflow.TAPERED):
            return
        if name.startswith(f"{MODULE}.") and last not in opflow.CLASSES:
            self.leave(ops)
        elif states or name not in (opflow.TAKING_LISTS if held else opflow.TAKING_CLASSES):
            self.unknown(ops, call)

    def _builtin(self, call: ast.Call, name: str, ops: list[Op], held: bool) -> None:
        if name in opflow.SHOWING or (name == "type" and isinstance(self.parent(call), ast.FormattedValue)):
            self.change(ops, SHOWN)
        elif name == "isinstance" and not held:
            self._asked(call, ops)
        elif name == "len" and not held:
            self._counted(ops, call)
        elif name == "sum" and not {op.kind for op in ops} <= OPERATORS:
            self.unknown(ops, call)  # it begins with 0
        elif name not in (_BUILTINS if held else {"copy", "deepcopy"}):
            self.unknown(ops, call)

    def _handed(self, call: ast.Call, func: ast.Attribute, ops: list[Op], states: bool) -> None:
        """Operators are given to a method."""
        receiver = self.seen(func.value)
        own = any(isinstance(atom, (Code, Instance)) for atom in receiver)
        if (
            (id_of(self.serial, call) in self._estimated and not states)
            or ops_of(receiver)
            or (own and self.flow.methods(receiver, func.attr))
        ):
            return
        if any(isinstance(atom, Box) for atom in receiver) and func.attr in _FILLS:
            return
        if func.attr in opflow.TAKING_METHODS and not states:
            for op in ops:
                self.group(op).solved = True
        elif OPFLOW & receiver:
            self.leave(ops)
        elif func.attr not in ("copy", "deepcopy", "minimize"):
            self.unknown(ops, call)

    def _asked(self, call: ast.Call, ops: list[Op]) -> None:
        """``isinstance(op, PauliSumOp)``."""
        classes = {atom.name.rpartition(".")[2] for atom in self.seen(call.args[-1]) if isinstance(atom, Named)}
        kinds = {opflow.CLASSES.get(name, "") for name in classes}
        if len(call.args) != 2 or {op.kind for op in ops} != kinds:
            self.unknown(ops, call)

    def _is_added(self, node: ast.expr, parent: ast.AST | None) -> bool:
        """True for groups of terms in a sum or product: they were operators themselves, and are lists now."""
        grouped = any(isinstance(atom, Box) and atom.place in self.flow.grouped for atom in self.seen(node))
        return grouped and isinstance(parent, (ast.BinOp, ast.AugAssign))

    def held(self, node: ast.expr, ops: list[Op]) -> None:
        """``node`` is a list, or the like, that has operators in it."""
        parent = self.parent(node)
        match parent:
            case _ if self._is_key(node, parent) or self._is_added(node, parent):
                self.unknown(ops, parent or node)
            case ast.Call() if parent.func is not node:
                self._argument(node, parent, ops, held=True)
            case ast.Attribute():
                if parent.attr not in _BOXES:
                    self.unknown(ops, parent)
            case ast.Starred() if isinstance(call := self.parent(parent), ast.Call):
                codes = [atom for atom in self.seen(call.func) if isinstance(atom, Code)]
                if not codes or not all(map(self.flow.enters, codes)):
                    self.unknown(ops, parent)
            case (
                ast.BinOp(_, ast.Add() | ast.Mult()) | ast.Subscript() | ast.For() | ast.comprehension() | ast.Starred()
            ):
                pass
            case _:
                self._flows(node, parent, ops)


def _is_test(parent: ast.AST | None, node: ast.expr) -> bool:
    return isinstance(parent, ast.comprehension) and node in parent.ifs


def _is_target(node: ast.expr) -> bool:
    """True for a name that is bound there: by a loop, ``with`` or ``del``."""
    return isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))
