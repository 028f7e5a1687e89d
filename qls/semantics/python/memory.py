"""The machine's memory: names and heap, with a note of what was read and written.

A top-level statement is evaluated again only when something that it read has changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qls.semantics.python.places import Place
from qls.semantics.python.values import NOTHING, HeapState, NodeId, Value, join, join_states

Snapshot = tuple[dict[str, Value | None], dict[Place, HeapState | None]]


@dataclass
class Record:
    """What one top-level statement reads, writes and notes, given what it read."""

    reads: dict[str, Value] = field(default_factory=dict)
    heap_reads: dict[Place, HeapState | None] = field(default_factory=dict)
    writes: dict[str, Value | None] = field(default_factory=dict)
    heap_writes: dict[Place, HeapState | None] = field(default_factory=dict)
    events: list[object] = field(default_factory=list)  # what the models note
    defined: set[NodeId] = field(default_factory=set)  # functions that it defines
    called: set[NodeId] = field(default_factory=set)  # functions of the program that it calls
    handed: set[NodeId] = field(default_factory=set)  # functions that it hands to code that cannot be seen


class Memory:
    """The module's names and the heap."""

    def __init__(self) -> None:
        self.names: dict[str, Value | None] = {}
        self.heap: dict[Place, HeapState | None] = {}
        self.record = Record()
        self.branches = 0  # how many branches deep: there, what was before may survive what is written

    def get(self, name: str) -> Value | None:
        """What the module's name is; None where it is not bound."""
        value = self.names.get(name)
        record = self.record
        if name not in record.writes and name not in record.reads:
            record.reads[name] = NOTHING if value is None else value
        return value

    def set(self, name: str, value: Value) -> None:
        """Bind a name of the module."""
        if self.branches:
            self.get(name)
        self.names[name] = value
        self.record.writes[name] = value

    def look(self, place: Place) -> HeapState | None:
        """The state of what is at a place of the heap; None where nothing is."""
        state = self.heap.get(place)
        record = self.record
        if place not in record.heap_writes and place not in record.heap_reads:
            record.heap_reads[place] = state
        return state

    def put(self, place: Place, state: HeapState) -> None:
        """Put a state at a place of the heap."""
        if self.branches:
            self.look(place)
        self.heap[place] = state
        self.record.heap_writes[place] = state

    def snapshot(self) -> Snapshot:
        """The names and the heap as they are now."""
        return self.names.copy(), self.heap.copy()

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to what a snapshot holds."""
        self.names, self.heap = snapshot[0].copy(), snapshot[1].copy()

    def merge(self, other: Snapshot) -> None:
        """Join with another path through the program."""
        names, heap = other
        for name in self.record.writes:  # two paths inside one statement differ in nothing else
            value, mine = names.get(name), self.names.get(name)
            if value is not None and mine is not value:
                self.names[name] = value if mine is None else join(mine, value)
        for place in self.record.heap_writes:
            state, here = heap.get(place), self.heap.get(place)
            if state is not None and here is not state:
                self.heap[place] = join_states(state, here)

    def finish(self) -> Record:
        """End the statement: its record, with what it wrote as it stands now."""
        record = self.record
        for name in record.writes:
            record.writes[name] = self.names.get(name)
        for place in record.heap_writes:
            record.heap_writes[place] = self.heap.get(place)
        self.record = Record()
        return record
