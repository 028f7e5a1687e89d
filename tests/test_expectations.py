"""Expectation values that programs compute from counts by hand: what is recognised, and what is refused."""

from __future__ import annotations

import pytest

from qls.engine import Document, Settings, analyse, fix
from qls.environment import newest
from qls.report import Finding
from qls.syntax.text import Position, Range, TextEdit

HEAD = """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile
from qiskit_aer import AerSimulator
"""
COUNTS = "counts = AerSimulator().run(qc, shots=1000).result().get_counts()\n"
TWO = "qc = QuantumCircuit(2)\nqc.h(0)\nqc.measure_all()\n" + COUNTS
ONE = "qc = QuantumCircuit(1)\nqc.h(0)\nqc.measure_all()\n" + COUNTS
Z = 'z = (counts.get("0", 0) - counts.get("1", 0)) / 1000\n'
LAST = "which qubit is measured last into which bit"
ALONE = Settings(select=("QLS701",))


def found(program: str) -> list[Finding]:
    return list(analyse(HEAD + program, newest(), ALONE).findings)


def observables(program: str) -> list[str]:
    """The Pauli strings in the messages of the findings."""
    return [finding.message.split(" is ")[0].rpartition(" ")[2] for finding in found(program)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('e = sum((-1) ** k.count("1") * n for k, n in counts.items()) / 1000\n', "ZZ"),
        ("e = sum((-1) ** sum(map(int, k)) * counts[k] for k in counts) / sum(counts.values())\n", "ZZ"),
        ('e = sum((-1 if k[0] == "1" else 1) * n / 1000 for k, n in counts.items())\n', "ZI"),
        ("e = sum((-1) ** int(k[-1]) * n for k, n in sorted(counts.items())) / 1000\n", "IZ"),
        ("e = sum((1 - 2 * (int(k, 2) % 2)) * n for k, n in counts.items()) / 1000\n", "IZ"),
        ("e = 0.0\nfor k, n in counts.items():\n    e += (1 if k[0] == k[1] else -1) * n / 1000\n", "ZZ"),
        ("e = 0\nfor k in counts.keys():\n    if k in ('00', '11'):\n        e += counts[k]\n    else:\n"
         "        e -= counts[k]\ne = e / 1000\n", "ZZ"),
        ("p = {}\nfor k, n in counts.items():\n    p[k] = n / 1000\ne = p['00'] - p['01'] + p['10'] - p['11']\n", "IZ"),
        ("p = {}\nfor key in ['00', '01', '10', '11']:\n    if key in counts:\n        p[key] = counts[key] / 1000\n"
         "    else:\n        p[key] = 0\ne = p['00'] - p['01'] - p['10'] + p['11']\n", "ZZ"),
        ("import numpy as np\ne = 0\nfor k, n in counts.items():\n    z = [1 - 2 * int(b) for b in k]\n"
         "    e += np.prod(z) * n\ne /= 1000\n", "ZZ"),
        ("even = odd = 0\nfor k, n in counts.items():\n    if k.count('1') % 2 == 0:\n        even += n\n    else:\n"
         "        odd += n\ne = (even - odd) / (even + odd)\n", "ZZ"),
        ("total = sum(counts.values())\ne = 2 * (counts.get('00', 0) + counts.get('11', 0)) / total - 1\n", "ZZ"),
        ("even = counts.get('00', 0) + counts.get('11', 0)\n"
         "e = even / 1000 - (counts.get('01', 0) + counts.get('10', 0)) / 1000\n", "ZZ"),
    ],
)  # fmt: skip
def test_a_parity_is_recognised_however_it_is_summed(code: str, expected: str):
    assert observables(TWO + code) == [expected]
    assert found(TWO + code)[0].fixes


def test_qubits_are_named_by_where_they_are_measured():
    crossed = "qc = QuantumCircuit(3, 2)\nqc.measure([2, 0], [0, 1])\n" + COUNTS
    first = "z = sum((1 - 2 * int(k[-1])) * n for k, n in counts.items()) / 1000\n"
    assert observables(crossed + first) == ["ZII"]
    registers = (
        "q, a = QuantumRegister(2), QuantumRegister(1)\nc = ClassicalRegister(1)\nqc = QuantumCircuit(q, a, c)\n"
        "qc.measure(a[0], c[0])\n" + COUNTS
    )
    assert observables(registers + Z) == ["ZII"]


@pytest.mark.parametrize(
    "measured",
    [
        "qc = QuantumCircuit(2, 2)\nqc.measure([0, 1], [0, 1])\n",
        "qc = QuantumCircuit(2, 2)\nfor i in range(2):\n    qc.measure(i, i)\n",
        "ends = QuantumCircuit(2, 2)\nends.measure([0, 1], [0, 1])\nqc = QuantumCircuit(2, 2).compose(ends)\n",
        "def one(basis):\n    q, c = QuantumRegister(2), ClassicalRegister(2)\n    made = QuantumCircuit(q, c)\n"
        "    if basis == 'X':\n        made.h(q)\n        made.measure(q, c)\n    else:\n        made.measure(q, c)\n"
        "    return made\nqc = one('X') if input() else one('Z')\n",
        "qc = QuantumCircuit(2)\nqc.barrier()\nqc.measure_all()\nqc.draw()\nqc = qc.copy()\n",
        "qc = QuantumCircuit(2, 2)\nqc.measure(range(2), range(2))\n",
        "q = QuantumRegister(2)\nc = ClassicalRegister(2)\nqc = QuantumCircuit(q)\nqc.add_register(c)\n"
        "qc.measure(q[0:2], c[0:2])\n",
    ],
)  # fmt: skip
def test_what_is_measured_is_known_however_it_is_written(measured: str):
    z = "z = sum((1 - 2 * int(k[0])) * n for k, n in counts.items()) / 1000\n"
    assert observables(measured + COUNTS + z) == ["ZI"]


def test_of_two_circuits_with_other_measurements_none_is_taken_for_the_other():
    program = (
        "a = QuantumCircuit(2, 1)\na.measure(0, 0)\nb = QuantumCircuit(2, 1)\nb.measure(1, 0)\n"
        "for c in [a, b]:\n    qc = transpile(c, AerSimulator())\n    "
    )
    (finding,) = found(program + COUNTS + "    " + Z)
    assert LAST in finding.explain()


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (ONE + Z + "print(counts)\n", "read for something else"),
        (ONE + 'zeros = counts.get("0", 0)\nz = (zeros - counts.get("1", 0)) / 1000\nprint(zeros)\n', "something else"),
        (ONE + "def shown():\n    return counts\n" + Z, "something else"),
        (ONE + Z + "counts\n", "something else"),
        ("qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\nqc.h(0)\n" + COUNTS + Z, LAST),
        ("qc = QuantumCircuit(2, 1)\nqc.measure(0, 0)\nqc.measure(1, 0)\n" + COUNTS + Z, LAST),
        ("qc = QuantumCircuit(1, 1)\nqc.h(0)\n" + COUNTS + Z, LAST),
        ("qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\nqc.data.pop()\n" + COUNTS + Z, LAST),
        ("qc = QuantumCircuit(1, 1)\nqc.reset(0)\nqc.h(0)\nqc.measure(0, 0)\nwith qc.if_test((qc.clbits[0], 1)):\n"
         "    qc.x(0)\n" + COUNTS + Z, "depend on a measurement"),
        ("qc = QuantumCircuit(2, 2)\nqc.measure(0, 0)\n" + COUNTS
         + 'z = sum((-1) ** k.count("1") * n for k, n in counts.items()) / 1000\n', "nothing is measured into"),
        ("qc = QuantumCircuit(1)\nqc.measure_all()\nresult = AerSimulator().run(qc, shots=1000).result()\n"
         "print(result.success)\ncounts = result.get_counts()\n" + Z, "the result is used for something else"),
        ("qc = QuantumCircuit(1)\nqc.measure_all()\nb = AerSimulator()\n"
         "counts = b.run(transpile(qc, b, optimization_level=3), shots=1000).result().get_counts()\n" + Z,
         "moved the qubits"),
        ("qc = QuantumCircuit(1)\nqc.measure_all()\nb = AerSimulator(noise_model=None, coupling_map=[[0, 1]])\n"
         "counts = b.run(qc, shots=1000).result().get_counts()\n" + Z, "noise or qubits of its own"),
    ],
)  # fmt: skip
def test_what_would_not_be_the_same_number_is_refused_with_its_reason(program: str, reason: str):
    (finding,) = found(program)
    assert not finding.fixes
    assert reason in finding.explain()


def test_nothing_is_found_where_a_loop_reads_the_counts_of_the_round_before():
    program = (
        "qc = QuantumCircuit(1)\nqc.measure_all()\ncounts = {}\nfor i in range(3):\n    print(counts)\n"
        "    counts = AerSimulator().run(qc, shots=1000).result().get_counts()\n"
        "    z = (counts['0'] - counts['1']) / 1000\n"
    )
    (finding,) = found(program)
    assert not finding.fixes


def test_a_parameter_is_not_taken_for_the_module_s_name():
    program = (
        "scale = 1000\ndef value(scale):\n    qc = QuantumCircuit(1)\n    qc.measure_all()\n    " + COUNTS
        + "    return (counts['0'] - counts['1']) / scale\nprint(value(5))\n"
    )
    assert not found(program)
    assert found(program.replace("(scale)", "()").replace("(5)", "()"))


def test_a_loop_has_its_own_variable_whatever_other_loops_call_theirs():
    program = TWO + "p = {}\nfor k in ['00', '01', '10', '11']:\n    p[k] = counts.get(k, 0) / 1000\n"
    value = "e = p['00'] - p['01'] - p['10'] + p['11']\n"
    (finding,) = found(program + value + "for k in range(3):\n    print(k)\n")
    assert finding.fixes
    (finding,) = found(program + value + "print(k)\n")
    assert not finding.fixes


def hover(program: str, code: str) -> str:
    return next(f for f in analyse(HEAD + program, newest()).findings if f.code == code).explain()


def test_the_hover_of_a_call_says_why_it_is_sampler_or_estimator():
    assert "SamplerV2, because the counts are read." in hover(TWO + "print(counts)\n", "QLS102")
    both = "SamplerV2, because the counts are read; the expectation value at line 7 can be had from EstimatorV2"
    assert both in hover(ONE + Z, "QLS102")
    assert "EstimatorV2, because the counts are used for nothing but this mean" in hover(ONE + Z, "QLS701")
    exact = "from qiskit_aer import Aer\nqc = QuantumCircuit(1)\nb = Aer.get_backend('statevector_simulator')\n"
    assert "No primitive, because the exact state is read." in hover(
        exact + "state = b.run(qc).result().get_statevector()\n", "QLS103"
    )


def test_counts_that_are_read_anew_for_each_basis_are_each_estimated():
    program = HEAD + ONE + Z + "qc = QuantumCircuit(1)\nqc.measure_all()\n" + COUNTS + Z.replace("z =", "x =")
    fixed = fix(program, newest(), ALONE, unsafe=True).text
    assert "z = float(estimated.evs)" in fixed
    assert "x = float(estimated_2.evs)" in fixed
    assert "get_counts" not in fixed


@pytest.mark.parametrize(
    ("before", "after"),
    [('"1" else 1', '"2" else 1'), ("e += sign", "e += 2 * sign"), ("e = 0\n", "e = 1\n")],
    ids=["sign", "sum", "start"],
)
def test_an_edit_of_what_notes_nothing_is_seen(before: str, after: str):
    loop = 'e = 0\nfor k in counts:\n    sign = -1 if k == "1" else 1\n    e += sign * counts[k] / 1000\n'
    program = HEAD + ONE + loop
    document = Document(program, newest(), ALONE)
    assert document.report().findings
    _replace(document, before, after)
    assert not document.report().findings
    _replace(document, after, before)
    assert document.report().findings


def test_a_finding_moves_with_its_statement():
    document = Document(HEAD + ONE + Z, newest(), ALONE)
    line = document.report().findings[0].range.start.line
    document.edit([TextEdit(Range(Position(line, 0), Position(line, 0)), "\n")])
    assert document.report().findings[0].range.start.line == line + 1


def _replace(document: Document, before: str, after: str) -> None:
    lines = document.text.split("\n")
    text = before.rstrip("\n")
    row = next(row for row, line in enumerate(lines) if text in line)
    column = lines[row].index(text)
    there = Range(Position(row, column), Position(row, column + len(text)))
    document.edit([TextEdit(there, after.rstrip("\n"))])
