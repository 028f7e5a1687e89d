"""Comments that silence a finding, and what is said of those that do not."""

from __future__ import annotations

import pytest

from qls import engine
from qls.engine import Document, Settings
from qls.environment import newest
from qls.syntax.text import Range, TextEdit

HEAD = "from qiskit import QuantumCircuit, execute\nfrom qiskit_aer import AerSimulator\nqc = QuantumCircuit(1, 1)\n"
SITE = "counts = execute(qc, AerSimulator()).result().get_counts()"


def found(comment: str, settings: Settings | None = None) -> list[tuple[str, str]]:
    report = engine.analyse(f"{HEAD}{SITE}  {comment}\n", newest(), settings)
    return [(finding.code, finding.message) for finding in report.findings if finding.range.start.line == 3]


def codes(comment: str) -> list[str]:
    return [code for code, _ in found(comment)]


@pytest.mark.parametrize(
    "comment",
    [
        "# qls: ignore[QLS101]",
        "#qls:ignore[ QLS101 ]",
        "# qls: ignore",
        "# qls: ignore  # noqa: E501",
        "# noqa  # qls: ignore[QLS101]",
        "# qls: ignore[QLS101] because it is shown to pupils",
    ],
)
def test_a_comment_silences_its_line(comment: str):
    assert codes(comment) == []


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# qls: ignore[qls101]", "`qls101` is no code, and silences nothing; did you mean QLS101?"),
        ("# qls: ignore[execute-removed]", "`execute-removed` is no code, and silences nothing; write QLS101."),
        ("# qls: ignore[QLS1]", "`QLS1` is no code, and silences nothing"),
        ("# qls: ignore[zzz]", "`zzz` is no code, and silences nothing."),
        ("# qls: ignore[]", "This comment names no code, and silences nothing."),
        ("# qls: ignore QLS101", "This comment silences nothing: write `# qls: ignore[QLS101]`, with codes in full."),
        ("# qls: ingore[QLS101]", "`# qls: ingore` says nothing to qls: write `# qls: ignore[...]`."),
    ],
)
def test_a_comment_that_is_not_written_as_one_silences_nothing_and_is_said(comment: str, said: str):
    own, legacy = sorted(found(comment))
    assert legacy[0] == "QLS101"
    assert own[0] == "QLS001"
    assert own[1].startswith(said)


@pytest.mark.parametrize("comment", ["# qls: ignored so far, look at it later", '; "# qls: ignore[QLS101]"', "# qls"])
def test_what_is_no_comment_to_qls_is_passed_over(comment: str):
    assert codes(comment) == ["QLS101"]


def test_a_code_that_is_not_found_on_the_line_is_said():
    assert found("# qls: ignore[QLS101, QLS801]") == [
        ("QLS002", "QLS801 is not found on this line: take it out of the comment.")
    ]
    report = engine.analyse(f"{HEAD}\n# qls: ignore\n", newest())
    assert [(each.code, each.severity.value) for each in report.findings if each.code < "QLS1"] == [
        ("QLS002", "warning")
    ]


def test_a_code_that_is_not_looked_for_is_not_called_unused():
    assert found("# qls: ignore[QLS101]", Settings(select=("QLS8", "QLS0"))) == []
    assert found("# qls: ignore[QLS801]", Settings(select=("QLS1",))) == [found("")[0]]


def test_a_comment_that_is_typed_or_taken_out_counts_at_once():
    text = f"{HEAD}{SITE}\nprint(counts)\n"
    document = Document(text, newest(), Settings())
    before = [each.code for each in document.report().findings]
    for line, comment in ((4, "  # qls: ignore[QLS801]"), (3, "  # qls: ignore[QLS101]"), (0, "  # qls: ignore[q]")):
        at = len(document.text.splitlines()[line])
        document.edit([TextEdit(Range.of(line, at, line, at), comment)])
        assert document.report().findings == engine.analyse(document.text, newest()).findings
        document.edit([TextEdit(Range.of(line, at, line, at + len(comment)), "")])
        assert [each.code for each in document.report().findings] == before


def test_a_comment_alone_does_not_make_a_program_one_that_does_not_run():
    report = engine.analyse(f"{HEAD}qc.h(0)  # qls: ignore[q]\n".replace(", execute", ""), newest())
    assert [each.code for each in report.findings] == ["QLS001"]
    assert not engine.is_dead(report)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("x = 1  # qls: ignore[QLS101]\n", "x = 1\n"),
        ("x = 1  # qls: ignore\r\n", "x = 1\r\n"),
        ("x = 1  # qls: ignore", "x = 1"),
        ("x = 1  # qls: ignore[QLS801] because pupils see it\n", "x = 1\n"),
        ("x = 1  # qls: ignore[QLS801]  # noqa: E501\n", "x = 1  # noqa: E501\n"),
        ("x = 1  # noqa  # qls: ignore[QLS101, QLS801]\n", "x = 1  # noqa\n"),
        (
            "if qc:\n    # qls: ignore[QLS101]\n    x = (  # qls: ignore\n        1)\n",
            "if qc:\n    x = (\n        1)\n",
        ),
        ("x = 1  # qls: ignore[zzz,QLS801 , QLS101]\n", "x = 1  # qls: ignore[zzz]\n"),
        ('x = """\n# qls: ignore\n"""  # qls: ignore\n', 'x = """\n# qls: ignore\n"""\n'),
    ],
)
def test_what_silences_nothing_is_taken_out(line: str, left: str):
    for head in (HEAD, HEAD.replace(", execute", "")):
        fixed = engine.fix(head + line, newest())
        assert fixed.text.endswith(left) and fixed.text.startswith(HEAD[:20])
        assert [each.code for each in fixed.gone].count("QLS002") >= 1
        assert engine.fix(fixed.text, newest()).text == fixed.text


def test_one_fix_takes_out_all_codes_of_a_comment():
    report = engine.analyse(f"{HEAD}{SITE}  # qls: ignore[QLS801, QLS101, QLS205]\n", newest())
    first, second = [each for each in report.findings if each.code == "QLS002"]
    assert first.fixes == second.fixes and len(first.fixes[0].removes) == 2
    [edit] = first.fixes[0].edits
    assert (first.fixes[0].title, edit.text) == ("Take QLS801, QLS205 out of the comment", "QLS101")


def test_an_edit_beside_a_comment_waits_for_no_other_round_to_be_right():
    fixed = engine.fix(f"{HEAD}{SITE}  # qls: ignore[QLS801]\n", newest())
    assert "execute" not in fixed.text and "# qls" not in fixed.text


def test_a_comment_in_a_statement_that_does_not_parse_is_left():
    report = engine.analyse(f"{HEAD}x = (1,  # qls: ignore[QLS801]\n  def\n", newest())
    assert all(not each.fixes for each in report.findings if each.code == "QLS002")
