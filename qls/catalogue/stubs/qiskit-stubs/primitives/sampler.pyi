from qiskit.primitives import Sampler as Sampler
