"""``qls verify``, in real environments."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qls.catalogue.sets import KNOWN_SETS, KnownSet
from qls.pins import pins
from qls.verifying.environments import NotBuilt, python_of, written_for
from qls.verifying.packages import packages
from tests.cli.running import CLEAN, LEGACY, notebook, qls
from tests.environments import EARLIEST, LEGACY_1X, NEW, OLD
from tests.environments import python_of as environment_of

PROGRAM = LEGACY + "print(counts)\n"


@pytest.fixture
def pythons() -> tuple[str, ...]:
    return ("--python-before", str(environment_of(OLD)), "--python-after", str(environment_of(NEW)))


def test_what_fix_makes_agrees(pythons: tuple[str, ...]) -> None:
    Path("src").mkdir()
    Path("src/helper.py").write_text("SHOTS = 10\nimport qiskit\n")
    Path("src/program.py").write_text("from helper import SHOTS\n" + PROGRAM.replace("10", "SHOTS"))
    Path("src/note.ipynb").write_text(notebook("%matplotlib inline\n" + LEGACY, "counts"))
    Path("src/clean.py").write_text(CLEAN)
    done = qls("verify", "src", *pythons)
    assert done.exit_code == 0, done.output
    assert "src/program.py: agrees: 4 of 4 compared, in 8 runs" in done.stdout
    assert "  7: QLS101 agrees" in done.stdout and "  cell 2:7: QLS101 agrees" in done.stdout
    assert done.stdout.endswith("4 agrees\n") and "qls verify runs these programs" in done.stderr
    assert Path("src/program.py").read_text().endswith("print(counts)\n"), "nothing is written"


def test_a_wrong_migration_by_anybody(pythons: tuple[str, ...]) -> None:
    Path("old.py").write_text(PROGRAM)
    Path("new.py").write_text(qls("fix", "-", stdin=PROGRAM.encode()).stdout.replace("shots=10", "shots=20"))
    done = qls("verify", "--before", "old.py", "--after", "new.py", *pythons, "--format", "json")
    assert done.exit_code == 1
    [said] = json.loads(done.stdout)
    assert said["verdict"] == "differs" and "the number of shots was 10 and is 20" in said["reason"]
    assert {"code": "QLS101", "line": 6, "verdict": "differs"} in said["sites"]


def test_what_does_not_run(pythons: tuple[str, ...]) -> None:
    Path("old.py").write_text("raise KeyError('mine')\n")
    Path("new.py").write_text("import qiskit\nwhile True: pass\n")
    before = qls("verify", "--before", "old.py", "--after", "new.py", *pythons)
    assert before.exit_code == 2 and "the program as it was does not run: line 1: KeyError: 'mine'" in before.stdout
    Path("old.py").write_text("import qiskit\n")
    after = qls("verify", "--before", "old.py", "--after", "new.py", *pythons, "--seconds", "1")
    assert after.exit_code == 1 and "stops: the migrated program does not run: still running after 1 s" in after.stdout


def test_a_program_is_kept_from_the_rest(pythons: tuple[str, ...]) -> None:
    """No network, no input, its own folder and home, no more memory than it may have; and no child of it lives on."""
    Path("guarded.py").write_text(
        "import os, socket, subprocess, urllib.request\nimport qiskit\n"
        "def refused(act):\n    try: act()\n    except (OSError, MemoryError): return\n    raise AssertionError(act)\n"
        "refused(lambda: urllib.request.urlopen('http://127.0.0.1:9'))\nrefused(input)\n"
        "refused(lambda: bytearray(6 << 30))\n"
        "assert os.listdir() == [] and os.path.expanduser('~') == os.getcwd()\n"
        "subprocess.Popen(['sleep', '3'])\nopen('left', 'w').write('x')\n"
    )
    done = qls("verify", "guarded.py", *pythons, "--memory", "4")
    assert done.exit_code == 0, done.output
    assert sorted(os.listdir()) == ["guarded.py"]


def test_usage_and_names_that_are_not_there(pythons: tuple[str, ...]) -> None:
    assert qls("verify").exit_code == 2
    assert "either paths, or" in qls("verify", "a.py", "--before", "b.py").stderr
    Path("a.py").write_text(PROGRAM)
    assert "no interpreter at nowhere" in qls("verify", "a.py", "--python-before", "nowhere").stdout
    assert qls("verify", "missing.py").exit_code == 2
    assert "could not run" in qls("verify", "--before", "a.py", "--after", "missing.py", *pythons).stdout


@pytest.mark.parametrize(
    ("text", "requirements", "name"),
    [
        (CLEAN, "", "Qiskit 2.6"),
        (LEGACY, "", "Qiskit 0.45"),
        (LEGACY, "qiskit-terra==0.22.3\n", "Qiskit 0.22 (terra)"),
        (CLEAN, "qiskit~=1.0\n", "Qiskit 1.4"),
        (CLEAN, "qiskit==0.25\n", "Qiskit 2.6"),
        ("from qiskit.primitives import Sampler\nSampler()\n", "", "Qiskit 1.4"),
        ("from qiskit import QuantumCircuit\nQuantumCircuit(1).u1(0.5, 0)\n", "", "Qiskit 0.22 (terra)"),
    ],
)
def test_the_set_that_a_program_was_written_for(text: str, requirements: str, name: str) -> None:
    assert written_for(text, pins(requirements, "requirements")).name == name


def test_the_sets_are_those_that_the_examples_run_on() -> None:
    for known, recipe in zip(KNOWN_SETS, (NEW, LEGACY_1X, OLD, EARLIEST), strict=True):
        lines = [line.partition("#")[0].strip() for line in recipe.file.read_text("utf-8").splitlines()]
        pinned = dict(line.split("==") for line in lines if "==" in line)
        assert known.versions == pinned and known.pythons == (recipe.oldest, recipe.newest)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache whose environments a false uv makes; what it and their pythons are told stands in ``log`` there."""
    tools = tmp_path / "tools"
    tools.mkdir()
    uv = tools / "uv"
    uv.write_text(
        '#!/bin/sh\necho "$@" >> "$UV_LOG"\nfor last; do :; done\n'
        'if [ "$1 $2" = "-m pip" ]; then cat "$8" >> "$UV_LOG"; fi\n'
        'if [ "$1" = venv ] || [ "$2" = venv ]; then mkdir -p "$last/bin" && cp "$0" "$last/bin/python"\n'
        'mkdir -p "$last/lib/python3.11/site-packages/numpy-1.dist-info"; fi\n'
        'if [ -n "$UV_FAILS" ]; then echo "no such package" >&2; exit 1; fi\n'
    )
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("UV_LOG", str(tmp_path / "log"))
    return tmp_path


def test_an_environment_is_built_once(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    cache, log = built / "cache", built / "log"
    first = python_of(KNOWN_SETS[1], ["numpy"], cache, told.append)
    assert first.is_file() and first == python_of(KNOWN_SETS[1], [], cache, told.append)
    assert len(told) == 1 and "building an environment with Qiskit 1.4" in told[0]
    assert "qiskit==1.4.6" in log.read_text() and log.read_text().count("pip install") == 1
    monkeypatch.setenv("UV_FAILS", "1")
    with pytest.raises(NotBuilt, match="`uv` failed: no such package"):
        python_of(KNOWN_SETS[0], [], cache, told.append)


def test_what_a_program_imports_is_a_layer_of_its_own(built: Path) -> None:
    told: list[str] = []
    cache, log = built / "cache", built / "log"
    bottom = python_of(KNOWN_SETS[-1], [], cache, told.append)
    layer = python_of(KNOWN_SETS[-1], ["tqdm", "docplex"], cache, told.append)
    assert layer == python_of(KNOWN_SETS[-1], ["docplex", "tqdm", "docplex"], cache, told.append) != bottom
    assert told[1:] == ["installing docplex, tqdm upon Qiskit 0.22 (terra)"]
    assert log.read_text().count("qiskit<0.40") == 1, "what is installed upon a set moves none of it"
    [packages] = layer.parents[1].glob("lib/*/site-packages")
    assert (packages / "qls.pth").read_text().strip() == str(next(bottom.parents[1].glob("lib/*/site-packages")))


def test_the_packages_of_a_program(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("import tabulate, helper, tools.more\n")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "more.py").write_text("from PIL import Image\n")
    (tmp_path / "tqdm.py").write_text("def (\n")
    text = "import helper, tqdm, numpy, nobody_knows\ntry:\n    import cv2\nexcept ImportError:\n    pass\n"
    assert packages(text, tmp_path) == ("opencv-python-headless", "pillow", "tabulate")
    assert packages("def (", tmp_path) == ()


def test_a_package_that_is_not_known(pythons: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def python(known: KnownSet, also: Sequence[str], cache: Path, tell: Callable[[str], None]) -> Path:
        if "docplex" in also:
            raise NotBuilt("it cannot be had")
        return Path(pythons[3 if known is KNOWN_SETS[0] else 1])

    monkeypatch.setattr("qls.cli.verify.python_of", python)
    Path("a.py").write_text("import docplex\nimport nobody_knows\n" + LEGACY)
    done = qls("verify", "a.py")
    assert "a.py is run without docplex: it cannot be had" in done.stderr
    assert "No module named 'docplex' (`--with PACKAGE` installs more)" in done.stdout
