"""What a program's statements noted, brought together by place and kept up to date record by record.

A keystroke changes the record of one statement or of a few. Only what those records noted, before and now, is
brought together anew: every other site is the same object as before.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, cast

from qls.semantics.python.memory import Record
from qls.semantics.python.values import NOTHING, NodeId, Value, join, node_id
from qls.semantics.qiskit.facts import (
    Asked,
    AsV1,
    Binds,
    Called,
    Event,
    Field,
    Imported,
    Lost,
    Made,
    Named,
    Operands,
    PrimitiveMade,
    Quoted,
    Read,
    SiteSeen,
    Submission,
    Summed,
    Tuned,
    Use,
)
from qls.semantics.qiskit.values import Backend, Counts, Job, Primitive, Result
from qls.semantics.refinement import is_imported, question

_TELLING_READS = {"get_counts", "get_memory", "get_statevector", "get_unitary"}

# Where events are kept: the attribute of Facts, the event's attribute that is the key, whether all are kept.
_PLACES: dict[type, tuple[str, str, bool]] = {
    Imported: ("imports", "id", False),
    Named: ("named", "id", False),
    Quoted: ("quoted", "id", False),
    Lost: ("lost", "id", False),
    Summed: ("summed", "id", True),
    AsV1: ("as_v1", "id", True),
    Made: ("made", "id", False),
    PrimitiveMade: ("primitives", "id", False),
    Called: ("called", "id", True),
    Tuned: ("tuned", "backend", True),
    Asked: ("asked", "backend", True),
}


@dataclass(eq=False)
class Site:
    """An execution call, with all that is known of it from every path that reaches it."""

    id: NodeId
    node: ast.Call
    form: str
    backend: Value
    submission: Submission
    circuits: ast.expr | None
    backend_node: ast.expr | None
    qobj: NodeId | None
    function: NodeId | None
    guarded: bool
    keywords: dict[str, Value] = field(default_factory=dict)
    seen: list[SiteSeen] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    operands: dict[str, Operands] = field(default_factory=dict)

    @property
    def primitives(self) -> tuple[Primitive, ...]:
        """The V1 primitives that the site may run on."""
        return tuple(sorted((a for a in self.backend if isinstance(a, Primitive)), key=lambda a: a.made))

    @property
    def families(self) -> frozenset[str]:
        return frozenset(atom.family if isinstance(atom, Backend) else "unknown" for atom in self.backend)

    @property
    def backends(self) -> tuple[Backend, ...]:
        return tuple(sorted((a for a in self.backend if isinstance(a, Backend)), key=lambda a: a.made))


@dataclass
class Facts:
    """Everything noted about a program, by place.

    Attributes:
        version: counts the changes.
        unsorted: the kinds whose facts do not stand in the order of the text.
        changed: what has changed since somebody last cleared it: ("fact", (kind, place)) and ("table", kind).
    """

    sites: dict[NodeId, Site] = field(default_factory=dict)
    reads: dict[NodeId, Read] = field(default_factory=dict)
    imports: dict[NodeId, Imported] = field(default_factory=dict)
    named: dict[NodeId, Named] = field(default_factory=dict)
    quoted: dict[NodeId, Quoted] = field(default_factory=dict)
    lost: dict[NodeId, Lost] = field(default_factory=dict)
    summed: dict[NodeId, list[Summed]] = field(default_factory=dict)
    as_v1: dict[NodeId, list[AsV1]] = field(default_factory=dict)
    made: dict[NodeId, Made] = field(default_factory=dict)
    primitives: dict[NodeId, PrimitiveMade] = field(default_factory=dict)
    fields: dict[NodeId, Field] = field(default_factory=dict)
    called: dict[NodeId, list[Called]] = field(default_factory=dict)
    tuned: dict[NodeId, list[Tuned]] = field(default_factory=dict)
    asked: dict[NodeId, list[Asked]] = field(default_factory=dict)
    version: int = 0
    unsorted: set[str] = field(default_factory=set)
    changed: set[tuple[str, object]] = field(default_factory=set)

    def in_order(self, kind: str) -> dict[NodeId, object]:
        """The facts of a kind in the order of the text, whatever the order in which they were found."""
        facts: dict[NodeId, object] = getattr(self, kind)
        if kind in self.unsorted:
            facts = {place: facts[place] for place in sorted(facts)}
            setattr(self, kind, facts)
            self.unsorted.discard(kind)
        return facts

    def touch(self, kind: str, place: NodeId) -> None:
        """Note that the fact of a kind at a place may be another one now."""
        if kind != "imports":  # these stand in the order in which they are made
            self.unsorted.add(kind)
        self.changed.add(("fact", (kind, place)))
        self.changed.add(("table", kind))


_Key = tuple[type, NodeId]


class Gathering:
    """Brings records together.

    Attributes:
        facts: what they say; the same object all along.
    """

    def __init__(self) -> None:
        self.facts = Facts()
        self._all: Callable[[], Iterator[Record]] = lambda: iter(())
        self._positions: dict[int, int] | None = None
        self._noted: dict[_Key, dict[int, list[tuple[int, Event]]]] = {}
        self._reads_of: dict[NodeId, set[_Key]] = defaultdict(set)
        self._families: Mapping[NodeId, str] = {}

    def questions(self) -> dict[NodeId, ast.expr]:
        """What may be a backend: its type would tell."""
        found = {}
        for key in self._noted:
            for event in self._events(key) if key[0] is SiteSeen else ():
                asked = question(event) if isinstance(event, SiteSeen) else None
                if asked is not None and isinstance(event, SiteSeen) and event.backend_node is not None:
                    found[asked] = event.backend_node
        return found

    def learn(self, families: Mapping[NodeId, str]) -> None:
        """Take the families of the expressions in question, "" for what is no backend."""
        self._families = families
        everywhere = {id for kind, id in self._noted if kind is SiteSeen}
        self._settle_sites(everywhere)
        self.facts.version += 1

    def update(self, gone: list[Record], new: list[Record], all: Callable[[], Iterator[Record]]) -> None:
        """Bring the facts up to date.

        Args:
            gone: the records that may no longer be there; ``new`` those that may not have been there.
            all: gives those that noted something, in the order of the program.
        """
        self._all, self._positions = all, None
        before, after = {id(record): record for record in gone}, {id(record): record for record in new}
        dirty: set[_Key] = set()
        for number, record in before.items():
            for event in _noted(record) if number not in after else ():
                key = _key(event)
                noted = self._noted.get(key)
                if noted is not None and noted.pop(number, None) is not None and not noted:
                    del self._noted[key]
                dirty.add(key)
        for number, record in after.items():
            for index, event in enumerate(_noted(record)) if number not in before else ():
                key = _key(event)
                self._noted.setdefault(key, {}).setdefault(number, []).append((index, event))
                dirty.add(key)
        if dirty:
            self._settle(dirty)

    def _position(self, number: int) -> int:
        """The place of a record among all, by its identity."""
        if self._positions is None:
            self._positions = {id(record): position for position, record in enumerate(self._all())}
        return self._positions[number]

    def _settle(self, dirty: set[_Key]) -> None:
        sites: set[NodeId] = set()
        for key in dirty:
            kind, id = key
            if kind is Read or kind is Field:
                sites |= self._settle_read(key)
                self.facts.touch("reads" if kind is Read else "fields", id)
            elif kind in _PLACES:
                self.facts.touch(_PLACES[kind][0], id)
                self._settle_place(key)
            else:
                sites.add(id)
        self._settle_sites(sites)
        if any(kind is Imported for kind, _ in dirty):  # of two imports of one name, the later counts
            kept = [key for key in self._noted if key[0] is Imported]
            kept.sort(key=lambda key: self._order(key))
            self.facts.imports = {id: self.facts.imports[id] for _, id in kept}
        self.facts.version += 1

    def _events(self, key: _Key) -> list[Event]:
        """What was noted under a key, in the order of the program."""
        noted = self._noted.get(key, {})
        numbers = sorted(noted, key=self._position) if len(noted) > 1 else noted
        return [event for number in numbers for _, event in noted[number]]

    def _order(self, key: _Key) -> tuple[int, int]:
        noted = self._noted[key]
        return min((self._position(number), found[0][0]) for number, found in noted.items())

    def _settle_place(self, key: _Key) -> None:
        name, _, many = _PLACES[key[0]]
        kept = getattr(self.facts, name)
        events = self._events(key)
        if events:
            made = [event for event in events if isinstance(event, Made)]
            primitives = [event for event in events if isinstance(event, PrimitiveMade)]
            joined = reduce(PrimitiveMade.joined, primitives) if primitives else events[-1]
            kept[key[1]] = events if many else _one_of(made) if made else joined
        else:
            kept.pop(key[1], None)

    def _settle_read(self, key: _Key) -> set[NodeId]:
        """Bring one read up to date; the sites that it reads, or read before."""
        kept: dict[NodeId, Any] = self.facts.reads if key[0] is Read else self.facts.fields
        sites: set[NodeId] = set()
        before = kept.pop(key[1], None)
        if before is not None:
            for site in _read_by(before):
                self._reads_of[site].discard(key)
                sites.add(site)
        now: Any = None
        for event in self._events(key):
            now = event if now is None else _merged(now, event)
        if now is not None:
            kept[key[1]] = now
            for site in _read_by(now):
                self._reads_of[site].add(key)
                sites.add(site)
        return sites

    def _settle_sites(self, ids: set[NodeId]) -> None:
        for id in ids:
            self.facts.touch("sites", id)
            site = self._site(id)
            if site is None:
                self.facts.sites.pop(id, None)
            else:
                self.facts.sites[id] = site

    def _site(self, id: NodeId) -> Site | None:
        """What is known of the call at ``id``; None where it is no execution call."""
        site = self._seen_at(id)
        if site is None:
            return None
        self._add_readers(site)
        self._add_family(site)
        return site if self._runs_something(site) else None

    def _seen_at(self, id: NodeId) -> Site | None:
        """What the evaluations of the call saw; ``run`` of an imported name counts where its type is a backend's."""
        site: Site | None = None
        for event in self._events((SiteSeen, id)):
            assert isinstance(event, SiteSeen)
            asked = question(event)
            if asked is None or not is_imported(event) or self._families.get(asked):
                site = _seen(event) if site is None else _joined(site, event)
        return site

    def _add_readers(self, site: Site) -> None:
        for key in sorted(self._reads_of.get(site.id, ()), key=self._order):
            if key[0] is Read:
                site.reads.append(self.facts.reads[key[1]])
            else:
                site.fields.append(self.facts.fields[key[1]])
        uses = {(use.id, use.how): use for use in self._events((Use, site.id)) if isinstance(use, Use)}
        site.uses = list(uses.values())

    def _learned(self, site: Site) -> str | None:
        """The family of the site's backend by its type, "" where that is no backend, None where nobody said."""
        return None if site.backend_node is None else self._families.get(node_id(site.id[0], site.backend_node))

    def _add_family(self, site: Site) -> None:
        family = self._learned(site)
        if family and "unknown" in site.families:
            site.backend |= {Backend(family, "", site.id)}  # beside what is unknown: a type is no origin

    def _runs_something(self, site: Site) -> bool:
        """False for the ``run`` of something unknown that nothing says is a backend."""
        if "unknown" not in site.families or site.form != "run":
            return True
        if site.families == {"unknown"} and self._learned(site) == "":
            return False
        return _looks_like_a_backend(site)


def _noted(record: Record) -> list[Event]:
    return cast("list[Event]", record.events)  # of Qiskit's models, which note nothing else


def _key(event: Event) -> _Key:
    kind = type(event)
    if isinstance(event, Use):
        return kind, event.site
    return kind, getattr(event, _PLACES[kind][1]) if kind in _PLACES else event.id


def _one_of(made: list[Made]) -> Made:
    """What is known of a call that makes backends, of every evaluation of it."""
    names, families = frozenset(each.name for each in made), {each.family for each in made}
    if len(names) == len(families) == 1:
        return made[-1]
    family = made[-1].family if len(families) == 1 else "several"
    return replace(made[-1], family=family, name=made[-1].name if len(names) == 1 else "", names=names)


def _read_by(read: Read | Field) -> set[NodeId]:
    """The sites whose job, result or counts are read."""
    atoms = (Job, Result, Counts) if isinstance(read, Read) else (Result,)
    return {atom.site for atom in read.receiver if isinstance(atom, atoms)}


def _merged(now: Any, event: Any) -> Any:
    """What two evaluations of one read saw."""
    if isinstance(now, Field):
        return replace(event, receiver=now.receiver | event.receiver)
    return replace(
        event,
        method=event.method or now.method,
        receiver=now.receiver | event.receiver,
        index=join(now.index, event.index),
        told=now.told.joined(event.told) if now.told is not None and event.told is not None else None,
    )


def _looks_like_a_backend(site: Site) -> bool:
    return any(read.method in _TELLING_READS for read in site.reads) or site.families != {"unknown"}


def _seen(event: SiteSeen) -> Site:
    return Site(
        event.id,
        event.node,
        form=event.form,
        backend=event.backend,
        submission=event.submission,
        circuits=event.circuits,
        backend_node=event.backend_node,
        qobj=event.qobj,
        function=event.function,
        guarded=event.guarded,
        keywords=dict(event.keywords),
        seen=[event],
        operands=dict(event.operands),
    )


def _joined(site: Site, event: SiteSeen) -> Site:
    """What is known of a site, with what one more evaluation of it saw."""
    site.seen.append(event)
    site.backend = join(site.backend, event.backend)
    site.guarded = site.guarded or event.guarded
    site.qobj = site.qobj if site.qobj == event.qobj else None
    site.submission = _either_submission(site.submission, event.submission)
    for name, operands in event.operands:
        site.operands[name] = _either_operands(site.operands.setdefault(name, operands), operands)
    for name, value in event.keywords:
        site.keywords[name] = join(site.keywords.get(name, NOTHING), value)
    return site


def _either_submission(one: Submission, two: Submission) -> Submission:
    return Submission(
        many=one.many if one.many == two.many else None,
        length=one.length if one.length == two.length else None,
        registers=one.registers | two.registers,
        each=one.each if one.each == two.each else None,
        measured=one.measured or two.measured,
        saves=one.saves or two.saves,
        places=one.places | two.places,
        lists=one.lists and two.lists,
        conditional=one.conditional or two.conditional,
        names=one.names if one.names == two.names else None,
        root=one.root if one.root == two.root else None,
        repeats=one.repeats or two.repeats,
        outcomes=one.outcomes | two.outcomes,
        binds=one.binds if one.binds == two.binds else (one.binds or Binds("", None)).joined(two.binds),
        wiring=one.wiring if one.wiring == two.wiring else None,
    )


def _either_operands(one: Operands, two: Operands) -> Operands:
    return Operands(
        one.many if one.many == two.many else None,
        one.length if one.length == two.length else None,
        one.kinds | two.kinds,
        one.tuples or two.tuples,
    )
