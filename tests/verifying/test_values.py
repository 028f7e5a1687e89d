"""What counts as the same answer."""

from __future__ import annotations

import random

import pytest

from qls.verifying.running import Run
from qls.verifying.values import counts_alike, numbers_alike, pools_alike, texts_alike
from qls.verifying.verdicts import judged, sites


def drawn(share: float, runs: int = 8, shots: int = 1000, first: int = 0) -> list[dict[str, float]]:
    found = []
    for run in range(runs):
        chance = random.Random(max(run - 1, 0) + first)
        ones = float(sum(chance.random() < share for _ in range(shots)))
        found.append({"0": shots - ones, "1": ones})
    return found


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (drawn(0.5), drawn(0.5, first=100), "agrees"),
        (drawn(0.5), drawn(0.6, first=100), "differs"),
        (drawn(0.5), drawn(0.5, shots=1024, first=100), "differs"),
        (drawn(0.5), [{f"{key} 0": number for key, number in each.items()} for each in drawn(0.5)], "differs"),
        ([*drawn(0.0, 4), *drawn(1.0, 4)], [*drawn(1.0, 4), *drawn(0.0, 4)], "varies"),
        ([*drawn(0.0, 4), *drawn(1.0, 4)], [*drawn(0.0, 4), *drawn(1.0, 4)], "agrees"),
    ],
)
def test_counts(old: list[dict[str, float]], new: list[dict[str, float]], verdict: str) -> None:
    assert counts_alike(old, new).verdict == verdict


def test_pools_leave_spaces_out() -> None:
    assert pools_alike([{"0 1": 10.0}], [{"01": 12.0}]).verdict == "agrees"
    assert pools_alike([{"0 1": 1000.0}], [{"10": 1000.0}]).verdict == "differs"


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ([1.0] * 8, [1.0 + 1e-9] * 8, "agrees"),
        ([1.0] * 8, [-1.0] * 8, "differs"),
        ([0.5, 0.5, 0.52, 0.48, 0.49, 0.51, 0.5, 0.53], [0.51, 0.51, 0.5, 0.49, 0.5, 0.52, 0.47, 0.5], "agrees"),
        ([0.5, 0.5, 0.52, 0.48, 0.49, 0.51, 0.5, 0.53], [0.81, 0.81, 0.8, 0.79, 0.8, 0.82, 0.77, 0.8], "differs"),
        ([0.5] * 8, [0.51, 0.51, 0.5, 0.49, 0.5, 0.52, 0.47, 0.5], "differs"),
        ([3.1, 3.2, 3.3, 3.1, 3.0, 3.4, 3.2, 3.1], [9.1, 9.2, 9.3, 9.1, 9.0, 9.4, 9.2, 9.1], "varies"),
    ],
)
def test_numbers(old: list[float], new: list[float], verdict: str) -> None:
    assert numbers_alike([[each] for each in old], [[each] for each in new]).verdict == verdict


def test_printed_counts_are_a_distribution() -> None:
    old = [f"shots 1000 {each}\n" for each in drawn(0.5)]
    new = [f"shots  1000 {dict(reversed(each.items()))}\n" for each in drawn(0.5, first=50)]
    assert [each.verdict for each in texts_alike(old, new)] == ["agrees", "agrees"]
    spaced = [f"shots 1000 { {f'0 {key}': n for key, n in each.items()} }\n" for each in drawn(0.5)]
    assert [each.verdict for each in texts_alike(old, spaced)] == ["agrees", "differs"]
    wrong = [f"shots 1000 {each}\n" for each in drawn(0.9)]
    assert [each.verdict for each in texts_alike(old, wrong)] == ["agrees", "differs"]


def test_other_words_are_said_and_not_counted() -> None:
    verdict = judged([Run("ok", text="Counts")] * 3, [Run("ok", text="DataBin")] * 3)
    assert verdict.verdict == "agrees" and "nothing to compare" in verdict.reason
    assert verdict.compared[0].likeness.detail == "`Counts` became `DataBin`"


def test_a_program_that_stops() -> None:
    good, bad = Run("ok"), Run("error", "ImportError: no execute", 3)
    assert judged([bad], []).verdict == "could not run"
    stops = judged([good] * 3, [bad])
    assert stops.verdict == "stops" and "line 3: ImportError" in stops.reason


def test_a_finding_has_the_verdict_of_the_counts_that_are_read_next() -> None:
    right, wrong = {"0": 100.0}, {"1": 100.0}
    old = [Run("ok", seen=((5, right), (9, right)))] * 3
    new = [Run("ok", seen=((6, right), (10, wrong)))] * 3
    assert sites([1, 4, 8, 20], judged(old, new)) == {1: "agrees", 4: "agrees", 8: "differs", 20: "differs"}
