"""Sequences of edits: wherever they lead, a document is what its text is from scratch.

After every edit, whether the text parses or not: its statements, where they end and what decided that. Where it
parses: what it says. A third of the rounds has limits so low that most texts run into them.
"""

from __future__ import annotations

import random
from contextlib import ExitStack
from unittest import mock

from qls.engine import Document, Settings, analyse
from qls.environment import newest
from qls.server.documents import difference, splice
from qls.syntax import statements
from qls.syntax.index import words_of
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines
from tests.natural_edits import PROGRAMS, said

_PIECES = [*"()[]{}'\":\\#,.=@ x7\n\t", "\r", "\r\n", '"""', "'''", "    ", "\f", "é", "𝛼", "\x00", "\u2028", "if x:\n"]
_PIECES += ["else:\n", "def f():\n", "import qiskit\n", "qc = QuantumCircuit(2)\n", "execute(qc, backend)\n", "f'{"]
_STEPS = 40


def round_of(seed: int) -> tuple[int, list[str]]:
    """Some 40 edits of one program."""
    chance = random.Random(seed)
    low = {"_IN_VAIN": 30, "_IN_VAIN_PER_LINE": 0, "_MOST_LINES": 60, "_LONGEST_STATEMENT": 300}
    limits = {name: chance.randint(0, most) for name, most in low.items()} if chance.random() < 1 / 3 else {}
    with ExitStack() as stack:
        for name, most in limits.items():
            stack.enter_context(mock.patch.object(statements, name, most))
        return _edited(seed, chance)


def _edited(seed: int, chance: random.Random) -> tuple[int, list[str]]:
    text = chance.choice(PROGRAMS)
    parsed = text  # the last that did
    source, lines, failed = Source(text), split_lines(text), list[str]()
    document = Document(text, newest(), Settings())
    for step in range(_STEPS):
        back = step % 8 == 6 and chance.random() < 0.7  # else few of the texts parsed
        edit = TextEdit(Range(Position(0, 0), Position(len(lines), 0)), parsed) if back else _edit(text, chance)
        before, text = text, apply_edits(text, [edit])
        try:
            source.edit(edit)
            splice(lines, edit)
            scratch = Source(text)
            if source.text != text or "".join(lines) != text or lines != scratch.lines:
                failed.append(f"seed {seed}: another text after {edit} in {before!r}")
            if _cut(source) != _cut(scratch) or not _is_indexed(source):
                failed.append(f"seed {seed}: cut otherwise than from scratch after {edit} in {before!r}")
            document.edit([edit] if step % 2 else difference(split_lines(before), split_lines(text)))
            if back or step % 8 == 7:
                report = document.report()
                if document.text != text:
                    failed.append(f"seed {seed}: the document's text is another one after {edit} in {before!r}")
                if scratch.broken:
                    said(report)
                elif said(report) != said(analyse(text, newest())):
                    failed.append(f"seed {seed}: says something else than from scratch after {edit} in {before!r}")
            parsed = parsed if scratch.broken else text
        except Exception as error:
            failed.append(f"seed {seed}: {type(error).__name__}: {error} after {edit} in {before!r}")
            return step + 1, failed
        if len(failed) > 3:
            break
    return step + 1, failed


def _cut(source: Source) -> list[tuple[object, ...]]:
    """Where each statement ends, what decided that, what it is."""
    index, starts = source.index, source.starts
    return [
        (each.size, each.looked, each.tree.text.rstrip(), each.tree.error, index.position(each.serial), starts[place])
        for place, each in enumerate(source.statements)
    ]


def _is_indexed(source: Source) -> bool:
    words = [words_of(statement) for statement in source.statements]
    return all(
        source.index.having(word) == [place for place, found in enumerate(words) if word in found]
        for word in ("qiskit", "x", "def")
    )


def _edit(text: str, chance: random.Random) -> TextEdit:
    start = _place(text, chance)
    end = start
    if chance.random() < 0.6:
        end = (
            Position(start.line, start.column + chance.randrange(6)) if chance.random() < 0.8 else _place(text, chance)
        )
    start, end = sorted((start, _within(text, end)))
    new = "".join(chance.choice(_PIECES) for _ in range(chance.randrange(3)))
    if chance.random() < 0.05:
        new = "".join(chance.choice(PROGRAMS).splitlines(keepends=True)[: chance.randrange(8)])
    return TextEdit(Range(start, end), new)


def _place(text: str, chance: random.Random) -> Position:
    lines = split_lines(text) or [""]
    line = chance.randrange(len(lines))
    return Position(line, chance.randint(0, len(lines[line].rstrip("\r\n"))))


def _within(text: str, place: Position) -> Position:
    lines = split_lines(text) or [""]
    return Position(place.line, min(place.column, len(lines[place.line].rstrip("\r\n"))))
