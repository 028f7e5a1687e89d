"""A zoo of files and folders: ``check`` and ``fix`` go through it, touch nothing outside, and leave nothing behind."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

from click.testing import CliRunner

from qls.cli.main import main
from tests.cli.test_commands import LEGACY

_NAMES = [
    "a",
    "b.py",
    "c.ipynb",
    "é.py",
    "new\nline.py",
    "\x1b[31m.py",
    ".hidden.py",
    " .py",
    "-x.py",
    "*.py",
    "x" * 250,
]
_NAMES += [os.fsdecode(b"\xff\xfe.py"), ".gitignore", "pyproject.toml", "node_modules", "con.py", "d[e]f.py", "#.py"]
_TEXTS = [
    LEGACY,
    "",
    "from qiskit import (\n",
    "# coding: undefined\n" + LEGACY,
    "\ufeff" + LEGACY,
    "\x00qiskit",
    "[",
    "{}",
]
_TEXTS += [
    "*a" * 30 + "b\n",
    "!*\n**/**/**/a\n",
    "[tool.qls]\nexclude = 7\n",
    LEGACY.replace("\n", "\r"),
    "# coding: utf-7\nqiskit +AG",
]
_LINKS = ["b.py", ".", "..", "nowhere", "../outside.py", "/dev/zero", "loop.py"]


def round_of(seed: int) -> tuple[int, list[str]]:
    """One folder of 20 to 40 odd entries, checked, fixed and checked again."""
    chance, failed = random.Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as place:
        outside, folder = Path(place, "outside.py"), Path(place, "folder")
        outside.write_text(LEGACY)
        folder.mkdir()
        made = _fill(folder, chance)
        before = _entries(folder)
        for command in (["check"], ["fix"], ["fix", "--unsafe-fixes"], ["check"]):
            result = CliRunner().invoke(main, [*command, str(folder)])
            if result.exit_code not in (0, 1, 2) or "Traceback" in result.output or "a defect" in result.output:
                failed.append(
                    f"seed {seed}: {command} ended with {result.exit_code}: {result.exception!r} {result.output[-300:]}"
                )
        if outside.read_text() != LEGACY:
            failed.append(f"seed {seed}: a file outside was written")
        if _entries(folder) != before:
            failed.append(f"seed {seed}: other entries than before")
    return made, failed


def _fill(folder: Path, chance: random.Random) -> int:
    folders, made = [folder], 0
    for _ in range(chance.randint(20, 40)):
        path = chance.choice(folders) / chance.choice(_NAMES)
        if os.path.lexists(path):
            continue
        made += 1
        kind = chance.randrange(8)
        if kind == 0:
            path.mkdir()
            folders.append(path)
        elif kind == 1:
            os.symlink(chance.choice(_LINKS), path)
        elif kind == 2 and hasattr(os, "mkfifo"):
            os.mkfifo(path)
        else:
            path.write_bytes(chance.choice(_TEXTS).encode() + chance.choice([b"", b"", b"\xff"]))
            if chance.random() < 0.1:
                os.link(path, path.with_name(f"{made}.py"))
    return made


def _entries(folder: Path) -> list[tuple[str, list[str], list[str]]]:
    return sorted((root, sorted(folders), sorted(files)) for root, folders, files in os.walk(folder))
