"""What QLS101 shows of local simulators: what BasicSimulator cannot run, what Aer's results are today."""

from __future__ import annotations

from qls.migrations.base import Example, LeaveAlone

EXAMPLES = (
    Example(
        "a circuit with gates that depend on a measurement goes from BasicAer to AerSimulator",
        """\
from qiskit import BasicAer, QuantumCircuit, execute

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.measure(0, 0)
qc.x(1).c_if(0, 1)
qc.measure(1, 1)
backend = BasicAer.get_backend("qasm_simulator")
counts = execute(qc, backend, shots=200).result().get_counts()
""",
        {
            "auto": """\
from qiskit import transpile, QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

qc = QuantumCircuit(2, 2)
qc.x(0)
qc.measure(0, 0)
with qc.if_test((qc.clbits[0], 1)):
    qc.x(1)
qc.measure(1, 1)
backend = AerSimulator()
counts = SamplerV2.from_backend(backend).run([transpile(qc, backend, optimization_level=1)], shots=200).result()[0].data.c.get_counts()
"""
        },
        unsafe=True,
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "BasicSimulator runs no gate that depends on a measurement",
        "from qiskit import BasicAer, ClassicalRegister, QuantumCircuit, QuantumRegister, execute\n\n"
        "c = ClassicalRegister(1)\nqc = QuantumCircuit(QuantumRegister(1), c)\nqc.measure(0, 0)\nqc.x(0).c_if(c, 1)\n"
        "counts = execute(qc, BasicAer.get_backend('qasm_simulator')).result().get_counts()\n",
        finding=True,
    ),
    LeaveAlone(
        "the header of an experiment is read by attribute, and is a dictionary today",
        "from qiskit import Aer, QuantumCircuit, execute\n\nqc = QuantumCircuit(1, 1)\nqc.measure(0, 0)\n"
        "result = execute(qc, Aer.get_backend('qasm_simulator')).result()\nname = result.results[0].header.name\n",
        finding=True,
    ),
)
