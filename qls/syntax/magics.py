"""IPython's own syntax hidden from the parser: same lines, same columns, plain Python."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from functools import lru_cache

from qls.syntax.text import split_lines

# Cell magics whose body is Python of this process; any other body is text of another language or process.
_RUNS_PYTHON = re.compile(r"%%(time|timeit|capture|prun)\b")
_ESCAPED = re.compile(r"\s*(?:[%!]|\?{1,2}[\w%])")
_HELP = re.compile(r"\s*%{0,2}[A-Za-z_*][\w.*]*(?:\[[^\]]*\])?\?{1,2}\s*$")
_ASSIGNED = re.compile(r"(?P<target>\s*[A-Za-z_][\w.,\s*\[\]'\"]*?=\s*)(?:%[A-Za-z_]|!)")
_STRING_START = re.compile(r"(?P<quote>\"\"\"|'''|\"|')")


@lru_cache(maxsize=1024)
def masked(cell: str) -> str:
    """``cell`` with its magics, shell lines and help lines hidden, length and lines kept.

    A cell that would swallow what follows it (an open bracket, an open string, a decorator without its
    function) becomes comments altogether.
    """
    if _parses(cell):
        return cell
    lines = split_lines(cell)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].startswith("%%"):
        body = lines[first + 1 :]
        if not _RUNS_PYTHON.match(lines[first]):
            return "".join([*lines[:first], _hidden(lines[first], 0), *map(_comment, body)])
        shown = [*lines[:first], _hidden(lines[first], 0), masked("".join(body))]
        return "".join(shown)
    shown = _mask_lines(lines)
    text = "".join(shown)
    return "".join(map(_comment, lines)) if not _parses(text) and _swallows(text) else text


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _mask_lines(lines: list[str]) -> list[str]:
    """Hide the escapes of a cell: only at the start of a statement, so ``% b`` inside brackets stays."""
    shown: list[str] = []
    state = _Openness()
    continued_magic = False
    for line in lines:
        body = line.rstrip("\r\n")
        if continued_magic:
            shown.append(_comment(line))
            continued_magic = body.endswith("\\")
            continue
        column = _escape_column(body) if state.at_statement_start else None
        if column is None:
            state.read(body)
            shown.append(line)
        else:
            shown.append(_hidden(line, column))
            continued_magic = body.endswith("\\")
    return shown


def _escape_column(body: str) -> int | None:
    """Where an escape begins in the first line of a statement; None for plain Python."""
    if _ESCAPED.match(body) or _HELP.match(body):
        return len(body) - len(body.lstrip())
    assigned = _ASSIGNED.match(body)
    return assigned.end("target") if assigned else None


def _hidden(line: str, column: int) -> str:
    """``0#`` over the two characters at ``column``: an expression, so that the body of an ``if`` has one."""
    body = line.rstrip("\r\n")
    width = min(2, len(body) - column)
    return body[:column] + "0#"[:width] + body[column + width :] + line[len(body) :]


def _comment(line: str) -> str:
    return "#" + line[1:] if line.strip() else line


class _Openness:
    """Whether the text read so far leaves a string, a bracket or a continued line open."""

    def __init__(self) -> None:
        self._quote, self._depth, self._continued = "", 0, False

    @property
    def at_statement_start(self) -> bool:
        return not (self._quote or self._depth or self._continued)

    def read(self, body: str) -> None:
        at, self._continued = 0, False
        while at < len(body):
            if self._quote:
                at = self._skip_string(body, at)
                continue
            character = body[at]
            if character == "#":
                return
            if character == "\\" and at == len(body) - 1:
                self._continued = True
            elif character in "([{":
                self._depth += 1
            elif character in ")]}":
                self._depth = max(0, self._depth - 1)
            elif match := _STRING_START.match(body, at):
                self._quote = match["quote"]
                at = match.end()
                continue
            at += 1
        if len(self._quote) == 1 and not body.endswith("\\"):
            self._quote = ""

    def _skip_string(self, body: str, at: int) -> int:
        while at < len(body):
            if body[at] == "\\":
                at += 2
            elif body.startswith(self._quote, at):
                end = at + len(self._quote)
                self._quote = ""
                return end
            else:
                at += 1
        return at


def _swallows(text: str) -> bool:
    """True when text after ``text`` would be read as a part of it."""
    last = next((line for line in reversed(split_lines(text)) if line.strip()), "")
    if last.startswith("@"):
        return True
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.ERRORTOKEN and token.string[:3] in ('"""', "'''"):
                return True
    except tokenize.TokenError:
        return True
    except (SyntaxError, ValueError):
        return _open_at_end(text)
    return False


def _open_at_end(text: str) -> bool:
    state = _Openness()
    for line in split_lines(text):
        state.read(line.rstrip("\r\n"))
    return not state.at_statement_start
