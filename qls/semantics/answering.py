"""The process that jedi runs in: a question on each line of standard input, its answer on a line of standard output."""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

_GROWN = 512 << 20  # bytes; a process that once took as much makes way for a new one


def main() -> None:
    """Answer until standard input ends: whoever asked is gone then, and nobody waits for what is being worked out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    _limit_memory(int(sys.argv[2]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print is no answer
    questions: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, questions), daemon=True).start()
    answering = _Answering()
    while True:
        answer = answering.to(json.loads(questions.get()))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        if _has_grown():
            _end()


def _read(stream: BinaryIO, questions: SimpleQueue[bytes]) -> None:
    while line := stream.readline():
        questions.put(line)
    _end()


def _end() -> None:
    atexit._run_exitfuncs()
    os._exit(0)


class _Answering:
    """Keeps what jedi has read, for as long as it is as old as what is asked about."""

    def __init__(self) -> None:
        from qls.semantics.inference import EnvironmentDocs, StubInference

        self._stubs, self._docs = StubInference, EnvironmentDocs
        self._about: object = None
        self._inference = StubInference()
        self._environments: dict[tuple[str, str], EnvironmentDocs] = {}

    def to(self, question: dict[str, Any]) -> object:
        """None where nothing is installed, or where the memory was used up."""
        if question["ask"] == "docs":
            key = (question["folder"], question["age"])
            docs = self._environments.setdefault(key, self._docs(Path(question["folder"])))
            said = docs.describe(question["name"])
            return [said.signature, said.summary] if said else None
        about = (question["folders"], question["age"])
        if about != self._about:
            self._about, self._inference = about, self._stubs([Path(each) for each in question["folders"]])
        path = question["path"] and Path(question["path"])
        names = self._inference.qualified_names(question["text"], question["line"], question["column"], path)
        return names or (None if _has_grown() else [])


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; that of time holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _has_grown() -> bool:
    try:
        import resource
    except ImportError:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > _GROWN
