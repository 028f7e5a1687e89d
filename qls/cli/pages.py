"""The pages of the migrations: ``qls rules`` and ``qls explain``."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

from qls.cases import Example
from qls.cli import output, work
from qls.cli.run import FolderOptions
from qls.disk import Unreadable
from qls.migrations.page import Migration
from qls.own import OWN
from qls.settings import Options

_PLACE = re.compile(r"(?P<path>.+?):(?:cell (?P<cell>\d+):)?(?P<line>\d+)(?::\d+)?")


def migrations() -> tuple[Migration, ...]:
    from qls.migrations import MIGRATIONS

    return tuple(sorted(MIGRATIONS, key=lambda migration: migration.code))


def table() -> str:
    """One line for each code: its name, and since when the legacy API is gone; those of qls itself first."""
    rows = [(each.code, each.name, "qls's own") for each in OWN]
    rows += [(each.code, each.name, each.since) for each in migrations()]
    width = max((len(name) for _, name, _ in rows), default=0)
    return "\n".join(f"{code}  {name:<{width}}  {since}" for code, name, since in rows)


def page(code: str) -> str:
    """
    Raises:
        LookupError: no migration has this code or name; the message is one line and names the nearest.
    """
    known = migrations()
    wanted = code.strip().lower()
    for each in OWN:
        if wanted in (each.code.lower(), each.name):
            return f"{each.code} {each.name}\n\n{each.page}"
    for migration in known:
        if wanted in (migration.code.lower(), migration.name.lower()):
            return _page(migration)
    names = [name for each in known for name in (each.code, each.name)]
    near = difflib.get_close_matches(code.upper(), names) or difflib.get_close_matches(wanted, names)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `qls rules` lists them"
    raise LookupError(f"no migration {code}{hint}")


def at(target: str, python: str | None) -> str:
    """What is found at a place, ``file.py:15`` or ``n.ipynb:cell 3:4``, as an editor's hover says it.

    Raises:
        LookupError: nothing is found there, or there is no such place; the message is one line.
        ValueError: the interpreter that was asked for is not there.
    """
    place = _PLACE.fullmatch(target)
    if place is None or not os.path.isfile(place["path"]):
        raise LookupError(f"no such file: {place['path'] if place else target}")
    folders = FolderOptions(Options(python=python), lambda path, reason, failed: output.problem(str(path), reason))
    try:
        found = work.explained(folders.task(Path(place["path"])))
    except Unreadable as error:
        raise LookupError(f"{place['path']}: {error}") from None
    cell = int(place["cell"]) if place["cell"] else None
    said = [each.text for each in found if each.cell == cell and each.first <= int(place["line"]) <= each.last]
    if not said:
        lines = ", ".join(dict.fromkeys(f"{f'cell {e.cell}:' if e.cell else ''}{e.first}" for e in found))
        raise LookupError(f"nothing is found at {target}" + (f"; there is at {lines}" if lines else ""))
    return "\n\n".join(said)


def is_place(target: str) -> bool:
    """True where a place in a file is meant, not a code."""
    return _PLACE.fullmatch(target) is not None


def _page(migration: Migration) -> str:
    parts = [
        f"{migration.code} {migration.name}",
        f"Since: {migration.since}",
        migration.page,
    ]
    if migration.examples:
        parts.append(_example(migration.examples[0]))
    parts.append(f"Read more: {migration.link}")
    return "\n\n".join(parts)


def _example(example: Example) -> str:
    parts = [f"Example: {example.title}", _indented("before", example.before)]
    for destination, after in example.after.items():
        parts.append(_indented(f"after, destination {destination}" if destination else "after", after))
    return "\n\n".join(parts)


def _indented(title: str, code: str) -> str:
    return f"  {title}:\n\n" + "\n".join(f"    {line}".rstrip() for line in code.strip("\n").splitlines())
