"""The V1 primitives of qiskit-ibm-runtime give way to V2

What it does
    `Sampler` and `Estimator` of `qiskit_ibm_runtime` meant V1 until 0.28 removed it, and mean V2 since. A program
    written for V1 still imports them, and fails where it makes them (`session=`, `backend=`), runs them on a bare
    circuit, or reads `quasi_dists` and `values`.

What replaces it
    `SamplerV2` and `EstimatorV2`, with `mode=` for the session or backend. V2 takes circuits that are transpiled for
    the backend, and observables laid out like them. `Session` takes the backend alone, as an object. Each option of V1
    goes where V2 has it: `execution.shots` to `default_shots` or `default_precision`, the optimization level and
    `transpilation` to `transpile`, `resilience` to the estimator's; an `Options` object gives way to a dict in the
    call, as it was when the primitive was made. An algorithm that is given the primitive is told to transpile.

What changes in your results
    They come from a computer: V1's server transpiled at level 3 and mitigated readout errors by default; V2's sampler
    mitigates nothing, and its estimator means other methods by the levels 1 and 2. IBM's simulators in the cloud are
    retired: what ran there runs on `AerSimulator`. A noise model, level 3 and options that cannot all be seen are
    only explained.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from qls.cases import Example, LeaveAlone
from qls.cases.qls304_algorithms import ALGORITHMS, LEFT
from qls.cases.qls304_guide import GUIDE
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.runtime.options import retire
from qls.planning.runtime.surroundings import Surroundings
from qls.planning.v1.handed import handed_on_runtime
from qls.planning.v1.on_backend import estimated_on_backend, sampled_on_backend, used_as_v1
from qls.planning.v1.run import primitive_findings
from qls.planning.workbench import Context, Outcome, Refusal
from qls.report import Finding
from qls.rewriting.plan import Plan
from qls.semantics.qiskit.facts import PrimitiveMade

_SENTENCE = re.compile(r"(?<=\.) ")
PAGE = Page(
    "QLS304",
    "runtime-primitive-v1",
    since="removed in qiskit-ibm-runtime 0.28, where the names came to mean V2",
    link=links.PRIMITIVES,
    changes="the answers of a computer.",
)


def find(context: Context) -> Iterator[Finding]:
    shared = _Shared(context)
    kinds, origins = {"sampler", "estimator"}, {"runtime"}
    yield from primitive_findings(context, PAGE, kinds, origins, shared.choose, used_as_v1, shared.handed)


class _Shared:
    """The primitives of a program by the options objects that they are made with."""

    def __init__(self, context: Context) -> None:
        self.around = Surroundings(context)

    def choose(self, context: Context, group: Group) -> list[tuple[Outcome, str]]:
        if group not in self._sharing:
            return [(self._alone(context, group), "primitive")]
        groups, names = self._sharing[group]
        key = ("with-options", groups[0].id)
        outcome = context.once(key, lambda: self._together(context, groups, names))
        kind = self._alone(context, group).verdict.destination  # that of the plan is its first primitive's
        verdict = replace(outcome.verdict, destination=kind) if outcome.verdict.offered else outcome.verdict
        return [(replace(outcome, verdict=verdict), "primitive")]

    def handed(self, context: Context, made: PrimitiveMade) -> list[tuple[Outcome, str]]:
        return handed_on_runtime(context, made, self.around)

    @cached_property
    def _sharing(self) -> dict[Group, tuple[list[Group], set[str]]]:
        """For each group that is made with an options object: those that move with it, and the objects' names."""
        found: dict[Group, tuple[list[Group], set[str]]] = {}
        known: dict[str, tuple[list[Group], set[str]]] = {}
        for group in self.around.context.groups:
            names = _options_of(self.around.context, group)
            if not names:
                continue
            one: tuple[list[Group], set[str]] = ([group], set(names))
            for other in {id(known[name]): known[name] for name in names if name in known}.values():
                one = (other[0] + one[0], other[1] | one[1])
            known.update(dict.fromkeys(one[1], one))
            found.update(dict.fromkeys(one[0], one))
        return found

    def _alone(self, context: Context, group: Group) -> Outcome:
        kinds = {primitive.kind for site in group.sites for primitive in site.primitives}
        run = sampled_on_backend if kinds == {"sampler"} else estimated_on_backend
        return run(context, group, self.around)

    def _together(self, context: Context, groups: list[Group], names: set[str]) -> tuple[Plan, str, str]:
        """Primitives that share an options object move together, and the object goes with them."""
        plan, said = Plan(), list[str]()
        for group in groups:
            outcome = self._alone(context, group)
            if not outcome.verdict.offered:
                shared = "" if len(groups) == 1 else "of the primitives that share these options one stays as it is: "
                raise Refusal(shared + outcome.verdict.reason)
            plan.add(outcome.plan)
            plan.left_out += outcome.verdict.left_out
            said += _SENTENCE.split(outcome.verdict.changes)
        retire(context, plan, names, self.around)
        return plan, self._alone(context, groups[0]).verdict.destination, " ".join(dict.fromkeys(said))


def _options_of(context: Context, group: Group) -> set[str]:
    """The names of the options objects that the group's primitives are made with."""
    made = {primitive.made for site in group.sites for primitive in site.primitives}
    nodes = (context.facts.primitives[id].node for id in made if id in context.facts.primitives)
    given = (keyword.value for node in nodes for keyword in node.keywords if keyword.arg == "options")
    return {value.id for value in given if isinstance(value, ast.Name)}


_HEAD = (  # of what is left alone
    "from qiskit import QuantumCircuit\n"
    "from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session\n\n"
    "service = QiskitRuntimeService()\nbackend = service.backend('ibm_fez')\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
)

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
counts = {
    outcome: count / 1000 for outcome, count in job.result()[0].data.meas.get_counts().items()
}
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
job = estimator.run(
    [
        (
            isa_circuit := transpile(qc, backend, optimization_level=3),
            [SparsePauliOp("ZZ").apply_layout(isa_circuit.layout)],
        )
    ]
)
energy = job.result()[0].data.evs[0]
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "options set on an object are told to each primitive as they were when it was made",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
qc = QuantumCircuit(2)
qc.h(0)
measured = qc.measure_all(inplace=False)
options = Options()
options.execution.shots = 1000
options.optimization_level = 2
options.transpilation.layout_method = "sabre"
options.resilience_level = 1
options.environment.log_level = "DEBUG"
with Session(service=service, backend=backend):
    sampler = Sampler(options=options)
    counts = sampler.run(measured).result().quasi_dists[0].binary_probabilities()
    options.resilience_level = 2
    options.resilience.noise_factors = (1, 2, 3)
    estimator = Estimator(options=options)
    energy = estimator.run(qc, SparsePauliOp("ZZ")).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import QiskitRuntimeService, Session
from qiskit_ibm_runtime.executor_estimator import EstimatorV2
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
qc = QuantumCircuit(2)
qc.h(0)
measured = qc.measure_all(inplace=False)
with Session(backend=backend):
    sampler = SamplerV2(options={"default_shots": 1000, "environment": {"log_level": "DEBUG"}})
    counts = {
        outcome: count / 1000
        for outcome, count in sampler.run(
            [transpile(measured, backend, optimization_level=2, layout_method="sabre")]
        ).result()[0].data.meas.get_counts().items()
    }
    estimator = EstimatorV2(
        options={
            "default_precision": 1000**-0.5,
            "environment": {"log_level": "DEBUG"},
            "resilience_level": 2,
            "resilience": {"zne": {"noise_factors": (1, 2, 3)}},
        }
    )
    energy = estimator.run(
        [
            (
                isa_circuit := transpile(qc, backend, optimization_level=2, layout_method="sabre"),
                [SparsePauliOp("ZZ").apply_layout(isa_circuit.layout)],
            )
        ]
    ).result()[0].data.evs[0]
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a session without a block, on a backend by its name",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session

service = QiskitRuntimeService()
qc = QuantumCircuit(1)
qc.measure_all()
session = Session(service=service, backend="ibm_brisbane", max_time="1h")
sampler = Sampler(session=session, options=Options(optimization_level=3, resilience_level=0))
dist = sampler.run(qc, shots=500).result().quasi_dists[0]
session.close()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService, Session
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
qc = QuantumCircuit(1)
qc.measure_all()
backend = service.backend("ibm_brisbane")
session = Session(backend=backend, max_time="1h")
sampler = SamplerV2(mode=session, options={"default_shots": 4000})
dist = {
    outcome: count / 500
    for outcome, count in sampler.run(
        [transpile(qc, backend, optimization_level=3)], shots=500
    ).result()[0].data.meas.get_int_counts().items()
}
session.close()
""",
        },
        old="",
        unsafe=True,
    ),
    Example(
        "a simulator in the cloud is one on this machine",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService

service = QiskitRuntimeService()
qc = QuantumCircuit(1)
qc.h(0)
estimator = Estimator(backend="ibmq_qasm_simulator", options={"shots": 100, "simulator": {"seed_simulator": 7}})
energy = estimator.run(qc, SparsePauliOp("X")).result().values[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.executor_estimator import EstimatorV2

service = QiskitRuntimeService()
qc = QuantumCircuit(1)
qc.h(0)
backend = AerSimulator()
estimator = EstimatorV2(
    mode=backend, options={"default_precision": 100**-0.5, "simulator": {"seed_simulator": 7}}
)
energy = estimator.run(
    [
        (
            isa_circuit := transpile(qc, backend, optimization_level=1),
            [SparsePauliOp("X").apply_layout(isa_circuit.layout)],
        )
    ]
).result()[0].data.evs[0]
""",
        },
        old="",
        unsafe=True,
    ),
    *GUIDE,
    *ALGORITHMS,
)

LEAVE_ALONE = (
    *LEFT,
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
        "an option is set on one path only",
        _HEAD + "options = Options(resilience_level=1)\nif input():\n    options.execution.shots = 100\n"
        "dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="options is changed on one path only",
    ),
    LeaveAlone(
        "the options are set after a run",
        _HEAD + "estimator = Estimator(backend=backend)\nexact = estimator.run(qc, 'Z').result().values[0]\n"
        "estimator.set_options(shots=10)\nvalue = estimator.run(qc, 'Z').result().values[0]\n",
        finding=True,
        because="the primitive's options are changed after it is made",
    ),
    LeaveAlone(
        "an option is set that V1 did not have",
        _HEAD + "estimator = Estimator(backend=backend)\nestimator.set_options(shots=10, method='statevector')\n"
        "value = estimator.run(qc, 'Z').result().values[0]\n",
        finding=True,
        because="method is no option that V1 had",
    ),
    LeaveAlone(
        "options that are printed print otherwise",
        _HEAD + "options = Options()\nprint(options)\n"
        "dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="options is used for something else than to make primitives",
    ),
    LeaveAlone(
        "noise was for a simulator",
        _HEAD + "from noise import model\noptions = Options(simulator={'noise_model': model})\n"
        "dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="noise_model is given, which only IBM's simulators took: AerSimulator takes it today",
    ),
    LeaveAlone(
        "the third resilience level has to learn the noise first",
        _HEAD + "estimator = Estimator(backend=backend, options={'resilience_level': 3})\n"
        "energy = estimator.run(qc, 'Z').result().values[0]\n",
        finding=True,
        because="resilience level 3 has to learn the noise first, with NoiseLearnerV3",
    ),
    LeaveAlone(
        "options that are changed after a function was written may have changed when it is called",
        _HEAD + "options = Options()\n\n\ndef sample():\n"
        "    return Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0][0]\n\n\n"
        "options.execution.shots = 100\nshare = sample()\n",
        finding=True,
        because="options is changed further down, and it may be made again after that",
    ),
    LeaveAlone(
        "the status of a computer's job is a string today",
        _HEAD + "job = Sampler(backend=backend).run(qc)\nstates = [job.status()]\ndist = job.result().quasi_dists[0]\n",
        finding=True,
        because="the job's status is kept, and a job of IBM's tells it as a string",
    ),
    LeaveAlone(
        "the backend's name means another one where the primitive runs",
        _HEAD + "sampler = Sampler(backend=backend)\nbackend = service.backend('ibm_torino')\n"
        "dist = sampler.run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="the backend's name means another one where it runs",
    ),
    LeaveAlone(
        "which service has the backend is not known",
        "from qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import Sampler, Session\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\nwith Session(backend='ibm_fez') as session:\n"
        "    dist = Sampler(session=session).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="the backend is named by a string, and which service has it is not in sight",
    ),
    LeaveAlone(
        "the session is opened on one of several backends",
        _HEAD + "session = Session(service=service, backend=backend)\nif input():\n"
        "    session = Session(service=service, backend='ibm_torino')\n"
        "dist = Sampler(session=session).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="which session it runs in is not in sight",
    ),
)
