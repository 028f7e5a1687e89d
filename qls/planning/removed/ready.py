"""Whether a program is ready for it that something is gone: it asks first, or handles the error."""

from __future__ import annotations

import ast
from weakref import WeakKeyDictionary

from qls.planning.workbench import Context
from qls.semantics.python.values import NodeId
from qls.syntax.guards import asks_version

ANY_ERROR = frozenset({"Exception", "BaseException"})


def is_ready(context: Context, id: NodeId, node: ast.AST, name: str, errors: frozenset[str]) -> bool:
    """True where a version is asked for around it, ``hasattr`` for ``name``, or one of ``errors`` is handled."""
    for parent in context.program.lineage(id[0], node):
        if isinstance(parent, ast.Try) and node in parent.body:
            caught = [handler.type for handler in parent.handlers]
            parts = [part for each in caught if each is not None for part in ast.walk(each)]
            named = {part.id for part in parts if isinstance(part, ast.Name)}
            if named & errors or (None in caught and errors >= ANY_ERROR):
                return True
        if isinstance(parent, ast.If) and asks_version(parent.test):
            return True
        if isinstance(parent, (ast.If, ast.IfExp, ast.BoolOp)) and _asks(parent, name):
            return True
        node = parent
    return False


# By a test: the names that ``hasattr`` is asked for in it. Branches of a long chain all go through those before them.
_ASKED: WeakKeyDictionary[ast.expr, frozenset[object]] = WeakKeyDictionary()


def _asks(parent: ast.If | ast.IfExp | ast.BoolOp, name: str) -> bool:
    test = parent if isinstance(parent, ast.BoolOp) else parent.test
    known = _ASKED.get(test)
    if known is None:
        calls = [part for part in ast.walk(test) if isinstance(part, ast.Call)]
        asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "hasattr"]
        words = [arg for call in asked for arg in call.args]
        known = _ASKED[test] = frozenset(word.value for word in words if isinstance(word, ast.Constant))
    return name in known
