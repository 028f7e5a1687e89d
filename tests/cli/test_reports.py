"""What is said of findings: in words, in the formats of other programs, in files, and when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from qls.cli import work
from qls.cli.formats import TEXT
from qls.cli.main import _FORMATS
from tests.cli.running import EXPLAINED, LEGACY, LEGAL, notebook, qls

# An account, whose fix is unsafe.
ACCOUNT = """\
from qiskit import IBMQ

IBMQ.load_account()
"""


def test_a_finding_shows_its_line_and_what_is_underlined() -> None:
    Path("legacy.py").write_text(LEGACY)
    lines = qls("check", "legacy.py").stdout.splitlines()
    assert lines[1] == "    6 | counts = execute(qc, AerSimulator(), shots=10).result().get_counts()"
    assert lines[2] == "      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    assert lines[3] == "  fix (safe): Run on SamplerV2 of qiskit_aer"


def test_the_reason_why_nothing_is_edited_is_said() -> None:
    Path("explained.py").write_text(EXPLAINED)
    for command in ("check", "fix"):
        assert "  Not edited, because qasm2.dumps neither colours nor writes a file.\n" in qls(command, ".").stdout
    [finding] = json.loads(qls("check", "--output-format", "json", ".").stdout)
    assert (finding["fix"], finding["reason"]) == (None, "qasm2.dumps neither colours nor writes a file")
    assert finding["source"] == 'print(qc.qasm(filename="bell.qasm"))'


def test_what_an_unsafe_fix_changes_is_said() -> None:
    Path("account.py").write_text(ACCOUNT)
    assert "  What changes: It reaches IBM's current platform" in qls("check", ".").stdout
    finding = json.loads(qls("check", "--output-format", "json", ".").stdout)[-1]
    assert finding["fix"]["changes"].startswith("It reaches IBM's current platform")
    assert finding["fix"]["needs"] == ["--unsafe-fixes"]


def test_the_summary_says_how_grave_it_is_and_what_fixes_it() -> None:
    for name, text in {"a.py": LEGACY, "b.py": LEGAL, "c.py": ACCOUNT, "d.py": EXPLAINED}.items():
        Path(name).write_text(text)
    assert qls("check", ".").stdout.splitlines()[-2:] == [
        "4 findings in 4 files: 3 broken today; 1 working, could be better.",
        "`qls fix` fixes 1, `qls fix --modernize` 1 more, `qls fix --unsafe-fixes` 1 more; 1 is only explained.",
    ]
    assert qls("fix", ".").stdout.splitlines()[-4:-2] == [
        "Fixed 1 finding in 1 file; 3 left: 2 broken today; 1 working, could be better.",
        "`qls fix --modernize` fixes 1, `qls fix --unsafe-fixes` 1 more; 1 is only explained.",
    ]


def test_nothing_to_look_at_is_not_called_clean() -> None:
    assert qls("check", ".").stdout == "Nothing was checked: no Python file and no notebook is there.\n"
    Path("other.py").write_text("import json\n")
    assert qls("check", ".").stdout == "No legacy Qiskit found.\n"


def test_a_place_is_explained_as_in_an_editor() -> None:
    Path("legacy.py").write_text(LEGACY)
    said = qls("explain", "legacy.py:6")
    assert said.exit_code == 0
    assert said.stdout.startswith("**`execute` was removed in Qiskit 1.0: transpile, then run on SamplerV2.**")
    assert "+counts = SamplerV2" in said.stdout
    assert qls("explain", "legacy.py:6:10").stdout == said.stdout
    Path("n.ipynb").write_text(notebook(LEGACY))
    assert qls("explain", "n.ipynb:cell 2:6").stdout == said.stdout
    missing = qls("explain", "legacy.py:1")
    assert (missing.exit_code, missing.stderr) == (2, "qls: nothing is found at legacy.py:1; there is at 6\n")
    assert qls("explain", "nowhere.py:1").stderr == "qls: no such file: nowhere.py\n"


def test_the_files_that_are_changed_can_be_listed() -> None:
    Path("legacy.py").write_text(LEGACY)
    Path("legal.py").write_text(LEGAL)
    shown = qls("fix", "--diff", "--show-fixes", ".")
    assert "would change legacy.py: 1 QLS101\n" in shown.stderr
    assert "changed legacy.py: 1 QLS101\n" in qls("fix", "--show-fixes", ".").stdout


def test_statistics_count_by_code() -> None:
    Path("legacy.py").write_text(LEGACY)
    Path("legal.py").write_text(LEGAL)
    lines = qls("check", "--statistics", ".").stdout.splitlines()
    assert lines[:3] == [" found  fixed", "     1      0  QLS101 execute-removed", "     1      0  QLS102 backend-run"]
    lines = qls("fix", "--statistics", ".").stdout.splitlines()
    assert lines[:3] == ["  left  fixed", "     0      1  QLS101 execute-removed", "     1      0  QLS102 backend-run"]


def test_a_baseline_leaves_out_what_is_known_until_its_line_changes() -> None:
    Path("src").mkdir()
    file = Path("src/legacy.py")
    file.write_text(LEGACY)
    assert qls("check", "--write-baseline", "known.json", ".").stdout == "known.json: 1 known from now on.\n"
    known = qls("check", "--baseline", "known.json", "src")
    assert (known.exit_code, known.stdout) == (0, "No legacy Qiskit found.\n")
    file.write_text("# moved down\n" + LEGACY)
    assert qls("check", "--baseline", "known.json", str(file.absolute())).exit_code == 0
    file.write_text(LEGACY + LEGACY.splitlines()[-1] + "\n")
    assert qls("check", "--baseline", "known.json", ".").exit_code == 1
    file.write_text(LEGACY.replace("shots=10", "shots=20"))
    assert qls("check", "--baseline", "known.json", ".").exit_code == 1
    file.write_text(LEGACY)
    Path("pyproject.toml").write_text('[tool.qls]\nbaseline = "known.json"\n')
    assert qls("check", "src").exit_code == 0


@pytest.mark.parametrize("content", [None, "{", "[]", '{"qls": 2}', '{"qls": 1, "files": {"a.py": [1]}}'])
def test_a_baseline_that_is_none_is_one_line(content: str | None) -> None:
    Path("legacy.py").write_text(LEGACY)
    if content is not None:
        Path("known.json").write_text(content)
    result = qls("check", "--baseline", "known.json", ".")
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("qls: known.json: ")


def test_a_finding_is_one_line_in_the_concise_format() -> None:
    Path("legacy.py").write_text(LEGACY)
    first, *summary = qls("check", "--output-format", "concise", ".").stdout.splitlines()
    assert first.startswith("legacy.py:6:10: QLS101 error: `execute`")
    assert first.endswith("[safe fix]")
    assert len(summary) == 2


@pytest.mark.parametrize("form", _FORMATS)
def test_a_report_can_be_written_to_a_file(form: str) -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("check", "--output-format", form, "--output-file", "report", ".")
    assert result.exit_code == 1
    assert "1 finding in 1 file" in result.stdout
    assert (
        Path("report").read_text().startswith(qls("check", "--output-format", form, ".").stdout.split("1 finding")[0])
    )
    assert "QLS101" in Path("report").read_text()


def test_a_report_that_cannot_be_written_is_said() -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("check", "--output-file", "no/such/folder", ".")
    assert result.exit_code == 2
    assert "no/such/folder: not written: " in result.stderr


def programs() -> None:
    """Findings of every severity, in files whose names need care, and files that cannot be checked."""
    Path("a b,c:d").mkdir()
    Path("a b,c:d/legacy é%.py").write_text(LEGACY)
    Path("legal.py").write_text(LEGAL)
    Path("account.py").write_text(ACCOUNT)
    Path("n.ipynb").write_text(notebook("x = = 1", LEGACY))
    Path("broken.py").write_text("from qiskit import (\n")
    Path("comment.py").write_text("import qiskit  # qls: ignore[QLS101]\n")


def report(form: str) -> str:
    programs()
    result = qls("check", "--output-format", form, ".")
    assert result.exit_code == 2
    return result.stdout


# The parts of SARIF 2.1.0's schema that are used here; the whole of it was used when this was written.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_URI = {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}}
_NUMBER = {"type": "integer", "minimum": 1}
_PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "additionalProperties": False,
    "properties": {
        "artifactLocation": _URI,
        "region": {
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _NUMBER),
        },
    },
}
_PLACES = {"type": "array", "items": {"type": "object", "properties": {"physicalLocation": _PHYSICAL}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "informationUri": {"type": "string", "format": "uri"},
        "rules": {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "object", "required": ["id"], "properties": {"helpUri": {"format": "uri"}}},
        },
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"], "properties": {"driver": _DRIVER}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {
                        "type": "array",
                        "items": {"type": "object", "required": ["executionSuccessful"]},
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "level": _LEVEL,
                                "message": _TEXT,
                                "locations": _PLACES,
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                            },
                        },
                    },
                },
            },
        },
    },
}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {"lines": {"type": "object", "required": ["begin"], "properties": {"begin": _NUMBER}}},
            },
        },
    },
}


def test_sarif_keeps_to_its_schema() -> None:
    content = json.loads(report("sarif"))
    jsonschema.Draft202012Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(content)
    [run] = content["runs"]
    assert [each["level"] for each in run["results"]] == ["error", "error", "warning", "note", "error"]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b%2Cc%3Ad/legacy%20%C3%A9%25.py"},
        "region": {"startLine": 6, "startColumn": 10, "endLine": 6, "endColumn": 47},
    }
    assert "region" not in run["results"][-1]["locations"][0]["physicalLocation"]
    assert run["results"][-1]["message"]["text"].startswith("Cell 3, line 6: ")
    assert run["invocations"][0]["executionSuccessful"] is False
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_gitlab_keeps_to_its_schema() -> None:
    content = json.loads(report("gitlab"))
    jsonschema.Draft202012Validator(GITLAB).validate(content)
    assert content[0]["location"] == {"path": "a b,c:d/legacy é%.py", "lines": {"begin": 6}}


def test_a_fingerprint_stays_while_lines_are_written_above_and_is_nobody_elses() -> None:
    def prints() -> list[str]:
        return [each["fingerprint"] for each in json.loads(qls("check", "--output-format", "gitlab", ".").stdout)]

    Path("a.py").write_text(LEGACY + LEGACY.splitlines()[-1] + "\n")
    before = prints()
    assert len(set(before)) == 2
    Path("a.py").write_text("# new\n" + Path("a.py").read_text())
    assert prints() == before


def test_github_gets_a_command_for_each_finding() -> None:
    lines = report("github").splitlines()
    assert lines[0].startswith("::error file=broken.py,title=qls::line 1 does not parse")
    assert lines[1] == "::notice file=n.ipynb,title=qls::cell 2, line 1 does not parse and was passed over"
    assert lines[2].startswith(
        "::error file=a b%2Cc%3Ad/legacy é%25.py,line=6,endLine=6,col=10,endColumn=47,title=QLS101 execute-removed::"
    )
    assert {line.split(" ")[0] for line in lines} == {"::error", "::warning", "::notice"}


def test_junit_counts_its_cases() -> None:
    root = ElementTree.fromstring(report("junit"))
    assert root.tag == "testsuites"
    suites = root.findall("testsuite")
    for each, cases in [(root, root.findall("*/testcase")), *((suite, suite.findall("testcase")) for suite in suites)]:
        kinds = {kind: [case for case in cases if case.find(kind) is not None] for kind in ("failure", "error")}
        assert int(each.get("tests", "")) == len(cases)
        assert int(each.get("failures", "")) == len(kinds["failure"])
        assert int(each.get("errors", "")) == len(kinds["error"])
    assert {suite.get("name") for suite in suites} >= {"broken.py", "a b,c:d/legacy é%.py"}


def test_junit_of_a_clean_folder_has_a_case_that_passes() -> None:
    Path("clean.py").write_text("import qiskit\n")
    root = ElementTree.fromstring(qls("check", "--output-format", "junit", ".").stdout)
    assert (root.get("tests"), len(root.findall("*/testcase"))) == ("1", 1)


def test_colours_go_by_what_the_user_says() -> None:
    Path("legacy.py").write_text(LEGACY)

    def shown(**environment: str) -> str:
        run = [sys.executable, "-m", "qls", "check", "legacy.py"]
        kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
        kept["PYTHONPATH"] = os.pathsep.join(sys.path)
        return subprocess.run(run, capture_output=True, text=True, env=kept | environment).stdout

    assert "\x1b[" not in shown()
    assert "\x1b[" in shown(FORCE_COLOR="1")
    assert "\x1b[" not in shown(FORCE_COLOR="1", NO_COLOR="1")


def test_a_ctrl_c_ends_with_a_list_of_what_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        Path(f"{number}.py").write_text(LEGACY)
    fix = work.fix_file

    def stops(task: work.Task, **options: bool) -> work.FileOutcome:
        outcome = fix(task, **options)
        if task.path == "1.py":
            signal.raise_signal(signal.SIGINT)
        return outcome

    monkeypatch.setattr("qls.cli.work.fix_file", stops)
    result = qls("fix", ".")
    assert result.exit_code == 130
    assert result.stdout.splitlines()[:2] == ["changed 0.py: 1 QLS101", "changed 1.py: 1 QLS101"]
    assert "Stopped: 2 of 4 files were not looked at." in result.stderr
    assert [Path(f"{number}.py").read_text() == LEGACY for number in range(4)] == [False, False, True, True]


def test_a_ctrl_c_while_many_processes_write_loses_no_file(tmp_path: Path) -> None:
    for number in range(60):
        Path(f"{number:02}.py").write_text(LEGACY + f"# {number}\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "qls", "fix", "--show-fixes", "."]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, env=environment, start_new_session=True
    ) as process:
        while process.poll() is None and Path("00.py").read_text() == LEGACY + "# 0\n":
            pass
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode in (0, 130), err
    listed = {line.split(":")[0].removeprefix("changed ") for line in out.splitlines() if line.startswith("changed")}
    assert listed == {path.name for path in tmp_path.glob("*.py") if "SamplerV2" in path.read_text()}


def test_the_text_formats_are_formats() -> None:
    assert set(TEXT) < set(_FORMATS)
