"""Edits as a person makes them, tried on every program of the pages: what is edited must say what its text says.

A name gives way to another one of the program, a constant to another one, a keyword or a line goes, a line is typed
twice or stands elsewhere. ``python -m tests.natural_edits --edits 50000`` is the long run; the tests draw a few.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
from collections.abc import Iterator

from qls import engine
from qls.engine import Document, Settings
from qls.environment import newest
from qls.migrations import MIGRATIONS
from qls.report import Fix, Report
from qls.rewriting.plan import Conflict
from qls.syntax.text import Range, TextEdit, split_lines

PROGRAMS = sorted(
    {example.before for page in MIGRATIONS for example in page.examples}
    | {example.after[way] for page in MIGRATIONS for example in page.examples for way in example.after}
    | {each.code for page in MIGRATIONS for each in page.leave_alone}
)
_SIMULATORS = ("aer_simulator", "qasm_simulator", "statevector_simulator", "unitary_simulator", "aer_simulator_mps")


def said(report: Report) -> list[tuple[object, ...]]:
    """All that a report says: findings, hovers, related places, and each fix with its edits."""
    return [
        (
            finding.code,
            finding.message,
            finding.severity,
            finding.range,
            [(fix.title, fix.safety, fix.destination, fix.changes, made(fix)) for fix in finding.fixes],
            finding.explain(),
            [(related.range, related.message) for related in finding.related],
        )
        for finding in report.findings
    ]


def made(fix: Fix) -> tuple[TextEdit, ...] | str:
    """The edits of a fix, or why it cannot be made after all."""
    try:
        return fix.edits
    except Conflict as conflict:
        return str(conflict)


def edits_of(text: str, chance: random.Random) -> Iterator[TextEdit]:
    """Without end: edits of ``text``, each of which leaves most of it as it is."""
    tree, lines = ast.parse(text), split_lines(text)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    called = sorted({node.id for node in names} | {"values", "None"})
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value is not None]
    keywords = [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg]

    def put(node: ast.expr | ast.keyword, new: str) -> TextEdit | None:
        if node.lineno != node.end_lineno or node.end_col_offset is None:
            return None
        line = lines[node.lineno - 1].encode()
        start, end = (len(line[:at].decode()) for at in (node.col_offset, node.end_col_offset))
        return TextEdit(Range.of(node.lineno - 1, start, node.lineno - 1, end), new)

    while True:
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(7)
        edit: TextEdit | None = None
        if kind == 0 and names:
            edit = put(chance.choice(names), chance.choice(called))
        elif kind == 1 and constants:
            edit = _constant(chance, chance.choice(constants), put)
        elif kind == 2 and keywords:
            edit = put(chance.choice(keywords), chance.choice(["", "shots=7", "**options", "memory=True"]))
        elif kind == 3:
            edit = TextEdit(Range.of(at, 0, at + 1, 0), "")
        elif kind == 4:
            edit = TextEdit(Range.of(at, 0, at, 0), lines[other] if lines[other].endswith("\n") else "\n")
        elif kind == 5:
            edit = TextEdit(Range.of(at, 0, at, 0), chance.choice(["\n", "# a remark\n", "values = 3\n"]))
        else:
            end = len(lines[at].rstrip("\r\n"))
            edit = TextEdit(Range.of(at, end, at, end), chance.choice(["  # seen", "  # qls: ignore", "; other = 1"]))
        if edit is not None:
            yield edit


def _constant(chance: random.Random, node: ast.Constant, put) -> TextEdit | None:  # type: ignore[no-untyped-def]
    if isinstance(node.value, str):
        other = chance.choice([*_SIMULATORS, node.value + "x"])
        return put(node, repr(other))
    if isinstance(node.value, (bool, int, float)):
        return put(node, chance.choice([repr(node.value + 1), "0", "1", "None", "-1", "2.5"]))
    return None


def disagreement(program: str, seed: int, times: int) -> str:
    """Edit a program some times, and each time ask for all it says; what differs from scratch, empty if nothing."""
    chance = random.Random(seed)
    document = Document(program, newest(), Settings())
    document.report()
    for _ in range(times):
        before = document.text
        edit = next(edits_of(before, chance))
        document.edit([edit])
        report = document.report()
        if report.syntax_error or not document.text.strip():  # what is half typed stands for what it was
            document = Document(before, newest(), Settings())
            document.report()
            continue
        try:
            edited, scratch = said(report), said(engine.analyse(document.text, newest()))
        except Exception as problem:  # a fix that is offered and cannot be made
            return f"{edit}\nin\n{before}\nraises {type(problem).__name__}: {problem}"
        if edited != scratch:
            told = [each for each in edited if each not in scratch] + [each for each in scratch if each not in edited]
            return f"{edit}\nin\n{before}\n{told[:2]}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    done, stale, seed = 0, 0, options.seed
    while done < options.edits:
        for program in PROGRAMS:
            seed += 1
            found = disagreement(program, seed, 5)
            done += 5
            if found:
                stale += 1
                print(f"seed {seed}: {found}", flush=True)
    print(f"{done} edits, {stale} stale")
    sys.exit(bool(stale))


if __name__ == "__main__":
    main()
