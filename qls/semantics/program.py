"""A program's meaning, kept up to date by edits.

Each top-level statement has a record: what it read, wrote and noted. After an edit, a statement is evaluated again
only when it is new or when something that it read has changed; otherwise its writes are repeated from the record.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import is_not
from typing import Any

from qls.semantics.facts import (
    Asked,
    Called,
    Event,
    Field,
    Imported,
    Made,
    Named,
    Operands,
    PrimitiveMade,
    Read,
    Record,
    SiteSeen,
    Submission,
    Tuned,
    Use,
)
from qls.semantics.interpreter import Definition, Interpreter
from qls.semantics.refinement import is_imported, node_id, question
from qls.semantics.state import Memory
from qls.semantics.values import NOTHING, Backend, Counts, Job, NodeId, Primitive, Result, Value, join
from qls.syntax.statements import Source, Statement, Tree
from qls.syntax.text import Range

_TELLING_READS = {"get_counts", "get_memory", "get_statevector", "get_unitary"}


@dataclass
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
    """Everything noted about a program, by place."""

    sites: dict[NodeId, Site] = field(default_factory=dict)
    reads: dict[NodeId, Read] = field(default_factory=dict)
    imports: dict[NodeId, Imported] = field(default_factory=dict)
    named: dict[NodeId, Named] = field(default_factory=dict)
    made: dict[NodeId, Made] = field(default_factory=dict)
    primitives: dict[NodeId, PrimitiveMade] = field(default_factory=dict)
    fields: dict[NodeId, Field] = field(default_factory=dict)
    called: dict[NodeId, list[Called]] = field(default_factory=dict)
    tuned: dict[NodeId, list[Tuned]] = field(default_factory=dict)
    asked: dict[NodeId, list[Asked]] = field(default_factory=dict)
    questions: dict[NodeId, ast.expr] = field(default_factory=dict)  # what may be a backend: its type would tell


class _Run:
    """Neighbouring statements, with one record for all of them: what they read of before, what they leave."""

    __slots__ = ("record", "telling")

    def __init__(self) -> None:
        self.record, self.telling = Record(), list[Record]()

    def add(self, record: Record) -> None:
        mine = self.record
        for name, value in record.reads.items():
            if name not in mine.writes:
                mine.reads.setdefault(name, value)
        for place, state in record.heap_reads.items():
            if place not in mine.heap_writes:
                mine.heap_reads.setdefault(place, state)
        mine.writes.update(record.writes)
        mine.heap_writes.update(record.heap_writes)
        mine.called |= record.called
        mine.handed |= record.handed
        if record.events:
            self.telling.append(record)


def _runs(statements: list[Statement]) -> Iterator[list[Statement]]:
    """The statements in runs of about 64, cut where a serial number says so: an edit changes one run or two."""
    cuts = [index for index, statement in enumerate(statements) if not statement.serial & 63]
    at = 0
    for cut in [*cuts, len(statements)]:
        if cut > at:
            yield statements[at:cut]
            at = cut


class Program:
    """A source and what its names mean."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._records: dict[int, Record] = {}
        self._runs: dict[tuple[int, ...], _Run] = {}
        self._serials: set[int] = set()
        self._uncalled: dict[NodeId, Record] = {}
        self._final: tuple[dict[str, Value], dict[Any, Any]] = ({}, {})  # the names and heap behind the last statement
        self._definitions: dict[NodeId, Definition] = {}
        self._interpreter = Interpreter(self._definitions)
        self._where: dict[int, int] | None = None
        self._telling: list[Record] = []  # the records that the facts were gathered from
        self._facts: Facts | None = None
        self._families: dict[NodeId, str] = {}
        self._parents: dict[int, dict[ast.AST, ast.AST]] = {}

    # --- places -----------------------------------------------------------------------------------------------

    def layout(self) -> list[int]:
        """Where the statements stand that the facts were gathered from."""
        return [self.first_line(event.id[0]) for record in self._telling for event in record.events[:1]]

    def forget(self) -> None:
        """The source was edited: places have moved."""
        self._where = None

    def index(self, serial: int) -> int:
        """The position in ``source.statements`` of the statement with ``serial``."""
        if self._where is None:
            self._where = {s.serial: i for i, s in enumerate(self.source.statements)}
        return self._where[serial]

    def statement(self, serial: int) -> Statement:
        return self.source.statements[self.index(serial)]

    def first_line(self, serial: int) -> int:
        return self.source.starts[self.index(serial)]

    def tree(self, serial: int) -> Tree:
        return self.statement(serial).tree

    def range(self, id: NodeId) -> Range:
        """Where the node is in the document."""
        serial, line, column, end_line, end_column = id
        tree, first = self.tree(serial), self.first_line(serial)
        return Range.of(
            first + line - 1,
            tree.column(line - 1, column),
            first + end_line - 1,
            tree.column(end_line - 1, end_column),
        )

    def range_of(self, serial: int, node: Any) -> Range:
        return self.range((serial, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))

    def parents(self, serial: int) -> dict[ast.AST, ast.AST]:
        """The parent of every node of a statement."""
        tree = self.tree(serial)
        found = self._parents.get(serial)
        if found is None:
            found = {}
            if tree.module is not None:
                for parent in ast.walk(tree.module):
                    for child in ast.iter_child_nodes(parent):
                        found[child] = parent
            self._parents[serial] = found
        return found

    def lineage(self, serial: int, node: ast.AST) -> Iterator[ast.AST]:
        """The node's parents, the nearest first."""
        parents = self.parents(serial)
        while (node := parents.get(node)) is not None:  # type: ignore[assignment]
            yield node

    def in_fstring(self, id: NodeId, node: ast.AST) -> ast.JoinedStr | None:
        """The f-string around a node: there, Python before 3.12 does not say where the node is."""
        return next((p for p in self.lineage(id[0], node) if isinstance(p, ast.JoinedStr)), None)

    def enclosing_statement(self, serial: int, node: ast.AST) -> ast.stmt:
        if isinstance(node, ast.stmt):
            return node
        return next(parent for parent in self.lineage(serial, node) if isinstance(parent, ast.stmt))

    # --- evaluation -------------------------------------------------------------------------------------------

    def facts(self) -> Facts:
        """Bring the records up to date and gather what they note."""
        memory = self._interpreter.memory = Memory()
        runs = {}
        for statements in _runs(self.source.statements):
            key = tuple([statement.serial for statement in statements])
            run = self._runs.get(key)
            if run is None or not _still(run.record, memory):
                run = self._evaluate(statements, memory)
            else:
                memory.names.update(run.record.writes)  # type: ignore[arg-type]
                memory.heap.update(run.record.heap_writes)  # type: ignore[arg-type]
            runs[key] = run
        if runs.keys() != self._runs.keys():
            self._serials = {serial for key in runs for serial in key}
            self._parents = {serial: found for serial, found in self._parents.items() if serial in self._serials}
        self._runs = runs
        called: set[NodeId] = set()
        handed: set[NodeId] = set()
        telling: list[Record] = []
        for run in runs.values():
            called |= run.record.called
            handed |= run.record.handed
            telling += run.telling
        telling += [record for record in self._run_uncalled(memory, called - handed) if record.events]
        if self._facts is None or len(telling) != len(self._telling) or any(map(is_not, telling, self._telling)):
            self._telling = telling
            self._facts = _gather([event for record in telling for event in record.events], self._families)
        return self._facts

    def learn(self, families: Mapping[NodeId, str]) -> bool:
        """Take the families of the expressions in question, "" for what is no backend; True where that is news."""
        if families == self._families:
            return False
        self._families, self._facts = dict(families), None
        return True

    def _evaluate(self, statements: list[Statement], memory: Memory) -> _Run:
        """Bring the records of one run of statements up to date."""
        run = _Run()
        for statement in statements:
            record = self._records.get(statement.serial)
            if record is not None and _still(record, memory):
                memory.names.update(record.writes)  # type: ignore[arg-type]
                memory.heap.update(record.heap_writes)  # type: ignore[arg-type]
            else:
                self._interpreter.run(statement)
                record = memory.finish()
                self._records[statement.serial] = record
            run.add(record)
        return run

    def _run_uncalled(self, memory: Memory, called: set[NodeId]) -> Iterator[Record]:
        """Evaluate the functions that nothing calls, each on its own."""
        serials = self._serials
        names, heap = memory.names, memory.heap
        changed = {name for name, value in names.items() if self._final[0].get(name) is not value}
        changed |= self._final[0].keys() - names.keys()
        moved = {place for place, state in heap.items() if self._final[1].get(place) is not state}
        self._final = (names, heap)
        pending = [
            (id, definition)
            for id, definition in list(self._definitions.items())
            if id[0] in serials and id not in called and not isinstance(definition.node, ast.ClassDef)
        ]
        if len(self._records) > 2 * len(serials):
            self._records = {serial: record for serial, record in self._records.items() if serial in serials}
            for id in [id for id in self._definitions if id[0] not in serials]:
                del self._definitions[id]
        done: dict[NodeId, Record] = {}
        for id, definition in pending:
            if isinstance(definition.node, ast.Lambda) and not _calls_something(definition.node):
                continue
            record = self._uncalled.get(id)
            touched = record is None or not (
                changed.isdisjoint(record.reads) and moved.isdisjoint(record.heap_reads)
            )
            if record is None or (touched and not _still(record, memory)):
                memory.names, memory.heap = dict(names), dict(heap)
                self._interpreter.run_uncalled(id)
                record = memory.finish()
                memory.names, memory.heap = names, heap
            done[id] = record
            yield record
        self._uncalled = done


def _still(record: Record, memory: Memory) -> bool:
    """True when all that the record's statement read is as it was."""
    names, heap = memory.names, memory.heap
    for name, value in record.reads.items():
        now = names.get(name, NOTHING)
        if now is not value and now != value:
            return False
    for place, state in record.heap_reads.items():
        here = heap.get(place)
        if here is not state and here != state:
            return False
    return True


def _calls_something(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def _gather(events: list[Event], families: Mapping[NodeId, str]) -> Facts:
    facts = Facts()
    uses: dict[tuple[NodeId, NodeId, str], Use] = {}
    for event in events:
        if isinstance(event, SiteSeen):
            asked = question(event)
            if asked is not None and event.backend_node is not None:
                facts.questions[asked] = event.backend_node
            if asked is None or not is_imported(event) or families.get(asked):
                _add_site(facts, event)
        elif isinstance(event, Read):
            known = facts.reads.get(event.id)
            facts.reads[event.id] = event if known is None else replace(
                event,
                receiver=known.receiver | event.receiver,
                index=join(known.index, event.index),
                told=known.told.joined(event.told) if known.told is not None and event.told is not None else None,
            )
        elif isinstance(event, Use):
            uses[event.site, event.id, event.how] = event
        elif isinstance(event, Imported):
            facts.imports[event.id] = event
        elif isinstance(event, Named):
            facts.named[event.id] = event
        elif isinstance(event, Made):
            facts.made[event.id] = event
        elif isinstance(event, PrimitiveMade):
            facts.primitives[event.id] = event
        elif isinstance(event, Field):
            same = facts.fields.get(event.id)
            facts.fields[event.id] = event if same is None else replace(event, receiver=same.receiver | event.receiver)
        elif isinstance(event, Called):
            facts.called.setdefault(event.id, []).append(event)
        elif isinstance(event, Tuned):
            facts.tuned.setdefault(event.backend, []).append(event)
        elif isinstance(event, Asked):
            facts.asked.setdefault(event.backend, []).append(event)
    for read in facts.reads.values():
        for atom in sorted(read.receiver, key=str):
            if isinstance(atom, (Job, Result, Counts)) and atom.site in facts.sites:
                facts.sites[atom.site].reads.append(read)
    for read_field in facts.fields.values():
        for atom in sorted(read_field.receiver, key=str):
            if isinstance(atom, Result) and atom.site in facts.sites:
                facts.sites[atom.site].fields.append(read_field)
    for use in uses.values():
        if use.site in facts.sites:
            facts.sites[use.site].uses.append(use)
    for id, site in list(facts.sites.items()):
        family = families.get(node_id(id[0], site.backend_node)) if site.backend_node is not None else None
        if family and "unknown" in site.families:
            site.backend |= {Backend(family, "", id)}  # beside what is unknown: a type is no origin
        elif family == "" and site.families == {"unknown"} and site.form == "run":
            del facts.sites[id]
            continue
        if "unknown" in site.families and site.form == "run" and not _looks_like_a_backend(site):
            del facts.sites[id]
    return facts


def _looks_like_a_backend(site: Site) -> bool:
    return any(read.method in _TELLING_READS for read in site.reads) or site.families != {"unknown"}


def _add_site(facts: Facts, event: SiteSeen) -> None:
    known = facts.sites.get(event.id)
    if known is None:
        facts.sites[event.id] = Site(
            event.id,
            event.node,
            event.form,
            event.backend,
            event.submission,
            event.circuits,
            event.backend_node,
            event.qobj,
            event.function,
            event.guarded,
            dict(event.keywords),
            [event],
            operands=dict(event.operands),
        )
        return
    known.seen.append(event)
    known.backend = join(known.backend, event.backend)
    known.guarded = known.guarded or event.guarded
    known.qobj = known.qobj if known.qobj == event.qobj else None
    one, two = known.submission, event.submission
    known.submission = Submission(
        one.many if one.many == two.many else None,
        one.length if one.length == two.length else None,
        one.registers | two.registers,
        one.each if one.each == two.each else None,
        one.measured or two.measured,
        one.saves or two.saves,
        one.places | two.places,
        one.lists and two.lists,
        one.conditional or two.conditional,
        one.names if one.names == two.names else None,
        one.root if one.root == two.root else None,
        one.repeats or two.repeats,
        one.outcomes | two.outcomes,
    )
    for name, operands in event.operands:
        before = known.operands.setdefault(name, operands)
        known.operands[name] = Operands(
            before.many if before.many == operands.many else None,
            before.length if before.length == operands.length else None,
            before.kinds | operands.kinds,
            before.tuples or operands.tuples,
        )
    for name, value in event.keywords:
        known.keywords[name] = join(known.keywords.get(name, NOTHING), value)
