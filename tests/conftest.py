"""Interpreters, and warm processes, of the Qiskit versions that programs are run under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from tests import environments
from tests.equivalence.runner import RUNS, Runner

# The same examples on every run, and no stopwatch: a busy machine must not fail a test.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


@dataclass(frozen=True)
class Repetition:
    """One of several times that programs are run; ``first_seed``: that of the first of their runs."""

    number: int = 0
    first_seed: int = 0

    def __str__(self) -> str:
        return f"seeds-from-{self.first_seed}-time-{self.number}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--repeat", type=int, default=1, help="run the equivalence N times, and under N other seeds")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    times = metafunc.config.getoption("--repeat")
    if times > 1 and "repetition" in metafunc.fixturenames:
        again = [Repetition(number) for number in range(times)]
        elsewhere = [Repetition(number, RUNS * number) for number in range(1, times + 1)]
        metafunc.parametrize("repetition", [*again, *elsewhere], ids=str)


@pytest.fixture
def repetition() -> Repetition:
    return Repetition()


@pytest.fixture(scope="session")
def earliest_python() -> Path:
    """A Python with Qiskit Terra 0.22, the last one with the numbered gates."""
    return environments.python_of(environments.EARLIEST)


@pytest.fixture(scope="session")
def old_python() -> Path:
    """A Python with Qiskit 0.45."""
    return environments.python_of(environments.OLD)


@pytest.fixture(scope="session")
def legacy_1x_python() -> Path:
    """A Python with Qiskit 1.4, the last one with the V1 primitives."""
    return environments.python_of(environments.LEGACY_1X)


@pytest.fixture(scope="session")
def new_python() -> Path:
    """A Python with the Qiskit that migrated programs are written for."""
    return environments.python_of(environments.NEW)


@pytest.fixture(scope="session")
def earliest_qiskit(earliest_python: Path) -> Iterator[Runner]:
    yield from running(earliest_python)


@pytest.fixture(scope="session")
def old_qiskit(old_python: Path) -> Iterator[Runner]:
    yield from running(old_python)


@pytest.fixture(scope="session")
def legacy_1x_qiskit(legacy_1x_python: Path) -> Iterator[Runner]:
    yield from running(legacy_1x_python)


@pytest.fixture(scope="session")
def new_qiskit(new_python: Path) -> Iterator[Runner]:
    yield from running(new_python)


def running(python: Path) -> Iterator[Runner]:
    runner = Runner(python)
    yield runner
    runner.close()
