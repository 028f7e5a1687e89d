"""What became of the operators of opflow's algebra: facts only.

Sources: qiskit 0.45.3 and 2.6.2 (V: each member, function and operator run on both, on a PauliOp and a PauliSumOp
before, on a SparsePauliOp after).
"""

from __future__ import annotations

PAULIS = frozenset("IXYZ")
CLASSES = {"PauliOp": "pauli", "PauliSumOp": "sum"}  # whose place SparsePauliOp takes

# Members that a SparsePauliOp has under the same name, with the same answer.
SAME = {"num_qubits", "to_matrix", "adjoint", "tensor"}
# The same, where the SparsePauliOp has the same terms as the PauliSumOp had.
SAME_TERMS = {"coeffs"}
# What a method is called now.
RENAMED = {"compose": "dot", "reduce": "simplify"}

# Calls that take a PauliSumOp before and a SparsePauliOp now, and do the same with it: methods, and classes.
TAKING_METHODS = {"compute_minimum_eigenvalue", "compute_eigenvalues"}
TAKING_CLASSES = {"qiskit.circuit.library.PauliEvolutionGate"}

# Builtins that only show what they are given, and those that only look at it.
SHOWING = {"print", "display", "str", "repr", "pprint"}
PASSING = {"list", "tuple", "reversed", "enumerate", "zip", "copy", "deepcopy"}
