"""What the methods give, outcome by outcome, of a dictionary in which outcomes without shots are missing."""

from __future__ import annotations

from collections.abc import Callable

from qls.semantics.forms import Each, Outcomes, Unclear


def items(owner: Outcomes) -> Each:
    return Each([(frozenset({key}), [key, value]) for key, value in owner.items()])


def keys(owner: Outcomes) -> Each:
    return Each([(frozenset({key}), key) for key in owner])


def values(owner: Outcomes) -> Each:
    return Each([(frozenset({key}), value) for key, value in owner.items()])


def int_outcomes(owner: Outcomes) -> Outcomes:
    return Outcomes({_as_number(key): value for key, value in owner.items()})


def _as_number(key: object) -> int:
    if not isinstance(key, str):
        raise Unclear
    return int(key, 2)


METHODS: dict[str, Callable[[Outcomes], Outcomes | Each]] = {
    "items": items,
    "keys": keys,
    "values": values,
    "int_outcomes": int_outcomes,
    "copy": Outcomes,
}
