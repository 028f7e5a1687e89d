"""Names that are gone and that only annotations read: a name of today says the same of what is annotated."""

from __future__ import annotations

import ast

from qls.catalogue.replacements import ANNOTATED
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.qiskit.facts import Imported
from qls.syntax.text import Range

# What reads annotations when the program runs.
_READERS = (
    "get_type_hints",
    "__annotations__",
    "singledispatch",
    "singledispatchmethod",
    "pydantic",
    "beartype",
    "typeguard",
)


def is_annotation(context: Context, event: Imported) -> bool:
    """True where the class that is imported is read by annotations alone, and one of today takes its place there."""
    return event.name in ANNOTATED and not context.is_bound(event.bound) and _annotations(context, event.bound) != []


def named_today(context: Context, event: Imported) -> Plan:
    """The annotations name the class of today.

    Raises:
        Refusal: the program may read them.
    """
    if any(context.mentions(word) for word in _READERS):
        raise Refusal("the program may read its annotations")
    module, _, name = ANNOTATED[event.name].rpartition(".")
    plan = Plan()
    for span in _annotations(context, event.bound):
        plan.replace(span, Symbol(module, name))
    plan.released.add(event.bound)
    return plan


def _annotations(context: Context, name: str) -> list[Range]:
    """Where annotations read ``name``; none where something else does, too."""
    found = []
    for place in context.module.places(name):
        serial, statement = context.module[place]
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id == name:
                if not _is_annotated(context, serial, node):
                    return []
                found.append(context.span(serial, node))
    return found


def _is_annotated(context: Context, serial: int, node: ast.expr) -> bool:
    inner: ast.AST = node
    for parent in context.program.lineage(serial, node):
        if isinstance(parent, (ast.arg, ast.AnnAssign)):
            return parent.annotation is inner
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return parent.returns is inner
        if not isinstance(parent, (ast.Subscript, ast.BinOp, ast.Tuple, ast.List)):
            return False
        inner = parent
    return False
