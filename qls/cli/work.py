"""One file, from its bytes to what is said about it. Worker processes run this: all of it can be pickled."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qls import engine
from qls.engine import Question, Settings
from qls.environment import Environment
from qls.files import FileProgram, Unreadable, decode, read_bytes, write
from qls.report import FAIL_ON, Finding, Report, Safety
from qls.syntax.text import Range, split_lines

if TYPE_CHECKING:
    from qls.semantics.inference import StubInference


@dataclass(frozen=True)
class Task:
    """A file to look at.

    Attributes:
        path: as the user wrote it, or found under what the user wrote.
        content: the bytes of standard input; None for a file on disk.
        fail_on: the least severity with which a finding makes the check fail, one of ``FAIL_ON``.
    """

    path: str
    environment: Environment
    settings: Settings
    content: bytes | None = None
    fail_on: str = FAIL_ON[0]

    def read(self) -> bytes:
        return read_bytes(Path(self.path)) if self.content is None else self.content


@dataclass(frozen=True)
class FixFound:
    """The best fix of a finding.

    Attributes:
        changes: what it changes in the program's answer; empty where it is safe.
        needs: the options without which `qls fix` leaves it.
    """

    title: str
    safety: str
    changes: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A finding in the words of the command line: lines and columns count from 1.

    Attributes:
        reason: why no more is offered, without its full stop.
        source: the line of the program that it begins on.
    """

    code: str
    name: str
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: str
    fix: FixFound | None = None
    reason: str = ""
    source: str = ""
    link: str = ""
    cell: int | None = None

    def as_json(self) -> dict[str, object]:
        """The keys that ``--output-format json`` promises; ``cell`` only in notebooks."""
        entry = {**self.__dict__, "fix": None if self.fix is None else {**self.fix.__dict__}}
        if self.cell is None:
            del entry["cell"]
        return entry


@dataclass(frozen=True)
class FileOutcome:
    """What came of one file.

    Attributes:
        found: what is there; after a fix, what is left.
        problems: why a part of it, or all, could not be checked: one line each, without the path.
        gone: the codes of the findings that a fix removed.
        content: a fixed program's new bytes; None where nothing changed.
        diff: the same as a unified diff.
        failed: the exit status must say that something could not be done.
        fail_on: as the task said.
    """

    path: str
    found: tuple[Found, ...] = ()
    problems: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    content: bytes | None = field(default=None, repr=False)
    diff: str = ""
    failed: bool = False
    fail_on: str = FAIL_ON[0]

    @property
    def fails(self) -> bool:
        """True where something was found that the exit status must tell."""
        graver = () if self.fail_on == FAIL_ON[-1] else FAIL_ON[: FAIL_ON.index(self.fail_on) + 1]
        return any(each.severity in graver for each in self.found)


def check_file(task: Task) -> FileOutcome:
    """The findings of one file. Never raises: what goes wrong is a problem of the outcome."""
    try:
        program = decode(task.read(), task.path)
        report = engine.analyse(program.source, task.environment, task.settings, partial(_ask, task))
        return _outcome(task, program, report)
    except Exception as error:
        return _failure(task, error)


@dataclass(frozen=True)
class Explained:
    """What an editor's hover says of a finding, and from which line of which cell to which one it is."""

    text: str
    first: int
    last: int
    cell: int | None


def explained(task: Task) -> list[Explained]:
    """The findings of a file, in words.

    Raises:
        Unreadable: the file cannot be read as a program.
    """
    program = decode(task.read(), task.path)
    found = []
    for finding in engine.analyse(program.source, task.environment, task.settings, partial(_ask, task)).findings:
        cell, span = program.locate(finding.range)
        text = finding.explain() or f"**{finding.code} {finding.name}** — {finding.message}"
        found.append(Explained(text, span.start.line + 1, span.end.line + 1, cell))
    return found


def fix_file(task: Task, *, unsafe: bool = False, show_only: bool = False) -> FileOutcome:
    """Fix one file in place, or with ``show_only`` say what would change. Never raises.

    A file that does not parse is left as it is: half of it would be migrated.
    """
    try:
        before = task.read()
        program = decode(before, task.path)
        fixed = engine.fix(program.source, task.environment, task.settings, unsafe=unsafe)
        broken = fixed.report.syntax_error and not program.notebook
        if not fixed.edits or broken:
            text = program.source if broken else fixed.text
            report = engine.analyse(text, task.environment, task.settings, partial(_ask, task))
            return _outcome(task, program, report, after_fixes=True)
        after = program.edited(fixed.edits)
        report = engine.analyse(fixed.text, task.environment, task.settings, partial(_ask, task))
        left = _outcome(task, decode(after, task.path), report, after_fixes=True)
        diff = ""
        if show_only:
            diff = _diff(task.path, before, after, program.encoding)
            problems = _outcome(task, program, engine.analyse(program.source, task.environment, task.settings)).problems
            left = replace(left, problems=problems)  # with the lines of the file as it is
        elif task.content is None:
            write(Path(task.path), after)
        return replace(left, gone=tuple([finding.code for finding in fixed.gone]), content=after, diff=diff)
    except Exception as error:
        return _failure(task, error)


def _ask(task: Task, question: Question) -> tuple[str, ...]:
    path, place = Path(task.path).absolute(), question.position
    return _inference().qualified_names(question.text, place.line, place.column, path)


@cache
def _inference() -> StubInference:
    from qls.semantics.inference import StubInference  # jedi comes with it: most files need none

    return StubInference((Path.cwd(),))


def _outcome(task: Task, program: FileProgram, report: Report, *, after_fixes: bool = False) -> FileOutcome:
    due = {id(finding) for finding in engine.due(report, task.settings)}
    lines = split_lines(program.source)
    found = tuple([_found(task.path, program, lines, finding, due=id(finding) in due) for finding in report.findings])
    outcome = FileOutcome(task.path, found, fail_on=task.fail_on)
    if after_fixes:
        outcome = replace(outcome, found=tuple(map(_still_there, found, report.findings)))
    if not report.syntax_error:
        return outcome
    at = report.syntax_error_at
    if program.notebook and at:  # daily life in a notebook; the other cells were checked
        cell, here = program.notebook.locate(Range(at, at))
        line = here.start.line + 1
        return replace(outcome, problems=(f"cell {cell}, line {line} does not parse and was passed over",))
    left = [replace(each, fix=None, reason="the file does not parse") for each in found]
    return replace(outcome, found=tuple(left), problems=(report.syntax_error,), failed=True)


def _found(path: str, program: FileProgram, lines: list[str], finding: Finding, *, due: bool) -> Found:
    cell, span = program.locate(finding.range)
    line = finding.range.start.line
    return Found(
        finding.code,
        name=finding.name,
        message=finding.message,
        path=path,
        line=span.start.line + 1,
        column=span.start.column + 1,
        end_line=span.end.line + 1,
        end_column=span.end.column + 1,
        severity=finding.severity.value,
        fix=_fix_found(finding, due=due),
        reason=finding.reason,
        source=lines[line].rstrip("\r\n") if line < len(lines) else "",
        link=finding.link,
        cell=cell,
    )


def _still_there(found: Found, finding: Finding) -> Found:
    """A finding that is left although its fix was made: why that could not be carried out."""
    if found.fix is None or found.fix.needs or finding.best is None:
        return found
    try:
        finding.best.edits  # noqa: B018  # worked out anew at each use
    except ValueError as conflict:
        return replace(found, fix=None, reason=str(conflict))
    return found


def _fix_found(finding: Finding, *, due: bool) -> FixFound | None:
    best = finding.best or next(iter(finding.fixes), None)
    if best is None:
        return None
    needs = (() if due else ("--modernize",)) + (() if best.safety is Safety.SAFE else ("--unsafe-fixes",))
    return FixFound(best.title, best.safety.value, best.changes, needs)


def _diff(path: str, before: bytes, after: bytes, encoding: str) -> str:
    old, new = (text.decode(encoding).splitlines(keepends=True) for text in (before, after))
    lines = []
    for line in difflib.unified_diff(old, new, f"a/{path.lstrip('/')}", f"b/{path.lstrip('/')}"):
        lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(lines)


def _failure(task: Task, error: Exception) -> FileOutcome:
    if isinstance(error, Unreadable):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"not written: {error.strerror or error}"
    elif isinstance(error, UnicodeEncodeError):
        reason = f"not written: its encoding {error.encoding} lacks a character of the fix"
    else:
        reason = f"not checked, a defect of qls: {type(error).__name__}: {_one_line(error)}"
    return FileOutcome(task.path, problems=(reason,), failed=True)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
