"""A client that may send anything: messages as plain JSON, or as bytes."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

DEADLINE = 120  # seconds: only a server that hangs is stopped by it
CAPABILITIES: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
    "textDocument": {
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
        "diagnostic": {},
        "hover": {"contentFormat": ["markdown"]},
    },
    "notebookDocument": {"synchronization": {}},
}


class Raw:
    """A server in a process of its own, and what it said: ``said`` holds its notifications and requests."""

    def __init__(self, *arguments: str, cwd: Path | None = None) -> None:
        command = [sys.executable, "-m", "qls", "server", *arguments]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd
        )
        self.errors = bytearray()
        self.said: list[dict[str, Any]] = []
        self._numbers = itertools.count(1)
        self._came: queue.Queue[dict[str, Any] | None] = queue.Queue()
        for reads in (self._read, self._read_errors):
            threading.Thread(target=reads, daemon=True).start()

    def __enter__(self) -> Raw:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.errors += line

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline():
            name, _, value = line.partition(b":")
            if name == b"Content-Length":
                length = int(value)
            elif line == b"\r\n":
                self._came.put(json.loads(stream.read(length)))
        self._came.put(None)

    def bytes(self, sent: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(sent)
        self.process.stdin.flush()

    def body(self, sent: bytes) -> None:
        self.bytes(b"Content-Length: %d\r\n\r\n%s" % (len(sent), sent))

    def send(self, message: object) -> None:
        self.body(json.dumps(message).encode())

    def notify(self, method: str, params: object = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: object = None) -> int:
        """Send a request; its number."""
        number = next(self._numbers)
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return number

    def message(self) -> dict[str, Any]:
        """The next message, whatever it is.

        Raises:
            EOFError: the server has ended.
        """
        came = self._came.get(timeout=DEADLINE)
        if came is None:
            raise EOFError(self.errors.decode(errors="replace"))
        return came

    def answer(self, number: object) -> dict[str, Any]:
        """The answer to a request. What the server asks meanwhile is answered as if all went well."""
        while True:
            came = self.message()
            if "method" not in came and came.get("id") == number:
                return came
            self.said.append(came)
            if "method" in came and "id" in came:
                result = {"applied": True} if came["method"] == "workspace/applyEdit" else None
                self.send({"jsonrpc": "2.0", "id": came["id"], "result": result})

    def ask(self, method: str, params: object = None) -> dict[str, Any]:
        return self.answer(self.begin(method, params))

    def initialize(self, folder: Path | None = None, **params: object) -> None:
        root = folder.as_uri() if folder else None
        self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": CAPABILITIES, **params})
        self.notify("initialized", {})

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def is_well(self) -> bool:
        """True where it answers, and nothing that it logged was a defect."""
        answer = self.ask("workspace/executeCommand", {"command": "qls.debugInformation", "arguments": []})
        logged = [each["params"]["message"] for each in self.said if each.get("method") == "window/logMessage"]
        return "result" in answer and not any("defect" in line or "not handled" in line for line in logged)

    def end(self) -> int:
        """Its exit status, after the farewell that the protocol asks for."""
        assert "error" not in self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(DEADLINE)
