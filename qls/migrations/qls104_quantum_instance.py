"""A `QuantumInstance` that executes circuits gives way to SamplerV2

What it does
    `QuantumInstance(backend, ...).execute(circuits)` transpiled at level 1, ran with 1,024 shots unless it was told
    otherwise, and waited for the result. It was deprecated in Qiskit 0.24 of qiskit-terra and removed in Qiskit 1.0.

What replaces it
    `transpile` with the instance's settings, then `SamplerV2(...).run([circuit], shots=...).result()`, with every
    reader of the result. One that is handed to an algorithm stays: the algorithm has to change with it. One that nothing
    in the file reads is left out.

What changes in your results
    Nothing in the counts: the same keys, the same shots. `get_counts()` gives a plain `dict`. The name of an instance
    that is left out is no longer bound.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.catalogue import links, roles
from qls.planning.findings import Offer, Page
from qls.planning.groups import Group
from qls.planning.sites import site_finding
from qls.planning.workbench import Context
from qls.report import Finding
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import Called

PAGE = Page(
    "QLS104",
    "quantum-instance",
    since="deprecated in qiskit-terra 0.24, removed in Qiskit 1.0",
    link=links.INSTANCE,
    changes="nothing in the counts; `get_counts()` gives a plain `dict`.",
    gone=("qiskit", "1.0"),
    destinations=("auto", "backend"),
)


def find_in(context: Context, group: Group) -> Iterator[Finding]:
    message = "`QuantumInstance` was removed in Qiskit 1.0: transpile, then run on SamplerV2."
    for site in group.sites:
        if site.form == "instance" and not site.guarded:
            yield site_finding(context, PAGE, group, site, message)


def find(context: Context) -> Iterator[Finding]:
    for events in context.facts.called.values():
        name = _unread(context, events[0])
        if name:
            yield _unread_finding(context, events[0], name)


def _unread_finding(context: Context, event: Called, name: str) -> Finding:
    changes = f"`{name}` is no longer bound: nothing in this file reads it."
    outcome = context.once(("unread", event.id), lambda: (_left_out(context, event), "", changes))
    message = f"`QuantumInstance` was removed in Qiskit 1.0: nothing here reads `{name}`."
    return PAGE.finding(context, context.program.range(event.id), message, Offer("Leave it out", "unread", outcome))


def _unread(context: Context, event: Called) -> str:
    """The name that is given a ``QuantumInstance`` and that nothing reads; empty for any other call."""
    if event.name not in roles.QUANTUM_INSTANCES or event.guarded:
        return ""
    match context.statement(event.id, event.node):
        case ast.Assign([ast.Name(name)], value) if value is event.node and not context.is_read(name):
            return name
    return ""


def _left_out(context: Context, event: Called) -> Plan:
    plan = Plan()
    plan.deleted.add(context.span(event.id[0], context.statement(event.id, event.node)))
    context.release(plan, event.node)
    return plan


EXAMPLES = (
    Example(
        "an instance that nothing reads is left out",
        """\
from qiskit import Aer, QuantumCircuit
from qiskit.utils import QuantumInstance, algorithm_globals

backend = Aer.get_backend("qasm_simulator")
instance = QuantumInstance(
    backend,
    shots=1024,
    seed_simulator=algorithm_globals.random_seed,
)
qc = QuantumCircuit(1)
depth = qc.depth()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

backend = Aer.get_backend("qasm_simulator")
qc = QuantumCircuit(1)
depth = qc.depth()
""",
        },
        unsafe=True,
    ),
    Example(
        "the instance's settings go to transpile and to the primitive",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.utils import QuantumInstance

backend = Aer.get_backend("qasm_simulator")
quantum_instance = QuantumInstance(backend, shots=300, seed_simulator=5, optimization_level=0)
qc = QuantumCircuit(2, 2)
qc.h(0)
qc.measure([0, 1], [0, 1])
result = quantum_instance.execute(qc)
counts = result.get_counts(qc)
other = QuantumCircuit(1)
other.x(0)
other.measure_all()
more = quantum_instance.execute([qc, other]).get_counts(other)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

backend = AerSimulator()
qc = QuantumCircuit(2, 2)
qc.h(0)
qc.measure([0, 1], [0, 1])
isa_circuit = transpile(qc, backend, optimization_level=0)
result = SamplerV2.from_backend(backend, seed=5).run([isa_circuit], shots=300).result()
counts = result[0].data.c.get_counts()
other = QuantumCircuit(1)
other.x(0)
other.measure_all()
isa_circuits = transpile([qc, other], backend, optimization_level=0)
sampler = SamplerV2.from_backend(backend, seed=5)
more = sampler.run(isa_circuits, shots=300).result()[1].data.meas.get_counts()
""",
            "backend": """\
from qiskit import QuantumCircuit, transpile
from qiskit.primitives import BackendSamplerV2
from qiskit_aer import Aer

backend = Aer.get_backend("qasm_simulator")
qc = QuantumCircuit(2, 2)
qc.h(0)
qc.measure([0, 1], [0, 1])
isa_circuit = transpile(qc, backend, optimization_level=0)
sampler = BackendSamplerV2(backend=backend, options={"seed_simulator": 5})
result = sampler.run([isa_circuit], shots=300).result()
counts = result[0].data.c.get_counts()
other = QuantumCircuit(1)
other.x(0)
other.measure_all()
isa_circuits = transpile([qc, other], backend, optimization_level=0)
sampler = BackendSamplerV2(backend=backend, options={"seed_simulator": 5})
more = sampler.run(isa_circuits, shots=300).result()[1].data.meas.get_counts()
""",
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "an instance that is handed to an algorithm stays with it",
        "from qiskit import Aer, QuantumCircuit\nfrom qiskit.utils import QuantumInstance\n"
        'from algorithms import solve\n\nquantum_instance = QuantumInstance(Aer.get_backend("qasm_simulator"))\n'
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\ncounts = quantum_instance.execute(qc).get_counts()\n"
        "solve(quantum_instance)\n",
        finding=True,
        because="the QuantumInstance is used for something else too",
    ),
    LeaveAlone(
        "readout mitigation of an instance has no counterpart",
        "from qiskit import Aer, QuantumCircuit\n"
        "from qiskit.ignis.mitigation.measurement import CompleteMeasFitter\n"
        'from qiskit.utils import QuantumInstance\n\nbackend = Aer.get_backend("qasm_simulator")\n'
        "quantum_instance = QuantumInstance(backend, measurement_error_mitigation_cls=CompleteMeasFitter)\n"
        "qc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\ncounts = quantum_instance.execute(qc).get_counts()\n",
        finding=True,
        because="measurement_error_mitigation_cls of the QuantumInstance has no counterpart",
    ),
    LeaveAlone(
        "an instance that executes nothing here, and that a function of the program returns",
        "from qiskit import Aer\nfrom qiskit.utils import QuantumInstance\n\n\ndef instance():\n"
        '    return QuantumInstance(Aer.get_backend("qasm_simulator"))\n',
    ),
)
