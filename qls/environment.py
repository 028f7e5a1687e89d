"""Which packages count: the versions installed in the user's environment, read without starting anything."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packaging.version import InvalidVersion, Version

PACKAGES = (
    "qiskit",
    "qiskit-terra",
    "qiskit-aer",
    "qiskit-ibm-runtime",
    "qiskit-ibm-provider",
    "qiskit-ibmq-provider",
    "qiskit-algorithms",
    "qiskit-machine-learning",
    "qiskit-optimization",
    "qiskit-nature",
    "qiskit-experiments",
)

# What is taken where nothing is installed: the newest that the catalogue was verified against.
NEWEST = {"qiskit": "2.6.2", "qiskit-aer": "0.18.2", "qiskit-ibm-runtime": "0.51.0"}


@dataclass(frozen=True)
class Environment:
    """Versions by distribution name, and where they were read.

    Attributes:
        origin: in words, e.g. ``the project's .venv``; shown to the user.
        site_packages: where they were read; None for the newest versions.
    """

    versions: Mapping[str, Version] = field(default_factory=dict)
    origin: str = "the newest versions"
    site_packages: Path | None = None

    def version(self, package: str) -> Version | None:
        if package == "qiskit" and package not in self.versions:
            return self.versions.get("qiskit-terra")  # 0.x: the metapackage may be missing
        return self.versions.get(package)

    def has(self, package: str) -> bool:
        return self.version(package) is not None

    def at_least(self, package: str, version: str) -> bool:
        """True where ``package`` is installed in ``version`` or a newer one."""
        installed = self.version(package)
        return installed is not None and installed >= Version(version)

    def is_at(self, package: str, minor: str) -> bool:
        """True where ``package`` is installed in a release of ``minor``, as ``2.6``."""
        installed = self.version(package)
        return installed is not None and installed.release[:2] == Version(minor).release

    def is_older(self, other: Environment) -> bool:
        """True where a package is installed in a minor release before that of ``other``."""
        mine = {name: self.version(name) for name in other.versions}
        return any(
            version is not None and version.release[:2] < other.versions[name].release[:2]
            for name, version in mine.items()
        )

    def __str__(self) -> str:
        found = ", ".join(f"{name} {version}" for name, version in self.versions.items()) or "no Qiskit"
        return f"{found} ({self.origin})"


def newest() -> Environment:
    return Environment({name: Version(version) for name, version in NEWEST.items()})


def find(python: str | None = None, project: Path | None = None, *, trusted: bool = True) -> Environment:
    """The environment whose versions count.

    In this order: ``python`` (the command line's or the client's setting), the active virtual environment, the
    ``.venv`` of ``project`` or of a folder above it, the newest versions. Only metadata is read, so nothing of an
    untrusted folder runs either way; with ``trusted`` False a project's ``.venv`` is passed over all the same.

    Raises:
        ValueError: ``python`` was given and no environment is there.
    """
    if python:
        packages = _site_packages_of(Path(python))
        if packages is None:
            raise ValueError(f"no Python environment at {python}")
        return _read(packages, f"--python {python}")
    active = _active()
    packages = _site_packages_under(Path(active)) if active else None
    if packages and (here := _read(packages, "the active environment")).has("qiskit"):
        return here
    folder = Path(os.path.realpath(project)) if project else None
    while trusted and folder is not None:
        for name in (".venv", "venv"):
            packages = _site_packages_under(folder / name) if os.path.isfile(folder / name / "pyvenv.cfg") else None
            if packages and (here := _read(packages, f"the project's {name}")).has("qiskit"):
                return here
        folder = folder.parent if folder.parent != folder else None
    return newest()


def _active() -> str | None:
    if os.environ.get("PRE_COMMIT"):
        return None  # it has qls in it, and nothing of the project
    return os.environ.get("VIRTUAL_ENV") or os.environ.get("CONDA_PREFIX")


def _site_packages_of(python: Path) -> Path | None:
    """Site-packages of an interpreter's path or of an environment's folder, by layout alone."""
    if python.is_dir():
        return _site_packages_under(python)
    if not python.exists():
        named = shutil.which(python) if python.parent == Path() else None  # a name, as on a command line
        return _site_packages_of(Path(named)) if named else None
    return _site_packages_under(python.parent.parent) or (
        _site_packages_under(python.resolve().parent.parent) if python.is_symlink() else None
    )


def _site_packages_under(prefix: Path) -> Path | None:
    windows = prefix / "Lib" / "site-packages"
    if os.path.isdir(windows):
        return windows
    found = sorted(prefix.glob("lib/python3*/site-packages"), key=_python_version)
    mine = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return next((path for path in found if path.parent.name == mine), found[-1] if found else None)


def _python_version(site_packages: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", site_packages.parent.name))


_DIST_INFO = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.(?:dist|egg)-info$")


def _read(site_packages: Path, origin: str) -> Environment:
    versions = {}
    try:
        names = os.listdir(site_packages)
    except OSError:
        names = []
    for entry in names:
        match = _DIST_INFO.match(entry)
        if not match:
            continue
        name = re.sub(r"[-_.]+", "-", match["name"]).lower()
        if name in PACKAGES:
            try:
                versions[name] = Version(match["version"])
            except InvalidVersion:
                continue
    ordered = {name: versions[name] for name in PACKAGES if name in versions}
    return Environment(ordered, origin, site_packages)
