from qiskit.primitives import PrimitiveResult, SamplerPubResult
from qiskit_ibm_runtime import RuntimeJobV2
from qiskit_ibm_runtime.options import SamplerOptions

class Sampler:
    options: SamplerOptions
    def __init__(self, mode=..., options=...) -> None: ...
    def run(self, pubs, *, shots=..., dry_run=...) -> RuntimeJobV2[PrimitiveResult[SamplerPubResult]]: ...

SamplerV2 = Sampler
