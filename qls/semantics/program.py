"""A program's meaning, kept up to date by edits.

Each top-level statement has a record: what it read, wrote and noted. After an edit, a statement is evaluated again
only when it is new or when something that it read has changed; otherwise its writes are repeated from the record.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from qls.semantics.gathering import Facts, Gathering, Site
from qls.semantics.python.frames import Definition, Definitions
from qls.semantics.python.memory import Memory, Record, Snapshot
from qls.semantics.python.places import Place
from qls.semantics.python.statements import Interpreter
from qls.semantics.python.values import NOTHING, OPAQUE, NodeId, join, node_id
from qls.semantics.qiskit.models import QISKIT
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
        mine.defined |= record.defined
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
        self._edits = 0  # since the facts were gathered
        self._uncalled: dict[NodeId, Record] = {}
        self._end: Snapshot = ({}, {})  # the names and heap behind the last statement
        self._final = self._end  # the same as functions see them that nothing calls
        self._mark: tuple[list[_Run], Snapshot] = ([], ({}, {}))  # names and heap behind these runs
        self._loose: set[str] = set()  # names of the module that functions bind which nothing calls
        self._definitions = Definitions()
        self._interpreter = Interpreter(self._definitions, QISKIT)
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
        first, last, at = self._touched(change)
        touched = self._runs[first:last]
        statements = [statement for run in touched for statement in run.statements]
        here = change.index - at
        statements[here : here + len(change.removed)] = change.added
        self._runs[first:last] = fresh = _runs(statements)
        gone = {id(run) for run in touched}
        self._dropped += [run for run in touched if not any(run is other for other in self._fresh)]
        self._fresh = [run for run in self._fresh if id(run) not in gone] + fresh
        for statement in change.removed:
            self._parents.pop(statement.serial, None)
            self._records.pop(statement.serial, None)
            self._definitions.forget(statement.serial)

    def _touched(self, change: Change) -> tuple[int, int, int]:
        """From which run up to which one a change touches them, and the index of the statement where these begin."""
        runs, at, first = self._runs, 0, 0
        while first < len(runs) and at + len(runs[first].statements) < change.index:
            at += len(runs[first].statements)
            first += 1
        last, end = first, at
        while last < len(runs) and end <= change.index + len(change.removed):
            end += len(runs[last].statements)
            last += 1
        return first, last, at

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

    def range_of(self, serial: int, node: ast.AST) -> Range:
        return self.range(node_id(serial, node))

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
        around = parents.get(node)
        while around is not None:
            yield around
            around = parents.get(around)

    def in_fstring(self, id: NodeId, node: ast.AST) -> ast.JoinedStr | None:
        """The f-string around a node, where it is not known where in it the node is: in a field of a format."""
        unplaced = self.tree(id[0]).unplaced
        around = [p for p in self.lineage(id[0], node) if isinstance(p, ast.JoinedStr)] if unplaced else []
        return around[-1] if not unplaced.isdisjoint(around) else None

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
        changed, moved = self._bring_up(memory)
        self._end = memory.names, memory.heap
        self._gather(memory, changed, moved)
        self._fresh, self._dropped, self._current = [], [], True
        return self._gathering.facts

    def _bring_up(self, memory: Memory) -> tuple[set[str], set[Place]]:
        """Bring the records up to date; the names and the places that may mean something else than before."""
        fresh = {id(run) for run in self._fresh}
        changed = {name for run in self._dropped for name in run.record.writes}
        moved = {place for run in self._dropped for place in run.record.heap_writes}
        last = self._fresh[-1] if self._edits == 1 and self._fresh else None
        self._edits = 0
        start = self._resume(memory, fresh)
        for position, run in enumerate(self._runs[start:], start):
            if id(run) not in fresh:
                if _holds(run.record, memory, changed, moved):
                    _repeat(run.record, memory)
                    continue
                changed.update(run.record.writes)
                moved.update(run.record.heap_writes)
                run = self._renewed(position)
            self._evaluate(run, memory)
            changed.update(run.record.writes)
            moved.update(run.record.heap_writes)
            if run is last:
                changed, moved = self._differing(memory, changed, moved)
                if not changed and not moved:
                    memory.names, memory.heap = self._end
                    break
        return changed, moved

    def _renewed(self, position: int) -> _Run:
        """The run at ``position`` made anew, to be evaluated."""
        old = self._runs[position]
        self._dropped.append(old)
        self._runs[position] = run = _Run(old.statements)
        self._fresh.append(run)
        return run

    def _differing(self, memory: Memory, changed: set[str], moved: set[Place]) -> tuple[set[str], set[Place]]:
        """What of ``changed`` and ``moved`` is something else behind the last fresh run.

        What was dropped stood here: what means the same behind it has not changed.
        """
        names = {name: value for run in self._dropped for name, value in run.record.writes.items()}
        heap = {place: state for run in self._dropped for place, state in run.record.heap_writes.items()}
        return (
            {name for name in changed if memory.names.get(name) != names.get(name, NOTHING)},
            {place for place in moved if memory.heap.get(place) != heap.get(place)},
        )

    def _gather(self, memory: Memory, changed: set[str], moved: set[Place]) -> None:
        """Bring together what the records note, with those of the functions that nothing calls."""
        called = set().union(*(run.record.called for run in self._runs))
        handed = set().union(*(run.record.handed for run in self._runs))
        gone = [record for run in self._dropped for record in run.telling] + list(self._uncalled.values())
        self._uncalled = self._run_uncalled(memory, called - handed, changed, moved)
        new = [record for run in self._fresh for record in run.telling] + list(self._uncalled.values())
        self._gathering.update(gone, new, self._telling)

    def _resume(self, memory: Memory, fresh: set[int]) -> int:
        """Bring the memory to where the first fresh run begins; the position of that run."""
        first = next((at for at, run in enumerate(self._runs) if id(run) in fresh), 0)
        before, (names, heap) = self._mark
        if before != self._runs[:first]:
            names, heap = {}, {}
            for run in self._runs[:first]:
                names.update(run.record.writes)
                heap.update(run.record.heap_writes)
            self._mark = self._runs[:first], (names, heap)
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
                _repeat(record, memory)
            else:
                self._interpreter.run(statement)
                record = memory.finish()
                self._records[statement.serial] = record
            run.add(record)

    def _run_uncalled(
        self, memory: Memory, called: set[NodeId], names: set[str], places: set[Place]
    ) -> dict[NodeId, Record]:
        """Evaluate the functions that nothing calls, each on its own.

        Args:
            called: by code in sight alone.
            names: those that may mean something else than the last time; ``places`` likewise.
        """
        before, heap_before = self._final
        after, heap_after = memory.names, memory.heap
        moved = {place for place in places if heap_before.get(place) is not heap_after.get(place)}
        pending = self._pending(called)
        # Each of them may run at any time, so what one of them gives to a name of the module may be there already.
        loose = {name for _, definition in pending for name in _globals_of(definition.node)}
        if loose:
            after = {**after, **{name: join(after.get(name) or NOTHING, OPAQUE) for name in loose}}
        asked = names | loose | self._loose
        changed = {name for name in asked if before.get(name) is not after.get(name)}
        self._final, self._loose = (after, heap_after), loose
        done: dict[NodeId, Record] = {}
        for id, _ in pending:
            record = self._uncalled.get(id)
            if record is None or not _holds(record, memory, changed, moved):
                memory.names, memory.heap = dict(after), dict(heap_after)
                self._interpreter.run_uncalled(id)
                record = memory.finish()
                memory.names, memory.heap = after, heap_after
            done[id] = record
        return done

    def _pending(self, called: set[NodeId]) -> list[tuple[NodeId, Definition]]:
        """The functions that are not ``called``; of the lambdas those that call something.

        What only a function defines that nothing calls is not among them, whether or not that was evaluated before.
        """
        defined = set().union(*(run.record.defined for run in self._runs))
        return [
            (id, definition)
            for id, definition in self._definitions.items()
            if id in defined and id not in called and _may_tell(definition.node)
        ]


def _globals_of(node: ast.AST) -> frozenset[str]:
    """The names of the module that a function may bind. Kept with the node, and gone with it."""
    known = getattr(node, "_qls_globals", None)
    if known is None:
        vars(node)["_qls_globals"] = known = _find_globals(node)
    return known


def _find_globals(node: ast.AST) -> frozenset[str]:
    asked = frozenset(name for part in ast.walk(node) if isinstance(part, ast.Global) for name in part.names)
    stored = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return asked & stored if asked else asked


def _repeat(record: Record, memory: Memory) -> None:
    """Write again what the record's statement wrote."""
    memory.names.update(record.writes)
    memory.heap.update(record.heap_writes)


def _holds(record: Record, memory: Memory, changed: set[str], moved: set[Place]) -> bool:
    """True when what may have changed was not read, or is as it was."""
    untouched = changed.isdisjoint(record.reads) and moved.isdisjoint(record.heap_reads)
    return untouched or _still(record, memory)


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


def _may_tell(node: ast.AST) -> bool:
    """True for a function that is worth evaluating on its own."""
    if isinstance(node, ast.Lambda):
        return any(isinstance(part, ast.Call) for part in ast.walk(node))
    return not isinstance(node, ast.ClassDef)
