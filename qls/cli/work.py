"""One file, from its bytes to what is said about it. Worker processes run this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qls import engine
from qls.cli import pinned
from qls.cli.cache import digest_of
from qls.cli.diffs import diff
from qls.cli.found import FileOutcome, FixFound, Found, Task
from qls.cli.needs import Need, needs
from qls.engine import Question
from qls.files import FileProgram, Uncarried, Unreadable, decode, decode_blocks, is_document, write
from qls.own import DEAD_PIN
from qls.pins import kind_of, pins_in
from qls.report import Finding, Report, Safety
from qls.syntax.text import Range, TextEdit, apply_edits, split_lines

if TYPE_CHECKING:
    from qls.semantics.apart import ApartInference

_LONGEST_SHOWN = 1000  # characters; a longer line is no line that anybody reads, and can have a finding in each call


def check_file(task: Task) -> FileOutcome:
    """The findings of one file. Never raises: what goes wrong is a problem of the outcome."""
    try:
        content, asked = task.read(), list[Question]()
        if kind := kind_of(Path(task.path).name):
            return replace(_pins(task, kind, content, apply=False), digest=digest_of(content))
        try:
            programs = _programs(task, content)
        except Unreadable as error:
            return replace(_failure(task, error), digest=digest_of(content))

        def ask(question: Question) -> tuple[str, ...]:
            asked.append(question)
            return _ask(task, question)

        outcomes = []
        for program in programs:
            report = engine.analyse(program.source, task.environment, task.settings, ask)
            outcome, _ = _with_pins(task, program, _outcome(task, program, report), apply=False)
            outcomes.append(outcome)
        return replace(_merged(task, outcomes), digest=digest_of(content), asked=bool(asked))
    except Exception as error:
        return _failure(task, error)


def _programs(task: Task, content: bytes) -> list[FileProgram]:
    """The program in a file, or those in its blocks of code."""
    if is_document(task.path):
        return decode_blocks(content, task.path)
    whole = decode(content, task.path)
    return [whole, *(decode_blocks(content, task.path) if task.blocks else ())]


def _merged(task: Task, outcomes: Sequence[FileOutcome]) -> FileOutcome:
    """One outcome for the programs of a file."""
    if len(outcomes) == 1:
        return outcomes[0]
    found = sorted((each for outcome in outcomes for each in outcome.found), key=lambda each: (each.line, each.column))
    problems = tuple([each for outcome in outcomes for each in outcome.problems])
    failed = any(outcome.failed for outcome in outcomes)
    return FileOutcome(task.path, tuple(found), problems, failed=failed, fail_on=task.fail_on)


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
    found = []
    for program in _programs(task, task.read()):
        for finding in engine.analyse(program.source, task.environment, task.settings, partial(_ask, task)).findings:
            cell, span = program.locate(finding.range)
            text = "\n\n".join(filter(None, (f"**{finding.message}**", finding.explain())))
            found.append(Explained(text, span.start.line + 1, span.end.line + 1, cell))
    return found


def fix_file(task: Task, *, unsafe: bool = False, show_only: bool = False) -> FileOutcome:
    """Fix one file in place, or with ``show_only`` say what would change. Never raises."""
    try:
        before = task.read()
        if kind := kind_of(Path(task.path).name):
            outcome = _pins(task, kind, before, apply=unsafe or not task.held)
        elif is_document(task.path):
            outcome = _fixed_blocks(task, before, unsafe=unsafe, show_only=show_only)
        else:
            outcome = _fixed_file(task, before, unsafe=unsafe, show_only=show_only)
        if outcome.content is None:
            return outcome
        if show_only:
            return replace(outcome, diff=diff(task.path, before, outcome.content))
        if task.content is None:
            write(Path(task.path), outcome.content, before)
        return outcome
    except Exception as error:
        return _failure(task, error)


def _fixed_file(task: Task, content: bytes, *, unsafe: bool, show_only: bool) -> FileOutcome:
    """A program with its fixes made, and where that is asked for those of its docstrings: these first."""
    if not task.blocks:
        return _fixed(task, content, unsafe=unsafe, show_only=show_only)
    blocks = _fixed_blocks(task, content, unsafe=unsafe, show_only=show_only)
    outcome = _fixed(task, blocks.content or content, unsafe=unsafe, show_only=show_only)
    now = outcome.content or blocks.content
    left = _left_in_blocks(task, now or content)
    return replace(
        _merged(task, [outcome, left]),
        gone=(*blocks.gone, *outcome.gone),
        content=now,
        needs=(*blocks.needs, *outcome.needs),
    )


def _fixed_blocks(task: Task, content: bytes, *, unsafe: bool, show_only: bool) -> FileOutcome:
    """A document with the programs of its blocks fixed, one after the other: their order stays."""
    gone, needed, now = list[str](), list[Need](), content
    for at in range(len(decode_blocks(content, task.path))):
        program = decode_blocks(now, task.path)[at]
        fixed = engine.fix(program.source, task.environment, task.settings, unsafe=unsafe)
        if fixed.edits:
            now = program.edited(fixed.edits)
            gone += [finding.code for finding in fixed.gone]
            needed += needs(program.source, fixed.text, task.environment)
    outcome = _left_in_blocks(task, now)
    if show_only:  # with the lines of the file as it is
        outcome = replace(outcome, problems=_left_in_blocks(task, content).problems)
    return replace(outcome, gone=tuple(gone), needs=tuple(needed), content=now if now != content else None)


def _left_in_blocks(task: Task, content: bytes) -> FileOutcome:
    outcomes = []
    for program in decode_blocks(content, task.path):
        report = engine.analyse(program.source, task.environment, task.settings, partial(_ask, task))
        outcomes.append(_outcome(task, program, report, after_fixes=True))
    return _merged(task, outcomes)


def _fixed(task: Task, content: bytes, *, unsafe: bool, show_only: bool) -> FileOutcome:
    """A program with its fixes made. One that does not parse is left as it is: half of it would be migrated."""
    program = decode(content, task.path)
    fixed = engine.fix(program.source, task.environment, task.settings, unsafe=unsafe)
    if not fixed.edits or (fixed.report.syntax_error and not program.notebook):
        report = engine.analyse(program.source, task.environment, task.settings, partial(_ask, task))
        outcome, after = _outcome(task, program, report, after_fixes=True), program
    else:
        content = program.edited(fixed.edits)
        report = engine.analyse(fixed.text, task.environment, task.settings, partial(_ask, task))
        after = decode(content, task.path)
        outcome = _outcome(task, after, report, after_fixes=True)
        if show_only:  # with the lines of the file as it is
            before = engine.analyse(program.source, task.environment, task.settings)
            outcome = replace(outcome, problems=_outcome(task, program, before).problems)
        outcome = replace(
            outcome,
            gone=tuple([finding.code for finding in fixed.gone]),
            content=content,
            needs=needs(program.source, fixed.text, task.environment),
        )
    outcome, pinned = _with_pins(task, after, outcome, apply=unsafe or not (task.held or outcome.broken))
    gone = (*outcome.gone, *(DEAD_PIN.code for _ in pinned))
    return replace(outcome, gone=gone, content=after.edited(pinned)) if pinned else outcome


def _pins(task: Task, kind: str, content: bytes, *, apply: bool) -> FileOutcome:
    """A file of requirements; with ``apply``, brought up to date."""
    text = content.decode("utf-8")
    dead = pinned.dead_of_file(text, kind, task.environment) if task.settings.wants(DEAD_PIN.code) else []
    outcome = FileOutcome(task.path, fail_on=task.fail_on)
    edits = pinned.edits(dead) if apply else []
    left = [each for each in dead if not apply or each.text is None]
    if not edits:
        return replace(outcome, found=tuple(pinned.as_found(task.path, text, left, held=task.held)))
    after = apply_edits(text, edits)
    left = pinned.dead_of_file(after, kind, task.environment)
    found = tuple(pinned.as_found(task.path, after, left, held=task.held))
    return replace(outcome, found=found, gone=(DEAD_PIN.code,) * len(edits), content=after.encode("utf-8"))


def _with_pins(
    task: Task, program: FileProgram, outcome: FileOutcome, *, apply: bool
) -> tuple[FileOutcome, list[TextEdit]]:
    """The outcome with the pins in a program, and the edits that bring up to date those that are.

    They are in a notebook's commands, and in what a `setup.py` requires.
    """
    notebook, kind = program.notebook, pins_in(Path(task.path).name)
    if not (notebook or kind) or not task.settings.wants(DEAD_PIN.code):
        return outcome, []
    if notebook:
        dead = pinned.dead_of_notebook(notebook, task.environment)
    else:
        dead = pinned.dead_of_file(program.source, kind, task.environment)
    edits = pinned.edits(dead) if apply else []
    found = list(outcome.found)
    for each in dead:
        if apply and each.text is not None:
            continue
        cell, span = program.locate(each.pin.span)
        text = program.source
        if notebook:
            index, _ = notebook.joined.locate(each.pin.span)
            text = notebook.joined.cells[index]
        line = split_lines(text)[span.start.line].rstrip("\r\n")
        found.append(pinned.found_at(task.path, each, span, line, held=task.held or outcome.broken, cell=cell))
    found.sort(key=lambda each: (each.cell or 0, each.line, each.column))
    return replace(outcome, found=tuple(found)), edits


def _ask(task: Task, question: Question) -> tuple[str, ...]:
    path, place = Path(task.path).absolute(), question.position
    return _inference().qualified_names(question.text, place.line, place.column, path)


@cache
def _inference() -> ApartInference:
    from qls.semantics.apart import Apart, ApartInference  # most files ask nothing

    return ApartInference(Apart(), (Path.cwd(),))


def _outcome(task: Task, program: FileProgram, report: Report, *, after_fixes: bool = False) -> FileOutcome:
    due = {id(each) for each in engine.due(program.source, task.environment, task.settings, report)}
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
    if program.blocks and at:
        line = program.blocks.locate(Range(at, at)).start.line + 1
        return replace(outcome, problems=(f"line {line} does not parse and was passed over",))
    left = [replace(each, fix=None, reason="the file does not parse") for each in found]
    return replace(outcome, found=tuple(left), problems=(report.syntax_error,), failed=True)


def _found(path: str, program: FileProgram, lines: list[str], finding: Finding, *, due: bool) -> Found:
    cell, span = program.locate(finding.range)
    at = finding.range.start.line
    line = lines[at].rstrip("\r\n") if at < len(lines) else ""
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
        source=line if len(line) <= _LONGEST_SHOWN else "",
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


def _failure(task: Task, error: Exception) -> FileOutcome:
    if isinstance(error, Unreadable):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"not written: {error.strerror or error}"
    elif isinstance(error, Uncarried):
        reason = f"not written: {error}"
    elif isinstance(error, UnicodeDecodeError):
        reason = f"not UTF-8 (byte {error.start + 1})"
    elif isinstance(error, UnicodeEncodeError):
        reason = f"not written: its encoding {error.encoding} lacks a character of the fix"
    else:
        reason = f"not checked, a defect of qls: {type(error).__name__}: {_one_line(error)}"
    return FileOutcome(task.path, problems=(reason,), failed=True)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
