"""Patterns as a .gitignore has them, anchored at a folder, and matched in a time that does not explode."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # costs more than a small check takes; most folders need it, a single file never does
    from pathspec import GitIgnoreSpec

_STAR = "[^/]*"  # what pathspec makes of `*`
_ANY_FOLDERS = ".+"  # and of `**`
_MOST_FOLDERS = 2  # `**` in one pattern: each more multiplies the ways to match


@dataclass(frozen=True)
class Patterns:
    """Patterns that name files and folders below ``root``."""

    root: Path
    patterns: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """A line for each pattern that is none, and so counts for nothing."""
        return _spec(self.patterns)[1]

    def says(self, path: Path, *, folder: bool = False) -> bool | None:
        """True where ``path`` is meant, False where a ``!`` takes it back, None where nothing is said of it.

        What lies in a folder that is meant is not asked for here; ``covers`` does.
        """
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        if relative == "." or relative.startswith("../"):
            return None
        return _spec(self.patterns)[0].check_file(relative + ("/" if folder else "")).include

    def covers(self, path: Path) -> bool:
        """True where ``path``, a file, is meant, or a folder below ``root`` that it is in."""
        path = Path(os.path.abspath(path))
        above = [parent for parent in path.parents if parent != self.root and parent.is_relative_to(self.root)]
        return bool(self.says(path)) or any(self.says(parent, folder=True) for parent in above)


def ignored(path: Path, all_patterns: Sequence[Patterns], *, folder: bool = False) -> bool:
    """What the last of ``all_patterns`` says that says something of ``path``."""
    verdict = False
    for patterns in all_patterns:
        answer = patterns.says(path, folder=folder)
        verdict = verdict if answer is None else answer
    return verdict


@cache
def _spec(patterns: tuple[str, ...]) -> tuple[GitIgnoreSpec, tuple[str, ...]]:
    from pathspec import GitIgnoreSpec

    taken, problems = [], []
    for pattern in patterns:
        try:
            regexes = [each.regex for each in GitIgnoreSpec.from_lines([pattern]).patterns if each.regex]
        except ValueError as error:
            problems.append(f"the pattern {pattern!r} is none: {' '.join(str(error).split())}"[:200])
            continue
        if any(each.pattern.count(_ANY_FOLDERS) > _MOST_FOLDERS for each in regexes):
            problems.append(f"the pattern {pattern[:80]!r} has too many `**`")
            continue
        taken.append(pattern)
    spec = GitIgnoreSpec.from_lines(taken)
    for compiled in spec.patterns:
        if compiled.regex is not None and compiled.regex.pattern.count(_STAR) > 1:
            compiled.regex = re.compile(_steady(compiled.regex.pattern))
    return spec, tuple(problems)


def _steady(pattern: str) -> str:
    """The same pattern, where a star that another follows in its segment tries its shortest match and no other.

    That is enough: what the later star matches can be as much longer. The reference to a group that was found ahead
    keeps ``re`` from trying again.
    """
    pieces = pattern.split(_STAR)
    written = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        between = piece.replace("[^/]", "")
        if number + 2 < len(pieces) and "/" not in between and "(" not in between:
            written += f"(?=(?P<star{number}>[^/]*?{piece}))(?P=star{number})"
        else:
            written += _STAR + piece
    return written
