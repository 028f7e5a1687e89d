"""The ``qls`` command. What a subcommand needs is imported when it runs: the server must answer at once."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from qls import __version__

if TYPE_CHECKING:
    from qls.settings import Options


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
def main() -> None:
    """Migrates legacy Qiskit programs to the V2 primitives."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what its encoding lacks, and names that are not UTF-8, are escaped
            stream.reconfigure(errors="backslashreplace")


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
        from qls.settings import Options

        options = Options(python, destination, _codes(select), _codes(ignore), exclude or None)
        command(paths=paths, options=options, **rest)

    return wrapped


def _destination(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from qls.engine import DESTINATIONS

    if value is not None and value not in DESTINATIONS:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(DESTINATIONS)}")
    return value


def _codes(given: tuple[str, ...]) -> tuple[str, ...] | None:
    codes = tuple(code.strip() for entry in given for code in entry.split(",") if code.strip())
    return codes or None


@main.command("check")
@_with_analysis_options
def check_command(paths: tuple[str, ...], options: Options, stdin_filename: str, output_format: str) -> None:
    """Report legacy Qiskit in files and folders (`-` reads standard input).

    Exit status: 0 clean, 1 findings, 2 a file could not be checked.
    """
    from qls.cli.session import check_paths

    check_paths(paths, options, stdin_filename, output_format)


@main.command("fix")
@_with_analysis_options
@click.option("--diff", "show_only", is_flag=True, help="Only show what would change.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Also fixes that change results as they say.")
def fix_command(
    paths: tuple[str, ...],
    options: Options,
    stdin_filename: str,
    output_format: str,
    *,
    show_only: bool,
    unsafe: bool,
) -> None:
    """Migrate files and folders in place (`-` goes from standard input to standard output).

    Exit status: 0 nothing is left, 1 findings are left, 2 a file could not be fixed.
    """
    from qls.cli.session import fix_paths

    fix_paths(paths, options, stdin_filename, output_format, show_only=show_only, unsafe=unsafe)


@main.command("explain")
@click.argument("code")
def explain_command(code: str) -> None:
    """The page of one migration: what is legacy, what replaces it, what changes in your results."""
    from qls.cli import pages

    try:
        click.echo(pages.page(code))
    except LookupError as error:
        click.echo(f"qls: {error.args[0]}", err=True)
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
