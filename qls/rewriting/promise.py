"""What every fix promises, whatever migration it is of: the new text parses, and every name that was bound still is."""

from __future__ import annotations

import ast
import builtins
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from qls.rewriting.scopes import Scope, scopes_of
from qls.syntax.statement import Tree
from qls.syntax.statements import Source
from qls.syntax.text import Position

_BUILTINS = frozenset(dir(builtins))
_NEVER = Position(sys.maxsize, 0)


def broken(source: Source, after: Source) -> str:
    """Why ``source`` may not become ``after``, as a sentence without its full stop; empty where it may."""
    before = {statement.tree for statement in source.statements}
    new = [s.tree for s in after.statements if s.tree not in before]
    kept = {statement.tree for statement in after.statements}
    old = [s.tree for s in source.statements if s.tree not in kept]
    if after.broken > source.broken or _uncompilable(new) > _uncompilable(old):
        return "the new text would be no Python"
    lost = sorted(_unbound(after) - _unbound(source))
    return f"`{lost[0]}` would not be bound where it is read" if lost else ""


def _uncompilable(trees: Iterable[Tree]) -> int:
    return sum(not _compiles(tree.module) for tree in trees if tree.module is not None)


def _compiles(module: ast.Module) -> bool:
    """True where the compiler takes it; notebooks wait at the top level."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(module, "<fixed>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


@dataclass(frozen=True)
class _Names:
    """The names that a statement reads and binds.

    Attributes:
        reads, binds: those that are the module's.
        first: those of the module that the statement itself reads, no function in it, before it binds them.
        early: those of its functions and classes that are read before they are bound.
        star: it may bind any name.
    """

    reads: frozenset[str]
    binds: frozenset[str]
    first: frozenset[str]
    early: frozenset[str]
    star: bool


# By the statement's tree, which is shared by all statements with the same text.
_KNOWN: WeakKeyDictionary[Tree, _Names] = WeakKeyDictionary()


def _names(tree: Tree) -> _Names:
    known = _KNOWN.get(tree)
    if known is None:
        scopes = scopes_of(tree)
        reads, first, early = set[str](), set[str](), set[str]()
        bound: dict[tuple[str, Scope], Position] = {}  # when each scope first binds a name
        for bind in (bind for binds in scopes.binds.values() for bind in binds):
            at = bound.setdefault((bind.name, bind.home), bind.at)
            bound[bind.name, bind.home] = min(at, bind.at)
        for name, loads in scopes.loads.items():
            for load in loads:
                if load.home.node is None:
                    reads.add(name)
                at = bound.get((name, load.home), _NEVER)
                if load.scope.activation is load.home and load.span.start < at:
                    (first if load.home.node is None else early).add(name)
        unclear = scopes.stars or tree.module is None
        binds = {name for name, bound in scopes.binds.items() if any(each.home.node is None for each in bound)}
        known = _Names(frozenset(reads), frozenset(binds), frozenset(first), frozenset(early), unclear)
        _KNOWN[tree] = known
    return known


def _unbound(source: Source) -> set[str]:
    """The names that nothing binds, or nothing before they are read, as far as the order of the text tells.

    None are known where ``import *``, or what is half typed, may bind any.
    """
    names = [_names(statement.tree) for statement in source.statements]
    if any(each.star for each in names):
        return set()
    so_far, found = set[str](), set[str]()
    for each in names:
        found |= each.early | (each.first - so_far)
        so_far |= each.binds
    return (found | {name for each in names for name in each.reads - so_far}) - _BUILTINS
