"""Seeds that V1's ``run`` was given, and that a V2 primitive of the reference is made with."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from qls.planning.v1.run import Run
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import PrimitiveMade


def seeds_of(context: Context, made: Iterable[PrimitiveMade], runs: Sequence[Run]) -> dict[NodeId, Piece]:
    """By the primitives, the seed that all their runs are given; none of those whose runs are given none.

    Raises:
        Refusal: the runs of one are given several.
    """
    found: dict[NodeId, Piece] = {}
    for maker in made:
        own = [run for run in runs if any(primitive.made == maker.id for primitive in run.site.primitives)]
        seeds = [run.given.get("seed") for run in own]
        first = seeds[0] if seeds else None
        if len({None if seed is None else ast.dump(seed) for seed in seeds}) > 1:
            raise Refusal("its runs are given different seeds, and V2 has one for all")
        if first is not None:
            found[maker.id] = context.span(own[0].site.id[0], first)
    return found
