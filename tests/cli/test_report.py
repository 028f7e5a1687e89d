"""``qls report``: for people, in Markdown and HTML."""

from __future__ import annotations

import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.running import EXPLAINED, LEGACY, LEGAL, notebook, qls

ALIEN = "<script>alert(1)</script>"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def folder() -> None:
    Path("src").mkdir()
    Path("src/legacy.py").write_text(LEGACY + f"print('{ALIEN}')\n")
    Path("src/legal.py").write_text(LEGAL)
    Path("src/explained.py").write_text(EXPLAINED)
    Path("src/clean.py").write_text("import qiskit\n")
    Path("src/broken.py").write_bytes(b"import qiskit\nx = '\xe9'\n")
    Path("src/note.ipynb").write_text(notebook("x = 1", LEGACY))
    Path("src/requirements.txt").write_text("qiskit==0.45\n")


def test_html_is_one_file_that_asks_for_nothing() -> None:
    folder()
    if os.name == "posix":
        os.rename("src/legacy.py", "src/<b>&legacy.py")
    before = {path: path.read_bytes() for path in Path("src").iterdir()}
    done = qls("report", "src", "--output-file", "report.html")
    assert done.exit_code == 2, "one file is not UTF-8"
    assert {path: path.read_bytes() for path in Path("src").iterdir()} == before
    text = Path("report.html").read_text("utf-8")
    tags = Tags()
    tags.feed(text)
    assert sum(tag == "script" for tag, _ in tags.seen) == 1, "that of the filters"
    asks = {"src", "href", "action", "srcset", "data", "background"}
    assert not [(tag, attributes) for tag, attributes in tags.seen if asks & attributes.keys() or tag in ("link", "b>")]
    assert "default-src 'none'" in text and "<b>&legacy" not in text and "url(" not in text and "//" not in text
    assert "&lt;script&gt;" in text and "cell 3" in text and "not UTF-8 (byte 20)" in text
    rows = [attributes for tag, attributes in tags.seen if tag == "li"]
    assert {row["data-way"] for row in rows} == {"fix", "asked", "none"}
    assert {row["data-severity"] for row in rows} == {"error", "information"}


def test_markdown_shows_what_would_change() -> None:
    folder()
    Path("src/legacy.py").write_text(LEGACY + '"""\n```\n"""\n')
    done = qls("report", "src", "--format", "markdown", "--modernize")
    assert done.exit_code == 2 and done.stdout.startswith("# Legacy Qiskit\n\n")
    assert "- 6: **QLS101** error: `execute` was removed in Qiskit 1.0" in done.stdout
    assert "cell 3:\n\n```diff\n@@ -1,6 +1,8 @@\n" in done.stdout
    assert "-counts = execute(" in done.stdout and "+counts = SamplerV2" in done.stdout
    assert "Not edited, because" in done.stdout and "- not UTF-8 (byte 20)" in done.stdout
    assert "-qiskit==0.45" in qls("report", "src/legacy.py", "src/requirements.txt", "--format", "markdown").stdout


def test_where_nothing_is_found() -> None:
    Path("clean.py").write_text("import qiskit\n")
    done = qls("report", "clean.py")
    assert done.exit_code == 0 and "No legacy Qiskit found." in done.stdout
    assert qls("report", "clean.py", "--output-file", "no/such/report.html").exit_code == 2


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_a_browser_filters() -> None:
    folder()
    qls("report", "src", "--output-file", "report.html")
    page = Path("report.html")
    chosen = 'at("severity").value = "information"; show();</script>'
    page.write_text(page.read_text("utf-8").replace("</script></body>", chosen + "</body>"), "utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.absolute().as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL).stdout
    tags = Tags()
    tags.feed(shown)
    rows = [attributes for tag, attributes in tags.seen if tag == "li"]
    assert {row["data-severity"] for row in rows if "hidden" not in row} == {"information"}
    assert {row["data-severity"] for row in rows if "hidden" in row} == {"error"}
    assert sum(tag == "section" and "hidden" not in attributes for tag, attributes in tags.seen) == 1
