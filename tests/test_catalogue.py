"""The facts of the catalogue, against the Qiskit versions they speak of."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from packaging.version import Version

from qls.catalogue import atlas, fake_backends, options
from qls.catalogue.symbols import SYMBOLS

# What an environment is asked, in one process: which names it has, and what a few objects say of themselves.
QUESTIONS = """
import importlib, inspect, json, sys, warnings
warnings.simplefilter("ignore")

def has(name):
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        try:
            for part in parts[end:]:
                found = getattr(found, part)
        except Exception:
            return False
        return True
    return False

def parameters(name):
    module, _, function = name.rpartition(".")
    try:
        return list(inspect.signature(getattr(importlib.import_module(module), function)).parameters)
    except (ImportError, AttributeError):
        return []

def qubits(module, names):
    sizes = {}
    for name in names:
        made = getattr(importlib.import_module(module), name)()
        sizes[name] = getattr(made, "num_qubits", None) or made.configuration().n_qubits
    return sizes

asked = json.load(sys.stdin)
import qiskit_aer
print(json.dumps({
    "has": {name: has(name) for name in asked["names"]},
    "parameters": {name: parameters(name) for name in asked["signatures"]},
    "qubits": qubits(asked["module"], asked["sizes"]),
    "aer": sorted(qiskit_aer.AerSimulator._default_options().__dict__),
}))
"""

# What the tables of the catalogue leave out: what run took of execute's keywords; what has no backend of a fixed size
# in its place (base classes, helpers, and the provider that looks up by name); the renamed device that has grown.
EXECUTE_RUN = frozenset(
    "shots memory seed_simulator parameter_binds meas_level meas_return rep_time rep_delay init_qubits".split()
)
NO_BACKENDS = frozenset(
    "ConfigurableFakeBackend FakeBackend FakeJob FakeProvider FakeProviderFactory FakePulseBackend FakeQasmBackend "
    "FakeQobj".split()
)
RESIZED = {"FakeMelbourne"}  # from 14 qubits to 15

SIGNATURES = ("qiskit.execute", "qiskit.transpile")
FAKE_NAMES = {
    *fake_backends.UNCHANGED,
    *fake_backends.RENAMED,
    *NO_BACKENDS,
    *fake_backends.GENERIC,
}
# Stayed in 1.x, or came with it: not among the names of 0.45.
ONLY_1X = {name for name in fake_backends.GENERIC if name.endswith("V1")}


def ask(python: Path, names: set[str], module: str, sizes: list[str]) -> dict[str, dict]:
    question = {"names": sorted(names), "signatures": SIGNATURES, "module": module, "sizes": sizes}
    done = subprocess.run(
        [python, "-c", QUESTIONS],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def old(old_python: Path) -> dict[str, dict]:
    module = fake_backends.OLD_MODULES[0]
    names = {*SYMBOLS, *(f"{module}.{name}" for name in FAKE_NAMES)}
    sizes = sorted({*fake_backends.GENERIC, *fake_backends.RENAMED} - ONLY_1X)
    return ask(old_python, names, module, sizes)


@pytest.fixture(scope="session")
def new(new_python: Path) -> dict[str, dict]:
    module = fake_backends.NEW_MODULE
    names = {*SYMBOLS, *replacements(), *(f"{module}.{name}" for name in new_fake_names())}
    names |= {f"{old}.{name}" for old in fake_backends.OLD_MODULES for name in FAKE_NAMES}
    return ask(new_python, names, module, sorted(fake_backends.RENAMED.values()))


def replacements() -> set[str]:
    """The replacements that are a name, which is to be found; the others are words."""
    return {s.replacement for s in SYMBOLS.values() if s.replacement and s.replacement.replace(".", "_").isidentifier()}


def new_fake_names() -> set[str]:
    return {*fake_backends.UNCHANGED, *fake_backends.RENAMED.values(), "FakeProviderForBackendV2"}


def test_versions_are_versions_and_in_order() -> None:
    for symbol in SYMBOLS.values():
        window = [Version(version) for version in (symbol.deprecated, symbol.removed) if version]
        assert window == sorted(window), symbol


def test_a_link_leads_to_a_documentation_page() -> None:
    pages = (
        "https://quantum.cloud.ibm.com/docs/guides/",
        "https://github.com/Qiskit/documentation/blob/main/docs/",
        "https://qiskit-community.github.io/",
    )
    assert all(symbol.link.startswith(pages) for symbol in SYMBOLS.values())


def test_every_fake_backend_has_one_fate() -> None:
    fates = [
        fake_backends.UNCHANGED,
        set(fake_backends.RENAMED),
        set(fake_backends.GENERIC),
        NO_BACKENDS,
    ]
    assert sum(map(len, fates)) == len(set().union(*fates))


def test_every_keyword_of_execute_goes_one_way() -> None:
    ways = [options.EXECUTE_TRANSPILE, EXECUTE_RUN, options.EXECUTE_DROPPED]
    assert sum(map(len, ways)) == len(frozenset().union(*ways))


def test_every_legacy_name_is_in_the_old_qiskit(old: dict[str, dict]) -> None:
    elsewhere = (
        "qiskit.providers.ibmq",
        "qiskit.aqua",
        "qiskit_ibm",
        "qiskit.tools.jupyter",
    )  # what needs packages that the environment is without
    missing = {
        name
        for name, symbol in SYMBOLS.items()
        if not old["has"][name]
        and not name.startswith(elsewhere)
        and symbol.package == "qiskit"
        and (not symbol.removed or Version(symbol.removed) > Version("0.45.3"))
    }
    added_by_1x = {f"qiskit.providers.fake_provider.{name}" for name in ONLY_1X}
    gone_from_aer = {"qiskit.providers.aer.extensions", "qiskit.providers.aer.PulseSimulator"}
    assert missing == added_by_1x | gone_from_aer


def test_a_name_removed_before_0_45_is_missing_there(old: dict[str, dict]) -> None:
    gone = [
        n for n, s in SYMBOLS.items() if s.package == "qiskit" and s.removed and Version(s.removed) <= Version("0.45")
    ]
    assert gone
    assert [name for name in gone if old["has"][name]] == []


def test_no_removed_name_is_in_the_current_qiskit(new: dict[str, dict]) -> None:
    still_there = {name for name, symbol in SYMBOLS.items() if symbol.removed and new["has"][name]}
    assert still_there == {"qiskit_ibm_runtime.IBMBackend.run"}  # kept only to raise


def test_a_name_that_is_not_removed_is_in_the_current_qiskit(new: dict[str, dict]) -> None:
    kept = {
        n for n, s in SYMBOLS.items() if not s.removed and s.package in ("qiskit", "qiskit-aer", "qiskit-ibm-runtime")
    }
    assert kept
    assert {name for name in kept if not new["has"][name]} == set()


def test_every_replacement_is_in_the_current_qiskit(new: dict[str, dict]) -> None:
    another_package = {"qiskit_algorithms"}
    added_by_aer = {"qiskit.circuit.QuantumCircuit.save_statevector"}
    assert [name for name in replacements() if atlas.gone(name)] == []
    of_qiskit = {name for name in replacements() if not name.startswith(("qiskit_machine_learning.", "qiskit_nature."))}
    assert {name for name in of_qiskit if not new["has"][name]} <= another_package | added_by_aer


def test_every_fake_backend_was_in_the_old_qiskit(old: dict[str, dict]) -> None:
    module = fake_backends.OLD_MODULES[0]
    assert {name for name in FAKE_NAMES if not old["has"][f"{module}.{name}"]} == ONLY_1X


def test_every_new_fake_backend_is_in_the_current_runtime(new: dict[str, dict]) -> None:
    assert {n for n in new_fake_names() if not new["has"][f"{fake_backends.NEW_MODULE}.{n}"]} == set()


def test_no_old_fake_backend_is_in_the_current_qiskit(new: dict[str, dict]) -> None:
    old_names = [f"{module}.{name}" for module in fake_backends.OLD_MODULES for name in FAKE_NAMES]
    assert [name for name in old_names if new["has"][name]] == []


def test_a_generic_backend_is_as_large_as_the_device(old: dict[str, dict]) -> None:
    expected = {name: size for name, size in fake_backends.GENERIC.items() if name not in ONLY_1X}
    assert {name: old["qubits"][name] for name in expected} == expected


def test_only_the_resized_devices_changed_their_size(old: dict[str, dict], new: dict[str, dict]) -> None:
    pairs = fake_backends.RENAMED.items()
    assert {before for before, after in pairs if old["qubits"][before] != new["qubits"][after]} == RESIZED


def test_the_keywords_of_execute_are_those_of_its_signature(old: dict[str, dict]) -> None:
    positional = {"experiments", "backend", "run_config"}
    ways = options.EXECUTE_TRANSPILE | EXECUTE_RUN | options.EXECUTE_DROPPED
    assert set(old["parameters"]["qiskit.execute"]) - positional == ways


def test_transpile_takes_what_is_said_to_go_there(new: dict[str, dict]) -> None:
    taken = options.EXECUTE_TRANSPILE - set(options.TRANSPILE_REMOVED)
    assert taken <= set(new["parameters"]["qiskit.transpile"])
    gone = {"backend_properties", "instruction_durations", "timing_constraints", "inst_map", "pass_manager"}
    assert not gone & set(new["parameters"]["qiskit.transpile"])


def test_the_options_of_aer_are_those_of_its_simulator(new: dict[str, dict]) -> None:
    assert set(new["aer"]) == options.AER_BACKEND_OPTIONS
