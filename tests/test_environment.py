"""The environments that programs run in, and the comparison of answers, do what other tests rely on."""

from __future__ import annotations

import re

import pytest

from qls.environment import NEWEST, find
from tests import environments
from tests.equivalence.compare import differences
from tests.equivalence.runner import Run, Runner

BELL = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(2)\nqc.h(0)\nqc.cx(0, 1)\nqc.measure_all()\n"
LEGACY = f"{BELL}from qiskit import Aer, execute\n" + (
    "counts = execute(qc, Aer.get_backend('qasm_simulator'), shots=2000).result().get_counts()\n"
    "zeros = counts['00'] / 2000\n"
)
CURRENT = f"{BELL}from qiskit_aer import AerSimulator\nfrom qiskit_aer.primitives import SamplerV2\n" + (
    "counts = SamplerV2().run([qc], shots=2000).result()[0].data.meas.get_counts()\n"
    "zeros = counts['00'] / 2000\n"
)


def answers(old: str, new: str, old_qiskit: Runner, new_qiskit: Runner) -> list[str]:
    return differences(old_qiskit.run(old), new_qiskit.run(new))


def runs(**variables: list) -> list[Run]:
    each = zip(*variables.values(), strict=True)
    return [Run("ok", "", "", dict(zip(variables, values, strict=True))) for values in each]


def test_the_environments_hold_the_versions_they_are_named_after(
    earliest_python, old_python, legacy_1x_python, new_python
):
    pythons = (earliest_python, old_python, legacy_1x_python, new_python)
    versions = [str(find(str(python)).version("qiskit")) for python in pythons]
    assert [version.rpartition(".")[0] for version in versions] == ["0.22", "0.45", "1.4", "2.6"]


def test_migrated_programs_run_on_the_versions_that_count_where_nothing_is_installed(new_python):
    versions = {name: str(version) for name, version in find(str(new_python)).versions.items()}
    assert {name: versions[name] for name in NEWEST} == NEWEST


def test_an_environment_is_built_once(new_python):
    finished = new_python.parents[1] / "finished"
    before = finished.stat().st_mtime_ns
    assert environments.python_of(environments.NEW) == new_python
    assert finished.stat().st_mtime_ns == before


def test_a_recipe_that_no_python_suits_is_said_in_one_line():
    impossible = environments.Recipe("requirements-old.txt", (3, 1), (3, 2))
    with pytest.raises(environments.NoPython, match=r"^requirements-old.txt needs a Python from 3.1 to 3.2 "):
        environments.python_of(impossible)


def test_a_run_has_no_network_and_leaves_nothing_behind(new_qiskit):
    program = "import os, socket\nfolder = os.getcwd()\nsocket.create_connection(('127.0.0.1', 9))"
    (run,) = new_qiskit.run(program, runs=1)
    assert run.status == "error" and run.error == "line 3: OSError: programs under test have no network"
    (after,) = new_qiskit.run(f"import os\nthere = os.path.exists({run.variables['folder']!r})", runs=1)
    assert after.variables["there"] is False


def test_a_run_that_does_not_end_is_ended_and_the_next_one_works(new_qiskit):
    (endless,) = new_qiskit.run("while True: pass", runs=1, seconds=0.2)
    (next_one,) = new_qiskit.run("print('here')", runs=1)
    assert (endless.status, next_one.text) == ("timeout", "here\n")


def test_a_run_that_dies_is_an_error_and_the_next_one_works(new_qiskit):
    (dead,) = new_qiskit.run("import os; os._exit(3)", runs=1)
    (next_one,) = new_qiskit.run("x = 1", runs=1)
    assert (dead.status, next_one.variables) == ("error", {"x": 1})


def test_the_same_program_gives_the_same_answer_under_both(old_qiskit, new_qiskit):
    assert answers(LEGACY, CURRENT, old_qiskit, new_qiskit) == []


def test_repeating_a_comparison_gives_the_same_runs(new_qiskit):
    assert new_qiskit.run(CURRENT, runs=3) == new_qiskit.run(CURRENT, runs=3)


def test_runs_of_one_program_differ_from_each_other_even_if_it_names_a_seed(old_qiskit):
    seeded = LEGACY.replace("shots=2000", "shots=2000, seed_simulator=42")
    assert len({run.variables["zeros"] for run in old_qiskit.run(seeded, runs=4)}) > 1


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("shots=2000)", "shots=1024)", r"the number of shots in counts was always 2000 and is always 1024"),
        ("qc.h(0)", "qc.ry(1.4, 0)", r"counts differs: total variation"),
        (".meas.get_counts()\nzeros = ", ".meas\nzeros = counts.num_shots or ", r"counts was .* BitArray"),
        (".meas.get_counts()", ".meas.get_int_counts()\ncounts['00'] = counts[0]", r"counts"),
        ("counts['00'] / 2000", "counts['11'] / 1000", r"zeros was .* and is .* apart at most"),
        ("counts['00'] / 2000", "0.5", r"zeros was .* and is always 0.5"),
        ("zeros =", "ones =", r"zeros is gone"),
        ("qc.h(0)", "qc.g(0)", r"the new program: error: line 3: AttributeError"),
    ],
)
def test_a_wrong_migration_is_noticed(before, after, difference, old_qiskit, new_qiskit):
    assert before in CURRENT
    found = answers(LEGACY, CURRENT.replace(before, after), old_qiskit, new_qiskit)
    assert any(re.match(difference, each) for each in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([{"complex": [0.5, 0.0]}] * 2, [0.5] * 2),
        ([[0.1, 0.2]] * 2, [[0.1, 0.2 + 1e-9]] * 2),
        ([{"other": "AerJob"}] * 2, [{"other": "PrimitiveJob"}] * 2),
        ([[{"other": "Result"}]] * 2, [{"other": "PrimitiveResult"}] * 2),
        ([{"dict": [["a", 1], ["b", "x"]]}] * 2, [{"dict": [["b", "x"], ["a", 1]]}] * 2),
        ([["00", "11", "11"], ["00", "00", "11"]], [["11", "00", "11"], ["11", "00", "00"]]),
        ([float("nan")] * 2, [float("nan")] * 2),
    ],
)
def test_values_that_mean_the_same_agree(old, new):
    assert differences(runs(value=old), runs(value=new)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([0.5] * 2, [0.5001] * 2),
        ([0.5] * 2, [0.49, 0.51]),
        (["0 1", "1 0"], ["01", "10"]),
        ([["0 1", "1 0"]] * 2, [["01", "10"]] * 2),
        ([[1, 2]] * 2, [[1, 2, 3]] * 2),
        ([{"dict": [["a", 1]]}] * 2, [{"dict": [["b", 1]]}] * 2),
        ([{"dict": [["0x0", 64]]}] * 2, [{"dict": [["0", 64]]}] * 2),
        (["x"] * 2, ["y"] * 2),
        ([None] * 2, [0] * 2),
    ],
)
def test_values_that_mean_something_else_do_not_agree(old, new):
    assert differences(runs(value=old), runs(value=new)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[0.5, 0.25]\n", "[np.float64(0.5), np.float64(0.2500000001)]\n"),
        ("\rJob Status: job has successfully run\n{'0': 1024}\n", "{'0': 1024}\n"),
        ("<Gate at 0x7f01>", "<Gate at 0x7f02>"),
    ],
)
def test_printed_text_may_differ_in_what_nobody_reads(old, new):
    assert differences([Run("ok", "", old, {})] * 2, [Run("ok", "", new, {})] * 2) == []


def test_printed_text_must_be_the_same_otherwise():
    old, new = Run("ok", "", "{'0': 1024}", {}), Run("ok", "", "{'0': 1000}", {})
    assert differences([old, old], [new, new]) == ["it printed \"{'0': 1024}\" and prints \"{'0': 1000}\""]
