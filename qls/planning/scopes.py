"""Where a statement stands: the blocks around it, what they bind before it, what they read behind it."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qls.planning.workbench import Context, Module

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)

Placed = tuple[int, ast.stmt]  # a statement, with the serial number of the top-level statement that it is in


@dataclass(frozen=True)
class Block:
    """Statements that run one after the other.

    Attributes:
        statements: all of them.
        index: where the statement stands that was asked for.
        owner: what the block belongs to; None for the module.
        places: the positions of the statements that may have a name in them, in their order.
        marks: what is remembered for ``_found``.
    """

    statements: Sequence[Placed]
    index: int
    owner: ast.AST | None
    places: Callable[[str], Sequence[int]] = field(repr=False, compare=False)
    marks: dict[tuple[str, str], dict[int, int]] = field(repr=False, compare=False)

    @property
    def repeated(self) -> bool:
        """True for the body of a loop."""
        return isinstance(self.owner, _LOOPS)

    def at(self, index: int) -> Block:
        """The same block, seen from another of its statements."""
        return Block(self.statements, index, self.owner, self.places, self.marks)

    def having(self, name: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, Placed]]:
        """The statements with ``name`` in them, from ``start`` up to ``stop``, each behind its position."""
        places = self.places(name)
        last = len(places) if stop is None else bisect_left(places, stop)
        for place in places[bisect_left(places, start) : last]:
            yield place, self.statements[place]

    def reader(self, name: str, start: int = 0, stop: int | None = None) -> Placed | None:
        """The first of the statements from ``start`` up to ``stop`` that reads what ``name`` was before them."""
        places = self.places(name)
        last = len(places) if stop is None else bisect_left(places, stop)
        at = self._found("decides", _decides, name, bisect_left(places, start), 1)
        placed = self.statements[places[at]] if at < last else None
        return placed if placed is not None and read_first(placed[1], name) is not None else None

    def _found(self, kind: str, is_one: Callable[[ast.stmt, str], bool], name: str, at: int, step: int) -> int:
        """The next of the ``places`` of ``name`` whose statement ``is_one``, by its number, from ``at`` on by ``step``.

        What was gone by is remembered, since every site asks for what is behind it, or before it: which number to go
        on with; its own for one that is found.
        """
        places, marks, passed = self.places(name), self.marks.setdefault((kind, name), {}), list[int]()
        while 0 <= at < len(places):
            if at not in marks:
                marks[at] = at if is_one(self.statements[places[at]][1], name) else at + step
            if marks[at] == at:
                break
            passed.append(at)
            at = marks[at]
        marks.update(dict.fromkeys(passed, at))
        return at

    def first_bound(self, name: str, stop: int) -> int:
        """The position of the first statement before ``stop`` that binds ``name``; ``stop`` where none does."""
        places = self.places(name)
        at = self._found("binds first", _binds, name, 0, 1)
        return min(places[at], stop) if at < len(places) else stop

    def before(self, index: int, name: str) -> tuple[int, Placed] | None:
        """The nearest statement before ``index`` that binds ``name``, behind its position."""
        places = self.places(name)
        at = self._found("binds", _binds, name, bisect_left(places, index) - 1, -1)
        return (places[at], self.statements[places[at]]) if at >= 0 else None

    def next(self, start: int, names: Iterable[str]) -> int | None:
        """The position, ``start`` or behind it, of the first statement that has one of ``names`` in it."""
        found = [place for name in names if (place := _next(self.places(name), start)) is not None]
        return min(found, default=None)


def _next(places: Sequence[int], start: int) -> int | None:
    at = bisect_left(places, start)
    return places[at] if at < len(places) else None


class _Body:
    """The statements of a block that is no module's, and where names stand in them."""

    def __init__(self, serial: int, nodes: Sequence[ast.stmt]) -> None:
        self.statements: list[Placed] = [(serial, node) for node in nodes]
        self.position = {id(node): place for place, node in enumerate(nodes)}
        self._known: dict[str, list[int]] | None = None
        self.marks: dict[tuple[str, str], dict[int, int]] = {}

    def places(self, name: str) -> Sequence[int]:
        if self._known is None:
            self._known = {}
            for place, (_, node) in enumerate(self.statements):
                for each in mentions(node):
                    self._known.setdefault(each, []).append(place)
        return self._known.get(name, ())


def _body(serial: int, owner: ast.AST, part: str) -> _Body | None:
    """A block of ``owner``, kept with it: every site of a block asks for it."""
    nodes = getattr(owner, part, None)
    if not isinstance(nodes, list):
        return None
    known, bodies = vars(owner).get("_qls_blocks", (None, dict[str, _Body]()))
    if known != serial:  # statements with the same text share their nodes
        bodies = {}
        vars(owner)["_qls_blocks"] = (serial, bodies)
    if part not in bodies:
        bodies[part] = _Body(serial, nodes)
    found: _Body = bodies[part]
    return found


def blocks(context: Context, serial: int, statement: ast.stmt) -> list[Block]:
    """The blocks that the statement is in, the innermost first, up to its function or the module."""
    found: list[Block] = []
    at: ast.AST = statement
    for parent in context.program.lineage(serial, statement):
        if isinstance(parent, ast.Module):
            break
        for part in ("body", "orelse", "finalbody"):
            body = _body(serial, parent, part)
            if body is not None and id(at) in body.position:
                found.append(Block(body.statements, body.position[id(at)], parent, body.places, body.marks))
        at = parent
        if isinstance(parent, _FUNCTIONS):
            return found
    module = context.module
    # Statements with the same text share their nodes, so the serial number decides.
    here = next((i for i in module.of(serial) if module[i][1] is at), None)
    return found if here is None else [*found, Block(module, here, None, module.places, module.marks)]


def module_bindings(context: Context, name: str) -> list[Placed]:
    """The module's statements that bind ``name``, or have a function that does it for the module."""
    context.watch(name)
    known = context.module.bindings.get(name)
    if known is None:
        placed = [context.module[place] for place in context.module.places(name)]
        known = [(serial, node) for serial, node in placed if name in _names(node).asked or name in binds(node)]
        context.module.bindings[name] = known
    return known


@dataclass(frozen=True)
class _Names:
    """The names of a node: all that stand in it, those that it binds in its own scope, those it asks of the module."""

    all: frozenset[str]
    bound: frozenset[str]
    asked: frozenset[str]


def _names(node: ast.AST) -> _Names:
    """Kept with the node: every site of a program looks at the statements behind it."""
    known = getattr(node, "_qls_names", None)
    if known is None:
        parts, statements = _own(node)
        inner = [_names(statement) for statement in statements]  # kept, too: branches are often deep
        asked = {name for part in parts if isinstance(part, ast.Global) for name in part.names}
        mentioned = {name for part in parts for name in _mentioned(part)}
        bound = set(_bound(node))
        runs = () if isinstance(node, (*_FUNCTIONS, ast.ClassDef)) else inner
        vars(node)["_qls_names"] = known = _Names(
            frozenset(mentioned.union(*(each.all for each in inner))),
            frozenset(bound.union(*(each.bound for each in runs))),
            frozenset(asked.union(*(each.asked for each in inner))),
        )
    return known


def _own(node: ast.AST) -> tuple[list[ast.AST], list[ast.stmt]]:
    """The node and its parts without the statements in it, and these statements."""
    parts, statements = [node], list[ast.stmt]()
    for part in parts:  # grows while it is gone through
        for child in ast.iter_child_nodes(part):
            if isinstance(child, ast.stmt):
                statements.append(child)
            else:
                parts.append(child)
    return parts, statements


def _mentioned(part: ast.AST) -> Iterator[str]:
    if isinstance(part, ast.Name):
        yield part.id
    elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield part.name
    elif isinstance(part, ast.alias):
        yield (part.asname or part.name).partition(".")[0]
    elif isinstance(part, ast.arg):
        yield part.arg


def calls(node: ast.AST) -> list[ast.Call]:
    """The calls in a statement or its value. Kept with it: every site in it asks."""
    known: list[ast.Call] | None = getattr(node, "_qls_calls", None)
    if known is None:
        vars(node)["_qls_calls"] = known = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    return known


def named(node: ast.AST) -> dict[str, list[ast.Name]]:
    """The names in a statement, each where it stands. Kept with it: every site in it asks."""
    known: dict[str, list[ast.Name]] | None = getattr(node, "_qls_named", None)
    if known is None:
        known = {}
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                known.setdefault(part.id, []).append(part)
        vars(node)["_qls_named"] = known
    return known


def mentions(node: ast.AST) -> frozenset[str]:
    """The names that stand anywhere in a statement."""
    return _names(node).all


def binds(node: ast.AST) -> frozenset[str]:
    """The names that a statement binds in the scope that it stands in."""
    return _names(node).bound


def _bound(node: ast.AST) -> Iterator[str]:
    """What a node binds, but for the statements in it."""
    for part in _inside(node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            yield part.id
        elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield part.name
        elif isinstance(part, ast.alias):
            yield (part.asname or part.name).partition(".")[0]


def loads(node: ast.AST, name: str) -> Iterator[ast.Name]:
    """Where a statement reads the name of the scope that it stands in."""
    if not isinstance(node, ast.stmt):
        yield from _loads(node, name)
        return
    unread: set[str] = vars(node).setdefault("_qls_unread", set())  # every site looks at the statements behind it
    if name not in mentions(node) or name in unread:
        return
    found = False
    for load in _loads(node, name):
        found = True
        yield load
    if not found:
        unread.add(name)


def _loads(node: ast.AST, name: str) -> Iterator[ast.Name]:
    if hides(node, name):
        return
    if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
        yield node
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
        yield node.target
    for child in ast.iter_child_nodes(node):
        yield from loads(child, name)


def hides(node: ast.AST, name: str) -> bool:
    """True for a function or comprehension that has a variable of its own under ``name``."""
    if isinstance(node, _COMPREHENSIONS):
        return any(name in binds(generator.target) for generator in node.generators)
    if not isinstance(node, _FUNCTIONS):
        return False
    spec = node.args
    parameters = {p.arg for p in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg) if p}
    body = [] if isinstance(node, ast.Lambda) else node.body
    asked = name in _names(node).asked
    return name in parameters or (not asked and any(name in binds(statement) for statement in body))


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """As ``inside``, without the statements in it."""
    yield node
    if isinstance(node, (*_FUNCTIONS, *_COMPREHENSIONS, ast.ClassDef)):
        return
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield from _inside(child)


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """The node and its parts, without those of functions and comprehensions in it."""
    yield node
    if isinstance(node, (*_FUNCTIONS, *_COMPREHENSIONS, ast.ClassDef)):
        return
    for child in ast.iter_child_nodes(node):
        yield from inside(child)


def read_outside(levels: list[Block], name: str, last: int, *, rebound: bool) -> Placed | None:
    """A statement that may read what the statement gave to ``name``, outside the statements up to ``last``.

    Args:
        levels: the blocks around the statement that binds it.
        last: in the innermost block, the first statement that is outside.
        rebound: from there on the name certainly has another value.
    """
    for level, start, stop in _outside(levels, name, last, rebound=rebound):
        found = level.reader(name, start, stop)
        if found is not None:
            return found
    if isinstance(levels[-1].statements, Module):  # functions read its names whenever they are called
        for serial, node in levels[-1].statements.definitions(name):
            if next(loads(node, name), None) is not None:
                return serial, node
    return None


def _outside(levels: list[Block], name: str, last: int, *, rebound: bool) -> Iterator[tuple[Block, int, int | None]]:
    """The runs of statements that may run after those up to ``last``, by the order that they run in."""
    first = levels[0]
    if not rebound:
        yield first, last, None
    outermost = max((depth for depth, level in enumerate(levels) if level.repeated), default=-1)
    for depth, level in enumerate(levels):
        if depth <= outermost:  # they run again
            bound = level.first_bound(name, level.index)
            yield level, 0, min(bound + 1, level.index)
        if level is not first and not rebound:
            yield level, level.index + 1, None


def read_first(node: ast.stmt, name: str) -> ast.AST | None:
    """Where a statement reads what ``name`` was before it: a loop that binds it first reads the loop's own."""
    if not isinstance(node, (*_LOOPS, ast.If)):
        return next(loads(node, name), None)
    head = node.iter if isinstance(node, (ast.For, ast.AsyncFor)) else node.test
    found = next(loads(head, name), None)
    shielded = isinstance(node, (ast.For, ast.AsyncFor)) and name in binds(node.target)
    return found or (None if shielded else _first_read(node.body, name)) or _first_read(node.orelse, name)


def _first_read(body: Iterable[ast.stmt], name: str) -> ast.AST | None:
    """Where statements, run one after the other, first read what ``name`` was before them."""
    for node in body:
        found = read_first(node, name)
        if found is not None or (isinstance(node, ast.Assign) and name in binds(node)):
            return found
    return None


def _binds(node: ast.stmt, name: str) -> bool:
    return name in binds(node)


def _decides(node: ast.stmt, name: str) -> bool:
    """True where a statement reads what ``name`` was before it, or gives it another value for sure."""
    return read_first(node, name) is not None or (isinstance(node, ast.Assign) and name in binds(node))


def bound_before(levels: list[Block], name: str) -> tuple[list[Block], Placed] | None:
    """The statement that gave ``name`` its value before the blocks' own statement; None where that is not certain.

    Returns:
        The blocks as they stand around that statement, and the statement.
    """
    for depth, level in enumerate(levels):
        found = level.before(level.index, name)
        if found is not None:
            return [level.at(found[0]), *levels[depth + 1 :]], found[1]
        if level.repeated and level.first_bound(name, len(level.statements)) < len(level.statements):
            return None
        if isinstance(level.owner, _FUNCTIONS):
            return None
    return None
