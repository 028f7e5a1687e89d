"""The runtime: options, sessions, accounts, stored jobs."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "`job.status() == JobStatus.DONE` stands inside an f-string",
        """\
from qiskit import IBMQ, QuantumCircuit, execute
from qiskit.providers import JobStatus
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
job = execute(qc, IBMQ.load_account().get_backend("ibmq_lima"))
print(f"{0:{job.status() == JobStatus.DONE}}")
counts = job.result().get_counts()
""",
    ),
    Refused(
        "the job's status is kept, and a job of IBM's tells it as a string",
        """\
from qiskit import IBMQ, QuantumCircuit, execute
provider = IBMQ.load_account()
backend = provider.get_backend('qasm_simulator')
qc.measure(0, 0)
job = execute(qc, backend, shots=100)
while job.status() != JobStatus.DONE and job.status().name != value:
    print(job.status().name)
""",
    ),
    Refused(
        "`IBMQ.stored_account()` stands inside an f-string",
        """\
from qiskit import IBMQ
print(f"{0:{IBMQ.stored_account()}}")
""",
    ),
    Refused(
        "load_account is given arguments through * or **",
        """\
from qiskit import IBMQ
backend = IBMQ.load_account(*args, ).get_backend('ibmq_lima', channel="ibm_cloud")
""",
        destination="runtime",
    ),
    Refused(
        "backends is given arguments by position",
        """\
from qiskit.providers.ibmq import least_busy
backend = least_busy(IBMQ.backends(simulator=3j, **options))
""",
    ),
    Refused(
        "get_backend is given something else than a name",
        """\
from qiskit import IBMQ
backend = IBMQ.load_account().get_backend('ibmq_lima', channel="ibm_cloud")
""",
    ),
    Refused(
        "`provider.get_backend('ibmq_lima')` stands inside an f-string",
        """\
from qiskit import IBMQ
provider = IBMQ.load_account()
print(f"{0:{provider.get_backend('ibmq_lima')}}")
""",
    ),
    Refused(
        "`backend.name()` stands inside an f-string",
        """\
from qiskit import IBMQ
backend = IBMQ.load_account().get_backend("ibmq_lima")
print(f"{0:{backend.name()}}")
""",
    ),
    Refused(
        "the import of IBMQ is guarded",
        """\
try:
    from qiskit import IBMQ
except ImportError:
    pass
from qiskit.providers.ibmq import least_busy
backend = least_busy(IBMQ.backends(simulator=3j))
""",
    ),
    Refused(
        "`QiskitRuntimeService(channel='ibm_quantum')` stands inside an f-string",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService
print(f"{0:{QiskitRuntimeService(channel='ibm_quantum')}}")
""",
    ),
    Refused(
        "url is given, which is that of the old platform",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService
service = QiskitRuntimeService(channel="ibm_quantum", url="https://auth.quantum-computing.ibm.com/api")
""",
    ),
    Refused(
        "both auth and channel are given",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService
service = QiskitRuntimeService(channel=os.environ['CHANNEL'], auth="legacy")
""",
    ),
    Refused(
        "`service.backend()` stands inside an f-string",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService
service = QiskitRuntimeService(channel="ibm_cloud")
backend = f"{0:{service.backend()}}"
""",
    ),
    Refused(
        "`QiskitRuntimeService().backend('ibmq_qasm_simulator')` stands inside an f-string",
        """\
for step in range(n):
    from qiskit_ibm_runtime import QiskitRuntimeService
backend = f"{0:{QiskitRuntimeService().backend('ibmq_qasm_simulator')}}"
""",
    ),
    Refused(
        "the session is opened with more than its longest time",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService
service = QiskitRuntimeService()
backend = service.backend('statevector_simulator')
with backend.open_session(shots=7) as session:
    job = backend.run(transpile(qc, backend), shots=100)
""",
    ),
    Refused(
        "`backend.retrieve_job('id')` stands inside an f-string",
        """\
from qiskit import IBMQ
backend = IBMQ.load_account().get_backend("ibmq_lima")
print(f"{0:{backend.retrieve_job('id')}}")
""",
    ),
    Refused(
        "its options are handed on, and not all of them have a place in the client-side one",
        """\
from qiskit_ibm_runtime import SamplerV2
sampler = SamplerV2(mode=backend)
sampler.options.update(default_shots=10)
""",
    ),
    Refused(
        "where it runs is said twice, or cannot be seen",
        """\
from qiskit_ibm_runtime import SamplerV2, Session
with Session(backend='ibm_fez', shots=None)[0] as session:
    sampler = SamplerV2(mode=session, backend=backend)
""",
    ),
    Refused(
        "the session's backend is not in sight",
        """\
from qiskit_ibm_runtime import SamplerV2, Session
with Session(backend='ibm_fez', shots=None) as session:
    sampler = SamplerV2(mode=session)
""",
        destination="runtime",
    ),
    Refused(
        "the simulator that it runs on was retired: open it on `AerSimulator()`",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService, Session, SamplerV2
service = QiskitRuntimeService()
with Session(service=service, backend="ibmq_qasm_simulator") as session:
    sampler = SamplerV2(mode=session)
""",
    ),
    Refused(
        "the options come from elsewhere",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
options = Options()[0]
def sample():
    return Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0][0]
""",
    ),
    Refused(
        "which options are given cannot be seen",
        """\
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session
sampler = Sampler(shots=7, options=Options(optimization_level=3, resilience_level=0, **options))
dist = sampler.run(qc, shots=500).result().quasi_dists[0]
""",
        destination="backend",
    ),
    Refused(
        "Options never took instance, so the program failed there",
        """\
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session
sampler = Sampler(session=session, options=Options(optimization_level=3, resilience_level=0, instance="h/g/p"))
dist = sampler.run(qc, shots=500).result().quasi_dists[0]
""",
    ),
    Refused(
        "shotsx is no option that V1 had",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
estimator = Estimator(backend=3j, options={'shotsx': 100, "simulator": {"seed_simulator": 7}})
energy = keep(estimator.run(qc, service("X")).result().values)[0]
""",
        destination="backend",
    ),
    Refused(
        "a section of the options is not written out",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session, Estimator
qc = QuantumCircuit(1)
qc.measure_all()
service = QiskitRuntimeService()
backend = service.backend("ibm_osaka")

options = Options(execution=settings)
dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "which options are given cannot be seen",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
estimator = Estimator(shots=7, options={value: 1})
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
""",
    ),
    Refused(
        "simulator.other is no option that V1 had",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
estimator = Estimator(backend=3j, options={"shots": 100, "simulator": {"other": 7}})
energy = QuantumCircuit(estimator.run(qc, service("X")).result().values)[f"{x}"]
""",
    ),
    Refused(
        "options is changed in another function",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
def inner():
    options = Options(simulator={'noise_model': model}, scheduling_method="alap")
dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "where options is made cannot be seen",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
with Session(service=service, backend=backend):
    options.resilience.noise_factors = (1, 2, 3)
    estimator = Estimator(options=options)
    energy = estimator.run(qc, SparsePauliOp("ZZ")).result().values[0]
""",
        destination="aer",
    ),
    Refused(
        "where counts is made cannot be seen",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
with Session(service=service, backend=backend):
    sampler = Sampler(options=counts)
    counts = sampler.run(measured).result().quasi_dists[0].binary_probabilities()
""",
        destination="aer",
    ),
    Refused(
        "execution.shots is computed from value, which changes",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
estimator = Estimator(session=backend, options={"resilience_level": 1.5})
estimator.set_options(shots=value)
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
""",
    ),
    Refused(
        "execution.shots is computed where the options are made",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
options = Options()
options.execution.shots = get()
with Session(service=service, backend=backend):
    estimator = Estimator(options=options)
    energy = estimator.run(qc, SparsePauliOp("ZZ")).result().values[0]
""",
        destination="backend",
    ),
    Refused(
        "options is used by a primitive that stays",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
measured = qc.measure_all(inplace=False)
options = Options()
with Session(service=service, backend=backend):
    sampler = Sampler(options=options)
    estimator = Estimator(options=options)
    energy = estimator.run(qc, SparsePauliOp("ZZ")).result().values[0]
""",
        destination="backend",
    ),
    Refused(
        "which layout_method is asked for is not known, or transpile has it no longer",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
options = Options()
options.transpilation.layout_method = "ZZ"
with Session(service=service, backend=backend):
    sampler = Sampler(options=options)
    counts = sampler.run(measured).result().quasi_dists[0].binary_probabilities()
""",
    ),
    Refused(
        "the circuits are not transpiled, and whether they fit the computer is not known",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
service = QiskitRuntimeService()
backend = service.backend("ibm_fez")
estimator = Estimator(session=backend, options={"resilience_level": 1})
estimator.set_options(shots=4000, skip_transpilation=True)
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
""",
    ),
    Refused(
        "the resilience level is not written as a number, and the levels mean something else in V2",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
service = QiskitRuntimeService()
backend = service.backend("ibm_fez")
estimator = Estimator(session=backend, options={"resilience_level": "ZZ"})
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
""",
    ),
    Refused(
        "the noise amplifier has no counterpart in V2",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session, Estimator
qc = QuantumCircuit(1)
qc.measure_all()
service = QiskitRuntimeService()
backend = service.backend("ibm_osaka")

options = Options(resilience_level=2, resilience={"noise_amplifier": "GlobalFoldingAmplifier"})
values = Estimator(backend=backend, options=options).run(qc, "Z").result().values
""",
    ),
    Refused(
        "what the primitive is made with cannot all be seen",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
with Session(service=service, backend=backend):
    sampler = Sampler(**options)
    counts = sampler.run(measured).result().quasi_dists[0].binary_probabilities()
""",
    ),
    Refused(
        "which session it runs in is not in sight",
        """\
from qiskit_ibm_runtime import QiskitRuntimeService, Estimator
estimator = Estimator()
job = estimator.run(qc, SparsePauliOp("ZZ"))
""",
        destination="aer",
    ),
    Refused(
        "backend is bound elsewhere too",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
backend = service.backend("ibm_fez")
estimator = Estimator(session=backend, options={"resilience_level": 1})
value = estimator.run(qc, SparsePauliOp("Z")).result().values[0]
""",
    ),
    Refused(
        "which session it runs in is not in sight",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session, Estimator
qc = QuantumCircuit(1)
qc.measure_all()
service = QiskitRuntimeService()
backend = service.backend("ibm_osaka")

sampler = Sampler(session=some())
dist = sampler.run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "the session's backend is not in sight",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
if input():
    session = Session(service=service, **options)
dist = Sampler(session=session).run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "the backend is not in sight",
        """\
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService
estimator = Estimator(backend=3j, options={"shots": 100, "simulator": {"seed_simulator": 7}})
energy = keep(estimator.run(qc, service("X")).result().values)[0]
""",
        destination="runtime",
    ),
    Refused(
        "there is no line of its own for the backend",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session, Estimator
qc = QuantumCircuit(1)
qc.measure_all()
service = QiskitRuntimeService()
backend = service.backend("ibm_osaka")

if True: session = Session(service=service, backend="ibm_osaka")
dist = Sampler(session=session).run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "the session's service is made on the spot",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session
qc = QuantumCircuit(1)
qc.measure_all()
with Session(service=QiskitRuntimeService(), backend="ibm_osaka") as session:
    dist = Sampler(session=session).run(qc).result().quasi_dists[0]
""",
    ),
    Refused(
        "the backend is named by a string, and in another function than the one that runs",
        """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler, Session, Estimator
qc = QuantumCircuit(1)
qc.measure_all()
service = QiskitRuntimeService()
backend = service.backend("ibm_osaka")

def make():
    return Sampler("ibm_osaka")
def run(circuit):
    return make().run(circuit).result().quasi_dists[0]
dist = run(qc)
""",
    ),
    Refused(
        "options is a parameter or a global name too",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
def f(options):
    options.execution.shots = 100
dist = Sampler(backend=backend, options=options).run(qc).result().quasi_dists[0]
""",
        destination="runtime",
    ),
    Refused(
        "which option of options is set cannot be seen",
        """\
from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler, Session
options.transpilation[0].layout_method = "ZZ"
with Session(service=service, backend=backend):
    sampler = Sampler(options=options)
    counts = sampler.run(measured).result().quasi_dists[0].binary_probabilities()
""",
    ),
)
