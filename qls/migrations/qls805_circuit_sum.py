"""Circuits are composed, not added

What it does
    `one + other` and `one.combine(other)` put two circuits one behind the other, `one += other` and
    `one.extend(other)` in place. They were deprecated in Qiskit 0.36 and removed in 0.40.

What replaces it
    `one.compose(other)`, where `one` has the registers of `other`; `other.compose(one, front=True)`, where `other` has
    those of `one` and more, as a circuit that only measures has. `compose` goes by the numbers of the qubits, so it is
    safe where the registers of both are known and stand in the same order.

What changes in your results
    Nothing, where the registers of both are known; else the sum is the same where both circuits have the same ones.
    The sum is called as one of its circuits is, where it had a name of its own: so it stays as it is where results of
    several circuits are read by the circuits' names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from qls.cases import Example, LeaveAlone
from qls.catalogue import links
from qls.planning.findings import Offer, Page
from qls.planning.workbench import Context, Refusal
from qls.report import Finding
from qls.rewriting.plan import Piece, Plan
from qls.semantics.python.values import NodeId
from qls.semantics.qiskit.facts import Summed
from qls.semantics.qiskit.sums import FRONT, ONTO
from qls.semantics.qiskit.values import Circuit
from qls.semantics.refinement import node_id

_BY_NUMBER = (
    "`compose` goes by the numbers of the qubits, `+` went by registers: it is the same where both have the same."
)
PAGE = Page(
    "QLS805",
    "circuit-sum",
    since="deprecated in Qiskit 0.36, removed in 0.40",
    link=links.FEATURES,
    changes="nothing.",
    gone=("qiskit", "0.40"),
)


def find(context: Context) -> Iterator[Finding]:
    if not context.environment.at_least("qiskit", "0.36"):
        return
    for id, events in context.facts.summed.items():
        if _are_circuits(events) and not _is_part(context, events[0]):
            node = events[0].node
            word = (
                f"`{node.func.attr}`" if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else "`+`"
            )
            outcome = context.once(("sum", id), partial(_plan, context, id, events))
            message = f"{word} of QuantumCircuits was removed in Qiskit 0.40: use `compose`."
            yield PAGE.finding(context, context.program.range(id), message, Offer("Use compose", "import", outcome))


def _are_circuits(events: list[Summed]) -> bool:
    return any(event.circuits for event in events) and not any(event.guarded for event in events)


def _is_part(context: Context, event: Summed) -> bool:
    """True for a sum in a sum, which moves with that one."""
    parent = context.program.parents(event.id[0]).get(event.node)
    return isinstance(parent, ast.BinOp) and _are_circuits(context.facts.summed.get(node_id(event.id[0], parent), []))


def _plan(context: Context, id: NodeId, events: list[Summed]) -> tuple[Plan, str, str]:
    if _named_apart(context):
        raise Refusal("results of several circuits are read by the circuits' names, and sums had names of their own")
    plan, node = Plan(), events[0].node
    plan.replace(context.span(id[0], node), *_composed(context, id[0], node))
    return plan, "", _BY_NUMBER if _is_unseen(context, id[0], node) else ""


def _is_unseen(context: Context, serial: int, node: ast.AST) -> bool:
    """True where the registers of a circuit are not in sight, in the sum or in one inside it."""
    inside = [part for part in ast.walk(node) if isinstance(part, (ast.expr, ast.stmt))]
    return any(event.unseen for part in inside for event in context.facts.summed.get(node_id(serial, part), []))


def _named_apart(context: Context) -> bool:
    """True where one job runs several circuits, whose results are read by the circuit's name."""
    for group in context.groups:
        many = any(site.submission.many is not False for site in group.sites)
        by_name = any(isinstance(atom, Circuit) for read in group.reads for atom in read.index)
        if many and by_name:
            return True
    return False


def _composed(context: Context, serial: int, node: ast.expr | ast.stmt) -> list[Piece]:
    """A sum, and the sums in it, as one circuit that is composed with the other."""
    one, other, in_place = _parts(node)
    _refuse_between(context, serial, node, one, other)
    form = _form(context, serial, node, in_place=in_place)
    first, second = _operand(context, serial, one), _operand(context, serial, other)
    if form == ONTO:
        return [*_receiver(one, first), ".compose(", *second, ", inplace=True)" if in_place else ")"]
    if _calls(one) and _calls(other):
        raise Refusal("both circuits are made by calls, which would run in another order")
    return [*_receiver(other, second), ".compose(", *first, ", front=True)"]


def _calls(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def _parts(node: ast.expr | ast.stmt) -> tuple[ast.expr, ast.expr, bool]:
    """What is added, and whether that is done in place."""
    if isinstance(node, ast.BinOp):
        return node.left, node.right, False
    if isinstance(node, ast.AugAssign):
        return node.target, node.value, True
    assert isinstance(node, ast.Call)
    func = node.func
    if (
        not isinstance(func, ast.Attribute)
        or len(node.args) != 1
        or node.keywords
        or isinstance(node.args[0], ast.Starred)
    ):
        raise Refusal("what is added is given otherwise than by position")
    return func.value, node.args[0], func.attr == "extend"


def _form(context: Context, serial: int, node: ast.expr | ast.stmt, *, in_place: bool) -> str:
    events = context.facts.summed.get(node_id(serial, node), [])
    forms = frozenset({ONTO} if in_place else {ONTO, FRONT}).intersection(*(event.forms for event in events))
    if not events or not forms:
        raise Refusal("which registers the circuits have is not in sight, or they stand in another order")
    return ONTO if ONTO in forms else FRONT


def _operand(context: Context, serial: int, node: ast.expr) -> list[Piece]:
    nested = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
    return _composed(context, serial, node) if nested else [context.span(serial, node)]


def _receiver(node: ast.expr, pieces: list[Piece]) -> list[Piece]:
    plain = isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)) or len(pieces) > 1
    return pieces if plain else ["(", *pieces, ")"]


def _refuse_between(context: Context, serial: int, node: ast.expr | ast.stmt, one: ast.expr, other: ast.expr) -> None:
    """
    Raises:
        Refusal: a comment stands between the circuits.
    """
    text = context.text(context.span(serial, node))
    if "#" in text.replace(context.text(context.span(serial, one)), "").replace(
        context.text(context.span(serial, other)), ""
    ):
        raise Refusal("a comment stands between the circuits")


EXAMPLES = (
    Example(
        "measurements are put behind circuits without bits",
        """\
from qiskit import Aer, QuantumCircuit, execute

backend = Aer.get_backend("aer_simulator")
measure = QuantumCircuit(2, 2)
measure.measure([0, 1], [1, 0])
bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
flip = QuantumCircuit(2)
flip.x(1)
counts = [execute(each + measure, backend, shots=1000).result().get_counts() for each in (bell, bell + flip)]
both = flip + measure
names = [register.name for register in both.qregs + both.cregs]
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

backend = AerSimulator()
measure = QuantumCircuit(2, 2)
measure.measure([0, 1], [1, 0])
bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
flip = QuantumCircuit(2)
flip.x(1)
sampler = SamplerV2.from_backend(backend)
counts = [
    sampler.run(
        [transpile(measure.compose(each, front=True), target=backend.target, optimization_level=1)],
        shots=1000,
    ).result()[0].data.c.get_counts()
    for each in (bell, bell.compose(flip))
]
both = measure.compose(flip, front=True)
names = [register.name for register in both.qregs + both.cregs]
"""
        },
        old="0.22",
    ),
    Example(
        "a circuit grows in place",
        """\
from qiskit import Aer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute


def oracle(qubits, bits):
    made = QuantumCircuit(qubits, bits)
    made.cx(qubits[0], qubits[1])
    return made


qubits = QuantumRegister(2, "q")
bits = ClassicalRegister(2, "bits")
circuit = QuantumCircuit(qubits, bits)
circuit.x(qubits[0])
circuit += oracle(qubits, bits)
circuit.extend(QuantumCircuit(qubits))
circuit = circuit.combine(oracle(qubits, bits))
circuit.measure(qubits, bits)
counts = execute(circuit, Aer.get_backend("aer_simulator"), shots=100).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2


def oracle(qubits, bits):
    made = QuantumCircuit(qubits, bits)
    made.cx(qubits[0], qubits[1])
    return made


qubits = QuantumRegister(2, "q")
bits = ClassicalRegister(2, "bits")
circuit = QuantumCircuit(qubits, bits)
circuit.x(qubits[0])
circuit.compose(oracle(qubits, bits), inplace=True)
circuit.compose(QuantumCircuit(qubits), inplace=True)
circuit = circuit.compose(oracle(qubits, bits))
circuit.measure(qubits, bits)
isa_circuit = transpile(circuit, AerSimulator(), optimization_level=1)
counts = SamplerV2().run([isa_circuit], shots=100).result()[0].data.bits.get_counts()
"""
        },
        old="0.22",
    ),
    Example(
        "circuits whose registers are not in sight are composed by the numbers of their qubits",
        """\
from math import floor
from qiskit import QuantumCircuit

one = QuantumCircuit(floor(2.5))
one.h(0)
other = QuantumCircuit(2)
other.cx(0, 1)
gates = dict((one + other).count_ops())
""",
        {
            "auto": """\
from math import floor
from qiskit import QuantumCircuit

one = QuantumCircuit(floor(2.5))
one.h(0)
other = QuantumCircuit(2)
other.cx(0, 1)
gates = dict((one.compose(other)).count_ops())
"""
        },
        old="0.22",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone("numbers are added", "from qiskit import QuantumCircuit\n\n\ndef total(one, other):\n    return one + other\n\n\n"
               "print(total(1, 2), QuantumCircuit(1).compose(QuantumCircuit(1)))\n"),
    LeaveAlone("lists of circuits are added", "from qiskit import QuantumCircuit\n\nall = [QuantumCircuit(1)] + [QuantumCircuit(1)]\n"),
    LeaveAlone(
        "the other has registers of its own",
        "from qiskit import QuantumCircuit, QuantumRegister\n\none = QuantumCircuit(1)\n"
        "other = QuantumCircuit(QuantumRegister(1, 'ancilla'))\nboth = one + other\n",
        finding=True,
        because="which registers the circuits have is not in sight, or they stand in another order",
    ),
    LeaveAlone(
        "a function adds circuits and numbers",
        "from qiskit import QuantumCircuit\n\n\ndef total(one, other):\n    return one + other\n\n\n"
        "print(total(1, 2))\nboth = total(QuantumCircuit(1), QuantumCircuit(1))\n",
        finding=True,
        because="which registers the circuits have is not in sight, or they stand in another order",
    ),
)  # fmt: skip
