"""What a call is given, as it is written: the one place that looks for ``*`` and ``**``."""

from __future__ import annotations

import ast


def unpacks(node: ast.Call) -> bool:
    """True where some of what a call is given by position comes through ``*``."""
    return any(isinstance(argument, ast.Starred) for argument in node.args)


def unpacks_names(node: ast.Call) -> bool:
    """True where some of what a call is given by name comes through ``**``."""
    return any(keyword.arg is None for keyword in node.keywords)


def names_given(node: ast.Call) -> dict[str, ast.expr]:
    """What a call is given by name, but for what comes through ``**``."""
    return {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
