"""``qls check`` and ``qls fix``: from the paths of a command line to what is printed, and the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from qls.cli import formats, output, pinned
from qls.cli.baseline import Baseline, write_baseline
from qls.cli.cache import Cache
from qls.cli.found import FileOutcome, Task
from qls.cli.needs import sentence
from qls.cli.run import FolderOptions, collect
from qls.cli.workers import Stop, run
from qls.disk import Unreadable
from qls.pins import kind_of, pins_in
from qls.settings import Options

CLEAN, FINDINGS, COULD_NOT = 0, 1, 2
_ENOUGH_FOR_A_BAR = 50


@dataclass(frozen=True)
class Reporting:
    """How it is said what was found.

    Attributes:
        form: one of ``qls.cli.formats``.
        file: where it is written; None for standard output.
        statistics: counts by code in place of each finding.
        show_fixes: the files that were changed, each with what was fixed there.
        new_baseline: where the findings are written as known, and nothing is reported.
    """

    form: str = formats.TEXT[0]
    file: Path | None = None
    statistics: bool = False
    show_fixes: bool = False
    new_baseline: Path | None = None

    @property
    def is_text(self) -> bool:
        return self.form in formats.TEXT

    @property
    def streams(self) -> bool:
        """True where each finding is printed as soon as it is there."""
        return self.is_text and not (self.file or self.statistics or self.new_baseline)


@dataclass(frozen=True)
class Means:
    """What an answer takes, and does not depend on.

    Attributes:
        jobs: how many processes; None for as many as there are processors.
        cached: what was found before is taken, where files say the same.
    """

    jobs: int | None = None
    cached: bool = True


def check_paths(
    paths: tuple[str, ...], options: Options, stdin_filename: str, reporting: Reporting, means: Means
) -> None:
    """Print the findings, and end the process with the status that they call for."""
    session = _Session(paths, options, stdin_filename, means, known=reporting.new_baseline is None)
    outcomes = []
    for outcome in session.outcomes(_check, bar=not reporting.streams):
        outcomes.append(outcome)
        if reporting.streams:
            click.echo(formats.rendered(reporting.form, [outcome]), nl=False)
    if reporting.new_baseline:
        session.write_baseline(reporting.new_baseline, outcomes)
    if not reporting.streams:
        session.write(reporting, outcomes, to_file_only=False)
    session.say(output.check_summary(outcomes), outcomes, err=not reporting.is_text and not reporting.file)
    session.finish(outcomes)


def fix_paths(
    paths: tuple[str, ...],
    options: Options,
    stdin_filename: str,
    reporting: Reporting,
    means: Means,
    *,
    show_only: bool,
    unsafe: bool,
) -> None:
    """Fix, print what is left or would change, and end the process with the status that it calls for."""
    session = _Session(paths, options, stdin_filename, means, links=False)
    outcomes = list(session.outcomes(partial(_fix, unsafe=unsafe, show_only=show_only), bar=True))
    streaming = session.stdin is not None and not show_only
    if streaming:
        _copy_to_stdout(session.stdin or b"", outcomes)
    for outcome in outcomes if show_only else ():
        output.diff(outcome.diff)
    if streaming and reporting.streams:
        click.echo(formats.rendered(reporting.form, outcomes), nl=False, err=True)
    else:
        session.write(reporting, outcomes, to_file_only=show_only or streaming)
    aside = streaming or show_only or (not reporting.is_text and not reporting.file)
    if reporting.show_fixes or session.stop:
        click.echo(output.changed(outcomes, show_only=show_only), nl=False, err=aside)
    session.say(output.fix_summary(outcomes, show_only=show_only), outcomes, err=aside)
    session.finish(outcomes, show_only=show_only)


def report_paths(
    paths: tuple[str, ...], options: Options, form: str, file: Path | None, means: Means, *, unsafe: bool
) -> None:
    """Write the report, and end the process: 0, or 2 where something could not be looked at."""
    from qls.cli import report

    session = _Session(paths, options, "<stdin>", replace(means, cached=False), links=False)
    befores = {}
    for task in session.tasks:
        with suppress(Unreadable):
            befores[task.path] = task.read()
    outcomes = list(session.outcomes(partial(_report, unsafe=unsafe), bar=True))
    reported = [report.Reported(each, befores.get(each.path, b"")) for each in outcomes]
    text = report.rendered(form, reported)
    if file is None:
        click.echo(text, nl=False)
    else:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            _give_up(f"{file}: not written: {error.strerror or error}")
    session.finish([], show_only=True)


def _report(task: Task, *, unsafe: bool) -> FileOutcome:
    from qls.cli.work import check_file, fix_file

    fixed = fix_file(task, unsafe=unsafe, show_only=True)
    return replace(check_file(task), content=fixed.content, diff=fixed.diff, gone=fixed.gone)


def _check(task: Task) -> FileOutcome:
    from qls.cli.work import check_file  # all of qls comes with it: not where all is known

    return check_file(task)


def _fix(task: Task, *, unsafe: bool, show_only: bool) -> FileOutcome:
    from qls.cli.work import fix_file

    return fix_file(task, unsafe=unsafe, show_only=show_only)


def _copy_to_stdout(before: bytes, outcomes: list[FileOutcome]) -> None:
    content = outcomes[0].content if outcomes else None
    click.echo(before if content is None else content, nl=False)


class _Session:
    """One run over the paths of a command line: says on standard error what cannot be done, and goes on.

    Attributes:
        stdin: what was read from standard input; None where paths are named.
        stop: whether the user wants it to end.
        tasks: the files to look at.
    """

    def __init__(
        self,
        paths: tuple[str, ...],
        options: Options,
        stdin_name: str,
        means: Means,
        *,
        known: bool = True,
        links: bool = True,
    ) -> None:
        self.stdin = sys.stdin.buffer.read() if "-" in paths else None
        if self.stdin is not None and len(paths) > 1:
            raise click.UsageError("`-` stands alone")
        self.stop = Stop()
        self._means = means
        self._failed = False
        self._told: set[tuple[Path, str]] = set()
        self._folders = FolderOptions(options, self._tell)
        self._beside_dead: list[str] = []
        self._baselines: dict[str, Baseline] = {}
        self._looked_at = 0
        self._named = [Path(path) for path in paths if not os.path.isdir(path) and self.stdin is None]
        try:
            self.tasks = self._collect(paths, stdin_name, links=links)
            self._programs = [task for task in self.tasks if not pins_in(Path(task.path).name)]
            self._pins = [task for task in self.tasks if pins_in(Path(task.path).name)]
            self._by_path = {task.path: self._baseline(task) for task in self.tasks} if known else {}
        except ValueError as error:  # the interpreter that was asked for, a baseline
            _give_up(f"qls: {error}")
        if self._folders.problems:
            _give_up(*self._folders.problems)

    def _collect(self, paths: tuple[str, ...], stdin_name: str, *, links: bool) -> list[Task]:
        if self.stdin is not None:
            self._looked_at = 1
            return [self._folders.task(Path(stdin_name), self.stdin)]
        tasks = []
        for task in collect(paths, self._folders, self._tell, links=links):
            self._looked_at += task is None or task.path in paths or not kind_of(Path(task.path).name)
            tasks += [task] if task is not None else []
        return tasks

    def _baseline(self, task: Task) -> Baseline | None:
        file = self._folders.baseline(Path(task.path))
        if file is not None and file not in self._baselines:
            self._baselines[file] = Baseline(Path(file))
        return self._baselines[file] if file is not None else None

    def outcomes(self, work: Callable[[Task], FileOutcome], *, bar: bool) -> Iterator[FileOutcome]:
        """What comes of each file; with ``bar`` and a terminal, how far it has come is shown."""
        output.environments(self._folders.environments.values())
        many = len(self.tasks) >= _ENOUGH_FOR_A_BAR
        with (
            self.stop,
            click.progressbar(
                length=len(self.tasks), file=sys.stderr, hidden=not (bar and many and sys.stderr.isatty())
            ) as shown,
        ):
            for outcome in self._worked(work):
                shown.update(1)
                for reason in outcome.problems:
                    output.problem(outcome.path, reason)
                self._failed = self._failed or outcome.failed
                baseline = self._by_path.get(outcome.path)
                yield baseline.new(outcome) if baseline else outcome

    def _worked(self, work: Callable[[Task], FileOutcome]) -> Iterator[FileOutcome]:
        """The programs, then the files of requirements, which stay as they are while something broken is left."""
        held = False
        for outcome in self._new_or_known(work, self._programs):
            held = held or outcome.broken
            yield outcome
        yield from self._new_or_known(work, [replace(task, held=held) for task in self._pins])

    def _new_or_known(self, work: Callable[[Task], FileOutcome], tasks: Sequence[Task]) -> Iterator[FileOutcome]:
        """The outcomes of ``tasks``, in their order; those that are known are not worked out again."""
        with Cache(enabled=self._means.cached and self.stdin is None) as cache:
            known = cache.known(tasks)
            if work is not _check:  # where nothing is found, nothing is to be fixed
                known = {path: each for path, each in known.items() if not each.found and not each.problems}
            unknown = [task for task in tasks if task.path not in known]
            if len(unknown) > 1:
                import qls.cli.work  # noqa: F401  # once, for all processes
            new = []
            worked = run(work, unknown, self.stop, self._means.jobs)
            for task in tasks:
                outcome = known.get(task.path) or next(worked, None)
                if outcome is None:
                    continue  # stopped
                if task.path not in known:
                    new.append(outcome)
                yield outcome
            cache.keep(unknown, new)

    def write(self, reporting: Reporting, outcomes: Sequence[FileOutcome], *, to_file_only: bool) -> None:
        """The whole report, to its file or to standard output."""
        if reporting.statistics and not to_file_only:
            click.echo(output.statistics(outcomes), nl=False, err=not reporting.is_text and not reporting.file)
        text = formats.rendered(reporting.form, outcomes)
        if reporting.file is not None:
            try:
                reporting.file.write_text(click.unstyle(text), encoding="utf-8")
            except OSError as error:
                self._tell(reporting.file, f"not written: {error.strerror or error}", True)
        elif not to_file_only and not (reporting.statistics and reporting.is_text):
            click.echo(text, nl=False)

    def write_baseline(self, file: Path, outcomes: Sequence[FileOutcome]) -> None:
        """Write what is known from now on, and end the process."""
        try:
            number = write_baseline(file, outcomes)
        except OSError as error:
            _give_up(f"{file}: not written: {error.strerror or error}")
        output.text(f"{file}: {number} known from now on.")
        sys.exit(COULD_NOT if self._failed else CLEAN)

    def _needed(self, outcomes: Sequence[FileOutcome]) -> str:
        """What has to be installed for what was written; and note which pins beside what is named are dead."""
        taken = {Path(task.path).absolute() for task in self._pins}
        beside = sorted({file for path in self._named if os.path.isfile(path) for file in pinned.beside(path)} - taken)
        declared: set[str] = set()
        for file in (*taken, *beside):
            declared |= pinned.declared(file)
        for file in beside:
            environment = self._folders.task(file).environment
            self._beside_dead += [
                f"{file}:{each.pin.span.start.line + 1}: {each.message} `qls fix {file.name}` looks at it."
                for each in pinned.dead_of_file(pinned.read(file), pins_in(file.name), environment)
            ]
        files = [*sorted(taken), *beside]
        return sentence(
            [need for outcome in outcomes for need in outcome.needs], declared, files[0].name if files else ""
        )

    def say(self, summary: str, outcomes: Sequence[FileOutcome], *, err: bool) -> None:
        """The last lines: what was found, or that nothing was looked at, or that not all was."""
        if not self._looked_at:
            summary = "Nothing was checked: no Python file and no notebook is there."
        click.echo(summary, err=err)
        if needed := self._needed(outcomes):
            output.text(needed, err=err)
        for line in self._beside_dead:
            output.note(line)
        if self.stop:
            output.note(f"Stopped: {self.stop.left} of {len(self.tasks)} files were not looked at.")

    def finish(self, outcomes: list[FileOutcome], *, show_only: bool = False) -> None:
        """End the process with the status that the outcomes call for; what is only shown counts as not done."""
        if self.stop:
            sys.exit(128 + self.stop.signal)
        if self._failed:
            sys.exit(COULD_NOT)
        changes = show_only and any(outcome.content is not None for outcome in outcomes)
        sys.exit(FINDINGS if changes or any(outcome.fails for outcome in outcomes) else CLEAN)

    def _tell(self, path: Path, reason: str, failed: bool) -> None:
        """One line of its own for what is odd, however many ways lead there."""
        self._failed = self._failed or failed
        if (path, reason) not in self._told:
            self._told.add((path, reason))
            output.problem(str(path), reason)


def _give_up(*reasons: str) -> NoReturn:
    for reason in reasons:
        output.note(reason)
    sys.exit(COULD_NOT)
