"""Some rounds of each fuzzer; ``python -m tests.fuzz`` runs as many as you like."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import KINDS

ROUNDS = {"edits": 12, "messages": 2, "mutations": 12, "paths": 6}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_fails(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    tried, failed = 0, list[str]()
    for seed in range(ROUNDS[kind]):
        number, faults = KINDS[kind](seed)
        tried, failed = tried + number, failed + faults
    assert failed == []
    assert tried > 20
