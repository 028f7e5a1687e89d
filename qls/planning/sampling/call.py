"""The call itself: its circuits, its keywords, its backend; and what it becomes where it keeps running."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from qls.catalogue import options
from qls.planning.sampling.backends import creations, is_exact, takes_options
from qls.planning.sampling.named import has_room, name_before, narrowed
from qls.planning.sampling.positions import is_one
from qls.planning.sampling.unpacked import unpacked
from qls.planning.workbench import Context, Refusal, is_simple, unused
from qls.rewriting.names import ANY
from qls.rewriting.plan import Piece, Plan
from qls.semantics.program import Site
from qls.syntax.arguments import names_given, unpacks, unpacks_names

_EXECUTE_ORDER = (
    "experiments backend basis_gates coupling_map backend_properties initial_layout seed_transpiler"
    " optimization_level pass_manager shots memory seed_simulator"
).split()
TRANSPILING_FORMS = ("execute", "instance")
_SETTINGS = {*options.INSTANCE_TRANSPILE, "shots", "seed_simulator", "noise_model"}
_SUBMITTED = {"experiments", "circuits", "run_input", "circuit", "qobj", "backend"}


@dataclass
class Submitted:
    """A site's call, taken apart.

    Attributes:
        circuits: what it runs: the expression, inside any ``assemble``.
        transpile: keywords that ``execute`` gave to ``transpile``, by name.
        run: keywords that reach the simulator, by name.
        idle: keywords that never had an effect and are left out.
        elsewhere: by keyword, what to write for one that comes through ``**``.
        rest: what comes through ``**`` from out of sight.
    """

    circuits: ast.expr
    serial: int
    transpile: dict[str, ast.expr] = field(default_factory=dict)
    run: dict[str, ast.expr] = field(default_factory=dict)
    idle: list[str] = field(default_factory=list)
    assembled: ast.Call | None = None
    elsewhere: dict[str, Piece] = field(default_factory=dict)
    rest: list[ast.expr] = field(default_factory=list)


def submitted_by(context: Context, site: Site, *, whole: bool = True) -> Submitted:
    """The call's circuits and keywords.

    Args:
        whole: what comes through ``**`` has to be in sight.

    Raises:
        Refusal: they cannot all be seen, or one has no counterpart today.
    """
    node = site.node
    if site.circuits is None or unpacks(node):
        raise Refusal("the circuits are passed in a way that cannot be seen")
    submitted = Submitted(site.circuits, site.id[0])
    given = _given(context, site)
    _take_unpacked(context, site, submitted, given, whole=whole)
    if site.form == "instance":
        _take_settings(context, site, submitted, given)
    else:
        _unwrap_assemble(context, site, submitted, given)
    for name, value in given.items():
        if not _is_none(value):  # None was every keyword's default
            _sort(site, submitted, name, value)
    return submitted


def _take_unpacked(
    context: Context, site: Site, submitted: Submitted, given: dict[str, ast.expr], *, whole: bool
) -> None:
    """What comes through ``**`` counts as keywords of the call."""
    if not unpacks_names(site.node):
        return
    try:
        found = unpacked(context, site)
    except Refusal:
        if whole or site.form != "execute":
            raise
        submitted.rest = [keyword.value for keyword in site.node.keywords if keyword.arg is None]
        return
    if found.keys() & _SUBMITTED:
        raise Refusal("the circuits are passed in a way that cannot be seen")
    submitted.elsewhere = {name: piece for name, (_, piece) in found.items()}
    given.update({name: value for name, (value, _) in found.items()})


def _given(context: Context, site: Site) -> dict[str, ast.expr]:
    """What the call is given beside its circuits and its backend, by name."""
    node = site.node
    given = {name: value for name, value in names_given(node).items() if name not in _SUBMITTED}
    if site.form == "execute":
        if isinstance(node.func, ast.Name) and node.func.id not in context.imported and "*" not in context.imported:
            raise Refusal("execute is called by another name, whose assignment would stay")
        for name, value in list(zip(_EXECUTE_ORDER, node.args, strict=False))[2:]:
            given[name] = value
        if len(node.args) > len(_EXECUTE_ORDER):
            raise Refusal("too many positional arguments")
    elif len(node.args) > 1:
        raise Refusal("run is given more than its circuits by position")
    return given


def _sort(site: Site, submitted: Submitted, name: str, value: ast.expr) -> None:
    """A keyword is one of ``transpile`` or of ``run``."""
    if name in options.EXECUTE_TRANSPILE and site.form in TRANSPILING_FORMS:
        if name in options.TRANSPILE_REMOVED and name != "scheduling_method":
            raise Refusal(f"{name} has no counterpart: {options.TRANSPILE_REMOVED[name]}")
        submitted.transpile[name] = value
    elif name in options.EXECUTE_DROPPED and site.form == "execute":
        raise Refusal(f"{name} has no counterpart since pulse was removed")
    else:
        submitted.run[name] = value


def _take_settings(context: Context, site: Site, submitted: Submitted, given: dict[str, ast.expr]) -> None:
    """The settings of the QuantumInstance count as keywords of its ``execute``."""
    node = next((event.node for event in context.facts.called.get(site.qobj or site.id, ())), None)
    if node is None or given or len(node.args) > 2 or unpacks(node):
        raise Refusal("how the QuantumInstance is made cannot be seen")
    settings = {name: value for name, value in names_given(node).items() if name != "backend"}
    if len(node.args) > 1:
        settings["shots"] = node.args[1]
    for name, value in settings.items():
        _refuse_setting(context, name, value)
        given[name] = value
    submitted.assembled = node


def _refuse_setting(context: Context, name: str, value: ast.expr) -> None:
    """Refuse a setting that means nothing today, or whose value may be another where the circuits are run."""
    names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
    if not is_simple(value) or any(context.binds(each) > 1 for each in names):
        raise Refusal(f"{name} of the QuantumInstance is computed elsewhere")
    if name in options.INSTANCE_DROPPED or name not in _SETTINGS:
        raise Refusal(f"{name} of the QuantumInstance has no counterpart")


def _unwrap_assemble(context: Context, site: Site, submitted: Submitted, given: dict[str, ast.expr]) -> None:
    """The options that ``assemble`` wrote into its Qobj count as keywords of ``run``."""
    if site.qobj is None:
        return
    called = context.facts.called.get(site.qobj, ())
    node = next((event.node for event in called if event.name == "qiskit.assemble"), None)
    if node is None or not node.args or unpacks_names(node):
        raise Refusal("what assemble was given cannot be seen")
    if len(node.args) > 2 or unpacks(node):
        raise Refusal("assemble is given more than circuits and a backend by position")
    for keyword in node.keywords:
        if keyword.arg in ("shots", "memory", "seed_simulator", "parameter_binds"):
            # run's own options win over those of the Qobj only where they are given.
            if keyword.arg not in given:
                _refuse_option(context, site, keyword)
                given[keyword.arg] = keyword.value
        elif keyword.arg != "backend":
            raise Refusal(f"{keyword.arg} of assemble has no counterpart")
    submitted.assembled = node


def _refuse_option(context: Context, site: Site, keyword: ast.keyword) -> None:
    """Refuse an option of ``assemble`` whose value may be another where the Qobj is run."""
    assert site.qobj is not None
    if site.qobj[0] != site.id[0] and not is_simple(keyword.value):
        raise Refusal(f"{keyword.arg} of assemble is computed elsewhere")
    if keyword.arg == "parameter_binds" and not _unchanged_until_run(context, site, keyword.value):
        raise Refusal("the values of assemble's parameter_binds may change before the run")


def circuits_piece(context: Context, site: Site, submitted: Submitted) -> Piece:
    return context.span(submitted.serial, submitted.circuits)


def drop_assemble(context: Context, plan: Plan, site: Site, submitted: Submitted) -> None:
    """``assemble(circuits, …)`` gives way to its circuits."""
    if submitted.assembled is None or site.qobj is None or site.form == "instance":
        return
    for event in context.facts.asked.get(site.qobj, ()):
        raise Refusal(f"the Qobj is read beside its run ({event.what.rpartition(':')[2]}), and a circuit is none")
    span = context.span(site.qobj[0], submitted.assembled)
    circuits = submitted.assembled.args[0]
    pieces: list[Piece] = [context.span(site.qobj[0], circuits)]
    if not _unchanged_until_run(context, site, circuits):
        # A Qobj was a copy: what happens to the circuit behind it must not reach the run.
        if not is_one(site):
            raise Refusal("the circuits may change between assemble and run")
        pieces.append(".copy()")
    plan.replace(span, *pieces)
    context.release(plan, submitted.assembled.func)
    _drop_unread(context, plan)


def _drop_unread(context: Context, plan: Plan) -> None:
    """``name = assemble(circuits, …)`` goes as well where nothing reads the name: it had no effect."""
    context.watch("assemble")
    for id, events in context.facts.called.items():
        node = next((each.node for each in events if each.name == "qiskit.assemble" and not each.guarded), None)
        if node is None or not all(map(is_simple, (*node.args, *(keyword.value for keyword in node.keywords)))):
            continue
        statement = context.statement(id, node)
        if not isinstance(statement, ast.Assign) or statement.value is not node or len(statement.targets) > 1:
            continue
        target, around = statement.targets[0], context.program.parents(id[0]).get(statement)
        if isinstance(target, ast.Name) and not isinstance(around, ast.ClassDef) and not context.is_read(target.id):
            plan.deleted.add(context.span(id[0], statement))
            context.release(plan, node.func)


def _unchanged_until_run(context: Context, site: Site, circuits: ast.expr) -> bool:
    """True where nothing between ``assemble`` and ``run`` mentions the circuits."""
    assert site.qobj is not None
    if not isinstance(circuits, (ast.Name, ast.Attribute, ast.Subscript)):
        return True  # made on the spot
    made = next(event.node for event in context.facts.called[site.qobj] if event.name == "qiskit.assemble")
    first, last = context.statement(site.qobj, made), context.statement(site.id, site.node)
    if first is last:
        return True
    between = _between(context, site, first, last)
    names = {part.id for part in ast.walk(circuits) if isinstance(part, ast.Name)}
    for name in names:
        context.loads(name)  # an edit that mentions it elsewhere may change the answer
    return between is not None and not any(
        isinstance(part, ast.Name) and part.id in names for statement in between for part in ast.walk(statement)
    )


def _between(context: Context, site: Site, first: ast.stmt, last: ast.stmt) -> list[ast.stmt] | None:
    """The statements from one to another of the same block; None where they are not of one block."""
    assert site.qobj is not None
    context.watch(ANY)  # whatever comes between
    if site.qobj[0] == site.id[0]:
        return _between_in_block(context.program.parents(site.id[0]).get(first), first, last)
    program = context.program
    module, other = program.tree(site.qobj[0]).module, program.tree(site.id[0]).module
    if module is None or other is None or first not in module.body or last not in other.body:
        return None
    start, end = program.index(site.qobj[0]), program.index(site.id[0])
    trees = [statement.meant.module for statement in program.source.statements[start + 1 : end]]
    return [node for tree in trees if tree is not None for node in tree.body] if start < end else None


def _between_in_block(parent: ast.AST | None, first: ast.stmt, last: ast.stmt) -> list[ast.stmt] | None:
    for block in ("body", "orelse", "finalbody"):
        found = getattr(parent, block, None)
        if isinstance(found, list) and first in found and last in found:
            return found[found.index(first) + 1 : found.index(last)]
    return None


def transpile_pieces(
    context: Context, site: Site, submitted: Submitted, backend: list[Piece], circuits: list[Piece]
) -> list[Piece]:
    """``transpile(circuits, backend, optimization_level=1, …)``: the step that ``execute`` did silently."""
    transpile = context.symbol("qiskit", "transpile", site.node.func if site.form == "execute" else None)
    keywords = dict(submitted.transpile)
    pieces: list[Piece] = [transpile, "(", *circuits, ", "]
    if "coupling_map" in keywords and "basis_gates" not in keywords:
        # transpile of 2.x refuses a coupling map beside a simulator's three-qubit gates; execute unrolled them.
        pieces.append('basis_gates=["u", "cx"]')
    elif is_repeated(context, site) and site.families == {"aer"} and not {"basis_gates", "coupling_map"} & {*keywords}:
        # Given the backend, transpile of 2.x asks Aer for its target 158 times over, 230 ms of processor time a
        # call on one qubit; given the target, 19 ms.
        pieces += ["target=", *backend, ".target"]
    else:
        pieces += backend
    if "optimization_level" not in keywords:
        pieces.append(f", optimization_level={options.EXECUTE_OPTIMIZATION_LEVEL}")
    for name, value in keywords.items():
        pieces += [f", {name}=", written(context, site, submitted, name, value)]
    return [*pieces, ")"]


def retire_instance(context: Context, site: Site, plan: Plan) -> None:
    """The statement that makes the QuantumInstance goes.

    Raises:
        Refusal: something else needs it.
    """
    assert site.qobj is not None
    node = context.facts.called[site.qobj][0].node
    statement = context.statement(site.qobj, node)
    context.release(plan, node.func)
    if statement is context.statement(site.id, site.node):
        return  # it is made on the spot
    if not (
        isinstance(statement, ast.Assign)
        and statement.value is node
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
        and unused(context, plan, statement.targets[0].id)
    ):
        raise Refusal("the QuantumInstance is used for something else too")
    plan.deleted.add(context.span(site.qobj[0], statement))


def is_repeated(context: Context, site: Site) -> bool:
    """True where the call may run many times: in a loop, a function, a comprehension."""
    return any(isinstance(parent, _REPEATED) for parent in context.program.lineage(site.id[0], site.node))


_REPEATED = (
    ast.For,
    ast.While,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ListComp,
    ast.GeneratorExp,
    ast.DictComp,
    ast.SetComp,
)


def backend_pieces(context: Context, site: Site, plan: Plan) -> tuple[list[Piece], bool]:
    """The backend's expression, and whether it makes the backend on the spot.

    Raises:
        Refusal: it would have to be evaluated twice and may do something.
    """
    node = site.backend_node
    if node is None:
        raise Refusal("what the circuits run on cannot be seen at the call")
    span = context.span(site.id[0] if site.form != "instance" or site.qobj is None else site.qobj[0], node)
    if is_simple(node):
        return [span], False
    made = context.made_by(node)
    if made is None and site.form in TRANSPILING_FORMS:
        if site.form != "execute" or not has_room(context, site, node):
            raise Refusal("the backend's expression would be evaluated twice")
        return [name_before(context, site, plan, "backend", [span])], False
    return [span], made is not None


def named_backend(context: Context, site: Site, plan: Plan, backend: list[Piece]) -> list[Piece]:
    """A variable for a backend that is made on the spot and would be made twice, where there is room for one."""
    node = site.backend_node
    if site.form != "execute" or node is None or not has_room(context, site, node):
        return backend
    return [name_before(context, site, plan, "backend", backend)]


def written(context: Context, site: Site, submitted: Submitted, name: str, value: ast.expr) -> Piece:
    """What to write for the value of a keyword."""
    return submitted.elsewhere.get(name) or context.span(statement_of(site, submitted, value), value)


def statement_of(site: Site, submitted: Submitted, value: ast.expr) -> int:
    """The statement that holds a keyword's value: the site's, or the one with ``assemble`` or the settings."""
    if submitted.assembled is None or site.qobj is None:
        return site.id[0]
    inside = any(part is value for part in ast.walk(submitted.assembled))
    return site.qobj[0] if inside else site.id[0]


def plain_simulator(context: Context, site: Site) -> bool:
    """True for ``AerSimulator()`` with nothing set: what ``SamplerV2()`` runs on anyway."""
    made = context.made_by(site.backend_node)
    if made is None or any(keyword.arg != "name" for keyword in made.node.keywords):
        return False
    return made.name in ("qasm_simulator", "aer_simulator", "QasmSimulator") or (
        made.name == "AerSimulator" and not made.node.args and made.through == "qiskit_aer.AerSimulator"
    )


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _has_shots(context: Context, site: Site) -> bool:
    """True where the backend may have a number of shots of its own."""
    made = creations(context, site)
    told = any(keyword.arg in ("shots", None) for each in made for keyword in each.node.keywords)
    return told or any(takes_options(context, each) or is_exact(each) for each in made)


def keep_running_call(context: Context, site: Site, plan: Plan) -> None:
    """Add to ``plan`` the call on ``backend.run``: what ``execute`` did, in the open.

    Raises:
        Refusal: the call cannot be written so.
    """
    submitted = submitted_by(context, site, whole=False)
    backend, inline = backend_pieces(context, site, plan)
    drop_assemble(context, plan, site, submitted)
    span = context.span(site.id[0], site.node)
    circuits: list[Piece] = []
    if site.form == "execute":
        context.release(plan, site.node.func)
        backend = named_backend(context, site, plan, backend) if inline else backend
        circuits = transpile_pieces(context, site, submitted, backend, [circuits_piece(context, site, submitted)])
        pieces: list[Piece] = [*backend, ".run("]
    elif submitted.assembled is not None:
        pieces = [*backend, ".run(", circuits_piece(context, site, submitted)]
        if "shots" not in submitted.run and _has_shots(context, site):
            pieces.append(f", shots={options.EXECUTE_SHOTS}")  # which assemble wrote into its Qobj
    else:
        return
    if "parameter_binds" in submitted.run and (submitted.assembled is not None or site.families != {"aer"}):
        raise Refusal("parameter_binds held single values, which today's run takes in lists or not at all")
    for name, value in submitted.run.items():
        pieces += [f", {name}=", written(context, site, submitted, name, value)]
    for value in submitted.rest:
        pieces += [", **", context.span(site.id[0], value)]
    at = len(backend) + 1
    plan.replace(span, *narrowed(context, site, plan, pieces[:at], circuits, [*pieces[at:], ")"]))
