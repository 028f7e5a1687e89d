"""Sites that share a reader move together or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qls.semantics.program import Site
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Field, Read, Use
from qls.semantics.qiskit.values import Counts, Job, Result


@dataclass(frozen=True, eq=False)
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
        return any(not isinstance(atom, (Job, Result, Counts)) or atom.site not in self.ids for atom in read.receiver)


class Groups:
    """The program's groups, kept up to date: sites that did not change stay in the same group."""

    def __init__(self) -> None:
        self._sites: dict[NodeId, Site] = {}
        self._of: dict[NodeId, Group] = {}
        self._runs: dict[NodeId, set[NodeId]] = defaultdict(set)  # what each V1 primitive runs
        self._all: list[Group] = []

    def update(self, sites: dict[NodeId, Site]) -> list[Group]:
        """The groups of ``sites``, in the order of their serial numbers."""
        gone = self._sites.keys() - sites.keys()
        new = {id for id, site in sites.items() if self._sites.get(id) is not site}
        if gone or new:
            self._follow_primitives(gone | new, sites)
            self._sites = dict(sites)
            for id in gone | new:  # what they were together with may now stand alone
                group = self._of.pop(id, None)
                new.update(group.ids if group is not None else ())
            new &= sites.keys()
            for made in {primitive.made for id in new for primitive in sites[id].primitives}:
                new.update(self._runs[made])
            for group in self._components(sorted(new)):
                self._of.update(dict.fromkeys(group.ids, group))
            self._all = sorted(set(self._of.values()), key=lambda group: group.id)
        return self._all

    def _follow_primitives(self, changed: Iterable[NodeId], sites: dict[NodeId, Site]) -> None:
        for id in changed:
            for primitive in self._sites[id].primitives if id in self._sites else ():
                self._runs[primitive.made].discard(id)
            for primitive in sites[id].primitives if id in sites else ():
                self._runs[primitive.made].add(id)

    def _components(self, ids: list[NodeId]) -> list[Group]:
        parent: dict[NodeId, NodeId] = {id: id for id in ids}

        def root(id: NodeId) -> NodeId:
            while parent[id] != id:
                parent[id] = id = parent[parent[id]]
            return id

        first: dict[NodeId, NodeId] = {}  # that each V1 primitive runs
        for id in ids:
            site = self._sites[id]
            readers: list[Read | Field] = [*site.reads, *site.fields]
            met = {atom.site for read in readers for atom in read.receiver if isinstance(atom, (Job, Result, Counts))}
            # A V1 primitive moves with everything that it runs.
            met.update(first.setdefault(primitive.made, id) for primitive in site.primitives)
            for other in met & parent.keys():
                parent[root(other)] = root(id)
        members: dict[NodeId, list[Site]] = defaultdict(list)
        for id in ids:
            members[root(id)].append(self._sites[id])
        return [Group(tuple(found)) for found in members.values()]
