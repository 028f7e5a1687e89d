"""`initialize` is answered at once, by what the client announced."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qls.server.capabilities import Client, answer
from qls.server.transport import content_of, framed, messages
from tests.server.editor import CLIENTS


def announced(name: str) -> dict[str, Any]:
    return json.loads((CLIENTS / f"{name}.json").read_text())


def capabilities(name: str) -> dict[str, Any]:
    return answer(announced(name))["capabilities"]


def test_nothing_heavy_is_imported_before_initialize_is_answered() -> None:
    program = "import qls.cli.main, qls.server.main, sys; print(sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    for name in ("'pygls'", "'lsprotocol'", "'libcst'", "'jedi'", "'qls.engine'"):
        assert name not in modules


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("neovim-0.11", "utf-8"), ("vscode", "utf-16"), ("utf-32", "utf-32")],
)
def test_the_encoding_is_the_first_that_the_client_names(name: str, encoding: str) -> None:
    assert capabilities(name)["positionEncoding"] == encoding


@pytest.mark.parametrize("name", ["neovim-0.7", "eglot", "kate", "ale", "jupyterlab"])
def test_a_client_that_names_no_encoding_counts_as_the_protocol_says(name: str) -> None:
    assert capabilities(name)["positionEncoding"] == "utf-16"


def test_lsp_mode_counts_characters_unless_it_names_an_encoding() -> None:
    assert capabilities("lsp-mode")["positionEncoding"] == "utf-32"
    params = announced("lsp-mode")
    params["capabilities"]["general"] = {"positionEncodings": ["utf-16"]}
    assert answer(params)["capabilities"]["positionEncoding"] == "utf-16"


def test_actions_are_resolved_later_only_where_the_client_can() -> None:
    resolving = {
        n
        for n in ("vscode", "neovim-0.11", "kate", "ale", "eglot", "lsp-mode")
        if Client.of(announced(n)).resolves_edits
    }
    assert resolving == {"vscode", "neovim-0.11", "lsp-mode"}


def test_diagnostics_are_pulled_only_where_the_client_pulls() -> None:
    assert "diagnosticProvider" in capabilities("vscode")
    assert "diagnosticProvider" not in capabilities("kate")


def test_notebooks_are_announced_only_where_the_client_has_them() -> None:
    assert "notebookDocumentSync" in capabilities("vscode")
    assert "notebookDocumentSync" not in capabilities("neovim-0.11")


@pytest.mark.parametrize("params", [None, 7, [], {}, {"capabilities": None}, {"capabilities": {"general": []}}])
def test_malformed_parameters_count_as_nothing_announced(params: object) -> None:
    assert answer(params) == answer({"capabilities": {}})


def test_messages_are_told_apart_whatever_stands_between_them() -> None:
    stream = io.BytesIO(framed({"id": 1}) + b"noise\r\n\r\n" + framed({"id": 2}).replace(b"Content-L", b"content-l"))
    assert [content_of(body) for body in messages(stream)] == [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize("sent", [b"", b"Content-Length: x\r\n\r\n", b"\r\n", b"Content-Length: 9\r\n\r\n{"])
def test_what_is_no_message_is_none(sent: bytes) -> None:
    assert list(messages(io.BytesIO(sent))) == []


async def test_a_client_on_a_port_gets_the_same_answer() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "qls", "server", "--tcp", "0"), stderr=asyncio.subprocess.PIPE
    )
    try:
        assert process.stderr is not None
        line = (await asyncio.wait_for(process.stderr.readline(), 120)).decode()
        port = int(line.rsplit(":", 1)[1])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        params = announced("neovim-0.11")
        writer.write(framed({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}))
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 120)
        length = int(head.split(b":")[1].split(b"\r\n")[0])
        assert json.loads(await reader.readexactly(length))["result"] == answer(params)
        writer.close()
    finally:
        process.kill()
        await process.wait()


def test_the_server_ends_when_its_client_is_gone(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "qls", "server"], input=b"", capture_output=True, timeout=120, check=False
    )
    assert (run.returncode, run.stdout) == (0, b"")


def test_the_server_ends_when_it_is_told_to() -> None:
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}},
        {"jsonrpc": "2.0", "id": 2, "method": "shutdown"},
        {"jsonrpc": "2.0", "method": "exit"},
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "qls", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"".join(map(framed, messages)))
        process.stdin.flush()
        assert process.wait(120) == 0
