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
