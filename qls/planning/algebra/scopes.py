"""Whose variable a name is: the scopes of a program, for who follows values through all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from qls.planning import scopes

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Key = tuple[str, int, str]  # what kind of place, the node that it belongs to, its name


@dataclass
class Scope:
    """A function, a class, a comprehension or (without a node) the module.

    Attributes:
        bound: the names that it binds for itself.
        method_of: for a function, the class that it stands in.
    """

    node: ast.AST | None = None
    outer: Scope | None = None
    bound: frozenset[str] = frozenset()
    inner: dict[int, Scope] = field(default_factory=dict)

    def of(self, node: ast.AST) -> Scope:
        """The scope of a function, class or comprehension that stands in this one."""
        known = self.inner.get(id(node))
        if known is None:
            known = self.inner[id(node)] = Scope(node, self, _bound(node))
        return known

    def key(self, name: str) -> Key:
        """The variable that ``name`` is here."""
        at: Scope | None = self
        while at is not None and at.node is not None:
            if name in at.bound and (at is self or not isinstance(at.node, ast.ClassDef)):
                return ("variable", id(at.node), name)
            at = at.outer
        return ("variable", 0, name)

    @property
    def function(self) -> Function | None:
        """The innermost function around."""
        at: Scope | None = self
        while at is not None:
            if isinstance(at.node, FUNCTIONS):
                return at.node
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
