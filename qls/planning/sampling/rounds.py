"""What is the same in every round of a loop, made once in front of it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from qls.planning.workbench import Context
from qls.rewriting.plan import New, Own, Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.syntax.text import Range

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)  # a generator may run later, when names mean other things
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.AsyncFor, ast.GeneratorExp)
# What leaves a backend as it is: members that are read, and what takes it.
_READ = {"run", "target", "name", "num_qubits", "coupling_map", "operation_names", "basis_gates"}
_TAKERS = {"transpile", "execute", "assemble", "generate_preset_pass_manager", "job_monitor"}


def before_loop(context: Context, site: Site, plan: Plan, word: str, pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces``, which make a primitive, under a name in front of the loops around the site; themselves elsewhere.

    V: a primitive of Aer or on a backend keeps nothing from one run to the next, unless it has a seed (0.18.2, 2.6.2).
    """
    written = written_pieces(context, plan, pieces)
    if written is None:
        return list(pieces)
    names = {piece for piece in written if isinstance(piece, Own)}
    loop = _outermost(context, site, names)
    if loop is None:
        return list(pieces)
    around = context.span(site.id[0], loop)
    value = "".join(piece if isinstance(piece, str) else f"{piece.module}.{piece.name}" for piece in written)
    name = New(word, around, around, value)
    line = (name, " = ", *written)
    if line not in plan.inserted.get(around, ()):
        plan.inserted[around] = (*plan.inserted.get(around, ()), line)
    return [name]


def written_pieces(context: Context, plan: Plan, pieces: Sequence[Piece]) -> list[str | Symbol] | None:
    """``pieces`` as words and symbols, each name of the program's by itself; None where rounds may differ in them."""
    found: list[str | Symbol] = []
    for piece in pieces:
        if isinstance(piece, New) or (isinstance(piece, str) and "seed" in piece):
            return None
        if not isinstance(piece, Range):
            found.append(piece)
            continue
        text = context.text(piece)
        try:
            tree = ast.parse(f"({text})", mode="eval").body
        except SyntaxError:  # it is half typed, and the plan is refused for that
            return None
        replaced = piece in plan.replaced or plan.outermost(piece)
        if not isinstance(tree, ast.Name) or replaced:
            return None
        found.append(Own(text))
    return found


def _outermost(context: Context, site: Site, names: set[Own]) -> ast.stmt | None:
    """The statement that is, or has in it, the outermost loop in which ``names`` stay what they are."""
    if any(_is_shared(context, name) for name in names):
        return None
    found: ast.AST | None = None
    inner: ast.AST = site.node
    for parent in context.program.lineage(site.id[0], site.node):
        if isinstance(parent, _SCOPES):
            break
        if isinstance(parent, (ast.For, ast.While, *_COMPREHENSIONS)):
            first = isinstance(parent, ast.For) and inner is parent.iter  # evaluated once
            if not names.isdisjoint(_unsteady(parent)):
                break
            found = found if first else parent
        inner = parent
    if found is None:
        return None
    statement = context.statement(site.id, found)
    start = context.span(site.id[0], statement).start
    alone = not context.program.source.lines[start.line][: start.column].strip()
    bound = all(_is_bound(context, site, statement, name) for name in names)
    return statement if alone and bound and _is_at_once(context, site, found, statement) else None


def _is_at_once(context: Context, site: Site, node: ast.AST, statement: ast.stmt) -> bool:
    """True where the statement evaluates ``node`` itself: no lambda does later."""
    for parent in context.program.lineage(site.id[0], node):
        if parent is statement:
            return True
        if isinstance(parent, _SCOPES):
            return False
    return node is statement


# By the loop; statements with the same text share theirs.
_UNSTEADY: WeakKeyDictionary[ast.AST, frozenset[str]] = WeakKeyDictionary()


def _unsteady(loop: ast.AST) -> frozenset[str]:
    """The names that a loop binds anew, or whose values it may change."""
    known = _UNSTEADY.get(loop)
    if known is None:
        pairs = ((part, around) for around in ast.walk(loop) for part in ast.iter_child_nodes(around))
        known = _UNSTEADY[loop] = frozenset(name for part, around in pairs for name in _changed(part, around))
    return known


def _changed(part: ast.AST, around: ast.AST) -> list[str]:
    """The name that a part of a loop binds anew, or whose value it may change; none of most parts."""
    if isinstance(part, ast.alias):
        return [(part.asname or part.name).partition(".")[0]]
    if isinstance(part, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        return [part.name or ""]
    if not isinstance(part, ast.Name):
        return []
    if isinstance(part.ctx, ast.Load):
        if isinstance(around, ast.Attribute):
            return [] if around.attr in _READ else [part.id]
        call = around.func if isinstance(around, ast.Call) else None
        taker = call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "")
        return [] if taker in _TAKERS or isinstance(around, ast.keyword) else [part.id]
    return [part.id]


def _is_bound(context: Context, site: Site, statement: ast.stmt, name: str) -> bool:
    """True where ``name`` is bound when ``statement`` begins, also if its loop has no round: not in a branch alone."""
    inner: ast.AST = statement
    for parent in context.program.lineage(site.id[0], statement):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and name in _arguments(parent.args):
            return True
        first = _binders(parent).get(name)
        if first is not None and _is_behind(first, inner, parent):
            return True
        inner = parent
    return any(name in _bound(context.module[place][1]) for place in context.module.places(name))


def _is_behind(first: ast.stmt, inner: ast.AST, around: ast.AST) -> bool:
    """True where ``inner`` is behind ``first`` in the same block."""
    last: ast.stmt = getattr(around, "body", [first])[-1]
    at: int = getattr(inner, "lineno", 0)
    return first.lineno < at <= last.lineno


# By the statement that has a block: by name, the first statement right in the block that binds it.
_BINDERS: WeakKeyDictionary[ast.AST, dict[str, ast.stmt]] = WeakKeyDictionary()


def _binders(around: ast.AST) -> dict[str, ast.stmt]:
    known = _BINDERS.get(around)
    if known is None:
        known = _BINDERS[around] = {}
        for statement in getattr(around, "body", ()) if isinstance(around, ast.stmt) else ():
            for name in _bound(statement):
                known.setdefault(name, statement)
    return known


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement binds whatever happens."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    targets: list[ast.expr | None] = []
    if isinstance(statement, ast.Assign):
        targets = [*statement.targets]
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets = [statement.target]
    elif isinstance(statement, ast.With):
        targets = [item.optional_vars for item in statement.items]
    parts = [part for each in targets if each is not None for part in ast.walk(each)]
    return {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def _arguments(given: ast.arguments) -> set[str]:
    return {each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def _is_shared(context: Context, name: str) -> bool:
    """True where a function may bind the name for another scope."""
    return any(name in each.tree.text for word in ("global", "nonlocal") for each in context.having(word))
