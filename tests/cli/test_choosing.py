"""What is looked at and what is reported: settings, patterns, codes. What is misspelled is never passed over."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import LEGACY, qls

MOVED = 'from qiskit import Aer\nAer.get_backend("qasm_simulator")\n'


def configure(*entries: str, folder: str = ".") -> None:
    Path(folder, "pyproject.toml").write_text("[tool.qls]\n" + "\n".join(entries) + "\n")


def put(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(MOVED)


def reported(*arguments: str) -> set[str]:
    result = qls("check", *arguments)
    assert result.exit_code in (0, 1), result.stderr
    return {line.split(":")[0] for line in result.stdout.splitlines() if "QLS" in line}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('destination = "moon"', "`destination` is one of auto, aer, backend, runtime, not 'moon'"),
        ("destination = 7", "`destination` is one of auto, aer, backend, runtime, not a number"),
        ('select = "QLS1"', "`select` is a list of codes, not 'QLS1'"),
        ("ignore = [1]", "`ignore` is a list of codes, not a list"),
        ('select = ["QLS110"]', "`select`: 'QLS110' is no code, and no code begins with it; did you mean QLS10"),
        ('ignore = [""]', "`ignore`: '' is no code, and no code begins with it."),
        ('selects = ["QLS1"]', "there is no `selects`; did you mean select?"),
        ("fail_on = 'never'", "there is no `fail_on`; did you mean fail-on?"),
        ("line-length = 8", "`line-length` is a number from 40 to 320, not a number"),
        ("colour = 1", "there is no `colour`."),
        ('per-file-ignores = ["a"]', "`per-file-ignores` is a table of lists of codes by patterns, not a list"),
        ('per-file-ignores = {"a" = ["QLS"], "b" = ["Q1"]}', "`per-file-ignores`: 'Q1' is no code"),
        ("destination = [", "pyproject.toml: not read"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_setting_that_is_wrong_is_one_line_and_nothing_is_done(command: str, entry: str, said: str) -> None:
    Path("legacy.py").write_text(LEGACY)
    configure(entry)
    result = qls(command, "legacy.py")
    assert result.exit_code == 2
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert said in line
    assert Path("legacy.py").read_text() == LEGACY


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(("codes", "meant"), [("qls201", "QLS201"), ("QLS101,QLS2011", "QLS201")])
def test_a_code_that_is_none_is_an_error_that_names_the_nearest(option: str, codes: str, meant: str) -> None:
    Path("legacy.py").write_text(LEGACY)
    result = qls("check", option, codes, "legacy.py")
    assert result.exit_code == 2
    assert f"is no code, and no code begins with it; did you mean {meant}?" in result.stderr


@pytest.mark.parametrize(("choice", "wrong"), [("--fail-on", "errors"), ("--output-format", "sariff")])
def test_a_choice_that_is_none_is_an_error(choice: str, wrong: str) -> None:
    result = qls("check", choice, wrong, ".")
    assert result.exit_code == 2
    assert f"'{wrong}' is not one of" in result.stderr


def test_exclude_is_anchored_at_the_project_whatever_is_named() -> None:
    put("src/gen/g.py", "src/h.py", "gen/i.py")
    configure('exclude = ["src/gen/**"]')
    assert reported(".") == {"src/h.py", "gen/i.py"}
    assert reported("src") == {"src/h.py"}
    assert reported(str(Path("src").absolute())) == {str(Path("src/h.py").absolute())}


def test_a_project_within_a_project_has_its_own_exclude() -> None:
    put("inner/old/a.py", "old/b.py")
    configure('exclude = ["old"]')
    configure('exclude = ["other"]', folder="inner")
    assert reported("inner") == {"inner/old/a.py"}


def test_exclude_of_the_command_line_is_anchored_where_it_is_run() -> None:
    put("src/gen/g.py", "src/h.py")
    assert reported("--exclude", "src/gen", "src") == {"src/h.py"}


def test_a_file_that_is_named_is_left_out_only_by_force() -> None:
    put("old/a.py")
    configure('exclude = ["old"]')
    assert reported("old/a.py") == {"old/a.py"}
    assert reported("--force-exclude", "old/a.py") == set()
    configure('exclude = ["old"]', "force-exclude = true")
    assert reported("old/a.py") == set()


def test_codes_can_be_left_out_by_file() -> None:
    put("old/a.py", "new/b.py")
    configure('per-file-ignores = {"old/**" = ["QLS2"]}')
    assert reported(".") == {"new/b.py"}


def test_a_folder_that_git_leaves_out_is_said_and_its_files_can_be_named() -> None:
    put("old/a.py")
    subprocess.run(["git", "init", "-q"], check=True)
    Path(".gitignore").write_text("old/\n")
    result = qls("check", "old")
    assert result.exit_code == 2
    assert result.stderr.startswith("old: left out by .gitignore")
    assert reported("old/a.py") == {"old/a.py"}


@pytest.mark.parametrize(
    ("told", "breaks"),
    [
        ("", False),
        ("[tool.ruff]\nline-length = 60\n", True),
        ("[tool.black]\nline-length = 60\n", True),
        ("[tool.qls]\nline-length = 120\n[tool.ruff]\nline-length = 60\n", False),
        ("[tool.ruff]\nline-length = 'wide'\n", False),
    ],
)
def test_lines_are_as_long_as_the_project_s_formatter_lets_them_be(told: str, breaks: bool) -> None:
    Path("pyproject.toml").write_text(told)
    Path("legacy.py").write_text(LEGACY)
    assert qls("fix", "legacy.py").exit_code == 0
    lines = Path("legacy.py").read_text().splitlines()
    assert any(line.endswith("(") for line in lines) is breaks
