"""What is said of V1 primitives beside their examples: why one is proposed, and what an edit changes."""

from __future__ import annotations

import pytest
from packaging.version import Version

from qls.engine import Document, Settings, analyse
from qls.environment import Environment, newest
from qls.report import Finding
from qls.syntax.text import Range, TextEdit

HEAD = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
SAMPLER = "from qiskit.primitives import Sampler\nsampler = Sampler()\n"


def found(text: str) -> list[Finding]:
    return [finding for finding in analyse(text, newest()).findings if finding.code.startswith("QLS30")]


@pytest.mark.parametrize(
    ("use", "legacy"),
    [
        ("Sampler(mode=b).run([qc])", False),
        ("Sampler(mode=b).run([(qc,)]).result()[0].data.meas", False),
        ("Sampler(session=b).run([qc])", True),
        ("Sampler(b).run(qc)", True),
        ("Sampler(b).run(circuits=[qc])", True),
        ("Sampler(b).run([qc]).result().quasi_dists", True),
    ],
)
def test_a_sampler_of_the_runtime_is_v1_by_what_is_done_with_it(use: str, legacy: bool):
    text = f"{HEAD}from qiskit_ibm_runtime import Sampler\n\n\ndef run(b):\n    return {use}\n"
    assert [finding.code for finding in found(text)] == ["QLS304"] * legacy


def test_a_hover_says_why_a_sampler_or_an_estimator_is_proposed():
    sampler = HEAD + SAMPLER + "dist = sampler.run(qc).result().quasi_dists[0]\n"
    estimator = "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n"
    estimator += "value = Estimator().run(QuantumCircuit(1), 'Z').result().values[0]\n"
    assert "so a sampler is what fits" in found(sampler)[0].explain()
    assert "so an estimator is what fits" in found(estimator)[0].explain()


@pytest.mark.parametrize(
    ("measured", "qubits"),
    [
        ("qc = QuantumCircuit(2)\nqc.measure_all()\n", "("),
        ("qc = QuantumCircuit(2, 2)\nqc.measure(range(2), range(2))\n", "("),
        ("qc = QuantumCircuit(3, 2)\nfor i in range(2):\n    qc.measure(i, i)\n", "(range(qc.num_clbits), "),
        ("qc = QuantumCircuit(2, 2)\nqc.measure([0, 1], [1, 0])\n", "([1, 0], "),
        ("qc = QuantumCircuit(2)\nqc.measure_all()\nqc.remove_final_measurements()\nqc.x(0)\nqc.measure_all()\n", "("),
        ("qc = QuantumCircuit(2, 2)\nqc.measure(0, 0)\nqc.x(0)\nqc.measure([0, 1], [0, 1])\n", ""),
        ("qc = QuantumCircuit(2, 2)\nprepare(qc)\nqc.measure([0, 1], [0, 1])\n", ""),
        ("qc = QuantumCircuit(2, 2)\nqc.measure([0, 1], [0, 1])\nqc = transpile(qc)\n", ""),
    ],
)
def test_exact_probabilities_are_those_of_the_qubits_that_are_seen_to_end_in_the_bits(measured: str, qubits: str):
    text = "from qiskit import QuantumCircuit, transpile\nfrom somewhere import prepare\n" + SAMPLER + measured
    (finding,) = found(text + "dists = sampler.run(qc).result().quasi_dists\n")
    exact = [fix for fix in finding.fixes if fix.kind == "exact"]
    made = "".join(edit.text for fix in exact for edit in fix.edits)
    assert (f".probabilities_dict{qubits}decimals=16)" in made) if qubits else not exact


def test_a_second_use_of_the_sampler_takes_its_fix_back_and_gives_it_again():
    text = HEAD + SAMPLER + "dist = sampler.run(qc).result().quasi_dists[0]\n"
    document = Document(text, newest(), Settings())
    assert [finding.best is not None for finding in document.report().findings] == [True]
    end = text.count("\n")
    document.edit([TextEdit(Range.of(end, 0, end, 0), "library(sampler)\n")])
    assert [finding.fixes for finding in document.report().findings] == [()]
    document.edit([TextEdit(Range.of(end, 0, end + 1, 0), "")])
    assert [finding.best is not None for finding in document.report().findings] == [True]


@pytest.mark.parametrize(
    ("observable", "sound"),
    [
        ("SparsePauliOp('Z', 1j)", False),
        ("SparsePauliOp('Z', 0)", False),
        ("SparsePauliOp(['Z', 'Z'], [1, -1])", False),
        ("SparsePauliOp('Z') - SparsePauliOp('Z')", False),
        ("SparsePauliOp('X') @ SparsePauliOp('Z')", False),
        ("SparsePauliOp('iZ')", False),
        ("SparsePauliOp('Z', float(input()))", False),
        ("1e-9 * SparsePauliOp('Z')", False),
        ("Operator([[0, 1], [0, 0]])", False),
        ("'-Z'", False),
        ("'Z'", True),
        ("Pauli('-Z')", True),
        ("SparsePauliOp('Z')", True),
        ("SparsePauliOp(['Z', 'X'], coeffs=[0, -2.5])", True),
        ("SparsePauliOp(['Z', 'X'], [1, float(input())])", True),
        ("SparsePauliOp.from_list([('Z', 0.5), ('X', 1)])", True),
        ("SparsePauliOp('Z') + 0.5 * SparsePauliOp('X') - SparsePauliOp('Y') / 3", True),
        ("-SparsePauliOp('Z').simplify()", True),
        ("SparsePauliOp(['Z', 'X']).paulis[0]", True),
        ("Operator([[1, 0], [0, -1]])", True),
    ],
)
def test_a_fix_is_safe_where_the_observable_is_seen_to_be_one_that_v2_takes(observable: str, sound: bool):
    text = "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Estimator\n"
    text += "from qiskit.quantum_info import Operator, Pauli, SparsePauliOp\n"
    text += f"value = Estimator().run(QuantumCircuit(1), {observable}).result().values[0]\n"
    (finding,) = found(text)
    assert finding.fixes
    assert (finding.best is not None) is sound
    assert ("not real, V2 raises an error" in finding.fixes[0].changes) is not sound


SOLVER = """\
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import VQE
from helper import ansatz, optimizer, operator, show


def store(count, point, mean, metadata):
    show(count, mean)


def tell(count, point, mean, metadata):
    show(metadata)


"""
SOLVES = ".compute_minimum_eigenvalue(SparsePauliOp('Z'))\n"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (f"VQE(Estimator(), ansatz, optimizer){SOLVES}", ""),
        (f"VQE(Estimator(), ansatz, optimizer, callback=store){SOLVES}", ""),
        (f"VQE(Estimator(), ansatz, optimizer, callback=lambda a, b, c, d: show(a, c)){SOLVES}", ""),
        (f"VQE(Estimator(), ansatz, optimizer, callback=tell){SOLVES}", "callback"),
        (f"VQE(Estimator(), ansatz, optimizer, callback=lambda a, b, c, d: show(b)){SOLVES}", "callback"),
        (f"VQE(Estimator(), ansatz, optimizer, callback=show){SOLVES}", "callback"),
        (f"VQE(Estimator(), ansatz, optimizer, callback=lambda *given: show(given)){SOLVES}", "callback"),
        (f"vqe = VQE(ansatz=ansatz, estimator=Estimator(), optimizer=optimizer)\nresult = vqe{SOLVES}", ""),
        (f"vqe = VQE(Estimator(), ansatz, optimizer)\nresult = vqe{SOLVES}show(vqe)\n", "coefficients"),
        (f"vqe = VQE(Estimator(), ansatz, optimizer)\nresult = vqe{SOLVES}show(vqe.estimator)\n", "coefficients"),
        ("vqe = VQE(Estimator(), ansatz, optimizer)\n", "coefficients"),
        ("VQE(Estimator(), ansatz, optimizer).compute_minimum_eigenvalue(operator)\n", "coefficients"),
        ("VQE(Estimator(), ansatz, optimizer).compute_minimum_eigenvalue(SparsePauliOp('Z', 1j))\n", "coefficients"),
        (f"VQE(Estimator(), ansatz, optimizer){SOLVES[:-2]}, [SparsePauliOp('X')])\n", "auxiliary"),
        (f"VQE(Estimator(options={{'shots': 10}}), ansatz, optimizer){SOLVES}", "precision"),
    ],
)
def test_an_estimator_that_vqe_is_given_is_exact_still_or_the_fix_says_what_changes(program: str, said: str):
    (finding,) = found(SOLVER + program)
    (fix,) = finding.fixes
    assert bool(fix.changes) is bool(said)
    assert said in fix.changes


def test_an_older_release_of_the_algorithms_keeps_its_v1_primitives():
    program = SOLVER + f"VQE(Estimator(), ansatz, optimizer){SOLVES}"
    for version, fixes in (("0.3.1", 0), ("0.4.0", 1)):
        environment = Environment({**newest().versions, "qiskit-algorithms": Version(version)})
        (finding,) = analyse(program, environment).findings
        assert len(finding.fixes) == fixes
        assert ("takes V2 primitives since 0.4" in finding.explain()) is (fixes == 0)
