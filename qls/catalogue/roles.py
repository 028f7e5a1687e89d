"""What the names of Qiskit are, for the interpreter: facts only.

Names are canonical: see ``CANONICAL``. Sources: the installed packages 0.45.3/0.13.3 and 2.6.2/0.18.2/0.51.0.
"""

from __future__ import annotations

from functools import lru_cache

# The same thing under another path: prefixes, longest first.
CANONICAL = {
    "qiskit.providers.aer.backends.": "qiskit_aer.",
    "qiskit.providers.aer.": "qiskit_aer.",
    "qiskit_aer.backends.": "qiskit_aer.",
    "qiskit_ibm_runtime.sampler.": "qiskit_ibm_runtime.",
    "qiskit_ibm_runtime.estimator.": "qiskit_ibm_runtime.",
    "qiskit.execute_function.": "qiskit.",
    "qiskit.compiler.transpiler.": "qiskit.",
    "qiskit.compiler.assembler.": "qiskit.",
    "qiskit.compiler.": "qiskit.",
    "qiskit.circuit.quantumcircuit.": "qiskit.",
    "qiskit.circuit.quantumregister.": "qiskit.",
    "qiskit.circuit.classicalregister.": "qiskit.",
    "qiskit.providers.basicaer.": "qiskit.",
    "qiskit.tools.monitor.job_monitor.": "qiskit.tools.monitor.",
    "qiskit.test.mock.": "qiskit.providers.fake_provider.",
    "qiskit.providers.fake_provider.fake_backend.": "qiskit.providers.fake_provider.",
    "qiskit.transpiler.preset_passmanagers.": "qiskit.",
    "qiskit_ibm_provider.job.": "qiskit_ibm_provider.",
    "qiskit.providers.ibmq.job.": "qiskit.providers.ibmq.",
    "qiskit.backends.ibmq.": "qiskit.providers.ibmq.",
}
# Packages whose imports are noted.
LAB = "ibm_quantum_widgets"  # IBM Quantum Lab had it installed; it is in no registry
REPORTED = ("qiskit", LAB)

CIRCUIT_MODULE = {"QuantumCircuit", "QuantumRegister", "ClassicalRegister", "AncillaRegister"}

# What `from qiskit import *` binds besides modules: 0.45 has no __all__, so every public name (V, 0.45.3).
STAR = {
    "qiskit": frozenset(
        "Aer AncillaRegister BasicAer ClassicalRegister IBMQ QiskitError QuantumCircuit QuantumRegister assemble"
        " execute schedule sequence transpile circuit compiler converters dagcircuit providers pulse qasm qasm2"
        " qobj quantum_info result synthesis tools transpiler utils visualization qiskit extensions".split()
    ),
    "qiskit_aer": frozenset(
        "Aer AerProvider AerSimulator QasmSimulator StatevectorSimulator UnitarySimulator PulseSimulator noise".split()
    ),
    "qiskit.providers.ibmq": frozenset("IBMQ least_busy IBMQFactory".split()),
    "qiskit.opflow": frozenset(  # its __all__ (V, 0.45.3)
        "AbelianGrouper AerPauliExpectation CVaRExpectation CVaRMeasurement CX CZ CircuitOp CircuitSampler"
        " CircuitStateFn ComposedOp ConverterBase DerivativeBase DictStateFn DictToCircuitSum EvolutionBase"
        " EvolutionFactory EvolvedOp ExpectationBase ExpectationFactory Gradient GradientBase H Hessian HessianBase I"
        " ListOp MatrixEvolution MatrixExpectation MatrixOp Minus NaturalGradient One OperatorBase OperatorStateFn"
        " OpflowError PauliBasisChange PauliExpectation PauliOp PauliSumOp PauliTrotterEvolution Plus PrimitiveOp"
        " QDrift QFI QFIBase S SparseVectorStateFn StateFn SummedOp Suzuki Swap T TaperedPauliSumOp TensoredOp Trotter"
        " TrotterizationBase TrotterizationFactory TwoQubitReduction VectorStateFn X Y Z Z2Symmetries Zero"
        " anti_commutator commutator double_commutator".split()
    ),
    "qiskit.tools.monitor": frozenset("job_monitor backend_monitor backend_overview".split()),
    "qiskit.tools.visualization": frozenset(
        "plot_histogram plot_bloch_vector plot_bloch_multivector plot_state_city plot_state_qsphere"
        " plot_state_hinton plot_state_paulivec circuit_drawer dag_drawer plot_gate_map plot_error_map"
        " timeline_drawer pass_manager_drawer".split()
    ),
}
# Modules of 2.6 that `from qiskit import *` still brings (V: qiskit.__all__), so nothing to import anew.
STAR_TODAY = {"qiskit": frozenset({"transpile", "QuantumCircuit", "quantum_info", "primitives", "transpiler"})}

# Where else names of today are imported from (V: the same objects, 2.6.2 and 0.18.2).
SAME_TODAY = {
    "qiskit.transpile": ("qiskit.compiler",),
    "qiskit.QuantumCircuit": ("qiskit.circuit",),
    "qiskit_aer.AerSimulator": ("qiskit_aer.backends",),
}

# Methods of a provider by what they give.
PROVIDER_GIVES_BACKEND = {"get_backend", "backend", "least_busy"}
PROVIDER_GIVES_BACKENDS = {"backends"}
PROVIDER_GIVES_PROVIDER = {"load_account", "enable_account", "get_provider", "service"}

FAKE_MODULES = ("qiskit.providers.fake_provider.", "qiskit_ibm_runtime.fake_provider.")
LEAST_BUSY = {"qiskit.providers.ibmq.least_busy", "qiskit_ibm_provider.least_busy"}
QUANTUM_INSTANCES = {"qiskit.utils.QuantumInstance", "qiskit.utils.quantum_instance.QuantumInstance"}
JOB_MONITORS = {"qiskit.tools.monitor.job_monitor", "qiskit.tools.job_monitor", "qiskit_ibm_provider.job_monitor"}

RUNTIME_PRIMITIVES = {"qiskit_ibm_runtime.SamplerV2", "qiskit_ibm_runtime.EstimatorV2"}
# The same classes by shorter names (V: 0.51); they were V1 before 0.28, and those took no `mode`.
RUNTIME_ALIASES = {"qiskit_ibm_runtime.Sampler", "qiskit_ibm_runtime.Estimator"}
RUNTIME_OPTIONS = tuple(f"{name}().options" for name in sorted(RUNTIME_PRIMITIVES))
RUNTIME_JOBS = tuple(f"{name}().run()" for name in sorted(RUNTIME_PRIMITIVES))
# What the primitives' `run` gives on a computer, those of the client's side too: a RuntimeJobV2 (V: 0.51).
COMPUTER_JOBS = (
    *RUNTIME_JOBS,
    "qiskit_ibm_runtime.executor_sampler.SamplerV2().run()",
    "qiskit_ibm_runtime.executor_estimator.EstimatorV2().run()",
)
# What looks otherwise with a client-side primitive, of its jobs and results.
RUNTIME_DETAILS = {"metadata", "primitive_id", "inputs"}

# What can be appended to a circuit without measuring anything, and what the library has beside it that measures.
GATES = ("qiskit.circuit.Gate()", "qiskit.circuit.library.", "qiskit.quantum_info.Operator().to_instruction()")
NO_GATES = tuple(f"qiskit.circuit.library.{name}" for name in ("Measure", "Reset", "PauliProduct", "pauli_product"))

# Backends that give the exact state or unitary, and no samples (names of get_backend, classes).
EXACT_STATE = {"statevector_simulator", "aer_simulator_statevector", "StatevectorSimulator", "StatevectorSimulatorPy"}
EXACT_UNITARY = {"unitary_simulator", "aer_simulator_unitary", "UnitarySimulator", "UnitarySimulatorPy"}
# Of these, the ones that give counts too, one shot of them where none are asked for (V: 0.13.3, 0.18.2).
SAMPLING_STATES = {"statevector_simulator", "StatevectorSimulator"}
# Of these, the ones that sample counts as the shot simulators do, for a circuit that is measured.
SAMPLING_METHODS = {"aer_simulator_statevector": "statevector"}

# Aer.get_backend(name) -> AerSimulator(method=...): same class, same defaults (V, 0.18.2).
AER_SIMULATORS = {
    "qasm_simulator": "",
    "aer_simulator": "",
    "aer_simulator_automatic": "automatic",
    "aer_simulator_statevector": "statevector",
    "aer_simulator_density_matrix": "density_matrix",
    "aer_simulator_stabilizer": "stabilizer",
    "aer_simulator_matrix_product_state": "matrix_product_state",
    "aer_simulator_extended_stabilizer": "extended_stabilizer",
    "QasmSimulator": "",
    "AerSimulator": "",
}

# IBM's simulators in the cloud, retired on 15 May 2024, and the method of AerSimulator that each was (catalogue B12).
CLOUD_SIMULATORS = {
    "ibmq_qasm_simulator": "",
    "simulator_statevector": "statevector",
    "simulator_mps": "matrix_product_state",
    "simulator_extended_stabilizer": "extended_stabilizer",
    "simulator_stabilizer": "stabilizer",
}

# Methods of QuantumCircuit: what they do to its classical registers.
COPIES = {
    "copy", "decompose", "reverse_ops", "assign_parameters", "bind_parameters", "inverse", "to_circuit", "repeat",
    "power", "copy_empty_like",
}  # fmt: skip
ADDS_REGISTERS = {"add_register", "measure_all", "measure_active", "remove_final_measurements", "add_bits",
                  "extend", "combine", "reverse_bits", "load_state"}  # fmt: skip
SAVES = ("save_", "snapshot")
# Methods that only a circuit has: calling one says what its owner is.
ONLY_CIRCUITS = frozenset(
    "h x y z s t sdg tdg sx cx cy cz ch swap cswap ccx rx ry rz rxx ryy rzz crx cry crz cp cu u p u1 u2 u3 cu1 cu3"
    " iden cnot toffoli fredkin mct mcx mcp mcrz measure measure_all barrier initialize add_register decompose"
    " num_clbits measure_active remove_final_measurements append_gate mcu1 bind_parameters".split()
)
CIRCUIT_PARTS = {"cregs", "qregs", "clbits"}  # attributes that tell the same

# Methods of QuantumCircuit that 1.0 or 2.0 removed.
CIRCUIT_LEGACY = frozenset(
    "bind_parameters qasm cnot toffoli fredkin mct i iden u1 u2 u3 cu1 cu3 mcu1 snapshot squ diagonal isometry uc ucrx"
    " ucry ucrz iso hamiltonian".split()
)

# Where what something goes to says what it is called, or of which class it is.
SAYS_WHAT_IT_IS = {"printed", *(f"argument:{name}" for name in ("str", "repr", "format", "type", ".format", "vars"))}

# Methods by which jobs and results of old are read, and those of primitives otherwise or not at all.
READ_OF_RESULTS = {"result", "get_counts", "get_memory", "get_statevector", "get_unitary", "data", "to_dict"}
# Methods that say what a gate is called or how a job is getting on, of whatever they are called.
TELLING = {"count_ops", "get_instructions", "status"}

# Packages whose functions read a circuit and never change it.
READ_ONLY = (
    "qiskit", "qiskit_aer", "qiskit_ibm_runtime", "qiskit_ibm_provider", "matplotlib", "numpy", "math", "time", "copy",
    "IPython", "pandas", "random", "json", "os", "sys", "builtins", "collections", "itertools", "functools", "pickle",
    "scipy", "sympy", "logging", "pprint",
)  # fmt: skip

# What Aer's states and unitaries took over from numpy's arrays, and the classes of quantum_info do not have
# (V: qiskit_aer.backends.compatibility against dir() of Statevector and Operator, Qiskit 2.6.2).
OF_ARRAYS = {
    "T", "all", "any", "argmax", "argmin", "argpartition", "argsort", "astype", "base", "byteswap", "choose", "clip",
    "compress", "conj", "ctypes", "cumprod", "cumsum", "diagonal", "dtype", "dump", "dumps", "fill", "flags", "flat",
    "flatten", "imag", "item", "itemsize", "max", "mean", "min", "nbytes", "ndim", "nonzero", "partition", "prod",
    "put", "ravel", "real", "repeat", "resize", "round", "searchsorted", "setfield", "setflags", "shape", "size",
    "sort", "squeeze", "std", "strides", "sum", "swapaxes", "take", "tobytes", "tofile", "tolist", "var", "view",
}  # fmt: skip
OF_STATE_ARRAYS = OF_ARRAYS | {"dot", "reshape", "transpose"}
OF_UNITARY_ARRAYS = OF_ARRAYS | {"trace"}

# Methods and attributes that the job of a local primitive has as well (V: qiskit.primitives.PrimitiveJob).
JOB_KEEPS = {"result", "job_id", "status", "done", "running", "cancelled", "in_final_state", "cancel"}
COUNTS_METHODS = {"int_outcomes", "hex_outcomes", "most_frequent", "shots"}
# Attributes that Counts and QuasiDistribution have, and a dict has not or has otherwise.
COUNTS_ATTRIBUTES = {
    "__class__", "shots", "stddev_upper_bound", "int_raw", "hex_raw", "creg_sizes", "time_taken", "memory_slots",
}  # fmt: skip
# Names that a register cannot have in a DataBin without the index form (V: dir(DataBin)).
DATA_BIN = {"items", "keys", "values", "shape", "ndim", "size"}


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The one path under which the tables list ``name``."""
    head, _, tail = name.rpartition(".")
    if tail in CIRCUIT_MODULE and head.startswith("qiskit.circuit"):
        return f"qiskit.{tail}"
    for prefix, short in CANONICAL.items():
        if name.startswith(prefix):
            return short + name[len(prefix) :] if short != "qiskit." or "." not in name[len(prefix) :] else name
    return name
