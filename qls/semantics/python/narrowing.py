"""What a test of ``None`` says of the name that it asks about: ``if rows is None: rows = []``."""

from __future__ import annotations

import ast

from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NONE, Const, Sym, Unknown, Value


def asked(test: ast.expr) -> tuple[str, bool] | None:
    """The name that a test compares with None, and whether it is None where the test holds; else nothing."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = asked(test.operand)
        return None if inner is None else (inner[0], not inner[1])
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.left, ast.Name):
        return None
    other = test.comparators[0]
    if not isinstance(other, ast.Constant) or other.value is not None:
        return None
    if isinstance(test.ops[0], (ast.Is, ast.Eq)):
        return test.left.id, True
    return (test.left.id, False) if isinstance(test.ops[0], (ast.IsNot, ast.NotEq)) else None


def narrowed(value: Value, *, none: bool) -> Value:
    """What of ``value`` may be None, or something else; nothing where no path comes there."""
    if none:
        return frozenset(atom for atom in value if isinstance(atom, (Unknown, Sym)) or atom == Const(None))
    return value - NONE


def within(machine: Machine, test: ast.expr, *, holds: bool) -> bool:
    """Narrow the name that ``test`` asks about to what it is where the test holds, or does not.

    Names of the module are left alone in functions: other functions may bind them before this one runs.

    Returns:
        False where no path comes there; the name is left as it is then.
    """
    question = asked(test)
    frame = machine.frame
    if question is None:
        return True
    name, none = question
    if frame.names is not None and (name not in frame.names or name in frame.globals):
        return True
    value = machine.load(name)
    kept = narrowed(value, none=none is holds)
    if kept and kept != value:
        machine.store(name, kept)
    return bool(kept) or not value


def part(machine: Machine, test: ast.expr, node: ast.expr, *, holds: bool) -> Value:
    """The value of one side of ``a if test else b``."""
    value = machine.evaluate(node)
    question = asked(test)
    if question is not None and isinstance(node, ast.Name) and node.id == question[0]:
        return narrowed(value, none=question[1] is holds)
    return value
