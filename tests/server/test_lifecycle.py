"""A session as the protocol orders it, and whoever does not keep to that."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from qls.server import watching
from tests.server.raw import DEADLINE, Raw
from tests.server.test_clients import LEGACY
from tests.test_apart import ASKS, RUNAWAY

NOT_INITIALIZED, INVALID, CANCELLED, PARSE, MODIFIED = -32002, -32600, -32800, -32700, -32801
DEEP = "[" * 200_000 + "]" * 200_000


def code(answer: dict[str, Any]) -> int:
    return answer["error"]["code"]


def test_before_initialize_requests_are_refused_and_notifications_dropped() -> None:
    with Raw() as server:
        server.notify("textDocument/didOpen", {"textDocument": {}})
        assert code(server.ask("textDocument/hover", {})) == NOT_INITIALIZED
        assert code(server.ask("shutdown")) == NOT_INITIALIZED
        server.notify("initialized", {})
        server.initialize()
        assert server.is_well()
        assert server.end() == 0


def test_initialize_comes_once() -> None:
    with Raw() as server:
        server.initialize()
        assert code(server.ask("initialize", {"capabilities": {}})) == INVALID
        assert server.is_well()
        assert server.end() == 0


def test_after_shutdown_requests_are_refused() -> None:
    with Raw() as server:
        server.initialize()
        assert server.ask("shutdown") == {"jsonrpc": "2.0", "id": 2, "result": None}
        server.open("file:///x.py", LEGACY)
        assert code(server.ask("textDocument/hover", {})) == INVALID
        assert code(server.ask("shutdown")) == INVALID
        assert code(server.ask("initialize", {"capabilities": {}})) == INVALID
        server.notify("exit")
        assert server.process.wait(DEADLINE) == 0


@pytest.mark.parametrize("begun", [False, True])
def test_exit_without_shutdown_ends_with_1(begun: bool) -> None:
    with Raw() as server:
        if begun:
            server.initialize()
        server.notify("exit")
        assert server.process.wait(DEADLINE) == 1


NOISE = b"".join(
    (
        b"\r\n\r\n",
        b"noise\n" * 1000,
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: -7\r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 99999999999999999999999999\r\n\r\n",
        b"x" * 100_000 + b"\r\n",
    )
)


@pytest.mark.parametrize(
    "sent",
    [
        NOISE,
        b"Content-Length: 2\r\n\r\n{{",
        b"Content-Length: 4\r\n\r\nnull",
        b"Content-Length: %d\r\n\r\n%s" % (len(DEEP), DEEP.encode()),
        b'content-TYPE: any\r\ncontent-LENGTH: 24\r\n\r\n{"method": "initialize"}',
    ],
    ids=["noise", "no JSON", "no message", "too deep", "no version"],
)
def test_whatever_comes_first_initialize_is_answered(sent: bytes) -> None:
    with Raw() as server:
        server.bytes(sent)
        server.initialize()
        for again in (sent, b"Content-Length: 2\r\n\r\n[]", b"Content-Length: 2\r\n\r\n\xff\xff"):
            server.bytes(again)
        assert server.is_well()


def test_a_request_that_is_nested_too_deeply_is_answered() -> None:
    with Raw() as server:
        server.body(b'{"jsonrpc": "2.0", "id": 77, "method": "initialize", "params": %s}' % DEEP.encode())
        assert code(server.answer(77)) == PARSE
        server.initialize()
        server.body(b'{"jsonrpc": "2.0", "method": "textDocument/hover", "params": %s, "id": "a b"}' % DEEP.encode())
        assert code(server.answer("a b")) == PARSE
        server.body(b'{"jsonrpc": "2.0", "method": "x", "params": %s}' % DEEP.encode())
        assert server.is_well()


def test_an_id_of_a_wrong_type_is_refused() -> None:
    with Raw() as server:
        server.initialize()
        for number in (None, 1.5, True, [], {}, [1]):
            server.send({"jsonrpc": "2.0", "id": number, "method": "shutdown"})
            assert code(server.answer(None)) == INVALID
        assert server.is_well()


def test_a_token_of_any_type_is_answered(tmp_path: Path) -> None:
    (tmp_path / "legacy.py").write_text(LEGACY)
    with Raw() as server:
        server.initialize(tmp_path)
        for token in ({}, [], True, 1.5, {"a": 1}, "", "x", 0, -1, 10**30):
            for key in ("workDoneToken", "partialResultToken", "workDoneToken"):
                answer = server.ask("workspace/diagnostic", {"previousResultIds": [], key: token})
                assert "result" in answer or code(answer) == -32602
            server.notify("window/workDoneProgress/cancel", {"token": token})
            server.notify("$/cancelRequest", {"id": token})
        assert server.is_well()


def test_fixing_the_workspace_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "legacy.py").write_text(LEGACY)
    with Raw() as server:
        server.initialize(tmp_path)
        number = server.begin("workspace/executeCommand", {"command": "qls.fixWorkspace", "arguments": []})
        while (asked := server.message()).get("method") != "window/workDoneProgress/create":
            server.said.append(asked)  # it waits for the answer
        server.notify("$/cancelRequest", {"id": number})
        assert code(server.answer(number)) == CANCELLED
        server.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
        assert server.is_well()
        assert not any(each.get("method") == "workspace/applyEdit" for each in server.said)


def test_a_pull_that_waits_for_news_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "legacy.py").write_text(LEGACY)
    with Raw() as server:
        server.initialize(tmp_path)
        [report] = server.ask("workspace/diagnostic", {"previousResultIds": []})["result"]["items"]
        known = [{"uri": report["uri"], "value": report["resultId"]}]
        number = server.begin("workspace/diagnostic", {"previousResultIds": known, "partialResultToken": "t"})
        assert server.is_well()
        server.notify("$/cancelRequest", {"id": number})
        assert code(server.answer(number)) == CANCELLED
        assert server.end() == 0


def test_a_message_of_50_megabytes_is_read_and_answered() -> None:
    with Raw() as server:
        server.initialize()
        server.open("file:///big.py", "x = 1  # " + "a" * 50_000_000)
        document = {"textDocument": {"uri": "file:///big.py"}}
        assert server.ask("textDocument/diagnostic", document)["result"]["items"] == []
        server.notify("textDocument/didClose", document)
        server.open("file:///small.py", LEGACY)
        found = server.ask("textDocument/diagnostic", {"textDocument": {"uri": "file:///small.py"}})
        assert [item["code"] for item in found["result"]["items"]] == ["QLS101"]
        assert server.is_well()


def test_600_documents_that_were_opened_and_closed_leave_nothing() -> None:
    with Raw() as server:
        server.initialize()
        for number in range(600):
            uri = f"file:///{number % 7}.py"
            server.open(uri, LEGACY, number)
            server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        information = server.ask("workspace/executeCommand", {"command": "qls.debugInformation"})["result"]
        assert "0 open programs" in information
        assert server.is_well()


CELLS = [
    "from qiskit import QuantumCircuit, execute\nfrom qiskit_aer import AerSimulator\n",
    "qc = QuantumCircuit(1)\n",
]
CELLS += ["qc.measure_all()\njob = execute(qc, AerSimulator(), shots=10)\n", "print(job.result().get_counts())\n"]


def test_cells_that_vanish_while_a_fix_is_resolved_are_a_refusal_and_no_error() -> None:
    uris = [f"vscode-notebook-cell:/n.ipynb#{number}" for number in range(len(CELLS))]
    texts = [{"uri": u, "languageId": "python", "version": 1, "text": t} for u, t in zip(uris, CELLS, strict=True)]
    book = {"uri": "file:///n.ipynb", "notebookType": "jupyter-notebook", "version": 1}
    book |= {"cells": [{"kind": 2, "document": uri} for uri in uris]}
    with Raw() as server:
        server.initialize()
        server.notify("notebookDocument/didOpen", {"notebookDocument": book, "cellTextDocuments": texts})
        place = {"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 8}}
        menu = {"textDocument": {"uri": uris[2]}, "range": place, "context": {"diagnostics": []}}
        actions = server.ask("textDocument/codeAction", menu)["result"]
        assert actions
        gone = {"structure": {"array": {"start": 0, "deleteCount": 4, "cells": []}}}
        gone["structure"]["didClose"] = [{"uri": uri} for uri in uris]
        change = {"notebookDocument": {"uri": book["uri"], "version": 2}, "change": {"cells": gone}}
        server.notify("notebookDocument/didChange", change)
        for action in actions:
            if action.get("data"):
                assert code(server.ask("codeAction/resolve", action)) == MODIFIED
        for uri in (book["uri"], uris[2]):
            answer = server.ask("workspace/executeCommand", {"command": "qls.fixFile", "arguments": [uri]})
            assert answer["result"]["applied"] is False
        assert server.is_well()


def test_a_server_whose_client_leaves_ends_though_jedi_is_busy(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(RUNAWAY)
    program = f"from qiskit import QuantumCircuit\n{ASKS}qc = QuantumCircuit(1, 1)\nbackend.run(qc).result()\n"
    with Raw() as server:
        server.initialize(tmp_path)
        server.open((tmp_path / "main.py").as_uri(), program)
        assert server.is_well()
        while not jedi_of(server.process.pid):
            time.sleep(0.05)
        assert server.end() == 0


def jedi_of(parent: int) -> bool:
    """True once the server has started the process that jedi runs in; at once where that cannot be seen."""
    if not os.path.isdir("/proc"):
        return True
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(status[1]) == parent:
            return True
    return False


@pytest.mark.skipif(os.name != "posix", reason="asked of the system elsewhere")
def test_the_server_ends_with_the_process_of_its_client() -> None:
    client = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with Raw() as server:
        server.initialize(processId=client.pid)
        assert server.is_well()
        client.kill()
        client.wait()
        assert server.process.wait(DEADLINE) == 1  # though this test still holds its pipes


def test_a_client_whose_process_cannot_be_seen_is_served() -> None:
    with Raw() as server:
        server.initialize(processId=2**22 + 7)
        assert server.is_well()
        assert server.end() == 0


@pytest.mark.parametrize("process", [None, "1", 1.5, True, 0, -1, 2**70, [], {}])
def test_what_is_no_process_is_not_watched(process: object) -> None:
    watching.watch(process)


def test_a_process_is_looked_at_until_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, ended = iter([True, True, False]), list[int]()
    monkeypatch.setattr(watching, "lives", lambda process: next(looks))
    watching._follow(1, lambda seconds: None, ended.append)
    assert ended == [1]


REQUEST = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}).encode()


def test_a_port_answers_nobody_but_a_client() -> None:
    with Raw("--tcp", "0") as server:
        while b"listening on" not in server.errors:
            time.sleep(0.01)
        port = int(bytes(server.errors).rpartition(b":")[2])
        posted = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s" % (len(REQUEST), REQUEST)
        for sent in (posted, b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00", b"\r\n"):
            with socket.create_connection(("127.0.0.1", port), DEADLINE) as stranger:
                stranger.sendall(sent)
                stranger.shutdown(socket.SHUT_WR)
                with suppress(ConnectionResetError):
                    assert stranger.recv(100) == b""
        with socket.create_connection(("127.0.0.1", port), DEADLINE) as client:
            client.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(REQUEST), REQUEST))
            assert client.recv(16) == b"Content-Length: "
            goodbye = b'{"jsonrpc": "2.0", "method": "exit"}'
            client.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(goodbye), goodbye))
            assert server.process.wait(DEADLINE) == 1
