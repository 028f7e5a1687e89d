"""JupyterLab with jupyterlab-lsp, in a headless browser."""

from __future__ import annotations

import json

import pytest
from drive import NOTEBOOK, project

pytestmark = pytest.mark.xdist_group("jupyterlab")


@pytest.fixture(scope="module")
def seen(editors, tmp_path_factory):
    work = tmp_path_factory.mktemp("jupyterlab")
    project(work, {"bell.ipynb": NOTEBOOK})
    return editors.play("jupyterlab.mjs", work)


def test_an_installed_qls_is_found_without_settings(seen):
    assert seen["found"]


def test_the_call_in_a_cell_is_underlined_and_explained(seen):
    assert seen["underlined"].startswith("execute")
    assert "execute" in seen["diagnostic"]


def test_the_hover_shows_the_replacement(seen):
    assert "SamplerV2" in seen["hover"]


def test_the_client_has_no_code_actions(seen):
    """When this fails, jupyterlab-lsp has learnt them: say so in the README."""
    assert not seen["askedForCodeActions"]


def test_the_command_line_migrates_the_notebook_and_keeps_outputs_and_ids(seen):
    before, after = json.loads(NOTEBOOK), json.loads(seen["notebook"])
    assert "SamplerV2" in seen["notebook"]
    assert [cell["id"] for cell in after["cells"]] == [cell["id"] for cell in before["cells"]]
    assert after["cells"][-1]["outputs"] == before["cells"][-1]["outputs"]
