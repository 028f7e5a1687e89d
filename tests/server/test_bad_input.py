"""Nothing that a client sends ends the server: it answers, in one line, and goes on."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.server.editor import DEADLINE, Editor, editor, transcript
from tests.server.test_clients import LEGACY, place_of


async def raw(session: Editor, body: bytes) -> None:
    writer = session.client._server.stdin
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()


async def asked(session: Editor, method: str, params: Any) -> Any:
    """The answer to a request that the protocol library would not let a client write."""
    answer: Future = Future()
    session.client.protocol._request_futures["raw"] = answer
    await raw(session, json.dumps({"jsonrpc": "2.0", "id": "raw", "method": method, "params": params}).encode())
    return await asyncio.wait_for(asyncio.wrap_future(answer), DEADLINE)


async def is_alive(session: Editor) -> bool:
    return "qls" in await session.command("qls.debugInformation")


async def test_a_document_that_is_not_open_gets_empty_answers(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        for uri in ("", "nonsense", "file:///never/opened.py", "untitled:Untitled-1", "file:", "%%%"):
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


async def test_a_malformed_position_is_answered_with_an_error(tmp_path: Path) -> None:
    async with editor(transcript("kate", tmp_path)) as session:
        for position in (None, {}, {"line": -1, "character": 0}, {"line": "a"}, 7, {"line": 10**9}):
            params = {"textDocument": {"uri": "file:///x.py"}, "position": position}
            with pytest.raises(JsonRpcException, match="malformed parameters of textDocument/hover"):
                await asked(session, "textDocument/hover", params)
        assert await is_alive(session)


async def test_a_message_that_is_no_message_is_passed_over(tmp_path: Path) -> None:
    async with editor(transcript("kate", tmp_path)) as session:
        for body in (b"{{{", b"[]", b"7", b"null", b"{}", b'{"jsonrpc": "2.0"}', b"\xff\xfe", b'"x"'):
            await raw(session, body)
            assert await is_alive(session)


async def test_malformed_capabilities_count_as_none(tmp_path: Path) -> None:
    async with editor(None) as session:
        broken = {"general": None, "textDocument": 7, "workspace": []}
        params = {"capabilities": broken, "processId": None, "rootUri": tmp_path.as_uri()}
        await asked(session, "initialize", params)
        session.client.capabilities = types.ClientCapabilities()
        session.pulls = False
        session.client.initialized(types.InitializedParams())
        uri = (tmp_path / "legacy.py").as_uri()
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
        params = types.WorkspaceDiagnosticParams([])
        request = session.client.protocol.send_request(types.WORKSPACE_DIAGNOSTIC, params, msg_id="w")
        session.client.cancel_request(types.CancelParams("w"))
        await asyncio.wait({asyncio.wrap_future(request)}, timeout=DEADLINE)
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


async def test_an_action_that_was_not_handed_out_is_never_resolved(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        for data in (None, 7, {}, {"uri": None}, {"uri": "file:///x.py", "fix": []}):
            action = types.CodeAction(title="made up", data=data)
            try:
                assert (await session.client.code_action_resolve_async(action)).edit is None
            except JsonRpcException as refused:
                assert refused.code == types.LSPErrorCodes.ContentModified
        assert await is_alive(session)


async def test_a_command_with_wrong_arguments_says_so(tmp_path: Path) -> None:
    async with editor(transcript("vscode", tmp_path)) as session:
        for arguments in ([], [None], [7, 8], [{"uri": "x"}], ["file:///not/open.py"]):
            assert (await session.command("qls.fixFile", *arguments))["applied"] is False
        await session.until(lambda: any("not open" in message for message in session.messages))
