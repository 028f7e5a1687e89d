"""The test's side of ``server.py``: one warm process per environment, started when first needed."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("server.py")
RUNS = 8  # enough to see what varies, and to know a mean's standard error


@dataclass(frozen=True)
class Run:
    """What one run of a program did.

    Attributes:
        status: ``ok``, ``error`` or ``timeout``.
        error: with the line of the program; empty if the status is ``ok``.
        text: what it printed.
        variables: its plain module-level variables at the end, as ``server.encode`` writes them.
    """

    status: str
    error: str
    text: str
    variables: dict[str, Any]


class Runner:
    """Runs programs under the Qiskit of one interpreter."""

    def __init__(self, python: Path) -> None:
        self.python = python

    def run(self, program: str, *, runs: int = RUNS, seconds: float = 120, first_seed: int = 0) -> list[Run]:
        """``program`` run ``runs`` times, each with its own seed, counted from ``first_seed``, and at most ``seconds``.

        Raises:
            RuntimeError: the server itself died; the message holds what it wrote to stderr.
        """
        answer = self._ask({"program": program, "runs": runs, "seconds": seconds, "first": first_seed})
        return [Run(**run) for run in answer["runs"]]

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        assert process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise RuntimeError(f"the process of {self.python} died: {self._complaints()}")
        found: dict[str, Any] = json.loads(answer)
        return found

    def run_in_a_row(self, programs: Sequence[str], *, seconds: float = 120) -> list[Run | None]:
        """Each program run once, in one process and ``seconds`` for all; None for those that it did not come to."""
        answer = self._ask({"programs": list(programs), "seconds": seconds})
        return [None if run is None else Run(**run) for run in answer["runs"]]

    def close(self) -> None:
        if "_process" not in self.__dict__:
            return
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._errors.close()

    @cached_property
    def _errors(self) -> Any:
        return tempfile.TemporaryFile("w+")

    @cached_property
    def _process(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.python, "-W", "ignore", SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            env=os.environ | STILL,
        )

    def _complaints(self) -> str:
        self._errors.seek(0)
        return self._errors.read()[-2000:]


# One thread each: a forked child must not inherit a pool, and tests run side by side.
STILL = {
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "QISKIT_PARALLEL": "FALSE",
    "PYTHONHASHSEED": "0",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONNOUSERSITE": "1",
    "PYTHONPATH": "",
}
