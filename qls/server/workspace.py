"""The whole workspace: diagnostics of files that are not open, and their migration in one edit."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from qls.files import MARK, Tell, Unreadable, decode, read_bytes, walk
from qls.server.actions import fixed
from qls.server.capabilities import Client
from qls.server.diagnostics import diagnostics
from qls.server.documents import OpenFile, difference
from qls.server.edits import in_one
from qls.server.positions import Door
from qls.server.projects import Project, Projects
from qls.syntax.notebook import Notebook
from qls.syntax.text import Range, TextEdit, split_lines, visible

log = logging.getLogger("qls")


@dataclass(frozen=True)
class DiskFile:
    """A file that is not open.

    Attributes:
        stamp: changes whenever the file does.
    """

    path: Path
    uri: str
    stamp: str

    def is_as_it_was(self) -> bool:
        """False once the file has changed, or is gone."""
        return _stamp(self.path) == self.stamp

    def program(self, project: Project, door: Door, tell: Tell) -> OpenFile | None:
        """The file as a program; None where it cannot be read, or mentions no Qiskit."""
        try:
            content = read_bytes(self.path)
            if MARK not in content:
                return None
            program = decode(content, self.path.name)
            if program.notebook is not None:
                return ClosedNotebook(self.uri, project, program.notebook, content.decode("utf-8-sig"), door)
            return OpenFile(self.uri, None, project, program.source, door)
        except Unreadable as error:
            tell(self.path, str(error), True)
            return None


class ClosedNotebook(OpenFile):
    """A notebook that is not open: a text of JSON, whose lines are nobody's; what is said names the cell instead."""

    def __init__(self, uri: str, project: Project, notebook: Notebook, text: str, door: Door) -> None:
        super().__init__(uri, None, project, notebook.source, door)
        self._notebook, self._text = notebook, split_lines(text)

    def place(self, span: Range) -> tuple[str, types.Range]:
        top = types.Position(0, 0)
        return self.uri, types.Range(top, top)

    def where(self, span: Range) -> str:
        cell, here = self._notebook.locate(span)
        return f"Cell {cell}, line {here.start.line + 1}: "

    def edits_out(self, edits: Sequence[TextEdit]) -> Iterator[tuple[str, int | None, list[types.TextEdit]]]:
        changes = difference(self._text, split_lines(self._notebook.edited(edits))) if edits else []
        yield self.uri, None, [types.TextEdit(self.door.range_out(self._text, e.range), e.text) for e in changes]


class OddPaths:
    """Says in the log of each path that is passed over why, once."""

    def __init__(self) -> None:
        self._said: set[tuple[Path, str]] = set()

    def __call__(self, path: Path, reason: str, failed: bool) -> None:
        if (path, reason) not in self._said:
            self._said.add((path, reason))
            log.warning("%s: %s", visible(str(path)), reason)


def disk_files(projects: Projects, tell: Tell, *, links: bool = True) -> Iterator[DiskFile]:
    """The Python files and notebooks of all folders, each once; ``links`` False: none that leads out of its folder."""
    seen: set[Path] = set()
    for uri, folder in list(projects.folders.items()):
        for path in walk(folder, projects.of(f"{uri.rstrip('/')}/x.py").exclude, tell, links=links):
            if path in seen:
                continue
            seen.add(path)
            try:
                file_uri = from_fs_path(str(path))
            except UnicodeEncodeError:
                tell(path, "no editor takes a name that is not UTF-8; `qls fix` does", False)
                continue
            if file_uri and (stamp := _stamp(path)):
                yield DiskFile(path, file_uri, stamp)


def _stamp(path: Path) -> str | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return f"{status.st_mtime_ns:x}.{status.st_size:x}"


class DiskDiagnostics:
    """The diagnostics of files that are not open, analysed again only when they change."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._known: dict[str, tuple[str, list[types.Diagnostic]]] = {}

    def of(
        self, file: DiskFile, result_id: str, project: Project, client: Client, door: Door
    ) -> list[types.Diagnostic]:
        """The diagnostics of one file; ``result_id`` changes when they may."""
        known = self._known.get(file.uri)
        if known is None or known[0] != result_id:
            program = file.program(project, door, self._tell)
            found = diagnostics(program, client)[file.uri] if program else []
            self._known[file.uri] = known = (result_id, found)
        return known[1]


def disk_fix(
    file: DiskFile, project: Project, door: Door, code: str, tell: Tell, *, whole: bool = False
) -> tuple[list[types.TextEdit], int, int]:
    """The edits that migrate a file that is not open (``whole``: as one), how many findings go, and stay."""
    program = file.program(project, door, tell)
    if program is None or not project.enabled:
        return [], 0, 0
    result = fixed(program, code)
    whole = whole and not isinstance(program, ClosedNotebook)  # which is changed in one piece anyway
    changes = in_one(program.document.text, result.edits) if whole else result.edits
    try:
        [(_, _, edits)] = program.edits_out(changes)
    except ValueError as refusal:  # an edit would reach from one cell into another
        tell(file.path, f"not edited, because {refusal}", False)
        return [], 0, len(program.report().findings)
    return edits, result.applied, len(result.report.findings)
