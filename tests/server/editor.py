"""A client that behaves like an editor: holds texts, counts versions, applies edits as the protocol says."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

CLIENTS = Path(__file__).parent / "clients"
DEADLINE = 60  # seconds: only a server that hangs is stopped by it
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def transcript(name: str, root: Path) -> types.InitializeParams:
    """The ``initialize`` that a real editor sent, with ``root`` as its workspace."""
    text = (CLIENTS / f"{name}.json").read_text(encoding="utf-8")
    text = text.replace("$ROOT_URI", root.as_uri()).replace("$ROOT_PATH", root.as_posix())
    return default_converter().structure(json.loads(text), types.InitializeParams)


def converter() -> Any:
    """The protocol library's, which takes an action that has a command for a bare command."""
    made = default_converter()

    def action(sent: dict[str, Any], _: Any) -> types.Command | types.CodeAction:
        return made.structure(sent, types.Command if isinstance(sent.get("command"), str) else types.CodeAction)

    made.register_structure_hook(types.Command | types.CodeAction, action)
    return made


class Editor:
    """One session. Texts are by uri; ``published`` and ``messages`` hold what the server sent.

    ``cancels``: whether each progress is cancelled as soon as it is shown.
    """

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.encoding = "utf-16"
        self.cancels = False
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.applied: list[types.ApplyWorkspaceEditParams] = []
        self.registered: list[types.Registration] = []
        self._news = asyncio.Condition()

    @property
    def messages(self) -> list[str]:
        return [message.message for message in self.client.messages]

    async def initialize(self, params: types.InitializeParams) -> types.InitializeResult:
        result = await self.client.initialize_session(params)
        self.encoding = str(result.capabilities.position_encoding or "utf-16")
        self.pulls = result.capabilities.diagnostic_provider is not None
        return result

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait for something that a message from the server brings about."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(happened), DEADLINE)

    async def heard(self) -> None:
        async with self._news:
            self._news.notify_all()

    def open(self, uri: str, text: str, language: str = "python", version: int = 0) -> None:
        self.texts[uri], self.versions[uri] = text, version
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, uri: str, line: int, character: int, text: str, *, over: int = 0) -> None:
        """Replace ``over`` units at a place, as typing does."""
        start, end = types.Position(line, character), types.Position(line, character + over)
        edit = types.TextEdit(types.Range(start, end), text)
        self.texts[uri] = self.edited(self.texts[uri], [edit])
        self.versions[uri] += 1
        change = types.TextDocumentContentChangePartial(edit.range, text)
        self._did_change(uri, [change])

    def replace(self, uri: str, text: str) -> None:
        self.texts[uri] = text
        self.versions[uri] += 1
        self._did_change(uri, [types.TextDocumentContentChangeWholeDocument(text)])

    def _did_change(self, uri: str, changes: list[Any]) -> None:
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    async def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Those of the text as it is now, pushed or pulled."""
        if self.pulls and uri.startswith("file:"):
            params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
            report = await self.client.text_document_diagnostic_async(params)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            return list(report.items)
        await self.until(lambda: uri in self.published and self.published[uri].version == self.versions[uri])
        return list(self.published[uri].diagnostics)

    async def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        place = types.Position(line, character)
        return await self.client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), place))

    async def actions(
        self, uri: str, line: int, character: int, only: list[str] | None = None
    ) -> list[types.CodeAction]:
        place = types.Position(line, character)
        context = types.CodeActionContext(diagnostics=[], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(place, place), context)
        answer = await self.client.text_document_code_action_async(params)
        return [action for action in answer or [] if isinstance(action, types.CodeAction)]

    async def perform(self, action: types.CodeAction) -> None:
        """Resolve an action where it has no edit yet, and apply it; or run its command."""
        if action.command is not None:
            await self.command(action.command.command, *action.command.arguments or ())
            return
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        assert action.edit is not None
        self.apply(action.edit)

    async def command(self, name: str, *arguments: Any) -> Any:
        params = types.ExecuteCommandParams(name, arguments=list(arguments))
        return await self.client.workspace_execute_command_async(params)

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """All of the edit; one that is meant for another version is refused."""
        for uri, edits in (edit.changes or {}).items():
            self.texts[uri] = self.edited(self.texts[uri], list(edits))
        for change in edit.document_changes or []:
            assert isinstance(change, types.TextDocumentEdit)
            uri, version = change.text_document.uri, change.text_document.version
            assert version == self.versions.get(uri), f"{uri}: for version {version}"
            text = self.texts[uri] if uri in self.texts else Path(uri.removeprefix("file://")).read_text()
            self.texts[uri] = self.edited(text, list(change.edits))

    def edited(self, text: str, edits: list[Any]) -> str:
        """``text`` with all edits made at once, columns counted in the session's encoding."""
        spans = sorted(
            (self._offset(text, e.range.start), self._offset(text, e.range.end), n, e.new_text)
            for n, e in enumerate(edits)
        )
        pieces, at = [], 0
        for start, end, _, new in spans:
            assert start >= at, "two edits overlap"
            pieces += [text[at:start], new]
            at = end
        return "".join([*pieces, text[at:]])

    def _offset(self, text: str, position: types.Position) -> int:
        lines = text.split("\n")
        if position.line >= len(lines):
            return len(text)
        codec, width = _UNITS[self.encoding]
        head = lines[position.line].encode(codec)[: position.character * width].decode(codec)
        return sum(len(line) + 1 for line in lines[: position.line]) + len(head)


@asynccontextmanager
async def editor(params: types.InitializeParams | None, **settings: Any) -> AsyncIterator[Editor]:
    """A server in a process of its own; initialised with ``params``, and asked to end when the test does.

    ``settings`` are what the editor answers to ``workspace/configuration``.
    """
    client = LanguageClient(
        configuration={"": {"qls": settings}} if settings else None, converter_factory=converter
    )
    session = Editor(client)

    async def published(ls: LanguageClient, message: types.PublishDiagnosticsParams) -> None:
        session.published[message.uri] = message
        await session.heard()

    async def told(ls: LanguageClient, message: types.ShowMessageParams) -> None:
        ls.messages.append(message)
        await session.heard()

    async def refreshed(ls: LanguageClient, _: None) -> None:
        ls.diagnostic_refresh_count += 1
        await session.heard()

    async def asked_to_apply(
        ls: LanguageClient, edit: types.ApplyWorkspaceEditParams
    ) -> types.ApplyWorkspaceEditResult:
        session.applied.append(edit)
        session.apply(edit.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    async def registered(ls: LanguageClient, message: types.RegistrationParams) -> None:
        session.registered += message.registrations
        await session.heard()

    async def progressed(ls: LanguageClient, message: types.ProgressParams) -> None:
        if session.cancels:
            ls.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(message.token))

    features = {
        **DEFAULT_CLIENT_FEATURES,
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published,
        types.WINDOW_SHOW_MESSAGE: told,
        types.WORKSPACE_DIAGNOSTIC_REFRESH: refreshed,
        types.WORKSPACE_APPLY_EDIT: asked_to_apply,
        types.CLIENT_REGISTER_CAPABILITY: registered,
        types.PROGRESS: progressed,
        types.WORKSPACE_CODE_LENS_REFRESH: lambda _: None,
    }
    register_lsp_features(client, features)
    await client.start_io(sys.executable, "-m", "qls", "server")
    try:
        if params is not None:
            await asyncio.wait_for(session.initialize(params), DEADLINE)
        yield session
        if params is not None:
            await asyncio.wait_for(client.shutdown_session(), DEADLINE)
    finally:
        process = client._server
        if process is not None and process.returncode is None:  # the test failed
            process.kill()
        await client.stop()
