"""jedi in a process of its own, so that whoever asks never waits for long, and its memory is not ours.

What it is asked is source of a workspace: some of it makes jedi compute for minutes, or take gigabytes. Then the
process is ended, there is no answer, and the next question starts another one. It ends with the process that asks.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from qls.semantics.described import Description

SECONDS = 10.0  # for one answer; the first one loads jedi, which takes one
MEMORY = 1 << 30  # bytes

# The path of this process's modules, and nothing of the folder it happens to be in.
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from qls.semantics.answering import main; main()"


class Apart:
    """A process that answers one question after the other."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._one = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, question: dict[str, object]) -> object:
        """The answer.

        Raises:
            TimeoutError: there is none: it took too long, or too much memory.
        """
        with self._one:
            process = self._started()
            assert process.stdin is not None and process.stdout is not None
            timer = threading.Timer(self._seconds, process.kill)
            timer.daemon = True
            timer.start()
            try:
                process.stdin.write(json.dumps(question).encode() + b"\n")
                process.stdin.flush()
                line = process.stdout.readline()
                return json.loads(line)
            except (OSError, ValueError):  # ValueError: half an answer, or none
                self._end(process)
                raise TimeoutError from None
            finally:
                timer.cancel()

    def close(self) -> None:
        """Whoever waits for an answer gets none, at once, and so does whoever asks later."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise TimeoutError
        if self._process is None or self._process.poll() is not None:
            if self._process is not None:
                self._end(self._process)
            path = json.dumps(_modules())
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-c", _START, path, str(self._memory)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=Path(__file__).parent,
                )
            except OSError:
                raise TimeoutError from None
        return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was left to be written has no reader
                    stream.close()
        self._process = None


def _modules() -> list[str]:
    """Where this process finds its modules, without the folder that it happens to be in."""
    mine, here = Path(__file__).absolute().parents[2], Path.cwd()
    folders = [Path(folder).absolute() for folder in sys.path if folder]
    return [str(folder) for folder in folders if folder != here or folder == mine]


class ApartInference:
    """As ``StubInference``, asked in another process.

    Args:
        age: other files of the workspace may have changed whenever this has.
    """

    def __init__(self, apart: Apart, folders: Sequence[Path] = (), age: int = 0) -> None:
        self._apart = apart
        self._about: dict[str, object] = {"ask": "names", "folders": [str(each) for each in folders], "age": age}
        self._given_up: set[Path | None] = set()

    def qualified_names(self, text: str, line: int, column: int, path: Path | None = None) -> tuple[str, ...]:
        """As ``StubInference.qualified_names``; a program that took too much is not asked about again."""
        if path in self._given_up:
            return ()
        where = None if path is None else str(path)
        question = {**self._about, "text": text, "line": line, "column": column, "path": where}
        try:
            names = self._apart.ask(question)
        except TimeoutError:
            names = None
        if not isinstance(names, list):
            self._given_up.add(path)
            return ()
        return tuple([str(name) for name in names])


class ApartDocs:
    """As ``EnvironmentDocs``, asked in another process.

    Args:
        versions: other packages may be there whenever these have changed.
    """

    def __init__(self, apart: Apart, site_packages: Path, versions: str = "") -> None:
        self._apart, self._about = apart, {"ask": "docs", "folder": str(site_packages), "age": versions}
        self._known: dict[str, Description | None] = {}

    def describe(self, qualified_name: str) -> Description | None:
        """As ``EnvironmentDocs.describe``."""
        if qualified_name not in self._known:
            try:
                said = self._apart.ask({**self._about, "name": qualified_name})
            except TimeoutError:
                said = None
            self._known[qualified_name] = Description(str(said[0]), str(said[1])) if isinstance(said, list) else None
        return self._known[qualified_name]
