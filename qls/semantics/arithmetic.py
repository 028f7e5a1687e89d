"""Whole numbers that a program computes of constants."""

from __future__ import annotations

import ast


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
