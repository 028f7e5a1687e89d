"""What QLS101 shows of options that are set on a simulator."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "options that are written to the simulator itself count in its runs, which it keeps",
        """\
from qiskit import Aer, QuantumCircuit, execute

backend = Aer.get_backend("qasm_simulator")
settings = backend.options
settings.shots = 37
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = execute(qc, backend).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer

backend = Aer.get_backend("qasm_simulator")
settings = backend.options
settings.shots = 37
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
counts = backend.run(isa_circuit).result().get_counts()
"""
        },
    ),
    Example(
        "of the options that a class sets on its simulator, none are lost",
        """\
from qiskit import Aer, QuantumCircuit, execute


class Lab:
    def __init__(self, shots):
        self.simulator = Aer.get_backend("aer_simulator")
        self.simulator.options.update_options(shots=shots)

    def counts_of(self, circuit):
        return execute(circuit, self.simulator).result().get_counts()


qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = Lab(41).counts_of(qc)
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import Aer


class Lab:
    def __init__(self, shots):
        self.simulator = Aer.get_backend("aer_simulator")
        self.simulator.options.update_options(shots=shots)

    def counts_of(self, circuit):
        isa_circuit = transpile(circuit, target=self.simulator.target, optimization_level=1)
        return self.simulator.run(isa_circuit).result().get_counts()


qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = Lab(41).counts_of(qc)
"""
        },
    ),
    Example(
        "BasicAer took no notice of the shots that were set on it, and a sampler gives its own",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
backend.set_options(shots=37)
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
counts = execute(qc, backend).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit.primitives import BackendSamplerV2
from qiskit.providers.basic_provider import BasicSimulator

backend = BasicSimulator()
backend.set_options(shots=37)
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = BackendSamplerV2(backend=backend)
counts = sampler.run([isa_circuit]).result()[0].data.c.get_counts()
"""
        },
    ),
    Example(
        "the simulator is printed, with its method or without",
        """\
from qiskit import QuantumCircuit, execute
from qiskit_aer import AerSimulator

backend = AerSimulator(method="statevector")
print(backend)
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
counts = execute(qc, backend).result().get_counts()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

backend = AerSimulator(method="statevector")
print(backend)
qc = QuantumCircuit(1, 1)
qc.x(0)
qc.measure(0, 0)
isa_circuit = transpile(qc, backend, optimization_level=1)
sampler = SamplerV2.from_backend(backend)
counts = sampler.run([isa_circuit]).result()[0].data.c.get_counts()
"""
        },
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "BasicAer took its 1024 shots for None",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
shots = None
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
result = execute(qc, backend, shots=shots).result()
worked, counts = result.success, result.get_counts()
""",
        finding=True,
        because="the result's attribute success has no counterpart",
    ),
    LeaveAlone(
        "BasicAer took no notice of its options, and BasicSimulator would",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
backend.options.shots = 37
qc = QuantumCircuit(1, 1)
qc.h(0)
qc.measure(0, 0)
result = execute(qc, backend).result()
worked, counts = result.success, result.get_counts()
""",
        finding=True,
        because="the result's attribute success has no counterpart",
    ),
    LeaveAlone(
        "what sets the options is called by another name, with what cannot be seen",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
given = {"memory": False}
setting = backend.set_options
setting(**given)
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, backend).result().get_counts()
""",
        finding=True,
        because="the backend's options are changed after it is made",
    ),
    LeaveAlone(
        "the options are changed by a function that is not in sight",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

backend = BasicAer.get_backend("qasm_simulator")
vars(backend.options).update({})
qc = QuantumCircuit(1, 1)
qc.measure(0, 0)
counts = execute(qc, backend).result().get_counts()
""",
        finding=True,
        because="the backend's options are changed after it is made",
    ),
)
