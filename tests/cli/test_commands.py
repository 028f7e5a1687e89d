"""The command line: what it prints, what it writes, and the status it ends with."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qls import engine
from qls.engine import NAMES
from qls.environment import newest
from qls.migrations import MIGRATIONS, Migration
from qls.own import OWN
from tests.cli.running import CLEAN, LEGACY, notebook, qls


def test_a_clean_file_ends_with_0() -> None:
    Path("clean.py").write_text(CLEAN)
    result = qls("check", "clean.py")
    assert (result.exit_code, result.stdout) == (0, "No legacy Qiskit found.\n")


@pytest.mark.parametrize("command", ["check", "fix"])
def test_an_empty_file_and_an_empty_folder_are_clean(command: str) -> None:
    Path("empty.py").write_text("")
    Path("folder").mkdir()
    assert qls(command, "empty.py", "folder").exit_code == 0


def test_a_finding_is_printed_with_its_fix_and_ends_with_1() -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("check", "legacy.py")
    assert result.exit_code == 1
    [finding] = [line for line in result.stdout.splitlines() if "QLS101" in line]
    assert finding.startswith("legacy.py:6:10: QLS101 error: `execute`")
    assert "  fix (safe): " in result.stdout
    assert result.stdout.splitlines()[-2:] == ["1 finding in 1 file: 1 broken today.", "`qls fix` fixes 1."]


def test_the_environment_whose_versions_count_is_said() -> None:
    Path("legacy.py").write_text(LEGACY)
    assert "(the newest versions)" in qls("check", "legacy.py").stderr


def test_json_holds_the_promised_keys() -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("check", "--output-format", "json", "legacy.py")
    [finding] = json.loads(result.stdout)
    assert result.exit_code == 1
    assert list(finding) == [
        *("code", "name", "message", "path", "line", "column", "end_line", "end_column", "severity", "fix"),
        *("reason", "source", "link"),
    ]
    assert (finding["code"], finding["line"], finding["column"]) == ("QLS101", 6, 10)
    assert finding["fix"]["safety"] == "safe"


def test_json_of_a_clean_folder_is_an_empty_list() -> None:
    assert json.loads(qls("check", "--output-format", "json", ".").stdout) == []


def test_a_finding_in_a_notebook_names_its_cell() -> None:
    head, tail = LEGACY.split("\n\n")
    Path("n.ipynb").write_text(notebook(head, "%matplotlib inline\n" + tail))
    [finding] = json.loads(qls("check", "--output-format", "json", "n.ipynb").stdout)
    assert (finding["cell"], finding["line"], finding["column"]) == (3, 4, 10)
    assert "n.ipynb:cell 3:4:10: QLS101" in qls("check", "n.ipynb").stdout


def test_a_notebook_cell_that_does_not_parse_is_passed_over() -> None:
    Path("n.ipynb").write_text(notebook("x = = 1", LEGACY))
    result = qls("check", "n.ipynb")
    assert result.exit_code == 1
    assert "n.ipynb: cell 2, line 1 does not parse and was passed over" in result.stderr


def test_fix_writes_in_place_and_a_second_run_finds_nothing() -> None:
    file = Path("legacy.py")
    file.write_text(LEGACY)
    file.chmod(0o755)
    result = qls("fix", "legacy.py")
    assert result.exit_code == 0
    assert "SamplerV2" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o755
    assert [name for name in os.listdir() if name != ".cache"] == ["legacy.py"]
    assert qls("check", "legacy.py").exit_code == 0


def test_fix_of_a_clean_file_does_not_touch_it() -> None:
    file = Path("clean.py")
    file.write_text(CLEAN)
    os.utime(file, (1, 1))
    assert qls("fix", "clean.py").exit_code == 0
    assert file.stat().st_mtime == 1


def test_fix_keeps_a_link_a_link() -> None:
    Path("real.py").write_text(LEGACY)
    Path("link.py").symlink_to("real.py")
    qls("fix", "link.py")
    assert Path("link.py").is_symlink()
    assert "SamplerV2" in Path("real.py").read_text()


def test_diff_only_shows() -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("fix", "--diff", "legacy.py")
    assert Path("legacy.py").read_text() == LEGACY
    assert result.stdout.startswith("--- a/legacy.py\n+++ b/legacy.py\n@@")
    assert "Would fix 1 finding in 1 file; 0 left." in result.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_are_kept(end: str, head: bytes) -> None:
    file = Path("legacy.py")
    file.write_bytes(head + LEGACY.replace("\n", end).encode())
    qls("fix", "legacy.py")
    after = file.read_bytes()
    assert after.startswith(head + b"from")
    assert after.count(end.encode()) == after.count(b"\n")
    assert b"SamplerV2" in after


def test_a_declared_encoding_is_kept() -> None:
    file = Path("legacy.py")
    file.write_bytes(b"# coding: latin-1\n# caf\xe9\n" + LEGACY.encode())
    assert qls("fix", "legacy.py").exit_code == 0
    assert file.read_bytes().startswith(b"# coding: latin-1\n# caf\xe9\n")


def test_fix_of_a_notebook_keeps_outputs_and_markdown_byte_for_byte() -> None:
    head, tail = LEGACY.split("\n\n")
    before = notebook(head, tail)
    Path("n.ipynb").write_text(before)
    assert qls("fix", "n.ipynb").exit_code == 0
    after = Path("n.ipynb").read_text()
    kept = [cell["outputs"] for cell in json.loads(before)["cells"][1:]]
    assert [cell["outputs"] for cell in json.loads(after)["cells"][1:]] == kept
    assert "SamplerV2" in after
    assert after.splitlines()[:8] == before.splitlines()[:8]


def test_standard_input_is_fixed_to_standard_output() -> None:
    result = qls("fix", "-", stdin=LEGACY.encode())
    assert result.exit_code == 0
    assert result.stdout == engine.fix(LEGACY, newest()).text


def test_standard_input_that_is_clean_comes_out_as_it_went_in() -> None:
    assert qls("fix", "-", stdin=CLEAN.encode()).stdout_bytes == CLEAN.encode()
    assert qls("check", "-", stdin=CLEAN.encode()).exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("latin.py", b"from qiskit import execute  # \xe9\n", "latin.py: not UTF-8 (byte 31)"),
        ("odd.py", b"# coding: no-such\nimport qiskit\n", "odd.py: not decoded: unknown encoding: no-such"),
        ("broken.py", b"from qiskit import (\n", "broken.py: line 1 does not parse"),
        ("nul.py", b"import qiskit\0\n", "nul.py: line 1 does not parse"),
        ("bad.ipynb", b'{"qiskit": ', "bad.ipynb: not a notebook"),
        ("list.ipynb", b"[]", "list.ipynb: not a notebook"),
        ("latin.ipynb", b'{"cells": ["qiskit \xe9"]}', "latin.ipynb: not UTF-8"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_file_that_cannot_be_read_is_said_in_one_line_and_the_others_go_on(
    command: str, name: str, content: bytes, said: str
) -> None:
    Path(name).write_bytes(content)
    Path("legacy.py").write_text(LEGACY)
    result = qls(command, name, "legacy.py")
    assert result.exit_code == 2
    [line] = [line for line in result.stderr.splitlines() if name in line]
    assert line.startswith(said)
    assert Path(name).read_bytes() == content
    assert "QLS101" in result.stdout or "SamplerV2" in Path("legacy.py").read_text()


def test_a_path_that_is_not_there_is_said_and_the_others_go_on() -> None:
    Path("legacy.py").write_text(LEGACY)
    os.mkfifo("pipe")
    result = qls("check", "nowhere.py", "pipe", "legacy.py")
    assert result.exit_code == 2
    assert "nowhere.py: no such file or folder" in result.stderr
    assert "pipe: neither a file nor a folder" in result.stderr
    assert "QLS101" in result.stdout


def test_a_defect_is_one_line_and_the_other_files_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.py").write_text(LEGACY + "# trips\n")
    Path("b.py").write_text(LEGACY)
    analyse = engine.analyse

    def trips(text: str, *rest: object) -> engine.Report:
        if "trips" in text:
            raise RecursionError("too\ndeep")
        return analyse(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "analyse", trips)
    result = qls("check", "a.py", "b.py")
    assert result.exit_code == 2
    assert "a.py: not checked, a defect of qls: RecursionError: too deep\n" in result.stderr
    assert "b.py:6:10: QLS101" in result.stdout


def test_a_file_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("legacy.py").write_text(LEGACY)

    def refuses(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("qls.cli.work.write", refuses)
    result = qls("fix", "legacy.py")
    assert (result.exit_code, Path("legacy.py").read_text()) == (2, LEGACY)
    assert "legacy.py: not written: Permission denied" in result.stderr


def test_a_folder_is_walked_without_environments_hidden_folders_and_what_git_ignores() -> None:
    for name in (
        "src/a.py",
        "ignored/b.py",
        ".hidden/c.py",
        "env/d.py",
        "node_modules/e.py",
        "src/no.txt",
        "out/f.py",
    ):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(LEGACY)
    Path("env/pyvenv.cfg").write_text("")
    Path(".gitignore").write_text("ignored/\n")
    result = qls("check", "--exclude", "out", ".")
    assert {line.split(":")[0] for line in result.stdout.splitlines() if "QLS" in line} == {"src/a.py"}


def test_files_are_reported_in_the_order_of_their_paths_by_many_processes_too() -> None:
    for number in range(30):
        Path(f"file{number:02}.py").write_text(LEGACY)
    result = qls("check", "--output-format", "json", ".")
    assert [finding["path"] for finding in json.loads(result.stdout)] == [f"file{n:02}.py" for n in range(30)]


@pytest.mark.parametrize(
    ("options", "left"),
    [(["--select", "QLS1"], 1), (["--ignore", "QLS101"], 0), (["--select", "QLS9,QLS8"], 0)],
)
def test_codes_are_selected_by_their_beginning(options: list[str], left: int) -> None:
    Path("legacy.py").write_text(LEGACY)
    assert len(json.loads(qls("check", "--output-format", "json", *options, "legacy.py").stdout)) == left


def test_the_project_configures_and_the_command_line_overrides() -> None:
    Path("legacy.py").write_text(LEGACY)
    Path("pyproject.toml").write_text('[tool.qls]\nignore = ["QLS101"]\n')
    assert qls("check", "legacy.py").exit_code == 0
    assert qls("check", "--ignore", "QLS9", "legacy.py").exit_code == 1


def test_an_interpreter_that_is_not_there_is_one_line() -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("check", "--python", "/no/such/python", "legacy.py")
    assert (result.exit_code, result.stderr) == (2, "qls: no Python environment at /no/such/python\n")


def test_a_destination_that_is_none_is_one_line() -> None:
    result = qls("check", "--destination", "moon", ".")
    assert result.exit_code == 2
    assert "'moon' is not one of auto, aer, backend, runtime" in result.stderr


def test_rules_lists_every_migration() -> None:
    assert [line.split()[0] for line in qls("rules").stdout.splitlines()] == sorted(
        NAMES | {own.code: own for own in OWN}
    )


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda migration: migration.code)
def test_explain_prints_the_page_of_a_migration(migration: Migration) -> None:
    page = qls("explain", migration.code)
    assert page.exit_code == 0
    assert migration.link in page.stdout
    assert all(example.title in page.stdout for example in migration.examples[:1])


def test_explain_of_an_unknown_code_names_the_nearest() -> None:
    result = qls("explain", "QLS110")
    assert result.exit_code == 2
    assert result.stderr.startswith("qls: no migration QLS110; did you mean QLS")
    assert qls("explain", "zzz").stderr == "qls: no migration zzz; `qls rules` lists them\n"


def test_the_command_runs_as_a_module() -> None:
    run = subprocess.run([sys.executable, "-m", "qls", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("qls ")
