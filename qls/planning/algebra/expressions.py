"""What expressions are, as far as operators of opflow are concerned."""

from __future__ import annotations

import ast
from abc import abstractmethod

from qls.catalogue import opflow
from qls.planning.algebra import naming
from qls.planning.algebra.calls import Calls
from qls.planning.algebra.scopes import COMPREHENSIONS, Function, Scope
from qls.planning.algebra.values import (
    NONE,
    NOTHING,
    NUMBER,
    OPFLOW,
    OTHER,
    SPARSE,
    Atom,
    Atoms,
    Box,
    Code,
    Named,
    Op,
    member,
    ops_of,
    product,
)
from qls.planning.opflow.operators import number


class Expressions(Calls):
    """Reads expressions.

    Attributes:
        letters: by the number of a name that is one of opflow's Paulis, which one.
        gates: the same of its gates.
    """

    def __init__(self) -> None:
        super().__init__()
        self.letters: dict[int, str] = {}
        self.gates: dict[int, str] = {}
        self._module = Scope()
        self._properties: set[str] = set()
        self._stored: set[str] = set()

    @abstractmethod
    def parts(self, node: ast.AST, scope: Scope) -> None:
        """The statements and expressions in what has no further meaning."""

    def value(self, node: ast.expr, scope: Scope) -> Atoms:
        """What an expression can be, as far as is known by now."""
        found = self._value(node, scope)
        self.seen[self.at(node)] = self.seen.get(self.at(node), NOTHING) | found
        return found

    def _value(self, node: ast.expr, scope: Scope) -> Atoms:
        match node:
            case ast.Name(name):
                return self._loaded(self._variable(name, scope), node)
            case ast.Constant(value):
                return NONE if value is None else NUMBER if isinstance(value, (int, float, complex)) else OTHER
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.Call():
                return self.call(node, scope)
            case ast.List(parts) | ast.Tuple(parts) | ast.Set(parts):
                return self._display(node, parts, scope)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehended(node, scope)
            case ast.Subscript():
                return self._subscript(node, scope)
            case ast.Lambda():
                return self._lambda(node, scope)
        return self._combination(node, scope)

    def _lambda(self, node: ast.Lambda, scope: Scope) -> Atoms:
        place = self.at(node)
        inner = scope.of(node, place)
        self._functions[place] = (node, inner)
        self.defaults(node, scope)
        self.put(("returned", place, ""), self.value(node.body, inner))
        return frozenset({Code(place)})

    def _combination(self, node: ast.expr, scope: Scope) -> Atoms:
        match node:
            case ast.BinOp(left, op, right):
                return self.product(self.value(left, scope), self.value(right, scope), op, left, right)
            case ast.UnaryOp(ast.USub(), operand):
                return product(self.value(operand, scope), NUMBER, ast.Mult(), -1.0)
            case ast.UnaryOp(ast.Invert(), operand):
                known = self.value(operand, scope)
                return member(known, "adjoint") if ops_of(known) else known
            case ast.Starred(operand):
                return self.value(operand, scope)
            case ast.IfExp(test, body, orelse):
                self.value(test, scope)
                return self.value(body, scope) | self.value(orelse, scope)
            case ast.BoolOp(_, values):
                return frozenset().union(*[self.value(each, scope) for each in values])
            case ast.NamedExpr(target, value):
                known = self.value(value, scope)
                self.assign(target, known, scope, certain=False)
                return known
            case ast.Dict():
                return self._dictionary(node, scope)
            case ast.Yield(value) if value is not None and (function := scope.function) is not None:
                self.put(("item", function.place, "*"), self.value(value, scope))
                self.put(("returned", function.place, ""), frozenset({Box(function.place)}))
                return OTHER
        self.parts(node, scope)
        return OTHER

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Atoms:
        self.value(node.slice, scope)
        known = self.value(node.value, scope)
        if isinstance(node.slice, ast.Slice):
            boxes = any(isinstance(atom, Box) for atom in known)
            return self.box(node, self.item(known)) if boxes else known
        return self.item(known, str(node.slice.value) if isinstance(node.slice, ast.Constant) else None)

    def _dictionary(self, node: ast.Dict, scope: Scope) -> Atoms:
        for key, each in zip(node.keys, node.values, strict=True):
            if key is not None:
                self.value(key, scope)
            known = self.value(each, scope)
            at = str(key.value) if isinstance(key, ast.Constant) else "*"
            self.box(node, self.item(known) if key is None else known, at)
        return frozenset({Box(self.at(node))})

    def _loaded(self, atoms: Atoms, node: ast.expr) -> Atoms:
        """A name where it is read: one of opflow's Paulis is an operator of its own there."""
        found = set[Atom]()
        for atom in atoms:
            if isinstance(atom, Named) and atom.name in opflow.PAULIS:
                found.add(Op("pauli", True, True, 1, self.at(node), atom.name))
                self.letters[self.at(node)] = atom.name
            elif isinstance(atom, Named) and atom.name in opflow.STATES:
                found.add(Op("state", atom.name in ("Zero", "One"), True, 1, self.at(node)))
                self.letters[self.at(node)] = opflow.STATES[atom.name]
            elif isinstance(atom, Named) and (width := naming.gate(atom)):
                found.add(Op("evolution", True, True, width, self.at(node)))
                self.gates[self.at(node)] = atom.name.rpartition(".")[2]
            else:
                found.add(atom)
        return frozenset(found)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Atoms:
        known = self.value(node.value, scope)
        named = [atom for atom in known if isinstance(atom, Named)]
        if named:
            return self._loaded(frozenset(naming.reached(each, node.attr) for each in named), node)
        if ops_of(known):
            return member(known, node.attr)
        if not known or known <= NUMBER | SPARSE | OPFLOW:
            return known if node.attr != "num_qubits" else NUMBER
        found = self._cells["attribute", 0, node.attr]
        if node.attr in self._properties:
            for method in self._methods[node.attr]:
                self._called.add(method)
                found |= self._cells["returned", method, ""]
        if node.attr == "num_qubits":
            return NUMBER
        return found if found or node.attr in {*self._stored, *self._properties} else OTHER

    def product(
        self, left: Atoms, right: Atoms, op: ast.operator, node: ast.expr, other: ast.expr | None = None
    ) -> Atoms:
        boxes = frozenset(atom for atom in left | right if isinstance(atom, Box))
        if boxes and isinstance(op, (ast.Add, ast.Mult)):  # lists that are joined, or repeated
            whole = [self.content(box) for box in boxes if isinstance(box, Box)]
            for box in boxes if isinstance(op, ast.Add) else ():
                assert isinstance(box, Box)
                self.put(("item", box.place, "*"), frozenset().union(*whole))
            return boxes
        factors = [number(each) for each in (node, other) if each is not None]
        self.meet((*ops_of(left), *ops_of(right)))
        return product(left, right, op, next((each for each in factors if each is not None), None))

    def _display(self, node: ast.expr, parts: list[ast.expr], scope: Scope) -> Atoms:
        found = self.box(node, NOTHING)
        starred = any(isinstance(part, ast.Starred) for part in parts)
        for place, part in enumerate(parts):
            known = self.value(part, scope)
            content = self.item(known) if isinstance(part, ast.Starred) else known
            self.box(node, content, "*" if starred else str(place))
        return found

    def _comprehended(self, node: ast.expr, scope: Scope) -> Atoms:
        assert isinstance(node, COMPREHENSIONS)
        inner = scope.of(node, self.at(node))
        for generator in node.generators:
            self.assign(generator.target, self.item(self.value(generator.iter, inner)), inner)
            for test in generator.ifs:
                self.value(test, inner)
        if isinstance(node, ast.DictComp):
            self.value(node.key, inner)
            return self.box(node, self.value(node.value, inner))
        return self.box(node, self.value(node.elt, inner))

    # --- names ---------------------------------------------------------------------------------------------------

    def _variable(self, name: str, scope: Scope) -> Atoms:
        home = scope.home(name)
        if home is self._module and name not in home.bindings:
            return OTHER
        return frozenset().union(*(self._cells[key] for key in scope.keys(name)))

    def bind(self, node: ast.AST, name: str, atoms: Atoms, scope: Scope, certain: bool = True) -> None:
        self.put(scope.bind(name, self.at(node), certain), atoms)

    def defaults(self, node: Function, scope: Scope) -> None:
        given = node.args
        places = [*given.posonlyargs, *given.args]
        pairs = [*zip(places[len(places) - len(given.defaults) :], given.defaults, strict=True)]
        pairs += [(a, d) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True) if d is not None]
        for argument, default in pairs:
            self.give(self.at(node), argument.arg, self.value(default, scope))
        for argument in (*places, *given.kwonlyargs):
            if argument.annotation is not None:
                self.value(argument.annotation, scope)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            self.value(node.returns, scope)

    def assign(self, target: ast.expr, atoms: Atoms, scope: Scope, certain: bool = True) -> None:
        match target:
            case ast.Name(name):
                self.bind(target, name, atoms, scope, certain)
                if scope.in_class:
                    self._stored.add(name)
                    self.put(("attribute", 0, name), atoms)
            case ast.Attribute(value, name):
                self.value(value, scope)
                self.put(("attribute", 0, name), atoms)
            case ast.Subscript(value, index):
                self.value(index, scope)
                for atom in self.value(value, scope):
                    if isinstance(atom, Box):
                        self.put(("item", atom.place, "*"), atoms)
            case ast.Tuple(parts) | ast.List(parts):
                for place, part in enumerate(parts):
                    if isinstance(part, ast.Starred):
                        self.assign(part.value, self.box(part, self.item(atoms)), scope, certain)
                    else:
                        self.assign(part, self.item(atoms, str(place)), scope, certain)
