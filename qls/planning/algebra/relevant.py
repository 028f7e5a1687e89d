"""The statements of a program that operators of opflow can reach: the others are not read at all.

They are found by their words, so that an edit elsewhere costs nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from qls.catalogue import roles
from qls.planning import scopes
from qls.planning.opflow.names import MODULE
from qls.planning.workbench import Context
from qls.syntax.statement import Statement

_WORD = MODULE.rpartition(".")[2]
_FILLS = {"append", "insert", "extend", "update", "setdefault"}


@dataclass(frozen=True)
class _Words:
    """The names of a statement.

    Attributes:
        given: what it gives values to that are read elsewhere: names, attributes, lists, functions and methods.
        defined: the functions, methods and classes among them.
        read: names and attributes that it reads.
    """

    given: frozenset[str]
    defined: frozenset[str]
    read: frozenset[str]


def statements(context: Context) -> list[tuple[int, ast.stmt]]:
    """The statements of the module that an operator can reach, and those that give their names a value."""
    reached: dict[int, Statement] = {}
    read: dict[int, Statement] = {}
    asked = set[tuple[str, bool]]()
    waiting = [(each, True) for each in context.having(_WORD)]
    while waiting:
        statement, is_reached = waiting.pop()
        known = reached if is_reached else read
        if statement.serial in known or statement.serial in reached:
            continue
        known[statement.serial] = statement
        waiting += _next(context, _words(statement), is_reached, asked)
    found = {**read, **reached}
    in_order = sorted(found, key=context.program.source.index.position)
    return [(serial, node) for serial in in_order for node in _body(found[serial])]


def _next(
    context: Context, words: _Words, is_reached: bool, asked: set[tuple[str, bool]]
) -> Iterator[tuple[Statement, bool]]:
    """What a statement leads to: those that read what it gives, those that define or give what it reads."""
    for name in words.given if is_reached else ():
        if (name, True) not in asked:
            asked.add((name, True))
            yield from ((each, True) for each in context.having(name))
    for name in words.read:
        if (name, False) not in asked or (is_reached and (name, True) not in asked):
            asked.add((name, False))
            for each in context.having(name):
                other = _words(each)
                if name in other.given:
                    yield each, is_reached and name in other.defined


def _body(statement: Statement) -> list[ast.stmt]:
    module = statement.meant.module
    return [] if module is None else module.body


def _words(statement: Statement) -> _Words:
    module = statement.meant.module
    if module is None:
        return _Words(frozenset(), frozenset(), frozenset())
    known = getattr(module, "_qls_words", None)
    if known is None:
        known = module._qls_words = _read(module)  # type: ignore[attr-defined]  # kept with the tree, and gone with it
    return known


def _read(module: ast.Module) -> _Words:
    given, defined, read = set[str](), set[str](), set[str]()
    for statement in module.body:
        given |= scopes.binds(statement)
    for part in ast.walk(module):
        match part:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                defined.add(name)
            case ast.ImportFrom(source, [ast.alias("*")]) if source == MODULE:
                given |= roles.STAR[MODULE]
            case ast.Global(names):
                given |= {*names}
            case ast.Attribute(value, name):
                (read if isinstance(part.ctx, ast.Load) else given).add(name)
                given |= _filled(value) if name in _FILLS else set()
            case ast.Subscript(value) if not isinstance(part.ctx, ast.Load):
                given |= _filled(value)
            case ast.Name(name) if isinstance(part.ctx, ast.Load):
                read.add(name)
    return _Words(frozenset(given | defined), frozenset(defined), frozenset(read))


def _filled(node: ast.expr) -> set[str]:
    """The name or attribute of a list that something is put into."""
    match node:
        case ast.Name(name) | ast.Attribute(_, name):
            return {name}
        case ast.Subscript(value):
            return _filled(value)
    return set()
