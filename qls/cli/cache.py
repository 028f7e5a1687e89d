"""What was found before, by the content of files: a file that says the same is not analysed again.

In the user's cache folder, one SQLite file. It is only ever a matter of time: where it cannot be read or written, or is
not what it was, everything is worked out anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType

from qls import __version__
from qls.cli.found import FileOutcome, FixFound, Found, Task
from qls.pins import pins_in

_LARGEST = 50_000  # outcomes that are kept, those that were asked for last
_AT_ONCE = 500  # keys in a query
_MOST_ASKED = 20_000  # files that are looked at for whether they have changed
_MOST_SEEN = 50_000  # files and folders that are looked through for that


class Cache:
    """Outcomes of checks. One that is not ``enabled`` knows nothing and keeps nothing."""

    def __init__(self, *, enabled: bool = True) -> None:
        self._connection: sqlite3.Connection | None = None
        self._stamp = _stamp() if enabled else b""
        if enabled:
            with contextlib.suppress(OSError, sqlite3.Error):
                folder = cache_folder()
                folder.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(folder / "outcomes.sqlite", timeout=1)
                self._connection.execute(
                    "CREATE TABLE IF NOT EXISTS outcomes (key BLOB PRIMARY KEY, said TEXT, used REAL)"
                )

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def known(self, tasks: Sequence[Task]) -> dict[str, FileOutcome]:
        """By path, what is known of those of ``tasks`` whose content has been seen before."""
        if self._connection is None:
            return {}
        by_key: dict[bytes, list[Task]] = defaultdict(list)
        for task in tasks:
            if task.digest:
                by_key[self._key(task, task.digest)].append(task)
        found: dict[str, FileOutcome] = {}
        with contextlib.suppress(sqlite3.Error, ValueError, TypeError, LookupError):
            keys = list(by_key)
            for at in range(0, len(keys), _AT_ONCE):
                part = keys[at : at + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._connection.execute(f"SELECT key, said FROM outcomes WHERE key IN ({marks})", part)
                for key, said in rows:
                    for task in by_key[bytes(key)]:
                        outcome, asked = _outcome(said, task)
                        if asked in ("", self._asked(task.path)):
                            found[task.path] = outcome
        return found

    def keep(self, tasks: Iterable[Task], outcomes: Iterable[FileOutcome]) -> None:
        """Remember outcomes, each of the task of its path."""
        if self._connection is None:
            return
        by_path = {task.path: task for task in tasks}
        now = time.time()
        rows = [
            (self._key(by_path[outcome.path], outcome.digest), _said(outcome, asked), now)
            for outcome in outcomes
            if outcome.digest and (asked := self._asked(outcome.path) if outcome.asked else "") is not None
        ]
        with contextlib.suppress(sqlite3.Error):
            self._connection.executemany("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)", rows)
            last = "SELECT key FROM outcomes ORDER BY used DESC LIMIT -1 OFFSET ?"
            self._connection.execute(f"DELETE FROM outcomes WHERE key IN ({last})", (_LARGEST,))
            self._connection.commit()

    def _asked(self, path: str) -> str | None:
        """What changes when the answers may that other files give to this one; None where they are too many."""
        if self._workspace is None:
            return None
        return hashlib.blake2b(self._workspace + os.path.abspath(path).encode(), digest_size=20).hexdigest()

    @cached_property
    def _workspace(self) -> bytes | None:
        """What changes with every Python file below the folder that qls runs in; None where there is too much."""
        stats: list[tuple[str, int, int]] = []
        seen = 0
        try:
            for folder, folders, names in os.walk("."):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                seen += 1 + len(names)
                for name in names:
                    if name.endswith((".py", ".pyi")):
                        with contextlib.suppress(OSError):
                            stat = os.stat(os.path.join(folder, name))
                            stats.append((os.path.join(folder, name), stat.st_mtime_ns, stat.st_size))
                if len(stats) > _MOST_ASKED or seen > _MOST_SEEN:
                    return None
        except RecursionError:  # of os.walk itself, in folders that deep
            return None
        return hashlib.blake2b(repr(sorted(stats)).encode(), digest_size=20).digest()

    def _key(self, task: Task, digest: bytes) -> bytes:
        """All that decides what is found in a file."""
        versions = sorted((name, str(version)) for name, version in task.environment.versions.items())
        name = Path(task.path).name
        said = repr((name.partition(".")[2], pins_in(name), versions, task.environment.site_packages is None))
        said += repr((task.settings, task.held, task.blocks))
        return hashlib.blake2b(digest + said.encode() + self._stamp, digest_size=20).digest()


def digest_of(content: bytes) -> bytes:
    """What tells a content from all others."""
    return hashlib.blake2b(content, digest_size=20).digest()


def cache_folder() -> Path:
    """Where qls keeps what it can make again: as the system has it for the user, or `QLS_CACHE_DIR`."""
    if chosen := os.environ.get("QLS_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "qls" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qls"


def _stamp() -> bytes:
    """Changes with every version of qls, and with every edit of a file of it."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    stats = [(file.as_posix(), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files]
    return hashlib.blake2b(repr((__version__, sys.version_info[:2], stats)).encode(), digest_size=20).digest()


def _said(outcome: FileOutcome, asked: str) -> str:
    entries = [{**each.__dict__, "path": "", "fix": each.fix and each.fix.__dict__} for each in outcome.found]
    return json.dumps([entries, outcome.problems, outcome.failed, asked], ensure_ascii=False)


def _outcome(said: str, task: Task) -> tuple[FileOutcome, str]:
    """What was found, and of which state of other files that is true; empty where they do not matter."""
    entries, problems, failed, asked = json.loads(said)
    found = [_found({**entry, "path": task.path}) for entry in entries]
    return FileOutcome(task.path, tuple(found), tuple(problems), failed=failed, fail_on=task.fail_on), asked


def _found(entry: dict[str, object]) -> Found:
    fix = entry.pop("fix")
    found = Found(**entry)  # type: ignore[arg-type]  # as it was written; what is not raises TypeError
    if not isinstance(fix, dict):
        return found
    return replace(found, fix=FixFound(**{**fix, "needs": tuple(fix["needs"])}))
