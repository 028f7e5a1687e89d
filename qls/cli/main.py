"""The ``qls`` command. What a subcommand needs is imported when it runs: the server must answer at once."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qls import __version__
from qls.report import FAIL_ON

if TYPE_CHECKING:
    from qls.cli.session import Means, Reporting
    from qls.patterns import Patterns
    from qls.settings import Options

_FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")


class _Commands(click.Group):
    """The subcommands: what ends one early is one line, and a status that no finding has."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            sys.exit(130)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read it had enough
            click.echo(f"qls: {error.strerror or error}", err=True)
            with suppress(OSError, ValueError):  # what is left of the output cannot be written either
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qls", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Migrates legacy Qiskit programs to the V2 primitives."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what its encoding lacks, and names that are not UTF-8, are escaped
            stream.reconfigure(errors="backslashreplace")
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
    elif os.environ.get("FORCE_COLOR"):
        context.color = True


def _with_analysis_options(command: Callable[..., None]) -> Callable[..., Any]:
    """Options of check and fix alike, handed over as one Options object."""

    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @click.option("--python", metavar="PATH", help="Interpreter or environment whose packages count.")
    @click.option(
        "--destination",
        metavar="NAME",
        callback=_destination,
        help="auto, aer, backend or runtime.",
    )
    @click.option(
        "--select",
        multiple=True,
        metavar="CODES",
        help="Report only these: QLS101, or QLS1 for all codes that begin with it.",
    )
    @click.option(
        "--ignore",
        multiple=True,
        metavar="CODES",
        help="Leave these out: QLS101, or QLS1 for all codes that begin with it.",
    )
    @click.option("--modernize", is_flag=True, default=None, help="Also fix what works as it is.")
    @click.option("--blocks", is_flag=True, default=None, help="Also blocks of code in .md, .rst and docstrings.")
    @click.option("--fail-on", type=click.Choice(FAIL_ON), help="What ends with exit status 1.  [default: error]")
    @click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files, as .gitignore does.")
    @click.option("--force-exclude", is_flag=True, default=None, help="Leave out files that are named, too.")
    @click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="The name of what `-` reads.")
    @click.option("--baseline", metavar="FILE", help="Leave out the findings that are known there.")
    @click.option("--output-format", type=click.Choice(_FORMATS), default=_FORMATS[0], show_default=True)
    @click.option("--output-file", type=Path, metavar="FILE", help="Write the findings there.")
    @click.option("--statistics", is_flag=True, help="Counts by code in place of each finding.")
    @click.option("--no-cache", is_flag=True, help="Look at every file anew.")
    @click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes.  [default: processors]")
    @wraps(command)
    def wrapped(
        paths: tuple[str, ...],
        python: str | None,
        destination: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        exclude: tuple[str, ...],
        modernize: bool | None,
        blocks: bool | None,
        fail_on: str | None,
        force_exclude: bool | None,
        baseline: str | None,
        output_format: str,
        output_file: Path | None,
        statistics: bool,
        no_cache: bool,
        jobs: int | None,
        **rest: Any,
    ) -> None:
        from qls.cli.session import Means, Reporting
        from qls.settings import Options

        options = Options(
            python,
            destination,
            _codes("--select", select),
            _codes("--ignore", ignore),
            _patterns("--exclude", exclude),
            modernize=modernize,
            blocks=blocks,
            fail_on=fail_on,
            force_exclude=force_exclude,
            baseline=baseline,
        )
        reporting = Reporting(output_format, output_file, statistics)
        means = Means(jobs, cached=not no_cache)
        command(paths=paths, options=options, reporting=reporting, means=means, **rest)

    return wrapped


def _destination(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from qls.choice import DESTINATIONS

    if value is not None and value not in DESTINATIONS:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(DESTINATIONS)}")
    return value


def _codes(option: str, given: tuple[str, ...]) -> tuple[str, ...] | None:
    from qls.settings import check_codes

    codes = tuple(code.strip() for entry in given for code in entry.split(",") if code.strip())
    try:
        return check_codes(codes) or None
    except LookupError as unknown:
        raise click.BadParameter(unknown.args[0], param_hint=f"'{option}'") from None


def _patterns(option: str, given: tuple[str, ...]) -> Patterns | None:
    from qls.patterns import Patterns
    from qls.settings import check_patterns

    try:
        return check_patterns(Patterns(Path.cwd(), given)) if given else None
    except LookupError as wrong:
        raise click.BadParameter(wrong.args[0], param_hint=f"'{option}'") from None


@main.command("check")
@_with_analysis_options
@click.option("--write-baseline", type=Path, metavar="FILE", help="Write what is found as known, and report nothing.")
def check_command(
    paths: tuple[str, ...],
    options: Options,
    stdin_filename: str,
    reporting: Reporting,
    means: Means,
    write_baseline: Path | None,
) -> None:
    """Report legacy Qiskit in files and folders (`-` reads standard input).

    Exit status: 0 nothing is broken, 1 something is, 2 a file could not be checked. `--fail-on` says what counts.
    """
    from qls.cli.session import check_paths

    check_paths(paths, options, stdin_filename, replace(reporting, new_baseline=write_baseline), means)


@main.command("fix")
@_with_analysis_options
@click.option("--diff", "show_only", is_flag=True, help="Only show what would change.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Also fixes that change results as they say.")
@click.option("--show-fixes", is_flag=True, help="List the files that are changed, with what is fixed there.")
def fix_command(
    paths: tuple[str, ...],
    options: Options,
    stdin_filename: str,
    reporting: Reporting,
    means: Means,
    *,
    show_only: bool,
    unsafe: bool,
    show_fixes: bool,
) -> None:
    """Migrate files and folders in place (`-` goes from standard input to standard output).

    Exit status: 0 nothing broken is left, 1 something is (with --diff: something would change), 2 a file could not be
    fixed. `--fail-on` says what counts.
    """
    from qls.cli.session import fix_paths

    reporting = replace(reporting, show_fixes=show_fixes)
    fix_paths(paths, options, stdin_filename, reporting, means, show_only=show_only, unsafe=unsafe)


@main.command("report")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--python", metavar="PATH", help="Interpreter or environment whose packages count.")
@click.option("--destination", metavar="NAME", callback=_destination, help="auto, aer, backend or runtime.")
@click.option("--modernize", is_flag=True, default=None, help="Also show fixes of what works as it is.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Also show fixes that change results as they say.")
@click.option("--format", "form", type=click.Choice(("html", "markdown")), default="html", show_default=True)
@click.option("--output-file", type=Path, metavar="FILE", help="Write it there.")
def report_command(
    paths: tuple[str, ...],
    python: str | None,
    destination: str | None,
    modernize: bool | None,
    form: str,
    output_file: Path | None,
    *,
    unsafe: bool,
) -> None:
    """A page for people: what is found, why, and side by side what `qls fix` would change.

    The HTML is one file that asks for nothing else. Exit status: 0, or 2 where a file could not be looked at.
    """
    from qls.cli.session import Means, report_paths
    from qls.settings import Options

    options = Options(python, destination, modernize=modernize)
    report_paths(paths, options, form, output_file, Means(), unsafe=unsafe)


@main.command("verify")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--before", type=Path, metavar="FILE", help="With --after: any two programs, whoever wrote them.")
@click.option("--after", type=Path, metavar="FILE", help="The migrated one.")
@click.option("--python-before", default="", metavar="PATH", help="Run the program as it was with this interpreter.")
@click.option("--python-after", default="", metavar="PATH", help="Run the migrated program with this interpreter.")
@click.option("--with", "also", multiple=True, metavar="PACKAGE", help="Install this into both environments, too.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Also fixes that change results as they say.")
@click.option("--runs", default=8, show_default=True, type=click.IntRange(3), metavar="N", help="Runs of each program.")
@click.option("--seconds", default=90.0, show_default=True, metavar="N", help="How long one run may take.")
@click.option("--memory", default=8.0, show_default=True, metavar="GB", help="How much memory one run may take.")
@click.option("--format", "--output-format", "form", type=click.Choice(("text", "json")), default="text")
def verify_command(
    paths: tuple[str, ...],
    before: Path | None,
    after: Path | None,
    python_before: str,
    python_after: str,
    also: tuple[str, ...],
    runs: int,
    seconds: float,
    memory: float,
    form: str,
    *,
    unsafe: bool,
) -> None:
    """Run programs before and after `qls fix`, and say whether their answers agree.

    It executes the programs: nothing else of qls does. Each runs several times in folders of its own, in the
    environment that it was written for and in the current one; both are built in the cache when they are needed.

    Exit status: 0 all agree, 1 something differs or stops, 2 something could not be run.
    """
    if bool(paths) == bool(before or after) or (before is None) != (after is None):
        raise click.UsageError("either paths, or --before and --after")
    from qls.cli.verify import Sides, Verifier, verify
    from qls.verifying.running import Limits

    limits = Limits(seconds=seconds, memory=int(memory * (1 << 30)), runs=runs)
    verifier = Verifier(Sides(python_before, python_after, also), limits, unsafe)
    verify(paths, (before, after) if before and after else None, verifier, form)


@main.command("explain")
@click.argument("target", metavar="CODE|FILE:LINE")
@click.option("--python", metavar="PATH", help="Interpreter or environment whose packages count.")
def explain_command(target: str, python: str | None) -> None:
    """The page of a migration, or what is found at a place.

    A page says what is legacy, what replaces it, and what changes in your results; a place is `file.py:15` or
    `notebook.ipynb:cell 3:4`.
    """
    from qls.cli import output, pages

    try:
        output.text(pages.at(target, python) if pages.is_place(target) else pages.page(target))
    except (LookupError, ValueError) as error:
        output.note(f"qls: {error.args[0]}")
        sys.exit(2)


@main.command("mcp")
def mcp_command() -> None:
    """Serve check, explain, fix and verify to agents (the Model Context Protocol; needs the extra `mcp`)."""
    from qls.cli.mcp import NoSDK, serve

    try:
        serve()
    except NoSDK as error:
        click.echo(f"qls: {error}", err=True)
        sys.exit(2)


@main.command("rules")
def rules_command() -> None:
    """List the migrations."""
    from qls.cli import pages

    click.echo(pages.table())


@main.command("version")
def version_command() -> None:
    """Print the version."""
    click.echo(f"qls {__version__}")


@main.command("server")
@click.option("--tcp", type=int, metavar="PORT", help="Listen on a port, not on standard input.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--stdio", is_flag=True, hidden=True, help="What some clients always pass; the default.")
def server_command(tcp: int | None, host: str, *, stdio: bool) -> None:
    """Start the language server."""
    from qls.server.main import serve_stdio, serve_tcp

    if tcp is None:
        serve_stdio()
    else:
        serve_tcp(host, tcp)
