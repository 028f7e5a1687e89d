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
    stored = Counter(n.id for n in ast.walk(one) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
    packages = {bound for root, bound in _imported(one) if not root.startswith("qiskit")}
    unchanged = {ast.dump(statement) for statement in other.body}
    found: set[str] = set()
    for statement in one.body:
        if not isinstance(statement, ast.Assign) or ast.dump(statement) not in unchanged:
            continue
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        if read & packages and read <= packages | agreed | found | _BUILTIN:
            found |= {node.id for node in names if isinstance(node.ctx, ast.Store) and stored[node.id] == 1}
    return found


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
