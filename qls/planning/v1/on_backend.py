"""The V1 primitives that run on a backend: those of Qiskit's own, and those of qiskit-ibm-runtime before 0.28.

V1 transpiled by itself, and laid observables out as it had laid out the circuit. V2 does neither.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from qls.catalogue import families, options
from qls.catalogue import runtime_options as v1
from qls.planning.groups import Group
from qls.planning.runtime.options import Given, nested, place, read, read_later
from qls.planning.runtime.sessions import Runs, ran_on
from qls.planning.runtime.surroundings import Surroundings
from qls.planning.sampling.backends import is_exact, renew
from qls.planning.sampling.job_status import ask_status
from qls.planning.told import entries, home, is_none, span_of, told_later
from qls.planning.v1.aer import NOISE
from qls.planning.v1.estimator import estimator_pubs, precision_of, read_values, run_call
from qls.planning.v1.pauli_sums import renew_sums
from qls.planning.v1.run import Wrap, as_is, check_uses, number, release_maker, sole_maker, take_apart
from qls.planning.v1.sampler import read_samples, sampler_pubs, sampler_run
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Made, PrimitiveMade
from qls.semantics.qiskit.values import Backend

AS_LAID_OUT = (
    "It runs on IBM's service through qiskit-ibm-runtime's V2 primitives: the circuits run as the program lays them"
    " out, and V2 mitigates errors by other defaults than V1 did."
)
ONCE_MORE = (
    "V1 transpiled once more what the program has transpiled; here it runs as the program lays it out, and with noise"
    " that makes a difference."
)
SERVICE = (
    "It runs on IBM's service through qiskit-ibm-runtime's V2 primitives: the circuits are transpiled here, at"
    " the level that V1 took there, and V2 mitigates errors by other defaults than V1 did."
)
_SEEDS = {"seed_simulator", "seed"}
_PLAIN = {"method", "device", "precision", "seed_simulator", "max_parallel_threads", "max_parallel_shots"}
LOCAL = (
    "It runs on this machine, on AerSimulator of qiskit-aer: IBM's simulators in the cloud were retired on 15 May 2024."
)
_SIMULATOR_LEVEL = "1"  # what V1 optimised at on a simulator, where it was told nothing


@dataclass(frozen=True)
class Target:
    """Where a primitive ran, and how.

    Attributes:
        backend: the expression of the backend.
        shots: the default number of shots, as written; None for ``usual``.
        usual: the number of shots where none are given.
        level: of optimisation; None where V1 was told not to transpile.
        layout: observables have to follow the circuit's layout.
        changes: what may change.
        aer: the backend is one of Aer's simulators.
        options: what the new primitive is told beside its shots, by path.
        transpile: what transpile is told beside its level, each with its comma.
        mode: what the new primitive of the runtime is told to run on.
        as_laid_out: what may change for circuits that the program has laid out itself.
    """

    backend: list[Piece]
    shots: Given | None
    usual: int
    level: Piece | None
    layout: bool
    changes: str
    aer: bool = False
    options: dict[tuple[str, ...], list[Piece]] = field(default_factory=dict)
    transpile: list[Piece] = field(default_factory=list)
    mode: list[Piece] = field(default_factory=list)
    as_laid_out: str = ONCE_MORE

    @property
    def wrap(self) -> Wrap:
        """Transpiles, as V1 did."""
        if self.level is None:
            return as_is
        # Given one of Aer's simulators, transpile of 2.x takes 80 times as long as given its target.
        told: list[Piece] = ["target=", *self.backend, ".target"] if self.aer else self.backend
        tail: list[Piece] = [", ", *told, ", optimization_level=", self.level, *self.transpile, ")"]
        return lambda circuits: [Symbol("qiskit", "transpile"), "(", *circuits, *tail]


def sampled_on_backend(context: Context, group: Group, around: Surroundings | None = None) -> Outcome:
    """The group of a sampler that runs on a backend on ``SamplerV2``, or why not."""

    def make() -> tuple[Plan, str, str]:
        plan, maker, target, key, changes = _begin(context, group, around)
        told = told_shots(context, maker, target)
        if target.shots is None and key == "runtime":
            told[("default_shots",)] = [str(target.usual)]
        construct(context, plan, maker, target, key, told)
        shots: dict[NodeId, int | None] = {}
        for site in group.sites:
            run = take_apart(context, site)
            if not run.given.keys() <= {"shots", "parameter_values"}:
                raise Refusal("run is given options that have another place in V2")
            given = run.given.get("shots") or (target.shots.node if target.shots is not None else None)
            shots[site.id] = target.usual if given is None else number(given)
            sampler_run(context, plan, run, sampler_pubs(context, run, target.wrap))
        changes += [*([target.changes] if target.changes else []), *read_samples(context, group, plan, shots)]
        return plan, key, " ".join(changes)

    return context.once(("sampled-on-backend", group.id), make)


def estimated_on_backend(context: Context, group: Group, around: Surroundings | None = None) -> Outcome:
    """The group of an estimator that runs on a backend on ``EstimatorV2``, or why not."""

    def make() -> tuple[Plan, str, str]:
        plan, maker, target, key, changes = _begin(context, group, around)
        construct(context, plan, maker, target, key, told_shots(context, maker, target))
        one: dict[NodeId, bool] = {}
        for site in group.sites:
            run = take_apart(context, site)
            if not run.given.keys() <= {"shots", "observables", "parameter_values"}:
                raise Refusal("run is given options that have another place in V2")
            laid = target.layout and run.operands("observables").forms == {"laid"}
            wrap, layout = (as_is, False) if laid else (target.wrap, target.layout)
            pubs, one[site.id], unsure = estimator_pubs(context, run, wrap, layout=layout)
            said = target.as_laid_out if laid else target.changes
            changes += [each for each in (said, unsure) if each]
            shots = run.given.get("shots")
            finer = [] if shots is None else [", precision=", *precision_of(context, site.id[0], shots)]
            run_call(context, plan, run, pubs, finer)
        renew_sums(context, plan, group)
        changes += read_values(context, group, plan, one)
        return plan, f"{key}-estimator", " ".join(dict.fromkeys(changes))

    return context.once(("estimated-on-backend", group.id), make)


def _begin(
    context: Context, group: Group, around: Surroundings | None
) -> tuple[Plan, PrimitiveMade, Target, str, list[str]]:
    """What made the group's primitive, where it runs, by which kind of V2 primitive, and what is shown otherwise."""
    plan = Plan()
    maker = sole_maker(context, group)
    changes = check_uses(group)
    if maker.origin == "runtime":
        for each in group.reads_of("job.status"):
            ask_status(context, each, plan)
        runs = [(site.id[0], site.node) for site in group.sites]
        target = of_runtime(context, plan, maker, runs, around or Surroundings(context))
        return plan, maker, target, "runtime", changes
    return plan, maker, local(context, plan, maker), "backend", changes


def told_shots(context: Context, maker: PrimitiveMade, target: Target) -> dict[tuple[str, ...], list[Piece]]:
    """How the new primitive is told the number of shots, or the precision that comes of it; by path."""
    if maker.kind == "sampler":
        if target.shots is None:
            return {}
        return {("default_shots",): [context.span(target.shots.serial, target.shots.node)]}
    if target.shots is None:
        return {("default_precision",): [f"{target.usual}**-0.5"]}
    return {("default_precision",): precision_of(context, target.shots.serial, target.shots.node)}


def construct(
    context: Context,
    plan: Plan,
    maker: PrimitiveMade,
    target: Target,
    key: str,
    told: dict[tuple[str, ...], list[Piece]],
) -> None:
    """The primitive of V2 is made in the place of the V1 primitive; ``told``: its shots or its precision, by path."""
    kind = "Sampler" if maker.kind == "sampler" else "Estimator"
    if key == "runtime":
        module = f"qiskit_ibm_runtime.executor_{kind.lower()}" if _is_newer(context) else "qiskit_ibm_runtime"
        head: list[Piece] = [Symbol(module, f"{kind}V2"), "(", *(["mode=", *target.mode] if target.mode else [])]
        between = ", " if target.mode else ""
    else:
        head, between = [Symbol("qiskit.primitives", f"Backend{kind}V2"), "(backend=", *target.backend], ", "
    inside = nested(told | target.options)
    release_maker(context, plan, maker, *head, *([between, "options=", *inside] if inside else []), ")")


def _is_newer(context: Context) -> bool:
    return context.environment.at_least("qiskit-ibm-runtime", "0.50")


# --- Qiskit's own -------------------------------------------------------------------------------------------------


def local(context: Context, plan: Plan, maker: PrimitiveMade) -> Target:
    """What ``BackendSampler`` and ``BackendEstimator`` ran on.

    Raises:
        Refusal: that is out of sight, or has options without a counterpart.
    """
    node, chosen, skipped = _given(context, maker)
    made = _creations(context, maker)
    if node is None or not _again(context, node):
        raise Refusal("the backend would have to be made twice")
    for each in made:
        renew(context, plan, each, "backend")
    clean = all(_noiseless(each) for each in made)
    level = None if skipped else "0" if clean else str(options.EXECUTE_OPTIMIZATION_LEVEL)
    seed = chosen.get("seed_simulator") or chosen.get("seed")
    backend: list[Piece] = [context.span(maker.id[0], node)]
    noise = "" if clean or skipped else NOISE
    shots = Given(home(context, maker, chosen["shots"]), chosen["shots"]) if "shots" in chosen else None
    aer = all(each.family == "aer" for each in made)
    seeded: dict[tuple[str, ...], list[Piece]] = {}
    if seed is not None:
        seeded[("seed_simulator",)] = [span_of(context, maker, seed)]
    return Target(backend, shots, options.EXECUTE_SHOTS, level, not clean and not skipped, noise, aer, seeded)


def _given(context: Context, maker: PrimitiveMade) -> tuple[ast.expr | None, dict[str, ast.expr], bool]:
    """The backend, the options that have a value, and whether the primitive is told not to transpile.

    Raises:
        Refusal: something else is given, or cannot be seen.
    """
    names = ("backend", "options") if maker.kind == "sampler" else ("backend", "options", "abelian_grouping")
    given = dict(zip(names, maker.node.args, strict=False)) | {str(k.arg): k.value for k in maker.node.keywords}
    if len(maker.node.args) > len(names) or "None" in given:
        raise Refusal("the primitive's options cannot be seen")
    node, told = given.pop("backend", None), given.pop("options", None)
    skip, grouping = given.pop("skip_transpilation", None), given.pop("abelian_grouping", None)
    written = ({} if told is None else entries(told)) | told_later(context, maker).options
    chosen = {name: value for name, value in written.items() if not is_none(value)}
    known = chosen.keys() <= {"shots", *_SEEDS} and all(map(is_none, given.values()))
    if not known or not _is_flag(skip) or not _is_flag(grouping):
        raise Refusal("options are given that have no counterpart")
    if isinstance(grouping, ast.Constant) and not grouping.value:
        raise Refusal("options are given that have no counterpart")
    return node, chosen, isinstance(skip, ast.Constant) and bool(skip.value)


def _is_flag(node: ast.expr | None) -> bool:
    return node is None or isinstance(node, ast.Constant)


def _creations(context: Context, maker: PrimitiveMade) -> list[Made]:
    found = []
    for atom in maker.backend:
        made = context.facts.made.get(atom.made) if isinstance(atom, Backend) else None
        if made is None:
            raise Refusal("where the backend comes from is not in sight")
        if made.family not in families.WRAPPED or is_exact(made):
            raise Refusal("the backend is no simulator that samples")
        if made.id in context.facts.tuned or any(keyword.arg in ("shots", None) for keyword in made.node.keywords):
            raise Refusal("the backend's options are changed, or cannot all be seen")
        found.append(made)
    if not found:
        raise Refusal("no backend is given")
    return sorted(found, key=lambda made: made.id)


def _noiseless(made: Made) -> bool:
    """True for a simulator without noise or a coupling map."""
    plain = {keyword.arg for keyword in made.node.keywords} <= _PLAIN and "from_backend" not in made.through
    named = made.through == "get_backend" or not made.node.args
    return made.family in families.IDEAL and plain and named


def _again(context: Context, node: ast.expr) -> bool:
    """True for an expression that gives the same backend wherever it is written."""
    if isinstance(node, ast.Name):
        return context.binds(node.id) == 1
    made = context.made_by(node)
    return made is not None and not made.node.keywords and all(isinstance(a, ast.Constant) for a in made.node.args)


# --- the runtime's ------------------------------------------------------------------------------------------------


def used_as_v1(context: Context, made: PrimitiveMade, group: Group | None) -> bool:
    """True where a primitive of qiskit-ibm-runtime, whose name V2 has too, is used as only V1 can be."""
    if made.through.endswith("V1") or {keyword.arg for keyword in made.node.keywords} & {"session", "backend"}:
        return True
    if group is None:
        return False
    return bool(group.fields) or any(
        len(site.node.args) > 1
        or site.submission.many is False
        or {keyword.arg for keyword in site.node.keywords} & {"circuits", "observables", "parameter_values"}
        for site in group.sites
    )


def runs_v1(context: Context) -> bool:
    """True where some primitive of qiskit-ibm-runtime is used as V1."""
    made = [each for each in context.facts.primitives.values() if each.origin == "runtime"]
    sites = [(group, site) for group in context.groups for site in group.sites] if made else []
    groups = {primitive.made: group for group, site in sites for primitive in site.primitives}
    return any(used_as_v1(context, each, groups.get(each.id)) for each in made)


def of_runtime(context: Context, plan: Plan, maker: PrimitiveMade, runs: Runs, around: Surroundings) -> Target:
    """What a V1 primitive of the runtime ran on; ``runs``: the calls that need its backend."""
    node = next((k.value for k in maker.node.keywords if k.arg == "options"), None)
    found = read(context, plan, maker, node, around) | read_later(context, maker)
    if isinstance(node, ast.Call):
        context.release(plan, node.func)
    ran = ran_on(context, plan, maker, runs, around)
    placed = place(context, plan, found, maker.kind, newer=_is_newer(context))
    level = _SIMULATOR_LEVEL if ran.local and "optimization_level" not in found else placed.level
    changes = " ".join([LOCAL if ran.local else SERVICE, *placed.said])
    as_laid_out = " ".join([LOCAL if ran.local else AS_LAID_OUT, *placed.said])
    return Target(
        ran.backend,
        placed.shots,
        v1.SHOTS,
        level,
        True,
        changes,
        False,
        placed.options,
        placed.transpile,
        ran.mode,
        as_laid_out,
    )
