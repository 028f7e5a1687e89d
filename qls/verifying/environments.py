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
from qls.verifying.packages import missing

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
        also: what a program imports beside. It is a layer of its own upon the environment of the set, which is large,
            and moves none of the set's versions.
        tell: told of what takes long.

    Raises:
        NotBuilt: no Python can hold it, or its packages cannot be installed.
    """
    bottom = _bottom(wanted, cache, tell)
    more = missing(tuple(sorted(set(also))), _site_packages(bottom))
    if not more:
        return _interpreter(bottom)
    name = _named(bottom.name, more)

    def build(folder: Path) -> None:
        _run([str(_interpreter(bottom)), "-m", "venv", "--without-pip", str(folder)])
        (_site_packages(folder) / "qls.pth").write_text(f"{_site_packages(bottom)}\n", encoding="utf-8")
        held = folder / "held.txt"
        held.write_text("\n".join((*wanted.requirements, *wanted.held)), encoding="utf-8")
        _run([*_pip(folder), "install", "--quiet", "--constraint", str(held), *more])

    return _interpreter(_built(cache, name, build, lambda: tell(f"installing {', '.join(more)} upon {wanted.name}")))


def _bottom(wanted: KnownSet, cache: Path, tell: Callable[[str], None]) -> Path:
    """The folder of the environment with the packages of a set."""
    base, uv = _base(wanted), shutil.which("uv")

    def build(folder: Path) -> None:
        if uv:
            _run([uv, "venv", "--quiet", "--seed", "--python", base, str(folder)])
            _run([uv, "pip", "install", "--quiet", "--python", str(_interpreter(folder)), *wanted.requirements])
        else:
            _run([base, "-m", "venv", str(folder)])
            _run([*_pip(folder), "install", "--quiet", *wanted.requirements])

    name = _named(*wanted.requirements, base)
    said = f"building an environment with {wanted.name} in {cache / 'environments' / name} (once; it takes minutes)"
    return _built(cache, name, build, lambda: tell(said))


def _named(*said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _built(cache: Path, name: str, build: Callable[[Path], None], tell: Callable[[], None]) -> Path:
    """The folder of that name in the cache, which ``build`` makes where it is not there: whole, or not at all."""
    folder = cache / "environments" / name
    if (folder / "finished").is_file():
        return folder
    tell()
    building = folder.with_name(f"{name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.parent.mkdir(parents=True, exist_ok=True)
        build(building)
        (building / "finished").touch()
        if not (folder / "finished").is_file():
            building.rename(folder)  # another run may have been quicker
    except OSError as error:
        raise NotBuilt(f"{folder}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _pip(folder: Path) -> list[str]:
    return [str(_interpreter(folder)), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def _site_packages(folder: Path) -> Path:
    windows = folder / "Lib" / "site-packages"
    return windows if windows.is_dir() else next(folder.glob("lib/python3*/site-packages"), windows)


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
    for minor in range(last[1], first[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and _makes_environments(found):
            return found
    if shutil.which("uv"):
        return f"3.{min(last[1], 11)}"  # which it fetches
    raise NotBuilt(
        f"{wanted.name} needs a Python from 3.{first[1]} to 3.{last[1]}, and none is there (uv would get one)"
    )


def _makes_environments(python: str) -> bool:
    """False for what only looks like an interpreter (a shim of pyenv), and for one that came without `venv`."""
    try:
        return not subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, timeout=60).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False
