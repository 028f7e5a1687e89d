"""What is remembered from run to run changes how long it takes, and nothing else."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qls import engine
from qls.cli.cache import cache_folder
from tests.cli.running import CLEAN, EXPLAINED, LEGACY, LEGAL, installed, notebook, qls

DEVICES = "from qiskit_aer import AerSimulator\nbackend = AerSimulator()\n"


def fresh(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Another Python, that remembers nothing of this one."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment)


@pytest.fixture
def tree() -> None:
    Path("src").mkdir()
    texts = {"a.py": LEGACY, "b.py": LEGAL, "c.py": EXPLAINED, "d.py": CLEAN, "e.py": "from qiskit import (\n"}
    texts |= {"f.ipynb": notebook("!pip install qiskit==0.25\nx = = 1", LEGACY), "g.py": "import json\n"}
    texts |= {f"n{number}.py": LEGACY + f"# {number}\n" for number in range(30)}
    for name, text in texts.items():
        Path("src", name).write_text(text)
    Path("src/requirements.txt").write_text("qiskit==0.45\n")


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are analysed from now on."""
    texts: list[str] = []
    analyse = engine.analyse

    def noted(text: str, *rest: object) -> engine.Report:
        texts.append(text)
        return analyse(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "analyse", noted)
    return texts


@pytest.mark.usefixtures("tree")
def test_the_answer_is_the_same_with_every_number_of_processes_and_whatever_is_remembered() -> None:
    said = [
        (result.stdout, result.stderr, result.exit_code)
        for options in (["--no-cache"], ["--no-cache", "--jobs", "1"], ["--jobs", "1"], [], ["--jobs", "3"])
        for result in [qls("check", "--output-format", "json", *options, "src")]
    ]
    assert said[0][2] == 2
    assert said == [said[0]] * len(said)


def test_a_file_that_says_the_same_is_not_analysed_again(analysed: list[str]) -> None:
    Path("a.py").write_text(LEGACY)
    first = qls("check", ".").stdout
    assert analysed == [LEGACY]
    Path("a.py").rename("b.py")
    assert qls("check", ".").stdout == first.replace("a.py", "b.py")
    assert analysed == [LEGACY]
    Path("b.py").write_text(LEGACY + "\n")
    assert qls("check", ".").exit_code == 1
    assert analysed == [LEGACY, LEGACY + "\n"]


def test_what_is_clean_is_not_analysed_to_be_fixed(analysed: list[str]) -> None:
    Path("a.py").write_text(CLEAN)
    qls("check", ".")
    del analysed[:]
    assert qls("fix", ".").exit_code == 0
    assert analysed == []
    Path("a.py").write_text(LEGACY)
    qls("check", ".")
    qls("fix", ".")
    assert "SamplerV2" in Path("a.py").read_text()


def test_settings_and_versions_are_part_of_the_question() -> None:
    installed("qiskit-0.45.3")
    Path("a.py").write_text(LEGACY)
    for _ in range(2):
        assert qls("check", "a.py").exit_code == 1
        assert qls("check", "--ignore", "QLS1", "a.py").exit_code == 0
        assert qls("check", "--fail-on", "never", "a.py").exit_code == 0
        assert "QLS101 information" in qls("check", "--python", "old", "a.py").stdout


def test_what_other_files_decide_is_remembered_until_one_of_them_changes() -> None:
    Path("main.py").write_text(
        "from qiskit import QuantumCircuit\nfrom devices import backend\n\n"
        "qc = QuantumCircuit(1)\nqc.measure_all()\njob = backend.run(qc)\n"
    )
    for devices, found in (("import subprocess as backend\n", False), (DEVICES, True)):
        Path("devices.py").write_text(devices)
        assert ("QLS102" in fresh("-m", "qls", "check", "main.py").stdout) == found


@pytest.mark.parametrize("harm", ["garbage", "folder", "table", "entry"])
def test_what_is_not_what_it_was_is_passed_over(harm: str) -> None:
    Path("a.py").write_text(LEGACY)
    first = qls("check", "a.py").stdout
    file = cache_folder() / "outcomes.sqlite"
    if harm == "garbage":
        file.write_bytes(b"not a database" * 100)
    elif harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        with sqlite3.connect(file) as connection:
            connection.execute("DROP TABLE outcomes" if harm == "table" else "UPDATE outcomes SET said = '[[{}], 1]'")
        connection.close()
    assert qls("check", "a.py").stdout == first


def test_a_check_that_is_known_loads_nothing_of_the_analysis() -> None:
    Path("a.py").write_text(LEGACY)
    qls("check", "a.py")
    program = "import sys; from qls.cli.main import main; main(['check', 'a.py'], standalone_mode=False)"
    ending = "print(*sorted(name for name in sys.modules if name in ('qls.engine', 'jedi', 'libcst')))"
    script = f"try:\n    {program}\nexcept SystemExit:\n    {ending}\n".replace("import sys; ", "import sys\n    ", 1)
    done = fresh("-c", script)
    assert done.stdout.splitlines()[-1] == "", done.stderr
