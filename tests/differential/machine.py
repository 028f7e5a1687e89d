"""Fixes generated programs and runs them before and after; remembers what it ran; makes what disagrees small."""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qls import engine
from qls.environment import newest
from qls.report import Safety
from tests.environments import CACHE, LEGACY_1X, NEW, OLD, Recipe, python_of
from tests.equivalence.compare import differences
from tests.equivalence.runner import RUNS, Run, Runner

SECONDS = 30.0
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

    def get(self, *parts: str) -> list[str] | None:
        row = self._base.execute("SELECT value FROM ran WHERE key = ?", (_key(parts),)).fetchone()
        return None if row is None else list(json.loads(row[0]))

    def put(self, value: list[str], *parts: str) -> list[str]:
        self._base.execute("INSERT OR REPLACE INTO ran VALUES (?, ?)", (_key(parts), json.dumps(value)))
        return value


def _key(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Machine:
    """Judges programs written for one old environment."""

    def __init__(self, old: Recipe = OLD, memory: Path = CACHE / "differential" / "ran.sqlite") -> None:
        self._name = hashlib.sha256(old.file.read_bytes() + NEW.file.read_bytes()).hexdigest()[:16]
        self._old, self._new = Runner(python_of(old)), Runner(python_of(NEW))
        self._memory = Memory(memory)

    def close(self) -> None:
        self._old.close()
        self._new.close()

    def judge(self, before: str) -> Verdict:
        """Fix a program safely, and compare what it does before and after."""
        try:
            fixed = engine.fix(before, newest())
            again = engine.fix(fixed.text, newest()).text
        except Exception as problem:  # whatever it is, it is a finding of this machine
            return Verdict(RAISES, before, before, f"{type(problem).__name__}: {problem}")
        after = fixed.text
        died = self._dies(self._old, before, "old")
        if died:
            return Verdict(OLD_DIES, before, after, died)
        if again != after:
            return Verdict(AGAIN, before, after, "\n".join(difflib.ndiff(after.splitlines(), again.splitlines())))
        reasons = [f"{finding.code}: {finding.message}" for finding in fixed.report.findings]
        errors = [finding for finding in fixed.report.findings if finding.severity.value == "error"]
        died = self._dies(self._new, after, "new")
        if died:
            kind = (UNFIXED if after == before else REPORTED) if errors else SILENT
            return Verdict(kind, before, after, " | ".join([died, *reasons]))
        if any(fix.safety is Safety.SAFE for finding in fixed.report.findings for fix in finding.fixes):
            return Verdict(OFFERED, before, after, " | ".join(reasons))
        if after == before:
            return Verdict(UNTOUCHED, before, after)
        found = self._differences(before, after)
        return Verdict(DIFFERS if found else AGREES, before, after, "; ".join(found))

    def _dies(self, runner: Runner, program: str, age: str) -> str:
        known = self._memory.get(self._name, age, program)
        if known is None:
            [run] = runner.run(program, runs=1, seconds=SECONDS)
            known = self._memory.put(
                [] if run.status == "ok" else [f"{run.status}: {run.error}"], self._name, age, program
            )
        return known[0] if known else ""

    def _differences(self, before: str, after: str) -> list[str]:
        known = self._memory.get(self._name, before, after)
        if known is None:
            known = self._memory.put(self._compared(before, after), self._name, before, after)
        return known

    def _compared(self, before: str, after: str) -> list[str]:
        """One run of each decides where they agree; what one run leaves open, eight of each do."""
        if not differences(*(self._runs(runner, text, 1) for runner, text in self._sides(before, after))):
            return []
        return differences(*(self._runs(runner, text, RUNS) for runner, text in self._sides(before, after)))

    def _sides(self, before: str, after: str) -> tuple[tuple[Runner, str], tuple[Runner, str]]:
        return (self._old, before), (self._new, after)

    @staticmethod
    def _runs(runner: Runner, program: str, runs: int) -> list[Run]:
        return runner.run(program, runs=runs, seconds=SECONDS)


def machine(family: str) -> Machine:
    """The machine for programs of a family: ``sampling`` or ``primitives``."""
    return Machine(LEGACY_1X if family == "primitives" else OLD)


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
