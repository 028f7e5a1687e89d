"""Operators of opflow as values: how they are written, where they flow, and what keeps them from moving."""

from __future__ import annotations

import pytest

from qls.engine import Document, Settings, analyse, fix
from qls.environment import newest
from qls.report import Finding, Safety
from qls.syntax.text import Range, TextEdit

HEAD = """\
import numpy as np
from qiskit.opflow import CircuitStateFn, I, Minus, One, PauliOp, PauliSumOp, Plus, StateFn, X, Y, Z, Zero
from qiskit.quantum_info import Pauli, SparsePauliOp

n, g = 3, 0.5
"""
ALONE = Settings(select=("QLS705",), line_length=320)


def found(program: str) -> list[Finding]:
    return list(analyse(HEAD + program, newest(), ALONE).findings)


def fixed(program: str, unsafe: bool = False) -> str:
    text = fix(HEAD + program, newest(), ALONE, unsafe=unsafe).text
    return text.partition("n, g = 3, 0.5\n")[2]


def why_not(program: str) -> str:
    finding = found(program)[0]
    assert not finding.fixes
    return finding.explain()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("X ^ Y ^ Z", 'SparsePauliOp("XYZ")'),
        ("(X ^ Y) ^ (Z ^ 2)", 'SparsePauliOp("XYZZ")'),
        ("I ^ n", 'SparsePauliOp("I" * n)'),
        ("Z ^ Z ^ (I ^ (n - 2))", 'SparsePauliOp("ZZ" + "I" * (n - 2))'),
        ("0.5 * X ^ Z", '0.5 * SparsePauliOp("XZ")'),
        ("-1.0 * (X ^ Z)", '-1.0 * SparsePauliOp("XZ")'),
        ("(X ^ Z) - g * (Z ^ X)", 'SparsePauliOp.from_list([("XZ", 1.0), ("ZX", -g)])'),
        ("-(X + Z) / 2", 'SparsePauliOp.from_list([("X", -0.5), ("Z", -0.5)])'),
        ("X + X", '2.0 * SparsePauliOp("X")'),
        ("(X ^ X) + h()", '(X ^ X) + h()'),
        ("~(X @ Y)", '(SparsePauliOp("X") @ SparsePauliOp("Y")).adjoint()'),
        ("X.compose(Y)", 'SparsePauliOp("X").dot(SparsePauliOp("Y"))'),
        ("X.tensor(Y).tensorpower(2)", 'SparsePauliOp("XYXY")'),
        ('PauliOp(Pauli("XZ"), g)', 'SparsePauliOp(Pauli("XZ"), [g])'),
        ('PauliOp(Pauli("XZ"), 2.0)', '2.0 * SparsePauliOp("XZ")'),
        ('PauliSumOp(SparsePauliOp("XZ"))', 'SparsePauliOp("XZ")'),
        ('PauliSumOp(SparsePauliOp("XZ"), g)', 'g * SparsePauliOp("XZ")'),
        ('PauliSumOp(SparsePauliOp("XZ") + SparsePauliOp("ZZ")).primitive', '(SparsePauliOp("XZ") + SparsePauliOp("ZZ"))'),
        ("Zero ^ One", 'Statevector.from_label("01")'),
        ("0.6 * Zero + 0.8 * One", '0.6 * Statevector.from_label("0") + 0.8 * Statevector.from_label("1")'),
        ("(~Plus @ X @ Plus).eval()", 'Statevector.from_label("+").expectation_value(SparsePauliOp("X"))'),
        ("(~Plus @ X @ Minus).eval()", 'Statevector.from_label("+").inner(Statevector.from_label("-").evolve(SparsePauliOp("X")))'),
        ("(X @ Z @ Zero).to_matrix()", 'Statevector.from_label("0").evolve(SparsePauliOp("Z")).evolve(SparsePauliOp("X")).data'),
        ("((g * Z).exp_i() @ Zero).to_matrix()", 'Statevector.from_label("0").evolve(Operator(expm(-1j * (g * SparsePauliOp("Z")).to_matrix()))).data'),
    ],
)  # fmt: skip
def test_an_operator_is_written_as_a_person_would(before: str, after: str):
    assert fixed(f"value = {before}\n") == f"value = {after}\n"


@pytest.mark.parametrize(
    "program",
    [
        "def make():\n    return X ^ Z\n\n\nmatrix = make().to_matrix()\n",
        "def make(op, times=1):\n    return times * op\n\n\nmatrix = make(op=X ^ Z).to_matrix()\n",
        "ops = {'a': X ^ Z}\nmatrix = ops['a'].to_matrix()\n",
        "ops = []\nfor k in range(2):\n    ops.append(k * (X ^ Z))\nmatrix = sum(ops).to_matrix()\n",
        "ops = [X ^ Z, Z ^ X]\nfor number, op in enumerate(ops):\n    print(number, op.to_matrix())\n",
        "pairs = list(zip([1, 2], [X, Z]))\nmatrices = [(w * op).to_matrix() for w, op in pairs]\n",
        "class A:\n    op = X ^ Z\n\n    def matrix(self):\n        return self.op.to_matrix()\n\n\nA().matrix()\n",
        "class A:\n    def __init__(self):\n        self._op = X ^ Z\n\n    @property\n    def op(self):\n        return self._op\n\n\nA().op.to_matrix()\n",
        "from dataclasses import dataclass\n\n\n@dataclass\nclass A:\n    op: PauliSumOp\n\n\nA(X + Z).op.to_matrix()\n",
        "op = None\nfor k in range(2):\n    op = X ^ Z if op is None else op + (X ^ Z)\nmatrix = op.to_matrix()\n",
        "first, second = X ^ Z, Z ^ X\nmatrix = (first + second).to_matrix()\n",
        "make = lambda g: g * (X ^ Z)\nmatrix = make(2).to_matrix()\n",
        "if g > 0:\n    op = X ^ Z\nelse:\n    op = Z ^ X\nmatrix = op.to_matrix()\n",
        "op = X ^ Z\nmatrix = op.to_matrix()\nop = 5\nprint(op.real)\n",
        "def outer():\n    op = X ^ Z\n\n    def inner():\n        return op.to_matrix()\n\n    return inner()\n\n\nouter()\n",
        "with open('f') as f:\n    op = float(f.read()) * (X ^ Z)\nmatrix = op.to_matrix()\n",
        "try:\n    op = X ^ Z\n    matrix = op.to_matrix()\nexcept ValueError:\n    raise\n",
        "def total(*ops):\n    return sum(ops)\n\n\nmatrix = total(X, Z).to_matrix()\n",
        "from copy import deepcopy\n\nmatrix = deepcopy(X ^ Z).to_matrix()\n",
        "op = X ^ Z\nop += Z ^ X\nop *= 2\nmatrix = op.to_matrix()\n",
        "def f(a, b):\n    return a.to_matrix()\n\n\nf(*[X ^ Z, X ^ X])\n",
        "def ops():\n    yield X ^ Z\n\n\nfor op in ops():\n    op.to_matrix()\n",
        "values = [(op, op.num_qubits) for op in (X, Y ^ Z)]\n",
    ],
)
def test_an_operator_is_followed_wherever_it_flows(program: str):
    assert found(program)
    assert all(finding.best is not None and finding.best.safety is Safety.SAFE for finding in found(program))
    assert "^" not in fixed(program)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("from m import f\n\nf([X ^ Z])\n", "`f([X ^ Z])` may need"),
        ("op = X ^ Z\nother = (op, 1)\nnp.array(other)\n", "`np.array(other)` may need"),
        ("same = (X ^ Z) == (X ^ Z)\n", "`X ^ Z == X ^ Z` may need"),
        ("signs = {X, Z}\n", "`{X, Z}` may need"),
        ("def f(**given):\n    return given['op'].to_matrix()\n\n\nf(**{'op': X ^ Z})\n", "may need"),
        ("from m import f\n\nf(*[X ^ Z, 1])\n", "`f(*[X ^ Z, 1])` may need"),
        ("async def f():\n    await (X ^ Z)\n", "may need"),
        ("kind = type(X ^ Z)\n", "`type(X ^ Z)` may need"),
        ("def make(k):\n    return Z ^ k\n\n\ndef other(k):\n    return make(k)\n", "`Z ^ k` may need"),
        ("wide = (X ^ X) @ Z\n", "`(X ^ X) @ Z` may need"),
        ("op = X + Z\nnumber = op.coeff + g\nop = g * op\nother = op.primitive\n", "no `primitive` that"),
        ("circuit = (X ^ Z).to_circuit()\n", "no `to_circuit` that"),
        ("part = ~One @ X\n", "`~One @ X` may need"),
        ("total = sum([Zero, One])\n", "may need"),
        ("print(isinstance(X ^ Z, PauliSumOp))\n", "`isinstance(X ^ Z, PauliSumOp)` may need"),
        ("class A:\n    def run(self, op):\n        return op.to_matrix()\n\n\ndef go(solver):\n    return solver.run(X ^ Z)\n", "`solver.run(X ^ Z)` may need"),
    ],
)  # fmt: skip
def test_an_operator_stays_where_what_is_done_with_it_is_not_known(program: str, reason: str):
    assert reason in why_not(program)


def test_operators_that_do_not_meet_move_each_by_themselves():
    program = "from m import f\n\none = X ^ Z\nf(one)\nother = Z ^ X\nmatrix = other.to_matrix()\n"
    assert fixed(program).endswith('one = X ^ Z\nf(one)\nother = SparsePauliOp("ZX")\nmatrix = other.to_matrix()\n')


def test_a_measurement_keeps_the_operators_that_it_takes():
    assert found("op = X ^ Z\nmeasured = StateFn(op, is_measurement=True)\n") == []


def test_a_class_is_named_anew_where_all_its_objects_move():
    program = "def f(op: PauliSumOp):\n    return op.num_qubits\n\n\nf(PauliSumOp.from_list([('XZ', 1)]))\n"
    assert "def f(op: SparsePauliOp):" in fixed(program)
    assert "def f(op: PauliSumOp):" in fixed(program + "from m import g\n\ng(PauliSumOp.from_list([('X', 1)]))\n")


def test_what_is_typed_elsewhere_leaves_the_findings_as_they_are():
    text = HEAD + "op = X ^ Z\nmatrix = op.to_matrix()\nprint(1)\n"
    document = Document(text, newest(), ALONE)
    before = document.report().findings
    line = text.count("\n")
    document.edit([TextEdit(Range.of(line, 0, line, 0), "unrelated = 5\n")])
    assert all(one is two for one, two in zip(before, document.report().findings, strict=True))
