"""The tool that asks whether clean programs can be imported sees what cannot."""

from __future__ import annotations

from tests.clean import clean, failing, imports

PROGRAM = """\
import numpy, qiskit.circuit
from qiskit import QuantumCircuit, execute
try:
    from qiskit import BasicAer
except ImportError:
    pass
def run():
    from qiskit_aer import AerSimulator as Aer
"""


def test_every_import_outside_a_try_is_asked_for():
    asked = {
        "import qiskit.circuit",
        "from qiskit import QuantumCircuit",
        "from qiskit import execute",
        "from qiskit_aer import AerSimulator",
    }
    assert set(imports(PROGRAM)) == asked
    assert list(imports("import (")) == []


def test_a_program_is_clean_where_it_has_no_error_as_it_is_or_once_it_is_fixed():
    fixed = PROGRAM.replace(", execute", "")
    assert list(clean(PROGRAM)) == [fixed]
    assert list(clean(fixed)) == [fixed]


def test_an_import_that_fails_today_is_told_with_its_error():
    found = failing(["from qiskit import execute", "from qiskit import QuantumCircuit"])
    assert list(found) == ["from qiskit import execute"]
    assert "ImportError" in found["from qiskit import execute"]
