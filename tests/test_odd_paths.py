"""Odd files and folders: each is said in one line of its own, nothing waits for it, and the rest goes on."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from pathspec import GitIgnoreSpec

from qls import files
from qls.cli.main import _FORMATS
from qls.files import FileProgram, Uncarried, decode, walk
from qls.patterns import Patterns
from qls.syntax.text import Range, TextEdit
from tests.cli.running import LEGACY, notebook, qls


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def deep() -> Iterator[Path]:
    """1,200 folders, one in the other, and a legacy file in the last; taken down without recursion."""
    start = Path.cwd()
    for _ in range(1200):
        os.mkdir("n")
        os.chdir("n")
    Path("deep.py").write_text(LEGACY)
    os.chdir(start)
    yield start
    for _ in range(1200):
        os.chdir("n")
    os.unlink("deep.py")
    for _ in range(1200):
        os.chdir("..")
        os.rmdir("n")


def told(error: str, name: str) -> str:
    """The one line about ``name``."""
    [line] = [line for line in error.splitlines() if line.startswith(f"{name}: ")]
    return line.removeprefix(f"{name}: ")


def test_folders_may_be_nested_deeper_than_the_stack(deep: Path) -> None:
    result = qls("check", ".")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "n/deep.py:6:10: QLS101" in result.stdout


@pytest.mark.parametrize("command", ["check", "fix"])
def test_an_odd_path_is_one_line_and_the_rest_goes_on(command: str) -> None:
    Path("legacy.py").write_text(LEGACY)
    os.symlink("loop.py", "loop.py")
    os.symlink(".", "around")
    os.mkfifo("pipe.py")
    os.mkdir("folder.py")
    Path("undefined.py").write_text("# coding: undefined\n" + LEGACY)
    with open("sparse.py", "wb") as sparse:
        sparse.truncate(4 << 30)
    result = qls(command, ".")
    assert result.exit_code == 2
    assert told(result.stderr, "loop.py") == os.strerror(errno.ELOOP)
    assert told(result.stderr, "sparse.py") == "larger than 64 MiB"
    assert told(result.stderr, "undefined.py").startswith("not decoded: ")
    assert len(result.stderr.splitlines()) == 4  # and which environment counts
    assert "QLS101" in result.stdout or "SamplerV2" in Path("legacy.py").read_text()


def test_a_folder_that_cannot_be_read_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("closed", "open"):
        os.mkdir(folder)
        Path(folder, "legacy.py").write_text(LEGACY)
    scandir = os.scandir

    def refuses(path: str | Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuses)
    result = qls("check", ".")
    assert result.exit_code == 2
    assert told(result.stderr, "closed") == "the folder is not read: Permission denied"
    assert "open/legacy.py:6:10: QLS101" in result.stdout


def test_a_path_that_is_too_long_is_one_line() -> None:
    start = Path.cwd()
    Path("legacy.py").write_text(LEGACY)
    for _ in range(25):
        os.mkdir("m" * 200)
        os.chdir("m" * 200)
    os.chdir(start)
    result = qls("check", ".")
    assert result.exit_code == 2
    assert sum("File name too long" in line for line in result.stderr.splitlines()) == 1
    assert "legacy.py:6:10: QLS101" in result.stdout


def test_names_of_files_are_escaped_where_a_terminal_would_act_on_them() -> None:
    Path("new\nline\x1b[31m.py").write_text(LEGACY)
    Path(os.fsdecode(b"\xff.py")).write_text(LEGACY)
    Path("bad\x1b.py").write_text("from qiskit import (\n")
    result = qls("check", ".")
    assert "new\\nline\\x1b[31m.py:6:10: QLS101" in result.stdout
    assert "\\udcff.py:6:10: QLS101" in result.stdout
    assert "bad\\x1b.py: line 1 does not parse" in result.stderr
    diff = qls("fix", "--diff", "new\nline\x1b[31m.py").stdout
    assert diff.startswith('--- "a/new\\nline\\x1b[31m.py"\n+++ "b/new\\nline\\x1b[31m.py"\n')
    assert "Fixed 2 findings in 2 files; 0 left.\n" in qls("fix", ".").stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("form", _FORMATS)
def test_whatever_the_encoding_of_the_output_there_is_no_traceback(encoding: str, form: str) -> None:
    for name in ("é.py", "日本.py", os.fsdecode(b"\xff.py")):
        Path(name).write_text(LEGACY.replace("counts =", "# é日本𝛼\ncounts ="), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}
    for command in (["check"], ["fix", "--diff"]):
        arguments = [sys.executable, "-m", "qls", *command, "--output-format", form, "."]
        result = run(arguments, capture_output=True, env=environment, check=False)
        assert b"Traceback" not in result.stderr
        assert result.returncode == 1
        said = result.stdout.decode("utf-8" if encoding == "ascii" else encoding)  # click takes ASCII for a mistake
        assert findings(said, form) == 3 if command == ["check"] else "日本.py" in said or "\\u65e5" in said


def findings(said: str, form: str) -> int:
    """How many there are in a report."""
    if form in ("json", "gitlab"):
        return len(json.loads(said))
    if form == "sarif":
        return len(json.loads(said)["runs"][0]["results"])
    return len(ElementTree.fromstring(said).findall("*/testcase")) if form == "junit" else said.count("QLS101")


@pytest.mark.parametrize("form", _FORMATS)
def test_no_report_holds_what_a_terminal_would_act_on(form: str) -> None:
    """Of a file's name or its lines; the reports for programs are whole all the same."""
    name = "a\x1b]0;\x07\x9b\r\ud800b.py".replace("\ud800", os.fsdecode(b"\xff"))
    Path(name).write_text(LEGACY.replace("get_counts()", "get_counts() # \x1b[2J\x9b31m\u202e"))
    Path("n.ipynb").write_text(notebook("x = = 1", LEGACY))
    for arguments in (["check", "."], ["check", "--output-file", "report", "."]):
        result = qls(*arguments[:1], "--output-format", form, *arguments[1:])
        assert result.exit_code == 1
        assert all(character.isprintable() or character == "\n" for character in result.stdout + result.stderr)
    report = Path("report").read_text()
    assert all(character.isprintable() or character == "\n" for character in report)
    assert findings(report, form) == (3 if form == "junit" else 2)
    if form == "json":
        assert json.loads(report)[0]["path"] == name
    if form == "sarif":
        [uri, _] = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in runs(report)]
        assert unquote_to_bytes(uri) == os.fsencode(name)
    if form == "full":
        [_, line, marks, *_] = report.splitlines()
        assert line[marks.index("^") : marks.rindex("^") + 1].startswith("execute(qc, AerSimulator()")
        assert "\\x1b[2J\\x9b31m\\u202e" in line


def runs(report: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(report)["runs"][0]["results"]
    return found


def test_a_line_that_is_too_long_is_not_shown() -> None:
    Path("legacy.py").write_text(LEGACY.rstrip() + " #" + " long" * 300 + "\n")
    lines = qls("check", "legacy.py").stdout.splitlines()
    assert lines[0].startswith("legacy.py:6:10: QLS101")
    assert lines[1] == "  fix (safe): Run on SamplerV2 of qiskit_aer"


def test_fix_follows_no_link_out_of_the_folder() -> None:
    os.mkdir("project")
    Path("outside.py").write_text(LEGACY)
    Path("project/inside.py").write_text(LEGACY)
    os.symlink("../outside.py", "project/link.py")
    os.symlink("inside.py", "project/near.py")
    assert qls("check", "project").stdout.count("QLS101") == 2
    result = qls("fix", "project")
    assert told(result.stderr, "project/link.py") == "a link out of the folder, not followed"
    assert (result.exit_code, Path("outside.py").read_text()) == (0, LEGACY)
    assert "SamplerV2" in Path("project/inside.py").read_text()
    assert qls("fix", "project/link.py").exit_code == 0  # named, so meant
    assert "SamplerV2" in Path("outside.py").read_text()
    assert os.path.islink("project/link.py")


@pytest.mark.parametrize("name", [".gitignore", "pyproject.toml"])
def test_settings_that_are_no_file_are_passed_over(name: str) -> None:
    Path("legacy.py").write_text(LEGACY)
    os.mkfifo(name)
    result = qls("check", ".")
    assert "not a regular file" in result.stderr
    assert (result.exit_code, result.stdout.count("QLS101")) == (1, 1)
    os.unlink(name)
    os.symlink("/dev/zero", name)
    assert "not a regular file" in qls("check", ".").stderr
    os.unlink(name)
    Path(name).write_bytes(b"#" * (2 << 20))
    result = qls("check", ".")
    assert "larger than 1 MiB" in result.stderr
    assert result.stdout.count("QLS101") == 1


def test_a_pyproject_that_is_nested_too_deeply_is_passed_over() -> None:
    Path("legacy.py").write_text(LEGACY)
    Path("pyproject.toml").write_text("x = " + "[" * 100_000)
    result = qls("check", "legacy.py")
    assert "pyproject.toml: not read: nested too deeply" in result.stderr
    assert result.exit_code == 1


def test_patterns_of_a_gitignore_do_not_backtrack() -> None:
    """Each would take longer than the universe has been there."""
    Path(f"{'a' * 200}.py").write_text(LEGACY)
    os.makedirs("/".join(["a"] * 40))
    Path(".gitignore").write_text("*a" * 30 + "b\n" + "**/a/" * 20 + "b\n*a*[ab]*?a*a*c\n")
    result = qls("check", ".")
    assert result.stdout.count("QLS101") == 1
    assert re.search(r"^\.gitignore: the pattern '.*' has too many `\*\*`$", result.stderr, re.MULTILINE)


def test_patterns_mean_what_they_meant() -> None:
    patterns = ["*a*b*", "a*?b*[ab]", "*", "*/a*b*a", "a/*b*a/b", "**/a*b*b", "!a*a*", "a**b*a", "[!a]*b*a*", "/a*b*/"]
    names = ["a", "b", "ab", "ba", "aab", "abab", "abba", "baab", "aabb", "bbaa", "ababab"]
    for pattern in patterns:
        before, after = GitIgnoreSpec.from_lines([pattern]), Patterns(Path("/"), (pattern,))
        assert not after.problems
        for path in [*names, *(f"{a}/{b}" for a in names for b in names), *(f"{a}/b/" for a in names)]:
            said = after.says(Path("/", path), folder=path.endswith("/"))
            assert before.check_file(path).include == said, (pattern, path)


def test_nothing_above_the_folder_of_a_walk_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkdir("folder")
    os.mkfifo(".gitignore")
    Path("folder/a.py").write_text("")
    said: list[str] = []
    found = list(walk(Path("folder"), (), lambda path, why, failed: said.append(f"{path.name}: {why}, {failed}")))
    assert (found, said) == ([Path("folder/a.py")], [".gitignore: not a regular file, False"])


@pytest.mark.parametrize(
    ("declared", "written"),
    [("unicode_escape", r'x = "\\n"'), ("idna", "x = 1"), ("raw_unicode_escape", r'x = "\u0041"')],
)
def test_an_encoding_that_does_not_give_the_bytes_back_is_refused(declared: str, written: str) -> None:
    content = f"# coding: {declared}\n{written}\n{LEGACY}".encode()
    Path("odd.py").write_bytes(content)
    result = qls("fix", "odd.py")
    assert told(result.stderr, "odd.py").startswith("not written: its encoding ")
    assert (result.exit_code, Path("odd.py").read_bytes()) == (2, content)


def test_an_encoding_with_states_keeps_every_other_byte() -> None:
    before = '# coding: iso-2022-jp\ns = "日本"\nx = 1\nt = "日本"\n'.encode("iso-2022-jp")
    program = decode(before, "x.py")
    after = program.edited([TextEdit(Range.of(2, 4, 2, 5), "2")])
    assert after == before.replace(b"x = 1", b"x = 2")


def test_bytes_that_a_codec_reads_but_would_not_write_are_refused() -> None:
    before = b"# coding: utf-7\ns = 1 # +AGEAYg- \nx = 1\n"  # letters, written as no encoder would
    program = decode(before, "x.py")
    with pytest.raises(Uncarried):
        program.edited([TextEdit(Range.of(2, 4, 2, 5), "2")])


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_ends_stay(end: str) -> None:
    Path("legacy.py").write_bytes(LEGACY.replace("\n", end).encode())
    assert qls("fix", "legacy.py").exit_code == 0
    after = Path("legacy.py").read_bytes()
    assert b"SamplerV2" in after
    assert set(re.findall(rb"\r\n|\r|\n", after)) == {end.encode()}


def test_an_edit_of_many_lines_ends_them_as_the_file_does() -> None:
    program = FileProgram("a\rb\r")
    assert program.edited([TextEdit(Range.of(0, 0, 1, 0), "c\nd\r\n")]) == b"c\rd\rb\r"


def test_a_name_with_a_nul_is_one_line() -> None:
    with pytest.raises(files.Unreadable):
        files.read_bytes(Path("a\0b.py"))
