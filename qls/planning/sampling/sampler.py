"""The call on ``SamplerV2`` that takes the place of a site's: what it is made with, what it runs, how often."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from qls.catalogue import options
from qls.planning.sampling.backends import Destination, carried_options
from qls.planning.sampling.call import (
    TRANSPILING_FORMS,
    Submitted,
    backend_pieces,
    circuits_piece,
    drop_assemble,
    named_backend,
    plain_simulator,
    statement_of,
    submitted_by,
    transpile_pieces,
    written,
)
from qls.planning.sampling.named import has_room, is_wide, name_before
from qls.planning.sampling.positions import is_one
from qls.planning.sampling.rounds import before_loop
from qls.planning.sampling.shared import one_for_all
from qls.planning.sampling.sight import unknown_circuits
from qls.planning.sampling.transpiled import is_untranspiled
from qls.planning.workbench import Context, Refusal, is_simple
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.python.arithmetic import is_real
from qls.semantics.python.values import Value
from qls.semantics.qiskit.facts import POINTS, SWEEP


def primitive_call(context: Context, site: Site, destination: Destination, plan: Plan) -> None:
    """Add to ``plan`` the call on ``SamplerV2``.

    Raises:
        Refusal: an option or the shape of what is submitted has no counterpart that is proven the same.
    """
    submitted = submitted_by(context, site)
    one = is_one(site)
    if one is None:
        raise Refusal(unknown_circuits(context, site))
    if not one and not site.submission.lists:
        raise Refusal("the circuits are not in a list")
    backend, inline = backend_pieces(context, site, plan)
    drop_assemble(context, plan, site, submitted)
    binds = _binds(context, site, submitted)
    sampler, shots = _constructor(context, site, destination, submitted, backend, inline=inline)
    if inline and len(sampler) > 2:
        submitted = submitted_by(context, site)  # anew: what is made of it takes from it
        binds = _binds(context, site, submitted)
        backend = named_backend(context, site, plan, backend)
        sampler, shots = _constructor(context, site, destination, submitted, backend, inline=False)
    if site.form in TRANSPILING_FORMS:
        context.release(plan, site.node.func)
    form = _form(site, submitted, binds)
    circuits = _circuits(context, site, submitted, backend, listed=form == "product" and one)
    ends = [*shots, ").result()" if site.form == "instance" else ")"]
    call = _Call(form, sampler, circuits, binds or [], ends)
    plan.replace(context.span(site.id[0], site.node), *call.narrowed(context, site, plan))
    plan.left_out += submitted.idle


@dataclass
class _Call:
    """The call on a sampler: what makes that, what it runs, bound as ``form`` says, and all behind it."""

    form: str
    sampler: list[Piece]
    circuits: list[Piece]
    binds: list[Piece]
    ends: list[Piece]

    @property
    def pieces(self) -> list[Piece]:
        return [*self.sampler, ".run(", *_pubs(self.form, self.circuits, self.binds), *self.ends]

    def narrowed(self, context: Context, site: Site, plan: Plan) -> list[Piece]:
        """The call, with names for its circuits and its sampler where the line were too long otherwise.

        A sampler that a loop would make anew in every round is made in front of it.
        """
        self.sampler = one_for_all(context, site, plan, self.sampler)
        self.sampler = before_loop(context, site, plan, "sampler", self.sampler)
        room = has_room(context, site, site.node)
        if room and len(self.circuits) > 1 and is_wide(context, site, self.pieces):
            word = "isa_circuit" if is_one(site) and self.form != "product" else "isa_circuits"
            self.circuits = [name_before(context, site, plan, word, self.circuits)]
        if room and len(self.sampler) > 2 and is_wide(context, site, self.pieces):
            self.sampler = [name_before(context, site, plan, "sampler", self.sampler)]
        return self.pieces


def _form(site: Site, submitted: Submitted, binds: list[Piece] | None) -> str:
    """How values are bound: none to ``one`` circuit or ``several``; lists of them, or values one after the other, to
    one circuit; each value to each circuit."""
    if binds is None:
        return "one" if is_one(site) else "several"
    if site.submission.binds is not None and site.submission.binds.kind == SWEEP:
        return "lists"
    return "values" if is_one(site) and site.form == "run" and is_simple(submitted.circuits) else "product"


def _pubs(form: str, circuits: list[Piece], binds: list[Piece]) -> list[Piece]:
    """What ``SamplerV2`` runs: a list of circuits, each with the values that are bound to its parameters."""
    return {
        "one": ["[", *circuits, "]"],
        "several": circuits,
        "lists": ["[(", *circuits, ", ", *binds, ")]"],
        "values": ["[(", *circuits, ", values) for values in ", *binds, "]"],
        "product": ["[(circuit, values) for circuit in ", *circuits, " for values in ", *binds, "]"],
    }[form]


def _circuits(
    context: Context, site: Site, submitted: Submitted, backend: list[Piece], *, listed: bool = False
) -> list[Piece]:
    """The circuits, ``listed`` in brackets: as they are, or transpiled where nothing in the program does that."""
    circuits: list[Piece] = [circuits_piece(context, site, submitted)]
    if listed:
        circuits = ["[", *circuits, "]"]
    if site.form in TRANSPILING_FORMS or is_untranspiled(context, site):
        return transpile_pieces(context, site, submitted, backend, circuits)
    return circuits


def _binds(context: Context, site: Site, submitted: Submitted) -> list[Piece] | None:
    """The values to run the circuits with: a list of mappings, of a sweep its only one; None where none are bound.

    Raises:
        Refusal: whether single values or lists of them are bound is not known.
    """
    value, binds = submitted.run.pop("parameter_binds", None), site.submission.binds
    if value is None or binds is None:
        return None
    span = written(context, site, submitted, "parameter_binds", value)
    if binds.kind == POINTS:
        return [span]
    if binds.kind == SWEEP and is_one(site):
        return (
            [context.span(statement_of(site, submitted, value), value.elts[0])]
            if isinstance(value, ast.List)
            else [span, "[0]"]
        )
    raise Refusal("whether parameter_binds holds single values or lists of them is not known")


@dataclass
class _Told:
    """What a primitive has to be told.

    Attributes:
        seed: the seed of its simulator; empty where none is given.
        shots: the ``shots`` of its ``run``, as a keyword; empty where none are given.
        extra: options of Aer's backends: what stands inside the braces.
        sections: options of qiskit_ibm_runtime, by their section.
    """

    seed: list[Piece]
    shots: list[Piece]
    extra: list[Piece] = field(default_factory=list)
    sections: dict[str, list[Piece]] = field(default_factory=dict)


def _constructor(
    context: Context,
    site: Site,
    destination: Destination,
    submitted: Submitted,
    backend: list[Piece],
    *,
    inline: bool,
) -> tuple[list[Piece], list[Piece]]:
    """The primitive's constructor and the ``shots`` of its ``run``."""
    told = _told(context, site, destination, submitted)
    if destination.key == "aer":
        return _of_aer(context, site, told, backend, inline=inline), told.shots
    if destination.key == "runtime":
        return _of_runtime(context, told, backend), told.shots
    return _on_backend(told, backend), told.shots


def _told(context: Context, site: Site, destination: Destination, submitted: Submitted) -> _Told:
    """What the program gives where it makes the backend, and where it runs the circuits.

    Raises:
        Refusal: an option of ``run`` has no counterpart.
    """
    carried = carried_options(context, site) if not destination.made_elsewhere else {}
    if submitted.assembled is not None and site.form != "instance":
        carried.pop("shots", None)  # assemble wrote 1,024 into its Qobj where none were given (V: 0.45.3)
    default = carried.get("shots", destination.shots)
    told = _Told(
        seed=[carried["seed_simulator"]] if "seed_simulator" in carried else [],
        shots=[] if default is None else [f", shots={default}"],
    )
    for name, value in submitted.run.items():
        span = written(context, site, submitted, name, value)
        if name == "shots":
            told.shots = [", shots=", *_whole(span, value, site.keywords.get(name, frozenset()))]
        elif name == "memory":
            continue
        elif name == "seed_simulator":
            told.seed = [span]
        elif destination.key == "runtime":
            _tell_runtime(told, submitted, name, span)
        else:
            _tell_simulator(told, submitted, name, span)
    return told


def _whole(span: Piece, value: ast.expr, known: Value) -> list[Piece]:
    """Shots as an int: simulators took a float, primitives do not."""
    floats = any(map(is_real, known))
    written = isinstance(value, ast.Constant) and isinstance(value.value, float)
    return ["int(", span, ")"] if floats or written else [span]


def _tell_runtime(told: _Told, submitted: Submitted, name: str, span: Piece) -> None:
    """An option of ``run`` goes where qiskit_ibm_runtime has it, or is left out where it had no effect."""
    if name in options.RUN_TO_RUNTIME_OPTIONS:
        section, option = options.RUN_TO_RUNTIME_OPTIONS[name]
        told.sections.setdefault(section, []).extend([f'"{option}": ', span, ", "])
    elif name in options.RUN_WITHOUT_COUNTERPART:
        return  # see ``dropped``
    elif _is_classified(submitted, name) or name in options.IGNORED:
        submitted.idle.append(name)
    else:
        raise Refusal(f"{name} has another place in the options of qiskit_ibm_runtime")


def _is_classified(submitted: Submitted, name: str) -> bool:
    """True for ``meas_level=2``, the default, and what ``meas_return`` says beside it, which has no effect there."""
    level = submitted.run.get("meas_level")
    classified = level is None or (isinstance(level, ast.Constant) and level.value == 2)
    return name in ("meas_level", "meas_return") and classified


def dropped(context: Context, site: Site, destination: Destination) -> str:
    """What is lost with options of ``run`` that no primitive of the runtime has; empty where there are none."""
    if destination.key != "runtime":
        return ""
    names = sorted(options.RUN_WITHOUT_COUNTERPART & submitted_by(context, site).run.keys())
    return f"{' and '.join(names)} of run has no counterpart and is left out." if names else ""


def _tell_simulator(told: _Told, submitted: Submitted, name: str, span: Piece) -> None:
    """An option of ``run`` goes to the simulator that the primitive runs on, or is left out where it had no effect."""
    if name in options.AER_BACKEND_OPTIONS:
        told.extra += [", " if told.extra else "", f'"{name}": ', span]
    elif name in ("meas_level", "meas_return", "init_qubits", "backend_options"):
        raise Refusal(f"{name} has no counterpart")
    else:
        submitted.idle.append(name)


def _of_aer(context: Context, site: Site, told: _Told, backend: list[Piece], *, inline: bool) -> list[Piece]:
    """``SamplerV2()`` or ``SamplerV2.from_backend(…)`` of qiskit_aer."""
    arguments: list[Piece] = [*backend]
    if told.seed:
        arguments += [", seed=", *told.seed]
    if told.extra:
        arguments += [', options={"run_options": {', *told.extra, "}}"]
    plain = inline and len(arguments) == 1 and plain_simulator(context, site)
    sampler = Symbol("qiskit_aer.primitives", "SamplerV2")
    return [sampler, "()"] if plain else [sampler, ".from_backend(", *arguments, ")"]


def _of_runtime(context: Context, told: _Told, backend: list[Piece]) -> list[Piece]:
    """``SamplerV2(mode=…)`` of qiskit_ibm_runtime."""
    client_side = context.environment.at_least("qiskit-ibm-runtime", "0.50")
    sampler = Symbol("qiskit_ibm_runtime.executor_sampler" if client_side else "qiskit_ibm_runtime", "SamplerV2")
    if told.seed:
        told.sections["simulator"] = ['"seed_simulator": ', *told.seed, ", "]
    return [sampler, "(mode=", *backend, *_nested(told.sections), ")"]


def _nested(sections: dict[str, list[Piece]]) -> list[Piece]:
    """Options of qiskit_ibm_runtime as a keyword: ``, options={"execution": {"rep_delay": …}}``."""
    pieces: list[Piece] = []
    for section, pairs in sections.items():
        pieces += [", " if pieces else "", f'"{section}": {{', *pairs[:-1], "}"]
    return [", options={", *pieces, "}"] if pieces else []


def _on_backend(told: _Told, backend: list[Piece]) -> list[Piece]:
    """``BackendSamplerV2(backend=…)`` of Qiskit itself."""
    settings: list[Piece] = []
    if told.seed:
        settings += ['"seed_simulator": ', *told.seed]
    if told.extra:
        settings += [", " if settings else "", '"run_options": {', *told.extra, "}"]
    sampler = Symbol("qiskit.primitives", "BackendSamplerV2")
    given: list[Piece] = [", options={", *settings, "}"] if settings else []
    return [sampler, "(backend=", *backend, *given, ")"]
