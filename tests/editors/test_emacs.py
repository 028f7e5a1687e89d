"""Emacs, with each of its two language clients."""

from __future__ import annotations

import json

import pytest
from drive import BELL, DICE, HERE, QLS, project, run

pytestmark = pytest.mark.xdist_group("emacs")


@pytest.fixture(scope="module", params=["eglot", "lspmode"])
def seen(request, editors, tmp_path_factory):
    work = tmp_path_factory.mktemp(request.param)
    folder = project(work, {"bell.py": BELL, "dice.py": DICE})
    command = ["emacs", "-Q", "--batch", "-l", str(HERE / f"{request.param}.el")]
    environment = {"QLS_COMMAND": QLS, "QLS_EMACS_HOME": str(work / "home"), "LC_ALL": "C.UTF-8"}
    return json.loads(run(command, folder, **environment).splitlines()[-1])


def test_the_call_is_underlined_and_the_message_names_execute(seen):
    assert "execute" in seen["diagnostic"]


def test_after_an_emoji_exactly_the_call_is_underlined(seen):
    assert seen["underlined_after_emoji"].startswith("execute")


def test_the_hover_shows_the_replacement(seen):
    assert "SamplerV2" in seen["hover"]


def test_the_first_quick_fix_rewrites_the_call_and_keeps_the_comment(seen):
    assert "SamplerV2" in seen["fixed"]
    assert "execute(" not in seen["fixed"]
    assert "# a comment that stays" in seen["fixed"]


def test_fix_all_rewrites_the_line_after_an_emoji(seen):
    assert "SamplerV2" in seen["fixed_all"]
    assert '"🎲🎲"' in seen["fixed_all"]
    assert "execute" not in seen["fixed_all"]
