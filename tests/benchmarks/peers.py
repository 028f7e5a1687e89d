"""The servers that are compared, and the environment that the peers are installed in."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")


@dataclass(frozen=True)
class Server:
    """A language server by name, and the command that starts it on stdio."""

    name: str
    command: tuple[str, ...]


QLS = Server("qls", (sys.executable, "-m", "qls", "server"))


def environment() -> Path:
    """The folder of the peers' programs; made on the first call by pip, from ``requirements.txt``.

    Raises:
        subprocess.CalledProcessError: pip could not install them.
    """
    pins = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:16]
    folder = REPOSITORY / ".environments" / f"peers-{pins}"
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not (folder / "finished").is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
        (folder / "finished").touch()
    return programs


def servers(programs: Path) -> list[Server]:
    """The peers that speak LSP."""
    return [
        Server("ruff", (str(programs / "ruff"), "server")),
        Server("basedpyright", (str(programs / "basedpyright-langserver"), "--stdio")),
        Server("jedi-language-server", (str(programs / "jedi-language-server"),)),
    ]
