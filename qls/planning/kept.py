"""What was found before, and what decided it: recorded as it is read, forgotten when any of it has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

from qls.report import Finding, shifted
from qls.rewriting import names
from qls.semantics.program import Facts, Site
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import (
    Asked,
    AsV1,
    Called,
    Field,
    Imported,
    Lost,
    Made,
    Named,
    PrimitiveMade,
    Quoted,
    Read,
    Summed,
    Tuned,
)
from qls.syntax.index import words_of
from qls.syntax.statement import Change
from qls.syntax.text import Range

# What can decide a finding: "table", a kind of facts as a whole; "fact", one of them, by its kind and place;
# "asked", how often a name is read and bound in the document; "watched", a name such that every statement with it
# counts; "bound", one of the module's such that every statement that binds it does; "word", every statement that has
# that word; "in", the serial number of a statement that was looked at.
Decider = tuple[str, object]
Moves = list[tuple[int, int]]  # what stands at a line or behind it is so many lines further down, one after the other

_SOME = 50_000
_Value = TypeVar("_Value")


class Recorder:
    """Takes down what is read while something is decided."""

    def __init__(self) -> None:
        self._deciders: set[Decider] = set()

    def note(self, what: str, each: object) -> None:
        self._deciders.add((what, each))

    def note_all(self, deciders: Iterable[Decider]) -> None:
        self._deciders.update(deciders)

    @contextmanager
    def recording(self) -> Iterator[set[Decider]]:
        """What is read inside, which whatever goes on around it has read too."""
        around, self._deciders = self._deciders, set()
        try:
            yield self._deciders
        finally:
            around |= self._deciders
            self._deciders = around


class Table(Mapping[NodeId, _Value]):
    """One kind of a program's facts, in the order of the text.

    Who looks up a place depends on that place; who goes through them depends on all.
    """

    def __init__(self, facts: Facts, kind: str, recorder: Recorder) -> None:
        self._facts, self._kind, self._recorder = facts, kind, recorder

    def _one(self, place: object) -> dict[NodeId, _Value]:
        self._recorder.note("fact", (self._kind, place))
        return cast("dict[NodeId, _Value]", getattr(self._facts, self._kind))

    def _all(self) -> dict[NodeId, _Value]:
        self._recorder.note("table", self._kind)
        return cast("dict[NodeId, _Value]", self._facts.in_order(self._kind))

    def __getitem__(self, place: NodeId) -> _Value:
        return self._one(place)[place]

    def __contains__(self, place: object) -> bool:
        return place in self._one(place)

    def __iter__(self) -> Iterator[NodeId]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def values(self) -> ValuesView[_Value]:
        return self._all().values()

    def items(self) -> ItemsView[NodeId, _Value]:
        return self._all().items()


class Tables:
    """A program's facts, for who decides by them."""

    def __init__(self, facts: Facts, recorder: Recorder) -> None:
        self.sites: Table[Site] = Table(facts, "sites", recorder)
        self.reads: Table[Read] = Table(facts, "reads", recorder)
        self.imports: Table[Imported] = Table(facts, "imports", recorder)
        self.named: Table[Named] = Table(facts, "named", recorder)
        self.quoted: Table[Quoted] = Table(facts, "quoted", recorder)
        self.lost: Table[Lost] = Table(facts, "lost", recorder)
        self.summed: Table[list[Summed]] = Table(facts, "summed", recorder)
        self.as_v1: Table[list[AsV1]] = Table(facts, "as_v1", recorder)
        self.made: Table[Made] = Table(facts, "made", recorder)
        self.primitives: Table[PrimitiveMade] = Table(facts, "primitives", recorder)
        self.fields: Table[Field] = Table(facts, "fields", recorder)
        self.called: Table[list[Called]] = Table(facts, "called", recorder)
        self.tuned: Table[list[Tuned]] = Table(facts, "tuned", recorder)
        self.asked: Table[list[Asked]] = Table(facts, "asked", recorder)


@dataclass
class Decision:
    """Findings, and what decided them.

    Attributes:
        frees: where the plans of their fixes take away the reading of a name, or take its import elsewhere.
    """

    decided: frozenset[Decider]
    findings: tuple[Finding, ...]
    frees: tuple[Range, ...] = ()


class KeptFindings:
    """Findings by who found them, kept as long as nothing that decided them has changed."""

    def __init__(self) -> None:
        self._kept: dict[object, Decision] = {}
        self._by_decider: dict[Decider, set[object]] = defaultdict(set)  # may name what is gone
        self._noted = 0  # how often something was noted there
        self._round: dict[object, Decision] = {}

    def forget(self, changes: Iterable[Change], facts: Iterable[Decider]) -> bool:
        """Forget what the changes of the text, and those of the ``facts``, decide; True where there was any."""
        before = len(self._kept)
        for what in (*_touched(changes), *facts):
            for key in self._by_decider.pop(what, ()):
                self._kept.pop(key, None)
        return len(self._kept) != before

    def move(self, moves: Moves) -> None:
        """Bring what is kept to where it stands now."""
        for kept in self._kept.values() if moves else ():
            kept.findings = tuple([finding.moved(moves) for finding in kept.findings])
            kept.frees = tuple([shifted(span, moves) for span in kept.frees])

    def found(self, key: object, find: Callable[[], Decision]) -> tuple[Finding, ...]:
        """The findings that ``find`` gives, with what decided them: those of before where that still holds."""
        kept = self._kept.get(key)
        if kept is None:
            kept = find()
            self._note(key, kept)
        self._round[key] = kept
        return kept.findings

    def freed(self) -> set[Range]:
        """What the fixes free of those who say what is said anyhow."""
        decisions = [kept for kept in self._kept.values() if all(finding.uses is None for finding in kept.findings)]
        return {span for kept in decisions for span in kept.frees}

    def sweep(self) -> None:
        """Forget what was not asked for since the last time."""
        self._kept, self._round = self._round, {}
        if self._noted > _SOME + 4 * sum(len(kept.decided) for kept in self._kept.values()):
            self._by_decider.clear()
            self._noted = 0
            for key, kept in self._kept.items():
                self._note(key, kept)

    def _note(self, key: object, kept: Decision) -> None:
        for each in kept.decided:
            self._by_decider[each].add(key)
        self._noted += len(kept.decided)


def _touched(changes: Iterable[Change]) -> Iterator[Decider]:
    """What changes of the text decide."""
    changes = list(changes)
    yield from (("asked", name) for name in names.changed(changes))
    yield from (("watched", name) for name in names.touched(changes))
    yield from (("bound", name) for name in names.rebound(changes))
    for change in changes:
        for statement in (*change.removed, *change.added):
            yield "in", statement.serial
            yield from (("word", word) for word in words_of(statement))
