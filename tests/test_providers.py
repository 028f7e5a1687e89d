"""A provider of backends is known by its row: what hands its backends out, and what is said of their `run`."""

from __future__ import annotations

import pytest

from qls.catalogue.families import FAMILIES, FOREIGN
from qls.engine import analyse
from qls.environment import newest
from qls.report import Safety, Severity

_PROGRAM = """\
from qiskit import QuantumCircuit{imports}
from {module} import {name}

backend = {made}
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = {call}.result().get_counts()
"""
_HANDED_OUT = [(key, name) for key in sorted(FOREIGN) for name in FAMILIES[key].providers]
_CLASSES = [(key, name) for key in sorted(FOREIGN) for name in FAMILIES[key].backends]
_WAYS = [(key, name, "('token').get_backend('name')") for key, name in _HANDED_OUT]
_WAYS += [(key, name, "('token').backends()[0]") for key, name in _HANDED_OUT]
_WAYS += [(key, name, "()") for key, name in _CLASSES]


def program(name: str, made: str, *, execute: bool) -> str:
    module, _, last = name.rpartition(".")
    call = "execute(qc, backend, shots=100)" if execute else "backend.run(qc, shots=100)"
    return _PROGRAM.format(
        imports=", execute" if execute else "", module=module, name=last, made=last + made, call=call
    )


@pytest.mark.parametrize(("key", "name", "made"), _WAYS)
def test_run_of_a_provider_is_legal_and_stays(key: str, name: str, made: str):
    (finding,) = analyse(program(name, made, execute=False), newest()).findings
    assert finding.severity is Severity.INFORMATION
    assert FAMILIES[key].title in finding.message
    assert finding.fixes == ()
    assert FAMILIES[key].because in finding.explain()


@pytest.mark.parametrize(("key", "name", "made"), _WAYS)
def test_execute_on_a_provider_keeps_running_there(key: str, name: str, made: str):
    (finding,) = analyse(program(name, made, execute=True), newest()).findings
    (fix,) = finding.fixes
    assert fix.safety is Safety.UNSAFE
    assert "isa_circuit = transpile(qc, backend, optimization_level=1)" in "".join(edit.text for edit in fix.edits)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_a_family_without_a_primitive_says_why(family):
    assert family.wrapped or family.because or family.title in ("IBM's backends", "other backends")
