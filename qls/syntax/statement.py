"""One top-level statement: what its text parses to, remembered by the text, and what an edit makes of it."""

from __future__ import annotations

import ast
import warnings
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from qls.syntax.fstrings import may_have_fstrings, place
from qls.syntax.text import Range, split_lines

TOO_DEEP = "nested too deeply for qls"


class Tree:
    """What one statement's text parses to.

    Attributes:
        module: the syntax tree, with line 1 at the statement's first line; None where it does not parse.
        error: why not, in one line.
        error_line: where, counted from 0 at the statement's first line.
        words: those in its text, once the index has asked for them.
        unplaced: the f-strings in it of which it is not known where their parts are.
    """

    __slots__ = ("__weakref__", "ascii", "error", "error_line", "lines", "module", "text", "unplaced", "words")

    def __init__(self, text: str) -> None:
        self.text, self.ascii = text, text.isascii()
        self.lines = split_lines(text)
        self.module: ast.Module | None = None
        self.error, self.error_line = "", 0
        self.words: frozenset[str] | None = None
        self.unplaced: frozenset[ast.AST] = frozenset()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                module = ast.parse(text)
                self.unplaced = place(module, text, self.lines)
                self.module = module
        except SyntaxError as error:
            self.error, self.error_line = error.msg, max((error.lineno or 1) - 1, 0)
        except (RecursionError, MemoryError):
            self.error = TOO_DEEP
        except (ValueError, OverflowError) as error:
            self.error = str(error) or type(error).__name__

    @property
    def has_fstrings(self) -> bool:
        """False where there is surely no f-string in it."""
        return may_have_fstrings(self.text)

    @classmethod
    def refused(cls, text: str, error: str) -> Tree:
        """A tree that is not built, because of what ``error`` says."""
        tree = cls("")
        tree.text, tree.ascii, tree.lines = text, text.isascii(), split_lines(text)
        tree.module, tree.error = None, error
        return tree

    def is_deeper(self, limit: int) -> bool:
        """True where more than ``limit`` of its nodes stand one in the other."""
        level: list[ast.AST] = [self.module] if self.module is not None else []
        for _ in range(limit):
            level = [child for node in level for child in ast.iter_child_nodes(node)]
            if not level:
                return False
        return True

    def column(self, line: int, offset: int) -> int:
        """A UTF-8 ``offset`` in ``line`` (from 0), as ``ast`` counts, in code points."""
        if self.ascii:
            return offset
        text = self.lines[line]
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="replace"))

    def range(self, node: ast.AST) -> Range:
        """Where ``node`` is, counted from the statement's first line."""
        at: Any = node  # a class of nodes need not have a place; what is asked for here has one
        line, end = at.lineno - 1, at.end_lineno - 1
        return Range.of(line, self.column(line, at.col_offset), end, self.column(end, at.end_col_offset))


class _Trees:
    """Trees by their text: all that some document has, and of the rest the last ones asked for, up to a size."""

    _LARGEST = 100_000  # characters of what no document has any more; a tree weighs some 80 bytes for each

    def __init__(self) -> None:
        self._alive: WeakValueDictionary[str, Tree] = WeakValueDictionary()
        self._lately: OrderedDict[str, Tree] = OrderedDict()
        self._size = 0

    def __call__(self, text: str) -> Tree:
        tree = self._lately.get(text)
        if tree is not None:
            self._lately.move_to_end(text)
            return tree
        tree = self._alive.get(text)
        if tree is None:
            tree = self._alive[text] = Tree(text)
        self._lately[text] = tree
        self._size += len(text)
        while self._size > self._LARGEST and len(self._lately) > 1:
            gone, _ = self._lately.popitem(last=False)
            self._size -= len(gone)
        return tree


tree_of = _Trees()


class Statement:
    """One top-level statement (with the blank and comment lines behind it) at one place in one document.

    Two statements with the same text are two statements: each has its own ``serial``, under which the rooms behind
    keep what they know of it, and by which they sort: it grows through the text, whatever was typed when. One that
    does not parse any more, half typed, keeps the serial and the meaning that it had: the rooms behind notice nothing
    until it parses again.

    Attributes:
        tree: what its text parses to.
        size: how many lines it has.
        looked: how many lines, from its first, decided where it ends.
        meant: ``tree`` where it parses, else what it last parsed to.
    """

    __slots__ = ("_shifts", "looked", "meant", "serial", "size", "tree")

    def __init__(self, tree: Tree, size: int, looked: int) -> None:
        self.tree, self.size, self.looked = tree, size, looked
        self.meant = tree
        self.serial = 0  # its source gives it one
        self._shifts: tuple[tuple[int, int], ...] = ()

    @property
    def stale(self) -> bool:
        """It does not parse, and stands for what it was when it did."""
        return self.meant is not self.tree

    @property
    def in_vain(self) -> int:
        """How many lines beyond its end were read for nothing; the next one is read to see that it ends."""
        return self.looked - self.size if self.looked > self.size + 1 else 0

    def stand_in(self, before: Statement, line: int) -> None:
        """Mean what ``before`` meant, which was edited at ``line`` (from 0) and no longer parses."""
        self.serial, self.meant = before.serial, before.meant
        grown = self.size - before.size
        self._shifts = (*before._shifts, (line, grown)) if grown else before._shifts

    def repeats(self, before: Statement) -> bool:
        """Be the same statement as ``before`` where no more than the blank lines behind it have changed."""
        same = self.tree.text.rstrip() == before.tree.text.rstrip()
        if not same or before.stale or self.stale or (self.tree.module is None) != (before.tree.module is None):
            return False
        self.serial = before.serial
        if self.tree.module is not None:  # else the blank lines may tell in what way it does not parse
            self.tree = self.meant = before.tree
        return True

    def line_now(self, line: int) -> int:
        """Where a line of what is meant stands now, both counted from 0 at the first line."""
        for edited, grown in self._shifts:
            if line > edited:
                line = max(line + grown, edited)
        return min(line, max(self.size - 1, 0))


@dataclass(frozen=True)
class Change:
    """What an edit did to a source: from ``index`` on, ``removed`` gave way to ``added``.

    Attributes:
        behind: the first line, before the edit, of what stands behind them.
        grown: by how many lines that moved.
    """

    index: int
    removed: tuple[Statement, ...]
    added: tuple[Statement, ...]
    behind: int
    grown: int
