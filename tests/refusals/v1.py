"""The V1 primitives: how they are made."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "VQE has it later than what transpiles for it",
        """\
from qiskit.primitives import Estimator
from qiskit_aer.primitives import Estimator as AerEstimator
from qiskit_algorithms import VQE
vqe = VQE(Estimator(), ansatz, optimizer)
for _ in range(2):
    vqe.estimator = AerEstimator()
""",
    ),
    Refused(
        "the primitive is given options by position",
        """\
from qiskit.providers.aer.primitives import Sampler
sampler = Sampler(*args, run_options={"seed": 3})
while go():
    job = sampler.run(qc, marginalize_memory=True)
""",
    ),
    Refused(
        "shot cannot be seen or has no counterpart",
        """\
from qiskit_aer.primitives import Estimator as AerEstimator
plain = AerEstimator(shot=5).run(qc, H).result().values
""",
    ),
    Refused(
        "run options are given that have no counterpart",
        """\
from qiskit_aer.primitives import Estimator as AerEstimator
estimator = AerEstimator(run_options={"seed": 42, 'shotsx': 2000})
value = estimator.run(qc, H).result().values[0]
""",
        destination="backend",
    ),
    Refused(
        "options are given that have no counterpart",
        """\
from qiskit_aer.primitives import Estimator
value = Estimator(backend_options={"shots": 100}).run(qc, "Z").result().values[0]
""",
    ),
    Refused(
        "without shots qiskit-aer's sampler gave exact probabilities, and V2 samples",
        """\
from qiskit.providers.aer.primitives import Sampler
qc.measure_all()
sampler = Sampler(run_options={"seed": 3})
while go():
    job = sampler.run(qc, marginalize_memory=True, shots=None)
""",
        destination="backend",
    ),
    Refused(
        "run is given options that have no counterpart there",
        """\
from qiskit.providers.aer.primitives import Sampler
qc.measure_all()
sampler = Sampler(run_options={"seed": 3})
while go():
    job = sampler.run(qc, marginalize_memory=True)
""",
        destination="backend",
    ),
    Refused(
        "run is given options that have no counterpart there",
        """\
from qiskit_aer.primitives import Estimator as AerEstimator
qc.ry(0.7, 0)
estimator = AerEstimator(run_options={"seed": 42, "shots": 2000})
value = estimator.run(qc, H, backend=backend).result().values[0]
""",
    ),
    Refused(
        "run is given options that have another place in V2",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.primitives import BackendEstimator, BackendSampler
backend = Aer.get_backend("qasm_simulator")
qc.measure_all()
sampler = BackendSampler(backend=backend)
dist = sampler.run([qc], seed=3).result().quasi_dists[0]
""",
    ),
    Refused(
        "run is given options that have another place in V2",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.primitives import BackendEstimator, BackendSampler
qc = QuantumCircuit(2)
backend = Aer.get_backend("qasm_simulator")
estimator = BackendEstimator(backend, options={"shots": 4000})
value = estimator.run(qc, SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)]), noise_model=noise).result().values[0]
""",
    ),
    Refused(
        "the primitive's options cannot be seen",
        """\
from qiskit.primitives import BackendEstimator, BackendSampler
estimator = BackendEstimator(backend, **options)
value = estimator.run(qc, SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)]), abelian_grouping=False).result().values[0]
""",
        destination="backend",
    ),
    Refused(
        "options are given that have no counterpart",
        """\
from qiskit.primitives import BackendEstimator
from qiskit_aer import AerSimulator
value = BackendEstimator(AerSimulator(), abelian_grouping=False).run(qc, "Z").result().values[0]
""",
    ),
    Refused(
        "the backend would have to be made twice",
        """\
from qiskit.primitives import BackendEstimator
from qiskit.providers.fake_provider import GenericBackendV2
backend = GenericBackendV2(num_qubits=5, seed=3)
estimator = BackendEstimator(backend)
values = estimator.run([qc] * 2, ops, shots=5000).result().values
backend = AerSimulator()
""",
    ),
    Refused(
        "where the backend comes from is not in sight",
        """\
from qiskit.primitives import BackendEstimator, BackendSampler
sampler = BackendSampler(backend=backend)
dist = sampler.run([qc]).result("z").quasi_dists[0]
""",
    ),
    Refused(
        "the backend is no simulator that samples",
        """\
from qiskit import QuantumCircuit, Aer
from qiskit.primitives import BackendEstimator, BackendSampler
backend = Aer.get_backend('statevector_simulator')
estimator = BackendEstimator(backend, options={"shots": 4000})
value = estimator.run(qc, SparsePauliOp.from_list([("ZZ", 1), ("XI", 0.5)]), noise_model=noise).result().values[0]
""",
    ),
    Refused(
        "the backend's options are changed, or cannot all be seen",
        """\
from qiskit.primitives import BackendEstimator
from qiskit.providers.fake_provider import GenericBackendV2
backend = GenericBackendV2(**options, seed=3)
estimator = BackendEstimator(backend)
values = estimator.run([qc] * 2, ops, shots=5000).result().values
""",
        destination="runtime",
    ),
    Refused(
        "no backend is given",
        """\
from qiskit.primitives import BackendEstimator, BackendSampler
sampler = BackendSampler()
dist = sampler.run([qc]).result("z", max_time="1h").quasi_dists[0]
""",
    ),
    Refused(
        "the circuits are passed in a way that cannot be seen",
        """\
from qiskit.primitives import Sampler
result = Sampler().run(**options, parameter_values=phases).result()
""",
        destination="backend",
    ),
    Refused(
        "run is given more by position than it takes",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
qc = QuantumCircuit(1)
job = Estimator().run(qc, "Z", [1], 7)
value = job.result().values[0]
""",
    ),
    Refused(
        "the call stands behind a guard for other versions",
        """\
from qiskit.primitives import Estimator
estimator = Estimator()
try:
    both = estimator.run((qc, qc), (SparsePauliOp("ZZ", marginalize_memory=True), SparsePauliOp("IZ"))).result().values
except ImportError:
    pass
""",
    ),
    Refused(
        "on another path something else runs the circuits",
        """\
from qiskit import QuantumCircuit  # qls: ignore
from qiskit.primitives import Estimator
for Estimator in range(n):
    operator = PauliSumOp.from_list([('Z', 1)])
value = Estimator().run(QuantumCircuit(1), operator).result().values[0]
""",
    ),
    Refused(
        "primitives of different kinds meet in one place",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
job = Estimator(backend=backend).run(circuits, observables)
from qiskit.primitives import Estimator
estimator = Estimator()
while go():
    job = estimator.run([original_circuit] * len(observables), observables)
estimator_expvals = job.result().values
""",
        destination="aer",
    ),
    Refused(
        "the primitive is made inside an f-string",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
qc.measure_all()
job = f"{0:{Sampler(memory=True).run(qc)}}"
""",
        destination="backend",
    ),
    Refused(
        "the primitive is made in several places",
        """\
from qiskit_aer.primitives import Sampler
sampler = Sampler() if flag else Sampler(run_options={"shots": 7})
dist = sampler.run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "Estimator is given more than its options",
        """\
from qiskit.primitives import Estimator
energy = Estimator(shot=5).run(qc, hamiltonian).result().values[0]
""",
    ),
    Refused(
        "which options are given cannot be seen",
        """\
from qiskit_aer.primitives import Estimator
estimator = Estimator(
    transpile_options={get(): 42},
)
expectation_value = estimator.run(qc, op).result().values
""",
        destination="runtime",
    ),
    Refused(
        "a reader of the result may also read something else",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(1)
qc.measure_all()
two = QuantumCircuit(1)
two.measure_all()

job = Sampler().run(qc)
if flag:
    job = other()
result = job.result()
dist = result.quasi_dists[0]
""",
    ),
    Refused(
        "the job's copy() has no counterpart on a V2 job",
        """\
from qiskit.primitives import Estimator
energy = Estimator(shot=5).run(qc, hamiltonian).copy().result().values[0]
""",
        destination="backend",
    ),
    Refused(
        "the result's copy() has no counterpart",
        """\
from qiskit.primitives import Sampler
sampler = Sampler()
single = sampler.run(two, [0.4, 0.5], shots=shots).result().copy().quasi_dists[0]
""",
    ),
    Refused(
        "`result.metadata[0]` stands inside an f-string",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
qc = QuantumCircuit(1)
result = Estimator().run([qc], ["Z"]).result()
value = result.values[0]
print(f"{0:{result.metadata[0]}}")
""",
    ),
    Refused(
        "the primitive's options are changed after it is made",
        """\
from qiskit_aer.primitives import Estimator
for step in range(n):
    estimator = Estimator()
first = estimator.run(QuantumCircuit(1), 'Z').result().values[0]
estimator.set_options(shots=10)
""",
    ),
    Refused(
        "the primitive's options are changed after it is made",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
estimator = Estimator(shots=7, options={value: 1})
estimator.set_options(**options)
value = estimator.run(qc, SparsePauliOp[0]("Z")).result().values[0]
""",
    ),
    Refused(
        "the primitive is made inside an f-string",
        """\
from qiskit.primitives import Estimator
from qiskit_algorithms import VQE
from helper import ansatz, optimizer
print(f"{0:{VQE(Estimator(), ansatz, optimizer)}}")
""",
    ),
    Refused(
        "qiskit-algorithms takes V2 primitives since 0.4, and an older one is installed",
        """\
from qiskit.primitives import Estimator
from qiskit_algorithms import VQE
from helper import ansatz, optimizer
vqe = VQE(Estimator(), ansatz, optimizer)
""",
        installed=(("qiskit-algorithms", "0.3.1"),),
    ),
)
