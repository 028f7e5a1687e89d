"""What cannot be seen of a call, said so that whoever reads it knows what would help."""

from __future__ import annotations

import ast

from qls.planning.scopes import module_bindings
from qls.planning.workbench import Context
from qls.semantics.program import Site
from qls.semantics.qiskit.facts import Made

_MANY = "whether one circuit or a list is run is not known"


def unknown_circuits(context: Context, site: Site) -> str:
    """Why it is not known whether one circuit is run or a list: a sentence without its full stop."""
    node, serial, call = site.circuits, site.id[0], site.node
    for event in context.facts.called.get(site.qobj or site.id, ()):
        if event.name == "qiskit.assemble" and event.node.args:
            node, serial, call = event.node.args[0], event.id[0], event.node
    name = _parameter(context, serial, call, node)
    if name:
        return f"{_MANY}: callers out of sight give `{name}`, which no annotation says to be a QuantumCircuit or a list"
    return f"{_MANY}: what makes `{node.id}` is out of sight" if isinstance(node, ast.Name) else _MANY


def unknown_backend(context: Context, site: Site) -> str:
    """Why it is not known which backend runs the circuits; empty where it is."""
    made = [context.facts.made.get(backend.made) for backend in site.backends]
    if site.backend and len(made) == len(site.backend) and all(isinstance(each, Made) for each in made):
        return ""
    node = site.backend_node
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "the backend is given as a string, which runs nothing"
    name = _parameter(context, site.id[0], site.node, node)
    if name:
        return f"where the backend comes from is not in sight: callers out of sight give `{name}`"
    if isinstance(node, ast.Name) and not context.is_bound(node.id) and not module_bindings(context, node.id):
        return f"where the backend comes from is not in sight: nothing here binds `{node.id}`"
    return "where the backend comes from is not in sight"


def _parameter(context: Context, serial: int, call: ast.Call, node: ast.expr | None) -> str:
    """The name of ``node`` where it is a parameter of a function around the call; else nothing."""
    if not isinstance(node, ast.Name):
        return ""
    for parent in context.program.lineage(serial, call):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            spec = parent.args
            given = {each.arg for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
            if node.id in given:
                return node.id
    return ""
