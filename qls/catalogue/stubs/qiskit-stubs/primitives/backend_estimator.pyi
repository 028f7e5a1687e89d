from qiskit.primitives import BackendEstimator as BackendEstimator
