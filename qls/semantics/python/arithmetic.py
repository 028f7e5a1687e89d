"""Numbers and strings that a program computes."""

from __future__ import annotations

import ast

from qls.semantics.python.values import Atom, Const, Number, Value


def arithmetic(op: ast.operator, one: int, two: int) -> int | None:
    """``one op two``; None where that is no whole number, or not worth knowing."""
    if max(abs(one), abs(two)) > 1 << 32:
        return None
    if isinstance(op, ast.Add):
        return one + two
    if isinstance(op, ast.Sub):
        return one - two
    if isinstance(op, ast.Mult):
        return one * two
    if isinstance(op, ast.FloorDiv) and two:
        return one // two
    if isinstance(op, ast.Mod) and two:
        return one % two
    if isinstance(op, ast.Pow) and 0 <= two < 32 and abs(one) < 64:
        return int(one**two)
    return None


def repeated(op: ast.operator, one: str, two: object) -> str | None:
    """A string made of strings: ``"Z" * 3``, ``"X" + "I"``."""
    if isinstance(op, ast.Add) and isinstance(two, str):
        return one + two
    return one * two if isinstance(op, ast.Mult) and type(two) is int and len(one) * two <= 200 else None


def is_printed_real(node: ast.BinOp, left: Value) -> bool:
    """True for ``0.5 + 0j``, as coefficients are printed; ``left`` is what stands before the sign."""
    zero = isinstance(node.right, ast.Constant) and type(node.right.value) is complex and node.right.value == 0
    real = all(isinstance(a, Number) or (isinstance(a, Const) and type(a.value) in (int, float)) for a in left)
    return zero and real and isinstance(node.op, (ast.Add, ast.Sub))


def number_of(op: ast.operator, one: Value, two: Value) -> Value:
    """A number that is not known, of ``one op two``."""
    return frozenset({Number(real=isinstance(op, ast.Div) or any(map(is_real, one | two)))})


def is_real(atom: Atom) -> bool:
    """True for a float."""
    return atom.real if isinstance(atom, Number) else isinstance(atom, Const) and isinstance(atom.value, float)
