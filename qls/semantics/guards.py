"""Guards for other versions: what stands behind one is not to be reported."""

from __future__ import annotations

import ast

_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError"}
_ANY_ERRORS = {"Exception", "BaseException"}


def asks_version(test: ast.expr) -> bool:
    """True where a condition looks at a version. Kept with the node, and gone with it."""
    known = getattr(test, "_qls_version", None)
    if known is None:
        known = test._qls_version = any(map(_is_version, ast.walk(test)))  # type: ignore[attr-defined]
    return known


def _is_version(part: ast.AST) -> bool:
    name = part.attr if isinstance(part, ast.Attribute) else part.id if isinstance(part, ast.Name) else ""
    return "version" in name.lower()


def expects_missing_import(node: ast.Try) -> bool:
    """True where a handler takes over when an import fails: any error is that only where something is imported."""
    types = [each.type for each in node.handlers if each.type is not None]
    names = {part.id for each in types for part in ast.walk(each) if isinstance(part, ast.Name)}
    if names & _IMPORT_ERRORS:
        return True
    if not names & _ANY_ERRORS and len(types) == len(node.handlers):
        return False
    return any(isinstance(part, (ast.Import, ast.ImportFrom)) for body in node.body for part in ast.walk(body))
