"""Expectation values computed from counts by hand

What it does
    Programs sample a circuit and compute the mean of a parity from its counts: `counts["0"] - counts["1"]` over the
    shots, `00 - 01 - 10 + 11`, a loop with a sign for each key. That is the expectation value of a string of Zs on the
    measured qubits.

What replaces it
    `EstimatorV2(...).run([(circuit, SparsePauliOp("ZZ"))])` gives it, and `stds` its standard error, from the circuit
    without its last measurements; a change of basis in front of them stays. It is offered beside SamplerV2, which runs
    the program as it is, and made only where this code is asked for: `--select QLS701 --unsafe-fixes`.

What changes in your results
    The number has another statistical error: it is estimated to a precision of 1 / √shots, also where all shots
    agreed. The counts are no longer there.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import LeaveAlone
from qls.cases.qls701_examples import EXAMPLES as OF_ONE
from qls.cases.qls701_lists import OF_LISTS
from qls.cases.qls701_transpiled import TRANSPILED
from qls.catalogue import links
from qls.planning.estimating.by_hand import ByHand, Value, by_hand
from qls.planning.estimating.estimate import estimated, label_of
from qls.planning.findings import Offer, Page
from qls.planning.groups import Group
from qls.planning.sampling.chain import sites
from qls.planning.sampling.exact import is_exact_site
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Related, Severity

_CHOICE = (
    "EstimatorV2, because the counts are used for nothing but this mean; with SamplerV2 the program stays as it is."
)
PAGE = Page(
    "QLS701",
    "expectation-by-hand",
    since="legal; EstimatorV2 is there since Qiskit 1.0",
    link=f"{links.PRIMITIVES}#estimator-examples-input-and-output",
    changes="the number has another statistical error.",
    destinations=("auto", "backend", "runtime"),
)


def find_in(context: Context, group: Group) -> Iterator[Finding]:
    if any(is_exact_site(context, site) for site in sites(group)):
        return
    for found in by_hand(context, group):
        outcome = estimated(context, group, found)
        removes = PAGE.at(*(value.shown for value in found.values))
        removes += tuple((code, context.site_range(found.site)) for code in ("QLS101", "QLS102"))
        related = [Related(context.program.range(found.read.id), "the counts are read here")]
        if found.elsewhere is not None:
            related.append(Related(found.elsewhere, "the counts are read for something else here"))
        for value in found.values:
            message = f"{_observable(found, value)} is computed from counts here: EstimatorV2 gives it with its error."
            yield PAGE.finding(
                context,
                value.shown,
                message,
                Offer("Estimate with EstimatorV2", "estimator", outcome),
                severity=Severity.HINT,
                removes=removes,
                related=tuple(related),
                why=_CHOICE if outcome.verdict.offered else "",
            )


def _observable(found: ByHand, value: Value) -> str:
    wiring = found.site.submission.wiring
    try:
        return f"The expectation value of {label_of(wiring, value.bits)}" if wiring else "An expectation value"
    except Refusal:
        return "An expectation value"


EXAMPLES = (*OF_ONE, *TRANSPILED, *OF_LISTS)

_HEAD = "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\n\n"
_ONE = "qc = QuantumCircuit(1)\nqc.h(0)\nqc.measure_all()\n"
_TWO = "qc = QuantumCircuit(2)\nqc.h(0)\nqc.measure_all()\n"
_LIST = (
    "circuits = []\nfor theta in (0.4, 1.2):\n    qc = QuantumCircuit(2, 1)\n    qc.ry(theta, 0)\n"
    "    qc.measure(0, 0)\n    circuits.append(qc)\nresult = AerSimulator().run(circuits, shots=1000).result()\n"
)
_COUNTS = "counts = AerSimulator().run(qc, shots=1000).result().get_counts()\n"

LEAVE_ALONE = (
    LeaveAlone(
        "the integer value of the bits is no parity",
        _HEAD + _TWO + _COUNTS + "mean = sum(int(bits, 2) * n for bits, n in counts.items()) / 1000\n",
    ),
    LeaveAlone(
        "a vector of probabilities",
        _HEAD
        + _TWO
        + _COUNTS
        + 'keys = ["00", "01", "10", "11"]\nvector = [counts.get(key, 0) / 1000 for key in keys]\n',
    ),
    LeaveAlone(
        "probabilities in a dictionary",
        _HEAD + _TWO + _COUNTS + "probabilities = {key: n / 1000 for key, n in counts.items()}\nprint(probabilities)\n",
    ),
    LeaveAlone(
        "the probability of one outcome",
        _HEAD + _ONE + _COUNTS + 'p = counts["0"] / 1000\n',
    ),
    LeaveAlone(
        "the probability of an odd parity",
        _HEAD + _TWO + _COUNTS + 'odd = sum(n for bits, n in counts.items() if bits.count("1") % 2) / 1000\n',
    ),
    LeaveAlone(
        "a cost function of a graph in Python",
        _HEAD + _TWO + _COUNTS + "edges = [(0, 1)]\ncost = 0\nfor bits, n in counts.items():\n"
        "    cut = sum(bits[i] != bits[j] for i, j in edges)\n    cost += cut * n\ncost /= 1000\n",
    ),
    LeaveAlone(
        "a cost function with weights and a field",
        _HEAD
        + _TWO
        + _COUNTS
        + "cost = 0\nfor bits, n in counts.items():\n    spins = [1 - 2 * int(bit) for bit in bits]\n"
        "    cost += (0.5 * spins[0] * spins[1] + 0.3 * spins[0]) * n / 1000\n",
    ),
    LeaveAlone(
        "the number of ones",
        _HEAD + _TWO + _COUNTS + 'weight = sum(bits.count("1") * n for bits, n in counts.items()) / 1000\n',
    ),
    LeaveAlone(
        "bits are compared with a secret",
        _HEAD
        + _TWO
        + _COUNTS
        + 'secret = "11"\nright = sum(n if bits == secret else 0 for bits, n in counts.items()) / 1000\n',
    ),
    LeaveAlone(
        "a score that gives a point or takes one for the right answer",
        _HEAD + _TWO + _COUNTS + 'score = sum(n if bits == "11" else -n for bits, n in counts.items()) / 1000\n',
    ),
    LeaveAlone(
        "the most frequent outcome",
        _HEAD + _TWO + _COUNTS + 'best = max(counts, key=counts.get)\nsign = (-1) ** best.count("1")\n',
    ),
    LeaveAlone(
        "the mean of integers that are no counts",
        _HEAD + "numbers = {1: 3, 2: 5}\nmean = sum((-1) ** k * n for k, n in numbers.items()) / 8\n",
    ),
    LeaveAlone(
        "the parity of a string that is no key of counts",
        _HEAD + 'word = "0110"\nparity = (-1) ** word.count("1")\n',
    ),
    LeaveAlone(
        "a dictionary of the program that looks like counts",
        _HEAD + 'counts = {"0": 600, "1": 400}\nz = (counts["0"] - counts["1"]) / 1000\n',
    ),
    LeaveAlone(
        "counts of another library",
        _HEAD + "from braket.devices import LocalSimulator\n\n"
        "counts = LocalSimulator().run(None, shots=1000).result().measurement_counts\n"
        'z = (counts["0"] - counts["1"]) / 1000\n',
    ),
    LeaveAlone(
        "a difference of shots that is not divided by their number",
        _HEAD + _ONE + _COUNTS + 'difference = counts["0"] - counts["1"]\n',
    ),
    LeaveAlone(
        "divided by another number of shots",
        _HEAD + _ONE + _COUNTS + 'z = (counts["0"] - counts["1"]) / 512\n',
    ),
    LeaveAlone(
        "each outcome counts once, however many shots it has",
        _HEAD + _TWO + _COUNTS + 'signs = sum((-1) ** bits.count("1") for bits in counts)\n',
    ),
    LeaveAlone(
        "the ratio of two outcomes of four",
        _HEAD + _TWO + _COUNTS + 'ratio = (counts["00"] - counts["11"]) / (counts["00"] + counts["11"])\n',
    ),
    LeaveAlone(
        "the variance is not linear in the counts",
        _HEAD + _ONE + _COUNTS + 'z = counts["0"] / 1000\nvariance = z - z * z\n',
    ),
    LeaveAlone(
        "an entropy",
        _HEAD
        + "from math import log2\n\n"
        + _ONE
        + _COUNTS
        + "entropy = -sum(n / 1000 * log2(n / 1000) for n in counts.values())\n",
    ),
    LeaveAlone(
        "the sum of all shots is one",
        _HEAD + _ONE + _COUNTS + "one = sum(n / 1000 for n in counts.values())\n",
    ),
    LeaveAlone(
        "a sign that depends on the order of the outcomes",
        _HEAD + _TWO + _COUNTS + "e = sum((-1) ** i * n for i, n in enumerate(counts.values())) / 1000\n",
    ),
    LeaveAlone(
        "a function that cannot be seen",
        _HEAD + "from tools import expectation\n\n" + _TWO + _COUNTS + "e = expectation(counts, 1000)\n",
    ),
    LeaveAlone(
        "a limit on the rounds of a loop",
        _HEAD + _TWO + _COUNTS + 'e = 0\nfor bits, n in counts.items():\n    e += (-1) ** bits.count("1") * n / 1000\n'
        "    if e > 0.5:\n        break\n",
    ),
    LeaveAlone(
        "memory is no counts",
        _HEAD + _ONE + "memory = AerSimulator().run(qc, shots=1000, memory=True).result().get_memory()\n"
        'z = (memory.count("0") - memory.count("1")) / 1000\n',
    ),
    LeaveAlone(
        "an exact simulator has no shots",
        _HEAD
        + "from qiskit_aer import Aer\n\n"
        + _ONE
        + 'counts = Aer.get_backend("unitary_simulator").run(qc).result().get_counts()\n'
        'z = (counts["0"] - counts["1"]) / 1000\n',
    ),
    LeaveAlone(
        "the shots of a list of circuits are added up",
        _HEAD + _LIST + "ones = 0\nfor i in range(2):\n    counts = result.get_counts(i)\n"
        '    ones += counts.get("1", 0)\nshare = ones / 2000\n',
    ),
    LeaveAlone(
        "a difference between two circuits of a list",
        _HEAD + _LIST + "first, second = result.get_counts(0), result.get_counts(1)\n"
        'gain = (first.get("1", 0) - second.get("1", 0)) / 1000\n',
    ),
    LeaveAlone(
        "what is read is the list of all counts",
        _HEAD + _LIST + "counts = result.get_counts()\nz = (counts[0] - counts[1]) / 1000\n",
    ),
    LeaveAlone(
        "another circuit of the list is read otherwise",
        _HEAD + _LIST + "first = result.get_counts(0)\nsecond = result.get_counts(1)\n"
        'z = (first.get("0", 0) - first.get("1", 0)) / 1000\np = second.get("1", 0) / 1000\n',
        finding=True,
        because="the result is read more than once, or with that of another call",
    ),
    LeaveAlone(
        "the circuits of a list are measured differently",
        _HEAD + "one, other = QuantumCircuit(2, 1), QuantumCircuit(2, 1)\none.measure(0, 0)\nother.measure(1, 0)\n"
        "counts = AerSimulator().run([one, other], shots=1000).result().get_counts(0)\n"
        'z = (counts.get("0", 0) - counts.get("1", 0)) / 1000\n',
        finding=True,
        because="which qubit is measured last into which bit is not known",
    ),
    LeaveAlone(
        "the counts are shown too",
        _HEAD + _ONE + _COUNTS + 'z = (counts["0"] - counts["1"]) / 1000\nprint(counts)\n',
        finding=True,
        because="the counts are read for something else too",
    ),
    LeaveAlone(
        "a qubit goes on after its measurement",
        _HEAD
        + "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\nqc.h(0)\n"
        + _COUNTS
        + 'z = (counts.get("0", 0) - counts.get("1", 0)) / 1000\n',
        finding=True,
        because="which qubit is measured last into which bit is not known",
    ),
    LeaveAlone(
        "a gate depends on a measurement",
        _HEAD + "qc = QuantumCircuit(2, 1)\nqc.h(0)\nqc.measure(0, 0)\nwith qc.if_test((qc.clbits[0], 1)):\n"
        "    qc.x(1)\n" + _COUNTS + 'z = (counts.get("0", 0) - counts.get("1", 0)) / 1000\n',
        finding=True,
        because="the circuit has gates that depend on a measurement",
    ),
    LeaveAlone(
        "which qubits are measured cannot be seen",
        _HEAD
        + "from tools import measured\n\nqc = QuantumCircuit(2, 1)\nqc.measure(measured(), 0)\n"
        + _COUNTS
        + 'z = (counts.get("0", 0) - counts.get("1", 0)) / 1000\n',
        finding=True,
        because="which qubit is measured last into which bit is not known",
    ),
    LeaveAlone(
        "noise of the backend reaches what is read out, which an estimator leaves out",
        _HEAD
        + "from qiskit_aer.noise import NoiseModel\n\n"
        + _ONE
        + "backend = AerSimulator(noise_model=NoiseModel())\n"
        "counts = backend.run(qc, shots=1000).result().get_counts()\n"
        'z = (counts["0"] - counts["1"]) / 1000\n',
        finding=True,
        because="the backend has noise or qubits of its own, which an estimator treats otherwise",
    ),
)
