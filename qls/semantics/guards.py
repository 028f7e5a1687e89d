"""Guards for other versions: what stands behind one is not to be reported."""

from __future__ import annotations

import ast
from functools import lru_cache

_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError"}
_ANY_ERRORS = {"Exception", "BaseException"}


@lru_cache(maxsize=4096)
def asks_version(test: ast.expr) -> bool:
    """True where a condition looks at a version."""
    return any(
        (isinstance(part, ast.Attribute) and "version" in part.attr.lower())
        or (isinstance(part, ast.Name) and "version" in part.id.lower())
        for part in ast.walk(test)
    )


def expects_missing_import(node: ast.Try) -> bool:
    """True where a handler takes over when an import fails: any error is that only where something is imported."""
    types = [each.type for each in node.handlers if each.type is not None]
    names = {part.id for each in types for part in ast.walk(each) if isinstance(part, ast.Name)}
    if names & _IMPORT_ERRORS:
        return True
    if not names & _ANY_ERRORS and len(types) == len(node.handlers):
        return False
    return any(isinstance(part, (ast.Import, ast.ImportFrom)) for body in node.body for part in ast.walk(body))
