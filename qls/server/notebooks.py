"""An open notebook: its code cells, kept as the client edits them, analysed as one program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lsprotocol import types

from qls.server.documents import OpenProgram, difference, splice
from qls.server.positions import Door
from qls.server.projects import Project
from qls.syntax.notebook import Joined, join_cells
from qls.syntax.text import Position, Range, TextEdit, split_lines


class Cell:
    """A code cell's text document."""

    def __init__(self, item: types.TextDocumentItem) -> None:
        self.uri, self.version = item.uri, item.version
        self.lines = split_lines(item.text)
        self.python = "python" in item.language_id.lower()

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], door: Door) -> None:
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                splice(self.lines, TextEdit(door.range_in(self.lines, change.range), change.text))
            else:
                self.lines = split_lines(change.text)


class OpenNotebook(OpenProgram):
    """A notebook. ``_order`` is the client's array of cells, ``_texts`` what it said about their texts."""

    def __init__(self, params: types.DidOpenNotebookDocumentParams, project: Project, door: Door) -> None:
        notebook = params.notebook_document
        self._order = list(notebook.cells)
        self._texts = {unquote(item.uri): Cell(item) for item in params.cell_text_documents}
        self._cells: list[Cell] = []
        self._joined = Joined(())
        self._join()
        super().__init__(notebook.uri, notebook.version, project, self._joined.source, door)

    def change(self, params: types.DidChangeNotebookDocumentParams) -> None:
        """Follow cells that were added, removed, moved, edited, or turned into text and back."""
        self.version = params.notebook_document.version
        cells = params.change.cells
        if cells is None:
            return
        if cells.structure is not None:
            self._restructure(cells.structure)
        for data in cells.data or ():
            self._order = [data if cell.document == data.document else cell for cell in self._order]
        for content in cells.text_content or ():
            cell = self._texts.get(unquote(content.document.uri))
            if cell is not None:
                cell.version = content.document.version
                cell.change(content.changes, self.door)
        before = split_lines(self._joined.source)
        self._join()
        self.document.edit(difference(before, split_lines(self._joined.source)))

    def _restructure(self, structure: types.NotebookDocumentCellChangeStructure) -> None:
        array = structure.array
        self._order[array.start : array.start + array.delete_count] = array.cells or []
        for item in structure.did_open or ():
            self._texts[unquote(item.uri)] = Cell(item)
        for closed in structure.did_close or ():
            self._texts.pop(unquote(closed.uri), None)

    def _join(self) -> None:
        code = [cell for cell in self._order if cell.kind == types.NotebookCellKind.Code]
        texts = [self._texts.get(unquote(cell.document)) for cell in code]
        self._cells = [cell for cell in texts if cell is not None and cell.python]
        self._joined = join_cells([cell.text for cell in self._cells])

    def uris(self) -> Sequence[str]:
        return [cell.uri for cell in self._cells]

    def version_of(self, uri: str) -> int | None:
        cell = self._texts.get(unquote(uri))
        return cell.version if cell else None

    def range_in(self, uri: str, span: types.Range) -> Range:
        index = next((i for i, cell in enumerate(self._cells) if unquote(cell.uri) == unquote(uri)), None)
        if index is None:  # the notebook's own uri: the whole program
            return Range(Position(0, 0), Position(len(split_lines(self._joined.source)), 0))
        here = self.door.range_in(self._cells[index].lines, span)
        return Range(self._joined.position(index, here.start), self._joined.position(index, here.end))

    def place(self, span: Range) -> tuple[str, types.Range]:
        index, here = self._joined.locate(span)
        cell = self._cells[index]
        return cell.uri, self.door.range_out(cell.lines, here)

    def edits_out(self, edits: Sequence[TextEdit]) -> Iterator[tuple[str, int | None, list[types.TextEdit]]]:
        for index, changes in sorted(self._joined.split(edits).items()):
            cell = self._cells[index]
            out = [types.TextEdit(self.door.range_out(cell.lines, edit.range), edit.text) for edit in changes]
            yield cell.uri, cell.version, out

    def line_end(self, span: Range) -> tuple[Position, str]:
        index, here = self._joined.locate(span)
        lines = self._cells[index].lines
        body = lines[here.start.line].rstrip("\r\n") if here.start.line < len(lines) else ""
        return Position(span.start.line, len(body)), body
