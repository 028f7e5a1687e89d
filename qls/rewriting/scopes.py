"""Which names a statement reads and binds, and in which scope: the module's own, or one of a function, class or
comprehension in it. By Python's rules (language reference, 4.2: naming and binding)."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile
from weakref import WeakKeyDictionary

from qls.syntax.nest import Nest
from qls.syntax.statement import Tree
from qls.syntax.text import Position, Range

MODULE, CLASS, FUNCTION, COMPREHENSION = "module", "class", "function", "comprehension"
_ASSIGNED = (ast.Assign, ast.AnnAssign, ast.AugAssign)


@dataclass(eq=False)
class Scope:
    """One scope of a statement.

    Attributes:
        node: the function, class or comprehension; None for the module.
        bound: the names that are its own.
        asked: names that it takes from the module (``global``) or from a function around it (``nonlocal``).
    """

    kind: str
    node: ast.AST | None
    parent: Scope | None
    bound: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> Scope:
        """The scope that ``name`` belongs to where it stands in this one; the module's where it is nobody else's."""
        scope: Scope | None = self
        if self.asked.get(name) == "global":
            return self.module
        while scope is not None and scope.parent is not None:
            own = name in scope.bound and name not in scope.asked
            if own and (scope is self or scope.kind != CLASS):
                return scope
            if scope.asked.get(name) == "global":
                return self.module
            scope = scope.parent
        return self.module

    @property
    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def is_inside(self, other: Scope) -> bool:
        """True where it is ``other``, or stands in it."""
        scope: Scope | None = self
        while scope is not None and scope is not other:
            scope = scope.parent
        return scope is other

    @property
    def activation(self) -> Scope:
        """The function, class or module that runs what stands here: a comprehension runs where it stands."""
        scope = self
        while scope.kind == COMPREHENSION and scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(frozen=True)
class Occurrence:
    """A name where it is read or bound.

    Attributes:
        span: where it stands; of an import or definition, the whole statement. Counted from the statement's first line.
        scope: the scope that it stands in.
        home: the scope that it belongs to.
        at: when it is bound: an assignment binds after its value is computed.
        loops: the loops around it, inside ``home``'s function, class or module.
        imported: it is bound by an import.
    """

    name: str
    node: ast.AST
    span: Range
    scope: Scope
    home: Scope
    at: Position
    loops: tuple[Range, ...]
    imported: bool = False


@dataclass
class Scopes:
    """The names of one statement.

    Attributes:
        loads, binds: by name.
        spans: the scopes with the places that they cover, the outer ones first.
    """

    module: Scope
    loads: dict[str, list[Occurrence]] = field(default_factory=dict)
    binds: dict[str, list[Occurrence]] = field(default_factory=dict)
    spans: list[tuple[Range, Scope]] = field(default_factory=list)
    stars: bool = False

    loops: list[tuple[Range, Scope]] = field(default_factory=list)

    def at(self, span: Range) -> Scope:
        """The innermost scope around ``span``, a place that is not itself the scope's node."""
        around = (self.spans[number] for number in self._spans.outwards(span))
        return next((scope for place, scope in around if place != span), self.module)

    def span(self, scope: Scope) -> Range:
        """What a scope covers, one that is not the module's."""
        return self._covered[scope]

    def loops_at(self, span: Range) -> list[Range]:
        """The loops around a place, inside the function, class or module that runs it."""
        runs = self.at(span).activation
        around = [self.loops[number] for number in self._loops.around(span)]
        return [loop for loop, scope in around if scope.activation is runs]

    def loads_in(self, span: Range) -> list[Occurrence]:
        """What is read inside ``span``, name by name."""
        return [self._all_loads[number] for number in self._loads.inside(span)]

    def binds_in(self, span: Range) -> list[Occurrence]:
        """What is bound inside ``span``, name by name."""
        return [self._all_binds[number] for number in self._binds.inside(span)]

    def binds_of(self, name: str, home: Scope) -> list[Occurrence]:
        """Where ``home`` binds ``name``."""
        return self._by_home.get((name, home), [])

    @property
    def bound_by_module(self) -> list[str]:
        """The module's names that are bound, in whatever scope that stands."""
        return [name for name, home in self._by_home if home is self.module]

    def home(self, node: ast.Name, scope: Scope) -> Scope:
        """The scope that a name belongs to which is read somewhere in ``scope``."""
        return self._homes.get(node) or scope.resolve(node.id)

    # Made when they are first asked for, once it is known what the statement has.

    @cached_property
    def _spans(self) -> Nest:
        return Nest([span for span, _ in self.spans])

    @cached_property
    def _covered(self) -> dict[Scope, Range]:
        return {scope: span for span, scope in reversed(self.spans)}

    @cached_property
    def _loops(self) -> Nest:
        return Nest([span for span, _ in self.loops])

    @cached_property
    def _all_loads(self) -> list[Occurrence]:
        return [load for loads in self.loads.values() for load in loads]

    @cached_property
    def _loads(self) -> Nest:
        return Nest([load.span for load in self._all_loads])

    @cached_property
    def _all_binds(self) -> list[Occurrence]:
        return [bind for binds in self.binds.values() for bind in binds]

    @cached_property
    def _binds(self) -> Nest:
        return Nest([bind.span for bind in self._all_binds])

    @cached_property
    def _by_home(self) -> dict[tuple[str, Scope], list[Occurrence]]:
        found: dict[tuple[str, Scope], list[Occurrence]] = {}
        for bind in self._all_binds:
            found.setdefault((bind.name, bind.home), []).append(bind)
        return found

    @cached_property
    def _homes(self) -> dict[ast.AST, Scope]:
        return {load.node: load.home for load in reversed(self._all_loads)}

    @staticmethod
    def expressions(tree: Tree, span: Range) -> list[ast.expr]:
        """The expressions inside ``span``, each with its parts."""
        return _places_of(tree).expressions(span)

    @staticmethod
    def statement(tree: Tree, span: Range) -> ast.stmt | None:
        """The innermost statement around ``span``."""
        return _places_of(tree).statement(span)


class _Places:
    """Where the parts of a statement stand, in the order of the text."""

    def __init__(self, tree: Tree) -> None:
        self._expressions: list[tuple[Range, int, ast.expr]] = []  # the number: the outer ones come first
        self._statements: list[tuple[Range, ast.stmt]] = []
        self._around: dict[ast.stmt, ast.stmt] = {}
        for number, part in enumerate(ast.walk(tree.module) if tree.module is not None else ()):
            if isinstance(part, ast.expr):
                self._expressions.append((tree.range(part), number, part))
            elif isinstance(part, ast.stmt):
                self._statements.append((tree.range(part), part))
                self._around |= dict.fromkeys(_statements_in(part), part)
        self._expressions.sort(key=lambda each: (each[0].start, each[1]))
        self._statements.sort(key=lambda each: each[0].start)
        self._range = {part: span for span, part in self._statements}

    def expressions(self, span: Range) -> list[ast.expr]:
        first = bisect_left(self._expressions, span.start, key=lambda each: each[0].start)
        inside = takewhile(lambda each: each[0].start <= span.end, islice(self._expressions, first, None))
        found = [(number, part) for place, number, part in inside if span.contains(place)]
        return [part for _, part in sorted(found, key=lambda each: each[0])]

    def statement(self, span: Range) -> ast.stmt | None:
        behind = bisect_right(self._statements, span.start, key=lambda each: each[0].start)
        found = self._statements[behind - 1][1] if behind else None
        while found is not None and not self._range[found].contains(span):
            found = self._around.get(found)
        return found


def _statements_in(around: ast.AST) -> Iterator[ast.stmt]:
    """The statements whose nearest statement around them is ``around``."""
    for child in ast.iter_child_nodes(around):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, (ast.excepthandler, ast.match_case)):
            yield from _statements_in(child)


_PLACES: WeakKeyDictionary[Tree, _Places] = WeakKeyDictionary()


def _places_of(tree: Tree) -> _Places:
    known = _PLACES.get(tree)
    if known is None:
        known = _PLACES[tree] = _Places(tree)
    return known


# By the statement's tree, which is shared by all statements with the same text.
_KNOWN: WeakKeyDictionary[Tree, Scopes] = WeakKeyDictionary()


def scopes_of(tree: Tree) -> Scopes:
    """The names of a statement; none where it does not parse."""
    known = _KNOWN.get(tree)
    if known is None:
        known = _KNOWN[tree] = _Reader(tree).read()
    return known


class _Reader:
    """Goes through a statement once, then resolves what it met."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.scope = Scope(MODULE, None, None)
        self.found = Scopes(self.scope)
        self.loops: tuple[Range, ...] = ()
        self.met: list[tuple[bool, str, ast.AST, Scope, Position, tuple[Range, ...], bool]] = []
        self.binds_at: Position | None = None

    def read(self) -> Scopes:
        if self.tree.module is not None:
            self.each(self.tree.module.body)
        for bound, name, node, scope, at, loops, imported in self.met:
            home = scope.resolve(name)
            into = self.found.binds if bound else self.found.loads
            span = self.tree.range(node)
            into.setdefault(name, []).append(
                Occurrence(name, node, span=span, scope=scope, home=home, at=at, loops=loops, imported=imported)
            )
        return self.found

    # --- what is met ----------------------------------------------------------------------------------------------

    def load(self, name: str, node: ast.AST) -> None:
        self.met.append((False, name, node, self.scope, self.tree.range(node).start, self.loops, False))

    def bind(self, name: str, node: ast.AST, *, imported: bool = False, scope: Scope | None = None) -> None:
        scope = scope or self.scope
        if name not in scope.asked:
            scope.bound.add(name)
        at = self.binds_at or self.tree.range(node).start
        self.met.append((True, name, node, scope, at, self.loops, imported))

    def visit(self, node: ast.AST) -> None:
        """Without recursion where nothing is special: a sum of a thousand terms is as deep."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            handler = getattr(self, f"visit_{type(node).__name__}", None)
            if handler is not None:
                handler(node)
            elif isinstance(node, _ASSIGNED):
                self.assigned(node)
            else:
                waiting.extend(reversed(list(ast.iter_child_nodes(node))))

    def each(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.load(node.id, node)
        else:
            self.bind(node.id, node)

    def assigned(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        self.each([node.value])
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self.load(node.target.id, node.target)
        if isinstance(node, ast.AnnAssign):
            self.visit(node.annotation)
            if node.value is None:
                return
        self.binds_at = self.tree.range(node).end
        self.each(targets)
        self.binds_at = None

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.bind(node.target.id, node.target, scope=self.scope.activation)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.found.stars = True
            else:
                plain = isinstance(node, ast.Import) and not alias.asname
                self.bind(alias.name.partition(".")[0] if plain else alias.asname or alias.name, node, imported=True)

    visit_ImportFrom = visit_Import

    def visit_Global(self, node: ast.Global) -> None:
        self.scope.asked |= dict.fromkeys(node.names, "global")
        self.scope.bound -= set(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.asked |= dict.fromkeys(node.names, "nonlocal")

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self.each([node.type])
        if node.name:
            self.bind(node.name, node)
        self.each(node.body)
        if node.name:  # it is unbound at the end
            self.binds_at = self.tree.range(node).end
            self.bind(node.name, node)
            self.binds_at = None

    def captured(self, node: ast.AST, name: str | None) -> None:
        if name:
            self.bind(name, node)
        self.each(ast.iter_child_nodes(node))

    def visit_MatchAs(self, node: ast.AST) -> None:
        self.captured(node, getattr(node, "name", None))

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.AST) -> None:
        self.captured(node, getattr(node, "rest", None))

    # --- loops ----------------------------------------------------------------------------------------------------

    def enter_loop(self, node: ast.AST) -> tuple[Range, ...]:
        around, span = self.loops, self.tree.range(node)
        self.found.loops.append((span, self.scope))
        self.loops = (*around, span)
        return around

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        around = self.enter_loop(node)
        self.each([node.target, *node.body])
        self.loops = around
        self.each(node.orelse)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        around = self.enter_loop(node)
        self.each([node.test, *node.body])
        self.loops = around
        self.each(node.orelse)

    # --- scopes ---------------------------------------------------------------------------------------------------

    def inside(self, kind: str, node: ast.AST, parts: Iterable[ast.AST | None]) -> None:
        outer, loops, at = self.scope, self.loops, self.binds_at
        self.scope = Scope(kind, node, outer)
        self.binds_at = None
        if kind != COMPREHENSION:
            self.loops = ()
        self.found.spans.append((self.tree.range(node), self.scope))
        self.each(parts)
        self.scope, self.loops, self.binds_at = outer, loops, at

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.bind(node.name, node)
        spec = node.args
        parameters = _parameters(spec)
        self.each([*node.decorator_list, *spec.defaults, *spec.kw_defaults, node.returns])
        self.each(parameter.annotation for parameter in parameters)
        asked = [part for statement in node.body for part in _own(statement) if isinstance(part, ast.Global)]
        self.inside(FUNCTION, node, [*asked, *map(_Parameter, parameters), *node.body])

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.each([*node.args.defaults, *node.args.kw_defaults])
        self.inside(FUNCTION, node, [*map(_Parameter, _parameters(node.args)), node.body])

    def visit__Parameter(self, node: _Parameter) -> None:
        self.bind(node.arg.arg, node.arg)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node.name, node)
        self.each([*node.decorator_list, *node.bases, *node.keywords])
        self.inside(CLASS, node, node.body)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        first, *others = node.generators
        self.visit(first.iter)
        inner: list[ast.AST] = [first.target, *first.ifs]
        for generator in others:
            inner += [generator.target, generator.iter, *generator.ifs]
        values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.inside(COMPREHENSION, node, [*inner, *values])

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp


class _Parameter(ast.AST):
    """A parameter where its function binds it: its annotation belongs to the scope around."""

    def __init__(self, arg: ast.arg) -> None:
        self.arg = arg


def _parameters(spec: ast.arguments) -> list[ast.arg]:
    some = (*spec.posonlyargs, *spec.args, spec.vararg, *spec.kwonlyargs, spec.kwarg)
    return [parameter for parameter in some if parameter is not None]


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """The node and its parts, without those of functions and classes in it."""
    waiting = [node]
    while waiting:
        yield (node := waiting.pop())
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
