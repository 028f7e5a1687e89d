"""Tests inside VS Code's extension host: host/index.js, one test for each of its checks."""

from __future__ import annotations

import re
import sys

import pytest
from drive import BELL, DICE, HERE, NOISY, NOTEBOOK, QLS, ROOT, project

pytestmark = pytest.mark.xdist_group("vscode")

CHECKS = re.findall(r'^check\("([^"]+)"', (HERE / "vscode/host/index.js").read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def report(editors, tmp_path_factory):
    work = tmp_path_factory.mktemp("host")
    files = {"bell.py": BELL, "dice.py": DICE, "noisy.py": NOISY, "bell.ipynb": NOTEBOOK, "plain.py": "print(1)\n"}
    project(work, files)
    (work / "other").symlink_to(sys.prefix)
    facts = editors.play(
        "vscode/host.mjs",
        work,
        client=str(ROOT / "vscode-client"),
        tests=str(HERE),
        own=QLS,
        otherPython=str(work / "other" / "bin" / "python"),
        extensions=str(editors.stub_python),
    )
    return {check["name"]: check["problem"] for check in facts["checks"]}


@pytest.mark.parametrize("name", CHECKS)
def test_inside_the_extension_host(name, report):
    assert report[name] is None, report[name]


def test_every_check_was_made(report):
    assert list(report) == CHECKS
