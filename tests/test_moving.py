"""Text that a fix writes elsewhere goes only where its names mean the same."""

from __future__ import annotations

import pytest

from qls import engine
from qls.engine import Document, Settings
from qls.environment import newest
from qls.rewriting.moving import refuse_other_values
from qls.rewriting.plan import Conflict, Plan
from qls.syntax.statements import Source
from qls.syntax.text import Position, Range, TextEdit

HEAD = """\
from qiskit import Aer, QuantumCircuit, assemble

simulator = Aer.get_backend("aer_simulator")
one = QuantumCircuit(1, 1)
one.x(0)
one.measure(0, 0)
"""

MOVES = {
    "a name that is bound once, before": """\
shots = 10
qobj = assemble(one, shots=shots)
counts = simulator.run(qobj).result().get_counts()
""",
    "a constant of the module, from a function into the module": """\
SHOTS = 10
def prepared(circuit):
    return assemble(circuit, shots=SHOTS)
counts = simulator.run(prepared(one)).result().get_counts()
""",
    "a name that is bound again, but not between": """\
shots = 10
qobj = assemble(one, shots=shots)
job = simulator.run(qobj)
shots = 50
counts = job.result().get_counts()
""",
    "a name whose new value is computed by the run itself": """\
shots = 10
qobj = assemble(one, shots=shots)
shots = simulator.run(qobj).result().get_counts()
""",
    "a parameter, inside its function": """\
def run(circuit, shots):
    qobj = assemble(circuit, shots=shots)
    return simulator.run(qobj).result().get_counts()
counts = run(one, 10)
""",
    "a loop's variable, inside one round": """\
for shots in (10, 20):
    qobj = assemble(one, shots=shots)
    counts = simulator.run(qobj).result().get_counts()
""",
    "a sum of such names": """\
half, few = 5, 1
qobj = assemble(one, shots=few)
counts = simulator.run(qobj).result().get_counts()
""",
    "a name that another function has for itself": """\
shots = 10
def other():
    shots = 50
    return shots
qobj = assemble(one, shots=shots)
other()
counts = simulator.run(qobj).result().get_counts()
""",
}

STAYS = {
    "it is assigned again": "shots = 10\nqobj = assemble(one, shots=shots)\nshots = 50\n",
    "it is assigned again on one path": (
        "shots = 10\nqobj = assemble(one, shots=shots)\nif one.num_qubits:\n    shots = 50\n"
    ),
    "it is added to": "shots = 10\nqobj = assemble(one, shots=shots)\nshots += 40\n",
    "a loop goes over it": "shots = 10\nqobj = assemble(one, shots=shots)\nfor shots in (40, 50):\n    pass\n",
    "a with statement binds it": (
        "import io\nshots = 10\nqobj = assemble(one, shots=shots)\nwith io.StringIO() as shots:\n    pass\n"
    ),
    "an import binds it": "sep = 10\nqobj = assemble(one, shots=sep)\nfrom os import sep\n",
    "a function is defined under it": "shots = 10\nqobj = assemble(one, shots=shots)\ndef shots():\n    pass\n",
    "a class is defined under it": "shots = 10\nqobj = assemble(one, shots=shots)\nclass shots:\n    pass\n",
    "it is deleted": "shots = 10\nqobj = assemble(one, shots=shots)\ndel shots\n",
    "a walrus binds it": "shots = 10\nqobj = assemble(one, shots=shots)\nprint(shots := 50)\n",
    "a walrus in a comprehension binds it": (
        "shots = 10\nqobj = assemble(one, shots=shots)\nprint([(shots := n) for n in (50, 60)])\n"
    ),
    "it is unpacked into": "shots = 10\nqobj = assemble(one, shots=shots)\nshots, more = 50, 60\n",
    "an error is caught under it": (
        "shots = 10\nqobj = assemble(one, shots=shots)\ntry:\n    int('x')\nexcept ValueError as shots:\n    pass\n"
    ),
    "a function assigns it for the module": (
        "shots = 10\ndef more():\n    global shots\n    shots = 50\nqobj = assemble(one, shots=shots)\nmore()\n"
    ),
    "a match captures it": (
        "shots = 10\nqobj = assemble(one, shots=shots)\nmatch 50:\n    case shots:\n        pass\n"
    ),
    "it is a parameter of a helper": (
        "shots = 1000\ndef prepared(circuit, shots):\n    return assemble(circuit, shots=shots)\n"
        "qobj = prepared(one, 10)\n"
    ),
    "it is a helper's own": (
        "def prepared(circuit):\n    shots = 10\n    return assemble(circuit, shots=shots)\nqobj = prepared(one)\n"
    ),
    "it is a lambda's parameter": (
        "shots = 1000\nprepared = lambda circuit, shots: assemble(circuit, shots=shots)\nqobj = prepared(one, 10)\n"
    ),
    "it is of a class": (
        "shots = 1000\nclass Run:\n    shots = 10\n    qobj = assemble(one, shots=shots)\nqobj = Run.qobj\n"
    ),
    "it is a comprehension's": ("shots = 1000\nqobj = [assemble(one, shots=shots) for shots in (10,)][0]\n"),
    "it is bound in a loop that has ended": (
        "qobjs = []\nfor shots in (10, 20):\n    qobjs.append(assemble(one, shots=shots))\nqobj = qobjs[0]\n"
    ),
    "an attribute is set by a call": (
        "class Settings:\n    shots = 10\n    def more(self):\n        self.shots = 50\nsettings = Settings()\n"
        "qobj = assemble(one, shots=settings.shots)\nsettings.more()\n"
    ),
    "an element is set": "shots = [10]\nqobj = assemble(one, shots=shots[0])\nshots[0] = 50\n",
    "an attribute is set": (
        "class Settings:\n    shots = 10\nqobj = assemble(one, shots=Settings.shots)\nSettings.shots = 50\n"
    ),
}
CLASS = """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit_aer import AerSimulator


class Results:
    number = 0
    qc = QuantumCircuit(QuantumRegister(2), ClassicalRegister(1, "a"), ClassicalRegister(1, "b"))
    qc.measure(0, 1)
    result = AerSimulator().run([qc, qc]).result()
    counts = result.get_counts(number)
"""
IN_A_COMPREHENSION = """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.primitives import Sampler


class Results:
    angle = Parameter("angle")
    qc = QuantumCircuit(1, 1)
    qc.rx(angle, 0)
    qc.measure(0, 0)
    dists = Sampler().run([qc] * 2, [[0.0], [3.0]]).result().quasi_dists
"""
RUN = "counts = simulator.run(qobj).result().get_counts()\n"


def finding_of(text: str):
    return next(finding for finding in engine.analyse(text, newest()).findings if finding.code == "QLS102")


@pytest.mark.parametrize("program", MOVES.values(), ids=MOVES)
def test_what_means_the_same_is_moved(program: str):
    assert finding_of(HEAD + program).best
    assert "assemble" not in engine.fix(HEAD + program, newest()).text


@pytest.mark.parametrize("program", STAYS.values(), ids=STAYS)
def test_what_may_mean_something_else_is_not_moved(program: str):
    assert not finding_of(HEAD + program + RUN).fixes
    assert "= assemble(" in engine.fix(HEAD + program + RUN, newest()).text or "assemble(" in program


def test_a_name_of_a_class_does_not_move_into_a_comprehension():
    found = [finding for finding in engine.analyse(IN_A_COMPREHENSION, newest()).findings if finding.code == "QLS301"]
    assert not found[0].fixes
    assert finding_of(CLASS).best


@pytest.mark.parametrize("line", ["settings.more()\n", "Settings.shots = 50\n", "settings = Settings()\n"])
def test_a_line_typed_between_the_two_places_takes_the_fix_away(line: str):
    settings = "class Settings:\n    shots = 10\n    def more(self):\n        self.shots = 50\nsettings = Settings()\n"
    program = f"{HEAD}{settings}qobj = assemble(one, shots=settings.shots)\n"
    document = Document(program + RUN, newest(), Settings())
    assert any(finding.best for finding in document.report().findings if finding.code == "QLS102")
    at = Position(program.count("\n"), 0)
    document.edit([TextEdit(Range(at, at), line)])
    assert not any(finding.best for finding in document.report().findings if finding.code == "QLS102")
    document.edit([TextEdit(Range(at, Position(at.line + 1, 0)), "")])
    assert any(finding.best for finding in document.report().findings if finding.code == "QLS102")


def span(text: str, words: str) -> Range:
    """Where ``words`` stand in ``text``, the last time."""
    at = text.rindex(words)
    line, column = text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
    return Range.of(line, column, line, column + len(words))


def refusal(text: str, old: str, *pieces: str, deleted: str = "") -> str:
    """Why ``old`` may not give way to new text; a piece in brackets is a part of the document."""
    plan = Plan()
    plan.replace(span(text, old), *(span(text, each[1:-1]) if each.startswith("<") else each for each in pieces))
    if deleted:
        plan.deleted.add(span(text, deleted))
    try:
        refuse_other_values(Source(text), plan, lambda serial, call: False, *[lambda name: None] * 3)
    except Conflict as conflict:
        return str(conflict)
    return ""


def test_a_call_is_written_elsewhere_only_where_its_old_place_goes():
    text = "made = make(1)\nrun(made)\n"
    assert refusal(text, "run(made)", "go(", "<make(1)>", ")", deleted="made = make(1)") == ""
    assert refusal(text, "run(made)", "go(", "<make(1)>", ")") == "what it is given would be computed twice"


def test_what_binds_a_name_is_not_written_elsewhere():
    text = "made = [(n := 5)]\nrun(made)\n"
    assert refusal(text, "made)", "<(n := 5)>", ")") == "`n` is given its value in what would stand elsewhere"


def test_a_part_of_a_comprehension_stays_where_its_variable_is_bound():
    text = "made = [twice + n for n in range(3)]\n"
    whole = "[twice + n for n in range(3)]"
    assert refusal(text, whole, "[", "<twice + n>", " for n in ", "<range(3)>", "]") == ""
    assert refusal(text, whole, "sum(", "<twice + n>", ")") == "`n` would stand outside what it belongs to"


def test_what_a_round_makes_for_the_next_is_not_computed_in_the_next():
    text = "made = 0\nfor n in range(3):\n    run(made, 1)\n    made = n\n"
    assert refusal(text, "made, 1", "<n>", ", 1") == "`n` may have another value where it would be written"
