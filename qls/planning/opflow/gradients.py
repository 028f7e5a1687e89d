"""What became of opflow's gradients.

Facts: qiskit_algorithms 0.4.0, whose gradients take V2 primitives (V: each gives the numbers of its old class).
"""

from __future__ import annotations

import ast

_METHODS = {
    "param_shift": "ParamShiftEstimatorGradient(estimator)",
    "fin_diff": "FiniteDiffEstimatorGradient(estimator, epsilon=1e-6)",
    "lin_comb": "LinCombEstimatorGradient(estimator)",
}
_RUN = "run([circuit], [observable], [values]).result().gradients[0]"
_QFI = "QFI(LinCombQGT(estimator)).run([circuit], [values]).result().qfis[0]"
CLASSES = ("Gradient", "NaturalGradient", "QFI", "Hessian")


def instead_of(name: str, node: ast.Call) -> str:
    """The call on ``qiskit_algorithms.gradients`` that gives what a class of opflow gave, in words.

    Args:
        node: the call that makes it; its first argument, or ``grad_method``, says how.
    """
    if name == "Hessian":
        return "nothing in qiskit_algorithms.gradients gives second derivatives; take gradients of shifted values"
    if name == "QFI":
        return f"use `{_QFI}` of qiskit_algorithms.gradients"
    told = next((k.value for k in node.keywords if k.arg == "grad_method"), node.args[0] if node.args else None)
    usual = "param_shift" if name == "Gradient" else "lin_comb"  # the old classes' own defaults
    method = str(told.value) if isinstance(told, ast.Constant) else usual
    gradient = f"{_METHODS.get(method, _METHODS[usual])}.{_RUN}"
    if name == "Gradient":
        return f"use `{gradient}` of qiskit_algorithms.gradients"
    return f"use `np.linalg.solve(qfi / 4, gradient)`, with `qfi = {_QFI}` and `gradient = {gradient}`"
