"""What a migration has to work with: the program, its facts, the environment, the settings."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import accumulate
from typing import TypeVar, cast, overload

from qls.catalogue.roles import SAME_TODAY, STAR_TODAY
from qls.environment import Environment
from qls.planning.groups import Group, Groups
from qls.planning.kept import Decider, Decision, KeptFindings, Moves, Recorder, Tables
from qls.planning.said import Said
from qls.report import Finding
from qls.rewriting import names
from qls.rewriting.moving import refuse_other_values
from qls.rewriting.plan import Conflict, Own, Piece, Plan, Symbol
from qls.rewriting.promise import broken
from qls.rewriting.wrapped import wrapped
from qls.semantics.program import Facts, Program, Site
from qls.semantics.python.values import NodeId, node_id
from qls.semantics.qiskit.facts import Imported, Made
from qls.syntax.statement import Statement
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit, apply_edits

_Cached = TypeVar("_Cached")


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


@dataclass(frozen=True)
class Outcome:
    """A verdict, and the plan that carries it out."""

    verdict: Verdict
    make: Callable[[], Plan] = field(repr=False, compare=False)

    @property
    def plan(self) -> Plan:
        """The plan of what is offered, for the document as it is now."""
        return self.make()


_HALF_TYPED = "a statement that it would change is half typed"
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Module(Sequence[tuple[int, ast.stmt]]):
    """The statements of a module, one after the other, each with the serial number of the document's that it is in."""

    def __init__(self, source: Source, watch: Callable[[str], None]) -> None:
        self._source, self._watch = source, watch
        modules = [statement.meant.module for statement in source.statements]
        sizes = [0 if module is None else len(module.body) for module in modules]
        self._first = [0, *accumulate(sizes)]  # by position in the document, that of its first statement here
        self._places: dict[str, list[int]] = {}
        self._definitions: dict[str, list[tuple[int, ast.stmt]]] = {}
        # Kept for those who go through the statements, by name.
        self.marks: dict[tuple[str, str], dict[int, int]] = {}
        self.bindings: dict[str, list[tuple[int, ast.stmt]]] = {}

    def __len__(self) -> int:
        return self._first[-1]

    @overload
    def __getitem__(self, place: int) -> tuple[int, ast.stmt]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, ast.stmt]]: ...
    def __getitem__(self, place: int | slice) -> tuple[int, ast.stmt] | list[tuple[int, ast.stmt]]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        at = bisect_right(self._first, place) - 1
        statement = self._source.statements[at]
        assert statement.meant.module is not None
        return statement.serial, statement.meant.module.body[place - self._first[at]]

    def of(self, serial: int) -> range:
        """The positions of what the document's statement with ``serial`` has."""
        at = self._source.index.position(serial)
        return range(self._first[at], self._first[at + 1])

    def places(self, name: str) -> list[int]:
        """The positions of the statements that may have ``name`` in them, in their order."""
        self._watch(name)
        known = self._places.get(name)
        if known is None:
            first = self._first
            known = [place for at in self._source.index.having(name) for place in range(first[at], first[at + 1])]
            self._places[name] = known
        return known

    def definitions(self, name: str) -> list[tuple[int, ast.stmt]]:
        """The functions and classes that may have ``name`` in them."""
        places, known = self.places(name), self._definitions.get(name)
        if known is None:
            known = [each for each in map(self.__getitem__, places) if isinstance(each[1], _DEFINITIONS)]
            self._definitions[name] = known
        return known


def _of_group(
    context: Context, finds: Sequence[Callable[[Context, Group], Iterator[Finding]]], group: Group
) -> list[Finding]:
    return [finding for find in finds for finding in find(context, group)]


@dataclass
class Context:
    """A program to be analysed, again after each edit; what an edit does not touch keeps its findings.

    Attributes:
        wanted: whether a finding is reported: settings and comments can silence it.
        line_length: characters that a line of new text has at most, where brackets let it be broken.
    """

    program: Program
    environment: Environment
    destination: str = "auto"
    wanted: Callable[[Finding], bool] = lambda finding: True
    line_length: int = 100
    _outcomes: dict[Hashable, tuple[Outcome, frozenset[Decider]]] = field(default_factory=dict)
    _groups: Groups = field(default_factory=Groups)
    _kept: KeptFindings = field(default_factory=KeptFindings)
    _recorder: Recorder = field(default_factory=Recorder)
    _said: Said = field(default_factory=Said)
    _bound: dict[str, int] = field(default_factory=dict)  # how often a name is bound, where that was asked
    _read: dict[str, list[Range]] = field(default_factory=dict)  # where a name is read, likewise
    _freed: set[Range] = field(default_factory=set)  # what the plans of who decides now free
    _of_sites: dict[str, object] = field(default_factory=dict)
    _planning: bool = False
    _version: int = -1  # of the facts that were last looked at
    _found: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.facts = Tables(self.program.facts(), self._recorder)  # the same object all along
        self.program.looked = partial(self._recorder.note, "in")

    def find(
        self,
        of_groups: Sequence[Callable[[Context, Group], Iterator[Finding]]],
        of_program: Sequence[Callable[[Context], Iterator[Finding]]],
    ) -> list[Finding]:
        """Every finding that is wanted, each worked out anew only where something that decides it has changed.

        The same list as before where nothing has.

        Args:
            of_groups: find what is to be said of a group of sites.
            of_program: find what is to be said of anything else.
        """
        facts = self.program.facts()
        moves, forgotten = self._follow(facts)
        if not moves and not forgotten and facts.version == self._version:
            return self._found
        self._version, self._found = facts.version, []
        for group in self._groups.update(facts.sites):
            self._found += self._kept.found(group, partial(self._decide, partial(_of_group, self, of_groups, group)))
        for find in of_program:
            self._found += self._kept.found(find, partial(self._decide, partial(find, self)))
        self._kept.sweep()
        self._found = self._said.once(self._found, self._kept.freed(), half_typed=bool(self.stale))
        return self._found

    def _follow(self, facts: Facts) -> tuple[Moves, bool]:
        """Forget what edits have touched since the analysis before.

        Returns:
            What they moved, and whether anything is forgotten.
        """
        changes, self.program.changes = self.program.changes, []
        changed, facts.changed = facts.changed, set()
        self._outcomes.clear()
        self._of_sites.clear()
        if changes:
            self._bound.clear()
            self._read.clear()
        for known in ("_imported", "_made_by", "stale", "module"):
            self.__dict__.pop(known, None)
        forgotten = self._kept.forget(changes, changed)
        moves = [(change.behind, change.grown) for change in changes if change.grown]
        self._kept.move(moves)
        return moves, forgotten

    def _decide(self, find: Callable[[], Iterable[Finding]]) -> Decision:
        self._freed = set()
        with self._recorder.recording() as deciders:
            findings = tuple([finding for finding in find() if self.wanted(finding)])
            self._stand_in(findings)
        return Decision(frozenset(deciders), findings, tuple(self._freed))

    def _stand_in(self, findings: Iterable[Finding]) -> None:
        """What the findings say is decided by the statements that they stand in, too."""
        statements, starts = self.program.source.statements, self.program.source.starts
        for finding in findings:
            for span in (finding.range, *(other.range for other in finding.related)):
                self._recorder.note("in", statements[bisect_right(starts, span.start.line) - 1].serial)

    def once(self, key: Hashable, make: Callable[[], tuple[Plan, str, str]]) -> Outcome:
        """The outcome under ``key``, worked out on first use in an analysis.

        Args:
            make: gives the plan, its destination, and for an unsafe fix what changes; or raises a refusal.
        """
        known = self._outcomes.get(key)
        if known is not None:
            self._recorder.note_all(known[1])
            return known[0]
        planning, self._planning = self._planning, True
        with self._recorder.recording() as deciders:
            try:
                plan, destination, changes = make()
                half_typed = self._is_half_typed(plan)
                if not half_typed:
                    refuse_other_values(
                        self.program.source,
                        plan,
                        lambda serial, call: self.made_by(call, serial) is not None,
                        self.watch,
                        self.watch_bindings,
                        self.program.looked,
                    )
                self._frees(plan)
                if half_typed:
                    raise Refusal(_HALF_TYPED)
                verdict = Verdict(
                    offered=True, destination=destination, changes=changes, left_out=tuple(sorted(set(plan.left_out)))
                )
            except (Refusal, Conflict) as refusal:
                verdict = Verdict(offered=False, reason=str(refusal))
            except (SyntaxError, ValueError):  # its plan reads the text, which is not what the statement means
                if not self.stale:
                    raise
                verdict = Verdict(offered=False, reason=_HALF_TYPED)
            finally:
                self._planning = planning
        outcome = Outcome(verdict, lambda: make()[0])
        self._outcomes[key] = outcome, frozenset(deciders)
        return outcome

    def _frees(self, plan: Plan) -> None:
        """Note where a plan takes away the reading of a name, or takes its import elsewhere."""
        for span in (*plan.replaced, *plan.deleted):
            for load in names.loads_in(self.program.source, plan.released, span):
                if span in plan.deleted or plan.drops(load):
                    self._freed.add(load)
        for name in plan.moved:
            self._freed.update(self.program.range(event.id) for event in self.imported.get(name, ()))

    def _is_half_typed(self, plan: Plan) -> bool:
        """True where the plan would edit a statement by what it was before it was half typed."""
        changed = (*plan.replaced, *plan.deleted, *plan.inserted)
        return any(span.overlaps(other) for span in self.stale for other in changed)

    @property
    def groups(self) -> list[Group]:
        """The sites that move together."""
        self._recorder.note("table", "sites")
        return self._groups.update(self.program.facts().sites)

    @cached_property
    def module(self) -> Module:
        """The statements of the module as they are now."""
        return Module(self.program.source, self.watch)

    @cached_property
    def stale(self) -> list[Range]:
        """Where the statements stand that are half typed."""
        return self.program.stale_ranges()

    @property
    def imported(self) -> dict[str, list[Imported]]:
        """Imports of Qiskit by the local name that they bind."""
        self._recorder.note("table", "imports")
        return self._imported

    @cached_property
    def _imported(self) -> dict[str, list[Imported]]:
        found: dict[str, list[Imported]] = defaultdict(list)
        for event in self.facts.imports.values():
            found[event.bound].append(event)
        return found

    def made_by(self, node: ast.AST | None, serial: int | None = None) -> Made | None:
        """The backend that the expression ``node`` makes, of the statement with ``serial``; None for no such call."""
        if not isinstance(node, ast.Call):
            return None
        made = self._made_by.get(id(node))
        if made is None and serial is not None:
            self._recorder.note("fact", ("made", node_id(serial, node)))
        elif made is None:
            self._recorder.note("table", "made")
        else:
            self._recorder.note("fact", ("made", made.id))
        return made

    @cached_property
    def _made_by(self) -> dict[int, Made]:
        return {id(made.node): made for made in self.program.facts().made.values()}

    def cached(self, key: str, make: Callable[[], _Cached]) -> _Cached:
        """What ``make`` says of all the sites, worked out once for an analysis; no verdict may depend on it unnoted."""
        if key not in self._of_sites:
            self._of_sites[key] = make()
        return cast("_Cached", self._of_sites[key])

    @property
    def deciding(self) -> bool:
        """True while it is found out whether a fix is offered; False while its plan is made to be carried out."""
        return self._planning

    @property
    def conditional(self) -> frozenset[NodeId]:
        """The backends, by what makes them, on which some site runs gates that depend on a measurement."""
        self._recorder.note("table", "sites")
        sites = self.program.facts().sites
        conditional = (site for site in sites.values() if site.submission.conditional)
        return self.cached("conditional", lambda: frozenset(b.made for site in conditional for b in site.backends))

    def span(self, serial: int, node: ast.AST) -> Range:
        """Where ``node`` of the statement with ``serial`` is.

        Raises:
            Conflict: a plan is being made, and the node is of another statement: an edit would hit the wrong text.
            Refusal: a plan is being made, and where the node stands inside an f-string cannot be told.
        """
        self._recorder.note("in", serial)
        if self._planning:
            if node not in self.program.parents(serial):
                raise Conflict("where a part of it stands cannot be told")
            self._refuse_fstring(serial, node)
        return self.program.range_of(serial, node)

    def _refuse_fstring(self, serial: int, node: ast.AST) -> None:
        if self.program.in_fstring((serial, 0, 0, 0, 0), node) is None:
            return
        around = next(part for part in self.program.lineage(serial, node) if isinstance(part, ast.FormattedValue))
        raise Refusal(f"`{shortened(ast.unparse(around.value))}` stands inside an f-string")

    def site_range(self, site: Site) -> Range:
        """What to underline: the call, or the f-string around it."""
        around = self.program.in_fstring(site.id, site.node)
        return self.program.range(site.id) if around is None else self.program.range_of(site.id[0], around)

    def text(self, span: Range) -> str:
        return self.program.source.slice(span)

    def statement(self, id: NodeId, node: ast.AST) -> ast.stmt:
        return self.program.enclosing_statement(id[0], node)

    def node(self, id: NodeId) -> ast.expr | None:
        """The expression at a place; None where there is none."""
        for place in self.module.of(id[0]):
            for part in ast.walk(self.module[place][1]):
                if isinstance(part, ast.expr) and node_id(id[0], part) == id:
                    return part
        return None

    def edits(self, plan: Plan) -> tuple[TextEdit, ...]:
        """The edits that carry out a plan.

        Raises:
            Conflict: they would break the program; the message says why, without a full stop.
        """
        from qls.rewriting import imports  # libcst comes with it: not before an edit is asked for

        edits = imports.finish(self.program.source, plan, STAR_TODAY, SAME_TODAY)
        before = self.program.source
        after = Source(apply_edits(before.text, edits))
        if reason := broken(before, after):
            raise Conflict(reason)
        return tuple(wrapped(before, edits, after, self.line_length))

    def loads(self, name: str) -> list[Range]:
        """Where the document reads ``name``; in a statement that does not parse, where it has the word."""
        self._recorder.note("asked", name)
        if self.program.changes:  # not followed yet
            return names.read_at(self.program.source, name)
        known = self._read.get(name)
        if known is None:
            known = self._read[name] = names.read_at(self.program.source, name)
        return list(known)

    def spelled(self, name: str) -> list[Range]:
        """Where the document reads ``name`` and it can be edited; where in an f-string's format is not known."""
        return [span for span in self.loads(name) if self.text(span) == name]

    def binds(self, name: str) -> int:
        """How often the document binds ``name``, other than by import."""
        self._recorder.note("asked", name)
        return self._bindings(name)

    def _bindings(self, name: str) -> int:
        known = self._bound.get(name)
        if known is None:
            known = self._bound[name] = names.times_bound(self.program.source, name)
        return known

    def is_bound(self, name: str) -> bool:
        """True where the document binds ``name``, other than by import."""
        self._recorder.note("asked", f"={name}")
        return self._bindings(name) > 0

    def watch(self, name: str) -> None:
        """What is found now is decided by every statement that has ``name`` in it, also where it notes nothing."""
        self._recorder.note("watched", name)

    def watch_bindings(self, name: str) -> None:
        """What is found now is decided by every statement that binds ``name``, a name of the module."""
        self._recorder.note("bound", name)

    def is_read(self, name: str) -> bool:
        """True where the document reads ``name`` anywhere."""
        self._recorder.note("asked", name)
        return names.is_read(self.program.source, name)

    def mentions(self, word: str) -> bool:
        """True where the document has ``word`` in it anywhere."""
        return bool(self.having(word))

    def having(self, word: str) -> list[Statement]:
        """The statements with ``word`` anywhere in them, in their order."""
        self._recorder.note("word", word)
        source = self.program.source
        return [source.statements[at] for at in source.index.having(word)]

    def in_broken(self, name: str) -> bool:
        """True where a statement that does not parse has the word ``name``."""
        self._recorder.note("asked", name)
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


def shortened(code: str) -> str:
    """Code as a sentence can quote it: one line, of 60 characters at most."""
    line = " ".join(code.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def is_simple(node: ast.expr) -> bool:
    """True for an expression that can be written twice: it has no effect and costs nothing."""
    if isinstance(node, (ast.Name, ast.Constant)):
        return True
    if isinstance(node, ast.Attribute):
        return is_simple(node.value)
    if isinstance(node, ast.Subscript):
        return is_simple(node.value) and is_simple(node.slice)
    return isinstance(node, ast.UnaryOp) and is_simple(node.operand)
