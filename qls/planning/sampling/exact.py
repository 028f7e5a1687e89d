"""Exact simulators: the state or the unitary of a circuit that measures nothing, without a backend."""

from __future__ import annotations

import ast

from qls.catalogue import roles
from qls.planning.groups import Group
from qls.planning.sampling.backends import creations, is_exact, move_import
from qls.planning.sampling.call import drop_assemble, retire_instance, submitted_by
from qls.planning.sampling.sight import unknown_circuits
from qls.planning.sampling.transpiled import keep_level, transpilations
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Made, Read
from qls.syntax.statement import Statement

_CLASS = {"get_statevector": "Statevector", "get_unitary": "Operator"}
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_SAMPLES = {"get_counts", "get_memory", "marginal", "marginal.get_counts"}
_ITERATE = {"len", "sum", "max", "min", "any", "all"}  # builtins
_UNSEEN = {"a function", "recursion"}
_READERS = {*roles.READ_ONLY, ""}  # "" for methods of what cannot be seen: `append`
# Keywords that change nothing in an exact answer.
_IDLE = {"shots", "memory", "seed_simulator", "seed_transpiler", "optimization_level", "basis_gates", "initial_layout"}


def is_exact_site(context: Context, site: Site) -> bool:
    """True where every backend that the site can run on computes an exact state or unitary."""
    made = [context.facts.made.get(backend.made) for backend in site.backends]
    return bool(made) and all(m is not None and is_exact(m) and not m.names for m in made)


def is_sampled(context: Context, group: Group) -> bool:
    """True where nothing but counts and memory is read, of circuits that are measured."""
    reads = {read.method for read in group.reads if not read.method.startswith(("job.", "counts."))}
    return bool(reads & _SAMPLES) and reads <= _SAMPLES and all(site.submission.measured for site in group.sites)


def exact(context: Context, group: Group) -> Outcome:
    """The group by ``Statevector(circuit)`` or ``Operator(circuit)``, or why not.

    Groups on one backend of BasicAer move together: the backend itself is gone; so do those of one QuantumInstance.
    """

    instances = {site.qobj for site in group.sites if site.form == "instance"}

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        wanted = {made.id: made for site in group.sites for made in creations(context, site)}
        basic = any(made.family == "basicaer" for made in wanted.values())
        together = [group]
        if basic or instances:
            together = [
                g
                for g in context.groups
                if (basic and _shares(context, g, wanted)) or any(s.qobj in instances for s in g.sites)
            ]
        classes = {_plan_group(context, g, plan) for g in together}
        for site in (site for each in together for site in each.sites if site.form == "instance"):
            retire_instance(context, site, plan)
        for made in wanted.values():
            _retire(context, plan, made)
        return plan, "unitary" if classes == {"Operator"} else "statevector", ""

    return context.once(("exact", group.id), make)


def _shares(context: Context, group: Group, wanted: dict[NodeId, Made]) -> bool:
    return any(backend.made in wanted for site in group.sites for backend in site.backends)


def _plan_group(context: Context, group: Group, plan: Plan) -> str:
    """Add one group's edits; the class that computes its answer."""
    if any(use.stage != "state" for use in group.uses):
        raise Refusal("the result goes where its readers cannot be seen")
    reads = [read for read in group.reads if read.method != "job.result"]
    method = _only_method(reads)
    families = {backend.family for site in group.sites for backend in site.backends}
    if families != {"basicaer"}:
        _refuse_arrays(group, _CLASS[method])
    for site in group.sites:
        _plan_call(context, site, plan, method)
    _drop_results(context, group, plan)
    for read in reads:
        if group.strangers(read) or context.program.in_fstring(read.id, read.node) is not None:
            raise Refusal("a reader of the result may also read something else")
        _plan_read(context, read, plan, method, families)
    return _CLASS[method]


def _only_method(reads: list[Read]) -> str:
    """What is read of the result: its statevector, or its unitary."""
    methods = {read.method for read in reads}
    if len(methods) != 1 or not methods <= _CLASS.keys():
        raise Refusal("more is read of the result than its statevector or unitary")
    return methods.pop()


def _drop_results(context: Context, group: Group, plan: Plan) -> None:
    """``job.result()`` gives way to ``job``, which holds the answer now."""
    for read in group.reads_of("job.result"):
        assert isinstance(read.node.func, ast.Attribute)
        plan.replace(context.span(read.id[0], read.node), context.span(read.id[0], read.node.func.value))


def _refuse_arrays(group: Group, cls: str) -> None:
    """Raises a refusal where what Aer gave may be used as an array: it was both that and an object of ``cls``."""
    attributes = roles.OF_STATE_ARRAYS if cls == "Statevector" else roles.OF_UNITARY_ARRAYS
    for use in group.uses:
        kind, _, what = use.how.partition(":")
        if kind == "attribute" and what in attributes:
            raise Refusal(f".{what} is asked for, which Aer's answer had as an array has, and {cls} has not")
        if cls == "Operator" and (kind in ("item", "iterated") or what in _ITERATE):
            raise Refusal("the answer is used as a list of rows, which Aer's was, and Operator is not")
        if kind == "argument" and (what in _UNSEEN or ("." in what[1:] and what.partition(".")[0] not in _READERS)):
            raise Refusal(f"it is passed to {what}, whose code cannot be seen and may use it as an array of Aer's")


def _plan_call(context: Context, site: Site, plan: Plan, method: str) -> None:
    names = {backend.name for backend in site.backends}
    if not names <= (roles.EXACT_STATE if method == "get_statevector" else roles.EXACT_UNITARY):
        raise Refusal("the backend computes something else than what is read")
    if site.guarded or not is_exact_site(context, site):
        raise Refusal("the backend is an exact simulator on some paths only")
    submission = site.submission
    if submission.many is not False:
        unknown = submission.many is None
        raise Refusal(unknown_circuits(context, site) if unknown else "several circuits are run in one job")
    submitted = submitted_by(context, site)
    collapsed = submission.measured and _collapses(site, method) and "seed_simulator" not in submitted.run
    if submission.saves or (submission.measured and not collapsed):
        raise Refusal("the circuit may be measured, and the simulator then gives the state after the measurement")
    if not {*submitted.run, *submitted.transpile} <= _IDLE:
        raise Refusal("options are given that change what the simulator computes")
    drop_assemble(context, plan, site, submitted)
    context.release(plan, site.node.func)
    circuit: Piece = context.span(submitted.serial, _untranspiled(context, site, submitted.circuits, plan))
    cls = Symbol("qiskit.quantum_info", _CLASS[method])
    after = ".remove_final_measurements(inplace=False)).measure()[1]" if collapsed else ")"
    plan.replace(context.span(site.id[0], site.node), cls, "(", circuit, after)


def _collapses(site: Site, method: str) -> bool:
    """True for one run of a circuit that ends by measuring every qubit, whose state is that of the outcome.

    V: BasicAer's statevector_simulator (0.45.3) and ``Statevector.measure`` (2.6.2) project and keep the phase.
    """
    plain = isinstance(site.circuits, (ast.Name, ast.Attribute, ast.Subscript, ast.Call))
    whole = site.submission.outcomes == frozenset({"all"}) and not site.submission.conditional
    return plain and whole and method == "get_statevector" and site.families == {"basicaer"}


def _untranspiled(context: Context, site: Site, circuits: ast.expr, plan: Plan) -> ast.expr:
    """The circuit whose state is asked for: without a ``transpile`` for its simulator, which changed nothing in it.

    Raises:
        Refusal: the circuit is transpiled in a way that may move its qubits.
    """
    calls = transpilations(context, site)
    if not all(call is not None and _for_the_same(site, call) for call in calls.values()):
        raise Refusal("the circuit is transpiled in a way that may move its qubits")
    if isinstance(circuits, ast.Call) and circuits in calls.values():
        context.release(plan, circuits.func)
        return circuits.args[0]
    for id, call in calls.items():
        assert call is not None
        keep_level(context, id, call, plan)
    return circuits


def _for_the_same(site: Site, call: ast.Call) -> bool:
    """True for ``transpile(circuit, backend)`` where that is the backend of the site, or none."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    backend = call.args[1] if len(call.args) == 2 else given.pop("backend", None)
    same = backend is None or (site.backend_node is not None and ast.dump(backend) == ast.dump(site.backend_node))
    return 0 < len(call.args) < 3 and same and given.keys() <= {"seed_transpiler", "basis_gates"}


def _plan_read(context: Context, read: Read, plan: Plan, method: str, families: set[str]) -> None:
    assert isinstance(read.node.func, ast.Attribute)
    receiver = context.span(read.id[0], read.node.func.value)
    keywords = {keyword.arg: keyword.value for keyword in read.node.keywords}
    decimals = keywords.get("decimals") or (read.node.args[1] if len(read.node.args) > 1 else None)
    if len(read.node.args) > 2 or not keywords.keys() <= {"experiment", "decimals"}:
        raise Refusal(f"{method} is given more than a circuit and decimals")
    if isinstance(decimals, ast.Constant) and decimals.value is None:
        decimals = None
    plain = families == {"basicaer"}
    if not plain and "basicaer" in families:
        raise Refusal("the answer is an array on one path and an object on another")
    data: list[Piece] = [receiver]
    if plain or decimals is not None:
        data.append(".data")
    if decimals is not None:
        data += [".round(", context.span(read.id[0], decimals), ")"]
        if not plain:
            data = [Symbol("qiskit.quantum_info", _CLASS[method]), "(", *data, ")"]
    plan.replace(context.span(read.id[0], read.node), *data)


def _unused_until_bound_again(context: Context, plan: Plan, made: Made, statement: ast.Assign, name: str) -> bool:
    """True where the plan leaves nothing that reads what this statement of the module gives to ``name``.

    The program binds the name more than once; what reads it in a function may run at any time.
    """
    if context.binds(name) < 2:
        return False
    context.watch(name)
    source, here = context.program.source, context.program.index(made.id[0])
    holders = [(at, source.statements[at]) for at in source.index.having(name)]
    for at, holder in sorted((each for each in holders if each[0] >= here), key=lambda each: each[0]):
        tree = holder.meant.module
        if tree is None or (at == here and tree.body != [statement]):
            return False
        if not _drops_reads(context, plan, holder, tree, name):
            return False
        if at > here and len(tree.body) == 1 and _binds(tree.body[0], name):
            break
    return not any(_may_run_later(holder) for _, holder in holders)


def _drops_reads(context: Context, plan: Plan, holder: Statement, tree: ast.Module, name: str) -> bool:
    """True where the plan leaves nothing that reads ``name`` in this statement of the module."""
    reads = [part for part in ast.walk(tree) if isinstance(part, ast.Name) and part.id == name and _is_read(part)]
    return all(plan.drops(context.span(holder.serial, part)) for part in reads)


def _may_run_later(holder: Statement) -> bool:
    """True where a statement has a function or a class, or does not parse and may have one."""
    tree = holder.meant.module
    return tree is None or any(isinstance(part, _LATER) for part in ast.walk(tree))


def _is_dropped(context: Context, plan: Plan, name: str) -> bool:
    """True where the plan leaves nothing that reads ``name``, a name bound once; a QuantumInstance may have."""
    loads = context.loads(name)
    gone = (plan.drops(load) or any(deleted.contains(load) for deleted in plan.deleted) for load in loads)
    return context.binds(name) == 1 and all(gone)


def _is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def _binds(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(each, ast.Name) and each.id == name for each in node.targets)


def _retire(context: Context, plan: Plan, made: Made) -> None:
    """The backend's creation goes where nothing else uses it; else it is imported from where it is now."""
    statement = context.statement(made.id, made.node)
    span = context.span(made.id[0], made.node)
    inside = any(replaced.contains(span) and replaced != span for replaced in plan.replaced)
    if inside or any(deleted.contains(span) for deleted in plan.deleted):
        context.release(plan, made.node.func)
        return
    if (
        isinstance(statement, ast.Assign)
        and statement.value is made.node
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
        and (
            _is_dropped(context, plan, statement.targets[0].id)
            or _unused_until_bound_again(context, plan, made, statement, statement.targets[0].id)
        )
    ):
        plan.deleted.add(context.span(made.id[0], statement))
        context.release(plan, made.node.func)
        return
    if made.family == "basicaer":
        raise Refusal("the backend of BasicAer is used for something else too")
    move_import(context, plan, made)
