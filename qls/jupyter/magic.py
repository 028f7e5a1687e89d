"""``%qls check`` and ``%qls fix``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from qls.cli import needs, output, work
from qls.cli.found import FileOutcome
from qls.files import FileProgram, decode
from qls.jupyter.program import RAN, Meant, code_cells, meant, read
from qls.jupyter.shell import Shell

USAGE = """\
%qls check                  what is legacy in this notebook
%qls fix                    migrate it: what keeps its answers
%qls fix --unsafe-fixes     also what changes something, as `%qls check` says"""
_UNSAFE = "--unsafe-fixes"
_SAVE = (
    "Save the notebook first (Ctrl+S, on a Mac Cmd+S), then run this cell again: its file is migrated, outputs kept."
)
_RELOAD = "Now choose File > Reload Notebook from Disk, before anything is saved over it."


class Magic:
    """The command of one shell."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def __call__(self, line: str) -> None:
        """What follows ``%qls``: a command and its options."""
        command, *options = line.split() or [""]
        if command == "check" and not options:
            self._check()
        elif command == "fix" and set(options) <= {_UNSAFE}:
            self._fix(unsafe=bool(options))
        else:
            print(USAGE)

    def _check(self) -> None:
        about = meant(self._shell)
        outcome = work.check_file(about.task)
        _say(outcome, about)
        print(_as_magic(output.check_summary([outcome])))
        print(f"Answers are for {about.task.environment}.")
        if about.unsaved:
            print("Only the cells that were run were looked at: save the notebook to have all of it checked.")

    def _fix(self, *, unsafe: bool) -> None:
        about = meant(self._shell)
        if about.unsaved:
            print(_SAVE)
            return
        before = read(about.file) if about.file else decode(about.task.content or b"", RAN)
        outcome = work.fix_file(about.task, unsafe=unsafe)
        for problem in outcome.problems:
            print(problem)
        if outcome.content is not None and before is not None:
            after = decode(outcome.content, RAN)
            print("\n".join(_changes(before, after)))
            self._hand_over(about.file, after)
            if said := needs.sentence(outcome.needs, (), ""):
                print(said.replace("python -m pip", "%pip"))
        print(_as_magic(output.fix_summary([outcome], show_only=False)))

    def _hand_over(self, file: Path | None, after: FileProgram) -> None:
        if file is not None:
            print(f"\n{file.name} is migrated. {_RELOAD}")
            return
        self._shell.set_next_input("\n\n".join(cell.strip("\n") for cell in code_cells(after) if cell.strip()))
        print("\nThe file of this notebook is not known: what was run stands in the next cell, migrated.")


def _say(outcome: FileOutcome, about: Meant) -> None:
    for problem in outcome.problems:
        print(problem)
    said = click.unstyle(output.full(outcome.found))
    print(said.replace(f"{about.task.path}:", "").rstrip() or "", end="\n" if said else "")


def _as_magic(summary: str) -> str:
    return click.unstyle(summary).replace("`qls fix", "`%qls fix")


def _changes(before: FileProgram, after: FileProgram) -> Iterator[str]:
    """What changes, cell by cell."""
    for number, (old, new) in enumerate(zip(code_cells(before), code_cells(after), strict=True), 1):
        if old != new:
            yield f"cell {number}:"
            lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm=""))
            yield from (f"  {line}" for line in lines[3:] if not line.startswith("@@"))
