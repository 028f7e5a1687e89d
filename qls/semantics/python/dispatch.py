"""Which method of the machine handles a kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

_Given = TypeVar("_Given")


class Handlers(dict[type[ast.AST], Callable[[ast.AST], _Given]]):
    """The methods of an object that are named after kinds of nodes, by kind; each is called with nodes of its own."""

    def __init__(self, of: object, prefix: str) -> None:
        kinds = [kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)]
        named = {kind: getattr(of, f"{prefix}{kind.__name__}", None) for kind in kinds}
        super().__init__({kind: method for kind, method in named.items() if method is not None})
