"""Whose variable a name is: the scopes of a program, for who follows values through all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from qls.planning import scopes

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Reaching = dict[str, frozenset[int]]
Key = tuple[str, int, str]  # what kind of place, the node that it belongs to, its name


@dataclass
class Scope:
    """A function, a class, a comprehension or (without a node) the module.

    Attributes:
        bound: the names that it binds for itself.
        place: the number that tells it from others, of the same text.
        reaching: by name, the bindings that may have given it what it is where the program is read now; 0 stands for
            what it was given from outside.
        bindings: all there are.
        elsewhere: those by other functions.
        pending: the bindings in each of the loops, and the like, that are being read.
    """

    node: ast.AST | None = None
    outer: Scope | None = None
    bound: frozenset[str] = frozenset()
    place: int = 0
    reaching: Reaching = field(default_factory=dict)
    bindings: Reaching = field(default_factory=dict)
    elsewhere: dict[str, set[int]] = field(default_factory=dict)
    pending: list[Reaching] = field(default_factory=list)
    inner: dict[int, Scope] = field(default_factory=dict)

    def of(self, node: ast.AST, place: int) -> Scope:
        """The scope of a function, class or comprehension that stands in this one."""
        known = self.inner.get(place)
        if known is None:
            known = self.inner[place] = Scope(node, self, _bound(node), place)
        return known

    def home(self, name: str) -> Scope:
        """The scope whose variable ``name`` is here."""
        at = self
        while at.outer is not None:
            if name in at.bound and (at is self or not isinstance(at.node, ast.ClassDef)):
                return at
            at = at.outer
        return at

    def keys(self, name: str) -> list[Key]:
        """The variable that ``name`` is here, by the bindings that may have given it what it is now."""
        home = self.home(name)
        now = home.bindings.get(name, frozenset()) if self._runs_later(home) else home.reaching.get(name, frozenset())
        return [("variable", home.place, f"{name} {binding}") for binding in sorted({*now, *home.given(name)})]

    def given(self, name: str) -> frozenset[int]:
        """The bindings of a name that hold whenever it is read: as a parameter, and by other functions."""
        first = {0} if name not in self.reaching else set()
        return frozenset(first | self.elsewhere.get(name, set()))

    def _runs_later(self, home: Scope) -> bool:
        """True where a function stands between here and ``home``."""
        at = self
        while at is not home and at.outer is not None:
            if isinstance(at.node, FUNCTIONS):
                return True
            at = at.outer
        return False

    def bind(self, name: str, binding: int, certain: bool) -> Key:
        """From here on ``name`` is what ``binding`` gives it; where that is not certain, it may be."""
        home = self.home(name)
        home.bindings[name] = home.bindings.get(name, frozenset({0})) | {binding}
        if self._runs_later(home):
            home.elsewhere.setdefault(name, set()).add(binding)
        else:
            known = frozenset() if certain and home is self else home.reaching.get(name, frozenset({0}))
            home.reaching[name] = known | {binding}
            for made in home.pending:
                made[name] = made.get(name, frozenset()) | {binding}
        return ("variable", home.place, f"{name} {binding}")

    def begin(self, made: Reaching) -> Reaching:
        """Statements begin that may run again, or stop anywhere: ``made`` are the bindings in them, as far as known."""
        before = dict(self.reaching)
        self.join(made)
        self.pending.append(made)
        return before

    def end(self, before: Reaching) -> None:
        """They are over: a name is what it was, or what any of them made it."""
        made = self.pending.pop()
        self.reaching = before
        self.join(made)

    def join(self, other: Reaching) -> None:
        """From here on a name may be what it is, or what it is in ``other``."""
        for name in {*self.reaching, *other}:
            none = frozenset({0})
            self.reaching[name] = self.reaching.get(name, none) | other.get(name, none)

    @property
    def function(self) -> Scope | None:
        """The innermost function around."""
        at: Scope | None = self
        while at is not None:
            if isinstance(at.node, FUNCTIONS):
                return at
            at = at.outer
        return None

    @property
    def in_class(self) -> bool:
        return isinstance(self.node, ast.ClassDef)


def parameters(node: Function) -> list[str]:
    """The names of the parameters that can be given by their place."""
    return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]


def all_parameters(node: Function) -> list[str]:
    more = [argument for argument in (node.args.vararg, node.args.kwarg) if argument is not None]
    return [*parameters(node), *(argument.arg for argument in (*node.args.kwonlyargs, *more))]


def _bound(node: ast.AST) -> frozenset[str]:
    if isinstance(node, COMPREHENSIONS):
        return frozenset().union(*(scopes.binds(generator.target) for generator in node.generators))
    if isinstance(node, ast.Lambda):
        return frozenset(all_parameters(node))
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    own = _names(node.body)
    return own if isinstance(node, ast.ClassDef) else own | frozenset(all_parameters(node))


def _names(body: Iterable[ast.stmt]) -> frozenset[str]:
    body = list(body)
    asked = [part for statement in body for part in scopes.inside(statement)]
    elsewhere = {name for part in asked if isinstance(part, (ast.Global, ast.Nonlocal)) for name in part.names}
    return frozenset().union(*map(scopes.binds, body)) - elsewhere
