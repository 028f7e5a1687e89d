"""Answers about a document by a word in it, remembered as long as the document is not edited."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from qls.syntax.statements import Source

_Answer = TypeVar("_Answer")


def remembered(find: Callable[[Source, str], _Answer]) -> Callable[[Source, str], _Answer]:
    """``find``, which every site of a document asks for the same words. Who asks does not change what is answered."""
    known: WeakKeyDictionary[Source, tuple[int, dict[str, _Answer]]] = WeakKeyDictionary()

    @wraps(find)
    def answer(source: Source, word: str) -> _Answer:
        edits, answers = known.get(source, (-1, {}))
        if edits != source.edits:
            answers = {}
            known[source] = source.edits, answers
        if word not in answers:
            answers[word] = find(source, word)
        return answers[word]

    return answer
