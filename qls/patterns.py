"""Patterns as a .gitignore has them, and the folder that they are anchored at."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # costs more than a small check takes; most folders need it, a single file never does
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class Patterns:
    """Patterns that name files and folders below ``root``."""

    root: Path
    patterns: tuple[str, ...]

    def says(self, path: Path, *, folder: bool = False) -> bool | None:
        """True where ``path`` is meant, False where a ``!`` takes it back, None where nothing is said of it.

        What lies in a folder that is meant is not asked for here; ``covers`` does.
        """
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        if relative == "." or relative.startswith("../"):
            return None
        return _spec(self.patterns).check_file(relative + ("/" if folder else "")).include

    def covers(self, path: Path) -> bool:
        """True where ``path``, a file, is meant, or a folder below ``root`` that it is in."""
        path = Path(os.path.abspath(path))
        above = [parent for parent in path.parents if parent != self.root and parent.is_relative_to(self.root)]
        return bool(self.says(path)) or any(self.says(parent, folder=True) for parent in above)


def gitignore(folder: Path) -> Patterns | None:
    """The .gitignore of ``folder``; None where there is none."""
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return Patterns(folder, tuple(lines))


def ignored(path: Path, all_patterns: Sequence[Patterns], *, folder: bool = False) -> bool:
    """What the last of ``all_patterns`` says that says something of ``path``."""
    verdict = False
    for patterns in all_patterns:
        answer = patterns.says(path, folder=folder)
        verdict = verdict if answer is None else answer
    return verdict


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError:
        return GitIgnoreSpec.from_lines([])
