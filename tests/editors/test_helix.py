"""Helix in a terminal: keys go in, the screen is read."""

from __future__ import annotations

import os
import re
import subprocess
import time

import pytest
from drive import BELL, DICE, QLS, project

pytestmark = pytest.mark.xdist_group("helix")

LANGUAGES = f"""
[language-server.qls]
command = "{QLS}"
args = ["server"]

[[language]]
name = "python"
language-servers = ["qls"]
"""
DEADLINE = 60


class Terminal:
    """A program in a terminal of 160 columns."""

    def __init__(self, work, command, **environment):
        self.tmux = ["tmux", "-u", "-S", str(work / "terminal"), "-f", "/dev/null"]
        self.screen = ""
        size = ["-x", "160", "-y", "50"]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
        subprocess.run(
            [*self.tmux, "new-session", "-d", *size, "-c", str(work / "project"), *command], env=environment, check=True
        )

    def keys(self, *keys):
        subprocess.run([*self.tmux, "send-keys", *keys], check=True)

    def until(self, what, condition):
        """The screen on which ``condition`` is true."""
        end = time.monotonic() + DEADLINE
        while not condition(self.look()):
            assert time.monotonic() < end, f"waited in vain: {what}\n{self.screen}"
            time.sleep(0.05)
        return self.screen

    def look(self):
        shown = subprocess.run([*self.tmux, "capture-pane", "-p"], capture_output=True, text=True, check=True)
        self.screen = shown.stdout
        return self.screen

    def close(self):
        subprocess.run([*self.tmux, "kill-server"], check=False)


@pytest.fixture(scope="module")
def seen(editors, tmp_path_factory):
    work = tmp_path_factory.mktemp("helix")
    folder = project(work, {"bell.py": BELL, "dice.py": DICE})
    (work / "helix").mkdir()
    (work / "helix" / "languages.toml").write_text(LANGUAGES, encoding="utf-8")
    terminal = Terminal(work, [str(editors.helix), "bell.py"], XDG_CONFIG_HOME=str(work), XDG_CACHE_HOME=str(work))
    try:
        yield play(terminal, folder)
    finally:
        terminal.close()


def play(terminal, folder):
    """Underlines, hover and the first quick fix in bell.py; the action that migrates all of dice.py."""
    seen = {}
    terminal.until("findings", lambda screen: "● 2" in screen)
    terminal.keys("7gg", "]d")
    seen["diagnostic"] = terminal.until("the message", lambda screen: "QLS101" in screen)
    terminal.keys("Space", "k")
    seen["hover"] = terminal.until("the hover", lambda screen: "+job = SamplerV2" in screen)
    terminal.keys("Escape")
    terminal.until("no hover", lambda screen: "+job = SamplerV2" not in screen)
    terminal.keys("Space", "a")
    seen["actions"] = terminal.until("the menu", lambda screen: "Ignore QLS101 here" in screen)
    terminal.keys("Enter")
    terminal.until("the fix", lambda screen: "execute(" not in screen)
    seen["fixed"] = saved(terminal, folder / "bell.py", BELL)

    terminal.keys(":o dice.py", "Enter")
    terminal.until("findings", lambda screen: "● 2" in screen and "dice.py" in screen)
    terminal.keys("2gg", "]d")
    seen["after_emoji"] = terminal.until(
        "the cursor on the call", lambda screen: re.search(r" 7:\d+\s*$", screen.rstrip())
    )
    terminal.keys("Space", "a")
    terminal.until("the menu", lambda screen: "Migrate this file" in screen)
    terminal.keys("Up", "Enter")
    terminal.until("the migration", lambda screen: "execute(" not in screen)
    seen["fixed_all"] = saved(terminal, folder / "dice.py", DICE)
    return seen


def saved(terminal, file, before):
    terminal.keys(":w", "Enter")
    # An editor that is about to write has emptied the file.
    terminal.until(f"{file.name} is saved", lambda screen: file.read_text(encoding="utf-8") not in {"", before})
    return file.read_text(encoding="utf-8")


def test_the_message_of_a_finding_is_shown_with_its_code(seen):
    assert "`execute` was removed in Qiskit 1.0" in seen["diagnostic"]


def test_the_hover_shows_the_call_rewritten(seen):
    assert "-job = execute(bell, backend, shots=1000)" in seen["hover"]


def test_the_first_action_rewrites_the_call_and_keeps_the_comment(seen):
    assert "SamplerV2" in seen["fixed"]
    assert "execute(" not in seen["fixed"]
    assert "# a comment that stays" in seen["fixed"]


def test_after_an_emoji_the_cursor_goes_to_the_end_of_the_call(seen):
    """Helix selects what is underlined, and its cursor is the last character of that."""
    line = DICE.splitlines()[6]
    assert re.search(rf" 7:{line.index('.result')}\s*$", seen["after_emoji"].rstrip())


def test_the_last_action_migrates_the_file(seen):
    assert "SamplerV2" in seen["fixed_all"]
    assert '"🎲🎲"' in seen["fixed_all"]
    assert "execute" not in seen["fixed_all"]
