"""Algorithms that run on a `QuantumInstance`

What it does
    `QuantumInstance(backend, shots=...)` bundled a backend with its options; `VQE`, `QAOA` and the other algorithms of
    `qiskit.algorithms` took one as `quantum_instance=`. `QuantumInstance` was deprecated in Qiskit 0.43 and removed in
    1.0, with `qiskit.algorithms`.

What replaces it
    The algorithms live on in `qiskit-algorithms`, a package of its own, and since its version 0.4 take a V2 primitive
    where they took a `QuantumInstance`: `VQE(estimator, ansatz, optimizer)`, `QAOA(sampler, optimizer, reps=...)`,
    `Grover(sampler=...)`, and so `PhaseEstimation`, `AmplitudeEstimation` and their kin, with a transpiler where the
    primitive runs on a simulator. What minimised the tail of the samples, with `CVaRExpectation`, is a `SamplingVQE` or a
    `QAOA` with `aggregation=`. All algorithms and optimizers of a program move together, and operators of opflow that
    they solve become `SparsePauliOp`. What else took a `QuantumInstance` is only explained.

What changes in your results
    The optimizer gets its numbers from another primitive, so its steps are other ones where it samples. A callback gets
    a dictionary where it got a standard deviation, and that of VQE the first of its parameters alone.
    `qiskit-algorithms` has to be installed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import LeaveAlone
from qls.cases.qls703_examples import EXAMPLES as OF_MEANS
from qls.cases.qls703_others import OTHERS
from qls.catalogue import algorithms, links
from qls.planning.findings import Offer, Page
from qls.planning.opflow.algorithms import moved
from qls.planning.solving import name_of
from qls.planning.workbench import Context, Outcome
from qls.report import Finding
from qls.rewriting import names
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Called

PAGE = Page(
    "QLS703",
    "algorithm-on-quantum-instance",
    since="deprecated in Qiskit 0.43, removed in 1.0",
    link=links.INSTANCE,
    changes="the optimizer's numbers are those of another primitive.",
    gone=("qiskit", "1.0"),
    destinations=("auto", "backend"),
)
_WHY = "{} takes {}, because it {}."
_ESTIMATES = {"VQE": ("an Estimator", "computes expectation values")}


def find(context: Context) -> Iterator[Finding]:
    events = [calls[0] for calls in context.facts.called.values() if name_of(calls[0]) and not calls[0].guarded]
    if not events:
        return
    context.watch(names.ANY)
    outcome = _together(context)
    spans = [context.program.range(event.id) for event in events]
    offer = Offer("Use qiskit_algorithms with V2 primitives", "algorithm", outcome)
    for event, span in zip(events, spans, strict=True):
        name = name_of(event)
        name = algorithms.OF_TAIL.get(name, name) if "CVaRExpectation" in ast.unparse(event.node) else name
        takes = algorithms.TAKES.get(name, "")
        instead = (
            f"use `{takes or name.removesuffix('[]')}` of qiskit_algorithms{'' if takes else ', with a primitive'}"
        )
        message = f"`quantum_instance` went with `qiskit.algorithms` in Qiskit 1.0: {instead}."
        why = _WHY.format(name, *_ESTIMATES.get(name, ("a Sampler", "reads what is measured")))
        why = why if outcome.verdict.offered else ""
        yield PAGE.finding(context, span, message, offer, removes=PAGE.at(*spans), why=why)


def _together(context: Context) -> Outcome:
    def make() -> tuple[Plan, str, str]:
        plan, changes = moved(context, list(_events(context)))
        return plan, "algorithms", changes

    return context.once(("algorithms",), make)


def _events(context: Context) -> Iterator[Called]:
    """The calls as they stand now."""
    return (calls[0] for calls in context.facts.called.values() if name_of(calls[0]) and not calls[0].guarded)


_HEAD = "from qiskit import Aer\nfrom qiskit.algorithms import VQE\nfrom qiskit.algorithms.optimizers import COBYLA\n"
_HEAD += "from qiskit.circuit.library import RealAmplitudes\n\nansatz = RealAmplitudes(2)\n"
_STATE = "backend = Aer.get_backend('statevector_simulator')\n"

EXAMPLES = (*OF_MEANS, *OTHERS)

LEAVE_ALONE = (
    LeaveAlone(
        "an evolved state of opflow is asked for its circuit",
        "from qiskit import Aer\nfrom qiskit.algorithms import TrotterQRTE\nfrom problems import problem\n\n"
        "evolver = TrotterQRTE(quantum_instance=Aer.get_backend('statevector_simulator'))\n"
        "state = evolver.evolve(problem).evolved_state\ncircuit = state.to_circuit()\n",
        finding=True,
        because="an evolved state is asked for what a circuit may not have",
    ),
    LeaveAlone(
        "what is minimised is no mean that is known",
        _HEAD
        + _STATE
        + "from helper import Mean\n\nvqe = VQE(ansatz, COBYLA(), expectation=Mean(), quantum_instance=backend)\n",
        finding=True,
        because="the expectation is no mean of samples",
    ),
    LeaveAlone(
        "CVaR of values that are computed in another way",
        _HEAD + _STATE + "from qiskit.opflow import CVaRExpectation, PauliExpectation\n\n"
        "vqe = VQE(ansatz, COBYLA(), expectation=CVaRExpectation(0.2, PauliExpectation()), quantum_instance=backend)\n",
        finding=True,
        because="CVaRExpectation is given more than the share of the samples",
    ),
    LeaveAlone(
        "a class of the program is called QuantumInstance",
        "import qiskit\n\n\nclass QuantumInstance:\n    pass\n\n\ninstance = QuantumInstance()\n",
    ),
    LeaveAlone(
        "an algorithm that is given a primitive",
        "from qiskit_algorithms import VQE\n\n\ndef solver(estimator, ansatz, optimizer):\n"
        "    return VQE(estimator, ansatz, optimizer)\n",
    ),
    LeaveAlone(
        "a keyword of the program's own function",
        "import qiskit\n\n\ndef solve(quantum_instance=None):\n    return quantum_instance\n\n\nsolve(quantum_instance=1)\n",
    ),
    LeaveAlone(
        "an algorithm of aqua was another one",
        "from qiskit import Aer\nfrom qiskit.aqua.algorithms import VQE\n\n"
        "vqe = VQE(quantum_instance=Aer.get_backend('statevector_simulator'))\n",
    ),
    LeaveAlone(
        "an algorithm without a quantum_instance",
        "from qiskit.algorithms import NumPyMinimumEigensolver\n\nsolver = NumPyMinimumEigensolver()\n",
    ),
    LeaveAlone(
        "the ansatz and the optimizer have to be given",
        "from qiskit import Aer\nfrom qiskit.algorithms import VQE\n\n"
        "vqe = VQE(quantum_instance=Aer.get_backend('statevector_simulator'))\n",
        finding=True,
        because="ansatz is not given, and has to be now",
    ),
    LeaveAlone(
        "the ansatz has no number of qubits, and the operator is made behind it",
        "from qiskit import Aer\nfrom qiskit.algorithms import VQE\nfrom qiskit.algorithms.optimizers import SPSA\n"
        "from qiskit.circuit.library import TwoLocal\nfrom qiskit.quantum_info import SparsePauliOp\n\n"
        "ansatz = TwoLocal(rotation_blocks='ry', entanglement_blocks='cz')\n"
        "vqe = VQE(ansatz, SPSA(), quantum_instance=Aer.get_backend('aer_simulator'))\n"
        "result = vqe.compute_minimum_eigenvalue(SparsePauliOp('ZZ'))\n",
        finding=True,
        because="its ansatz would be transpiled before it has a number of qubits",
    ),
    LeaveAlone(
        "an algorithm that takes more than a primitive now",
        "from qiskit import Aer\nfrom qiskit.algorithms import HamiltonianPhaseEstimation\n\n"
        "estimation = HamiltonianPhaseEstimation(3, quantum_instance=Aer.get_backend('aer_simulator'))\n",
        finding=True,
        because="HamiltonianPhaseEstimation has no counterpart in qiskit_algorithms that is used the same way",
    ),
    LeaveAlone(
        "where the backend comes from is not in sight",
        _HEAD + "\n\ndef solver(backend):\n    return VQE(ansatz, COBYLA(), quantum_instance=backend)\n",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
    LeaveAlone(
        "the QuantumInstance mitigates errors",
        _HEAD + "from qiskit.utils import QuantumInstance\nfrom noise import model\n\n"
        "qi = QuantumInstance(Aer.get_backend('aer_simulator'), measurement_error_mitigation_cls=model)\n"
        "vqe = VQE(ansatz, COBYLA(), quantum_instance=qi)\n",
        finding=True,
        because="the QuantumInstance has settings that have no counterpart",
    ),
    LeaveAlone(
        "the simulator of the state is told of noise",
        _HEAD + "from qiskit.utils import QuantumInstance\nfrom noise import model\n\n"
        "qi = QuantumInstance(Aer.get_backend('statevector_simulator'), noise_model=model)\n"
        "vqe = VQE(ansatz, COBYLA(), quantum_instance=qi)\n",
        finding=True,
        because="the QuantumInstance tells more to a backend that is no plain AerSimulator",
    ),
    LeaveAlone(
        "QAOA would not know where its qubits lie",
        _HEAD + "from qiskit.utils import QuantumInstance\nfrom noise import model\n"
        "from qiskit.algorithms import QAOA\n\n"
        "qi = QuantumInstance(Aer.get_backend('aer_simulator'), coupling_map=model)\n"
        "qaoa = QAOA(COBYLA(), quantum_instance=qi)\n",
        finding=True,
        because="QAOA does not follow the layout of its circuits on a device's qubits",
    ),
    LeaveAlone(
        "a gradient of opflow",
        _HEAD + _STATE + "from qiskit.opflow import Gradient\n\n"
        "vqe = VQE(ansatz, COBYLA(), gradient=Gradient(), quantum_instance=backend)\n",
        finding=True,
        because="gradient has no counterpart",
    ),
    LeaveAlone(
        "the state of the result is read",
        _HEAD + _STATE + "vqe = VQE(ansatz, COBYLA(), quantum_instance=backend)\n"
        "state = vqe.compute_minimum_eigenvalue(operator).eigenstate\n",
        finding=True,
        because="there is no eigenstate any more",
    ),
    LeaveAlone(
        "the operator of opflow is made by a function",
        _HEAD + _STATE + "from qiskit.opflow import Z\n\n\ndef hamiltonian():\n    return Z ^ Z\n\n\n"
        "vqe = VQE(ansatz, COBYLA(), quantum_instance=backend)\nresult = vqe.compute_minimum_eigenvalue(hamiltonian())\n",
        finding=True,
        because="the operator is no sum of strings of Paulis with numbers in sight",
    ),
    LeaveAlone(
        "one VQE is given what may be a primitive",
        _HEAD
        + _STATE
        + "from qiskit.algorithms.minimum_eigensolvers import VQE as Newer\nfrom helper import estimator\n\n"
        "vqe = VQE(ansatz, COBYLA(), quantum_instance=backend)\nother = Newer(estimator, ansatz, COBYLA())\n",
        finding=True,
        because="VQE is made without a quantum_instance too",
    ),
)
