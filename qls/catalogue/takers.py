"""What takes a primitive as an argument, and which it takes since when: facts only.

Sources: the wheels of qiskit-algorithms 0.2.2 to 0.4.0, qiskit-machine-learning 0.8.4 and 0.9.0, qiskit-optimization
0.6.1 and 0.7.0, qiskit-nature 0.7.2 and 0.8.0, and ``qiskit.algorithms`` of 0.45.3 (V: signatures, each run once).
"""

from __future__ import annotations

from dataclasses import dataclass

from qls.catalogue.algorithms import OLD

# By module: the distribution, its first release that takes V2 primitives everywhere, and by which keyword its classes
# transpile what they run.
PACKAGES = {
    "qiskit_algorithms": ("qiskit-algorithms", "0.4", "transpiler"),
    "qiskit_machine_learning": ("qiskit-machine-learning", "0.9", "pass_manager"),
    "qiskit_optimization": ("qiskit-optimization", "0.7", "pass_manager"),
    "qiskit_nature": ("qiskit-nature", "0.8", ""),
}


@dataclass(frozen=True)
class Taker:
    """A class, or function, that is given a primitive.

    Attributes:
        package: its module's first part, as it is today.
        name: of the class.
        parameter: the one that takes the primitive, a ``sampler`` or an ``estimator``.
        positional: the parameters by their places, as far as every release has them there.
        keywords: its other parameters that mean the same in every release.
        exact: with an exact estimator it gives what it gave, number by number.
        changes: what else is different in the release that takes V2; empty where nothing is.
    """

    package: str
    name: str
    parameter: str
    positional: tuple[str, ...]
    keywords: frozenset[str]
    exact: bool = False
    changes: str = ""

    @property
    def distribution(self) -> str:
        return PACKAGES[self.package][0]

    @property
    def since(self) -> str:
        """The first release of its package that takes V2 primitives."""
        return PACKAGES[self.package][1]

    @property
    def transpiles(self) -> str:
        """The keyword by which it is given what transpiles its circuits; empty where that does not work."""
        whole = self.package != "qiskit_optimization" or self.name == "GroverOptimizer"
        return PACKAGES[self.package][2] if whole and self.name not in _AS_THEY_ARE else ""

    @property
    def lays_out(self) -> bool:
        """True where it follows the layout of what it has transpiled for a device's qubits."""
        return self.name not in _NO_LAYOUT


# What takes nothing that transpiles (V: signatures), or fails with it (V: 0.4.0 and 0.9.0, each run on AerSimulator).
_AS_THEY_ARE = {
    "SamplingVQE", "MaximumLikelihoodAmplitudeEstimation", "LinCombEstimatorGradient", "LinCombQGT", "QEOM",
    "estimate_observables", "SamplerQNN", "QBayesian",
}  # fmt: skip
# What transpiles, and fails where that permutes or adds qubits (V: each run on a GenericBackendV2).
_NO_LAYOUT = {"QAOA", "TrotterQRTE", "EstimatorQNN", "VQR", "SamplingVQE"}
# What takes its ansatz as it is, so that it can be given one that is transpiled (V: 0.4.0).
TAKES_TRANSPILED = {"SamplingVQE"}

_VQD = (
    "VQD of qiskit-algorithms 0.4 gives every eigenvalue without the penalty for its overlaps, at the best point that"
    " it saw."
)
OUTCOMES = "The outcomes in the `eigenstate` of its result are strings of bits, where they were numbers."
_VQR = "VQR asks V2 for values with a precision of 1/64, where V1 was exact."

# By module: what each takes, as "name: parameters by position; others". A parameter that has another place in some
# release is among the others; behind `|` stand those that have another place in `qiskit.algorithms`, where a
# QuantumInstance came first.
_SAMPLERS = {
    "qiskit_algorithms": """
        SamplingVQE: sampler ansatz optimizer; initial_point aggregation callback
        QAOA: sampler optimizer; reps initial_state mixer initial_point aggregation callback
        Grover: iterations growth_rate sample_from_iterations | sampler;
        AmplitudeEstimation: num_eval_qubits phase_estimation_circuit iqft | sampler;
        FasterAmplitudeEstimation: delta maxiter rescale | sampler;
        IterativeAmplitudeEstimation: epsilon_target alpha confint_method min_ratio | sampler;
        MaximumLikelihoodAmplitudeEstimation: evaluation_schedule minimizer | sampler;
        HamiltonianPhaseEstimation: num_evaluation_qubits | sampler;
        IterativePhaseEstimation: num_iterations | sampler;
        PhaseEstimation: num_evaluation_qubits | sampler;
        ComputeUncompute: sampler; local
        FiniteDiffSamplerGradient: sampler epsilon; method
        LinCombSamplerGradient: sampler;
        ParamShiftSamplerGradient: sampler;
        SPSASamplerGradient: sampler epsilon batch_size seed;
        get_fidelity: circuit; sampler
    """,
    "qiskit_machine_learning": """
        SamplerQNN: ; circuit sampler input_params weight_params sparse interpret output_shape gradient input_gradients
        VQC: num_qubits feature_map ansatz loss optimizer warm_start initial_point callback; sampler
        QBayesian: circuit; limit threshold sampler
        ComputeUncompute: sampler; local
        LinCombSamplerGradient: sampler;
        ParamShiftSamplerGradient: sampler;
        SPSASamplerGradient: sampler epsilon batch_size seed;
        get_fidelity: circuit; sampler
    """,
    "qiskit_optimization": """
        GroverOptimizer: num_value_qubits num_iterations converters penalty sampler;
        MagicRounding: sampler basis_sampling seed;
        QAOA: sampler optimizer; reps initial_state mixer initial_point aggregation callback
        SamplingVQE: sampler ansatz optimizer; initial_point aggregation callback
    """,
}
_ESTIMATORS = {
    "qiskit_algorithms": """
        VQE: estimator ansatz optimizer; gradient initial_point callback
        VQD: estimator fidelity ansatz optimizer; k betas initial_point callback
        FiniteDiffEstimatorGradient: estimator epsilon; method
        LinCombEstimatorGradient: estimator; derivative_type
        ParamShiftEstimatorGradient: estimator;
        SPSAEstimatorGradient: estimator epsilon batch_size seed;
        LinCombQGT: estimator phase_fix derivative_type;
        PVQD: fidelity ansatz initial_parameters estimator optimizer num_timesteps evolution \
            use_parameter_shift initial_guess;
        TrotterQRTE: product_formula estimator num_timesteps; insert_barriers
        VarQITE: ansatz initial_parameters variational_principle estimator ode_solver lse_solver num_timesteps; \
            imag_part_tol num_instability_tol
        VarQRTE: ansatz initial_parameters variational_principle estimator ode_solver lse_solver num_timesteps; \
            imag_part_tol num_instability_tol
        estimate_observables: estimator quantum_state observables parameter_values threshold;
    """,
    "qiskit_machine_learning": """
        EstimatorQNN: ; circuit estimator observables input_params weight_params gradient input_gradients \
            default_precision
        VQR: num_qubits feature_map ansatz observable loss optimizer warm_start initial_point callback; estimator
        LinCombEstimatorGradient: estimator derivative_type;
        ParamShiftEstimatorGradient: estimator;
        SPSAEstimatorGradient: estimator epsilon batch_size seed;
    """,
    "qiskit_optimization": """
        EncodingCommutationVerifier: encoding estimator;
        VQE: estimator ansatz optimizer; initial_point callback
    """,
    "qiskit_nature": """
        QEOM: ground_state_solver estimator excitations aux_eval_rules; tol
    """,
}  # fmt: skip
_EXACT = {("qiskit_algorithms", "VQE"), ("qiskit_machine_learning", "EstimatorQNN")}
_CHANGES = {"VQD": _VQD, "VQR": _VQR, "QAOA": OUTCOMES, "SamplingVQE": OUTCOMES}
# What they have to be told to be exact still: without it EstimatorQNN asks V2 for a precision of 1/64.
TELL = {"EstimatorQNN": ("default_precision", "0.0")}

# What took a primitive, and is gone: what to write instead (V: qiskit-nature 0.6.2 and 0.7.2).
GONE = {"VQEUCCFactory": "VQE(estimator, UCC(...), optimizer) takes its place since qiskit-nature 0.7"}


def _read(tables: dict[str, str], parameter: str, *, old: bool = False) -> dict[tuple[str, str], Taker]:
    """The rows; ``old``: as ``qiskit.algorithms`` had them."""
    found = {}
    for package, table in tables.items():
        for line in filter(None, map(str.strip, table.splitlines())):
            name, _, rest = line.partition(":")
            ordered, _, others = rest.partition(";")
            ordered, _, later = ordered.partition("|")
            places = ordered if old else f"{ordered} {later}"
            found[package, name] = Taker(
                package,
                name,
                parameter,
                tuple(places.split()),
                frozenset(f"{others} {later}".split()),
                (package, name) in _EXACT,
                _CHANGES.get(name, ""),
            )
    return found


_TAKERS = _read(_SAMPLERS, "sampler") | _read(_ESTIMATORS, "estimator")
_OLD = _read(_SAMPLERS, "sampler", old=True) | _read(_ESTIMATORS, "estimator", old=True)


def taker(name: str) -> Taker | None:
    """What takes a primitive under this dotted name, today's or that of ``qiskit.algorithms``; None for all else."""
    last = name.rpartition(".")[2]
    if name.startswith(f"{OLD}."):
        return _OLD.get(("qiskit_algorithms", last))
    return _TAKERS.get((name.partition(".")[0], last))
