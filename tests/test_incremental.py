"""A document that is edited says what the same text says when it is analysed from scratch."""

from __future__ import annotations

import gc
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qls.engine import Document, Settings, analyse
from qls.environment import newest
from qls.migrations import MIGRATIONS
from qls.server.documents import difference
from qls.syntax.statement import Tree
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines
from tests import natural_edits
from tests.natural_edits import said

PROGRAMS = sorted({example.before for migration in MIGRATIONS for example in migration.examples})
SNIPPETS = [
    "",
    "\n",
    "x",
    "(",
    ")",
    '"""',
    "    ",
    "# ",
    "execute(qc, backend)\n",
    "from qiskit import execute\n",
    "qc = QuantumCircuit(2)\n",
    "backend = None\n",
    "def run():\n",
    "if x:\n    ",
    "\r\n",
    "𝛼",
]


def place(data: st.DataObject, text: str) -> Position:
    lines = split_lines(text) or [""]
    line = data.draw(st.integers(0, len(lines) - 1))
    return Position(line, data.draw(st.integers(0, len(lines[line].rstrip("\r\n")))))


@settings(max_examples=150)
@given(st.sampled_from(PROGRAMS), st.data())
def test_analysing_after_any_edits_equals_analysing_from_scratch(program: str, data: st.DataObject):
    """Wherever the text parses: what is half typed stands for what it was before, which scratch cannot know."""
    document = Document(program, newest(), Settings())
    document.report()
    for _ in range(data.draw(st.integers(1, 4))):
        before = document.text
        start, end = sorted((place(data, before), place(data, before)))
        document.edit([TextEdit(Range(start, end), data.draw(st.sampled_from(SNIPPETS)))])
        if document.report().syntax_error:
            document.edit(difference(split_lines(document.text), split_lines(before)))
        assert said(document.report()) == said(analyse(document.text, newest()))


NESTED = """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator


def counted(function):
    def run(*given):
        return job_of(*given).result().get_counts()

    return run


@counted
def job_of(circuit: QuantumCircuit):
    return AerSimulator().run(circuit)
"""


def test_what_only_a_function_defines_that_nothing_calls_counts_as_little_after_an_edit():
    document = Document(NESTED, newest(), Settings())
    document.report()
    document.edit([TextEdit(Range.of(0, 0, 0, 0), "\n")])
    assert said(document.report()) == said(analyse(document.text, newest()))


@settings(max_examples=400)
@given(st.sampled_from(natural_edits.PROGRAMS), st.integers(0, 10**6))
def test_a_program_that_is_edited_as_people_do_says_what_its_text_says(program: str, seed: int):
    """Its findings, and the edits of its fixes; many more of these edits: ``python -m tests.natural_edits``."""
    assert natural_edits.disagreement(program, seed, times=5) == ""


OTHERWISE = """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

a = Aer.get_backend("aer_simulator")
b = Aer.get_backend("statevector_simulator")
qc = QuantumCircuit(2, 2)
qc.measure(0, 0)
qc.x(1).c_if(0, 1)
qc.measure(1, 1)
job = a.run(qc)
"""


@pytest.mark.parametrize("first, then", [("a", "b"), ("b", "a")])
def test_a_gate_asks_anew_where_its_circuit_runs_when_that_changes(first: str, then: str):
    document = Document(OTHERWISE.replace("a.run", f"{first}.run"), newest(), Settings())
    document.report()
    document.edit([TextEdit(Range.of(9, 6, 9, 7), then)])
    assert said(document.report()) == said(analyse(document.text, newest()))


def test_what_was_typed_and_is_gone_is_not_kept():
    """Each keystroke in one large statement makes a tree of it: only the last ones stay."""
    body = "".join(f"    def m{number}(self):\n        return {number}\n" for number in range(100))
    document = Document(f"import qiskit\n\n\nclass Large:\n{body}", newest(), Settings())
    for column in range(12, 212):
        document.edit([TextEdit(Range.of(3, column, 3, column), " " if column == 12 else "#")])
        document.report()
    gc.collect()
    trees = [thing for thing in gc.get_objects() if isinstance(thing, Tree) and "class Large" in thing.text]
    assert 1 <= sum(len(tree.text) for tree in trees) <= 150_000


@given(st.sampled_from(PROGRAMS), st.data())
def test_a_half_typed_statement_keeps_its_findings_and_no_fix_touches_it(program: str, data: st.DataObject):
    document = Document(program, newest(), Settings())
    before = [finding.code for finding in document.report().findings]
    lines = split_lines(program)
    whole = [number for number, text in enumerate(lines) if text.strip() and not re.search('#|"""', text)]
    line = data.draw(st.sampled_from(whole))
    end = len(lines[line].rstrip())
    document.edit([TextEdit(Range.of(line, end, line, end), " (" + data.draw(st.sampled_from(["", "x", "\n  y"])))])
    report = document.report()
    assert [finding.code for finding in report.findings] == before
    broken = Source(document.text).broken
    assert broken == 1
    for fix in (fix for finding in report.findings for fix in finding.fixes):
        assert Source(apply_edits(document.text, fix.edits)).broken == broken
        assert lines[line].rstrip() + " (" in apply_edits(document.text, fix.edits)


@given(st.sampled_from(PROGRAMS), st.data())
def test_a_statement_that_is_half_typed_leaves_the_findings_below_it_where_they_are(program: str, data):
    lines = split_lines(program)
    tops = [number for number, line in enumerate(lines) if line[:1].isalpha()]
    at = data.draw(st.sampled_from(tops))
    broken = "".join([*lines[:at], "value = (1 +\n", *lines[at:]])
    before = {(f.code, f.range.shifted(f.range.start.line >= at)) for f in analyse(program, newest()).findings}
    after = {(f.code, f.range) for f in analyse(broken, newest()).findings}
    assert after == before
