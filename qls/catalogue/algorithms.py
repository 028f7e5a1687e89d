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
    "AmplitudeEstimation": "num_eval_qubits phase_estimation_circuit iqft quantum_instance sampler",
    "IterativeAmplitudeEstimation": "epsilon_target alpha confint_method min_ratio quantum_instance sampler",
    "FasterAmplitudeEstimation": "delta maxiter rescale quantum_instance sampler",
    "PhaseEstimation": "num_evaluation_qubits quantum_instance sampler",
    "IterativePhaseEstimation": "num_iterations quantum_instance sampler",
    "TrotterQRTE": "product_formula expectation quantum_instance",
}
# What they have to be given, by position; and what they take by keyword.
FIRST = {
    "VQE": ("ansatz", "optimizer"),
    "SamplingVQE": ("ansatz", "optimizer"),
    "QAOA": ("optimizer",),
    "Grover": (),
    "AmplitudeEstimation": ("num_eval_qubits",),
    "IterativeAmplitudeEstimation": ("epsilon_target", "alpha"),
    "FasterAmplitudeEstimation": ("delta", "maxiter"),
    "PhaseEstimation": ("num_evaluation_qubits",),
    "IterativePhaseEstimation": ("num_iterations",),
    "TrotterQRTE": (),
}
# Of these, what takes its primitive in front of them; the others by the keyword `sampler`.
PRIMITIVE_FIRST = {"VQE", "SamplingVQE", "QAOA"}
KEYWORDS = {
    "VQE": {"initial_point", "callback"},
    "SamplingVQE": {"initial_point", "callback"},
    "QAOA": {"reps", "initial_state", "initial_point", "callback"},
    "Grover": {"iterations", "growth_rate", "sample_from_iterations"},
    "AmplitudeEstimation": {"phase_estimation_circuit", "iqft"},
    "IterativeAmplitudeEstimation": {"confint_method", "min_ratio"},
    "FasterAmplitudeEstimation": {"rescale"},
    "PhaseEstimation": set[str](),
    "IterativePhaseEstimation": set[str](),
    "TrotterQRTE": {"product_formula"},
}
# Of these, what takes an estimator; the others take a sampler.
ESTIMATING = {"VQE", "TrotterQRTE"}
# What minimises the mean of a part of the samples, `aggregation`, and what takes its circuits as they are.
OF_TAIL = {"VQE": "SamplingVQE"}
RUNS_AS_IS = {"SamplingVQE"}
# What only said how to evaluate, and has no place any more.
IDLE = {"expectation", "include_custom", "max_evals_grouped"}
# What every one of them takes in the place of a QuantumInstance, in words.
TAKES = {
    "VQE": "VQE(estimator, ansatz, optimizer)",
    "SamplingVQE": "SamplingVQE(sampler, ansatz, optimizer)",
    "QAOA": "QAOA(sampler, optimizer)",
    "VQD": "VQD(estimator, fidelity, ansatz, optimizer)",
    "Grover": "Grover(sampler=sampler)",
    "AmplitudeEstimation": "AmplitudeEstimation(evaluation_qubits, sampler=sampler)",
    "IterativeAmplitudeEstimation": "IterativeAmplitudeEstimation(epsilon, alpha, sampler=sampler)",
    "FasterAmplitudeEstimation": "FasterAmplitudeEstimation(delta, maxiter, sampler=sampler)",
    "MaximumLikelihoodAmplitudeEstimation": "MaximumLikelihoodAmplitudeEstimation(schedule, sampler=sampler)",
    "PhaseEstimation": "PhaseEstimation(evaluation_qubits, sampler=sampler)",
    "IterativePhaseEstimation": "IterativePhaseEstimation(iterations, sampler=sampler)",
    "TrotterQRTE": "TrotterQRTE(estimator=estimator)",
}
# What a VQE, or its result, no longer has.
GONE = {
    "eigenstate", "construct_circuit", "construct_expectation", "get_energy_evaluation", "get_optimal_vector",
    "get_optimal_circuit", "get_optimal_cost", "setting", "print_settings",
}  # fmt: skip

# Names of qiskit.algorithms that qiskit_algorithms has as well, with the same use.
SAME = frozenset(
    "AmplificationProblem EstimationProblem Grover NumPyEigensolver NumPyMinimumEigensolver QAOA VQE AlgorithmError"
    " AlgorithmResult MinimumEigensolver MinimumEigensolverResult VQEResult AmplitudeEstimation"
    " IterativeAmplitudeEstimation FasterAmplitudeEstimation PhaseEstimation IterativePhaseEstimation"
    " PhaseEstimationScale TrotterQRTE".split()
)
OPTIMIZERS = frozenset(
    "ADAM AQGD BOBYQA CG COBYLA CRS DIRECT_L DIRECT_L_RAND ESCH GradientDescent GSLS IMFIL ISRES L_BFGS_B Minimizer"
    " NELDER_MEAD NFT Optimizer OptimizerResult POWELL P_BFGS QNSPSA SLSQP SNOBFIT SPSA SciPyOptimizer TNC UMDA".split()
)
GLOBALS = "qiskit.utils.algorithm_globals"

# Its modules, and where what they had is today (V: the names of both, 0.45.3 against 0.4.0).
MODULES = {
    OLD: NEW,
    **{
        f"{OLD}.{module}": f"{NEW}.{module}"
        for module in "amplitude_amplifiers amplitude_estimators eigensolvers exceptions gradients minimum_eigensolvers"
        " optimizers phase_estimators state_fidelities time_evolvers utils".split()
    },
    f"{OLD}.eigen_solvers": f"{NEW}.eigensolvers",
    f"{OLD}.minimum_eigen_solvers": f"{NEW}.minimum_eigensolvers",
}
# Names that are there, though something else is called the same, or no module lists them.
LISTED = {
    GLOBALS: f"{NEW}.utils.algorithm_globals",
    **{f"{OLD}.{path}": f"{NEW}.PhaseEstimation" for path in ("PhaseEstimation", "phase_estimators.PhaseEstimation")},
    f"{OLD}.phase_estimators.phase_estimation.PhaseEstimation": f"{NEW}.PhaseEstimation",
    f"{OLD}.optimizers.Minimizer": f"{NEW}.optimizers.Minimizer",
    f"{OLD}.optimizers.optimizer.Minimizer": f"{NEW}.optimizers.Minimizer",
    f"{OLD}.utils.validate_bounds": f"{NEW}.utils.validate_bounds",
    f"{OLD}.utils.validate_initial_point": f"{NEW}.utils.validate_initial_point",
}
# What replaces a name that has another one now, and is used in another way; and what teaches what has gone (guide of
# qiskit.algorithms, "What has changed").
RENAMED = {
    "EvolutionProblem": "TimeEvolutionProblem",
    "EvolutionResult": "TimeEvolutionResult",
    "ImaginaryEvolver": "ImaginaryTimeEvolver",
    "RealEvolver": "RealTimeEvolver",
    "eval_observables": "estimate_observables",
}
TAUGHT = {
    f"{OLD}.linear_solvers": "numpy.linalg.solve, or the chapter on HHL of Qiskit's textbook",
    f"{OLD}.HHL": "the chapter on HHL of Qiskit's textbook",
    f"{OLD}.NumPyLinearSolver": "numpy.linalg.solve",
    f"{OLD}.factorizers": "the chapter on Shor's algorithm of Qiskit's textbook",
    f"{OLD}.Shor": "the chapter on Shor's algorithm of Qiskit's textbook",
}
