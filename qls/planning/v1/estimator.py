"""V1 estimators: the PUBs of what they run, and what reads their expectation values."""

from __future__ import annotations

import ast

from qls.planning.groups import Group
from qls.planning.told import home, may_be_unset, span_of
from qls.planning.v1.pauli_sums import renew_sums
from qls.planning.v1.run import (
    COEFFICIENTS,
    Run,
    Wrap,
    as_is,
    check_uses,
    literal_elements,
    makers,
    operand,
    read_metadata,
    reference_settings,
    release_maker,
    take_apart,
)
from qls.planning.v1.seeds import seeds_of
from qls.planning.v1.takers import handed_too
from qls.planning.workbench import Context, Outcome, Refusal, is_simple
from qls.rewriting.plan import New, Piece, Plan, Symbol
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Field, Operands, PrimitiveMade

PRECISION = (
    "V1 drew every value from its own variance over the number of shots; V2 aims at one precision, 1/√shots, whatever"
    " the variance is."
)
OBSERVABLE = (
    "The observable comes from code that cannot be seen: this is right for a SparsePauliOp, a Pauli or a label, and"
    " another operator must become a SparsePauliOp first."
)
_SPARSE = Symbol("qiskit.quantum_info", "SparsePauliOp")
_KNOWN = {"sparse", "laid", "sum", "pauli", "label"}  # what V2 takes as it is, a sum once it is a SparsePauliOp
_MADE = {"paulis", "operator"}  # what becomes SparsePauliOp


def estimator_pubs(
    context: Context, run: Run, wrap: Wrap = as_is, *, layout: bool = False
) -> tuple[list[Piece], bool, str]:
    """What ``EstimatorV2.run`` is given, with the observables of each PUB as a list.

    Args:
        wrap: makes of circuits what is run.
        layout: the observables have to follow the layout of what is run.

    Returns:
        The PUBs; True where there is one for all expectation values; what may change, empty where nothing does.

    Raises:
        Refusal: which observable and which values belong to which circuit cannot be told.
    """
    observables, values = run.given.get("observables"), run.given.get("parameter_values")
    if observables is None:
        raise Refusal("no observables are given")
    shape = run.operands("observables")
    if "opflow" in shape.forms:
        raise Refusal("the observable is an operator of opflow, which was removed in Qiskit 1.0")
    changes = _unsure(shape)
    tail: list[Piece] = [] if values is None else [", ", operand(context, run, values)]
    sole = run.circuits if not run.site.submission.many else run.repeated
    if sole is not None:
        ran = wrap([operand(context, run, sole)])
        return _one_pub(context, run, ran, observables, tail, layout), True, changes
    if shape.many is not True:
        raise Refusal("whether one observable or a list is given is not known")
    if wrap is not as_is and not run.site.submission.lists:
        raise Refusal("the circuits are not in a list")
    lists = [run.circuits, observables, *([values] if values is not None else [])]
    written = None if layout else literal_elements(*lists)
    if written is not None:
        return _written_pubs(context, run, wrap, written), False, changes
    return _zipped_pubs(context, run, wrap, lists, layout), False, changes


def _unsure(shape: Operands) -> str:
    """What V2 may not take of the observables, or otherwise; empty where it is known to take them all."""
    if not shape.forms <= _KNOWN | _MADE:
        return OBSERVABLE
    return "" if shape.sound else COEFFICIENTS


def _one_pub(
    context: Context, run: Run, ran: list[Piece], observables: ast.expr, tail: list[Piece], layout: bool
) -> list[Piece]:
    """The PUB of one circuit with all the observables."""
    listed = _listed(context, run, observables)
    if layout:
        isa = New("isa_circuit")
        ran, listed = [isa, " := ", *ran], _laid_out(run, observables, listed, isa)
    return ["[(", *ran, ", ", *listed, *tail, ")]"]


def _written_pubs(context: Context, run: Run, wrap: Wrap, written: list[tuple[ast.expr, ...]]) -> list[Piece]:
    """A PUB for each circuit of a list that is written out, beside its observable and its values."""
    head, foot = _conversion(run.operands("observables"))
    pubs: list[Piece] = []
    for circuit, observable, *row in written:
        rest: list[Piece] = [", ", operand(context, run, row[0])] if row else []
        start = ", (" if pubs else "("
        alone: list[Piece] = [", [", *head, operand(context, run, observable), *foot, "]"]
        pubs += [start, *wrap([operand(context, run, circuit)]), *alone, *rest, ")"]
    return ["[", *pubs, "]"]


def _zipped_pubs(context: Context, run: Run, wrap: Wrap, lists: list[ast.expr], layout: bool) -> list[Piece]:
    """A PUB for each circuit, where which there are is known when it runs."""
    shape, valued = run.operands("observables"), "parameter_values" in run.given
    head, foot = _conversion(shape)
    if valued and not run.rows:
        raise Refusal("whether the parameter values are one row or several is not known")
    columns: list[Piece] = []
    for node in lists:
        piece = [operand(context, run, node)]
        columns += [", ", *piece] if columns else wrap(piece)
    rows = ("", ", values")[valued]
    if layout and "label" in shape.forms:
        head, foot = [_SPARSE, "("], [")"]
    foot = [*foot, ".apply_layout(circuit.layout)"] if layout else foot
    each: list[Piece] = ["(circuit, [", *head, "observable", *foot, f"]{rows})"]
    return ["[", *each, f" for circuit, observable{rows} in zip(", *columns, ")]"]


def _conversion(shape: Operands) -> tuple[list[Piece], list[Piece]]:
    """What stands before and behind each observable of a list, to make it one that V2 takes.

    Raises:
        Refusal: they are of several kinds that no one call converts.
    """
    if shape.forms <= _KNOWN | {"unknown"}:
        return [], []
    if shape.forms == {"operator"}:
        return [_SPARSE, ".from_operator("], [")"]
    if shape.forms <= _KNOWN | {"paulis"}:
        return [_SPARSE, "("], [")"]
    raise Refusal("some observables of the list have to become SparsePauliOp first")


def _listed(context: Context, run: Run, observables: ast.expr) -> list[Piece]:
    """The observables of one PUB, as a list."""
    shape, piece = run.operands("observables"), operand(context, run, observables)
    if shape.many is None and (not shape.forms <= _KNOWN | {"unknown"} or run.site.submission.many):
        raise Refusal("whether one observable or a list is given is not known")
    head, foot = _conversion(shape)
    if shape.many is not True:
        return ["[", *head, piece, *foot, "]"]
    if isinstance(observables, (ast.Tuple, ast.List)) and (head or isinstance(observables, ast.Tuple)):
        elements: list[Piece] = []
        for element in observables.elts:
            elements += [", " if elements else "", *head, operand(context, run, element), *foot]
        return ["[", *elements, "]"]
    if head:
        return ["[", *head, "observable", *foot, " for observable in ", piece, "]"]
    return ["list(", piece, ")"] if shape.tuples else [piece]


def _laid_out(run: Run, observables: ast.expr, listed: list[Piece], isa: New) -> list[Piece]:
    """The list of observables, each following the layout of the circuit ``isa``."""
    shape = run.operands("observables")
    if shape.many is not True:
        inner = listed[1:-1]
        if "label" in shape.forms:
            inner = [_SPARSE, "(", *inner, ")"]
        elif not isinstance(observables, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
            inner = ["(", *inner, ")"]
        return ["[", *inner, ".apply_layout(", isa, ".layout)]"]
    if "label" in shape.forms:
        raise Refusal("labels would have to become SparsePauliOp first, to follow the circuit's layout")
    return ["[observable.apply_layout(", isa, ".layout) for observable in ", *listed, "]"]


def precision_of(context: Context, serial: int, shots: ast.expr, *, unset: bool = False) -> list[Piece]:
    """The precision that ``shots`` stand for.

    Args:
        unset: they may be None, for the exact value.

    Raises:
        Refusal: they cannot be written twice, to see whether they are.
    """
    span = context.span(serial, shots)
    if unset and not isinstance(shots, ast.Constant):
        if not is_simple(shots):
            raise Refusal("the number of shots may be None, and is worked out where it is given")
        return ["0.0 if ", span, " is None else ", span, "**-0.5"]
    tight = isinstance(shots, (ast.Constant, ast.Name, ast.Attribute, ast.Call))
    return [span, "**-0.5"] if tight else ["(", span, ")**-0.5"]


def estimated(context: Context, group: Group) -> Outcome:
    """The reference estimator's group on ``StatevectorEstimator``, or why not."""

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        made = makers(context, group, handed=True)
        changes = check_uses(group)
        for each in made:
            reference_settings(context, each)
        runs = [take_apart(context, site, without={"shots"}) for site in group.sites]
        seeds = seeds_of(context, made, runs)
        for each in made:
            changes += reference_estimator(context, plan, each, seeds.get(each.id))
        changes += handed_too(context, plan, made, exact=True)
        one: dict[NodeId, bool] = {}
        for run in runs:
            if not run.given.keys() <= {"shots", "seed", "observables", "parameter_values"}:
                raise Refusal("run is given options that have no counterpart there")
            pubs, one[run.site.id], unsure = estimator_pubs(context, run)
            changes += [PRECISION] if "shots" in run.given else []
            changes += [unsure] if unsure else []
            run_call(context, plan, run, pubs, _precision(context, run))
        renew_sums(context, plan, group)
        changes += read_values(context, group, plan, one)
        return plan, "statevector-estimator", " ".join(dict.fromkeys(changes))

    return context.once(("estimated", group.id), make)


def _precision(context: Context, run: Run) -> list[Piece]:
    """What ``run`` is told for the number of shots that it was given."""
    shots = run.given.get("shots")
    if shots is None:
        return []
    return [", precision=", *precision_of(context, run.site.id[0], shots, unset=run.may_be_none("shots"))]


def reference_estimator(context: Context, plan: Plan, made: PrimitiveMade, seed: Piece | None = None) -> list[str]:
    """``Estimator()`` is ``StatevectorEstimator()``; what changes.

    Args:
        seed: the one that its runs are given.

    Raises:
        Refusal: its options cannot be seen, or have no counterpart.
    """
    options = reference_settings(context, made)
    pieces: list[Piece] = []
    if "shots" in options:
        shots = options["shots"]
        unset = may_be_unset(context, made)
        pieces += ["default_precision=", *precision_of(context, home(context, made, shots), shots, unset=unset)]
    if seed is None and "seed" in options:
        seed = span_of(context, made, options["seed"])
    if seed is not None:
        pieces += [", " if pieces else "", "seed=", seed]
    release_maker(context, plan, made, Symbol("qiskit.primitives", "StatevectorEstimator"), "(", *pieces, ")")
    return [PRECISION] if "shots" in options else []


def run_call(context: Context, plan: Plan, run: Run, pubs: list[Piece], told: list[Piece]) -> None:
    site = run.site
    assert isinstance(site.node.func, ast.Attribute)
    receiver = context.span(site.id[0], site.node.func.value)
    plan.replace(context.span(site.id[0], site.node), receiver, ".run(", *pubs, *told, ")")


def read_values(context: Context, group: Group, plan: Plan, one: dict[NodeId, bool]) -> list[str]:
    """``values`` and ``metadata`` of a result, from its PUBs; what changes.

    Args:
        one: by site, whether one PUB holds all its expectation values.
    """
    changes: list[str] = []
    for each in group.fields:
        sites = [site for site in group.sites if each in site.fields]
        if each.name == "metadata":
            single = [site.submission.many is False or site.submission.length == 1 for site in sites]
            sole = all(lone or not one[site.id] for lone, site in zip(single, sites, strict=True))
            changes.append(read_metadata(context, plan, each, alone=sole))
            continue
        alone = {one[site.id] for site in sites}
        receiver, span = context.span(each.id[0], each.node.value), context.span(each.id[0], each.node)
        if alone == {True}:
            plan.replace(span, receiver, "[0].data.evs")
            continue
        index = _literal_index(context, each)
        if index is not None and alone == {False}:
            around = context.program.parents(each.id[0])[each.node]
            plan.replace(context.span(each.id[0], around), receiver, f"[{index}].data.evs[0]")
            continue
        plan.replace(span, Symbol("numpy", "concatenate"), "([pub.data.evs for pub in ", receiver, "])")
    return changes


def _literal_index(context: Context, each: Field) -> int | None:
    parent = context.program.parents(each.id[0]).get(each.node)
    index = parent.slice if isinstance(parent, ast.Subscript) and parent.value is each.node else None
    return index.value if isinstance(index, ast.Constant) and type(index.value) is int else None
