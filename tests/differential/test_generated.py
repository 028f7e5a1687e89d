"""A bounded run of the machine: always the same programs. The long run is ``python -m tests.differential``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential import primitives, sampling
from tests.differential.machine import AGREES, OLD_DIES, WRONG, Machine, machine

SAMPLING, PRIMITIVES = 240, 60


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("differential") / "runs.sqlite"


def wrong(judges: Machine, programs: list[str]) -> list[str]:
    """What is wrong with some of the programs; most must have a fix, and nearly all have to run before."""
    verdicts = judges.judge_all(programs)
    judges.close()
    kinds = [verdict.kind for verdict in verdicts]
    assert kinds.count(AGREES) > 0.7 * len(programs)
    assert kinds.count(OLD_DIES) < 0.12 * len(programs)
    return [f"{each.kind}: {each.why}\n{each.before}\n{each.diff}" for each in verdicts if each.kind in WRONG]


@pytest.mark.xdist_group("differential-sampling")
def test_programs_that_sample_answer_as_before_once_they_are_fixed(remembered: Path):
    programs = [sampling.program(seed) for seed in range(SAMPLING)]
    assert wrong(machine("sampling", remembered), programs) == []


@pytest.mark.xdist_group("differential-primitives")
def test_programs_on_v1_primitives_answer_as_before_once_they_are_fixed(remembered: Path):
    programs = [primitives.program(seed) for seed in range(PRIMITIVES)]
    assert wrong(machine("primitives", remembered), programs) == []


def test_the_same_seed_writes_the_same_program():
    for write in (sampling.program, primitives.program):
        assert [write(seed) for seed in range(50)] == [write(seed) for seed in range(50)]
        assert len({write(seed) for seed in range(50)}) > 45
