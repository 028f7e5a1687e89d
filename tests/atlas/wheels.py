"""Releases and their wheels, from the package registry through pip, kept in ``.environments/wheels``."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from tests.environments import CACHE

WHEELS = CACHE / "wheels"


@dataclass(frozen=True)
class Distribution:
    """A package whose releases the atlas covers.

    Attributes:
        name: as the registry has it.
        first, last: the minor releases that count, both included; an empty ``last`` means the newest.
        beside: it is a part of Qiskit 0.x, whose own releases are numbered otherwise.
    """

    name: str
    first: str
    last: str = ""


DISTRIBUTIONS = (
    Distribution("qiskit-terra", "0.16", "0.46"),
    Distribution("qiskit", "1.0"),
    Distribution("qiskit-aer", "0.7"),
    Distribution("qiskit-ibm-runtime", "0.1"),
    Distribution("qiskit-ibm-provider", "0.1"),
    Distribution("qiskit-ibmq-provider", "0.11"),
    Distribution("qiskit-ignis", "0.4"),
    Distribution("qiskit-aqua", "0.7"),
    Distribution("qiskit-algorithms", "0.1"),
    Distribution("qiskit-machine-learning", "0.1"),
    Distribution("qiskit-optimization", "0.1"),
    Distribution("qiskit-nature", "0.1"),
    Distribution("qiskit-experiments", "0.1"),
)


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def released(name: str) -> list[Version]:
    """Every release of a distribution that the registry has.

    Raises:
        RuntimeError: the registry was not reached.
    """
    done = pip("index", "versions", name, "--ignore-requires-python")
    found = re.search(r"Available versions: (.*)", done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(f"the registry says nothing of {name}: {done.stderr.strip()[-500:]}")
    return sorted(Version(text) for text in found[1].split(", "))


def minors(distribution: Distribution) -> list[Version]:
    """The first release of each minor version that counts."""
    first = Version(distribution.first).release[:2]
    last = Version(distribution.last).release[:2] if distribution.last else (10**6, 0)
    found: dict[tuple[int, ...], Version] = {}
    for version in released(distribution.name):
        if first <= version.release[:2] <= last and not version.is_prerelease:
            found.setdefault(version.release[:2], version)
    return list(found.values())


# A wheel for any Python tells the same names.
_PYTHONS = ("3.11", "3.9", "3.8", "3.7", "3.6")
_PLATFORMS = (
    "manylinux_2_28_x86_64",
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
    "manylinux2010_x86_64",
    "manylinux1_x86_64",
)


def fetched(name: str, version: Version) -> Path:
    """The wheel, or where there is none the source archive, of one release.

    Raises:
        RuntimeError: neither can be had.
    """
    folder = WHEELS / name / str(version)
    if known := [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]:
        return known[0]
    said = ""
    for python in _PYTHONS:
        platforms = [f"--platform={platform}" for platform in _PLATFORMS]
        where = [
            f"--python-version={python}",
            "--implementation=cp",
            f"--abi=cp{python.replace('.', '')}",
            "--abi=abi3",
            "--abi=none",
            f"--abi=cp{python.replace('.', '')}m",
        ]
        done = pip(
            "download", "--no-deps", "--only-binary=:all:", "-d", str(folder), *where, *platforms, f"{name}=={version}"
        )
        if not done.returncode:
            return next(folder.glob("*.whl"))
        said = done.stderr
    done = pip(
        "download", "--no-deps", "--no-binary=:all:", "--no-build-isolation", "-d", str(folder), f"{name}=={version}"
    )
    if known := [*folder.glob("*.tar.gz")]:
        return known[0]
    raise RuntimeError(f"{name} {version} cannot be had: {said.strip()[-500:]}")


if __name__ == "__main__":
    for distribution in DISTRIBUTIONS:
        for version in minors(distribution):
            try:
                print(fetched(distribution.name, version), flush=True)
            except RuntimeError as error:
                print(error, flush=True)
