"""pygls's protocol with our document store in the place of its own, and no input that ends the server."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast
from typing import Protocol as Structure

from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError, JsonRpcInvalidParams
from pygls.protocol import JsonRPCNotification, LanguageServerProtocol, lsp_method
from pygls.workspace import Workspace

from qls.server.capabilities import answer
from qls.server.transport import Prepared, content_of, id_of

if TYPE_CHECKING:
    from cattrs import Converter
    from pygls.lsp.server import LanguageServer
    from pygls.protocol.json_rpc import RPCMessage

log = logging.getLogger("qls")

CANCEL = "$/cancelRequest"


def is_id(number: object) -> bool:
    return isinstance(number, str | int) and not isinstance(number, bool)


def _check_tokens(data: dict[str, object]) -> None:
    """
    Raises:
        JsonRpcInvalidParams: what is to name a request or its progress is no string and no number.
    """
    params = data.get("params")
    if not isinstance(params, dict):
        return
    for name in ("workDoneToken", "partialResultToken", "token", *(["id"] if data.get("method") == CANCEL else [])):
        if params.get(name) is not None and not is_id(params[name]):
            raise JsonRpcInvalidParams


def one_line(error: Exception) -> str:
    """What an error says, short."""
    return " ".join(str(error).split())[:300]


class Opens(Structure):
    """What is told of documents and folders."""

    def begin(self, params: object) -> None: ...
    def open_file(self, item: types.TextDocumentItem) -> None: ...
    def change_file(self, params: types.DidChangeTextDocumentParams) -> None: ...
    def open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> None: ...
    def change_notebook(self, params: types.DidChangeNotebookDocumentParams) -> None: ...
    def close(self, uri: str) -> None: ...
    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None: ...


class Protocol(LanguageServerProtocol):
    """Notifications about documents go to the server's own store.

    Attributes:
        answered: the id of an ``initialize`` that was answered before this object existed.
        exit_status: what the process ends with; 1 where ``exit`` came without a ``shutdown`` before it.
    """

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        self.answered: str | int | None = None
        self._initialize: object = None
        self._initialized = False
        self.exit_status = 0
        self._sending: set[asyncio.Future[None]] = set()
        super().__init__(server, converter)

    @property
    def _told(self) -> Opens:
        return cast(Opens, self._server)

    def receive(self, body: bytes) -> None:
        """Handle one message. Whatever it is, nothing is raised but the end of the process."""
        try:
            content = content_of(body)
        except ValueError as error:
            log.error("a message that is not read: %s", one_line(error))
            if (number := id_of(body)) is not None:
                self._refuse(number, types.ErrorCodes.ParseError, f"not read: {one_line(error)}")
            return
        if not isinstance(content, dict) or content.get("jsonrpc") != self.VERSION:
            log.error("a message that is none")
            return
        try:
            if self._is_in_order(content):
                self.handle_message(cast("RPCMessage", self.structure_message(content)))
        except ConnectionError:  # nobody is there any more
            raise
        except Exception as error:  # a defect of ours or of the protocol library: the next message is another one
            log.error("a message was not handled", exc_info=error)
            if "method" in content and is_id(content.get("id")):
                self._refuse(content["id"], types.ErrorCodes.InternalError, one_line(error))

    def _is_in_order(self, content: dict[str, Any]) -> bool:
        """False for what the protocol forbids at this time; a request of that kind is answered."""
        method, number = content.get("method"), content.get("id")
        if method is None:
            return is_id(number) and ("result" in content or "error" in content)
        if method == types.EXIT and number is None:
            return True
        if "id" in content and not is_id(number):
            self._refuse(None, types.ErrorCodes.InvalidRequest, "an id is a string or a number")
            return False
        if self._shutdown:
            reason, code = "the server was shut down", types.ErrorCodes.InvalidRequest.value
        elif not self._initialized and method != types.INITIALIZE:
            reason, code = "`initialize` comes first", types.ErrorCodes.ServerNotInitialized.value
        elif self._initialized and method == types.INITIALIZE:
            reason, code = "`initialize` comes once", types.ErrorCodes.InvalidRequest.value
        else:
            self._initialized = True
            return "id" in content or method != types.INITIALIZE
        if number is not None:
            self._refuse(number, code, reason)
        return False

    def _refuse(self, number: str | int | None, code: int, reason: str) -> None:
        """Answer a request that is not handled."""
        error = {"code": int(code), "message": reason}
        self._send_data({"jsonrpc": self.VERSION, "id": number, "error": error})

    def structure_message(self, data: dict[str, object]) -> object:
        """What a client sends as an object; a malformed request is answered, and never seen by a handler."""
        if "jsonrpc" not in data:
            return data
        if data.get("method") == types.INITIALIZE:
            self._initialize = data.get("params")
            data = {
                **data,
                "params": {"capabilities": {}},
            }  # read by Client.of, which forgives what is malformed
        try:
            _check_tokens(data)
            return super().structure_message(data)
        except (JsonRpcInvalidParams, JsonRpcInternalError):
            log.error("malformed %s from the client", data.get("method") or "answer")
            if "id" in data and "method" in data:
                error = types.ResponseError(JsonRpcInvalidParams.CODE, f"malformed parameters of {data['method']}")
                self._send_response(data["id"], error=error)
            elif "id" in data:  # whoever asked must not wait for ever
                error = types.ResponseError(JsonRpcInvalidParams.CODE, "malformed answer")
                self._handle_response(cast("str | int", data["id"]), error=error)
            return JsonRPCNotification(method="$/malformed", jsonrpc="2.0", params=None)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> None:  # type: ignore[override]  # pygls runs both
        """Answered in plain JSON, by the same words whether or not the answer went out early."""
        self._workspace = Workspace(None)
        self._told.begin(self._initialize)
        if self.answered is None:
            self._send_data({"jsonrpc": "2.0", "id": self.msg_id, "result": answer(self._initialize)})
        self.answered = self.msg_id

    def _handle_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        """An answer to what nobody waits for any more, or to what was never asked, is passed over."""
        future = self._request_futures.get(msg_id)
        if isinstance(future, Future) and not future.done():
            super()._handle_response(msg_id, result, error)

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if self.answered is not None and msg_id == self.answered and error is None:
            self.answered = None
            return
        if isinstance(result, Prepared) and error is None:
            self._result_types.pop(msg_id, None)
            self._send_text(f'{{"jsonrpc": "2.0", "id": {json.dumps(msg_id)}, "result": {result.text}}}')
            return
        super()._send_response(msg_id, result, error)

    def notify_prepared(self, method: str, params: Prepared) -> None:
        """Send a notification whose parameters are JSON already."""
        self._send_text(f'{{"jsonrpc": "2.0", "method": "{method}", "params": {params.text}}}')

    def _send_text(self, body: str) -> None:
        if self.writer is not None:
            sending = self.writer.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode("ascii"))
            if inspect.isawaitable(sending):
                self._sending.add(task := asyncio.ensure_future(sending))
                task.add_done_callback(self._sending.discard)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: object) -> None:  # type: ignore[override]  # pygls runs both
        self.exit_status = 0 if self._shutdown else 1
        raise SystemExit

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> object:  # type: ignore[override]  # pygls runs both
        """One task, so that the client can cancel all of it."""
        command = self.fm.commands.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(f"the command {params.command!r} is not defined")
        return await command(*(params.arguments or ()))

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._told.open_file(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._told.change_file(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._told.close(params.text_document.uri)

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def lsp_notebook_document__did_open(self, params: types.DidOpenNotebookDocumentParams) -> None:
        self._told.open_notebook(params)

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def lsp_notebook_document__did_change(self, params: types.DidChangeNotebookDocumentParams) -> None:
        self._told.change_notebook(params)

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def lsp_notebook_document__did_close(self, params: types.DidCloseNotebookDocumentParams) -> None:
        self._told.close(params.notebook_document.uri)

    @lsp_method(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def lsp_workspace__did_change_workspace_folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        self._told.change_folders(params.event)
