"""What the names on the way to a value of opflow stand for, and whether they still do where it is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from qls.planning import scopes
from qls.planning.scopes import Block, Placed
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Plan
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Called, Made

MODULE = "qiskit.opflow"
_DEFERRED = (ast.Lambda, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOKS = {"draw", "depth", "size", "width", "count_ops", "num_qubits", "num_parameters", "parameters", "decompose"}
_PRINTS = {"print", "display", "len", "str", "repr"}

Root = ast.AST | None  # the function whose local name it is; None for a name of the module


@dataclass
class Chain:
    """One ``.eval()`` and all that leads to it.

    Attributes:
        node: the call, or its ``.real``.
        serial: of the statement that it is in.
        kind: ``statevector``, ``estimator`` for an exact value, ``sampled``; empty where it is refused.
        destination: of what is sampled, its key.
        reason: why it is refused.
        changes: what changes in the value; empty where nothing does.
        plan: what replaces it.
        names: the chain's own loads of the names that lead to it, by the scope and the name.
        steps: the assignments that lead to it, by their identity.
        made: the calls that made the backends that it is sampled on.
        sampling: the call that samples.
        leaves: another backend takes the place of those.
        once: statements on the way with a call that must not be made twice, by their identity.
    """

    node: ast.expr
    serial: int
    kind: str = ""
    destination: str = ""
    reason: str = ""
    changes: str = ""
    plan: Plan = field(default_factory=Plan)
    names: dict[tuple[Root, str], list[ast.Name]] = field(default_factory=dict)
    steps: dict[int, Placed] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    leaves: bool = False
    sampling: ast.Call | None = None
    once: set[int] = field(default_factory=set)


class Names:
    """Follows the names of one chain."""

    def __init__(self, context: Context, chain: Chain, levels: list[Block]) -> None:
        self.context, self.chain, self.levels = context, chain, levels
        self.kept: list[tuple[str, list[Block], bool]] = []

    def symbol(self, node: ast.expr) -> str:
        """The name of opflow that ``node`` is; empty for anything else."""
        match node:
            case ast.Attribute(ast.Name(module), name):
                events = self.context.imported.get(module, ())
                return name if [event.name for event in events] == [MODULE] else ""
            case ast.Name(name):
                return self.imported(name)
        return ""

    def imported(self, name: str) -> str:
        """The name of opflow that was imported as ``name``; empty where that is not all that it is bound to."""
        events = self.context.imported.get(name, ())
        stars = {event.name for event in self.context.imported.get("*", ())}
        known = [event.name for event in events]
        if known and all(each.startswith(f"{MODULE}.") for each in known):
            return known[0].rpartition(".")[2] if len(set(known)) == 1 and not self.context.binds(name) else ""
        return name if not known and MODULE in stars and not self.context.binds(name) else ""

    def called(self, serial: int, node: ast.Call) -> list[Called]:
        """What the interpreter noted of a call."""
        return self.context.facts.called.get(id_of(serial, node), [])

    # --- what a name was given ----------------------------------------------------------------------------------

    def resolve(self, node: ast.expr, levels: list[Block], depth: int = 0) -> tuple[ast.expr, int, list[Block]]:
        """What a name was given, its statement to be deleted; else the node itself."""
        serial = levels[0].statements[levels[0].index][0]
        found = self.assigned(node, levels) if depth <= 8 else None
        if found is None or not isinstance(node, ast.Name):
            return node, serial, levels
        around, value = found
        placed = around[0].statements[around[0].index]
        self.chain.names.setdefault((around[-1].owner, node.id), []).append(node)
        self.chain.steps[id(placed[1])] = placed
        return self.resolve(value, around, depth + 1)

    def peek(self, node: ast.expr, levels: list[Block], depth: int = 0) -> tuple[ast.expr, int, list[Block]]:
        """What a name was given, its statement to stay."""
        found = self.assigned(node, levels) if depth <= 8 else None
        if found is None:
            return node, levels[0].statements[levels[0].index][0], levels
        return self.peek(found[1], found[0], depth + 1)

    def assigned(self, node: ast.expr, levels: list[Block]) -> tuple[list[Block], ast.expr] | None:
        """The value that a name was given by ``name = value``, with the blocks around that."""
        if not isinstance(node, ast.Name) or self.symbol(node):
            return None
        self.context.watch(node.id)
        found = self.bound(node, levels[0].statements[levels[0].index][0], levels)
        statement = found[1][1] if found is not None else None
        if found is None or not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        return (found[0], statement.value) if isinstance(statement.targets[0], ast.Name) else None

    def bound(self, node: ast.Name, serial: int, levels: list[Block]) -> tuple[list[Block], Placed] | None:
        """The statement that gave a name its value, with the blocks around it; None where that is not certain."""
        statement = levels[0].statements[levels[0].index][1]
        for parent in self.context.program.lineage(serial, node):
            if parent is statement:
                break
            if isinstance(parent, ast.expr) and scopes.hides(parent, node.id):
                return None
        function = levels[-1].owner
        if any(isinstance(part, (ast.Global, ast.Nonlocal)) and node.id in part.names for part in _declared(function)):
            return None
        found = scopes.bound_before(levels, node.id)
        if found is not None:
            crossed = levels[: len(levels) - len(found[0])]
            return None if any(node.id in _bound_by_head(level.owner) for level in crossed) else found
        return self.of_module(node.id, serial, function)

    def of_module(self, name: str, serial: int, function: Root) -> tuple[list[Block], Placed] | None:
        """The one statement of the module that binds a name which a function reads."""
        if not isinstance(function, _FUNCTIONS):
            return None
        around = (function, *self.context.program.lineage(serial, function))
        if any(isinstance(each, _FUNCTIONS) and scopes.hides(each, name) for each in around):
            return None
        found = scopes.module_bindings(self.context, name)
        if len(found) != 1:
            return None
        module = self.context.module
        index = next(place for place in module.of(found[0][0]) if module[place][1] is found[0][1])
        return [Block(module, index, None, module.places, module.marks)], found[0]

    # --- whether it is still the same ---------------------------------------------------------------------------

    def keep(self, node: ast.expr, levels: list[Block], mutable: bool = True) -> None:
        """``node`` is evaluated later than where it stands: its names must stand for the same then.

        Args:
            mutable: what a name stands for can be changed by what mentions it.
        """
        local = {part.id for each in ast.walk(node) if isinstance(each, ast.comprehension)
                 for part in ast.walk(each.target) if isinstance(part, ast.Name)}  # fmt: skip
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and part.id not in local:
                self.kept.append((part.id, levels, mutable))
        if any(isinstance(part, ast.Call) for part in ast.walk(node)):
            self.kept.append(("", levels, True))  # nothing may come between
            self.chain.once.add(id(levels[0].statements[levels[0].index][1]))

    def refuse_changes(self) -> None:
        """Everything on the way is the same where it is evaluated as where it was written.

        Raises:
            Refusal: something between the two may change it.
        """
        for name, levels, mutable in self.kept:
            for _, node in self.between(name, levels):
                if id(node) in self.chain.steps:
                    continue
                if not name:
                    raise Refusal("what it calls on the way would be called later")
                if name in scopes.binds(node) or (mutable and any(map(self.may_change, self.loads(node, name)))):
                    raise Refusal("the circuit may change before the expression is evaluated")

    def between(self, name: str, levels: list[Block]) -> Iterator[Placed]:
        """The statements that run between the place of ``levels`` and the evaluation."""
        use = levels[0]
        depth = next((d for d, level in enumerate(self.levels) if _same_block(level, use)), None)
        if depth is None:  # the expression is one of the module, and evaluated in a function
            if not name or self.context.binds(name) != 1 or len(self.context.loads(name)) != 1:
                raise Refusal("the expression is made elsewhere than where it is evaluated")
            return
        yield from _with(use, name, use.index + 1, self.levels[depth].index)
        repeated = False
        for level in reversed(self.levels[:depth]):
            repeated = repeated or level.repeated
            if not name and repeated:
                raise Refusal("what it calls on the way would be called again")
            if name in _bound_by_head(level.owner):
                raise Refusal("the circuit may change before the expression is evaluated")
            yield from _with(level, name, 0, level.index)
            if repeated:
                yield from _with(level, name, level.index + 1, len(level.statements))

    def refuse_repeats(self, levels: list[Block]) -> None:
        """What stands at ``levels`` runs as often as the value is evaluated.

        Raises:
            Refusal: it may not.
        """
        depth = next((d for d, level in enumerate(self.levels) if _same_block(level, levels[0])), None)
        if depth is None or any(level.repeated for level in self.levels[:depth]):
            raise Refusal("what is sampled once is evaluated many times")

    def loads(self, node: ast.stmt, name: str) -> Iterator[tuple[ast.stmt, ast.Name]]:
        for load in scopes.loads(node, name):
            yield node, load

    def may_change(self, placed: tuple[ast.stmt, ast.Name]) -> bool:
        """False for a reader that only looks: opflow, ``print``, ``circuit.draw()``."""
        parents = {child: parent for parent in ast.walk(placed[0]) for child in ast.iter_child_nodes(parent)}
        parent = parents.get(placed[1])
        if isinstance(parent, ast.Attribute):
            return parent.attr not in _LOOKS
        prints = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in _PRINTS
        return not (prints or (isinstance(parent, ast.Call) and bool(self.symbol(parent.func))))


def id_of(serial: int, node: ast.expr) -> NodeId:
    return (serial, node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def is_deferred(context: Context, serial: int, node: ast.expr) -> bool:
    """True for an expression that is evaluated later than the statement that it stands in."""
    for parent in context.program.lineage(serial, node):
        if isinstance(parent, ast.stmt):
            return False
        if isinstance(parent, _DEFERRED):
            return True
    return False


def _same_block(one: Block, other: Block) -> bool:
    first, second = one.statements[0], other.statements[0]
    return one.owner is other.owner and first[0] == second[0] and first[1] is second[1]


def _with(block: Block, name: str, start: int, stop: int) -> Iterator[Placed]:
    """The statements of a block with ``name`` in them; all of them for no name."""
    if not name:
        return iter(block.statements[start:stop])
    return (placed for _, placed in block.having(name, start, stop))


def _bound_by_head(owner: Root) -> frozenset[str]:
    """The names that a loop, ``with`` or ``except`` binds for its body."""
    if isinstance(owner, (ast.For, ast.AsyncFor)):
        return scopes.binds(owner.target)
    if isinstance(owner, (ast.With, ast.AsyncWith)):
        heads = [scopes.binds(item.optional_vars) for item in owner.items if item.optional_vars is not None]
        return frozenset().union(*heads)
    return frozenset({owner.name}) if isinstance(owner, ast.ExceptHandler) and owner.name else frozenset()


def _declared(function: Root) -> Iterator[ast.AST]:
    return ast.walk(function) if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) else iter(())


def used_elsewhere(context: Context, found: list[Chain]) -> Iterator[str]:
    """Names on the way to the values that something else reads too."""
    own: dict[tuple[Root, str], set[int]] = {}
    for chain in found:
        for key, nodes in chain.names.items():
            own.setdefault(key, set()).update(id(node) for node in nodes)
    for (root, name), known in own.items():
        seen = set[int]()
        for node in _statements(context, root, name):
            again = id(node) in seen  # a statement with the same text has the same nodes, and is another one
            seen.add(id(node))
            if any(again or id(load) not in known for load in scopes.loads(node, name)):
                yield name


def _statements(context: Context, root: Root, name: str) -> Iterator[ast.stmt]:
    """The statements of a function or of the module that have ``name`` in them."""
    if isinstance(root, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield from root.body
        return
    module = context.module
    yield from (module[place][1] for place in module.places(name))
