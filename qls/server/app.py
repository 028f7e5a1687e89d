"""The server: every feature wired to its LSP method, in one place."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError

from qls.server import actions, lenses
from qls.server.capabilities import (
    ASSISTANT_TEXT,
    DEBUG_INFORMATION,
    DOCUMENTATION,
    FIX_FILE,
    FIX_WORKSPACE,
    VERSIONS,
)
from qls.server.commands import Commands
from qls.server.configuration import Configuration
from qls.server.diagnostics import pulled
from qls.server.hovers import Hovers
from qls.server.protocol import one_line
from qls.server.scan import WorkspaceDiagnostics
from qls.server.session import Session

log = logging.getLogger("qls")


def make_server() -> Session:
    """A server with all its features, not started."""
    server = Session()
    logging.getLogger("qls").addHandler(_ToClient(server))
    logging.getLogger("qls").setLevel(logging.INFO)  # until the client says otherwise
    configuration, commands, scan = Configuration(server), Commands(server), WorkspaceDiagnostics(server)
    documents = server.documents

    features: dict[str, Callable[..., Any]] = {
        types.INITIALIZED: configuration.begin,
        types.WORKSPACE_DID_CHANGE_CONFIGURATION: configuration.changed,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: lambda params: server.start_again(),
        types.TEXT_DOCUMENT_DID_SAVE: lambda params: server.saved(),
        types.NOTEBOOK_DOCUMENT_DID_SAVE: lambda params: server.saved(),
        types.TEXT_DOCUMENT_CODE_ACTION: lambda p: actions.code_actions(documents, server.client, p),
        types.CODE_ACTION_RESOLVE: lambda action: actions.resolve(documents, server.client, action),
        types.TEXT_DOCUMENT_HOVER: Hovers(server).hover,
        types.TEXT_DOCUMENT_CODE_LENS: lambda params: lenses.lenses(documents, params),
        types.TEXT_DOCUMENT_DIAGNOSTIC: lambda params: pulled(
            documents.get(params.text_document.uri),
            server.client,
            params.previous_result_id,
            server.generation,
            server.written,
        ),
        types.WORKSPACE_DIAGNOSTIC: scan.answer,
    }
    for method, handler in features.items():
        server.feature(method)(_guarded(handler))
    for name, command in (
        (FIX_FILE, commands.fix_file),
        (FIX_WORKSPACE, commands.fix_workspace),
        (DOCUMENTATION, commands.open_documentation),
        (ASSISTANT_TEXT, commands.assistant_text),
        (VERSIONS, commands.versions),
        (DEBUG_INFORMATION, commands.debug_information),
    ):
        server.command(name)(_guarded(command))
    return server


def _guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
    """An exception is logged with its traceback, and answered with one line."""
    if inspect.iscoroutinefunction(handler):

        async def run_async(*arguments: Any) -> Any:
            try:
                return await handler(*arguments)
            except JsonRpcException:
                raise
            except Exception as error:
                raise _reported(error) from None

        return run_async

    def run(*arguments: Any) -> Any:
        try:
            return handler(*arguments)
        except JsonRpcException:
            raise
        except Exception as error:
            raise _reported(error) from None

    return run


def _reported(error: Exception) -> JsonRpcInternalError:
    log.error("a defect of qls", exc_info=error)
    return JsonRpcInternalError(f"{type(error).__name__}: {one_line(error)}")


class _ToClient(logging.Handler):
    """Our log in the client's: environments that were chosen, and defects."""

    def __init__(self, server: Session) -> None:
        super().__init__(logging.DEBUG)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        kinds = {logging.ERROR: types.MessageType.Error, logging.WARNING: types.MessageType.Warning}
        kind = kinds.get(record.levelno, types.MessageType.Info)
        with suppress(OSError):  # nobody is there any more
            self._server.window_log_message(types.LogMessageParams(kind, record.getMessage()))
