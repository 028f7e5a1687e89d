"""However a run over many files ends, no process, temporary file or half-written file is left of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from multiprocessing import parent_process
from pathlib import Path
from types import SimpleNamespace

import pytest

from qls import disk
from qls.cli import workers
from qls.cli.found import FileOutcome, Task
from qls.cli.workers import Stop, run
from qls.environment import newest
from qls.settings import Options
from tests.cli.running import LEGACY

FILES = 48


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def tasks(number: int = FILES) -> list[Task]:
    return [Task(f"{each}.py", newest(), Options().settings) for each in range(number)]


def looked_at(task: Task) -> FileOutcome:
    return FileOutcome(task.path)


def dies_of_the_tenth(task: Task) -> FileOutcome:
    if task.path == "10.py" and parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return FileOutcome(task.path)


def test_outcomes_come_in_the_order_of_the_files() -> None:
    assert [outcome.path for outcome in run(looked_at, tasks(), Stop())] == [f"{n}.py" for n in range(FILES)]


def test_a_worker_that_dies_takes_no_other_file_with_it() -> None:
    outcomes = list(run(dies_of_the_tenth, tasks(), Stop()))
    assert [outcome.path for outcome in outcomes] == [f"{n}.py" for n in range(FILES)]
    assert [outcome.path for outcome in outcomes if outcome.failed] == ["10.py"]


@pytest.mark.parametrize("number", [FILES, 10])
def test_what_is_begun_comes_to_its_end_and_nothing_else_is_begun(number: int) -> None:
    before = signal.getsignal(signal.SIGINT)  # a shell may have it ignored
    with Stop() as stop:
        outcomes = []
        for outcome in run(looked_at, tasks(number), stop):
            outcomes.append(outcome)
            if len(outcomes) == 1:
                os.kill(os.getpid(), signal.SIGINT)
    assert stop.signal == signal.SIGINT
    assert len(outcomes) + stop.left == number
    assert signal.getsignal(signal.SIGINT) == before


# A run whose files each wait until a line is read: the test says how far it comes. What is left of it is told by the
# pipe of standard error, which ends when the last process that holds it does.
SLOW = """
import os, sys
from qls.cli import work
write = work.write
def slow(path, content, before):
    os.write(1, b"writing\\n")
    os.read(0, 1)
    write(path, content, before)
work.write = slow
os.cpu_count = lambda: 2
from qls.cli.main import main
main(["fix", "."])
"""


def started() -> subprocess.Popen[bytes]:
    for number in range(FILES):
        Path(f"{number:02}.py").write_text(LEGACY)
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", SLOW], stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)


def fixed() -> list[str]:
    """The files that are migrated; every other one is as it was, and nothing else is there."""
    after = {name: Path(name).read_text() for name in os.listdir()}
    assert sorted(after) == [f"{number:02}.py" for number in range(FILES)]
    done = [name for name, text in sorted(after.items()) if text != LEGACY]
    assert len({after[name] for name in done}) <= 1
    return done


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_one_line_and_what_was_done(sent: signal.Signals) -> None:
    process = started()
    assert process.stdin and process.stdout and process.stderr
    assert process.stdout.readline() == b"writing\n"
    process.stdin.write(b"." * 8)
    process.stdin.flush()
    for _ in range(8):
        assert process.stdout.readline() == b"writing\n"
    process.send_signal(sent)
    process.stdin.write(b"." * FILES)
    process.stdin.close()
    listed = re.findall("^changed (.*): 1 QLS101$", process.stdout.read().decode(), re.MULTILINE)
    said = process.stderr.read().decode()  # until the last process has ended
    assert process.wait() == 128 + sent
    assert "Traceback" not in said
    done = fixed()
    assert 8 <= len(done) < FILES
    assert listed == done
    assert sum(line.startswith("Stopped: ") for line in said.splitlines()) == 1


def test_the_parent_killed_alone_leaves_no_worker_and_no_temporary_file() -> None:
    process = started()
    assert process.stdin and process.stdout and process.stderr
    assert process.stdout.readline() == b"writing\n"
    process.stdin.write(b"." * 5)
    process.stdin.flush()
    for _ in range(5):
        assert process.stdout.readline() == b"writing\n"
    process.kill()  # its workers wait inside a file, and would for ever
    process.stderr.read()  # until the last of them has ended
    process.wait()
    assert len(fixed()) < FILES


def test_a_worker_that_must_end_finishes_the_file_that_it_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    here, there = os.pipe()
    os.close(there)  # the parent has ended
    monkeypatch.setattr(workers, "parent_process", lambda: SimpleNamespace(sentinel=here))
    monkeypatch.setattr(workers.os, "_exit", lambda status: happened.append("ended"))
    with disk.writing:
        ending = threading.Thread(target=workers._end_with_the_parent)
        ending.start()
        happened.append("written")
    ending.join()
    os.close(here)
    assert happened == ["written", "ended"]
