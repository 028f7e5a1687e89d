"""Lists of one circuit bound to many values, and the search for all that can be one PUB."""

from __future__ import annotations

import ast

from qls.planning.sweeps.loops import (
    COUNTS,
    WIDTH,
    WORDS,
    Loop,
    Method,
    Read,
    Source,
    Sweep,
    acts,
    count_of,
    is_binding,
    is_method,
    lays_out,
    names_in,
    shapes_of,
)


def sweeps(text: str) -> list[Sweep]:
    """The loops and lists of a program that can be one PUB, each with the program that has it."""
    if not any(word in text for word in WORDS):
        return []
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return []
    source = Source(text, tree)
    found = [Loop(source, node).sweep() for node in ast.walk(tree) if isinstance(node, ast.For)]
    for node in ast.walk(tree):
        body: list[ast.stmt] = getattr(node, "body", []) if not isinstance(node, (ast.Lambda, ast.IfExp)) else []
        runs = [each for each in body if isinstance(each, (ast.Assign, ast.AugAssign, ast.Expr, ast.Return))]
        found += [_Listed(source, body, statement).sweep() for statement in runs]
    return [each for each in found if each is not None]


class _Listed(Loop):
    """A list of one circuit bound to many values, that is run and read at once.

    ``[pub.data.c.get_counts() for pub in sampler.run([qc.assign_parameters({p: x}) for x in xs]).result()]``, in as
    many statements as it likes.
    """

    def __init__(self, source: Source, body: list[ast.stmt], statement: ast.stmt) -> None:
        self.source, self.body, self.statement = source, body, statement
        self.assigned, self.inlined = {}, []

    def sweep(self) -> Sweep | None:
        reads = [read for part in ast.walk(self.statement) if (read := _read_of_all(part)) is not None]
        if len(reads) != 1:
            return None
        job = self._behind(reads[0].result)
        run = self._behind(job.func.value) if is_method(job, "result") else None
        if run is None or not is_method(run, "run") or len(run.args) != 1 or not self._stands_alone(self.statement):
            return None
        whole = self._behind(run.args[0])
        laid_out = whole if isinstance(whole, ast.Call) and whole.args and lays_out(whole) else None
        listed = self._behind(laid_out.args[0]) if laid_out is not None else whole
        match listed:
            case ast.ListComp(elt, [ast.comprehension(target, points, [])]) if is_binding(elt):
                return self._of_list(run, reads[0], laid_out, elt, ast.For(target, points, [], []))
            case ast.ListComp(ast.Tuple([circuit, row]), [ast.comprehension(target, points, [])]):
                return self._of_pubs(run, reads[0], circuit, row, ast.For(target, points, [], []))
        return None

    def _of_list(self, run: Method, read: Read, laid_out: ast.Call | None, call: Method, loop: ast.For) -> Sweep | None:
        self.node = loop
        self.points = names_in([loop.target])
        self.assigned = {name: [] for name in self.points}
        values = self._values(call)
        if values is None or self._is_between([call, loop.iter]) or _acts_within(call.func.value):
            return None
        if len(values) > 1 and self._points()[1]:  # it would be iterated twice
            return None
        ran = self.source.said(call.func.value)
        if laid_out is not None:
            ran = self.source.said(laid_out, {laid_out.args[0]: ran})
        return self._one(run, read, ran, values)

    def _of_pubs(self, run: Method, read: Read, circuit: ast.expr, row: ast.expr, loop: ast.For) -> Sweep | None:
        """``[(circuit, row) for row in rows]``, as a V1 run of ``[circuit] * n`` becomes."""
        self.node, self.points = loop, names_in([loop.target])
        if not isinstance(circuit, (ast.Name, ast.Attribute)) or names_in([circuit]) & self.points:
            return None
        if _acts_within(row) or self._is_between([circuit, row, loop.iter]):
            return None
        return self._one(run, read, self.source.said(circuit), [("", row)])

    def _one(self, run: Method, read: Read, ran: str, values: list[tuple[str, ast.expr]]) -> Sweep:
        """The new text: the one PUB that runs ``ran``, and what is read of each of its points."""
        source = self.source
        arrays = [(name, self._array(value, source.said(self.node.iter))) for name, value in values]
        bound = ", ".join(f"{name}: {array}" for name, array in arrays)
        told = "".join(f", {word.arg}={source.said(word.value)}" for word in run.keywords if word.arg)
        pub = f"({ran}, {f'{{{bound}}}' if arrays[0][0] else arrays[0][1]})"
        data, index, start = source.fresh("data"), source.fresh("index"), source.line(self.statement)
        margin = source.data[start : source.span(self.statement)[0]].decode()
        head = self._line(f"{data} = {source.said(run.func.value)}", f"[{pub}]{told}", margin)
        place = f"{data}.{read.field}"
        edits = [(start, start, f"{margin}{head}\n")]
        edits += [(source.line(each), source.behind(each), "") for each in self.inlined]
        assert isinstance(read.node, ast.ListComp)
        said = source.said(read.node.elt, _of_point(read.node, data, index))
        every, before = f"for {index} in range({place}.size)", source.span(read.node)[0] - start
        wide = before + len(f"[{said} {every}]") > WIDTH
        listed = f"[\n{margin}    {said}\n{margin}    {every}\n{margin}]" if wide else f"[{said} {every}]"
        edits.append((*source.span(read.node), listed))
        first = min(each.lineno - 1 for each in (*self.inlined, self.statement))
        last = (self.statement.end_lineno or self.statement.lineno) - 1
        return Sweep(first, last, shapes_of(0, values), source.replaced(edits))

    def _behind(self, node: ast.expr) -> ast.expr:
        """What a name stands for that is given a value once, in this block, and read once."""
        if not isinstance(node, ast.Name):
            return node
        uses = [part for part in ast.walk(self.source.tree) if isinstance(part, ast.Name) and part.id == node.id]
        for each in self.body if len(uses) == 2 else ():
            match each:
                case ast.Assign([ast.Name(name)], value) if name == node.id and self._stands_alone(each):
                    self.inlined.append(each)
                    return value
        return self._appended(node, uses) or node

    def _appended(self, node: ast.Name, uses: list[ast.Name]) -> ast.ListComp | None:
        """``circuits = []`` with the loop behind it that fills it, as the list that is written out."""
        for made, loop in zip(self.body, self.body[1:], strict=False) if len(uses) == 3 else ():
            match made, loop:
                case ast.Assign([ast.Name(name)], ast.List([])), ast.For(target, points, body, []) if name == node.id:
                    item = self._item_of(body, name) if self._ends_with(loop) else None
                    if item is not None and self._stands_alone(made) and self._stands_alone(loop):
                        self.inlined += [made, loop]
                        return ast.ListComp(item, [ast.comprehension(target, points, [], 0)])
        return None

    def _ends_with(self, loop: ast.For) -> bool:
        """True where nothing reads the names of a loop's target behind it."""
        names = names_in([loop.target])
        uses = [part for part in ast.walk(self.source.tree) if isinstance(part, ast.Name) and part.id in names]
        return len(uses) == sum(isinstance(part, ast.Name) and part.id in names for part in ast.walk(loop))

    def _item_of(self, body: list[ast.stmt], name: str) -> ast.expr | None:
        """What ``name.append(…)`` is given, as all that a loop does."""
        match body:
            case [ast.Expr(ast.Call(ast.Attribute(ast.Name(listed), "append"), [item], []))] if listed == name:
                return item
            case [
                ast.Assign([ast.Name(bound)], item),
                ast.Expr(ast.Call(ast.Attribute(ast.Name(listed), "append"), [ast.Name(given)], [])),
            ] if listed == name and bound == given:
                uses = [part for part in ast.walk(self.source.tree) if isinstance(part, ast.Name) and part.id == bound]
                return item if len(uses) == 2 else None
        return None

    def _is_between(self, early: list[ast.expr]) -> bool:
        """True where something from the first of the statements to the last may change what they use."""
        places = [self.body.index(each) for each in (*self.inlined, self.statement)]
        used = names_in(early) - self.points
        others = [each for each in self.body[min(places) : max(places)] if each not in self.inlined]
        return any(count_of([part], used) for each in others for part in ast.walk(each) if isinstance(part, ast.expr))


def _read_of_all(node: ast.AST) -> Read | None:
    """``[pub.data.c.get_counts() for pub in result]``, or what is made of these counts."""
    match node:
        case ast.ListComp(elt, [ast.comprehension(ast.Name(pub), result, [])]):
            calls = [part for part in ast.walk(elt) if _field_of(part, pub)]
            uses = sum(isinstance(part, ast.Name) and part.id == pub for part in ast.walk(elt))
            fields = {_field_of(part, pub) for part in calls}
            if calls and uses == len(calls) and len(fields) == 1:
                return Read(node, result, fields.pop(), "")
    return None


def _field_of(node: ast.AST, pub: str) -> str:
    """The register whose samples a point is asked for: by ``get_counts()`` and the like, or how many they are."""
    match node:
        case ast.Call(ast.Attribute(ast.Attribute(ast.Attribute(ast.Name(name), "data"), field), method), [], []):
            return field if name == pub and method in COUNTS else ""
        case ast.Attribute(ast.Attribute(ast.Attribute(ast.Name(name), "data"), field), "num_shots"):
            return field if name == pub else ""
    return ""


def _of_point(node: ast.ListComp, data: str, index: str) -> dict[ast.expr, str]:
    """By each of these, the same of the point at ``index``."""
    pub = ast.unparse(node.generators[0].target)
    found: dict[ast.expr, str] = {}
    for part in ast.walk(node.elt):
        match part:
            case ast.Call(ast.Attribute(_, method)) if field := _field_of(part, pub):
                found[part] = f"{data}.{field}.{method}({index})"
            case ast.Attribute() if field := _field_of(part, pub):
                found[part] = f"{data}.{field}.num_shots"
    return found


def _acts_within(node: ast.expr) -> bool:
    return any(acts(part) for part in ast.walk(node))
