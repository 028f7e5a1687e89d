"""What circuits are called, and in which order lists hold them: a legacy result is read by a circuit's name.

``result.get_counts(circuit)`` looks for the first circuit of that name among those that were run (V: 0.45,
``Result._get_experiment``). Qiskit numbers the circuits that get no name, so each has its own; copies keep it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """What a circuit is called: ``text`` where that is a constant, else a number that Qiskit gave it at ``made``.

    Attributes:
        made: what named it, and the calls that led there; the copies of a circuit share it.
        loops: the loops in whose current round it was named.
    """

    text: str | None
    made: Any
    loops: tuple[Any, ...] = ()

    @property
    def key(self) -> Any:
        return self.made if self.text is None else self.text

    def differs(self, other: Name | None) -> bool:
        """True where the two are certainly called differently."""
        return other is not None and self.key != other.key and not self._numbered_alike(other)

    def _numbered_alike(self, other: Name) -> bool:
        texts = [name.text for name in (self, other) if name.text is not None]
        return len(texts) == 1 and texts[0].startswith("circuit")


@dataclass(frozen=True, slots=True)
class Entry:
    """A circuit's name came into a list at ``node``, in the current round of ``loops``."""

    key: Any
    node: Any
    loops: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """How a list holds its circuits.

    Attributes:
        root: the list that it begins with, item by item: itself, or the one it is a copy of; None where that is not
            known, or where the circuits no longer stand where they once stood.
        entries: what came into it.
        repeats: two of its circuits may have the same name.
        loops: the loops in whose current round it was made.
    """

    root: Any = None
    entries: frozenset[Entry] = frozenset()
    repeats: bool = True
    loops: tuple[Any, ...] = ()

    def joined(self, other: Order) -> Order:
        """Either order."""
        if self == other:
            return self
        entries = self.entries | other.entries
        root = self.root if self.root == other.root else None
        repeats = self.repeats or other.repeats or self.loops != other.loops or _twice(entries)
        return Order(root, entries, repeats, self.loops)

    def with_(self, names: Iterable[Name | None], node: Any, loops: tuple[Any, ...], fresh: frozenset[Any]) -> Order:
        """With one more circuit, of one of ``names``; ``fresh``: keys that each round of the loop meets only once."""
        entries, repeats = set(self.entries), self.repeats
        for name in names:
            new = name is not None and name.text is None and name.loops == loops
            if name is None or not (new or not loops or (name.key in fresh and self.loops == loops[:-1])):
                repeats = True
            else:
                entries.add(Entry(name.key, node, loops))
        repeats = repeats or _twice(frozenset(entries)) or len(entries) > _MOST
        return replace(self, entries=frozenset(entries) if len(entries) <= _MOST else self.entries, repeats=repeats)

    def followed_by(self, other: Order, root: Any, loops: tuple[Any, ...]) -> Order:
        """The order of ``self + other``, made in the current round of ``loops``."""
        new = {entry for entry in other.entries if loops and entry.loops == loops}
        shared = self.entries & other.entries - new
        entries = self.entries | other.entries
        repeats = self.repeats or other.repeats or bool(shared) or _twice(entries)
        repeats = repeats or any(loops and entry not in new for entry in other.entries)
        return Order(root, entries, repeats, self.loops)

    def grown(self, place: Any) -> Order:
        """Of the list at ``place``, which gets longer: no copy any more."""
        return self if self.root is None else replace(self, root=place)

    def shuffled(self) -> Order:
        """With circuits taken out, put between or replaced."""
        return replace(self, root=None)


UNORDERED = Order()
_MOST = 64


def _twice(entries: frozenset[Entry]) -> bool:
    """True where one circuit came in at two places."""
    return len({entry.key for entry in entries}) < len(entries)


def position(names: Iterable[Name | None], wanted: Iterable[Name | None]) -> int | None:
    """Where the only circuit stands that ``wanted`` can mean; None where several could be meant, or none is known."""
    wanted = list(wanted)
    if not wanted or None in wanted:
        return None
    meant = [
        index
        for index, name in enumerate(names)
        if not all(name is not None and one is not None and one.differs(name) for one in wanted)
    ]
    return meant[0] if len(meant) == 1 else None
