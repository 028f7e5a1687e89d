"""Numbers that are linear in the counts of a circuit, outcome by outcome, and the operators on them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
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

    def lacks(self, keys: frozenset[str]) -> bool:
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


class Outcomes(dict[Any, Any]):
    """A dictionary by outcome, in which outcomes without shots are missing."""


@dataclass
class Each:
    """What is iterated outcome by outcome: items, each with the outcomes that it stands for."""

    items: list[tuple[frozenset[str], Any]]


def counts(bits: int) -> Outcomes:
    """The counts of ``bits`` bits."""
    keys = [format(number, f"0{bits}b") for number in range(1 << bits)]
    return Outcomes({key: Form({k: float(k == key) for k in keys}) for key in keys})


def all_shots(bits: int) -> Form:
    """The number of shots."""
    return Form(dict.fromkeys((format(number, f"0{bits}b") for number in range(1 << bits)), 1.0))


def depends(value: Any) -> bool:
    """True where ``value`` depends on the counts."""
    if isinstance(value, dict):
        return isinstance(value, Outcomes) or any(map(depends, value.values()))
    return isinstance(value, (Form, Each)) or (isinstance(value, list) and any(map(depends, value)))


def plain(value: Any) -> Any:
    """``value``, which does not depend on the counts."""
    if isinstance(value, (Form, Each, Outcomes)):
        raise Unclear
    return value


def number(value: Any) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    raise Unclear


def iterable(value: Any) -> list[Any]:
    known = isinstance(value, (list, str, range, dict)) and not isinstance(value, Outcomes)
    if not known or len(value) > LONGEST:
        raise Unclear
    return list(value)


def added(left: Any, right: Any) -> Form:
    if not isinstance(left, Form) and not isinstance(right, Form):
        return Form({}, number(left) + number(right))
    if not isinstance(left, Form):
        left, right = right, left
    if not isinstance(right, Form):
        return Form(left.factors, left.rest + number(right), left.share)
    if not left.factors or not right.factors or left.share == right.share:
        keys = left.factors.keys() | right.factors.keys()
        factors = {key: left.factors.get(key, 0.0) + right.factors.get(key, 0.0) for key in keys}
        return Form(factors, left.rest + right.rest, left.share if left.factors else right.share)
    raise Unclear


def negated(value: Any) -> Any:
    return value.map(operator.neg) if isinstance(value, Form) else -number(value)


def times_shots(one: Form, two: Form) -> Form:
    shares, times = (one, two.total) if one.share else (two, one.total)
    if times is None or not shares.share or abs(shares.rest) > CLOSE:
        raise Unclear
    return Form({key: factor * times for key, factor in shares.factors.items()})


def without(value: Any, key: str) -> Any:
    """``value`` where the outcome ``key`` has no shots."""
    if isinstance(value, dict):
        return type(value)({name: without(item, key) for name, item in value.items()})
    return value.without(key) if isinstance(value, Form) else value


def equal(one: Any, two: Any) -> bool:
    if isinstance(one, Form) or isinstance(two, Form):
        try:
            change = added(one, negated(two))
        except Unclear:
            return False
        return change.lacks(frozenset())
    if isinstance(one, dict) and type(one) is type(two):
        if one.keys() != two.keys() and not isinstance(one, Outcomes):
            return False
        return all(equal(one.get(key, 0), two.get(key, 0)) for key in one.keys() | two.keys())
    return type(one) is type(two) and not isinstance(one, Each) and bool(one == two)


def product(items: list[tuple[frozenset[str], Any]]) -> float:
    answer = 1.0
    for keys, item in items:
        if keys:
            raise Unclear
        answer *= number(item)
    return answer


def small(left: Any, right: Any) -> bool:
    return all(isinstance(side, (int, float)) and abs(side) <= 64 for side in (left, right))


def _multiplied(left: Any, right: Any) -> Any:
    sequence = isinstance(left, (str, list)) or isinstance(right, (str, list))
    times = min((side for side in (left, right) if isinstance(side, int)), default=0)
    if sequence and times > LONGEST:
        raise Unclear
    return left * right


def _range(*bounds: int) -> range:
    if max(map(abs, bounds)) > LONGEST:
        raise Unclear
    return range(*bounds)


OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
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


COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
PLAIN: dict[str, Callable[..., Any]] = {
    "abs": abs, "all": all, "any": any, "bin": bin, "bool": bool, "enumerate": enumerate, "float": float, "int": int,
    "len": len, "max": max, "min": min, "ord": ord, "range": _range, "str": str, "zip": zip,
}  # fmt: skip
STRING_METHODS = frozenset("count endswith find format index join replace split startswith strip zfill".split())
