"""Faults put into qls on purpose, one at a time: each must make a test fail. ``python -m tests.mutants``

They are in what decides whether a fix is safe: where paths meet, which registers a circuit has, what text may be moved,
which imports may leave. A mutant that survives is a promise that no test looks at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_MEANING = ("inference", "several", "joins", "refinement", "functions", "listed_circuits", "refusals")
_EDITS = ("moving", "fresh", "imports", "promise", "refusals")
_OTHERS = ("expectations", "opflow", "algorithms", "primitives_v1", "notebook", "incremental")


@dataclass(frozen=True)
class Mutant:
    """One fault.

    Attributes:
        file: where it is, below ``qls/``.
        old: what stands there, once; ``new`` what takes its place.
        tests: the files of tests that are the first to notice.
    """

    file: str
    old: str
    new: str
    tests: tuple[str, ...] = _MEANING

    @property
    def title(self) -> str:
        return f"{self.file}: {' '.join(self.old.split())[:58]} -> {' '.join(self.new.split())[:58] or '(left out)'}"


def _of(file: str, *changes: tuple[str, str], tests: tuple[str, ...] = _MEANING) -> list[Mutant]:
    return [Mutant(file, old, new, tests) for old, new in changes]


MUTANTS = [
    *_of(
        "semantics/interpreter.py",
        ("if falls and falls_else:\n            self.merge(after)", "if falls and falls_else:\n            pass"),
        ("        elif falls:\n            self.back_to(after)\n", ""),
        ("            self.merge(seen)\n            if self.save()", "            if self.save()"),
        ("            self.merge(done)\n", ""),
        ("            for end in ends[1:]:\n                self.merge(end)\n", ""),
        ("        self.back_to(saved)\n        for end in ends:\n            self.merge(end)\n", "        self.back_to(saved)\n"),
        ("for number in range(_LOOP_ROUNDS):", "for number in range(1):"),
    ),
    *_of(
        "semantics/values.py",
        ("registers = one.registers | other.registers", "registers = one.registers"),
        ("one.qubits if one.qubits == other.qubits else None", "one.qubits"),
        ("one.measured or other.measured", "one.measured"),
        ("one.saves or other.saves", "one.saves"),
        ("one.conditional or other.conditional", "one.conditional"),
        ("one.wiring if one.wiring == other.wiring else None", "one.wiring"),
        ("one.mixed or other.mixed", "one.mixed"),
        ("ListState(join(one.item, other.item)", "ListState(one.item"),
        ("items = tuple(map(join, one.items, other.items)) if same else None", "items = one.items"),
        ("one.order.joined(other.order)", "one.order"),
        ("merged[name] = join(merged.get(name, NOTHING), value)", "merged[name] = value"),
        ("    both = one | other\n", "    both = one\n"),
    ),
    *_of(
        "semantics/calls.py",
        ("            self.back_to(before)\n            answer = join", "            answer = join"),
        ("        for end in ends[:-1]:\n            self.merge(end)\n", ""),
    ),
    *_of(
        "semantics/several.py",
        ("0 < since == len(inner) and all(atom in loop.elements for loop in inner)", "len(inner) > 0"),
        ("enough = times > len(marked)", "enough = True"),
        ("(not enough and (not each or mixed))", "(not enough and not each)"),
    ),
    *_of(
        "semantics/circuits.py",
        ("        if () not in mine:\n            return mine\n", "        return mine\n"),
        ("theirs |= self.state_of(atom).registers", "theirs = self.state_of(atom).registers"),
        ("extra = tuple(r for r in b if r.name not in names or (r.name is None and r.made not in same))", "extra = b"),
        ("tuple(reversed(r)) for r in state.registers", "r for r in state.registers"),
    ),
    *_of("semantics/counted.py", ("if strangers and name in READ_OF_RESULTS:", "if False:")),
    *_of(
        "semantics/settings.py",
        ("if isinstance(atom, Options):", "if False:"),
        ("""if builtin == "setattr" or not isinstance(name, str):""", "if not isinstance(name, str):"),
        ("""if name == "set_options" or name in _OF_PYTHON:""", "if False:"),
    ),
    *_of(
        "semantics/naming.py",
        ("repeats = self.repeats or other.repeats or self.loops != other.loops or _twice(entries)", "repeats = self.repeats"),
    ),
    *_of(
        "planning/sampling/samples.py",
        ("for size in reversed(sizes):", "for size in sizes:"),
        ("sizes = widths.pop() if len(widths) == 1 else None", "sizes = widths.pop() if widths else None"),
        ("for register in reversed(pub.data.values()))", "for register in pub.data.values())"),
    ),
    *_of(
        "rewriting/moving.py",
        ("if not self._keeps(name, home, at, to):", "if False:"),
        ("        if not (there.node is home.node and (home.node is None or at.number == to.number)):", "        if False:"),
        ("if min(here, there) < when < max(here, there):", "if False:"),
        ("        return any(loop.contains(around) for loop in either)", "        return False"),
        ("if foreign and self._changes_between(at, to):", "if False:"),
        ("            self._refuse_bindings(at, part)\n", ""),
        ("            self._reads(part.span, at, to)\n", ""),
        ("        if not self._overwritten(at) or there < here:\n            either += both\n", ""),
        ("            self._refuse_class(at, part)\n", "            pass\n"),
        ("if not self._bound_again(name, home, at, part):", "if False:"),
        ("            if not self._is_dropped(where):\n", "            if False:\n"),
        ("if (calls or objects) and apart:", "if calls and apart:"),
        tests=_EDITS,
    ),
    *_of(
        "rewriting/fresh.py",
        ("while new in taken or new in words:", "while False:"),
        ("if bound else set()", "if not bound else set()"),
        tests=_EDITS,
    ),
    *_of(
        "rewriting/imports.py",
        ("if local not in self.plan.released or gone.mentions(local):", "if local not in self.plan.released:"),
        ("if local not in self.plan.released or gone.mentions(local):", "if gone.mentions(local):"),
        ("return all(map(gone.covers, reads)) and (bool(reads)", "return (bool(reads)"),
        ("            if statement.guarded:\n                continue\n            for at", "            for at"),
        ("            if not self._is_bound_beside(number, package):\n", "            if False:\n"),
        ("            if same and statement.reaches(place) and statement in self.imports:", "            if same:"),
        ("if not each.top and each.reaches(place) and not", "if not each.top and not"),
        ("and not gone.mentions(alias.name)", ""),
        tests=_EDITS,
    ),
    *_of(
        "rewriting/names.py",
        ("        if self.guarded or self.scope.kind == CLASS:\n            return False\n", ""),
        ("            return self.span.start.line < place.line", "            return True"),
        tests=_EDITS,
    ),
    *_of(
        "rewriting/promise.py",
        ("""return f"`{lost[0]}` would not be bound where it is read" if lost else \"\"""", """return \"\""""),
        ("""if after.broken > source.broken or _uncompilable(new) > _uncompilable(old):""", "if False:"),
        ("found |= each.early | (each.first - so_far)", "found |= each.early"),
        tests=_EDITS,
    ),
    *_of(
        "syntax/guards.py",
        ("if names & _IMPORT_ERRORS:", "if names:"),
        ("and not _is_of_python(part.value)", ""),
        tests=_EDITS,
    ),
]  # fmt: skip


def survives(mutant: Mutant, copy: Path) -> bool:
    """True where every test passes with the fault in ``copy``, a copy of this repository."""
    file = copy / "qls" / mutant.file
    text = file.read_text()
    if text.count(mutant.old) != 1:
        raise SystemExit(f"stands {text.count(mutant.old)} times: {mutant.title}")
    file.write_text(text.replace(mutant.old, mutant.new))
    try:
        rest = [name for name in (*_MEANING, *_EDITS, *_OTHERS) if name not in mutant.tests]
        return all(_pass(copy, names) for names in (mutant.tests, dict.fromkeys(rest), ("migrations",)))
    finally:
        file.write_text(text)


def _pass(copy: Path, names: object) -> bool:
    files = [f"tests/test_{name}.py" for name in names]  # type: ignore[attr-defined]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *files]
    command += ["-k", "not same_answer"]  # those run programs, and take minutes
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="mutants whose title has this text")
    options = parser.parse_args()
    chosen = [mutant for mutant in MUTANTS if options.only in mutant.title]
    left = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        skipped = shutil.ignore_patterns(".git", ".venv", ".environments", "node_modules", "vscode-client", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=skipped)
        (copy / ".environments").symlink_to(ROOT / ".environments")
        for mutant in chosen:
            start = time.monotonic()
            alive = survives(mutant, copy)
            left += [mutant] if alive else []
            print(f"{'SURVIVES' if alive else 'killed':8} {time.monotonic() - start:4.0f} s  {mutant.title}", flush=True)
    print(f"{len(chosen)} mutants, {len(chosen) - len(left)} killed, {len(left)} survive")
    sys.exit(bool(left))


if __name__ == "__main__":
    main()
