"""Settings come from the client, in each of the ways that clients have, and from pyproject.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.cli.running import LEGAL
from tests.server.editor import Editor, editor, transcript
from tests.server.test_clients import LEGACY


async def codes(session: Editor, uri: str) -> list[Any]:
    return [found.code for found in await session.diagnostics(uri)]


def project(folder: Path, *distributions: str) -> None:
    """A folder with an environment in which ``distributions`` (name-version) are installed."""
    packages = folder / ".venv" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (folder / ".venv" / "pyvenv.cfg").write_text("home = nowhere\n")
    for name in distributions:
        (packages / f"{name}.dist-info").mkdir()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)


async def test_pyproject_counts_and_is_read_again_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.qls]\nignore = ["QLS1"]\n')
    uri = (tmp_path / "legacy.py").as_uri()
    async with editor(transcript("eglot", tmp_path)) as session:
        session.open(uri, LEGACY)
        assert await codes(session, uri) == []
        await session.until(lambda: session.registered)
        (tmp_path / "pyproject.toml").write_text("[tool.qls]\n")
        event = types.FileEvent((tmp_path / "pyproject.toml").as_uri(), types.FileChangeType.Changed)
        session.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await session.until(lambda: session.published[uri].diagnostics)


async def test_initialization_options_count(tmp_path: Path) -> None:
    params = transcript("kate", tmp_path)
    params.initialization_options = {"ignore": ["QLS101"]}
    uri = (tmp_path / "legacy.py").as_uri()
    async with editor(params) as session:
        session.open(uri, LEGACY)
        assert await codes(session, uri) == []


@pytest.mark.parametrize("settings", [{"qls": {"enable": False}}, {"enable": False}])
async def test_a_change_of_configuration_counts_at_once(settings: dict, tmp_path: Path) -> None:
    uri = (tmp_path / "legacy.py").as_uri()
    async with editor(transcript("kate", tmp_path)) as session:
        session.open(uri, LEGACY)
        assert await codes(session, uri) == ["QLS101"]
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        await session.until(lambda: not session.published[uri].diagnostics)
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await session.until(lambda: session.published[uri].diagnostics)


async def test_a_client_that_can_be_asked_is_asked(tmp_path: Path) -> None:
    uri = (tmp_path / "legacy.py").as_uri()
    async with editor(transcript("lsp-mode", tmp_path), ignore=["QLS101"]) as session:
        session.open(uri, LEGACY)
        await session.until(lambda: uri in session.published and not session.published[uri].diagnostics)
        session.client.set_configuration({"ignore": []}, section="qls")
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await session.until(lambda: session.published[uri].diagnostics)


WRONG: tuple[tuple[Any, str], ...] = (
    ({"destination": "moon"}, "`destination` is one of auto"),
    ({"destination": 7}, "not a number"),
    ({"select": "QLS1"}, "`select` is a list of codes"),
    ({"ignore": [1]}, "`ignore` is a list of codes"),
    ({"select": ["QLS1011"]}, "'QLS1011' is no code, and no code begins with it; did you mean QLS101?"),
    ({"enable": "yes"}, "`enable` is true or false"),
    ({"interpreter": {}}, "`interpreter` is a path"),
    (["nonsense"], "a table is wanted"),
    ({"interpreter": "/no/such/python"}, "no Python environment at /no/such/python"),
)


async def test_a_setting_of_the_wrong_type_is_said_once_and_the_default_counts(tmp_path: Path) -> None:
    params = transcript("kate", tmp_path)
    params.initialization_options = WRONG[0][0]
    uri = (tmp_path / "legacy.py").as_uri()
    async with editor(params) as session:
        session.open(uri, LEGACY)
        session.open((tmp_path / "other.py").as_uri(), LEGACY)
        assert await codes(session, uri) == ["QLS101"]
        for settings, _ in WRONG[1:]:
            session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        await session.until(lambda: len(session.messages) >= len(WRONG))
        assert await codes(session, uri) == ["QLS101"]
        for message, (_, said) in zip(session.messages, WRONG, strict=True):
            assert message.startswith("qls: ")
            assert said in message


async def test_each_folder_has_the_environment_of_its_own(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    project(old, "qiskit-0.46.3", "qiskit_aer-0.13.3")
    project(new, "qiskit-2.1.0", "qiskit_aer-0.17.0")
    params = transcript("utf-32", tmp_path)
    params.workspace_folders = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in (old, new)]
    async with editor(params) as session:
        for folder, severity in (
            (old, types.DiagnosticSeverity.Warning),
            (new, types.DiagnosticSeverity.Error),
        ):
            uri = (folder / "legacy.py").as_uri()
            session.open(uri, LEGACY)
            assert {found.severity for found in await session.diagnostics(uri)} == {severity}
        information = await session.command("qls.debugInformation")
        assert "qiskit 0.46.3" in information
        assert "qiskit 2.1.0" in information
        event = types.WorkspaceFoldersChangeEvent([], [params.workspace_folders[0]])
        session.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert "0.46.3" not in await session.command("qls.debugInformation")


async def test_an_untrusted_folder_lends_no_environment(tmp_path: Path) -> None:
    project(tmp_path, "qiskit-0.46.3")
    params = transcript("kate", tmp_path)
    params.initialization_options = {"trusted": False}
    async with editor(params) as session:
        assert "the newest versions" in await session.command("qls.debugInformation")


async def test_legal_code_is_left_as_it_is_unless_the_settings_ask_for_it(tmp_path: Path) -> None:
    uri = (tmp_path / "legal.py").as_uri()
    async with editor(transcript("kate", tmp_path)) as session:
        session.open(uri, LEGAL)
        assert await codes(session, uri) == ["QLS102"]
        done = await session.command("qls.fixFile", uri)
        assert (done["applied"], done["left"]) == (False, 1)
        lens = types.CodeLensParams(types.TextDocumentIdentifier(uri))
        [shown] = await session.client.text_document_code_lens_async(lens)
        assert shown.command.title == "1 legacy Qiskit call: nothing that has to change"
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"modernize": True}))
        [shown] = await session.client.text_document_code_lens_async(lens)
        assert shown.command.title == "1 legacy Qiskit call: migrate this file safely"


async def test_a_project_leaves_codes_out_by_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.qls]\nper-file-ignores = {"old/**" = ["QLS101"]}\n')
    (tmp_path / "old").mkdir()
    async with editor(transcript("kate", tmp_path)) as session:
        for name, found in (("old/a.py", []), ("a.py", ["QLS101"])):
            uri = (tmp_path / name).as_uri()
            session.open(uri, LEGACY)
            assert await codes(session, uri) == found
