"""``qls check`` and ``qls fix``: from the paths of a command line to what is printed, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from qls.cli import output
from qls.cli.run import FolderOptions, collect
from qls.cli.work import FileOutcome, Task, check_file, fix_file
from qls.cli.workers import Stop, run
from qls.settings import Options

CLEAN, FINDINGS, COULD_NOT = 0, 1, 2


def check_paths(paths: tuple[str, ...], options: Options, stdin_filename: str, output_format: str) -> None:
    """Print the findings, and end the process with the status that they call for."""
    session = _Session(paths, options, stdin_filename)
    outcomes = []
    for outcome in session.outcomes(check_file):
        outcomes.append(outcome)
        if output_format == "text":
            output.findings(outcome.found)
    if output_format == "json":
        output.findings_json(found for outcome in outcomes for found in outcome.found)
    else:
        click.echo(output.check_summary(outcomes))
    session.finish(outcomes)


def fix_paths(
    paths: tuple[str, ...],
    options: Options,
    stdin_filename: str,
    output_format: str,
    *,
    show_only: bool,
    unsafe: bool,
) -> None:
    """Fix, print what is left or would change, and end the process with the status that it calls for."""
    session = _Session(paths, options, stdin_filename, links=False)
    outcomes = list(session.outcomes(partial(fix_file, unsafe=unsafe, show_only=show_only)))
    streaming = session.stdin is not None and not show_only
    if streaming:
        _copy_to_stdout(session.stdin or b"", outcomes)
    for outcome in outcomes:
        if show_only:
            output.diff(outcome.diff)
        elif output_format == "text":
            output.findings(outcome.found, err=streaming)
    if output_format == "json" and not show_only and not streaming:
        output.findings_json(found for outcome in outcomes for found in outcome.found)
    else:
        click.echo(output.fix_summary(outcomes, show_only=show_only), err=streaming or show_only)
    session.finish(outcomes)


def _copy_to_stdout(before: bytes, outcomes: list[FileOutcome]) -> None:
    content = outcomes[0].content if outcomes else None
    click.echo(before if content is None else content, nl=False)


class _Session:
    """One run over the paths of a command line: says on standard error what cannot be done, and goes on."""

    def __init__(self, paths: tuple[str, ...], options: Options, stdin_name: str, *, links: bool = True) -> None:
        self.stdin = sys.stdin.buffer.read() if "-" in paths else None
        if self.stdin is not None and len(paths) > 1:
            raise click.UsageError("`-` stands alone")
        self.stop = Stop()
        self._failed = False
        self._folders = FolderOptions(options)
        self._tasks = self._collect(paths, stdin_name, links=links)

    def _collect(self, paths: tuple[str, ...], stdin_name: str, *, links: bool) -> list[Task]:
        try:
            if self.stdin is not None:
                return [self._folders.task(Path(stdin_name), self.stdin)]
            return list(collect(paths, self._folders, self._tell, links=links))
        except ValueError as error:  # the interpreter that was asked for
            output.note(f"qls: {error}")
            sys.exit(COULD_NOT)

    def outcomes(self, work: Callable[[Task], FileOutcome]) -> Iterator[FileOutcome]:
        for line in self._folders.problems:
            output.note(line)
        output.environments(self._folders.environments.values())
        with self.stop:
            for outcome in run(work, self._tasks, self.stop):
                for reason in outcome.problems:
                    output.problem(outcome.path, reason)
                self._failed = self._failed or outcome.failed
                yield outcome

    def finish(self, outcomes: list[FileOutcome]) -> None:
        """End the process with the status that the outcomes call for."""
        if self.stop:
            for outcome in outcomes:
                if outcome.content is not None:
                    output.problem(outcome.path, "done")
            output.note(f"Stopped: {self.stop.left} of {len(self._tasks)} files were not looked at.")
            sys.exit(128 + self.stop.signal)
        if self._failed:
            sys.exit(COULD_NOT)
        sys.exit(FINDINGS if any(outcome.found for outcome in outcomes) else CLEAN)

    def _tell(self, path: Path, reason: str, failed: bool) -> None:
        self._failed = self._failed or failed
        output.problem(str(path), reason)
