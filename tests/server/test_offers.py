"""Every finding offers something: a fix, its documentation, a text for who helps; the lens counts honestly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lsprotocol import types

from qls.server.edits import in_one
from qls.syntax.text import Range, TextEdit, apply_edits
from tests.server.editor import Editor, editor, transcript
from tests.test_sweeps import LEGACY, SWEPT

# One that moves safely, one with a change, one that is only explained.
MIXED = """\
from qiskit import Aer, IBMQ, QuantumCircuit, execute

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
simulator = Aer.get_backend("qasm_simulator")
counts = execute(qc, simulator, shots=10).result().get_counts()
device = IBMQ.load_account().get_backend("ibmq_lima")
others = execute(qc, device).result().get_counts()
"""
EXPLAINED = """\
from qiskit.opflow import Gradient

gradient = Gradient()
"""


def params(client: str, folder: Path, *, copies: bool = False) -> types.InitializeParams:
    sent = transcript(client, folder)
    if copies:
        sent.initialization_options = {"copies": True}
    return sent


async def titles(session: Editor, uri: str, line: int, column: int) -> list[str]:
    return [action.title for action in await session.actions(uri, line, column)]


async def test_a_finding_without_a_fix_says_why_beside_it_and_can_be_handed_on(tmp_path: Path) -> None:
    uri = (tmp_path / "explained.py").as_uri()
    async with editor(params("vscode", tmp_path, copies=True)) as session:
        session.open(uri, EXPLAINED)
        [found] = [each for each in await session.diagnostics(uri) if each.code == "QLS704"]
        assert found.related_information
        assert found.related_information[0].message.startswith("not edited, because ")
        [copy] = [a for a in await session.actions(uri, 2, 12) if a.title == "Copy what an assistant needs to know"]
        assert copy.command is not None and copy.command.command == "qls.copyForAssistant"
        text = await session.command("qls.assistantText", *copy.command.arguments or ())
        assert "Line 3: `Gradient` of opflow was removed in Qiskit 1.0" in text
        assert "Not edited, because " in text and EXPLAINED.strip() in text and "the newest versions" in text
        session.replace(uri, "")
        assert await session.command("qls.assistantText", *copy.command.arguments or ()) == ""


@pytest.mark.parametrize(("client", "offered"), [("neovim-0.11", True), ("vscode", False), ("kate", False)])
async def test_the_documentation_is_opened_where_the_code_is_no_link(
    client: str, offered: bool, tmp_path: Path
) -> None:
    uri = (tmp_path / "explained.py").as_uri()
    async with editor(params(client, tmp_path)) as session:
        session.open(uri, EXPLAINED)
        shown = await titles(session, uri, 2, 12)
        assert ("Open the documentation of QLS704" in shown) is offered
        assert "Copy what an assistant needs to know" not in shown


async def test_only_pages_are_opened(tmp_path: Path) -> None:
    async with editor(params("vscode", tmp_path)) as session:
        assert await session.command("qls.openDocumentation", "file:///etc/passwd") is False


async def test_a_lens_tells_what_is_safe_from_what_is_not(tmp_path: Path) -> None:
    async with editor(params("vscode", tmp_path)) as session:
        for name, text, title in (
            ("explained.py", EXPLAINED, "1 legacy Qiskit call: only explained"),
            (
                "mixed.py",
                MIXED,
                "Migrate this file: 2 of 4 legacy Qiskit calls safely, 2 with a change that you confirm",
            ),
        ):
            uri = (tmp_path / name).as_uri()
            session.open(uri, text)
            lens = types.CodeLensParams(types.TextDocumentIdentifier(uri))
            [shown] = await session.client.text_document_code_lens_async(lens)
            assert shown.command is not None and shown.command.title == title


async def test_the_versions_that_count_are_told(tmp_path: Path) -> None:
    async with editor(params("vscode", tmp_path)) as session:
        said = await session.command("qls.versions", (tmp_path / "x.py").as_uri())
        assert said.startswith("qiskit ") and said.endswith("(the newest versions)")


async def test_a_client_chooses_what_the_log_has(tmp_path: Path) -> None:
    quiet, told = params("vscode", tmp_path), params("vscode", tmp_path)
    quiet.initialization_options = {"logLevel": "error"}
    for sent, heard in ((quiet, False), (told, True)):
        async with editor(sent) as session:
            await session.command("qls.versions", (tmp_path / "x.py").as_uri())
            said = [message.message for message in session.client.log_messages]
            assert any("the newest versions" in message for message in said) is heard


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize(
    "places", [[(0, 0, 0, 1)], [(0, 1, 1, 0), (2, 0, 2, 1)], [(1, 0, 1, 1), (3, 1, 3, 1)], [(0, 0, 0, 0), (3, 0, 3, 1)]]
)
def test_a_file_is_changed_in_one_piece(end: str, places: list[tuple[int, int, int, int]]) -> None:
    text = f"a\nb\nc\nd{end}"
    edits = [TextEdit(Range.of(*place), "xy\n") for place in places]
    whole = in_one(text, edits)
    assert len(whole) == 1
    assert apply_edits(text, whole) == apply_edits(text, edits)


async def test_where_the_workspace_is_previewed_a_file_is_one_row(tmp_path: Path) -> None:
    sent = params("vscode", tmp_path)
    sent.initialization_options = {"previews": True}
    (tmp_path / "closed.py").write_text(MIXED)
    async with editor(sent) as session:
        session.open((tmp_path / "opened.py").as_uri(), MIXED)
        done = await session.command("qls.fixWorkspace")
        assert (done["applied"], done["files"]) == (True, 2)
        [applied] = session.applied
        assert [len(change.edits) for change in applied.edit.document_changes or []] == [1, 1]


async def test_notebooks_that_are_not_open_count_and_are_migrated_with_their_outputs(tmp_path: Path) -> None:
    file = tmp_path / "closed.ipynb"
    output = [{"output_type": "stream", "name": "stdout", "text": ["kept 😀\n"]}]
    cells = [
        {"cell_type": "code", "execution_count": 1, "id": f"c{at}", "metadata": {}, "outputs": output, "source": part}
        for at, part in enumerate(MIXED.partition("simulator = ")[::2])
    ]
    cells[1]["source"] = f"simulator = {cells[1]['source']}"
    file.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1))
    async with editor(params("vscode", tmp_path)) as session:
        report = await session.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        [found] = [each for each in report.items if each.uri == file.as_uri()]
        assert isinstance(found, types.WorkspaceFullDocumentDiagnosticReport)
        said = [each.message for each in found.items if each.code == "QLS101"]
        assert said[0].startswith("Cell 2, line 2: `execute` was removed")
        session.texts[file.as_uri()] = file.read_text()
        done = await session.command("qls.fixWorkspace")
        assert (done["applied"], done["files"]) == (True, 1)
        after = json.loads(session.texts[file.as_uri()])
        assert "SamplerV2" in after["cells"][1]["source"] and after["cells"][1]["outputs"] == output
        assert [cell["id"] for cell in after["cells"]] == ["c0", "c1"]


async def test_a_loop_is_offered_as_one_pub_beside_its_fix(tmp_path: Path) -> None:
    uri = (tmp_path / "loop.py").as_uri()
    async with editor(params("vscode", tmp_path)) as session:
        session.open(uri, LEGACY)
        await session.diagnostics(uri)
        found = await session.actions(uri, 14, 14, ["refactor"])
        [rewrite] = [each for each in found if each.kind == types.CodeActionKind.RefactorRewrite]
        assert rewrite.title.startswith("Run as one PUB with an array of values (The values have the shape")
        hover = await session.hover(uri, 14, 14)
        assert hover is not None and "the samples of the result (points)" in str(hover.contents)
        await session.perform(rewrite)
        assert session.texts[uri].endswith(SWEPT)
        assert not [each for each in await session.actions(uri, 16, 4) if "one PUB" in each.title]
