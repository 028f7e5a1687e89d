"""Where operators of opflow flow in a program: through names, functions, lists, attributes, in whatever order.

Every variable, attribute, item and returned value is a cell that holds all that it can be. The program is read until
no cell holds anything new; then what every expression can be is known.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from qls.planning.algebra import naming
from qls.planning.algebra.cells import fields
from qls.planning.algebra.expressions import Expressions
from qls.planning.algebra.scopes import FUNCTIONS, Scope, all_parameters, parameters
from qls.planning.algebra.values import OTHER, Code, Instance, Named, ops_of
from qls.planning.workbench import Context
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.values import Circuit

_ROUNDS = 40  # a value goes through one more cell in each


class Flow(Expressions):
    """What every expression of a program can be.

    Attributes:
        settled: all is known.
    """

    def __init__(self, context: Context, body: list[tuple[int, ast.stmt]]) -> None:
        super().__init__()
        self.context = context
        self.settled = False
        self._repeated: dict[tuple[int, int], dict[str, frozenset[int]]] = {}
        self._guarded = {
            self._number(event.id, event.statement) for event in context.facts.imports.values() if event.guarded
        }
        self.of_circuits = {
            self._number(calls[0].id, calls[0].node) for calls in context.facts.called.values() if _is_of_circuit(calls)
        }
        self._read(body)

    # --- statements ---------------------------------------------------------------------------------------------

    def _read(self, body: list[tuple[int, ast.stmt]]) -> None:
        for _, statement in body:
            self._stored |= {
                part.attr for part in ast.walk(statement)
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            }  # fmt: skip
        self._rounds(body)
        self._give_up()
        self._rounds(body)
        self.settled = not self.grown
        for atoms in list(self._cells.values()):
            self.meet(ops_of(atoms))
        for content in self._contents.values():
            self.meet(ops_of(content))

    def _number(self, id: NodeId, node: ast.AST) -> int:
        self.serial = id[0]
        return self.at(node)

    def _rounds(self, body: list[tuple[int, ast.stmt]]) -> None:
        for _ in range(_ROUNDS):
            if not self.grown:
                break
            self.grown = False
            self._module.reaching, self._module.pending = {}, []
            for self.serial, statement in body:
                self._statement(statement, self._module)

    def _give_up(self) -> None:
        """What nobody in sight gives to a parameter or an attribute can be anything."""
        for place, (node, _) in self._functions.items():
            for name in all_parameters(node) if isinstance(node, FUNCTIONS) else ():
                if not self._cells["variable", place, f"{name} 0"]:
                    self.give(place, name, OTHER)
        for name in self._stored:
            if not self._cells["attribute", 0, name]:
                self.put(("attribute", 0, name), OTHER)

    def _scope(self, body: Iterable[ast.stmt], scope: Scope) -> None:
        """The statements of a module, function or class, which run one after the other."""
        scope.reaching, scope.pending = {}, []
        self._body(body, scope)

    def _body(self, body: Iterable[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self._statement(statement, scope)

    def _again(self, node: ast.AST, body: Iterable[ast.stmt], scope: Scope) -> None:
        """Statements that may run again, or stop anywhere."""
        before = scope.begin(self._repeated.setdefault((scope.place, self.at(node)), {}))
        self._body(body, scope)
        scope.end(before)

    def _statement(self, node: ast.stmt, scope: Scope) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._define(node, scope)
            case ast.ClassDef():
                self._class(node, scope)
            case ast.ImportFrom() | ast.Import():
                self._import(node, scope)
            case ast.Assign(targets, value):
                known = self.value(value, scope)
                for target in targets:
                    self.assign(target, known, scope)
            case ast.AnnAssign(target, annotation, value):
                self.value(annotation, scope)
                if value is not None:
                    self.assign(target, self.value(value, scope), scope)
            case ast.AugAssign(target, op, value):
                known = self.value(target, scope)
                self.assign(target, self.product(known, self.value(value, scope), op, value), scope)
            case ast.Return(value) if value is not None and (function := scope.function) is not None:
                self.put(("returned", function.place, ""), self.value(value, scope))
            case _:
                self._block(node, scope)

    def _block(self, node: ast.stmt, scope: Scope) -> None:
        """A statement with others in it."""
        match node:
            case ast.For(target, source) | ast.AsyncFor(target, source):
                content = self.item(self.value(source, scope))
                before = scope.begin(self._repeated.setdefault((scope.place, self.at(node)), {}))
                self.assign(target, content, scope)
                self._body(node.body, scope)
                scope.end(before)
                self._body(node.orelse, scope)
            case ast.While(test, body, orelse):
                self._again(node, (ast.Expr(test), *body), scope)
                self._body(orelse, scope)
            case ast.If(test, body, orelse):
                self.value(test, scope)
                before = dict(scope.reaching)
                self._body(body, scope)
                after, scope.reaching = scope.reaching, before
                self._body(orelse, scope)
                scope.join(after)
            case ast.Try(body, handlers, orelse, final):
                self._again(node, (*body, *(each for handler in handlers for each in handler.body), *orelse), scope)
                self._body(final, scope)
            case ast.With(parts, body) | ast.AsyncWith(parts, body):
                for part in parts:
                    self.value(part.context_expr, scope)
                    if part.optional_vars is not None:
                        self.assign(part.optional_vars, OTHER, scope)
                self._body(body, scope)
            case ast.Match():
                self.value(node.subject, scope)
                self._again(node, [each for branch in node.cases for each in branch.body], scope)
            case _:
                self.parts(node, scope)

    def parts(self, node: ast.AST, scope: Scope) -> None:
        """The statements and expressions in a statement of no further meaning."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._statement(child, scope)
            elif isinstance(child, ast.expr):
                self.value(child, scope)
            else:
                self.parts(child, scope)

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        place = self.at(node)
        inner = scope.of(node, place)
        self._functions[place] = (node, inner)
        self.bind(node, node.name, frozenset({Code(place)}), scope)
        for name in fields(node):
            self._stored.add(name)
        self._scope(node.body, inner)

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        place = self.at(node)
        inner = scope.of(node, place)
        self._functions[place] = (node, inner)
        decorators = {getattr(each, "id", getattr(each, "attr", "")) for each in node.decorator_list}
        if isinstance(scope.node, ast.ClassDef):
            if place not in self._methods[node.name]:
                self._methods[node.name].append(place)
            if node.name == "__init__":
                self._makers[scope.place] = place
            for name in () if decorators & {"staticmethod", "classmethod"} else parameters(node)[:1]:
                self.give(place, name, frozenset({Instance(scope.place)}))
            if decorators & {"property", "cached_property"}:
                self._properties.add(node.name)
        else:
            self.bind(node, node.name, frozenset({Code(place)}), scope)
        self.defaults(node, scope)
        self._scope(node.body, inner)

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        guarded = self.at(node) in self._guarded
        for alias in node.names:
            brought = [] if guarded else list(naming.brought(node, alias))
            for bound, name, module in brought:
                self.bind(alias, bound, frozenset({Named(name, module)}), scope)
            if not brought:
                self.bind(alias, alias.asname or alias.name.partition(".")[0], OTHER, scope)


def _is_of_circuit(calls: list[Called]) -> bool:
    """True for a call that is given a circuit, whatever runs before."""
    given = [event.arguments[0] if event.arguments else frozenset() for event in calls]
    return all(value and all(isinstance(atom, Circuit) for atom in value) for value in given)
