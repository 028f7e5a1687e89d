"""What a piece of Python computes of counts: the shots of each outcome, added up with which factors.

A few expressions and statements are followed over numbers that are linear in the counts, outcome by outcome: in
``sum((-1) ** bits.count("1") * n for bits, n in counts.items()) / shots`` each outcome's share has a factor of -1 or 1.
Nothing of the program is executed: what is not understood raises ``Unclear``.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from qls.semantics import by_outcome
from qls.semantics.forms import (
    CLOSE,
    COMPARISONS,
    LONGEST,
    OPERATORS,
    PLAIN,
    ROWS,
    STRING_METHODS,
    ByOutcome,
    EachOutcome,
    Form,
    Unclear,
    as_number,
    equal,
    in_size,
    item_of,
    iterable,
    minus,
    multiplied,
    plain,
    product,
    small,
    sum_of,
    without,
)
from qls.syntax.arguments import unpacks

_Made = TypeVar("_Made")
_FUEL = 20_000
_LISTS = ("list", "tuple", "sorted", "reversed")
LOST = object()  # a name whose value cannot be told
_ELSEWHERE = object()
_FAILS = (TypeError, ValueError, ArithmeticError, LookupError)  # what the program would raise there


@dataclass
class Evaluator:
    """Follows Python over counts.

    Attributes:
        names: what is known of names.
        look_up: gives what else a name or another expression is, so many calls deep; raises ``Unclear``.
        shots: the number of shots, where it is known.
        function: gives a function of the program by its name, or None.
    """

    names: dict[str, object]
    look_up: Callable[[ast.expr, int], object]
    shots: float | None = None
    function: Callable[[str], ast.FunctionDef | None] = lambda _: None
    fuel: int = _FUEL
    keys: list[frozenset[object]] = field(default_factory=list)  # the outcomes that the loops around stand at
    depth: int = 0

    # --- expressions ------------------------------------------------------------------------------------------

    def value(self, node: ast.expr) -> object:
        """What ``node`` is.

        Raises:
            Unclear: it cannot be told.
        """
        self.fuel -= 1
        if self.fuel < 0:
            raise Unclear
        handler = getattr(self, f"on_{type(node).__name__}", None)
        if handler is None:
            raise Unclear
        try:
            return handler(node)
        except _FAILS:
            raise Unclear from None

    def on_Constant(self, node: ast.Constant) -> object:
        return node.value

    def on_Attribute(self, node: ast.Attribute) -> object:
        return self.look_up(node, self.depth)

    def on_Name(self, node: ast.Name) -> object:
        value = self.names.get(node.id, _ELSEWHERE)
        if value is LOST:
            raise Unclear
        return self.look_up(node, self.depth) if value is _ELSEWHERE else value

    def on_UnaryOp(self, node: ast.UnaryOp) -> object:
        value = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            return not plain(value)
        if isinstance(node.op, ast.USub):
            if not isinstance(value, (int, float, Form)):
                raise Unclear
            return value.map(operator.neg) if isinstance(value, Form) else -value
        if isinstance(node.op, ast.UAdd):
            return value
        raise Unclear

    def on_BinOp(self, node: ast.BinOp) -> object:
        return self.combine(node.op, self.value(node.left), self.value(node.right))

    def combine(self, op: ast.operator, left: object, right: object) -> object:
        if isinstance(left, Form) or isinstance(right, Form):
            return self.linear(op, left, right)
        act = OPERATORS.get(type(op))
        left, right = plain(left), plain(right)
        if act is None or (isinstance(op, (ast.Pow, ast.LShift)) and not small(left, right)):
            raise Unclear
        answer = act(left, right)
        if isinstance(answer, (str, list, tuple)) and len(answer) > LONGEST:
            raise Unclear
        return answer

    def linear(self, op: ast.operator, left: object, right: object) -> Form:
        if isinstance(op, (ast.Add, ast.Sub)):
            return sum_of(left, right if isinstance(op, ast.Add) else minus(right))
        if isinstance(op, ast.Mult):
            return multiplied(left, right)
        if isinstance(op, ast.Div) and isinstance(left, Form):
            return self.divided(left, right)
        raise Unclear

    def divided(self, form: Form, by: object) -> Form:
        if isinstance(by, Form):
            total = by.total
            if form.share or not total or abs(form.rest) > CLOSE:
                raise Unclear
            return Form({key: factor / total for key, factor in form.factors.items()}, 0.0, share=True)
        divisor = as_number(by)
        if not divisor:
            raise Unclear
        if not form.share and divisor == self.shots and abs(form.rest) < CLOSE:
            return Form(form.factors, 0.0, share=True)
        return form.map(lambda factor: factor / divisor)

    def on_Compare(self, node: ast.Compare) -> bool:
        left = self.value(node.left)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.value(comparator)
            act = COMPARISONS.get(type(op))
            if act is None or not act(plain(left), plain(right)):
                if act is None:
                    raise Unclear
                return False
            left = right
        return True

    def on_BoolOp(self, node: ast.BoolOp) -> object:
        value: object = None
        for part in node.values:
            value = plain(self.value(part))
            if bool(value) is isinstance(node.op, ast.Or):
                return value
        return value

    def on_IfExp(self, node: ast.IfExp) -> object:
        asked = self.asked(node.test)
        if asked is None:
            return self.value(node.body if plain(self.value(node.test)) else node.orelse)
        key, there = asked
        present, absent = (node.body, node.orelse) if there else (node.orelse, node.body)
        value = self.value(present)
        if not equal(without(value, key), without(self.value(absent), key)):
            raise Unclear
        return value

    def asked(self, test: ast.expr) -> tuple[str, bool] | None:
        """The outcome that ``"0" in counts`` asks for, and whether it is true where there is one."""
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], (ast.In, ast.NotIn)):
            return None
        try:
            owner = self.value(test.comparators[0])
        except Unclear:
            return None
        if isinstance(owner, EachOutcome) and all(isinstance(item, str) for _, item in owner.items):
            owner = ByOutcome({item: None for _, item in owner.items})
        if not isinstance(owner, ByOutcome):
            return None
        key = self.value(test.left)
        if not isinstance(key, str) or key not in owner:
            raise Unclear
        return key, isinstance(test.ops[0], ast.In)

    def on_List(self, node: ast.List | ast.Tuple) -> list[object]:
        return [self.value(item) for item in node.elts]

    on_Tuple = on_List

    def on_Dict(self, node: ast.Dict) -> dict[object, object]:
        if any(key is None for key in node.keys):
            raise Unclear
        if not node.keys:
            return ByOutcome()  # it may be filled outcome by outcome
        return {plain(self.value(k)): self.value(v) for k, v in zip(node.keys, node.values, strict=True) if k}

    def on_Subscript(self, node: ast.Subscript) -> object:
        owner = self.value(node.value)
        if isinstance(owner, (Form, EachOutcome)):
            raise Unclear
        if isinstance(node.slice, ast.Slice):
            parts = (node.slice.lower, node.slice.upper, node.slice.step)
            index: object = slice(*(None if part is None else plain(self.value(part)) for part in parts))
        else:
            index = plain(self.value(node.slice))
        return item_of(owner, index)

    def on_ListComp(self, node: ast.ListComp | ast.GeneratorExp) -> list[object] | EachOutcome:
        found = list(self.comprehended(node.generators, lambda: self.value(node.elt)))
        return EachOutcome(found) if any(keys for keys, _ in found) else [item for _, item in found]

    on_GeneratorExp = on_ListComp

    def on_DictComp(self, node: ast.DictComp) -> dict[object, object]:
        made = list(self.comprehended(node.generators, lambda: (plain(self.value(node.key)), self.value(node.value))))
        if len({key for _, (key, _) in made}) != len(made):
            raise Unclear
        if not any(keys for keys, _ in made):
            return dict(item for _, item in made)
        if not all(keys and isinstance(v, Form) and v.lacks(keys) for keys, (_, v) in made):
            raise Unclear
        return ByOutcome(item for _, item in made)

    def comprehended(
        self, generators: list[ast.comprehension], make: Callable[[], _Made], depth: int = -1
    ) -> Iterator[tuple[frozenset[object], _Made]]:
        depth = len(self.keys) if depth < 0 else depth
        if not generators:
            yield (self.keys[-1] if len(self.keys) > depth else frozenset()), make()
            return
        first, *others = generators
        before, outer = dict(self.names), self.keys
        for keys, item in self.each(self.value(first.iter)):
            self.names = dict(before)
            self.keys = [*outer, keys] if keys else outer
            self.bind(first.target, item)
            if all(plain(self.value(test)) for test in first.ifs):
                yield from self.comprehended(others, make, depth)
        self.names, self.keys = before, outer

    def each(self, value: object) -> list[tuple[frozenset[object], object]]:
        """The items of what is iterated, each with the outcomes that it stands for."""
        if isinstance(value, ByOutcome):
            return [(frozenset({key}), key) for key in value]
        if isinstance(value, EachOutcome):
            return value.items
        if isinstance(value, (list, str, dict, range)):
            return [(frozenset(), item) for item in value]
        raise Unclear

    # --- calls ------------------------------------------------------------------------------------------------

    def on_Call(self, node: ast.Call) -> object:
        if isinstance(node.func, ast.Attribute):
            return self.method(node, node.func)
        if not isinstance(node.func, ast.Name) or node.func.id in self.names:
            raise Unclear
        known = self.function(node.func.id)
        if known is not None:
            return self.inlined(known, node)
        if node.func.id == "map" and len(node.args) == 2 and isinstance(node.args[0], ast.Name):
            return self.mapped(node.args[0].id, self.value(node.args[1]))
        return self.builtin(node.func.id, self.given(node))

    def mapped(self, name: str, items: object) -> list[object]:
        known = self.function(name) is None and name not in self.names and name in ("int", "float", "str")
        if not known:
            raise Unclear
        return [self.builtin(name, [plain(item)]) for item in iterable(items)]

    def given(self, node: ast.Call) -> list[object]:
        if node.keywords or unpacks(node):
            raise Unclear
        return [self.value(argument) for argument in node.args]

    def builtin(self, name: str, given: list[object]) -> object:
        first = given[0] if len(given) == 1 else None
        if name == "sum" and len(given) == 1:
            return self.summed(first)
        if name in _LISTS and len(given) == 1:
            return self.listed(name, first)
        if name == "float" and isinstance(first, Form):
            return first
        if name == "int" and isinstance(first, Form):
            if first.share:
                raise Unclear
            return first
        if name in ROWS:
            return [list(row) for row in ROWS[name](*map(iterable, given))]
        if name in PLAIN and given:
            return PLAIN[name](*map(plain, given))
        raise Unclear

    def listed(self, name: str, items: object) -> list[object] | EachOutcome:
        if isinstance(items, (ByOutcome, EachOutcome)):
            return EachOutcome(self.each(items))
        listed = iterable(items)
        return in_size(listed) if name == "sorted" else listed[::-1] if name == "reversed" else listed

    def summed(self, items: object) -> object:
        total: object = 0
        for keys, item in self.each(items):
            if keys and not (isinstance(item, Form) and item.lacks(keys)):
                raise Unclear
            total = self.combine(ast.Add(), total, item)
        return total

    def method(self, node: ast.Call, func: ast.Attribute) -> object:
        module = func.value.id if isinstance(func.value, ast.Name) and func.value.id not in self.names else ""
        if module in ("np", "numpy", "math"):
            return self.numeric(func.attr, self.given(node))
        try:
            owner = self.value(func.value)
        except Unclear:
            return self.look_up(node, self.depth)
        given = self.given(node)
        if isinstance(owner, ByOutcome):
            return self.outcomes(owner, func.attr, given)
        if isinstance(owner, dict) and func.attr == "get":
            return owner.get(*map(plain, given)) if len(given) in (1, 2) else self.look_up(node, self.depth)
        if isinstance(owner, dict) and func.attr in ("items", "keys", "values"):
            return [list(row) if isinstance(row, tuple) else row for row in getattr(owner, func.attr)()]
        if isinstance(owner, str) and func.attr in STRING_METHODS:
            return getattr(owner, func.attr)(*map(plain, given))
        raise Unclear

    def numeric(self, name: str, given: list[object]) -> object:
        """A function of numpy or math."""
        if len(given) != 1:
            raise Unclear
        if name == "sum":
            return self.summed(given[0])
        if name == "prod":
            return product(self.each(given[0]))
        if name == "array" and isinstance(given[0], Form):
            return given[0]
        raise Unclear

    def outcomes(self, owner: ByOutcome, name: str, given: list[object]) -> object:
        if name == "get" and given and given[0] in owner and (len(given) == 1 or given[1] == 0):
            return owner[given[0]]
        if given:
            raise Unclear
        if name == "shots":
            return self.summed(by_outcome.values(owner))
        if name not in by_outcome.METHODS:
            raise Unclear
        return by_outcome.METHODS[name](owner)

    def inlined(self, function: ast.FunctionDef, node: ast.Call) -> object:
        """A call of a function of the program."""
        spec = function.args
        parameters = [parameter.arg for parameter in (*spec.posonlyargs, *spec.args)]
        known = {keyword.arg: keyword.value for keyword in node.keywords}
        if self.depth > 3 or spec.vararg or spec.kwarg or spec.kwonlyargs or function.decorator_list or None in known:
            raise Unclear
        given = dict(zip(parameters, node.args, strict=False)) | known
        if len(node.args) > len(parameters) or not given.keys() <= {*parameters}:
            raise Unclear
        defaults = dict(zip(parameters[len(parameters) - len(spec.defaults) :], spec.defaults, strict=True))
        names = {}
        for parameter in parameters:
            argument = given.get(parameter, defaults.get(parameter))
            if argument is None:
                raise Unclear
            try:
                names[parameter] = self.value(argument)
            except Unclear:
                names[parameter] = LOST  # it may not be needed
        inner = Evaluator(names, self.look_up, self.shots, self.function, self.fuel, list(self.keys), self.depth + 1)
        answer = inner.body(function.body)
        self.fuel = inner.fuel
        return answer

    # --- statements -------------------------------------------------------------------------------------------

    def body(self, body: list[ast.stmt]) -> object:
        """What a function with this body returns."""
        for statement in body:
            if isinstance(statement, ast.Return) and statement.value is not None:
                return self.value(statement.value)
            if isinstance(statement, ast.If) and self.asked(statement.test) is None and _returns(statement):
                chosen = statement.body if plain(self.value(statement.test)) else statement.orelse
                if chosen and isinstance(chosen[-1], ast.Return):
                    return self.body(chosen)
            self.run(statement)
        raise Unclear

    def run(self, node: ast.stmt) -> None:
        """Follow one statement.

        Raises:
            Unclear: what it does cannot be told; names are then as they may be.
        """
        self.fuel -= 1
        handler = getattr(self, f"do_{type(node).__name__}", None)
        if handler is None or self.fuel < 0:
            raise Unclear
        try:
            handler(node)
        except _FAILS:
            raise Unclear from None

    def do_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            raise Unclear

    def do_Pass(self, node: ast.Pass) -> None:
        return None

    def do_Assign(self, node: ast.Assign) -> None:
        value = self.value(node.value)
        for target in node.targets:
            self.bind(target, value)

    def do_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.bind(node.target, self.value(node.value))

    def do_AugAssign(self, node: ast.AugAssign) -> None:
        old = self.value(node.target)
        self.bind(node.target, self.combine(node.op, old, self.value(node.value)))

    def do_If(self, node: ast.If) -> None:
        asked = self.asked(node.test)
        if asked is None:
            for statement in node.body if plain(self.value(node.test)) else node.orelse:
                self.run(statement)
            return
        key, there = asked
        before = dict(self.names)
        ends = []
        for block in (node.body, node.orelse):
            self.names = {name: type(v)(v) if isinstance(v, dict) else v for name, v in before.items()}
            for statement in block:
                self.run(statement)
            ends.append(self.names)
        present, absent = ends if there else reversed(ends)
        if present.keys() != absent.keys():
            raise Unclear
        for name, value in present.items():
            if value is not absent[name] and not equal(without(value, key), without(absent[name], key)):
                raise Unclear
        self.names = present

    def do_For(self, node: ast.For) -> None:
        if node.orelse:
            raise Unclear
        items = self.each(self.value(node.iter))
        self.fetch(node)
        outer = self.keys
        for keys, item in items:
            before = dict(self.names)
            self.keys = [*outer, keys] if keys else outer
            self.bind(node.target, item)
            try:
                for statement in node.body:
                    self.run(statement)
            except _Continue:
                pass
            if keys:
                self.forget_temporaries(before, keys)
        self.keys = outer

    def fetch(self, node: ast.For) -> None:
        """Look up what the loop changes: it changes the same thing in every round."""
        for name in sorted(stored(node) - self.names.keys()):
            try:
                self.names[name] = self.look_up(ast.Name(name, ast.Load()), self.depth)
            except Unclear:
                continue  # made in the loop

    def forget_temporaries(self, before: dict[str, object], keys: frozenset[object]) -> None:
        """Keep what an outcome without shots would have left as it is; the rest is of this round only."""
        for name, value in list(self.names.items()):
            old = before.get(name)
            if value is old:
                continue
            kept = False
            if isinstance(old, (int, float, Form)) and isinstance(value, (int, float, Form)):
                try:
                    change = sum_of(value, minus(old))
                    kept = change.lacks(keys)
                except Unclear:
                    kept = value == old
            if not kept:
                self.names[name] = LOST

    def do_Continue(self, node: ast.Continue) -> None:
        raise _Continue

    def bind(self, target: ast.expr, value: object) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)):
            items = iterable(value)
            if len(items) != len(target.elts):
                raise Unclear
            for part, item in zip(target.elts, items, strict=True):
                self.bind(part, item)
        elif isinstance(target, ast.Subscript):
            self.store(target, value)
        else:
            raise Unclear

    def store(self, target: ast.Subscript, value: object) -> None:
        """``shares[bits] = n / shots``."""
        owner, key = self.value(target.value), plain(self.value(target.slice))
        if not isinstance(owner, dict) or sum(other is owner for other in self.names.values()) != 1:
            raise Unclear
        if self.keys:  # an outcome without shots leaves the item as it was
            added_alone = isinstance(value, Form) and len(self.keys) == 1 and value.lacks(self.keys[-1])
            if not added_alone or owner.get(key, 0) != 0 or not (key in owner or isinstance(owner, ByOutcome)):
                raise Unclear
        owner[key] = value


def stored(node: ast.AST) -> set[str]:
    """The names that a statement binds, or whose items it sets."""
    names = set()
    for part in ast.walk(node):
        if isinstance(part, (ast.Name, ast.Subscript)) and isinstance(part.ctx, ast.Store):
            base = part.value if isinstance(part, ast.Subscript) else part
            names |= {base.id} if isinstance(base, ast.Name) else set()
    return names


class _Continue(Exception):
    """The round of a loop is over."""


def _returns(statement: ast.If) -> bool:
    return any(isinstance(part, ast.Return) for part in ast.walk(statement))
