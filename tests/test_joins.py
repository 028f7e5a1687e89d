"""Where paths meet, what either of them did counts; and what only one of several circuits got, the others have not."""

from __future__ import annotations

import pytest

from qls import engine
from qls.engine import Settings
from qls.environment import newest

HEAD = """\
from qiskit import Aer, BasicAer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute
from qiskit_aer import AerSimulator

"""
QC = "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
BASIC = "BasicAer.get_backend('qasm_simulator')"
RUN = "counts = execute(qc, backend, shots=9).result().get_counts()\n"


def fixed(program: str, *, unsafe: bool = False, select: tuple[str, ...] = ()) -> str:
    return engine.fix(HEAD + program, newest(), Settings(select=select), unsafe=unsafe).text


@pytest.mark.parametrize(
    "backend",
    [
        pytest.param(
            f"backend = AerSimulator()\ntry:\n    backend = {BASIC}\n    int('x')\nexcept ValueError:\n    {RUN}",
            id="what-was-done-before-the-error",
        ),
        pytest.param(
            f"try:\n    backend = AerSimulator()\nexcept ValueError:\n    backend = {BASIC}\n{RUN}", id="a-handler"
        ),
        pytest.param(
            f"backend = AerSimulator()\nmatch len(qc.data):\n    case 1:\n        backend = {BASIC}\n"
            f"    case _:\n        pass\n{RUN}",
            id="a-case",
        ),
        pytest.param(
            "class Lab:\n    def __init__(self, fast):\n        if fast:\n            self.backend = AerSimulator()\n"
            f"        else:\n            self.backend = {BASIC}\n        self.fast = fast\n\n"
            f"backend = Lab(qc.num_qubits > 3).backend\n{RUN}",
            id="an-attribute-that-two-branches-set",
        ),
    ],
)
def test_a_backend_that_may_be_another_keeps_its_own_run(backend: str):
    assert "backend.run(isa_circuit, shots=9)" in fixed(QC + backend)


def test_options_that_setattr_may_have_changed_are_the_backends_own():
    setting = "backend = AerSimulator()\nsetattr(backend, '_options', other)\n"
    assert "backend.run(" in fixed(f"other = None\n{QC}{setting}{RUN}")


def test_only_one_of_two_functions_is_called():
    program = (
        "qc = QuantumCircuit(1)\ndef one(circuit):\n    circuit.measure_all()\ndef two(circuit):\n"
        "    circuit.add_register(ClassicalRegister(1, 'c'))\n    circuit.measure(0, 0)\n"
        f"measure = one if qc.num_qubits > 3 else two\nmeasure(qc)\nbackend = AerSimulator()\n{RUN}"
    )
    assert "[0].join_data().get_counts()" in fixed(program)


def test_circuits_with_wires_of_two_kinds_have_no_one_observable():
    program = (
        "qc = QuantumCircuit(2, 1)\nqc.x(0)\nif qc.num_qubits > 3:\n    qc.measure(0, 0)\nelse:\n    qc.measure(1, 0)\n"
        "counts = AerSimulator().run(qc, shots=1000).result().get_counts()\n"
        "value = (counts.get('0', 0) - counts.get('1', 0)) / 1000\n"
    )
    one = program.replace("measure(0, 0)", "measure(1, 0)")
    assert "Estimator" in fixed(one, unsafe=True, select=("QLS701",))
    assert "Estimator" not in fixed(program, unsafe=True, select=("QLS701",))


@pytest.mark.parametrize(
    ("made", "read"),
    [
        pytest.param("qc = QuantumCircuit(1).compose(QuantumCircuit(1, 1))\n", ".data.c.", id="taken-over"),
        pytest.param(
            "a = QuantumCircuit(1)\nif a.num_qubits > 3:\n    b = QuantumCircuit(1, 1)\nelse:\n"
            "    b = QuantumCircuit(1)\n    b.measure_all()\nqc = a.compose(b)\n",
            ".join_data().",
            id="those-of-either",
        ),
        pytest.param("qc = QuantumCircuit(1, 1) + QuantumCircuit(1, 1)\n", ".data.c.", id="of-one-name"),
        pytest.param(
            "c, d = ClassicalRegister(1, 'c'), ClassicalRegister(2, 'd')\n"
            "qc = QuantumCircuit(QuantumRegister(2), c, d).reverse_bits()\n",
            "{key[:1]} {key[1:3]}",
            id="the-other-way-round",
        ),
    ],
)
def test_a_circuit_has_the_registers_of_what_it_was_made_of(made: str, read: str):
    assert read in fixed(f"{made}qc.measure(0, 0)\nbackend = AerSimulator()\n{RUN}")


@pytest.mark.parametrize(
    "loop",
    [
        "for qc in circuits:\n    for _ in range(2):\n        qc.measure_all()\n",
        "for _ in range(2):\n    for qc in circuits:\n        qc.measure_all()\n",
    ],
    ids=["inside", "around"],
)
def test_a_loop_that_does_not_go_over_them_measures_each_twice(loop: str):
    made = "circuits = [QuantumCircuit(1) for _ in range(3)]\n"
    run = "counts = [AerSimulator().run(qc, shots=9).result().get_counts() for qc in circuits]\n"
    assert "[0].data.meas." in fixed(made + "for qc in circuits:\n    qc.measure_all()\n" + run)
    assert "for bits in reversed(" in fixed(made + loop + run)


def test_a_loop_that_measures_and_runs_each_knows_its_one_register():
    program = (
        "circuits = [QuantumCircuit(1) for _ in range(3)]\nfor qc in circuits:\n    qc.measure_all()\n"
        "    counts = AerSimulator().run(qc, shots=9).result().get_counts()\n"
    )
    assert "[0].data.meas.get_counts()" in fixed(program)


def test_a_measurement_of_endless_bits_is_read_without_counting_them():
    circuit = "qc = QuantumCircuit(2, 2)\nqc.measure(range(10**15), range(10**15))\n"
    program = f"{HEAD}{circuit}backend = {BASIC}\n{RUN}"
    assert [finding.code for finding in engine.analyse(program, newest()).findings if finding.code == "QLS101"]


def test_a_tensor_product_that_doubles_is_followed_only_so_far():
    doubled = "".join(f"op = op ^ op  # {2**turn}\n" for turn in range(60))
    program = f"from qiskit.quantum_info import SparsePauliOp\n\nop = SparsePauliOp('XZ')\n{doubled}print(op)\n"
    assert list(engine.analyse(program, newest()).findings) == []


def test_a_list_that_doubles_is_followed_only_so_far():
    doubled = "".join(f"all = all + all  # {2**turn}\n" for turn in range(60))
    program = f"from qiskit import QuantumCircuit\n\nall = [QuantumCircuit(1)]\n{doubled}print(all)\n"
    assert list(engine.analyse(program, newest()).findings) == []
