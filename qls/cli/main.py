"""The ``qls`` command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from qls import __version__
from qls.cli import output, pages
from qls.cli.run import Projects, collect, run
from qls.cli.work import Job, Outcome, check, fix
from qls.engine import DESTINATIONS
from qls.settings import Options

CLEAN, FINDINGS, COULD_NOT = 0, 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qls", message="%(prog)s %(version)s")
def main() -> None:
    """Migrates legacy Qiskit programs to the V2 primitives."""


def _with_analysis_options(command: Callable[..., None]) -> Callable[..., Any]:
    """Options of check and fix alike, handed over as one Options object."""

    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @click.option("--python", metavar="PATH", help="Interpreter or environment whose packages count.")
    @click.option(
        "--destination", type=click.Choice(DESTINATIONS), help="Where sampling goes [default: auto]."
    )
    @click.option("--select", multiple=True, metavar="CODES", help="Only codes that begin so.")
    @click.option("--ignore", multiple=True, metavar="CODES", help="No codes that begin so.")
    @click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files, as .gitignore does.")
    @click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="The name of what `-` reads.")
    @click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
    @wraps(command)
    def wrapped(
        paths: tuple[str, ...],
        python: str | None,
        destination: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        exclude: tuple[str, ...],
        **rest: Any,
    ) -> None:
        options = Options(python, destination, _codes(select), _codes(ignore), exclude or None)
        command(paths=paths, options=options, **rest)

    return wrapped


def _codes(given: tuple[str, ...]) -> tuple[str, ...] | None:
    codes = tuple(code.strip() for entry in given for code in entry.split(",") if code.strip())
    return codes or None


@main.command("check")
@_with_analysis_options
def check_command(paths: tuple[str, ...], options: Options, stdin_filename: str, output_format: str) -> None:
    """Report legacy Qiskit in files and folders (`-` reads standard input).

    Exit status: 0 clean, 1 findings, 2 a file could not be checked.
    """
    session = _Session(paths, options, stdin_filename)
    outcomes = []
    for outcome in session.outcomes(check):
        outcomes.append(outcome)
        if output_format == "text":
            output.findings(outcome.found)
    if output_format == "json":
        output.findings_json(found for outcome in outcomes for found in outcome.found)
    else:
        click.echo(output.check_summary(outcomes))
    session.finish(outcomes)


@main.command("fix")
@_with_analysis_options
@click.option("--diff", "show_only", is_flag=True, help="Only show what would change.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Also fixes that change results as they say.")
def fix_command(
    paths: tuple[str, ...],
    options: Options,
    stdin_filename: str,
    output_format: str,
    show_only: bool,
    unsafe: bool,
) -> None:
    """Migrate files and folders in place (`-` goes from standard input to standard output).

    Exit status: 0 nothing is left, 1 findings are left, 2 a file could not be fixed.
    """
    session = _Session(paths, options, stdin_filename)
    outcomes = list(session.outcomes(partial(fix, unsafe=unsafe, show_only=show_only)))
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


def _copy_to_stdout(before: bytes, outcomes: list[Outcome]) -> None:
    content = outcomes[0].content if outcomes else None
    click.echo(before if content is None else content, nl=False)


class _Session:
    """One run over the paths of a command line: says on standard error what cannot be done, and goes on."""

    def __init__(self, paths: tuple[str, ...], options: Options, stdin_name: str) -> None:
        self.stdin = sys.stdin.buffer.read() if "-" in paths else None
        if self.stdin is not None and len(paths) > 1:
            raise click.UsageError("`-` stands alone")
        self._failed = False
        self._projects = Projects(options)
        self._jobs = self._collect(paths, stdin_name)

    def _collect(self, paths: tuple[str, ...], stdin_name: str) -> list[Job]:
        try:
            if self.stdin is not None:
                return [self._projects.job(Path(stdin_name), self.stdin)]
            return list(collect(paths, self._projects, self._fail))
        except ValueError as error:  # the interpreter that was asked for
            output.note(f"qls: {error}")
            sys.exit(COULD_NOT)

    def outcomes(self, work: Callable[[Job], Outcome]) -> Iterator[Outcome]:
        for line in self._projects.problems:
            output.note(line)
        output.environments(self._projects.environments.values())
        for outcome in run(work, self._jobs):
            for reason in outcome.problems:
                output.problem(outcome.path, reason)
            self._failed = self._failed or outcome.failed
            yield outcome

    def finish(self, outcomes: list[Outcome]) -> None:
        """End the process with the status that the outcomes call for."""
        if self._failed:
            sys.exit(COULD_NOT)
        sys.exit(FINDINGS if any(outcome.found for outcome in outcomes) else CLEAN)

    def _fail(self, path: str, reason: str) -> None:
        self._failed = True
        output.problem(path, reason)


@main.command("explain")
@click.argument("code")
def explain_command(code: str) -> None:
    """The page of one migration: what is legacy, what replaces it, what changes in your results."""
    try:
        click.echo(pages.page(code))
    except LookupError as error:
        click.echo(f"qls: {error.args[0]}", err=True)
        sys.exit(COULD_NOT)


@main.command("rules")
def rules_command() -> None:
    """List the migrations."""
    click.echo(pages.table())


@main.command("version")
def version_command() -> None:
    """Print the version."""
    click.echo(f"qls {__version__}")


@main.command("server")
@click.option("--tcp", type=int, metavar="PORT", help="Listen on a port, not on standard input.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--stdio", is_flag=True, hidden=True, help="What some clients always pass; the default.")
def server_command(tcp: int | None, host: str, stdio: bool) -> None:
    """Start the language server."""
    from qls.server.main import serve_stdio, serve_tcp

    if tcp is None:
        serve_stdio()
    else:
        serve_tcp(host, tcp)
