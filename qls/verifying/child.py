"""Runs programs in the interpreter of an environment, and writes down what each does.

This file is run by its path, by whatever Python that environment has (3.8 and newer), so it imports nothing of qls. It
reads a line of JSON for each run and answers with one. Qiskit is imported once; each run is a fork of that, with
limits, in a folder of its own.

A run's record: ``status`` (ok, error, timeout), ``error``, ``error_line``, ``text`` (what was printed), ``seen``
(every counts-like answer: line, kind, value) and ``variables`` (those of the module that are plain values).
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import itertools
import json
import logging
import os
import random
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from types import FrameType
from typing import Any

LARGEST_TEXT = 200_000  # characters of what is printed
LARGEST_FILE = 50 << 20
MOST_SEEN = 400
MOST_ITEMS = 4096
BITS = re.compile(r"[01]+( [01]+)*$|0x[0-9a-f]+$")
WARM = (
    "numpy qiskit qiskit.primitives qiskit.quantum_info qiskit.circuit.library qiskit.visualization matplotlib.pyplot "
    "qiskit_aer qiskit_aer.primitives qiskit.providers.aer qiskit_ibm_runtime qiskit_ibm_runtime.fake_provider "
    "qiskit.providers.basicaer qiskit.providers.basic_provider qiskit.transpiler.passes.synthesis.hls_plugins"
)
# Where a class is, and which of its methods hand out counts, shot by shot or as quasi-probabilities.
READERS = (
    ("qiskit.result", "Result", "get_counts"),
    ("qiskit.result", "Result", "get_memory"),
    ("qiskit.primitives.containers.bit_array", "BitArray", "get_counts"),
    ("qiskit.primitives.containers.bit_array", "BitArray", "get_bitstrings"),
)
SIMULATORS = (
    ("qiskit_aer.backends.aerbackend", "AerBackend"),
    ("qiskit.providers.aer.backends.aerbackend", "AerBackend"),
)


def main() -> None:
    """Answer requests until there are no more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what an import prints is no answer
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    for name in WARM.split():
        _quietly(name)
    for line in sys.stdin:
        answers.write(json.dumps(_ran(json.loads(line))) + "\n")
        answers.flush()


def _quietly(name: str) -> Any:
    """The module, or None where it cannot be imported: a program that needs it says so itself."""
    try:
        return importlib.import_module(name)
    except Exception:
        return None


def _ran(request: dict[str, Any]) -> dict[str, Any]:
    """One run, in a fork where the system has that."""
    folder = tempfile.mkdtemp(prefix="qls-verify-")
    record = os.path.join(folder, "record.json")
    try:
        if not hasattr(os, "fork"):
            return _executed(request, folder)
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                os.setsid()
                _limited(request["memory"])
                said = json.dumps(_executed(request, folder), default=str)
                with open(record, "w") as stream:
                    stream.write(said)
            os._exit(0)
        return _waited_for(child, record, request["seconds"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _waited_for(child: int, record: str, seconds: float) -> dict[str, Any]:
    """What the child wrote; it and all that it started are ended when its time is over."""
    end = time.monotonic() + seconds
    while True:
        done, _ = os.waitpid(child, os.WNOHANG)
        if done or time.monotonic() > end:
            break
        time.sleep(0.005)
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    if not done:
        os.waitpid(child, 0)
        return _failed("timeout", f"still running after {seconds:g} s")
    try:
        with open(record) as stream:
            found: dict[str, Any] = json.load(stream)
            return found
    except (OSError, ValueError):
        return _failed("error", "the process died: out of memory, or a crash")


def _failed(status: str, error: str) -> dict[str, Any]:
    """The record of a run that came to nothing."""
    return {"status": status, "error": error, "error_line": None, "text": "", "seen": [], "variables": {}}


def _limited(memory: int) -> None:
    """Limits on memory and on the size of files, where the system has them."""
    resource = _quietly("resource")
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def _executed(request: dict[str, Any], folder: str) -> dict[str, Any]:
    """The record of the program, run in this process."""
    work = os.path.join(folder, "work")
    os.mkdir(work)
    os.chdir(work)
    os.environ["HOME"] = work
    shown = os.open(os.path.join(folder, "stdout.txt"), os.O_RDWR | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number, opened in ((0, nothing), (1, shown), (2, nothing)):
        os.dup2(opened, number)
    program: str = request["program"]
    seen: list[Any] = []
    _isolate()
    _seed(request["seed"])
    _watch(program, seen)
    sys.argv = [program]
    sys.path[:0] = [os.path.dirname(program)]
    sys.path += request["also"]
    names = {"__name__": "__main__", "__file__": program, "__builtins__": builtins}
    status, error, at = "ok", "", None
    try:
        with open(program, encoding="utf-8") as stream:
            exec(compile(stream.read(), program, "exec"), names)
    except SystemExit as stop:
        if stop.code not in (None, 0):
            status, error = "error", f"SystemExit: {stop.code}"
    except BaseException as problem:
        lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == program]
        at = lines[-1] if lines else getattr(problem, "lineno", None)
        status, error = "error", f"{type(problem).__name__}: {str(problem)[:300]}"
    with contextlib.suppress(Exception):
        sys.stdout.flush()
    with open(os.path.join(folder, "stdout.txt"), encoding="utf-8", errors="replace") as printed:
        text = printed.read(LARGEST_TEXT)
    found = {"status": status, "error": error, "error_line": at, "text": text, "seen": seen}
    found["variables"] = dict(_plain_variables(names)) if status == "ok" else {}
    return found


def _isolate() -> None:
    """No network, no input, no windows; what a notebook has is there and does nothing."""

    def refuse(*_arguments: object, **_keywords: object) -> Any:
        raise OSError("no network and no input in qls verify")

    class Shell:
        def run_line_magic(self, *_arguments: object, **_keywords: object) -> None:
            pass

        magic = run_cell_magic = system = run_line_magic

    builtins.input = refuse
    socket.socket.connect = refuse  # type: ignore[method-assign]  # that is what it is for
    socket.create_connection = refuse
    builtins.display = lambda *_arguments, **_keywords: None  # type: ignore[attr-defined]  # IPython's
    builtins.get_ipython = Shell  # type: ignore[attr-defined]  # IPython's
    pyplot = _quietly("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.show = lambda *_arguments, **_keywords: pyplot.close("all")


def _seed(number: int) -> None:
    """Every source of chance that a simulator draws from begins at ``number``, whatever seeds a program names."""
    random.seed(number)
    numpy = _quietly("numpy")
    if numpy is None:
        return
    numpy.random.seed(number)
    seeds = iter(range(1000 * number + 1, 1000 * number + 1_000_000))
    unseeded = numpy.random.default_rng

    def default_rng(seed: Any = None) -> Any:
        asked_by = sys._getframe(1).f_globals.get("__name__", "")
        return unseeded(next(seeds) if seed is None or asked_by.startswith("qiskit") else seed)

    numpy.random.default_rng = default_rng
    done: set[object] = set()
    for module, name in SIMULATORS:
        found = getattr(_quietly(module), name, None)
        if found is not None and found not in done:
            done.add(found)
            found.run = _seeded(found.run, seeds)


def _seeded(run: Any, seeds: Iterator[int]) -> Any:
    """A simulator's ``run`` with the next seed."""

    def seeded_run(self: Any, *arguments: Any, **options: Any) -> Any:
        options["seed_simulator"] = next(seeds)
        return run(self, *arguments, **options)

    return seeded_run


def _watch(program: str, seen: list[Any]) -> None:
    """Each answer that the program asks for itself is added to ``seen``, with the line that asks."""
    depth = [0]
    for module, owner, name in READERS:
        found = getattr(_quietly(module), owner, None)
        if found is not None and hasattr(found, name):
            setattr(found, name, _watched(getattr(found, name), name, program, seen, depth))


def _watched(inner: Any, name: str, program: str, seen: list[Any], depth: list[int]) -> Any:
    """A reader that notes what it hands out; what it asks other readers for is not noted again."""

    def outer(self: Any, *arguments: Any, **options: Any) -> Any:
        depth[0] += 1
        try:
            answer = inner(self, *arguments, **options)
        finally:
            depth[0] -= 1
        if depth[0] == 0 and len(seen) < MOST_SEEN:
            with contextlib.suppress(Exception):
                _note(answer, name, _line_of(program), seen)
        return answer

    return outer


def _note(answer: Any, name: str, line: int | None, seen: list[Any]) -> None:
    """Counts as they are, what was measured shot by shot as counts; several circuits one by one."""
    if name == "get_counts":
        for counts in answer if isinstance(answer, list) else [answer]:
            seen.append([line, {str(key): value for key, value in itertools.islice(counts.items(), MOST_ITEMS)}])
    else:
        tally: dict[str, int] = {}
        for shot in answer:
            tally[str(shot)] = tally.get(str(shot), 0) + 1
        seen.append([line, tally])


def _line_of(program: str) -> int | None:
    """The line of the program that asked."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename != program:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else None


def _plain_variables(names: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The names of a module that stand for counts, numbers, or words, with ``[kind, value]``."""
    for name, value in list(names.items()):
        if not name.startswith("_"):
            with contextlib.suppress(Exception):  # an object's own conversion may do anything
                found = _plain(value)
                if found is not None:
                    yield name, found


def _plain(value: Any) -> list[Any] | None:
    """``[kind, value]`` of a plain value, None of any other."""
    if isinstance(value, (bool, str)):
        return ["text", str(value)[:1000]]
    if isinstance(value, dict):
        return _plain_dict(value)
    numpy = _quietly("numpy")
    if numpy is None or not isinstance(value, (int, float, complex, list, tuple, numpy.ndarray, numpy.generic)):
        return None
    array = numpy.asarray(value)
    if array.size > MOST_ITEMS:
        return None
    if array.dtype.kind == "c":
        array = numpy.stack([array.real, array.imag], -1)
    if array.dtype.kind in "biuf":
        return ["numbers", [float(item) for item in array.ravel()]]
    shots = [str(shot) for shot in array.ravel()] if array.dtype.kind == "U" and array.ndim == 1 else []
    if shots and all(map(BITS.match, shots)):
        return ["counts", {key: float(shots.count(key)) for key in sorted(set(shots))}]
    return None


def _plain_dict(value: dict[Any, Any]) -> list[Any] | None:
    """Counts, or shares of outcomes."""
    if not value or not all(isinstance(key, str) and BITS.match(key) for key in value):
        return None
    numbers = {key: float(item) for key, item in itertools.islice(value.items(), MOST_ITEMS)}
    whole = all(number.is_integer() and number >= 0 for number in numbers.values())
    return ["counts" if whole and sum(numbers.values()) > 1 else "shares", numbers]


if __name__ == "__main__":
    main()
