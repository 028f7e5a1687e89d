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
    Example(
        "gates are operators, beside Paulis, and Zero is as many qubits as they have",
        """\
import numpy as np
from qiskit.opflow import CX, H, I, Plus, S, Swap, X, Z, Zero

double = H ^ H
bell = CX @ (I ^ H) @ Zero
state = bell.eval().to_matrix()
matrix = double.to_matrix()
mixed = ((X ^ Z) @ Swap @ (S ^ H)).to_matrix()
half = (Plus ^ H @ Zero).eval().to_matrix()
name = X + Z
third = (name ^ H).to_matrix()
value = (~bell @ (Z ^ Z) @ bell).eval()
""",
        {
            "auto": """\
import numpy as np
from qiskit.circuit.library import CXGate, HGate, SGate, SwapGate
from qiskit.quantum_info import Operator, SparsePauliOp, Statevector

double = Operator(HGate()) ^ Operator(HGate())
bell = Statevector.from_label("00").evolve(
    Operator(SparsePauliOp("I")) ^ Operator(HGate())
).evolve(Operator(CXGate()))
state = bell.data
matrix = double.data
mixed = (
    (Operator(SparsePauliOp("XZ"))) @ Operator(SwapGate()) @ (Operator(SGate()) ^ Operator(HGate()))
).data
half = (Statevector.from_label("+") ^ Statevector.from_label("0").evolve(Operator(HGate()))).data
name = SparsePauliOp.from_list([("X", 1.0), ("Z", 1.0)])
third = (Operator(name) ^ Operator(HGate())).data
value = bell.expectation_value(SparsePauliOp("ZZ"))
""",
        },
    ),
    Example(
        "product formulas make circuits of evolutions",
        """\
from qiskit.circuit import Parameter
from qiskit.opflow import PauliSumOp, PauliTrotterEvolution, Suzuki
from qiskit.quantum_info import Operator

hamiltonian = PauliSumOp.from_list([("XX", 1), ("ZI", 0.5)])
time = Parameter("t")
evolution = PauliTrotterEvolution(reps=2)
evolved = evolution.convert((0.7 * hamiltonian).exp_i())
matrix = Operator(evolved.to_circuit()).data
bound = PauliTrotterEvolution(trotter_mode=Suzuki(reps=3)).convert((time * hamiltonian).exp_i()).to_circuit()
other = Operator(bound.assign_parameters([0.3])).data
""",
        {
            "auto": """\
from qiskit.circuit import Parameter
from qiskit.circuit.library import PauliEvolutionGate
from qiskit.synthesis import LieTrotter, SuzukiTrotter
from qiskit.quantum_info import Operator, SparsePauliOp

hamiltonian = SparsePauliOp.from_list([("XX", 1), ("ZI", 0.5)])
time = Parameter("t")
evolution = LieTrotter(reps=2)
evolved = evolution.synthesize(PauliEvolutionGate(hamiltonian, 0.7))
matrix = Operator(evolved).data
bound = SuzukiTrotter(reps=3).synthesize(PauliEvolutionGate(hamiltonian, time))
other = Operator(bound.assign_parameters([0.3])).data
""",
        },
        unsafe=True,
    ),
)
