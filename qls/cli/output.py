"""What the command line prints: findings and counts on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from qls.cli.work import FileOutcome, Found
from qls.environment import Environment
from qls.syntax.text import split_lines, visible

_COLOURS = {"error": "red", "warning": "yellow", "information": "blue", "hint": "cyan"}


def problem(path: str, reason: str) -> None:
    """One line on standard error: a file that could not be checked, and why."""
    click.echo(visible(f"{path}: {reason}"), err=True)


def note(line: str) -> None:
    click.echo(visible(line), err=True)


def environments(used: Iterable[Environment]) -> None:
    """Which installed versions the answers are for."""
    for each in used:
        note(f"checked against {each}")


def findings(found: Iterable[Found], *, err: bool = False) -> None:
    """The compact form: one line for the finding, one for its best fix."""
    for each in found:
        cell = f"cell {each.cell}:" if each.cell is not None else ""
        place = click.style(f"{visible(each.path)}:{cell}{each.line}:{each.column}:", bold=True)
        severity = click.style(each.severity, fg=_COLOURS[each.severity])
        click.echo(f"{place} {each.code} {severity}: {visible(each.message)}", err=err)
        if each.fix:
            safety = click.style(each.fix["safety"], fg="green" if each.fix["safety"] == "safe" else "yellow")
            click.echo(f"  fix ({safety}): {visible(each.fix['title'])}", err=err)


def findings_json(found: Iterable[Found]) -> None:
    text = json.dumps([each.as_json() for each in found], indent=2, ensure_ascii=False)
    if not (sys.stdout.encoding or "").lower().startswith("utf"):  # a backslash and x would be no JSON
        text = json.dumps(json.loads(text), indent=2)
    click.echo(text)


def check_summary(outcomes: list[FileOutcome]) -> str:
    found = [each for outcome in outcomes for each in outcome.found]
    if not found:
        return "No legacy Qiskit found."
    safe = sum(1 for each in found if each.fix and each.fix["safety"] == "safe")
    files = sum(1 for outcome in outcomes if outcome.found)
    ending = f"; `qls fix` fixes {safe} of them." if safe else "."
    return f"{_count(len(found), 'finding')} in {_count(files, 'file')}{ending}"


def fix_summary(outcomes: list[FileOutcome], *, show_only: bool) -> str:
    applied = sum(outcome.applied for outcome in outcomes)
    files = sum(1 for outcome in outcomes if outcome.content is not None)
    left = sum(len(outcome.found) for outcome in outcomes)
    if not applied and not left:
        return "No legacy Qiskit found."
    verb = "Would fix" if show_only else "Fixed"
    return f"{verb} {_count(applied, 'finding')} in {_count(files, 'file')}; {left} left."


def diff(text: str) -> None:
    """A unified diff: as `patch` takes it, but on a terminal without what the terminal would act on."""
    shown = sys.stdout.isatty()
    for line in split_lines(text):
        if shown:
            body = line.rstrip("\r\n")
            line = "\t".join(visible(part) for part in body.split("\t")) + "\n"
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
        click.echo(click.style(line, fg=colour) if colour else line, nl=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
