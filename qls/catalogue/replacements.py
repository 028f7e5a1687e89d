"""What takes a name's place: the API that each destination's fix uses, as a hover describes it, and annotations."""

REPLACEMENTS = {
    "aer": "qiskit_aer.primitives.SamplerV2",
    "backend": "qiskit.primitives.BackendSamplerV2",
    "runtime": "qiskit_ibm_runtime.SamplerV2",
    "statevector": "qiskit.quantum_info.Statevector",
    "unitary": "qiskit.quantum_info.Operator",
}

# What an annotation names today in the place of a class that is gone (V: 0.45.3 and 1.4.6 against 2.6.2).
ANNOTATED = {
    "qiskit.primitives.BaseSampler": "qiskit.primitives.BaseSamplerV2",
    "qiskit.primitives.BaseEstimator": "qiskit.primitives.BaseEstimatorV2",
    "qiskit.primitives.Sampler": "qiskit.primitives.BaseSamplerV2",
    "qiskit.primitives.Estimator": "qiskit.primitives.BaseEstimatorV2",
    "qiskit.primitives.BackendSampler": "qiskit.primitives.BaseSamplerV2",
    "qiskit.primitives.BackendEstimator": "qiskit.primitives.BaseEstimatorV2",
    "qiskit.providers.BackendV1": "qiskit.providers.Backend",
    "qiskit.providers.BaseBackend": "qiskit.providers.Backend",
    "qiskit.providers.BaseJob": "qiskit.providers.Job",
    "qiskit.opflow.OperatorBase": "qiskit.quantum_info.operators.base_operator.BaseOperator",
    "qiskit.opflow.PauliOp": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.opflow.PauliSumOp": "qiskit.quantum_info.SparsePauliOp",
    "qiskit.opflow.primitive_ops.PauliSumOp": "qiskit.quantum_info.SparsePauliOp",
}
