"""Sites that share a reader move together or not at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from qls.semantics.facts import Field, Read, Use
from qls.semantics.program import Facts, Site
from qls.semantics.values import Counts, Job, NodeId, Result


@dataclass(frozen=True)
class Group:
    """Sites whose jobs and results meet somewhere, with all that reads them."""

    sites: tuple[Site, ...]

    @cached_property
    def id(self) -> NodeId:
        return self.sites[0].id

    @cached_property
    def ids(self) -> frozenset[NodeId]:
        return frozenset(site.id for site in self.sites)

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        found = {read.id: read for site in self.sites for read in site.reads}
        return tuple(found[id] for id in sorted(found))

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        found = {each.id: each for site in self.sites for each in site.fields}
        return tuple(found[id] for id in sorted(found))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        return tuple(use for site in self.sites for use in site.uses)

    def reads_of(self, *methods: str) -> tuple[Read, ...]:
        return tuple(read for read in self.reads if read.method in methods)

    def strangers(self, read: Read | Field) -> bool:
        """True where what is read may also be something that no site of the group gave."""
        return any(
            not isinstance(atom, (Job, Result, Counts)) or atom.site not in self.ids for atom in read.receiver
        )


def groups(facts: Facts) -> list[Group]:
    """The program's sites, grouped, in the order of the text."""
    parent: dict[NodeId, NodeId] = {id: id for id in facts.sites}

    def root(id: NodeId) -> NodeId:
        while parent[id] != id:
            id = parent[id]
        return id

    readers: list[Read | Field] = [*facts.reads.values(), *facts.fields.values()]
    for read in readers:
        met = [a.site for a in read.receiver if isinstance(a, (Job, Result, Counts)) and a.site in parent]
        for other in met[1:]:
            parent[root(other)] = root(met[0])
    runs: dict[NodeId, NodeId] = {}  # a V1 primitive moves with everything that it runs
    for id in sorted(facts.sites):
        for primitive in facts.sites[id].primitives:
            parent[root(id)] = root(runs.setdefault(primitive.made, id))
    members: dict[NodeId, list[Site]] = defaultdict(list)
    for id in sorted(facts.sites):
        members[root(id)].append(facts.sites[id])
    return [Group(tuple(found)) for found in members.values()]
