"""Expectation values that a program computes of counts by hand: where, of which bits, from which statements."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from qls.catalogue import options
from qls.planning import scopes
from qls.planning.groups import Group
from qls.planning.scopes import Placed
from qls.planning.workbench import Context
from qls.semantics.forms import CLOSE, Form, Unclear, all_shots, counts, depends
from qls.semantics.linear import LOST, Evaluator, stored
from qls.semantics.program import Site
from qls.semantics.python.values import Const, Number, constant
from qls.semantics.qiskit.facts import Read
from qls.syntax.text import Range

_MOST_BITS = 8
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)


@dataclass(frozen=True)
class Value:
    """An expectation value that is computed by hand.

    Attributes:
        span: what computes it: an expression, or the statements' last one.
        shown: what to underline.
        bits: those whose parity it is, counted from the right of a key.
        sign: 1 or -1.
        name: the name that a statement gives it to; empty where it is an expression.
    """

    span: Range
    shown: Range
    bits: frozenset[int]
    sign: int
    name: str = ""
    whole: bool = True  # nothing stands around the expression that could bind tighter than a sign


@dataclass
class ByHand:
    """The expectation values that are computed of one site's counts."""

    site: Site
    read: Read
    size: int  # of the classical register
    values: list[Value] = field(default_factory=list)
    target: Range | None = None  # the name that the counts have
    steps: list[Range] = field(default_factory=list)  # statements that only lead from the counts to the values
    otherwise: str = ""  # what else the counts are used for, as a reason
    elsewhere: Range | None = None  # where


def by_hand(context: Context, group: Group) -> Iterator[ByHand]:
    """What the program computes of the group's counts."""
    for read in group.reads_of("get_counts"):
        sites = [site for site in group.sites if read in site.reads]
        if len(sites) != 1 or group.strangers(read) or context.program.in_fstring(read.id, read.node) is not None:
            continue
        shapes = sites[0].submission.registers
        shape = next(iter(shapes)) if len(shapes) == 1 else None
        size = shape[0].size if shape is not None and len(shape) == 1 else None
        one = sites[0].submission.many is False or _of_one(sites[0], read)
        if size is not None and 0 < size <= _MOST_BITS and one:
            found = _Search(context, sites[0], read, size).found()
            if found.values:
                yield found


def _of_one(site: Site, read: Read) -> bool:
    """True where the counts are those of one circuit of a list, by its number: ``get_counts(i)``."""
    whole = all(isinstance(a, Number) or (isinstance(a, Const) and type(a.value) is int) for a in read.index)
    alone = len(read.node.args) == 1 and not read.node.keywords
    return bool(site.submission.many) and alone and bool(read.index) and whole


class _Search:
    """Follows one site's counts through the statements behind their reading."""

    def __init__(self, context: Context, site: Site, read: Read, size: int) -> None:
        self.context, self.site, self.read, self.size = context, site, read, size
        self.serial = read.id[0]
        self.statement = context.statement(read.id, read.node)
        self.levels = scopes.blocks(context, self.serial, self.statement)
        self.result = ByHand(site, read, size)
        self.looking = 0
        self.at = self.levels[0].index if self.levels else 0
        self.valued: set[str] = set()  # names whose value comes from the estimator in the end
        self.made: dict[str, Placed] = {}  # names on the way to the values, by what gave them
        self.evaluator = Evaluator({}, self.look_up, self.shots(), self.function)

    def found(self) -> ByHand:
        statement = self.statement
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if not self.levels:
            return self.result
        if not isinstance(statement, ast.Assign) or statement.value is not self.read.node:
            if isinstance(statement, _SIMPLE):
                self.expressions(statement, self.serial, set())
            elif isinstance(statement, ast.For):
                self.follow(self.levels[0].index, {}, {})
            return self.result
        if isinstance(target, ast.Name):
            self.result.target = self.context.span(self.serial, target)
            self.watch(target.id)
            self.evaluator.names[target.id] = counts(self.size)
            self.follow(self.levels[0].index + 1, {target.id: self.levels[0].index}, {})
        return self.result

    def watch(self, name: str) -> None:
        """A name that depends on the counts; in a function, no other statement of the module decides what it is."""
        if self.levels[-1].owner is None:
            self.context.watch(name)

    # --- statement by statement -------------------------------------------------------------------------------

    def follow(self, start: int, tainted: dict[str, int], ended: dict[str, tuple[int, bool]]) -> None:
        """Go through the block from ``start`` on with the names that depend on the counts."""
        block = self.levels[0]
        index: int | None = start
        while index is not None and index < len(block.statements):
            self.step(index, tainted, ended, first=index == start)
            index = block.next(index + 1, {*tainted, *self.evaluator.names}) if tainted else None
        self.read_behind(tainted, ended)
        self.made_for_nothing()

    def step(self, index: int, tainted: dict[str, int], ended: dict[str, tuple[int, bool]], *, first: bool) -> None:
        """Go through one statement: which names depend on the counts behind it, and which no longer do."""
        self.at = index
        serial, node = self.levels[0].statements[index]
        bound = scopes.binds(node)
        loaded = {name for name in tainted if scopes.read_first(node, name) is not None}
        if loaded or (not tainted and first):
            given = self.take(serial, node, loaded, index)
        else:
            given = frozenset[str]()
        for name in bound.difference(given):
            if name in tainted:
                ended[name] = (index, isinstance(node, ast.Assign) or name in self.valued)
                del tainted[name]
            self.evaluator.names.pop(name, None)
        for name in given:
            self.watch(name)
            tainted.setdefault(name, index)

    def read_behind(self, tainted: dict[str, int], ended: dict[str, tuple[int, bool]]) -> None:
        """Note what reads a name that depends on the counts outside the statements that were gone through."""
        size = len(self.levels[0].statements)
        for name in {*tainted, *ended}:
            last, rebound = ended.get(name, (size, False))
            place = scopes.read_outside(self.levels, name, last, rebound=rebound)
            if place is not None:
                self.used_otherwise(*place)
            if self.levels[-1].owner is None and self.context.in_broken(name) and not self.result.otherwise:
                self.result.otherwise = "a statement that does not parse may read the counts"

    def made_for_nothing(self) -> None:
        """Note a name on the way to the values that nothing reads: the program may want it for itself."""
        for name, (serial, node) in self.made.items():
            others = [other for _, (_, other) in self.levels[0].having(name) if other is not node]
            if not any(next(scopes.loads(other, name), None) for other in others):
                self.used_otherwise(serial, node)

    def take(self, serial: int, node: ast.stmt, loaded: set[str], index: int) -> Collection[str]:
        """One statement that reads what depends on the counts.

        Returns:
            The names that it gives something to that depends on them.
        """
        if isinstance(node, _SIMPLE) and self.expressions(node, serial, loaded):
            return set()
        names = self.evaluator.names
        before = dict(names)
        bound = scopes.binds(node) | stored(node)
        try:
            self.evaluator.run(node)
        except Unclear:
            self.evaluator.names = before
            self.used_otherwise(serial, node)
            return set()
        given = {name for name in bound if depends(self.evaluator.names.get(name))}
        known = {name: _parity(self.evaluator.names[name], self.size) for name in sorted(given)}
        values = [(name, parity) for name, parity in known.items() if parity is not None]
        if len(values) == 1 and not isinstance(node, ast.Assign):
            name, parity = values[0]
            self.computes(serial, node, index, name, parity)
            for other in bound - {name}:
                self.evaluator.names[other] = LOST
            return bound - {name}
        self.result.steps.append(self.context.span(serial, node))
        for name in given:
            self.started_at_nothing(index, name)
            if not isinstance(node, ast.For):
                self.made[name] = serial, node
        return given | bound if isinstance(node, ast.For) else given

    def computes(self, serial: int, node: ast.stmt, index: int, name: str, parity: tuple[frozenset[int], int]) -> None:
        """Note a statement, a loop as a rule, behind which ``name`` is an expectation value."""
        bits, sign = parity
        span = shown = self.context.span(serial, node)
        if isinstance(node, ast.For):
            shown = Range(span.start, self.context.span(serial, node.iter).end)
        self.result.values.append(Value(span, shown, bits, sign, name))
        self.valued.add(name)
        self.started_at_nothing(index, name)
        del self.evaluator.names[name]

    def started_at_nothing(self, index: int, name: str) -> None:
        """``e = 0`` in front of the loop that adds to it leads to nothing else."""
        level = self.levels[0]
        found = level.before(index, name)
        if found is None:
            return
        at, (serial, node) = found
        between = level.having(name, at + 1, index)
        plain = (
            isinstance(node, ast.Assign)
            and len(node.targets) == 1
            and not any(isinstance(part, (ast.Name, ast.Call, ast.Attribute)) for part in ast.walk(node.value))
        )
        if plain and not any(next(scopes.loads(other, name), None) for _, (_, other) in between):
            self.result.steps.append(self.context.span(serial, node))

    def expressions(self, node: ast.stmt, serial: int, loaded: set[str]) -> bool:
        """Note the outermost expressions of a statement that are expectation values; True where there are some."""
        found: list[tuple[ast.expr, tuple[frozenset[int], int]]] = []
        top = getattr(node, "value", None)
        waiting: list[ast.AST] = [top] if isinstance(top, ast.expr) else []
        reading = self.reading(node, serial)
        while waiting:
            part = waiting.pop()
            if id(part) not in reading:
                continue
            if isinstance(part, ast.expr) and not isinstance(part, (ast.Name, ast.Constant, ast.JoinedStr)):
                parity = self.parity_of(part)
                if parity is not None:
                    found.append((part, parity))
                    continue
            if not isinstance(part, (ast.JoinedStr, ast.Lambda, ast.ListComp, ast.GeneratorExp, ast.DictComp)):
                waiting += ast.iter_child_nodes(part)
        if not found:
            return False
        for part, (bits, sign) in found:
            span = self.context.span(serial, part)
            self.result.values.append(Value(span, span, bits, sign, whole=part is top))
        inside = {id(name) for part, _ in found for name in ast.walk(part)}
        for name in loaded:
            for load in scopes.loads(node, name):
                if id(load) not in inside:
                    self.used_otherwise(serial, node)
        return True

    def reading(self, node: ast.stmt, serial: int) -> set[int]:
        """The parts of a statement in which the counts, or what comes of them, are read, by their ``id``."""
        read: list[ast.AST] = [name for each in self.evaluator.names for name in scopes.named(node).get(each, ())]
        found = set[int]()
        for part in [*read, self.read.node]:
            for around in (part, *self.context.program.lineage(serial, part)):
                if id(around) in found or isinstance(around, ast.stmt):
                    break
                found.add(id(around))
        return found

    def parity_of(self, node: ast.expr) -> tuple[frozenset[int], int] | None:
        try:
            return _parity(self.evaluator.value(node), self.size)
        except Unclear:
            return None

    def used_otherwise(self, serial: int, node: ast.stmt) -> None:
        if not self.result.otherwise:
            self.result.otherwise = "the counts are read for something else too"
            self.result.elsewhere = self.context.span(serial, node)

    # --- what other names are ---------------------------------------------------------------------------------

    def shots(self) -> float | None:
        """The number of shots, where the program names it."""
        written = self.shots_node()
        if written is None:
            return options.EXECUTE_SHOTS
        known = constant(self.site.keywords.get("shots", frozenset()))
        number = written.value if isinstance(written, ast.Constant) else known
        return float(number) if isinstance(number, (int, float)) else None

    def shots_node(self) -> ast.expr | None:
        for keyword in self.site.node.keywords:
            if keyword.arg == "shots":
                return keyword.value
        return None

    def function(self, name: str) -> ast.FunctionDef | None:
        """The function of the program under ``name``."""
        if not self.context.is_bound(name):
            return None
        level = self.levels[-1]
        local = level.owner is not None and any(name in scopes.binds(node) for _, (_, node) in level.having(name))
        bound = scopes.module_bindings(self.context, name)
        node = bound[0][1] if len(bound) == 1 and not local else None
        return node if isinstance(node, ast.FunctionDef) and node.name == name else None

    def look_up(self, node: ast.expr, depth: int) -> object:
        """What the counts' own expression, the number of shots and constants of the program are."""
        if node is self.read.node:
            return counts(self.size)
        shots = self.shots_node()
        if not depth and shots is not None and ast.dump(shots) == ast.dump(node) and self.stable(shots):
            return all_shots(self.size)
        if not isinstance(node, ast.Name) or self.looking > 4:
            raise Unclear
        assignment = self.bound_to(node.id, depth)
        if not isinstance(assignment, ast.Assign) or not all(isinstance(t, ast.Name) for t in assignment.targets):
            raise Unclear
        self.looking += 1
        try:
            return Evaluator({}, self.look_up, None, self.function).value(assignment.value)
        finally:
            self.looking -= 1

    def bound_to(self, name: str, depth: int) -> ast.stmt | None:
        """The statement that gave a name its value, None where that is not certain; in a call, the module's one."""
        owner = self.levels[-1].owner
        local = owner is not None and scopes.hides(owner, name)
        if not local:
            self.context.watch(name)
        if not depth:
            found = scopes.bound_before([self.levels[0].at(self.at), *self.levels[1:]], name)
            if found is not None:
                return found[1][1]
            if local:
                return None
        bound = scopes.module_bindings(self.context, name)
        return bound[0][1] if len(bound) == 1 else None

    def stable(self, node: ast.expr) -> bool:
        """True where the names in ``node`` are bound once, so that it says the same wherever it stands."""
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        function = self.levels[-1].owner
        for name in names:
            if function is None or not scopes.hides(function, name):
                self.context.watch(name)
        if function is None:
            return all(self.context.binds(name) == 1 for name in names)
        if self.site.id[0] != self.serial or not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return False
        bound = _bindings(function)
        inside = any(part is self.site.node for part in ast.walk(function))
        return inside and all(bound.count(name) <= 1 for name in names)


def _bindings(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """The names that a function has as parameters or binds, each as often as it does."""
    parameters = [p.arg for p in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    parts = [part for part in ast.walk(function) if isinstance(part, ast.Name)]
    return [*parameters, *(part.id for part in parts if not isinstance(part.ctx, ast.Load))]


def _parity(value: object, size: int) -> tuple[frozenset[int], int] | None:
    """The bits, counted from the right, whose parity ``value`` is the mean of, and its sign; None for anything else."""
    if not isinstance(value, Form) or not value.share or len(value.factors) != 1 << size:
        return None
    factors = {key: factor + value.rest for key, factor in value.factors.items()}
    if any(abs(abs(factor) - 1) > CLOSE for factor in factors.values()):
        return None
    sign = 1 if factors["0" * size] > 0 else -1
    single = {bit: factors[format(1 << bit, f"0{size}b")] * sign for bit in range(size)}
    bits = frozenset(bit for bit, factor in single.items() if factor < 0)
    for key, factor in factors.items():
        odd = sum(key[size - 1 - bit] == "1" for bit in bits) % 2
        if (factor * sign < 0) is not bool(odd):
            return None
    return (bits, sign) if bits else None


__all__ = ["ByHand", "Value", "by_hand"]
