"""Algorithms that run on a `QuantumInstance`

What it does
    `QuantumInstance(backend, shots=...)` bundled a backend with its options; `VQE`, `QAOA` and the other algorithms of
    `qiskit.algorithms` took one as `quantum_instance=`. `QuantumInstance` was deprecated in Qiskit 0.43 and removed in
    1.0, with `qiskit.algorithms`.

What replaces it
    A primitive that is given the backend. The algorithms live on in `qiskit-algorithms`, a package of its own, and take
    a primitive where they took a `QuantumInstance`: `VQE(estimator, ansatz, optimizer)`, `QAOA(sampler, optimizer)`.
    No package is added to a program unasked, and whether it takes a V2 primitive depends on its version, so the call is
    only explained.

What changes in your results
    Nothing is edited. `QuantumInstance` transpiled each circuit and ran 1,024 shots unless told otherwise; a primitive
    runs what it is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context
from qls.migrations.findings import Page, hover
from qls.report import Finding, Severity
from qls.semantics.facts import Called

CODE = "QLS703"
NAME = "quantum-instance"
SINCE = "deprecated in Qiskit 0.43, removed in 1.0"
LINK = links.INSTANCE
DESTINATIONS: tuple[str, ...] = ()
_PAGE = Page(CODE, NAME, LINK, "nothing is edited.")

# Catalogue 8, O9: what each takes in qiskit_algorithms in the place of a QuantumInstance.
_TAKES = {
    "VQE": "VQE(estimator, ansatz, optimizer)",
    "QAOA": "QAOA(sampler, optimizer)",
    "VQD": "VQD(estimator, fidelity, ansatz, optimizer)",
    "Grover": "Grover(sampler=sampler)",
    "AmplitudeEstimation": "AmplitudeEstimation(evaluation_qubits, sampler=sampler)",
    "IterativeAmplitudeEstimation": "IterativeAmplitudeEstimation(epsilon, alpha, sampler=sampler)",
    "PhaseEstimation": "PhaseEstimation(evaluation_qubits, sampler=sampler)",
}
_ELSEWHERE = "the algorithms are in another package, and no package is added to a program unasked"


def find(context: Context) -> Iterator[Finding]:
    gone = context.environment.at_least("qiskit", "1.0")
    severity = Severity.ERROR if gone else Severity.WARNING
    for events in context.facts.called.values():
        event = events[0]
        said = _said(event)
        if said and not event.guarded:
            words = hover(context, _PAGE, said, (), _ELSEWHERE)
            span = context.program.range(event.id)
            yield Finding(CODE, NAME, said, severity, span, not gone, LINK, (), (), words)


def _said(event: Called) -> str:
    """The message about a call; empty for a call that is not meant."""
    package, _, name = event.name.rpartition(".")
    given = any(keyword.arg == "quantum_instance" for keyword in event.node.keywords)
    if not given or not (package == "qiskit.algorithms" or package.startswith("qiskit.algorithms.")):
        return ""
    takes = _TAKES.get(name, f"{name} with a primitive")
    return f"`quantum_instance` went with `qiskit.algorithms` in Qiskit 1.0: `{takes}` of qiskit_algorithms."


EXAMPLES: tuple[Example, ...] = ()

LEAVE_ALONE = (
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
        "an algorithm that runs on one is explained",
        "from qiskit import Aer\nfrom qiskit.algorithms import VQE\n\n"
        "vqe = VQE(quantum_instance=Aer.get_backend('statevector_simulator'))\n",
        finding=True,
    ),
)
