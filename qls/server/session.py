"""A session with a client: what it has open, the folders around that, and what it is told of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from qls import __version__
from qls.semantics.apart import Apart
from qls.server.capabilities import Client
from qls.server.diagnostics import Publisher, Written, is_pushed
from qls.server.documents import Documents, OpenFile, OpenProgram
from qls.server.notebooks import OpenNotebook
from qls.server.positions import Door
from qls.server.projects import Projects
from qls.server.protocol import Protocol, one_line
from qls.server.refinement import Refinement
from qls.server.watching import watch
from qls.server.workspace import OddPaths

if TYPE_CHECKING:
    from pygls.server import ServerErrors


class Session(LanguageServer):
    """One session with one client.

    Attributes:
        client: what the client announced.
        documents: what it has open.
        projects: its folders, their settings and environments.
        odd_paths: told of files and folders that are passed over.
        generation: counts the times that settings or environments changed.
        apart: the process that jedi runs in.
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
        self.odd_paths = OddPaths()
        self.generation = 0
        self.changed = asyncio.Event()
        self.apart = Apart()
        self.refinement = Refinement(self.projects, self.learned, self.apart)
        self.written = Written()
        self._publisher = Publisher(self.written)

    def serve(self, incoming: Iterator[bytes], stdout: BinaryIO) -> None:
        """Handle messages until they end, or the client says ``exit``."""
        self.protocol.set_writer(StdoutWriter(stdout))
        with suppress(BrokenPipeError, ConnectionError, KeyboardInterrupt, SystemExit):
            asyncio.run(self._handle(incoming))
        self.shutdown()

    async def _handle(self, incoming: Iterator[bytes]) -> None:
        loop, reader = asyncio.get_running_loop(), ThreadPoolExecutor(1, "qls-reader")
        while (body := await loop.run_in_executor(reader, next, incoming, None)) is not None:
            self.protocol.receive(body)

    def begin(self, params: object) -> None:
        """Learn from the parameters of ``initialize`` (as JSON) who is there and what is open."""
        params = params if isinstance(params, dict) else {}
        self.client = Client.of(params)
        logging.getLogger("qls").setLevel(self.client.log_level)
        watch(params.get("processId"))
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

    def shutdown(self) -> None:
        """Nobody waits for an answer any more, so nothing that is being worked out is waited for."""
        if self._stop_event is not None:
            self._stop_event.set()
        self.apart.close()
        self.refinement.close()
        self.thread_pool.shutdown(wait=False, cancel_futures=True)

    def warn(self, message: str) -> None:
        """One line that a person sees."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"qls: {message}"))

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Errors outside of requests go to the log: nobody is waiting for them."""
        if not isinstance(error, JsonRpcException) or not issubclass(source, JsonRpcException):
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"qls: {one_line(error)}"))

    def _add(self, program: OpenProgram) -> None:
        self.documents.remove(program.uri)
        self.documents.put(program)
        self.publish(program)

    def _clear(self, uris: set[str]) -> None:
        for message in self._publisher.cleared(sorted(uris)):
            self.protocol.notify_prepared(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, message)


def _folders(params: dict[str, object]) -> list[str]:
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
