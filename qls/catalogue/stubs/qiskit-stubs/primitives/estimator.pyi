from qiskit.primitives import Estimator as Estimator
