"""A document that is edited says what the same text says when it is analysed from scratch."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qls.engine import Document, Settings, analyse
from qls.environment import newest
from qls.migrations import MIGRATIONS
from qls.report import Finding, Report
from qls.syntax.text import Position, Range, TextEdit, split_lines

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


def said(report: Report) -> list[tuple[object, ...]]:
    return [(*plain(finding), [related.range for related in finding.related]) for finding in report.findings]


def plain(finding: Finding) -> tuple[object, ...]:
    fixes = [(fix.title, fix.safety, fix.destination, fix.edits) for fix in finding.fixes]
    return finding.code, finding.message, finding.severity, finding.range, fixes


def place(data: st.DataObject, text: str) -> Position:
    lines = split_lines(text) or [""]
    line = data.draw(st.integers(0, len(lines) - 1))
    return Position(line, data.draw(st.integers(0, len(lines[line].rstrip("\r\n")))))


@settings(max_examples=150)
@given(st.sampled_from(PROGRAMS), st.data())
def test_analysing_after_any_edits_equals_analysing_from_scratch(program: str, data: st.DataObject):
    document = Document(program, newest(), Settings())
    document.report()
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted((place(data, document.text), place(data, document.text)))
        document.edit([TextEdit(Range(start, end), data.draw(st.sampled_from(SNIPPETS)))])
        assert said(document.report()) == said(analyse(document.text, newest()))


@given(st.sampled_from(PROGRAMS), st.data())
def test_a_statement_that_is_half_typed_leaves_the_findings_below_it_where_they_are(program: str, data):
    lines = split_lines(program)
    tops = [number for number, line in enumerate(lines) if line[:1].isalpha()]
    at = data.draw(st.sampled_from(tops))
    broken = "".join([*lines[:at], "value = (1 +\n", *lines[at:]])
    before = {(f.code, f.range.shifted(f.range.start.line >= at)) for f in analyse(program, newest()).findings}
    after = {(f.code, f.range) for f in analyse(broken, newest()).findings}
    assert after == before
