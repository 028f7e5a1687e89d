"""Expressions of opflow, followed across their statements: of which circuit, of which observable, exact or sampled."""

from __future__ import annotations

import ast

from qls.planning import scopes
from qls.planning.opflow.gradients import CLASSES, instead_of
from qls.planning.opflow.names import MODULE, Chain, Names, id_of, is_deferred, used_elsewhere
from qls.planning.opflow.operators import sparse
from qls.planning.opflow.sampler import SAMPLED, Sampler, destination_of, estimator_call, read_sampler
from qls.planning.sampling.backends import NOISY
from qls.planning.scopes import Block
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting import names
from qls.rewriting.plan import Piece, Symbol
from qls.semantics.qiskit.values import Circuit

_EXACT = {"PauliExpectation", "AerPauliExpectation", "MatrixExpectation"}  # without a sampler all are (V, 0.45.3)
_BASIS = {"Zero": "0", "One": "1", "Plus": "+", "Minus": "-"}
_STATE = Symbol("qiskit.quantum_info", "Statevector")
_ESTIMATOR = Symbol("qiskit.primitives", "StatevectorEstimator")
_ONE_BASIS = (
    "Without PauliExpectation opflow took its samples in one basis, so that its number was no expectation value, and"
    " this one is."
)
_BOUND = "A value for a parameter that the circuit does not have is refused, where opflow passed over it."


def chains(context: Context) -> list[Chain]:
    """Every ``.eval()`` of an expression of opflow, in the order of the text."""
    if not any(event.name.startswith(MODULE) for event in context.facts.imports.values()):
        return []
    context.watch(names.ANY)
    found = []
    for statement in context.having("eval"):
        tree = statement.meant
        if tree.module is None or ".eval()" not in tree.text:
            continue
        for node in ast.walk(tree.module):
            match node:
                case ast.Call(ast.Attribute(expression, "eval"), [], []):
                    chain = _chain(context, statement.serial, node, expression)
                    if chain is not None:
                        found.append(chain)
    return found


def _chain(context: Context, serial: int, node: ast.Call, expression: ast.expr) -> Chain | None:
    """What leads to ``expression.eval()``; None where that is refused and may be no expression of opflow."""
    parent = context.program.parents(serial).get(node)
    real = isinstance(parent, ast.Attribute) and parent.attr == "real"
    chain = Chain(parent if real and isinstance(parent, ast.expr) else node, serial)
    levels = scopes.blocks(context, serial, context.statement(id_of(serial, node), node))
    reader = _Reader(context, chain, levels)
    try:
        if not levels or context.program.in_fstring(id_of(serial, node), node) is not None:
            raise Refusal("it stands where nothing can be put in front of it")
        pieces = reader.answer(expression, levels, real)
        reader.refuse_changes()
        if is_deferred(context, serial, node):
            raise Refusal("it is evaluated later than its statement")
        if any(isinstance(level.owner, ast.ClassDef) for level in levels):
            raise Refusal("it stands in the body of a class")
    except Refusal as refusal:
        chain.reason = str(refusal)
        return chain if reader.is_opflow else None
    chain.plan.replace(context.span(serial, chain.node), *pieces)
    for placed in chain.steps.values():
        chain.plan.deleted.add(context.span(*placed))
        context.release(chain.plan, placed[1])
    context.release(chain.plan, node)
    return chain


class _Reader(Names):
    """Reads one chain."""

    def __init__(self, context: Context, chain: Chain, levels: list[Block]) -> None:
        super().__init__(context, chain, levels)
        self.is_opflow = False
        self.sampler: Sampler | None = None
        self.expectation = ""  # the last one that converted it
        self.bindings: list[Piece] = []
        self.several = False
        self.remade = False  # what a call gives on the way may not be what it gave the first time

    def answer(self, node: ast.expr, levels: list[Block], real: bool) -> list[Piece]:
        node, serial, levels = self.resolve(node, levels)
        match node:
            case ast.Call(ast.Attribute(attr="convert")):
                return self.answer(self.converted(node, serial, levels), levels, real)
            case ast.Call(ast.Attribute(bound, "bind_parameters" | "assign_parameters"), [values], []):
                self.bind(values, serial, levels, sampled=False)
                return self.answer(bound, levels, real)
            case ast.Call(func, [ast.List(parts)], []) if self.symbol(func) == "ListOp":
                return self.listed(parts, levels)
        factors = self.composed(node)
        if factors is None:
            self.is_opflow = self.is_opflow or (isinstance(node, ast.Call) and bool(self.symbol(node.func)))
            raise Refusal("the expression is no state with a measurement")
        self.is_opflow = self.is_opflow or any(
            isinstance(part, (ast.Name, ast.Attribute)) and self.symbol(part) for part in ast.walk(node)
        )
        return self.product(*factors, levels, real)

    def listed(self, parts: list[ast.expr], levels: list[Block]) -> list[Piece]:
        """``ListOp([…])``: the values of the expressions, in a list."""
        self.is_opflow = True
        if self.sampler is not None:
            raise Refusal("a list of expressions is sampled at once")
        pieces: list[Piece] = ["["]
        for number, part in enumerate(parts):
            pieces += [", " if number else "", *self.answer(part, levels, False)]
        if self.remade and len(parts) > 1:
            raise Refusal("what is called once on the way to two values would be called twice")
        return [*pieces, "]"]

    def product(self, left: ast.expr, right: ast.expr, levels: list[Block], real: bool) -> list[Piece]:
        """The value of ``left @ right``: of a measurement with a state."""
        sandwich = self.sandwich(left, right, levels)
        if sandwich is not None:
            return self.estimate(*sandwich, real, sandwiched=True)
        left, _, left_levels = self.resolve(left, levels)
        overlap = self.overlap(left, right)
        if overlap is not None:
            return overlap
        left, left_levels = self.measured(left, left_levels)
        operator = self.measurement(left, left_levels)
        if operator is None:
            raise Refusal("the measurement is no operator")
        return self.estimate(*operator, self.state(right, levels), real)

    def overlap(self, left: ast.expr, right: ast.expr) -> list[Piece] | None:
        """``~One @ Zero``, the product of two states of the basis, with nothing sampled or bound."""
        label, other = self.label(left), self.label(right)
        if label is None or other is None or self.sampler is not None or self.bindings:
            return None
        self.is_opflow = True
        self.chain.kind = "statevector"
        inner: list[Piece] = [_STATE, f'.from_label("{label}").inner(', _STATE, f'.from_label("{other}"))']
        return ["float(", *inner, ".real)"]

    def composed(self, node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
        """The two factors of ``a @ b`` or ``a.compose(b)``."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            return node.left, node.right
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compose":
            return (node.func.value, node.args[0]) if len(node.args) == 1 and not node.keywords else None
        return None

    def adjoint(self, node: ast.expr) -> ast.expr | None:
        """What ``~a`` or ``a.adjoint()`` is the adjoint of."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            return node.operand
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "adjoint":
            return None if node.args or node.keywords else node.func.value
        return None

    # --- what converts it ---------------------------------------------------------------------------------------

    def converted(self, node: ast.Call, serial: int, levels: list[Block]) -> ast.expr:
        """What ``expectation.convert(…)`` or ``sampler.convert(…)`` converts."""
        assert isinstance(node.func, ast.Attribute)
        made, home, around = self.resolve(node.func.value, levels)
        name = self.symbol(made.func) if isinstance(made, ast.Call) else ""
        self.is_opflow = self.is_opflow or bool(name)
        given = _converting(node)
        if name in CLASSES and isinstance(made, ast.Call):
            raise Refusal(f"a gradient of opflow has no counterpart: {instead_of(name, made)}")
        if name not in {"CircuitSampler", *_EXACT} or given is None:
            raise Refusal(f"{name or 'what converts it'} has no counterpart")
        assert isinstance(made, ast.Call)
        expression, values = given
        if name == "CircuitSampler":
            if self.sampler is not None or self.expectation:
                raise Refusal("it is sampled before it is converted")
            self.sampler = read_sampler(self, made, home, around)
            self.chain.sampling = node
            self.refuse_repeats(levels)
        else:
            self.expect(name, made, values)
        if values is not None and not _is_none(values):
            self.bind(values, serial, levels, sampled=True)
        return expression

    def expect(self, name: str, made: ast.Call, values: ast.expr | None) -> None:
        """The expectation ``name`` converts the expression, which says how it is measured."""
        if any(keyword.arg != "group_paulis" for keyword in made.keywords) or made.args or values is not None:
            raise Refusal(f"{name} is given more than an expression")
        self.expectation = name

    def measured(self, node: ast.expr, levels: list[Block]) -> tuple[ast.expr, list[Block]]:
        """The measurement in ``PauliExpectation().convert(measurement) @ state``."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "convert":
            serial = levels[0].statements[levels[0].index][0]
            if self.sampler is None:
                inner, _, levels = self.resolve(self.converted(node, serial, levels), levels)
            else:  # what is sampled is read first: the outermost conversion
                sampler, self.sampler = self.sampler, None
                inner, _, levels = self.resolve(self.converted(node, serial, levels), levels)
                if self.sampler is not None:
                    raise Refusal("it is sampled before it is converted")
                self.sampler = sampler
            return inner, levels
        return node, levels

    def bind(self, node: ast.expr, serial: int, levels: list[Block], sampled: bool) -> None:
        """The values of the parameters, as the third part of a PUB."""
        if self.bindings:
            raise Refusal("values are bound twice")
        if not isinstance(node, ast.Dict) or not node.keys or not all(node.keys):
            raise Refusal("the values of the parameters are no mapping in sight")
        several = {isinstance(value, (ast.List, ast.Tuple, ast.ListComp)) for value in node.values}
        if len(several) > 1 or (True in several and not sampled):
            raise Refusal("whether single values or lists of them are bound is not known")
        self.several = True in several
        self.keep(node, levels, mutable=False)
        self.bindings = [", ", self.context.span(serial, node)]

    # --- measurement and state ----------------------------------------------------------------------------------

    def sandwich(
        self, left: ast.expr, right: ast.expr, levels: list[Block]
    ) -> tuple[ast.expr, list[Block], list[Piece]] | None:
        """``~psi @ operator @ psi``."""
        parts = self.composed(left)
        psi = self.adjoint(parts[0]) if parts is not None else None
        if parts is None or psi is None or ast.dump(psi) != ast.dump(right):
            return None
        state = self.state(right, levels)
        self.state(psi, levels)
        return parts[1], levels, state

    def measurement(self, node: ast.expr, levels: list[Block]) -> tuple[ast.expr, list[Block]] | None:
        """The operator in ``StateFn(operator, is_measurement=True)`` or ``~StateFn(operator)``."""
        inner = self.adjoint(node)
        if inner is not None:
            inner, _, levels = self.resolve(inner, levels)
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
        if len(node.args) != 1 or node.keywords:
            raise Refusal("the state is no circuit that has a name")
        circuit = node.args[0]
        if name == "StateFn" and not self.is_circuit(node, circuit, serial, levels):
            raise Refusal("what StateFn is given may be no circuit")
        if not is_simple(circuit) and not isinstance(circuit, ast.Call):
            raise Refusal("the state is no circuit that has a name")
        self.keep(circuit, levels)
        self.remade = self.remade or (isinstance(circuit, ast.Call) and not self.is_made_anew(circuit))
        return [self.context.span(serial, circuit)]

    def is_made_anew(self, node: ast.Call) -> bool:
        """True for ``QuantumCircuit(…)``, which can be called as often as one likes."""
        events = self.context.imported.get(getattr(node.func, "id", ""), ())
        return bool(events) and all(event.name.rpartition(".")[2] == "QuantumCircuit" for event in events)

    def is_circuit(self, call: ast.Call, node: ast.expr, serial: int, levels: list[Block]) -> bool:
        seen = [event.arguments[0] for event in self.called(serial, call) if event.arguments]
        if seen and all(value and all(isinstance(atom, Circuit) for atom in value) for value in seen):
            return True
        if not isinstance(node, ast.Name):
            return False
        self.context.watch(node.id)
        found = scopes.bound_before(levels, node.id)
        value = found[1][1].value if found is not None and isinstance(found[1][1], ast.Assign) else None
        return isinstance(value, ast.Call) and self.is_made_anew(value)

    def label(self, node: ast.expr) -> str | None:
        """``~One``, ``Zero ^ One``: the states of the computational basis, as a label."""
        inner = self.adjoint(node)
        if inner is not None:
            return self.label(inner)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            left, right = self.label(node.left), self.label(node.right)
            return None if left is None or right is None else left + right
        return _BASIS.get(self.symbol(node))

    # --- the call on an estimator -------------------------------------------------------------------------------

    def estimate(
        self, operator: ast.expr, levels: list[Block], state: list[Piece], real: bool, sandwiched: bool = False
    ) -> list[Piece]:
        pieces, diagonal = sparse(self, operator, levels)
        rest: list[Piece] = [", ", *pieces, *self.bindings]
        exact = self.is_exact(diagonal, sandwiched)
        of_aer = self.sampler is not None and self.expectation == "AerPauliExpectation"  # which gives a float
        kind = "float" if real or of_aer else "complex"
        self.chain.changes = _BOUND if self.bindings else ""
        if exact:
            self.chain.kind, call = "estimator", [_ESTIMATOR, "().run([(", *state, *rest, ")])"]
        else:
            assert self.sampler is not None
            destination = destination_of(self.context, self.sampler)
            self.chain.kind, self.chain.destination, self.chain.changes = "sampled", destination.key, SAMPLED
            self.chain.leaves = bool(self.sampler.simulator)
            self.chain.changes += f" {NOISY}" if self.sampler.is_noisy else ""
            self.chain.changes += f" {_ONE_BASIS}" if self.is_of_one_basis(diagonal) else ""
            call = estimator_call(self, self.sampler, destination, state, rest)
        if self.sampler is not None:
            self.chain.made = self.sampler.made
        if self.several:
            return [f"list(map({kind}, ", *call, ".result()[0].data.evs))"]
        return [f"{kind}(", *call, ".result()[0].data.evs)"]

    def is_exact(self, diagonal: bool, sandwiched: bool) -> bool:
        """True where nothing is sampled (V: 0.45.3, each expectation on each kind of simulator).

        Raises:
            Refusal: the sampler gave no expectation value.
        """
        if self.sampler is None:
            return True
        if sandwiched:
            raise Refusal("CircuitSampler does not sample an operator between two states")
        if self.expectation == "AerPauliExpectation":
            if self.sampler.families != {"aer"}:
                raise Refusal("AerPauliExpectation runs on simulators of Aer alone")
            return True
        return self.sampler.takes_states

    def is_of_one_basis(self, diagonal: bool) -> bool:
        """True where the samples were taken in one basis, whatever is measured."""
        return self.sampler is not None and self.expectation != "PauliExpectation" and not diagonal


def _converting(node: ast.Call) -> tuple[ast.expr, ast.expr | None] | None:
    """What ``convert(operator, params)`` is given; None where that is not all, or no expression."""
    given = {str(keyword.arg): keyword.value for keyword in node.keywords}
    values = node.args[1] if len(node.args) > 1 else given.pop("params", None)
    expression = node.args[0] if node.args else given.pop("operator", None)
    return None if expression is None or given or len(node.args) > 2 else (expression, values)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


__all__ = ["Chain", "chains", "used_elsewhere"]
