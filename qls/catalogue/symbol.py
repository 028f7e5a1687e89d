"""What is known of one legacy name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """A legacy name.

    Attributes:
        name: as it is written, with its module or class; several names may mean one thing.
        package: the distribution whose version counts.
        deprecated: the version of ``package`` that deprecated it; empty where none did before it went.
        removed: the version that no longer has it; empty where it is still there.
        replacement: the qualified name, or the call, that takes its place; empty where nothing does.
        link: the page that documents this.
        note: what else to know, in one sentence; may be empty.
    """

    name: str
    package: str
    deprecated: str
    removed: str
    replacement: str
    link: str
    note: str = ""


def symbols_alike(names: str, *facts: str) -> list[Symbol]:
    """One symbol for each of the blank-separated ``names``, with the same facts."""
    return [Symbol(name, *facts) for name in names.split()]


def symbols_moved(before: str, after: str, names: str, *facts: str) -> list[Symbol]:
    """One symbol for each name that kept its name in another module: ``facts`` without the replacement."""
    package, deprecated, removed, *rest = facts
    return [
        Symbol(f"{before}.{name}", package, deprecated, removed, f"{after}.{name}", *rest) for name in names.split()
    ]
