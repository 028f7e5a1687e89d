"""What two programs show differently because of other packages than Qiskit: numpy's own answers change, too."""

from __future__ import annotations

import ast
import builtins
import warnings
from collections import Counter
from collections.abc import Iterator

_BUILTIN = frozenset(dir(builtins))


def foreign(before: str, after: str, agreed: set[str]) -> set[str]:
    """Variables that other packages alone make of what agrees, in a statement that both programs have.

    Args:
        agreed: the variables that are the same on both sides.
    """
    one, other = _parsed(before), _parsed(after)
    if one is None or other is None:
        return set()
    stored = Counter(_names(one, ast.Store))
    packages = {bound for root, bound in _imported(one) if not root.startswith("qiskit")}
    unchanged = {ast.dump(statement) for statement in other.body}
    found: set[str] = set()
    for statement in one.body:
        if isinstance(statement, ast.Assign) and ast.dump(statement) in unchanged:
            read = set(_names(statement, ast.Load))
            if read & packages and read <= packages | agreed | found | _BUILTIN:
                found |= {name for name in _names(statement, ast.Store) if stored[name] == 1}
    return found


def _names(tree: ast.AST, context: type[ast.expr_context]) -> Iterator[str]:
    """The names that are read, or bound, in a part of a program."""
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context))


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The first part of each module that is imported, and the name that is bound by it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                yield root, alias.asname or root
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield (node.module or "").partition(".")[0], alias.asname or alias.name
