from qiskit.primitives import PrimitiveResult, PubResult
from qiskit_ibm_runtime import RuntimeJobV2
from qiskit_ibm_runtime.options import EstimatorOptions

class Estimator:
    options: EstimatorOptions
    def __init__(self, mode=..., options=...) -> None: ...
    def run(self, pubs, *, precision=..., dry_run=...) -> RuntimeJobV2[PrimitiveResult[PubResult]]: ...

EstimatorV2 = Estimator
