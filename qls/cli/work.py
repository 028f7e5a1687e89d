"""One file, from its bytes to what is said about it. Worker processes run this: all of it can be pickled."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qls import engine
from qls.engine import Question, Settings
from qls.environment import Environment
from qls.files import FileProgram, Uncarried, Unreadable, decode, read_bytes, write
from qls.report import Finding, Report
from qls.syntax.text import Range, split_lines, visible

if TYPE_CHECKING:
    from qls.semantics.apart import ApartInference


@dataclass(frozen=True)
class Task:
    """A file to look at.

    Attributes:
        path: as the user wrote it, or found under what the user wrote.
        content: the bytes of standard input; None for a file on disk.
    """

    path: str
    environment: Environment
    settings: Settings
    content: bytes | None = None

    def read(self) -> bytes:
        return read_bytes(Path(self.path)) if self.content is None else self.content


@dataclass(frozen=True)
class Found:
    """A finding in the words of the command line: lines and columns count from 1."""

    code: str
    name: str
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: str
    fix: dict[str, str] | None
    cell: int | None = None

    def as_json(self) -> dict[str, object]:
        """The keys that ``--output-format json`` promises; ``cell`` only in notebooks."""
        entry = dict(self.__dict__)
        if self.cell is None:
            del entry["cell"]
        return entry


@dataclass(frozen=True)
class FileOutcome:
    """What came of one file.

    Attributes:
        problems: why a part of it, or all, could not be checked: one line each, without the path.
        applied: how many findings a fix removed.
        content: a fixed program's new bytes; None where nothing changed.
        diff: the same as a unified diff.
        failed: the exit status must say that something could not be done.
    """

    path: str
    found: tuple[Found, ...] = ()
    problems: tuple[str, ...] = ()
    applied: int = 0
    content: bytes | None = field(default=None, repr=False)
    diff: str = ""
    failed: bool = False


def check_file(task: Task) -> FileOutcome:
    """The findings of one file. Never raises: what goes wrong is a problem of the outcome."""
    try:
        program = decode(task.read(), task.path)
        report = engine.analyse(program.source, task.environment, task.settings, partial(_ask, task))
        return _outcome(task, program, report)
    except Exception as error:
        return _failure(task, error)


def fix_file(task: Task, *, unsafe: bool = False, show_only: bool = False) -> FileOutcome:
    """Fix one file in place, or with ``show_only`` say what would change. Never raises."""
    try:
        before = task.read()
        program = decode(before, task.path)
        fixed = engine.fix(program.source, task.environment, task.settings, unsafe=unsafe)
        report = engine.analyse(fixed.text, task.environment, task.settings, partial(_ask, task))
        if not fixed.edits:
            return _outcome(task, program, report)
        after = program.edited(fixed.edits)
        left = _outcome(task, decode(after, task.path), report)
        if task.content is None and not show_only:
            write(Path(task.path), after, before)
        diff = _diff(task.path, before, after, program.encoding) if show_only else ""
        return FileOutcome(task.path, left.found, left.problems, fixed.applied, after, diff, left.failed)
    except Exception as error:
        return _failure(task, error)


def _ask(task: Task, question: Question) -> tuple[str, ...]:
    path, place = Path(task.path).absolute(), question.position
    return _inference().qualified_names(question.text, place.line, place.column, path)


@cache
def _inference() -> ApartInference:
    from qls.semantics.apart import Apart, ApartInference  # most files ask nothing

    return ApartInference(Apart(), (Path.cwd(),))


def _outcome(task: Task, program: FileProgram, report: Report) -> FileOutcome:
    found = tuple(_found(task.path, program, finding) for finding in report.findings)
    if not report.syntax_error:
        return FileOutcome(task.path, found)
    at = report.syntax_error_at
    if program.notebook and at:  # daily life in a notebook; the other cells were checked
        cell, here = program.notebook.locate(Range(at, at))
        line = here.start.line + 1
        return FileOutcome(task.path, found, (f"cell {cell}, line {line} does not parse and was passed over",))
    return FileOutcome(task.path, found, (report.syntax_error,), failed=True)


def _found(path: str, program: FileProgram, finding: Finding) -> Found:
    cell, span = program.locate(finding.range)
    best = finding.best or next(iter(finding.fixes), None)
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
        fix={"title": best.title, "safety": best.safety.value} if best else None,
        cell=cell,
    )


def _diff(path: str, before: bytes, after: bytes, encoding: str) -> str:
    old, new = (split_lines(text.decode(encoding)) for text in (before, after))
    lines = []
    for line in difflib.unified_diff(old, new, _quoted(f"a/{path}"), _quoted(f"b/{path}")):
        lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(lines)


def _quoted(name: str) -> str:
    """A file's name as git writes it in a diff: in quotes where a character of it is not printed."""
    shown = visible(name)
    return name if shown == name else f'"{shown}"'


def _failure(task: Task, error: Exception) -> FileOutcome:
    if isinstance(error, Unreadable):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"not written: {error.strerror or error}"
    elif isinstance(error, Uncarried):
        reason = f"not written: {error}"
    elif isinstance(error, UnicodeEncodeError):
        reason = f"not written: its encoding {error.encoding} lacks a character of the fix"
    else:
        reason = f"not checked, a defect of qls: {type(error).__name__}: {_one_line(error)}"
    return FileOutcome(task.path, problems=(reason,), failed=True)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
