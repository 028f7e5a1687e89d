"""What QLS705 shows: symmetries, groups of terms that commute, matrices and their evolutions."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

CLASSES = (
    Example(
        "symmetries, and operators that they taper",
        """\
from qiskit.opflow import PauliSumOp, Z2Symmetries, TaperedPauliSumOp

qubit_op = PauliSumOp.from_list(
    [("II", -1.05), ("IZ", 0.39), ("ZI", -0.39), ("ZZ", -0.01), ("XX", 0.18)]
)
symmetries = Z2Symmetries.find_Z2_symmetries(qubit_op)
both = [tapered.to_matrix() for tapered in symmetries.taper(qubit_op)]
where = symmetries.sq_list

symmetries.tapering_values = [1]
one = symmetries.taper(qubit_op).to_matrix()
again = TaperedPauliSumOp(qubit_op.primitive, symmetries).to_matrix()
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp, Z2Symmetries

qubit_op = SparsePauliOp.from_list(
    [("II", -1.05), ("IZ", 0.39), ("ZI", -0.39), ("ZZ", -0.01), ("XX", 0.18)]
)
symmetries = Z2Symmetries.find_z2_symmetries(qubit_op)
both = [tapered.to_matrix() for tapered in symmetries.taper(qubit_op)]
where = symmetries.sq_list

symmetries.tapering_values = [1]
one = symmetries.taper(qubit_op).to_matrix()
again = qubit_op.to_matrix()
"""
        },
    ),
    Example(
        "groups of terms that commute qubit by qubit",
        """\
from qiskit.opflow import AbelianGrouper, PauliSumOp

op = PauliSumOp.from_list([("XX", 2), ("YY", 1), ("IZ", 2j), ("ZZ", 1j), ("IX", 0.5)])
groups = AbelianGrouper.group_subops(op)
count = len(groups)
matrices = [group.to_matrix() for group in groups]
""",
        {
            "auto": """\
from qiskit.quantum_info import SparsePauliOp

op = SparsePauliOp.from_list([("XX", 2), ("YY", 1), ("IZ", 2j), ("ZZ", 1j), ("IX", 0.5)])
groups = op.group_commuting(qubit_wise=True)
count = len(groups)
matrices = [group.to_matrix() for group in groups]
"""
        },
    ),
    Example(
        "a matrix, and the gate of its evolution",
        """\
from qiskit.opflow import MatrixEvolution, MatrixOp

hamiltonian = MatrixOp([[0, 1], [1, 0]])
evolution = MatrixEvolution()
evol_result = evolution.convert(hamiltonian.exp_i())
evolved_state = evol_result.to_circuit()
depth = evolved_state.depth()
gates = str(evolved_state)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import HamiltonianGate
from qiskit.quantum_info import Operator

hamiltonian = Operator([[0, 1], [1, 0]])
evol_result = QuantumCircuit(1).compose(HamiltonianGate(hamiltonian, 1), range(1))
evolved_state = evol_result
depth = evolved_state.depth()
gates = str(evolved_state)
"""
        },
    ),
    Example(
        "the gate of a sum's evolution",
        """\
from qiskit.opflow import MatrixEvolution, X, Z
from qiskit.quantum_info import Operator

unitary = Operator(MatrixEvolution().convert((0.5 * (X ^ Z) + (Z ^ Z)).exp_i()).to_circuit()).data
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.circuit.library import HamiltonianGate
from qiskit.quantum_info import Operator, SparsePauliOp

unitary = Operator(
    QuantumCircuit(2).compose(
        HamiltonianGate(SparsePauliOp.from_list([("XZ", 0.5), ("ZZ", 1.0)]), 1), range(2)
    )
).data
"""
        },
        unsafe=True,
    ),
)

_SUM = "from qiskit.opflow import AbelianGrouper, PauliSumOp\n\nop = PauliSumOp.from_list([('XX', 2), ('ZZ', 1)])\n"
LEFT = (
    LeaveAlone(
        "groups of terms are added to something: they are a list now",
        _SUM + "total = AbelianGrouper.group_subops(op) + op\n",
        finding=True,
        because="`AbelianGrouper.group_subops(op) + op` may need an operator of opflow",
    ),
    LeaveAlone(
        "what is grouped has a factor of its own, which opflow left out of the groups",
        _SUM + "groups = AbelianGrouper.group_subops(op @ op)\n",
    ),
    LeaveAlone(
        "quantum_info has no counterpart of what symmetries are asked",
        "from qiskit.opflow import PauliSumOp, Z2Symmetries\n\nop = PauliSumOp.from_list([('XX', 2), ('ZZ', 1)])\n"
        "reduced = Z2Symmetries.two_qubit_reduction(op, (1, 1))\n",
    ),
    LeaveAlone(
        "an operator that stays needs the symmetries of opflow",
        "from models import solve\nfrom qiskit.opflow import PauliSumOp, Z2Symmetries\n\n"
        "one = Z2Symmetries.find_Z2_symmetries(PauliSumOp.from_list([('XX', 2), ('ZZ', 1)]))\n"
        "solve(PauliSumOp.from_list([('X', 2), ('Z', 1)]))\n",
        finding=True,
        because="another operator needs what the same name was imported for",
    ),
    LeaveAlone(
        "what evolves a matrix is shown, and nothing takes its place",
        "from qiskit.opflow import MatrixEvolution\n\nevolution = MatrixEvolution()\nprint(evolution)\n",
        finding=True,
        because="`print(evolution)` may need an operator of opflow",
    ),
    LeaveAlone(
        "a matrix has a factor of its own",
        "from qiskit.opflow import MatrixOp\n\nmatrix = MatrixOp([[0, 1], [1, 0]], 2).to_matrix()\n",
        finding=True,
        because="`MatrixOp([[0, 1], [1, 0]], 2)` may need an operator of opflow",
    ),
    LeaveAlone(
        "a tapered operator is given a factor",
        "from qiskit.opflow import TaperedPauliSumOp, Z2Symmetries\nfrom qiskit.quantum_info import SparsePauliOp\n\n"
        "sparse = SparsePauliOp('XX')\nop = TaperedPauliSumOp(sparse, Z2Symmetries([], [], []), 2.0)\n",
        finding=True,
        because="`TaperedPauliSumOp(sparse, Z2Symmetries([], [], []), 2.0)` may need an operator of opflow",
    ),
)
