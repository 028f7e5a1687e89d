"""Interpreters, and warm processes, of the Qiskit versions that programs are run under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import environments
from tests.equivalence.runner import Runner

# The same examples on every run, and no stopwatch: a busy machine must not fail a test.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


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
