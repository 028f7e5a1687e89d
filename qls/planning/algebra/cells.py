"""The cells in which a program's values are kept: variables, attributes, items, what functions return."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable

from qls.planning.algebra.scopes import FUNCTIONS, Key, Scope, all_parameters, parameters
from qls.planning.algebra.values import NOTHING, OTHER, Atoms, Box, Code, Instance, Op, items

_PUTS = {"append": 0, "insert": 1, "setdefault": 1}
_MOVES = {"insert", "pop", "reverse"}  # items go to other places


class Cells:
    """All that every cell can hold, as far as is known by now.

    Attributes:
        serial: of the statement that is being read.
        unseen: functions that go where it is not seen who calls them.
        grown: a cell holds something new.
    """

    def __init__(self) -> None:
        self.serial = 0
        self.unseen: set[int] = set()
        self._places: dict[tuple[int, int], int] = {}
        self._makers: dict[int, int] = {}  # by a class its ``__init__``
        self.grown = True
        self._cells: dict[Key, Atoms] = defaultdict(frozenset)
        self._contents: dict[int, Atoms] = {}  # by a box, all that is in it
        self._functions: dict[int, tuple[ast.AST, Scope]] = {}
        self._methods: dict[str, list[int]] = defaultdict(list)
        self._roots: dict[int, int] = {}
        self._called: set[int] = set()

    def at(self, node: ast.AST) -> int:
        """The number of a node; statements with the same text share their nodes, and have numbers of their own."""
        return self._places.setdefault((self.serial, id(node)), len(self._places) + 1)

    # --- what belongs together --------------------------------------------------------------------------------

    def root(self, origin: int) -> int:
        """One operator for all those that meet this one."""
        while (outer := self._roots.get(origin, origin)) != origin:
            origin = outer
        return origin

    def meet(self, ops: Iterable[Op]) -> None:
        """Operators that are combined, or kept in one place."""
        roots = sorted({self.root(op.origin) for op in ops})
        for each in roots[1:]:
            self._roots[each] = roots[0]

    def deep(self, atoms: Atoms, depth: int = 0) -> Atoms:
        """What a value can be, and what it can have in it."""
        found = set(atoms)
        for box in [atom for atom in atoms if isinstance(atom, Box)]:
            found |= self.deep(self.content(box), depth + 1) if depth < 4 else set()
        return frozenset(found)

    def functions(self) -> Iterable[tuple[int, ast.AST]]:
        return [(place, node) for place, (node, _) in self._functions.items()]

    def returned(self, place: int) -> Atoms:
        return self._cells["returned", place, ""]

    def methods(self, receiver: Atoms, name: str) -> list[int]:
        """The methods of the program that ``receiver.name`` can be; of every class, where it is not known which."""
        if receiver and not all(isinstance(atom, (Code, Instance)) or atom in ("none", "other") for atom in receiver):
            return []
        return list(self._methods.get(name, ()))

    def enters(self, atom: Code) -> bool:
        """True for a function, or a class whose making is in sight: it gets what it is given."""
        node = self._functions[atom.place][0]
        return not isinstance(node, ast.ClassDef) or bool(fields(node)) or atom.place in self._makers

    def is_called(self, place: int) -> bool:
        return place in self._called

    # --- cells --------------------------------------------------------------------------------------------------

    def put(self, key: Key, atoms: Atoms) -> None:
        known = self._cells[key]
        if not atoms <= known:
            self._cells[key] = known | atoms
            self.grown = True
            if key[0] == "item":
                self._contents[key[1]] = self._contents.get(key[1], NOTHING) | atoms

    def content(self, box: Box) -> Atoms:
        return self._contents.get(box.place, NOTHING)

    def item(self, atoms: Atoms, index: str | None = None) -> Atoms:
        """What an item is, at ``index`` where that is known."""
        found = set(items(atoms))
        for atom in atoms:
            if isinstance(atom, Box):
                at = self._cells["item", atom.place, index or ""]
                found |= self.content(atom) if index is None else at | self._cells["item", atom.place, "*"]
        found |= {atom for atom in atoms if atom in ("number", "opflow", "sparse", "other")}
        return frozenset(found)

    def box(self, node: ast.AST, content: Atoms, index: str = "*") -> Atoms:
        self.put(("item", self.at(node), index), content)
        return frozenset({Box(self.at(node))})

    def fill(self, box: Box, name: str, given: list[Atoms]) -> None:
        at = _PUTS.get(name)
        if at is not None and len(given) > at:
            self.put(("item", box.place, "*"), given[at])
        elif name in ("extend", "update") and given:
            self.put(("item", box.place, "*"), self.item(given[0]))
        if name in _MOVES:
            self.put(("item", box.place, "*"), self.content(box))

    def give(self, place: int, name: str, atoms: Atoms) -> None:
        """A function gets something for its parameter."""
        self.put(("variable", place, f"{name} 0"), atoms)

    def enter(self, place: int, given: list[Atoms], named: dict[str, Atoms], bound: bool = False) -> Atoms:
        """What a function of the program returns, that is given these."""
        node = self._functions[place][0]
        if isinstance(node, ast.ClassDef):
            if place in self._makers:
                self.enter(self._makers[place], given, named, bound=True)
            for name, atoms in (*zip(fields(node), given, strict=False), *named.items()):
                if name in fields(node):
                    self.put(("attribute", 0, name), atoms)
            return frozenset({Instance(place)})
        assert isinstance(node, FUNCTIONS)
        self._called.add(place)
        names = parameters(node)[bound:]
        for name, atoms in zip(names, given, strict=False):
            self.give(place, name, atoms)
        if node.args.vararg is not None:
            for atoms in given[len(names) :]:
                self.give(place, node.args.vararg.arg, self.box(node.args, atoms))
        for key, atoms in named.items():
            if key in all_parameters(node):
                self.give(place, key, atoms)
        return self._cells["returned", place, ""]

    def give_away(self, code: Code) -> None:
        """A function goes where it is called with what is not known."""
        node = self._functions[code.place][0]
        self.unseen.add(code.place)
        if isinstance(node, FUNCTIONS):
            self._called.add(code.place)
            for name in all_parameters(node):
                self.give(code.place, name, OTHER)


def fields(node: ast.ClassDef) -> list[str]:
    """The fields of a class whose making nobody wrote: a ``dataclass``."""
    decorators = {getattr(getattr(each, "func", each), "id", "") for each in node.decorator_list}
    if "dataclass" not in decorators or _made_by(node) is not None:
        return []
    return [
        each.target.id for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


def _made_by(node: ast.ClassDef) -> ast.FunctionDef | None:
    return next((each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"), None)
