"""From what every release had, and what the newest has, to what is gone: since when, and where it is now."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.version import Version

from qls.catalogue.atlas import BESIDE
from tests.atlas.reading import Definition, Module, Release, read
from tests.atlas.wheels import DISTRIBUTIONS, fetched, minors
from tests.environments import NEW, python_of

# What a person has today: its own releases count as the newest, whatever else its Python holds.
_TODAY = ("qiskit", "qiskit-aer", "qiskit-ibm-runtime", "qiskit-algorithms")
_ROOTS = [name.replace("-", "_") for name in _TODAY]
# Qiskit's own version while its parts were numbered by themselves: the first that brought that terra.
METAPACKAGE = {
    "0.16": "0.23", "0.17": "0.25", "0.18": "0.28", "0.19": "0.34", "0.20": "0.36", "0.21": "0.37", "0.22": "0.39",
    "0.23": "0.40", "0.24": "0.43", "0.25": "0.44",
}  # fmt: skip


@dataclass
class Seen:
    """A dotted name in the last release that had it."""

    at: int  # the number of that release in its line
    place: str
    definition: Definition | None
    since: str = ""


@dataclass
class Line:
    """The releases of one package, oldest first, under the version that counts for a user."""

    package: str
    versions: list[str] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)

    def names(self) -> dict[str, Seen]:
        """Every public name and module of any release, as its last release had it."""
        found: dict[str, Seen] = {}
        for at, release in enumerate(self.releases):
            for module, names in release.names.items():
                found[module] = Seen(at, module, None, release.modules[module].since)
                for name, place in names.items():
                    if place not in release.modules:
                        definition = release.definition(place)
                        since = release.modules[module].lazy.get(name, "") or (definition.since if definition else "")
                        found[f"{module}.{name}"] = Seen(at, place, definition, since)
        return found

    def without(self, at: int) -> str:
        """The first version after the release number ``at``; empty where there is none."""
        return self.versions[at + 1] if at + 1 < len(self.versions) else ""


def lines() -> list[Line]:
    """The releases of every package, fetched and read."""
    found: dict[str, Line] = {}
    for distribution in DISTRIBUTIONS:
        package = "qiskit" if distribution.name == "qiskit-terra" else distribution.name
        line = found.setdefault(package, Line(package))
        for version in minors(distribution):
            line.versions.append(_counted(distribution.name, version))
            line.releases.append(read(fetched(distribution.name, version)))
    return list(found.values())


def _counted(name: str, version: Version) -> str:
    minor = f"{version.major}.{version.minor}"
    return METAPACKAGE.get(minor, minor) if name == "qiskit-terra" else minor


def gathered() -> tuple[list[Line], dict[str, Any]]:
    """The releases of every package, and what the newest packages have of their names."""
    found = lines()
    for line in found:
        if line.package == "qiskit-aer":
            hooked(line)
    names = {name for line in found for name in line.names()}
    modules = {name for line in found if line.package in _TODAY for name in line.releases[-1].modules}
    answer = probed(python_of(NEW), names, modules)
    for line in found:
        if line.package in BESIDE:  # need not be installed: what its newest release has is read from its wheel as well
            _add_newest(answer, line.releases[-1])
    return found, answer


def _add_newest(answer: dict[str, Any], release: Release) -> None:
    """What the newest release of a package has by its wheel; the same object is what is defined in the same place."""
    for module, names in release.names.items():
        for name, place in names.items():
            path, definition = f"{module}.{name}", release.definition(place)
            kind = "module" if place in release.modules else definition.kind if definition is not None else "value"
            if path not in answer["kinds"] and _is_meant(release.modules[module], place, path):
                answer["there"].append(path)
                answer["kinds"][path], answer["identity"][path] = kind, place


def probed(python: Path, names: Iterable[str], modules: Iterable[str]) -> dict[str, Any]:
    """What the newest packages have of ``names``, by importing them."""
    asked = json.dumps({"names": sorted(names), "modules": sorted(modules), "packages": _ROOTS})
    script = Path(__file__).with_name("probe.py")
    done = subprocess.run([python, script], input=asked, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    return answer


# Packages whose modules no Qiskit of today can import: the version of qiskit that deprecated each, and that ended it.
RETIRED = {
    "qiskit.aqua": ("", "0.37"),
    "qiskit.chemistry": ("", "0.37"),
    "qiskit.finance": ("", "0.37"),
    "qiskit.ml": ("", "0.37"),
    "qiskit.optimization": ("", "0.37"),
    "qiskit.ignis": ("", "0.37"),
    "qiskit.providers.ibmq": ("0.46", "1.0"),
    "qiskit.providers.aer": ("0.46", "1.0"),
    "qiskit_ibm_provider": ("", "2.0"),  # it imports qiskit.providers.models
}
# Whose releases also had their names under qiskit.providers.aer, by way of terra's import hook.
_HOOKED = {"0.11", "0.12", "0.13", "0.14"}
# Where what stood under qiskit's modules of these names went as a whole.
SUCCESSORS = {
    "qiskit.algorithms": "qiskit_algorithms",
    "qiskit.providers.ibmq": "qiskit_ibm_runtime",
    "qiskit_ibm_provider": "qiskit_ibm_runtime",
}


# What a module of Qiskit gave of another package, the first version without it, and where it is: the reader sees none.
FOREIGN = {"qiskit.qasm.pi": ("1.0", "numpy.pi")}


@dataclass
class Fact:
    """A name that is gone.

    Attributes:
        package: whose version counts.
        since, gone: the version that deprecated it (may be empty), and the first without it.
        moved: where the same object is now; may be empty.
        alike: where something of the same name is now; may be empty.
    """

    package: str
    since: str
    gone: str
    module: bool
    moved: str = ""
    alike: str = ""


def hooked(line: Line) -> None:
    """Let Aer's releases have their names where terra's import hook had them too."""
    for version, release in zip(line.versions, line.releases, strict=True):
        if version in _HOOKED:
            for name, names in list(release.names.items()):
                release.names[f"qiskit.providers.aer{name.removeprefix('qiskit_aer')}"] = names
                release.modules[f"qiskit.providers.aer{name.removeprefix('qiskit_aer')}"] = release.modules[name]


def facts(all_lines: list[Line], answer: dict[str, Any]) -> dict[str, Fact]:
    """What is gone, by its dotted name."""
    there = set(answer["there"])
    found = {name: Fact("qiskit", "", gone, False, moved) for name, (gone, moved) in FOREIGN.items()}
    of_qiskit = _by_last_name(answer, _ROOTS)
    for line in all_lines:
        newest = line.releases[-1]
        today = _by_last_name(answer, [line.package.replace("-", "_")]) if line.package in BESIDE else of_qiskit
        for name, seen in line.names().items():
            module, _, last = name.rpartition(".")
            retired = _retired(name)
            if name in there or (retired is None and last in newest.names.get(module, ())):
                continue  # a module that needs a package which is not installed there cannot be imported
            is_module = seen.place in line.releases[seen.at].modules
            if retired is None and not line.without(seen.at):
                continue
            package, since, gone = (
                ("qiskit", *retired) if retired else (line.package, seen.since, line.without(seen.at))
            )
            fact = Fact(package, _before(package, since, gone), gone, is_module)
            if is_module and name.startswith("qiskit.providers.aer."):
                fact.moved = _moved(line.releases[seen.at], name, seen.place, answer)
            elif not is_module and _is_meant(line.releases[seen.at].modules[module], seen.place, name):
                fact.moved = _moved(line.releases[seen.at], name, seen.place, answer)
                alike = "" if fact.moved else today.get(last, "")
                fact.alike = alike if _root(alike) in _heirs(name) else ""
            found[name] = fact
    return found


def _retired(name: str) -> tuple[str, str] | None:
    return next((when for root, when in RETIRED.items() if f"{name}.".startswith(f"{root}.")), None)


def _before(package: str, since: str, gone: str) -> str:
    """The version that deprecated a name, as users count; empty where the source says none before ``gone``."""
    minor = ".".join(since.split(".")[:2])
    minor = METAPACKAGE.get(minor, minor) if package == "qiskit" else minor
    return minor if minor and Version(minor) < Version(gone) else ""


def _moved(release: Release, name: str, place: str, answer: dict[str, Any]) -> str:
    """Where that release had the same object, among the names that are there today; the simplest."""
    last = name.rpartition(".")[2]
    if name.startswith("qiskit.providers.aer."):
        target = f"qiskit_aer.{name.removeprefix('qiskit.providers.aer.')}"
        if target in answer["kinds"]:
            return target
    identity, kinds = answer["identity"], answer["kinds"]
    paths = [path for path in _paths(release).get(place, ()) if path in kinds and path.rpartition(".")[2] == last]
    simplest = _simplest_paths(answer)
    named = {simplest[identity[path]] for path in paths if kinds[path] != "module" and identity[path] in simplest}
    alike = {path for path in named if path.rpartition(".")[2] == last}
    return min(alike or paths, key=_simplest, default="")


def _is_meant(module: Module, place: str, name: str) -> bool:
    """True for what a module is there to give: its own, or a re-export, not what it imports for itself."""
    own = [definition for definition in module.own.values() if definition.kind != "value"]
    return place == name or module.package or not own or name.rpartition(".")[2] in (module.listed or ())


def _heirs(name: str) -> set[str]:
    """The packages in which something of the same name may be meant."""
    return {_root(name), *(heir for prefix, heir in SUCCESSORS.items() if f"{name}.".startswith(f"{prefix}."))}


def _root(name: str) -> str:
    return name.partition(".")[0]


def _simplest(path: str) -> tuple[int, int, str]:
    return path.count("."), len(path), path


_PATHS: dict[int, dict[str, list[str]]] = {}


def _paths(release: Release) -> dict[str, list[str]]:
    """By the place of a definition, the public names of a release that lead to it."""
    known = _PATHS.get(id(release))
    if known is None:
        known = _PATHS[id(release)] = defaultdict(list)
        for module, names in release.names.items():
            for name, place in names.items():
                known[place].append(f"{module}.{name}")
    return known


def _by_last_name(answer: dict[str, Any], roots: list[str]) -> dict[str, str]:
    """By its last part, the shortest path of the only object of today, in packages, that is called so."""
    paths: dict[str, list[str]] = defaultdict(list)
    for name in answer["there"]:
        if answer["kinds"][name] != "module" and _root(name) in roots:
            paths[name.rpartition(".")[2]].append(name)
    return {
        last: min(names, key=_simplest)
        for last, names in paths.items()
        if len({answer["identity"][name] for name in names}) == 1
    }


def members(all_lines: list[Line], answer: dict[str, Any]) -> tuple[dict[str, dict[str, tuple[str, str]]], ...]:
    """What classes and functions of today have lost: members by class, and parameters by what is called.

    Each with the version that deprecated it (may be empty), and the first without it.
    """
    lost: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    refused: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for line in all_lines:
        last: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        takes: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        for at, release in enumerate(line.releases):
            for name, place in _callables(release, answer):
                definition = release.definition(place)
                if definition is None:
                    continue
                given = {name: definition}
                if definition.kind == "class":
                    inside = release.members(place) or {}
                    last[name] |= {each: (at, one.since) for each, one in inside.items() if not each.startswith("_")}
                    given |= {f"{name}.{each}": one for each, one in inside.items() if one.kind == "function"}
                for called, one in given.items():
                    takes[called] |= {each: (at, one.old.get(each, "")) for each in one.parameters}
        for name, inside in last.items():
            today = answer["members"].get(name)
            own = _own_members(line.releases[-1], name)
            if today is not None:
                for each, (at, since) in inside.items():
                    if each not in today and each not in own and line.without(at):
                        lost[name][each] = _before(line.package, since, line.without(at)), line.without(at)
        for name, given_before in takes.items():
            today = answer["parameters"].get(name)
            if today is not None:
                for each, (at, since) in given_before.items():
                    if each not in today and not each.startswith("_") and line.without(at):
                        refused[name][each] = _before(line.package, since, line.without(at)), line.without(at)
    for name in [*lost, *refused]:
        _inherited(lost, name, answer["bases"].get(name, ()))
        owner, _, method = name.rpartition(".")
        _inherited(refused, name, [f"{base}.{method}" for base in answer["bases"].get(owner, ())])
    return lost, refused


def _inherited(table: dict[str, dict[str, tuple[str, str]]], name: str, bases: Iterable[str]) -> None:
    """Leave out of what ``name`` has lost what one of ``bases`` has lost as well."""
    for base in bases:
        for each in table.get(base, {}) if base != name else ():
            table.get(name, {}).pop(each, None)
    if name in table and not table[name]:
        del table[name]


def _callables(release: Release, answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The classes and functions of today that the release had as well, by their simplest path of today."""
    simplest = _simplest_paths(answer)
    for module, names in release.names.items():
        for name, place in names.items():
            path = f"{module}.{name}"
            if path in answer["identity"] and simplest.get(answer["identity"][path]) == path:
                yield path, place


_SIMPLEST: dict[int, dict[int, str]] = {}


def _simplest_paths(answer: dict[str, Any]) -> dict[int, str]:
    known = _SIMPLEST.get(id(answer))
    if known is None:
        known = _SIMPLEST[id(answer)] = {}
        for name in sorted(answer["there"], key=_simplest, reverse=True):
            if answer["kinds"][name] == "class" or name in answer["parameters"]:  # a number or a string is no one's own
                known[answer["identity"][name]] = name
    return known


def _own_members(release: Release, name: str) -> dict[str, Definition]:
    module, _, last = name.rpartition(".")
    place = release.names.get(module, {}).get(last)
    return (release.members(place) if place else None) or {}
