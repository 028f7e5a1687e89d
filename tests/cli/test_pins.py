"""Pins of dead versions in a project, and what is said of what fixed programs need."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import CLEAN, EXPLAINED, LEGACY, LEGAL, installed, notebook, qls

OLD = "qiskit==0.45.0\nqiskit-aer==0.13.0\nnumpy\n"
NEW = "qiskit>=2.6\nqiskit-aer>=0.18\nnumpy\n"


def test_a_project_is_migrated_with_its_pins() -> None:
    Path("requirements.txt").write_text(OLD)
    Path("legacy.py").write_text(LEGACY)
    checked = qls("check", ".")
    assert checked.exit_code == 1
    assert "requirements.txt:1:1: QLS003 error: `qiskit==0.45.0` installs no release from 1.0 on" in checked.stdout
    assert checked.stdout.splitlines()[-2:] == [
        "3 findings in 2 files: 1 broken today; 2 pinned to a dead version.",
        "`qls fix` fixes 3.",
    ]
    fixed = qls("fix", ".")
    assert (fixed.exit_code, Path("requirements.txt").read_text()) == (0, NEW)
    assert fixed.stdout == "Fixed 3 findings in 2 files; 0 left.\n"
    assert qls("check", ".").exit_code == 0


def test_a_migrated_program_beside_a_dead_pin_is_not_called_clean() -> None:
    Path("requirements.txt").write_text(OLD)
    Path("clean.py").write_text(CLEAN)
    assert qls("check", ".").exit_code == 1
    named = qls("check", "clean.py")
    assert "requirements.txt:1: `qiskit==0.45.0` installs no release from 1.0 on" in named.stderr
    assert named.exit_code == 0


def test_pins_stay_while_something_broken_is_left() -> None:
    Path("requirements.txt").write_text(OLD)
    Path("explained.py").write_text(EXPLAINED)
    fixed = qls("fix", ".")
    assert (fixed.exit_code, Path("requirements.txt").read_text()) == (1, OLD)
    assert "  What changes: Other versions are installed than before" in fixed.stdout
    qls("fix", "--unsafe-fixes", ".")
    assert Path("requirements.txt").read_text() == NEW


def test_a_file_of_requirements_can_be_named_and_ends_as_it_did() -> None:
    Path("requirements.txt").write_bytes(OLD.replace("\n", "\r\n").encode())
    assert qls("fix", "--diff", "requirements.txt").exit_code == 1
    assert qls("fix", "requirements.txt").exit_code == 0
    assert Path("requirements.txt").read_bytes() == NEW.replace("\n", "\r\n").encode()


def test_a_notebook_installs_what_it_needs() -> None:
    before = notebook("!pip install qiskit==0.25 -q\nimport numpy", LEGACY)
    Path("n.ipynb").write_text(before)
    found = json.loads(qls("check", "--output-format", "json", "n.ipynb").stdout)
    assert [(each["code"], each["cell"], each["line"], each["column"]) for each in found] == [
        ("QLS003", 2, 1, 14),
        ("QLS101", 3, 6, 10),
    ]
    assert found[0]["source"] == "!pip install qiskit==0.25 -q"
    assert qls("fix", "n.ipynb").exit_code == 0
    cells = json.loads(Path("n.ipynb").read_text())["cells"]
    assert "".join(cells[1]["source"]) == '!pip install "qiskit>=2.6" -q\nimport numpy'
    assert "SamplerV2" in "".join(cells[2]["source"])


def test_pins_can_be_ignored() -> None:
    Path("requirements.txt").write_text(OLD)
    assert qls("check", "--ignore", "QLS003", ".").exit_code == 0
    Path("n.ipynb").write_text(notebook("!pip install qiskit==0.25"))
    assert qls("check", "--ignore", "QLS003", ".").exit_code == 0


def test_a_file_of_requirements_that_is_not_utf8_is_one_line() -> None:
    Path("requirements.txt").write_bytes(b"# caf\xe9\nqiskit==0.45\n")
    result = qls("check", "requirements.txt")
    assert result.exit_code == 2
    assert "requirements.txt: not UTF-8 (byte 6)" in result.stderr


def test_what_is_needed_is_said_with_the_line_that_installs_it() -> None:
    Path("legacy.py").write_text(LEGACY)
    assert qls("fix", "legacy.py").stdout.splitlines()[-2:] == [
        "What was written needs qiskit>=1.0, qiskit-aer>=0.14:",
        '  python -m pip install --upgrade "qiskit>=1.0" "qiskit-aer>=0.14"',
    ]


def test_what_is_needed_and_installed_too_old_is_said() -> None:
    installed("qiskit-0.45.3", "qiskit_aer-0.13.3")
    Path("legacy.py").write_text(LEGACY)
    fixed = qls("fix", "--python", "old", "legacy.py")
    assert "needs qiskit>=1.0 (0.45.3 is installed), qiskit-aer>=0.14 (0.13.3 is installed):" in fixed.stdout


def test_what_is_needed_and_not_installed_is_said() -> None:
    installed("qiskit-2.6.2")
    Path("legacy.py").write_text(LEGACY)
    fixed = qls("fix", "--python", "old", "legacy.py")
    assert "What was written needs qiskit-aer>=0.14 (not installed):" in fixed.stdout


def test_what_is_needed_and_not_declared_is_said() -> None:
    Path("requirements.txt").write_text("qiskit>=1\n")
    Path("legacy.py").write_text(LEGACY)
    assert "needs qiskit-aer>=0.14 (not in requirements.txt):" in qls("fix", ".").stdout


def test_nothing_is_needed_where_nothing_new_is_written() -> None:
    installed("qiskit-2.6.2", "qiskit_aer-0.18.2")
    Path("legacy.py").write_text(LEGACY)
    Path("legal.py").write_text(LEGAL)
    assert "needs" not in qls("fix", "--python", "old", ".").stdout


def test_a_setup_py_is_migrated_with_its_requirements() -> None:
    required = "from setuptools import setup\nsetup(install_requires=['qiskit==0.45'])\n"
    Path("setup.py").write_text(LEGACY + required)
    Path("broken.py").write_text(EXPLAINED)
    assert "26: QLS003 error: `qiskit==0.45` installs no release" in qls("check", ".").stdout
    assert qls("fix", ".").exit_code == 1
    assert "'qiskit==0.45'" in Path("setup.py").read_text() and "execute" not in Path("setup.py").read_text()
    Path("broken.py").unlink()
    Path("setup.cfg").write_text(required)
    assert qls("fix", ".").exit_code == 0
    assert "'qiskit>=2.6'" in Path("setup.py").read_text()
    Path("other.py").write_text(required)
    assert qls("check", ".").exit_code == 0, "only a setup.py requires anything"


def test_what_is_there_but_takes_no_v2_primitive_yet_is_needed_newer() -> None:
    Path("vqe.py").write_text(
        "from qiskit.circuit.library import RealAmplitudes\nfrom qiskit.primitives import Estimator\n"
        "from qiskit.quantum_info import SparsePauliOp\nfrom qiskit_algorithms import VQE\n"
        "from qiskit_algorithms.optimizers import COBYLA\n"
        "vqe = VQE(Estimator(), RealAmplitudes(1), COBYLA(maxiter=5))\n"
        "print(vqe.compute_minimum_eigenvalue(SparsePauliOp('Z')).eigenvalue)\n"
    )
    fixed = qls("fix", "--diff", "--unsafe-fixes", "vqe.py")
    assert "StatevectorEstimator" in fixed.stdout
    assert "What was written needs qiskit>=1.0, qiskit-algorithms>=0.4:" in fixed.stderr
    Path("legacy.py").write_text(LEGACY + "from qiskit_algorithms.optimizers import COBYLA\n")
    assert "qiskit-algorithms" not in qls("fix", "--diff", "legacy.py").stderr
