"""The call itself: its circuits, its keywords, and what it becomes."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from qls.catalogue import options
from qls.planning.sampling.backends import Destination, carried_options, creations, is_exact, takes_options
from qls.planning.sampling.positions import is_one
from qls.planning.sampling.sight import unknown_circuits
from qls.planning.sampling.transpiled import is_untranspiled
from qls.planning.workbench import Context, Refusal, is_simple, unused
from qls.rewriting.names import ANY
from qls.rewriting.plan import New, Piece, Plan, Symbol
from qls.semantics.arithmetic import is_real
from qls.semantics.facts import POINTS, SWEEP
from qls.semantics.program import Site
from qls.semantics.values import Value
from qls.syntax.text import Range

_EXECUTE_ORDER = (
    "experiments backend basis_gates coupling_map backend_properties initial_layout seed_transpiler"
    " optimization_level pass_manager shots memory seed_simulator"
).split()
TRANSPILES = ("execute", "instance")
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
    """

    circuits: ast.expr
    serial: int
    transpile: dict[str, ast.expr] = field(default_factory=dict)
    run: dict[str, ast.expr] = field(default_factory=dict)
    idle: list[str] = field(default_factory=list)
    assembled: ast.Call | None = None


def take_apart(context: Context, site: Site) -> Submitted:
    """The call's circuits and keywords.

    Raises:
        Refusal: they cannot all be seen, or one has no counterpart today.
    """
    node = site.node
    if site.circuits is None or any(isinstance(a, ast.Starred) for a in node.args):
        raise Refusal("the circuits are passed in a way that cannot be seen")
    if any(keyword.arg is None for keyword in node.keywords):
        raise Refusal("keywords are passed through **, so where they belong cannot be seen")
    submitted = Submitted(site.circuits, site.id[0])
    given: dict[str, ast.expr] = {k.arg: k.value for k in node.keywords if k.arg not in _SUBMITTED}  # type: ignore[misc]
    if site.form == "execute":
        if isinstance(node.func, ast.Name) and node.func.id not in context.imported and "*" not in context.imported:
            raise Refusal("execute is called by another name, whose assignment would stay")
        for name, value in list(zip(_EXECUTE_ORDER, node.args, strict=False))[2:]:
            given[name] = value
        if len(node.args) > len(_EXECUTE_ORDER):
            raise Refusal("too many positional arguments")
    elif len(node.args) > 1:
        raise Refusal("run is given more than its circuits by position")
    if site.form == "instance":
        _take_settings(context, site, submitted, given)
    else:
        _unwrap_assemble(context, site, submitted, given)
    for name, value in given.items():
        if _is_none(value):
            continue  # None was every keyword's default
        if name in options.EXECUTE_TRANSPILE and site.form in TRANSPILES:
            if name in options.TRANSPILE_REMOVED and name != "scheduling_method":
                raise Refusal(f"{name} has no counterpart: {options.TRANSPILE_REMOVED[name]}")
            submitted.transpile[name] = value
        elif name in options.EXECUTE_DROPPED and site.form == "execute":
            raise Refusal(f"{name} has no counterpart since pulse was removed")
        else:
            submitted.run[name] = value
    return submitted


def _take_settings(context: Context, site: Site, submitted: Submitted, given: dict[str, ast.expr]) -> None:
    """The settings of the QuantumInstance count as keywords of its ``execute``."""
    node = next((event.node for event in context.facts.called.get(site.qobj or site.id, ())), None)
    if node is None or given or len(node.args) > 2 or any(isinstance(a, ast.Starred) for a in node.args):
        raise Refusal("how the QuantumInstance is made cannot be seen")
    settings = {k.arg: k.value for k in node.keywords if k.arg not in (None, "backend")}
    if len(node.args) > 1:
        settings["shots"] = node.args[1]
    for name, value in settings.items():
        names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
        if not is_simple(value) or any(context.binds(each) > 1 for each in names):
            raise Refusal(f"{name} of the QuantumInstance is computed elsewhere")
        if name in options.INSTANCE_DROPPED or name not in _SETTINGS:
            raise Refusal(f"{name} of the QuantumInstance has no counterpart")
        given[str(name)] = value
    submitted.assembled = node


def _unwrap_assemble(context: Context, site: Site, submitted: Submitted, given: dict[str, ast.expr]) -> None:
    if site.qobj is None:
        return
    called = context.facts.called.get(site.qobj, ())
    node = next((event.node for event in called if event.name == "qiskit.assemble"), None)
    if node is None or not node.args or any(k.arg is None for k in node.keywords):
        raise Refusal("what assemble was given cannot be seen")
    if len(node.args) > 2 or any(isinstance(a, ast.Starred) for a in node.args):
        raise Refusal("assemble is given more than circuits and a backend by position")
    for keyword in node.keywords:
        if keyword.arg in ("shots", "memory", "seed_simulator", "parameter_binds"):
            # run's own options win over those of the Qobj only where they are given.
            if keyword.arg not in given:
                if site.qobj[0] != site.id[0] and not is_simple(keyword.value):
                    raise Refusal(f"{keyword.arg} of assemble is computed elsewhere")
                if keyword.arg == "parameter_binds" and not _unchanged_until_run(context, site, keyword.value):
                    raise Refusal("the values of assemble's parameter_binds may change before the run")
                given[keyword.arg] = keyword.value
        elif keyword.arg != "backend":
            raise Refusal(f"{keyword.arg} of assemble has no counterpart")
    submitted.assembled = node


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
    program = context.program
    if site.qobj[0] == site.id[0]:
        parent = program.parents(site.id[0]).get(first)
        for block in ("body", "orelse", "finalbody"):
            found = getattr(parent, block, None)
            if isinstance(found, list) and first in found and last in found:
                return found[found.index(first) + 1 : found.index(last)]
        return None
    module, other = program.tree(site.qobj[0]).module, program.tree(site.id[0]).module
    if module is None or other is None or first not in module.body or last not in other.body:
        return None
    start, end = program.index(site.qobj[0]), program.index(site.id[0])
    trees = [statement.meant.module for statement in program.source.statements[start + 1 : end]]
    return [node for tree in trees if tree is not None for node in tree.body] if start < end else None


def _binds(context: Context, site: Site, submitted: Submitted) -> list[Piece] | None:
    """The values to run the circuits with: a list of mappings, of a sweep its only one; None where none are bound.

    Raises:
        Refusal: whether single values or lists of them are bound is not known.
    """
    value, binds = submitted.run.pop("parameter_binds", None), site.submission.binds
    if value is None or binds is None:
        return None
    home = _home(site, submitted, value)
    span = context.span(home, value)
    if binds.kind == POINTS:
        return [span]
    if binds.kind == SWEEP and is_one(site):
        return [context.span(home, value.elts[0])] if isinstance(value, ast.List) else [span, "[0]"]
    raise Refusal("whether parameter_binds holds single values or lists of them is not known")


def _transpiled(
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
        pieces += [f", {name}=", context.span(_home(site, submitted, value), value)]
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
    if made is None and site.form in TRANSPILES:
        return [_named_backend(context, site, plan, node, span)], False
    return [span], made is not None


def _named_backend(context: Context, site: Site, plan: Plan, node: ast.expr, span: Range) -> New:
    """A variable for a backend that is computed in the call, in front of its statement.

    Raises:
        Refusal: it would not be computed once, when it was.
    """
    statement = context.statement(site.id, site.node)
    around = context.span(site.id[0], statement)
    alone = not context.program.source.lines[around.start.line][: around.start.column].strip()
    outer = [site.node, *context.program.lineage(site.id[0], site.node)]
    outer = outer[: outer.index(statement)]
    calls = [part for part in ast.walk(statement) if isinstance(part, ast.Call) and part not in outer]
    sooner = any(_is_before(call, node) and not context.made_by(call) for call in calls)
    once = isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Expr, ast.Return)) and site.form == "execute"
    if not once or sooner or not alone or around in plan.inserted or any(isinstance(o, _SOMETIMES) for o in outer):
        raise Refusal("the backend's expression would be evaluated twice")
    name = New("backend", around)
    plan.inserted[around] = ((name, " = ", span),)
    return name


def _is_before(one: ast.expr, other: ast.expr) -> bool:
    return (one.lineno, one.col_offset) < (other.lineno, other.col_offset)


# What does not evaluate its parts exactly once, or belongs to a scope of its own.
_SOMETIMES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.BoolOp)


def primitive_call(context: Context, site: Site, destination: Destination, plan: Plan) -> None:
    """Add to ``plan`` the call on ``SamplerV2``.

    Raises:
        Refusal: an option or the shape of what is submitted has no counterpart that is proven the same.
    """
    submitted = take_apart(context, site)
    one = is_one(site)
    if one is None:
        raise Refusal(unknown_circuits(context, site))
    if not one and not site.submission.lists:
        raise Refusal("the circuits are not in a list")
    backend, inline = backend_pieces(context, site, plan)
    drop_assemble(context, plan, site, submitted)
    binds = _binds(context, site, submitted)
    constructor, shots = _constructor(context, site, destination, submitted, backend, inline)
    circuits: list[Piece] = [circuits_piece(context, site, submitted)]
    swept = site.submission.binds is not None and site.submission.binds.kind == SWEEP
    alone = binds is None or swept or (site.form == "run" and is_simple(submitted.circuits))
    if one and not alone:
        circuits = ["[", *circuits, "]"]
    if site.form in TRANSPILES or is_untranspiled(context, site):
        circuits = _transpiled(context, site, submitted, backend, circuits)
    if site.form in TRANSPILES:
        context.release(plan, site.node.func)
    if binds is None:
        pubs = ["[", *circuits, "]"] if one else circuits
    elif swept:
        pubs = ["[(", *circuits, ", ", *binds, ")]"]
    elif one and alone:
        pubs = ["[(", *circuits, ", values) for values in ", *binds, "]"]
    else:
        pubs = ["[(circuit, values) for circuit in ", *circuits, " for values in ", *binds, "]"]
    span = context.span(site.id[0], site.node)
    plan.replace(span, *constructor, ".run(", *pubs, *shots, ").result()" if site.form == "instance" else ")")
    plan.left_out += submitted.idle


def _constructor(
    context: Context,
    site: Site,
    destination: Destination,
    submitted: Submitted,
    backend: list[Piece],
    inline: bool,
) -> tuple[list[Piece], list[Piece]]:
    """The primitive's constructor and the ``shots`` of its ``run``."""
    carried = carried_options(context, site) if not destination.made_elsewhere else {}
    if submitted.assembled is not None and site.form != "instance":
        carried.pop("shots", None)  # assemble wrote 1,024 into its Qobj where none were given (V: 0.45.3)
    seed: list[Piece] = [carried["seed_simulator"]] if "seed_simulator" in carried else []
    default = carried.get("shots", destination.shots)
    shots: list[Piece] = [] if default is None else [f", shots={default}"]
    extra: list[Piece] = []
    told: dict[str, list[Piece]] = {}  # by section of the runtime's options
    for name, value in submitted.run.items():
        span = context.span(_home(site, submitted, value), value)
        known = site.keywords.get(name, frozenset())
        if name == "shots":
            shots = [", shots=", *_whole(span, value, known)]
        elif name == "memory":
            continue
        elif name == "seed_simulator":
            seed = [span]
        elif destination.key == "runtime" and name in options.RUN_TO_RUNTIME_OPTIONS:
            section, option = options.RUN_TO_RUNTIME_OPTIONS[name]
            told.setdefault(section, []).extend([f'"{option}": ', span, ", "])
        elif destination.key == "runtime" and name in options.RUN_WITHOUT_COUNTERPART:
            continue  # see ``dropped``
        elif destination.key == "runtime" and _is_classified(submitted, name):
            submitted.idle.append(name)
        elif destination.key == "runtime" and name not in options.IGNORED:
            raise Refusal(f"{name} has another place in the options of qiskit_ibm_runtime")
        elif name in options.AER_BACKEND_OPTIONS:
            extra += [", " if extra else "", f'"{name}": ', span]
        elif name in ("meas_level", "meas_return", "init_qubits", "backend_options"):
            raise Refusal(f"{name} has no counterpart")
        else:
            submitted.idle.append(name)
    if destination.key == "aer":
        arguments: list[Piece] = [*backend]
        if seed:
            arguments += [", seed=", *seed]
        if extra:
            arguments += [', options={"run_options": {', *extra, "}}"]
        plain = inline and len(arguments) == 1 and plain_simulator(context, site)
        sampler = Symbol("qiskit_aer.primitives", "SamplerV2")
        return ([sampler, "()"] if plain else [sampler, ".from_backend(", *arguments, ")"]), shots
    if destination.key == "runtime":
        client_side = context.environment.at_least("qiskit-ibm-runtime", "0.50")
        sampler = Symbol("qiskit_ibm_runtime.executor_sampler" if client_side else "qiskit_ibm_runtime", "SamplerV2")
        if seed:
            told["simulator"] = ['"seed_simulator": ', *seed, ", "]
        return [sampler, "(mode=", *backend, *_nested(told), ")"], shots
    settings: list[Piece] = []
    if seed:
        settings += ['"seed_simulator": ', *seed]
    if extra:
        settings += [", " if settings else "", '"run_options": {', *extra, "}"]
    sampler = Symbol("qiskit.primitives", "BackendSamplerV2")
    given: list[Piece] = [", options={", *settings, "}"] if settings else []
    return [sampler, "(backend=", *backend, *given, ")"], shots


def _is_classified(submitted: Submitted, name: str) -> bool:
    """True for ``meas_level=2``, the default, and what ``meas_return`` says beside it, which has no effect there."""
    level = submitted.run.get("meas_level")
    classified = level is None or (isinstance(level, ast.Constant) and level.value == 2)
    return name in ("meas_level", "meas_return") and classified


def dropped(context: Context, site: Site, destination: Destination) -> str:
    """What is lost with options of ``run`` that no primitive of the runtime has; empty where there are none."""
    if destination.key != "runtime":
        return ""
    names = sorted(options.RUN_WITHOUT_COUNTERPART & take_apart(context, site).run.keys())
    return f"{' and '.join(names)} of run has no counterpart and is left out." if names else ""


def _nested(told: dict[str, list[Piece]]) -> list[Piece]:
    """Options of qiskit_ibm_runtime as a keyword: ``, options={"execution": {"rep_delay": …}}``."""
    pieces: list[Piece] = []
    for section, pairs in told.items():
        pieces += [", " if pieces else "", f'"{section}": {{', *pairs[:-1], "}"]
    return [", options={", *pieces, "}"] if pieces else []


def _home(site: Site, submitted: Submitted, value: ast.expr) -> int:
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


def _whole(span: Range, value: ast.expr, known: Value) -> list[Piece]:
    """Shots as an int: simulators took a float, primitives do not."""
    floats = any(map(is_real, known))
    written = isinstance(value, ast.Constant) and isinstance(value.value, float)
    return ["int(", span, ")"] if floats or written else [span]


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
    submitted = take_apart(context, site)
    backend, _ = backend_pieces(context, site, plan)
    drop_assemble(context, plan, site, submitted)
    span = context.span(site.id[0], site.node)
    if site.form == "execute":
        context.release(plan, site.node.func)
        circuits = _transpiled(context, site, submitted, backend, [circuits_piece(context, site, submitted)])
        pieces: list[Piece] = [*backend, ".run(", *circuits]
    elif submitted.assembled is not None:
        pieces = [*backend, ".run(", circuits_piece(context, site, submitted)]
        if "shots" not in submitted.run and _has_shots(context, site):
            pieces.append(f", shots={options.EXECUTE_SHOTS}")  # which assemble wrote into its Qobj
    else:
        return
    if "parameter_binds" in submitted.run and (submitted.assembled is not None or site.families != {"aer"}):
        raise Refusal("parameter_binds held single values, which today's run takes in lists or not at all")
    for name, value in submitted.run.items():
        home = _home(site, submitted, value)
        pieces += [f", {name}=", context.span(home, value)]
    plan.replace(span, *pieces, ")")
