"""What makes pass managers, and circuits whose registers are not in sight. Names are canonical: see ``roles``."""

PASS_MANAGERS = {
    "qiskit.generate_preset_pass_manager",
    "qiskit.transpiler.generate_preset_pass_manager",
    "qiskit.transpiler.PassManager",
    "qiskit.transpiler.StagedPassManager",
    "qiskit.transpiler.passmanager.PassManager",
    "qiskit.level_0_pass_manager",
    "qiskit.level_1_pass_manager",
    "qiskit.level_2_pass_manager",
    "qiskit.level_3_pass_manager",
}
READS_CIRCUITS = {
    "qiskit.qasm2.loads",
    "qiskit.qasm2.load",
    "qiskit.qasm3.loads",
    "qiskit.qasm3.load",
    "qiskit.circuit.random.random_circuit",
    "qiskit.converters.dag_to_circuit",
}
