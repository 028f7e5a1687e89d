"""Which method of the machine handles a kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any


def handlers(of: object, prefix: str) -> dict[type, Callable[[Any], Any]]:
    """The methods of an object that are named after kinds of nodes, by kind."""
    kinds = [kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)]
    named = {kind: getattr(of, f"{prefix}{kind.__name__}", None) for kind in kinds}
    return {kind: method for kind, method in named.items() if method is not None}
