"""Guards for other versions: what stands behind one is not to be reported."""

from __future__ import annotations

import ast
from collections.abc import Iterable

_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError"}
_ANY_ERRORS = {"Exception", "BaseException"}


def asks_version(test: ast.expr) -> bool:
    """True where a condition looks at a version, other than Python's. Kept with the node, and gone with it."""
    known = getattr(test, "_qls_version", None)
    if known is None:
        vars(test)["_qls_version"] = known = any(map(_is_version, ast.walk(test)))
    return known


def _is_version(part: ast.AST) -> bool:
    if isinstance(part, ast.Attribute):
        return "version" in part.attr.lower() and not _is_of_python(part.value)
    return isinstance(part, ast.Name) and "version" in part.id.lower()


def _is_of_python(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("sys", "platform")


def expects_missing_import(node: ast.Try) -> bool:
    """True where a handler takes over when an import fails: any error is that only where something is imported."""
    types = [each.type for each in node.handlers if each.type is not None]
    names = {part.id for each in types for part in ast.walk(each) if isinstance(part, ast.Name)}
    if names & _IMPORT_ERRORS:
        return True
    if not names & _ANY_ERRORS and len(types) == len(node.handlers):
        return False
    return any(isinstance(part, (ast.Import, ast.ImportFrom)) for body in node.body for part in ast.walk(body))


def guarded_imports(module: ast.Module) -> set[ast.stmt]:
    """The imports that stand in a guard, of functions only those whose guard stands in the function itself."""
    found: set[ast.stmt] = set()

    def look(nodes: Iterable[ast.AST], *, guarded: bool) -> None:
        for node in nodes:
            if guarded and isinstance(node, (ast.Import, ast.ImportFrom)):
                found.add(node)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                look(node.body, guarded=False)
            elif isinstance(node, ast.Try):
                inside = guarded or expects_missing_import(node)
                look((*node.body, *node.handlers, *node.orelse), guarded=inside)
                look(node.finalbody, guarded=guarded)
            elif isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case)):
                inside = guarded or (isinstance(node, ast.If) and asks_version(node.test))
                look(ast.iter_child_nodes(node), guarded=inside)

    look(module.body, guarded=False)
    return found
