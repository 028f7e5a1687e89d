"""VS Code as a user sees it: a real workbench in a headless browser."""

from __future__ import annotations

import pytest
from drive import BELL, project

pytestmark = pytest.mark.xdist_group("vscode")


class TestALegacyFile:
    @pytest.fixture(scope="class")
    def seen(self, editors, tmp_path_factory):
        work = tmp_path_factory.mktemp("editing")
        project(work)
        return editors.play("vscode/editing.mjs", work)

    def test_resting_on_the_call_shows_what_replaces_it(self, seen):
        assert "execute" in seen["hover"]

    def test_the_first_quick_fix_rewrites_the_call_and_keeps_the_comment(self, seen):
        assert seen["fixed"] != BELL
        assert "# a comment that stays" in seen["fixed"]

    def test_migrating_the_file_says_what_was_done(self, seen):
        assert "migrated" in seen["said"]
