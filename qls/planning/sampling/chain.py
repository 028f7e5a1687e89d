"""The whole chain of a sampling site: the call, the backend, every reader; and the two ways to keep it alive."""

from __future__ import annotations

import ast

from qls.catalogue import families, roles
from qls.planning.groups import Group
from qls.planning.sampling.backends import (
    CONDITIONAL,
    NOISY,
    RUN_OPTIONS,
    Destination,
    as_aer,
    choose_sampler,
    creations,
    is_exact,
    named_otherwise,
    renew,
    samples_basicaer,
    takes_options,
)
from qls.planning.sampling.call import TRANSPILING_FORMS, keep_running_call, retire_instance, submitted_by
from qls.planning.sampling.on_aer import on_aer, on_exact_basicaer
from qls.planning.sampling.positions import ONE_CIRCUIT, taken_for_one
from qls.planning.sampling.readers import ORDER, delete_monitor, rewrite_reads, takes_by_place
from qls.planning.sampling.sampler import dropped, primitive_call
from qls.planning.sampling.transpiled import DEVICE, is_untranspiled, keep_levels, runs_as_it_is
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Plan
from qls.semantics.program import Site
from qls.semantics.python.values import Const, Sym, Unknown
from qls.semantics.qiskit.facts import Made
from qls.semantics.qiskit.values import Backend

_FOREIGN_RUN = "It runs on the backend's own `run`, which IBM's computers refuse; with noise, counts may differ."
BESIDE = "AerSimulator of qiskit-aer, which has to be installed, takes BasicAer's place beside IBM's computers."
PASSED_ON = "What comes through ** is given to `run` alone: keywords of `transpile` among it have no effect there."
PRINTED = "The simulator is printed with its method, which qiskit-aer 0.13 left out."
_FURTHEST = ("backend", "aer", "runtime")  # which of several destinations names a fix
_STATES = {"get_statevector", "get_unitary", "data"}  # what qubits that transpile has permuted show in


def sites(group: Group) -> list[Site]:
    """The sites of a group that are to be reported."""
    return [site for site in group.sites if not site.guarded]


def primitive(context: Context, group: Group) -> Outcome:
    """The group on SamplerV2, or why not."""

    instances = {site.qobj for site in group.sites if site.form == "instance"}

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        together = [g for g in context.groups if any(s.qobj in instances for s in g.sites)] if instances else [group]
        sites = [site for each in together for site in each.sites]
        # Each goes where its backend takes it: what reads the results is the same of every V2 primitive.
        chosen = {site.id: choose_sampler(context, site) for site in sites}
        if any(site.guarded for site in sites):
            raise Refusal("the call stands behind a guard for other versions")
        if any(site.submission.saves for site in sites):
            raise Refusal("the circuit saves simulator data, which only the simulator's own run gives")
        beside = list[str]()
        for site in sites:
            destination = chosen[site.id]
            if destination.key != "aer" or site.families != {"basicaer"}:  # that goes to AerSimulator
                _refuse_control_flow(context, site)
            if site.submission.conditional and any(map(is_exact, creations(context, site))):
                raise Refusal("the circuit has gates that depend on a measurement, and its simulator computes states")
            if not site.submission.measured:
                raise Refusal("nothing is measured")
            _refuse_states(context, site)
            primitive_call(context, site, destination, plan)
            for made in creations(context, site) if not destination.made_elsewhere else ():
                renew(context, plan, made, destination.key, told=True)
            beside.append(_renew_beside(context, site, destination, plan))
        guessed = ONE_CIRCUIT if any(map(taken_for_one, sites)) else ""
        changes = [*(each.changes for each in chosen.values()), *beside, guessed]
        changes += [rewrite_reads(context, each, plan) for each in together]
        changes += [_noisier(context, site) for site in sites]
        changes += [_printed(context, site) for site in sites]
        changes += [dropped(context, site, chosen[site.id]) for site in sites]
        changes += [DEVICE for site in sites if is_untranspiled(context, site)]
        for site in sites:
            if site.form == "instance":
                retire_instance(context, site, plan)
        furthest = max((each.key for each in chosen.values()), key=_FURTHEST.index)
        return plan, furthest, " ".join(dict.fromkeys(filter(None, changes)))

    return context.once(("primitive", group.id), make)


def _renew_beside(context: Context, site: Site, destination: Destination, plan: Plan) -> str:
    """A simulator that the program takes in the place of a computer becomes an ``AerSimulator``; what changes by it.

    V: the runtime's SamplerV2 raises AttributeError (of get_edges) for Aer's simulators by the names of old and for
    BasicSimulator (2.6.2).

    Raises:
        Refusal: it is none that this can be said of.
    """
    changes = ""
    for atom in site.backend if destination.made_elsewhere else ():
        made = context.facts.made.get(atom.made) if isinstance(atom, Backend) else None
        if made is None or made.family not in ("aer", "basicaer"):
            continue
        if not (as_aer(context, made) if made.family == "aer" else samples_basicaer(made)):
            raise Refusal("the simulator in the place of a computer is not AerSimulator, or is asked what it is")
        renew(context, plan, made, "aer", told=True)
        if made.family == "basicaer" and not context.environment.has("qiskit-aer"):
            changes = BESIDE
    return changes


def no_control_flow(context: Context, site: Site) -> str:
    """Why gates that depend on a measurement cannot run on the site's backend today; empty where they can."""
    # V: transpile for it raises "The control-flow construct 'if_else' is not supported" (2.6.2).
    if not site.submission.conditional:
        return ""
    if site.families & families.NO_CONTROL_FLOW & families.IDEAL:
        return "the circuit has gates that depend on a measurement, and BasicSimulator runs none"
    if site.families & families.NO_CONTROL_FLOW:
        return "the circuit has gates that depend on a measurement, and GenericBackendV2 may run none"
    made = [each for backend in site.backends if (each := context.facts.made.get(backend.made)) is not None]
    refuses = any(map(is_exact, made)) and not runs_as_it_is(context, site)
    if refuses or any(_is_old_and_stays(context, each) for each in made):
        return "the circuit has gates that depend on a measurement, which transpile refuses for this simulator"
    return ""


def _is_old_and_stays(context: Context, made: Made) -> bool:
    """True for Aer's simulators by the names of old, which know no control flow (V: 2.6.2), where they stay that."""
    names = made.names or {made.name}
    return made.family == "aer" and bool(names & {"qasm_simulator", "QasmSimulator"}) and not as_aer(context, made)


def _refuse_control_flow(context: Context, site: Site) -> None:
    if reason := no_control_flow(context, site):
        raise Refusal(reason)


def _refuse_states(context: Context, site: Site) -> None:
    """
    Raises:
        Refusal: the backend may be one that computes states, whose counts come out otherwise.
    """
    made = creations(context, site)
    unknown = any(each.family == "aer" and not each.name for each in made)
    if not unknown and not any(map(is_exact, made)):
        return
    if "" in site.submission.outcomes or () in site.submission.registers:
        raise Refusal("a circuit may not be measured, and statevector_simulator gives its probabilities as counts then")
    if unknown and "shots" not in site.keywords and site.qobj is None:
        raise Refusal("which simulator this is is not in sight, and some take one shot where none are given")


def _noisier(context: Context, site: Site) -> str:
    """What changes where gates that ``execute`` left alone have noise; empty where nothing does."""
    if site.form not in TRANSPILING_FORMS or "aer" not in site.families:
        return ""
    submitted = submitted_by(context, site, whole=False)
    transpile = dict(submitted.transpile)
    level = transpile.get("optimization_level")
    if isinstance(level, ast.Constant) and level.value == 0:
        return ""
    if "basis_gates" in transpile and "coupling_map" not in transpile:
        return ""  # V: both merge the gates of these
    return NOISY if _is_made_with_noise(context, site) or _is_given_noise(submitted.run.get("noise_model")) else ""


def _passed_on(context: Context, site: Site) -> str:
    """What changes where keywords come through ``**`` from out of sight; empty where none do."""
    return PASSED_ON if submitted_by(context, site, whole=False).rest else ""


def _is_made_with_noise(context: Context, site: Site) -> bool:
    """True where a backend of the site is made of a device, or told a noise model; also where it may be."""
    made = [context.facts.made[backend.made] for backend in site.backends if backend.made in context.facts.made]
    calls = [each.node for each in made]
    calls += [e.node for m in made for e in context.facts.tuned.get(m.id, ()) if isinstance(e.node, ast.Call)]
    told = any(keyword.arg in ("noise_model", None) for call in calls for keyword in call.keywords)
    return told or any(each.through.endswith("from_backend") for each in made)


def _is_given_noise(given: ast.expr | None) -> bool:
    return given is not None and not (isinstance(given, ast.Constant) and given.value is None)


def _printed(context: Context, site: Site) -> str:
    """What changes where a simulator says what it is: one with a method (V: qiskit-aer 0.11 to 0.18), or BasicAer's."""
    for made in creations(context, site):
        if said := named_otherwise(context, made):
            return said
        told = any(keyword.arg == "method" for keyword in made.node.keywords) or made.name.startswith("aer_simulator_")
        asked = {event.what for event in context.facts.asked.get(made.id, ())}
        if told and made.family == "aer" and asked & roles.SAYS_WHAT_IT_IS:
            return PRINTED
    return ""


def _kept_as(context: Context, site: Site, made: Made) -> str:
    """What becomes of a simulator that keeps running: one that can run control flow, where a circuit has some."""
    if made.family == "basicaer" and made.id in context.conditional:
        return "aer"
    old = (made.names or {made.name}) & {"qasm_simulator", "QasmSimulator"}
    return "aer" if site.submission.conditional and made.family == "aer" and old else "keep-running"


def _refuse_control_flow_kept(context: Context, group: Group, site: Site, made: list[Made]) -> str:
    """What changes where AerSimulator takes BasicAer's place, whose circuits may have control flow.

    Raises:
        Refusal: the site's circuit has some, and its simulator runs none; or is told what AerSimulator has not.
    """
    if {_kept_as(context, site, each) for each in made} != {"aer"} or site.families != {"basicaer"}:
        _refuse_control_flow(context, site)
        return ""
    if not submitted_by(context, site).run.keys() <= RUN_OPTIONS:
        raise Refusal("options are given that Aer's simulators have otherwise or not at all")
    installed = "" if context.environment.has("qiskit-aer") else CONDITIONAL.changes
    return " ".join(filter(None, (installed, ORDER if takes_by_place(context, group) else "")))


def _is_foreign(site: Site) -> bool:
    """True for ``execute`` on a backend out of sight, a fake one or one of another provider: not on one of IBM."""
    seen = all(isinstance(atom, (Backend, Sym, Unknown)) for atom in site.backend)  # and no string, or None
    known = families.KEEPS_RUNNING | {"ibm", "several"}
    return site.form == "execute" and bool(site.backend) and seen and not site.families & known


def keep_running(context: Context, group: Group) -> Outcome:
    """The group as it is, on today's Qiskit: ``transpile`` and the simulator's own ``run``."""

    def make() -> tuple[Plan, str, str]:
        plan, installed = Plan(), list[str]()
        for site in group.sites:
            if _is_foreign(site):
                keep_running_call(context, site, plan)
                continue
            made = creations(context, site)
            here = {m.family for m in made}
            if "ibm" in site.families or not here <= families.KEEPS_RUNNING:
                raise Refusal("the backend is no local simulator on every path")
            if any(m.family == "basicaer" and not samples_basicaer(m) for m in made):
                raise Refusal("which simulator of BasicAer this is is not in sight")
            if "basicaer" in here and group.reads_of("job.backend"):
                raise Refusal("the job's backend is read, and BasicSimulator is not what BasicAer's was")
            if any(m.family == "basicaer" and takes_options(context, m) for m in made):
                raise Refusal("BasicAer took no notice of the options that are set, and BasicSimulator does")
            if "basicaer" in here and Const(None) in site.keywords.get("shots", ()):
                raise Refusal("BasicAer took its 1024 shots for None, and BasicSimulator raises TypeError")
            installed.append(_refuse_control_flow_kept(context, group, site, made))
            if site.form == "instance":
                raise Refusal("a QuantumInstance runs nothing today")
            keep_running_call(context, site, plan)
            for m in made:
                renew(context, plan, m, _kept_as(context, site, m), told=True)
        for read in group.reads_of("job.monitor"):
            delete_monitor(context, read, plan)
        if any(use.stage == "result" for use in group.uses) and context.mentions("header"):
            raise Refusal("the header of an experiment is a dictionary today")
        if not (plan.replaced or plan.deleted or plan.moved):
            raise Refusal("it runs as it is")
        exact = [site for site in group.sites if any(read.method in _STATES for read in site.reads)]
        changes = {keep_levels(context, site, plan) for site in exact}
        changes |= {_noisier(context, site) for site in group.sites}
        changes |= {_FOREIGN_RUN if _is_foreign(site) else _printed(context, site) for site in group.sites}
        changes |= {*installed, *(_passed_on(context, site) for site in group.sites)}
        kept = "keep-on-backend" if any(map(_is_foreign, group.sites)) else "keep-running"
        return plan, kept, " ".join(sorted(filter(None, changes)))

    if on_exact_basicaer(context, group):
        return on_aer(context, group)
    return context.once(("keep-running", group.id), make)
