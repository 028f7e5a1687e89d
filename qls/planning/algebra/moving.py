"""What becomes of a program whose operators of opflow are ``SparsePauliOp``s, and why some cannot be."""

from __future__ import annotations

import ast

from qls.catalogue import opflow
from qls.planning import scopes
from qls.planning.algebra.flow import Flow
from qls.planning.algebra.grouping import Edit, Group
from qls.planning.algebra.relevant import statements
from qls.planning.algebra.scopes import COMPREHENSIONS
from qls.planning.algebra.states import OPERATOR
from qls.planning.algebra.terms import SPARSE, STATE
from qls.planning.algebra.uses import Uses
from qls.planning.algebra.values import NUMBER, OPERATORS, OPFLOW, Atoms, Box, Named, Op, ops_of, others_of
from qls.planning.opflow.names import MODULE
from qls.planning.workbench import Context, shortened
from qls.rewriting.plan import Piece, Symbol
from qls.syntax.text import Range

_LIBRARY = "qiskit.circuit.library"
RETURNED = "What calls `{}` from elsewhere gets an object of quantum_info."


def groups(context: Context) -> tuple[list[Group], list[Edit]]:
    """The operators of a program by who meets whom, and the mentions of their classes."""
    body = statements(context)
    flow = Flow(context, body)
    moving = Moving(context, flow)
    if not flow.settled:
        return [], []
    for serial, statement in body:
        moving.visit(serial, statement)
    moving.returns()
    found = [group for group in moving.groups.values() if group.made]
    return sorted(found, key=lambda group: context.span(*group.made[0])), moving.mentions


class Moving(Uses):
    """Looks at every expression that can be an operator, and at what is done with it."""

    def visit(self, serial: int, statement: ast.stmt) -> None:
        self.serial = self.flow.serial = serial
        self._parents = self.context.program.parents(serial)
        self._visit(statement)

    def _visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.expr):
            atoms = self.seen(node)
            if ops_of(atoms) and not self._is_method(node):
                for op in ops_of(atoms):
                    group = self.group(op)
                    group.states = group.states or op.kind not in OPERATORS
                self.consumed(node, ops_of(atoms))
                if self._written(node):
                    return
                if self._meets_matrix(node):
                    span = self.span(node)
                    self.edit(ops_of(atoms), node, OPERATOR, "(", span=Range(span.start, span.start))
                    self.edit(ops_of(atoms), node, ")", span=Range(span.end, span.end))
                self._own(node, ops_of(atoms))
            elif held := [op for op in ops_of(self.flow.deep(atoms)) if any(isinstance(a, Box) for a in atoms)]:
                self.held(node, held)
            self._mentioned(node, atoms)
        for child in ast.iter_child_nodes(node):
            self._visit(child)

    def _is_method(self, node: ast.expr) -> bool:
        """True for a method that is called there: no value by itself."""
        parent = self.parent(node)
        return isinstance(node, ast.Attribute) and isinstance(parent, ast.Call) and parent.func is node

    # --- where operators are made -------------------------------------------------------------------------------

    def _written(self, node: ast.expr) -> bool:
        """Replace an expression that is written out with Paulis; False where it is none."""
        pieces = self.terms_of(node)
        if pieces is None:
            return False
        ops = ops_of(self.seen(node))
        if self._meets_matrix(node):
            pieces = [OPERATOR, "(", *pieces, ")"]
        if isinstance(node, ast.Call) and not isinstance(pieces[0], Symbol):
            pieces = self.expression(node, pieces)
        self.edit(ops, node, *pieces, span=self.around(node, pieces))
        self._made(ops, node)
        return True

    def _made(self, ops: list[Op], node: ast.expr) -> None:
        for group in {id(group): group for group in map(self.group, ops)}.values():
            group.made.append((self.serial, node))

    def _own(self, node: ast.expr, ops: list[Op]) -> None:
        """What an expression that is no written sum does to make an operator."""
        match node:
            case ast.Name() | ast.Attribute() if gate := self._gate(node):
                self._made(ops, node)
                self.edit(ops, node, OPERATOR, "(", Symbol(_LIBRARY, f"{gate}Gate"), "())")
            case ast.Name() | ast.Attribute() if any(op.origin == self.flow.at(node) for op in ops):
                self._made(ops, node)
                self.refuse(ops, f"`{shortened(ast.unparse(node))}` stands for something else too")
            case ast.UnaryOp(ast.Invert(), operand) if self.kinds(operand) & {"state", "bra"}:
                self.edit(ops, node, *self.operand(operand))
                if not self.kinds(operand) <= {"state", "bra"}:
                    self.unknown(ops, node)
            case ast.UnaryOp(ast.Invert(), operand):
                pieces: list[Piece] = [*self.operand(operand), ".adjoint()"]
                self.edit(ops, node, *pieces, span=self.around(node, pieces))
            case ast.BinOp(left, op, right):
                self._combined(node, ops, left, op, right)
            case ast.Call() if any(op.origin == self.flow.at(node) for op in ops):
                self._constructed(node, ops)
            case ast.Call(ast.Name("sum"), [_], []):
                pass
            case ast.Call(ast.Name("sum"), _):
                self.unknown(ops, node)

    def _gate(self, node: ast.expr) -> str:
        """The gate that a name is, whatever runs before; empty for any other."""
        return self.flow.gates.get(self.flow.at(node), "") if len(self.seen(node)) == 1 else ""

    def _meets_matrix(self, node: ast.expr) -> bool:
        """True for an operator beside a gate or an evolution, which are no sums of strings of Paulis."""
        parent = self.parent(node)
        if not isinstance(parent, ast.BinOp) or not isinstance(parent.op, (ast.MatMult, ast.BitXor)):
            return False
        other = parent.right if parent.left is node else parent.left
        return self.kinds(node) <= OPERATORS and "evolution" in self.kinds(other)

    def _combined(self, node: ast.expr, ops: list[Op], left: ast.expr, op: ast.operator, right: ast.expr) -> None:
        one, two = self.seen(left), self.seen(right)
        others = others_of(one) | others_of(two)
        kinds = self.kinds(node) | self.kinds(left) | self.kinds(right)
        if not kinds <= OPERATORS:
            self._with_states(node, ops, op, bool(others))
            return
        match op:
            case ast.Mult() | ast.Div():
                sound = not OPFLOW & (one | two)
            case ast.Add() | ast.Sub():
                sound = others <= NUMBER
            case ast.BitXor():
                sound = not others
            case ast.MatMult():
                sound = not others and self.same_width(left, right)
            case _:
                sound = isinstance(op, ast.Pow) and two == NUMBER
        if not sound:
            self.unknown(ops, node)

    def _with_states(self, node: ast.expr, ops: list[Op], op: ast.operator, others: bool) -> None:
        match op:
            case ast.MatMult():
                self.composed(node, ops)
            case ast.Mult() | ast.Div():
                pass
            case _ if others:
                self.unknown(ops, node)

    def _constructed(self, node: ast.Call, ops: list[Op]) -> None:
        """``PauliSumOp(…)``, ``PauliSumOp.from_list(…)``, ``PauliOp(…)``."""
        self._made(ops, node)
        func = node.func
        if self._is_other(node, ops):
            return
        if ops[0].kind == "summed":
            self.edit(ops, func, SPARSE, ".sum")
            if isinstance(node.args[0], ast.GeneratorExp):
                self.unknown(ops, node)
            return
        if isinstance(func, ast.Attribute) and func.attr == "from_list":
            if len(node.args) != 1 or not {keyword.arg for keyword in node.keywords} <= {"dtype"}:
                self.unknown(ops, node)
            self.edit(ops, func.value, SPARSE)
            return
        given: dict[str, ast.expr] = dict(zip(("primitive", "coeff"), node.args, strict=False))
        given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
        primitive, factor = given.pop("primitive", None), given.pop("coeff", None)
        if primitive is None or given or len(node.args) > 2:
            self.unknown(ops, node)
        elif ops[0].kind == "pauli":
            told: list[Piece] = [] if factor is None else [", [", self.span(factor), "]"]
            self.edit(ops, node, SPARSE, "(", self.span(primitive), *told, ")")
        else:
            self._unwrapped(node, ops, primitive, factor)

    def _is_other(self, node: ast.Call, ops: list[Op]) -> bool:
        """Make what is no operator, nor a sum of some; False for these."""
        func = node.func
        if ops[0].kind == "symmetries":
            self.symmetries(node, ops)
        elif ast.unparse(func).endswith("TaperedPauliSumOp"):
            self.tapered(node, ops)
        elif ops[0].label == "M":
            self.matrix(node, ops)
        elif ops[0].kind == "formula":
            self.formula(node, ops)
        elif ops[0].kind == "state":
            self.edit(ops, func, STATE)
            if not self._is_settled(node):
                self.leave(ops)
        else:
            return False
        return True

    def _is_settled(self, node: ast.Call) -> bool:
        """True where nothing changes the circuit of a state later: nothing has a name for it any more."""
        circuit = node.args[0]
        around = list(self.context.program.lineage(self.serial, node))
        if any(isinstance(each, (*COMPREHENSIONS, ast.For, ast.While)) for each in around):
            return False
        if isinstance(circuit, ast.Call):
            return True
        if not isinstance(circuit, ast.Name):
            return False
        statement = self.context.program.enclosing_statement(self.serial, node)
        if isinstance(statement, ast.Assign) and circuit.id in scopes.binds(statement):
            return True  # the state has its name now
        here = self.span(node).start
        return all(load.start <= here or self.span(node).contains(load) for load in self.context.loads(circuit.id))

    def _unwrapped(self, node: ast.Call, ops: list[Op], primitive: ast.expr, factor: ast.expr | None) -> None:
        """``PauliSumOp(sparse, factor)``: the SparsePauliOp itself, times its factor."""
        if self.seen(primitive) != frozenset({"sparse"}):
            self.unknown(ops, node)
        elif factor is None or (isinstance(factor, ast.Constant) and factor.value == 1):
            self.edit(ops, node, *(self.operand(primitive) if self.is_tight(node) else [self.span(primitive)]))
        else:
            product = [*self.operand(factor), " * ", *self.operand(primitive)]
            self.edit(ops, node, *self.expression(node, product))

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
        for place, node in self.flow.functions():
            ops = ops_of(self.flow.deep(self.flow.returned(place)))
            name = getattr(node, "name", "lambda")
            if place in self.flow.unseen:
                self.refuse(ops, f"who calls `{name}` is not in sight")
            elif not self.flow.is_called(place):
                self.change(ops, RETURNED.format(name))
