"""QLS801: gates that depend on a measurement."""

from qls.cases import Example

EXAMPLES = (
    Example(
        "a simulator of states runs blocks that nothing transpiles",
        """\
from qiskit import QuantumCircuit, assemble
from qiskit_aer import Aer

qc = QuantumCircuit(2, 1)
qc.x(0)
qc.measure(0, 0)
qc.x(1).c_if(0, 1)
state = Aer.get_backend("statevector_simulator").run(assemble(qc)).result().get_statevector()
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit_aer import Aer

qc = QuantumCircuit(2, 1)
qc.x(0)
qc.measure(0, 0)
with qc.if_test((qc.clbits[0], 1)):
    qc.x(1)
state = Aer.get_backend("statevector_simulator").run(qc, shots=1024).result().get_statevector()
"""
        },
    ),
    Example(
        "a gate that has its condition before it is appended is appended in a block",
        """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, execute
from qiskit.circuit.library import XGate
from qiskit_aer import AerSimulator

cr = ClassicalRegister(2)
qc = QuantumCircuit(QuantumRegister(2), cr)
qc.x(0)
qc.measure(0, 0)
qc.append(XGate().c_if(qc.clbits[0], 1), [1])  # when the first bit is set
qc.append(XGate().c_if(cr, 0), qargs=[0])
qc.measure([0, 1], [0, 1])
counts = execute(qc, AerSimulator()).result().get_counts()
""",
        {
            "auto": """\
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile
from qiskit.circuit.library import XGate
from qiskit_aer import AerSimulator
from qiskit_aer.primitives import SamplerV2

cr = ClassicalRegister(2)
qc = QuantumCircuit(QuantumRegister(2), cr)
qc.x(0)
qc.measure(0, 0)
with qc.if_test((qc.clbits[0], 1)):
    qc.append(XGate(), [1])  # when the first bit is set
with qc.if_test((cr, 0)):
    qc.append(XGate(), qargs=[0])
qc.measure([0, 1], [0, 1])
isa_circuit = transpile(qc, AerSimulator(), optimization_level=1)
counts = SamplerV2().run([isa_circuit]).result()[0].join_data().get_counts()
"""
        },
    ),
)
