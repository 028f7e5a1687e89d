"""What the button of JupyterLab shows and changes, as its server answers; the button itself: ``tests/editors``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import qls
from qls.jupyter import serving
from tests.jupyter import CIRCUIT, IMPORTS, MIGRATED, RUN

UNSAFE = "from qiskit.test.mock import FakeVigo\n\nbackend = FakeVigo()\nprint(backend.name())"
LAB = Path(qls.__file__).parent / "jupyter" / "lab"


def asked(folder: Path, cells: list[str], accepted: list[list[int]] | None = None, path: str = "n.ipynb") -> Any:
    return serving.answer({"path": path, "cells": cells, "accepted": accepted}, folder)


def test_each_finding_stands_in_its_cell_with_its_fixes(tmp_path: Path):
    said = asked(tmp_path, ["%matplotlib inline", IMPORTS, CIRCUIT, RUN])
    assert [(f["code"], f["cell"], f["line"]) for f in said["findings"]] == [("QLS201", 1, 1), ("QLS101", 3, 1)]
    first = said["findings"][1]["fixes"][0]
    assert (first["safe"], first["ticked"]) == (True, True)
    assert "cells" not in said and "the newest versions" in said["environment"]


def test_cells_change_as_ticked_and_no_others(tmp_path: Path):
    cells = ["%matplotlib inline", IMPORTS, CIRCUIT, RUN]
    said = asked(tmp_path, cells, [[0, 0], [1, 0]])
    assert [each["cell"] for each in said["cells"]] == [1, 3] and said["done"] == 2
    assert said["cells"][1]["after"].endswith(MIGRATED)
    assert ["old", "job = execute", ""] not in said["cells"][1]["rows"]
    assert {row[0] for row in said["cells"][1]["rows"]} <= {"same", "old", "new", "both"}
    assert asked(tmp_path, cells, [])["cells"] == []


def test_what_changes_something_is_not_ticked_to_begin_with(tmp_path: Path):
    [finding] = [f for f in asked(tmp_path, [UNSAFE])["findings"] if f["code"] == "QLS202"]
    assert [(fix["safe"], fix["ticked"], bool(fix["changes"])) for fix in finding["fixes"]] == [(False, False, True)]


def test_the_settings_of_the_folder_count(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text('[tool.qls]\nignore = ["QLS1"]\n')
    codes = [f["code"] for f in asked(tmp_path, [IMPORTS, CIRCUIT, RUN], path="sub/n.ipynb")["findings"]]
    assert "QLS101" not in codes and codes
    outside = asked(tmp_path / "sub", [IMPORTS, CIRCUIT, RUN], path="../../n.ipynb")
    assert "QLS101" not in [f["code"] for f in outside["findings"]]  # those of the server's own folder


@pytest.mark.parametrize("request_", [None, [], {}, {"cells": "x"}, {"cells": [1]}])
def test_what_is_no_request_is_refused(request_: Any, tmp_path: Path):
    with pytest.raises(ValueError):
        serving.answer(request_, tmp_path)


@pytest.mark.parametrize("accepted", [[[9, 9]], [[-1, 0]], [[0, 0, 0]], ["x"], [[0, 0], [0, 0]]])
def test_fixes_that_are_none_are_passed_over(accepted: Any, tmp_path: Path):
    assert asked(tmp_path, [IMPORTS, CIRCUIT, RUN], accepted)["done"] <= 1


def test_the_extension_has_the_version_of_qls():
    about = json.loads((LAB / "package.json").read_text())
    assert about["version"] == qls.__version__
    assert (LAB / about["jupyterlab"]["_build"]["load"]).is_file()
    assert "innerHTML" not in (LAB / "static" / "remoteEntry.js").read_text()


def test_the_wheel_puts_the_extension_where_jupyter_looks():
    text = (LAB.parents[2] / "pyproject.toml").read_text()
    shared = dict(re.findall(r'^"(qls/jupyter/lab/[^"]+)" = "([^"]+)"$', text, re.MULTILINE))
    assert {Path(each).name for each in shared} == {path.name for path in LAB.iterdir()}
    assert all((LAB.parents[2] / each).exists() for each in shared)
