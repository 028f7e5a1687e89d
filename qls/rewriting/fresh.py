"""Names that a fix brings in, for the rounds of its comprehensions: they hide no name of the program's own."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

_FOR = re.compile(r"\bfor ((?:\w+, )*\w+) in\b")
_WORD = re.compile(r"(?<![.\w])[^\W\d]\w*")
_Piece = TypeVar("_Piece")


def fresh(pieces: Sequence[_Piece], names: Callable[[_Piece], frozenset[str]]) -> tuple[_Piece | str, ...]:
    """New text whose words bind no name that the program's own parts of it have: a longer one takes its place.

    Args:
        names: those that a piece has of the program; of one that is only words, none.
    """
    words = "\0".join(piece for piece in pieces if isinstance(piece, str))
    bound = {name for found in _FOR.findall(words) for name in found.split(", ")}
    taken = {name for piece in pieces for name in names(piece)} if bound else set()
    longer = {name: _longer(name, taken, words) for name in sorted(bound & taken)}
    if not longer:
        return tuple(pieces)
    ours = [isinstance(piece, str) and not names(piece) for piece in pieces]
    return tuple([_renamed(str(p), longer) if own else p for p, own in zip(pieces, ours, strict=True)])


def _longer(name: str, taken: set[str], words: str) -> str:
    """The name with underscores behind it, so many that neither the program nor the new text has it."""
    new = f"{name}_"
    while new in taken or new in words:
        new += "_"
    return new


def _renamed(words: str, longer: dict[str, str]) -> str:
    for name, new in longer.items():  # not an attribute, a keyword of a call or a key in quotes
        words = re.sub(rf"(?<![.\w'\"]){name}\b(?!=(?!=)|[\"'])", new, words)
    return words


def names_within(text: str) -> frozenset[str]:
    """The names in an expression; in what is no expression by itself, every word."""
    try:
        tree = ast.parse(f"({text})", mode="eval")
    except SyntaxError:
        return frozenset(_WORD.findall(text))
    return frozenset(part.id for part in ast.walk(tree) if isinstance(part, ast.Name))
