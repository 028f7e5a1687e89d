"""A language client over stdio that knows just enough to measure any server."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ANSWER_SECONDS = 60.0

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
    "workspace": {
        "configuration": True,
        "workspaceEdit": {"documentChanges": True},
        "workspaceFolders": True,
    },
}


class NoAnswer(Exception):
    """The server did not answer in time, or ended."""


class Client:
    """A server that runs, and the conversation with it.

    Args:
        command: starts the server on stdio.
        folder: the workspace, and where the server is started.
    """

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._folder = folder
        self._inbox: queue.Queue[tuple[float, dict[str, Any] | None]] = queue.Queue()
        self._asked = 0
        self._version = 0
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that what the server starts can be ended with it
        )
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def initialize(self) -> dict[str, Any]:
        """What the server can do."""
        answer, _ = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": self._folder.as_uri(),
                "workspaceFolders": [{"uri": self._folder.as_uri(), "name": self._folder.name}],
                "capabilities": CAPABILITIES,
            },
        )
        self.notify("initialized", {})
        return answer["capabilities"]

    def open(self, uri: str, text: str) -> tuple[list[dict[str, Any]], float]:
        """Open a document; its first diagnostics, and the seconds until they came."""
        self._version = 1
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        sent = self.notify("textDocument/didOpen", {"textDocument": document})
        return self._diagnostics(uri, sent)

    def type(self, uri: str, row: int, column: int, characters: str) -> float:
        """Insert ``characters``; the seconds until the diagnostics of that version came."""
        self._version += 1
        place = {"line": row, "character": column}
        change = {"range": {"start": place, "end": place}, "text": characters}
        sent = self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": self._version}, "contentChanges": [change]},
        )
        return self._diagnostics(uri, sent)[1]

    def request(self, method: str, parameters: dict[str, Any]) -> tuple[Any, float]:
        """The result, and the seconds that it took.

        Raises:
            NoAnswer: the server answered with an error, too late, or not at all.
        """
        self._asked += 1
        number = self._asked
        sent = self._send({"id": number, "method": method, "params": parameters})
        received, message = self._await(lambda m: m.get("id") == number and "method" not in m)
        if "error" in message:
            raise NoAnswer(f"{method}: {message['error'].get('message')}")
        return message.get("result"), received - sent

    def notify(self, method: str, parameters: dict[str, Any]) -> float:
        return self._send({"method": method, "params": parameters})

    def close(self) -> None:
        """Ask the server to end, and see to it that it does."""
        try:
            self.request("shutdown", {})
            self.notify("exit", {})
            self._process.wait(5)
        except (NoAnswer, OSError, subprocess.TimeoutExpired):
            self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):  # it ended by itself meanwhile
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()

    def _diagnostics(self, uri: str, sent: float) -> tuple[list[dict[str, Any]], float]:
        def of_this_version(message: dict[str, Any]) -> bool:
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            parameters = message["params"]
            return parameters["uri"] == uri and parameters.get("version") in (None, self._version)

        received, message = self._await(of_this_version, since=sent)
        return message["params"]["diagnostics"], received - sent

    def _await(self, wanted: Callable[[dict[str, Any]], bool], since: float = 0.0) -> tuple[float, dict[str, Any]]:
        deadline = time.perf_counter() + ANSWER_SECONDS
        while True:
            try:
                received, message = self._inbox.get(timeout=max(0.0, deadline - time.perf_counter()))
            except queue.Empty:
                raise NoAnswer(f"nothing within {ANSWER_SECONDS:.0f} s") from None
            if message is None:
                raise NoAnswer(f"the server ended with {self._process.wait()}")
            if "id" in message and "method" in message:
                self._reply(message)
            elif received >= since and wanted(message):
                return received, message

    def _reply(self, question: dict[str, Any]) -> None:
        """Answer what a server asks of any client: no settings, yes to all else."""
        result = None
        if question["method"] == "workspace/configuration":
            result = [None] * len(question["params"]["items"])
        self._send({"id": question["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> float:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        sent = time.perf_counter()
        try:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self._process.stdin.flush()
        except OSError:
            raise NoAnswer("the server ended") from None
        return sent

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            body = stream.read(length) if length else b""
            received = time.perf_counter()
            if not body:
                self._inbox.put((received, None))
                return
            self._inbox.put((received, json.loads(body)))
