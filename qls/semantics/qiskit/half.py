"""V2 primitives that are run, or whose results are read, as those of V1."""

from __future__ import annotations

import ast
from functools import cache

from qls.catalogue import roles
from qls.catalogue.primitives import NOT_OF_V2, RUN, V2_PRIMITIVES
from qls.semantics.python.machine import Arguments, Machine
from qls.semantics.python.values import NOTHING, Listing, Sym, Tuple, Value
from qls.semantics.qiskit.facts import AsV1
from qls.semantics.qiskit.values import Circuit

_MAKES = ("()", ".from_backend()")
_ATTRIBUTES = frozenset().union(*(names for _, names in NOT_OF_V2.values()))


@cache
def _parts(name: str) -> tuple[str, str]:
    """What kind of V2 primitive something comes from, and how; empty where it comes from none."""
    for made in _MAKES:
        cls, found, rest = name.partition(made)
        kind = V2_PRIMITIVES.get(roles.canonical(cls)) if found else None
        if kind is not None:
            return kind, rest
    return "", ""


def is_of_v2(atom: Sym) -> bool:
    """True for a V2 primitive, and for what it gave."""
    return bool(_parts(atom.name)[0])


def read(machine: Machine, atom: Sym, node: ast.Attribute) -> None:
    """Note that an attribute is read that V2's results have not."""
    if node.attr not in _ATTRIBUTES or ".run().result()" not in atom.name:
        return
    kind, way = _parts(atom.name)
    owner, names = NOT_OF_V2.get(way, ("", frozenset()))
    if kind and node.attr in names:
        machine.note(AsV1(machine.id(node), node, kind, owner, True, atom.guarded or machine.frame.guarded))


def run(machine: Machine, atom: Sym, node: ast.Call, arguments: Arguments) -> None:
    """Note that ``run`` is given what V1's took."""
    kind, way = _parts(atom.name)
    if not kind or way or arguments.loose:
        return
    given = {**dict(zip(RUN[kind], arguments.positional, strict=False)), **arguments.keywords}
    one = _is_one(kind, given.get("circuits", NOTHING))
    if one or len(arguments.positional) > 1 or not arguments.keywords.keys().isdisjoint(RUN[kind]):
        several = any(_may_be_several(value) for name, value in given.items() if name != "circuits")
        guarded = atom.guarded or machine.frame.guarded
        machine.note(AsV1(machine.id(node), node, kind, "", one and not several, guarded))


def _is_one(kind: str, circuits: Value) -> bool:
    """True for a circuit, and for the estimator for a PUB, where a list of PUBs is taken."""
    takes = [isinstance(atom, Circuit) or (kind == "estimator" and _begins_with_circuit(atom)) for atom in circuits]
    return bool(takes) and all(takes)


def _begins_with_circuit(atom: object) -> bool:
    return isinstance(atom, Tuple) and bool(atom.items) and all(isinstance(each, Circuit) for each in atom.items[0])


def _may_be_several(value: Value) -> bool:
    return any(isinstance(atom, (Listing, Tuple)) for atom in value)
