"""The outcomes of counts in their order, and what reads one of them by its place there."""

from __future__ import annotations

import ast

from qls.catalogue.roles import READ_OF_RESULTS
from qls.semantics.python.machine import Machine
from qls.semantics.python.values import NOTHING, OPAQUE, Const, Value
from qls.semantics.qiskit.facts import Read, Use
from qls.semantics.qiskit.values import Counts, CountsView, Executor, Job, Result, State

_VIEWS = {"keys", "values", "items"}
_KEEP = {"list", "tuple", "iter"}


def kept(name: str, first: Value) -> Value:
    """The outcomes in what the builtin ``name`` makes of them, where it keeps their order."""
    if name not in _KEEP:
        return NOTHING
    return frozenset(CountsView(atom.site) for atom in first if isinstance(atom, (Counts, CountsView)))


def method(machine: Machine, counts: Counts, name: str, node: ast.Call) -> Value:
    """What the method ``name`` of counts gives."""
    if name == "popitem":
        item_taken(machine, frozenset({CountsView(counts.site)}), node)
    return OPAQUE | {CountsView(counts.site)} if name in _VIEWS else OPAQUE


def item_taken(machine: Machine, value: Value, node: ast.AST) -> None:
    """Note that the program takes the outcome at a fixed place."""
    for atom in value:
        if isinstance(atom, CountsView):
            machine.note(Use(atom.site, "counts", "place", machine.id(node), node))


# What readers of results are written for; and None, of which nothing can be read.
_KNOWN = (Job, Result, Counts, State, Const, Executor)


def read_of_strangers(machine: Machine, name: str, owner: Value, node: ast.Call) -> None:
    """Note that ``owner.name(…)`` may read something else than a result that is known: the call stays for that."""
    strangers = frozenset(atom for atom in owner if not isinstance(atom, _KNOWN))
    if strangers and name in READ_OF_RESULTS:
        machine.note(Read(machine.id(node), node, "", strangers))


def of_results(machine: Machine, node: ast.Attribute) -> Value | None:
    """``result.results[i].data.counts``; None for everything else."""
    data = node.value if node.attr == "counts" else None
    item = data.value if isinstance(data, ast.Attribute) and data.attr == "data" else None
    if not isinstance(item, ast.Subscript):
        return None
    if not isinstance(item.value, ast.Attribute) or item.value.attr != "results":
        return None
    owner = machine.evaluate(item.value.value)
    if not owner or not all(type(atom) is Result for atom in owner):
        return None
    index = machine.evaluate(item.slice)
    machine.note(Read(machine.id(node), node, "results.counts", owner, index))  # type: ignore[arg-type]  # no call: its method says so
    return OPAQUE
