"""What circuits are called: a legacy result is read by a circuit's name.

``result.get_counts(circuit)`` looks for the first circuit of that name among those that were run (V: 0.45,
``Result._get_experiment``). Qiskit numbers the circuits that get no name, so each has its own; copies keep it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qls.semantics.python.order import Label


@dataclass(frozen=True, slots=True)
class Name(Label):
    """What a circuit is called: ``text`` where that is a constant, else a number that Qiskit gave it at ``made``.

    Attributes:
        made: what named it, and the calls that led there; the copies of a circuit share it.
        loops: the loops in whose current round it was named.
    """

    def differs(self, other: Name | None) -> bool:
        """True where the two are certainly called differently."""
        return other is not None and self.key != other.key and not self._numbered_alike(other)

    def _numbered_alike(self, other: Name) -> bool:
        texts = [name.text for name in (self, other) if name.text is not None]
        return len(texts) == 1 and texts[0].startswith("circuit")


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
