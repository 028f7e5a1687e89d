"""The V1 primitives of qiskit-aer: where their options go, and the circuits that they transpiled."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from qls.catalogue import options
from qls.planning.groups import Group
from qls.planning.told import entries, home, is_none, span_of, told_later
from qls.planning.v1.estimator import PRECISION, estimator_pubs, precision_of, read_values, run_call
from qls.planning.v1.pauli_sums import renew_sums
from qls.planning.v1.run import Wrap, as_is, check_uses, number, release_maker, sole_maker, take_apart
from qls.planning.v1.sampler import read_samples, sampler_pubs, sampler_run
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import PrimitiveMade

NOISE = (
    "V1 transpiled at the default level of its Qiskit, 1 before 1.3 and 2 since; here it is 1, and with noise the level"
    " makes a difference."
)
_PARTS = {"backend_options", "transpile_options", "run_options"}
_FLAGS = {"approximation": False, "skip_transpilation": False, "abelian_grouping": True}  # with their defaults
_SEEDS = {"seed", "seed_simulator"}
_DEVICE = {"coupling_map", "noise_model", "basis_gates"}  # options of the simulator that describe a device
_AER = Symbol("qiskit_aer", "AerSimulator")


@dataclass(frozen=True)
class AerOptions:
    """What a V1 primitive of qiskit-aer was made with."""

    backend: dict[str, ast.expr]
    transpile: dict[str, ast.expr]
    run: dict[str, ast.expr]
    flags: dict[str, object]
    backend_dict: ast.expr | None

    @property
    def noisy(self) -> bool:
        """True where how the circuits are transpiled may change the answer."""
        return bool(self.backend.keys() - {"method", "device", "precision", "seed_simulator"})

    @property
    def laid_out(self) -> bool:
        """True where the simulator has what describes a device, so that a circuit may be laid out on its qubits."""
        return bool(self.backend.keys() & _DEVICE)

    @property
    def shots(self) -> ast.expr | None:
        return self.run.get("shots")

    @property
    def seed(self) -> ast.expr | None:
        return self.run.get("seed_simulator") or self.run.get("seed")


def aer_options(context: Context, made: PrimitiveMade) -> AerOptions:
    """The constructor's options.

    Raises:
        Refusal: they cannot be seen, or have no counterpart.
    """
    parts: dict[str, dict[str, ast.expr]] = {part: {} for part in _PARTS}
    flags = dict[str, object](_FLAGS)
    backend: ast.expr | None = None
    if made.node.args:
        raise Refusal("the primitive is given options by position")
    for keyword in made.node.keywords:
        if keyword.arg in _PARTS:
            parts[keyword.arg] = entries(keyword.value)
            backend = keyword.value if keyword.arg == "backend_options" and not is_none(keyword.value) else backend
        elif keyword.arg in flags and isinstance(keyword.value, ast.Constant):
            flags[keyword.arg] = bool(keyword.value.value)
        else:
            raise Refusal(f"{keyword.arg or '**'} cannot be seen or has no counterpart")
    parts["run_options"] |= told_later(context, made).options
    if not parts["run_options"].keys() <= {"shots", *_SEEDS}:
        raise Refusal("run options are given that have no counterpart")
    if "shots" in parts["backend_options"] or not flags["abelian_grouping"]:
        raise Refusal("options are given that have no counterpart")
    for value in (*parts["backend_options"].values(), *parts["transpile_options"].values()):
        if not _is_fixed(context, value):
            raise Refusal("an option is computed where the primitive is made, and would be needed elsewhere too")
    return AerOptions(parts["backend_options"], parts["transpile_options"], parts["run_options"], flags, backend)


def _is_fixed(context: Context, value: ast.expr) -> bool:
    """True for an option that is the same wherever it is written."""
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and context.binds(value.id) == 1)


def transpiler(context: Context, made: PrimitiveMade, given: AerOptions) -> Wrap:
    """What V1 did with the circuits: transpile them for its simulator.

    Without noise no level of optimisation changes the answer, and level 0 keeps every qubit and parameter.
    """
    if given.flags["skip_transpilation"]:
        return as_is
    level = options.EXECUTE_OPTIMIZATION_LEVEL if given.noisy else 0
    simulator: list[Piece] = [_AER, "(", *_keywords(context, made, given.backend), ")"]
    told = dict(given.transpile)
    rest: list[Piece] = [] if "optimization_level" in told else [f", optimization_level={level}"]
    if told:
        rest += [", ", *_keywords(context, made, told)]
    if not {"basis_gates", "coupling_map"} & told.keys():
        simulator = ["target=", *simulator, ".target"]  # given the simulator, transpile of 2.x takes 80 times as long
    return lambda circuits: [Symbol("qiskit", "transpile"), "(", *circuits, ", ", *simulator, *rest, ")"]


def _keywords(context: Context, made: PrimitiveMade, given: dict[str, ast.expr]) -> list[Piece]:
    pieces: list[Piece] = []
    for name, value in given.items():
        pieces += [", " if pieces else "", f"{name}=", context.span(made.id[0], value)]
    return pieces


def aer_sampled(context: Context, group: Group) -> Outcome:
    """The group of a sampler of qiskit-aer on ``SamplerV2``, or why not."""

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        maker = sole_maker(context, group)
        changes = check_uses(group)
        told = aer_options(context, maker)
        release_maker(context, plan, maker, *sampler_constructor(context, maker, told))
        wrap = transpiler(context, maker, told)
        shots: dict[NodeId, int | None] = {}
        for site in group.sites:
            run = take_apart(context, site)
            if any(keyword.arg == "shots" and is_none(keyword.value) for keyword in site.node.keywords):
                raise Refusal("without shots qiskit-aer's sampler gave exact probabilities, and V2 samples")
            if not run.given.keys() <= {"shots", "parameter_values"}:
                raise Refusal("run is given options that have no counterpart there")
            told_shots = run.given.get("shots") or told.shots
            shots[site.id] = options.EXECUTE_SHOTS if told_shots is None else number(told_shots)
            sampler_run(context, plan, run, sampler_pubs(context, run, wrap))
        changes += read_samples(context, group, plan, shots)
        changes += [NOISE] if told.noisy and "optimization_level" not in told.transpile else []
        return plan, "aer", " ".join(changes)

    return context.once(("aer-sampled", group.id), make)


def aer_estimated(context: Context, group: Group) -> Outcome:
    """The group of an estimator of qiskit-aer on V2, or why not.

    With ``approximation`` it computed the exact value, as ``EstimatorV2`` of qiskit-aer does; else it sampled the
    simulator, as ``BackendEstimatorV2`` does.
    """

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        maker = sole_maker(context, group)
        changes = check_uses(group)
        told = aer_options(context, maker)
        exact = bool(told.flags["approximation"])
        layout = told.laid_out
        release_maker(context, plan, maker, *estimator_constructor(context, maker, told))
        if exact and told.shots is not None and not is_none(told.shots):
            changes.append(PRECISION)
        wrap = transpiler(context, maker, told)
        layout = layout and wrap is not as_is
        changes += [NOISE] if layout and "optimization_level" not in told.transpile else []
        one: dict[NodeId, bool] = {}
        for site in group.sites:
            run = take_apart(context, site)
            if not run.given.keys() <= {"shots", "observables", "parameter_values"}:
                raise Refusal("run is given options that have no counterpart there")
            pubs, one[site.id], unsure = estimator_pubs(context, run, wrap, layout=layout)
            shots = run.given.get("shots")
            changes += [PRECISION] if shots is not None and exact else []
            changes += [unsure] if unsure else []
            precision = [] if shots is None else [", precision=", *precision_of(context, site.id[0], shots)]
            run_call(context, plan, run, pubs, precision)
        renew_sums(context, plan, group)
        changes += read_values(context, group, plan, one)
        return plan, "aer-estimator" if exact else "backend-estimator", " ".join(dict.fromkeys(changes))

    return context.once(("aer-estimated", group.id), make)


def sampler_constructor(context: Context, maker: PrimitiveMade, told: AerOptions) -> list[Piece]:
    """``SamplerV2`` of qiskit-aer with these options.

    Raises:
        Refusal: V1 did not sample.
    """
    if told.shots is not None and is_none(told.shots):
        raise Refusal("without shots qiskit-aer's sampler gave exact probabilities, and V2 samples")
    pieces: list[Piece] = []
    for name, value in (("default_shots", told.shots), ("seed", told.seed)):
        if value is not None:
            pieces += [", " if pieces else "", f"{name}=", span_of(context, maker, value)]
    if told.backend_dict is not None:
        dictionary = context.span(maker.id[0], told.backend_dict)
        pieces += [", " if pieces else "", 'options={"backend_options": ', dictionary, "}"]
    return [Symbol("qiskit_aer.primitives", "SamplerV2"), "(", *pieces, ")"]


def estimator_constructor(context: Context, maker: PrimitiveMade, told: AerOptions) -> list[Piece]:
    """``EstimatorV2`` of qiskit-aer, or ``BackendEstimatorV2`` on its simulator, with these options.

    Raises:
        Refusal: neither gives what V1 gave.
    """
    if not told.flags["approximation"]:
        return _sampling_constructor(context, maker, told)
    if told.laid_out:
        raise Refusal("exact values of a simulator with noise or a coupling map have no counterpart in sight")
    return _exact_constructor(context, maker, told)


def pass_manager(context: Context, made: PrimitiveMade, given: AerOptions) -> list[Piece]:
    """What transpiles circuits as V1 did, for an algorithm."""
    level = given.transpile.get("optimization_level")
    usual = str(options.EXECUTE_OPTIMIZATION_LEVEL if given.noisy else 0)
    pieces: list[Piece] = [usual if level is None else context.span(made.id[0], level)]
    pieces += [", target=", _AER, "(", *_keywords(context, made, given.backend), ").target"]
    if "seed_transpiler" in given.transpile:
        pieces += [", seed_transpiler=", context.span(made.id[0], given.transpile["seed_transpiler"])]
    return [Symbol("qiskit.transpiler", "generate_preset_pass_manager"), "(", *pieces, ")"]


def _exact_constructor(context: Context, maker: PrimitiveMade, told: AerOptions) -> list[Piece]:
    pieces: list[Piece] = []
    if told.shots is not None and not is_none(told.shots):
        pieces += ['"default_precision": ', *precision_of(context, home(context, maker, told.shots), told.shots)]
    if told.backend_dict is not None:
        pieces += [", " if pieces else "", '"backend_options": ', context.span(maker.id[0], told.backend_dict)]
    if told.seed is not None:
        seed = span_of(context, maker, told.seed)
        pieces += [", " if pieces else "", '"run_options": {"seed_simulator": ', seed, "}"]
    inside: list[Piece] = ["options={", *pieces, "}"] if pieces else []
    return [Symbol("qiskit_aer.primitives", "EstimatorV2"), "(", *inside, ")"]


def _sampling_constructor(context: Context, maker: PrimitiveMade, told: AerOptions) -> list[Piece]:
    sampled = told.shots is not None and not is_none(told.shots)
    # V1 took the simulator's 1024 shots where none are given.
    precision = (
        precision_of(context, home(context, maker, told.shots), told.shots)
        if sampled and told.shots
        else [f"{options.EXECUTE_SHOTS}**-0.5"]
    )
    pieces: list[Piece] = ['"default_precision": ', *precision]
    if told.seed is not None:
        pieces += [', "seed_simulator": ', span_of(context, maker, told.seed)]
    simulator: list[Piece] = [_AER, "(", *_keywords(context, maker, told.backend), ")"]
    given: list[Piece] = [", options={", *pieces, "}"]
    return [Symbol("qiskit.primitives", "BackendEstimatorV2"), "(backend=", *simulator, *given, ")"]
