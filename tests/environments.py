"""The environments that equivalence tests run programs in: built once, then kept in ``.environments``.

Each is an ordinary environment made from a pinned requirement file beside this module. A folder's name holds
the hash of that file and the Python's version, so a changed pin makes a new one and the old one can simply be
deleted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

REPOSITORY = Path(__file__).resolve().parents[1]
CACHE = REPOSITORY / ".environments"
BUILD_SECONDS = 1800

PythonVersion = tuple[int, int]


@dataclass(frozen=True)
class Recipe:
    """A requirement file, and the Pythons for which all its packages have wheels."""

    requirements: str
    oldest: PythonVersion
    newest: PythonVersion

    @property
    def file(self) -> Path:
        return REPOSITORY / "tests" / self.requirements


EARLIEST = Recipe("requirements-0.22.txt", (3, 8), (3, 11))
OLD = Recipe("requirements-old.txt", (3, 8), (3, 12))
LEGACY_1X = Recipe("requirements-1.4.txt", (3, 9), (3, 13))
NEW = Recipe("requirements-new.txt", (3, 10), (3, 14))


class NoPython(RuntimeError):
    """No interpreter on this machine can hold the environment."""


def python_of(recipe: Recipe) -> Path:
    """The interpreter of the environment that ``recipe`` describes, built if it is not there yet.

    Safe to call from several processes at once: one builds, the others wait for it.

    Raises:
        NoPython: no suitable Python was found.
        RuntimeError: the packages could not be installed; the message ends with what pip said.
    """
    base, version = find_python(recipe)
    fingerprint = hashlib.sha256(recipe.file.read_bytes()).hexdigest()[:16]
    folder = CACHE / f"{fingerprint}-py{version[0]}.{version[1]}"
    interpreter, finished = folder / "bin" / "python", folder / "finished"
    CACHE.mkdir(exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not finished.is_file():
            shutil.rmtree(folder, ignore_errors=True)  # what an interrupted build left
            build(base, folder, recipe)
            finished.touch()
    return interpreter


def find_python(recipe: Recipe) -> tuple[Path, PythonVersion]:
    """The first Python that can hold ``recipe``, this one preferred, and its version.

    Raises:
        NoPython: none can.
    """
    for candidate in candidates(recipe):
        version = version_of(candidate)
        if version and recipe.oldest <= version <= recipe.newest:
            return candidate, version
    oldest, newest = (".".join(map(str, version)) for version in (recipe.oldest, recipe.newest))
    raise NoPython(
        f"{recipe.requirements} needs a Python from {oldest} to {newest} with its venv module; none is on "
        f"PATH or under ~/.pyenv/versions. Install one, for example `pyenv install 3.11`."
    )


def candidates(recipe: Recipe) -> Iterator[Path]:
    yield Path(sys.executable)
    minors = range(recipe.newest[1], recipe.oldest[1] - 1, -1)
    preferred = sorted(minors, key=lambda minor: minor != 11)  # 3.11: what the recorded runs were made with
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in preferred:
        if found := shutil.which(f"python3.{minor}"):
            yield Path(found)
        yield from sorted(pyenv.glob(f"3.{minor}.*/bin/python"))
    if found := shutil.which("python3"):
        yield Path(found)


def version_of(python: Path) -> PythonVersion | None:
    """The version of an interpreter that can make environments, None if it does not start or cannot."""
    question = "import ensurepip, venv, sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        answer = subprocess.run(
            [python, "-c", question], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
        )
    except OSError:
        return None
    if answer.returncode:
        return None
    major, minor = map(int, answer.stdout.split())
    return major, minor


def build(base: Path, folder: Path, recipe: Recipe) -> None:
    run([base, "-m", "venv", folder], "make a virtual environment")
    pip = [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    run([*pip, "install", "--quiet", "-r", recipe.file], f"install {recipe.requirements}")


def run(command: list[str | Path], purpose: str) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=BUILD_SECONDS, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise RuntimeError(f"could not {purpose}: {(done.stderr or done.stdout).strip()[-2000:]}")


if __name__ == "__main__":
    for each in (EARLIEST, OLD, LEGACY_1X, NEW):
        print(each.requirements, python_of(each))
