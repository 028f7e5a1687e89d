"""V1 samplers: what reads their quasi-distributions, and the exact distributions of those that take no shots."""

from __future__ import annotations

import ast
import keyword

from qls.catalogue import roles
from qls.catalogue.primitives import DICT_METHODS, READS_DICTS
from qls.planning.groups import Group
from qls.planning.sampling.samples import asks_class
from qls.planning.told import may_be_unset, span_of
from qls.planning.v1.run import (
    NOT_ALWAYS,
    Run,
    Wrap,
    as_is,
    check_uses,
    literal_elements,
    makers,
    number,
    operand,
    read_metadata,
    reference_settings,
    release_maker,
    settings,
    take_apart,
)
from qls.planning.v1.seeds import seeds_of
from qls.planning.v1.takers import handed_too
from qls.planning.workbench import Context, Outcome, Refusal, is_simple
from qls.rewriting.plan import Piece, Plan, Symbol
from qls.semantics.program import Site
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Field, PrimitiveMade
from qls.semantics.qiskit.values import ANY_NAME, Counts

SAMPLES = (
    "Without shots V1 gave exact probabilities; StatevectorSampler draws 1024 samples, so the probabilities vary"
    " from run to run."
)
RAGGED = "Rows of parameter values that differ in length are refused, which V1 took."
_QUASI = Symbol("qiskit.result", "QuasiDistribution")


def sampler_pubs(context: Context, run: Run, wrap: Wrap = as_is) -> list[Piece]:
    """What ``SamplerV2.run`` is given.

    Raises:
        Refusal: which values belong to which circuit cannot be told.
    """
    circuits = wrap([operand(context, run, run.circuits)])
    values = run.given.get("parameter_values")
    many, repeated = run.site.submission.many, run.repeated
    if many and wrap is not as_is and not run.site.submission.lists:
        raise Refusal("the circuits are not in a list")
    if values is None:
        return circuits if many else ["[", *circuits, "]"]
    given = operand(context, run, values)
    if not many:
        return ["[(", *circuits, ", ", given, ")]"]
    if repeated is not None and run.length == 1:
        return ["[(", *wrap([operand(context, run, repeated)]), ", ", given, ")]"]
    if not run.rows:
        raise Refusal("whether the parameter values are one row or several is not known")
    if repeated is not None:
        circuit_of = operand(context, run, repeated)
        if wrap is as_is:
            return ["[(", circuit_of, ", values) for values in ", given, "]"]
        return ["[(circuit, values) for circuit in [", *wrap([circuit_of]), "] for values in ", given, "]"]
    pairs = literal_elements(run.circuits, values)
    if pairs is None:
        return ["list(zip(", *circuits, ", ", given, "))"]
    pieces: list[Piece] = []
    for circuit, row in pairs:
        start = "(" if not pieces else ", ("
        pieces += [start, *wrap([operand(context, run, circuit)]), ", ", operand(context, run, row), ")"]
    return ["[", *pieces, "]"]


def _unsure_rows(context: Context, run: Run) -> list[Piece]:
    """The PUBs of a list of circuits whose values are one row for each, or one bare row for the one that there is."""
    values = run.given.get("parameter_values")
    if values is None or not run.site.submission.many or run.repeated is not None or run.rows:
        return []
    rows: list[Piece] = [Symbol("numpy", "atleast_2d"), "(", operand(context, run, values), ")"]
    return ["list(zip(", operand(context, run, run.circuits), ", ", *rows, "))"]


# --- sampled ------------------------------------------------------------------------------------------------------


def sampled(context: Context, group: Group) -> Outcome:
    """The reference sampler's group on ``StatevectorSampler``, or why not."""

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        made = makers(context, group, handed=True)
        changes = check_uses(group)
        options = {each.id: reference_settings(context, each) for each in made}
        runs = [take_apart(context, site, without={"shots"}) for site in group.sites]
        seeds = seeds_of(context, made, runs)
        unset = [reference_sampler(context, plan, each, options[each.id], seeds.get(each.id)) for each in made]
        exact = any(unset)
        shots: dict[NodeId, int | None] = {}
        for run in runs:
            if not run.given.keys() <= {"shots", "seed", "parameter_values"}:
                raise Refusal("run is given options that have no counterpart there")
            defaults = [options[primitive.made].get("shots") for primitive in run.site.primitives]
            told = run.given.get("shots") or defaults[0]
            if run.may_be_none("shots"):
                if any(default is not None for default in defaults):
                    raise Refusal(NOT_ALWAYS.format("shots"))
                exact = True
            shots[run.site.id], exact = number(told), exact or told is None
            if "shots" not in run.given and len({d is None or ast.dump(d) for d in defaults}) > 1:
                raise Refusal("the number of shots is not the same on every path")
            unsure = _unsure_rows(context, run)
            changes += [RAGGED] if unsure else []
            sampler_run(context, plan, run, unsure or sampler_pubs(context, run))
        changes += [*([SAMPLES] if exact else []), *read_samples(context, group, plan, shots, ordered=True)]
        changes += handed_too(context, plan, made, exact=False)
        return plan, "statevector-sampler", " ".join(changes)

    return context.once(("sampled", group.id), make)


def reference_sampler(
    context: Context, plan: Plan, made: PrimitiveMade, options: dict[str, ast.expr], seed: Piece | None = None
) -> bool:
    """``Sampler()`` is ``StatevectorSampler()``, told the same ``options``; True where its shots may be None.

    Args:
        seed: the one that its runs are given.

    Raises:
        Refusal: one of them has no counterpart.
    """
    pieces: list[Piece] = []
    shots = options.get("shots")
    unset = shots is not None and not isinstance(shots, ast.Constant) and may_be_unset(context, made)
    if shots is not None:
        span = span_of(context, made, shots)
        if unset and not is_simple(shots):
            raise Refusal("the number of shots may be None, and is worked out where it is given")
        pieces += ["default_shots=", *(("1024 if ", span, " is None else ") if unset else ()), span]
    if seed is None and "seed" in options:
        seed = span_of(context, made, options["seed"])
    if seed is not None:
        pieces += [", " if pieces else "", "seed=", seed]
    release_maker(context, plan, made, Symbol("qiskit.primitives", "StatevectorSampler"), "(", *pieces, ")")
    return unset


def sampler_run(context: Context, plan: Plan, run: Run, pubs: list[Piece]) -> None:
    site = run.site
    assert isinstance(site.node.func, ast.Attribute)
    shots: list[Piece] = [", shots=", operand(context, run, run.given["shots"])] if "shots" in run.given else []
    receiver = context.span(site.id[0], site.node.func.value)
    plan.replace(context.span(site.id[0], site.node), receiver, ".run(", *pubs, *shots, ")")


def read_samples(
    context: Context, group: Group, plan: Plan, shots: dict[NodeId, int | None], *, ordered: bool = False
) -> list[str]:
    """``quasi_dists`` and ``metadata`` of the group's results, from the samples of its PUBs; what changes.

    Args:
        shots: by site, the number of shots, None where it is not a constant.
        ordered: V1 listed the outcomes in ascending order, as the reference sampler does (V: 0.45.3, 1.4.3).
    """
    changes = []
    for each in group.fields:
        if each.name == "metadata" and not _asks_shots(context, each):
            changes.append(read_metadata(context, plan, each, alone=True))
        else:
            _read(context, group, each, plan, shots, ordered)
    return list(dict.fromkeys(changes))


def _asks_shots(context: Context, each: Field) -> bool:
    """True for ``metadata[i]["shots"]``, which V2 has too."""
    around, index = _item(context, each)
    parent = context.program.parents(each.id[0]).get(around)
    key = parent.slice if isinstance(parent, ast.Subscript) and parent.value is around else None
    return index is not None and isinstance(key, ast.Constant) and key.value == "shots"


def _read(
    context: Context, group: Group, each: Field, plan: Plan, shots: dict[NodeId, int | None], ordered: bool
) -> None:
    sites = [site for site in group.sites if each in site.fields]
    receiver, simple = context.span(each.id[0], each.node.value), is_simple(each.node.value)
    around, index = _item(context, each)
    if each.name == "metadata" and index is not None:
        pieces: list[Piece] = [receiver, "[", context.span(each.id[0], index), "].metadata"]
        plan.replace(context.span(each.id[0], around), *pieces)
        return
    numbers = {shots[site.id] for site in sites}
    known = numbers.pop() if len(numbers) == 1 else None
    bits = _bits(sites)
    if index is None:
        plan.replace(
            context.span(each.id[0], each.node),
            "[",
            *_distribution(context, group, each, ["pub", bits], known, ordered, simple=True, binary=False),
            " for pub in ",
            receiver,
            "]",
        )
        return
    binary = _called(context, each, around, "binary_probabilities")
    span = context.span(each.id[0], around if binary is None else binary)
    pieces = [receiver, "[", context.span(each.id[0], index), "]", bits]
    simple, as_text = simple and is_simple(index), binary is not None
    plan.replace(span, *_distribution(context, group, each, pieces, known, ordered, simple=simple, binary=as_text))


def _distribution(
    context: Context,
    group: Group,
    each: Field,
    bits: list[Piece],
    shots: int | None,
    ordered: bool,
    *,
    simple: bool,
    binary: bool,
) -> list[Piece]:
    """The share of every outcome among the samples ``bits``; a ``QuasiDistribution`` where one is needed."""
    escapes = _escapes(group)
    methods = _methods(group, each)
    if shots != 1 and not ordered and any(use.how == "place" for use in group.uses):
        raise Refusal("an outcome is taken by its place, and V2 orders them otherwise")
    wrapped = not binary and (escapes or not methods <= DICT_METHODS)
    reader = ".get_counts()" if binary or wrapped else ".get_int_counts()"
    total, source, again = _counts(bits, reader, shots, simple)
    if again and escapes and wrapped:
        raise Refusal("how many shots were taken cannot be told where the distribution is read")
    counted: list[Piece] = ["sorted(", *source, ".items())}"] if ordered else [*source, ".items()}"]
    made: list[Piece] = ["{outcome: count / ", *total, " ", *again, "for outcome, count in ", *counted]
    told: list[Piece] = [", shots=", *total] if escapes else []  # its methods need no shots
    return [_QUASI, "(", *made, *told, ")"] if wrapped else made


def _escapes(group: Group) -> bool:
    """True where a distribution goes to what may ask more of it than of a dict."""
    return any(
        use.stage == "counts" and (use.how not in (*READS_DICTS, "place") or asks_class(use)) for use in group.uses
    )


def _counts(
    bits: list[Piece], reader: str, shots: int | None, simple: bool
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The number of the samples ``bits``, their counts, and the clause that gives ``bits`` a name for both."""
    joined = isinstance(bits[-1], str) and bits[-1].endswith("()")
    if shots is not None:
        return [str(shots)], [*bits, reader], []
    if simple and not joined:
        return [*bits, ".num_shots"], [*bits, reader], []
    return ["bits.num_shots"], ["bits", reader], ["for bits in [", *bits, "] "]


def _methods(group: Group, each: Field) -> set[str]:
    """The methods that are called on the distributions of ``each``, other than at once."""
    found = set()
    for read in group.reads:
        if any(isinstance(atom, Counts) and atom.read == each.id for atom in read.receiver):
            assert isinstance(read.node.func, ast.Attribute)
            method = read.method.removeprefix("counts.")
            at_once = not read.node.args and not read.node.keywords and _begins(read.node.func.value, each.node)
            if method != "binary_probabilities" or not at_once:
                found.add(method)
    return found


def _begins(node: ast.expr, inner: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and node.value is inner


def _item(context: Context, each: Field) -> tuple[ast.expr, ast.expr | None]:
    """``result.quasi_dists[i]`` and its ``i``; where the field is not indexed, itself and None."""
    parent = context.program.parents(each.id[0]).get(each.node)
    if (
        isinstance(parent, ast.Subscript)
        and parent.value is each.node
        and isinstance(parent.ctx, ast.Load)
        and not isinstance(parent.slice, (ast.Slice, ast.Tuple))
    ):
        return parent, parent.slice
    return each.node, None


def _called(context: Context, each: Field, node: ast.expr, method: str) -> ast.Call | None:
    """``node.method()``, where that is what is done with ``node``."""
    parents = context.program.parents(each.id[0])
    attribute = parents.get(node)
    call = parents.get(attribute) if attribute is not None else None
    if not isinstance(attribute, ast.Attribute) or attribute.attr != method or not isinstance(call, ast.Call):
        return None
    return call if call.func is attribute and not call.args and not call.keywords else None


def _bits(sites: list[Site]) -> str:
    """How the samples of all classical bits are read of a PUB's result.

    Raises:
        Refusal: a register's name cannot be read of a DataBin.
    """
    shapes = {shape for site in sites for shape in site.submission.registers if shape != ()}
    names = {register.name for shape in shapes for register in shape or ()}
    if names & {*roles.DATA_BIN, ANY_NAME}:
        raise Refusal("a classical register has a name that a DataBin does not take")
    alone = all(shape is not None and len(shape) == 1 for shape in shapes)
    name = names.pop() if alone and len(names) == 1 else None
    if name is not None and name.isidentifier() and not keyword.iskeyword(name):
        return f".data.{name}"
    return ".join_data()"


# --- exact --------------------------------------------------------------------------------------------------------


def exact_distribution(context: Context, group: Group) -> Outcome:
    """The group of a sampler without shots: the same exact distributions, by ``Statevector``; or why not."""

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        made = makers(context, group)
        check_uses(group, shown=False)
        if any("shots" in settings(context, maker) for maker in made):
            raise Refusal("shots are given, so the probabilities are sampled")
        runs = {site.id: take_apart(context, site) for site in group.sites}
        for run in runs.values():
            plan.replace(context.span(run.site.id[0], run.site.node), *_exact(context, run))
        for read in group.reads:
            if read.method == "job.result":
                assert isinstance(read.node.func, ast.Attribute)
                plan.replace(context.span(read.id[0], read.node), context.span(read.id[0], read.node.func.value))
            elif read.method.startswith("job."):
                raise Refusal(f"the job's {read.method[4:]}() is asked for")
        for each in group.fields:
            _read_exact(context, group, each, plan)
        for maker in made:
            _retire(context, group, plan, maker)
        return plan, "exact-distribution", ""

    return context.once(("exact-distribution", group.id), make)


def _exact(context: Context, run: Run) -> list[Piece]:
    """The distribution of one circuit, or a list of those of several."""
    if not run.given.keys() <= {"parameter_values", "seed"}:
        raise Refusal("shots are given, so the probabilities are sampled")
    values = run.given.get("parameter_values")
    circuit = operand(context, run, run.circuits)
    if not run.site.submission.many:
        bound = [] if values is None else [".assign_parameters(", *_row(context, run, values), ")"]
        plain = isinstance(run.circuits, (ast.Name, ast.Attribute, ast.Call, ast.Subscript))
        return _quasi([circuit] if plain else ["(", circuit, ")"], bound, _qubits(run, is_simple(run.circuits)))
    if values is None:
        return ["[", *_quasi(["circuit"], [], _qubits(run, True)), " for circuit in ", circuit, "]"]
    given = operand(context, run, values)
    if not run.rows:
        raise Refusal("whether the parameter values are one row or several is not known")
    bound = [".assign_parameters(values)"]
    if run.repeated is not None:
        repeated = operand(context, run, run.repeated)
        return ["[", *_quasi([repeated], bound, _qubits(run, is_simple(run.repeated))), " for values in ", given, "]"]
    pairs: list[Piece] = [" for circuit, values in zip(", circuit, ", ", given, ")]"]
    return ["[", *_quasi(["circuit"], bound, _qubits(run, True)), *pairs]


def _quasi(circuit: list[Piece], bound: list[Piece], qubits: str) -> list[Piece]:
    """The exact distribution of what a circuit ends by measuring."""
    state: list[Piece] = [Symbol("qiskit.quantum_info", "Statevector"), "("]
    state += [*circuit, ".remove_final_measurements(inplace=False)", *bound, ")"]
    if qubits == "range":
        measured: list[Piece] = ["range(", *circuit, ".num_clbits), "]
    else:
        measured = [f"{qubits}, "] if qubits else []
    return [_QUASI, "(", *state, ".probabilities_dict(", *measured, "decimals=16))"]


def _row(context: Context, run: Run, values: ast.expr) -> list[Piece]:
    operands = run.operands("parameter_values")
    piece = operand(context, run, values)
    if operands.many is True and operands.kinds == {"number"}:
        return [piece]
    if operands.many is True and operands.kinds == {"row"}:
        inner = values.elts if isinstance(values, (ast.List, ast.Tuple)) else []
        return [operand(context, run, inner[0])] if len(inner) == 1 else [piece, "[0]"]
    raise Refusal("whether the parameter values are one row or several is not known")


def _qubits(run: Run, simple: bool) -> str:
    """Which qubits end in the classical bits: "" for all in their order, "range" for as many as there are bits."""
    outcomes = run.site.submission.outcomes
    if None in outcomes or "" in outcomes or not outcomes:
        raise Refusal("which qubits the circuit ends by measuring cannot be seen")
    if outcomes == {"all"}:
        return ""
    if outcomes <= {"all", "identity"} and simple:
        return "range"
    outcome = next(iter(outcomes)) if len(outcomes) == 1 else None
    if not isinstance(outcome, tuple):
        raise Refusal("which qubits the circuits end by measuring differs")
    return str([qubit for _, qubit in outcome])


def _read_exact(context: Context, group: Group, each: Field, plan: Plan) -> None:
    if each.name != "quasi_dists":
        raise Refusal("the metadata of the result are read")
    many = {site.submission.many for site in group.sites if each in site.fields}
    if len(many) != 1:
        raise Refusal("one circuit is run on one path and a list on another")
    receiver = context.span(each.id[0], each.node.value)
    around, index = _item(context, each)
    if many == {True}:
        plan.replace(context.span(each.id[0], each.node), receiver)
    elif index is None:
        plan.replace(context.span(each.id[0], each.node), "[", receiver, "]")
    else:
        if not (isinstance(index, ast.Constant) and index.value == 0):
            raise Refusal("one circuit is run, and which of its distributions is read cannot be seen")
        plan.replace(context.span(each.id[0], around), receiver)


def _retire(context: Context, group: Group, plan: Plan, made: PrimitiveMade) -> None:
    """The sampler's creation goes, with everything that it ran."""
    span = context.span(made.id[0], made.node)
    context.release(plan, made.node.func)
    if any(replaced.contains(span) for replaced in plan.replaced):
        return
    statement = context.statement(made.id, made.node)
    targets = statement.targets if isinstance(statement, ast.Assign) and statement.value is made.node else []
    target = targets[0] if len(targets) == 1 else None
    runs = {
        context.span(site.id[0], site.node.func.value)
        for site in context.facts.sites.values()
        if site.primitives and isinstance(site.node.func, ast.Attribute)
    }
    if not isinstance(target, ast.Name) or not runs.issuperset(context.loads(target.id)):
        raise Refusal("the sampler is used for something else too")
    plan.deleted.add(context.span(made.id[0], statement))
