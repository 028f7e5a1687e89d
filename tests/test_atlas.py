"""The atlas: its form, and what it says of names that everybody knows."""

from __future__ import annotations

import json
import re

import pytest

from qls.catalogue import atlas

DATA = json.loads(atlas.DATA.read_text("utf-8"))
PARTS = {"newest", "oldest", "modules", "names", "moved", "alike", "stars", "members", "parameters", "today"}
KEY = re.compile(r"qiskit(-[a-z-]+)? (-|\d+\.\d+) \d+\.\d+")
NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
LARGEST = 400_000  # bytes, in the wheel


def test_the_atlas_has_its_parts_and_is_small():
    assert set(DATA) == PARTS
    assert atlas.DATA.stat().st_size < LARGEST


@pytest.mark.parametrize("part", ["names", "members", "parameters"])
def test_what_is_gone_has_a_package_and_versions(part: str):
    for owner, table in {**DATA[part], "modules": DATA["modules"]}.items():
        assert NAME.fullmatch(owner)
        for key, names in table.items():
            assert KEY.fullmatch(key), key
            assert all(NAME.fullmatch(name) for name in names.split()), names


@pytest.mark.parametrize("part", ["moved", "alike"])
def test_where_something_is_now_is_not_gone(part: str):
    for module, table in DATA[part].items():
        for target, names in table.items():
            assert target != module
            assert not [name for name in names.split() if atlas.gone(f"{target}.{name}")], target


@pytest.mark.parametrize(
    ("name", "deprecated", "removed"),
    [
        ("qiskit.execute", "0.46", "1.0"),
        ("qiskit.extensions.UnitaryGate", "0.46", "1.0"),
        ("qiskit.primitives.BaseSampler", "1.2", "2.0"),
        ("qiskit.transpiler.passes.Unroller", "0.45", "1.0"),
        ("qiskit.providers.aer.noise.NoiseModel", "0.46", "1.0"),
        ("qiskit.circuit.quantumregister.QuantumRegister", "", "2.0"),
        ("qiskit_nature.drivers.PySCFDriver", "", "0.4"),
        ("qiskit_machine_learning.kernels.QuantumKernel", "", "0.7"),
    ],
)
def test_a_name_that_is_gone_is_known_with_its_versions(name: str, deprecated: str, removed: str):
    found = atlas.gone(name)
    assert found is not None
    assert (found.deprecated, found.removed) == (deprecated, removed)


@pytest.mark.parametrize(
    "name", ["qiskit", "qiskit.QuantumCircuit", "qiskit_aer.AerSimulator", "numpy.Inf", "qiskit_nature", "mine.execute"]
)
def test_what_is_there_and_what_is_not_qiskits_is_not_gone(name: str):
    assert atlas.gone(name) is None


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("qiskit.extensions.UnitaryGate", "qiskit.circuit.library.UnitaryGate"),
        ("qiskit.tools.parallel_map", "qiskit.utils.parallel_map"),
        ("qiskit.quantum_info.OneQubitEulerDecomposer", "qiskit.synthesis.OneQubitEulerDecomposer"),
        ("qiskit.qasm.pi", "numpy.pi"),
        ("qiskit.tools.visualization.pulse_drawer", ""),
        ("qiskit.opflow.X", ""),
    ],
)
def test_the_same_object_is_known_where_it_is_now(name: str, today: str):
    assert atlas.moved(name) == today


@pytest.mark.parametrize(
    ("name", "module", "last"),
    [
        ("qiskit.QuantumProgram", "qiskit", "QuantumProgram"),
        ("qiskit.backends.local.Simulator", "qiskit", "backends"),
        ("qiskit.primitives.SamplerV2", "qiskit.primitives", "SamplerV2"),
    ],
)
def test_a_name_that_no_release_had_is_known_by_the_package_that_has_it_not(name: str, module: str, last: str):
    found = atlas.never(name)
    assert found is not None
    assert (found.module, found.name) == (module, last)


@pytest.mark.parametrize(
    "name",
    [
        "qiskit.QuantumCircuit",
        "qiskit.circuit.library.XGate.anything",
        "qiskit.circuit.quantumcircuit.Anything",  # of a module, no package: what stands in it is not told
        "qiskit.providers.anything",
        "qiskit._private",
        "qiskit.Aer",
        "qiskit.opflow.Anything",
        "qiskit_nature.second_q.mappers.Anything",
    ],
)
def test_what_is_there_gone_private_or_others_to_add_may_have_been(name: str):
    assert atlas.never(name) is None


def test_lost_members_and_parameters_are_known():
    assert "calibrations" in atlas.lost("members", "qiskit.QuantumCircuit")
    assert "inst_map" in atlas.lost("parameters", "qiskit.transpile")
    assert "max_iteration" in atlas.lost("parameters", "qiskit.transpiler.PassManager.append")
