"""Fixes generated programs and runs them before and after; remembers what it ran; makes what disagrees small."""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qls import engine
from qls.engine import Fixed
from qls.environment import newest
from qls.report import Safety, Severity
from tests.environments import CACHE, LEGACY_1X, NEW, OLD, Recipe, python_of
from tests.equivalence.compare import differences
from tests.equivalence.runner import RUNS, Run, Runner

SECONDS = 30.0
BY_CHANCE = "Multiple values have the same maximum counts"  # most_frequent() of a tie, in either world
AGREES, UNTOUCHED, UNFIXED, OLD_DIES = "agrees", "runs as it is", "not fixed", "never ran"
# What must not be:
DIFFERS, SILENT, REPORTED = "differs", "dies and nothing says so", "dies of what is reported"
RAISES, AGAIN, OFFERED = "qls raises", "is fixed again", "still offers a safe fix"
WRONG = (DIFFERS, SILENT, RAISES, AGAIN, OFFERED)


@dataclass(frozen=True)
class Verdict:
    """What became of a program.

    Attributes:
        kind: one of the words above.
        before: the program; ``after`` what its safe fixes made of it.
        why: how the answers differ, what it died of, or why it was not fixed.
    """

    kind: str
    before: str
    after: str
    why: str = ""

    @property
    def diff(self) -> str:
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


class Memory:
    """What was run, by the hash of the programs: code that changes costs only what it changes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("CREATE TABLE IF NOT EXISTS ran (key TEXT PRIMARY KEY, value TEXT)")

    def get(self, *parts: str) -> dict[str, Any] | None:
        row = self._base.execute("SELECT value FROM ran WHERE key = ?", (_key(parts),)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def put(self, value: dict[str, Any], *parts: str) -> dict[str, Any]:
        self._base.execute("INSERT OR REPLACE INTO ran VALUES (?, ?)", (_key(parts), json.dumps(value)))
        return value


def _key(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Machine:
    """Judges programs written for one old environment."""

    def __init__(self, old: Recipe, memory: Path) -> None:
        self._name = hashlib.sha256(old.file.read_bytes() + NEW.file.read_bytes()).hexdigest()[:16]
        self._old, self._new = Runner(python_of(old)), Runner(python_of(NEW))
        self._memory = Memory(memory)

    def close(self) -> None:
        self._old.close()
        self._new.close()

    def judge(self, before: str) -> Verdict:
        """Fix a program safely, and compare what it does before and after."""
        return self.judge_all([before])[0]

    def judge_all(self, programs: Sequence[str]) -> list[Verdict]:
        """The same for many programs, for less."""
        fixed = [_fixed(before) for before in programs]
        old = self._ran(self._old, "old", programs)
        runs = [each is not None and run.status == "ok" for each, run in zip(fixed, old, strict=True)]
        afters = [each.text for each, ran in zip(fixed, runs, strict=True) if each is not None and ran]
        new = iter(self._ran(self._new, "new", afters))
        return [
            self._verdict(before, each, one, next(new) if ran else None)
            for before, each, one, ran in zip(programs, fixed, old, runs, strict=True)
        ]

    def _verdict(self, before: str, fixed: Fixed | None, old: Run, new: Run | None) -> Verdict:
        if fixed is None:
            return Verdict(RAISES, before, before, _complaint(before))
        after, report = fixed.text, fixed.report
        if new is None or BY_CHANCE in new.error:
            return Verdict(OLD_DIES, before, after, old.error if new is None else new.error)
        again = engine.fix(after, newest()).text
        if again != after:
            return Verdict(AGAIN, before, after, "\n".join(difflib.ndiff(after.splitlines(), again.splitlines())))
        reasons = [f"{finding.code}: {finding.message}" for finding in report.findings]
        if new.status != "ok":
            errors = any(finding.severity is Severity.ERROR for finding in report.findings)
            kind = (UNFIXED if after == before else REPORTED) if errors else SILENT
            return Verdict(kind, before, after, " | ".join([f"{new.status}: {new.error}", *reasons]))
        if any(fix.safety is Safety.SAFE for finding in report.findings for fix in finding.fixes):
            return Verdict(OFFERED, before, after, " | ".join(reasons))
        if after == before:
            return Verdict(UNTOUCHED, before, after)
        found = self._differences(before, after, old, new)
        return Verdict(DIFFERS if found else AGREES, before, after, "; ".join(found))

    def _ran(self, runner: Runner, age: str, programs: Sequence[str]) -> list[Run]:
        """One run of each, out of memory where it was run before."""
        known = {program: self._memory.get(self._name, age, program) for program in programs}
        missing = [program for program, value in known.items() if value is None]
        found = dict(zip(missing, runner.run_in_a_row(missing, seconds=SECONDS * 4), strict=True)) if missing else {}
        for program, run in found.items():
            if run is None or run.status != "ok":  # alone: what the ones before left behind is no fault of its own
                [run] = runner.run(program, runs=1, seconds=SECONDS)
            known[program] = self._memory.put(asdict(run), self._name, age, program)
        return [Run(**(known[program] or {})) for program in programs]

    def _differences(self, before: str, after: str, old: Run, new: Run) -> list[str]:
        """One run of each decides where they agree; what one run leaves open, eight of each do."""
        if not differences([old], [new]):
            return []
        known = self._memory.get(self._name, "many", before, after)
        if known is None:
            known = self._memory.put({"differs": self._looked_into(before, after)}, self._name, "many", before, after)
        return list(known["differs"])

    def _looked_into(self, before: str, after: str) -> list[str]:
        """How the answers differ in many runs: of thousands of programs, some differ in eight by chance."""
        found: list[str] = []
        for times in (RUNS, 6 * RUNS):
            old, new = (
                runner.run(program, runs=times, seconds=SECONDS)
                for runner, program in ((self._old, before), (self._new, after))
            )
            if any(BY_CHANCE in run.error for run in (*old, *new)):
                return []
            found = differences(old, new)
            if not found:
                break
        return found


def _fixed(program: str) -> Fixed | None:
    try:
        return engine.fix(program, newest())
    except Exception:  # whatever it is, it is a finding of this machine
        return None


def _complaint(program: str) -> str:
    try:
        engine.fix(program, newest())
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return "not the second time"


def machine(family: str, memory: Path = CACHE / "differential" / "runs.sqlite") -> Machine:
    """The machine for programs of a family: ``sampling`` or ``primitives``."""
    return Machine(LEGACY_1X if family == "primitives" else OLD, memory)


def shrunk(program: str, still: Callable[[str], bool]) -> str:
    """``program`` without the lines that it does not take for ``still`` to hold."""
    lines, size = program.splitlines(), 8
    while size:
        at = 0
        while at < len(lines):
            fewer = [*lines[:at], *lines[at + size :]]
            text = "\n".join(fewer) + "\n"
            if fewer and _parses(text) and still(text):
                lines = fewer
            else:
                at += 1
        size //= 2
    return "\n".join(lines) + "\n"


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
