"""What became of opflow's gradients."""

from __future__ import annotations

# Facts: qiskit_algorithms 0.4.0, gradients/__init__.py; all of these take V2 primitives there (V).
INSTEAD = {
    "Gradient": "ParamShiftEstimatorGradient(estimator).run([circuit], [observable], [values])",
    "NaturalGradient": "QFI(LinCombQGT(estimator)) for the metric, and ParamShiftEstimatorGradient(estimator)",
    "QFI": "QFI(LinCombQGT(estimator)).run([circuit], [values])",
    "Hessian": "nothing; the gradient of the gradient has to be taken by hand",
}
