"""What QLS705 shows besides: gates as operators, private parts."""

from __future__ import annotations

from qls.cases import Example

OTHERS = (
    Example(
        "a PauliSumOp is asked for the SparsePauliOp in it, by its private name too, and has a factor of 1",
        """\
from qiskit.opflow import PauliSumOp
from qiskit.quantum_info import SparsePauliOp

held = PauliSumOp(SparsePauliOp(["XZ", "ZZ"], [0.5, 2]), coeff=1.0)
letters = held._primitive.paulis.to_labels()
held._primitive._pauli_list._z[0, :] = held._primitive._pauli_list._z[1, :]
matrix = held.to_matrix()
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp

held = SparsePauliOp(["XZ", "ZZ"], [0.5, 2])
letters = held.paulis.to_labels()
held._pauli_list._z[0, :] = held._pauli_list._z[1, :]
matrix = held.to_matrix()
""",
        },
    ),
)
