"""The V1 primitives and what they take: facts only.

Sources: the installed packages 0.45.3, 1.4.6 and 2.6.2, qiskit-aer 0.13.3 to 0.18.2, qiskit-ibm-runtime 0.36.1 and
0.51.0.
"""

from __future__ import annotations

# By canonical name: what it computes, and whose it is.
V1_PRIMITIVES = {
    "qiskit.primitives.Sampler": ("sampler", "reference"),
    "qiskit.primitives.sampler.Sampler": ("sampler", "reference"),
    "qiskit.primitives.Estimator": ("estimator", "reference"),
    "qiskit.primitives.estimator.Estimator": ("estimator", "reference"),
    "qiskit.primitives.BackendSampler": ("sampler", "backend"),
    "qiskit.primitives.backend_sampler.BackendSampler": ("sampler", "backend"),
    "qiskit.primitives.BackendEstimator": ("estimator", "backend"),
    "qiskit.primitives.backend_estimator.BackendEstimator": ("estimator", "backend"),
    "qiskit_aer.primitives.Sampler": ("sampler", "aer"),
    "qiskit_aer.primitives.sampler.Sampler": ("sampler", "aer"),
    "qiskit_aer.primitives.Estimator": ("estimator", "aer"),
    "qiskit_aer.primitives.estimator.Estimator": ("estimator", "aer"),
    # These names mean V2 since qiskit-ibm-runtime 0.28: what is done with them tells.
    "qiskit_ibm_runtime.Sampler": ("sampler", "runtime"),
    "qiskit_ibm_runtime.Estimator": ("estimator", "runtime"),
    "qiskit_ibm_runtime.SamplerV1": ("sampler", "runtime"),
    "qiskit_ibm_runtime.EstimatorV1": ("estimator", "runtime"),
}
# V2, by the same names.
V2_PRIMITIVES = {
    "qiskit.primitives.StatevectorSampler": "sampler",
    "qiskit.primitives.BackendSamplerV2": "sampler",
    "qiskit_aer.primitives.SamplerV2": "sampler",
    "qiskit_ibm_runtime.SamplerV2": "sampler",
    "qiskit.primitives.StatevectorEstimator": "estimator",
    "qiskit.primitives.BackendEstimatorV2": "estimator",
    "qiskit_aer.primitives.EstimatorV2": "estimator",
    "qiskit_ibm_runtime.EstimatorV2": "estimator",
}
# What results of V1 and of jobs had, and the parts of V2's results have not, by how the part is reached (V: 2.6.2).
NOT_OF_V2 = {
    ".run().result()": ("PrimitiveResult", {"quasi_dists", "values", "get_counts", "get_memory", "data"}),
    ".run().result()[]": ("PubResult", {"quasi_dists", "values", "get_counts", "get_memory", "evs", "stds"}),
    ".run().result()[].data": ("DataBin", {"quasi_dists", "get_counts", "get_memory", "get_bitstrings"}),
}
SESSIONS = {"qiskit_ibm_runtime.Session", "qiskit_ibm_runtime.Batch"}
# The parameters of `run`, in their order.
RUN = {
    "sampler": ("circuits", "parameter_values"),
    "estimator": ("circuits", "observables", "parameter_values"),
}
# Fields of a V1 result.
FIELDS = {"sampler": {"quasi_dists", "metadata"}, "estimator": {"values", "metadata"}}
ALL_FIELDS = frozenset().union(*FIELDS.values())

# What classes of quantum_info are as observables, and what their methods and attributes give.
OBSERVABLES = {"SparsePauliOp": "sparse", "Pauli": "pauli", "PauliList": "paulis", "Operator": "operator"}
SPARSE_GIVES_SPARSE = {
    "from_list", "from_sparse_list", "from_operator", "from_sparse_observable", "sum", "simplify", "compose", "tensor",
    "expand", "dot", "chop", "conjugate", "adjoint", "transpose", "copy", "apply_layout", "power", "equiv", "sort",
}  # fmt: skip

# Operators of opflow that SparsePauliOp stands for, made the same way.
PAULI_SUMS = {"qiskit.opflow.PauliSumOp()", "qiskit.opflow.PauliSumOp.from_list()"}

# Functions that call the function they are given with a point and the items of `args`.
CALLS_BACK = {"scipy.optimize.minimize": (0, 2, "fun")}

# Methods of a circuit that leave what it ends by measuring as it is.
KEEPS_OUTCOME = {
    "barrier", "draw", "depth", "size", "width", "count_ops", "num_nonlocal_gates", "num_connected_components", "qasm",
    "find_bit", "get_parameter", "has_register", "num_tensor_factors", "num_unitary_factors", "qubit_duration",
    "copy", "decompose", "assign_parameters", "bind_parameters", "copy_empty_like", "to_gate", "to_instruction", "data",
    "inverse", "reverse_ops", "reverse_bits", "repeat", "power", "control", "tensor", "compose", "combine",
    "remove_final_measurements",
}  # fmt: skip
# Methods that may add measurements which are not seen.
MAY_MEASURE = {"measure_active", "measure_inactive", "append", "extend", "for_loop", "while_loop", "if_test", "if_else",
               "switch", "load_state", "box"}  # fmt: skip
COPIES_OUTCOME = {"copy", "decompose", "assign_parameters", "bind_parameters"}

# What reads a distribution as the dict that it is, so that a plain dict serves as well.
DICT_METHODS = {"items", "keys", "values", "get", "copy", "pop", "popitem", "update", "setdefault"}
READS_DICTS = {
    "argument:max", "argument:min", "argument:sum", "argument:len", "argument:sorted", "argument:list", "argument:dict",
    "argument:float", "argument:int", "argument:str", "argument:type", "argument:enumerate", "printed", "shown",
    "argument:qiskit.visualization.plot_histogram", "argument:qiskit.visualization.plot_distribution",
}  # fmt: skip
