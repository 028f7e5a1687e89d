"""What counts as the same answer."""

from __future__ import annotations

import random

import pytest

from qls.verifying.foreign import foreign
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
        ([3.0] * 8, [8.0, 8.0, 3.0, 8.0, 3.0, 3.0, 8.0, 3.0], "varies"),  # heads or tails, and heads all along
        ([8.0, 8.0, 3.0, 8.0, 3.0, 3.0, 8.0, 3.0], [3.0] * 8, "varies"),
        ([3.0] * 8, [8.0] * 8, "differs"),
        ([3.0] * 8, [8.0, 8.0, 5.0, 8.0, 5.0, 5.0, 8.0, 5.0], "differs"),
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


def test_registers_that_are_asked_for_one_by_one() -> None:
    whole = [Run("ok", seen=((3, {"0 11": 60.0 + run, "1 00": 40.0 - run}),)) for run in range(5)]

    def apart(high: dict[str, float], low: dict[str, float], *, turned: bool = False) -> Run:
        return Run("ok", seen=((7, low), (7, high)) if turned else ((7, high), (7, low)))

    right = [({"0": 60.0 + run, "1": 40.0 - run}, {"11": 60.0 + run, "00": 40.0 - run}) for run in range(5)]
    assert judged(whole, [apart(*each) for each in right]).verdict == "agrees"
    assert judged(whole, [apart(*each, turned=True) for each in right]).verdict == "agrees"
    assert judged(whole, [apart(high, {"10": 100.0}) for high, _ in right]).verdict == "differs"


def test_all_counts_together_stray_as_far_as_the_runs_do() -> None:
    def runs(shares: list[float], number: int) -> list[Run]:
        return [Run("ok", seen=((3, {"0": 1e5 * each, "1": 1e5 * (1 - each)}),) * number) for each in shares]

    old = runs([0.5, 0.5, 0.48, 0.515, 0.49], 3)
    assert judged(old, runs([0.53, 0.53, 0.51, 0.545, 0.52], 4)).verdict == "agrees"
    assert judged(old, runs([0.7, 0.7, 0.67, 0.75, 0.68], 4)).verdict == "differs"
    assert judged(runs([0.5] * 5, 3), runs([0.54] * 5, 4)).verdict == "differs"


def test_what_another_package_gives_is_said_and_not_counted() -> None:
    text = (
        "import numpy as np\nfrom qiskit import QuantumCircuit\nm = np.eye(2)\nU, s = np.linalg.svd(m)[:2]\nv = U @ U\n"
    )
    text += "w = QuantumCircuit(1).depth()\nz = np.abs(w)\nfor _ in m:\n    q = np.sin(1)\n"
    assert foreign(text, text.replace("depth", "size"), {"m"}) == {"m", "U", "s"}
    assert foreign(text + "U = 1\n", text, {"m"}) == {"m", "s"} and foreign("def (", text, set()) == set()
    old, new = (Run("ok", variables={"m": ("numbers", [1.0]), "U": ("numbers", [each])}) for each in (1.0, -1.0))
    assert judged([old] * 3, [new] * 3).verdict == "differs"
    excused = judged([old] * 3, [new] * 3, lambda agreed: {"U"} if agreed == {"m"} else set())
    assert excused.verdict == "agrees" and "another package" in excused.compared[1].likeness.detail
