"""Imports, scheduled while a plan is made and applied once: names dropped, moved, added.

An import is edited where it stands, in whatever block. A new one goes where it reaches everything that needs it: beside
an import of the same block that a name leaves, else to the top of the module.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import chain, count

from qls.catalogue.roles import REPORTED
from qls.rewriting.imported import Need, at_the_top, rewritten
from qls.rewriting.names import ImportStatement, Spot, has, module_of, names_of
from qls.rewriting.plan import New, Plan, Renderer, Symbol
from qls.syntax.statements import Source
from qls.syntax.text import Range, TextEdit


def finish(
    source: Source, plan: Plan, stars: Mapping[str, Set[str]], same: Mapping[str, Sequence[str]]
) -> list[TextEdit]:
    """All edits of a plan: its replacements, and the imports that they ask for and leave behind.

    Args:
        stars: by module, what ``from module import *`` brings today.
        same: by the full name of a symbol, the other modules that it can be imported from.

    Raises:
        Conflict: the plan cannot be carried out.
    """
    return _Imports(source, plan, stars, same).edits()


class _Imports:
    """The imports of one document under one plan."""

    def __init__(
        self, source: Source, plan: Plan, stars: Mapping[str, Set[str]], same: Mapping[str, Sequence[str]]
    ) -> None:
        self.source, self.names, self.stars, self.same = source, names_of(source), stars, same
        self.imports = [each for each in self.names.imports if each.span not in plan.replaced]  # those are settled
        self.plan = plan.copy()
        self.deleted = {number for number, each in enumerate(self.imports) if each.span in plan.deleted}
        self.plan.deleted -= {self.imports[number].span for number in self.deleted}
        self.leaving: dict[int, set[int]] = defaultdict(set)  # import statement -> the names in it that leave it
        self.placed: dict[int | None, list[Need]] = defaultdict(list)
        self.bound: dict[str, set[Symbol]] = defaultdict(set)  # what a name is imported as, and stays
        for statement in self.imports:
            for alias, local in zip(statement.node.names, statement.bound, strict=True):
                if local not in plan.moved and local not in plan.released:
                    self.bound[local].add(Symbol(_origin(statement), alias.name))

    def edits(self) -> list[TextEdit]:
        local, needs = self._local_names()
        renderer = Renderer(self.source, self.plan, _called(self.source, self.plan, local))
        edits = renderer.edits()
        self._leave(edits)
        for need in needs:
            self._place(need)
        for number in sorted({*self.leaving, *(place for place in self.placed if place is not None)}):
            aliases, needed = self.leaving.get(number, set()), self.placed.get(number, [])
            edits += rewritten(self.source, self.imports[number], aliases, needed, renderer.newline)
        if None in self.placed:
            edits.append(at_the_top(self.source, self.placed[None], renderer.newline))
        return sorted(edits + _rescued(self.source, renderer))

    # --- what symbols are called ----------------------------------------------------------------------------------

    def _local_names(self) -> tuple[dict[Symbol, str], list[Need]]:
        """What each symbol is called in this document, and the imports still to be made for that."""
        local: dict[Symbol, str] = {}
        needs: list[Need] = []
        for symbol, spans in sorted(self.plan.symbols().items()):
            places = [self.names.place(span) for span in sorted(spans)]
            known = {self._known_as(symbol, place) for place in places}
            name = known.pop() if len(known) == 1 else None
            if name is None:
                name = symbol.name
                if self.names.is_bound(name) or self.bound[name] - {symbol} or name in local.values():
                    name = self._other_name(symbol, set(local.values()))
                needs.append(Need(symbol.module, symbol.name, name, tuple(places)))
            local[symbol] = name
        return local, needs

    def _other_name(self, symbol: Symbol, taken: Set[str]) -> str:
        """A name for a symbol whose own name means something else here: ``AerSamplerV2``, ``qiskit_transpile``."""
        package = symbol.module.split(".")[0]
        title = f"{package.rpartition('_')[2].capitalize()}{symbol.name}"
        free = not (self.names.is_bound(title) or self.bound[title] - {symbol} or title in taken)
        return title if symbol.name[0].isupper() and free else f"{package}_{symbol.name}"

    def _known_as(self, symbol: Symbol, place: Spot) -> str | None:
        """What ``symbol`` is called at ``place`` already; None where no import brings it there."""
        modules = (symbol.module, *self.same.get(f"{symbol.module}.{symbol.name}", ()))
        origins = {Symbol(module, symbol.name) for module in modules}
        for statement, alias in (found for module in modules for found in self.names.names_in(module)):
            name = alias.asname or alias.name
            name = symbol.name if name == "*" else name
            if not statement.reaches(place) or self.names.is_bound(name) or self.bound[name] - origins:
                continue
            if alias.name == symbol.name and name not in self.plan.moved:
                return name
            if alias.name == "*" and name in self.stars.get(symbol.module, ()):
                return name
        return self._in_numpy(symbol, place)

    def _in_numpy(self, symbol: Symbol, place: Spot) -> str | None:
        """``np.pi``, where there is an ``import numpy as np``: by convention nothing else is imported from there."""
        for statement in self.imports:
            for alias in statement.node.names if isinstance(statement.node, ast.Import) else ():
                if alias.name == symbol.module == "numpy" and statement.reaches(place):
                    return f"{alias.asname or alias.name}.{symbol.name}"
        return None

    # --- what leaves ----------------------------------------------------------------------------------------------

    def _leave(self, edits: list[TextEdit]) -> None:
        """Find the names that leave their imports: nothing reads them any more, or they are imported from elsewhere."""
        gone = _Gone(edits)
        for number in self.deleted:
            self.leaving[number] |= set(range(len(self.imports[number].node.names)))
        for number, statement in enumerate(self.imports):
            if statement.guarded:
                continue
            for at, (alias, local) in enumerate(zip(statement.node.names, statement.bound, strict=True)):
                if isinstance(statement.node, ast.Import):
                    if self._is_left(statement, alias, local, gone):
                        self.leaving[number].add(at)
                elif self._is_unread(statement, local, gone):
                    self.leaving[number].add(at)
                elif local in self.plan.moved and _is_of(statement, "qiskit"):
                    module, name = self.plan.moved[local]
                    if (module_of(statement.node), alias.name) != (module, name):
                        self.leaving[number].add(at)
                        self.placed[number].append(Need(module, name, local, ()))
        for number in sorted(self.leaving):
            self._keep_packages(number, gone)

    def _is_unread(self, statement: ImportStatement, local: str, gone: _Gone) -> bool:
        """True for a name that the plan may leave unused, where nothing reads it any more."""
        if local not in self.plan.released or gone.mentions(local):
            return False
        reads = self.names.reads(local, statement)
        return all(map(gone.covers, reads)) and (bool(reads) or _is_of(statement, REPORTED))

    def _is_left(self, statement: ImportStatement, alias: ast.alias, local: str, gone: _Gone) -> bool:
        """True for a module, not a package's first, that the plan reads no more, and nothing else does."""
        if local not in self.plan.released or "." not in alias.name:
            return False
        if alias.asname:
            return self._is_unread(statement, local, gone)
        through = [span for span in self.names.reads(local, statement) if self._reaches_into(span, alias.name)]
        return bool(through) and all(map(gone.covers, through)) and not gone.mentions(alias.name)

    def _reaches_into(self, span: Range, module: str) -> bool:
        """True where what is read at ``span``, a package, is read for ``module`` or something in it."""
        chained = re.match(r"[\w.]*", self.source.lines[span.start.line][span.start.column :])
        return chained is not None and f"{chained[0]}.".startswith(f"{module}.")

    def _keep_packages(self, number: int, gone: _Gone) -> None:
        """``import a.b`` binds ``a``: where that is read still, and bound by nothing else, it is imported alone."""
        statement = self.imports[number]
        if not isinstance(statement.node, ast.Import):
            return
        for at in self.leaving[number]:
            alias, package = statement.node.names[at], statement.bound[at]
            if alias.asname or all(map(gone.covers, self.names.reads(package, statement))):
                continue
            if not self._is_bound_beside(number, package):
                self.placed[number].append(Need("", package, package, ()))

    def _is_bound_beside(self, number: int, name: str) -> bool:
        """True where an import that stays binds ``name`` as well, wherever the one with ``number`` does."""
        own = self.imports[number]
        here = Spot(own.number, own.path, own.scope, own.span.start.line)
        return any(
            local == name and at not in self.leaving.get(other, ()) and (other == number or statement.reaches(here))
            for other, statement in enumerate(self.imports)
            for at, local in enumerate(statement.bound)
        )

    # --- what comes -----------------------------------------------------------------------------------------------

    def _place(self, need: Need) -> None:
        """Schedule an import, where none that stays meets the need."""
        places = [place for place in need.places if not self._is_met(need, place)]
        if not places:
            return
        need = Need(need.module, need.name, need.local, tuple(places))
        beside = {self._beside(need, place) for place in places}
        if None in beside:
            beside = {self._at_module(need)}
        for number in beside:
            self.placed[number].append(need)

    def _is_met(self, need: Need, place: Spot) -> bool:
        for statement, alias in self.names.names_in(need.module):
            same = alias.name == need.name and (alias.asname or alias.name) == need.local
            if same and statement.reaches(place) and statement in self.imports:
                leaving = self.leaving.get(self.imports.index(statement), ())
                if statement.node.names.index(alias) not in leaving:
                    return True
        return False

    def _beside(self, need: Need, place: Spot) -> int | None:
        """The import in the block of ``place``, or in one around it, to put a new import at; None for none.

        That is where a name leaves one, or where the module itself has none of Qiskit's so far.
        """
        near = [
            (number, each)
            for number, each in enumerate(self.imports)
            if not each.top and each.reaches(place) and not self.names.would_hide(need.local, each)
        ]
        leaving = any(self.leaving.get(number) for number, _ in near)
        above = any(each.top and each.span.start.line < place.line and _is_of(each, "qiskit") for each in self.imports)
        return self._best(need, near) if leaving or not above else None

    def _at_module(self, need: Need) -> int | None:
        """The module's import in front of the first use to put a new import at; None where there is none."""
        first = min(place.line for place in need.places)
        usable = [(number, each) for number, each in enumerate(self.imports) if each.top]
        usable = [(number, each) for number, each in usable if each.span.start.line < first]
        best = self._best(need, usable)
        return best if best is not None or not usable else usable[-1][0]

    def _best(self, need: Need, usable: list[tuple[int, ImportStatement]]) -> int | None:
        """An import of the same module, else one that a name leaves, else the first of Qiskit's."""
        usable = [(number, each) for number, each in usable if number not in self.deleted]
        for number, statement in usable:
            same = isinstance(statement.node, ast.ImportFrom) and module_of(statement.node) == need.module
            if same and statement.node.names[0].name != "*":
                return number
        root = need.module.split(".")[0]
        for number, statement in usable:
            if isinstance(statement.node, ast.ImportFrom) and _origin(statement).split(".")[0] == root != "qiskit":
                return number
        for number, _ in usable:
            if self.leaving.get(number):
                return number
        return next((number for number, statement in usable if _is_of(statement, "qiskit")), None)


class _Gone:
    """What edits take out of a document, and the names that they put in."""

    def __init__(self, edits: list[TextEdit]) -> None:
        self.texts = [edit.text for edit in edits]
        self.spans = sorted(edit.range for edit in edits if edit.range.start != edit.range.end)  # none overlap

    def covers(self, span: Range) -> bool:
        before = bisect_right(self.spans, span.start, key=lambda each: each.start)
        return before > 0 and self.spans[before - 1].contains(span)

    def mentions(self, name: str) -> bool:
        """True where the new text has ``name``, or the attributes ``a.b`` of a name ``a``."""
        return any(_mentions(text, name) for text in self.texts)


def _mentions(text: str, name: str) -> bool:
    if name not in text:
        return False
    text = text.strip()
    flat = "\n".join(line.lstrip() for line in text.splitlines())  # lines in front of an indented statement
    tree = _parsed(text) or _parsed(flat) or _parsed(f"_({text.removeprefix(',')})")  # the last: what a call is given
    if tree is None:
        return True
    kind = ast.Attribute if "." in name else ast.Name
    return any(isinstance(node, kind) and ast.unparse(node) == name for node in ast.walk(tree))


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def _origin(statement: ImportStatement) -> str:
    return module_of(statement.node) if isinstance(statement.node, ast.ImportFrom) else ""


def _is_of(statement: ImportStatement, start: str | tuple[str, ...]) -> bool:
    node = statement.node
    modules = [module_of(node)] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return any(module.startswith(start) for module in modules)


def _called(source: Source, plan: Plan, local: Mapping[Symbol, str]) -> dict[Symbol | New, str]:
    """What each symbol is called, and each variable that the plan brings in."""
    found: dict[Symbol | New, str] = dict(local.items())
    taken = {*local.values()}
    lent: dict[str, list[Range]] = {}  # names of variables that are read in one statement, and these, in order
    for new, places in plan.variables().items():
        only = new.within if new.within is not None and all(map(new.within.contains, places)) else None
        for name in chain([new.word], (f"{new.word}_{number}" for number in count(2))):
            apart = only is not None and _is_apart(only, lent.get(name, []))
            if (name not in taken or (name in lent and apart)) and not has(source, name):
                break
        found[new] = name
        taken.add(name)
        if only is not None:
            insort(lent.setdefault(name, []), only)
    return found


def _is_apart(span: Range, others: list[Range]) -> bool:
    """True where ``span`` overlaps none of ``others``, which are in order and do not overlap."""
    at = bisect_right(others, span)
    return not any(map(span.overlaps, others[max(at - 1, 0) : at + 1]))


def _rescued(source: Source, renderer: Renderer) -> list[TextEdit]:
    """Comments of replaced calls, put in front of their statement."""
    edits = []
    for span, comments in renderer.lost_comments().items():
        line = span.start.line
        text = source.lines[line]
        indent = text[: len(text) - len(text.lstrip())]
        block = "".join(f"{indent}{comment}{renderer.newline}" for comment in comments)
        edits.append(TextEdit(Range.of(line, 0, line, 0), block))
    return edits
