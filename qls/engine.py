"""One pure function behind both faces: ``analyse(text, environment, settings) -> Report``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qls.environment import Environment
from qls.report import Report
from qls.syntax.text import TextEdit

DESTINATIONS = ("auto", "aer", "backend", "runtime", "statevector")


@dataclass(frozen=True)
class Settings:
    """What a project or a client may choose.

    Attributes:
        destination: where sampling goes: ``auto`` decides by the backend's origin and the installed versions.
        select: codes or prefixes of codes to report; empty for all.
        ignore: codes or prefixes of codes to leave out.
    """

    destination: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fixed:
    """A program after its fixes."""

    text: str
    edits: tuple[TextEdit, ...]  # against the text before
    applied: int  # findings that are gone
    report: Report  # what is left


class Document:
    """A program that is being edited: keeps what did not change between two analyses."""

    def __init__(self, text: str, environment: Environment, settings: Settings) -> None:
        self.environment, self.settings = environment, settings
        self._text = text

    @property
    def text(self) -> str:
        return self._text

    def replace(self, text: str) -> None:
        """The whole text is now ``text``."""
        self._text = text

    def edit(self, edits: Sequence[TextEdit]) -> None:
        """Make ``edits``, one after the other (each against the text that the one before left)."""
        from qls.syntax.text import apply_edits

        for edit in edits:
            self._text = apply_edits(self._text, [edit])

    def report(self) -> Report:
        return Report(())


def analyse(text: str, environment: Environment, settings: Settings | None = None) -> Report:
    """The legacy Qiskit uses of a program, with their fixes. Pure: reads no file, imports no Qiskit."""
    return Document(text, environment, settings or Settings()).report()


def fix(text: str, environment: Environment, settings: Settings | None = None, *, unsafe: bool = False) -> Fixed:
    """``text`` with every safe fix applied (with ``unsafe``, the unsafe ones too)."""
    return Fixed(text, (), 0, analyse(text, environment, settings))
