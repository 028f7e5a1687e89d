"""The options of qiskit-ibm-runtime's V1 primitives, and where V2 has them: facts only.

Sources: `qiskit_ibm_runtime.options` of 0.20.0 (V1) and `qiskit_ibm_runtime.options_models` of 0.51.0 (V2).
"""

from __future__ import annotations

# V1: the fields of Options and of its sections. Of attributes beside them nothing was ever read: Options.asdict.
TOP = ("optimization_level", "resilience_level", "max_execution_time")
SECTIONS = {
    "transpilation": (
        "skip_transpilation", "initial_layout", "layout_method", "routing_method", "approximation_degree",
    ),
    "resilience": ("noise_amplifier", "noise_factors", "extrapolator"),
    "execution": ("shots", "init_qubits"),
    "environment": ("log_level", "callback", "job_tags"),
    "simulator": ("noise_model", "seed_simulator", "coupling_map", "basis_gates"),
}  # fmt: skip
# A dict of options could name a field without its section: Options._merge_options.
SECTION_OF = {field: section for section, fields in SECTIONS.items() for field in fields}

# V1's defaults on a computer.
SHOTS = 4000
OPTIMIZATION_LEVEL = 3

# Same meaning in V2, as a path into its options.
KEPT = {
    "execution.init_qubits": ("execution", "init_qubits"),
    "environment.log_level": ("environment", "log_level"),
    "environment.job_tags": ("environment", "job_tags"),
    "simulator.seed_simulator": ("simulator", "seed_simulator"),
    "max_execution_time": ("max_execution_time",),
}
# What the server's transpiler was told; transpile takes it now, with the methods that it still has (V: 2.6.2).
TRANSPILES = ("initial_layout", "layout_method", "routing_method", "approximation_degree")
TRANSPILING_METHODS = {
    "layout_method": {"trivial", "dense", "sabre"},
    "routing_method": {"basic", "lookahead", "sabre", "none"},
}
# Zero-noise extrapolation of the Estimator; it took effect at resilience level 2 only.
EXTRAPOLATORS = {
    "LinearExtrapolator": "linear",
    "QuadraticExtrapolator": "polynomial_degree_2",
    "CubicExtrapolator": "polynomial_degree_3",
    "QuarticExtrapolator": "polynomial_degree_4",
}
AMPLIFIERS = {
    "TwoQubitAmplifier": "gate_folding",
    "LocalFoldingAmplifier": "gate_folding",
    "CxAmplifier": "gate_folding",
}
# Only IBM's simulators took these.
OF_A_SIMULATOR = ("noise_model", "coupling_map", "basis_gates")

# What in the primitive's call is `options=` made of.
CLASSES = {
    "qiskit_ibm_runtime.Options",
    "qiskit_ibm_runtime.options.Options",
    "qiskit_ibm_runtime.options.options.Options",
}
