"""Algorithms on a ``QuantumInstance``: the primitive in its place, their new package, their operators."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from qls.catalogue import algorithms, options
from qls.catalogue.takers import taker
from qls.planning import scopes
from qls.planning.opflow.evolved import refuse_reads
from qls.planning.opflow.leaving import Leaving, retire, retire_imports
from qls.planning.opflow.names import Chain, Names, id_of, is_deferred, used_elsewhere
from qls.planning.opflow.operators import are_made, sparse
from qls.planning.opflow.sampler import Sampler, read_backend
from qls.planning.sampling.backends import NOISY, carried_options, choose, renew
from qls.planning.solving import name_of, size
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.python.values import NOTHING, Value
from qls.semantics.qiskit.facts import Called
from qls.semantics.qiskit.values import Primitive

_SOLVES = {"compute_minimum_eigenvalue", "compute_eigenvalues"}
_BASE = "The optimizer's steps, and with them the numbers, are those of another primitive."
_NUMBERS = "The algorithm's numbers are those of another primitive."
_METADATA = "The callback's fourth argument is a dictionary, where it was a standard deviation."
_POINT = (  # V: 0.4.0
    "The callback's second argument holds the first parameter alone, and its fourth is a dictionary, where it was a"
    " standard deviation."
)
_EVOLVED = (
    "The evolved state is a QuantumCircuit, where it was a state of opflow that has one; its evolution is one gate,"
    " whose matrix is the exact one: `decompose()` gives the product formula."
)
_RENAMED = {"EvolutionProblem"}  # which takes the same (V: 0.45.3, 0.4.0)
_SAMPLES = "{} samples 1,024 shots, where the state was exact."
_INSTALL = "It needs qiskit-algorithms: `pip install qiskit-algorithms`."


@dataclass
class Ran:
    """One constructor that is given a ``quantum_instance``."""

    event: Called
    name: str
    chain: Chain
    sampler: Sampler
    exact: bool  # nothing of the backend is left
    tail: tuple[Piece, ...] = ()  # the share of the samples whose mean is minimised; empty for all of them


_CVAR = "CVaRExpectation"
_MEANS = {"PauliExpectation", "AerPauliExpectation", "MatrixExpectation"}


def moved(context: Context, events: list[Called]) -> tuple[Plan, str]:
    """The plan that moves every algorithm to its new package and onto a primitive, and what changes.

    Raises:
        Refusal: some of them cannot move.
    """
    plan = Plan()
    _imports(context, plan)
    _refuse_others(context, events)
    ran = [_constructor(context, event, plan) for event in events]
    chains = [each.chain for each in ran]
    chains += _operators(context, plan)
    for chain in chains:
        for placed in chain.steps.values():
            plan.deleted.add(context.span(*placed))
            context.release(plan, placed[1])
    for name in used_elsewhere(context, chains):
        raise Refusal(f"{name} is used for something else too")
    for each in ran:
        if not each.exact and not each.sampler.simulator:
            for made in each.sampler.made:
                renew(context, plan, made, choose(context, each.sampler).key)
    leaving = Leaving(plan)
    for each in ran:
        if each.exact or each.sampler.simulator:
            for made in each.sampler.made:
                retire(context, plan, made, leaving)
    retire_imports(context, plan, leaving)
    return plan, _changes(context, ran)


def _changes(context: Context, ran: list[Ran]) -> str:
    optimized = any(each.name in algorithms.PRIMITIVE_FIRST for each in ran)
    changes = [_BASE if optimized else _NUMBERS]
    if any(each.name == "TrotterQRTE" for each in ran):
        refuse_reads(context)
        changes = [_EVOLVED]
    told = {each.name for each in ran if any(keyword.arg == "callback" for keyword in each.event.node.keywords)}
    if told:
        changes.append(_POINT if "VQE" in told else _METADATA)
    changes += _of_samplers(ran)
    if not _is_there(context):
        changes.append(_INSTALL)
    return " ".join(changes)


def _of_samplers(ran: list[Ran]) -> list[str]:
    sampled = any(each.exact and each.name not in algorithms.ESTIMATING for each in ran)
    noisy = any(each.sampler.is_noisy for each in ran)
    return [_SAMPLES.format("StatevectorSampler")] * sampled + [NOISY] * noisy


def _is_there(context: Context) -> bool:
    """True where the program, or the environment, has the package of the algorithms already."""
    imported = {event.name.partition(".")[0] for event in context.facts.imports.values()}
    return algorithms.NEW in imported or context.environment.at_least(algorithms.PACKAGE, algorithms.SINCE)


# --- imports --------------------------------------------------------------------------------------------------------


def _imports(context: Context, plan: Plan) -> None:
    """``qiskit.algorithms`` is imported from ``qiskit_algorithms``."""
    for event in context.facts.imports.values():
        of_globals = event.name == algorithms.GLOBALS
        if event.name != algorithms.OLD and not event.name.startswith(f"{algorithms.OLD}.") and not of_globals:
            continue
        if event.guarded or event.bound == "*" or isinstance(event.statement, ast.Import):
            raise Refusal("qiskit.algorithms is imported as a whole")
        plan.moved[event.bound] = _home(event.name)
    for named in context.facts.named.values():
        if named.name.startswith(f"{algorithms.OLD}.") and named.name.rpartition(".")[2][:1].isupper():
            module, name = _home(named.name)
            plan.replace(context.span(named.id[0], named.node), Symbol(module, name))


def _home(old: str) -> tuple[str, str]:
    """Where a name is now.

    Raises:
        Refusal: nowhere, or its use is another one.
    """
    module, _, name = old.rpartition(".")
    if old == algorithms.GLOBALS:
        return f"{algorithms.NEW}.utils", name
    if ".optimizers" in module and name in algorithms.OPTIMIZERS:
        return f"{algorithms.NEW}.optimizers", name
    if ".optimizers" not in module and name in _RENAMED:
        return algorithms.NEW, algorithms.RENAMED[name]
    if ".optimizers" not in module and name in algorithms.SAME:
        return algorithms.NEW, name
    raise Refusal(f"{name} has no counterpart in qiskit_algorithms that is used the same way")


def _refuse_others(context: Context, events: list[Called]) -> None:
    """Raises a refusal where an algorithm is made or used in a way that has gone."""
    known = {event.id for event in events}
    for calls in context.facts.called.values():
        event = calls[0]
        package, _, name = event.name.rpartition(".")
        other = event.id not in known and not _has_primitive(event)
        if package.startswith(algorithms.OLD) and name in algorithms.PARAMETERS and other:
            raise Refusal(f"{name} is made without a quantum_instance too")
    for word in sorted(algorithms.GONE):
        for statement in context.having(word):
            module = statement.meant.module
            parts = ast.walk(module) if module is not None else ()
            if any(isinstance(part, ast.Attribute) and part.attr == word for part in parts):
                raise Refusal(f"there is no {word} any more")


def _has_primitive(event: Called) -> bool:
    """True for an algorithm that is given a primitive, which other migrations make V2."""
    given = [*event.arguments, *(value for _, value in event.keywords)]
    return any(value and all(isinstance(atom, Primitive) for atom in value) for value in given)


# --- the constructor ------------------------------------------------------------------------------------------------


def _constructor(context: Context, event: Called, plan: Plan) -> Ran:
    node, serial = event.node, event.id[0]
    name = name_of(event)
    given = _given(node, name)
    chain = Chain(node, serial)
    levels = scopes.blocks(context, serial, context.statement(event.id, node))
    if not levels or is_deferred(context, serial, node) or context.program.in_fstring(event.id, node) is not None:
        raise Refusal("it stands where nothing can be put in front of it")
    names = Names(context, chain, levels)
    sampler = read_backend(names, given.pop("quantum_instance"), serial, levels, frozenset())
    tail = _tail(names, given["expectation"], levels) if "expectation" in given else ()
    custom = _is_true(given.get("include_custom")) and sampler.families == {"aer"}
    of_aer = (
        name in algorithms.ESTIMATING
        and not sampler.is_noisy
        and (custom or _is_of_aer(names, given.get("expectation"), levels))
    )
    name = algorithms.OF_TAIL.get(name, name) if tail else name
    ran = Ran(event, name, chain, sampler, sampler.takes_states or of_aer, tail)
    given = _taken(name, given)
    names.refuse_changes()
    if not ran.exact and "ansatz" in given:
        size(context, plan, event, _value(event, "ansatz"))
    plan.replace(context.span(serial, node), *_new_call(context, plan, ran, given))
    context.release(plan, node)
    return ran


def _value(event: Called, parameter: str) -> Value:
    place = algorithms.PARAMETERS[name_of(event)].split().index(parameter)
    given = event.arguments[place] if place < len(event.arguments) else dict(event.keywords).get(parameter)
    return given or NOTHING


def _given(node: ast.Call, name: str) -> dict[str, ast.expr]:
    """What the algorithm is given, by the name of its parameter; among them the ``quantum_instance``.

    Raises:
        Refusal: that cannot all be seen.
    """
    if name not in algorithms.PARAMETERS:
        raise Refusal(f"{name.removesuffix('[]')} takes more than another primitive now")
    given = dict(zip(algorithms.PARAMETERS[name].split(), node.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in node.keywords}
    given = {key: value for key, value in given.items() if not _is_none(value)}
    if any(isinstance(argument, ast.Starred) for argument in node.args) or "None" in given:
        raise Refusal("its arguments cannot all be seen")
    if "quantum_instance" not in given:
        raise Refusal("no quantum_instance is given")
    return given


def _taken(name: str, given: dict[str, ast.expr]) -> dict[str, ast.expr]:
    """What the algorithm is still given, beside its primitive.

    Raises:
        Refusal: it takes more than that now, or less.
    """
    given = {key: value for key, value in given.items() if key not in algorithms.IDLE}
    missing = [each for each in algorithms.FIRST[name] if each not in given]
    if missing:
        raise Refusal(f"{missing[0]} is not given, and has to be now")
    unknown = given.keys() - {*algorithms.FIRST[name]} - algorithms.KEYWORDS[name]
    if unknown:
        raise Refusal(f"{sorted(unknown)[0]} has no counterpart")
    return given


def _new_call(context: Context, plan: Plan, ran: Ran, given: dict[str, ast.expr]) -> list[Piece]:
    """The algorithm of ``qiskit_algorithms``, as it is made."""
    node, serial, first = ran.event.node, ran.event.id[0], algorithms.FIRST[ran.name]
    parts = [_first(context, ran, each, given[each]) for each in first]
    primitive = _primitive(context, ran.name, ran.sampler, ran.exact)
    if ran.name in algorithms.PRIMITIVE_FIRST:
        parts.insert(0, primitive)
    else:
        word = "estimator=" if ran.name in algorithms.ESTIMATING else "sampler="
        parts.append([word, *primitive])
    parts += [[f"{key}=", context.span(serial, value)] for key, value in given.items() if key not in first]
    if ran.tail:
        parts.append(["aggregation=", *ran.tail])
    if not ran.exact and ran.name not in algorithms.RUNS_AS_IS:
        parts.append(["transpiler=", *_transpiler(context, ran.sampler)])
    name: Piece = context.span(serial, node.func)
    if ran.name != name_of(ran.event):
        name = Symbol(algorithms.NEW, ran.name)
        context.release(plan, node.func)
    pieces: list[Piece] = [name, "("]
    for number, part in enumerate(parts):
        pieces += [", " if number else "", *part]
    return [*pieces, ")"]


def _first(context: Context, ran: Ran, name: str, node: ast.expr) -> list[Piece]:
    """What the algorithm is given behind its primitive; an ansatz, transpiled where the algorithm does not do it."""
    span = context.span(ran.event.id[0], node)
    if name != "ansatz" or ran.exact or ran.name not in algorithms.RUNS_AS_IS:
        return [span]
    return [*_transpiler(context, ran.sampler), ".run(", span, ")"]


def _is_of_aer(names: Names, node: ast.expr | None, levels: list[scopes.Block]) -> bool:
    made = names.peek(node, levels)[0] if node is not None else None
    return isinstance(made, ast.Call) and names.symbol(made.func) == "AerPauliExpectation"


def _primitive(context: Context, name: str, sampler: Sampler, exact: bool) -> list[Piece]:
    """The primitive that the algorithm is given, as it is given."""
    kind = "Estimator" if name in algorithms.ESTIMATING else "Sampler"  # SamplingVQE is another one
    if exact:
        return [Symbol("qiskit.primitives", f"Statevector{kind}"), "()"]
    key = choose(context, sampler).key
    if key == "runtime" or not sampler.families <= {"aer", "basicaer", "basic"}:
        raise Refusal("on a computer it would be another primitive, in a session")
    _refuse_layout(name, sampler)
    backend = sampler.piece(context)
    shots = _told(context, sampler, "shots", str(options.EXECUTE_SHOTS))
    seed = _told(context, sampler, "seed_simulator")
    if key == "aer" and kind == "Sampler":
        seeded = [", seed=", *seed] if seed else []
        return [Symbol("qiskit_aer.primitives", "SamplerV2"), ".from_backend(", *backend, ", default_shots=", *shots,
                *seeded, ")"]  # fmt: skip
    told: list[Piece] = ['"default_shots": ', *shots]
    if kind == "Estimator":
        told = ['"default_precision": 1 / ', *shots, "**0.5"]
    if key == "aer" and not sampler.is_noisy:
        told += [', "run_options": {"seed_simulator": ', *seed, "}"] if seed else []
        return [Symbol("qiskit_aer.primitives", "EstimatorV2"), ".from_backend(", *backend, ", options={", *told, "})"]
    told += [', "seed_simulator": ', *seed] if seed else []
    cls = Symbol("qiskit.primitives", f"Backend{kind}V2")
    return [cls, "(backend=", *backend, ", options={", *told, "})"]


def _refuse_layout(name: str, sampler: Sampler) -> None:
    """
    Raises:
        Refusal: what the algorithm runs would lie on a device's qubits, and it would not know.
    """
    takes = taker(f"{algorithms.NEW}.{name}")
    if "coupling_map" in sampler.simulator and not (takes is not None and takes.lays_out):
        raise Refusal(f"{name} does not follow the layout of its circuits on a device's qubits")


def _told(context: Context, sampler: Sampler, name: str, usual: str = "") -> list[Piece]:
    if name in sampler.settings:
        node = sampler.settings[name]
        span = context.span(sampler.serial, node)
        return ["(", span, ")"] if isinstance(node, ast.UnaryOp) else [span]
    carried = carried_options(context, sampler)
    return [carried.get(name, usual)] if name in carried or usual else []


def _transpiler(context: Context, sampler: Sampler) -> list[Piece]:
    """What transpiles circuits as the ``QuantumInstance`` did."""
    level = _told(context, sampler, "optimization_level", str(options.EXECUTE_OPTIMIZATION_LEVEL))
    pieces: list[Piece] = [Symbol("qiskit.transpiler", "generate_preset_pass_manager"), "("]
    pieces += [*level, ", ", *sampler.piece(context)]
    seed = _told(context, sampler, "seed_transpiler")
    return [*pieces, *([", seed_transpiler=", *seed] if seed else []), ")"]


def _tail(names: Names, node: ast.expr, levels: list[scopes.Block]) -> tuple[Piece, ...]:
    """The share of the samples whose mean the algorithm minimises; empty for all of them.

    Raises:
        Refusal: it is no mean.
    """
    made, _, _ = names.peek(node, levels)
    name = names.symbol(made.func) if isinstance(made, ast.Call) else ""
    if name in _MEANS:
        names.resolve(node, levels)  # nothing needs it any more
        return ()
    if name != _CVAR or not isinstance(made, ast.Call):
        raise Refusal(f"{name or 'the expectation'} is no mean of samples")
    _, serial, around = names.resolve(node, levels)
    given = [*made.args, *(keyword.value for keyword in made.keywords if keyword.arg == "alpha")]
    if len(given) != 1 or len(made.args) + len(made.keywords) != 1 or isinstance(given[0], ast.Starred):
        raise Refusal(f"{_CVAR} is given more than the share of the samples")
    names.keep(given[0], around)
    return (names.context.span(serial, given[0]),)


# --- the operators --------------------------------------------------------------------------------------------------


def _operators(context: Context, plan: Plan) -> list[Chain]:
    """What the algorithms solve is no operator of opflow any more."""
    if not are_made(context):
        return []
    found, own = [], set[int]()
    for word in sorted(_SOLVES):
        for statement in context.having(word):
            module = statement.meant.module
            for node in ast.walk(module) if module is not None else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == word:
                    found.append(_operator(context, plan, statement.serial, node, own))
    return found


def _operator(context: Context, plan: Plan, serial: int, node: ast.Call, own: set[int]) -> Chain:
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if len(given) != 1:
        raise Refusal("more than one operator is measured")
    chain = Chain(node, serial)
    names = Names(context, chain, scopes.blocks(context, serial, context.statement(id_of(serial, node), node)))
    first = names.assigned(given[0], names.levels)
    levels, value = first if first is not None else (names.levels, given[0])
    home = levels[0].statements[levels[0].index][0]
    inner = Names(context, chain, levels)
    pieces, _ = sparse(inner, value, levels, solved=True)
    inner.refuse_changes()
    if isinstance(given[0], ast.Name):
        _refuse_readers(context, given[0].id)
    plan.replace(context.span(home, value), *pieces)
    context.release(plan, value)
    return chain


def _refuse_readers(context: Context, name: str) -> None:
    """Raises a refusal where something reads an operator of opflow for another reason."""
    module = context.module
    for place in module.places(name):
        serial, statement = module[place]
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load):
                parents = context.program.parents(serial)
                parent = parents.get(part)
                parent = parents.get(parent) if isinstance(parent, ast.keyword) else parent
                func = parent.func if isinstance(parent, ast.Call) else None
                called = getattr(func, "id", "") if isinstance(func, ast.Name) else getattr(func, "attr", "")
                if called not in {*_SOLVES, "print"}:
                    raise Refusal(f"{name} is used for something else too")


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
