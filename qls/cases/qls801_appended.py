"""What QLS801 shows of methods whose gates are appended."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

EXAMPLES = (
    Example(
        "gates with a method of their own are appended",
        """\
import numpy as np
from qiskit import QuantumCircuit, QuantumRegister
from qiskit.quantum_info import Operator

controls, target = QuantumRegister(2), QuantumRegister(1)
qc = QuantumCircuit(target, controls)
qc.diagonal([1, -1, 1j, 1], [0, 2])
qc.hamiltonian([[0, 1], [1, 0]], 0.3, [1], label="h")
qc.hamiltonian([[1, 0], [0, -1]], time=0.2, qubits=0)
qc.ucrx([0.1, 0.2, 0.3, 0.4], controls, target[0])
qc.ucry([0.1, 0.2], [2], 0)
qc.ucrz([0.3, 0.2], q_target=target[0], q_controls=[1])
qc.uc([np.array([[0, 1], [1, 0]]), np.eye(2)], [1], target)
qc.isometry(np.array([[0, 1], [1, 0]]), [0], [])
matrix = Operator(qc).data.round(6)
""",
        {
            "auto": """\
import numpy as np
from qiskit import QuantumCircuit, QuantumRegister
from qiskit.circuit.library import (
    DiagonalGate, HamiltonianGate, Isometry, UCGate, UCRXGate, UCRYGate, UCRZGate
)
from qiskit.quantum_info import Operator

controls, target = QuantumRegister(2), QuantumRegister(1)
qc = QuantumCircuit(target, controls)
qc.append(DiagonalGate([1, -1, 1j, 1]), [0, 2])
qc.append(HamiltonianGate([[0, 1], [1, 0]], 0.3, label="h"), [1])
qc.append(HamiltonianGate([[1, 0], [0, -1]], 0.2), [0])
qc.append(UCRXGate([0.1, 0.2, 0.3, 0.4]), [target[0], *controls])
qc.append(UCRYGate([0.1, 0.2]), [0, 2])
qc.append(UCRZGate([0.3, 0.2]), [target[0], 1])
qc.append(UCGate([np.array([[0, 1], [1, 0]]), np.eye(2)]), [target, 1])
qc.append(Isometry(np.array([[0, 1], [1, 0]]), 0, 0), [0])
matrix = Operator(qc).data.round(6)
"""
        },
    ),
)

LEAVE_ALONE = (
    LeaveAlone(
        "ancillas stand beside the qubits of an isometry",
        "from qiskit import QuantumCircuit\n\nQuantumCircuit(3).isometry([[1], [0]], [], [0], [1])\n",
        finding=True,
        because="its arguments are laid out otherwise today",
    ),
    LeaveAlone(
        "qubits may be one or several",
        "from qiskit import QuantumCircuit\nfrom lib import qubits\n\n"
        "QuantumCircuit(3).hamiltonian([[0, 1], [1, 0]], 0.1, qubits)\n",
        finding=True,
        because="whether it acts on one qubit or several is not in sight",
    ),
    LeaveAlone(
        "arguments are passed through a star",
        "from qiskit import QuantumCircuit\n\ngiven = ([1, -1], [0])\nQuantumCircuit(3).diagonal(*given)\n",
        finding=True,
        because="its arguments cannot all be seen",
    ),
)
