"""``CircuitSampler`` of opflow: what it samples on, how often, and the EstimatorV2 in its place."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from qls.catalogue import options, roles
from qls.planning.estimating.estimate import estimator_on, refuse_noise
from qls.planning.opflow.names import Names
from qls.planning.sampling.backends import BACKEND, Destination, carried_options, choose, creations, takes_options
from qls.planning.scopes import Block
from qls.planning.told import entries, is_none
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import Piece, Symbol
from qls.semantics.python.values import Value
from qls.semantics.qiskit.facts import Made
from qls.semantics.qiskit.values import Backend, Executor

SAMPLED = (
    "EstimatorV2 estimates the number to a precision of 1 / √shots, where opflow's had the statistical error of its"
    " samples."
)
_IDLE = {"caching", "attach_results", "param_qobj"}
_SETTINGS = {"shots", "seed_simulator", "seed_transpiler", "optimization_level"}
# What a QuantumInstance told its simulator in every run, and AerSimulator is told when it is made.
_OF_SIMULATOR = {"noise_model", "coupling_map"}
_OPTIONS = "backend_options"  # more of that, in a dictionary
_PLAIN = {"qasm_simulator", "aer_simulator", "QasmSimulator", "AerSimulator"}
# CircuitSampler takes the state of these (V: 0.45.3 with aer 0.13.3, where "aer_simulator_statevector" is sampled).
_STATES = {"statevector_simulator", "StatevectorSimulator", "StatevectorSimulatorPy"}
_REPEATS = (ast.For, ast.While, ast.FunctionDef, ast.AsyncFunctionDef, ast.ListComp, ast.SetComp, ast.DictComp)


@dataclass
class Sampler:
    """A ``CircuitSampler``.

    Attributes:
        backend: every backend that it can run on.
        node: the expression of the backend.
        serial: of the statement in which the backend and the settings are written.
        settings: of its ``QuantumInstance``, by name.
        made: the calls that made the backends.
        simulator: what the ``QuantumInstance`` told the simulator of qiskit-aer, by name.
    """

    backend: Value
    node: ast.expr
    serial: int
    settings: dict[str, ast.expr] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    simulator: dict[str, ast.expr] = field(default_factory=dict)

    @property
    def families(self) -> frozenset[str]:
        return frozenset(atom.family if isinstance(atom, Backend) else "unknown" for atom in self.backend)

    @property
    def takes_states(self) -> bool:
        """True where it takes the exact state of the circuit, on whatever it runs."""
        return all(made.name in _STATES for made in self.made)

    @property
    def is_noisy(self) -> bool:
        return "noise_model" in self.simulator

    def piece(self, context: Context) -> list[Piece]:
        """The backend, as it is written where something runs on it."""
        if not self.simulator:
            return [context.span(self.serial, self.node)]
        told: list[Piece] = []
        for name, value in self.simulator.items():
            told += [", " if told else "", f"{name}=", context.span(self.serial, value)]
        return [Symbol("qiskit_aer", "AerSimulator"), "(", *told, ")"]


def read_sampler(names: Names, node: ast.Call, serial: int, levels: list[Block]) -> Sampler:
    """What a call of ``CircuitSampler`` makes.

    Raises:
        Refusal: it cannot all be seen, or has no counterpart.
    """
    given = {str(keyword.arg): keyword.value for keyword in node.keywords}
    backend = node.args[0] if node.args else given.pop("backend", None)
    if len(node.args) > 1 or backend is None or not given.keys() <= _IDLE:
        raise Refusal("what CircuitSampler is given cannot all be seen")
    values = [event.arguments[0] for event in names.called(serial, node) if event.arguments]
    return read_backend(names, backend, serial, levels, frozenset(atom for each in values for atom in each))


def read_backend(names: Names, backend: ast.expr, serial: int, levels: list[Block], value: Value) -> Sampler:
    """A backend, or a ``QuantumInstance`` with its settings.

    Args:
        value: what the interpreter knows of it.

    Raises:
        Refusal: it cannot all be seen, or has no counterpart.
    """
    inner, home, around = names.peek(backend, levels)
    settings: dict[str, ast.expr] = {}
    if isinstance(inner, ast.Call) and _is_instance(names, home, inner):
        names.resolve(backend, levels)  # a backend keeps its name, a QuantumInstance goes
        settings = _settings(inner)
        backend, serial, levels = settings.pop("backend"), home, around
    elif any(isinstance(atom, Executor) for atom in value):
        raise Refusal("where the QuantumInstance is made is not in sight")
    sampler = Sampler(_runs_on(names, backend, levels, value), backend, serial, settings)
    sampler.made = creations(names.context, sampler)
    refuse_noise(sampler.made)
    sampler.simulator = _simulator(names.context, sampler)
    if not sampler.takes_states:  # an exact value needs no backend
        _keep(names, sampler, levels)
    return sampler


def _is_instance(names: Names, serial: int, node: ast.Call) -> bool:
    return any(event.name in roles.QUANTUM_INSTANCES for event in names.called(serial, node))


def _settings(instance: ast.Call) -> dict[str, ast.expr]:
    """What a ``QuantumInstance`` is given, by name; among that its backend.

    Raises:
        Refusal: some of it has no counterpart.
    """
    settings = {str(k.arg): k.value for k in instance.keywords}
    settings |= dict(zip(("backend", "shots"), instance.args, strict=False))
    known = {*_SETTINGS, *_OF_SIMULATOR, _OPTIONS, "backend"}
    if len(instance.args) > 2 or "backend" not in settings or not settings.keys() <= known:
        raise Refusal("the QuantumInstance has settings that have no counterpart")
    return {name: value for name, value in settings.items() if not is_none(value)}


def _simulator(context: Context, sampler: Sampler) -> dict[str, ast.expr]:
    """What the settings say of the simulator: they are taken out of them.

    Raises:
        Refusal: it is no AerSimulator without options of its own, or they cannot be seen.
    """
    told = {name: sampler.settings.pop(name) for name in (*sampler.settings,) if name in _OF_SIMULATOR}
    if _OPTIONS in sampler.settings:
        told |= entries(sampler.settings.pop(_OPTIONS))
    own = [keyword.arg for made in sampler.made for keyword in made.node.keywords if keyword.arg != "name"]
    plain = not own and all(made.name in _PLAIN and not takes_options(context, made) for made in sampler.made)
    if told and not (plain and sampler.families == {"aer"}):
        raise Refusal("the QuantumInstance tells more to a backend that is no plain AerSimulator")
    return told


def _runs_on(names: Names, backend: ast.expr, levels: list[Block], value: Value) -> Value:
    """Every backend that ``value``, or else ``backend``, can be.

    Raises:
        Refusal: none is in sight.
    """
    value = frozenset(atom for each in value for atom in (each.backend if isinstance(each, Executor) else {each}))
    if not value:
        value = _of_call(names.context, names.peek(backend, levels)[0])
    if not value:
        raise Refusal("where the backend comes from is not in sight")
    return value


def _keep(names: Names, sampler: Sampler, levels: list[Block]) -> None:
    """The backend and the settings are read again where the value is evaluated.

    Raises:
        Refusal: they cannot be.
    """
    backend = sampler.node
    for each in (backend, *sampler.settings.values(), *sampler.simulator.values()):
        if not is_simple(each) and each is not backend and not _is_literal(each):
            raise Refusal("a setting of the QuantumInstance is computed there")
        if isinstance(each, ast.Name):
            names.keep(each, levels, mutable=False)
    if isinstance(backend, ast.Attribute) and isinstance(backend.value, ast.Name) and _set_once(names, backend.attr):
        names.keep(backend.value, levels, mutable=False)
    elif not isinstance(backend, ast.Name) and not _again(names.context, backend):
        raise Refusal("the backend would have to be made twice")


def _is_literal(node: ast.expr) -> bool:
    """True for lists of constants."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(map(_is_literal, node.elts))
    return isinstance(node, ast.Constant)


def _set_once(names: Names, attribute: str) -> bool:
    """True for an attribute that the program sets in one place, so that it is the same wherever it is read."""
    modules = [statement.meant.module for statement in names.context.having(attribute)]
    parts = [part for module in modules if module is not None for part in ast.walk(module)]
    stored = [part for part in parts if isinstance(part, ast.Attribute) and part.attr == attribute]
    return sum(not isinstance(part.ctx, ast.Load) for part in stored) == 1


def _of_call(context: Context, node: ast.expr) -> Value:
    made = context.made_by(node)
    return frozenset() if made is None else frozenset({Backend(made.family, made.name, made.id, made.guarded)})


def _again(context: Context, node: ast.expr) -> bool:
    """True for a backend that is made on the spot, and may be made twice."""
    made = context.made_by(node)
    return made is not None and not made.node.keywords and all(isinstance(a, ast.Constant) for a in made.node.args)


def destination_of(context: Context, sampler: Sampler) -> Destination:
    """Where the value is estimated.

    Raises:
        Refusal: nowhere that is known to give the same.
    """
    destination = choose(context, sampler)
    laid_out = "coupling_map" in sampler.simulator
    if destination.changes or laid_out or not sampler.families <= {"aer", "basicaer", "basic"}:
        raise Refusal("on a computer the observable has to follow the circuit's layout: transpile it first")
    level = sampler.settings.get("optimization_level")
    if level is not None and not (isinstance(level, ast.Constant) and level.value in (0, 1)):
        raise Refusal("the transpiler may move the qubits at this level of optimization")
    return BACKEND if sampler.is_noisy else destination  # which reads out with errors, as opflow did


def estimator_call(
    names: Names, sampler: Sampler, destination: Destination, circuit: list[Piece], rest: list[Piece]
) -> list[Piece]:
    """``EstimatorV2.from_backend(backend).run([(transpile(circuit, backend), …)], precision=…)``."""
    context, chain = names.context, names.chain
    backend = sampler.piece(context)
    carried = carried_options(context, sampler)
    told = {name: _piece(context, sampler, name) for name in sampler.settings}
    seed = told.get("seed_simulator") or ([carried["seed_simulator"]] if "seed_simulator" in carried else [])
    shots = told.get("shots") or [carried.get("shots", str(options.EXECUTE_SHOTS))]
    repeated = any(isinstance(each, _REPEATS) for each in context.program.lineage(chain.serial, chain.node))
    target = repeated and sampler.families == {"aer"}  # as in ``submit``
    where: list[Piece] = ["target=", *backend, ".target"] if target else backend
    level = told.get("optimization_level", [str(options.EXECUTE_OPTIMIZATION_LEVEL)])
    tail: list[Piece] = [", ", *where, ", optimization_level=", *level]
    if "seed_transpiler" in told:
        tail += [", seed_transpiler=", *told["seed_transpiler"]]
    pub: list[Piece] = ["(", Symbol("qiskit", "transpile"), "(", *circuit, *tail, ")", *rest, ")"]
    head = estimator_on(context, destination, backend, seed)
    return [*head, ".run([", *pub, "], precision=1 / ", *shots, "**0.5)"]


def _piece(context: Context, sampler: Sampler, name: str) -> list[Piece]:
    node = sampler.settings[name]
    span = context.span(sampler.serial, node)
    return ["(", span, ")"] if isinstance(node, ast.UnaryOp) else [span]


__all__ = ["SAMPLED", "Sampler", "destination_of", "estimator_call", "read_sampler"]
