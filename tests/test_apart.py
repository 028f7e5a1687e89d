"""jedi in a process of its own: the same answers, and whatever becomes of that process, nobody else notices."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qls.semantics.apart import Apart, ApartDocs, ApartInference
from qls.semantics.inference import EnvironmentDocs, StubInference

PROGRAM = "from qiskit import Aer\nbackend = Aer.get_backend('qasm_simulator')\njob = backend.run(None)\n"
PLACES = [(0, 22), (1, 10), (1, 20), (2, 15), (2, 23)]
FUNCTIONS = 15_000
# Functions that call one another: what one of them gives takes jedi half a minute and gigabytes.
RUNAWAY = "".join(
    f"def f{n}(x):\n    return f{(n * 7 + 1) % FUNCTIONS}(f{(n * 3 + 2) % FUNCTIONS}(x))\n" for n in range(FUNCTIONS)
)
ASKS = "from helper import f0\nbackend = f0(1)\n"


@pytest.fixture
def apart():
    made = Apart()
    yield made
    made.close()


def test_the_answers_are_those_of_jedi_here(apart: Apart, tmp_path: Path) -> None:
    (tmp_path / "devices.py").write_text("from qiskit_aer import AerSimulator\nmine = AerSimulator()\n")
    here, there = StubInference([tmp_path]), ApartInference(apart, [tmp_path])
    programs = [(PROGRAM, line, column) for line, column in PLACES]
    programs += [("from devices import mine\nmine\n", 1, 2), ("x = '𝛼\udcff'\n", 0, 1), ("def (\n", 0, 2)]
    for text, line, column in programs:
        path = tmp_path / "program.py"
        assert there.qualified_names(text, line, column, path) == here.qualified_names(text, line, column, path)
    assert there.qualified_names(PROGRAM, 1, 2, None) == ("qiskit_aer.QasmSimulator",)


def test_what_a_package_says_of_itself_is_the_same(apart: Apart, tmp_path: Path) -> None:
    (tmp_path / "gates.py").write_text(
        'class Machine:\n    """Runs.\n\n    More."""\n    def __init__(self, size=1): ...\n'
    )
    said = ApartDocs(apart, tmp_path)
    for name in ("gates.Machine", "gates.Nothing", "nowhere.Machine"):
        assert said.describe(name) == EnvironmentDocs(tmp_path).describe(name)


def test_another_age_reads_the_files_again(apart: Apart, tmp_path: Path) -> None:
    for age, family in enumerate(("AerSimulator", "QasmSimulator")):
        (tmp_path / "devices.py").write_text(f"from qiskit_aer import {family}\nmine = {family}()\n" + "#" * age)
        names = ApartInference(apart, [tmp_path], age).qualified_names("from devices import mine\nmine\n", 1, 2)
        assert names == (f"qiskit_aer.{family}",)


def test_a_question_that_takes_too_long_has_no_answer_and_is_not_asked_again(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(RUNAWAY)
    apart = Apart(seconds=0.2)
    inference = ApartInference(apart, [tmp_path])
    assert inference.qualified_names(ASKS, 1, 3, tmp_path / "a.py") == ()
    apart.close()
    patient = Apart()
    inference._apart = patient
    assert inference.qualified_names(PROGRAM, 1, 3, tmp_path / "a.py") == ()  # of that program nothing more is asked
    assert patient._process is None
    assert inference.qualified_names(PROGRAM, 1, 3, tmp_path / "b.py") == ("qiskit_aer.QasmSimulator",)
    patient.close()


def test_a_question_that_takes_too_much_memory_has_no_answer_and_the_next_one_has(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(RUNAWAY)
    apart = Apart(seconds=300, memory=256 << 20)
    inference = ApartInference(apart, [tmp_path])
    assert inference.qualified_names(ASKS, 1, 3, tmp_path / "a.py") == ()
    assert inference.qualified_names(PROGRAM, 1, 3, tmp_path / "b.py") == ("qiskit_aer.QasmSimulator",)
    apart.close()


def test_a_process_that_dies_is_replaced(apart: Apart) -> None:
    inference = ApartInference(apart)
    for _ in range(3):
        assert inference.qualified_names(PROGRAM, 1, 3) == ("qiskit_aer.QasmSimulator",)
        assert apart._process is not None
        apart._process.kill()
        apart._process.wait()


def test_who_waits_for_an_answer_is_told_at_once_when_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(RUNAWAY)
    apart = Apart(seconds=3600, memory=1 << 40)
    inference, told = ApartInference(apart, [tmp_path]), list[tuple[str, ...]]()
    assert inference.qualified_names(PROGRAM, 1, 3) == ("qiskit_aer.QasmSimulator",)
    waiting = threading.Thread(target=lambda: told.append(inference.qualified_names(ASKS, 1, 3, tmp_path / "a.py")))
    waiting.start()
    apart.close()
    waiting.join()
    assert told == [()]
    assert inference.qualified_names(PROGRAM, 1, 3) == ()
    assert apart._process is None or apart._process.wait() != 0


def test_the_process_ends_with_the_one_that_asks(tmp_path: Path) -> None:
    """Its standard output is one of its ends: it is closed when nobody holds it any more."""
    (tmp_path / "helper.py").write_text(RUNAWAY)
    asks = f"""
import os, subprocess, threading
from pathlib import Path
from qls.semantics import apart
popen = subprocess.Popen
apart.subprocess.Popen = lambda *a, **k: popen(*a, **{{**k, "stderr": 2}})
inference = apart.ApartInference(apart.Apart(3600, 1 << 40), [Path({str(tmp_path)!r})])
inference.qualified_names({PROGRAM!r}, 1, 3)
thread = threading.Thread(target=inference.qualified_names, args=({ASKS!r}, 1, 3, Path("a.py")), daemon=True)
thread.start()
os.kill(os.getpid(), 9)
"""
    ended = subprocess.run([sys.executable, "-c", asks], stderr=subprocess.PIPE, check=False)  # until stderr is closed
    assert ended.returncode == -9


def test_nothing_of_the_folder_it_is_started_in_is_imported(tmp_path: Path) -> None:
    for name in ("jedi", "parso", "json", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'trapped')!r}, 'w').close()\n")
    asks = f"""
import sys
sys.path[:0] = ["", {str(tmp_path)!r}]
from qls.semantics.apart import Apart, ApartInference
assert ApartInference(Apart()).qualified_names({PROGRAM!r}, 1, 3) == ("qiskit_aer.QasmSimulator",)
"""
    script = "import sys; sys.path.pop(0)\nfrom qls.semantics import apart\n" + asks
    ended = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert not (tmp_path / "trapped").exists()
