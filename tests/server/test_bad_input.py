"""Nothing that a client sends ends the server: it answers, in one line, and goes on."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.server.editor import Editor, editor, transcript
from tests.server.test_clients import LEGACY, place_of


async def raw(session: Editor, body: bytes) -> None:
    writer = session.client._server.stdin
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()


async def is_alive(session: Editor) -> bool:
    return "qls" in await session.command("qls.debugInformation")


@pytest.mark.parametrize("uri", ["", "nonsense", "file:///never/opened.py", "untitled:Untitled-1", "file:", "%%%"])
async def test_a_document_that_is_not_open_gets_empty_answers(uri: str, tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        document = types.TextDocumentIdentifier(uri)
        assert await session.hover(uri, 0, 0) is None
        assert await session.actions(uri, 0, 0) == []
        assert not await session.client.text_document_code_lens_async(types.CodeLensParams(document))
        report = await session.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
        assert not report.items
        session.versions[uri], session.texts[uri] = 0, "x"
        session.type(uri, 0, 0, "y")
        session.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        assert await is_alive(session)


@pytest.mark.parametrize("position", [None, {}, {"line": -1, "character": 0}, {"line": "a"}, 7, {"line": 10**9}])
async def test_a_malformed_position_is_answered_with_an_error(position: Any, tmp_path: Path) -> None:
    async with editor(transcript("kate", tmp_path)) as session:
        params = {"textDocument": {"uri": "file:///x.py"}, "position": position}
        with pytest.raises(JsonRpcException, match="malformed parameters of textDocument/hover"):
            await session.client.protocol.send_request_async("textDocument/hover", params)
        assert await is_alive(session)


@pytest.mark.parametrize("body", [b"{{{", b"[]", b"7", b"null", b"{}", b'{"jsonrpc": "2.0"}', b"\xff\xfe", b'"x"'])
async def test_a_message_that_is_no_message_is_passed_over(body: bytes, tmp_path: Path) -> None:
    async with editor(transcript("kate", tmp_path)) as session:
        await raw(session, body)
        assert await is_alive(session)


@pytest.mark.parametrize("capabilities", [{}, {"general": None}, {"textDocument": 7}, {"workspace": []}])
async def test_malformed_capabilities_count_as_none(capabilities: Any, tmp_path: Path) -> None:
    async with editor(None) as session:
        params = {"capabilities": capabilities, "processId": None, "rootUri": tmp_path.as_uri()}
        body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
        await raw(session, json.dumps(body).encode())
        session.client.capabilities = types.ClientCapabilities()
        session.client.initialized(types.InitializedParams())
        uri = (tmp_path / "legacy.py").as_uri()
        session.pulls = False
        session.open(uri, LEGACY)
        assert await session.diagnostics(uri)
        await session.client.shutdown_session()


async def test_an_unknown_request_is_answered_with_an_error(tmp_path: Path) -> None:
    async with editor(transcript("kate", tmp_path)) as session:
        with pytest.raises(JsonRpcException, match="Method Not Found"):
            await session.client.protocol.send_request_async("textDocument/unknown", {})
        with pytest.raises(JsonRpcException, match="not defined"):
            await session.command("qls.unknown")


async def test_a_cancelled_request_leaves_the_server_as_it_was(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        request = session.client.protocol.send_request("workspace/diagnostic", {"previousResultIds": []}, msg_id="w")
        session.client.cancel_request(types.CancelParams("w"))
        await asyncio.wait({asyncio.wrap_future(request)})
        assert await is_alive(session)


async def test_an_action_of_a_text_that_has_changed_is_refused(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        uri = (tmp_path / "legacy.py").as_uri()
        session.open(uri, LEGACY)
        line, column = place_of(LEGACY, "execute(", session.encoding)
        action = (await session.actions(uri, line, column + 1))[0]
        session.type(uri, 0, 0, "\n")
        with pytest.raises(JsonRpcException, match="the text has changed") as refused:
            await session.client.code_action_resolve_async(action)
        assert refused.value.code == types.LSPErrorCodes.ContentModified


async def test_an_action_of_a_closed_document_is_refused(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        uri = (tmp_path / "legacy.py").as_uri()
        session.open(uri, LEGACY)
        line, column = place_of(LEGACY, "execute(", session.encoding)
        action = (await session.actions(uri, line, column + 1))[0]
        closed = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        session.client.text_document_did_close(closed)
        with pytest.raises(JsonRpcException, match="was closed"):
            await session.client.code_action_resolve_async(action)
        session.open(uri, LEGACY)
        with pytest.raises(JsonRpcException, match="has changed"):
            await session.client.code_action_resolve_async(action)


@pytest.mark.parametrize("data", [None, 7, {}, {"uri": None}, {"uri": "file:///x.py", "fix": []}])
async def test_an_action_that_was_not_handed_out_is_never_resolved(data: Any, tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        action = types.CodeAction(title="made up", data=data)
        try:
            answer = await session.client.code_action_resolve_async(action)
        except JsonRpcException:
            return
        assert answer.edit is None


@pytest.mark.parametrize("arguments", [[], [None], [7, 8], [{"uri": "x"}], ["file:///not/open.py"]])
async def test_a_command_with_wrong_arguments_says_so(arguments: list[Any], tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        assert (await session.command("qls.fixFile", *arguments))["applied"] is False
        await session.until(lambda: any("not open" in message for message in session.messages))
