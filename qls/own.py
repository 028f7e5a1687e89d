"""What qls finds that is no migration: comments to it that do not do what they say, pins of dead versions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Own:
    """A code of qls's own, with its page."""

    code: str
    name: str
    page: str


UNKNOWN_IGNORE = Own(
    "QLS001",
    "ignore-unknown",
    "A comment `# qls: ignore[...]` names what is no code, or is not written as one; it silences nothing.\n\n"
    "Write `# qls: ignore[QLS101]`, with the codes in full and commas between them, or `# qls: ignore` for all codes, "
    "at the end of the line.",
)
UNUSED_IGNORE = Own(
    "QLS002",
    "ignore-unused",
    "A comment `# qls: ignore[...]` names a code that is not found on its line: take it out, as its fix does. A "
    "comment that names nothing else goes as a whole.",
)

DEAD_PIN = Own(
    "QLS003",
    "pin-dead",
    "A requirement installs a release of Qiskit, or of a package around it, that has nothing of what programs are "
    "migrated to: in `requirements*.txt`, `constraints*.txt`, `pyproject.toml`, `environment*.yml`, `setup.cfg`, "
    "`setup.py`, and in a notebook's `!pip install`.\n\n"
    "Its fix asks for the release that the answers are for, or a newer one. It is safe once nothing broken is left in "
    "the programs of the same run; before that it is unsafe: what is not migrated would stop running. Where the "
    "installed Qiskit is older than 1.0 itself, the project means its pins, and nothing is said.",
)

OWN = (UNKNOWN_IGNORE, UNUSED_IGNORE, DEAD_PIN)
PREFIX = "QLS0"


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that names what ``word`` may have meant; a full stop where nothing is near."""
    by_fold = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(word.casefold().replace("_", "-"), by_fold, n=1)
    return f"; did you mean {by_fold[near[0]]}?" if near else "."
