"""Environments to run programs in: which a program was written for, and that one built, once, in a cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from packaging.version import Version

from qls import engine
from qls.catalogue.sets import KNOWN_SETS, KnownSet
from qls.environment import Environment
from qls.pins import Pin
from qls.report import Severity

_TO_BUILD = 1800  # seconds
_DEAD_METAPACKAGE = Version("0.45")  # before it, the version of `qiskit` is not that of what it installs


class NotBuilt(Exception):
    """An environment is not there and cannot be made; the message is one line."""


def written_for(text: str, pins: Iterable[Pin]) -> KnownSet:
    """The known set that is nearest to what a program was written for.

    That of its project's pins, else the newest in which all that it uses is there; where there is none, the one in
    which least is missing.
    """
    admitted = list(_admitted(list(pins)))
    missing = {}
    for each in admitted if admitted else KNOWN_SETS:
        report = engine.analyse(text, _environment(each))
        missing[each] = sum(finding.severity is Severity.ERROR for finding in report.findings)
        if not missing[each]:
            return each
    return min(missing, key=missing.__getitem__)


def _admitted(pins: Sequence[Pin]) -> Iterator[KnownSet]:
    """The sets that the pins admit, by the minor release; none where nothing is pinned that a set has."""
    for each in KNOWN_SETS:
        said = []
        for pin in pins:
            version = each.versions.get(pin.package) or (pin.package == "qiskit" and each.versions.get("qiskit-terra"))
            if not version or not str(pin.spec):
                continue
            minor = ".".join(version.split(".")[:2])
            patches = (version, *(f"{minor}.{patch}" for patch in range(10)))
            said.append(any(pin.spec.contains(patch, prereleases=True) for patch in patches))
        if said and all(said):
            yield each


def _environment(each: KnownSet) -> Environment:
    return Environment({name: Version(version) for name, version in each.versions.items()}, each.name)


def python_of(wanted: KnownSet, also: Sequence[str], cache: Path, tell: Callable[[str], None]) -> Path:
    """The interpreter of an environment with the packages of a set, and ``also``; built where it is not there yet.

    Args:
        tell: told of what takes long.

    Raises:
        NotBuilt: no Python can hold it, or its packages cannot be installed.
    """
    requirements = [*wanted.requirements, *also]
    base = _base(wanted)
    name = hashlib.sha256(repr((requirements, base)).encode()).hexdigest()[:16]
    folder = cache / "environments" / name
    if (folder / "finished").is_file():
        return _interpreter(folder)
    tell(f"building an environment with {wanted.name} in {folder} (once; it takes minutes)")
    building = folder.with_name(f"{name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.parent.mkdir(parents=True, exist_ok=True)
    try:
        _build(building, base, requirements)
        (building / "finished").touch()
        if not (folder / "finished").is_file():
            building.rename(folder)  # another run may have been quicker
    except OSError as error:
        raise NotBuilt(f"{wanted.name}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return _interpreter(folder)


def _build(folder: Path, base: str, requirements: Sequence[str]) -> None:
    uv = shutil.which("uv")
    if uv:
        _run([uv, "venv", "--quiet", "--python", base, str(folder)])
        _run([uv, "pip", "install", "--quiet", "--python", str(_interpreter(folder)), *requirements])
    else:
        _run([base, "-m", "venv", str(folder)])
        pip = [str(_interpreter(folder)), "-m", "pip", "--disable-pip-version-check", "--no-input"]
        _run([*pip, "install", "--quiet", *requirements])


def _run(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TO_BUILD, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuilt(f"`{Path(command[0]).name}` failed: {error}") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise NotBuilt(f"`{Path(command[0]).name}` failed: {lines[-1] if lines else 'it says nothing'}")


def _interpreter(folder: Path) -> Path:
    windows = folder / "Scripts" / "python.exe"
    return windows if windows.is_file() else folder / "bin" / "python"


def _base(wanted: KnownSet) -> str:
    """A Python that the packages of a set have wheels for: its path, or for uv its version.

    Raises:
        NotBuilt: none is there.
    """
    first, last = wanted.pythons
    if first <= sys.version_info[:2] <= last:
        return sys.executable
    minors = range(last[1], first[1] - 1, -1)
    for minor in minors:
        if found := shutil.which(f"python3.{minor}"):
            return found
    if shutil.which("uv"):
        return f"3.{min(last[1], 11)}"  # which it fetches
    raise NotBuilt(
        f"{wanted.name} needs a Python from 3.{first[1]} to 3.{last[1]}, and none is there (uv would get one)"
    )
