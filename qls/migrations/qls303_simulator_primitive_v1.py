"""The V1 primitives on a simulator give way to V2

What it does
    `Sampler` and `Estimator` of `qiskit_aer.primitives` are deprecated since Aer 0.15; `BackendSampler` and
    `BackendEstimator` of `qiskit.primitives` were deprecated in Qiskit 1.2 and removed in 2.0. They transpiled what they
    ran by themselves.

What replaces it
    `SamplerV2` of `qiskit_aer.primitives`, its `EstimatorV2` where exact values were computed, and
    `BackendEstimatorV2` on Aer's simulator where they were sampled; `BackendSamplerV2` and `BackendEstimatorV2` on the
    same backend. V2 transpiles nothing, so the circuits are transpiled in the open, and the observables follow the
    layout. An algorithm that is given one of them is told to transpile, where it can be told.

What changes in your results
    Nothing: as many shots as before; those of an estimator are said as a precision, 1/√shots, and rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator

from qls.cases import Example, LeaveAlone
from qls.cases.qls303_algorithms import ALGORITHMS
from qls.cases.qls303_layouts import LAYOUTS
from qls.catalogue import links
from qls.planning.findings import Page
from qls.planning.groups import Group
from qls.planning.v1.aer import aer_estimated, aer_sampled
from qls.planning.v1.handed import handed_on_backend
from qls.planning.v1.on_backend import estimated_on_backend, sampled_on_backend
from qls.planning.v1.run import primitive_findings
from qls.planning.workbench import Context, Outcome
from qls.report import Finding

PAGE = Page(
    "QLS303",
    "simulator-primitive-v1",
    since="deprecated in qiskit-aer 0.15 and Qiskit 1.2; those of Qiskit removed in 2.0",
    link=links.PRIMITIVES,
    changes="nothing: as many shots as before.",
)


def find(context: Context) -> Iterator[Finding]:
    yield from primitive_findings(
        context, PAGE, {"sampler", "estimator"}, {"aer", "backend"}, _choose, handed=handed_on_backend
    )


def _choose(context: Context, group: Group) -> list[tuple[Outcome, str]]:
    kinds = {(primitive.kind, primitive.origin) for site in group.sites for primitive in site.primitives}
    if kinds == {("sampler", "aer")}:
        return [(aer_sampled(context, group), "primitive")]
    if kinds == {("estimator", "aer")}:
        return [(aer_estimated(context, group), "primitive")]
    if kinds == {("sampler", "backend")}:
        return [(sampled_on_backend(context, group), "primitive")]
    return [(estimated_on_backend(context, group), "primitive")] if kinds == {("estimator", "backend")} else []


EXAMPLES = (
    Example(
        "Aer's sampler transpiled what it ran",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFT
from qiskit.providers.aer.primitives import Sampler

qc = QuantumCircuit(2)
qc.h(0)
qc.compose(QFT(2), inplace=True)
qc.measure_all()
sampler = Sampler(run_options={"seed": 3})
job = sampler.run(qc)
counts = job.result().quasi_dists[0].binary_probabilities()
fine = Sampler().run([qc, qc], shots=5000).result().quasi_dists
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import QFT
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2)
qc.h(0)
qc.compose(QFT(2), inplace=True)
qc.measure_all()
sampler = SamplerV2(seed=3)
job = sampler.run([transpile(qc, target=AerSimulator().target, optimization_level=0)])
counts = {
    outcome: count / 1024 for outcome, count in job.result()[0].data.meas.get_counts().items()
}
fine = [
    {outcome: count / 5000 for outcome, count in pub.data.meas.get_int_counts().items()}
    for pub in SamplerV2().run(
        transpile([qc, qc], target=AerSimulator().target, optimization_level=0), shots=5000
    ).result()
]
""",
        },
    ),
    Example(
        "Aer's sampler keeps its noise",
        """\
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit_aer.noise import NoiseModel, depolarizing_error
from qiskit_aer.primitives import Sampler as AerSampler

noise = NoiseModel()
noise.add_all_qubit_quantum_error(depolarizing_error(0.3, 1), ["h", "sx", "rz"])
theta = Parameter("t")
qc = QuantumCircuit(1)
qc.h(0)
qc.p(theta, 0)
qc.h(0)
qc.measure_all()
sampler = AerSampler(backend_options={"noise_model": noise}, run_options={"shots": 2000})
result = sampler.run([qc] * 3, parameter_values=[[0.1], [0.2], [0.3]]).result()
zeros = [dist[0] for dist in result.quasi_dists]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.circuit import Parameter
from qiskit_aer.noise import NoiseModel, depolarizing_error
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

noise = NoiseModel()
noise.add_all_qubit_quantum_error(depolarizing_error(0.3, 1), ["h", "sx", "rz"])
theta = Parameter("t")
qc = QuantumCircuit(1)
qc.h(0)
qc.p(theta, 0)
qc.h(0)
qc.measure_all()
sampler = SamplerV2(default_shots=2000, options={"backend_options": {"noise_model": noise}})
result = sampler.run(
    [
        (circuit, values)
        for circuit in [
            transpile(qc, target=AerSimulator(noise_model=noise).target, optimization_level=1)
        ]
        for values in [[0.1], [0.2], [0.3]]
    ]
).result()
zeros = [
    dist[0]
    for dist in [
        {outcome: count / 2000 for outcome, count in pub.data.meas.get_int_counts().items()}
        for pub in result
    ]
]
""",
        },
        old="1.4",
        unsafe=True,
        estimates=("zeros",),
    ),
    Example(
        "Aer's exact estimator",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator

ansatz = RealAmplitudes(2, reps=1)
H = SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)])
estimator = Estimator(run_options={"shots": None}, approximation=True)
energies = []
for scale in (0.1, 0.2):
    energies.append(estimator.run([ansatz], [H], [[scale] * 4]).result().values[0])
pair = estimator.run([ansatz, ansatz], [H, H], [[0.1] * 4, [0.2] * 4]).result().values
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import EstimatorV2
from qiskit import transpile
from qiskit_aer import AerSimulator

ansatz = RealAmplitudes(2, reps=1)
H = SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)])
estimator = EstimatorV2()
energies = []
for scale in (0.1, 0.2):
    energies.append(
        estimator.run(
            [
                (
                    transpile(ansatz, target=AerSimulator().target, optimization_level=0),
                    [H],
                    [[scale] * 4],
                )
            ]
        ).result()[0].data.evs[0]
    )
pair = estimator.run(
    [
        (
            transpile(ansatz, target=AerSimulator().target, optimization_level=0),
            [H, H],
            [[0.1] * 4, [0.2] * 4],
        )
    ]
).result()[0].data.evs
""",
        },
        old="1.4",
    ),
    Example(
        "Aer's sampling estimator",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator as AerEstimator

qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
H = SparsePauliOp.from_list([("ZI", 1), ("XX", 0.5)])
estimator = AerEstimator(run_options={"seed": 42, "shots": 2000})
value = estimator.run(qc, H).result().values[0]
finer = estimator.run(qc, H, shots=5000).result().values
plain = AerEstimator().run(qc, H).result().values
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp
from qiskit.primitives import BackendEstimatorV2
from qiskit_aer import AerSimulator

qc = QuantumCircuit(2)
qc.ry(0.7, 0)
qc.cx(0, 1)
H = SparsePauliOp.from_list([("ZI", 1), ("XX", 0.5)])
estimator = BackendEstimatorV2(
    backend=AerSimulator(), options={"default_precision": 2000**-0.5, "seed_simulator": 42}
)
value = estimator.run(
    [(transpile(qc, target=AerSimulator().target, optimization_level=0), [H])]
).result()[0].data.evs[0]
finer = estimator.run(
    [(transpile(qc, target=AerSimulator().target, optimization_level=0), [H])], precision=5000**-0.5
).result()[0].data.evs
plain = BackendEstimatorV2(backend=AerSimulator(), options={"default_precision": 1024**-0.5}).run(
    [(transpile(qc, target=AerSimulator().target, optimization_level=0), [H])]
).result()[0].data.evs
""",
        },
    ),
    Example(
        "a backend without noise",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.primitives import BackendEstimator, BackendSampler
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.8, 0)
qc.cx(0, 1)
backend = Aer.get_backend("qasm_simulator")
estimator = BackendEstimator(backend, options={"shots": 4000})
value = estimator.run(qc, SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)])).result().values[0]
qc.measure_all()
sampler = BackendSampler(backend=backend)
dist = sampler.run([qc]).result().quasi_dists[0]
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import Aer
from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2
from qiskit.quantum_info import SparsePauliOp

qc = QuantumCircuit(2)
qc.ry(0.8, 0)
qc.cx(0, 1)
backend = Aer.get_backend("qasm_simulator")
estimator = BackendEstimatorV2(backend=backend, options={"default_precision": 4000**-0.5})
value = estimator.run(
    [
        (
            transpile(qc, target=backend.target, optimization_level=0),
            [SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)])],
        )
    ]
).result()[0].data.evs[0]
qc.measure_all()
sampler = BackendSamplerV2(backend=backend)
dist = {
    outcome: count / 1024
    for outcome, count in sampler.run(
        transpile([qc], target=backend.target, optimization_level=0)
    ).result()[0].data.meas.get_int_counts().items()
}
""",
        },
    ),
    *LAYOUTS,
    *ALGORITHMS,
)

LEAVE_ALONE = (
    LeaveAlone(
        "the V2 sampler of qiskit-aer",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.primitives import SamplerV2 as Sampler\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\ncounts = Sampler().run([qc]).result()[0].data.meas.get_counts()\n",
    ),
    LeaveAlone(
        "the V2 estimator on a backend",
        "from qiskit.primitives import BackendEstimatorV2\nfrom qiskit_aer import AerSimulator\n\n"
        "estimator = BackendEstimatorV2(backend=AerSimulator())\n",
    ),
    LeaveAlone(
        "without shots Aer's sampler gave exact probabilities",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.primitives import Sampler\n\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\ndist = Sampler(run_options={'shots': None}).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="without shots qiskit-aer's sampler gave exact probabilities, and V2 samples",
    ),
    LeaveAlone(
        "a coupling map that is written where the primitive is made would be needed where it runs too",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.primitives import Estimator\n\n"
        "estimator = Estimator(backend_options={'coupling_map': [[0, 1]]}, approximation=True)\n"
        "value = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\n",
        finding=True,
        because="an option is computed where the primitive is made, and would be needed elsewhere too",
    ),
    LeaveAlone(
        "another library is given the sampler",
        "from qiskit_aer.primitives import Sampler\nfrom qiskit_dynamics import Fit\n\nfit = Fit(sampler=Sampler())\n",
        finding=True,
        because="the primitive is passed to qiskit_dynamics.Fit, whose code cannot be seen",
    ),
    LeaveAlone(
        "an algorithm that has no transpiler",
        "from qiskit_aer.primitives import Sampler\nfrom qiskit_algorithms import MaximumLikelihoodAmplitudeEstimation\n\n"
        "estimation = MaximumLikelihoodAmplitudeEstimation(3, sampler=Sampler())\n",
        finding=True,
        because="MaximumLikelihoodAmplitudeEstimation transpiles nothing, and on a backend its circuits have to be transpiled",
    ),
    LeaveAlone(
        "an algorithm cannot be told the gates of another device",
        "from qiskit_aer.primitives import Sampler\nfrom qiskit_algorithms import Grover\n\n"
        "grover = Grover(sampler=Sampler(transpile_options={'basis_gates': 'all'}))\n",
        finding=True,
        because="it is told how to transpile in a way that an algorithm cannot be told",
    ),
    LeaveAlone(
        "an algorithm that does not follow a layout",
        "from qiskit.primitives import BackendSampler\nfrom qiskit.providers.fake_provider import GenericBackendV2\n"
        "from qiskit_algorithms import QAOA\nfrom helper import optimizer\n\nbackend = GenericBackendV2(num_qubits=5)\n"
        "qaoa = QAOA(BackendSampler(backend), optimizer)\n",
        finding=True,
        because="QAOA does not follow the layout of its circuits on a device's qubits",
    ),
    LeaveAlone(
        "a backend that a caller gives",
        "from qiskit.primitives import BackendEstimator\nfrom qiskit_algorithms import VQE\n\n\n"
        "def solver(backend, ansatz, optimizer):\n    return VQE(BackendEstimator(backend), ansatz, optimizer)\n",
        finding=True,
        because="where the backend comes from is not in sight",
    ),
    LeaveAlone(
        "the options are computed elsewhere",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.primitives import Sampler\n\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\noptions = dict(shots=5)\ndist = Sampler(run_options=options).run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="the options are not written where the primitive is made",
    ),
    LeaveAlone(
        "exact values of a noisy simulator",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.noise import NoiseModel\nfrom qiskit_aer.primitives import Estimator\n"
        "\nnoise = NoiseModel()\n"
        "estimator = Estimator(backend_options={'noise_model': noise}, run_options={'shots': None}, approximation=True)\n"
        "value = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\n",
        finding=True,
        because="exact values of a simulator with noise or a coupling map have no counterpart in sight",
    ),
    LeaveAlone(
        "how the primitive transpiles is set by itself",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import BackendEstimator\nfrom qiskit_aer import AerSimulator\n"
        "\nestimator = BackendEstimator(AerSimulator())\nestimator.set_transpile_options(optimization_level=3)\n"
        "value = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\n",
        finding=True,
        because="the primitive's set_transpile_options has no counterpart",
    ),
    LeaveAlone(
        "the options are set after a run",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.primitives import Estimator\n\nestimator = Estimator()\n"
        "first = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\nestimator.set_options(shots=10)\n"
        "second = estimator.run(QuantumCircuit(1), 'Z').result().values[0]\n",
        finding=True,
        because="the primitive's options are changed after it is made",
    ),
    LeaveAlone(
        "the values are asked for with their variance",
        "from qiskit import QuantumCircuit\nfrom qiskit_aer.primitives import Estimator\n\n"
        "result = Estimator().run(QuantumCircuit(1), 'X').result()\nspread = result.metadata[0]['variance']\n",
        finding=True,
        because="the metadata of a V2 result have other entries",
    ),
    LeaveAlone(
        "a pass manager of the program's own has no place in V2",
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import BackendSampler\n"
        "from qiskit.transpiler import PassManager\nfrom qiskit_aer import AerSimulator\n\nqc = QuantumCircuit(1)\n"
        "qc.measure_all()\nbackend = AerSimulator()\n"
        "sampler = BackendSampler(backend, bound_pass_manager=PassManager())\n"
        "dist = sampler.run(qc).result().quasi_dists[0]\n",
        finding=True,
        because="options are given that have no counterpart",
    ),
)
