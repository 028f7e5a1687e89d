"""What a fix brings in hides no name of the program's own."""

from __future__ import annotations

import ast

import pytest

from qls import engine
from qls.engine import Settings
from qls.environment import newest

HEAD = """\
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import Parameter
from qiskit_aer import AerSimulator

backend = AerSimulator()
theta = Parameter("theta")
qc = QuantumCircuit(1, 1)
qc.rx(theta, 0)
qc.measure(0, 0)
"""


@pytest.mark.parametrize("name", ["values", "circuit", "pub", "angle"])
def test_a_comprehension_that_a_fix_writes_hides_no_name_of_the_program(name: str):
    program = f"""{HEAD}{name} = [0, 3.5]
binds = backend.run([qc], parameter_binds=[{{theta: [a for a in {name}]}}])
counts = backend.run([qc, qc], parameter_binds=[{{theta: a}} for a in {name}]).result().get_counts()
"""
    text = engine.fix(program, newest()).text
    assert "for values" in text
    bound = [part.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.comprehension)
             for part in ast.walk(node.target) if isinstance(part, ast.Name)]  # fmt: skip
    assert name not in bound


def test_a_longer_name_that_the_program_has_as_well_is_made_longer_still():
    program = f"{HEAD}values, values_ = [0, 3.5], [0, 1]\n"
    program += "binds = [{theta: a + b} for a in values for b in values_]\n"
    run = "counts = backend.run([qc, qc], parameter_binds=[{theta: a + b} for a in values for b in values_])"
    fixed = engine.fix(f"{program}{run}.result().get_counts()\n", newest()).text
    assert " for values__ in [{theta: a + b} for a in " in fixed


def test_two_variables_that_fixes_bring_in_have_two_names():
    program = """\
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

backend = AerSimulator()
estimated = "a word of the program's own"
one, two = QuantumCircuit(2, 2), QuantumCircuit(2, 2)
two.x(0)
one.measure([0, 1], [0, 1])
two.measure([0, 1], [0, 1])
first = backend.run(one, shots=1000).result().get_counts()
second = backend.run(two, shots=1000).result().get_counts()
mean = sum((-1) ** bits.count("1") * n for bits, n in first.items()) / 1000
other = sum((-1) ** bits.count("1") * n for bits, n in second.items()) / 1000
"""
    text = engine.fix(program, newest(), Settings(select=("QLS701",)), unsafe=True).text
    assert "mean = float(estimated_2.evs)" in text
    assert "other = float(estimated_3.evs)" in text
