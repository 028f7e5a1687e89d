"""The call on EstimatorV2 that gives what a program computes of counts by hand."""

from __future__ import annotations

import ast

from qls.catalogue import options
from qls.planning.estimating.by_hand import ByHand, by_hand
from qls.planning.groups import Group
from qls.planning.sampling.backends import Destination, carried_options, choose, creations, renew
from qls.planning.sampling.call import Submitted, backend_pieces, is_repeated, plain_simulator, submitted_by
from qls.planning.sampling.named import has_room, is_wide, name_before
from qls.planning.sampling.readers import delete_monitor
from qls.planning.sampling.rounds import before_loop
from qls.planning.workbench import Context, Outcome, Refusal, is_simple
from qls.rewriting.plan import New, Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.qiskit.facts import Made
from qls.semantics.qiskit.values import Wiring

_CHANGES = (
    "EstimatorV2 estimates the number to a precision of 1 / √shots, where that of counts had another statistical error"
    " (none where all shots agreed), and the counts are no longer there."
)
_HARMLESS_OPTIONS = {"seed_simulator", "shots", "method", "device", "precision"}
_EACH = "circuit"  # what one of several is called
_BARE = ".remove_final_measurements(inplace=False)"
_OBSERVABLE = Symbol("qiskit.quantum_info", "SparsePauliOp")


def estimated(context: Context, group: Group, found: ByHand) -> Outcome:
    """The values by EstimatorV2, or why not."""

    id = found.read.id

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        found = next(each for each in by_hand(context, group) if each.read.id == id)  # where it stands now
        site = found.site
        if len(group.sites) != 1 or len(group.reads_of("get_counts", "get_memory")) != 1:
            raise Refusal("the result is read more than once, or with that of another call")
        if found.otherwise:
            raise Refusal(found.otherwise)
        _refuse_uses(group)
        wiring = _wiring(site)
        labels = [label_of(wiring, value.bits) for value in found.values]
        destination = choose(context, site)
        _call(context, site, destination, plan, wiring, labels)
        for made in creations(context, site) if not destination.made_elsewhere else ():
            renew(context, plan, made, destination.key)
        _values(context, found, plan)
        for read in group.reads_of("job.monitor"):
            delete_monitor(context, read, plan)
        return plan, destination.key, " ".join(filter(None, (_CHANGES, destination.changes)))

    return context.once(("estimator", id), make)


def _refuse_uses(group: Group) -> None:
    for use in group.uses:
        if use.stage != "counts":
            raise Refusal(f"the {use.stage} is used for something else too")
    for read in group.reads:
        if not read.method.startswith("counts.") and read.method not in ("get_counts", "job.result", "job.monitor"):
            owner, _, method = read.method.rpartition(".")
            raise Refusal(f"{method}() of the {owner or 'result'} is read too")


def _wiring(site: Site) -> Wiring:
    submission = site.submission
    if submission.conditional:
        raise Refusal("the circuit has gates that depend on a measurement")
    if submission.saves:
        raise Refusal("the circuit saves simulator data")
    if submission.wiring is None or not submission.wiring.measured:
        raise Refusal("which qubit is measured last into which bit is not known")
    return submission.wiring


def label_of(wiring: Wiring, bits: frozenset[int]) -> str:
    """The Pauli string of the qubits that are measured into ``bits``, the last qubit first.

    Raises:
        Refusal: nothing is measured into one of them.
    """
    qubits = {bit: qubit for qubit, bit in wiring.measured}
    if not bits <= qubits.keys():
        raise Refusal("a bit is read that nothing is measured into")
    wanted = {qubits[bit] for bit in bits}
    return "".join("Z" if qubit in wanted else "I" for qubit in reversed(range(wiring.qubits)))


def _call(
    context: Context, site: Site, destination: Destination, plan: Plan, wiring: Wiring, labels: list[str]
) -> None:
    submitted = submitted_by(context, site)
    if submitted.assembled is not None:
        raise Refusal("the circuit goes through assemble: bring the call to SamplerV2 first")
    if site.submission.binds is not None:
        raise Refusal("values are bound to the circuit's parameters")
    many = bool(site.submission.many)
    backend, inline = backend_pieces(context, site, plan)
    circuit, layout, circuits = _circuit(context, site, submitted, backend, wiring, many=many)
    observables: list[Piece] = []
    for label in labels:
        observables += [", " if observables else "", _OBSERVABLE, f'("{label}")', *layout]
    if len(labels) > 1:
        observables = ["[", *observables, "]"]
    constructor = _constructor(context, site, destination, submitted, backend, inline=inline)
    shots = _shots(context, site, submitted)
    each: list[Piece] = [f" for {_EACH} in ", *circuits] if many else []

    def run() -> list[Piece]:
        pubs: list[Piece] = ["[(", *circuit, ", ", *observables, ")", *each, "]"]
        return [*constructor, ".run(", *pubs, ", precision=1 / ", *shots, "**0.5)"]

    constructor = before_loop(context, site, plan, "estimator", constructor)
    if has_room(context, site, site.node):
        if len(constructor) > 1 and is_wide(context, site, run()):
            constructor = [name_before(context, site, plan, "estimator", constructor)]
        if len(circuit) > 1 and not many and is_wide(context, site, run()):
            circuit = [name_before(context, site, plan, "isa_circuit", circuit)]
    call = run()
    context.release(plan, site.node.func)
    plan.replace(context.span(site.id[0], site.node), *call)


def _circuit(
    context: Context, site: Site, submitted: Submitted, backend: list[Piece], wiring: Wiring, *, many: bool
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The circuit without its last measurements, transpiled; what lays the observable out on it; the list it is of."""
    node, serial = submitted.circuits, submitted.serial
    span = context.span(serial, node)
    one: list[Piece] = [_EACH] if many else [span]
    layout: list[Piece] = [".apply_layout(", *one, ".layout)"] if wiring.moved else []
    if site.form == "execute":
        made = _executed(context, site, submitted, backend, wiring, many=many)
        return (one, layout, made) if many else (made, layout, [])
    if isinstance(node, ast.Call) and wiring.moved:
        made = _retranspiled(context, serial, node, many=many)
        return (one, [], made) if many else (made, [], [])
    if wiring.moved and not many and not is_simple(node):
        raise Refusal("the transpiler may have moved the qubits")
    return ([_EACH, _BARE], layout, [span]) if many else (_bare(span, node, many=False), layout, [])


def _executed(
    context: Context, site: Site, submitted: Submitted, backend: list[Piece], wiring: Wiring, *, many: bool
) -> list[Piece]:
    """What ``execute`` is given, without its last measurements, transpiled as it did."""
    node, serial = submitted.circuits, submitted.serial
    if wiring.moved and (many or not isinstance(node, ast.Name)):
        raise Refusal("the transpiler may have moved the qubits")
    if not {*submitted.transpile} <= {"seed_transpiler"}:
        raise Refusal("what transpile is told may move the qubits, and the observable with them")
    transpile = context.symbol("qiskit", "transpile", site.node.func)
    level = f", optimization_level={options.EXECUTE_OPTIMIZATION_LEVEL}"
    seed: list[Piece] = []
    for name, value in submitted.transpile.items():
        seed += [f", {name}=", context.span(serial, value)]
    target = is_repeated(context, site) and site.families == {"aer"}  # as in ``submit``
    where: list[Piece] = ["target=", *backend, ".target"] if target else backend
    return [transpile, "(", *_bare(context.span(serial, node), node, many=many), ", ", *where, level, *seed, ")"]


def _retranspiled(context: Context, serial: int, node: ast.Call, *, many: bool) -> list[Piece]:
    """``transpile(circuit, backend)`` on the spot: without measurements, at a level that moves no qubit."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    level = keywords.get("optimization_level")
    still = level is None or (isinstance(level, ast.Constant) and level.value in (0, 1))
    known = keywords.keys() <= {"backend", "optimization_level", "seed_transpiler"}
    if name != "transpile" or not 1 <= len(node.args) <= 2 or not still or not known:
        raise Refusal("the transpiler may have moved the qubits")
    inner = context.span(serial, node.args[0])
    if isinstance(node.args[0], ast.Call):
        raise Refusal("the circuit is made inside the call")
    pieces: list[Piece] = [context.span(serial, node.func), "(", *_bare(inner, node.args[0], many=many)]
    for argument in node.args[1:]:
        pieces += [", ", context.span(serial, argument)]
    for keyword in node.keywords:
        pieces += [f", {keyword.arg}=", context.span(serial, keyword.value)]
    return [*pieces, "" if level is not None else ", optimization_level=1", ")"]


def _bare(span: Piece, node: ast.expr, *, many: bool) -> list[Piece]:
    """The circuit, or each of several, without its last measurements."""
    if many:
        return [f"[{_EACH}{_BARE} for {_EACH} in ", span, "]"]
    return [*_method(span, node), _BARE]


def _method(span: Piece, node: ast.expr) -> list[Piece]:
    """``node``, ready for a method to be called on it."""
    tight = isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call))
    return [span] if tight else ["(", span, ")"]


def _constructor(
    context: Context, site: Site, destination: Destination, submitted: Submitted, backend: list[Piece], *, inline: bool
) -> list[Piece]:
    if not destination.made_elsewhere:
        refuse_noise(creations(context, site))
    seed = _seed(context, site, destination, submitted)
    unknown = submitted.run.keys() - {"shots", "memory", "seed_simulator"} - options.IGNORED.keys()
    if unknown:
        raise Refusal(f"{sorted(unknown)[0]} is given, which an estimator treats otherwise")
    if destination.key == "aer" and inline and not seed and plain_simulator(context, site):
        return [Symbol("qiskit_aer.primitives", "EstimatorV2"), "()"]
    return estimator_on(context, destination, backend, seed)


def refuse_noise(made: list[Made]) -> None:
    """Raises a refusal for a backend with noise, or with a map of its qubits."""
    for each in made:
        told = {keyword.arg for keyword in each.node.keywords}
        if not told <= _HARMLESS_OPTIONS or each.through.endswith("from_backend"):
            raise Refusal("the backend has noise or qubits of its own, which an estimator treats otherwise")


def estimator_on(context: Context, destination: Destination, backend: list[Piece], seed: list[Piece]) -> list[Piece]:
    """The constructor of the estimator that runs on ``backend``, with a seed where one is given."""
    if destination.key == "aer":
        estimator = Symbol("qiskit_aer.primitives", "EstimatorV2")
        told: list[Piece] = [', options={"run_options": {"seed_simulator": ', *seed, "}}"] if seed else []
        return [estimator, ".from_backend(", *backend, *told, ")"]
    if destination.key == "runtime":
        client_side = context.environment.at_least("qiskit-ibm-runtime", "0.50")
        module = "qiskit_ibm_runtime.executor_estimator" if client_side else "qiskit_ibm_runtime"
        told = [', options={"simulator": {"seed_simulator": ', *seed, "}}"] if seed else []
        return [Symbol(module, "EstimatorV2"), "(mode=", *backend, *told, ")"]
    told = [', options={"seed_simulator": ', *seed, "}"] if seed else []
    return [Symbol("qiskit.primitives", "BackendEstimatorV2"), "(backend=", *backend, *told, ")"]


def _seed(context: Context, site: Site, destination: Destination, submitted: Submitted) -> list[Piece]:
    if "seed_simulator" in submitted.run:
        return [context.span(site.id[0], submitted.run["seed_simulator"])]
    carried = carried_options(context, site) if not destination.made_elsewhere else {}
    return [carried["seed_simulator"]] if "seed_simulator" in carried else []


def _shots(context: Context, site: Site, submitted: Submitted) -> list[Piece]:
    value = submitted.run.get("shots")
    if value is None:
        if site.families != {"ibm"} and "shots" in carried_options(context, site):
            raise Refusal("the backend is made with its number of shots")
        return [str(options.EXECUTE_SHOTS)]
    span = context.span(site.id[0], value)
    return [span] if is_simple(value) and not isinstance(value, ast.UnaryOp) else ["(", span, ")"]


def _values(context: Context, found: ByHand, plan: Plan) -> None:
    """The counts' name gives way to one for the estimates, and each value to its estimate."""
    read = found.read
    assert isinstance(read.node.func, ast.Attribute)
    receiver = context.span(read.id[0], read.node.func.value)
    number: list[Piece] = [context.span(read.id[0], read.node.args[0])] if found.site.submission.many else ["0"]
    data: list[Piece] = [receiver, "[", *number, "].data"]
    if found.target is not None:
        name = New("estimated", found.target)
        plan.replace(found.target, name)
        plan.replace(context.span(read.id[0], read.node), *data)
        data = [name]
    for index, value in enumerate(found.values):
        item = f"[{index}]" if len(found.values) > 1 else ""
        pieces: list[Piece] = ["float(", *data, f".evs{item})"]
        if value.sign < 0:
            pieces = ["-", *pieces] if value.whole else ["(-", *pieces, ")"]
        plan.replace(value.span, *([f"{value.name} = "] if value.name else []), *pieces)
    for step in found.steps:
        plan.deleted.add(step)
