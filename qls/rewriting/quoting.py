"""New text inside an f-string: its own quotes, and brackets, must not be taken for those of the f-string."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterable

from qls.syntax.fstrings import quotes_of
from qls.syntax.statements import Source
from qls.syntax.text import Range

_OTHER = {"'": '"', '"': "'"}


def quotes_at(source: Source, span: Range) -> frozenset[str] | None:
    """The quotes of the f-strings around ``span``; None where it is in none."""
    at = bisect_right(source.starts, span.start.line) - 1
    tree, here = source.statements[at].tree, span.shifted(-source.starts[at])
    if tree.module is None or not tree.has_fstrings:
        return None
    around = [node for node in ast.walk(tree.module) if isinstance(node, ast.JoinedStr) and node not in tree.unplaced]
    within = [node for node in around if tree.range(node) != here and tree.range(node).contains(here)]
    return frozenset().union(*(quotes_of(node, tree.lines) for node in within)) if within else None


def quoted_for(text: str, quotes: Iterable[str]) -> str:
    """``text`` as it can stand inside f-strings with these quotes."""
    for quote in sorted(quotes):
        if quote in text and _OTHER[quote] not in text:
            text = text.replace(quote, _OTHER[quote])
    return f"({text})" if text.startswith("{") else text
