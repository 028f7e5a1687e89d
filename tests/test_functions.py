"""Functions of the program: what their parameters are where a call does not give them."""

from __future__ import annotations

import ast

import pytest

from qls import engine
from qls.environment import newest

HEAD = """\
from qiskit import QuantumCircuit, Aer, execute

qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
simulator = Aer.get_backend("aer_simulator")
"""
BODY = "return execute(qc, backend, shots=10).result().get_counts()\n"


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(f"def go(qc, backend=Aer.get_backend('aer_simulator')):\n    {BODY}", id="made-in-the-signature"),
        pytest.param(f"def go(qc, *, backend=simulator):\n    {BODY}\nsimulator = 0\n", id="a-name-bound-anew"),
        pytest.param(f"go = lambda qc, backend=simulator: {BODY.removeprefix('return ')}", id="of-a-lambda"),
        pytest.param(
            f"def around(backend):\n    def inner(qc, backend=backend):\n        {BODY}    return inner\n\n"
            "go = around(simulator)\n",
            id="of-a-function-in-a-function",
        ),
    ],
)
def test_a_default_is_what_it_was_where_the_function_was_defined(program: str):
    calls = "first = go(qc); second = go(qc)\n"
    fixed = engine.fix(HEAD + program + calls, newest())
    ast.parse(fixed.text)
    assert not fixed.report.findings
    assert fixed.text.endswith(calls)
    assert "SamplerV2.from_backend(backend)" in fixed.text


@pytest.mark.parametrize("handler", ["Exception as problem", "ValueError"])
def test_a_call_behind_a_handler_of_other_errors_is_no_call_for_other_versions(handler: str):
    program = f"try:\n    counts = execute(qc, simulator).result().get_counts()\nexcept {handler}:\n    counts = {{}}\n"
    assert not engine.fix(HEAD + program, newest()).report.findings


@pytest.mark.parametrize("handler", ["ImportError", "Exception", "(ImportError, AttributeError)"])
def test_a_call_behind_a_handler_of_a_missing_import_is_left_alone(handler: str):
    program = (
        f"try:\n    from qiskit import execute\n    counts = execute(qc, None).result()\nexcept {handler}:\n    pass\n"
    )
    assert engine.fix("from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\n" + program, newest()).applied == 0


def test_a_name_that_a_function_out_of_sight_may_bind_is_not_only_what_the_module_gave_it():
    program = (
        "backend = simulator\n\ndef choose(other):\n    global backend\n    backend = other\n\n"
        f"def go(qc):\n    {BODY}"
    )
    assert "transpile" not in engine.fix(HEAD + program, newest()).text
    assert "transpile" in engine.fix(HEAD + program.replace("    global backend\n", ""), newest()).text


def test_what_a_function_gives_to_a_name_of_the_function_around_it_is_followed():
    program = (
        "def around():\n    result = None\n    def inner():\n        nonlocal result\n"
        "        result = execute(qc, simulator).result()\n    inner()\n    return result.get_counts()\n\n"
        "counts = around()\n"
    )
    assert "return result[0].data.c.get_counts()" in engine.fix(HEAD + program, newest()).text
