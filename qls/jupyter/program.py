"""Which program is meant: the notebook's file where it is known and saved, else the cells that were run."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from qls import environment
from qls.choice import Settings
from qls.cli.found import Task
from qls.disk import Odd, Unreadable, read_bytes
from qls.environment import Environment
from qls.files import FileProgram, decode
from qls.jupyter.shell import Shell
from qls.settings import Options, nearest_pyproject, read_pyproject

# Where a server of Jupyter, and where VS Code, say which notebook a kernel belongs to.
_SESSION = "JPY_SESSION_NAME"
_VSCODE = "__vsc_ipynb_file__"
_OURS = ("%qls", "%load_ext qls", "%reload_ext qls")
RAN = "cells.ipynb"  # the name of a notebook made of the cells that were run


@dataclass(frozen=True)
class Meant:
    """A program to look at.

    Attributes:
        task: for the command line's rooms, which do the work.
        file: the notebook's file; None where only the cells that were run are known.
        unsaved: the file is known, and what was typed last is not in it.
    """

    task: Task
    file: Path | None = None
    unsaved: bool = False


def meant(shell: Shell) -> Meant:
    """The notebook of a kernel: its file, or where that is not known or not saved, the cells that were run."""
    file = _file(shell)
    if file is not None and is_saved(shell, file):
        return Meant(Task(str(file), kernel(), _settings(file)), file)
    folder = file.parent if file is not None else Path.cwd()
    content = notebook_of(cells(shell))
    return Meant(Task(RAN, kernel(), _settings(folder / RAN), content), unsaved=file is not None)


def _file(shell: Shell) -> Path | None:
    named = shell.user_ns.get(_VSCODE) or os.environ.get(_SESSION)
    if not isinstance(named, str) or not named.endswith(".ipynb"):
        return None
    return Path(named) if os.path.isfile(named) else None


def is_saved(shell: Shell, file: Path) -> bool:
    """True where the file has the cell that runs now, and every other that was run last, as they were typed."""
    program = read(file)
    saved = {cell.strip() for cell in code_cells(program)} if program else set()
    return shell.history_manager.input_hist_raw[-1].strip() in saved


def read(file: Path) -> FileProgram | None:
    """A notebook; None where it cannot be read as one."""
    try:
        return decode(read_bytes(file), file.name)
    except Unreadable:
        return None


def code_cells(program: FileProgram) -> tuple[str, ...]:
    """The code of a notebook's cells, in their order."""
    return program.notebook.joined.cells if program.notebook else ()


def cells(shell: Shell) -> list[str]:
    """The cells that were run, by their numbers; empty where the same was run again later, or is a command to qls."""
    ran = shell.history_manager.input_hist_raw[1:]
    return ["" if cell in ran[at + 1 :] or cell.strip().startswith(_OURS) else cell for at, cell in enumerate(ran)]


def notebook_of(ran: list[str]) -> bytes:
    """A notebook of these cells."""
    made = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in ran]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode("utf-8")


def kernel() -> Environment:
    """The packages of this kernel's Python; the newest versions where Qiskit is not among them."""
    try:
        found = environment.find(sys.prefix)
    except ValueError:
        return environment.newest()
    return replace(found, origin="this kernel") if found.has("qiskit") else environment.newest()


def _settings(file: Path) -> Settings:
    pyproject = nearest_pyproject(file.parent)
    try:
        options = read_pyproject(pyproject)[0] if pyproject else Options()
    except Odd:
        options = Options()
    return options.settings_of(file)
