"""Backends: where they came from, which destination takes them, and how their creation is brought up to date."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from qls.catalogue import options, roles
from qls.catalogue.families import FAMILIES, FOREIGN, WRAPPED
from qls.planning.sampling.sight import unknown_backend
from qls.planning.workbench import Context, Refusal
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.python.values import Value
from qls.semantics.qiskit.facts import Called, Made, Tuned
from qls.semantics.qiskit.values import Backend
from qls.syntax.arguments import names_given, unpacks_names


class RunsOn(Protocol):
    """What runs on a backend: a site, or a sampler of opflow."""

    @property
    def backend(self) -> Value:
        """Every backend that it can run on."""

    @property
    def families(self) -> frozenset[str]:
        """Their families; ``unknown`` for what is not known to be one."""


@dataclass(frozen=True)
class Destination:
    """Where a group's sampling goes.

    Attributes:
        key: ``aer`` (qiskit_aer's SamplerV2), ``backend`` (BackendSamplerV2), ``runtime``.
        changes: what changes there in the program's answer; empty where nothing does.
        shots: taken where none are given, other than by the destination itself.
        made_elsewhere: the backend is not the program's to make: its creation stays as it is.
    """

    key: str
    changes: str = ""
    shots: int | None = None
    made_elsewhere: bool = False


AER = Destination("aer")
BACKEND = Destination("backend")
_RUNTIME = Destination("runtime", shots=options.EXECUTE_SHOTS)  # its own default is 4096
_IBM = Destination(
    "runtime",
    "It runs on IBM's service through qiskit-ibm-runtime; the account and the backend's name are yours to bring up to"
    " date.",
    options.EXECUTE_SHOTS,
    made_elsewhere=True,
)
# What its mode= takes in the place of a computer, BasicAer's as an AerSimulator (V: runtime 0.51).
_BESIDE_IBM = {"ibm", "aer", "fake", "generic", "basicaer"}
# V: level 1 of 0.45.3 leaves h, t, h to a simulator as they are, that of 2.6.2 makes one gate of them; and swaps
# that a coupling map asks for come elsewhere.
NOISY = "Transpile of today merges more gates than execute did and routes otherwise: with noise, counts differ."
FAKE = Destination("backend", NOISY)
# V: transpile for BasicSimulator raises "The control-flow construct 'if_else' is not supported" (2.6.2).
CONDITIONAL = Destination(
    "aer",
    "It runs on AerSimulator of qiskit-aer, which has to be installed: Qiskit's BasicSimulator runs no gates that"
    " depend on a measurement.",
)


NAMED = "Another simulator takes the place of BasicAer's: its name, and what is printed of it, is another one."
_NAMED = {"name", "printed", "argument:str", "argument:repr", "argument:format", "argument:.format"}
_SAME_ANSWER = {"run", "options", "set_options"}
RUN_OPTIONS = frozenset({"shots", "memory", "seed_simulator"})


def creations(context: Context, site: RunsOn) -> list[Made]:
    """The calls that made the site's backend; none for a computer of IBM's that no call of a provider gave.

    Raises:
        Refusal: some of them are not in sight.
    """
    if not site.backend:
        raise Refusal("no backend is given")
    found = []
    for atom in site.backend:
        made = context.facts.made.get(atom.made) if isinstance(atom, Backend) else None
        if made is not None:
            found.append(made)
        elif not (isinstance(atom, Backend) and atom.family == "ibm"):  # a computer is not the program's to make
            raise Refusal("where the backend comes from is not in sight")
    return sorted(found, key=lambda made: made.id)


def is_exact(made: Made) -> bool:
    """True for a backend that computes the state or unitary and is no sampler, or may be one of these."""
    names = made.names or {made.name}
    return bool(names & (roles.EXACT_STATE | roles.EXACT_UNITARY) - roles.SAMPLING_METHODS.keys())


def samples_basicaer(made: Made) -> bool:
    """True for the simulator of BasicAer that samples, whose place BasicSimulator takes."""
    return (made.names or {made.name}) <= {"qasm_simulator", "QasmSimulatorPy"}


def choose_sampler(context: Context, site: Site) -> Destination:
    """Where a call's counts come from: as ``choose``, and the backend itself where nothing else gives the same.

    Raises:
        Refusal: no destination is known to give the same counts.
    """
    if (itself := _backend_itself(context, site)) is not None:
        return itself
    if _is_conditional_on_basicaer(context, site) and context.destination in ("auto", "aer"):
        return AER if context.environment.has("qiskit-aer") else CONDITIONAL
    if "ibm" in site.families <= _BESIDE_IBM and context.destination in ("auto", "runtime"):
        _refuse_retired(site)
        return _IBM
    if site.families and site.families <= FOREIGN:
        raise Refusal(FAMILIES[min(site.families)].because)
    if "ibm" not in site.families and (unknown := unknown_backend(context, site)):
        raise Refusal(unknown)
    return choose(context, site)


def _backend_itself(context: Context, site: Site) -> Destination | None:
    """BackendSamplerV2, for a backend whose counts no other primitive gives; None where others may."""
    kept = site.form != "instance" and context.destination in ("auto", "backend")
    if not kept or site.families not in ({"aer"}, {"fake"}):
        return None
    made = creations(context, site)
    if any(each.id in context.facts.tuned for each in made):
        return None
    if all(each.name in roles.SAMPLING_STATES for each in made):
        # assemble wrote 1024 shots into its Qobj; without it, such a simulator takes one.
        return BACKEND if site.qobj is not None else Destination("backend", shots=1)
    # What execute did with a circuit for a backend with a coupling map, transpile of today does otherwise.
    if all(map(_is_fake_of_today, made)):
        return BACKEND if site.form == "run" else FAKE
    return None


def _is_conditional_on_basicaer(context: Context, site: Site) -> bool:
    """True where BasicAer's simulator that samples runs conditional gates, here or at another site that shares it."""
    if site.families != {"basicaer"}:
        return False
    return all(samples_basicaer(made) and made.id in context.conditional for made in creations(context, site))


def _is_fake_of_today(made: Made) -> bool:
    """True for a fake backend of qiskit_ibm_runtime, with its noise of today."""
    return made.through.startswith("qiskit_ibm_runtime.fake_provider.") and made.name.endswith("V2")


def choose(context: Context, site: RunsOn) -> Destination:
    """Where this site's sampling goes: by its backend's origin, what is installed, and the setting.

    Raises:
        Refusal: no destination is known to give the same counts.
    """
    _refuse_retired(site)
    if "ibm" in site.families and context.destination in ("auto", "runtime"):
        if site.families <= {"ibm", "aer", "fake"}:
            return _IBM  # its mode= takes a computer and a simulator alike (V: runtime 0.51)
        raise Refusal("the backend is a computer of IBM on one path and something unknown on another")
    made = creations(context, site)
    family = _only_family(made) if made else "ibm"
    if any(_counts_otherwise(context, each) for each in made):
        raise Refusal("the backend's options are changed after it is made")
    if family == "aer" and context.destination in ("auto", "aer", "runtime") and all(as_aer(context, m) for m in made):
        return _RUNTIME if context.destination == "runtime" else AER
    if family == "generic" and context.destination == "runtime":
        return _RUNTIME
    if family not in WRAPPED or context.destination == "runtime":
        raise Refusal(f"no destination {context.destination} for a backend of {family}")
    if family == "basicaer" and not all(map(samples_basicaer, made)):
        raise Refusal("which simulator of BasicAer this is is not in sight")
    return BACKEND


def _refuse_retired(site: RunsOn) -> None:
    known = [atom for atom in site.backend if isinstance(atom, Backend)]
    if any(atom.family == "ibm" and atom.name in roles.CLOUD_SIMULATORS for atom in known):
        raise Refusal("IBM's simulators in the cloud are retired: AerSimulator has to take its place first (QLS205)")


def _only_family(made: list[Made]) -> str:
    """The family of the backends, of which each can be sampled.

    Raises:
        Refusal: they are of several, or are not sampled by a primitive that gives the same.
    """
    found = {each.family for each in made}
    if any(map(is_exact, made)):
        raise Refusal("the backend computes an exact state and is no sampler")
    if len(found) > 1 or found == {"several"}:
        raise Refusal("the backend is a simulator on one path and something else on another")
    family = found.pop()
    if family in FAMILIES and (because := FAMILIES[family].because):
        raise Refusal(because)
    return family


def _counts_otherwise(context: Context, made: Made) -> bool:
    """True where options are set on the backend that count in its runs and that no sampler gives it anew."""
    own = made.family == "basicaer" and _sampler_gives_its_own(context, made)
    return takes_options(context, made) and not own


def _is_idle(event: Tuned) -> bool:
    """True for ``backend.shots = 512``: an attribute of the object, which no run of a simulator reads (V: 0.45)."""
    return isinstance(event.node, ast.Attribute) and not event.direct and event.node.attr in RUN_OPTIONS


def takes_options(context: Context, made: Made) -> bool:
    """True where options that are set on the backend count in its runs.

    V: BasicAer's simulators took no notice of theirs (0.45.3), BasicSimulator does (2.6.2).
    """
    return any(not _is_idle(event) for event in context.facts.tuned.get(made.id, ()))


def _sampler_gives_its_own(context: Context, made: Made) -> bool:
    """True where only options are set on the backend that a sampler gives it anew in every run (V: 2.6.2)."""
    names: set[str | None] = set()
    for event in context.facts.tuned.get(made.id, ()):
        if isinstance(event.node, ast.Attribute):
            names.add(event.node.attr)
        elif isinstance(event.node, ast.Call) and not event.node.args:
            names |= {keyword.arg for keyword in event.node.keywords}
        else:
            names.add(None)
    return names <= RUN_OPTIONS


def as_aer(context: Context, made: Made) -> bool:
    """True where the creation is, or can become, ``AerSimulator(...)`` with the same defaults."""
    if made.through == "qiskit_aer.AerSimulator" or made.name == "AerSimulator":
        return True
    given = [*made.node.args, *made.node.keywords]
    by_name = made.through == "get_backend" and all(keyword.arg == "name" for keyword in made.node.keywords)
    if made.name not in roles.AER_SIMULATORS or (made.node.keywords and not by_name) or len(given) > 1:
        return False
    if made.through != "get_backend" and made.node.args:
        return False
    return made.id not in context.facts.asked


def renew(context: Context, plan: Plan, made: Made, destination: str, *, told: bool = False) -> None:
    """Add to ``plan`` what makes the backend's creation run today.

    Args:
        destination: ``aer`` and ``runtime`` want an ``AerSimulator``; else the same simulator from where it is now.
        told: what ``named_otherwise`` says is told.
    """
    span = context.span(made.id[0], made.node)
    if made.family == "basicaer":
        _refuse_asked(context, made, told=told)
        if named_otherwise(context, made):
            names_as_attributes(context, plan, "basicaer")
    if made.family == "basicaer" and destination == "aer":
        context.release(plan, made.node.func)
        plan.replace(span, Symbol("qiskit_aer", "AerSimulator"), "()")
    elif made.family == "basicaer":
        context.release(plan, made.node.func)
        plan.replace(span, Symbol("qiskit.providers.basic_provider", "BasicSimulator"), "()")
    elif made.family == "aer" and destination in ("aer", "runtime"):
        if made.name in roles.AER_SIMULATORS and made.name != "AerSimulator":
            method = roles.AER_SIMULATORS[made.name]
            context.release(plan, made.node.func)
            arguments = f'(method="{method}")' if method else "()"
            plan.replace(span, Symbol("qiskit_aer", "AerSimulator"), arguments)
        else:
            move_import(context, plan, made)
    elif made.family == "aer":
        move_import(context, plan, made)


def named_otherwise(context: Context, made: Made) -> str:
    """What changes where BasicAer's simulator says what it is; empty where it does not."""
    asked = {event.what for event in context.facts.asked.get(made.id, ())} if made.family == "basicaer" else set()
    return NAMED if asked & _NAMED else ""


def _refuse_asked(context: Context, made: Made, *, told: bool) -> None:
    """
    Raises:
        Refusal: BasicAer's simulator is asked something that the one in its place answers otherwise, or not at all.
    """
    # V: BasicSimulator's name is an attribute and another one, and it has no configuration() and no status() (2.6.2).
    for event in context.facts.asked.get(made.id, ()):
        if told and event.what in _NAMED:
            continue
        if event.what in roles.SAYS_WHAT_IT_IS:
            raise Refusal("the backend itself is printed, and BasicSimulator prints otherwise")
        if event.what not in _SAME_ANSWER:
            raise Refusal(f"the backend's {event.what} is read, which BasicSimulator answers otherwise or not at all")


def methods_called(context: Context) -> Iterator[tuple[Called, str]]:
    """The calls of methods of backends, each with the family of what it is called of; empty where that is several."""
    for events in context.facts.called.values():
        for event in events:
            if event.name.startswith("backend."):
                atoms = [atom for each in event.arguments for atom in each]
                families = {atom.family if isinstance(atom, Backend) else "" for atom in atoms}
                yield event, families.pop() if len(families) == 1 else ""


def names_as_attributes(context: Context, plan: Plan, family: str) -> None:
    """``backend.name()`` becomes ``backend.name``: of a ``BackendV2`` it is a string.

    Raises:
        Refusal: one of the calls cannot be edited.
    """
    for event, of in methods_called(context):
        func = event.node.func
        if event.name == "backend.name" and of == family and isinstance(func, ast.Attribute) and not event.node.args:
            plan.replace(context.span(event.id[0], event.node), context.span(event.id[0], func))


def move_import(context: Context, plan: Plan, made: Made) -> None:
    """``Aer`` and the simulators are imported from ``qiskit_aer``, where they come from somewhere older."""
    base = made.node.func
    while isinstance(base, (ast.Attribute, ast.Call)):
        inner = base.value if isinstance(base, ast.Attribute) else base.func
        if isinstance(base, ast.Attribute) and isinstance(inner, ast.Name):
            _move_through_module(context, plan, made, base)
            return
        base = inner
    if isinstance(base, ast.Name):
        _move_name(context, plan, base.id)


def _move_name(context: Context, plan: Plan, local: str) -> None:
    for event in context.imported.get(local, ()):
        name = roles.canonical(event.name)
        if not event.guarded and event.name != name and name.startswith("qiskit_aer."):
            plan.moved[local] = ("qiskit_aer", name.rpartition(".")[2])
        elif event.name == "qiskit.Aer":
            plan.moved[local] = ("qiskit_aer", "Aer")
    stars = {event.name for event in context.imported.get("*", ())}
    if local == "Aer" and local not in context.imported and "qiskit" in stars:
        if context.in_broken(local):
            raise Refusal(f"a statement that does not parse has the word {local}")
        for span in context.loads(local):
            plan.replaced.setdefault(span, (Symbol("qiskit_aer", "Aer"),))


def _move_through_module(context: Context, plan: Plan, made: Made, node: ast.Attribute) -> None:
    """``qk.Aer.get_backend``: the name ``qk.Aer`` gives way to one that is imported."""
    if not isinstance(node.value, ast.Name):
        return
    id = (made.id[0], node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
    named = context.facts.named.get(id)
    if named is not None and named.name == "qiskit.Aer":
        plan.replace(context.span(made.id[0], node), Symbol("qiskit_aer", "Aer"))
        return
    _move_name(context, plan, node.value.id)


def carried_options(context: Context, site: RunsOn) -> dict[str, str]:
    """Options given where the backend was made that a primitive has to be told again.

    Raises:
        Refusal: an option is there whose value cannot be written at the call.
    """
    each = [_carried(made) for made in creations(context, site)]
    if any(other != each[0] for other in each):
        raise Refusal("the backend is made with other options on another path")
    return each[0] if each else {}


def _carried(made: Made) -> dict[str, str]:
    found: dict[str, str] = {}
    if unpacks_names(made.node):
        raise Refusal("the backend is made with options that cannot be seen")
    for name, value in names_given(made.node).items():
        if name not in ("shots", "seed_simulator"):
            continue
        if not isinstance(value, ast.Constant):
            raise Refusal(f"the backend is made with {name}, which SamplerV2 does not take from it")
        found[name] = repr(value.value)
    return found
