"""Texts that are too long, too deep or hopelessly broken: a limit with a sentence, and the rest is read as ever."""

from __future__ import annotations

import pytest

from qls import engine, pins
from qls.engine import Document, Settings, analyse
from qls.environment import newest
from qls.report import Report
from qls.syntax import statements
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit
from tests.natural_edits import said

LEGACY = """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, AerSimulator(), shots=10).result().get_counts()
"""

DEEP = {
    "a sum of 5,000 terms": "z = " + " + ".join(f"a{n}" for n in range(5000)) + "\n",
    "5,000 signs": "z = " + "-" * 5000 + "1\n",
    "5,000 attributes": "z = a" + ".b" * 5000 + "\n",
    "5,000 calls": "z = a" + ".b(0)" * 5000 + "\n",
    "5,000 brackets": "z = " + "(" * 5000 + "1" + ")" * 5000 + "\n",
    "5,000 lists": "z = " + "[" * 5000 + "]" * 5000 + "\n",
    "1,000 blocks": "".join(" " * n + "if a:\n" for n in range(1000)) + " " * 1000 + "pass\n",
    "5,000 choices": "z = " + "".join(f"{n} if a == {n} else " for n in range(5000)) + "0\n",
}


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deeply_is_said_and_the_rest_is_read(deep: str) -> None:
    report = analyse(deep + LEGACY, newest())
    assert codes(report) == ["QLS101"]
    assert report.syntax_error.startswith("line ")
    fixed = engine.fix(deep + LEGACY, newest())
    assert fixed.text.startswith(deep) or deep in fixed.text
    assert "SamplerV2" in fixed.text


@pytest.mark.parametrize(
    "long",
    [
        "if a == 0:\n    pass\n" + "".join(f"elif a == {n}:\n    pass\n" for n in range(2000)),
        "z = " + " + ".join(f"a{n}" for n in range(900)) + "\n",
        "z = " + " or ".join(f"a{n}" for n in range(20_000)) + "\n",
        "def f(g): return g\n" + "@f\n" * 2000 + "def g(): pass\n",
        "z = f'" + "{a}" * 3000 + "'\n",
    ],
    ids=["2,000 elif", "900 terms", "20,000 or", "2,000 decorators", "3,000 fields"],
)
def test_what_is_only_long_is_read(long: str) -> None:
    fixed = engine.fix(long + LEGACY, newest())
    assert (fixed.report.syntax_error, codes(fixed.report)) == ("", [])
    assert "SamplerV2" in fixed.text


def test_an_algebra_that_is_nested_too_deeply_for_its_own_reading_is_passed_over() -> None:
    """It parses, and only its reading is too deep: the statement goes, the others stay."""
    deep = "from qiskit.opflow import X, Z\nh = " + " + ".join(f"{n} * (X ^ Z)" for n in range(400)) + "\n"
    report = analyse(deep + LEGACY, newest())
    assert "line 2 does not parse: nested too deeply for qls" in report.syntax_error
    assert "QLS101" in codes(report)


@pytest.mark.parametrize("more", ["x = 1\n" * 100_001, "x = 1  " + "#" * 5_000_001 + "\n"])
def test_a_text_that_is_too_long_is_not_read_until_it_is_shorter(more: str) -> None:
    document = Document(LEGACY, newest(), Settings())
    before = said(document.report())
    end = LEGACY.count("\n")
    document.edit([TextEdit(Range.of(end, 0, end, 0), more)])
    report = document.report()
    assert (report.findings, report.syntax_error) == (
        (),
        "line 1 does not parse: the text is longer than qls reads: 100,000 lines or 5 million characters",
    )
    assert document.text == LEGACY + more
    assert document.report() == analyse(document.text, newest())
    document.edit([TextEdit(Range.of(end, 0, end + more.count("\n"), 0), "")])
    assert document.text == LEGACY
    assert said(document.report()) == before


def test_a_statement_that_is_too_long_is_passed_over_and_the_rest_is_read() -> None:
    for long in ("x = [" + "1, " * 400_000 + "]\n", "x = '" + "a" * 1_500_000 + "'\n"):
        report = analyse(long + LEGACY, newest())
        assert codes(report) == ["QLS101"]
        assert report.syntax_error == "line 1 does not parse: longer than 1,000,000 characters, which qls does not read"


@pytest.mark.parametrize("broken", ["x = (1 +\n", 'x = """\n', "x = [\ny = {\n", "def f(\n"])
def test_lines_that_are_read_in_vain_grow_with_the_text(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line opens what nothing closes."""
    read = 0
    chunk_end = statements._chunk_end

    def counted(lines: list[str], start: int) -> tuple[int, bool]:
        nonlocal read
        end, opened = chunk_end(lines, start)
        read += end - start
        return end, opened

    monkeypatch.setattr(statements, "_chunk_end", counted)
    monkeypatch.setattr(statements, "_IN_VAIN", 1000)
    for number in (200, 400, 800, 1600):
        read = 0
        source = Source(broken * number)
        assert source.text == broken * number
        assert read < 1000 + 14 * len(source.lines) + 2 * len(source.lines)


def test_what_stands_behind_many_open_brackets_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "_IN_VAIN", 100)
    report = analyse(LEGACY + "x = (1 +\n" * 200 + LEGACY, newest())
    assert codes(report) == ["QLS101", "QLS101"]


@pytest.mark.parametrize("kind", ["requirements", "conda", "setup", "shell", "pyproject"])
def test_requirements_do_not_backtrack(kind: str) -> None:
    """Each would take longer than the universe has been there."""
    heads = {"conda": "  - ", "setup": "[options]\ninstall_requires = ", "shell": "!pip install "}
    for tail in ("=1" * 400, "=1 " * 400, "=1,=" * 400, " =1=x" * 400, "=" * 400, " " * 4000):
        written = f"qiskit{tail}["
        text = f"[project]\ndependencies = ['{written}']\n" if kind == "pyproject" else heads.get(kind, "") + written
        assert len(pins.pins(text, kind)) <= 1
