"""Algorithms that were given a ``QuantumInstance``: what they become, and what stops them."""

from __future__ import annotations

import pytest
from packaging.version import Version

from qls.engine import Settings, analyse, fix
from qls.environment import Environment, newest
from qls.report import Safety

HEAD = """\
from qiskit import Aer
from qiskit.algorithms import VQE
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit.opflow import Z
from qiskit.utils import QuantumInstance

ansatz = RealAmplitudes(2)
backend = Aer.get_backend("aer_simulator")
"""
VQE = "vqe = VQE(ansatz, COBYLA(), quantum_instance=backend)\n"
ALONE = Settings(select=("QLS703",), line_length=320)
INSTALLED = Environment({**newest().versions, "qiskit-algorithms": Version("0.4.0")})


def changes(program: str, environment: Environment) -> str:
    (finding,) = analyse(HEAD + program, environment, ALONE).findings
    assert [each.safety for each in finding.fixes] == [Safety.UNSAFE]
    return finding.fixes[0].changes


def fixed(program: str) -> str:
    return fix(HEAD + program, newest(), ALONE, unsafe=True).text


def why_not(program: str) -> str:
    finding = analyse(HEAD + program, newest(), ALONE).findings[0]
    assert not finding.fixes
    return finding.explain()


def test_a_fix_says_which_package_to_install_only_where_it_is_not_there():
    assert "pip install qiskit-algorithms" in changes(VQE, newest())
    assert "pip install" not in changes(VQE, INSTALLED)
    older = Environment({**newest().versions, "qiskit-algorithms": Version("0.3.1")})
    assert "pip install" in changes(VQE, older)


def test_a_fix_says_what_a_callback_is_given():
    called = "def store(*given):\n    pass\n\n\nvqe = VQE(ansatz, COBYLA(), callback=store, quantum_instance=backend)\n"
    assert "dictionary" in changes(called, INSTALLED)
    assert "dictionary" not in changes(VQE, INSTALLED)


@pytest.mark.parametrize(
    "program",
    [
        "vqe = VQE(ansatz, COBYLA(), quantum_instance=backend)\n",
        "vqe = VQE(ansatz=ansatz, optimizer=COBYLA(), quantum_instance=QuantumInstance(backend))\n",
        "vqe = VQE(ansatz, optimizer=COBYLA(), quantum_instance=backend, expectation=None, max_evals_grouped=1)\n",
        "vqe = VQE(optimizer=COBYLA(), ansatz=ansatz, include_custom=False, quantum_instance=backend)\n",
    ],
)
def test_an_estimator_comes_first_then_the_ansatz_then_the_optimizer(program: str):
    text = fixed(program)
    assert "VQE(EstimatorV2.from_backend(backend, options={" in text
    assert "}), ansatz, COBYLA(), transpiler=generate_preset_pass_manager(1, backend))" in text


def test_algorithms_in_a_function_take_the_backend_of_the_module():
    program = "\n\ndef solve(start):\n    qi = QuantumInstance(backend, shots=100)\n" \
              "    return VQE(ansatz, COBYLA(), initial_point=start, quantum_instance=qi)\n"  # fmt: skip
    text = fixed(program)
    assert "1 / 100**0.5" in text and "QuantumInstance(" not in text


def test_an_operator_that_a_loop_makes_is_made_as_a_sum_of_strings():
    loop = "for J in range(3):\n    H = 0.5 * J * (Z ^ I) - J * (X ^ X)\n    vqe.compute_minimum_eigenvalue(H)\n"
    program = "from qiskit.opflow import I, X\nfrom qiskit.circuit import Parameter\n" + VQE + loop
    assert 'H = SparsePauliOp.from_list([("ZI", 0.5 * J), ("XX", -1.0 * J)])' in fixed(program)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("H = Z ^ Z\nprint(H.to_spmatrix())\n" + VQE + "vqe.compute_minimum_eigenvalue(H)\n", "H is used for"),
        ("qi = QuantumInstance(backend)\nrun(qi)\nvqe = VQE(ansatz, COBYLA(), quantum_instance=qi)\n",
         "qi is used for something else too"),
        (VQE + "vqe.compute_minimum_eigenvalue(read())\n", "the operator"),
        (VQE + "vqe.compute_minimum_eigenvalue(Z ^ Z, aux_operators=[Z ^ Z])\n", "more than one operator"),
        (VQE + "other = VQE(ansatz, COBYLA())\n", "without a quantum_instance"),
        ("from qiskit.algorithms import PVQD\n" + VQE, "PVQD has no counterpart"),
        ("vqe = [VQE(**options, quantum_instance=backend)]\n", "cannot all be seen"),
        ("solver = lambda: VQE(ansatz, COBYLA(), quantum_instance=backend)\n", "nothing can be put in front"),
        ("backend.set_options(shots=5)\n" + VQE, "options are changed"),
    ],
)  # fmt: skip
def test_what_cannot_move_is_refused_with_its_reason(program: str, reason: str):
    assert reason in why_not(program)


def test_an_import_does_not_move_without_the_algorithm_that_is_made_of_it():
    """What is left would be said by nothing: today's package has the name, and takes no quantum_instance."""
    program = HEAD + "vqe = VQE(ansatz, COBYLA(), quantum_instance=backend, **more)\n"
    result = fix(program, newest(), unsafe=True)
    assert "from qiskit.algorithms import VQE" in result.text
    assert "from qiskit_algorithms.optimizers import COBYLA" in result.text
    assert "QLS703" in {finding.code for finding in result.report.findings}
