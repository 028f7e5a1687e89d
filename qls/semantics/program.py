"""A program's meaning, kept up to date by edits.

Each top-level statement has a record: what it read, wrote and noted. After an edit, a statement is evaluated again
only when it is new or when something that it read has changed; otherwise its writes are repeated from the record.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qls.semantics.facts import Record
from qls.semantics.frames import Definitions
from qls.semantics.gathering import Facts, Gathering, Site
from qls.semantics.interpreter import Interpreter
from qls.semantics.state import Memory
from qls.semantics.values import NOTHING, OPAQUE, NodeId, Value, join
from qls.syntax.statement import Change, Statement, Tree
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit

__all__ = ["Facts", "Program", "Site"]


class _Run:
    """Neighbouring statements, with one record for all of them: what they read of before, what they leave."""

    __slots__ = ("record", "statements", "telling")

    def __init__(self, statements: list[Statement]) -> None:
        self.statements = statements
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


def _runs(statements: list[Statement]) -> list[_Run]:
    """The statements in runs of about 64, cut where a serial number says so: an edit changes one run or two."""
    cuts = [index for index, statement in enumerate(statements) if not statement.serial & 63]
    ends = [*cuts, len(statements)]
    return [_Run(statements[at:cut]) for at, cut in zip([0, *cuts], ends, strict=True) if cut > at]


class Program:
    """A source and what its names mean.

    Attributes:
        changes: what edits did to the source, in their order, since somebody last cleared it.
        looked: is told the serial number of every statement whose nodes somebody looks at.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.changes: list[Change] = []
        self.looked: Callable[[int], None] = lambda serial: None
        self._records: dict[int, Record] = {}
        self._runs = _runs(source.statements)
        self._fresh = list(self._runs)  # those to be evaluated
        self._dropped: list[_Run] = []  # those that were there when the facts were gathered, and are not now
        self._serials = {statement.serial for statement in source.statements}
        self._edits = 0  # since the facts were gathered
        self._uncalled: dict[NodeId, Record] = {}
        self._end: tuple[dict[str, Value], dict[Any, Any]] = ({}, {})  # the names and heap behind the last statement
        self._final = self._end  # the same as functions see them that nothing calls
        self._mark: tuple[list[_Run], dict[str, Value], dict[Any, Any]] = ([], {}, {})  # behind these runs
        self._loose: set[str] = set()  # names of the module that functions bind which nothing calls
        self._definitions = Definitions()
        self._interpreter = Interpreter(self._definitions)
        self._gathering = Gathering()
        self._current = False  # the facts are those of the text
        self._families: dict[NodeId, str] = {}
        self._parents: dict[int, dict[ast.AST, ast.AST]] = {}

    # --- places -----------------------------------------------------------------------------------------------

    def edit(self, edit: TextEdit) -> None:
        """Change the text; the facts follow when they are asked for."""
        change = self.source.edit(edit)
        self.changes.append(change)
        before, after = [s.serial for s in change.removed], [s.serial for s in change.added]
        if before == after:
            return  # half typed: nothing means anything else than before
        self._current = False
        self._follow(change)
        self._edits += 1

    def _follow(self, change: Change) -> None:
        """Cut the runs anew that a change touches."""
        runs, at, first = self._runs, 0, 0
        while first < len(runs) and at + len(runs[first].statements) < change.index:
            at += len(runs[first].statements)
            first += 1
        last, end = first, at
        while last < len(runs) and end <= change.index + len(change.removed):
            end += len(runs[last].statements)
            last += 1
        touched = runs[first:last]
        statements = [statement for run in touched for statement in run.statements]
        here = change.index - at
        statements[here : here + len(change.removed)] = change.added
        runs[first:last] = fresh = _runs(statements)
        gone = {id(run) for run in touched}
        self._dropped += [run for run in touched if not any(run is other for other in self._fresh)]
        self._fresh = [run for run in self._fresh if id(run) not in gone] + fresh
        self._serials.difference_update(statement.serial for statement in change.removed)
        self._serials.update(statement.serial for statement in change.added)
        for statement in change.removed:
            self._parents.pop(statement.serial, None)
            self._records.pop(statement.serial, None)
            self._definitions.forget(statement.serial)

    def index(self, serial: int) -> int:
        """The position in ``source.statements`` of the statement with ``serial``."""
        return self.source.index.position(serial)

    def statement(self, serial: int) -> Statement:
        return self.source.statements[self.index(serial)]

    def first_line(self, serial: int) -> int:
        return self.source.starts[self.index(serial)]

    def tree(self, serial: int) -> Tree:
        """What the statement means: where it no longer parses, what it was when it did."""
        self.looked(serial)
        return self.statement(serial).meant

    def stale_ranges(self) -> list[Range]:
        """Where the statements stand that no longer parse, and mean what they were when they did."""
        source = self.source
        pairs = zip(source.statements, source.starts, strict=False) if source.broken else ()
        return [Range.of(first, 0, first + each.size, 0) for each, first in pairs if each.stale]

    def is_stale(self, serial: int) -> bool:
        """True for a statement that no longer parses: its nodes are no longer in the text."""
        return self.statement(serial).stale

    def range(self, id: NodeId) -> Range:
        """Where the node is in the document; about where, in a statement that no longer parses."""
        serial, line, column, end_line, end_column = id
        index = self.index(serial)
        statement, first = self.source.statements[index], self.source.starts[index]
        tree = statement.meant
        start, end = tree.column(line - 1, column), tree.column(end_line - 1, end_column)
        if not statement.stale:
            return Range(Position(first + line - 1, start), Position(first + end_line - 1, end))
        return self._within(first + statement.line_now(line - 1), start, first + statement.line_now(end_line - 1), end)

    def _within(self, line: int, column: int, end_line: int, end_column: int) -> Range:
        """The part of a range that the text has."""
        lengths = [len(self.source.lines[number].rstrip("\r\n")) for number in (line, end_line)]
        return Range.of(line, min(column, lengths[0]), end_line, min(end_column, lengths[1]))

    def range_of(self, serial: int, node: Any) -> Range:
        return self.range((serial, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))

    def parents(self, serial: int) -> dict[ast.AST, ast.AST]:
        """The parent of every node of a statement."""
        self.looked(serial)
        found = self._parents.get(serial)
        if found is None:
            tree = self.tree(serial)
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
        if self._current:
            return self._gathering.facts
        memory = self._interpreter.memory = Memory()
        fresh, dropped = {id(run) for run in self._fresh}, self._dropped
        changed = {name for run in dropped for name in run.record.writes}  # names that may mean something else
        moved = {place for run in dropped for place in run.record.heap_writes}
        last = self._fresh[-1] if self._edits == 1 and self._fresh else None
        self._edits = 0
        start = self._resume(memory, fresh)
        for position, run in enumerate(self._runs[start:], start):
            record = run.record
            same = id(run) not in fresh and (
                (changed.isdisjoint(record.reads) and moved.isdisjoint(record.heap_reads)) or _still(record, memory)
            )
            if not same:
                if id(run) not in fresh:
                    dropped.append(run)
                    changed.update(record.writes)
                    moved.update(record.heap_writes)
                    self._runs[position] = run = _Run(run.statements)
                    self._fresh.append(run)
                self._evaluate(run, memory)
                changed.update(run.record.writes)
                moved.update(run.record.heap_writes)
                if run is last:  # what was dropped stood here: what means the same behind it has not changed
                    names = {name: value for one in dropped for name, value in one.record.writes.items()}
                    heap = {place: state for one in dropped for place, state in one.record.heap_writes.items()}
                    changed = {name for name in changed if memory.names.get(name) != names.get(name, NOTHING)}
                    moved = {place for place in moved if memory.heap.get(place) != heap.get(place)}
                    if not changed and not moved:
                        memory.names, memory.heap = self._end
                        break
            else:
                memory.names.update(record.writes)  # type: ignore[arg-type]
                memory.heap.update(record.heap_writes)  # type: ignore[arg-type]
        self._end = memory.names, memory.heap
        called = set().union(*(run.record.called for run in self._runs))
        handed = set().union(*(run.record.handed for run in self._runs))
        gone = [record for run in dropped for record in run.telling] + list(self._uncalled.values())
        self._uncalled = self._run_uncalled(memory, called - handed, changed, moved)
        new = [record for run in self._fresh for record in run.telling] + list(self._uncalled.values())
        self._gathering.update(gone, new, self._telling)
        self._fresh, self._dropped, self._current = [], [], True
        return self._gathering.facts

    def _resume(self, memory: Memory, fresh: set[int]) -> int:
        """Bring the memory to where the first fresh run begins; the position of that run."""
        first = next((at for at, run in enumerate(self._runs) if id(run) in fresh), 0)
        before, names, heap = self._mark
        if before != self._runs[:first]:
            names, heap = {}, {}
            for run in self._runs[:first]:
                names.update(run.record.writes)  # type: ignore[arg-type]
                heap.update(run.record.heap_writes)
            self._mark = self._runs[:first], names, heap
        memory.names, memory.heap = names.copy(), heap.copy()
        return first

    def _telling(self) -> Iterator[Record]:
        """The records that noted something, in the order of the program."""
        for run in self._runs:
            yield from run.telling
        yield from self._uncalled.values()

    def questions(self) -> dict[NodeId, ast.expr]:
        """What may be a backend: its type would tell."""
        self.facts()
        return self._gathering.questions()

    def learn(self, families: Mapping[NodeId, str]) -> bool:
        """Take the families of the expressions in question, "" for what is no backend; True where that is news."""
        if families == self._families:
            return False
        self._families = dict(families)
        self.facts()
        self._gathering.learn(self._families)
        return True

    def _evaluate(self, run: _Run, memory: Memory) -> None:
        """Bring the records of one run of statements up to date."""
        for statement in run.statements:
            record = self._records.get(statement.serial)
            if record is not None and _still(record, memory):
                memory.names.update(record.writes)  # type: ignore[arg-type]
                memory.heap.update(record.heap_writes)  # type: ignore[arg-type]
            else:
                self._interpreter.run(statement)
                record = memory.finish()
                self._records[statement.serial] = record
            run.add(record)

    def _run_uncalled(
        self, memory: Memory, called: set[NodeId], names: set[str], places: set[Any]
    ) -> dict[NodeId, Record]:
        """Evaluate the functions that nothing calls, each on its own.

        Args:
            called: by code in sight alone.
            names: those that may mean something else than the last time; ``places`` likewise.
        """
        serials = self._serials
        before, heap_before = self._final
        after, heap_after = memory.names, memory.heap
        moved = {place for place in places if heap_before.get(place) is not heap_after.get(place)}
        pending = [
            (id, definition)
            for id, definition in self._definitions.items()
            if id[0] in serials and id not in called and not isinstance(definition.node, ast.ClassDef)
        ]
        # Each of them may run at any time, so what one of them gives to a name of the module may be there already.
        loose = {name for _, definition in pending for name in _globals_of(definition.node)}
        if loose:
            after = {**after, **{name: join(after.get(name, NOTHING), OPAQUE) for name in loose}}
        asked = names | loose | self._loose
        changed = {name for name in asked if before.get(name) is not after.get(name)}
        self._final, self._loose = (after, heap_after), loose
        done: dict[NodeId, Record] = {}
        for id, definition in pending:
            if isinstance(definition.node, ast.Lambda) and not _calls_something(definition.node):
                continue
            record = self._uncalled.get(id)
            same = record is not None and changed.isdisjoint(record.reads) and moved.isdisjoint(record.heap_reads)
            if record is None or not (same or _still(record, memory)):
                memory.names, memory.heap = dict(after), dict(heap_after)
                self._interpreter.run_uncalled(id)
                record = memory.finish()
                memory.names, memory.heap = after, heap_after
            done[id] = record
        return done


def _globals_of(node: ast.AST) -> frozenset[str]:
    """The names of the module that a function may bind. Kept with the node, and gone with it."""
    known = getattr(node, "_qls_globals", None)
    if known is None:
        known = node._qls_globals = _find_globals(node)  # type: ignore[attr-defined]
    return known


def _find_globals(node: ast.AST) -> frozenset[str]:
    asked = frozenset(name for part in ast.walk(node) if isinstance(part, ast.Global) for name in part.names)
    stored = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return asked & stored if asked else asked


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
