"""What becomes of a program whose operators of opflow are ``SparsePauliOp``s, and why some cannot be."""

from __future__ import annotations

import ast
import keyword
from collections import defaultdict
from dataclasses import dataclass, field

from qls.catalogue import opflow
from qls.planning.algebra.flow import Flow
from qls.planning.algebra.terms import SPARSE, Terms, is_atom, written
from qls.planning.algebra.values import NUMBER, OPFLOW, Atoms, Box, Code, Instance, Named, Op, ops_of, others_of
from qls.planning.opflow.names import MODULE
from qls.planning.workbench import Context, shortened
from qls.rewriting.plan import Piece
from qls.syntax.text import Position, Range

SHOWN = "What shows an operator shows it as a SparsePauliOp."
RETURNED = "What calls `{}` from elsewhere gets a SparsePauliOp."
_FILLS = {"append", "insert", "setdefault", "extend", "update"}
_BOXES = _FILLS | {"items", "values", "keys", "get", "pop", "popitem", "copy", "reverse", "clear"}
_BUILTINS = {"len", "sum", "list", "tuple", "reversed", "enumerate", "zip", "copy", "deepcopy", "isinstance"}
_TESTS = (ast.If, ast.While, ast.Assert)
_FLOWS = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.NamedExpr, ast.Lambda, ast.IfExp, ast.BoolOp, ast.Expr,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.arguments,
    ast.Delete, *_TESTS,
)  # fmt: skip


@dataclass
class Edit:
    serial: int
    node: ast.expr
    span: Range
    pieces: tuple[Piece, ...]


@dataclass
class Group:
    """Operators that meet, and move together.

    Attributes:
        made: where they are written out or made by a class.
        reason: why they cannot move; empty where they can.
        left: something else of opflow takes them, so that its own migration has to.
        solved: an algorithm takes them.
        changes: what else changes, in sentences.
    """

    made: list[tuple[int, ast.expr]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    reason: str = ""
    left: bool = False
    solved: bool = False
    changes: list[str] = field(default_factory=list)


def groups(context: Context) -> tuple[list[Group], list[Edit]]:
    """The operators of a program by who meets whom, and the mentions of their classes."""
    flow = Flow(context)
    moving = _Moving(context, flow)
    if not flow.settled:
        return [], []
    for serial, statement in context.module:
        moving.visit(serial, statement)
    moving.returns()
    found = [group for group in moving.groups.values() if group.made]
    return sorted(found, key=lambda group: context.span(*group.made[0])), moving.mentions


class _Moving:
    """Looks at every expression that can be an operator, and at what is done with it."""

    def __init__(self, context: Context, flow: Flow) -> None:
        self.context, self.flow, self.terms = context, flow, Terms(flow)
        self.groups: dict[int, Group] = defaultdict(Group)
        self.mentions: list[Edit] = []
        self.serial = 0
        self._parents: dict[ast.AST, ast.AST] = {}
        self._estimated = {id(site.node) for site in context.facts.sites.values() if site.form == "estimator"}

    def visit(self, serial: int, statement: ast.stmt) -> None:
        self.serial, self._parents = serial, self.context.program.parents(serial)
        self._visit(statement)

    def _visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.expr):
            atoms = self.seen(node)
            if ops_of(atoms) and not self._is_method(node):
                self._consumed(node, ops_of(atoms))
                if self._written(node):
                    return
                self._own(node, ops_of(atoms))
            elif held := [op for op in ops_of(self.flow.deep(atoms)) if any(isinstance(a, Box) for a in atoms)]:
                self._held(node, held)
            self._mentioned(node, atoms)
        for child in ast.iter_child_nodes(node):
            self._visit(child)

    def seen(self, node: ast.expr) -> Atoms:
        return self.flow.seen.get(id(node), frozenset())

    def parent(self, node: ast.AST) -> ast.AST | None:
        found = self._parents.get(node)
        return self._parents.get(found) if isinstance(found, ast.keyword) else found

    def _is_method(self, node: ast.expr) -> bool:
        """True for a method that is called there: no value by itself."""
        parent = self._parents.get(node)
        return isinstance(node, ast.Attribute) and isinstance(parent, ast.Call) and parent.func is node

    # --- what is decided ----------------------------------------------------------------------------------------

    def group(self, op: Op) -> Group:
        return self.groups[self.flow.root(op.origin)]

    def refuse(self, ops: list[Op], reason: str) -> None:
        for op in ops:
            group = self.group(op)
            group.reason = group.reason or reason

    def leave(self, ops: list[Op]) -> None:
        for op in ops:
            self.group(op).left = True

    def change(self, ops: list[Op], sentence: str) -> None:
        for op in ops:
            if sentence not in (changes := self.group(op).changes):
                changes.append(sentence)

    def edit(self, ops: list[Op], node: ast.expr, *pieces: Piece, span: Range | None = None) -> None:
        place = self.span(node) if span is None else span
        for group in {id(group): group for group in map(self.group, ops)}.values():
            group.edits.append(Edit(self.serial, node, place, pieces))

    def span(self, node: ast.expr) -> Range:
        return self.context.span(self.serial, node)

    def unknown(self, ops: list[Op], node: ast.AST) -> None:
        self.refuse(ops, f"`{shortened(ast.unparse(node))}` may need an operator of opflow")

    # --- where operators are made -------------------------------------------------------------------------------

    def _written(self, node: ast.expr) -> bool:
        """Replace an expression that is written out with Paulis; False where it is none."""
        pieces = self._terms_of(node)
        if pieces is None:
            return False
        ops = ops_of(self.seen(node))
        self.edit(ops, node, *pieces, span=self._around(node, pieces))
        self._made(ops, node)
        return True

    def _terms_of(self, node: ast.expr) -> list[Piece] | None:
        terms = self.terms.read(node)
        if not terms or (len(terms) == 1 and not terms[0].is_bare and not _is_tensor(node)):
            return None  # a factor stays as it is written
        return written(terms, self.span)

    def _made(self, ops: list[Op], node: ast.expr) -> None:
        for group in {id(group): group for group in map(self.group, ops)}.values():
            group.made.append((self.serial, node))

    def _around(self, node: ast.expr, pieces: list[Piece]) -> Range:
        """The place of an expression, with brackets around it that its new text needs no more."""
        span = self.span(node)
        lines = self.context.program.source.lines
        while (pieces[0] == SPARSE or pieces[-1] == ".adjoint()") and span.start.line == span.end.line:
            before = lines[span.start.line][: span.start.column].rstrip(" ")
            after = lines[span.end.line][span.end.column :]
            gap = len(after) - len(after.lstrip(" ")) + 1
            if not before.endswith("(") or not after.lstrip(" ").startswith(")") or _calls(before[:-1]):
                break
            start, end = Position(span.start.line, len(before) - 1), Position(span.end.line, span.end.column + gap)
            span = Range(start, end)
        return span

    def operand(self, node: ast.expr) -> list[Piece]:
        """An operator where something binds tightly to it."""
        pieces = self._terms_of(node) if ops_of(self.seen(node)) else None
        if pieces is not None and pieces[0] == SPARSE:
            return [self._around(node, pieces)]
        return [self.span(node)] if is_atom(node) else ["(", self.span(node), ")"]

    def _own(self, node: ast.expr, ops: list[Op]) -> None:
        """What an expression that is no written sum does to make an operator."""
        match node:
            case ast.Name() | ast.Attribute() if any(op.origin == id(node) for op in ops):
                self.refuse(ops, f"`{shortened(ast.unparse(node))}` stands for something else too")
            case ast.UnaryOp(ast.Invert(), operand):
                pieces: list[Piece] = [*self.operand(operand), ".adjoint()"]
                self.edit(ops, node, *pieces, span=self._around(node, pieces))
            case ast.BinOp(left, op, right):
                self._combined(node, ops, left, op, right)
            case ast.Call() if any(op.origin == id(node) for op in ops):
                self._constructed(node, ops)
            case ast.Call(ast.Name("sum"), [_], []):
                pass
            case ast.Call(ast.Name("sum"), _):
                self.unknown(ops, node)

    def _combined(self, node: ast.expr, ops: list[Op], left: ast.expr, op: ast.operator, right: ast.expr) -> None:
        one, two = self.seen(left), self.seen(right)
        others = others_of(one) | others_of(two)
        match op:
            case ast.Mult() | ast.Div():
                sound = not OPFLOW & (one | two)
            case ast.Add() | ast.Sub():
                sound = others <= NUMBER
            case ast.BitXor():
                sound = not others
            case ast.MatMult():
                sound = not others and self._same_width(left, right)
            case _:
                sound = isinstance(op, ast.Pow) and two == NUMBER
        if not sound:
            self.unknown(ops, node)

    def _same_width(self, left: ast.expr, right: ast.expr) -> bool:
        widths = {op.width for op in (*ops_of(self.seen(left)), *ops_of(self.seen(right)))}
        return (len(widths) == 1 and None not in widths) or ast.dump(left) == ast.dump(right)

    def _constructed(self, node: ast.Call, ops: list[Op]) -> None:
        """``PauliSumOp(…)``, ``PauliSumOp.from_list(…)``, ``PauliOp(…)``."""
        self._made(ops, node)
        func = node.func
        given = {str(k.arg): k.value for k in node.keywords}
        if isinstance(func, ast.Attribute) and func.attr == "from_list":
            if len(node.args) != 1 or not given.keys() <= {"dtype"}:
                self.unknown(ops, node)
            self.edit(ops, func.value, SPARSE)
            return
        given |= dict(zip(("primitive", "coeff"), node.args, strict=False))
        primitive, factor = given.pop("primitive", None), given.pop("coeff", None)
        if primitive is None or given or len(node.args) > 2:
            self.unknown(ops, node)
        elif ops[0].kind == "pauli":
            told: list[Piece] = [] if factor is None else [", [", self.span(factor), "]"]
            self.edit(ops, node, SPARSE, "(", self.span(primitive), *told, ")")
        elif self.seen(primitive) != frozenset({"sparse"}):
            self.unknown(ops, node)
        elif factor is None or (isinstance(factor, ast.Constant) and factor.value == 1):
            self.edit(ops, node, *(self.operand(primitive) if self._is_tight(node) else [self.span(primitive)]))
        else:
            product = [*self.operand(factor), " * ", *self.operand(primitive)]
            self.edit(ops, node, *self._expression(node, product))

    def _expression(self, node: ast.expr, pieces: list[Piece]) -> list[Piece]:
        """What comes in the place of a call, in brackets where something binds to it."""
        return ["(", *pieces, ")"] if self._is_tight(node) else pieces

    def _is_tight(self, node: ast.expr) -> bool:
        """True where something binds to an expression, which is a call."""
        return isinstance(self.parent(node), (ast.BinOp, ast.UnaryOp, ast.Attribute, ast.Subscript, ast.Starred))

    # --- what is done with them ---------------------------------------------------------------------------------

    def _consumed(self, node: ast.expr, ops: list[Op]) -> None:
        parent = self.parent(node)
        if self._is_key(node, parent):
            self.unknown(ops, parent or node)
            return
        match parent:
            case ast.Assign(targets) if any(isinstance(target, (ast.Tuple, ast.List)) for target in targets):
                self._counted(ops, parent)
            case ast.Attribute():
                self._member(node, parent, ops)
            case ast.Call():
                self._argument(node, parent, ops)
            case ast.BinOp(left, _, right):
                if not ops_of(self.seen(parent)):
                    other = self.seen(right if left is node else left)
                    self.leave(ops) if OPFLOW & other else self.unknown(ops, parent)
            case ast.UnaryOp(ast.USub() | ast.Invert() | ast.Not()):
                pass
            case ast.Compare():
                if not all(isinstance(op, (ast.Is, ast.IsNot)) for op in parent.ops):
                    self.unknown(ops, parent)
            case ast.FormattedValue():
                self.change(ops, SHOWN)
            case ast.Subscript(value) if value is node:
                self._counted(ops, parent)
            case ast.For() | ast.comprehension() if parent.iter is node:
                self._counted(ops, node)
            case ast.AugAssign(target, op, value) if value is node and not self._sums(target, op):
                self.unknown(ops, parent)
            case _ if not isinstance(parent, _FLOWS) and not _is_test(parent, node) and not _is_target(parent, node):
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
        func = call.func
        if func is node:
            self.unknown(ops, call)
            return
        callee = self.seen(func)
        name = getattr(func, "id", getattr(func, "attr", ""))
        named = next((atom.name for atom in callee if isinstance(atom, Named)), "")
        codes = [atom for atom in callee if isinstance(atom, Code)]
        if codes:
            if not all(map(self.flow.enters, codes)):
                self.unknown(ops, call)
            return
        if named:
            if named.startswith(f"{MODULE}."):
                self.leave(ops) if named.rpartition(".")[2] not in opflow.CLASSES else self.unknown(ops, call)
            elif named not in opflow.TAKING_CLASSES or held:
                self.unknown(ops, call)
        elif isinstance(func, ast.Attribute):
            self._handed(call, func, ops)
        elif name in opflow.SHOWING:
            self.change(ops, SHOWN)
        elif name == "isinstance" and not held:
            self._asked(call, ops)
        elif name == "len" and not held:
            self._counted(ops, call)
        elif name not in (_BUILTINS if held else {"copy", "deepcopy"}) and not (held and name == "minimize"):
            self.unknown(ops, call)

    def _handed(self, call: ast.Call, func: ast.Attribute, ops: list[Op]) -> None:
        """Operators are given to a method."""
        receiver = self.seen(func.value)
        own = any(isinstance(atom, (Code, Instance)) for atom in receiver)
        if id(call) in self._estimated or ops_of(receiver) or (own and self.flow.methods(receiver, func.attr)):
            return
        if any(isinstance(atom, Box) for atom in receiver) and func.attr in _FILLS:
            return
        if func.attr in opflow.TAKING_METHODS:
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

    def _held(self, node: ast.expr, ops: list[Op]) -> None:
        """What is done with a list, or the like, that has operators in it."""
        parent = self.parent(node)
        if self._is_key(node, parent):
            self.unknown(ops, parent or node)
            return
        match parent:
            case ast.Call() if parent.func is not node:
                self._argument(node, parent, ops, held=True)
            case ast.Attribute():
                if parent.attr not in _BOXES:
                    self.unknown(ops, parent)
            case ast.Compare():
                if not all(isinstance(op, (ast.Is, ast.IsNot)) for op in parent.ops):
                    self.unknown(ops, parent)
            case ast.FormattedValue():
                self.change(ops, SHOWN)
            case ast.Starred() if isinstance(self.parent(parent), ast.Call):
                self.unknown(ops, parent)
            case (
                ast.BinOp(_, ast.Add() | ast.Mult()) | ast.Subscript() | ast.For() | ast.comprehension() | ast.Starred()
            ):
                pass
            case _ if not isinstance(parent, _FLOWS) and not _is_test(parent, node) and not _is_target(parent, node):
                self.unknown(ops, parent or node)

    # --- members ------------------------------------------------------------------------------------------------

    def _member(self, node: ast.expr, attribute: ast.Attribute, ops: list[Op]) -> None:
        """``operator.member``, called or not."""
        call = self.parent(attribute)
        call = call if isinstance(call, ast.Call) and call.func is attribute else None
        given = [] if call is None else [*call.args, *call.keywords]
        exact = all(op.exact for op in ops)
        sums = all(op.kind == "sum" for op in ops)
        match attribute.attr:
            case "num_qubits":
                sound = call is None
            case "to_matrix" | "adjoint":
                sound = call is not None and not given
            case "tensor" | "compose" | "add" | "mul":
                sound = call is not None and self._method(call, attribute, node, ops)
            case "neg" if call is not None and not given:
                self.edit(ops, call, *self._expression(call, ["-", *self.operand(node)]))
                sound = True
            case "reduce" if call is not None and not given:
                self.edit(ops, attribute, *self.operand(node), ".simplify")
                sound = True
            case "to_spmatrix" if call is not None and not given:
                self.edit(ops, call, *self.operand(node), ".to_matrix(sparse=True)")
                sound = True
            case "coeffs":
                sound = exact and sums and not self._is_changed(attribute)
            case "primitive" | "coeff":
                sound = exact and sums and self._part(node, attribute, ops)
            case _:
                sound = False
        if not sound:
            self.refuse(ops, f"SparsePauliOp has no `{attribute.attr}` that is known to do the same")

    def _method(self, call: ast.Call, attribute: ast.Attribute, node: ast.expr, ops: list[Op]) -> bool:
        """``one.tensor(two)`` and the like."""
        if len(call.args) != 1 or call.keywords:
            return False
        other = call.args[0]
        atoms, name = self.seen(other), attribute.attr
        if name == "mul":
            self.edit(ops, call, *self._expression(call, [*self.operand(node), " * ", *self.operand(other)]))
            return not ops_of(atoms)
        if not ops_of(atoms) or others_of(atoms):
            if OPFLOW & atoms:
                self.leave(ops)
            return bool(OPFLOW & atoms)
        if name == "add":
            self.edit(ops, call, *self._expression(call, [*self.operand(node), " + ", *self.operand(other)]))
        elif name == "compose":
            self.edit(ops, attribute, *self.operand(node), ".dot")
            return self._same_width(node, other)
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

    # --- classes and functions ----------------------------------------------------------------------------------

    def _mentioned(self, node: ast.expr, atoms: Atoms) -> None:
        """A class of opflow is named where nothing is made of it: in an annotation, or in ``isinstance``."""
        named = [atom.name for atom in atoms if isinstance(atom, Named)]
        if len(named) != 1 or named[0].removeprefix(f"{MODULE}.") not in opflow.CLASSES:
            return
        parent = self.parent(node)
        made = (isinstance(parent, ast.Call) and parent.func is node) or isinstance(parent, ast.Attribute)
        if not made:
            self.mentions.append(Edit(self.serial, node, self.span(node), (SPARSE,)))

    def returns(self) -> None:
        """Operators that functions return to who is not seen."""
        for node, _ in self.flow.functions():
            ops = ops_of(self.flow.deep(self.flow.returned(node)))
            name = getattr(node, "name", "lambda")
            if id(node) in self.flow.unseen:
                self.refuse(ops, f"who calls `{name}` is not in sight")
            elif not self.flow.is_called(node):
                self.change(ops, RETURNED.format(name))


def _is_tensor(node: ast.expr) -> bool:
    return (isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor)) or isinstance(node, ast.Call)


def _calls(before: str) -> bool:
    """True where a bracket behind these characters is that of a call, or part of a word."""
    word = before.rstrip(" ").rpartition(" ")[2].rpartition("(")[2]
    if not before.rstrip(" ") or not (before.rstrip(" ")[-1].isalnum() or before.rstrip(" ")[-1] in "_)]}\"'"):
        return False
    return before.endswith(tuple("_)]}\"'")) or before[-1].isalnum() or not keyword.iskeyword(word)


def _is_test(parent: ast.AST | None, node: ast.expr) -> bool:
    return isinstance(parent, ast.comprehension) and node in parent.ifs


def _is_target(parent: ast.AST | None, node: ast.expr) -> bool:
    """True for a name that is bound there: by a loop, ``with`` or ``del``."""
    return isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))
