"""``qls verify``: programs and what `qls fix` makes of them are run, and it is said whether they agree."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import click

from qls import engine, environment, pins
from qls.catalogue.sets import KNOWN_SETS, KnownSet
from qls.choice import Settings
from qls.cli import output, pinned
from qls.cli.cache import cache_folder
from qls.cli.run import FolderOptions, collect
from qls.environment import Environment
from qls.files import FileProgram, Unreadable, decode, is_document, is_program
from qls.settings import Options
from qls.syntax.text import visible
from qls.verifying.environments import NotBuilt, python_of, written_for
from qls.verifying.foreign import foreign
from qls.verifying.packages import packages
from qls.verifying.running import Limits, Runner, has_network
from qls.verifying.values import AGREES, DIFFERS
from qls.verifying.verdicts import COULD_NOT, STOPS, Compared, Verdict, judged, sites, summary

_STATUS = {AGREES: 0, DIFFERS: 1, STOPS: 1, COULD_NOT: 2}
_COLOURS = {AGREES: "green", DIFFERS: "red", STOPS: "red", COULD_NOT: "yellow"}


@dataclass(frozen=True)
class Sides:
    """What the programs run on.

    Attributes:
        before, after: interpreters that were named; empty where they are to be found, and built.
        also: further packages of both.
    """

    before: str = ""
    after: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Pair:
    """Two programs to compare.

    Attributes:
        path: as the user wrote it.
        source, fixed: the module before and after.
        program: what findings are located in.
    """

    path: str
    source: str
    fixed: str
    program: FileProgram
    beside: Path


@dataclass(frozen=True)
class Verified:
    """What came of a program: ``sites`` are its findings, each with its place and its verdict."""

    path: str
    verdict: Verdict
    before: str = ""
    after: str = ""
    sites: tuple[dict[str, object], ...] = ()
    runs: int = 0

    def as_json(self) -> dict[str, object]:
        """The keys that ``--format json`` promises."""
        return {
            "path": self.path,
            "verdict": self.verdict.verdict,
            "reason": self.verdict.reason,
            "before": self.before,
            "after": self.after,
            "runs": self.runs,
            "sites": list(self.sites),
            "compared": [_compared_json(each) for each in self.verdict.compared],
        }


def _compared_json(each: Compared) -> dict[str, object]:
    likeness = each.likeness
    return {"what": each.what, "line": each.line, "judged": each.judged, **likeness.__dict__}


@dataclass
class Verifier:
    """Runs programs before and after; to be used as a context.

    Attributes:
        unsafe: fixes that say what they change are made, too.
    """

    sides: Sides
    limits: Limits
    unsafe: bool = False
    options: Options = field(default_factory=Options)
    _stack: ExitStack = field(default_factory=ExitStack, init=False)
    _runners: dict[Path, Runner] = field(default_factory=dict, init=False)

    def __enter__(self) -> Verifier:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def paths(self, paths: Sequence[str]) -> list[Verified]:
        """Each program below ``paths`` against what `qls fix` makes of it."""
        folders = FolderOptions(self.options, lambda path, reason, failed: output.problem(str(path), reason))
        found: list[Verified] = []
        pairs = []
        for task in collect(paths, folders, lambda path, reason, failed: output.problem(str(path), reason)):
            if task is None or not (is_program(task.path) or task.path in paths):
                continue
            if is_document(task.path):
                found.append(Verified(task.path, Verdict(COULD_NOT, "blocks of code in documents are not run")))
                continue
            try:
                program = decode(task.read(), task.path)
                settings = Settings(task.settings.destination, task.settings.select, task.settings.ignore, True)
                fixed = engine.fix(program.source, self._target(), settings, unsafe=self.unsafe)
            except Unreadable as error:
                found.append(Verified(task.path, Verdict(COULD_NOT, str(error))))
                continue
            pairs.append(_Pair(task.path, program.source, fixed.text, program, Path(task.path).absolute().parent))
        return found + self._pairs(pairs)

    def two(self, before: Path, after: Path) -> Verified:
        """Two programs that somebody wrote."""
        try:
            old, new = (decode(path.read_bytes(), str(path)) for path in (before, after))
        except (OSError, Unreadable) as error:
            return Verified(str(after), Verdict(COULD_NOT, str(error)))
        [found] = self._pairs([_Pair(str(after), old.source, new.source, old, before.absolute().parent)])
        return found

    def _target(self) -> Environment:
        return environment.find(self.sides.after) if self.sides.after else environment.newest()

    def _pairs(self, pairs: Sequence[_Pair]) -> list[Verified]:
        with tempfile.TemporaryDirectory(prefix="qls-verify-") as folder:
            written = [_written(Path(folder), pair) for pair in pairs]
            return [self._pair(pair, *files) for pair, files in zip(pairs, written, strict=True)]

    def _pair(self, pair: _Pair, before: Path, after: Path) -> Verified:
        try:
            old = self._runner(self.sides.before, lambda: self._built(self._written_for(pair), pair.source, pair))
            new = self._runner(self.sides.after, lambda: self._built(KNOWN_SETS[0], pair.fixed, pair))
        except (NotBuilt, ValueError) as error:
            return Verified(pair.path, Verdict(COULD_NOT, str(error)))
        ran = old.runs(before, [pair.beside])
        then = new.runs(after, [pair.beside], len(ran)) if all(run.ok for run in ran) else []
        verdict = judged(ran, then, partial(foreign, pair.source, pair.fixed))
        if "ModuleNotFoundError" in verdict.reason and not (self.sides.before or self.sides.after):
            verdict = replace(verdict, reason=f"{verdict.reason} (`--with PACKAGE` installs more)")
        return Verified(pair.path, verdict, str(old.python), str(new.python), self._sites(pair, verdict), len(ran))

    def _sites(self, pair: _Pair, verdict: Verdict) -> tuple[dict[str, object], ...]:
        findings = engine.analyse(pair.source, self._target()).findings
        said = sites([finding.range.start.line + 1 for finding in findings], verdict)
        found = []
        for finding in findings:
            cell, span = pair.program.locate(finding.range)
            place = {"line": span.start.line + 1, **({} if cell is None else {"cell": cell})}
            found.append({"code": finding.code, **place, "verdict": said[finding.range.start.line + 1]})
        return tuple(found)

    def _written_for(self, pair: _Pair) -> KnownSet:
        files = pinned.beside(pair.beside / "program.py")
        found = [pin for file in files for pin in pins.pins(pinned.read(file), pins.pins_in(file.name))]
        return written_for(pair.source, found)

    def _built(self, wanted: KnownSet, text: str, pair: _Pair) -> Path:
        """An interpreter with what a program imports; without that where it cannot be had beside the set."""
        imported = packages(text, pair.beside)
        try:
            return python_of(wanted, (*self.sides.also, *imported), cache_folder(), output.note)
        except NotBuilt as error:
            if not imported:
                raise
            output.note(f"{pair.path} is run without {', '.join(imported)}: {error}")
            return python_of(wanted, self.sides.also, cache_folder(), output.note)

    def _runner(self, named: str, built: Callable[[], Path]) -> Runner:
        if named:
            python = Path(shutil.which(named) or named).absolute()
            if python.is_dir():
                python = python / "bin" / "python"
            if not python.is_file():
                raise ValueError(f"no interpreter at {named}")
        else:
            python = built()
        if python not in self._runners:
            self._runners[python] = self._stack.enter_context(Runner(python, self.limits))
        return self._runners[python]


def _written(folder: Path, pair: _Pair) -> tuple[Path, Path]:
    """The two programs, each in a tree like the one that they are from: they import each other."""
    found = []
    for side, text in (("before", pair.source), ("after", pair.fixed)):
        here = folder / side / pair.beside.relative_to(pair.beside.anchor)
        here.mkdir(parents=True, exist_ok=True)
        name = Path(pair.path).name
        file = here / (name if name.endswith(".py") else f"{name}.py")
        file.write_text(text, encoding="utf-8", newline="")
        found.append(file)
    return found[0], found[1]


def verify(
    paths: Sequence[str],
    pair: tuple[Path, Path] | None,
    verifier: Verifier,
    form: str,
) -> None:
    """Verify, say what came of it, and end the process with the status that it calls for."""
    network = "the system's network is there for them" if has_network() else "without a network"
    output.note(f"qls verify runs these programs, {network}, in folders of their own")
    with verifier:
        found = [verifier.two(*pair)] if pair else verifier.paths(paths)
    if form == "json":
        click.echo(json.dumps([each.as_json() for each in found], indent=2))
    else:
        for each in found:
            _say(each)
        click.echo(summary([each.verdict for each in found]) or "Nothing was verified: no program is there.")
    sys.exit(_status(found))


def _status(found: Sequence[Verified]) -> int:
    """1 where something differs; else 2 where something could not be run, or nothing was."""
    statuses = {_STATUS[each.verdict.verdict] for each in found} or {2}
    return 1 if 1 in statuses else max(statuses)


def _say(found: Verified) -> None:
    verdict = found.verdict
    head = click.style(verdict.verdict, fg=_COLOURS[verdict.verdict], bold=True)
    click.echo(f"{visible(found.path)}: {head}: {visible(verdict.reason)}")
    for site in found.sites:
        cell = f"cell {site['cell']}:" if "cell" in site else ""
        output.text(f"  {cell}{site['line']}: {site['code']} {site['verdict']}")
    for each in verdict.compared:
        likeness = each.likeness
        where = f" (line {each.line})" if each.line else ""
        far = (
            f" (distance {likeness.distance:.3g}, at most {likeness.bound:.3g} by chance)" if likeness.distance else ""
        )
        aside = "" if each.judged else " [not counted]"
        detail = f": {likeness.detail}" if likeness.detail else ""
        output.text(f"  {each.what}{where}: {likeness.verdict}{far}{detail}{aside}")
