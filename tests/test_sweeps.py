"""A loop that runs one circuit at many values is offered as one PUB, and gives the same answer as that."""

from __future__ import annotations

import pytest

from qls import engine
from qls.environment import newest
from qls.planning.sweeps.lists import sweeps
from qls.sweeping import swept
from qls.syntax.text import apply_edits
from tests.conftest import Repetition
from tests.equivalence.compare import apart, differences
from tests.equivalence.runner import Runner
from tests.test_migrations import runs

_HEAD = """\
import numpy as np
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorEstimator, StatevectorSampler
from qiskit.quantum_info import SparsePauliOp

a, b = Parameter("a"), Parameter("b")
qc = QuantumCircuit(2)
qc.rx(a, 0)
qc.ry(b, 1)
estimator, sampler = StatevectorEstimator(), StatevectorSampler()
measured = qc.measure_all(inplace=False)
angles = np.linspace(0, 1, 4)
values = []
"""
EXACT = {
    "one observable, a dictionary": """\
for angle in angles:
    bound = qc.assign_parameters({a: angle, b: 2 * angle})
    job = estimator.run([(bound, [SparsePauliOp("ZI")])], precision=0.0)
    values.append(float(job.result()[0].data.evs[0]))
""",
    "a parameter has one value for all points": """\
half = 0.5
for angle in angles:
    bound = qc.assign_parameters({a: angle, b: half}, inplace=False)
    values.append(float(estimator.run([(bound, ["ZI"])]).result()[0].data.evs[0]))
""",
    "two observables, of which one is read; rows of what can be iterated once": """\
for x, y in zip(angles, angles[::-1]):
    job = estimator.run([(qc.assign_parameters([x, np.cos(y)]), ["ZI", SparsePauliOp("IX")])])
    values.append(float(job.result()[0].data.evs[1]))
""",
    "an inner loop, a function, rows that are the points": """\


def energies(rows):
    for row in rows:
        found = estimator.run([(qc.assign_parameters(row), ["ZZ"])]).result()
        values.append(float(found[0].data.evs[0]))


for scale in (1, 2):
    energies(scale * np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]))
""",
}
SAMPLED = """\
for angle in angles:
    isa = transpile(measured.assign_parameters({a: angle, b: angle}), optimization_level=1)
    counts = sampler.run([isa], shots=2000).result()[0].data.meas.get_counts()
    values.append(counts.get("00", 0) / 2000)
"""
LISTS = {
    "written out": """\
circuits = [measured.assign_parameters({a: angle, b: angle**2}) for angle in angles]
isa = transpile(circuits, optimization_level=1)
counts = [pub.data.meas.get_counts() for pub in sampler.run(isa, shots=2000).result()]
values += [each.get("00", 0) / 2000 for each in counts]
""",
    "filled in a loop": """\
circuits = []
for x, y in zip(angles, angles):
    circuit = measured.assign_parameters([x, y])
    circuits.append(circuit)
job = sampler.run(circuits, shots=2000)
values += [each.get("11", 0) / 2000 for each in [pub.data.meas.get_counts() for pub in job.result()]]
""",
}
LISTS["as a V1 run of [circuit] * n becomes"] = """\
rows = [[angle, 0.2] for angle in angles]
job = sampler.run([(measured, row) for row in rows], shots=2000)
dists = [
    {outcome: count / pub.data.meas.num_shots for outcome, count in sorted(pub.data.meas.get_counts().items())}
    for pub in job.result()
]
values += [each.get("00", 0) for each in dists]
"""
_LIST = LISTS["written out"]
_LOOP = """\
for angle in angles:
    bound = qc.assign_parameters({a: angle, b: 1.0})
    value = estimator.run([(bound, ["ZZ"])]).result()[0].data.evs[0]
    values.append(value)
"""
LEFT = {
    "the circuits are asked something too": _LIST + "depths = [circuit.depth() for circuit in circuits]\n",
    "the circuit grows before they run": _LIST.replace("isa =", "measured.x(0)\nisa ="),
    "some points are left out": _LIST.replace("in angles]", "in angles if angle]"),
    "the result of a point is used whole": LISTS["as a V1 run of [circuit] * n becomes"].replace(
        "pub.data.meas.num_shots", "len(pub.data)"
    ),
    "another circuit in each PUB": "rows = [(measured, [0.1, 0.2])]\n"
    "found = [pub.data.meas.get_counts() for pub in sampler.run([(each, row) for each, row in rows]).result()]\n",
    "what the loop counts is read later": LISTS["filled in a loop"] + "print(x)\n",
    "values that can be iterated once": _LIST.replace("in angles]", "in iter(angles)]"),
    "what comes next depends on what was found": _LOOP.replace("angle, b", "angle + len(values), b").replace(
        "    values", "    angle = value\n    values"
    ),
    "the values are counted on the way": "total = 0\n"
    + _LOOP.replace("{a: angle", "{a: total")
    + "    total += value\n",
    "what comes next is read from a list of what was found": _LOOP.replace(
        "{a: angle", "{a: angle + sum(values)"
    ).replace("sum(values)", "abs(values[-1])"),
    "it is bound in place": _LOOP.replace("1.0})", "1.0}, inplace=True)"),
    "an observable is changed": "operators = [SparsePauliOp('ZZ')]\n"
    + _LOOP.replace('"ZZ"', "operators[0]")
    + "    operators[0] = value\n",
    "the loop ends early": _LOOP + "    if value < 0.5:\n        break\n",
    "the circuit grows": _LOOP + "    qc.x(0)\n",
    "another circuit each time": _LOOP.replace("qc.assign", "make(angle).assign"),
    "the bound circuit is used again": _LOOP + "    print(bound)\n",
    "a row is drawn at random": _LOOP.replace("{a: angle", "{a: np.random.rand()"),
    "it runs only sometimes": "for angle in angles:\n    if angle:\n        "
    "value = estimator.run([(qc.assign_parameters([angle, 1]), ['ZZ'])]).result()[0].data.evs[0]\n",
    "two circuits in one run": _LOOP.replace('["ZZ"])]', '["ZZ"]), (bound, ["XX"])]'),
    "the observables are not written out": "observables = ['ZZ']\n" + _LOOP.replace('["ZZ"]', "observables"),
    "the whole result is kept": _LOOP.replace("[0].data.evs[0]", ""),
    "a function is defined in it": _LOOP + "    def later():\n        return value\n",
    "no parameters": "for angle in angles:\n    print(angle)  # assign_parameters(\n",
    "half typed": _LOOP + "    values.append(\n",
}


@pytest.mark.parametrize("loop", EXACT.values(), ids=EXACT)
def test_exact_values_are_the_same(loop: str, new_qiskit: Runner) -> None:
    before = _HEAD + loop
    [found] = sweeps(before)
    assert "points" in found.shapes and found.text != before
    assert sweeps(found.text) == []
    [old], [new] = runs(new_qiskit, before, Repetition())[:1], runs(new_qiskit, found.text, Repetition())[:1]
    assert old.variables["values"] == new.variables["values"]


@pytest.mark.parametrize("text", [SAMPLED, *LISTS.values()], ids=["loop", *LISTS])
def test_samples_are_those_of_the_same_distributions(text: str, new_qiskit: Runner) -> None:
    [found] = sweeps(_HEAD + text)
    assert ".meas.get_counts(index)" in found.text and "isa = " not in found.text and "circuits" not in found.text
    before, after = (runs(new_qiskit, each, Repetition()) for each in (_HEAD + text, found.text))
    assert [each for each in differences(before, after) if "program: " in each] == []
    assert (
        apart("values", [run.variables["values"] for run in before], [run.variables["values"] for run in after]) == []
    )


@pytest.mark.parametrize("loop", LEFT.values(), ids=LEFT)
def test_a_loop_that_needs_its_order_stays_one(loop: str) -> None:
    assert sweeps(_HEAD + loop) == []


LEGACY = """\
import numpy as np
from qiskit import QuantumCircuit, execute
from qiskit.circuit import Parameter
from qiskit_aer import AerSimulator

theta = Parameter("theta")
qc = QuantumCircuit(1)
qc.rx(theta, 0)
qc.measure_all()
backend = AerSimulator()
angles = np.linspace(0, 1, 5)
ones = []
for angle in angles:
    bound = qc.bind_parameters({theta: angle})
    counts = execute(bound, backend, shots=1000).result().get_counts()
    ones.append(counts.get("1", 0) / 1000)
"""
SWEPT = """\
data = sampler.run(
    [(transpile(qc, target=backend.target, optimization_level=1), {theta: angles})], shots=1000
).result()[0].data
for index, angle in enumerate(angles):
    counts = data.meas.get_counts(index)
    ones.append(counts.get("1", 0) / 1000)
"""


def test_it_is_offered_beside_the_fix_of_a_legacy_loop_and_never_made_by_it() -> None:
    found = next(each for each in engine.analyse(LEGACY, newest()).findings if each.code == "QLS101")
    beside = swept(LEGACY, found.range, found.fixes[0])
    assert beside is not None and beside.shapes.startswith("The values have the shape (points)")
    assert apply_edits(LEGACY, beside.edits).endswith(SWEPT)
    assert "enumerate" not in engine.fix(LEGACY, newest(), unsafe=True).text
    outside = LEGACY.replace("for angle in angles:", "if True:\n    angle = 1")
    assert swept(outside, found.range, found.fixes[0]) is None


def test_a_legacy_loop_and_its_one_pub_agree(old_qiskit: Runner, new_qiskit: Runner) -> None:
    found = next(each for each in engine.analyse(LEGACY, newest()).findings if each.code == "QLS101")
    beside = swept(LEGACY, found.range, found.fixes[0])
    assert beside is not None
    before, after = (
        runs(old_qiskit, LEGACY, Repetition()),
        runs(new_qiskit, apply_edits(LEGACY, beside.edits), Repetition()),
    )
    assert apart("ones", [run.variables["ones"] for run in before], [run.variables["ones"] for run in after]) == []


def test_it_is_offered_where_a_list_of_bound_circuits_runs() -> None:
    text = LEGACY[: LEGACY.index("ones = ")]
    text += "circuits = [qc.bind_parameters({theta: angle}) for angle in angles]\n"
    text += "counts = execute(circuits, backend, shots=1000).result().get_counts()\n"
    found = next(each for each in engine.analyse(text, newest()).findings if each.code == "QLS101")
    beside = swept(text, found.range, found.fixes[0])
    assert beside is not None
    assert "for index in range(data.meas.size)]" in apply_edits(text, beside.edits)
