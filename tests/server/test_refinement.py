"""What an open program cannot see by itself is found out while it is edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.server.editor import editor, transcript

PROGRAM = """\
from qiskit import QuantumCircuit
from devices import backend

qc = QuantumCircuit(1)
qc.measure_all()
job = backend.run(qc)
"""
DEVICES = "from qiskit_aer import AerSimulator\nbackend = AerSimulator()\n"


@pytest.mark.parametrize("client", ["eglot", "kate"])
async def test_a_backend_of_another_file_is_found_when_that_file_says_so(client: str, tmp_path: Path) -> None:
    devices, uri = tmp_path / "devices.py", (tmp_path / "program.py").as_uri()
    devices.write_text("import subprocess as backend\n")
    async with editor(transcript(client, tmp_path)) as session:
        session.open(uri, PROGRAM)
        assert await session.diagnostics(uri) == []
        devices.write_text(DEVICES)
        saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(devices.as_uri()))
        session.client.text_document_did_save(saved)
        await session.until(lambda: session.published[uri].diagnostics)
        assert [found.code for found in session.published[uri].diagnostics] == ["QLS102"]
        session.type(uri, 0, 0, "import math\n")
        assert [found.range.start.line for found in await session.diagnostics(uri)] == [6]


async def test_a_client_that_pulls_is_told_to_pull_again(tmp_path: Path) -> None:
    (tmp_path / "devices.py").write_text(DEVICES)
    uri = (tmp_path / "program.py").as_uri()
    async with editor(transcript("vscode", tmp_path)) as session:
        await session.until(lambda: session.registered)
        session.open(uri, PROGRAM)
        while not await session.diagnostics(uri):
            told = session.client.diagnostic_refresh_count
            await session.until(lambda told=told: session.client.diagnostic_refresh_count > told)
