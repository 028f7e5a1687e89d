"""Legacy names of primitives, results and circuits."""

from __future__ import annotations

from qls.catalogue import links
from qls.catalogue.symbol import Symbol, symbols_alike

# Primitives V1, and what surrounds results.
PRIMITIVE_SYMBOLS = [
    *symbols_alike(
        "qiskit.primitives.Sampler qiskit.primitives.sampler.Sampler",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.primitives.StatevectorSampler",
        f"{links.FEATURES}#migrate-to-v2",
        "Without shots, V1 gave exact probabilities; V2 always samples.",
    ),
    *symbols_alike(
        "qiskit.primitives.Estimator qiskit.primitives.estimator.Estimator",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.primitives.StatevectorEstimator",
        f"{links.FEATURES}#migrate-to-v2",
    ),
    *symbols_alike(
        "qiskit.primitives.BackendSampler qiskit.primitives.backend_sampler.BackendSampler",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.primitives.BackendSamplerV2",
        links.BACKEND_PRIMITIVES,
        "backend= is keyword-only, and nothing is transpiled for you.",
    ),
    *symbols_alike(
        "qiskit.primitives.BackendEstimator qiskit.primitives.backend_estimator.BackendEstimator",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.primitives.BackendEstimatorV2",
        links.BACKEND_PRIMITIVES,
        "backend= is keyword-only, and nothing is transpiled for you.",
    ),
    Symbol(
        "qiskit.primitives.BaseSampler",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.primitives.BaseSamplerV2",
        f"{links.FEATURES}#migrate-to-v2",
    ),
    Symbol(
        "qiskit.primitives.BaseEstimator",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.primitives.BaseEstimatorV2",
        f"{links.FEATURES}#migrate-to-v2",
    ),
    Symbol(
        "qiskit.primitives.utils.init_observable",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.quantum_info.SparsePauliOp",
        f"{links.FEATURES}#v1-changes",
    ),
    Symbol(
        "qiskit_aer.primitives.Sampler",
        "qiskit-aer",
        "0.15",
        "",
        "qiskit_aer.primitives.SamplerV2",
        links.PRIMITIVES,
    ),
    Symbol(
        "qiskit_aer.primitives.Estimator",
        "qiskit-aer",
        "0.15",
        "",
        "qiskit_aer.primitives.EstimatorV2",
        links.PRIMITIVES,
    ),
    Symbol(
        "qiskit_ibm_runtime.SamplerV1",
        "qiskit-ibm-runtime",
        "0.23",
        "0.28",
        "qiskit_ibm_runtime.SamplerV2",
        f"{links.PRIMITIVES}#import",
    ),
    Symbol(
        "qiskit_ibm_runtime.EstimatorV1",
        "qiskit-ibm-runtime",
        "0.23",
        "0.28",
        "qiskit_ibm_runtime.EstimatorV2",
        f"{links.PRIMITIVES}#import",
    ),
    Symbol(
        "qiskit_ibm_runtime.IBMSampler",
        "qiskit-ibm-runtime",
        "0.2",
        "0.6",
        "qiskit_ibm_runtime.SamplerV2",
        f"{links.PRIMITIVES}#import",
    ),
    Symbol(
        "qiskit_ibm_runtime.IBMEstimator",
        "qiskit-ibm-runtime",
        "0.2",
        "0.6",
        "qiskit_ibm_runtime.EstimatorV2",
        f"{links.PRIMITIVES}#import",
    ),
    Symbol(
        "qiskit_ibm_runtime.SamplerV2",
        "qiskit-ibm-runtime",
        "0.50",
        "",
        "qiskit_ibm_runtime.executor_sampler.SamplerV2",
        links.CLIENT_SIDE,
    ),
    Symbol(
        "qiskit_ibm_runtime.EstimatorV2",
        "qiskit-ibm-runtime",
        "0.50",
        "",
        "qiskit_ibm_runtime.executor_estimator.EstimatorV2",
        links.CLIENT_SIDE,
    ),
    Symbol(
        "qiskit_ibm_runtime.NoiseLearner",
        "qiskit-ibm-runtime",
        "0.50",
        "",
        "qiskit_ibm_runtime.NoiseLearnerV3",
        links.NOISE_LEARNER,
    ),
    Symbol(
        "qiskit_ibm_runtime.RuntimeJob",
        "qiskit-ibm-runtime",
        "0.38",
        "0.42",
        "qiskit_ibm_runtime.RuntimeJobV2",
        links.PRIMITIVES,
    ),
    *symbols_alike(
        "qiskit.result.CorrelatedReadoutMitigator qiskit.result.LocalReadoutMitigator qiskit.result.mitigation",
        "qiskit",
        "1.3",
        "2.0",
        "",
        links.TWO,
    ),
    Symbol("qiskit.utils.mitigation", "qiskit", "0.43", "1.0", "", links.INSTANCE),
    *symbols_alike(
        "qiskit.utils.QuantumInstance qiskit.utils.quantum_instance.QuantumInstance qiskit.utils.backend_utils",
        "qiskit",
        "0.43",
        "1.0",
        "`transpile`, then the `run` of a V2 primitive",
        links.INSTANCE,
    ),
    Symbol("qiskit.opflow", "qiskit", "0.43", "1.0", "qiskit.quantum_info", links.OPFLOW),
    Symbol("qiskit.opflow.PauliSumOp", "qiskit", "0.43", "1.0", "qiskit.quantum_info.SparsePauliOp", links.OPFLOW),
    *symbols_alike(
        "qiskit.opflow.CircuitSampler qiskit.opflow.PauliExpectation qiskit.opflow.AerPauliExpectation"
        " qiskit.opflow.MatrixExpectation qiskit.opflow.StateFn qiskit.opflow.CircuitStateFn",
        "qiskit",
        "0.43",
        "1.0",
        "the `run` of a V2 Estimator",
        links.OPFLOW,
    ),
    Symbol(
        "qiskit.algorithms",
        "qiskit",
        "0.44",
        "1.0",
        "qiskit_algorithms",
        links.ALGORITHMS,
        "Another package.",
    ),
]

_CIRCUIT = "qiskit.circuit.QuantumCircuit"
_GATES = f"{links.FEATURES}#QuantumCircuit-gates"
_IN_045 = ("qiskit", "0.45", "1.0")
# V: the wheels of terra 0.15 to 0.23, and the metapackages that pin them (0.23.0 terra 0.16.0, 0.25.0 terra 0.17.0,
# 0.40.0 terra 0.23.0).
_IN_023, _IN_025, _IN_040 = ("qiskit", "", "0.23"), ("qiskit", "", "0.25"), ("qiskit", "", "0.40")

# Methods of circuits and gates.
CIRCUITS = [
    Symbol(f"{_CIRCUIT}.bind_parameters", *_IN_045, f"{_CIRCUIT}.assign_parameters", links.FEATURES),
    Symbol(
        f"{_CIRCUIT}.qasm",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.qasm2.dumps",
        f"{links.FEATURES}#QuantumCircuit.qasm",
    ),
    Symbol(
        f"{_CIRCUIT}.snapshot",
        *_IN_045,
        f"{_CIRCUIT}.save_statevector",
        _GATES,
        "Importing qiskit_aer adds it.",
    ),
    Symbol(f"{_CIRCUIT}.cnot", *_IN_045, f"{_CIRCUIT}.cx", _GATES),
    Symbol(f"{_CIRCUIT}.toffoli", *_IN_045, f"{_CIRCUIT}.ccx", _GATES),
    Symbol(f"{_CIRCUIT}.fredkin", *_IN_045, f"{_CIRCUIT}.cswap", _GATES),
    Symbol(f"{_CIRCUIT}.mct", *_IN_045, f"{_CIRCUIT}.mcx", _GATES),
    Symbol(f"{_CIRCUIT}.i", *_IN_045, f"{_CIRCUIT}.id", _GATES),
    Symbol(f"{_CIRCUIT}.squ", *_IN_045, f"{_CIRCUIT}.unitary", _GATES),
    Symbol(f"{_CIRCUIT}.diagonal", *_IN_045, "qiskit.circuit.library.DiagonalGate", _GATES),
    Symbol(f"{_CIRCUIT}.iso", *_IN_045, "qiskit.circuit.library.Isometry", _GATES),
    Symbol(f"{_CIRCUIT}.isometry", *_IN_045, "qiskit.circuit.library.Isometry", _GATES),
    Symbol(f"{_CIRCUIT}.hamiltonian", *_IN_045, "qiskit.circuit.library.HamiltonianGate", _GATES),
    Symbol(f"{_CIRCUIT}.uc", *_IN_045, "qiskit.circuit.library.UCGate", _GATES),
    Symbol(f"{_CIRCUIT}.ucrx", *_IN_045, "qiskit.circuit.library.UCRXGate", _GATES),
    Symbol(f"{_CIRCUIT}.ucry", *_IN_045, "qiskit.circuit.library.UCRYGate", _GATES),
    Symbol(f"{_CIRCUIT}.ucrz", *_IN_045, "qiskit.circuit.library.UCRZGate", _GATES),
    Symbol(f"{_CIRCUIT}.u1", *_IN_040, f"{_CIRCUIT}.p", _GATES),
    Symbol(f"{_CIRCUIT}.u2", *_IN_040, f"{_CIRCUIT}.u", _GATES, "u2(a, b) is u(pi / 2, a, b)."),
    Symbol(f"{_CIRCUIT}.u3", *_IN_040, f"{_CIRCUIT}.u", _GATES),
    Symbol(f"{_CIRCUIT}.cu1", *_IN_040, f"{_CIRCUIT}.cp", _GATES),
    Symbol(f"{_CIRCUIT}.cu3", *_IN_040, f"{_CIRCUIT}.cu", _GATES, "cu3(a, b, c, ...) is cu(a, b, c, 0, ...)."),
    Symbol(f"{_CIRCUIT}.mcu1", *_IN_040, f"{_CIRCUIT}.mcp", _GATES),
    Symbol(f"{_CIRCUIT}.iden", *_IN_023, f"{_CIRCUIT}.id", _GATES),
    Symbol(f"{_CIRCUIT}.mirror", *_IN_025, f"{_CIRCUIT}.reverse_ops", _GATES),
    *symbols_alike(f"{_CIRCUIT}.combine {_CIRCUIT}.extend", *_IN_040, f"{_CIRCUIT}.compose", _GATES),
    *symbols_alike(
        "qiskit.circuit.Instruction.c_if qiskit.circuit.InstructionSet.c_if qiskit.circuit.Gate.c_if",
        "qiskit",
        "1.3",
        "2.0",
        f"{_CIRCUIT}.if_test",
        f"{links.TWO}#c_if",
    ),
]


_ML, _NATURE = "qiskit_machine_learning", "qiskit_nature"
_IN_ML_07 = ("qiskit-machine-learning", "0.5", "0.7")
_MAPPED = "A mapper's `map` does what the converter's `convert` did."

ADD_ONS = [
    Symbol(f"{_ML}.kernels.QuantumKernel", *_IN_ML_07, f"{_ML}.kernels.FidelityQuantumKernel", links.MACHINE_LEARNING),
    Symbol(
        f"{_ML}.neural_networks.CircuitQNN", *_IN_ML_07, f"{_ML}.neural_networks.SamplerQNN", links.MACHINE_LEARNING
    ),
    *symbols_alike(
        f"{_ML}.neural_networks.OpflowQNN {_ML}.neural_networks.TwoLayerQNN",
        *_IN_ML_07,
        f"{_ML}.neural_networks.EstimatorQNN",
        links.MACHINE_LEARNING,
    ),
    *symbols_alike(
        f"{_NATURE}.converters.second_quantization.QubitConverter {_NATURE}.second_q.mappers.QubitConverter",
        "qiskit-nature",
        "0.6",
        "0.7",
        f"{_NATURE}.second_q.mappers.QubitMapper",
        links.NATURE,
        _MAPPED,
    ),
]
