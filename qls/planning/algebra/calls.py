"""What calls give, where operators of opflow are among what they are given."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod

from qls.catalogue import opflow
from qls.planning.algebra import naming
from qls.planning.algebra.cells import Cells
from qls.planning.algebra.scopes import FUNCTIONS, Scope, parameters
from qls.planning.algebra.values import (
    NONE,
    NOTHING,
    NUMBER,
    OPERATORS,
    OPFLOW,
    OTHER,
    SPARSE,
    Atom,
    Atoms,
    Box,
    Code,
    Named,
    Op,
    member,
    ops_of,
    product,
)
from qls.planning.opflow.names import MODULE

_MANY = 8  # arguments that a starred one may stand for
_NUMBERS = {"len", "range", "float", "int", "abs", "min", "max", "round", "complex"}
_GIVES = {"pop", "get", "popitem", "values", "items", "copy", "setdefault"}
_CALLS_BACK = {"minimize"}  # scipy's: the function gets the items of ``args`` behind the point


def _factor(node: ast.Call) -> bool:
    """True for a second argument, or one by keyword, that is not the 1 that is meant without it."""
    given = [*node.args[1:], *(keyword.value for keyword in node.keywords if keyword.arg != "primitive")]
    return not all(isinstance(each, ast.Constant) and each.value == 1 for each in given)


class Calls(Cells, ABC):
    """Reads calls.

    Attributes:
        seen: by the number of an expression, what it can be.
        of_circuits: the calls that are given a circuit, by their numbers.
        grouped: the calls that group the terms of a sum: a sum of sums was made, a list now.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[int, Atoms] = {}
        self.of_circuits: set[int] = set()
        self.grouped: set[int] = set()

    @abstractmethod
    def value(self, node: ast.expr, scope: Scope) -> Atoms:
        """What an expression can be, as far as is known by now."""

    def call(self, node: ast.Call, scope: Scope) -> Atoms:
        given = list[Atoms]()
        for argument in node.args:
            known = self.value(argument, scope)
            given += [self.item(known)] * _MANY if isinstance(argument, ast.Starred) else [known]
        named = {keyword.arg or "": self.value(keyword.value, scope) for keyword in node.keywords}
        if isinstance(node.func, ast.Attribute):
            gives = self._method(node, node.func, given, named, scope)
            if gives is not None:
                return gives
        known = self.value(node.func, scope)
        if not known:
            return NOTHING
        found = set[Atom]()
        for atom in known:
            if isinstance(atom, Code):
                found |= self.enter(atom.place, given, named)
            elif isinstance(atom, Named):
                found |= self._made(atom.name, node, given)
        if found or any(isinstance(atom, (Code, Named)) for atom in known):
            return frozenset(found)
        return self._builtin(node, given, scope)

    def _made(self, name: str, node: ast.Call, given: list[Atoms]) -> Atoms:
        """What a class of opflow makes, or one of quantum_info."""
        last = name.rpartition(".")[2]
        if not name.startswith(f"{MODULE}."):
            return SPARSE if "SparsePauliOp" in name.split(".") else OTHER
        if name.endswith("PauliSumOp.from_list") or last in opflow.CLASSES:
            plain = not _factor(node)
            label = naming.label(node) if last == "PauliOp" else ""
            return frozenset(
                {Op(opflow.CLASSES.get(last, "sum"), plain, True, len(label) or None, self.at(node), label)}
            )
        if (made := self._of_sums(name, last, node, given)) is not None:
            return made
        if last in opflow.EVOLVING:
            kind, label = opflow.EVOLVING[last]
            return frozenset({Op(kind, True, True, naming.qubits(node), self.at(node), label)})
        if len(node.args) != 1 or node.keywords:
            return OPFLOW
        if last == "SummedOp":
            return self._summed(node, given[0])
        if last == "CircuitStateFn" or (last == "StateFn" and self.at(node) in self.of_circuits):
            return frozenset({Op("state", False, True, None, self.at(node))})
        return OPFLOW

    def _of_sums(self, name: str, last: str, node: ast.Call, given: list[Atoms]) -> Atoms | None:
        """Symmetries, tapered operators, groups of terms; None for anything else."""
        ops = ops_of(frozenset().union(*given))
        if name == f"{MODULE}.{opflow.GROUPER}" and ops:
            self.grouped.add(self.at(node))
            return self.box(node, frozenset(ops))
        kind = opflow.TAPERED.get(last)
        if kind is None:
            return None
        made = Op(kind, True, True, None, self.at(node))
        self.meet((made, *ops))
        return frozenset({made})

    def _summed(self, node: ast.Call, given: Atoms) -> Atoms:
        """``SummedOp([…])`` of operators."""
        content = self.item(given)
        operators = [op for op in ops_of(content) if op.kind in OPERATORS]
        if len(operators) != len(content) or not all(isinstance(atom, Box) for atom in given):
            return OPFLOW
        whole = Op("summed", False, False, None, self.at(node))
        self.meet((*operators, whole))
        return frozenset({whole}) if operators else NOTHING

    def _method(
        self, node: ast.Call, func: ast.Attribute, given: list[Atoms], named: dict[str, Atoms], scope: Scope
    ) -> Atoms | None:
        """What a method gives; None where the call is no method of anything that is followed."""
        known = self.value(func.value, scope)
        if ops_of(known):
            self.value(func, scope)
            return self._algebra(node, known, func.attr, given)
        boxes = [atom for atom in known if isinstance(atom, Box)]
        for box in boxes:
            self.fill(box, func.attr, given)
        if boxes and func.attr in _GIVES:
            return self._given(node, known, func.attr)
        methods = [] if any(isinstance(atom, Named) for atom in known) else self.methods(known, func.attr)
        if not methods:
            return None
        self.value(func, scope)
        found = set(self._cells["attribute", 0, func.attr])
        for method in methods:
            found |= self.enter(method, given, named, bound=not naming.is_static(self._functions[method][0]))
        return frozenset(found)

    def _algebra(self, node: ast.Call, known: Atoms, name: str, given: list[Atoms]) -> Atoms:
        if name in opflow.OPERATORS and len(given) == 1:
            self.meet((*ops_of(known), *ops_of(given[0])))
            return product(known, given[0], opflow.OPERATORS[name])
        if name == "convert" and any(op.kind == "formula" for op in ops_of(known)):
            self.meet((*ops_of(known), *(ops_of(given[0]) if given else ())))
            return frozenset(Op("circuit", True, True, op.width, op.origin) for op in ops_of(known))
        if name in opflow.TAPERING and any(op.kind == "symmetries" for op in ops_of(known)):
            self.meet((*ops_of(known), *(ops_of(given[0]) if given else ())))
            sums = frozenset(Op("sum", True, True, None, op.origin) for op in ops_of(known))
            return sums if name == "convert_clifford" else sums | self.box(node, sums)
        if name == "tensorpower":
            return product(known, NUMBER, ast.BitXor())
        return member(known, name)

    def _given(self, node: ast.Call, known: Atoms, name: str) -> Atoms:
        content = self.item(known)
        if name == "copy":
            return known
        if name == "values":
            return self.box(node, content)
        if name == "items":
            pair = self.box(node.func, OTHER, "0") | self.box(node.func, content, "1")
            return self.box(node, pair)
        return content | NONE

    def _builtin(self, node: ast.Call, given: list[Atoms], scope: Scope) -> Atoms:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = given[0] if given else NOTHING
        if name in _NUMBERS:
            return NUMBER
        if name in opflow.PASSING and given:
            return self._passed(name, node, given)
        if name == "sum" and given:
            item = self.item(first)
            return product(item, item, ast.Add()) | frozenset(ops_of(item)) if ops_of(item) else NUMBER
        if name in _CALLS_BACK:
            self._call_back(node, given)
            return OTHER
        for atom in self.deep(frozenset().union(*given)):
            if isinstance(atom, Code):
                self.give_away(atom)
        return OTHER

    def _passed(self, name: str, node: ast.Call, given: list[Atoms]) -> Atoms:
        """``list(…)``, ``zip(…)`` and the like: the same items."""
        first = given[0]
        if name in ("enumerate", "zip"):
            parts = [NUMBER, self.item(first)] if name == "enumerate" else [self.item(each) for each in given]
            pair: Atoms = NOTHING
            for place, part in enumerate(parts):
                pair |= self.box(node.func, part, str(place))
            return self.box(node, pair)
        if name in ("copy", "deepcopy") or first <= NUMBER:
            return first
        if any(isinstance(atom, Box) for atom in first):
            return self.box(node, self.item(first)) if name == "reversed" else first
        return self.box(node, self.item(first)) if ops_of(first) else OTHER

    def _call_back(self, node: ast.Call, given: list[Atoms]) -> None:
        """``minimize(fun, x0, args=(…))``."""
        behind = next((self.seen[self.at(k.value)] for k in node.keywords if k.arg == "args"), NOTHING)
        behind = given[2] if len(given) > 2 else behind
        for atom in given[0] if given else ():
            if isinstance(atom, Code):
                function = self._functions[atom.place][0]
                count = len(parameters(function)) - 1 if isinstance(function, FUNCTIONS) else 0
                boxed = [self.item(behind, str(place)) for place in range(max(count, 0))]
                self.enter(atom.place, [OTHER, *boxed], {})
