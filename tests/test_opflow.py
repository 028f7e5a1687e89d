"""Values of opflow: which ways of writing them are followed, and which are refused."""

from __future__ import annotations

import pytest

from qls.engine import Settings, analyse, fix
from qls.environment import newest
from qls.report import Finding, Safety

HEAD = """\
from qiskit import Aer, QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.opflow import *
from qiskit.utils import QuantumInstance

qc = QuantumCircuit(2)
qc.h(0)
theta = Parameter("theta")
backend = Aer.get_backend("qasm_simulator")
"""
MEASURED = "measured = PauliExpectation().convert(~StateFn(Z ^ Z) @ StateFn(qc))\n"
VALUE = "value = CircuitSampler({}).convert(measured).eval()\n"
MADE = "def make():\n    return QuantumCircuit(2)\n\n\ne = ~StateFn(Z ^ Z) @ StateFn(make())\n"
ALONE = Settings(select=("QLS702",), line_length=320)


def found(program: str) -> list[Finding]:
    return list(analyse(HEAD + program, newest(), ALONE).findings)


def fixed(program: str) -> str:
    return fix(HEAD + program, newest(), ALONE, unsafe=True).text


def why_not(program: str) -> str:
    finding = found(program)[0]
    assert not finding.fixes
    return finding.explain()


@pytest.mark.parametrize(
    ("expression", "observable"),
    [
        ("~StateFn(Z ^ Z) @ StateFn(qc)", '"ZZ"'),
        ("StateFn(X ^ Z, is_measurement=True) @ CircuitStateFn(qc)", '"XZ"'),
        ("StateFn(X ^ 2, is_measurement=True).compose(StateFn(qc))", '"XX"'),
        ("StateFn(Y ^ I).adjoint().compose(StateFn(qc))", '"YI"'),
        ("OperatorStateFn(Z ^ Z, is_measurement=True) @ StateFn(qc)", '"ZZ"'),
        ("~StateFn((Z ^ I) - (X ^ X) / 4) @ StateFn(qc)", '[("ZI", 1.0), ("XX", -0.25)]'),
        ("~StateFn((1 / 2) * (Z ^ (I - Z))) @ StateFn(qc)", '[("ZI", 0.5), ("ZZ", -0.5)]'),
        ("~StateFn(PauliSumOp.from_list([('ZZ', 2)])) @ StateFn(qc)", "[('ZZ', 2)]"),
        ("MatrixExpectation().convert(~StateFn(Z ^ Z) @ StateFn(qc))", '"ZZ"'),
        ("AerPauliExpectation().convert(~StateFn(Z ^ Z) @ StateFn(qc))", '"ZZ"'),
        ("PauliExpectation(group_paulis=False).convert(~StateFn(Z ^ Z)) @ StateFn(qc)", '"ZZ"'),
        ("~CircuitStateFn(qc) @ (X ^ X) @ CircuitStateFn(qc)", '"XX"'),
        ("CircuitStateFn(qc).adjoint().compose(X ^ X).compose(CircuitStateFn(qc))", '"XX"'),
    ],
)
def test_an_exact_value_is_followed_however_it_is_written(expression: str, observable: str):
    program = f"value = ({expression}).eval().real\n"
    assert [fix.safety for fix in found(program)[0].fixes] == [Safety.SAFE]
    assert observable in fixed(program)
    assert "opflow" not in fixed(program)


@pytest.mark.parametrize(
    "program",
    [
        "value = CircuitSampler(backend).convert(measured).eval().real\n",
        "value = CircuitSampler(backend, caching='all').convert(measured).eval().real\n",
        "value = CircuitSampler(QuantumInstance(backend)).convert(measured).eval().real\n",
        "qi = QuantumInstance(backend=backend, shots=1024)\nvalue = CircuitSampler(qi).convert(measured).eval().real\n",
        "qi = QuantumInstance(backend, 1024)\nsampled = CircuitSampler(qi).convert(measured)\nvalue = sampled.eval()\n",
        "def value():\n    op = ~StateFn(Z ^ Z) @ StateFn(qc)\n    return CircuitSampler(backend).convert(op).eval()\n",
    ],
)
def test_a_sampled_value_goes_to_the_estimator_with_as_many_shots(program: str):
    text = fixed(MEASURED * ("measured" in program) + program)
    assert "EstimatorV2.from_backend(backend).run([(transpile(qc, " in text
    assert "precision=1 / 1024**0.5" in text
    assert "opflow" not in text and "QuantumInstance(" not in text


def test_a_sampled_value_is_offered_as_unsafe_with_what_changes():
    (finding,) = found(MEASURED + "value = CircuitSampler(backend).convert(measured).eval()\n")
    assert [fix.safety for fix in finding.fixes] == [Safety.UNSAFE]
    assert "precision" in finding.fixes[0].changes


def test_the_seeds_of_an_instance_go_to_the_estimator_and_to_transpile():
    text = fixed(MEASURED + "qi = QuantumInstance(backend, seed_simulator=3, seed_transpiler=4, optimization_level=0)\n"
                 "value = CircuitSampler(qi).convert(measured).eval()\n")  # fmt: skip
    assert 'options={"run_options": {"seed_simulator": 3}}' in text
    assert "optimization_level=0, seed_transpiler=4" in text


def test_factors_that_have_names_are_taken_over():
    program = "J, h = 0.5, [1, 2]\nop = -2 * J * (Z ^ Z) + h[0] * (X ^ I) - (I ^ X) * (J + 1)\n"
    program += "value = (~StateFn(op) @ StateFn(qc)).eval()\n"
    free = HEAD.replace("from qiskit.circuit import Parameter\n", "").replace('theta = Parameter("theta")\n', "")
    text = fix(free + program, newest(), ALONE, unsafe=True).text
    assert '[("ZZ", -2.0 * J), ("XI", h[0]), ("IX", -1.0 * (J + 1))]' in text
    assert "no number in sight" in why_not(program)  # where there are parameters, it may be one


def test_a_simulator_of_the_state_gives_an_exact_value_without_a_change_of_basis():
    program = ("state = Aer.get_backend('statevector_simulator')\n"
               "value = CircuitSampler(state).convert(~StateFn(X ^ X) @ StateFn(qc)).eval()\n")  # fmt: skip
    assert [fix.safety for fix in found(program)[0].fixes] == [Safety.SAFE]
    assert "state = " not in fixed(program)


def test_a_name_of_a_function_that_is_read_again_is_not_taken_away():
    program = "def f():\n    op = Z ^ Z\n    print(op)\n    return (~StateFn(op) @ StateFn(qc)).eval()\n"
    assert "op is used for something else too" in why_not(program)


def test_a_name_that_is_given_one_step_after_the_other_is_followed():
    program = ("op = ~StateFn(Z ^ Z) @ StateFn(qc)\nop = PauliExpectation().convert(op)\n"
               "op = CircuitSampler(backend).convert(op)\nvalue = op.eval()\n")  # fmt: skip
    assert "op = " not in fixed(program)


def test_readers_that_only_look_at_the_circuit_do_not_change_it():
    program = "expression = ~StateFn(Z ^ Z) @ StateFn(qc)\nprint(qc)\nqc.draw()\nvalue = expression.eval()\n"
    assert found(program)[0].fixes


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("e = ~StateFn(Z ^ Z) @ StateFn(qc)\nqc.x(0)\nvalue = e.eval()\n", "the circuit may change"),
        ("e = ~StateFn(Z ^ Z) @ StateFn(qc)\nfor qc in []:\n    e.eval()\n", "the circuit may change"),
        ("w = [('ZZ', 1)]\ne = ~StateFn(PauliSumOp.from_list(w)) @ StateFn(qc)\nw.clear()\nvalue = e.eval()\n",
         "may change"),
        (MADE + "print(1)\nvalue = e.eval()\n", "would be called later"),
        (MADE + "value = [e.eval()]\nagain = e.eval()\n", "would be called"),
        (MEASURED + "qi = QuantumInstance(backend, measurement_error_mitigation_cls=None)\n" + VALUE.format("qi"),
         "have no counterpart"),
        (MEASURED + "qi = QuantumInstance(backend, optimization_level=3)\n" + VALUE.format("qi"), "may move"),
        (MEASURED + "backend.set_options(shots=5)\n" + VALUE.format("backend"), "options are changed"),
        (MEASURED + "values = {theta: 1}\nvalue = CircuitSampler(backend).convert(measured, params=values).eval()\n",
         "no mapping in sight"),
        ("value = PauliExpectation().convert(CircuitSampler(backend).convert(~StateFn(Z ^ Z) @ StateFn(qc))).eval()\n",
         "sampled before it is converted"),
        ("value = CircuitSampler(backend, statevector=False).convert(~StateFn(Z ^ Z) @ StateFn(qc)).eval()\n",
         "cannot all be seen"),
        ("value = (~StateFn(2 * theta * (Z ^ Z)) @ StateFn(qc)).eval()\n", "no number in sight"),
        ("class A:\n    value = (~StateFn(Z ^ Z) @ StateFn(qc)).eval()\n", "body of a class"),
        ("value = Gradient().convert(~StateFn(Z ^ Z) @ StateFn(qc)).eval()\n", "ParamShiftEstimatorGradient"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused_with_its_reason(program: str, reason: str):
    assert reason in why_not(program)


def test_a_statement_that_stands_twice_reads_its_names_twice():
    program = (
        "from qiskit import QuantumCircuit\nfrom qiskit.opflow import PauliExpectation, StateFn, Z\n\n"
        "qc = QuantumCircuit(1)\nfound = PauliExpectation().convert(made)\n"
        "made = StateFn(Z, is_measurement=True) @ StateFn(qc)\nfound = PauliExpectation().convert(made)\n"
        "value = found.eval().real\n"
    )
    assert fix(program, newest()).text == program
