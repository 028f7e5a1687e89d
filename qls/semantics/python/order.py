"""In which order lists hold what has a label, and where it came into them.

A label is what a model of a library tells its objects apart by, as a reader of the program may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qls.semantics.python.places import Loops, Place

Key = str | Place | None  # what tells a label from others


@dataclass(frozen=True, slots=True)
class Label:
    """What an object goes by: ``text`` where that is a constant, else what it got at ``made`` and no other has.

    Attributes:
        made: what labelled it, and the calls that led there; the copies of an object share it.
        loops: the loops in whose current round it was labelled.
    """

    text: str | None
    made: Place | None
    loops: Loops = ()

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.made if self.text is None else self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """A label came into a list at ``node``, in the current round of ``loops``."""

    key: Key
    node: Place
    loops: Loops


@dataclass(frozen=True, slots=True)
class Order:
    """How a list holds what has a label.

    Attributes:
        root: the list that it begins with, item by item: itself, or the one it is a copy of; None where that is not
            known, or where its items no longer stand where they once stood.
        entries: what came into it.
        repeats: two of its items may have the same label.
        loops: the loops in whose current round it was made.
    """

    root: Place | None = None
    entries: frozenset[Entry] = frozenset()
    repeats: bool = True
    loops: Loops = ()

    def joined(self, other: Order) -> Order:
        """Either order."""
        if self == other:
            return self
        entries = self.entries | other.entries
        root = self.root if self.root == other.root else None
        repeats = self.repeats or other.repeats or self.loops != other.loops or _twice(entries)
        return Order(root, entries, repeats, self.loops)

    def with_(self, names: Iterable[Label | None], node: Place, loops: Loops, fresh: frozenset[Key]) -> Order:
        """With one more item, of one of ``names``; ``fresh``: keys that each round of the loop meets only once."""
        entries, repeats = set(self.entries), self.repeats
        for name in names:
            new = name is not None and name.text is None and name.loops == loops
            if name is None or not (new or not loops or (name.key in fresh and self.loops == loops[:-1])):
                repeats = True
            else:
                entries.add(Entry(name.key, node, loops))
        repeats = repeats or _twice(frozenset(entries)) or len(entries) > _MOST
        return replace(self, entries=frozenset(entries) if len(entries) <= _MOST else self.entries, repeats=repeats)

    def followed_by(self, other: Order, root: Place | None, loops: Loops) -> Order:
        """The order of ``self + other``, made in the current round of ``loops``."""
        new = {entry for entry in other.entries if loops and entry.loops == loops}
        shared = self.entries & other.entries - new
        entries = self.entries | other.entries
        repeats = self.repeats or other.repeats or bool(shared) or _twice(entries)
        repeats = repeats or any(loops and entry not in new for entry in other.entries)
        return Order(root, entries, repeats, self.loops)

    def grown(self, place: Place) -> Order:
        """Of the list at ``place``, which gets longer: no copy any more."""
        return self if self.root is None else replace(self, root=place)

    def shuffled(self) -> Order:
        """With items taken out, put between or replaced."""
        return replace(self, root=None)


UNORDERED = Order()
_MOST = 64


def _twice(entries: frozenset[Entry]) -> bool:
    """True where one item came in at two places."""
    return len({entry.key for entry in entries}) < len(entries)
