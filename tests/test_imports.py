"""Imports are edited where they stand, and new ones go where they reach what needs them."""

from __future__ import annotations

import ast
import textwrap

import pytest

from qls import engine
from qls.engine import Settings
from qls.environment import newest
from qls.migrations import MIGRATIONS, Example, Migration
from tests.equivalence.compare import differences
from tests.equivalence.runner import Runner

IMPORT = "from qiskit import Aer, QuantumCircuit, execute\n"
RUN = """\
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
print(execute(qc, Aer.get_backend("qasm_simulator"), shots=9).result().get_counts())
"""
LAYOUTS = {
    "a main guard": "if __name__ == '__main__':\n    BODY\n",
    "an if that asks for Python's version": "import sys\nif sys.version_info > (3, 6):\n    BODY\n",
    "an if without an else": "if 1:\n    BODY\n",
    "an else": "if 0:\n    pass\nelse:\n    BODY\n",
    "an elif": "if 0:\n    pass\nelif 1:\n    BODY\n",
    "a function": "def main():\n    BODY\nmain()\n",
    "a function in an if": "if 1:\n    def main():\n        BODY\n    main()\n",
    "an if in a function": "def main():\n    if 1:\n        BODY\nmain()\n",
    "a try with a finally": "try:\n    BODY\nfinally:\n    pass\n",
    "a finally": "try:\n    pass\nfinally:\n    BODY\n",
    "a try in a function": "def main():\n    try:\n        BODY\n    finally:\n        pass\nmain()\n",
    "a handler of another error": "try:\n    int('x')\nexcept ValueError:\n    BODY\n",
    "a with": "import io\nwith io.StringIO():\n    BODY\n",
    "a for": "for _ in range(1):\n    BODY\n",
    "a while": "while True:\n    BODY\n    break\n",
    "a class": "class Run:\n    BODY\n",
    "a class in a function": "def main():\n    class Run:\n        BODY\nmain()\n",
    "a method": "class Run:\n    def go(self):\n        BODY\nRun().go()\n",
    "an async function": "import asyncio\nasync def main():\n    BODY\nasyncio.run(main())\n",
    "a function in a function": "def main():\n    def inner():\n        BODY\n    inner()\nmain()\n",
    "a match": "match 1:\n    case 1:\n        BODY\n",
}
APART = {
    "an import in the function around": "def main():\n    IMPORT\n    def inner():\n        RUN\n    inner()\nmain()\n",
    "an import in an if before": "if 1:\n    IMPORT\nRUN\n",
    "an import in a try before": "try:\n    IMPORT\nfinally:\n    pass\nRUN\n",
    "an import that both branches have": "if 1:\n    IMPORT\nelse:\n    IMPORT\nRUN\n",
    "an import on the line of its if": "if 1: from qiskit import Aer, QuantumCircuit, execute\nRUN\n",
    "an import on the line of its def": "def loaded(): from qiskit import Aer; return Aer\nIMPORT\nRUN\n",
    "an import behind another statement": "import os; from qiskit import Aer, QuantumCircuit, execute\nRUN\n",
    "an import for type checkers too": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from qiskit import Aer\nIMPORT\nRUN\n"
    ),
    "each function has its own": ("def one():\n    IMPORT\n    RUN\ndef two():\n    IMPORT\n    RUN\none()\ntwo()\n"),
    "one function has its own": "IMPORT\ndef one():\n    IMPORT\n    RUN\none()\nRUN\n",
    "another function has a parameter of that name": (
        "IMPORT\ndef other(execute=1, Aer=2):\n    return execute, Aer\nother()\nRUN\n"
    ),
    "a method has that name": (
        "IMPORT\nclass Other:\n    def execute(self):\n        return self.execute\nOther()\nRUN\n"
    ),
    "the function uses the new name itself": (
        "from qiskit import transpile\ndef one():\n    if 1:\n        IMPORT\n        RUN\n"
        "    return transpile\none()\n"
    ),
    "a lambda has that name": "IMPORT\nother = lambda execute: execute\nother(1)\nRUN\n",
    "a package that has gone is imported from another": (
        "from qiskit.providers import aer\naer.AerSimulator()\nprint(aer is not None)\nIMPORT\nRUN\n"
    ),
    "the module goes with its last use": (
        "import qiskit.extensions\nimport qiskit.extensions as old\nqiskit.extensions.UnitaryGate([[1, 0], [0, 1]])\n"
        "old.UnitaryGate([[1, 0], [0, 1]])\nprint(qiskit.QuantumCircuit(1).num_qubits)\nIMPORT\nRUN\n"
    ),
    "the package is imported with its module": "import qiskit.tools.jupyter\nqiskit.QuantumCircuit(1)\nIMPORT\nRUN\n",
}


def program(layout: str) -> str:
    """The layout with its words replaced, at their indentation."""
    text = ""
    for line in layout.splitlines(keepends=True):
        word, indent = line.strip(), line[: len(line) - len(line.lstrip())]
        body = {"BODY": IMPORT + RUN, "IMPORT": IMPORT, "RUN": RUN}.get(word)
        text += line if body is None else textwrap.indent(body, indent)
    return text


PROGRAMS = {name: program(layout) for name, layout in (LAYOUTS | APART).items()}


def imported(text: str) -> set[tuple[str, str]]:
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    return {(str(node.module), alias.name) for node in nodes for alias in node.names}


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_no_legacy_import_is_left_wherever_it_stands(text: str):
    fixed = engine.fix(text, newest())
    assert not fixed.report.findings
    assert not imported(fixed.text) & {("qiskit", "Aer"), ("qiskit", "execute")}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_with_its_imports_anywhere_gives_the_same_answer(name: str, old_qiskit: Runner, new_qiskit: Runner):
    before, after = PROGRAMS[name], engine.fix(PROGRAMS[name], newest()).text
    assert differences(old_qiskit.run(before, runs=2), new_qiskit.run(after, runs=2)) == []


BLOCKS = {"an if": ("if 1:\n", ""), "a try": ("try:\n", "finally:\n    pass\n"), "a with": ("with open(0):\n", "")}
EXAMPLES = [(migration, example) for migration in MIGRATIONS for example in migration.examples]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize(("migration", "example"), EXAMPLES, ids=[f"{m.code} {e.title}" for m, e in EXAMPLES])
def test_an_example_in_a_block_is_migrated_as_alone_or_says_why_not(
    migration: Migration, example: Example, block: tuple[str, str]
):
    def inside(text: str) -> str:
        return block[0] + textwrap.indent(text, "    ") + block[1]

    destination, after = next(iter(example.after.items()))
    wide = Settings.line_length + len("    ")  # so that lines are broken where they are outside a block
    settings = Settings(destination, select=(migration.code,) if example.beside else (), line_length=wide)
    fixed = engine.fix(inside(example.before), newest(), settings, unsafe=example.unsafe)
    lines = [line for line in fixed.text.splitlines() if line.strip()]
    alone = [line for line in inside(after).splitlines() if line.strip()]
    found = engine.analyse(inside(example.before), newest(), settings).findings
    otherwise = any(fix.destination == "keep-on-aer" for each in found for fix in each.fixes)  # only that could be made
    assert lines == alone or fixed.report.findings or otherwise or fixed.text == inside(example.before)


def test_an_import_that_is_expected_to_fail_stays_beside_one_that_leaves():
    guarded = "try:\n    from qiskit import execute\nexcept ImportError:\n    pass\n"
    assert guarded in engine.fix(IMPORT + guarded + RUN, newest()).text
    assert guarded in engine.fix(guarded + IMPORT + RUN, newest()).text


@pytest.mark.parametrize("brought", ["import ibm_quantum_widgets", "from ibm_quantum_widgets import CircuitComposer"])
def test_what_a_closed_service_brought_is_left_out_where_nothing_reads_it(brought: str):
    rest = "import qiskit\nanswer = 1\n"
    assert engine.fix(f"{brought}\n{rest}", newest()).text == rest
    used = f"{brought}\n{rest}print({brought.split()[-1]})\n"
    assert engine.fix(used, newest()).text == used


FIRST = "from qiskit import Aer, QuantumCircuit, execute\n"


@pytest.mark.parametrize(
    "there",
    [
        pytest.param((FIRST, RUN + "from qiskit import transpile\n"), id="behind-it"),
        pytest.param((f"{FIRST}def later():\n    from qiskit import transpile\n    transpile()\n", RUN), id="inside"),
    ],
)
def test_an_import_that_does_not_reach_the_new_text_is_not_enough(there: tuple[str, str]):
    assert "from qiskit import transpile, QuantumCircuit\n" in engine.fix("".join(there), newest()).text


def test_an_import_in_a_class_is_not_enough():
    program = "class Lab:\n" + textwrap.indent("from qiskit import transpile\n" + FIRST + RUN, "    ")
    assert engine.fix(program, newest()).text.startswith("from qiskit import transpile\n")


def test_a_package_that_something_reads_in_between_stays_bound():
    program = "import qiskit.tools.jupyter\nprint(qiskit.__version__)\nimport qiskit.visualization\n"
    fixed = engine.fix(program, newest()).text
    assert fixed == "import qiskit\nprint(qiskit.__version__)\nimport qiskit.visualization\n"


def test_a_module_that_the_new_text_reads_stays_imported():
    module = "import qiskit.providers.basic_provider\n"
    call = "qiskit.execute(qc, qiskit.providers.basic_provider.BasicSimulator()).result().get_counts()"
    program = f"import qiskit\n{module}qc = qiskit.QuantumCircuit(1, 1)\nqc.measure(0, 0)\nprint({call})\n"
    fixed = engine.fix(program, newest()).text
    assert module in fixed and "BackendSamplerV2" in fixed


def test_an_import_that_stands_twice_is_reported_twice_and_goes_twice():
    program = "import qiskit.opflow\n\nimport qiskit.opflow\n\nanswer = 1\n"
    assert [finding.range.start.line for finding in engine.analyse(program, newest()).findings] == [0, 2]
    assert "opflow" not in engine.fix(program, newest()).text
