"""What a migration has to work with: the program, its facts, the environment, the settings."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import is_

from qls.catalogue.roles import STAR_TODAY
from qls.environment import Environment
from qls.migrations.groups import Group, Groups
from qls.report import Finding
from qls.rewriting import names
from qls.rewriting.moving import refuse_other_values
from qls.rewriting.plan import Conflict, Own, Piece, Plan, Symbol
from qls.rewriting.promise import broken
from qls.semantics.facts import Imported, Made
from qls.semantics.program import Program, Site
from qls.semantics.values import NodeId
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit


class Refusal(Exception):
    """Why a fix is not offered, as a sentence without its full stop."""


@dataclass(frozen=True)
class Verdict:
    """What was decided of a chain, without the plan: it holds as long as the chain's facts do.

    Attributes:
        offered: a fix is offered.
        destination: where it goes.
        changes: what changes in the program's answer; empty where nothing does.
        reason: why nothing is offered, as a sentence without its full stop.
    """

    offered: bool
    destination: str = ""
    changes: str = ""
    reason: str = ""
    left_out: tuple[str, ...] = ()  # keywords without effect that the new call does not have


Depends = tuple[object, ...]
# "asked": a name that was looked up in the whole document; "watched": a name such that every statement with it counts;
# "in": the serial number of a statement that is stood in or was decided by.
Decider = tuple[str, object]
Moves = list[tuple[int, int]]  # what stands at a line or behind it is so many lines further down, one after the other


def _same(one: Depends, other: Depends) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


@dataclass(frozen=True)
class Outcome:
    """A verdict, and the plan that carries it out."""

    verdict: Verdict
    make: Callable[[], Plan] = field(repr=False, compare=False)

    @property
    def plan(self) -> Plan:
        """The plan of what is offered, for the document as it is now."""
        return self.make()


@dataclass
class _Kept:
    """Findings, and what they were decided by.

    Attributes:
        version: of the facts that count.
        depends: the facts outside the group; None where all facts count, by their version.
        decided: what else decides them.
    """

    version: int
    depends: Depends | None
    decided: frozenset[Decider]
    findings: tuple[Finding, ...]


class Module:
    """The statements of a module, one after the other.

    Attributes:
        statements: each with the serial number of the document's statement that it is in.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._first: list[int] = []  # by position in the document, that of the first in ``statements``
        self.statements: list[tuple[int, ast.stmt]] = []
        for statement in source.statements:
            self._first.append(len(self.statements))
            if statement.meant.module is not None:
                self.statements += [(statement.serial, node) for node in statement.meant.module.body]
        self._first.append(len(self.statements))
        self._places: dict[str, list[int]] = {}

    def of(self, serial: int) -> range:
        """The positions of what the document's statement with ``serial`` has."""
        at = self._source.index.position(serial)
        return range(self._first[at], self._first[at + 1])

    def places(self, name: str) -> list[int]:
        """The positions of the statements that may have ``name`` in them, in their order."""
        known = self._places.get(name)
        if known is None:
            first = self._first
            known = [place for at in self._source.index.having(name) for place in range(first[at], first[at + 1])]
            self._places[name] = known
        return known


_SOME = 50_000


def _of_group(
    context: Context, finds: Sequence[Callable[[Context, Group], Iterator[Finding]]], group: Group
) -> list[Finding]:
    return [finding for find in finds for finding in find(context, group)]


@dataclass
class Context:
    """A program to be analysed, again after each edit; what an edit does not touch keeps its findings.

    Attributes:
        wanted: whether a finding is reported: settings and comments can silence it.
    """

    program: Program
    environment: Environment
    destination: str = "auto"
    wanted: Callable[[Finding], bool] = lambda finding: True
    _outcomes: dict[Hashable, Outcome] = field(default_factory=dict)
    _groups: Groups = field(default_factory=Groups)
    _kept: dict[object, _Kept] = field(default_factory=dict)
    _decided: dict[Decider, set[object]] = field(default_factory=lambda: defaultdict(set))  # may name what is gone
    _noted: int = 0  # how often something was noted there
    _asked: set[str] = field(default_factory=set)
    _spanned: set[int] = field(default_factory=set)
    _watched: set[str] = field(default_factory=set)
    _bound: dict[str, int] = field(default_factory=dict)  # how often a name is bound, where that was asked
    _volatile: bool = False
    _planning: bool = False
    _version: int = -1  # of the facts that were last looked at
    _found: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.facts = self.program.facts()  # the same object all along

    def find(
        self,
        of_groups: Sequence[Callable[[Context, Group], Iterator[Finding]]],
        around_them: Mapping[Callable[[Context], Iterator[Finding]], Sequence[str]],
        of_all: Sequence[Callable[[Context], Iterator[Finding]]],
    ) -> list[Finding]:
        """Every finding that is wanted, each worked out anew only where something that decides it has changed.

        The same list as before where nothing has.

        Args:
            of_groups: find what is to be said of a group of sites.
            around_them: find what no site, read or use decides; each with the kinds of facts that do, where not all do.
            of_all: find what any fact may decide.
        """
        self.facts = self.program.facts()
        known_before = len(self._kept)
        moves = self._follow()
        if not moves and self.facts.version == self._version and len(self._kept) == known_before:
            return self._found
        kept, found = self._kept, list[Finding]()
        self._kept, self._version, self._found = {}, self.facts.version, found
        for group in self.groups:
            known = self._holds(kept.get(group), group, moves)
            if known is None:
                finds = partial(_of_group, self, of_groups, group)
                known = self._keep(group, finds, group)
            self._kept[group] = known
            found += known.findings
        counts = self.facts.counts
        versions = {find: sum(counts[kind] for kind in kinds or counts) for find, kinds in around_them.items()}
        for find, version in (*versions.items(), *((find, self.facts.version) for find in of_all)):
            known = kept.get(find)
            if known is None or known.version != version or moves:
                known = self._keep(find, partial(find, self), None, version)
            self._kept[find] = known
            found += known.findings
        if self._noted > _SOME:
            self._forget_the_gone()
        return found

    def _follow(self) -> Moves:
        """Forget what edits have touched since the analysis before; what they moved."""
        changes, self.program.changes = self.program.changes, []
        self._outcomes.clear()
        if changes:
            self._bound.clear()
        self.__dict__.pop("imported", None)
        self.__dict__.pop("stale", None)
        self.__dict__.pop("module", None)
        self.__dict__.pop("made_by", None)
        renamed, touched = names.changed(changes), names.touched(changes)
        typed = {new.serial for change in changes for new in change.added if new.stale}
        decided = [("asked", name) for name in renamed] + [("watched", name) for name in touched]
        for what in (*decided, *(("in", serial) for serial in typed)):
            for key in self._decided.pop(what, ()):
                self._kept.pop(key, None)
        return [(change.behind, change.grown) for change in changes if change.grown]

    def _holds(self, known: _Kept | None, group: Group, moves: Moves) -> _Kept | None:
        """What is known of a group, brought to where it stands now; None where something has changed."""
        if known is None or known.depends is None:
            return None
        if known.version != self.facts.around:
            if not _same(known.depends, self.depends(group)):
                return None
            known.version = self.facts.around
        if moves:
            known.findings = tuple([finding.moved(moves) for finding in known.findings])
        return known

    def _keep(
        self, key: object, find: Callable[[], Iterable[Finding]], group: Group | None, version: int | None = None
    ) -> _Kept:
        self._asked, self._spanned, self._watched, self._volatile = set(), set(), set(), False
        findings = tuple([finding for finding in find() if self.wanted(finding)])
        depends = self.depends(group) if group is not None and not self._volatile else None
        serials = {*self._serials(group, findings), *self._spanned} if findings else set()
        parts = (("asked", self._asked), ("watched", self._watched), ("in", serials))
        kept = _Kept(
            self.facts.around if version is None else version,
            depends,
            frozenset((what, each) for what, part in parts for each in part),
            findings,
        )
        self._note(key, kept)
        return kept

    def _note(self, key: object, kept: _Kept) -> None:
        for each in kept.decided:
            self._decided[each].add(key)
        self._noted += len(kept.decided)

    def _forget_the_gone(self) -> None:
        """Now and then, leave out of the index what is kept no more."""
        if self._noted > _SOME + 4 * sum(len(kept.decided) for kept in self._kept.values()):
            self._decided.clear()
            self._noted = 0
            for key, kept in self._kept.items():
                self._note(key, kept)

    def _serials(self, group: Group | None, findings: Iterable[Finding]) -> Iterator[int]:
        """The statements that decide what is found of a group, or that findings of the whole program stand in."""
        if group is None:
            statements, starts = self.program.source.statements, self.program.source.starts
            spans = [span for each in findings for span in (each.range, *(other.range for other in each.related))]
            yield from (statements[bisect_right(starts, span.start.line) - 1].serial for span in spans)
            return
        for site in group.sites:
            yield site.id[0]
            yield from (read.id[0] for read in site.reads)
            yield from (use.id[0] for use in site.uses)
            yield from (field.id[0] for field in site.fields)
            yield from (backend.made[0] for backend in site.backends)

    def not_alone(self) -> None:
        """What is found now is decided by other groups too, and not to be kept."""
        self._volatile = True

    def once(self, key: Hashable, make: Callable[[], tuple[Plan, str, str]]) -> Outcome:
        """The outcome under ``key``, worked out on first use in an analysis.

        Args:
            make: gives the plan, its destination, and for an unsafe fix what changes; or raises a refusal.
        """
        known = self._outcomes.get(key)
        if known is not None:
            return known
        planning, self._planning = self._planning, True
        try:
            plan, destination, changes = make()
            self.refuse_half_typed(plan)
            refuse_other_values(self.program.source, plan, lambda call: id(call) in self.made_by, self.watch)
            verdict = Verdict(True, destination, changes, left_out=tuple(sorted(set(plan.left_out))))
        except (Refusal, Conflict) as refusal:
            verdict = Verdict(False, reason=str(refusal))
        finally:
            self._planning = planning
        outcome = self._outcomes[key] = Outcome(verdict, lambda: make()[0])
        return outcome

    def refuse_half_typed(self, plan: Plan) -> None:
        """No statement is edited by what it was before it was half typed.

        Raises:
            Refusal: the plan would.
        """
        for span in self.stale:
            if any(span.overlaps(other) for other in (*plan.replaced, *plan.deleted, *plan.inserted)):
                raise Refusal("a statement that it would change is half typed")

    def depends(self, group: Group) -> Depends:
        """The events around a group that decide what it becomes."""
        facts = self.facts
        events: list[object] = [*facts.imports.values()]
        for site in group.sites:
            events += facts.called.get(site.qobj or site.id, ())
            for primitive in site.primitives:
                made = primitive.made
                events += [facts.primitives.get(made), *facts.tuned.get(made, ()), *facts.asked.get(made, ())]
            for backend in site.backends:
                made = backend.made
                events += [facts.made.get(made), *facts.tuned.get(made, ()), made in facts.asked]
        return tuple(events)

    @property
    def groups(self) -> list[Group]:
        """The sites that move together."""
        return self._groups.update(self.facts.sites)

    @cached_property
    def module(self) -> Module:
        """The statements of the module as they are now."""
        return Module(self.program.source)

    @cached_property
    def stale(self) -> list[Range]:
        """Where the statements stand that are half typed."""
        return self.program.stale_ranges()

    @cached_property
    def imported(self) -> dict[str, list[Imported]]:
        """Imports of Qiskit by the local name that they bind."""
        found: dict[str, list[Imported]] = defaultdict(list)
        for event in self.facts.imports.values():
            found[event.bound].append(event)
        return found

    @cached_property
    def made_by(self) -> dict[int, Made]:
        """The calls that make backends, by the node's identity."""
        return {id(made.node): made for made in self.facts.made.values()}

    def span(self, serial: int, node: ast.AST) -> Range:
        """Where ``node`` of the statement with ``serial`` is.

        Raises:
            Refusal: a plan is being made, and the node is of another statement: an edit would hit the wrong text.
        """
        self._spanned.add(serial)
        if self._planning and node not in self.program.parents(serial):
            raise Refusal("where a part of it stands cannot be told")
        return self.program.range_of(serial, node)

    def site_range(self, site: Site) -> Range:
        """What to underline: the call, or the f-string around it."""
        around = self.program.in_fstring(site.id, site.node)
        return self.program.range(site.id) if around is None else self.program.range_of(site.id[0], around)

    def text(self, span: Range) -> str:
        return self.program.source.slice(span)

    def statement(self, id: NodeId, node: ast.AST) -> ast.stmt:
        return self.program.enclosing_statement(id[0], node)

    def edits(self, plan: Plan) -> tuple[TextEdit, ...]:
        """The edits that carry out a plan.

        Raises:
            Conflict: they would break the program; the message says why, without a full stop.
        """
        from qls.rewriting import imports  # libcst comes with it: not before an edit is asked for

        edits = imports.finish(self.program.source, plan, STAR_TODAY)
        if reason := broken(self.program.source, edits):
            raise Conflict(reason)
        return tuple(edits)

    def loads(self, name: str) -> list[Range]:
        """Where the document reads ``name``; in a statement that does not parse, where it has the word."""
        self._asked.add(name)
        return names.loads(self.program.source, name)

    def binds(self, name: str) -> int:
        """How often the document binds ``name``, other than by import."""
        self._asked.add(name)
        return self._bindings(name)

    def _bindings(self, name: str) -> int:
        known = self._bound.get(name)
        if known is None:
            known = self._bound[name] = names.binds(self.program.source, name)
        return known

    def is_bound(self, name: str) -> bool:
        """True where the document binds ``name``, other than by import."""
        self._asked.add(f"={name}")
        return self._bindings(name) > 0

    def watch(self, name: str) -> None:
        """What is found now is decided by every statement that has ``name`` in it, also where it notes nothing."""
        self._watched.add(name)

    def is_read(self, name: str) -> bool:
        """True where the document reads ``name`` anywhere."""
        self._asked.add(name)
        return names.is_read(self.program.source, name)

    def mentions(self, word: str) -> bool:
        """True where the document has ``word`` in it anywhere."""
        self.watch(word)
        return bool(self.program.source.index.having(word))

    def in_broken(self, name: str) -> bool:
        """True where a statement that does not parse has the word ``name``."""
        self._asked.add(name)
        return names.in_broken(self.program.source, name)

    def symbol(self, module: str, name: str, beside: ast.expr | None = None) -> Piece:
        """A name of Qiskit for new text: through the module's alias where ``beside`` goes through one too."""
        if (
            module == "qiskit"
            and isinstance(beside, ast.Attribute)
            and isinstance(beside.value, ast.Name)
            and beside.attr in ("execute", "assemble", "transpile")
        ):
            return Own(f"{beside.value.id}.{name}")
        return Symbol(module, name)

    def release(self, plan: Plan, node: ast.AST) -> None:
        """The names in ``node`` may be unused once it is gone."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                plan.released.add(part.id)


def unused(context: Context, plan: Plan, name: str) -> bool:
    """True where the plan leaves nothing that reads ``name``, a name bound once."""
    if context.binds(name) != 1:
        return False

    def is_gone(load: Range) -> bool:
        around = (pieces for span, pieces in plan.replaced.items() if span.contains(load))
        return any(not any(isinstance(p, Range) and p.contains(load) for p in pieces) for pieces in around)

    return all(map(is_gone, context.loads(name)))


def is_simple(node: ast.expr) -> bool:
    """True for an expression that can be written twice: it has no effect and costs nothing."""
    if isinstance(node, (ast.Name, ast.Constant)):
        return True
    if isinstance(node, ast.Attribute):
        return is_simple(node.value)
    if isinstance(node, ast.Subscript):
        return is_simple(node.value) and is_simple(node.slice)
    return isinstance(node, ast.UnaryOp) and is_simple(node.operand)
