"""The server: its state, and every feature wired to its LSP method in one place."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from qls import __version__
from qls.server import actions, lenses
from qls.server.capabilities import DEBUG_INFORMATION, FIX_FILE, FIX_WORKSPACE, Client
from qls.server.commands import Commands
from qls.server.configuration import Configuration
from qls.server.diagnostics import Publisher, Written, is_pushed, pulled
from qls.server.documents import Documents, OpenFile, OpenProgram
from qls.server.hovers import Hovers
from qls.server.notebooks import OpenNotebook
from qls.server.positions import Door
from qls.server.projects import Projects
from qls.server.protocol import Protocol
from qls.server.refinement import Refinement
from qls.server.scan import WorkspaceDiagnostics

log = logging.getLogger("qls")


class Server(LanguageServer):
    """One session with one client.

    Attributes:
        client: what the client announced.
        documents: what it has open.
        projects: its folders, their settings and environments.
        generation: counts the times that settings or environments changed.
        written: diagnostics as they are sent.
        changed: set whenever a diagnostic may be another one than before.
    """

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("qls", __version__, protocol_cls=Protocol, converter_factory=default_converter, max_workers=4)
        self.client = Client()
        self.door = Door(self.client.encoding)
        self.documents = Documents()
        self.projects = Projects(self.warn)
        self.generation = 0
        self.changed = asyncio.Event()
        self.refinement = Refinement(self)
        self.written = Written()
        self._publisher = Publisher(self.written)

    def begin(self, params: Any) -> None:
        """Learn from the parameters of ``initialize`` (as JSON) who is there and what is open."""
        params = params if isinstance(params, dict) else {}
        self.client = Client.of(params)
        self.door = Door(self.client.encoding)
        for uri in _folders(params):
            self.projects.add_folder(uri)
        self.projects.configure(params.get("initializationOptions"))

    def open_file(self, item: types.TextDocumentItem) -> None:
        """Plain Python whatever its name: JupyterLab sends the program of a notebook as ``….ipynb``."""
        if "python" not in item.language_id.lower() and not item.uri.endswith((".py", ".pyi")):
            return
        self._add(OpenFile(item.uri, item.version, self.projects.of(item.uri), item.text, self.door))

    def change_file(self, params: types.DidChangeTextDocumentParams) -> None:
        program = self.documents.get(params.text_document.uri)
        if isinstance(program, OpenFile):
            program.change(params.content_changes, params.text_document.version)
            self.publish(program)

    def open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> None:
        self._add(OpenNotebook(params, self.projects.of(params.notebook_document.uri), self.door))

    def change_notebook(self, params: types.DidChangeNotebookDocumentParams) -> None:
        program = self.documents.get(params.notebook_document.uri)
        if isinstance(program, OpenNotebook):
            before = set(program.uris())
            self.documents.forget(program)
            program.change(params)
            self.documents.put(program)
            self._clear(before.difference(program.uris()))
            self.publish(program)

    def close(self, uri: str) -> None:
        if program := self.documents.remove(uri):
            self.refinement.give_up(program)
            self._clear(set(program.uris()))
            self.changed.set()

    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        for removed in event.removed:
            self.projects.remove_folder(removed.uri)
        for added in event.added:
            self.projects.add_folder(added.uri)
        self.start_again()

    def start_again(self) -> None:
        """Settings or environments changed: everything that is open is analysed under the new ones."""
        self.generation += 1
        self.projects.forget()
        self.refinement.forget()
        for program in self.documents.all():
            program.move_to(self.projects.of(program.uri))
            self.publish(program)
        self._refresh()

    def saved(self) -> None:
        """A file was written: what other programs take from it may be another."""
        self.refinement.forget()
        for program in self.documents.all():
            self.publish(program)

    def learned(self, program: OpenProgram) -> None:
        """More is known of a program whose text is the same."""
        self._push(program)
        self._refresh()

    def _refresh(self) -> None:
        if self.client.pulls_diagnostics and self.client.refreshes_diagnostics:
            self.workspace_diagnostic_refresh(None)
        if self.client.refreshes_lenses:
            self.workspace_code_lens_refresh(None)

    def publish(self, program: OpenProgram) -> None:
        """Push what changed, to clients that do not pull it, and find out what the analysis cannot see."""
        self._push(program)
        self.refinement.follow(program)

    def _push(self, program: OpenProgram) -> None:
        self.changed.set()
        if is_pushed(program, self.client):
            for message in self._publisher.changed(program, self.client):
                self.protocol.notify_prepared(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, message)

    def warn(self, message: str) -> None:
        """One line that a person sees."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"qls: {message}"))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Errors outside of requests go to the log: nobody is waiting for them."""
        if not isinstance(error, JsonRpcException) or not issubclass(source, JsonRpcException):
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"qls: {_one_line(error)}"))

    def _add(self, program: OpenProgram) -> None:
        self.documents.remove(program.uri)
        self.documents.put(program)
        self.publish(program)

    def _clear(self, uris: set[str]) -> None:
        for message in self._publisher.cleared(sorted(uris)):
            self.protocol.notify_prepared(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, message)


def make_server() -> Server:
    """A server with all its features, not started."""
    server = Server()
    logging.getLogger("qls").addHandler(_ToClient(server))
    logging.getLogger("qls").setLevel(logging.INFO)
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
    return JsonRpcInternalError(f"{type(error).__name__}: {_one_line(error)}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _folders(params: dict[str, Any]) -> list[str]:
    """The uris of the workspace's folders; older clients name one root."""
    folders = params.get("workspaceFolders")
    if isinstance(folders, list):
        uris = [folder.get("uri") for folder in folders if isinstance(folder, dict)]
        return [uri for uri in uris if isinstance(uri, str)]
    if isinstance(root := params.get("rootUri"), str):
        return [root]
    if isinstance(path := params.get("rootPath"), str):
        return [f"file://{path}"]
    return []


class _ToClient(logging.Handler):
    """Our log in the client's: environments that were chosen, and defects."""

    def __init__(self, server: Server) -> None:
        super().__init__(logging.INFO)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        kinds = {logging.ERROR: types.MessageType.Error, logging.WARNING: types.MessageType.Warning}
        kind = kinds.get(record.levelno, types.MessageType.Info)
        self._server.window_log_message(types.LogMessageParams(kind, record.getMessage()))
