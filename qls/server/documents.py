"""The programs that a client has open: files and notebooks behind one interface."""

from __future__ import annotations

import itertools
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lsprotocol import types

from qls.engine import Document
from qls.report import Report
from qls.server.positions import Door
from qls.server.projects import Project
from qls.syntax.text import Position, Range, TextEdit, split_lines

log = logging.getLogger("qls")
_openings = itertools.count(1)


class OpenProgram(ABC):
    """A program that is being edited.

    Attributes:
        uri: of the file, or of the notebook.
        version: as the client counts; None where it does not.
        opened: tells this program from one with the same uri that was closed before.
        project: whose settings and environment count.
        document: the analysed program.
        refined: counts the times that it learned what is out of its sight.
    """

    def __init__(self, uri: str, version: int | None, project: Project, text: str, door: Door) -> None:
        self.uri, self.version, self.project, self.door = uri, version, project, door
        self.opened, self.refined = next(_openings), 0
        self.document = Document(text, project.environment, project.settings)

    def report(self) -> Report:
        """The findings; none where the project is switched off, or the analysis fails (which is logged)."""
        if not self.project.enabled:
            return Report(())
        try:
            return self.document.report()
        except Exception:
            log.exception("the analysis of %s failed", self.uri)
            return Report(())

    def move_to(self, project: Project) -> None:
        """Analyse with the settings and the environment of ``project`` from now on."""
        self.project = project
        self.document = Document(self.document.text, project.environment, project.settings)

    @abstractmethod
    def uris(self) -> Sequence[str]:
        """The text documents that the program consists of: the file, or the notebook's code cells."""

    @abstractmethod
    def version_of(self, uri: str) -> int | None:
        """The version of one of its text documents."""

    @abstractmethod
    def range_in(self, uri: str, span: types.Range) -> Range:
        """A client's range in one of its text documents, as a range of the program."""

    @abstractmethod
    def place(self, span: Range) -> tuple[str, types.Range]:
        """A range of the program as the client writes it."""

    def where(self, span: Range) -> str:
        """What a message begins with where its place does not say where it is."""
        return ""

    @abstractmethod
    def edits_out(self, edits: Sequence[TextEdit]) -> Iterator[tuple[str, int | None, list[types.TextEdit]]]:
        """Edits of the program, by text document (uri, version, edits).

        Raises:
            ValueError: an edit reaches from one cell into another.
        """

    @abstractmethod
    def line_end(self, span: Range) -> tuple[Position, str]:
        """The end of the line on which ``span`` begins, and the text of that line."""


class OpenFile(OpenProgram):
    """One text document. Its lines are kept beside the analysis: the client's columns are counted in them."""

    def __init__(self, uri: str, version: int | None, project: Project, text: str, door: Door) -> None:
        super().__init__(uri, version, project, text, door)
        self.lines = split_lines(text)

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Follow the client's edits, each against the text that the one before left."""
        self.version = version
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                edit = TextEdit(self.door.range_in(self.lines, change.range), change.text)
                splice(self.lines, edit)
                self.document.edit([edit])
            else:
                lines = split_lines(change.text)
                self.document.edit(difference(self.lines, lines))
                self.lines = lines

    def uris(self) -> Sequence[str]:
        return (self.uri,)

    def version_of(self, uri: str) -> int | None:
        return self.version

    def range_in(self, uri: str, span: types.Range) -> Range:
        return self.door.range_in(self.lines, span)

    def place(self, span: Range) -> tuple[str, types.Range]:
        return self.uri, self.door.range_out(self.lines, span)

    def edits_out(self, edits: Sequence[TextEdit]) -> Iterator[tuple[str, int | None, list[types.TextEdit]]]:
        yield (
            self.uri,
            self.version,
            [types.TextEdit(self.door.range_out(self.lines, edit.range), edit.text) for edit in edits],
        )

    def line_end(self, span: Range) -> tuple[Position, str]:
        line = span.start.line
        body = self.lines[line].rstrip("\r\n") if line < len(self.lines) else ""
        return Position(line, len(body)), body


def difference(old: Sequence[str], new: Sequence[str]) -> list[TextEdit]:
    """What turns ``old`` into ``new``, from the first line that differs to the last.

    A client that sends the whole text at every keystroke costs the analysis no more than one that sends the edit.
    """
    head, shorter = 0, min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head == len(old) == len(new):
        return []
    span = Range.of(head, 0, len(old) - tail, 0)
    return [TextEdit(span, "".join(new[head : len(new) - tail]))]


def splice(lines: list[str], edit: TextEdit) -> None:
    r"""Make ``edit`` in a text kept as lines; a \r and a \n that come together become one end of line."""
    start, end = edit.range.start, edit.range.end
    first, last = start.line, end.line + 1
    head = lines[start.line][: start.column] if start.line < len(lines) else ""
    tail = lines[end.line][end.column :] if end.line < len(lines) else ""
    if first and not head and lines[first - 1].endswith("\r"):
        first -= 1
        head = lines[first]
    text = head + edit.text + tail
    while last < len(lines) and not text.endswith("\n"):
        text += lines[last]
        last += 1
    lines[first:last] = split_lines(text)


class Documents:
    """What is open, found by the uri of a file, of a notebook, or of a notebook's cell."""

    def __init__(self) -> None:
        self._by_uri: dict[str, OpenProgram] = {}

    def get(self, uri: str) -> OpenProgram | None:
        return self._by_uri.get(unquote(uri))

    def put(self, program: OpenProgram) -> None:
        self._by_uri[unquote(program.uri)] = program
        for uri in program.uris():
            self._by_uri[unquote(uri)] = program

    def remove(self, uri: str) -> OpenProgram | None:
        """Forget a program, by its own uri, with all its cells."""
        program = self._by_uri.get(unquote(uri))
        if program is not None:
            self.forget(program)
        return program

    def forget(self, program: OpenProgram) -> None:
        self._by_uri = {uri: other for uri, other in self._by_uri.items() if other is not program}

    def all(self) -> list[OpenProgram]:
        return list(dict.fromkeys(self._by_uri.values()))
