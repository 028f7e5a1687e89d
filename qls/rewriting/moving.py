"""Text that a plan writes elsewhere: it may only go where its names have the values that they had.

A piece of the document that a plan puts outside its own old place is evaluated there: in another statement, another
function, once more, or for each round of a loop. What decides is where its names are bound. A name that the module
binds once means the same wherever it is the module's. Any other may not be bound between the two places, and both
places must belong to one run of one function.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qls.rewriting.names import ANY
from qls.rewriting.plan import Conflict, Piece, Plan
from qls.rewriting.scopes import CLASS, COMPREHENSION, Occurrence, Scope, Scopes, scopes_of
from qls.syntax.remembered import remembered
from qls.syntax.statement import Statement
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range

Harmless = Callable[[int, ast.Call], bool]  # of a call in the statement with a serial number


@remembered
def _bound_by_module(source: Source, name: str) -> tuple[tuple[int, Occurrence], ...]:
    """Where the module binds a name, each behind the first line of its statement."""
    found: list[tuple[int, Occurrence]] = []
    for number in source.index.having(name):
        scopes = scopes_of(source.statements[number].meant)
        found += [(source.starts[number], bind) for bind in scopes.binds_of(name, scopes.module)]
    return tuple(found)


@dataclass(frozen=True)
class _Part:
    """A piece of the document in a plan's new text.

    Attributes:
        span: where it stands in the document.
        place: what the new text takes the place of.
        pieces: the new text that it is a piece of.
    """

    span: Range
    place: Range
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class _Place:
    """A place in the document: its statement, its scope there, and the loops around it in that scope."""

    number: int
    first: int
    scopes: Scopes
    scope: Scope
    loops: tuple[Range, ...]
    span: Range

    @property
    def start(self) -> Position:
        return self.span.start


def refuse_other_values(
    source: Source,
    plan: Plan,
    harmless: Harmless,
    watch: Callable[[str], None],
    watch_bindings: Callable[[str], None],
    looked: Callable[[int], None],
) -> None:
    """Refuse a plan that writes text where it may mean something else.

    Args:
        harmless: whether a call may be made anywhere, and any number of times.
        watch: told each name that decides.
        watch_bindings: told each name of the module of which nothing decides but where it is bound.
        looked: told the serial number of every statement that decides.

    Raises:
        Conflict: a name may have another value there, or a call would be made at another time or more than once.
    """
    check = _Check(source, plan, harmless, watch, watch_bindings, looked)
    for part in _parts(plan):
        if _goes_elsewhere(source, part) or (_is_for_each(part) and check.place(part.place).scope.kind == CLASS):
            check.part(part)


def _parts(plan: Plan) -> Iterator[_Part]:
    for place in plan.outermost():
        yield from _pieces(plan, place, plan.replaced[place])
    for place, lines in plan.inserted.items():
        for line in lines:
            if isinstance(line, tuple):
                yield from _pieces(plan, Range(place.start, place.start), line)


def _pieces(plan: Plan, place: Range, pieces: tuple[Piece, ...]) -> Iterator[_Part]:
    for piece in pieces:
        if not isinstance(piece, Range):
            continue
        if piece in plan.replaced:
            yield from _pieces(plan, place, plan.replaced[piece]) if piece != place else ()
            continue
        yield _Part(piece, place, pieces)
        for inner in plan.outermost(piece):
            yield from _pieces(plan, place, plan.replaced[inner])


def _goes_elsewhere(source: Source, part: _Part) -> bool:
    if not part.place.contains(part.span):
        return True
    text = source.slice(part.place)  # only then a piece may leave a scope
    return " for " in text or "lambda" in text


def _is_for_each(part: _Part) -> bool:
    """True where the new text has a comprehension, and the piece may be evaluated inside it."""
    return part.pieces[0] is not part.span and any(isinstance(p, str) and " for " in p for p in part.pieces)


def _is_hidden(part: _Part) -> bool:
    """True where the piece stands inside a comprehension of the new text, and is not what that goes over first."""
    words = [piece if isinstance(piece, str) else _HERE if piece is part.span else "_" for piece in part.pieces]
    try:
        return _stands_inside(ast.parse("".join(words).strip(), mode="eval").body, inside=False)
    except SyntaxError:
        return True


_HERE = "_here_"


def _stands_inside(node: ast.AST, *, inside: bool) -> bool:
    if isinstance(node, ast.Name) and node.id == _HERE:
        return inside
    if not isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        return any(_stands_inside(child, inside=inside) for child in ast.iter_child_nodes(node))
    first, *others = node.generators
    values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    return _stands_inside(first.iter, inside=inside) or any(
        _stands_inside(part, inside=True) for part in (*values, *first.ifs, *others)
    )


class _Check:
    """Looks at the parts of one plan."""

    def __init__(
        self,
        source: Source,
        plan: Plan,
        harmless: Harmless,
        watch: Callable[[str], None],
        watch_bindings: Callable[[str], None],
        looked: Callable[[int], None],
    ) -> None:
        self.source, self.plan, self.harmless = source, plan, harmless
        self.watch, self.watch_bindings, self.looked = watch, watch_bindings, looked

    @cached_property
    def statements(self) -> list[Statement]:
        return self.source.statements

    def place(self, span: Range) -> _Place:
        number = max(bisect_right(self.source.starts, span.start.line) - 1, 0)
        number = min(number, len(self.statements) - 1)
        self.looked(self.statements[number].serial)
        first = self.source.starts[number]
        scopes = scopes_of(self.statements[number].tree)
        here = span.shifted(-first)
        loops = tuple(loop.shifted(first) for loop in scopes.loops_at(here))
        return _Place(number, first, scopes, scopes.at(here), loops, span)

    def part(self, part: _Part) -> None:
        at, to = self.place(part.span), self.place(part.place)
        gone = self.plan.outermost(part.span)
        for load in self._loads(at, part.span):
            if not any(span.contains(load.span.shifted(at.first)) for span in gone):
                self._name(load.name, load, at, to, part)
        if to.scope.kind == CLASS and _is_for_each(part):
            self._refuse_class(at, part)
        if not part.place.contains(part.span):
            self._refuse_bindings(at, part)
            self._reads(part.span, at, to)

    def _loads(self, at: _Place, span: Range) -> list[Occurrence]:
        return at.scopes.loads_in(span.shifted(-at.first))

    def _refuse_class(self, at: _Place, part: _Part) -> None:
        """A comprehension in the body of a class sees nothing of the class but what it goes over first."""
        if not _is_hidden(part):
            return
        for load in self._loads(at, part.span):
            if load.home.kind == CLASS:
                raise Conflict(
                    f"`{load.name}` is of the class, and would stand in a comprehension that does not see it"
                )

    def _refuse_bindings(self, at: _Place, part: _Part) -> None:
        for bind in at.scopes.binds_in(part.span.shifted(-at.first)):
            if bind.home.kind != COMPREHENSION and isinstance(bind.node, ast.Name):
                raise Conflict(f"`{bind.name}` is given its value in what would stand elsewhere")

    # --- names ----------------------------------------------------------------------------------------------------

    def _name(self, name: str, load: Occurrence, at: _Place, to: _Place, part: _Part) -> None:
        home = load.home
        if home.node is not None and part.span.contains(at.scopes.span(home).shifted(at.first)):
            return  # a function or comprehension inside the piece
        if at.number == to.number and home.node is not None and part.place.contains(
            at.scopes.span(home).shifted(at.first)
        ):  # fmt: skip
            if not self._bound_again(name, home, at, part):
                raise Conflict(f"`{name}` would stand outside what it belongs to")
            return
        if part.place.contains(part.span):
            return
        self.watch_bindings(name)
        there = to.scope.resolve(name)
        if not (there.node is home.node and (home.node is None or at.number == to.number)):
            raise Conflict(f"`{name}` means something else, or nothing, where it would be written")
        if not self._keeps(name, home, at, to):
            raise Conflict(f"`{name}` may have another value where it would be written")

    def _bound_again(self, name: str, home: Scope, at: _Place, part: _Part) -> bool:
        """True where the new text binds the name, as the old scope did: by its target or in its own words."""
        targets = [bind.span.shifted(at.first) for bind in at.scopes.binds_of(name, home)]
        pieces = [piece for piece in part.pieces if isinstance(piece, Range)]
        if any(piece.contains(target) for piece in pieces for target in targets):
            return True
        words = " ".join(piece for piece in part.pieces if isinstance(piece, str)).replace(",", " ").split()
        return "for" in words and name in words[words.index("for") :]

    def _keeps(self, name: str, home: Scope, at: _Place, to: _Place) -> bool:
        """True where a name has at ``to`` the value that it had at ``at``."""
        bindings = self._bindings(name, home, at)
        if not bindings:
            return True
        here, there = self._in(home, at), self._in(home, to)
        foreign = any(bind.scope.activation.node is not home.activation.node for _, bind in bindings)
        if len(bindings) == 1 and not bindings[0][1].loops and home.node is None and not foreign:
            when = self._when(bindings[0])
            return there is None or when <= there
        if foreign and self._changes_between(at, to):
            return False
        if here is None or there is None:
            if not _one_run(at, to):
                return False
            here, there = at.start, to.start
        return not any(
            self._comes_between(self._when(bind), bind[1], bind[0], at, to, here, there) for bind in bindings
        )

    def _comes_between(
        self, when: Position, bind: Occurrence, first: int, at: _Place, to: _Place, here: Position, there: Position
    ) -> bool:
        if min(here, there) < when < max(here, there):
            return True
        both = [loop for loop in at.loops if loop in to.loops]
        either = [loop for loop in (*at.loops, *to.loops) if loop not in both]
        if not self._same_statement(at, to) and (not self._overwritten(at) or there < here):
            either += both  # what a round binds late, the next one finds
        around = Range(when, when)
        return any(loop.contains(around) for loop in either)

    def _overwritten(self, at: _Place) -> bool:
        """True where what is made at ``at`` lasts until it is made again: it goes into a variable, not into a list."""
        statement = at.scopes.statement(self.statements[at.number].tree, at.span.shifted(-at.first))
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        return bool(targets) and all(isinstance(target, (ast.Name, ast.Attribute)) for target in targets)

    def _bindings(self, name: str, home: Scope, at: _Place) -> Sequence[tuple[int, Occurrence]]:
        if home.node is not None:
            return [(at.first, bind) for bind in at.scopes.binds_of(name, home)]
        return _bound_by_module(self.source, name)

    @staticmethod
    def _when(bind: tuple[int, Occurrence]) -> Position:
        return Position(bind[1].at.line + bind[0], bind[1].at.column)

    @staticmethod
    def _in(home: Scope, place: _Place) -> Position | None:
        """When a place is evaluated, where it belongs to the same run as the bindings in ``home``; else None."""
        return place.start if place.scope.activation.node is home.activation.node else None

    # --- what else is read ----------------------------------------------------------------------------------------

    def _reads(self, span: Range, at: _Place, to: _Place) -> None:
        """Refuse calls and reads of objects that would be made at another time."""
        nodes = at.scopes.expressions(self.statements[at.number].tree, span.shifted(-at.first))
        serial = self.statements[at.number].serial
        calls = [part for part in nodes if isinstance(part, ast.Call) and not self.harmless(serial, part)]
        self._refuse_calls(calls, at, to)
        objects = [part for part in nodes if isinstance(part, (ast.Attribute, ast.Subscript))]
        objects = [part for part in objects if not self._is_of_module(part, at)]
        apart = not _one_run(at, to) or (not self._same_statement(at, to) and self._changes_between(at, to))
        if (calls or objects) and apart:
            raise Conflict("what it is given may be something else where it would be computed")

    def _refuse_calls(self, calls: list[ast.Call], at: _Place, to: _Place) -> None:
        for call in calls:
            where = self._placed(call, at)
            if any(span.contains(where) for span in self.plan.replaced):
                continue
            if not self._is_dropped(where):
                raise Conflict("what it is given would be computed twice")
            if not _one_run(at, to) or [loop for loop in to.loops if loop not in at.loops]:
                raise Conflict("what it is given would be computed at another time")

    def _is_of_module(self, node: ast.Attribute | ast.Subscript, at: _Place) -> bool:
        """True for ``numpy.pi``, an attribute of something imported, and for the method of a call."""
        root: ast.AST = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Call):
            return True
        if not isinstance(root, ast.Name):
            return False
        binds = self._bindings(root.id, at.scopes.home(root, at.scope), at)
        return bool(binds) and all(bind.imported for _, bind in binds)

    def _placed(self, node: ast.AST, at: _Place) -> Range:
        return self.statements[at.number].tree.range(node).shifted(at.first)

    def _is_dropped(self, span: Range) -> bool:
        return self.plan.drops(span) or any(deleted.contains(span) for deleted in self.plan.deleted)

    def _same_statement(self, at: _Place, to: _Place) -> bool:
        if at.number != to.number:
            return False
        tree = self.statements[at.number].tree
        one, other = (at.scopes.statement(tree, each.span.shifted(-each.first)) for each in (at, to))
        return one is other and not hasattr(one, "body")

    def _changes_between(self, at: _Place, to: _Place) -> bool:
        """True where something is called or set between the two places that the plan leaves as it is."""
        self.watch(ANY)
        start, end = _stretch(at, to)
        first = bisect_right(self.source.starts, start.line) - 1
        last = bisect_right(self.source.starts, end.line) - 1
        for number in range(max(first, 0), min(last + 1, len(self.statements))):
            tree, line = self.statements[number].tree, self.source.starts[number]
            for part in ast.walk(tree.module) if tree.module is not None else ():
                if not self._may_change(self.statements[number].serial, part):
                    continue
                span = tree.range(part).shifted(line)
                inside = start <= span.start and span.end <= end
                around = span.contains(to.span) or span.contains(at.span)
                if inside and not around and not any(
                    each.contains(span) for each in (*self.plan.replaced, *self.plan.deleted)
                ):  # fmt: skip
                    return True
        return False

    def _may_change(self, serial: int, part: ast.AST) -> bool:
        if isinstance(part, (ast.Attribute, ast.Subscript)):
            return not isinstance(part.ctx, ast.Load)
        return isinstance(part, ast.Call) and not _is_print(part) and not self.harmless(serial, part)


def _stretch(at: _Place, to: _Place) -> tuple[Position, Position]:
    """Where what runs between two places begins and ends: with all of a loop around only one of them."""
    loops = [loop for loop in (*at.loops, *to.loops) if not (loop in at.loops and loop in to.loops)]
    start, end = min(at.span.end, to.span.end), max(at.start, to.start)
    return min([start, *(loop.start for loop in loops)]), max([end, *(loop.end for loop in loops)])


def _one_run(at: _Place, to: _Place) -> bool:
    """True where both places belong to the module itself, or to the same function or class."""
    here = at.scope.activation.node
    return here is to.scope.activation.node and (here is None or at.number == to.number)


def _is_print(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "print"
