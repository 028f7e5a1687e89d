"""Pins of dead versions as findings: in files of requirements, and in a notebook's ``!pip install``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from qls import pins
from qls.cli.found import FixFound, Found, content_of
from qls.disk import Unreadable
from qls.environment import Environment, newest
from qls.own import DEAD_PIN
from qls.pins import DeadPin, Pin
from qls.report import Safety, Severity
from qls.syntax.notebook import Notebook
from qls.syntax.text import Position, Range, TextEdit, split_lines

_CHANGES = "Other versions are installed than before: what is not migrated stops running."


def dead_of_file(text: str, kind: str, environment: Environment) -> list[DeadPin]:
    """The dead pins of a file of requirements."""
    return pins.dead(pins.pins(text, kind), environment)


def dead_of_notebook(notebook: Notebook, environment: Environment) -> list[DeadPin]:
    """Those of its commands, at their places in the notebook's module."""
    found: list[Pin] = []
    for index, cell in enumerate(notebook.joined.cells):
        if "qiskit" not in cell.lower():
            continue
        first = notebook.joined.position(index, Position(0, 0)).line
        found += [_moved(pin, first) for pin in pins.pins(cell, "shell")]
    return pins.dead(found, environment)


def _moved(pin: Pin, lines: int) -> Pin:
    return Pin(pin.package, pin.span.shifted(lines), pin.written, pin.spec, pin.shape, pin.extras, pin.hashed)


def read(file: Path) -> str:
    """The text of a file of requirements; empty where it cannot be read."""
    try:
        return content_of(file).decode("utf-8")
    except (Unreadable, UnicodeDecodeError):
        return ""


def declared(file: Path) -> set[str]:
    """The packages that a file requires in versions that will do."""
    found = pins.pins(read(file), pins.pins_in(file.name))
    return {pin.package for pin in found} - {each.pin.package for each in pins.dead(found, newest())}


def edits(found: Iterable[DeadPin]) -> list[TextEdit]:
    """What brings them up to date."""
    return [TextEdit(each.pin.span, each.text) for each in found if each.text is not None]


def as_found(path: str, text: str, found: Iterable[DeadPin], *, held: bool) -> Iterator[Found]:
    """The dead pins of a file in the words of the command line.

    Args:
        held: something broken is left in the programs, which runs on the old versions alone.
    """
    lines = split_lines(text)
    for each in found:
        span = each.pin.span
        yield found_at(path, each, span, lines[span.start.line].rstrip("\r\n"), held=held)


def found_at(path: str, each: DeadPin, span: Range, source: str, *, held: bool, cell: int | None = None) -> Found:
    """One of them, at ``span`` of the file or of a notebook's cell."""
    fix = None
    if each.text is not None:
        safety = Safety.UNSAFE if held else Safety.SAFE
        needs = ("--unsafe-fixes",) if held else ()
        fix = FixFound(each.title, safety.value, _CHANGES if held else "", needs)
    return Found(
        DEAD_PIN.code,
        name=DEAD_PIN.name,
        message=each.message,
        path=path,
        line=span.start.line + 1,
        column=span.start.column + 1,
        end_line=span.end.line + 1,
        end_column=span.end.column + 1,
        severity=Severity.ERROR.value,
        fix=fix,
        reason=each.reason,
        source=source,
        cell=cell,
    )


def beside(file: Path) -> list[Path]:
    """The files of requirements of the project that ``file`` is in: in its folder and those above, to the root."""
    found: list[Path] = []
    for folder in file.absolute().parents:
        try:
            found += sorted(each for each in folder.iterdir() if pins.pins_in(each.name) and os.path.isfile(each))
        except OSError:
            break
        if any(os.path.exists(folder / mark) for mark in (".git", "pyproject.toml", "setup.cfg", "setup.py")):
            return found
    return [each for each in found if each.parent == file.absolute().parent]
