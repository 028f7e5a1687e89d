"""The imports of a document and the names that it reads and binds, statement by statement."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from qls.rewriting.scopes import CLASS, Scope, scopes_of
from qls.syntax.guards import guarded_imports
from qls.syntax.nest import Nest
from qls.syntax.remembered import remembered
from qls.syntax.statement import Change, Statement, Tree
from qls.syntax.statements import Source
from qls.syntax.text import Range


@dataclass(frozen=True)
class ImportStatement:
    """One import of the document.

    Attributes:
        number: the position of the document's statement that it is in.
        scope: the scope that it stands in.
        path: the blocks around it, from the outside: each block, and the position in it.
        guarded: it may fail, or belongs to another version: nothing changes it, and nothing relies on it.
        among: its block has other statements than imports.
    """

    node: ast.Import | ast.ImportFrom
    span: Range
    number: int
    scope: Scope
    path: Path
    guarded: bool
    among: bool

    @property
    def top(self) -> bool:
        """True for a statement of the module itself, not inside if, try, def."""
        return len(self.path) == 1

    @property
    def bound(self) -> list[str]:
        """The local names that it binds, in their order."""
        whole = isinstance(self.node, ast.Import)
        return [a.asname or (a.name.partition(".")[0] if whole else a.name) for a in self.node.names]

    def reaches(self, place: Spot) -> bool:
        """True where the names that it binds are surely bound at ``place``.

        Those of a class are not: a comprehension in its body does not see them.
        """
        if self.guarded or self.scope.kind == CLASS:
            return False
        if self.top:
            return self.span.start.line < place.line
        if self.number != place.number or len(place.path) < len(self.path):
            return False
        block, at = self.path[-1]
        same = self.path[:-1] == place.path[: len(self.path) - 1] and place.path[len(self.path) - 1][0] == block
        return same and place.scope.is_inside(self.scope) and place.path[len(self.path) - 1][1] > at


Path = tuple[tuple[object, int], ...]


@dataclass(frozen=True)
class Spot:
    """Where new text stands: the document's statement, the blocks around it, its scope and its line."""

    number: int
    path: Path
    scope: Scope
    line: int


@dataclass(frozen=True)
class DocumentNames:
    """The imports of a document, and what it reads and binds, name by name."""

    source: Source
    imports: list[ImportStatement]

    def names_in(self, module: str) -> Iterator[tuple[ImportStatement, ast.alias]]:
        for statement in self.imports:
            if isinstance(statement.node, ast.ImportFrom) and module_of(statement.node) == module:
                for alias in statement.node.names:
                    yield statement, alias

    def place(self, span: Range) -> Spot:
        """Where ``span`` is."""
        number = max(bisect_right(self.source.starts, span.start.line) - 1, 0)
        tree, first = self.source.statements[number].tree, self.source.starts[number]
        here = span.shifted(-first)
        return Spot(number, _path(tree, here), scopes_of(tree).at(here), span.start.line)

    def reads(self, name: str, statement: ImportStatement) -> list[Range]:
        """Where ``name`` is read as what an import binds; in what does not parse, where it has the word."""
        home = statement.scope.resolve(name)
        found: list[Range] = []
        for at in self.source.index.having(name):
            if home.node is None or at == statement.number:
                tree, first = self.source.statements[at].tree, self.source.starts[at]
                if tree.module is None:
                    found += [span.shifted(first) for span in _scan_tree(tree).loads.get(name, ())]
                loads = scopes_of(tree).loads.get(name, ())
                found += [load.span.shifted(first) for load in loads if load.home.node is home.node]
        return found

    def would_hide(self, name: str, statement: ImportStatement) -> bool:
        """True where an import of ``name`` beside ``statement`` would take it from other parts of its function."""
        loads = scopes_of(self.source.statements[statement.number].tree).loads.get(name, ())
        runs = statement.scope
        return runs.node is not None and any(
            load.scope.is_inside(runs) and not load.home.is_inside(runs) for load in loads
        )

    def is_bound(self, name: str) -> bool:
        """True where ``name`` is bound, other than by import."""
        return times_bound(self.source, name) > 0


@dataclass
class _TreeScan:
    """The imports and names of one statement, counted from its first line."""

    imports: list[ImportStatement]
    loads: dict[str, list[Range]]
    bound: dict[str, int]
    nests: dict[str, Nest] = field(default_factory=dict)  # of ``loads``, once they are asked for

    def loads_in(self, name: str, within: Range) -> list[Range]:
        spans = self.loads.get(name, [])
        if name not in self.nests:
            self.nests[name] = Nest(spans)
        return [spans[number] for number in self.nests[name].inside(within)]


_IMPORTS = re.compile(r"\s*(from|import)\b")
_WORD = re.compile(r"(?<![.\w])[^\W\d]\w*")  # no attribute

# By the statement's tree, which is shared by all statements with the same text.
_SCANS: WeakKeyDictionary[Tree, _TreeScan] = WeakKeyDictionary()


def _scan_tree(tree: Tree) -> _TreeScan:
    known = _SCANS.get(tree)
    if known is not None:
        return known
    found = _TreeScan([], defaultdict(list), defaultdict(int))
    if tree.module is None:  # half typed: every word may be a name that is read
        for line, text in enumerate(tree.lines):
            for word in _WORD.finditer(text) if not _IMPORTS.match(text) else ():
                found.loads[word[0]].append(Range.of(line, word.start(), line, word.end()))
    else:
        for node in ast.walk(tree.module):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                found.imports.append(_import(tree, node))
            elif isinstance(node, ast.Name):
                if isinstance(node.ctx, ast.Load):
                    found.loads[node.id].append(tree.range(node))
                else:
                    found.bound[node.id] += 1
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.bound[node.name] += 1
            elif isinstance(node, ast.arg):
                found.bound[node.arg] += 1
    _SCANS[tree] = found
    return found


def _import(tree: Tree, node: ast.Import | ast.ImportFrom) -> ImportStatement:
    assert tree.module is not None
    span = tree.range(node)
    path = _path(tree, span)
    block = path[-1][0]
    assert isinstance(block, tuple)
    among = any(not isinstance(other, (ast.Import, ast.ImportFrom)) for other in getattr(*block))
    guarded = node in guarded_imports(tree.module)
    return ImportStatement(node, span, 0, scopes_of(tree).at(span), path, guarded, among)


class _Paths:
    """The statements and handlers of a tree, each with the blocks around it."""

    def __init__(self, tree: Tree) -> None:
        self._paths: list[Path] = []
        spans: list[Range] = []
        waiting: list[tuple[ast.AST, Path]] = [(tree.module, ())] if tree.module is not None else []
        for around, path in waiting:  # grows while it is gone through
            for part in ("body", "handlers", "orelse", "finalbody", "cases"):
                block = getattr(around, part, ())
                for at, node in enumerate(block if isinstance(block, list) else ()):
                    waiting.append((node, (*path, ((around, part), at))))
                    if not isinstance(node, ast.match_case):  # which has no place of its own
                        self._paths.append(waiting[-1][1])
                        spans.append(tree.range(node))
        self._nest = Nest(spans)

    def of(self, span: Range) -> Path:
        innermost = next(self._nest.outwards(span), None)
        return () if innermost is None else self._paths[innermost]


_PATHS: WeakKeyDictionary[Tree, _Paths] = WeakKeyDictionary()


def _path(tree: Tree, span: Range) -> Path:
    """The blocks around ``span``, from the outside, each as its owner and field, with the position in it."""
    known = _PATHS.get(tree)
    if known is None:
        known = _PATHS[tree] = _Paths(tree)
    return known.of(span)


def is_read(source: Source, name: str) -> bool:
    """True where any statement reads ``name``."""
    return any(name in _scan_tree(source.statements[at].tree).loads for at in source.index.having(name))


def read_at(source: Source, name: str) -> list[Range]:
    """Where ``name`` is read."""
    found: list[Range] = []
    for at in source.index.having(name):
        spans = _scan_tree(source.statements[at].tree).loads.get(name, ())
        found += [span.shifted(source.starts[at]) for span in spans]
    return found


def loads_in(source: Source, names: Set[str], within: Range) -> Iterator[Range]:
    """Where one of ``names`` is read inside a range."""
    first = max(bisect_right(source.starts, within.start.line) - 1, 0)
    last = bisect_right(source.starts, within.end.line)
    for at in range(first, min(last, len(source.statements))):
        scan, first_line = _scan_tree(source.statements[at].tree), source.starts[at]
        here = within.shifted(-first_line)
        for name in names & scan.loads.keys():
            yield from (span.shifted(first_line) for span in scan.loads_in(name, here))


@remembered
def times_bound(source: Source, name: str) -> int:
    """How often ``name`` is bound, other than by import."""
    meant = [source.statements[at].meant for at in source.index.having(name)]  # what is half typed binds what it did
    return sum(_scan_tree(tree).bound.get(name, 0) for tree in meant)


@remembered
def has(source: Source, name: str) -> bool:
    """True where any statement reads or binds ``name``, in whatever scope."""
    known = [scopes_of(source.statements[at].meant) for at in source.index.having(name)]
    return any(name in scopes.loads or name in scopes.binds for scopes in known) or in_broken(source, name)


@remembered
def in_broken(source: Source, name: str) -> bool:
    """True where a statement that does not parse has the word ``name``."""
    trees = [source.statements[at].tree for at in source.index.having(name)] if source.broken else []
    return any(tree.module is None and name in _scan_tree(tree).loads for tree in trees)


def changed(changes: Iterable[Change]) -> set[str]:
    """The names that are read or bound more often or less often than before the changes.

    For one that is bound more or less often, ``=name`` too.
    """
    names: set[str] = set()
    for change in changes:
        before, after = _counts(change.removed), _counts(change.added)
        for how, name in (before - after) + (after - before):
            names.update((name, f"={name}") if how == "bound" else (name,))
    return names


_SCOPES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp,
)  # fmt: skip
ANY = "*"  # in what is touched by every change


def touched(changes: Iterable[Change]) -> set[str]:
    """The module's names that the statements before or after the changes have in them."""
    trees = [statement.meant for change in changes for statement in (*change.removed, *change.added)]
    return {ANY, *(name for tree in trees for name in _of_module(tree))} if trees else set()


def rebound(changes: Iterable[Change]) -> set[str]:
    """The module's names that the statements before or after the changes bind."""
    trees = [statement.meant for change in changes for statement in (*change.removed, *change.added)]
    return {name for tree in trees for name in scopes_of(tree).bound_by_module}


def _of_module(tree: Tree) -> Iterator[str]:
    """The names in a statement, without those of its own that a function has."""
    part = _scan_tree(tree)
    own: set[str] = set()
    node = tree.module.body[0] if tree.module is not None and len(tree.module.body) == 1 else None
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        spec = node.args
        own = {a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg) if a}
        waiting: list[ast.AST] = [*node.body]
        while waiting:
            inner = waiting.pop()
            if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
                own.add(inner.id)
            if not isinstance(inner, _SCOPES):
                waiting += ast.iter_child_nodes(inner)
        own -= {name for inner in ast.walk(node) if isinstance(inner, ast.Global) for name in inner.names}
        own.discard(node.name)
    yield from (name for name in (*part.loads, *part.bound) if name not in own)


def _counts(statements: Iterable[Statement]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for statement in statements:
        part, broken = _scan_tree(statement.tree), statement.tree.module is None
        for name, spans in part.loads.items():
            found["read", name] += len(spans)
            found["broken", name] += broken
        for name, count in part.bound.items():
            found["bound", name] += count
    return found


def names_of(source: Source) -> DocumentNames:
    """Every import, in the order of the text; what else is asked of names is looked up then."""
    imports = []
    for at in source.index.having("import"):
        first = source.starts[at]
        for one in _scan_tree(source.statements[at].tree).imports:
            imports.append(replace(one, span=one.span.shifted(first), number=at))
    return DocumentNames(source, sorted(imports, key=lambda statement: statement.span))


def module_of(node: ast.ImportFrom) -> str:
    """The module that a ``from`` import names, dots and all."""
    return "." * node.level + (node.module or "")
