"""The V1 samplers."""

from tests.refusals import Refused

REFUSED = (
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
        "`result.quasi_dists[1].binary_probabilities` stands inside an f-string",
        """\
from qiskit.primitives import Sampler
qc.measure_all()
sampler = Sampler(options={"shots": 500, "seed": 7})
result = sampler.run([qc, qc]).result()
second = f"{0:{result.quasi_dists[1].binary_probabilities}}"()
""",
        destination="runtime",
    ),
    Refused(
        "an outcome is taken by its place, and V2 orders them otherwise",
        """\
from qiskit import QuantumCircuit
from qiskit_aer.primitives import Sampler
qc = QuantumCircuit(1)
qc.measure_all()
dist = Sampler().run(qc, shots=100).result().quasi_dists[0]
first = list(dist)[0]
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
        "`result.quasi_dists[1].binary_probabilities` stands inside an f-string",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler
qc = QuantumCircuit(2, channel="ibm_cloud")
qc.measure_all()
sampler = Sampler()
result = sampler.run([qc, qc]).result()
second = f"{0:{result.quasi_dists[1].binary_probabilities}}"()
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
)
