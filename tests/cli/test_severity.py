"""What ends with which status, and what plain `qls fix` leaves as it is: what works today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import LEGACY, LEGAL, installed, qls

# Its fix keeps it running on the simulator, which is legal and has a better way.
KEPT = """\
from qiskit import Aer, execute

SIM = Aer.get_backend("qasm_simulator")


def run_counts(qc, shots=1024):
    return execute(qc, SIM, shots=shots).result().get_counts()


def run_sv(qc):
    sim = Aer.get_backend("statevector_simulator")
    return execute(qc, sim).result().get_statevector()
"""
DEPRECATED = """\
from qiskit import QuantumCircuit
from qiskit_aer.primitives import Sampler

qc = QuantumCircuit(1)
qc.measure_all()
print(Sampler().run(qc, shots=10).result())
"""


def test_legal_code_fails_no_check_and_stays_as_it_is() -> None:
    Path("legal.py").write_text(LEGAL)
    checked, fixed = qls("check", "legal.py"), qls("fix", "legal.py")
    assert (checked.exit_code, fixed.exit_code) == (0, 0)
    assert "QLS102 information" in checked.stdout
    assert Path("legal.py").read_text() == LEGAL
    assert qls("fix", "--diff", "legal.py").exit_code == 0


@pytest.mark.parametrize("option", [["--modernize"], ["--select", "QLS102"]])
def test_legal_code_is_rewritten_where_that_is_asked_for(option: list[str]) -> None:
    Path("legal.py").write_text(LEGAL)
    assert qls("fix", *option, "legal.py").exit_code == 0
    assert "SamplerV2" in Path("legal.py").read_text()


def test_the_beginning_of_a_code_does_not_ask_for_legal_code_to_be_rewritten() -> None:
    Path("legal.py").write_text(LEGAL)
    qls("fix", "--select", "QLS1", "legal.py")
    assert Path("legal.py").read_text() == LEGAL


def test_the_project_can_ask_for_it() -> None:
    Path("legal.py").write_text(LEGAL)
    Path("pyproject.toml").write_text("[tool.qls]\nmodernize = true\n")
    qls("fix", "legal.py")
    assert "SamplerV2" in Path("legal.py").read_text()


def test_a_program_that_does_not_run_is_migrated_as_a_whole() -> None:
    Path("both.py").write_text(LEGACY + LEGAL)
    qls("fix", "both.py")
    assert ".run(transpile(qc, sim), shots=100)" not in Path("both.py").read_text()


@pytest.mark.parametrize(
    ("program", "fail_on", "status"),
    [
        (LEGACY, "error", 1),
        (LEGACY, "never", 0),
        (DEPRECATED, "error", 0),
        (DEPRECATED, "warning", 1),
        (DEPRECATED, "information", 1),
        (LEGAL, "warning", 0),
        (LEGAL, "information", 1),
    ],
)
def test_the_severity_that_fails_can_be_chosen(program: str, fail_on: str, status: int) -> None:
    Path("program.py").write_text(program)
    assert qls("check", "--fail-on", fail_on, "program.py").exit_code == status
    Path("pyproject.toml").write_text(f'[tool.qls]\nfail-on = "{fail_on}"\n')
    assert qls("check", "program.py").exit_code == status


def test_what_a_fix_writes_does_not_fail_for_ever_and_is_counted_once() -> None:
    Path("kept.py").write_text(KEPT)
    checked = qls("check", "kept.py")
    fixed = qls("fix", "kept.py")
    assert (checked.exit_code, fixed.exit_code) == (1, 0)
    said = re.search(r"`qls fix` fixes (\d+)", checked.stdout)
    assert said and f"Fixed {said[1]} findings in 1 file" in fixed.stdout
    after = Path("kept.py").read_text()
    assert (qls("check", "kept.py").exit_code, qls("fix", "kept.py").exit_code) == (0, 0)
    assert Path("kept.py").read_text() == after


def test_a_diff_that_is_not_empty_ends_with_1() -> None:
    Path("legacy.py").write_text(LEGACY)
    assert qls("fix", "--diff", "legacy.py").exit_code == 1
    qls("fix", "legacy.py")
    assert qls("fix", "--diff", "legacy.py").exit_code == 0


@pytest.mark.parametrize(("program", "migrated"), [(LEGACY, True), (LEGAL, False)])
def test_what_is_dead_in_the_newest_release_is_migrated_where_an_old_one_is_installed(
    program: str, migrated: bool
) -> None:
    """Whoever migrates has the old one installed."""
    installed("qiskit-0.45.3", "qiskit_aer-0.13.3")
    Path("program.py").write_text(program)
    result = qls("fix", "--python", "old", "program.py")
    assert (result.exit_code, Path("program.py").read_text() != program) == (0, migrated)
