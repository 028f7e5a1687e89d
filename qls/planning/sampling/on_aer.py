"""BasicAer's exact simulators where `quantum_info` cannot take their place: those of Aer do.

V (0.45.3 against 2.6.2 with qiskit-aer 0.18.2): the same state after measurements and with conditional gates, the same
probabilities of a circuit that measures nothing, one shot where none are asked for. BasicAer took one shot however many
it was asked for, and its answers were arrays.
"""

from __future__ import annotations

import ast

from qls.planning.groups import Group
from qls.planning.sampling.backends import RUN_OPTIONS, creations, is_exact, samples_basicaer
from qls.planning.sampling.call import (
    Submitted,
    backend_pieces,
    circuits_piece,
    drop_assemble,
    named_backend,
    submitted_by,
    transpile_pieces,
    written,
)
from qls.planning.sampling.named import narrowed
from qls.planning.sampling.transpiled import keep_levels, runs_as_it_is
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Made, Read
from qls.syntax.text import Range

_INSTALLED = "It runs on the same simulator of qiskit-aer, which has to be installed."
_SEEDED = "Where a measurement has a seed, another outcome may be drawn with it."
_OUT_OF_SIGHT = "What reads the result out of sight is given a Statevector or an Operator where it was an array."
_STATES = {"get_statevector", "get_unitary"}
# What reads a result and gives the same of Aer's, or is given the same form here.
_READS = {*_STATES, "get_counts", "get_memory"}
_ASKED = {"run", "options", "set_options"}


def on_exact_basicaer(context: Context, group: Group) -> bool:
    """True where a site of the group may run on one of BasicAer's simulators that compute states and unitaries."""
    made = [context.facts.made.get(backend.made) for site in group.sites for backend in site.backends]
    return any(each is not None and each.family == "basicaer" and is_exact(each) for each in made)


def on_aer(context: Context, group: Group) -> Outcome:
    """The group, and all that shares its backends, on Aer's simulators of the same names; or why not."""

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        wanted = {made.id: made for site in group.sites for made in creations(context, site)}
        together = _together(context, group, wanted)
        changes = [] if context.environment.has("qiskit-aer") else [_INSTALLED]
        for each in together:
            changes += [_plan_site(context, site, plan) for site in each.sites]
            changes += [_plan_reads(context, each, plan)]
        for made in wanted.values():
            _renew(context, made, plan)
        return plan, "keep-on-aer", " ".join(dict.fromkeys(filter(None, changes)))

    return context.once(("on-aer", group.id), make)


def _together(context: Context, group: Group, wanted: dict[NodeId, Made]) -> list[Group]:
    """The groups that share a backend of BasicAer; ``wanted`` grows by the backends of each."""
    found = [group]
    for each in found:
        for site in each.sites:
            wanted.update({made.id: made for made in creations(context, site)})
        shares = [g for g in context.groups if any(b.made in wanted for site in g.sites for b in site.backends)]
        found += [g for g in shares if g not in found]
    return found


def _plan_site(context: Context, site: Site, plan: Plan) -> str:
    """Add to ``plan`` one call; what changes by it."""
    if site.guarded:
        raise Refusal("the call stands behind a guard for other versions")
    if site.form == "instance":
        raise Refusal("a QuantumInstance runs nothing today")
    if site.families != {"basicaer"}:
        raise Refusal("the backend is one of BasicAer on some paths only")
    submitted = submitted_by(context, site)
    if not submitted.run.keys() <= RUN_OPTIONS:
        raise Refusal("options are given that Aer's simulators have otherwise or not at all")
    if site.submission.conditional and site.form == "run" and not runs_as_it_is(context, site):
        raise Refusal("the circuit has gates that depend on a measurement, which transpile refuses for this simulator")
    _plan_call(context, site, submitted, plan)
    permuted = keep_levels(context, site, plan)
    seeded = site.submission.measured and "seed_simulator" in submitted.run
    return " ".join(filter(None, (permuted, _SEEDED if seeded else "")))


def _plan_call(context: Context, site: Site, submitted: Submitted, plan: Plan) -> None:
    shots = "shots" in submitted.run and any(map(is_exact, creations(context, site)))
    if site.form == "run" and submitted.assembled is None and not shots:
        return
    backend, inline = backend_pieces(context, site, plan)
    circuits: list[Piece] = [circuits_piece(context, site, submitted)]
    drop_assemble(context, plan, site, submitted)
    if site.form == "execute":
        context.release(plan, site.node.func)
        # V: transpile refuses control flow for the simulators by the names of old (2.6.2), which run it all the same.
        conditional: list[Piece] = [Symbol("qiskit_aer", "AerSimulator"), "()"]
        if inline and not site.submission.conditional:
            backend = named_backend(context, site, plan, backend)
        target = conditional if site.submission.conditional else backend
        circuits = transpile_pieces(context, site, submitted, target, circuits)
    after: list[Piece] = []
    for name, value in submitted.run.items():
        if name != "shots" or not shots:
            after += [f", {name}=", written(context, site, submitted, name, value)]
    pieces = narrowed(context, site, plan, [*backend, ".run("], circuits, [*after, ")"])
    plan.replace(context.span(site.id[0], site.node), *pieces)


def _plan_reads(context: Context, group: Group, plan: Plan) -> str:
    """Add to ``plan`` what makes an array of each answer, as BasicAer's was; what changes where one is not seen."""
    unseen = any(use.stage in ("job", "result") for use in group.uses)
    for read in group.reads:
        if read.method.startswith(("job.", "counts.")):
            continue
        if read.method not in _READS or group.strangers(read):
            raise Refusal("more is read of the result than states, unitaries and counts")
        if read.method in _STATES and not _plan_state(context, read, plan):
            unseen = True
    return _OUT_OF_SIGHT if unseen else ""


def _plan_state(context: Context, read: Read, plan: Plan) -> bool:
    """``result.get_statevector()`` becomes ``result.get_statevector().data``; False where it cannot be edited."""
    if context.program.in_fstring(read.id, read.node) is not None:
        return False
    whole, func = context.span(read.id[0], read.node), context.span(read.id[0], read.node.func)
    plan.replace(whole, func, Range(func.end, whole.end), ".data")
    return True


def _renew(context: Context, made: Made, plan: Plan) -> None:
    """``BasicAer.get_backend(name)`` becomes ``Aer.get_backend(name)``."""
    for event in context.facts.asked.get(made.id, ()):
        if event.what not in _ASKED:
            raise Refusal(f"the backend's {event.what} is read, which Aer's simulator answers otherwise")
    span, node = context.span(made.id[0], made.node), made.node
    context.release(plan, node.func)
    if samples_basicaer(made):
        plan.replace(span, Symbol("qiskit.providers.basic_provider", "BasicSimulator"), "()")
        return
    given = node.args[0] if len(node.args) == 1 and not node.keywords and made.through == "get_backend" else None
    name = "unitary_simulator" if "nitary" in made.name else "statevector_simulator"
    argument: Piece = context.span(made.id[0], given) if isinstance(given, ast.expr) else f'"{name}"'
    plan.replace(span, Symbol("qiskit_aer", "Aer"), ".get_backend(", argument, ")")
