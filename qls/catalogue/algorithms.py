"""What became of ``qiskit.algorithms``: facts only.

Sources: qiskit 0.45.3 and qiskit_algorithms 0.4.0, the first that takes V2 primitives (V: signatures, each run once).
"""

from __future__ import annotations

OLD, NEW = "qiskit.algorithms", "qiskit_algorithms"
PACKAGE, SINCE = "qiskit-algorithms", "0.4"

# The parameters of the constructors that took a QuantumInstance, in their order.
PARAMETERS = {
    "VQE": "ansatz optimizer initial_point gradient expectation include_custom max_evals_grouped callback"
    " quantum_instance",
    "QAOA": "optimizer reps initial_state mixer initial_point gradient expectation include_custom max_evals_grouped"
    " callback quantum_instance",
    "Grover": "iterations growth_rate sample_from_iterations quantum_instance sampler",
}
# What they take first now, behind the primitive; and what they take by keyword.
FIRST = {"VQE": ("ansatz", "optimizer"), "QAOA": ("optimizer",), "Grover": ()}
KEYWORDS = {
    "VQE": {"initial_point", "callback"},
    "QAOA": {"reps", "initial_state", "initial_point", "callback"},
    "Grover": {"iterations", "growth_rate", "sample_from_iterations"},
}
# What only said how to evaluate, and has no place any more.
IDLE = {"expectation", "include_custom", "max_evals_grouped"}
# What every one of them takes in the place of a QuantumInstance, in words.
TAKES = {
    "VQE": "VQE(estimator, ansatz, optimizer)",
    "QAOA": "QAOA(sampler, optimizer)",
    "VQD": "VQD(estimator, fidelity, ansatz, optimizer)",
    "Grover": "Grover(sampler=sampler)",
    "AmplitudeEstimation": "AmplitudeEstimation(evaluation_qubits, sampler=sampler)",
    "IterativeAmplitudeEstimation": "IterativeAmplitudeEstimation(epsilon, alpha, sampler=sampler)",
    "PhaseEstimation": "PhaseEstimation(evaluation_qubits, sampler=sampler)",
}
# What a VQE, or its result, no longer has.
GONE = {
    "eigenstate", "construct_circuit", "construct_expectation", "get_energy_evaluation", "get_optimal_vector",
    "get_optimal_circuit", "get_optimal_cost", "setting", "print_settings",
}  # fmt: skip

# Names of qiskit.algorithms that qiskit_algorithms has as well, with the same use.
SAME = frozenset(
    "AmplificationProblem EstimationProblem Grover NumPyEigensolver NumPyMinimumEigensolver QAOA VQE AlgorithmError"
    " AlgorithmResult MinimumEigensolver MinimumEigensolverResult VQEResult".split()
)
OPTIMIZERS = frozenset(
    "ADAM AQGD BOBYQA CG COBYLA CRS DIRECT_L DIRECT_L_RAND ESCH GradientDescent GSLS IMFIL ISRES L_BFGS_B Minimizer"
    " NELDER_MEAD NFT Optimizer OptimizerResult POWELL P_BFGS QNSPSA SLSQP SNOBFIT SPSA SciPyOptimizer TNC UMDA".split()
)
GLOBALS = "qiskit.utils.algorithm_globals"
