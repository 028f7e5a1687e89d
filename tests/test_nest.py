"""Ranges found by place are those that going through all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qls.syntax.nest import Nest
from qls.syntax.text import Range

EDGES = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


def span(edges: list[int]) -> Range:
    return Range.of(edges[0] // 4, edges[0] % 4, edges[1] // 4, edges[1] % 4)


@given(st.lists(EDGES, max_size=12), EDGES)
def test_inside_and_around(edges: list[list[int]], asked: list[int]) -> None:
    spans, place = [span(each) for each in edges], span(asked)
    nest = Nest(spans)
    assert nest.inside(place) == [number for number, each in enumerate(spans) if place.contains(each)]
    around = [number for number, each in enumerate(spans) if each.contains(place)]
    assert nest.around(place) == around
    assert sorted(nest.outwards(place)) == around


@given(st.lists(EDGES, max_size=12), EDGES)
def test_the_innermost_comes_first(edges: list[list[int]], asked: list[int]) -> None:
    spans, place = [span(each) for each in edges], span(asked)
    starts = [spans[number].start for number in Nest(spans).outwards(place)]
    assert starts == sorted(starts, reverse=True)
