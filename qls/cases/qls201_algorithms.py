"""What imports of the algorithms that went become."""

from __future__ import annotations

from qls.cases import Example

ALGORITHMS = (
    Example(
        "modules of algorithms and what is reached through them",
        """\
import qiskit.algorithms
import qiskit.algorithms.minimum_eigensolvers as solvers
import qiskit.algorithms.optimizers as opt
import qiskit.utils
from qiskit import algorithms
from qiskit.algorithms import optimizers
from qiskit.algorithms.minimum_eigen_solvers import NumPyMinimumEigensolver
from qiskit.quantum_info import SparsePauliOp

qiskit.utils.algorithm_globals.random_seed = 3
operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
lowest = round(solvers.NumPyMinimumEigensolver().compute_minimum_eigenvalue(operator).eigenvalue.real, 6)
two = qiskit.algorithms.NumPyEigensolver(k=2)
takes = algorithms.NumPyMinimumEigensolver().supports_aux_operators()
same = NumPyMinimumEigensolver().supports_aux_operators()
steps = [opt.COBYLA(maxiter=3).settings["maxiter"], optimizers.SLSQP(maxiter=4).settings["maxiter"]]
""",
        {
            "auto": """\
import qiskit_algorithms.optimizers as opt
from qiskit_algorithms import NumPyEigensolver, NumPyMinimumEigensolver
from qiskit_algorithms.utils import algorithm_globals
import qiskit_algorithms as algorithms
import qiskit_algorithms.optimizers as optimizers
from qiskit_algorithms import NumPyMinimumEigensolver
from qiskit.quantum_info import SparsePauliOp

algorithm_globals.random_seed = 3
operator = SparsePauliOp(["ZZ", "XI"], [1, 0.5])
lowest = round(NumPyMinimumEigensolver().compute_minimum_eigenvalue(operator).eigenvalue.real, 6)
two = NumPyEigensolver(k=2)
takes = algorithms.NumPyMinimumEigensolver().supports_aux_operators()
same = NumPyMinimumEigensolver().supports_aux_operators()
steps = [opt.COBYLA(maxiter=3).settings["maxiter"], optimizers.SLSQP(maxiter=4).settings["maxiter"]]
""",
        },
        old="0.45",
        unsafe=True,
    ),
    Example(
        "what a module of algorithms brought with a star",
        """\
from qiskit.algorithms import *
from qiskit.algorithms.optimizers import *

result = COBYLA(maxiter=50).minimize(lambda point: (point[0] - 1) ** 2, [0.2])
found = round(float(result.x[0]), 2)
solver = NumPyMinimumEigensolver()
""",
        {
            "auto": """\
from qiskit_algorithms import NumPyMinimumEigensolver
from qiskit_algorithms.optimizers import COBYLA

result = COBYLA(maxiter=50).minimize(lambda point: (point[0] - 1) ** 2, [0.2])
found = round(float(result.x[0]), 2)
solver = NumPyMinimumEigensolver()
""",
        },
        old="0.45",
        unsafe=True,
    ),
)
