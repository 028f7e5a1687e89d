from qiskit_ibm_runtime import Sampler as Sampler
from qiskit_ibm_runtime import SamplerV1 as SamplerV1
from qiskit_ibm_runtime import SamplerV2 as SamplerV2
