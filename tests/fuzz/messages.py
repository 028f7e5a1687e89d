"""Streams of messages, some as a client sends them and some not: every request is answered, and the server lives on."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.natural_edits import PROGRAMS
from tests.server.raw import Raw

_URIS = [f"file:///fuzz/{name}" for name in ("a.py", "b.py", "c.ipynb", "%20(d).py")] + ["untitled:1", "", "x:%%"]
_ODD: list[Any] = [None, True, -1, 0, 1.5, 10**20, "", "x", "\ud800", [], {}, [None], {"a": {}}, "a" * 5000, [[[[]]]]]
_ROUND = 250
_METHODS = [
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didChange",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didSave",
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/diagnostic",
    "codeAction/resolve",
    "workspace/executeCommand",
    "workspace/diagnostic",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "notebookDocument/didOpen",
    "notebookDocument/didChange",
    "notebookDocument/didClose",
    "window/workDoneProgress/cancel",
    "$/setTrace",
    "$/cancelRequest",
    "initialize",
    "initialized",
    "unknown/method",
]
_NOTIFIED = ("did", "$/", "initialized", "window/")


def round_of(seed: int) -> tuple[int, list[str]]:
    """One server, 250 messages and the answers to all that asks for one."""
    chance = random.Random(seed)
    asked: list[int] = []
    with Raw() as server:
        try:
            server.initialize()
            for number in range(_ROUND):
                message = _message(chance, number)
                if chance.random() < 0.04:
                    _spoiled(server, message, chance)
                    continue
                if "id" in message:
                    asked.append(message["id"])
                server.send(message)
            answers = _answers(server, set(asked))
            if answers:
                return _ROUND, [f"seed {seed}: no answer to {sorted(answers)}"]
            if server.end() != 0:
                return _ROUND, [f"seed {seed}: it ended with another status"]
        except Exception as error:
            return _ROUND, [
                f"seed {seed}: {type(error).__name__}: {error} {server.errors.decode(errors='replace')[-400:]}"
            ]
    if b"Traceback" in server.errors:
        return _ROUND, [f"seed {seed}: {server.errors.decode(errors='replace')[-1500:]}"]
    return _ROUND, []


def _answers(server: Raw, asked: set[int]) -> set[int]:
    """Those of ``asked`` that had no answer before a question that was asked behind them all, and a while longer."""
    last = server.begin("workspace/executeCommand", {"command": "qls.debugInformation"})
    left = {*asked, -last}
    while left:
        came = server.message()
        if "method" in came and "id" in came:
            server.send({"jsonrpc": "2.0", "id": came["id"], "result": {"applied": True}})
        elif "method" not in came:
            left.discard(-last if came.get("id") == last else came.get("id"))
    return left


def _message(chance: random.Random, number: int) -> dict[str, Any]:
    method = chance.choice(_METHODS)
    message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": _params(method, chance)}
    if not method.startswith(_NOTIFIED) and "/did" not in method:
        message["id"] = 10_000 + number
    if chance.random() < 0.25:
        _spoil(message["params"], chance)
    return message


def _params(method: str, chance: random.Random) -> Any:
    uri = chance.choice(_URIS)
    text = chance.choice(PROGRAMS)
    place = {"line": chance.randrange(14), "character": chance.randrange(30)}
    span = {"start": place, "end": {"line": place["line"] + chance.randrange(2), "character": chance.randrange(30)}}
    document = {"uri": uri, "version": chance.randrange(9)}
    item = {**document, "languageId": "python", "text": text}
    change = (
        {"range": span, "text": chance.choice(["", "x", "\n", "(", text])} if chance.random() < 0.8 else {"text": text}
    )
    cells = [f"cell:{uri}#{number}" for number in range(3)]
    made: dict[str, Any] = {
        "textDocument/didOpen": {"textDocument": item},
        "textDocument/didChange": {"textDocument": document, "contentChanges": [change]},
        "textDocument/codeAction": {"textDocument": document, "range": span, "context": {"diagnostics": []}},
        "codeAction/resolve": {"title": "x", "data": {"uri": uri, "opened": 1, "version": 1, "cells": [1], "all": ""}},
        "workspace/executeCommand": {
            "command": chance.choice(["qls.fixFile", "qls.fixWorkspace", "qls.debugInformation", "no.command"]),
            "arguments": [uri][: chance.randrange(2)],
        },
        "workspace/diagnostic": {"previousResultIds": [], "workDoneToken": chance.choice(["t", 7, None])},
        "workspace/didChangeConfiguration": {"settings": {"qls": {"destination": chance.choice(["aer", "moon", 7])}}},
        "workspace/didChangeWatchedFiles": {"changes": []},
        "workspace/didChangeWorkspaceFolders": {"event": {"added": [{"uri": uri, "name": "x"}], "removed": []}},
        "notebookDocument/didOpen": {
            "notebookDocument": {
                "uri": uri,
                "notebookType": "jupyter-notebook",
                "version": 1,
                "cells": [{"kind": 2, "document": each} for each in cells],
            },
            "cellTextDocuments": [{**item, "uri": each} for each in cells],
        },
        "notebookDocument/didChange": {
            "notebookDocument": document,
            "change": {"cells": {"structure": {"array": {"start": chance.randrange(3), "deleteCount": 1}}}},
        },
        "notebookDocument/didClose": {"notebookDocument": {"uri": uri}, "cellTextDocuments": []},
        "window/workDoneProgress/cancel": {"token": "t"},
        "$/setTrace": {"value": "off"},
        "$/cancelRequest": {"id": 10_000 + chance.randrange(_ROUND)},
        "initialize": {"capabilities": {}},
        "initialized": {},
    }
    return made.get(method, {"textDocument": {"uri": uri}, "position": place})


def _spoil(params: Any, chance: random.Random) -> None:
    """Put something odd in some place of the parameters, or leave the place out."""
    while isinstance(params, (dict, list)) and params:
        key: Any = chance.choice(sorted(params)) if isinstance(params, dict) else chance.randrange(len(params))
        if chance.random() < 0.4 or not isinstance(params[key], (dict, list)) or not params[key]:
            if isinstance(params, dict) and chance.random() < 0.2:
                del params[key]
            else:
                params[key] = chance.choice(_ODD)
            return
        params = params[key]


def _spoiled(server: Raw, message: dict[str, Any], chance: random.Random) -> None:
    """Bytes that are no message, or half of one in a frame of its own."""
    body = json.dumps(message).encode()
    kind = chance.randrange(5)
    if kind == 0:
        server.body(body[: chance.randrange(len(body))])
    elif kind == 1:
        server.bytes(b"noise: %d\r\n\r\n" % chance.randrange(9))
    elif kind == 2:
        server.body(bytes(chance.randrange(256) for _ in range(40)))
    elif kind == 3:
        server.body(b"[" * 5000 + b"]" * 5000)
    else:
        server.send(
            chance.choice([*_ODD, {"jsonrpc": "1.0"}, {"jsonrpc": "2.0", "id": 1}, {"jsonrpc": "2.0", "result": 1}])
        )
