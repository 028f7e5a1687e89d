"""What is known of backends, by family: a row for each package of simulators, and for each provider of computers.

What hands a backend out or makes it says its family; everything that qls treats otherwise from one family to the next
is said here. A new provider is a new row.

Sources: the installed packages 0.45.3/0.13.3 and 2.6.2/0.18.2/0.51.0, and of the other providers those that are named
beside their row; V: run with the provider's own local simulator.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """The backends of one package or provider.

    Attributes:
        title: as a sentence names them.
        providers: what hands them out: objects and classes, by their canonical names.
        backends: their classes, by their canonical names.
        types: patterns of their full names, as jedi spells them.
        local: they run on this computer.
        keeps_running: ``run`` of today's Qiskit gives the same on them, or on what takes their place.
        wrapped: BackendSamplerV2 gives the same counts on them.
        ideal: without noise and coupling map, where nothing else is said.
        control_flow: they run gates that depend on a measurement.
        sampler: their own SamplerV2, by its full name.
        because: why no V2 primitive is offered in the place of their ``run``, as a sentence without its full stop.
    """

    title: str
    providers: tuple[str, ...] = ()
    backends: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    local: bool = False
    keeps_running: bool = False
    wrapped: bool = False
    ideal: bool = False
    control_flow: bool = True
    sampler: str = ""
    because: str = ""


# V: BackendSamplerV2 counts the memory of single shots. Where a backend gives none, or invents it, its counts are
# wrong without an error: all zeros (IQM), or as if the qubits were independent (AQT 1.5).
_MEMORY = "BackendSamplerV2 counts the memory of single shots, which {} do not give"

FAMILIES = {
    "aer": Family(
        "Aer's simulators",
        providers=("qiskit.Aer", "qiskit_aer.Aer", "qiskit_aer.AerProvider"),
        backends=(
            "qiskit_aer.AerSimulator",
            "qiskit_aer.QasmSimulator",
            "qiskit_aer.StatevectorSimulator",
            "qiskit_aer.UnitarySimulator",
            "qiskit_aer.PulseSimulator",
        ),
        types=(r"qiskit_aer\.(Aer|\w+Simulator)(Backend)?",),
        local=True,
        keeps_running=True,
        wrapped=True,
        ideal=True,
    ),
    "basicaer": Family(
        "the simulators of BasicAer",
        providers=("qiskit.BasicAer", "qiskit.BasicAerProvider"),
        backends=("qiskit.QasmSimulatorPy", "qiskit.StatevectorSimulatorPy", "qiskit.UnitarySimulatorPy"),
        types=(r"qiskit\.providers\.basicaer\.\w+Py",),
        keeps_running=True,
        wrapped=True,
        ideal=True,
        # V: BasicSimulator takes its place, and transpile for that one raises "The control-flow construct 'if_else'
        # is not supported" (2.6.2).
        control_flow=False,
    ),
    "basic": Family(
        "BasicSimulator",
        providers=("qiskit.providers.basic_provider.BasicProvider",),
        backends=("qiskit.providers.basic_provider.BasicSimulator",),
        types=(r"qiskit\.providers\.basic_provider\.\w+Simulator",),
        local=True,
        keeps_running=True,
        wrapped=True,
        ideal=True,
        control_flow=False,
    ),
    "generic": Family(
        "GenericBackendV2",
        backends=("qiskit.providers.fake_provider.GenericBackendV2",),
        types=(r"qiskit\.providers\.fake_provider\.GenericBackendV2",),
        local=True,
        keeps_running=True,
        wrapped=True,
        control_flow=False,  # only where it is told to have some
    ),
    "fake": Family(
        "fake backends",
        providers=(
            "qiskit.providers.fake_provider.FakeProvider",
            "qiskit.providers.fake_provider.FakeProviderForBackendV2",
            "qiskit_ibm_runtime.fake_provider.FakeProviderForBackendV2",
        ),
        types=(r"(qiskit\.providers|qiskit_ibm_runtime)\.fake_provider\.(\w+\.)*Fake(?!Provider)\w+",),
        local=True,
        because="a fake backend of qiskit_ibm_runtime gives other noise than the one it replaces",
    ),
    "ibm": Family(
        "IBM's backends",
        providers=(
            "qiskit.IBMQ",
            "qiskit.providers.ibmq.IBMQ",
            "qiskit.providers.ibmq.AccountProvider",
            "qiskit_ibm_provider.IBMProvider",
            "qiskit_ibm_runtime.QiskitRuntimeService",
            "qiskit_ibm_runtime.IBMRuntimeService",
        ),
        types=(r"qiskit(\.providers\.ibmq|_ibm_provider|_ibm_runtime)\.(\w+\.)*(IBMBackend|IBMQ(Backend|Simulator))",),
        sampler="qiskit_ibm_runtime.SamplerV2",
    ),
    "alice_bob": Family(  # qiskit-alice-bob-provider 3.0.0
        "Alice & Bob's backends",
        providers=(
            "qiskit_alice_bob_provider.AliceBobLocalProvider",
            "qiskit_alice_bob_provider.AliceBobRemoteProvider",
        ),
        because="whether BackendSamplerV2 gives the same counts on Alice & Bob's backends is not known",
    ),
    "aqt": Family(  # qiskit-aqt-provider 1.5.0 and 2.0.1; V: AQTSampler is a SamplerV2 since 2.0
        "AQT's backends",
        providers=("qiskit_aqt_provider.AQTProvider", "qiskit_aqt_provider.aqt_provider.AQTProvider"),
        sampler="qiskit_aqt_provider.primitives.AQTSampler",
        because=_MEMORY.format("AQT's backends"),
    ),
    "azure": Family(  # azure-quantum 3.13.0
        "Azure Quantum's backends",
        providers=("azure.quantum.qiskit.AzureQuantumProvider",),
        because="whether BackendSamplerV2 gives the same counts on Azure Quantum's backends is not known",
    ),
    "braket": Family(  # qiskit-braket-provider 0.27.1; V: BackendSamplerV2 on BraketLocalBackend
        "Amazon Braket's backends",
        providers=("qiskit_braket_provider.BraketProvider", "qiskit_braket_provider.AWSBraketProvider"),
        backends=(
            "qiskit_braket_provider.BraketLocalBackend",
            "qiskit_braket_provider.BraketAwsBackend",
            "qiskit_braket_provider.AWSBraketBackend",
        ),
        sampler="qiskit_braket_provider.BraketSampler",
        because="what a task of Amazon Braket is told has another place in BraketSampler",
    ),
    "ionq": Family(  # qiskit-ionq 1.1.1
        "IonQ's backends",
        providers=("qiskit_ionq.IonQProvider", "qiskit_ionq.ionq_provider.IonQProvider"),
        because="whether BackendSamplerV2 gives the same counts on IonQ's backends is not known",
    ),
    "iqm": Family(  # iqm-client 36.0.0, qiskit-iqm 18.2; V: BackendSamplerV2 on IQMFakeApollo gives zeros alone
        "IQM's backends",
        providers=("iqm.qiskit_iqm.IQMProvider", "qiskit_iqm.IQMProvider"),
        backends=(
            "iqm.qiskit_iqm.IQMFakeAdonis",
            "iqm.qiskit_iqm.IQMFakeAphrodite",
            "iqm.qiskit_iqm.IQMFakeApollo",
            "iqm.qiskit_iqm.IQMFakeDeneb",
            "qiskit_iqm.IQMFakeAdonis",
            "qiskit_iqm.IQMFakeApollo",
        ),
        because=_MEMORY.format("IQM's backends"),
    ),
    "quantinuum": Family(  # qiskit-quantinuum-provider 0.4.1
        "Quantinuum's backends",
        providers=("qiskit_quantinuum.QuantinuumProvider", "qiskit_quantinuum.Quantinuum"),
        backends=("qiskit_quantinuum.QuantinuumBackend",),
        because="whether BackendSamplerV2 gives the same counts on Quantinuum's backends is not known",
    ),
    "rigetti": Family(  # qiskit-rigetti 0.4.7
        "Rigetti's backends",
        providers=("qiskit_rigetti.RigettiQCSProvider",),
        backends=("qiskit_rigetti.RigettiQCSBackend",),
        because="whether BackendSamplerV2 gives the same counts on Rigetti's backends is not known",
    ),
    "superstaq": Family(  # qiskit-superstaq 0.5.70
        "Superstaq's backends",
        providers=("qiskit_superstaq.SuperstaqProvider",),
        backends=("qiskit_superstaq.SuperstaqBackend",),
        because="whether BackendSamplerV2 gives the same counts on Superstaq's backends is not known",
    ),
    # A backend of an abstract type, or of several.
    "other": Family("other backends", types=(r"qiskit\.providers\.(\w+\.)?Backend(V1|V2)?",)),
}

# What the program writes as an object, and what it makes by calling a class.
_OBJECTS = frozenset({"qiskit.Aer", "qiskit_aer.Aer", "qiskit.BasicAer", "qiskit.IBMQ", "qiskit.providers.ibmq.IBMQ"})
_ALL = [(name, key) for key, family in FAMILIES.items() for name in family.providers]
PROVIDERS = {name: key for name, key in _ALL if name in _OBJECTS}
PROVIDER_CLASSES = {name: key for name, key in _ALL if name not in _OBJECTS}
BACKEND_CLASSES = {name: key for key, family in FAMILIES.items() for name in family.backends}
TYPES = {pattern: key for key, family in FAMILIES.items() for pattern in family.types}

LOCAL = frozenset(key for key, family in FAMILIES.items() if family.local)
KEEPS_RUNNING = frozenset(key for key, family in FAMILIES.items() if family.keeps_running)
WRAPPED = frozenset(key for key, family in FAMILIES.items() if family.wrapped)
IDEAL = frozenset(key for key, family in FAMILIES.items() if family.ideal)
NO_CONTROL_FLOW = frozenset(key for key, family in FAMILIES.items() if not family.control_flow)
# Providers of computers and simulators that are neither Qiskit's nor IBM's.
FOREIGN = frozenset(FAMILIES) - {"aer", "basicaer", "basic", "generic", "fake", "ibm", "other"}
