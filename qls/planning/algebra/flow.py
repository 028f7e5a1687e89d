"""Where operators of opflow flow in a program: through names, functions, lists, attributes, in whatever order.

Every variable, attribute, item and returned value is a cell that holds all that it can be. The program is read until
no cell holds anything new; then what every expression can be is known.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable

from qls.catalogue import opflow, roles
from qls.planning.algebra.scopes import COMPREHENSIONS, FUNCTIONS, Function, Key, Scope, all_parameters, parameters
from qls.planning.algebra.values import (
    NONE, NOTHING, NUMBER, OPFLOW, OTHER, SPARSE, Atoms, Box, Code, Named, Op, items, member, ops_of, product,
)  # fmt: skip
from qls.planning.opflow.names import MODULE
from qls.planning.opflow.operators import number
from qls.planning.workbench import Context

_ROUNDS = 40  # a value goes through one more cell in each
_NUMBERS = {"len", "range", "float", "int", "abs", "min", "max", "round", "complex"}
_PUTS = {"append": 0, "add": 0, "insert": 1, "setdefault": 1}
_GIVES = {"pop", "get", "popitem", "values", "items", "copy", "setdefault"}
_CALLS_BACK = {"minimize"}  # scipy's: the function gets the items of ``args`` behind the point


class Flow:
    """What every expression of a program can be.

    Attributes:
        seen: by the identity of an expression, what it can be.
        settled: all is known.
        letters: by the identity of a name that is one of opflow's Paulis, which one.
        unseen: functions that go where it is not seen who calls them.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.seen: dict[int, Atoms] = {}
        self.letters: dict[int, str] = {}
        self.unseen: set[int] = set()
        self.module = Scope()
        self._cells: dict[Key, Atoms] = defaultdict(frozenset)
        self._functions: dict[int, tuple[ast.AST, Scope]] = {}
        self._methods: dict[str, list[Function]] = defaultdict(list)
        self._properties: set[str] = set()
        self._stored: set[str] = set()
        self._roots: dict[int, int] = {}
        self._repeated: dict[tuple[int, int], dict[str, frozenset[int]]] = {}
        self._guarded = {id(event.statement) for event in context.facts.imports.values() if event.guarded}
        self._called: set[int] = set()
        self._grown, self.settled = True, False
        self._read()

    # --- what belongs together --------------------------------------------------------------------------------

    def root(self, origin: int) -> int:
        """One operator for all those that meet this one."""
        while (outer := self._roots.get(origin, origin)) != origin:
            origin = outer
        return origin

    def meet(self, ops: Iterable[Op]) -> None:
        """Operators that are combined, or kept in one place."""
        roots = sorted({self.root(op.origin) for op in ops})
        for each in roots[1:]:
            self._roots[each] = roots[0]

    def deep(self, atoms: Atoms, depth: int = 0) -> Atoms:
        """What a value can be, and what it can have in it."""
        found = set(atoms)
        for box in [atom for atom in atoms if isinstance(atom, Box)]:
            found |= self.deep(self._in(box), depth + 1) if depth < 4 else set()
        return frozenset(found)

    def functions(self) -> Iterable[tuple[ast.AST, Scope]]:
        return self._functions.values()

    def returned(self, node: ast.AST) -> Atoms:
        return self._cells["returned", id(node), ""]

    def has_method(self, name: str) -> bool:
        """True where a class of the program has a method of that name."""
        return name in self._methods

    def is_called(self, node: ast.AST) -> bool:
        return id(node) in self._called

    # --- cells --------------------------------------------------------------------------------------------------

    def _put(self, key: Key, atoms: Atoms) -> None:
        known = self._cells[key]
        if not atoms <= known:
            self._cells[key] = known | atoms
            self._grown = True

    def _in(self, box: Box) -> Atoms:
        cells = [atoms for (kind, place, _), atoms in self._cells.items() if kind == "item" and place == box.place]
        return frozenset().union(*cells)

    def _item(self, atoms: Atoms, index: int | str | None = None) -> Atoms:
        """What an item is, at ``index`` where that is known."""
        found = set(items(atoms))
        for atom in atoms:
            if isinstance(atom, Box):
                at = self._cells["item", atom.place, "" if index is None else str(index)]
                found |= self._in(atom) if index is None else at | self._cells["item", atom.place, "*"]
        found |= {atom for atom in atoms if atom in ("number", "opflow", "sparse", "other")}
        return frozenset(found)

    def _box(self, node: ast.AST, content: Atoms, index: str = "*") -> Atoms:
        self._put(("item", id(node), index), content)
        return frozenset({Box(id(node))})

    # --- statements ---------------------------------------------------------------------------------------------

    def _read(self) -> None:
        body = [statement for _, statement in self.context.module]
        for statement in body:
            self._stored |= {
                part.attr for part in ast.walk(statement)
                if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            }  # fmt: skip
        self._rounds(body)
        self._give_up()
        self._rounds(body)
        self.settled = not self._grown
        for atoms in list(self._cells.values()):
            self.meet(ops_of(atoms))
        for place in {place for kind, place, _ in self._cells if kind == "item"}:
            self.meet(ops_of(self._in(Box(place))))

    def _rounds(self, body: list[ast.stmt]) -> None:
        for _ in range(_ROUNDS):
            if not self._grown:
                break
            self._grown = False
            self._scope(body, self.module)

    def _give_up(self) -> None:
        """What nobody in sight gives to a parameter or an attribute can be anything."""
        for node, scope in self._functions.values():
            if isinstance(node, FUNCTIONS):
                for name in all_parameters(node):
                    if not self._cells["variable", id(node), f"{name} 0"]:
                        self._give(node, name, OTHER, scope)
        for name in self._stored:
            if not self._cells["attribute", 0, name]:
                self._put(("attribute", 0, name), OTHER)

    def _scope(self, body: Iterable[ast.stmt], scope: Scope) -> None:
        """The statements of a module, function or class, which run one after the other."""
        scope.reaching, scope.pending = {}, []
        self._body(body, scope)

    def _body(self, body: Iterable[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self._statement(statement, scope)

    def _variable(self, name: str, scope: Scope) -> Atoms:
        home = scope.home(name)
        if home is self.module and name not in home.bindings:
            return OTHER
        return frozenset().union(*(self._cells[key] for key in scope.keys(name)))

    def _bind(self, node: ast.AST, name: str, atoms: Atoms, scope: Scope, certain: bool = True) -> None:
        self._put(scope.bind(name, id(node), certain), atoms)

    def _again(self, node: ast.AST, body: Iterable[ast.stmt], scope: Scope) -> None:
        """Statements that may run again, or stop anywhere."""
        before = scope.begin(self._repeated.setdefault((id(scope), id(node)), {}))
        self._body(body, scope)
        scope.end(before)

    def _statement(self, node: ast.stmt, scope: Scope) -> None:  # noqa: PLR0912
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._define(node, scope)
            case ast.ClassDef():
                self._functions[id(node)] = (node, scope)
                self._bind(node, node.name, frozenset({Code(id(node))}), scope)
                self._scope(node.body, scope.of(node))
            case ast.ImportFrom() | ast.Import():
                self._import(node, scope)
            case ast.Assign(targets, value):
                known = self.value(value, scope)
                for target in targets:
                    self._assign(target, known, scope)
            case ast.AnnAssign(target, annotation, value):
                self.value(annotation, scope)
                if value is not None:
                    self._assign(target, self.value(value, scope), scope)
            case ast.AugAssign(target, op, value):
                known = self.value(target, scope)
                self._assign(target, self._product(known, self.value(value, scope), op, value), scope)
            case ast.Return(value) if value is not None and (function := scope.function) is not None:
                self._put(("returned", id(function), ""), self.value(value, scope))
            case ast.For(target, source) | ast.AsyncFor(target, source):
                content = self._item(self.value(source, scope))
                before = scope.begin(self._repeated.setdefault((id(scope), id(node)), {}))
                self._assign(target, content, scope)
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
                    known = self.value(part.context_expr, scope)
                    if part.optional_vars is not None:
                        self._assign(part.optional_vars, known if known == OTHER else OTHER, scope)
                self._body(body, scope)
            case ast.Match():
                self._again(node, [each for branch in node.cases for each in branch.body], scope)
                self._parts(node.subject, scope)
            case _:
                self._parts(node, scope)

    def _parts(self, node: ast.AST, scope: Scope) -> None:
        """The statements and expressions in a statement of no further meaning."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._statement(child, scope)
            elif isinstance(child, ast.expr):
                self.value(child, scope)
            else:
                self._parts(child, scope)

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        self._functions[id(node)] = (node, scope)
        decorators = {getattr(each, "id", getattr(each, "attr", "")) for each in node.decorator_list}
        if scope.in_class:
            if node not in self._methods[node.name]:
                self._methods[node.name].append(node)
            if decorators & {"property", "cached_property"}:
                self._properties.add(node.name)
        else:
            self._bind(node, node.name, frozenset({Code(id(node))}), scope)
        self._defaults(node, scope)
        self._scope(node.body, scope.of(node))

    def _defaults(self, node: Function, scope: Scope) -> None:
        given = node.args
        places = [*given.posonlyargs, *given.args]
        pairs = [*zip(places[len(places) - len(given.defaults) :], given.defaults, strict=True)]
        pairs += [(a, d) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True) if d is not None]
        for argument, default in pairs:
            self._give(node, argument.arg, self.value(default, scope), scope)
        for argument in (*places, *given.kwonlyargs):
            if argument.annotation is not None:
                self.value(argument.annotation, scope)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            self.value(node.returns, scope)

    def _give(self, node: ast.AST, name: str, atoms: Atoms, scope: Scope) -> None:
        """A function that stands in ``scope`` gets something for its parameter."""
        self._put(("variable", id(scope.of(node).node), f"{name} 0"), atoms)

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        guarded = id(node) in self._guarded
        for alias in node.names:
            brought = [] if guarded else list(_brought(node, alias))
            for bound, name, module in brought:
                self._bind(alias, bound, frozenset({Named(name, module)}), scope)
            if not brought:
                self._bind(alias, alias.asname or alias.name.partition(".")[0], OTHER, scope)

    def _assign(self, target: ast.expr, atoms: Atoms, scope: Scope, certain: bool = True) -> None:
        match target:
            case ast.Name(name):
                self._bind(target, name, atoms, scope, certain)
                if scope.in_class:
                    self._stored.add(name)
                    self._put(("attribute", 0, name), atoms)
            case ast.Attribute(value, name):
                self.value(value, scope)
                self._put(("attribute", 0, name), atoms)
            case ast.Subscript(value, index):
                self.value(index, scope)
                for atom in self.value(value, scope):
                    if isinstance(atom, Box):
                        self._put(("item", atom.place, "*"), atoms)
            case ast.Tuple(parts) | ast.List(parts):
                for place, part in enumerate(parts):
                    if isinstance(part, ast.Starred):
                        self._assign(part.value, self._box(part, self._item(atoms)), scope, certain)
                    else:
                        self._assign(part, self._item(atoms, place), scope, certain)

    # --- expressions --------------------------------------------------------------------------------------------

    def value(self, node: ast.expr, scope: Scope) -> Atoms:
        """What an expression can be, as far as is known by now."""
        found = self._value(node, scope)
        self.seen[id(node)] = self.seen.get(id(node), NOTHING) | found  # statements with the same text share nodes
        return found

    def _value(self, node: ast.expr, scope: Scope) -> Atoms:  # noqa: PLR0911, PLR0912
        match node:
            case ast.Name(name):
                return self._loaded(self._variable(name, scope), node)
            case ast.Constant(value):
                return NONE if value is None else NUMBER if isinstance(value, (int, float, complex)) else OTHER
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.BinOp(left, op, right):
                return self._product(self.value(left, scope), self.value(right, scope), op, left, right)
            case ast.UnaryOp(op, operand):
                known = self.value(operand, scope)
                if isinstance(op, ast.USub):
                    return product(known, NUMBER, ast.Mult(), -1.0)
                return OTHER if isinstance(op, ast.Not) else known
            case ast.Call():
                return self._call(node, scope)
            case ast.IfExp(test, body, orelse):
                self.value(test, scope)
                return self.value(body, scope) | self.value(orelse, scope)
            case ast.BoolOp(_, values):
                return frozenset().union(*[self.value(each, scope) for each in values])
            case ast.Subscript(value, index):
                self.value(index, scope)
                at = index.value if isinstance(index, ast.Constant) and type(index.value) in (int, str) else None
                known = self.value(value, scope)
                return known if isinstance(index, ast.Slice) else self._item(known, at)
            case ast.List(parts) | ast.Tuple(parts) | ast.Set(parts):
                return self._display(node, parts, scope)
            case ast.Dict(keys, values):
                for key, each in zip(keys, values, strict=True):
                    if key is not None:
                        self.value(key, scope)
                    known = self.value(each, scope)
                    at = str(key.value) if isinstance(key, ast.Constant) else "*"
                    self._box(node, self._item(known) if key is None else known, at)
                return frozenset({Box(id(node))})
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehended(node, scope)
            case ast.Lambda():
                self._functions[id(node)] = (node, scope)
                self._defaults(node, scope)
                self._put(("returned", id(node), ""), self.value(node.body, scope.of(node)))
                return frozenset({Code(id(node))})
            case ast.NamedExpr(target, value):
                known = self.value(value, scope)
                self._assign(target, known, scope, certain=False)
                return known
            case ast.Starred(value):
                return self.value(value, scope)
        self._parts(node, scope)
        return OTHER

    def _loaded(self, atoms: Atoms, node: ast.expr) -> Atoms:
        """A name where it is read: one of opflow's Paulis is an operator of its own there."""
        found = set[Op | Box | Code | Named | str]()
        for atom in atoms:
            if isinstance(atom, Named) and not atom.module and atom.name in opflow.PAULIS:
                found.add(Op("pauli", True, True, 1, id(node), atom.name))
                self.letters[id(node)] = atom.name
            else:
                found.add(atom)
        return frozenset(found)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Atoms:
        known = self.value(node.value, scope)
        named = [atom for atom in known if isinstance(atom, Named)]
        if named:
            return self._loaded(frozenset(_reached(each, node.attr) for each in named), node)
        if ops_of(known):
            return member(known, node.attr)
        if not known or known <= NUMBER | SPARSE | OPFLOW:
            return known if node.attr != "num_qubits" else NUMBER
        found = self._cells["attribute", 0, node.attr]
        if node.attr in self._properties:
            for method in self._methods[node.attr]:
                self._called.add(id(method))
                found |= self._cells["returned", id(method), ""]
        if node.attr == "num_qubits":
            return NUMBER
        return found if found or node.attr in {*self._stored, *self._properties} else OTHER

    def _product(
        self, left: Atoms, right: Atoms, op: ast.operator, node: ast.expr, other: ast.expr | None = None
    ) -> Atoms:
        boxes = frozenset(atom for atom in left | right if isinstance(atom, Box))
        if boxes and isinstance(op, (ast.Add, ast.Mult)):  # lists that are joined, or repeated
            whole = [self._in(box) for box in boxes if isinstance(box, Box)]
            for box in boxes if isinstance(op, ast.Add) else ():
                assert isinstance(box, Box)
                self._put(("item", box.place, "*"), frozenset().union(*whole))
            return boxes
        factors = [number(each) for each in (node, other) if each is not None]
        self.meet((*ops_of(left), *ops_of(right)))
        return product(left, right, op, next((each for each in factors if each is not None), None))

    def _display(self, node: ast.expr, parts: list[ast.expr], scope: Scope) -> Atoms:
        found = self._box(node, NOTHING)
        starred = any(isinstance(part, ast.Starred) for part in parts)
        for place, part in enumerate(parts):
            known = self.value(part, scope)
            content = self._item(known) if isinstance(part, ast.Starred) else known
            self._box(node, content, "*" if starred else str(place))
        return found

    def _comprehended(self, node: ast.expr, scope: Scope) -> Atoms:
        assert isinstance(node, COMPREHENSIONS)
        inner = scope.of(node)
        for generator in node.generators:
            self._assign(generator.target, self._item(self.value(generator.iter, inner)), inner)
            for test in generator.ifs:
                self.value(test, inner)
        if isinstance(node, ast.DictComp):
            self.value(node.key, inner)
            return self._box(node, self.value(node.value, inner))
        return self._box(node, self.value(node.elt, inner))

    # --- calls --------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call, scope: Scope) -> Atoms:
        given = [self.value(argument, scope) for argument in node.args]
        named = {keyword.arg or "": self.value(keyword.value, scope) for keyword in node.keywords}
        if isinstance(node.func, ast.Attribute):
            found = self._method(node, node.func, given, named, scope)
            if found is not None:
                return found
        known = self.value(node.func, scope)
        if not known:
            return NOTHING
        found = set[Op | Box | Code | Named | str]()
        for atom in known:
            if isinstance(atom, Code):
                found |= self._enter(self._functions[atom.place][0], given, named)
            elif isinstance(atom, Named):
                found |= self._made(atom.name, node, given)
        if found or any(isinstance(atom, (Code, Named)) for atom in known):
            return frozenset(found)
        return self._builtin(node, given, scope)

    def _made(self, name: str, node: ast.Call, given: list[Atoms]) -> Atoms:
        """What a class of opflow makes, or one of quantum_info."""
        last = name.rpartition(".")[2]
        if not name.startswith(f"{MODULE}."):
            return SPARSE if "SparsePauliOp" in name.split(".") else OTHER
        if name.endswith("PauliSumOp.from_list") or last in opflow.CLASSES:
            plain = len(node.args) < 2 and not node.keywords
            label = _label(node) if last == "PauliOp" else ""
            return frozenset({Op(opflow.CLASSES.get(last, "sum"), plain, True, len(label) or None, id(node), label)})
        return OPFLOW

    def _method(
        self, node: ast.Call, func: ast.Attribute, given: list[Atoms], named: dict[str, Atoms], scope: Scope
    ) -> Atoms | None:
        """What a method gives; None where the call is no method of anything that is followed."""
        known = self.value(func.value, scope)
        if ops_of(known):
            self.value(func, scope)
            return self._algebra(known, func.attr, given)
        boxes = [atom for atom in known if isinstance(atom, Box)]
        for box in boxes:
            self._fill(box, func.attr, given)
        if boxes and func.attr in _GIVES:
            return self._given(node, known, func.attr)
        if not known or any(isinstance(atom, Named) for atom in known) or func.attr not in self._methods:
            return None
        self.value(func, scope)
        found = set(self._cells["attribute", 0, func.attr])
        for method in self._methods[func.attr]:
            found |= self._enter(method, given, named, bound=not _is_static(method))
        return frozenset(found)

    def _algebra(self, known: Atoms, name: str, given: list[Atoms]) -> Atoms:
        other = given[0] if given else NOTHING
        operators = {"tensor": ast.BitXor(), "compose": ast.MatMult(), "add": ast.Add(), "mul": ast.Mult()}
        if name in operators and len(given) == 1:
            self.meet((*ops_of(known), *ops_of(other)))
            return product(known, other, operators[name])
        if name == "tensorpower":
            return product(known, NUMBER, ast.BitXor())
        return member(known, name)

    def _fill(self, box: Box, name: str, given: list[Atoms]) -> None:
        at = _PUTS.get(name)
        if at is not None and len(given) > at:
            self._put(("item", box.place, "*"), given[at])
        elif name in ("extend", "update") and given:
            self._put(("item", box.place, "*"), self._item(given[0]))

    def _given(self, node: ast.Call, known: Atoms, name: str) -> Atoms:
        content = self._item(known)
        if name == "copy":
            return known
        if name == "values":
            return self._box(node, content)
        if name == "items":
            pair = self._box(node.func, OTHER, "0") | self._box(node.func, content, "1")
            return self._box(node, pair)
        return content | NONE

    def _enter(self, node: ast.AST, given: list[Atoms], named: dict[str, Atoms], bound: bool = False) -> Atoms:
        """What a function of the program returns, that is given these."""
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "__init__" and id(method) in self._functions:
                    self._enter(method, given, named, bound=True)
            return OTHER
        assert isinstance(node, FUNCTIONS)
        self._called.add(id(node))
        names, scope = parameters(node)[bound:], self._functions[id(node)][1]
        for name, atoms in zip(names, given, strict=False):
            self._give(node, name, atoms, scope)
        if node.args.vararg is not None:
            for atoms in given[len(names) :]:
                self._give(node, node.args.vararg.arg, self._box(node.args, atoms), scope)
        for key, atoms in named.items():
            if key in all_parameters(node):
                self._give(node, key, atoms, scope)
        return self._cells["returned", id(node), ""]

    def _builtin(self, node: ast.Call, given: list[Atoms], scope: Scope) -> Atoms:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = given[0] if given else NOTHING
        if name == "sum" and given:
            item = self._item(first)
            return product(item, item, ast.Add()) | frozenset(ops_of(item)) if ops_of(item) else NUMBER
        if name in ("enumerate", "zip") and given:
            parts = [NUMBER, self._item(first)] if name == "enumerate" else [self._item(each) for each in given]
            pair: Atoms = NOTHING
            for place, part in enumerate(parts):
                pair |= self._box(node.func, part, str(place))
            return self._box(node, pair)
        if name in opflow.PASSING and given:
            return first if any(isinstance(atom, Box) for atom in first) else self._copied(name, first)
        if name in _NUMBERS:
            return NUMBER
        if name in _CALLS_BACK:
            self._call_back(node, given, scope)
            return OTHER
        for atom in self.deep(frozenset().union(*given)):
            if isinstance(atom, Code):
                self._give_away(atom)
        return OTHER

    def _copied(self, name: str, first: Atoms) -> Atoms:
        return first if name in ("copy", "deepcopy") or first <= NUMBER else OTHER

    def _call_back(self, node: ast.Call, given: list[Atoms], scope: Scope) -> None:
        """``minimize(fun, x0, args=(…))``."""
        behind = next((self.seen[id(k.value)] for k in node.keywords if k.arg == "args"), NOTHING)
        behind = given[2] if len(given) > 2 else behind
        for atom in given[0] if given else ():
            if isinstance(atom, Code):
                function = self._functions[atom.place][0]
                count = len(parameters(function)) - 1 if isinstance(function, FUNCTIONS) else 0
                boxed = [self._item(behind, place) for place in range(max(count, 0))]
                self._enter(function, [OTHER, *boxed], {})

    def _give_away(self, code: Code) -> None:
        """A function goes where it is called with what is not known."""
        node, scope = self._functions[code.place]
        self.unseen.add(code.place)
        if isinstance(node, FUNCTIONS):
            self._called.add(id(node))
            for name in all_parameters(node):
                self._give(node, name, OTHER, scope)


def _brought(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Iterable[tuple[str, str, bool]]:
    """What an import binds: the local name, the dotted one, whether that is a module."""
    if isinstance(node, ast.Import):
        bound = alias.asname or alias.name.partition(".")[0]
        name = alias.name if alias.asname else bound
        if name == "qiskit" or name.startswith("qiskit."):
            yield bound, name, True
        return
    module = node.module or ""
    if module.split(".")[0] != "qiskit" or node.level:
        return
    if alias.name == "*":
        for each in sorted(roles.STAR[MODULE]) if module == MODULE else ():
            yield each, _short(f"{MODULE}.{each}"), False
        return
    name = f"{module}.{alias.name}"
    if f"{name}.".startswith(f"{MODULE}."):
        is_module = alias.name.islower()
        yield alias.asname or alias.name, name if is_module else _short(name), is_module
    else:
        yield alias.asname or alias.name, name, alias.name.islower()


def _label(node: ast.Call) -> str:
    """The string in ``PauliOp(Pauli("XZ"))``; empty where it is not written there."""
    match node.args:
        case [ast.Call(_, [ast.Constant(str(label))], []), *_] if {*label} <= opflow.PAULIS:
            return label
    return ""


def _short(name: str) -> str:
    """A Pauli is called by its letter, wherever it is imported from; anything else keeps its path."""
    last = name.rpartition(".")[2]
    return last if last in opflow.PAULIS else f"{MODULE}.{last}"


def _reached(atom: Named, name: str) -> Named:
    path = f"{atom.name}.{name}"
    inside = f"{path}.".startswith(f"{MODULE}.")
    module = atom.module and name.islower()
    return Named(_short(path) if inside and not module and atom.module else path, module)


def _is_static(node: Function) -> bool:
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return any(isinstance(each, ast.Name) and each.id == "staticmethod" for each in decorators)


__all__ = ["Flow"]
