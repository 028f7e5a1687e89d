"""Each test of the command line in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is active or remembered where the tests run must not count; and paths are short."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setenv("QLS_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.chdir(tmp_path)
