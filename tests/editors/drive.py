"""Running an editor: each driver gets a folder of its own and hands back what it saw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAMS = HERE / "programs"
BELL = (PROGRAMS / "bell.py").read_text(encoding="utf-8")
QLS = str(Path(sys.executable).with_name("qls"))
NOISY = (PROGRAMS / "noisy.py").read_text(encoding="utf-8")
DICE = (PROGRAMS / "dice.py").read_text(encoding="utf-8")
NOTEBOOK = (PROGRAMS / "bell.ipynb").read_text(encoding="utf-8")
DEADLINE = 600  # seconds; a driver gives up by itself before


@dataclass(frozen=True)
class Editors:
    """An installation made by install.sh.

    Attributes:
        folder: where it is.
        extensions: VS Code's extensions folder, with the extension of this repository in it.
        stub_python: another one, with what stands in for the Python extension.
        pictures: where the drivers put screenshots.
    """

    folder: Path
    extensions: Path
    stub_python: Path
    pictures: Path

    @property
    def node(self) -> Path:
        return self.folder / "node" / "wheel" / "bin" / "node"

    @property
    def code_server(self) -> Path:
        return self.folder / "vscode" / "node_modules" / "code-server" / "out" / "node" / "entry.js"

    @property
    def neovim(self) -> Path:
        return self.folder / "nvim"

    @property
    def helix(self) -> Path:
        return self.folder / "hx"

    def play(self, scenario: str, work: Path, **given: Any) -> dict[str, Any]:
        """Runs a Node scenario on ``work / "project"`` and returns the facts that it saw."""
        details = {
            "editors": str(self.folder),
            "extensions": str(self.extensions),
            "pictures": str(self.pictures / Path(scenario).stem),
            "python": sys.executable,
            "work": str(work),
            "folder": str(work / "project"),
            "program": BELL,
            **given,
        }
        output = run([str(self.node), str(HERE / scenario), json.dumps(details)], cwd=work)
        return json.loads(output.splitlines()[-1])


def run(command: list[str], cwd: Path, **environment: str) -> str:
    """The output of a driver; the test fails with all that it printed where it did not end well."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=DEADLINE
    )
    assert done.returncode == 0, f"{command[:2]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def project(work: Path, files: dict[str, str]) -> Path:
    """A folder to open, with these files in it; what begins with ``#!`` can be started."""
    folder = work / "project"
    folder.mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "legacy"\n', encoding="utf-8")
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755 if text.startswith("#!") else 0o644)
    return folder


def pictures() -> Path:
    """Where screenshots go: a fresh folder, or the one named by QLS_PICTURES."""
    return Path(os.environ.get("QLS_PICTURES") or tempfile.mkdtemp(prefix="qls-pictures-"))
