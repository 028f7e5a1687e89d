"""What the command line passes from process to process: a file to look at, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qls.choice import Settings
from qls.cli.needs import Need
from qls.disk import LARGEST, LARGEST_SETTINGS, read_bytes
from qls.environment import Environment
from qls.own import PREFIX
from qls.pins import kind_of
from qls.report import FAIL_ON


def content_of(file: Path) -> bytes:
    """The bytes of a program, a notebook, or a file of requirements.

    Raises:
        Unreadable: it cannot be opened, or is larger than one of its kind is.
    """
    return read_bytes(file, LARGEST_SETTINGS if kind_of(file.name) else LARGEST)


@dataclass(frozen=True)
class Task:
    """A file to look at.

    Attributes:
        path: as the user wrote it, or found under what the user wrote.
        content: the bytes of standard input; None for a file on disk.
        fail_on: the least severity with which a finding makes the check fail, one of ``FAIL_ON``.
        digest: of the content, where that was read to find the file; else empty.
        held: for a file of requirements: something broken is left in the programs of this run.
        blocks: for a Python file: the blocks of code in its docstrings are looked at, too.
    """

    path: str
    environment: Environment
    settings: Settings
    content: bytes | None = None
    fail_on: str = FAIL_ON[0]
    held: bool = False
    blocks: bool = False
    digest: bytes = field(default=b"", repr=False)

    def read(self) -> bytes:
        return content_of(Path(self.path)) if self.content is None else self.content


@dataclass(frozen=True)
class FixFound:
    """The best fix of a finding.

    Attributes:
        changes: what it changes in the program's answer; empty where it is safe.
        needs: the options without which `qls fix` leaves it.
    """

    title: str
    safety: str
    changes: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A finding in the words of the command line: lines and columns count from 1.

    Attributes:
        reason: why no more is offered, without its full stop.
        source: the line of the program that it begins on; empty where that is too long to be shown.
    """

    code: str
    name: str
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: str
    fix: FixFound | None = None
    reason: str = ""
    source: str = ""
    link: str = ""
    cell: int | None = None

    def as_json(self) -> dict[str, object]:
        """The keys that ``--output-format json`` promises; ``cell`` only in notebooks."""
        entry = {**self.__dict__, "fix": None if self.fix is None else {**self.fix.__dict__}}
        if self.cell is None:
            del entry["cell"]
        return entry


@dataclass(frozen=True)
class FileOutcome:
    """What came of one file.

    Attributes:
        found: what is there; after a fix, what is left.
        problems: why a part of it, or all, could not be checked: one line each, without the path.
        gone: the codes of the findings that a fix removed.
        content: a fixed program's new bytes; None where nothing changed.
        diff: the same as a unified diff.
        failed: the exit status must say that something could not be done.
        fail_on: as the task said.
        needs: the packages that what was written imports.
        digest: of the content that all of this was found in; empty where that is not to be remembered.
        asked: other files were asked, too.
    """

    path: str
    found: tuple[Found, ...] = ()
    problems: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    content: bytes | None = field(default=None, repr=False)
    diff: str = ""
    failed: bool = False
    fail_on: str = FAIL_ON[0]
    needs: tuple[Need, ...] = ()
    digest: bytes = field(default=b"", repr=False)
    asked: bool = False

    @property
    def broken(self) -> bool:
        """True where the program does not run today, and `qls fix` would leave that so."""
        legacy = [each for each in self.found if each.severity == FAIL_ON[0] and not each.code.startswith(PREFIX)]
        return any(each.fix is None or each.fix.needs for each in legacy)

    @property
    def fails(self) -> bool:
        """True where something was found that the exit status must tell."""
        graver = () if self.fail_on == FAIL_ON[-1] else FAIL_ON[: FAIL_ON.index(self.fail_on) + 1]
        return any(each.severity in graver for each in self.found)
