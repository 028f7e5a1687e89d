"""Of several circuits that one place makes, a change is made to those that it reaches, and to no others."""

from __future__ import annotations

import pytest

from qls import engine
from qls.choice import Settings
from qls.environment import newest

HEAD = """\
from copy import deepcopy
from qiskit import QuantumCircuit
from qiskit_aer import Aer, AerSimulator

simulator = AerSimulator()
"""
MEASURE = "for each in circuits:\n    each.measure(0, 0)\n"
TAIL = "counts = [simulator.run(qc, shots=9).result().get_counts() for qc in circuits]\n"
ONE = "result()[0].data.c.get_counts() for qc in circuits]\n"
MADE = "circuits = [QuantumCircuit(1, 1) for _ in range(3)]\n"


def after(program: str) -> str:
    return engine.fix(HEAD + program, newest(), Settings(line_length=320)).text


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("circuits[1].measure_all()", id="by-its-number"),
        pytest.param("one = circuits[1]\none.measure_all()", id="by-another-name"),
        pytest.param("_, one, _ = circuits\none.measure_all()", id="unpacked"),
        pytest.param("def more(qc):\n    qc.measure_all()\nmore(circuits[1])", id="by-a-function"),
        pytest.param("for qc in circuits[1:]:\n    qc.measure_all()", id="of-a-slice"),
        pytest.param("rest = circuits[1:]\nfor qc in rest:\n    qc.measure_all()", id="of-a-slice-with-a-name"),
        pytest.param("for qc in [qc for qc in circuits if qc.depth() > 1]:\n    qc.measure_all()", id="of-the-chosen"),
        pytest.param("for qc in [circuits[0]]:\n    qc.measure_all()", id="of-a-display"),
        pytest.param("for qc in circuits:\n    if qc is circuits[1]:\n        qc.measure_all()", id="if"),
        pytest.param("one, *rest = circuits\nfor qc in rest:\n    qc.measure_all()", id="of-the-rest"),
        pytest.param("for _ in circuits:\n    circuits[0].measure_all()", id="by-its-number-in-a-loop"),
        pytest.param("some = list(circuits)\nsome.pop()\nfor qc in some:\n    qc.measure_all()", id="without-the-last"),
    ],
)
def test_what_changes_some_circuits_of_a_list_leaves_the_others(change: str):
    assert ONE in after(MADE + MEASURE + TAIL)
    changed = after(f"{MADE}{MEASURE}{change}\n{TAIL}")
    assert "for bits in reversed(" in changed and ONE not in changed


@pytest.mark.parametrize(
    "made",
    [
        pytest.param("circuits = []\nfor _ in range(2):\n    circuits.append(QuantumCircuit(1, 1))\n", id="appended"),
        pytest.param("circuits = deepcopy([QuantumCircuit(1, 1), QuantumCircuit(1, 1)])\n", id="deep-copies"),
        pytest.param("qc = QuantumCircuit(1, 1)\ncircuits = [qc.copy() for _ in range(2)]\n", id="copies"),
        pytest.param("def new():\n    return QuantumCircuit(1, 1)\ncircuits = [new() for _ in '12']\n", id="returned"),
        pytest.param("circuits = [*map(QuantumCircuit, [1, 1], [1, 1])]\n", id="mapped"),
    ],
)
def test_one_of_them_is_changed_however_they_are_made(made: str):
    assert ONE not in after(f"{made}{MEASURE}circuits[1].measure_all()\n{TAIL}")


def test_one_of_two_that_a_name_may_stand_for_is_changed():
    made = "one, two = QuantumCircuit(1, 1), QuantumCircuit(1, 1)\ncircuits = [one, two]\n" + MEASURE
    assert ".data.c." not in after(f"{made}chosen = one if simulator else two\nchosen.measure_all()\n{TAIL}")


def test_all_are_changed_by_a_loop_over_all():
    changed = after(f"{MADE}for qc in circuits:\n    qc.measure_all()\n{TAIL}".replace("(1, 1)", "(1)"))
    assert "result()[0].data.meas.get_counts()" in changed


def test_a_loop_in_a_loop_measures_the_first_circuits_again():
    made = "circuits = []\nfor _ in range(2):\n    circuits.append(QuantumCircuit(1))\n    for qc in circuits:\n"
    assert ".data.meas." not in after(f"{made}        qc.measure_all()\n{TAIL}")


def test_a_loop_measures_the_same_circuit_twice():
    program = "qc = QuantumCircuit(1)\nfor _ in range(2):\n    qc.h(0)\n    qc.measure_all()\n"
    changed = after(f"{program}counts = simulator.run(qc).result().get_counts()\n")
    assert ".data.meas." not in changed and "SamplerV2" in changed


def test_a_backend_of_two_branches_is_either():
    program = (
        "import sys\nif len(sys.argv) > 1:\n    backend = Aer.get_backend('statevector_simulator')\nelse:\n"
        "    backend = AerSimulator()\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "counts = backend.run(qc).result().get_counts()\n"
    )
    assert after(program) == HEAD + program


def test_a_backend_that_a_loop_deals_out_is_any_of_them():
    program = (
        "import sys\none, two, three = simulator, Aer.get_backend('statevector_simulator'), simulator\n"
        "for _ in sys.argv:\n    one, two, three = two, three, one\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "counts = one.run(qc).result().get_counts()\n"
    )
    assert after(program) == HEAD + program


@pytest.mark.parametrize("opened", ["if len(simulator.name) > 5:", "if len(simulator.name) > 5:\n    pass\nelse:"])
def test_a_register_that_only_one_path_adds_leaves_the_number_of_qubits_open(opened: str):
    program = (
        "from qiskit import QuantumRegister\nqc = QuantumCircuit(1, 1)\n"
        f"{opened}\n    qc.add_register(QuantumRegister(1))\nqc.measure(0, 0)\nqc.measure_all()\n"
        "counts = simulator.run(qc).result().get_counts()\n"
    )
    changed = after(program)
    assert "SamplerV2" in changed and "key[" not in changed


@pytest.mark.parametrize("opened", ["if len(simulator.name) > 5:", "if len(simulator.name) > 5:\n    pass\nelse:"])
def test_what_only_one_path_saves_keeps_the_simulator(opened: str):
    program = (
        f"qc = QuantumCircuit(1, 1)\n{opened}\n    qc.save_statevector()\nqc.measure(0, 0)\n"
        "counts = simulator.run(qc).result().get_counts()\n"
    )
    assert after(program) == HEAD + program


def test_a_register_of_qubits_that_is_added_is_measured_too():
    program = (
        "from qiskit import QuantumRegister\nqc = QuantumCircuit(1, 1)\nqc.add_register(QuantumRegister(1))\n"
        "qc.measure(0, 0)\nqc.measure_all()\ncounts = simulator.run(qc).result().get_counts()\n"
    )
    assert "{key[:2]} {key[2:3]}" in after(program)


@pytest.mark.parametrize("opened", ["if len(simulator.name) > 5:", "if len(simulator.name) > 5:\n    pass\nelse:"])
def test_what_is_conditional_on_one_path_may_be(opened: str):
    program = (
        "from qiskit import BasicAer\nbackend = BasicAer.get_backend('qasm_simulator')\nqc = QuantumCircuit(1, 1)\n"
        f"qc.measure(0, 0)\n{opened}\n    with qc.if_test((0, 1)):\n        qc.x(0)\n"
        "counts = backend.run(qc).result().get_counts()\n"
    )
    assert "BasicSimulator" not in after(program)
