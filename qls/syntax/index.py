"""Where the statements of a document stand, and which of them have a word: known without going through all of them."""

from __future__ import annotations

import re
from collections import defaultdict

from qls.syntax.statement import Change, Statement, Tree

_WORD = re.compile(r"[^\W\d]\w*")


class Index:
    """The positions of statements by serial number and by word, made when first asked for and kept up to date.

    Args:
        statements: those of the document; the document changes this list in place, and says so to ``follow``.
    """

    def __init__(self, statements: list[Statement]) -> None:
        self._statements = statements
        self._positions: dict[int, int] | None = None
        self._serials: dict[str, set[int]] | None = None

    def position(self, serial: int) -> int:
        """The position of the statement with ``serial``."""
        return self._by_serial()[serial]

    def having(self, word: str) -> list[int]:
        """The positions, in their order, of the statements with ``word`` in them, or in what they mean."""
        if self._serials is None:
            self._serials = defaultdict(set)
            for statement in self._statements:
                self._add(statement, self._serials)
        serials = self._serials.get(word)
        if not serials:
            return []
        positions = self._by_serial()
        return sorted([positions[serial] for serial in serials])

    def follow(self, change: Change) -> None:
        """Take over what an edit did."""
        if self._serials is not None:
            for statement in change.removed:
                for word in words_of(statement):
                    self._serials[word].discard(statement.serial)
            for statement in change.added:
                self._add(statement, self._serials)
        if len(change.removed) != len(change.added):
            self._positions = None
        elif self._positions is not None:
            for statement in change.removed:
                del self._positions[statement.serial]
            for number, statement in enumerate(change.added):
                self._positions[statement.serial] = change.index + number

    def _by_serial(self) -> dict[int, int]:
        if self._positions is None:
            self._positions = {statement.serial: number for number, statement in enumerate(self._statements)}
        return self._positions

    @staticmethod
    def _add(statement: Statement, serials: dict[str, set[int]]) -> None:
        for word in words_of(statement):
            serials[word].add(statement.serial)


def words_of(statement: Statement) -> frozenset[str]:
    """The words in a statement, and in what it means where it is half typed."""
    words = _words_of(statement.tree)
    return words | _words_of(statement.meant) if statement.stale else words


def _words_of(tree: Tree) -> frozenset[str]:
    if tree.words is None:
        tree.words = frozenset(_WORD.findall(tree.text))
    return tree.words
