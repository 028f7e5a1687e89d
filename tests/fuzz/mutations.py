"""Programs with one to three mutations: nothing raises, what parses does so after its fixes, no fix is repeated."""

from __future__ import annotations

import ast
import random
import re
import warnings

from qls import engine
from qls.engine import analyse
from qls.environment import newest
from tests.natural_edits import PROGRAMS, made

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_WORDS = sorted({word for program in PROGRAMS for word in re.findall(r"[A-Za-z_]\w+", program)})
_ODD = [
    "*",
    "**",
    "None",
    "0",
    "-1",
    "[]",
    "{}",
    "lambda: 0",
    "yield",
    "await",
    "self",
    "...",
    "not",
    "in",
    "is",
    "global",
]
_ROUND = 6


def round_of(seed: int) -> tuple[int, list[str]]:
    """Six mutated programs, analysed, explained and fixed."""
    chance, failed = random.Random(seed), list[str]()
    for _ in range(_ROUND):
        text = chance.choice(PROGRAMS)
        for _ in range(chance.randint(1, 3)):
            text = _mutated(text, chance)
        try:
            failed += [f"seed {seed}: {why} in {text!r}" for why in _faults(text, chance)]
        except Exception as error:
            failed.append(f"seed {seed}: {type(error).__name__}: {error} in {text!r}")
    return _ROUND, failed


def _mutated(text: str, chance: random.Random) -> str:
    tokens = _TOKEN.findall(text) or [""]
    at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    kind = chance.randrange(6)
    if kind == 0:
        tokens[at] = ""
    elif kind == 1:
        tokens[at] = tokens[other]
    elif kind == 2:
        tokens[at], tokens[other] = tokens[other], tokens[at]
    elif kind == 3:
        tokens[at] = chance.choice(_WORDS)
    elif kind == 4:
        tokens[at] = chance.choice(_ODD)
    else:
        lines = text.splitlines(keepends=True) or [""]
        lines.insert(chance.randrange(len(lines)), "    " * chance.randrange(2) + lines[chance.randrange(len(lines))])
        return "".join(lines)
    return "".join(tokens)


def _faults(text: str, chance: random.Random) -> list[str]:
    report = analyse(text, newest())
    for finding in report.findings:
        finding.explain()
        for fix in finding.fixes:
            made(fix)
    if chance.random() < 0.5:
        return []
    unsafe = chance.random() < 0.5
    fixed = engine.fix(text, newest(), unsafe=unsafe)
    if _parses(text) and not _parses(fixed.text):
        return ["the fixed program does not parse"]
    if engine.fix(fixed.text, newest(), unsafe=unsafe).text != fixed.text:
        return ["fixed again, it is another one"]
    return []


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True
