"""Which releases have what fixes write, as read from the packages' wheels; and which packages have ended."""

from __future__ import annotations

# By module and name (``*``: any of the module), the packages and their first releases that have it.
NEEDS: dict[tuple[str, str], dict[str, str]] = {
    ("qiskit.primitives", "StatevectorSampler"): {"qiskit": "1.0"},
    ("qiskit.primitives", "StatevectorEstimator"): {"qiskit": "1.0"},
    ("qiskit.primitives", "BackendSamplerV2"): {"qiskit": "1.1"},
    ("qiskit.primitives", "BackendEstimatorV2"): {"qiskit": "1.1"},
    ("qiskit.providers.basic_provider", "*"): {"qiskit": "1.0"},
    ("qiskit.transpiler", "generate_preset_pass_manager"): {"qiskit": "1.2"},
    ("qiskit_aer.primitives", "SamplerV2"): {"qiskit": "1.0", "qiskit-aer": "0.14"},
    ("qiskit_aer.primitives", "EstimatorV2"): {"qiskit": "1.0", "qiskit-aer": "0.14"},
    ("qiskit_ibm_runtime", "SamplerV2"): {"qiskit-ibm-runtime": "0.21"},
    ("qiskit_ibm_runtime", "EstimatorV2"): {"qiskit-ibm-runtime": "0.21"},
    ("qiskit_ibm_runtime", "QiskitRuntimeService"): {"qiskit-ibm-runtime": "0.40"},  # the platform of today
    ("qiskit_ibm_runtime.fake_provider", "*"): {"qiskit-ibm-runtime": "0.17"},
    ("qiskit_ibm_runtime.executor_sampler", "*"): {"qiskit-ibm-runtime": "0.50"},
    ("qiskit_ibm_runtime.executor_estimator", "*"): {"qiskit-ibm-runtime": "0.50"},
    ("qiskit_algorithms", "*"): {"qiskit-algorithms": "0.4"},
}

V2_PRIMITIVES = frozenset({name for _, name in NEEDS if name.endswith(("V2", "Sampler", "Estimator"))})

# By the module that is imported, the package that has it.
DISTRIBUTIONS = {
    "qiskit": "qiskit",
    "qiskit_aer": "qiskit-aer",
    "qiskit_ibm_runtime": "qiskit-ibm-runtime",
    "qiskit_algorithms": "qiskit-algorithms",
}

# The first release with what migrations go to, and all minor releases since that were known when this was written.
FLOORS = {
    "qiskit": ("1.0", "1.1", "1.2", "1.3", "1.4", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"),
    "qiskit-aer": ("0.14", "0.15", "0.16", "0.17", "0.18"),
    "qiskit-ibm-runtime": tuple(f"0.{minor}" for minor in range(40, 52)),
    "qiskit-algorithms": ("0.4",),
}

# Packages that have ended: what took their place (empty where nothing did), and how that came.
ENDED = {
    "qiskit-terra": ("qiskit", "`qiskit` is the package since 1.0, which does not work beside it"),
    "qiskit-ibmq-provider": ("qiskit-ibm-runtime", "the platform that it reached is closed"),
    "qiskit-ibm-provider": ("qiskit-ibm-runtime", "the platform that it reached is closed"),
    "qiskit-aqua": ("", "it ended with Qiskit 0.37, and needs an older one"),
    "qiskit-ignis": ("", "it ended with Qiskit 0.37, and needs an older one"),
}
