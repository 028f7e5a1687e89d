"""What became of the operators of opflow's algebra: facts only.

Sources: qiskit 0.45.3 and 2.6.2 (V: each member, function and operator run on both, on a PauliOp and a PauliSumOp
before, on a SparsePauliOp after).
"""

from __future__ import annotations

import ast

PAULIS = frozenset("IXYZ")
# The states of one qubit, by their letters in `Statevector.from_label`.
STATES = {"Zero": "0", "One": "1", "Plus": "+", "Minus": "-"}
# Gates that are operators, and how many qubits they have; now they are made of `HGate()` and so on (V: the same
# matrices, in the same order of qubits).
GATES = {"H": 1, "S": 1, "T": 1, "CX": 2, "CZ": 2, "Swap": 2}
# Product formulas, by their classes, or by a word; now they are of `qiskit.synthesis`.
FORMULAS = {"Trotter": "LieTrotter", "Suzuki": "SuzukiTrotter"}
# What groups the terms of a sum, what finds its symmetries, and what those of quantum_info are asked as these were.
GROUPER = "AbelianGrouper.group_subops"
FINDER = "find_Z2_symmetries"
TAPERED = {"Z2Symmetries": "symmetries", FINDER: "symmetries", "TaperedPauliSumOp": "sum"}
TAPERING = {"taper", "convert_clifford", "taper_clifford"}
SYMMETRY_FIELDS = {"symmetries", "sq_paulis", "sq_list", "tapering_values"}
# A matrix as an operator; what makes circuits of evolutions: product formulas, or one `HamiltonianGate`.
EVOLVING = {
    "MatrixOp": ("evolution", "M"), "MatrixEvolution": ("formula", "M"), "PauliTrotterEvolution": ("formula", ""),
}  # fmt: skip
CLASSES = {"PauliOp": "pauli", "PauliSumOp": "sum"}  # whose place SparsePauliOp takes

# Methods without arguments that a SparsePauliOp has under the same name, with the same answer; `reduce` is `simplify`
# now, `to_spmatrix()` is `to_matrix(sparse=True)`, `neg()` is `-op`.
SAME_METHODS = {"to_matrix", "adjoint"}
# Methods with one argument that are operators, too; of these `compose` is `dot` now, and `add` and `mul` are gone.
OPERATORS = {"tensor": ast.BitXor(), "compose": ast.MatMult(), "add": ast.Add(), "mul": ast.Mult()}

# What takes the place of other classes, for whoever rewrites them by hand.
INSTEAD = {
    "AbelianGrouper": "`SparsePauliOp.group_commuting(qubit_wise=True)` of qiskit.quantum_info",
    "CVaRMeasurement": "`SamplingVQE(..., aggregation=alpha)` of qiskit_algorithms",
    "DictStateFn": "qiskit.quantum_info.Statevector",
    "EvolvedOp": "qiskit.circuit.library.PauliEvolutionGate",
    "ListOp": "a list of operators, which the `run` of a V2 Estimator takes",
    "MatrixEvolution": "qiskit.circuit.library.HamiltonianGate",
    "OperatorStateFn": "the `run` of a V2 Estimator",
    "PauliBasisChange": "the `run` of a V2 Estimator",
    "PauliTrotterEvolution": "qiskit.circuit.library.PauliEvolutionGate",
    "SparseVectorStateFn": "qiskit.quantum_info.Statevector",
    "Suzuki": "qiskit.synthesis.SuzukiTrotter",
    "TaperedPauliSumOp": "qiskit.quantum_info.SparsePauliOp",
    "Trotter": "qiskit.synthesis.LieTrotter",
    "TwoQubitReduction": "`ParityMapper(num_particles=...)` of qiskit_nature",
    "VectorStateFn": "qiskit.quantum_info.Statevector",
}

# Calls that take a PauliSumOp before and a SparsePauliOp now, and do the same with it: methods, and classes.
TAKING_METHODS = {"compute_minimum_eigenvalue", "compute_eigenvalues"}
TAKING_CLASSES = {
    "qiskit.circuit.library.PauliEvolutionGate", "qiskit.circuit.library.QAOAAnsatz",
    "qiskit.circuit.library.EvolvedOperatorAnsatz", "qiskit.algorithms.EvolutionProblem",
    "qiskit.algorithms.evolvers.EvolutionProblem",
}  # fmt: skip
TAKING_LISTS = {"qiskit.circuit.library.EvolvedOperatorAnsatz"}

# Builtins that only show what they are given, and those that only look at it.
SHOWING = {"print", "display", "str", "repr", "pprint"}
PASSING = {"list", "tuple", "reversed", "enumerate", "zip", "copy", "deepcopy"}
