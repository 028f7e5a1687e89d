"""What fixed programs need to be installed, and the line that installs it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.version import Version

from qls.catalogue.needs import DISTRIBUTIONS, NEEDS, V2_PRIMITIVES
from qls.environment import Environment


@dataclass(frozen=True)
class Need:
    """A package that what was written imports.

    Attributes:
        version: the first release that has it; empty where any does.
        installed: the version that is there; empty where none is.
        known: whether it is known what is installed.
    """

    package: str
    version: str
    installed: str = ""
    known: bool = False

    @property
    def unmet(self) -> bool:
        return not self.installed or bool(self.version and Version(self.installed) < Version(self.version))

    def __str__(self) -> str:
        return f"{self.package}>={self.version}" if self.version else self.package


def needs(before: str, after: str, environment: Environment) -> tuple[Need, ...]:
    """What the imports need that ``after`` has and ``before`` had not; and what is given a V2 primitive by it."""
    now, was = set(_imports(after)), set(_imports(before))
    wanted: dict[str, str] = {}
    for package, version in (*_of_imports(now - was), *_of_takers(now, now - was)):
        wanted[package] = max(wanted.get(package, ""), version, key=lambda each: Version(each or "0"))
    is_known = environment.site_packages is not None
    return tuple(
        Need(package, version, str(environment.version(package) or "") if is_known else "", is_known)
        for package, version in sorted(wanted.items())
    )


def _of_imports(new: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The packages that imports need, and their first releases that have what is imported."""
    for module, name in new:
        if root := DISTRIBUTIONS.get(_root(module)):
            yield root, ""
        yield from (*NEEDS.get((module, "*"), {}).items(), *NEEDS.get((module, name), {}).items())


def _of_takers(now: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same of what is given a primitive, where a V2 one is new."""
    if any(name in V2_PRIMITIVES and _root(module) in DISTRIBUTIONS for module, name in new):
        from qls.catalogue.takers import taker  # a table that is read: not before something was written

        for module, name in now:
            found = taker(f"{module}.{name}") if _root(module) != "qiskit" else None
            if found is not None:
                yield found.distribution, found.since


def _root(module: str) -> str:
    return module.partition(".")[0]


def _imports(text: str) -> Iterator[tuple[str, str]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


def sentence(all_needs: Iterable[Need], declared: Iterable[str], file: str) -> str:
    """What is not there and has to be installed; empty where all is there, or is not known and is declared.

    Args:
        declared: the packages that the project requires, in versions that will do.
        file: where the project says what it requires; empty where it does not say.
    """
    declared = set(declared)
    by_package: dict[str, Need] = {}
    for need in all_needs:
        known = by_package.get(need.package)
        if known is None or Version(need.version or "0") > Version(known.version or "0"):
            by_package[need.package] = need
    unmet = [
        need for _, need in sorted(by_package.items()) if (need.unmet if need.known else need.package not in declared)
    ]
    if not unmet:
        return ""
    said = ", ".join(f"{need}{_here(need, file)}" for need in unmet)
    line = " ".join(f'"{need}"' for need in unmet)
    return f"What was written needs {said}:\n  python -m pip install --upgrade {line}"


def _here(need: Need, file: str) -> str:
    if need.installed:
        return f" ({need.installed} is installed)"
    if need.known:
        return " (not installed)"
    return f" (not in {file})" if file else ""
