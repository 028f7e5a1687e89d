"""Where each keyword of ``execute``, ``backend.run`` and ``assemble`` goes.

Sources, named above each table: `execute`, the signature and the text of ``qiskit.execute`` in 0.45.3; `options`, the
guide qiskit-runtime-options.mdx in ``links.ARCHIVE``, corrected by what the classes of qiskit-ibm-runtime 0.51.0 take;
`instance`, the guide ``links.INSTANCE``. tests/test_catalogue.py asks the installed packages for what they can tell.
"""

from __future__ import annotations

# `execute`: what it handed to transpile, to the pass manager or to schedule.
# instruction_durations and timing_constraints were none of its keywords: they went to run with **run_config.
_EXECUTE_TRANSPILE = """
    basis_gates coupling_map backend_properties initial_layout seed_transpiler optimization_level pass_manager
    scheduling_method inst_map
"""
EXECUTE_TRANSPILE = frozenset(_EXECUTE_TRANSPILE.split())

# `execute` and ``links.TWO``: of those, the ones that transpile lost in 2.0, and what is said in their place.
TRANSPILE_REMOVED = {
    "backend_properties": "removed from transpile in 2.0: give a backend or a target that has them",
    "instruction_durations": "removed from transpile in 2.0: give a backend or a target that has them",
    "timing_constraints": "removed from transpile in 2.0: give a backend or a target that has them",
    "inst_map": "removed from transpile in 2.0, with pulse",
    "pass_manager": "it is run by itself, as pass_manager.run(circuits)",
    "scheduling_method": "only with a backend or a target that knows its durations",
}

# `execute`: what it did where the program said nothing.
EXECUTE_OPTIMIZATION_LEVEL = 1
EXECUTE_SHOTS = 1024

# `execute`: pulse and scheduling, gone with their subject.
_EXECUTE_DROPPED = """
    default_qubit_los default_meas_los qubit_lo_range meas_lo_range schedule_los memory_slots memory_slot_size
    schedule_circuit meas_map
"""
EXECUTE_DROPPED = frozenset(_EXECUTE_DROPPED.split())

# ``AerSimulator._default_options()`` of qiskit-aer 0.18.2: what it and set_options take.
_AER_BACKEND_OPTIONS = """
    accept_distributed_results batched_shots_gpu batched_shots_gpu_max_qubits blocking_enable
    blocking_qubits chop_threshold chunk_swap_buffer_qubits cuStateVec_enable device enable_truncation
    executor extended_stabilizer_approximation_error extended_stabilizer_metropolis_mixing_time
    extended_stabilizer_norm_estimation_repetitions extended_stabilizer_norm_estimation_samples
    extended_stabilizer_parallel_threshold extended_stabilizer_probabilities_snapshot_samples
    extended_stabilizer_sampling_method fusion_enable fusion_max_qubit fusion_threshold fusion_verbose
    matrix_product_state_max_bond_dimension matrix_product_state_truncation_threshold max_job_size
    max_memory_mb max_parallel_experiments max_parallel_shots max_parallel_threads max_shot_size memory
    method mps_lapack mps_log_data mps_omp_threads mps_parallel_threshold mps_sample_measure_algorithm
    mps_swap_direction noise_model num_threads_per_device precision runtime_parameter_bind_enable
    seed_simulator shot_branching_enable shot_branching_sampling_enable shots
    stabilizer_max_snapshot_probabilities statevector_parallel_threshold statevector_sample_measure_opt
    tensor_network_num_sampling_qubits use_cuTensorNet_autotuning validation_threshold zero_threshold
"""
AER_BACKEND_OPTIONS = frozenset(_AER_BACKEND_OPTIONS.split())

# `options` and `instance`: keywords that change no result, and why they can go.
IGNORED = {
    "max_credits": "credits were abolished: the keyword was ignored long before it was removed",
    "memory": "a V2 primitive keeps every shot: read them with get_bitstrings()",
    "dynamic": "dynamic circuits need no switch today",
    "wait": "how often a job was polled: result() waits by itself",
    "timeout": "how long a call waited: result() waits by itself",
    "job_name": "names of jobs are gone: use tags (environment.job_tags)",
    "experiment_id": "use tags (environment.job_tags)",
    "job_share_level": "jobs can no longer be shared by level",
    "live_data_enabled": "live data are gone",
    "header": "put it in circuit.metadata: it comes back in the result's metadata",
    "qobj_id": "there is no qobj any more",
    "qobj_header": "put it in circuit.metadata: it comes back in the result's metadata",
    "had_transpiled": "a V2 primitive never transpiles",
    "save_input": "nothing of the kind on a primitive",
}

# `options`: keywords of run with no counterpart in a V2 primitive; reported, never dropped silently.
_RUN_WITHOUT_COUNTERPART = """
    qubit_lo_freq meas_lo_freq schedule_los memory_slots memory_slot_size use_measure_esp
    default_qubit_los default_meas_los qubit_lo_range meas_lo_range meas_map rep_time parametric_pulses
"""
RUN_WITHOUT_COUNTERPART = frozenset(_RUN_WITHOUT_COUNTERPART.split())

# `options`: where a keyword of run goes on a primitive of qiskit-ibm-runtime, as a path into its options.
RUN_TO_RUNTIME_OPTIONS = {
    "init_qubits": ("execution", "init_qubits"),
    "rep_delay": ("execution", "rep_delay"),
    "job_tags": ("environment", "job_tags"),
    "seed_simulator": ("simulator", "seed_simulator"),
}

# `instance`: the settings of QuantumInstance that transpile or a pass manager takes.
_INSTANCE_TRANSPILE = """
    seed_transpiler optimization_level initial_layout coupling_map basis_gates pass_manager
"""
INSTANCE_TRANSPILE = frozenset(_INSTANCE_TRANSPILE.split())

# `instance`: the settings of QuantumInstance that have no counterpart.
INSTANCE_DROPPED = frozenset(("job_callback", "max_job_retries", "timeout", "wait"))

# ``qiskit_ibm_runtime.options_models`` of 0.51.0: the options of the client-side primitives, by class.
_CLIENT_SIDE = """
    dynamical_decoupling.enable dynamical_decoupling.sequence_type dynamical_decoupling.extra_slack_distribution
    dynamical_decoupling.scheduling_method dynamical_decoupling.skip_reset_qubits
    twirling.enable_gates twirling.enable_measure twirling.num_randomizations twirling.shots_per_randomization
    twirling.strategy execution.init_qubits execution.rep_delay simulator.seed_simulator max_execution_time
    environment.log_level environment.job_tags environment.private default_shots
"""
_CLIENT_SIDE_ESTIMATOR = """
    default_precision resilience_level resilience.measure_mitigation
    resilience.measure_noise_learning.num_randomizations resilience.zne_mitigation resilience.zne.amplifier
    resilience.zne.noise_factors resilience.zne.extrapolator resilience.zne.extrapolated_noise_factors
"""
CLIENT_SIDE = {
    "SamplerV2": frozenset((*_CLIENT_SIDE.split(), "execution.meas_type")),
    "EstimatorV2": frozenset((*_CLIENT_SIDE.split(), *_CLIENT_SIDE_ESTIMATOR.split())),
}
