"""V1 primitives that the program only hands to algorithms, which take V2 primitives today.

What ran on a simulator or a backend transpiled by itself; V2 does not, so the algorithm is told to.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from qls.catalogue.takers import TAKES_TRANSPILED
from qls.planning.runtime.surroundings import Surroundings
from qls.planning.solving import size
from qls.planning.told import is_none, span_of
from qls.planning.v1.aer import NOISE, AerOptions, aer_options, estimator_constructor, pass_manager, sampler_constructor
from qls.planning.v1.estimator import reference_estimator
from qls.planning.v1.on_backend import construct, local, of_runtime, told_shots
from qls.planning.v1.run import reference_settings, release_maker
from qls.planning.v1.sampler import SAMPLES, reference_sampler
from qls.planning.v1.takers import DRAWN, Handed, give, name_given, taken, takers_of
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import PrimitiveMade
from qls.syntax.text import Range

_PASS_MANAGER = Symbol("qiskit.transpiler", "generate_preset_pass_manager")
_RENEWED = "VQE"  # its ansatz can be set, and it follows its layout (V: 0.4.0)
_PLAIN = "AerSimulator().target"
_IDLE = "Nothing here runs it; what does elsewhere has to give it PUBs."
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.With)
_ONCE = (ast.Module, ast.Assign, ast.Attribute)
Construct = Callable[[Context, Plan, PrimitiveMade, list[Handed]], tuple[str, list[str]]]


def handed(context: Context, made: PrimitiveMade) -> list[tuple[Outcome, str]]:
    """A reference primitive in the hands of algorithms: the V2 primitive in its place, or why not."""
    return _handed(context, made, _reference)


def _handed(context: Context, made: PrimitiveMade, construct: Construct) -> list[tuple[Outcome, str]]:
    idle = made.id not in context.facts.asked
    if idle and not _is_idle(context, made):
        return []

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        found = takers_of(context, made)
        if context.program.in_fstring(made.id, made.node) is not None:
            raise Refusal("the primitive is made inside an f-string")
        destination, changes = construct(context, plan, made, found)
        exact, whole = destination == "statevector-estimator", SAMPLES in changes
        changes += taken(context, plan, made, found, exact=exact, whole=whole)
        changes += [_IDLE] if idle else []
        return plan, destination, " ".join(dict.fromkeys(changes))

    return [(context.once(("handed", made.id), make), "primitive")]


def _is_idle(context: Context, made: PrimitiveMade) -> bool:
    """True for a primitive that is given a name of the module, under which nothing reads it, or not before the next."""
    statement = context.statement(made.id, made.node)
    match statement:
        case ast.Assign([ast.Name(name)], value) if value is made.node:
            pass
        case _:
            return False
    if not context.is_read(name):
        return True
    placed = [context.module[place][1] for place in context.module.places(name)]
    return context.binds(name) > 1 and not any(isinstance(each, _LATER) for each in placed)


def _reference(context: Context, plan: Plan, made: PrimitiveMade, found: list[Handed]) -> tuple[str, list[str]]:
    if made.kind == "estimator":
        return "statevector-estimator", reference_estimator(context, plan, made)
    options = reference_settings(context, made)
    unset = reference_sampler(context, plan, made, options)
    return "statevector-sampler", [DRAWN if "shots" in options and not unset else SAMPLES]


# --- on a simulator or a backend ----------------------------------------------------------------------------------


def handed_on_backend(context: Context, made: PrimitiveMade) -> list[tuple[Outcome, str]]:
    """A primitive of qiskit-aer, or one on a backend, in the hands of algorithms: V2 in its place, or why not."""
    return _handed(context, made, _of_aer if made.origin == "aer" else _on_backend)


def _of_aer(context: Context, plan: Plan, made: PrimitiveMade, found: list[Handed]) -> tuple[str, list[str]]:
    told = aer_options(context, made)
    if _is_exact_sampler(made, told):
        seed = span_of(context, made, told.seed) if told.seed is not None else None
        reference_sampler(context, plan, made, {}, seed)
        return "statevector-sampler", [SAMPLES]
    if told.transpile.keys() - {"optimization_level", "seed_transpiler"}:
        raise Refusal("it is told how to transpile in a way that an algorithm cannot be told")
    constructor = sampler_constructor if made.kind == "sampler" else estimator_constructor
    release_maker(context, plan, made, *constructor(context, made, told))
    if not told.flags["skip_transpilation"]:
        _transpile(context, plan, found, pass_manager(context, made, told), layout=told.laid_out)
    changes = [NOISE] if told.noisy and "optimization_level" not in told.transpile else []
    if made.kind == "sampler":
        return "aer", [*changes, DRAWN]
    exact = bool(told.flags["approximation"])
    drawn = not exact or not (told.shots is None or is_none(told.shots))
    return "aer-estimator" if exact else "backend-estimator", [*changes, *([DRAWN] if drawn else [])]


def _is_exact_sampler(made: PrimitiveMade, told: AerOptions) -> bool:
    """True for a sampler that gave exact probabilities, of a simulator without noise."""
    unsampled = made.kind == "sampler" and told.shots is not None and is_none(told.shots)
    return unsampled and not told.laid_out and not told.noisy


def _on_backend(context: Context, plan: Plan, made: PrimitiveMade, found: list[Handed]) -> tuple[str, list[str]]:
    target = local(context, plan, made)
    construct(context, plan, made, target, "backend", told_shots(context, made, target))
    if target.level is not None:
        told: list[Piece] = ["target=", *target.backend, ".target"] if target.aer else target.backend
        _transpile(context, plan, found, [_PASS_MANAGER, "(", target.level, ", ", *told, ")"], layout=target.layout)
    changes = [target.changes] if target.changes else []
    return ("backend", "backend-estimator")[made.kind == "estimator"], [*changes, DRAWN]


def handed_on_runtime(context: Context, made: PrimitiveMade, around: Surroundings) -> list[tuple[Outcome, str]]:
    """A primitive of qiskit-ibm-runtime in the hands of algorithms: V2 in its place, or why not."""

    def construct_it(context: Context, plan: Plan, made: PrimitiveMade, found: list[Handed]) -> tuple[str, list[str]]:
        return _on_runtime(context, plan, made, found, around)

    return _handed(context, made, construct_it)


def _on_runtime(
    context: Context, plan: Plan, made: PrimitiveMade, found: list[Handed], around: Surroundings
) -> tuple[str, list[str]]:
    if any(keyword.arg == "options" and isinstance(keyword.value, ast.Name) for keyword in made.node.keywords):
        raise Refusal("its options are an object that is made elsewhere")
    runs = [(each.event.id[0], each.event.node) for each in found]
    target = of_runtime(context, plan, made, runs, around)
    construct(context, plan, made, target, "runtime", told_shots(context, made, target))
    if target.level is not None:
        told: list[Piece] = [target.level, ", ", *target.backend, *target.transpile]
        _transpile(context, plan, found, [_PASS_MANAGER, "(", *told, ")"], layout=target.layout)
    return ("runtime", "runtime-estimator")[made.kind == "estimator"], [target.changes, DRAWN]


def _transpile(context: Context, plan: Plan, found: list[Handed], pieces: list[Piece], *, layout: bool) -> None:
    """Every algorithm transpiles what it runs, as the V1 primitive did; ``layout``: for the qubits of a device."""
    for each in found:
        if layout and not each.taker.lays_out:
            raise Refusal(f"{each.taker.name} does not follow the layout of its circuits on a device's qubits")
        size(context, plan, each.event, each.value("ansatz"))
        ansatz = each.node("ansatz")
        if each.stored is not None:
            _transpile_later(context, plan, each, each.stored, pieces)
        elif ansatz is not None and (each.taker.name in TAKES_TRANSPILED or _is_renewed(context, each)):
            span = context.span(each.event.id[0], ansatz)
            plan.replace(Range(span.start, span.start), *pieces, ".run(")
            plan.replace(Range(span.end, span.end), ")")
        elif not each.taker.transpiles:
            raise Refusal(f"{each.taker.name} transpiles nothing, and on a backend its circuits have to be transpiled")
        else:
            give(context, plan, each, f"{each.taker.transpiles}=", *pieces)


def _is_renewed(context: Context, each: Handed) -> bool:
    """True for a VQE that is given another primitive later, for which its ansatz has to be transpiled anew."""
    return each.taker.name == _RENEWED and len(_stores(context, each)) > 0


def _stores(context: Context, each: Handed) -> list[ast.Attribute]:
    """Where what was made is given another primitive."""
    name = name_given(context, each.event)
    modules = [statement.meant.module for statement in context.having(each.taker.parameter)]
    parts = [part for module in modules if module is not None for part in ast.walk(module)]
    stored = [part for part in parts if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)]
    return [
        part for part in stored if part.attr == each.taker.parameter and getattr(part.value, "id", "") == name != ""
    ]


def _transpile_later(context: Context, plan: Plan, each: Handed, id: NodeId, pieces: list[Piece]) -> None:
    """``vqe.estimator = estimator``: its ansatz, which is for no device yet, is transpiled for the new one there.

    Raises:
        Refusal: it may be for a device, or be transpiled once more.
    """
    target = context.node(id)
    node = each.event.node
    told = [keyword for keyword in node.keywords if keyword.arg == each.taker.transpiles]
    ansatz = each.node("ansatz")
    made = context.text(context.span(each.event.id[0], ansatz)) if isinstance(ansatz, ast.Call) else ""
    again = ".run(" in made and _PLAIN not in made
    repeated = target is None or any(not isinstance(part, _ONCE) for part in context.program.lineage(id[0], target))
    if target is None or each.taker.name != _RENEWED or told or again or repeated or len(_stores(context, each)) > 1:
        raise Refusal(f"{each.taker.name} has it later than what transpiles for it")
    name = name_given(context, each.event)
    place = context.span(id[0], context.statement(id, target))
    plan.inserted[place] = ((f"{name}.ansatz = ", *pieces, f".run({name}.ansatz)"),)
