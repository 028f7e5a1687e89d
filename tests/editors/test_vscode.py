"""VS Code as a user sees it: a real workbench in a headless browser."""

from __future__ import annotations

import json

import pytest
from drive import BELL, DICE, NOISY, NOTEBOOK, project

pytestmark = pytest.mark.xdist_group("vscode")


OLD_PYTHON = """#!/bin/sh
echo '{"version": "3.9.2", "qls": null}'
"""


@pytest.fixture(scope="module")
def play(editors, tmp_path_factory):
    """Plays a scenario on a fresh project with the given files; returns the facts that it saw."""

    def start(scenario, files, **given):
        work = tmp_path_factory.mktemp(scenario)
        project(work, files)
        (work / "old").mkdir()
        (work / "old" / "python3").write_text(OLD_PYTHON)
        (work / "old" / "python3").chmod(0o755)
        storage = work / "vscode-data" / "User" / "globalStorage" / "qls.qls"
        seen = editors.play(f"vscode/{scenario}.mjs", work, names=list(files), **given)
        return seen | {"storage": str(storage)}

    return start


@pytest.fixture(scope="module")
def first_start(play):
    """The extension where no environment has qls, for the first time."""
    return play("alone", {"bell.py": BELL}, alone="first")


class TestALegacyFile:
    @pytest.fixture(scope="class")
    @staticmethod
    def seen(play):
        return play("editing", {"bell.py": BELL})

    def test_resting_on_the_call_shows_what_happened_and_what_replaces_it(self, seen):
        assert "`execute` was removed" in seen["hover"]
        assert "+job = SamplerV2" in seen["hover"]

    def test_the_status_item_says_which_qls_runs(self, seen):
        assert "qls 0" in seen["status"]
        assert "the selected environment" in seen["status"]
        assert "for qiskit " in seen["status"]  # the versions that count

    def test_the_trace_has_a_channel_of_its_own(self, seen):
        assert "textDocument/didOpen" in seen["trace"]
        assert "textDocument/codeAction" not in seen["log"]

    def test_the_walkthrough_has_two_steps(self, seen):
        assert seen["steps"] == ["Open a legacy program", "Migrate it"]

    def test_the_first_quick_fix_rewrites_the_call_and_its_readers_and_keeps_the_comment(self, seen):
        assert "SamplerV2" in seen["fixed"]
        assert "execute" not in seen["fixed"]
        assert "# a comment that stays" in seen["fixed"]

    def test_the_menu_ends_with_ignoring_the_finding_here(self, seen):
        assert any(title.startswith("Ignore QLS") for title in seen["fixes"])

    def test_migrating_the_file_gives_what_the_quick_fix_gives_and_says_so(self, seen):
        assert seen["migrated"] == seen["fixed"]
        assert "migrated" in seen["said"]

    def test_what_changed_is_shown_beside_the_original(self, seen):
        assert "what changed" in seen["diffTitle"]

    def test_debug_information_names_the_interpreter_and_the_encoding(self, seen):
        assert '"positionEncoding": "utf-16"' in seen["debugInformation"]
        assert "runs from the selected environment" in seen["log"]


class TestARewriteThatChangesSomething:
    @pytest.fixture(scope="class")
    @staticmethod
    def seen(play):
        return play("confirm", {"noisy.py": NOISY})

    def test_the_menu_and_the_preview_say_what_changes(self, seen):
        assert "(unsafe: The noise is that of" in seen["fixes"][0]
        assert "The noise is that of" in seen["said"]

    def test_nothing_is_changed_before_it_is_confirmed(self, seen):
        assert seen["textBeforeConfirmed"] == NOISY

    def test_discarding_the_preview_changes_nothing(self, seen):
        assert seen["textAfterDiscarding"].strip() == NOISY.strip()

    def test_all_of_it_is_confirmed_at_once_and_taken_back_by_one_undo(self, seen):
        assert seen["unticked"] == 0
        assert "from qiskit_ibm_runtime.fake_provider import FakeManilaV2" in seen["confirmed"]

    def test_a_menu_that_is_out_of_date_does_nothing_and_says_so(self, seen):
        assert "nothing was done" in seen["saidOfStaleMenu"]
        assert seen["textAfterStaleMenu"].strip() == f"# added by another program\n{NOISY}".strip()


class TestTheWorkspace:
    @pytest.fixture(scope="class")
    @staticmethod
    def seen(play):
        return play("workspace", {"bell.py": BELL, "dice.py": DICE, "bell.ipynb": NOTEBOOK})

    def test_all_files_are_shown_before_any_is_changed(self, seen):
        assert sorted(row.split()[0] for row in seen["previewed"]) == ["bell.ipynb", "bell.py", "dice.py"]
        assert seen["changedBeforeConfirmed"] == []

    def test_a_file_is_ticked_as_a_whole(self, seen):
        assert seen["changes"] == 3

    def test_a_notebook_that_is_not_open_has_its_findings_in_problems(self, seen):
        assert "Cell " in seen["problems"] and "`execute` was removed" in seen["problems"]

    def test_applying_the_preview_migrates_the_files_that_were_never_opened_too(self, seen):
        for name, text in seen["migrated"].items():
            assert "SamplerV2" in text
            assert name == "bell.ipynb" or "execute" not in text

    def test_a_notebook_that_was_never_opened_keeps_its_outputs(self, seen):
        before, after = json.loads(NOTEBOOK), json.loads(seen["migrated"]["bell.ipynb"])
        assert [cell["id"] for cell in after["cells"]] == [cell["id"] for cell in before["cells"]]
        assert after["cells"][-1]["outputs"] == before["cells"][-1]["outputs"]


class TestANotebook:
    @pytest.fixture(scope="class")
    @staticmethod
    def seen(play):
        return play("notebook", {"bell.py": BELL, "bell.ipynb": NOTEBOOK})

    def test_a_fix_rewrites_the_cells_and_leaves_text_outputs_and_ids(self, seen):
        before, after = json.loads(NOTEBOOK), json.loads(seen["notebook"])
        assert "SamplerV2" in seen["notebook"]
        assert [cell["id"] for cell in after["cells"]] == [cell["id"] for cell in before["cells"]]
        assert after["cells"][0] == before["cells"][0]
        assert after["cells"][-1]["outputs"] == before["cells"][-1]["outputs"]

    def test_what_changed_is_shown_cell_by_cell(self, seen):
        assert seen["compared"] == "bell.ipynb: what changed (4 files)"

    def test_resting_on_the_call_in_a_cell_shows_what_replaces_it(self, seen):
        assert "SamplerV2" in seen["hover"]


class TestRestrictedMode:
    @pytest.fixture(scope="class")
    @staticmethod
    def seen(play, first_start, tmp_path_factory):
        witness = tmp_path_factory.mktemp("witness") / "started"
        files = {"bell.py": BELL, ".vscode/settings.json": '{"qls.interpreter": "${workspaceFolder}/python"}'}
        interpreter = f'#!/bin/sh\ntouch "{witness}"\nexec python3 "$@"\n'
        files |= {"python": interpreter}
        return play("trust", files, witness=str(witness), storage=first_start["storage"])

    def test_legacy_code_is_found_without_starting_the_interpreter_of_the_folder(self, seen):
        assert not seen["startedFromFolderWhileRestricted"]
        assert "the extension's own environment" in seen["logWhileRestricted"]

    def test_the_environment_that_another_session_made_is_used_again(self, seen):
        assert " -m venv " not in seen["logWhileRestricted"]

    def test_trust_brings_the_interpreter_of_the_folder(self, seen):
        assert "selected interpreter: none" in seen["logWhileRestricted"]
        assert "/project/python (Python 3" in seen["logWhenTrusted"]


class TestAMachineWithoutQls:
    def test_the_first_start_makes_an_environment_from_the_bundled_wheel(self, first_start):
        assert " -m venv " in first_start["log"]
        assert "runs from the extension's own environment" in first_start["log"]

    def test_offline_one_message_names_both_ways_out(self, play):
        seen = play("alone", {"bell.py": BELL}, alone="offline")
        assert "the package index was not reached" in seen["said"]
        assert "Retry" in seen["said"]
        assert "pip install qls" in seen["said"]
        assert seen["errors"] == 1

    def test_without_python_one_message_names_both_ways_out(self, play):
        seen = play("alone", {"bell.py": BELL}, alone="no-python")
        assert "Install Python 3.10 or newer" in seen["said"]
        assert "qls.interpreter" in seen["said"]
        assert seen["errors"] == 1

    def test_a_python_that_is_too_old_is_named_with_its_version(self, play):
        seen = play("alone", {"bell.py": BELL}, alone="old-python")
        assert "only 3.9.2" in seen["said"]
        assert "Install Python 3.10 or newer" in seen["said"]
        assert seen["errors"] == 1


class TestSettingsThatCannotBeFollowed:
    def test_an_interpreter_that_is_not_there_is_said_once_and_findings_are_there(self, play, first_start):
        said = ["no Python environment at /gone/python"]
        machine = {"qls.interpreter": "/gone/python"}
        seen = play(
            "settings", {"bell.py": BELL}, machine=machine, settings={}, said=said, storage=first_start["storage"]
        )
        assert len(seen["said"]) == 1

    def test_settings_of_the_wrong_type_are_each_said_once(self, play, first_start):
        settings = {"qls.enable": "yes", "qls.destination": 3, "qls.select": "QLS1"}
        said = ["qls.enable should be true or false", "`destination` is one of auto", "`select` is a list of codes"]
        seen = play(
            "settings", {"bell.py": BELL}, machine={}, settings=settings, said=said, storage=first_start["storage"]
        )
        assert len(seen["said"]) == 3


def test_a_server_that_dies_is_started_again_five_times_and_then_one_message_says_so(play):
    seen = play("crash", {"bell.py": BELL})
    assert seen["killed"] == 6
    assert seen["messages"] == 1
    assert seen["restarted"]
