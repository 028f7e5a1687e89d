"""Which types are backends: patterns of full names, as the stubs spell them, by the backend's family."""

FAMILIES = {
    r"qiskit_aer\.(Aer|\w+Simulator)(Backend)?": "aer",
    r"qiskit\.providers\.basicaer\.\w+Py": "basicaer",
    r"qiskit\.providers\.basic_provider\.\w+Simulator": "basic",
    r"qiskit(\.providers\.ibmq|_ibm_provider|_ibm_runtime)\.(\w+\.)*(IBMBackend|IBMQ(Backend|Simulator))": "ibm",
    r"qiskit\.providers\.fake_provider\.GenericBackendV2": "generic",
    r"(qiskit\.providers|qiskit_ibm_runtime)\.fake_provider\.(\w+\.)*Fake(?!Provider)\w+": "fake",
    r"qiskit\.providers\.(\w+\.)?Backend(V1|V2)?": "other",
}
# Types that say nothing of what a value is.
TELLS_NOTHING = frozenset({"builtins.NoneType", "builtins.object", "typing.Any"})
