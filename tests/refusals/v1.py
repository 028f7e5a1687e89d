"""The V1 primitives."""

from tests.refusals import Refused

REFUSED = (
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
        "no observables are given",
        """\
from qiskit.primitives import Estimator
qc.cx(0, 1)
job = Estimator().run(
    circuits=[qc] * len(phases), parameter_values=individual_phases, shots=7
)
""",
        destination="backend",
    ),
    Refused(
        "whether one observable or a list is given is not known",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
plain, turned = QuantumCircuit(2), QuantumCircuit(2)
circuits = [plain, turned]
job = Estimator(backend=backend).run(circuits, observables)
""",
    ),
    Refused(
        "the circuits are not in a list",
        """\
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer.primitives import Estimator
one, two = QuantumCircuit(1), QuantumCircuit(1)
values = Estimator(run_options={"shots": 100}).run((one, two), [SparsePauliOp("Z"), SparsePauliOp("X")]).result().values
""",
    ),
    Refused(
        "whether the parameter values are one row or several is not known",
        """\
from qiskit.primitives import Estimator
circuits = []
for axis in range(3):
    qc.rx(axis * theta, 0)
    circuits.append(qc)
observables = [SparsePauliOp("Z"), SparsePauliOp("Y"), 0.5 * SparsePauliOp("X") + SparsePauliOp("Z")]
values = Estimator().run(circuits=circuits, observables=observables, parameter_values=points).result().values
""",
        destination="runtime",
    ),
    Refused(
        "some observables of the list have to become SparsePauliOp first",
        """\
from qiskit.primitives import Estimator
from qiskit.quantum_info import Operator, PauliList, SparsePauliOp
qc.ry(0.7, 0)
estimator = Estimator()
mixed = estimator.run([qc, qc], [PauliList(["X", "Z"]), SparsePauliOp("Z").x]).result().values
""",
        destination="backend",
    ),
    Refused(
        "whether one observable or a list is given is not known",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
original_circuit = QuantumCircuit(1)
estimator = Estimator()
job = estimator.run([original_circuit] * len(observables), observables)
""",
        destination="backend",
    ),
    Refused(
        "labels would have to become SparsePauliOp first, to follow the circuit's layout",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
qc = QuantumCircuit(1)
backend = QiskitRuntimeService().backend("ibm_osaka")
values = Estimator(backend=backend).run([qc] * 2, ["Z", "X"]).result().values
""",
    ),
    Refused(
        "run is given options that have no counterpart there",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
value = Estimator().run(QuantumCircuit(2), X ^ Z, memory=True).result().values["ZZ"]
""",
    ),
    Refused(
        "options are given that have no counterpart",
        """\
from qiskit.primitives import Estimator
estimator = Estimator()
estimator.set_options(memory=True, seed=7)
expectation_value = estimator.run(state, "X").result().values
""",
    ),
    Refused(
        "the result is read inside an f-string",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Estimator
flat, tilted = QuantumCircuit(1), QuantumCircuit(1)
job = Estimator().run([flat, tilted], [up, side])
print(f"{job.result().values} of {len(job.result(initial_layout=[1,0]).values)} circuits")
""",
        destination="backend",
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
        "the observable is an operator of opflow that is used for something else too",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliSumOp
from qiskit.primitives import Estimator
for step in range(n):
    operator = PauliSumOp.from_list([('Z', 1)])
value = Estimator().run(QuantumCircuit(1), operator).result().values[0]
""",
    ),
    Refused(
        "the observable is an operator of opflow that is used for something else too",
        """\
from qiskit import QuantumCircuit
from qiskit.opflow import PauliSumOp
from qiskit.primitives import Estimator
operator = PauliSumOp.from_list([('Z', 1)])
value = Estimator().run(QuantumCircuit(1), operator).result().values[1]
operator += 1
""",
    ),
    Refused(
        "the call stands inside an f-string",
        """\
from qiskit.primitives import Sampler
sampler = Sampler()
for index in range(2):
    kernel += [f"{sampler.run([one] * 2, [[0.3], [0.6]], shots=shots).result().quasi_dists}"[index][0]]
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
job = f"{Sampler(memory=True).run(qc)}"
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
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
job = Estimator(backend=backend).run(circuits, observables)
original_circuit.ry(0.3, 0)
while go():
    job = estimator_expvals.run([original_circuit] * len(observables), observables)
estimator_expvals = job.result().values
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
        "the circuits are not in a list",
        """\
from qiskit import QuantumCircuit
from qiskit_aer.primitives import Sampler
one, two = QuantumCircuit(1), QuantumCircuit(1)
one.measure_all()
two.measure_all()
dists = Sampler(run_options={"shots": 100}).run((one, two)).result().quasi_dists
""",
    ),
    Refused(
        "whether the parameter values are one row or several is not known",
        """\
from qiskit.primitives import Sampler
qc.measure_all()
result = Sampler().run(circuits=[qc] * len(phases), parameter_values=phases).result()
""",
    ),
    Refused(
        "run is given options that have no counterpart there",
        """\
from qiskit.primitives import Sampler
qc.measure_all()
result = Sampler().run(qc, shots=500, auth="legacy").result()
""",
        destination="runtime",
    ),
    Refused(
        "the number of shots is not the same on every path",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(1)
qc.measure_all()
two = QuantumCircuit(1)
two.measure_all()

sampler = Sampler(options={"shots": 10}) if flag else Sampler(options={"shots": 20})
dist = sampler.run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "options are given that have no counterpart",
        """\
from qiskit.primitives import Sampler
sampler = Sampler(options={"ZZ": 500, "seed": 7})
result = sampler.run([qc, qc]).result()
""",
        destination="aer",
    ),
    Refused(
        "the result is read inside an f-string",
        """\
from qiskit.primitives import Sampler
qc.measure_all()
sampler = Sampler(options={"shots": 500, "seed": 7})
result = sampler.run([qc, qc]).result()
second = f"{result.quasi_dists[1].binary_probabilities}"()
""",
        destination="runtime",
    ),
    Refused(
        "an outcome is taken by its place, and V2 orders them otherwise",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(2)
alone = Sampler().run(qc, ).result().quasi_dists[0].popitem()[0]
""",
    ),
    Refused(
        "how many shots were taken cannot be told where the distribution is read",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.primitives import Sampler
qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "a"), ClassicalRegister(1, "b"))
qc.measure(0, 0)
keep(Sampler().run(qc, shots=n).result().quasi_dists[0])
""",
    ),
    Refused(
        "a classical register has a name that a DataBin does not take",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.primitives import Sampler
qc = QuantumCircuit(QuantumRegister(1), ClassicalRegister(1, "values"))
qc.measure(0, 0)
dist = Sampler().run(qc, shots=10).result().quasi_dists[0]
""",
    ),
    Refused(
        "the job's job_id() is asked for",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(1)
qc.measure_all()
two = QuantumCircuit(1)
two.measure_all()

job = Sampler().run(qc)
print(job.job_id())
dist = job.result().quasi_dists[0]
""",
    ),
    Refused(
        "whether the parameter values are one row or several is not known",
        """\
from qiskit.primitives import Sampler
qc.measure_all()
result = Sampler().run(circuits=[qc] * len(phases), parameter_values=phases).result()
""",
    ),
    Refused(
        "whether the parameter values are one row or several is not known",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(1)
qc.measure_all()
two = QuantumCircuit(1)
two.measure_all()

dist = Sampler().run(qc, some()).result().quasi_dists[0]
""",
    ),
    Refused(
        "which qubits the circuits end by measuring differs",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
one = QuantumCircuit(2, 1)
one.measure(0, 0)
two = QuantumCircuit(2, 1)
two.measure(1, 0)
dists = Sampler().run([one, two]).result().quasi_dists
""",
    ),
    Refused(
        "the metadata of the result are read",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(2)
qc.measure_all()
sampler = Sampler()
result = sampler.run([qc, qc]).result()
shots = result.metadata[0]["shots"]
""",
    ),
    Refused(
        "the result is read inside an f-string",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(2, channel="ibm_cloud")
qc.measure_all()
sampler = Sampler()
result = sampler.run([qc, qc]).result()
second = f"{result.quasi_dists[1].binary_probabilities}"()
""",
    ),
    Refused(
        "one circuit is run on one path and a list on another",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(1)
qc.measure_all()
two = QuantumCircuit(1)
two.measure_all()

sampler = Sampler()
if flag:
    job = sampler.run(qc)
else:
    job = sampler.run([qc, two])
dist = job.result().quasi_dists[0]
""",
    ),
    Refused(
        "one circuit is run, and which of its distributions is read cannot be seen",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(3, 2)
qc.measure([2, 0], [0, 1])
dist = Sampler().run(qc).result().quasi_dists["other"]
""",
    ),
    Refused(
        "the sampler is used for something else too",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
circuits = []
probability_dists = sampler.run(circuits).result().quasi_dists
for angle in (0.1, 0.2, 0.3):
    qc = QuantumCircuit(2, 2)
    for qubit in range(2):
        qc.measure(qubit, qubit)
    circuits.append(qc)
sampler = Sampler()
probability_dists = sampler.run(circuits).result().quasi_dists
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
)
