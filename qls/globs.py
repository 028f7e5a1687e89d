"""Patterns of a .gitignore, matched in a time that does not explode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # costs more than a small check takes; most folders need it, a single file never does
    from pathspec import GitIgnoreSpec

_STAR = "[^/]*"  # what pathspec makes of `*`
_ANY_FOLDERS = ".+"  # and of `**`
_MOST_FOLDERS = 2  # `**` in one pattern: each more multiplies the ways to match


def spec_of(patterns: Sequence[str]) -> tuple[GitIgnoreSpec, tuple[str, ...]]:
    """What ``patterns`` leave out, and a line for each pattern that does not count."""
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
