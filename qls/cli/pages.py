"""The pages of the migrations: ``qls rules`` and ``qls explain``."""

from __future__ import annotations

import difflib

from qls.cases import Example
from qls.migrations.page import Migration


def migrations() -> tuple[Migration, ...]:
    from qls.migrations import MIGRATIONS

    return tuple(sorted(MIGRATIONS, key=lambda migration: migration.code))


def table() -> str:
    """One line for each migration: its code, its name, and since when the legacy API is gone."""
    rows = [(each.code, each.name, each.since) for each in migrations()]
    width = max((len(name) for _, name, _ in rows), default=0)
    return "\n".join(f"{code}  {name:<{width}}  {since}" for code, name, since in rows)


def page(code: str) -> str:
    """
    Raises:
        LookupError: no migration has this code or name; the message is one line and names the nearest.
    """
    known = migrations()
    wanted = code.strip().lower()
    for migration in known:
        if wanted in (migration.code.lower(), migration.name.lower()):
            return _page(migration)
    names = [name for each in known for name in (each.code, each.name)]
    near = difflib.get_close_matches(code.upper(), names) or difflib.get_close_matches(wanted, names)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `qls rules` lists them"
    raise LookupError(f"no migration {code}{hint}")


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
