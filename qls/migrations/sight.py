"""What cannot be seen of a call, said so that whoever reads it knows what would help."""

from __future__ import annotations

import ast

from qls.migrations.context import Context
from qls.semantics.facts import Made
from qls.semantics.program import Site

_MANY = "whether one circuit or a list is run is not known"


def unknown_circuits(context: Context, site: Site) -> str:
    """Why it is not known whether one circuit is run or a list: a sentence without its full stop."""
    name = _parameter(context, site, site.circuits)
    if name:
        return f"{_MANY}: callers out of sight give `{name}`, which no annotation says to be a QuantumCircuit or a list"
    return f"{_MANY}: what makes `{site.circuits.id}` is out of sight" if isinstance(site.circuits, ast.Name) else _MANY


def unknown_backend(context: Context, site: Site) -> str:
    """Why it is not known which backend runs the circuits; empty where it is."""
    made = [context.facts.made.get(backend.made) for backend in site.backends]
    if site.backend and len(made) == len(site.backend) and all(isinstance(each, Made) for each in made):
        return ""
    node = site.backend_node
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "the backend is given as a string, which runs nothing"
    name = _parameter(context, site, node)
    if name:
        return f"where the backend comes from is not in sight: callers out of sight give `{name}`"
    if isinstance(node, ast.Name) and not context.is_bound(node.id) and node.id not in context.imported:
        return f"where the backend comes from is not in sight: nothing here binds `{node.id}`"
    return "where the backend comes from is not in sight"


def _parameter(context: Context, site: Site, node: ast.expr | None) -> str:
    """The name of ``node`` where it is a parameter of the function around the call; else nothing."""
    if not isinstance(node, ast.Name):
        return ""
    for parent in context.program.lineage(site.id[0], site.node):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            spec = parent.args
            given = {each.arg for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
            if node.id in given:
                return node.id
    return ""
