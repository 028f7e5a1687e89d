"""Findings that are known: written to a file once, and left out from then on until their line changes."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from qls.cli.found import FileOutcome, Found
from qls.disk import Unreadable, read_bytes

_VERSION = 1
_Key = tuple[str, str, str]  # path from the baseline's folder, code, line without what surrounds it


class Baseline:
    """The known findings of one file.

    Raises:
        ValueError: the file is not there, or is none; the message says so in one line.
    """

    def __init__(self, file: Path) -> None:
        self._folder = file.absolute().parent
        self._known: Counter[_Key] = Counter()
        try:
            content = json.loads(read_bytes(file).decode("utf-8"))
            if content["qls"] != _VERSION:
                raise ValueError(f"its version is {content['qls']!r}, not {_VERSION}")
            for path, entries in content["files"].items():
                self._known.update((path, code, line) for code, line in entries)
        except RecursionError:
            raise ValueError(f"{file}: not a baseline: nested too deeply") from None
        except (Unreadable, ValueError, LookupError, TypeError, AttributeError) as error:
            if not os.path.lexists(file):
                raise ValueError(f"{file}: there is no such baseline; `--write-baseline {file}` makes one") from None
            raise ValueError(f"{file}: not a baseline: {error}") from None

    def new(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome without what is known; what is there more often than it was known is new."""
        left = self._known.copy()
        kept = []
        for each in outcome.found:
            key = _key(each, self._folder)
            if left[key]:
                left[key] -= 1
            else:
                kept.append(each)
        return replace(outcome, found=tuple(kept))


def write_baseline(file: Path, outcomes: Iterable[FileOutcome]) -> int:
    """Write the findings of ``outcomes``, and say how many they are.

    Raises:
        OSError: the file cannot be written.
    """
    files: dict[str, list[tuple[str, str]]] = {}
    folder, number = file.absolute().parent, 0
    for outcome in outcomes:
        for each in outcome.found:
            path, code, line = _key(each, folder)
            files.setdefault(path, []).append((code, line))
            number += 1
    content = {"qls": _VERSION, "files": {path: files[path] for path in sorted(files)}}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    file.write_bytes(text.encode("utf-8", "backslashreplace"))  # a name that is not UTF-8 in JSON's own escapes
    return number


def _key(found: Found, folder: Path) -> _Key:
    path = os.path.relpath(os.path.abspath(found.path), folder).replace(os.sep, "/")
    return path, found.code, found.source.strip()
