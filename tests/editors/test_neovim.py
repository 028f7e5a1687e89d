"""Neovim, driven through the functions that its keys are bound to."""

from __future__ import annotations

import json

import pytest
from drive import BELL, DICE, HERE, QLS, project, run

pytestmark = pytest.mark.xdist_group("neovim")


@pytest.fixture(scope="module")
def seen(editors, tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("neovim"), {"bell.py": BELL, "dice.py": DICE})
    command = [str(editors.neovim), "--clean", "--headless", "-S", str(HERE / "neovim.lua")]
    return json.loads(run(command, folder, QLS_COMMAND=QLS).splitlines()[-1])


def test_positions_are_counted_in_utf_8(seen):
    assert seen["position_encoding"] == "utf-8"


def test_the_call_is_underlined_with_its_code(seen):
    assert seen["diagnostic"]["code"].startswith("QLS")
    assert seen["diagnostic"]["source"] == "qls"


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
