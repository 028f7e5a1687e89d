"""Runs programs under the Qiskit of the interpreter that starts it. Written for Python 3.8 and newer, alone.

Speaks JSON lines: ``{"program", "runs", "seconds"}`` on stdin is answered by ``{"runs": [RUN, …]}`` on
stdout, where a run is ``{"status": "ok" | "error" | "timeout", "error", "text", "variables": {name:
value}}``. The imports cost seconds, so they happen once, here; every run is a forked child with a folder of
its own and no network. Run ``i`` is seeded with ``i``, whatever seeds the program names itself, so that
repeated runs show what varies and a verdict never changes from one day to the next.

``{"programs", "seconds"}`` runs many programs once each, one after the other in one child, which costs a fraction of
a child for each: ``null`` stands for those that it did not come to. What they leave behind in the libraries may reach
the next one, so only that two programs agree is taken from there.
"""

import contextlib
import json
import logging
import os
import random
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
import warnings

import numpy

PLAIN = (bool, int, float, str)  # bool first: it is an int too
LONGEST = 1 << 16  # leaves of one variable


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints while it is imported is no answer
    prepare()
    for line in sys.stdin:
        request = json.loads(line)
        if "programs" in request:
            answers.write(json.dumps({"runs": run_in_a_row(request["programs"], request["seconds"])}) + "\n")
            answers.flush()
            continue
        numbers = range(request["first"], request["first"] + request["runs"])
        runs = [run(request["program"], number, request["seconds"]) for number in numbers]
        answers.write(json.dumps({"runs": runs}) + "\n")
        answers.flush()


def prepare():
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    import_quietly("qiskit", "qiskit.primitives", "qiskit.visualization", "matplotlib.pyplot")
    import_quietly("qiskit_aer", "qiskit_aer.primitives")
    # transpile asks every installed package for plugins, and qiskit_ibm_runtime has some: without this, each
    # child pays.
    import_quietly("qiskit_ibm_runtime", "qiskit_ibm_runtime.fake_provider")
    import_quietly("qiskit_ibm_runtime.executor_sampler", "qiskit_ibm_runtime.executor_estimator")
    import_quietly("qiskit.transpiler.passes.synthesis.hls_plugins")
    sys.dont_write_bytecode = True


def import_quietly(*modules):
    for module in modules:
        with contextlib.suppress(ImportError):  # a program that needs a missing one says so itself
            __import__(module)


def run(program, number, seconds):
    """One run in a forked child; reads its report from a pipe, and ends the child when its time is over."""
    report = in_a_child(lambda folder: [json.dumps(execute(program, number, folder))], seconds)
    if report is None:
        return failure("timeout", f"still running after {seconds} s")
    if not report:
        return failure("error", "the process died without a report")
    return json.loads(report.decode())


def run_in_a_row(programs, seconds):
    """One run of each program in one child; None for those that it did not come to."""

    def reports(folder):
        for number, program in enumerate(programs):
            inner = os.path.join(folder, str(number))
            os.mkdir(inner)
            yield json.dumps(execute(program, 0, inner)) + "\n"

    report = in_a_child(reports, seconds) or b""
    done = [json.loads(line) for line in report.decode().splitlines()]
    return done + [None] * (len(programs) - len(done))


def in_a_child(reports, seconds):
    """What a forked child writes; None where it is still writing when the time is over.

    Args:
        reports: makes the parts, given a folder that is the child's own.
    """
    folder = tempfile.mkdtemp(prefix="equivalence-")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.setsid()
        live(reports, folder, writing)
    os.close(writing)
    try:
        return read_until(reading, time.monotonic() + seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        shutil.rmtree(folder, ignore_errors=True)


def failure(status, error):
    return {"status": status, "error": error, "text": "", "variables": {}}


def read_until(pipe, deadline):
    """All that comes through ``pipe``, None if it is still open at the deadline."""
    received = []
    while True:
        ready, _, _ = select.select([pipe], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return None
        chunk = os.read(pipe, 1 << 20)
        if not chunk:
            return b"".join(received)
        received.append(chunk)


def live(reports, folder, pipe):
    """The child: reports, and leaves without unwinding the server's stack."""
    try:
        with os.fdopen(pipe, "wb") as stream:
            for part in reports(folder):
                stream.write(part.encode())
                stream.flush()
    finally:
        os._exit(0)


def execute(program, number, folder):
    os.chdir(folder)
    shown = os.open("stdout.txt", os.O_RDWR | os.O_CREAT)
    os.dup2(shown, 1)
    os.close(shown)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    isolate()
    seed(number)
    names = {"__name__": "__main__", "__file__": "program.py"}
    status, error = "ok", ""
    try:
        exec(compile(program, "program.py", "exec"), names)
    except SystemExit as stop:
        if stop.code not in (None, 0):
            status, error = "error", f"SystemExit: {stop.code}"
    except BaseException as problem:
        frames = traceback.extract_tb(problem.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == "program.py"]
        where = f"line {lines[-1]}: " if lines else ""
        status, error = "error", f"{where}{type(problem).__name__}: {problem}"
    sys.stdout.flush()
    with open("stdout.txt", encoding="utf-8", errors="replace") as stream:
        text = stream.read()
    return {"status": status, "error": error[:2000], "text": text, "variables": plain_variables(names)}


def isolate():
    def refuse(*_arguments, **_keywords):
        raise OSError("programs under test have no network")

    socket.socket.connect = refuse
    socket.create_connection = refuse
    try:
        import matplotlib.pyplot

        matplotlib.pyplot.show = lambda *_arguments, **_keywords: matplotlib.pyplot.close("all")
    except ImportError:
        pass


def seed(number):
    """Every source of randomness that a simulator draws from is set from ``number``."""
    random.seed(number)
    numpy.random.seed(number)
    seeds = iter(range(1000 * number + 1, 1000 * number + 1000000))
    unseeded = KEPT.setdefault("default_rng", numpy.random.default_rng)

    def default_rng(seed=None):
        asked_by = sys._getframe(1).f_globals.get("__name__", "")
        return unseeded(next(seeds) if seed is None or asked_by.startswith("qiskit") else seed)

    numpy.random.default_rng = default_rng
    try:
        from qiskit_aer.backends.aerbackend import AerBackend
    except ImportError:
        return
    inner = KEPT.setdefault("run", AerBackend.run)

    def seeded_run(self, *arguments, **options):
        options["seed_simulator"] = next(seeds)
        return inner(self, *arguments, **options)

    AerBackend.run = seeded_run


KEPT = {}  # what ``seed`` replaces, as it was


def plain_variables(names):
    found = {}
    for name, value in names.items():
        if name.startswith("_"):
            continue
        try:
            found[name] = encode(value)
        except Exception as problem:  # an object's own conversion may do anything
            found[name] = {"other": type(value).__name__, "why": str(problem)}
    return found


def encode(value):
    """``value`` in JSON.

    Lists for sequences, sets and arrays, ``{"dict": pairs}``, ``{"complex": [re, im]}``, and ``{"other":
    type}`` for everything that is no plain value.
    """
    if isinstance(value, numpy.generic) or (isinstance(value, numpy.ndarray) and value.ndim == 0):
        value = value.item()
    if value is None:
        return None
    for plain in PLAIN:
        if isinstance(value, plain):
            return plain(value)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, dict):
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, (set, frozenset)):
        return [encode(item) for item in sorted(value, key=repr)]
    if isinstance(value, (list, tuple)) and type(value).__module__ in ("builtins", "__main__"):
        return [encode(item) for item in value[:LONGEST]]
    if type(value).__module__.startswith("qiskit.quantum_info") and hasattr(value, "data"):
        value = value.data  # Statevector, Operator, DensityMatrix
    if isinstance(value, numpy.ndarray) and value.dtype.kind in "biufcU":
        return encode(value.tolist())
    return {"other": type(value).__name__}


if __name__ == "__main__":
    main()
