"""The V1 primitives of qiskit-ibm-runtime give way to V2

What it does
    `Sampler` and `Estimator` of `qiskit_ibm_runtime` meant V1 until 0.28 removed it, and mean V2 since. A program
    written for V1 still imports them, and fails where it makes them (`session=`, `backend=`), runs them on a bare
    circuit, or reads `quasi_dists` and `values`.

What replaces it
    `SamplerV2` and `EstimatorV2`, with `mode=` for the session or backend. V2 takes circuits that are transpiled for
    the backend, and observables laid out like them. `Session` takes the backend alone.

What changes in your results
    They come from a computer: V1's server transpiled at level 3 and mitigated readout errors by default; V2's sampler
    mitigates nothing. An `Options` object has other names in V2, so a program that makes one is only explained.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.catalogue import links
from qls.migrations.base import Example, LeaveAlone
from qls.migrations.context import Context, Outcome
from qls.migrations.findings import Page
from qls.migrations.groups import Group
from qls.migrations.on_backend import estimated_on_backend, sampled_on_backend, used_as_v1
from qls.migrations.primitives import primitive_findings
from qls.report import Finding

CODE = "QLS304"
NAME = "runtime-primitive-v1"
SINCE = "removed in qiskit-ibm-runtime 0.28, where the names came to mean V2"
LINK = links.PRIMITIVES
DESTINATIONS = ("auto",)
_PAGE = Page(CODE, NAME, LINK, "the answers of a computer.")


def find(context: Context) -> Iterator[Finding]:
    yield from primitive_findings(context, _PAGE, {"sampler", "estimator"}, {"runtime"}, _choose, used_as_v1)


def _choose(context: Context, group: Group) -> list[tuple[Outcome, str]]:
    kinds = {primitive.kind for site in group.sites for primitive in site.primitives}
    run = sampled_on_backend if kinds == {"sampler"} else estimated_on_backend
    return [(run(context, group), "primitive")]


EXAMPLES = (
    Example(
        "a session keeps its backend alone",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session

service = QiskitRuntimeService()
backend = service.least_busy(operational=True)
qc = QuantumCircuit(2)
qc.h(0)
qc.measure_all()
with Session(service=service, backend=backend) as session:
    sampler = Sampler(session=session, options={"shots": 1000})
    job = sampler.run(circuits=qc)
print(job.job_id())
counts = job.result().quasi_dists[0].binary_probabilities()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService, Session
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
backend = service.least_busy(operational=True)
qc = QuantumCircuit(2)
qc.h(0)
qc.measure_all()
with Session(backend=backend) as session:
    sampler = SamplerV2(mode=session, options={"default_shots": 1000})
    job = sampler.run([transpile(qc, backend, optimization_level=3)])
print(job.job_id())
counts = {outcome: count / 1000 for outcome, count in job.result()[0].data.meas.get_counts().items()}
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "observables follow the layout on a computer",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService, Estimator

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
qc = QuantumCircuit(2)
qc.h(0)
estimator = Estimator(backend=backend)
job = estimator.run(qc, SparsePauliOp("ZZ"))
energy = job.result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
qc = QuantumCircuit(2)
qc.h(0)
estimator = EstimatorV2(mode=backend, options={"default_precision": 4000**-0.5})
job = estimator.run([(isa_circuit := transpile(qc, backend, optimization_level=3), [SparsePauliOp("ZZ").apply_layout(isa_circuit.layout)])])
energy = job.result()[0].data.evs[0]
""",
        },
        old="",
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "a V2 sampler under the same name",
        "from qiskit_ibm_runtime import Sampler\n\n\ndef run(circuit, backend):\n"
        "    return Sampler(mode=backend).run([circuit]).result()[0].data.meas.get_counts()\n",
    ),
    LeaveAlone(
        "a V2 estimator in a session",
        "from qiskit_ibm_runtime import EstimatorV2 as Estimator, Session\n\n\ndef run(pubs, backend):\n"
        "    with Session(backend=backend) as session:\n        return Estimator(mode=session).run(pubs).result()\n",
    ),
    LeaveAlone(
        "a V2 estimator under the same name",
        "from qiskit_ibm_runtime import Estimator\n\n\ndef run(circuit, observable, backend):\n"
        "    return Estimator(mode=backend).run([(circuit, observable)]).result()[0].data.evs\n",
    ),
    LeaveAlone(
        "an Options object has other names in V2",
        "from qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler\n\n"
        "backend = QiskitRuntimeService().backend('ibm_fez')\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
        "options = Options(resilience_level=1)\n"
        "dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]\n",
        finding=True,
    ),
    LeaveAlone(
        "a backend that is a string is not at hand for transpile",
        "from qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session\n\n"
        "service = QiskitRuntimeService()\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
        "with Session(service=service, backend='ibm_fez') as session:\n"
        "    dist = Sampler(session=session).run(qc).result().quasi_dists[0]\n",
        finding=True,
    ),
    LeaveAlone(
        "several sessions are open",
        "from qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session\n\n"
        "service = QiskitRuntimeService()\nbackend = service.backend('ibm_fez')\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\none = Session(service=service, backend=backend)\n"
        "two = Session(service=service, backend=backend)\n"
        "dists = [Sampler(session=one).run(qc).result().quasi_dists[0]]\n",
        finding=True,
    ),
)
