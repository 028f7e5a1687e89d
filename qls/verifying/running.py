"""One side of a comparison: an interpreter that runs programs, again and again, and what it saw of each run."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType

Counts = dict[str, float]
Variable = tuple[str, object]  # its kind (text, numbers, counts, shares), and its value

_CHILD = Path(__file__).with_name("child.py")
_TO_START = 120  # seconds until Qiskit is imported


@dataclass(frozen=True)
class Limits:
    """What a run may take.

    Attributes:
        seconds: for one run.
        memory: bytes, of address space.
        runs: how often each program is run.
        budget: seconds for all runs of a program; there are two in any case.
    """

    seconds: float = 90.0
    memory: int = 8 << 30
    runs: int = 8
    budget: float = 60.0


@dataclass(frozen=True)
class Run:
    """What one run of a program showed.

    Attributes:
        status: ok, error or timeout.
        line: of the program, where it stopped.
        seen: the counts that it asked for, each with the line that did.
        variables: those of the module that are plain values.
    """

    status: str
    error: str = ""
    line: int | None = None
    text: str = ""
    seen: tuple[tuple[int | None, Counts], ...] = ()
    variables: dict[str, Variable] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.status == "ok"


class Runner:
    """Runs programs with one interpreter; to be used as a context.

    Attributes:
        python: the interpreter.
    """

    def __init__(self, python: Path, limits: Limits) -> None:
        self.python, self._limits = python, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._home = ""

    def __enter__(self) -> Runner:
        self._home = tempfile.mkdtemp(prefix="qls-verify-home-")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        shutil.rmtree(self._home, ignore_errors=True)

    def runs(self, program: Path, also: Sequence[Path] = (), number: int | None = None) -> list[Run]:
        """The program's runs. The first two have the same seed: what differs between them is not the program's answer.

        Args:
            also: folders that it may import from besides its own.
            number: how many runs; None for as many as the limits allow.
        """
        found: list[Run] = []
        start = time.monotonic()
        for seed in (0, *range((number or self._limits.runs) - 1)):
            found.append(self._run(program, seed, also))
            spent = time.monotonic() - start
            late = number is None and spent + spent / len(found) > self._limits.budget
            if not found[-1].ok or (late and len(found) >= 2):
                break
        return found

    def _run(self, program: Path, seed: int, also: Sequence[Path]) -> Run:
        fresh = self._process is None or self._process.poll() is not None
        process = self._started() if fresh else self._process
        assert process is not None and process.stdin is not None
        request = {
            "program": str(program),
            "seed": seed,
            "seconds": self._limits.seconds,
            "memory": self._limits.memory,
            "also": list(map(str, also)),
        }
        answer = b""
        with suppress(OSError):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            answer = _line(process, self._limits.seconds + (_TO_START if fresh else 15))
        if not answer.endswith(b"\n"):
            self._end()
            return Run("error", f"the interpreter {self.python} ended, or did not answer")
        return _read(json.loads(answer))

    def _started(self) -> subprocess.Popen[bytes]:
        self._end()
        temporary = tempfile.gettempdir()
        environment = {
            "PATH": os.pathsep.join([str(self.python.parent), os.environ.get("PATH", "")]),
            "HOME": self._home,
            "MPLBACKEND": "Agg",
            "MPLCONFIGDIR": os.path.join(temporary, "qls-verify-mpl"),
            "QISKIT_PARALLEL": "FALSE",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
            **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "RAYON")},
            **{name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP") if name in os.environ},
        }
        command = [*_without_network(), str(self.python), "-W", "ignore", str(_CHILD)]
        self._process = subprocess.Popen(
            command,
            cwd=self._home,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


@cache
def _without_network() -> tuple[str, ...]:
    """What starts a program without a network, where this system lets us."""
    command = ("unshare", "--map-current-user", "--net")
    if shutil.which(command[0]) is None:
        return ()
    tried = subprocess.run([*command, "true"], capture_output=True, stdin=subprocess.DEVNULL)
    return command if tried.returncode == 0 else ()


def has_network() -> bool:
    """False where programs are run without one; else only Python's own sockets are refused."""
    return not _without_network()


def _line(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """The next line that a process writes; what there is of it where it ends, or takes longer."""
    assert process.stdout is not None
    if sys.platform == "win32":
        return process.stdout.readline()
    end, found = time.monotonic() + seconds, b""
    while not found.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(end - time.monotonic(), 0))
        part = os.read(process.stdout.fileno(), 1 << 20) if ready else b""
        if not part:
            break
        found += part
    return found


def _read(said: dict[str, object]) -> Run:
    seen, variables = said["seen"], said["variables"]
    assert isinstance(seen, list) and isinstance(variables, dict)
    line = said["error_line"]
    return Run(
        str(said["status"]),
        str(said["error"]),
        line if isinstance(line, int) else None,
        str(said["text"]),
        tuple([(at, counts) for at, counts in seen]),
        {name: (kind, value) for name, (kind, value) in variables.items()},
    )
