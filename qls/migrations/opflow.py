"""Expressions of opflow, followed across their statements: of which circuit, of which observable, exact or sampled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from qls.migrations import scopes
from qls.migrations.context import Context, Refusal
from qls.migrations.scopes import Block, Placed
from qls.rewriting import names
from qls.rewriting.plan import Piece, Plan, Symbol

MODULE = "qiskit.opflow"
_EXACT = {"PauliExpectation", "AerPauliExpectation", "MatrixExpectation"}  # without a sampler all are (V, 0.45.3)
_PAULIS = {"I", "X", "Y", "Z"}
_BASIS = {"Zero": "0", "One": "1", "Plus": "+", "Minus": "-"}
_OPERATOR = Symbol("qiskit.quantum_info", "SparsePauliOp")
_STATE = Symbol("qiskit.quantum_info", "Statevector")
_ESTIMATOR = Symbol("qiskit.primitives", "StatevectorEstimator")

Terms = dict[str, float]


@dataclass
class Chain:
    """One ``.eval()`` and all that leads to it.

    Attributes:
        node: the call, or its ``.real``.
        serial: of the statement that it is in.
        kind: ``estimator`` or ``statevector``; empty where it is refused.
        reason: why it is refused.
        plan: what replaces it.
        names: what leads to it, by name: the chain's own loads of it.
    """

    node: ast.expr
    serial: int
    kind: str = ""
    reason: str = ""
    plan: Plan = field(default_factory=Plan)
    names: dict[str, list[ast.Name]] = field(default_factory=dict)
    steps: dict[str, Placed] = field(default_factory=dict)


def chains(context: Context) -> list[Chain]:
    """Every ``.eval()`` of an expression of opflow, in the order of the text."""
    if not any(event.name.startswith(MODULE) for event in context.facts.imports.values()):
        return []
    context.watch(names.ANY)
    found = []
    for statement in context.program.source.statements:
        tree = statement.meant
        if tree.module is not None and ".eval()" in tree.text:
            for node in ast.walk(tree.module):
                chain = _chain(context, statement.serial, node)
                if chain is not None:
                    found.append(chain)
    return found


def _chain(context: Context, serial: int, node: ast.AST) -> Chain | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "eval"):
        return None
    if node.args or node.keywords:
        return None
    parent = context.program.parents(serial).get(node)
    real = isinstance(parent, ast.Attribute) and parent.attr == "real"
    chain = Chain(parent if real and isinstance(parent, ast.expr) else node, serial)
    reader = _Reader(context, chain)
    try:
        levels = scopes.blocks(context, serial, context.statement(_id(serial, node), node))
        if not levels or context.program.in_fstring(_id(serial, node), node) is not None:
            raise Refusal("it stands where nothing can be put in front of it")
        pieces = reader.answer(node.func.value, levels, real)
    except Refusal as refusal:
        chain.reason = str(refusal)
        return chain if reader.is_opflow else None
    chain.plan.replace(context.span(serial, chain.node), *pieces)
    for placed in chain.steps.values():
        chain.plan.deleted.add(context.span(*placed))
        context.release(chain.plan, placed[1])
    context.release(chain.plan, node)
    return chain


def _id(serial: int, node: ast.expr) -> tuple[int, int, int, int, int]:
    return (serial, node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


class _Reader:
    """Reads one chain."""

    def __init__(self, context: Context, chain: Chain) -> None:
        self.context, self.chain = context, chain
        self.is_opflow = False
        self.circuits: list[tuple[str, list[Block]]] = []

    def symbol(self, node: ast.expr) -> str:
        """The name of opflow that ``node`` is; empty for anything else."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            events = self.context.imported.get(node.value.id, ())
            return node.attr if [event.name for event in events] == [MODULE] else ""
        if not isinstance(node, ast.Name):
            return ""
        events = self.context.imported.get(node.id, ())
        stars = {event.name for event in self.context.imported.get("*", ())}
        known = [event.name for event in events]
        if known and all(name == f"{MODULE}.{name.rpartition('.')[2]}" for name in known):
            return known[0].rpartition(".")[2] if len(set(known)) == 1 and not self.context.binds(node.id) else ""
        return node.id if not known and MODULE in stars and not self.context.binds(node.id) else ""

    def resolve(self, node: ast.expr, levels: list[Block], depth: int = 0) -> tuple[ast.expr, int, list[Block]]:
        """What a name was given in this block, its statement to be deleted; else the node itself."""
        serial = levels[0].statements[levels[0].index][0]
        if not isinstance(node, ast.Name) or self.symbol(node) or depth > 5:
            return node, serial, levels
        self.context.watch(node.id)
        found = scopes.bound_before(levels[:1], node.id)
        placed = found[1] if found is not None else None
        if placed is None or not isinstance(placed[1], ast.Assign) or len(placed[1].targets) != 1:
            return node, serial, levels
        if not isinstance(placed[1].targets[0], ast.Name) or found is None:
            return node, serial, levels
        self.chain.names.setdefault(node.id, []).append(node)
        self.chain.steps[node.id] = placed
        return self.resolve(placed[1].value, [*found[0], *levels[1:]], depth + 1)

    def answer(self, node: ast.expr, levels: list[Block], real: bool) -> list[Piece]:
        node, _, levels = self.resolve(node, levels)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "convert":
            return self.converted(node, levels, real)
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.MatMult):
            self.is_opflow = self.is_opflow or (isinstance(node, ast.Call) and bool(self.symbol(node.func)))
            raise Refusal("the expression is no state with a measurement")
        sandwich = self.sandwich(node, levels)
        if sandwich is not None:
            return self.estimate(*sandwich, real)
        left, _, left_levels = self.resolve(node.left, levels)
        label, other = self.label(left), self.label(node.right)
        if label is not None and other is not None:
            self.is_opflow = True
            self.chain.kind = "statevector"
            inner: list[Piece] = [_STATE, f'.from_label("{label}").inner(', _STATE, f'.from_label("{other}"))']
            return ["float(", *inner, ".real)"]
        operator = self.measurement(left, left_levels)
        if operator is None:
            raise Refusal("the measurement is no operator")
        return self.estimate(*operator, self.state(node.right, levels), real)

    def converted(self, node: ast.Call, levels: list[Block], real: bool) -> list[Piece]:
        assert isinstance(node.func, ast.Attribute)
        made, _, _ = self.resolve(node.func.value, levels)
        name = self.symbol(made.func) if isinstance(made, ast.Call) else ""
        self.is_opflow = self.is_opflow or bool(name)
        if name == "CircuitSampler":
            raise Refusal("it is sampled on a backend, and EstimatorV2 would be given another precision")
        if name not in _EXACT or len(node.args) != 1 or node.keywords:
            raise Refusal(f"{name or 'what converts it'} has no counterpart")
        return self.answer(node.args[0], levels, real)

    def sandwich(self, node: ast.BinOp, levels: list[Block]) -> tuple[ast.expr, list[Block], list[Piece]] | None:
        """``~psi @ operator @ psi``."""
        left = node.left
        if not isinstance(left, ast.BinOp) or not isinstance(left.op, ast.MatMult):
            return None
        if not isinstance(left.left, ast.UnaryOp) or not isinstance(left.left.op, ast.Invert):
            return None
        if ast.dump(left.left.operand) != ast.dump(node.right):
            return None
        state = self.state(node.right, levels)
        self.state(left.left.operand, levels)
        return left.right, levels, state

    def measurement(self, node: ast.expr, levels: list[Block]) -> tuple[ast.expr, list[Block]] | None:
        """The operator in ``StateFn(operator, is_measurement=True)`` or ``~StateFn(operator)``."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            inner, _, levels = self.resolve(node.operand, levels)
            return self.wrapped(inner, levels, set())
        return self.wrapped(node, levels, {"is_measurement"})

    def wrapped(self, node: ast.expr, levels: list[Block], told: set[str]) -> tuple[ast.expr, list[Block]] | None:
        if not isinstance(node, ast.Call) or self.symbol(node.func) not in ("StateFn", "OperatorStateFn"):
            return None
        self.is_opflow = True
        given = {keyword.arg for keyword in node.keywords}
        true = all(isinstance(k.value, ast.Constant) and k.value.value is True for k in node.keywords)
        return (node.args[0], levels) if len(node.args) == 1 and given == told and true else None

    def state(self, node: ast.expr, levels: list[Block]) -> list[Piece]:
        """The circuit in ``StateFn(circuit)`` or ``CircuitStateFn(circuit)``."""
        node, serial, levels = self.resolve(node, levels)
        name = self.symbol(node.func) if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in ("StateFn", "CircuitStateFn"):
            raise Refusal("the state is no circuit that can be seen")
        self.is_opflow = True
        if len(node.args) != 1 or node.keywords or not isinstance(node.args[0], ast.Name):
            raise Refusal("the state is no circuit that has a name")
        circuit = node.args[0]
        if name == "StateFn" and not self.is_circuit(circuit, levels):
            raise Refusal("what StateFn is given may be no circuit")
        self.circuits.append((circuit.id, levels))
        return [self.context.span(serial, circuit)]

    def is_circuit(self, node: ast.Name, levels: list[Block]) -> bool:
        self.context.watch(node.id)
        found = scopes.bound_before(levels, node.id)
        value = found[1][1].value if found is not None and isinstance(found[1][1], ast.Assign) else None
        func = value.func if isinstance(value, ast.Call) else None
        names = {event.name for event in self.context.imported.get(getattr(func, "id", ""), ())}
        return bool(names) and all(name.rpartition(".")[2] == "QuantumCircuit" for name in names)

    def label(self, node: ast.expr) -> str | None:
        """``~One``, ``Zero ^ One``: the states of the computational basis, as a label."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            return self.label(node.operand)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            left, right = self.label(node.left), self.label(node.right)
            return None if left is None or right is None else left + right
        return _BASIS.get(self.symbol(node))

    def estimate(self, operator: ast.expr, levels: list[Block], state: list[Piece], real: bool) -> list[Piece]:
        pieces = self.operator(operator, levels)
        self.unchanged()
        self.chain.kind = "estimator"
        kind = "float" if real else "complex"
        return [kind, "(", _ESTIMATOR, "().run([(", *state, ", ", *pieces, ")]).result()[0].data.evs)"]

    def operator(self, node: ast.expr, levels: list[Block]) -> list[Piece]:
        node, serial, levels = self.resolve(node, levels)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "from_list":
            if self.symbol(node.func.value) != "PauliSumOp" or len(node.args) != 1 or node.keywords:
                raise Refusal("the operator is no sum of strings of Paulis")
            names = {part.id for part in ast.walk(node.args[0]) if isinstance(part, ast.Name)}
            self.circuits += [(name, levels) for name in sorted(names)]
            return [_OPERATOR, ".from_list(", self.context.span(serial, node.args[0]), ")"]
        terms = {label: factor for label, factor in self.terms(node, levels).items() if factor}
        if not terms or len({len(label) for label in terms}) != 1:
            raise Refusal("the operator is no sum of strings of Paulis of the same length")
        listed = ", ".join(f'("{label}", {factor!r})' for label, factor in terms.items())
        return [_OPERATOR, f".from_list([{listed}])"]

    def terms(self, node: ast.expr, levels: list[Block]) -> Terms:
        """The Pauli strings that an expression of ``X``, ``Y``, ``Z`` and ``I`` adds up, with their factors."""
        node, _, levels = self.resolve(node, levels)
        if self.symbol(node) in _PAULIS:
            return {self.symbol(node): 1.0}
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return {label: -factor for label, factor in self.terms(node.operand, levels).items()}
        if not isinstance(node, ast.BinOp):
            raise Refusal("the operator is no sum of strings of Paulis with numbers in sight")
        if isinstance(node.op, (ast.Mult, ast.Div)):
            number, inner = _number(node.left), node.right
            if number is None or isinstance(node.op, ast.Div):
                number, inner = _number(node.right), node.left
            if number is None or not number:
                raise Refusal("a factor of the operator is no number in sight")
            factor = number if isinstance(node.op, ast.Mult) else 1 / number
            return {label: factor * each for label, each in self.terms(inner, levels).items()}
        one, two = self.terms(node.left, levels), self.terms(node.right, levels)
        if isinstance(node.op, ast.BitXor):
            return {a + b: x * y for a, x in one.items() for b, y in two.items()}
        if isinstance(node.op, (ast.Add, ast.Sub)):
            sign = 1.0 if isinstance(node.op, ast.Add) else -1.0
            labels = dict.fromkeys([*one, *two])
            return {label: one.get(label, 0.0) + sign * two.get(label, 0.0) for label in labels}
        raise Refusal("the operator is no sum of strings of Paulis")

    def unchanged(self) -> None:
        """The circuits are the same where they are evaluated as where the expression was made.

        Raises:
            Refusal: something between the two mentions one.
        """
        steps = [node for _, node in self.chain.steps.values()]
        for name, levels in self.circuits:
            block = levels[0]
            first = min([block.statements.index(placed) for placed in self.chain.steps.values()], default=block.index)
            for serial, node in block.statements[first:]:
                if any(part is self.chain.node for part in ast.walk(node)) and serial == self.chain.serial:
                    break
                if node not in steps and (name in scopes.binds(node) or next(scopes.loads(node, name), None)):
                    raise Refusal("the circuit may change before the expression is evaluated")


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _number(node.operand)
        return None if inner is None else -inner
    plain = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return float(node.value) if plain else None  # type: ignore[attr-defined]


def used_elsewhere(context: Context, found: list[Chain]) -> Iterator[str]:
    """Names on the way to the values that something else reads too."""
    own: dict[str, set[int]] = {}
    for chain in found:
        for name, nodes in chain.names.items():
            own.setdefault(name, set()).update(id(node) for node in nodes)
    for name, known in own.items():
        for statement in context.program.source.statements:
            tree = statement.meant
            for node in tree.module.body if tree.module is not None and name in tree.text else ():
                if any(id(load) not in known for load in scopes.loads(node, name)):
                    yield name


__all__ = ["Chain", "chains", "used_elsewhere"]
