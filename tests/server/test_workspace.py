"""The whole workspace: its diagnostics, and its migration in one edit."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from lsprotocol import types

from tests.server.editor import Editor, editor, transcript
from tests.server.test_clients import LEGACY, place_of

CLEAN = "import qiskit\n"


def folder_of_files(root: Path) -> tuple[str, str]:
    """A legacy file, a clean one, and files that must not be read."""
    for name, text in (
        ("legacy.py", LEGACY),
        ("clean.py", CLEAN),
        (".hidden/x.py", LEGACY),
        ("ignored.py", LEGACY),
    ):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    (root / ".gitignore").write_text("ignored.py\n")
    return (root / "legacy.py").as_uri(), (root / "clean.py").as_uri()


async def reports(session: Editor, *previous: types.PreviousResultId) -> dict[str, object]:
    params = types.WorkspaceDiagnosticParams(list(previous))
    answer = await session.client.workspace_diagnostic_async(params)
    return {report.uri: report for report in answer.items}


async def test_files_that_are_not_open_are_reported(tmp_path: Path) -> None:
    legacy, _ = folder_of_files(tmp_path)
    async with editor(transcript("vscode", tmp_path)) as session:
        found = await reports(session)
        assert list(found) == [legacy]
        assert [item.code for item in found[legacy].items] == ["QLS101"]


async def test_a_file_that_stayed_the_same_is_said_to_be_unchanged(tmp_path: Path) -> None:
    legacy, _ = folder_of_files(tmp_path)
    async with editor(transcript("vscode", tmp_path)) as session:
        first = await reports(session)
        known = types.PreviousResultId(legacy, first[legacy].result_id)
        assert [report.kind for report in (await reports(session, known)).values()] == ["unchanged"]
        (tmp_path / "legacy.py").write_text(CLEAN)
        again = await reports(session, known)
        assert not again[legacy].items
        (tmp_path / "legacy.py").unlink()
        assert not (await reports(session, known))[legacy].items


async def test_an_open_file_is_reported_as_it_is_in_the_editor(tmp_path: Path) -> None:
    legacy, _ = folder_of_files(tmp_path)
    async with editor(transcript("vscode", tmp_path)) as session:
        session.open(legacy, CLEAN, version=7)
        found = await reports(session)
        assert (len(found[legacy].items), found[legacy].version) == (0, 7)


async def test_the_workspace_is_migrated_in_one_edit(tmp_path: Path) -> None:
    legacy, clean = folder_of_files(tmp_path)
    opened = (tmp_path / "opened.py").as_uri()
    async with editor(transcript("vscode", tmp_path)) as session:
        session.open(opened, LEGACY, version=3)
        answer = await session.command("qls.fixWorkspace")
        assert answer == {"applied": True, "fixed": 2, "left": 0, "files": 2}
        [applied] = session.applied
        assert "SamplerV2" in session.texts[legacy]
        assert "SamplerV2" in session.texts[opened]
        assert clean not in session.texts
        assert applied.label == "Migrate the workspace to the V2 primitives"
        for change in applied.edit.document_changes or []:
            assert "".join(edit.new_text for edit in change.edits).count("QuantumCircuit(1, 1)") == 0


async def test_all_of_one_kind_are_fixed_in_the_whole_workspace(tmp_path: Path) -> None:
    """The action is offered at a finding; other kinds stay."""
    (tmp_path / "legacy.py").write_text(LEGACY)
    (tmp_path / "moved.py").write_text("from qiskit.providers.aer import AerSimulator\n")
    opened = (tmp_path / "opened.py").as_uri()
    async with editor(transcript("vscode", tmp_path)) as session:
        session.open(opened, LEGACY)
        line, column = place_of(LEGACY, "execute(", session.encoding)
        menu = {action.title: action for action in await session.actions(opened, line, column)}
        await session.perform(menu["Fix all QLS101 in the workspace"])
        assert session.texts.keys() == {opened, (tmp_path / "legacy.py").as_uri()}
        assert all("SamplerV2" in text for text in session.texts.values())


async def test_a_migration_of_the_workspace_that_is_cancelled_changes_nothing(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"legacy{number}.py").write_text(LEGACY)
    async with editor(transcript("vscode", tmp_path)) as session:
        session.cancels = True
        answer = await session.command("qls.fixWorkspace")
        assert answer["applied"] is False
        assert session.applied == []
        await session.until(lambda: "qls: cancelled; nothing was changed" in session.messages)


async def test_a_file_is_migrated_once_however_its_editor_spells_it(tmp_path: Path) -> None:
    """Neovim and Emacs leave characters as they are that Python writes as `%28`."""
    folder = tmp_path / "project (copy)"
    folder.mkdir()
    (folder / "legacy.py").write_text(LEGACY)
    spelled = (folder / "legacy.py").as_uri().replace("%28", "(").replace("%29", ")")
    async with editor(transcript("vscode", folder)) as session:
        session.open(spelled, f"# not saved\n{LEGACY}")
        assert (await session.command("qls.fixWorkspace"))["files"] == 1
        assert session.texts.keys() == {spelled}
        assert session.texts[spelled].startswith("# not saved\n")


async def test_what_is_typed_while_the_workspace_is_read_is_there_afterwards(tmp_path: Path) -> None:
    """Also where the client takes no versions, and would apply an edit of the text before."""
    for number in range(40):
        (tmp_path / f"legacy{number}.py").write_text(LEGACY)
    opened = (tmp_path / "opened.py").as_uri()
    params = transcript("vscode", tmp_path)
    assert params.capabilities.workspace and params.capabilities.workspace.workspace_edit
    params.capabilities.workspace.workspace_edit.document_changes = False
    async with editor(params) as session:
        for number in range(40):
            session.texts[(tmp_path / f"legacy{number}.py").as_uri()] = LEGACY
        session.open(opened, LEGACY)
        command = asyncio.ensure_future(session.command("qls.fixWorkspace"))
        await asyncio.sleep(0)  # it is on its way
        session.type(opened, 0, 0, "# typed\n# meanwhile\n")
        assert (await command)["fixed"] == 41
        alone = session.texts[(tmp_path / "legacy0.py").as_uri()]
        assert session.texts[opened] == f"# typed\n# meanwhile\n{alone}"


async def test_a_workspace_without_legacy_code_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "clean.py").write_text(CLEAN)
    async with editor(transcript("vscode", tmp_path)) as session:
        assert (await session.command("qls.fixWorkspace"))["applied"] is False
        assert session.applied == []


async def test_a_lens_counts_and_migrates_the_file(tmp_path: Path) -> None:
    legacy, clean = folder_of_files(tmp_path)
    async with editor(transcript("vscode", tmp_path)) as session:
        session.open(clean, CLEAN)
        session.open(legacy, LEGACY)
        identifier = types.TextDocumentIdentifier(clean)
        assert not await session.client.text_document_code_lens_async(types.CodeLensParams(identifier))
        identifier = types.TextDocumentIdentifier(legacy)
        [lens] = await session.client.text_document_code_lens_async(types.CodeLensParams(identifier))
        assert lens.command.title == "1 legacy Qiskit call: migrate this file safely"
        answer = await session.command(lens.command.command, *lens.command.arguments)
        assert answer == {"applied": True, "fixed": 1, "left": 0}
        assert "SamplerV2" in session.texts[legacy]


async def test_a_client_that_applies_no_edits_is_told_what_else_does(tmp_path: Path) -> None:
    legacy, _ = folder_of_files(tmp_path)
    async with editor(transcript("kate", tmp_path)) as session:
        session.open(legacy, LEGACY)
        assert (await session.command("qls.fixFile", legacy))["applied"] is False
        await session.until(lambda: any("`qls fix`" in message for message in session.messages))


async def test_an_odd_path_is_one_line_of_the_log_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    legacy, _ = folder_of_files(folder)
    (tmp_path / "outside.py").write_text(LEGACY)
    (folder / "link.py").symlink_to(tmp_path / "outside.py")
    (folder / "loop.py").symlink_to("loop.py")
    (folder / "undefined.py").write_text(f"# coding: undefined\n{LEGACY}")
    (folder / os.fsdecode(b"\xff.py")).write_text(LEGACY)
    os.mkfifo(folder / "pipe.py")
    with (folder / "sparse.py").open("wb") as sparse:
        sparse.truncate(4 << 30)
    async with editor(transcript("vscode", folder)) as session:
        found = await reports(session)
        assert {uri.rpartition("/")[2] for uri in found} == {"legacy.py", "link.py"}
        assert (await session.command("qls.fixFile", legacy))["applied"] is False
        answer = await session.command("qls.fixWorkspace")
        assert (answer["files"], answer["fixed"]) == (1, 1)
        said = [message.message for message in session.client.log_messages]
        for name in (
            "link.py: a link",
            "loop.py: Too many",
            "undefined.py: not decoded",
            "sparse.py: larger",
            "\\udcff.py: no editor",
        ):
            assert sum(f"/{name}" in line for line in said) == 1
