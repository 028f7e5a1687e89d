"""What a type inference over the workspace adds to what local flow can see."""

from __future__ import annotations

from pathlib import Path

import pytest

from qls.cli import work
from qls.engine import Document, Settings
from qls.environment import newest
from qls.semantics.inference import StubInference
from qls.syntax.text import Range, TextEdit

HEAD = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
MODULE = """\
from qiskit import Aer, IBMQ
from qiskit.primitives import StatevectorSampler
from qiskit_aer import AerSimulator

backend = AerSimulator()
device = IBMQ.load_account().get_backend("ibmq_lima")
sampler = StatevectorSampler()


def make():
    return Aer.get_backend("qasm_simulator")


class Lab:
    def __init__(self):
        self.backend = AerSimulator()

    def run(self, circuit):
        return circuit
"""

BACKENDS = {
    "of another module": "from devices import backend\njob = backend.run(qc)\n",
    "through its module": "import devices\njob = devices.backend.run(qc)\n",
    "made by another module": "from devices import make\njob = make().run(qc)\n",
    "an attribute": "from devices import Lab\nlab = Lab()\njob = lab.backend.run(qc)\n",
    "an annotated parameter": (
        "from qiskit.providers import BackendV2\n\n\n"
        "def go(b: BackendV2):\n    c = QuantumCircuit(1)\n    return b.run(c)\n"
    ),
    "of IBM": "from devices import device\njob = device.run(qc)\n",
}
OTHERS = {
    "a process": "import subprocess\nx = subprocess.run(qc)\n",
    "a function of another module": "import tools\nx = tools.run(qc)\n",
    "a primitive of another module": "from devices import sampler\njob = sampler.run(qc)\n",
    "an object of the workspace": "from devices import Lab\ncounts = Lab().run(qc).result().get_counts()\n",
    "nobody knows": "from elsewhere import thing\njob = thing.run(qc)\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "devices.py").write_text(MODULE)
    (tmp_path / "tools.py").write_text("def run(circuit):\n    return circuit\n")
    return tmp_path


def refine(document: Document, folder: Path) -> None:
    inference = StubInference((folder,))
    document.learn(
        {
            question.key: inference.qualified_names(question.text, question.position.line, question.position.column)
            for question in document.questions()
        }
    )


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.report().findings]


@pytest.mark.parametrize("program", OTHERS.values(), ids=OTHERS)
def test_what_is_no_backend_stays_silent(program: str, workspace: Path):
    document = Document(HEAD + program, newest(), Settings())
    refine(document, workspace)
    assert codes(document) == []


@pytest.mark.parametrize("program", BACKENDS.values(), ids=BACKENDS)
def test_a_backend_out_of_sight_is_found_and_explained_and_not_edited(program: str, workspace: Path):
    document = Document(HEAD + program, newest(), Settings())
    assert codes(document) == []
    refine(document, workspace)
    [finding] = document.report().findings
    assert finding.code == "QLS102" and finding.fixes == ()
    assert "Not edited, because" in finding.explain()


def test_a_backend_in_sight_asks_nothing():
    program = "from qiskit_aer import AerSimulator\njob = AerSimulator().run(qc)\n"
    assert Document(HEAD + program, newest(), Settings()).questions() == []


def test_execute_on_a_backend_out_of_sight_stays_a_finding_without_a_fix(workspace: Path):
    program = "from qiskit import execute\nfrom devices import backend\njob = execute(qc, backend)\n"
    document = Document(HEAD + program, newest(), Settings())
    refine(document, workspace)
    [finding] = [finding for finding in document.report().findings if finding.code == "QLS101"]
    assert finding.fixes == ()


def test_an_answer_outlives_edits_elsewhere_and_no_edit_of_its_own_statement(workspace: Path):
    document = Document(HEAD + BACKENDS["of another module"], newest(), Settings())
    refine(document, workspace)
    document.edit([TextEdit(Range.of(0, 0, 0, 0), "import math\n\n")])
    assert [finding.range.start.line for finding in document.report().findings] == [6]
    document.edit([TextEdit(Range.of(6, 0, 6, 3), "task")])
    assert codes(document) == []


def test_a_question_brings_only_the_statements_that_decide_it():
    text = HEAD + "x = 1\n" + BACKENDS["of another module"] + "y = x + 1\n"
    [question] = Document(text, newest(), Settings()).questions()
    assert "x = 1" not in question.text and "from devices import backend" in question.text
    line = question.text.splitlines()[question.position.line]
    assert line[: question.position.column] == "job = backend"


@pytest.mark.parametrize("command", [work.check_file, work.fix_file])
def test_the_command_line_asks_too(command, workspace: Path):
    file = workspace / "program.py"
    file.write_text(HEAD + BACKENDS["of another module"])
    outcome = command(work.Task(str(file), newest(), Settings()))
    assert [found.code for found in outcome.found] == ["QLS102"] and outcome.content is None
