from qiskit_ibm_runtime import Estimator as Estimator
from qiskit_ibm_runtime import EstimatorV1 as EstimatorV1
from qiskit_ibm_runtime import EstimatorV2 as EstimatorV2
