"""What the methods give, outcome by outcome, of a dictionary in which outcomes without shots are missing."""

from __future__ import annotations

from collections.abc import Callable

from qls.semantics.forms import ByOutcome, EachOutcome, Unclear


def items(owner: ByOutcome) -> EachOutcome:
    return EachOutcome([(frozenset({key}), [key, value]) for key, value in owner.items()])


def keys(owner: ByOutcome) -> EachOutcome:
    return EachOutcome([(frozenset({key}), key) for key in owner])


def values(owner: ByOutcome) -> EachOutcome:
    return EachOutcome([(frozenset({key}), value) for key, value in owner.items()])


def int_outcomes(owner: ByOutcome) -> ByOutcome:
    return ByOutcome({_as_number(key): value for key, value in owner.items()})


def _as_number(key: object) -> int:
    if not isinstance(key, str):
        raise Unclear
    return int(key, 2)


METHODS: dict[str, Callable[[ByOutcome], ByOutcome | EachOutcome]] = {
    "items": items,
    "keys": keys,
    "values": values,
    "int_outcomes": int_outcomes,
    "copy": ByOutcome,
}
