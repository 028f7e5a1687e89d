"""``%load_ext qls`` in a real kernel: the notebook's own file, the cells that were run, and the hint under an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

import pytest

pytest.importorskip("ipykernel", reason="the extra `dev` has it")
from jupyter_client import KernelManager

from tests.jupyter import CIRCUIT, IMPORTS, MIGRATED, RUN

LOAD = "%load_ext qls"
OUTPUT = {"output_type": "stream", "name": "stdout", "text": ["{'00': 51, '11': 49}\n"]}


class Kernel:
    """What a notebook does with its kernel."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, code: str) -> str:
        """All that a cell shows, its errors as Python names them."""
        number = self._client.execute(code)
        shown = []
        while True:
            message = self._client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != number:
                continue
            content = message["content"]
            if message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] == "error":
                shown.append(f"{content['ename']}: {content['evalue']}\n")
            elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                return "".join(shown)

    def proposed(self, code: str) -> list[str]:
        """The cells that running a cell puts behind it."""
        number = self._client.execute(code)
        while True:
            try:
                reply = self._client.get_shell_msg(timeout=120)
            except Empty:
                raise AssertionError("no answer") from None
            if reply["parent_header"].get("msg_id") == number:
                found = reply["content"].get("payload", [])
                return [each["text"] for each in found if each["source"] == "set_next_input"]


@contextmanager
def kernel(folder: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path | None = None) -> Iterator[Kernel]:
    if notebook is None:
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    else:
        monkeypatch.setenv("JPY_SESSION_NAME", str(notebook))
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def saved(file: Path, *cells: str) -> None:
    """A notebook as JupyterLab saves it; its third cell has an output."""
    made: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "execution_count": number,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [OUTPUT] if cell == RUN else [],
            "source": cell.splitlines(keepends=True),
        }
        for number, cell in enumerate(cells, 1)
    ]
    file.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n")


def cells_of(file: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(file.read_text())["cells"]]


def test_a_saved_notebook_is_checked_and_migrated_with_its_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "bell.ipynb"
    saved(file, IMPORTS, CIRCUIT, RUN, LOAD, "%qls check", "%qls fix")
    with kernel(tmp_path, monkeypatch, file) as notebook:
        notebook.run(LOAD)
        said = notebook.run("%qls check")
        assert "cell 3:1:7: QLS101 error: `execute` was removed in Qiskit 1.0" in said
        assert "`%qls fix` fixes 2" in said and "Answers are for qiskit" in said
        said = notebook.run("%qls fix")
    assert "cell 3:" in said and "+job = SamplerV2()" in said and "Reload Notebook from Disk" in said
    assert cells_of(file)[2].endswith(MIGRATED)
    assert json.loads(file.read_text())["cells"][2]["outputs"] == [OUTPUT]


def test_a_notebook_that_is_not_saved_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "bell.ipynb"
    saved(file, IMPORTS, CIRCUIT, RUN)
    before = file.read_bytes()
    with kernel(tmp_path, monkeypatch, file) as notebook:
        notebook.run(LOAD)
        assert "Save the notebook first" in notebook.run("%qls fix")
        notebook.run(RUN)
        assert "Only the cells that were run were looked at" in notebook.run("%qls check")
    assert file.read_bytes() == before


def test_where_the_file_is_not_known_the_migrated_cells_are_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with kernel(tmp_path, monkeypatch) as notebook:
        notebook.run(LOAD)
        for cell in (IMPORTS, CIRCUIT, RUN, RUN):
            notebook.run(cell)
        [cell] = notebook.proposed("%qls fix")
    assert cell.startswith("from qiskit import") and cell.endswith(MIGRATED)
    assert cell.count("SamplerV2()") == 1 and "%qls" not in cell


def test_under_an_error_of_a_legacy_name_stands_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with kernel(tmp_path, monkeypatch) as notebook:
        assert "qls:" not in notebook.run(IMPORTS)  # not before it is loaded
        notebook.run(LOAD)
        said = notebook.run(IMPORTS)
        assert said.startswith("ImportError: ")
        assert "qls: `qiskit.execute` was removed in Qiskit 1.0" in said or "`Aer` is no longer in `qiskit`" in said
        assert "`%qls fix` migrates this notebook" in said
        notebook.run("from qiskit import QuantumCircuit\nqc = QuantumCircuit(2)")
        said = notebook.run("qc.cnot(0, 1)")
        assert said.startswith("AttributeError: ") and "qls: `cnot` was removed in Qiskit 1.0: use `cx`." in said
        assert "qls:" not in notebook.run("[].nothing")
        assert "qls:" not in notebook.run("qc.h(0)")
        notebook.run("%unload_ext qls")
        assert "qls:" not in notebook.run("qc.cnot(0, 1)")


def test_a_command_that_is_none_says_which_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with kernel(tmp_path, monkeypatch) as notebook:
        notebook.run(LOAD)
        assert "%qls fix --unsafe-fixes" in notebook.run("%qls mend")
