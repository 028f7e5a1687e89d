"""Methods of circuits that are gone

What it does
    `bind_parameters`, `qasm` and the aliases `cnot`, `toffoli`, `fredkin`, `mct`, `i` were removed from
    `QuantumCircuit` in Qiskit 1.0; `c_if` was removed in 2.0; `u1`, `u2`, `u3`, `cu1`, `cu3` and `mcu1` were removed
    in 0.40.

What replaces it
    `assign_parameters`, `qasm2.dumps(circuit)`, `cx`, `ccx`, `cswap`, `mcx`, `id`, and
    `with circuit.if_test((register, value)):` around the gate. `p`, `u`, `cp`, `cu` and `mcp` for the gates that were
    numbered: the same unitaries, the global phase included. The gates of `diagonal`, `hamiltonian`, `isometry`, `uc` and
    `ucrx` are appended: `circuit.append(DiagonalGate(values), qubits)`.

What changes in your results
    Nothing. Of the numbered gates, drawings show the names of today; where the program counts gates or writes
    OpenQASM, the fix is an unsafe one for that.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone, qls801_appended, qls801_conditions
from qls.catalogue.symbols import SYMBOLS, Symbol
from qls.planning.findings import Offer, Page
from qls.planning.removed import appended
from qls.planning.removed.ready import is_ready
from qls.planning.sampling import conditional
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.rewriting.plan import Symbol as Import
from qls.semantics.qiskit.conditions import GATE_CONDITION
from qls.semantics.qiskit.facts import Called
from qls.syntax.text import Position, Range

PAGE = Page(
    "QLS801",
    "circuit-method-removed",
    since="removed in Qiskit 1.0; c_if in 2.0; u1, u2, u3, cu1, cu3, mcu1 in 0.40",
    link=SYMBOLS["qiskit.circuit.QuantumCircuit.cnot"].link,
    changes="nothing.",
)
SINCE = "removed in Qiskit 1.0; c_if in 2.0; u1, u2, u3, cu1, cu3, mcu1 in 0.40"

_CIRCUIT, _NO_SUCH = "qiskit.circuit.QuantumCircuit.", frozenset({"AttributeError"})
_RENAMED = {"bind_parameters", "cnot", "toffoli", "fredkin", "mct", "i"}  # same arguments (V: signatures 0.45.3, 2.6.2)
# The same arguments too, by the same names, and the same unitary (V: signatures and operators, terra 0.22.4).
_NUMBERED = {"u1": "p", "u3": "u", "cu1": "cp", "mcu1": "mcp", "u2": "u", "cu3": "cu"}
_SAY_NAMES = {"tells.count_ops", "tells.get_instructions", "circuit.qasm", "qiskit.qasm2.dumps", "qiskit.qasm2.dump",
              "qiskit.qasm3.dumps", "qiskit.qasm3.dump"}  # fmt: skip
_OTHER_NAME = (
    "The gate has another name: what counts gates by their names, or writes them, says `{0}` where it said `{1}`."
)
_IN_A_BLOCK = "The gate stands in a block: what counts gates by their names, or writes them, says `if_else` for it."
# V: counts of a conditional measurement on Aer 0.13.3 and 0.17.2, and of one in a block on 0.17.2.
_ALWAYS_MEASURED = "Aer measured whatever the condition was; in a block it measures only where it holds."
_TAKES_MORE = "Where `bind_parameters` raised because a value was no number, `assign_parameters` takes a parameter."
_CONDITIONAL_CALLS = {
    "qiskit.circuit.InstructionSet().c_if": "qiskit.circuit.InstructionSet.c_if",
    GATE_CONDITION: "qiskit.circuit.Gate.c_if",
}


def find(context: Context) -> Iterator[Finding]:
    calls = [events[0] for events in context.facts.called.values()]
    named = any(event.name in _SAY_NAMES for event in calls)
    for event in calls:
        if event.guarded or is_ready(context, event.id, event.node, event.name.rpartition(".")[2], _NO_SUCH):
            continue
        if event.name.startswith("circuit."):
            fact = SYMBOLS.get(_CIRCUIT + event.name.removeprefix("circuit."))
        elif event.name in _CONDITIONAL_CALLS:
            fact = SYMBOLS[_CONDITIONAL_CALLS[event.name]]
        else:
            continue
        if fact is not None and context.environment.at_least("qiskit", fact.deprecated or fact.removed):
            yield _finding(context, event, fact, named=named)


def _finding(context: Context, event: Called, fact: Symbol, *, named: bool) -> Finding:
    method = fact.name.rpartition(".")[2]
    name = _name_range(context, event)
    changes = _OTHER_NAME.format(_NUMBERED[method], method) if named and method in _NUMBERED else ""
    if method == "c_if":
        measured = [_ALWAYS_MEASURED] if _is_of_measurement(event) else []
        changes = " ".join([*measured, *([_IN_A_BLOCK] if named else [])])
    changes = _TAKES_MORE if method == "bind_parameters" and _may_raise(context, event) else changes
    outcome = context.once(("method", event.id), lambda: (_plan(context, event, method, fact), "", changes))
    gone = context.environment.at_least("qiskit", fact.removed)
    instead = fact.replacement.removeprefix("qiskit.circuit.QuantumCircuit.").removeprefix("qiskit.")
    message = f"`{method}` {'was removed in' if gone else 'goes with'} Qiskit {fact.removed}: use `{instead}`."
    severity = Severity.ERROR if gone else Severity.WARNING
    offer = Offer(f"Use {instead}", "import", outcome)
    return PAGE.finding(context, name, message, offer, severity=severity, link=fact.link)


def _is_of_measurement(event: Called) -> bool:
    """True for ``circuit.measure(…).c_if(…)``."""
    gate = event.node.func.value if isinstance(event.node.func, ast.Attribute) else None
    return isinstance(gate, ast.Call) and isinstance(gate.func, ast.Attribute) and gate.func.attr == "measure"


def _may_raise(context: Context, event: Called) -> bool:
    """True where the call may raise for a value that is no number, and the program goes on."""
    guarded = any(isinstance(parent, ast.Try) for parent in context.program.lineage(event.id[0], event.node))
    given = event.node.args[0] if event.node.args else None
    values = given.values if isinstance(given, ast.Dict) else given.elts if isinstance(given, ast.List) else [given]
    return guarded and not all(isinstance(value, ast.Constant) for value in values)


def _name_range(context: Context, event: Called) -> Range:
    """The method's name in the call."""
    around = context.program.in_fstring(event.id, event.node)
    if around is not None:
        return context.span(event.id[0], around)
    span, func = context.span(event.id[0], event.node.func), event.node.func
    if not isinstance(func, ast.Attribute):  # what gives the method is called
        return span
    return Range(Position(span.end.line, span.end.column - len(func.attr)), span.end)


def _plan(context: Context, event: Called, method: str, fact: Symbol) -> Plan:
    plan = Plan()
    if method in _RENAMED:
        plan.replace(_name_range(context, event), fact.replacement.rpartition(".")[2])
    elif method in ("u2", "cu3"):
        _plan_angles(context, event, method, plan)
    elif method in _NUMBERED:
        plan.replace(_name_range(context, event), _NUMBERED[method])
    elif method == "qasm":
        _plan_qasm(context, event, plan)
    elif method == "c_if":
        conditional.refuse_blocks(context)
        conditional.plan_condition(context, event, plan)
    elif method in appended.METHODS:
        appended.append(context, event, method, plan)
    else:
        raise Refusal("its arguments are laid out otherwise today")
    return plan


def _plan_angles(context: Context, event: Called, method: str, plan: Plan) -> None:
    """``u2(a, b, qubit)`` is ``u(pi / 2, a, b, qubit)``; ``cu3(a, b, c, …)`` is ``cu(a, b, c, 0, …)``."""
    name, given = _name_range(context, event), [*event.node.args, *(k for k in event.node.keywords)]
    if any(isinstance(a, ast.Starred) for a in event.node.args) or any(k.arg is None for k in event.node.keywords):
        raise Refusal("which of its arguments are angles cannot be seen")
    if not given:
        raise Refusal("it is given no angles")
    serial, positional = event.id[0], len(event.node.args)
    if method == "u2":
        first = context.span(serial, given[0]).start if given else name.end
        _between(context, Range(name.start, first), "u2(")
        plan.replace(Range(name.start, first), "u(", Import("math", "pi"), " / 2, ")
        return
    plan.replace(name, "cu")
    if positional < 4:
        last = context.span(serial, given[-1])
        plan.replace(Range(last.end, last.end), ", gamma=0")
        return
    gap = Range(context.span(serial, given[2]).end, context.span(serial, given[3]).start)
    _between(context, gap, ",")
    plan.replace(gap, ", 0, ")


def _between(context: Context, span: Range, words: str) -> None:
    """
    Raises:
        Refusal: something else stands there, a bracket or a comment.
    """
    if context.text(span).strip() != words:
        raise Refusal("its angles are in brackets, or have a comment")


def _plan_qasm(context: Context, event: Called, plan: Plan) -> None:
    if event.node.args or event.node.keywords:
        raise Refusal("qasm2.dumps neither colours nor writes a file")
    assert isinstance(event.node.func, ast.Attribute)
    receiver = context.span(event.id[0], event.node.func.value)
    parent = context.program.parents(event.id[0]).get(event.node)
    inside = isinstance(parent, (ast.Attribute, ast.Subscript, ast.BinOp))
    # V: the method's text ended with a line break, that of dumps does not (0.45.3, 2.6.2).
    opening, closing = ("(", ') + "\\n")') if inside else ("", ') + "\\n"')
    plan.replace(
        context.span(event.id[0], event.node), opening, Import("qiskit", "qasm2"), ".dumps(", receiver, closing
    )


EXAMPLES = (
    *qls801_appended.EXAMPLES,
    *qls801_conditions.EXAMPLES,
    Example(
        "aliases, parameters and OpenQASM",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

theta = Parameter("t")
qc = QuantumCircuit(4)
qc.ry(0.1, 0)
qc.cnot(0, 1)
qc.toffoli(0, 1, 2)
qc.mct([0, 1, 2], 3)
qc.i(0)
turned = QuantumCircuit(1)
turned.rx(theta, 0)
bound = turned.bind_parameters({theta: 0.5})
counted = dict(bound.count_ops())
text = QuantumCircuit(1, 1).qasm()
lines = len(qc.qasm().split(";"))
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, qasm2
from qiskit.circuit import Parameter

theta = Parameter("t")
qc = QuantumCircuit(4)
qc.ry(0.1, 0)
qc.cx(0, 1)
qc.ccx(0, 1, 2)
qc.mcx([0, 1, 2], 3)
qc.id(0)
turned = QuantumCircuit(1)
turned.rx(theta, 0)
bound = turned.assign_parameters({theta: 0.5})
counted = dict(bound.count_ops())
text = qasm2.dumps(QuantumCircuit(1, 1)) + "\\n"
lines = len((qasm2.dumps(qc) + "\\n").split(";"))
"""
        },
    ),
    Example(
        "numbered gates have the names of today",
        """\
import math

from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

qc = QuantumCircuit(3)
qc.h([0, 1, 2])
qc.u1(math.pi / 8, 0)
qc.u2(0.1, math.pi, 1)
qc.u2(phi=0.3, lam=0.4, qubit=2)
for qubit in range(2):
    qc.u3(0.5, 0.6, 0.7, qubit)
    qc.cu1(math.pi / 2 ** (qubit + 1), qubit, qubit + 1)
qc.cu3(0.2, 0.3, 0.4, 1, 2)
qc.cu3(theta=0.5, phi=0.6, lam=0.7, control_qubit=0, target_qubit=1)
qc.mcu1(0.9, [0, 1], 2)
unitary = Operator(qc)
""",
        {
            "auto": """\
import math

from qiskit import QuantumCircuit
from math import pi
from qiskit.quantum_info import Operator

qc = QuantumCircuit(3)
qc.h([0, 1, 2])
qc.p(math.pi / 8, 0)
qc.u(pi / 2, 0.1, math.pi, 1)
qc.u(pi / 2, phi=0.3, lam=0.4, qubit=2)
for qubit in range(2):
    qc.u(0.5, 0.6, 0.7, qubit)
    qc.cp(math.pi / 2 ** (qubit + 1), qubit, qubit + 1)
qc.cu(0.2, 0.3, 0.4, 0, 1, 2)
qc.cu(theta=0.5, phi=0.6, lam=0.7, control_qubit=0, target_qubit=1, gamma=0)
qc.mcp(0.9, [0, 1], 2)
unitary = Operator(qc)
"""
        },
        old="0.22",
    ),
    Example(
        "where gates are counted by their names, the new one is said",
        """\
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.cu1(0.5, 0, 1)
gates = dict(qc.count_ops())
""",
        {
            "auto": """\
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.cp(0.5, 0, 1)
gates = dict(qc.count_ops())
"""
        },
        old="0.22",
        unsafe=True,
    ),
    Example(
        "a conditional gate becomes a block",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, execute
from qiskit_aer import AerSimulator

qr = QuantumRegister(2)
cr = ClassicalRegister(2, "c")
qc = QuantumCircuit(qr, cr)
qc.x(0)
qc.measure(0, 0)
for target in range(1):
    qc.x(1).c_if(cr, 1)  # when the first bit is set
qc.measure(1, 1)
simulator = AerSimulator()
counts = execute(qc, simulator).result().get_counts()
""",
        {
            "auto": """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qr = QuantumRegister(2)
cr = ClassicalRegister(2, "c")
qc = QuantumCircuit(qr, cr)
qc.x(0)
qc.measure(0, 0)
for target in range(1):
    with qc.if_test((cr, 1)):
        qc.x(1)  # when the first bit is set
qc.measure(1, 1)
simulator = AerSimulator()
isa_circuit = transpile(qc, simulator, optimization_level=1)
sampler = SamplerV2.from_backend(simulator)
counts = sampler.run([isa_circuit]).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "gates that depend on a measurement keep running on AerSimulator, which takes control flow",
        """\
from qiskit import QuantumCircuit, execute
from qiskit.providers.aer import Aer

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
qc.x(0).c_if(0, 1)
qc.measure(0, 0)
backend = Aer.get_backend("qasm_simulator")
result = execute(qc, backend).result()
worked, counts = result.success, result.get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator

qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
with qc.if_test((qc.clbits[0], 1)):
    qc.x(0)
qc.measure(0, 0)
backend = AerSimulator()
result = backend.run(transpile(qc, backend, optimization_level=1)).result()
worked, counts = result.success, result.get_counts()
"""
        },
    ),
    Example(
        "a conditional gate that is counted is a block today",
        """\
from qiskit import QuantumCircuit

qc = QuantumCircuit(2, 2)
qc.measure(0, 0)
qc.x(1).c_if(0, 1)
gates = dict(qc.count_ops())
""",
        {
            "auto": """\
from qiskit import QuantumCircuit

qc = QuantumCircuit(2, 2)
qc.measure(0, 0)
with qc.if_test((qc.clbits[0], 1)):
    qc.x(1)
gates = dict(qc.count_ops())
"""
        },
        unsafe=True,
    ),
    Example(
        "a condition on a measurement, of which Aer took no notice, is one in a block",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

first, second = ClassicalRegister(1, "first"), ClassicalRegister(1, "second")
qc = QuantumCircuit(QuantumRegister(2), first, second)
qc.measure(0, first)
qc.measure(1, second).c_if(first, 1)
size = qc.num_clbits
""",
        {
            "auto": """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

first, second = ClassicalRegister(1, "first"), ClassicalRegister(1, "second")
qc = QuantumCircuit(QuantumRegister(2), first, second)
qc.measure(0, first)
with qc.if_test((first, 1)):
    qc.measure(1, second)
size = qc.num_clbits
"""
        },
        unsafe=True,
    ),
    Example(
        "where bind_parameters is expected to raise, assign_parameters may not",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

theta, value = Parameter("theta"), 0.5
qc = QuantumCircuit(1)
qc.rx(theta, 0)
try:
    bound = qc.bind_parameters({theta: value}).num_parameters
except TypeError:
    bound = -1
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

theta, value = Parameter("theta"), 0.5
qc = QuantumCircuit(1)
qc.rx(theta, 0)
try:
    bound = qc.assign_parameters({theta: value}).num_parameters
except TypeError:
    bound = -1
"""
        },
        unsafe=True,
    ),
)

_CONDITION = (
    "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\n\ncr = ClassicalRegister(1)\n"
    "qc = QuantumCircuit(QuantumRegister(1), cr)\nqc.measure(0, 0)\n"
)
LEAVE_ALONE = (
    *qls801_appended.LEAVE_ALONE,
    LeaveAlone(
        "the condition of each gate is read, and gates have none any more",
        f"{_CONDITION}qc.x(0).c_if(cr, 1)\nnumber = sum(part.operation.condition is not None for part in qc.data)\n",
        finding=True,
        because="the condition of a gate is read, and gates have none any more",
    ),
    LeaveAlone(
        "an attribute of something else is called condition",
        "from qiskit import QuantumCircuit\nfrom types import SimpleNamespace\n\n"
        "rule = SimpleNamespace(condition=1)\nqc = QuantumCircuit(1)\nqc.x(rule.condition - 1)\n",
    ),
    LeaveAlone(
        "a gate of today", "from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(1)\nqc.u(0.1, 0.2, 0.3, 0)\n"
    ),
    LeaveAlone(
        "which arguments are angles cannot be seen",
        "from qiskit import QuantumCircuit\n\nangles = (0.1, 0.2)\nqc = QuantumCircuit(1)\nqc.u2(*angles, 0)\n",
        finding=True,
        because="which of its arguments are angles cannot be seen",
    ),
    LeaveAlone(
        "a gate is given nothing",
        "from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(1)\nqc.cu3()\n",
        finding=True,
        because="it is given no angles",
    ),
    LeaveAlone(
        "the version is asked for first",
        "import qiskit\n\nqc = qiskit.QuantumCircuit(2)\nif qiskit.__version__ < '1':\n    qc.cnot(0, 1)\n"
        "elif hasattr(qc, 'cnot'):\n    qc.cnot(1, 0)\ntry:\n    qc.cnot(0, 1)\nexcept AttributeError:\n    pass\n",
    ),
    LeaveAlone("a matrix has a diagonal", "import numpy\nimport qiskit\n\nnumpy.eye(2).diagonal()\n"),
    LeaveAlone(
        "a class of the program has the method",
        "import qiskit\n\nclass Wires:\n    def cnot(self, a, b):\n        return a\n\nWires().cnot(0, 1)\n",
    ),
    LeaveAlone(
        "a conditional gate inside an expression is only explained",
        "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\n\ncr = ClassicalRegister(1)\n"
        "qc = QuantumCircuit(QuantumRegister(1), cr)\ngates = [qc.x(0).c_if(cr, 1)]\n",
        finding=True,
        because="the conditional gate is used in an expression",
    ),
    LeaveAlone(
        "no circuit with a block can be made an instruction",
        f"{_CONDITION}qc.x(0).c_if(cr, 1)\nwhole = QuantumCircuit(1, 1)\nwhole.append(qc, [0], [0])\n",
        finding=True,
        because="a circuit with conditional gates is made an instruction, which no block can be part of",
    ),
    LeaveAlone(
        "transpile refuses blocks for Aer's statevector_simulator",
        f"{_CONDITION}qc.x(0).c_if(cr, 1)\nfrom qiskit import transpile\nfrom qiskit_aer import Aer\n"
        "backend = Aer.get_backend('statevector_simulator')\n"
        "state = backend.run(transpile(qc, backend)).result().get_statevector()\n",
        finding=True,
        because="the circuit has gates that depend on a measurement, which transpile refuses for this simulator",
    ),
    LeaveAlone(
        "an appended gate is given more than names beside its condition",
        f"{_CONDITION}from qiskit.circuit.library import XGate\n\nqc.append(XGate().c_if(cr, int('1')), [0])\n",
        finding=True,
        because="the conditional gate is used in an expression",
    ),
    LeaveAlone(
        "BasicSimulator runs no gate that is appended with a condition",
        "from qiskit import QuantumCircuit\nfrom qiskit.circuit.library import XGate\n"
        "from qiskit.providers.basic_provider import BasicSimulator\n\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\nqc.append(XGate().c_if(qc.clbits[0], 1), [0])\n"
        "qc.measure(0, 0)\ncounts = BasicSimulator().run(qc).result().get_counts()\n",
        finding=True,
        because="the circuit has gates that depend on a measurement, and BasicSimulator runs none",
    ),
)
