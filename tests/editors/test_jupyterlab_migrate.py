"""A notebook migrated in JupyterLab by clicks, and by ``%qls fix``, its outputs intact."""

from __future__ import annotations

import json

import pytest
from drive import project

pytestmark = pytest.mark.xdist_group("jupyterlab")

SIX = (
    "from qiskit import Aer, QuantumCircuit, execute\nfrom qiskit.test.mock import FakeVigo",
    "bell = QuantumCircuit(2, 2)\nbell.h(0)\nbell.cnot(0, 1)\nbell.measure([0, 1], [0, 1])",
    'simulator = Aer.get_backend("qasm_simulator")',
    "job = execute(bell, simulator, shots=100)",
    "counts = job.result().get_counts()\nprint(counts)",
    "device = FakeVigo()\nprint(device)",
)
COMMANDS = ("%load_ext qls", "%qls fix")


def notebook(*cells: str) -> str:
    made = [
        {
            "cell_type": "code",
            "execution_count": None if cell.startswith("%") else number,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": []
            if cell.startswith("%")
            else [{"name": "stdout", "output_type": "stream", "text": [f"output {number}\n"]}],
            "source": cell.splitlines(keepends=True),
        }
        for number, cell in enumerate(cells, 1)
    ]
    about = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


@pytest.fixture(scope="module")
def seen(editors, tmp_path_factory):
    work = tmp_path_factory.mktemp("jupyterlab")
    project(work, {"six.ipynb": notebook(*SIX), "command.ipynb": notebook(*SIX, *COMMANDS)})
    return editors.play("jupyterlab_migrate.mjs", work)


def sources(text: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"]]


def test_the_dialog_shows_each_finding_with_its_fixes(seen):
    assert "`" not in seen["dialog"] and "execute was removed in Qiskit 1.0" in seen["dialog"]
    assert "The gates have the same noise" in seen["dialog"]
    assert True in seen["ticked"] and False in seen["ticked"]


def test_what_was_ticked_is_migrated_and_nothing_else(seen):
    after = "\n".join(sources(seen["six"]))
    assert "SamplerV2" in after and "from qiskit_ibm_runtime.fake_provider import FakeVigoV2" in after
    assert "bell.cnot(0, 1)" in after  # its fix was not ticked
    assert "execute(" not in after


def test_outputs_and_cells_stay(seen):
    cells = json.loads(seen["six"])["cells"]
    assert [cell["id"] for cell in cells] == [f"cell-{number}" for number in range(1, 7)]
    assert ["".join(cell["outputs"][0]["text"]) for cell in cells] == [f"output {number}\n" for number in range(1, 7)]
    assert [each.strip() for each in seen["outputsShown"]] == [f"output {number}" for number in range(1, 7)]


def test_the_command_migrates_the_notebook_that_it_stands_in(seen):
    assert "+job = SamplerV2.from_backend(simulator)" in seen["answer"].replace("\xa0", " ")
    assert "Reload Notebook from Disk" in seen["answer"]
    outputs = [f"output {number}" for number in range(1, 7)]
    shown = [each.strip() for each in seen["outputsAfterReload"]][:6]  # Lab draws the cells in sight alone
    assert shown and shown == outputs[: len(shown)]
    cells = json.loads(seen["command"])["cells"][:6]
    assert ["".join(cell["outputs"][0]["text"]).strip() for cell in cells] == outputs
