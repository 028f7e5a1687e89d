"""The API that each destination's fix uses, by its full name in an environment: what a hover describes."""

REPLACEMENTS = {
    "aer": "qiskit_aer.primitives.SamplerV2",
    "backend": "qiskit.primitives.BackendSamplerV2",
    "runtime": "qiskit_ibm_runtime.SamplerV2",
    "statevector": "qiskit.quantum_info.Statevector",
    "unitary": "qiskit.quantum_info.Operator",
}
