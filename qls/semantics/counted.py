"""The outcomes of counts in their order, and what reads one of them by its place there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from qls.semantics.facts import Use
from qls.semantics.values import NOTHING, Counts, Outcomes, Value

if TYPE_CHECKING:
    from qls.semantics.calls import Calls

_KEEP = {"list", "tuple", "iter"}


def kept(name: str, first: Value) -> Value:
    """The outcomes in what the builtin ``name`` makes of them, where it keeps their order."""
    if name not in _KEEP:
        return NOTHING
    return frozenset(Outcomes(atom.site) for atom in first if isinstance(atom, (Counts, Outcomes)))


def read_first(interpreter: Calls, value: Value, node: ast.AST) -> None:
    """Note that the program takes the outcome at a fixed place."""
    for atom in value:
        if isinstance(atom, Outcomes):
            interpreter.note(Use(atom.site, "counts", "place", interpreter.id(node), node))
