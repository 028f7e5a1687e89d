"""What V1 primitives of the runtime become that algorithms are given."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

ALGORITHMS = (
    Example(
        "algorithms in a session transpile for its backend",
        """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import Grover, VQE
from qiskit_algorithms.optimizers import COBYLA
from qiskit_ibm_runtime import Estimator, QiskitRuntimeService, Sampler, Session

service = QiskitRuntimeService()
with Session(service=service, backend="ibm_brisbane") as session:
    grover = Grover(sampler=Sampler(session=session), iterations=3)
    estimator = Estimator(session=session, options={"resilience_level": 1})
    vqe = VQE(estimator, RealAmplitudes(2), COBYLA())
    result = vqe.compute_minimum_eigenvalue(SparsePauliOp("ZZ"))
""",
        {
            "auto": """\
from qiskit.circuit.library import RealAmplitudes
from qiskit.quantum_info import SparsePauliOp
from qiskit_algorithms import Grover, VQE
from qiskit_algorithms.optimizers import COBYLA
from qiskit_ibm_runtime import QiskitRuntimeService, Session
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_ibm_runtime.executor_estimator import EstimatorV2
from qiskit_ibm_runtime.executor_sampler import SamplerV2

service = QiskitRuntimeService()
backend = service.backend("ibm_brisbane")
with Session(backend=backend) as session:
    grover = Grover(
        sampler=SamplerV2(mode=session),
        iterations=3,
        transpiler=generate_preset_pass_manager(3, backend),
    )
    estimator = EstimatorV2(
        mode=session, options={"default_precision": 4000**-0.5, "resilience_level": 1}
    )
    vqe = VQE(
        estimator, RealAmplitudes(2), COBYLA(), transpiler=generate_preset_pass_manager(3, backend)
    )
    result = vqe.compute_minimum_eigenvalue(SparsePauliOp("ZZ"))
"""
        },
        old="",
        unsafe=True,
    ),
    Example(
        "an algorithm is given a primitive on a backend",
        """\
from qiskit_algorithms.state_fidelities import ComputeUncompute
from qiskit_ibm_runtime import QiskitRuntimeService, Sampler

backend = QiskitRuntimeService().backend("ibm_brisbane")
sampler = Sampler(backend=backend, options={"optimization_level": 1, "execution": {"shots": 2000}})
fidelity = ComputeUncompute(sampler)
""",
        {
            "auto": """\
from qiskit_algorithms.state_fidelities import ComputeUncompute
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_ibm_runtime.executor_sampler import SamplerV2

backend = QiskitRuntimeService().backend("ibm_brisbane")
sampler = SamplerV2(mode=backend, options={"default_shots": 2000})
fidelity = ComputeUncompute(sampler, transpiler=generate_preset_pass_manager(1, backend))
"""
        },
        old="",
        unsafe=True,
    ),
)

_HEAD = (
    "from qiskit_algorithms import Grover, SamplingVQE\nfrom qiskit_ibm_runtime import Options, QiskitRuntimeService, Sampler\n"
    "from helper import ansatz, optimizer\n\nbackend = QiskitRuntimeService().backend('ibm_fez')\n"
)
LEFT = (
    LeaveAlone(
        "the options of what an algorithm is given are an object",
        _HEAD + "options = Options(resilience_level=1)\n"
        "grover = Grover(sampler=Sampler(backend=backend, options=options))\n",
        finding=True,
        because="its options are an object that is made elsewhere",
    ),
    LeaveAlone(
        "SamplingVQE does not lay its operator out as its ansatz is",
        _HEAD + "solver = SamplingVQE(Sampler(backend=backend), ansatz, optimizer)\n",
        finding=True,
        because="SamplingVQE does not follow the layout of its circuits on a device's qubits",
    ),
    LeaveAlone(
        "a primitive of today is given to an algorithm",
        "from qiskit_algorithms import Grover\nfrom qiskit_ibm_runtime import Sampler\nfrom helper import backend\n\n"
        "grover = Grover(sampler=Sampler(mode=backend))\n",
    ),
)
