"""Legacy names by which a program gets hold of an account, a backend, and a way to run."""

from __future__ import annotations

from qls.catalogue import links
from qls.catalogue.symbol import Symbol, symbols_alike, symbols_moved

_VISUALIZATIONS = (
    "plot_histogram plot_state_city plot_state_hinton plot_state_paulivec plot_state_qsphere"
    " plot_bloch_vector plot_bloch_multivector plot_gate_map plot_error_map plot_circuit_layout"
    " circuit_drawer"
)

# Entry points of qiskit itself.
ENTRY_POINTS = [
    *symbols_alike(
        "qiskit.execute qiskit.execute_function.execute",
        "qiskit",
        "0.46",
        "1.0",
        "a V2 primitive's run, after transpile(..., optimization_level=1)",
        f"{links.FEATURES}#execute",
        "It transpiled at level 1 before it ran.",
    ),
    *symbols_alike(
        "qiskit.Aer qiskit.providers.aer.Aer",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit_aer.Aer",
        f"{links.FEATURES}#Aer",
    ),
    *symbols_moved(
        "qiskit.providers.aer",
        "qiskit_aer",
        "AerProvider AerSimulator AerError QasmSimulator StatevectorSimulator UnitarySimulator noise"
        " noise.NoiseModel library",
        "qiskit",
        "0.46",
        "1.0",
        f"{links.FEATURES}#other-migration-tips",
    ),
    Symbol(
        "qiskit.providers.aer",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit_aer",
        f"{links.FEATURES}#other-migration-tips",
    ),
    *symbols_alike(
        "qiskit.providers.aer.extensions qiskit.providers.aer.PulseSimulator",
        "qiskit",
        "0.46",
        "1.0",
        "",
        f"{links.FEATURES}#other-migration-tips",
        "qiskit_aer has no such name.",
    ),
    *symbols_alike(
        "qiskit.BasicAer qiskit.providers.basicaer.BasicAer qiskit.providers.basicaer.BasicAerProvider",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.providers.basic_provider.BasicProvider",
        f"{links.FEATURES}#providers.basicaer",
        "There is no ready-made object: construct BasicProvider().",
    ),
    Symbol(
        "qiskit.providers.basicaer",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.providers.basic_provider",
        f"{links.FEATURES}#providers.basicaer",
    ),
    Symbol(
        "qiskit.providers.basicaer.BasicAerJob",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.providers.basic_provider.BasicProviderJob",
        f"{links.FEATURES}#providers.basicaer",
    ),
    Symbol(
        "qiskit.providers.basicaer.QasmSimulatorPy",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.providers.basic_provider.BasicSimulator",
        f"{links.FEATURES}#providers.basicaer",
        "The backend's name is basic_simulator.",
    ),
    Symbol(
        "qiskit.providers.basicaer.StatevectorSimulatorPy",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.quantum_info.Statevector",
        f"{links.FEATURES}#providers.basicaer",
    ),
    Symbol(
        "qiskit.providers.basicaer.UnitarySimulatorPy",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.quantum_info.Operator",
        f"{links.FEATURES}#providers.basicaer",
    ),
    *symbols_alike(
        "qiskit.assemble qiskit.compiler.assemble qiskit.compiler.assembler.assemble",
        "qiskit",
        "1.2",
        "2.0",
        "backend.run(circuits)",
        links.TWO,
        "Hand the circuits themselves to run.",
    ),
    *symbols_alike("qiskit.qobj qiskit.qobj.QasmQobj", "qiskit", "1.2", "2.0", "", links.TWO),
    *symbols_alike(
        "qiskit.pulse qiskit.scheduler qiskit.schedule qiskit.sequence qiskit.compiler.schedule"
        " qiskit.compiler.sequence qiskit.circuit.QuantumCircuit.add_calibration"
        " qiskit.circuit.QuantumCircuit.calibrations qiskit.circuit.QuantumCircuit.has_calibration_for",
        "qiskit",
        "1.3",
        "2.0",
        "",
        links.PULSE,
    ),
    *symbols_alike(
        "qiskit.tools.monitor.job_monitor qiskit.tools.job_monitor",
        "qiskit",
        "0.46",
        "1.0",
        "job.status()",
        f"{links.FEATURES}#monitor",
        "It only printed the status while the job ran.",
    ),
    *symbols_alike(
        "qiskit.tools.monitor qiskit.tools.monitor.backend_monitor qiskit.tools.monitor.backend_overview"
        " qiskit.tools.backend_monitor qiskit.tools.backend_overview",
        "qiskit",
        "0.46",
        "1.0",
        "",
        f"{links.FEATURES}#monitor",
    ),
    Symbol("qiskit.tools.jupyter", "qiskit", "0.46", "1.0", "", f"{links.FEATURES}#jupyter"),
    Symbol(
        "qiskit.tools.visualization",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.visualization",
        f"{links.FEATURES}#visualization",
    ),
    *symbols_moved(
        "qiskit.tools.visualization",
        "qiskit.visualization",
        _VISUALIZATIONS,
        "qiskit",
        "0.46",
        "1.0",
        f"{links.FEATURES}#visualization",
    ),
    *symbols_alike(
        "qiskit.tools.parallel_map qiskit.tools.parallel.parallel_map",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit.utils.parallel_map",
        f"{links.FEATURES}#qiskit.tools",
    ),
    *symbols_moved(
        "qiskit.extensions",
        "qiskit.circuit.library",
        "UnitaryGate Initialize HamiltonianGate HGate XGate YGate ZGate CXGate RXGate RYGate RZGate"
        " U1Gate U2Gate U3Gate",
        "qiskit",
        "0.46",
        "1.0",
        f"{links.FEATURES}#other-migration-tips",
    ),
    *symbols_alike(
        "qiskit.extensions.Snapshot qiskit.extensions.SingleQubitUnitary",
        "qiskit",
        "0.45",
        "1.0",
        "",
        f"{links.FEATURES}#QuantumCircuit-gates",
    ),
    *symbols_alike(
        "qiskit.aqua qiskit.ignis",
        "qiskit",
        "",
        "0.37",
        "",
        links.FEATURES,
        "Packages of their own, long retired.",
    ),
]

# Accounts and providers.
ACCOUNTS = [
    *symbols_alike(
        "qiskit.IBMQ qiskit.providers.ibmq.IBMQ",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit_ibm_runtime.QiskitRuntimeService",
        f"{links.IBMQ}#import-path",
        "Tokens of IBM Quantum Platform Classic no longer work: make a new API key.",
    ),
    Symbol("qiskit.providers.ibmq", "qiskit", "0.46", "1.0", "qiskit_ibm_runtime", f"{links.IBMQ}#import-path"),
    Symbol(
        "qiskit.providers.ibmq.least_busy",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit_ibm_runtime.QiskitRuntimeService.least_busy",
        f"{links.PROVIDER}#get-a-backend",
        "The function took a list of backends, the method takes filters.",
    ),
    Symbol(
        "qiskit.providers.ibmq.runtime.IBMRuntimeService",
        "qiskit",
        "0.46",
        "1.0",
        "qiskit_ibm_runtime.QiskitRuntimeService",
        f"{links.IBMQ}#changes-in-class-name-and-location",
    ),
    *symbols_alike(
        "qiskit_ibm_provider qiskit_ibm_provider.IBMProvider",
        "qiskit-ibm-provider",
        "",
        "",
        "qiskit_ibm_runtime.QiskitRuntimeService",
        links.PROVIDER,
        "The package is no longer supported, and its platform is gone.",
    ),
    Symbol(
        "qiskit_ibm_runtime.IBMRuntimeService",
        "qiskit-ibm-runtime",
        "0.4",
        "0.6",
        "qiskit_ibm_runtime.QiskitRuntimeService",
        f"{links.IBMQ}#changes-in-class-name-and-location",
    ),
    Symbol(
        "qiskit_ibm_runtime.QiskitRuntimeService.get_backend",
        "qiskit-ibm-runtime",
        "0.24",
        "0.30",
        "qiskit_ibm_runtime.QiskitRuntimeService.backend",
        f"{links.PROVIDER}#get-a-backend",
    ),
    Symbol(
        "qiskit_ibm_runtime.QiskitRuntimeService.runtime",
        "qiskit-ibm-runtime",
        "0.18",
        "0.22",
        "qiskit_ibm_runtime.QiskitRuntimeService",
        links.PLATFORM,
    ),
    *symbols_alike(
        "qiskit_ibm_runtime.QiskitRuntimeService.run qiskit_ibm_runtime.Session.run",
        "qiskit-ibm-runtime",
        "",
        "0.30",
        "a V2 primitive's run",
        links.PRIMITIVES,
    ),
    Symbol(
        "qiskit_ibm_runtime.QiskitRuntimeService.check_pending_jobs",
        "qiskit-ibm-runtime",
        "",
        "0.42",
        "",
        links.PLATFORM,
    ),
]

# Backends and fake backends.
BACKEND_SYMBOLS = [
    Symbol(
        "qiskit_ibm_runtime.IBMBackend.run",
        "qiskit-ibm-runtime",
        "0.23",
        "0.35",
        "qiskit_ibm_runtime.SamplerV2.run",
        f"{links.RUNTIME}#step-3-replace-the-call-to-backendrun-with-a-call-to-primitives",
        "The method is still there, and raises IBMBackendError.",
    ),
    *symbols_alike(
        "qiskit_ibm_runtime.IBMBackend.open_session qiskit_ibm_runtime.IBMBackend.close_session"
        " qiskit_ibm_runtime.IBMBackend.cancel_session",
        "qiskit-ibm-runtime",
        "0.23",
        "0.35",
        "qiskit_ibm_runtime.Session",
        f"{links.PROVIDER}#example-use-sessions",
    ),
    *symbols_alike(
        "qiskit.providers.Provider qiskit.providers.ProviderV1 qiskit.providers.provider.Provider",
        "qiskit",
        "1.1",
        "2.0",
        "",
        links.BACKENDS,
    ),
    *symbols_alike(
        "qiskit.providers.BackendV1 qiskit.providers.models",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.providers.BackendV2",
        links.BACKENDS,
    ),
    *symbols_alike(
        "qiskit.providers.BackendV2Converter qiskit.providers.convert_to_target",
        "qiskit",
        "1.4",
        "2.0",
        "",
        links.BACKENDS,
    ),
    Symbol(
        "qiskit.test.mock",
        "qiskit",
        "0.37",
        "1.0",
        "qiskit_ibm_runtime.fake_provider",
        f"{links.FEATURES}#fake-backends-runtime",
        "Name by name: see the table of fake backends.",
    ),
    *symbols_alike(
        "qiskit.providers.fake_provider.Fake5QV1 qiskit.providers.fake_provider.Fake7QPulseV1"
        " qiskit.providers.fake_provider.Fake20QV1 qiskit.providers.fake_provider.Fake27QPulseV1"
        " qiskit.providers.fake_provider.Fake127QPulseV1",
        "qiskit",
        "1.2",
        "2.0",
        "qiskit.providers.fake_provider.GenericBackendV2",
        f"{links.FEATURES}#fake_provider-special-testing-backends",
    ),
]
