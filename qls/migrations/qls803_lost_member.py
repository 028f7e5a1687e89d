"""Members and arguments that are gone

What it does
    Classes and functions that are still there have lost methods, attributes and parameters:
    `circuit.calibrations`, `instruction.condition`, `one + other` of circuits, `transpile(…, inst_map=…)`,
    `pass_manager.append(…, max_iteration=…)`. Using one raises AttributeError or TypeError.

What replaces it
    What the finding says, where something does.

What changes in your results
    Nothing: an argument that is `None`, as it was by default, is left out; `append(passes, do_while=…)` of a pass
    manager appends the controller that it made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, members
from qls.catalogue.symbols import SYMBOLS
from qls.planning.findings import Offer, Page
from qls.planning.removed.names import release
from qls.planning.removed.ready import ANY_ERROR, is_ready
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan, Symbol
from qls.semantics.qiskit.conditions import GATE_CONDITION
from qls.semantics.qiskit.facts import Lost
from qls.syntax.text import Position, Range

PAGE = Page(
    "QLS803",
    "member-removed",
    since="removed between Qiskit 0.25 and 2.0, each when its finding says",
    link=links.FEATURES,
    changes="nothing.",
)
# What is raised where a member, or a parameter, is not there.
_ERRORS = {"member": ANY_ERROR | {"AttributeError"}, "parameter": ANY_ERROR | {"TypeError"}}
# What another migration speaks for: methods of a circuit in the catalogue, and ``c_if`` of what a circuit hands out.
_CIRCUIT, _CONDITIONAL = "qiskit.circuit.QuantumCircuit", {GATE_CONDITION, "qiskit.circuit.InstructionSet().c_if"}
_WITH_V1 = ("qiskit_ibm_runtime.Session", "qiskit_ibm_runtime.Options")


def find(context: Context) -> Iterator[Finding]:
    for event in context.facts.lost.values():
        if event.guarded or _said_by_another(context, event):
            continue
        if is_ready(context, event.id, event.node, event.name, _ERRORS[event.kind]):
            continue
        member = event.kind == "member"
        if member and any(map(context.mentions, members.words_of_those_with(event.owner, event.name))):
            continue
        fact = (members.fact_of_member if member else members.fact_of_parameter)(event.owner, event.name)
        if not context.environment.at_least(fact.package, fact.deprecated or fact.removed):
            continue
        gone = context.environment.at_least(fact.package, fact.removed)
        message = _message(event, release(fact.package, fact.removed), gone=gone)
        span = _place(context, event)
        outcome = context.once(("lost", event.id), lambda event=event: (_plan(context, event), "", ""))  # type: ignore[misc]  # a default binds the loop's name, and mypy infers no type for it
        severity = Severity.ERROR if gone else Severity.WARNING
        controller = _controller(event)
        title = f"Leave {event.name} out" if controller is None else f"Append a {controller[1]}"
        offer = Offer(title, "import", outcome)
        yield PAGE.finding(context, span, message, offer, severity=severity, uses=_spoken_for(context, event))


def _message(event: Lost, since: str, *, gone: bool) -> str:
    instead = members.instead(event.owner, event.name)
    owner = event.owner.rpartition(".")[2]
    if event.kind == "parameter":
        inside = event.owner.rpartition(".")[0].rpartition(".")[2]
        what = f"`{event.name}` of `{f'{inside}.' if inside[:1].isupper() else ''}{owner}`"
    else:
        what = f"`{event.name}` of `{owner}`"
    advice = f": use {instead}." if instead else "; nothing is known to replace it."
    return f"{what} {'was removed in' if gone else 'goes with'} {since}{advice}"


def _spoken_for(context: Context, event: Lost) -> tuple[Range, ...] | None:
    """What is called with the argument, where another migration may say that the call has to change."""
    call = context.program.parents(event.id[0]).get(event.node)
    if not event.owner.startswith(members.ELSEWHERE) or not isinstance(call, ast.Call):
        return None
    return (context.span(event.id[0], call.func),)


def _said_by_another(context: Context, event: Lost) -> bool:
    """True for a method that is called and has a migration of its own, and for what moves with V1 primitives."""
    if event.owner.startswith(_WITH_V1) and any(p.origin == "runtime" for p in context.facts.primitives.values()):
        return True
    parent = context.program.parents(event.id[0]).get(event.node)
    if event.kind != "member" or not isinstance(parent, ast.Call) or parent.func is not event.node:
        return False
    if event.name in ("combine", "extend"):  # said with the sums
        return True
    names = {called.name for events in context.facts.called.values() for called in events if called.node is parent}
    return bool(names & _CONDITIONAL) or (f"circuit.{event.name}" in names and f"{_CIRCUIT}.{event.name}" in SYMBOLS)


def _place(context: Context, event: Lost) -> Range:
    around = context.program.in_fstring(event.id, event.node)
    if around is not None:
        return context.span(event.id[0], around)
    span = context.program.range(event.id)
    if isinstance(event.node, ast.Attribute):
        return Range(Position(span.end.line, span.end.column - len(event.name)), span.end)
    return span


def _plan(context: Context, event: Lost) -> Plan:
    if not isinstance(event.node, ast.keyword):
        raise Refusal("what takes its place is used otherwise")
    if _controller(event):
        return _controlled(context, event, event.node)
    if not (isinstance(event.node.value, ast.Constant) and event.node.value.value is None):
        raise Refusal("a value is given, which today has another place or none")
    call = context.program.parents(event.id[0])[event.node]
    assert isinstance(call, ast.Call)
    given = sorted(context.span(event.id[0], each) for each in (*call.args, *call.keywords))
    mine = context.span(event.id[0], event.node)
    at = given.index(mine)
    start = given[at - 1].end if at else mine.start
    end = given[at + 1].start if not at and len(given) > 1 else mine.end
    text = context.text(Range(start, mine.start)) + context.text(Range(mine.end, end))
    if text.strip() not in ("", ","):
        raise Refusal("there is a comment or a bracket beside it")
    plan = Plan()
    plan.replace(Range(start, end), "")
    return plan


def _controller(event: Lost) -> tuple[str, str] | None:
    """The module and name of the controller that a pass manager made of the argument."""
    name = members.CONTROLLERS.get(event.name) if event.owner.startswith("qiskit.transpiler.PassManager.") else None
    if name is None or event.kind != "parameter":
        return None
    module, _, last = name.rpartition(".")
    return module, last


def _controlled(context: Context, event: Lost, keyword: ast.keyword) -> Plan:
    """``append(passes, do_while=test)`` appends ``DoWhileController(passes, do_while=test)``."""
    call = context.program.parents(event.id[0])[keyword]
    controller = _controller(event)
    assert isinstance(call, ast.Call)
    assert controller is not None
    places = 2 if event.owner.endswith(".replace") else 1
    if len(call.args) != places or len(call.keywords) != 1 or isinstance(call.args[-1], ast.Starred):
        raise Refusal("it stands beside arguments that may belong to it, too")
    if context.mentions("max_iteration"):
        raise Refusal("the pass manager's `max_iteration` may be another than the controller's")
    serial = event.id[0]
    opens, ends = context.span(serial, call.args[-1]).start, context.span(serial, keyword).end
    plan = Plan()
    plan.replace(Range(opens, opens), Symbol(*controller), "(")
    plan.replace(Range(ends, ends), ")")
    return plan


EXAMPLES = (
    Example(
        "arguments that were left at their default are left out",
        """\
from qiskit import QuantumCircuit, transpile

qc = QuantumCircuit(1)
qc.x(0)
one = transpile(qc, basis_gates=["x"], backend_properties=None, inst_map=None).count_ops()["x"]
two = transpile(instruction_durations=None, circuits=qc).count_ops()["x"]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile

qc = QuantumCircuit(1)
qc.x(0)
one = transpile(qc, basis_gates=["x"]).count_ops()["x"]
two = transpile(circuits=qc).count_ops()["x"]
"""
        },
    ),
    Example(
        "passes under a condition are appended with their controller",
        """\
from qiskit import QuantumCircuit
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Depth, FixedPoint, InverseCancellation
from qiskit.circuit.library import CXGate, HGate

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.cx(0, 1)
qc.h(0)
pm = PassManager()
loop = [InverseCancellation([CXGate(), HGate()]), Depth(), FixedPoint("depth")]
pm.append(loop, do_while=lambda p: not p["depth_fixed_point"])
pm.append(InverseCancellation([HGate()]), condition=lambda p: p["depth"] == 0)
left = pm.run(qc).size()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.passmanager import ConditionalController, DoWhileController
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Depth, FixedPoint, InverseCancellation
from qiskit.circuit.library import CXGate, HGate

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
qc.cx(0, 1)
qc.h(0)
pm = PassManager()
loop = [InverseCancellation([CXGate(), HGate()]), Depth(), FixedPoint("depth")]
pm.append(DoWhileController(loop, do_while=lambda p: not p["depth_fixed_point"]))
pm.append(
    ConditionalController(InverseCancellation([HGate()]), condition=lambda p: p["depth"] == 0)
)
left = pm.run(qc).size()
"""
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a class of the program has members of these names",
        "from qiskit import QuantumCircuit\n\n\nclass Plan:\n    calibrations = 1\n\n\nprint(Plan().calibrations)\n",
    ),
    LeaveAlone(
        "the program is ready for a circuit without calibrations",
        "from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(1)\nif hasattr(qc, 'calibrations'):\n"
        "    print(qc.calibrations)\ntry:\n    print(qc.calibrations)\nexcept AttributeError:\n    pass\n",
    ),
    LeaveAlone(
        "the instruction may be a delay, or a block with a condition",
        "from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(1, 1)\nqc.delay(3, 0)\nprint(qc.data[0].operation.unit)\n"
        "with qc.if_test((0, 1)):\n    qc.x(0)\nprint(qc.data[-1].operation.condition)\n",
    ),
    LeaveAlone("circuits are put together as today", "from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(1)\n"
               "print(qc.compose(qc), qc & qc, qc ^ qc, sum([1, 2]) + 1)\n"),
    LeaveAlone(
        "a member is read",
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit.library import XGate\n\nqc = QuantumCircuit(1)\nqc.x(0)\n"
        "print(qc.calibrations, XGate().duration, [inst.operation.condition for inst in qc.data])\n",
        finding=True,
        because="what takes its place is used otherwise",
    ),
    LeaveAlone(
        "an argument has a value",
        "from qiskit.transpiler import PassManager\nfrom qiskit.transpiler.passes import Optimize1qGates\n\n"
        "pm = PassManager()\npm.append(Optimize1qGates(), max_iteration=5)\n",
        finding=True,
        because="a value is given, which today has another place or none",
    ),
    LeaveAlone(
        "a condition stands beside a loop",
        "from qiskit.transpiler import PassManager\nfrom qiskit.transpiler.passes import Depth\n\npm = PassManager()\n"
        "pm.append(Depth(), condition=bool, do_while=bool)\n",
        finding=True,
        because="it stands beside arguments that may belong to it, too",
    ),
    LeaveAlone(
        "the loop may have a limit of its own",
        "from qiskit.transpiler import PassManager\nfrom qiskit.transpiler.passes import Depth\n\n"
        "pm = PassManager(max_iteration=3)\npm.append(Depth(), do_while=bool)\n",
        finding=True,
        because="the pass manager's `max_iteration` may be another than the controller's",
    ),
    LeaveAlone(
        "the call stands inside an f-string",
        "from qiskit import QuantumCircuit, transpile\n\nprint(f'{0:{transpile(QuantumCircuit(1), inst_map=None)}}')\n",
        finding=True,
        because="`transpile(QuantumCircuit(1), inst_map=None)` stands inside an f-string",
    ),
    LeaveAlone(
        "there is a comment beside the argument",
        "from qiskit import QuantumCircuit, transpile\n\none = transpile(\n    QuantumCircuit(1),  # empty\n"
        "    inst_map=None,\n)\n",
        finding=True,
        because="there is a comment or a bracket beside it",
    ),
)  # fmt: skip
