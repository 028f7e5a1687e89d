"""A notebook is one program: findings, hovers and fixes are in the cells they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.server.editor import Editor, editor, transcript

CELLS = [
    "%matplotlib inline\nfrom qiskit import QuantumCircuit, execute\nfrom qiskit_aer import AerSimulator",
    "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)",
    "counts = execute(qc, AerSimulator(), shots=10).result().get_counts()",
]
NOTEBOOK = "file:///folder/n.ipynb"


def uri_of(number: int) -> str:
    return f"vscode-notebook-cell:/folder/n.ipynb#c{number}"


def cell(number: int, kind: types.NotebookCellKind = types.NotebookCellKind.Code) -> types.NotebookCell:
    return types.NotebookCell(kind, uri_of(number))


def item(session: Editor, number: int, text: str) -> types.TextDocumentItem:
    uri = uri_of(number)
    session.texts[uri], session.versions[uri] = text, 1
    return types.TextDocumentItem(uri, "python", 1, text)


def open_notebook(session: Editor, texts: list[str]) -> None:
    numbers = range(1, len(texts) + 1)
    document = types.NotebookDocument(NOTEBOOK, "jupyter-notebook", 1, [cell(n) for n in numbers])
    items = [item(session, n, text) for n, text in zip(numbers, texts, strict=True)]
    session.client.notebook_document_did_open(types.DidOpenNotebookDocumentParams(document, items))


def change(session: Editor, version: int, **changes: Any) -> None:
    event = types.NotebookDocumentChangeEvent(cells=types.NotebookDocumentCellChanges(**changes))
    document = types.VersionedNotebookDocumentIdentifier(version, NOTEBOOK)
    session.client.notebook_document_did_change(types.DidChangeNotebookDocumentParams(document, event))


async def codes(session: Editor, number: int) -> list[Any]:
    return [found.code for found in await session.diagnostics(uri_of(number))]


async def test_a_finding_is_shown_in_the_cell_of_its_call(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        assert await codes(session, 3) == ["QLS101"]
        assert await codes(session, 2) == []
        [found] = await session.diagnostics(uri_of(3))
        assert (found.range.start.line, found.range.start.character) == (0, 9)
        assert await session.hover(uri_of(3), 0, 10) is not None
        assert await session.hover(uri_of(2), 0, 3) is None


async def test_a_cell_is_not_reported_twice_to_a_client_that_pulls(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        assert await codes(session, 3) == ["QLS101"]
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri_of(3)))
        report = await session.client.text_document_diagnostic_async(params)
        assert not report.items


async def test_a_fix_lands_in_all_the_cells_that_it_concerns(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        await session.perform((await session.actions(uri_of(3), 0, 10))[0])
    assert session.texts[uri_of(1)].startswith("%matplotlib inline\nfrom qiskit import QuantumCircuit")
    assert "execute" not in session.texts[uri_of(1)]
    assert session.texts[uri_of(2)] == CELLS[1]
    assert "SamplerV2" in session.texts[uri_of(3)]


async def test_the_whole_notebook_is_migrated_from_any_of_its_cells(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        for only in (["source.fixAll"], ["notebook.source.fixAll"]):
            [action] = await session.actions(uri_of(2), 0, 0, only)
            assert str(action.kind).endswith("source.fixAll.qls")
        await session.perform(action)
        assert "SamplerV2" in session.texts[uri_of(3)]


async def test_typing_in_one_cell_moves_the_findings_of_another(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        assert await codes(session, 3) == ["QLS101"]
        text = "execute = print"
        contents = types.NotebookDocumentCellContentChanges(
            types.VersionedTextDocumentIdentifier(2, uri_of(2)),
            [types.TextDocumentContentChangeWholeDocument(text)],
        )
        change(session, 2, text_content=[contents])
        await session.until(lambda: not session.published[uri_of(3)].diagnostics)


async def test_cells_are_added_removed_and_moved(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        assert await codes(session, 3) == ["QLS101"]
        array = types.NotebookCellArrayChange(0, 2, [])
        closed = [types.TextDocumentIdentifier(uri_of(n)) for n in (1, 2)]
        change(session, 2, structure=types.NotebookDocumentCellChangeStructure(array, did_close=closed))
        await session.until(lambda: not session.published[uri_of(3)].diagnostics)
        array = types.NotebookCellArrayChange(0, 0, [cell(4)])
        opened = [item(session, 4, "\n".join(CELLS[:2]))]
        change(session, 3, structure=types.NotebookDocumentCellChangeStructure(array, did_open=opened))
        await session.until(lambda: session.published[uri_of(3)].diagnostics)


@pytest.mark.parametrize("removed", [1, 2, 3])
async def test_an_action_of_a_notebook_that_lost_a_cell_is_refused(removed: int, tmp_path: Path) -> None:
    """The cell of the import, one that the fix leaves alone, and the cell of the call itself."""
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        action = (await session.actions(uri_of(3), 0, 10))[0]
        array = types.NotebookCellArrayChange(removed - 1, 1, [])
        closed = [types.TextDocumentIdentifier(uri_of(removed))]
        change(session, 2, structure=types.NotebookDocumentCellChangeStructure(array, did_close=closed))
        with pytest.raises(JsonRpcException, match="the text has changed") as refused:
            await session.client.code_action_resolve_async(action)
        assert refused.value.code == types.LSPErrorCodes.ContentModified


async def test_an_action_outlives_a_change_of_a_text_cell(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        action = (await session.actions(uri_of(3), 0, 10))[0]
        array = types.NotebookCellArrayChange(0, 0, [cell(4, types.NotebookCellKind.Markup)])
        change(session, 1, structure=types.NotebookDocumentCellChangeStructure(array))
        await session.perform(action)
        assert "SamplerV2" in session.texts[uri_of(3)]


async def test_a_cell_that_becomes_text_is_no_longer_part_of_the_program(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        assert await codes(session, 3) == ["QLS101"]
        change(session, 2, data=[cell(3, types.NotebookCellKind.Markup)])
        await session.until(lambda: not session.published[uri_of(3)].diagnostics)


async def test_closing_a_notebook_clears_its_cells(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, CELLS)
        assert await codes(session, 3) == ["QLS101"]
        identifiers = [types.TextDocumentIdentifier(uri_of(n)) for n in (1, 2, 3)]
        closed = types.DidCloseNotebookDocumentParams(types.NotebookDocumentIdentifier(NOTEBOOK), identifiers)
        session.client.notebook_document_did_close(closed)
        await session.until(lambda: not session.published[uri_of(3)].diagnostics)
        assert await session.actions(uri_of(3), 0, 10) == []


async def test_a_cell_with_an_open_bracket_does_not_silence_the_next(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        open_notebook(session, [CELLS[0], "print((", CELLS[1], CELLS[2]])
        assert await codes(session, 4) == ["QLS101"]


async def test_jupyterlab_sends_a_notebook_as_one_python_text(tmp_path: Path) -> None:
    text = "\n\n".join(['get_ipython().run_line_magic("matplotlib", "inline")', CELLS[0].split("\n", 1)[1], *CELLS[1:]])
    uri = (tmp_path / "n.ipynb").as_uri()
    async with editor(transcript("jupyterlab", tmp_path)) as session:
        session.open(uri, text)
        assert [found.code for found in await session.diagnostics(uri)] == ["QLS101"]
        session.replace(uri, "# moved down\n" + text)
        [found] = await session.diagnostics(uri)
        assert found.range.start.line == text.split("\n").index(CELLS[2]) + 1
