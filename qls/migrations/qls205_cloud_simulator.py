"""IBM's simulators in the cloud

What it does
    `ibmq_qasm_simulator`, `simulator_statevector`, `simulator_mps`, `simulator_stabilizer` and
    `simulator_extended_stabilizer` were retired on 15 May 2024: no platform has a backend of that name.

What replaces it
    `AerSimulator()` of qiskit-aer with the same method, on your own computer. What ran on the simulator is migrated
    as what runs on Aer is, once the backend is one.

What changes in your results
    Nothing in the distributions, as far as your computer's memory goes. It needs qiskit-aer, which the program may not
    use yet, and the account may be of no use any more: so the fix is an unsafe one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.planning.findings import Offer, Page
from qls.planning.runtime.sessions import local_simulator
from qls.planning.workbench import Context, Refusal
from qls.report import Finding, Severity
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Made

_CHANGES = (
    "It runs on this machine, on AerSimulator of qiskit-aer; nothing is left to do for the account, where it served"
    " this simulator alone."
)
PAGE = Page(
    "QLS205",
    "cloud-simulator",
    since="retired on 15 May 2024",
    link=links.LOCAL_SIMULATORS,
    changes=_CHANGES,
)


def find(context: Context) -> Iterator[Finding]:
    for made in context.facts.made.values():
        if is_retired(made) and not made.guarded:
            yield _finding(context, made)


def is_retired(made: Made) -> bool:
    """True for a simulator that IBM's platform had."""
    return made.family == "ibm" and made.through == "get_backend" and made.name in roles.CLOUD_SIMULATORS


def _finding(context: Context, made: Made) -> Finding:
    span = context.program.range(made.id)
    outcome = context.once(("cloud", made.id), lambda: (_plan(context, made), "", _CHANGES))
    message = f"`{made.name}` was retired on 15 May 2024: use `AerSimulator` of qiskit-aer."
    offer = Offer("Simulate on this machine with AerSimulator", "backend", outcome)
    return PAGE.finding(context, span, message, offer, severity=Severity.ERROR)


def _plan(context: Context, made: Made) -> Plan:
    if made.id in context.facts.tuned:
        raise Refusal("the backend's options are changed after it is made")
    plan = Plan()
    plan.replace(context.span(made.id[0], made.node), *local_simulator(made.name))
    base: ast.expr = made.node.func
    while isinstance(base, (ast.Attribute, ast.Call)):
        base = base.value if isinstance(base, ast.Attribute) else base.func
    context.release(plan, base)
    return plan


EXAMPLES = (
    Example(
        "a simulator in the cloud becomes Aer's",
        """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService()
backend = service.backend("ibmq_qasm_simulator")
exact = service.backend("simulator_mps")
qc = QuantumCircuit(1)
qc.measure_all()
counts = backend.run(transpile(qc, backend), shots=100).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2
from qiskit_ibm_runtime import QiskitRuntimeService

service = QiskitRuntimeService()
backend = AerSimulator()
exact = AerSimulator(method="matrix_product_state")
qc = QuantumCircuit(1)
qc.measure_all()
sampler = SamplerV2.from_backend(backend)
counts = sampler.run([transpile(qc, backend)], shots=100).result()[0].data.meas.get_counts()
"""
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a simulator of Aer is on this machine already",
        "from qiskit_aer import Aer\n\nbackend = Aer.get_backend('qasm_simulator')\n",
    ),
    LeaveAlone(
        "a device of today",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\nbackend = QiskitRuntimeService().backend('ibm_fez')\n",
    ),
    LeaveAlone(
        "options of the old simulator may be no options of Aer's",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n\n"
        "backend = QiskitRuntimeService().backend('ibmq_qasm_simulator')\nbackend.set_options(shots=10)\n",
        finding=True,
        because="the backend's options are changed after it is made",
    ),
)
