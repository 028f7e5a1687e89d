"""Numbers that are linear in the counts of a circuit, outcome by outcome, and the operators on them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 256  # of a string or list that is made
CLOSE = 1e-9


class Unclear(Exception):
    """What the code computes of the counts cannot be told."""


@dataclass(frozen=True)
class Form:
    """A number that is linear in the counts.

    Attributes:
        factors: by outcome, the factor of its shots (``share`` False) or of its share of all shots (``share`` True).
        rest: what is added to that.
    """

    factors: Mapping[str, float]
    rest: float = 0.0
    share: bool = False

    def map(self, change: Callable[[float], float]) -> Form:
        return Form({key: change(factor) for key, factor in self.factors.items()}, change(self.rest), self.share)

    def lacks(self, keys: frozenset[object]) -> bool:
        """True where outcomes other than ``keys`` do not matter, and without ``keys`` nothing is left."""
        return abs(self.rest) < CLOSE and all(
            key in keys or abs(factor) < CLOSE for key, factor in self.factors.items()
        )

    def without(self, key: str) -> Form:
        return Form({k: 0.0 if k == key else factor for k, factor in self.factors.items()}, self.rest, self.share)

    @property
    def total(self) -> float | None:
        """The factor, where it is the same for every outcome: so many times all shots."""
        first = next(iter(self.factors.values()))
        same = all(abs(factor - first) < CLOSE for factor in self.factors.values())
        return first if same and abs(self.rest) < CLOSE and not self.share else None


class ByOutcome(dict[object, object]):
    """A dictionary by outcome, in which outcomes without shots are missing."""


@dataclass
class EachOutcome:
    """What is iterated outcome by outcome: items, each with the outcomes that it stands for."""

    items: list[tuple[frozenset[object], object]]


def counts(bits: int) -> ByOutcome:
    """The counts of ``bits`` bits."""
    keys = [format(number, f"0{bits}b") for number in range(1 << bits)]
    return ByOutcome({key: Form({k: float(k == key) for k in keys}) for key in keys})


def all_shots(bits: int) -> Form:
    """The number of shots."""
    return Form(dict.fromkeys((format(number, f"0{bits}b") for number in range(1 << bits)), 1.0))


def depends(value: object) -> bool:
    """True where ``value`` depends on the counts."""
    if isinstance(value, dict):
        return isinstance(value, ByOutcome) or any(map(depends, value.values()))
    return isinstance(value, (Form, EachOutcome)) or (isinstance(value, list) and any(map(depends, value)))


def plain(value: object) -> object:
    """``value``, which does not depend on the counts."""
    if isinstance(value, (Form, EachOutcome, ByOutcome)):
        raise Unclear
    return value


def as_number(value: object) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    raise Unclear


def iterable(value: object) -> list[object]:
    if isinstance(value, ByOutcome) or not isinstance(value, (list, str, range, dict)) or len(value) > LONGEST:
        raise Unclear
    return list(value)


def in_size(items: list[object]) -> list[object]:
    """``items`` from the smallest to the largest; where they have no such order it raises what the program would."""
    known: list[Any] = items
    return sorted(known)


def item_of(owner: object, index: object) -> object:
    """``owner[index]``; where there is no such thing it raises what the program would."""
    known: Any = owner
    return known[index]


def sum_of(left: object, right: object) -> Form:
    one, two = (left, right) if isinstance(left, Form) else (right, left)
    if not isinstance(one, Form):
        return Form({}, as_number(left) + as_number(right))
    if not isinstance(two, Form):
        return Form(one.factors, one.rest + as_number(two), one.share)
    if not one.factors or not two.factors or one.share == two.share:
        keys = one.factors.keys() | two.factors.keys()
        factors = {key: one.factors.get(key, 0.0) + two.factors.get(key, 0.0) for key in keys}
        return Form(factors, one.rest + two.rest, one.share if one.factors else two.share)
    raise Unclear


def minus(value: object) -> Form | float:
    return value.map(operator.neg) if isinstance(value, Form) else -as_number(value)


def multiplied(left: object, right: object) -> Form:
    """The product of a form and a number, or of a share and a number of shots."""
    one, two = (left, right) if isinstance(left, Form) else (right, left)
    if not isinstance(one, Form):
        raise Unclear
    if isinstance(two, Form):
        return _times_shots(one, two)
    times = as_number(two)
    return one.map(lambda factor: factor * times)


def _times_shots(one: Form, two: Form) -> Form:
    shares, times = (one, two.total) if one.share else (two, one.total)
    if times is None or not shares.share or abs(shares.rest) > CLOSE:
        raise Unclear
    return Form({key: factor * times for key, factor in shares.factors.items()})


def without(value: object, key: str) -> object:
    """``value`` where the outcome ``key`` has no shots."""
    if isinstance(value, dict):
        return type(value)({name: without(item, key) for name, item in value.items()})
    return value.without(key) if isinstance(value, Form) else value


def equal(one: object, two: object) -> bool:
    if isinstance(one, Form) or isinstance(two, Form):
        try:
            change = sum_of(one, minus(two))
        except Unclear:
            return False
        return change.lacks(frozenset())
    if isinstance(one, dict) and type(one) is type(two):
        if one.keys() != two.keys() and not isinstance(one, ByOutcome):
            return False
        return all(equal(one.get(key, 0), two.get(key, 0)) for key in one.keys() | two.keys())
    return type(one) is type(two) and not isinstance(one, EachOutcome) and bool(one == two)


def product(items: list[tuple[frozenset[object], object]]) -> float:
    answer = 1.0
    for keys, item in items:
        if keys:
            raise Unclear
        answer *= as_number(item)
    return answer


def small(left: object, right: object) -> bool:
    return all(isinstance(side, (int, float)) and abs(side) <= 64 for side in (left, right))


def _multiplied(left: Any, right: Any) -> object:
    sequence = isinstance(left, (str, list)) or isinstance(right, (str, list))
    times = min((side for side in (left, right) if isinstance(side, int)), default=0)
    if sequence and times > LONGEST:
        raise Unclear
    return left * right


def _is_in(item: object, holder: Any) -> bool:
    return item in holder


def _range(*bounds: int) -> range:
    if max(map(abs, bounds)) > LONGEST:
        raise Unclear
    return range(*bounds)


OPERATORS: dict[type[ast.operator], Callable[[object, object], object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: _multiplied,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}


_ORDERING: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    **_ORDERING,
    ast.In: _is_in,
    ast.NotIn: lambda left, right: not _is_in(left, right),
}
PLAIN: dict[str, Callable[..., object]] = {
    "abs": abs, "all": all, "any": any, "bin": bin, "bool": bool, "float": float, "int": int,
    "len": len, "max": max, "min": min, "ord": ord, "range": _range, "str": str,
}  # fmt: skip
ROWS: dict[str, Callable[..., Iterable[tuple[object, ...]]]] = {"enumerate": enumerate, "zip": zip}
STRING_METHODS = frozenset("count endswith find format index join replace split startswith strip zfill".split())
