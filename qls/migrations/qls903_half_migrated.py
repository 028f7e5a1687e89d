"""V2 primitives that are used as V1

What it does
    The program makes a V2 primitive, and runs it or reads its result as V1 did: `run(circuit)`,
    `run(circuits, observables)`, `result.quasi_dists`, `result.values`, `result.get_counts()`,
    `result[0].data.get_counts()`. Each raises an error.

What replaces it
    `run` takes a list of PUBs: `run([circuit])`, `run([(circuit, observable)])`. The result has one item a PUB, whose
    `data` has one field a classical register, or `evs` and `stds`: `result[0].data.meas.get_counts()`,
    `result[0].join_data().get_counts()` over all registers, `result[0].data.evs`.

What changes in your results
    The program did not run before.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Offer, Page
from qls.planning.removed.ready import ANY_ERROR, is_ready
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Piece, Plan
from qls.semantics.python.values import Sym
from qls.semantics.qiskit.facts import AsV1

_CHANGES = "The program did not run before."
PAGE = Page(
    "QLS903",
    "half-migrated",
    since="what V2 primitives take and give, since Qiskit 1.0",
    link=links.PRIMITIVES,
    changes=_CHANGES,
)
_PUB = {"sampler": "`run([circuit])`", "estimator": "`run([(circuit, observable)])`"}
_EXPECTED = "`result[0].data.evs`"
_COUNTED = "`result[0].data.<register>.get_counts()`"
_INSTEAD = {
    "quasi_dists": "the shares of the counts, `result[0].join_data().get_int_counts()`",
    "get_counts": _COUNTED,
    "data": _COUNTED,
    "get_memory": "`result[0].data.<register>.get_bitstrings()`",
    "get_bitstrings": "`result[0].data.<register>.get_bitstrings()`",
    "values": _EXPECTED,
    "evs": _EXPECTED,
    "stds": "`result[0].data.stds`",
}
_OTHERWISE = "what takes its place is used in another way"
_ERRORS = ANY_ERROR | {"AttributeError", "TypeError", "ValueError"}


def find(context: Context) -> Iterator[Finding]:
    for id, events in context.facts.as_v1.items():
        event = events[0]
        read = context.facts.fields.get(id)
        others = read is not None and not all(isinstance(atom, Sym) for atom in read.receiver)
        may_be_v1 = id in context.facts.sites or id in context.facts.reads or others
        name = event.node.attr if isinstance(event.node, ast.Attribute) else "run"
        if may_be_v1 or any(each.guarded for each in events) or is_ready(context, id, event.node, name, _ERRORS):
            continue
        if isinstance(event.node, ast.Call):
            message, plan = f"`run` of a V2 primitive takes a list of PUBs: {_PUB[event.kind]}.", _listed
            title = "Give run a list of PUBs"
        else:
            message = f"A V2 result has no `{name}`: use {_INSTEAD[name]}."
            plan, title = _read, "Read it as V2 gives it"
        outcome = context.once(("as-v1", id), partial(_outcome, context, events, plan))
        span = context.program.range(id)
        yield PAGE.finding(context, span, message, Offer(title, "result", outcome), severity=Severity.ERROR)


def _outcome(
    context: Context, events: list[AsV1], plan_for: Callable[[Context, AsV1, Plan], None]
) -> tuple[Plan, str, str]:
    plan = Plan()
    if len({(each.owner, each.kind, each.single) for each in events}) > 1:
        raise Refusal("the name stands for something else on another path")
    plan_for(context, events[0], plan)
    return plan, "", _CHANGES


def _listed(context: Context, event: AsV1, plan: Plan) -> None:
    """``run(circuit, observable)`` becomes ``run([(circuit, observable)])``."""
    node, serial = event.node, event.id[0]
    assert isinstance(node, ast.Call)
    named = {each.arg: each.value for each in node.keywords}
    given = [*node.args, *(named[name] for name in ("circuits", "observables") if name in named)]
    valued = "parameter_values" in named or len(given) > (1 if event.kind == "sampler" else 2)
    if not event.single or valued:
        raise Refusal("whether one circuit is run, with one value for each parameter, is not in sight")
    others = [context.span(serial, each) for each in node.keywords if each.value not in given]
    first, *second = [context.span(serial, each) for each in given]
    pub: list[Piece] = ["([(", first, ", ", *second, ")]"] if second else ["([", first, "]"]
    options = [piece for span in others for piece in (", ", span)]
    plan.replace(context.span(serial, node), context.span(serial, node.func), *pub, *options, ")")


def _read(context: Context, event: AsV1, plan: Plan) -> None:
    """``result.values[0]`` becomes ``result[0].data.evs``, ``result.get_counts()`` reads the first PUB."""
    node = event.node
    assert isinstance(node, ast.Attribute)
    parent = context.program.parents(event.id[0]).get(node)
    if event.kind == "sampler" and node.attr == "get_counts" and isinstance(parent, ast.Call) and parent.func is node:
        _read_counts(context, event, node, parent, plan)
    elif event.kind == "estimator" and node.attr in ("evs", "stds", "values"):
        _read_values(context, event, node, parent, plan)
    elif event.kind == "sampler" and node.attr == "quasi_dists" and event.owner == "PrimitiveResult":
        _read_shares(context, event, node, parent, plan)
    else:
        raise Refusal(_OTHERWISE)


def _read_counts(context: Context, event: AsV1, node: ast.Attribute, call: ast.Call, plan: Plan) -> None:
    if call.args or call.keywords:
        raise Refusal("which PUB the counts are of is not in sight")
    data = event.owner == "DataBin" and isinstance(node.value, ast.Attribute)
    owner = context.span(event.id[0], node.value.value if data else node.value)  # type: ignore[attr-defined]  # of data
    first = "[0]" if event.owner == "PrimitiveResult" else ""
    plan.replace(context.span(event.id[0], node), owner, f"{first}.join_data().get_counts")


def _read_shares(context: Context, event: AsV1, node: ast.Attribute, parent: ast.AST | None, plan: Plan) -> None:
    """``result.quasi_dists[0]`` becomes the share of every outcome among the samples of that PUB."""
    serial = event.id[0]
    owner = context.span(serial, node.value)
    shares = "{outcome: count / bits.num_shots for "
    each = "for outcome, count in bits.get_int_counts().items()}"
    if isinstance(parent, ast.Subscript) and parent.value is node and not isinstance(parent.slice, ast.Slice):
        index = context.span(serial, parent.slice)
        pieces: list[Piece] = [shares, "bits in [", owner, "[", index, f"].join_data()] {each}"]
        plan.replace(context.span(serial, parent), *pieces)
    else:
        plan.replace(context.span(serial, node), f"[{shares}bits in [pub.join_data()] {each} for pub in ", owner, "]")


def _read_values(context: Context, event: AsV1, node: ast.Attribute, parent: ast.AST | None, plan: Plan) -> None:
    serial, field = event.id[0], "stds" if node.attr == "stds" else "evs"
    owner = context.span(serial, node.value)
    if event.owner == "PubResult":
        plan.replace(context.span(serial, node), owner, f".data.{field}")
    elif isinstance(parent, ast.Subscript) and parent.value is node:
        plan.replace(context.span(serial, parent), owner, "[", context.span(serial, parent.slice), f"].data.{field}")
    else:
        raise Refusal(_OTHERWISE)


EXAMPLES = (
    Example(
        "distributions are shares of the counts",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler as Sampler

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
result = Sampler(seed=7).run([qc, qc], shots=100).result()
print(result.quasi_dists[0])
zeros = [dist.get(0, 0) for dist in result.quasi_dists]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler as Sampler

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.measure_all()
result = Sampler(seed=7).run([qc, qc], shots=100).result()
print(
    {
        outcome: count / bits.num_shots
        for bits in [result[0].join_data()]
        for outcome, count in bits.get_int_counts().items()
    }
)
zeros = [
    dist.get(0, 0)
    for dist in [
        {
            outcome: count / bits.num_shots
            for bits in [pub.join_data()]
            for outcome, count in bits.get_int_counts().items()
        }
        for pub in result
    ]
]
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "circuits are given as V1 took them, and counts are read of the whole result",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])
sampler = StatevectorSampler(seed=7)
counts = sampler.run(qc, shots=200).result().get_counts()
result = sampler.run([qc]).result()
again = result[0].get_counts()
once = result[0].data.get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorSampler

qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])
sampler = StatevectorSampler(seed=7)
counts = sampler.run([qc], shots=200).result()[0].join_data().get_counts()
result = sampler.run([qc]).result()
again = result[0].join_data().get_counts()
once = result[0].join_data().get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "an observable is given beside the circuit, and values are read",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.h(0)
estimator = StatevectorEstimator()
job = estimator.run(circuits=qc, observables=SparsePauliOp("X"))
value = job.result().values[0]
other = estimator.run((qc, SparsePauliOp("Z"))).result()[0].evs
third = estimator.run(qc, SparsePauliOp("X"), precision=0.01).result()[0].values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(1)
qc.h(0)
estimator = StatevectorEstimator()
job = estimator.run([(qc, SparsePauliOp("X"))])
value = job.result()[0].data.evs
other = estimator.run([(qc, SparsePauliOp("Z"))]).result()[0].data.evs
third = estimator.run([(qc, SparsePauliOp("X"))], precision=0.01).result()[0].data.evs
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "V2 is used as V2",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nqc = QuantumCircuit(1, 1)\nresult = StatevectorSampler().run([qc]).result()\n"
        "print(result[0].data.c.get_counts(), result[0].data.values(), result[0].metadata)\n"
        "print(StatevectorEstimator().run(((qc, 'Z'),), precision=0.1).result()[0].data.evs)\n",
    ),
    LeaveAlone(
        "the result may be of V1 as well",
        "from qiskit import QuantumCircuit\n\ntry:\n    from qiskit.primitives import StatevectorSampler as Sampler\n"
        "except ImportError:\n    from qiskit.primitives import Sampler\n"
        "print(Sampler().run([QuantumCircuit(1)]).result().quasi_dists)\n",
    ),
    LeaveAlone(
        "the error is expected",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nresult = StatevectorSampler().run([QuantumCircuit(1)]).result()\n"
        "try:\n    print(result.quasi_dists)\nexcept AttributeError:\n    print(result[0].data)\n",
    ),
    LeaveAlone(
        "one PUB has one distribution, and no list of them",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nresult = StatevectorSampler().run([QuantumCircuit(1)]).result()\nprint(result[0].quasi_dists)\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "all values are read at once",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator\n\n"
        "print(sum(StatevectorEstimator().run([(QuantumCircuit(1), 'Z')]).result().values))\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "values for parameters may be those of several runs",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nqc = QuantumCircuit(1, 1)\nStatevectorSampler().run(qc, [0.5])\n",
        finding=True,
        because="whether one circuit is run, with one value for each parameter, is not in sight",
    ),
    LeaveAlone(
        "several circuits are run with several observables",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nqc = QuantumCircuit(1)\nStatevectorEstimator().run([qc, qc], ['X', 'Z'])\n",
        finding=True,
        because="whether one circuit is run, with one value for each parameter, is not in sight",
    ),
    LeaveAlone(
        "the counts of one of several circuits are read",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nqc = QuantumCircuit(1, 1)\nprint(StatevectorSampler().run([qc, qc]).result().get_counts(1))\n",
        finding=True,
        because="which PUB the counts are of is not in sight",
    ),
    LeaveAlone(
        "what is run is another primitive on another path",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import StatevectorEstimator, StatevectorSampler\n\nqc = QuantumCircuit(1, 1)\nprimitive = StatevectorSampler() if qc.depth() else StatevectorEstimator()\n"
        "print(primitive.run(qc))\n",
        finding=True,
        because="the name stands for something else on another path",
    ),
)
