"""PUB sweeps: a loop that runs one circuit at many values is one PUB with all of them in an array.

What is read is a program that is on V2 primitives, or would be after a fix: the rewriting is offered beside that fix,
and never made unless it is asked for. Facts: qiskit 2.6.2, qiskit-aer 0.18.2 (V: the shapes below; `get_counts` takes
the index of a point).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

WORDS = ("assign_parameters(", "bind_parameters(", ".run([(", "] * ")
TITLE = "Run as one PUB with an array of values"
_BINDS = {"assign_parameters", "bind_parameters"}
COUNTS = {"get_counts", "get_int_counts", "get_bitstrings"}
_LEAVES = (
    ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Global, ast.Nonlocal,
    ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Delete,
)  # fmt: skip
WIDTH = 100
_PURE = {"float", "int", "abs", "round", "list", "tuple", "len", "SparsePauliOp", "Pauli"}
_MODULES = {"np", "numpy", "math"}
_ARRAYS = {"linspace", "arange", "range", "array", "logspace", "geomspace"}


class OfName(ast.Attribute):
    value: ast.Name


@dataclass(frozen=True)
class Sweep:
    """A loop, or a list of circuits, that can be one PUB.

    Attributes:
        first, last: its lines, from 0 on; of a list, those where it runs.
        shapes: what the arrays of the PUB and of its result look like, for whoever reads the new text.
        text: the whole program with it.
    """

    first: int
    last: int
    shapes: str
    text: str


class Source:
    """The text of a program, in bytes, as its tree counts them."""

    def __init__(self, text: str, tree: ast.Module) -> None:
        self.data, self.tree = text.encode(), tree
        self._starts = [0]
        for line in self.data.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        start = self._starts[node.lineno - 1] + node.col_offset
        return start, self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)

    def line(self, node: ast.stmt) -> int:
        """Where the line begins on which a statement stands."""
        return self._starts[node.lineno - 1]

    def behind(self, node: ast.stmt) -> int:
        """Where the line begins that follows a statement."""
        return self._starts[min(node.end_lineno or node.lineno, len(self._starts) - 1)]

    def said(self, node: ast.expr, instead: dict[ast.expr, str] | None = None) -> str:
        """The text of an expression, with others ``instead`` of some in it."""
        start, end = self.span(node)
        inner = sorted((*self.span(part), new) for part, new in (instead or {}).items())
        return self.replaced([each for each in inner if start <= each[0] and each[1] <= end], start, end)

    def replaced(self, edits: list[tuple[int, int, str]], start: int = 0, end: int | None = None) -> str:
        pieces, at = list[bytes](), start
        for first, last, new in sorted(edits):
            pieces += [self.data[at:first], new.encode()]
            at = last
        return b"".join([*pieces, self.data[at:end]]).decode()

    def fresh(self, name: str) -> str:
        """A name that the program has not."""
        while name in self.names:
            name += "_"
        return name


@dataclass(frozen=True)
class Read:
    """What an iteration reads: the whole expression, its PUB's result, how one point of that is read."""

    node: ast.expr
    result: ast.expr
    field: str
    method: str


class Loop:
    """A ``for`` loop, taken apart."""

    def __init__(self, source: Source, node: ast.For) -> None:
        self.source, self.node = source, node
        self.assigned: dict[str, list[ast.stmt]] = {}
        self.inlined: list[ast.stmt] = []
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                self.assigned.setdefault(part.id, [])
        for statement in node.body:
            for part in ast.walk(statement):
                if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                    self.assigned[part.id].append(statement)
        self.points = {part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)}

    def sweep(self) -> Sweep | None:
        """The loop as one PUB; None where it is not known to be the same."""
        parts = [part for statement in self.node.body for part in ast.walk(statement)]
        if self.node.orelse or any(isinstance(part, _LEAVES) for part in parts) or not self._stands_alone(self.node):
            return None
        runs = [part for part in parts if is_method(part, "run") and isinstance(part.args[0], ast.List)]
        reads = [read for statement in self._straight() for read in _reads(statement)]
        if len(runs) != 1 or len(reads) != 1:
            return None
        return self._of(runs[0], reads[0])

    def _straight(self) -> Iterator[ast.stmt]:
        """The statements that every iteration runs, to their end."""
        simple = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)
        return (statement for statement in self.node.body if isinstance(statement, simple))

    def _of(self, run: Method, read: Read) -> Sweep | None:
        job = self._behind(read.result)
        if not is_method(job, "result") or self._behind(job.func.value) is not run:
            return None
        pub = _only_pub(run)
        if pub is None:
            return None
        circuit, *observed = pub.elts if isinstance(pub, ast.Tuple) else [pub]
        many = _observables(observed)
        if many is None or bool(observed) != (read.field == "evs"):
            return None
        bound = self._bound(circuit)
        if bound is None:
            return None
        call, ran = bound
        early = [call.func.value, run.func.value, *ran[1], *observed, *(word.value for word in run.keywords)]
        values = self._values(call)
        if values is None or self._may_change(call, run, early, [value for _, value in values]):
            return None
        return self._written(run, read, ran[0], observed, many, values)

    # --- what an iteration does ---------------------------------------------------------------------------------

    def _behind(self, node: ast.expr) -> ast.expr:
        """What a name stands for that the loop gives a value for this alone; anything else is itself."""
        if not isinstance(node, ast.Name) or len(made := self.assigned.get(node.id, [])) != 1:
            return node
        statement = made[0]
        loads = [part for part in ast.walk(self.source.tree) if isinstance(part, ast.Name) and part.id == node.id]
        if statement not in self.node.body or len(loads) != 2 or not isinstance(statement, ast.Assign):
            return node
        if not self._stands_alone(statement):
            return node
        if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
            return node
        self.inlined.append(statement)
        return statement.value

    def _stands_alone(self, statement: ast.stmt) -> bool:
        """True for a statement that has its lines to itself."""
        start, end = self.source.span(statement)
        data, behind = self.source.data, self.source.behind(statement)
        rest = data[end:behind].strip()
        return not data[self.source.line(statement) : start].strip() and (not rest or rest.startswith(b"#"))

    def _bound(self, circuit: ast.expr) -> tuple[Method, tuple[str, list[ast.expr]]] | None:
        """The call that binds the values; the text of what runs without them, and what is used for that."""
        node = self._behind(circuit)
        if is_binding(node):
            return node, (self.source.said(node.func.value), [])
        if not isinstance(node, ast.Call) or not node.args or isinstance(node.args[0], ast.Starred):
            return None
        inner = self._behind(node.args[0])
        if not is_binding(inner) or not lays_out(node):
            return None
        rest = [*node.args[1:], *(word.value for word in node.keywords)]
        text = self.source.said(node, {node.args[0]: self.source.said(inner.func.value)})
        return inner, (text, [*rest, *([node.func.value] if isinstance(node.func, ast.Attribute) else [])])

    def _is_settled(self, node: ast.expr) -> bool:
        """True where an expression is the same before the loop as in each iteration, and has no effect."""
        return all(
            part.id not in self.assigned if isinstance(part, ast.Name) else not acts(part) for part in ast.walk(node)
        )

    def _may_change(self, binding: Method, run: Method, early: list[ast.expr], values: list[ast.expr]) -> bool:
        """True where the loop may change what is asked of it before it begins."""
        if not all(map(self._is_settled, early)):
            return True
        parts = [part for each in self.node.body for part in ast.walk(each)]
        for kept in (binding.func.value, run.func.value):  # used for this alone
            said = ast.dump(kept)
            once = sum(isinstance(part, ast.expr) and ast.dump(part) == said for part in parts) == 1
            if not once or not isinstance(kept, (ast.Name, ast.Attribute)):
                return True
        used = names_in(values) - self.points
        inside = sum(isinstance(part, ast.Name) and part.id in used for part in parts)
        return inside != count_of(values, used) or _writes(parts, early)

    # --- values -------------------------------------------------------------------------------------------------

    def _values(self, call: Method) -> list[tuple[str, ast.expr]] | None:
        """By parameter, in its text, the expression of a point; an empty text for a row of all parameters."""
        told = all(word.arg == "inplace" and _is_false(word.value) for word in call.keywords)
        if len(call.args) != 1 or not told or any(self.assigned[name] for name in self.points):
            return None
        pairs = self._pairs(call.args[0])
        values = [value for _, value in pairs]
        active = any(acts(part) for value in values for part in ast.walk(value))
        return None if active or not pairs or names_in(values) & (self.assigned.keys() - self.points) else pairs

    def _pairs(self, given: ast.expr) -> list[tuple[str, ast.expr]]:
        if not isinstance(given, ast.Dict):
            return [("", given)]
        keys = [key for key in given.keys if key is not None and self._is_settled(key)]
        said = [self.source.said(key) for key in keys]
        return list(zip(said, given.values, strict=True)) if len(keys) == len(given.values) else []

    def _array(self, value: ast.expr, points: str) -> str:
        if isinstance(self.node.target, ast.Name) and ast.unparse(value) == self.node.target.id:
            return points
        return f"[{self.source.said(value)} for {self.source.said(self.node.target)} in {points}]"

    def _line(self, head: str, given: str, margin: str) -> str:
        """The statement that runs the PUB, on lines that are not too long."""
        line = f"{head}.run({given}).result()[0].data"
        if len(margin + line) <= WIDTH:
            return line
        return f"{head}.run(\n{margin}    {given}\n{margin}).result()[0].data"

    def _points(self) -> tuple[str, str]:
        """What is iterated, where it can be twice; else a name for a list of it, and the line that makes that."""
        said = self.source.said(self.node.iter)
        stored = [
            part.value for part in ast.walk(self.source.tree)
            if isinstance(part, ast.Assign) and any(ast.unparse(target) == said for target in part.targets)
        ]  # fmt: skip
        again = any(ast.unparse(part) == said for each in self.node.body for part in ast.walk(each))
        if stored and all(map(_is_array, stored)) and not again:
            return said, ""
        name = self.source.fresh("points")
        return name, f"{name} = {said if _is_array(self.node.iter) else f'list({said})'}"

    # --- the new text -------------------------------------------------------------------------------------------

    def _written(
        self,
        run: Method,
        read: Read,
        ran: str,
        observed: list[ast.expr],
        many: list[ast.expr],
        values: list[tuple[str, ast.expr]],
    ) -> Sweep:
        source, node = self.source, self.node
        points, made = self._points()
        arrays = [(name, self._array(value, points)) for name, value in values]
        bound = ", ".join(f"{name}: {array}" for name, array in arrays) if arrays[0][0] else ""
        pub = [ran, *_columns(source, observed, many), f"{{{bound}}}" if bound else arrays[0][1]]
        told = "".join(f", {word.arg}={source.said(word.value)}" for word in run.keywords)
        data, index = source.fresh("data"), source.fresh("index")
        start = source.line(node)
        margin = source.data[start : source.span(node)[0]].decode()
        lines = [made] if made else []
        lines.append(self._line(f"{data} = {source.said(run.func.value)}", f"[({', '.join(pub)})]{told}", margin))
        head = "".join(f"{margin}{line}\n" for line in lines)
        edits = [(start, start, head), (*_before(source, node), f"{index}, {_loose(source, node)}")]
        edits.append((*source.span(node.iter), f"enumerate({points})"))
        edits += [(source.line(each), source.behind(each), "") for each in self.inlined]
        place = f"{data}.{read.field}"
        each = f"[{read.method}, {index}]" if len(many) > 1 else f"[{index}]"
        edits.append((*source.span(read.node), place + (each if observed else f".{read.method}({index})")))
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        return Sweep(first, last, shapes_of(len(many) if observed else 0, values), source.replaced(edits))


def _before(source: Source, node: ast.For) -> tuple[int, int]:
    return source.span(node.target)


def _loose(source: Source, node: ast.For) -> str:
    """The target of a loop, in brackets where it is several."""
    said = source.said(node.target)
    return f"({said})" if isinstance(node.target, ast.Tuple) and not said.startswith("(") else said


def _columns(source: Source, observed: list[ast.expr], many: list[ast.expr]) -> list[str]:
    """The observables, each a row of its own where they are several: they go with every point."""
    if not observed:
        return []
    if len(many) == 1:
        return [source.said(observed[0])]
    return [f"[{', '.join(f'[{source.said(each)}]' for each in many)}]"]


def shapes_of(observables: int, values: list[tuple[str, ast.expr]]) -> str:
    row = "" if values[0][0] else ", parameters"
    said = f"The values have the shape (points{row})"
    if not observables:
        return f"{said}, the samples of the result (points)."
    if observables == 1:
        return f"{said}, the one observable goes with all of them, and `evs` has the shape (points)."
    return f"{said}, the observables ({observables}, 1), and `evs` ({observables}, points)."


def _observables(observed: list[ast.expr]) -> list[ast.expr] | None:
    """The observables of a PUB, that are written out; None where they are not, or there is more in the PUB."""
    if not observed:
        return []
    if len(observed) != 1 or not isinstance(observed[0], ast.List) or not observed[0].elts:
        return None
    elements = observed[0].elts
    return None if any(isinstance(each, (ast.Starred, ast.List)) for each in elements) else elements


def _reads(statement: ast.stmt) -> Iterator[Read]:
    """What is read of the result of one PUB: its counts, or its expectation values."""
    for part in ast.walk(statement):
        match part:
            case ast.Call(ast.Attribute(ast.Attribute(ast.Attribute(item, "data"), field), method), [], []):
                if method in COUNTS and (result := _first(item)) is not None:
                    yield Read(part, result, field, method)
            case ast.Subscript(ast.Attribute(ast.Attribute(item, "data"), "evs"), ast.Constant(int(place))):
                if (result := _first(item)) is not None and place >= 0:
                    yield Read(part, result, "evs", str(place))


def _first(node: ast.expr) -> ast.expr | None:
    match node:
        case ast.Subscript(result, ast.Constant(0)):
            return result
    return None


class Method(ast.Call):
    func: ast.Attribute


def is_method(node: ast.AST, name: str) -> TypeGuard[Method]:
    """True for ``something.name(…)``; of ``run``, only where it is given something by position."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != name:
        return False
    return name != "run" or bool(node.args)


def _only_pub(run: Method) -> ast.expr | None:
    """The one PUB of a run, None where there are others, or what it is told cannot be seen."""
    match run.args:
        case [ast.List([pub])] if all(word.arg is not None for word in run.keywords):
            return pub
    return None


def names_in(nodes: list[ast.expr]) -> set[str]:
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)} - _MODULES


def count_of(nodes: list[ast.expr], names: set[str]) -> int:
    return sum(isinstance(part, ast.Name) and part.id in names for node in nodes for part in ast.walk(node))


def _writes(parts: list[ast.AST], early: list[ast.expr]) -> bool:
    """True where what has one of ``early`` is told something: a method of it is called, or something put into it."""
    owners = {part.value.id for kept in early for part in ast.walk(kept) if _is_of_name(part)} - _MODULES
    calls = [part.func for part in parts if isinstance(part, ast.Call)]
    stores = [part for part in parts if isinstance(part, (ast.Attribute, ast.Subscript))]
    stored = [part.value for part in stores if not isinstance(part.ctx, ast.Load)]
    told = any(_is_of_name(func) and func.value.id in owners for func in calls)
    return told or bool(names_in(stored) & names_in(early))


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _is_of_name(node: ast.AST) -> TypeGuard[OfName]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)


def is_binding(node: ast.AST) -> TypeGuard[Method]:
    return any(is_method(node, name) for name in _BINDS)


def lays_out(node: ast.Call) -> bool:
    """True for ``transpile(circuit, …)`` and ``pass_manager.run(circuit)``."""
    match node.func:
        case ast.Name("transpile"):
            return True
        case ast.Attribute(_, "run"):
            return len(node.args) == 1 and not node.keywords
    return False


def acts(node: ast.AST) -> bool:
    """True for what may have an effect, or another answer each time."""
    match node:
        case ast.Call(ast.Name(name)):
            return name not in _PURE
        case ast.Call(ast.Attribute(ast.Name(module))):
            return module not in _MODULES
        case ast.Call() | ast.Lambda() | ast.NamedExpr():
            return True
    return False


def _is_array(node: ast.expr) -> bool:
    """True for what can be iterated twice: a list, an array, a range."""
    match node:
        case ast.List() | ast.ListComp() | ast.Tuple():
            return True
        case ast.Call(ast.Name(name)) | ast.Call(ast.Attribute(_, name)):
            return name in _ARRAYS
    return False
