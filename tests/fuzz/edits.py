"""Sequences of edits: wherever they lead, a document has the text that was typed, and says what it says.

What an edited document says is compared with what its text says from scratch by ``tests.natural_edits``, where it
parses before and after; how a text is cut that did not parse on the way may depend on the way.
"""

from __future__ import annotations

import random

from qls.engine import Document, Settings
from qls.environment import newest
from qls.server.documents import difference, splice
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit, apply_edits, split_lines
from tests.natural_edits import PROGRAMS, said

_PIECES = [*"()[]{}'\":\\#,.=@ x7\n\t", "\r", "\r\n", '"""', "'''", "    ", "\f", "é", "𝛼", "\x00", "\u2028", "if x:\n"]
_PIECES += ["else:\n", "def f():\n", "import qiskit\n", "qc = QuantumCircuit(2)\n", "execute(qc, backend)\n", "f'{"]
_STEPS = 40


def round_of(seed: int) -> tuple[int, list[str]]:
    """Some 40 edits of one program."""
    chance = random.Random(seed)
    text = chance.choice(PROGRAMS)
    source, lines, failed = Source(text), split_lines(text), list[str]()
    document = Document(text, newest(), Settings())
    for step in range(_STEPS):
        edit = _edit(text, chance)
        before, text = text, apply_edits(text, [edit])
        try:
            source.edit(edit)
            splice(lines, edit)
            scratch = Source(text)
            if source.text != text or "".join(lines) != text or lines != scratch.lines:
                failed.append(f"seed {seed}: another text after {edit} in {before!r}")
            document.edit([edit] if step % 2 else difference(split_lines(before), split_lines(text)))
            if step % 8 == 7:
                said(document.report())
                if document.text != text:
                    failed.append(f"seed {seed}: the document's text is another one after {edit} in {before!r}")
        except Exception as error:
            failed.append(f"seed {seed}: {type(error).__name__}: {error} after {edit} in {before!r}")
            return step + 1, failed
        if len(failed) > 3:
            break
    return step + 1, failed


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
