"""A program as a list of top-level statements, each parsed alone and remembered by its text.

If a statement's text parses alone, so does the concatenation: an edit inside one statement re-parses that statement
and no other. Splitting needs no parser: a statement begins at a line that is not indented, not inside brackets or a
string, and not an ``else``. A chunk that does not parse is cut at its next unindented line, so that an unclosed
bracket or quote costs one statement and not the rest of the file.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from qls.syntax.index import Index
from qls.syntax.statement import TOO_DEEP, Change, Statement, Tree, tree_of
from qls.syntax.text import Position, Range, TextEdit, slice_range, split_lines

_TOKENS = re.compile(
    r"""#.*|\"\"\"|'''|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|[()\[\]{}]|\\\r?\n?\Z"""
)
_INTERESTING = re.compile(r"""["'()\[\]{}#\\]""")
_CLOSERS = {
    '"""': re.compile(r'[^\\"]*(?:(?:\\.|"(?!""))[^\\"]*)*"""', re.DOTALL),
    "'''": re.compile(r"[^\\']*(?:(?:\\.|'(?!''))[^\\']*)*'''", re.DOTALL),
}
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")
_TOO_DEEP = 400  # brackets nested deeper than this would exhaust the parser's stack

_MOST_LINES = 100_000  # of a text; a longer one is data, and would take half a minute
_MOST_CHARACTERS = 5_000_000
_LONGEST_STATEMENT = 1_000_000  # characters; a longer one is data, and its tree would fill the memory
# Lines that may be read in vain, beyond the end of statements that turn out not to be closed: from there on, a
# statement ends at the next line that is not indented, whatever is open.
_IN_VAIN, _IN_VAIN_PER_LINE = 50_000, 10

_UNIQUE = 32  # bits of a serial number that make it unlike all others; those above them say where in the text
_APART = 1 << 40  # between the statements of a text: room for what is typed between them
_STEP = 1 << 20


def _chunk_end(lines: Sequence[str], start: int) -> tuple[int, bool]:
    """Where the statement that begins at line ``start`` ends, and whether something was still open there."""
    depth, quote, continued, decorated = 0, "", False, False
    body = False
    for number in range(start, len(lines)):
        line = lines[number]
        if not quote and not depth and not continued and line[:1] not in " \t\f\r\n#":
            if body and not decorated and not _CONTINUES.match(line):
                return number, False
            body, decorated = True, line.startswith("@")
        if not quote and _INTERESTING.search(line) is None:
            continued = False
            continue
        depth, quote, continued = _open_behind(line, depth, quote)
        if depth > _TOO_DEEP:
            return number + 1, True
    return len(lines), bool(depth or quote)


def _open_behind(line: str, depth: int, quote: str) -> tuple[int, str, bool]:
    """What is open behind ``line``, of what is open before it: how many brackets, which quote, and a backslash."""
    at, continued = 0, False
    if quote:
        closer = _CLOSERS[quote].match(line)
        if closer is None:
            return depth, quote, False
        at = closer.end()
    while (token := _TOKENS.search(line, at)) is not None:
        text, at = token.group(), token.end()
        if text in "([{":
            depth += 1
        elif text in ")]}":
            depth = max(depth - 1, 0)
        elif text in _CLOSERS:
            closer = _CLOSERS[text].match(line, at)
            if closer is None:
                return depth, text, False
            at = closer.end()
        elif text[0] == "\\" or (text[0] in "\"'" and text.rstrip("\r\n").endswith("\\")):
            continued = True
    return depth, "", continued


def _next_unindented(lines: Sequence[str], start: int, end: int) -> int:
    candidates = (n for n in range(start + 1, end) if lines[n][:1] not in " \t\f\r\n#)]}")
    return next((n for n in candidates if not _CONTINUES.match(lines[n])), end)


def _statement_at(lines: Sequence[str], start: int, *, ahead: bool) -> Statement:
    """The statement that begins at line ``start``; without ``ahead`` it ends where the next line is not indented."""
    end, opened = _chunk_end(lines, start) if ahead else (_next_unindented(lines, start, len(lines)), False)
    looked = end + 1 - start
    tree = None if opened else _parsed("".join(lines[start:end]))
    if tree is None or tree.module is None:
        cut = _next_unindented(lines, start, end)
        if cut < end or tree is None:
            return Statement(_parsed("".join(lines[start:cut])), cut - start, looked)
    return Statement(tree, end - start, looked)


def _parsed(text: str) -> Tree:
    if len(text) > _LONGEST_STATEMENT:
        return Tree.refused(text, f"longer than {_LONGEST_STATEMENT:,} characters, which qls does not read")
    return tree_of(text)


def _same_ends(removed: Sequence[Statement], added: Sequence[Statement]) -> tuple[int, int]:
    """How many of the first and of the last statements say what those said that they replace: they are the same.

    The first stand where they stood, and the last have all moved equally.
    """
    shorter = min(len(removed), len(added))
    first, moved = 0, False
    while first < shorter and not moved and added[first].repeats(removed[first]):
        moved = added[first].size != removed[first].size
        first += 1
    last = 0
    while last < shorter - first and added[-1 - last].size == removed[-1 - last].size:
        if not added[-1 - last].repeats(removed[-1 - last]):
            break
        last += 1
    return first, last


class Source:
    """A document: its lines and its top-level statements, kept up to date by edits.

    Splitting from any statement's first line depends only on the lines from there on, so an edit keeps the
    statements that were decided before it, and those behind it from where old and new boundaries meet again.
    """

    def __init__(self, text: str, deepest: int = 0) -> None:
        """``deepest``: how many nodes may stand one in the other in a statement that counts as parsed; 0: any."""
        self.lines = split_lines(text)
        self.deepest = deepest
        self._size = len(text)
        self.too_long = self._is_too_long()
        self._in_vain = 0  # lines that were read beyond the ends of statements
        self._blind = False  # some statement ends where the next line is not indented, since too many were
        self.statements: list[Statement] = []
        self.index = Index(self.statements)
        self._count = 0  # of serial numbers
        self._starts: list[int] | None = None
        self.edits = 0  # how many were made
        self.broken = 0  # how many statements do not parse
        self._far = False  # some statement was decided by lines far behind its end
        for statement in self._split(0):
            self.statements.append(statement)
            self.broken += statement.tree.module is None
        self._number(self.statements, [_APART * (place + 1) for place in range(len(self.statements))])

    def _number(self, statements: Iterable[Statement], orders: Iterable[int]) -> None:
        for statement, order in zip(statements, orders, strict=True):
            self._count += 1
            statement.serial = order << _UNIQUE | self._count

    def _orders(self, index: int, gone: Sequence[Statement], count: int) -> list[int]:
        """Where in the text ``count`` statements are that take the place of ``gone`` at ``index``.

        Between two statements there is room for some 2 ** 20 more, then they are told apart by their age alone.
        """
        kept = [statement.serial >> _UNIQUE for statement in gone[:count]]
        before, after = self.statements[index - 1 : index] if index else [], self.statements[index + count :][:1]
        low = kept[-1] if kept else before[0].serial >> _UNIQUE if before else 0
        high = after[0].serial >> _UNIQUE if after else low + _APART * (count + 1)
        more = count - len(kept)
        step = min(_STEP, (high - low) // (more + 1))
        return kept + [low + step * (number + 1) for number in range(more)]

    def _is_too_long(self) -> bool:
        return len(self.lines) > _MOST_LINES or self._size > _MOST_CHARACTERS

    def _split(self, line: int) -> Iterator[Statement]:
        while line < len(self.lines):
            yield (statement := self._statement_at(line))
            line += statement.size

    def _statement_at(self, line: int) -> Statement:
        if self.too_long:
            most = f"{_MOST_LINES:,} lines or {_MOST_CHARACTERS // 1_000_000} million characters"
            size = len(self.lines) - line
            return Statement(Tree.refused("", f"the text is longer than qls reads: {most}"), size, size)
        ahead = self._in_vain < self._most_in_vain
        self._blind = self._blind or not ahead
        statement = _statement_at(self.lines, line, ahead=ahead)
        if self.deepest and statement.tree.is_deeper(self.deepest):
            refused = Tree.refused(statement.tree.text, TOO_DEEP)
            statement = Statement(refused, statement.size, statement.looked)
        self._in_vain += statement.in_vain
        self._far = self._far or statement.in_vain > 0
        return statement

    @property
    def _most_in_vain(self) -> int:
        return _IN_VAIN + _IN_VAIN_PER_LINE * len(self.lines)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    @property
    def starts(self) -> list[int]:
        """The first line of each statement, and behind them the number of lines."""
        if self._starts is None:
            self._starts = list(itertools.accumulate((s.size for s in self.statements), initial=0))
        return self._starts

    def slice(self, span: Range) -> str:
        return slice_range(self.lines, span)

    def edit(self, edit: TextEdit) -> Change:
        """Make one edit."""
        self.edits += 1
        start, end = self._clamp(edit.range.start), self._clamp(edit.range.end)
        if end < start:
            start, end = end, start
        old_starts, old_count = self.starts, len(self.lines)
        first_line, behind = self._write(start, end, edit.text)
        grown = len(self.lines) - old_count
        was_too_long, self.too_long = self.too_long, self._is_too_long()
        index = self._first_undecided(old_starts, first_line)
        anew = was_too_long or self.too_long
        if not anew:
            wasted = [statement.in_vain for statement in self.statements] if self._in_vain else []
            self._in_vain = sum(wasted[:index])
            added, keep = self._decide_from(index, old_starts, behind, grown)
            same = not grown and self._in_vain == sum(wasted[:keep])
            self._in_vain += sum(wasted[keep:])
            anew = not same and (self._blind or self._in_vain >= self._most_in_vain)
        if anew:  # what stays may end elsewhere: more lines may be read in vain than before, or fewer
            self._in_vain, self._far, self._blind = 0, False, False
            index, added, keep = 0, list(self._split(0)), len(self.statements)
        removed = self.statements[index:keep]
        self.broken -= sum(statement.tree.module is None for statement in removed)
        self.broken += sum(statement.tree.module is None for statement in added)
        self.statements[index:keep] = added
        if [statement.size for statement in removed] != [statement.size for statement in added]:
            self._starts = None
        first, last = _same_ends(removed, added)
        gone, new = removed[first : len(removed) - last], added[first : len(added) - last]
        self._number(new, self._orders(index + first, gone, len(new)))
        typed = end.line <= start.line + 1 and len(gone) == len(new) == 1  # no more than a line has changed
        if typed and not self.too_long and new[0].tree.module is None and gone[0].meant.module is not None:
            new[0].stand_in(gone[0], first_line - old_starts[index + first])
        change = Change(index + first, tuple(gone), tuple(new), old_starts[keep - last], grown)
        self.index.follow(change)
        return change

    def _write(self, start: Position, end: Position, text: str) -> tuple[int, int]:
        """Put ``text`` between two positions; the first of the old lines that it changed, and the one behind them."""
        head = self.lines[start.line][: start.column] if start.line < len(self.lines) else ""
        tail = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        first, behind = start.line, min(end.line + 1, len(self.lines))
        if first > 0 and self.lines[first - 1].endswith("\r"):
            first -= 1  # a \n typed behind a lone \r joins it
            head = self.lines[first] + head
        joins = not tail.endswith(("\n", "\r")) or (head + text + tail).endswith("\r")
        if behind < len(self.lines) and joins:
            tail += self.lines[behind]
            behind += 1
        written = head + text + tail
        self._size += len(written) - sum(map(len, self.lines[first:behind]))
        self.lines[first:behind] = split_lines(written)
        return first, behind

    def _decide_from(self, index: int, old_starts: list[int], behind: int, grown: int) -> tuple[list[Statement], int]:
        """New statements in place of those from ``index`` on, and the first of these that stays.

        Args:
            old_starts: the first line of each statement, before the edit.
            behind: the first line behind what has changed, before the edit.
            grown: by how many lines the text has grown.
        """
        at = old_starts[index] if self.statements else 0
        added: list[Statement] = []
        survivors = {s + grown: i for i, s in enumerate(old_starts[:-1]) if s >= behind} if grown else None
        while at < len(self.lines):
            keep = survivors.get(at) if survivors is not None else self._index_of(old_starts, at, behind)
            if keep is not None:
                return added, keep
            statement = self._statement_at(at)
            added.append(statement)
            at += statement.size
        return added, len(self.statements)

    @staticmethod
    def _index_of(starts: list[int], line: int, behind: int) -> int | None:
        if line < behind:
            return None
        index = bisect_right(starts, line) - 1
        return index if index < len(starts) - 1 and starts[index] == line else None

    def _first_undecided(self, starts: list[int], line: int) -> int:
        """The first statement whose end was decided by looking at ``line`` or beyond."""
        index = max(bisect_right(starts, line) - 1, 0)
        index = min(index, max(len(self.statements) - 1, 0))
        while index > 0 and starts[index - 1] + self.statements[index - 1].looked > line:
            index -= 1
        if self._far:
            for early, statement in enumerate(self.statements[:index]):
                if statement.in_vain and starts[early] + statement.looked > line:
                    return early
        return index

    def _clamp(self, position: Position) -> Position:
        if position.line >= len(self.lines):
            if self.lines and not self.lines[-1].endswith(("\n", "\r")):
                return Position(len(self.lines) - 1, len(self.lines[-1]))
            return Position(len(self.lines), 0)
        line = self.lines[max(position.line, 0)]
        return Position(max(position.line, 0), min(max(position.column, 0), len(line.rstrip("\r\n"))))
