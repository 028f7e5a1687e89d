"""Documents and docstrings on the command line, and the diffs of notebooks."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import CLEAN, LEGACY, notebook, qls

DOCUMENT = f"# qiskit\n\n```python\n{LEGACY}```\n\nMore.\n\n```python\nprint(counts)\n```\n"


def test_a_document_that_is_named_is_its_blocks() -> None:
    Path("README.md").write_text(DOCUMENT)
    checked = qls("check", "README.md")
    assert checked.exit_code == 1 and "README.md:9:10: QLS101" in checked.stdout
    assert qls("check", ".").stdout.startswith("Nothing was checked")
    assert "execute" in qls("explain", "README.md:9").stdout
    diff = qls("fix", "--diff", "README.md")
    assert "--- a/README.md" in diff.stdout and "-More" not in diff.stdout
    fixed = qls("fix", "README.md")
    assert fixed.exit_code == 0 and "What was written needs" in fixed.stdout
    text = Path("README.md").read_text()
    assert "execute(" not in text and text.endswith("```\n\nMore.\n\n```python\nprint(counts)\n```\n")
    assert qls("check", "README.md").exit_code == 0
    assert qls("explain", "README.md:9").exit_code == 2


def test_documents_and_docstrings_of_folders_are_asked_for() -> None:
    Path("docs").mkdir()
    Path("docs/a.rst").write_text(
        ".. code-block:: python\n\n" + "".join(f"   {line}\n" for line in LEGACY.splitlines())
    )
    Path("docs/b.md").write_text(DOCUMENT)
    Path("docs/c.py").write_text(f'"""C.\n\n```python\n{LEGACY}```\n"""\n{LEGACY}')
    plain, asked = (
        json.loads(qls("check", "docs", "--output-format", "json", *more).stdout) for more in ([], ["--blocks"])
    )
    assert {each["path"] for each in plain} == {"docs/c.py"}
    assert {each["path"] for each in asked} == {"docs/a.rst", "docs/b.md", "docs/c.py"}
    lines = [each["line"] for each in asked if each["path"] == "docs/c.py"]
    assert lines == sorted(lines) and len(lines) == 2 * len(plain)
    Path("pyproject.toml").write_text("[tool.qls]\nblocks = true\n")
    assert qls("fix", "docs").exit_code == 0
    assert "execute" not in "".join(each.read_text() for each in Path("docs").iterdir())
    assert qls("check", "docs").stdout.startswith("No legacy Qiskit found")


def test_what_does_not_parse_in_a_document_is_passed_over() -> None:
    Path("a.md").write_text(DOCUMENT + "```python\nfrom qiskit import ...\n```\n")
    done = qls("check", "a.md")
    assert done.exit_code == 1 and "a.md: line" in done.stderr and "does not parse and was passed over" in done.stderr
    Path("a.md").write_bytes(b"```python\nqiskit \xff\n```\n")
    assert "a.md: not UTF-8 (byte 18)" in qls("check", "a.md").stderr


def test_standard_input_by_its_name() -> None:
    for name, text in (("a.md", DOCUMENT), ("a.ipynb", notebook(LEGACY)), ("a.py", LEGACY)):
        fixed = qls("fix", "-", "--stdin-filename", name, stdin=text.encode())
        assert fixed.exit_code == 0 and "execute(" not in fixed.stdout and len(fixed.stdout) > len(LEGACY)


def test_the_diff_of_a_notebook_is_that_of_its_cells() -> None:
    Path("a.ipynb").write_text(notebook(CLEAN, LEGACY, "counts"))
    diff = qls("fix", "--diff", "a.ipynb").stdout
    assert "--- a/a.ipynb:cell 2\n+++ b/a.ipynb:cell 2\n" in diff and "cell 1" not in diff
    assert '"' not in diff.replace('"qasm_simulator"', "").replace('"aer_simulator"', "") and "No newline" not in diff
