"""What is many in a program does not make its analysis grow with the square: counted in calls, never in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from qls import engine
from qls.environment import newest
from tests.growing import SHAPES

SIZE = 60
MOST = 2.6  # times the calls for twice the size: 4 is a square


def calls(run: Callable[[], object]) -> int:
    """How many functions ``run`` calls."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_much_takes_less_than_its_square(shape: str) -> None:
    def check(size: int) -> int:
        text = SHAPES[shape](size)
        return calls(lambda: engine.analyse(text, newest()))

    check(2)  # what is imported and kept once
    once = check(SIZE)
    assert check(2 * SIZE) <= MOST * once


FIXED = [
    "elifs", "elifs_in_function", "function", "function_one_name", "loops", "methods", "module_one_name", "nested_ifs",
    "readers", "estimators", "terms",
]  # fmt: skip


@pytest.mark.parametrize("shape", FIXED)
def test_the_fix_of_twice_as_much_takes_less_than_its_square(shape: str) -> None:
    def fix(size: int) -> int:
        text = SHAPES[shape](size)
        return calls(lambda: engine.fix(text, newest(), unsafe=True))

    fix(2)
    once = fix(SIZE)
    assert fix(2 * SIZE) <= MOST * once
