"""Wrong migrations, planted one by one into right ones: `qls verify` says of each that it differs, and of none else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qls import engine, environment
from qls.verifying.running import Limits, Runner
from qls.verifying.verdicts import Verdict, judged
from tests.environments import LEGACY_1X, NEW, OLD, Recipe, python_of

SAMPLED = """\
from qiskit import QuantumCircuit, ClassicalRegister, QuantumRegister, execute
from qiskit_aer import AerSimulator

q = QuantumRegister(3, "q")
a, b = ClassicalRegister(2, "a"), ClassicalRegister(1, "b")
qc = QuantumCircuit(q, a, b)
qc.ry(0.7, q[0])
qc.x(q[1])
qc.cx(q[0], q[2])
qc.measure(q[0], a[0])
qc.measure(q[1], a[1])
qc.measure(q[2], b[0])
counts = execute(qc, AerSimulator(), shots=2000).result().get_counts()
ones = sum(n for key, n in counts.items() if key.endswith("1")) / 2000
print("share of ones", ones)
print(counts)
"""

ESTIMATED = """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
operator = SparsePauliOp.from_list([("ZI", 1.0), ("XX", 0.5)])
job = Estimator().run([qc, qc], [operator, SparsePauliOp("ZZ")])
values = job.result().values
print(f"energy {values[0]:.6f}")
"""

LOOPED = """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator

backend = AerSimulator()
found = []
for angle in (0.3, 1.0, 2.0):
    qc = QuantumCircuit(2)
    qc.ry(0.9, 0)
    qc.cp(angle, 0, 1)
    qc.rx(angle, 1)
    qc.measure_all()
    counts = execute(qc, backend, shots=1000).result().get_counts()
    found.append(counts.get("00", 0) / 1000)
memory = execute(qc, backend, shots=500, memory=True).result().get_memory()
"""

# The program, what stands in its migrated form, and what is put there instead.
PLANTED = [
    (SAMPLED, "measure(q[0], a[0])", "measure(q[0], a[1])"),  # another bit
    (SAMPLED, "print(counts)", "counts = {key[::-1]: n for key, n in counts.items()}\nprint(counts)"),  # bit order
    (SAMPLED, "print(counts)", "counts = {key.replace(' ', ''): n for key, n in counts.items()}\nprint(counts)"),
    (SAMPLED, "QuantumCircuit(q, a, b)", "QuantumCircuit(q, b, a)"),  # swapped registers
    (SAMPLED, "shots=2000", "shots=1024"),
    (SAMPLED, "qc.cx(q[0], q[2])\n", ""),  # a dropped gate
    (SAMPLED, "qc.ry(0.7, q[0])", "qc.ry(-0.7 + 1.7, q[0])"),
    (SAMPLED, "qc.x(q[1])", "qc.y(q[0])"),
    (SAMPLED, 'endswith("1")', 'startswith("0")'),  # the other end of the key
    (SAMPLED, "/ 2000", "/ 1000"),
    (ESTIMATED, '("XX", 0.5)', '("XX", -0.5)'),  # the other sign
    (ESTIMATED, '"ZI"', '"IX"'),
    (ESTIMATED, "qc.cx(0, 1)\n", ""),
    (ESTIMATED, "0.7", "0.71"),
    (ESTIMATED, "print(", "values = values[::-1]\nprint("),  # the other order of results
    (ESTIMATED, "print(", "values = values[:1]\nprint("),  # a lost result
    (LOOPED, "qc.cp(angle, 0, 1)", "qc.cp(angle, 0, 1)\n    qc.h(0)"),
    (LOOPED, '"00"', '"01"'),
    (LOOPED, "(0.3, 1.0, 2.0)", "(0.3, 2.0, 1.0)"),  # another order
    (LOOPED, "shots=500", "shots=501"),
    (LOOPED, "rx(angle, 1)", "rx(angle, 0)"),  # another qubit
    (LOOPED, "qc.measure_all()", "qc.x(0)\n    qc.measure_all()"),
]
BEFORE: dict[str, Recipe] = {SAMPLED: OLD, LOOPED: OLD, ESTIMATED: LEGACY_1X}


@pytest.fixture(scope="module")
def runners() -> Iterator[dict[Recipe, Runner]]:
    found = {recipe: Runner(python_of(recipe), Limits()) for recipe in (OLD, LEGACY_1X, NEW)}
    for each in found.values():
        each.__enter__()
    yield found
    for each in found.values():
        each.__exit__(None, None, None)


def verdict(program: str, after: str, runners: dict[Recipe, Runner], folder: Path) -> Verdict:
    (folder / "before.py").write_text(program)
    (folder / "after.py").write_text(after)
    old = runners[BEFORE[program]].runs(folder / "before.py")
    return judged(old, runners[NEW].runs(folder / "after.py", number=len(old)))


def migrated(program: str) -> str:
    return engine.fix(program, environment.newest()).text


@pytest.mark.xdist_group("planted")
@pytest.mark.parametrize("program", BEFORE)
def test_right_migrations_agree(program: str, runners: dict[Recipe, Runner], tmp_path: Path) -> None:
    found = verdict(program, migrated(program), runners, tmp_path)
    assert found.verdict == "agrees", found
    assert all(each.likeness.verdict == "agrees" for each in found.compared), found


@pytest.mark.xdist_group("planted")
@pytest.mark.parametrize(
    ("program", "right", "wrong"), PLANTED, ids=[f"{right}-{wrong}" for _, right, wrong in PLANTED]
)
def test_wrong_migrations_differ(
    program: str, right: str, wrong: str, runners: dict[Recipe, Runner], tmp_path: Path
) -> None:
    after = migrated(program)
    assert right in after
    found = verdict(program, after.replace(right, wrong, 1), runners, tmp_path)
    assert found.verdict == "differs", found
