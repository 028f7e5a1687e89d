"""What became of each fake backend of qiskit 0.45 and 1.x (computed from both environments).

The devices of ``qiskit.providers.fake_provider`` (deprecated in 0.46, removed in 1.0) and of
``qiskit.test.mock`` (deprecated in 0.37, removed in 1.0) moved to ``qiskit_ibm_runtime.fake_provider``.
"Append V2" is no rule: hence the tables. ``Fake1Q``, ``FakeOpenPulse2Q``, ``FakeOpenPulse3Q`` and the
``Fake...V1`` of a given size stayed until 2.0.
"""

from __future__ import annotations

# Where the fake backends were, and where those that are left are.
OLD_MODULES = ("qiskit.providers.fake_provider", "qiskit.test.mock")
NEW_MODULE = "qiskit_ibm_runtime.fake_provider"
LINK = "https://quantum.cloud.ibm.com/docs/guides/qiskit-1.0-features#fake-backends-runtime"

# The same name in the new module.
_UNCHANGED = """
    FakeAlmadenV2 FakeArmonkV2 FakeAthensV2 FakeAuckland FakeBelemV2 FakeBoeblingenV2 FakeBogotaV2
    FakeBrooklynV2 FakeBurlingtonV2 FakeCairoV2 FakeCambridgeV2 FakeCasablancaV2 FakeEssexV2 FakeGeneva
    FakeGuadalupeV2 FakeHanoiV2 FakeJakartaV2 FakeJohannesburgV2 FakeKolkataV2 FakeLagosV2 FakeLimaV2
    FakeLondonV2 FakeManhattanV2 FakeManilaV2 FakeMelbourneV2 FakeMontrealV2 FakeMumbaiV2 FakeNairobiV2
    FakeOslo FakeOurenseV2 FakeParisV2 FakePerth FakePoughkeepsieV2 FakePrague FakeProviderForBackendV2
    FakeQuitoV2 FakeRochesterV2 FakeRomeV2 FakeSantiagoV2 FakeSherbrooke FakeSingaporeV2 FakeSydneyV2
    FakeTorontoV2 FakeValenciaV2 FakeVigoV2 FakeWashingtonV2 FakeYorktownV2
"""
UNCHANGED = frozenset(_UNCHANGED.split())

# BackendV1 before, BackendV2 after, with V2 appended.
_APPENDED = """
    FakeAlmaden FakeArmonk FakeAthens FakeBelem FakeBoeblingen FakeBogota FakeBrooklyn FakeBurlington
    FakeCairo FakeCambridge FakeCasablanca FakeEssex FakeGuadalupe FakeHanoi FakeJakarta
    FakeJohannesburg FakeKolkata FakeLagos FakeLima FakeLondon FakeManhattan FakeManila FakeMelbourne
    FakeMontreal FakeMumbai FakeNairobi FakeOurense FakeParis FakePoughkeepsie FakeQuito FakeRochester
    FakeRome FakeSantiago FakeSingapore FakeSydney FakeToronto FakeValencia FakeVigo FakeWashington
    FakeYorktown
"""
RENAMED = {name: f"{name}V2" for name in _APPENDED.split()}

# Of these, devices whose snapshot is another one today. Of the others each gate has the same noise, to nine digits, and
# a qubit is read out wrongly as often as before on average, but 0 and 1 alike: a Target has one number for both.
# V: NoiseModel.from_backend of all 40 under 0.45.3 with qiskit-aer 0.13.3 and 2.6.2 with 0.18.2, error by error.
# Melbourne has a qubit more.
OTHER_SNAPSHOT = frozenset("FakeCairo FakeHanoi FakeJakarta FakeLagos FakeManila FakeMelbourne FakeNairobi".split())

# No twin: qiskit.providers.fake_provider.GenericBackendV2(num_qubits=...) of this size, with other noise.
GENERIC = {
    "Fake127QPulseV1": 127,
    "Fake1Q": 1,
    "Fake20QV1": 20,
    "Fake27QPulseV1": 27,
    "Fake5QV1": 5,
    "Fake7QPulseV1": 7,
    "FakeBackend5QV2": 5,
    "FakeBackendV2": 2,
    "FakeCambridgeAlternativeBasis": 28,
    "FakeMumbaiFractionalCX": 27,
    "FakeOpenPulse2Q": 2,
    "FakeOpenPulse3Q": 3,
    "FakeQasmSimulator": 5,
    "FakeRueschlikon": 16,
    "FakeTenerife": 5,
    "FakeTokyo": 20,
}

# Of these, one that many programs transpile for: its gates, and the pairs that it couples, both ways (V: 0.45.3).
_TOKYO = """
    0-1 0-5 1-2 1-6 1-7 2-6 3-8 4-8 4-9 5-6 5-10 5-11 6-7 6-10 6-11 7-8 7-12 8-9 8-12 8-13 10-11 10-15
    11-12 11-16 11-17 12-13 12-16 13-14 13-18 13-19 14-18 14-19 15-16 16-17 17-18
"""
DEVICES = {"FakeTokyo": (20, ("u1", "u2", "u3", "cx", "id"), tuple(_TOKYO.split()))}


def is_fake(name: str) -> bool:
    """True for the dotted name of a fake backend in one of the modules that they were imported from."""
    known = name.startswith(tuple(f"{module}." for module in OLD_MODULES))
    return known and name.rpartition(".")[2].startswith(("Fake", "Config"))
