"""The atlas as data, ``qls/catalogue/atlas.json``: one line a module or class, so a new release is a readable diff."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from qls.catalogue.atlas import BESIDE
from tests.atlas.building import Fact, Line

_OPEN = "qiskit.providers"  # packages of third parties come to stand in it
_DEEPEST_STAR = 3  # dots in the name of a module whose star import people write

Table = dict[str, dict[str, str]]


def written(
    facts: dict[str, Fact],
    lost: dict[str, dict[str, tuple[str, str]]],
    refused: dict[str, dict[str, tuple[str, str]]],
    lines: Iterable[Line],
    today: dict[str, list[str]],
) -> str:
    """The text of the data file. Its parts are told in ``qls/catalogue/atlas.py``."""
    lines = list(lines)
    modules = {name for name, fact in facts.items() if fact.module}
    dead: dict[str, list[str]] = defaultdict(list)
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    moved: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    alike: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, fact in sorted(facts.items()):
        module, _, last = name.rpartition(".")
        around = facts[module] if module in modules else None
        same = around is not None and (around.package, around.gone) == (fact.package, fact.gone)
        if fact.module and not same:
            dead[_when(fact)].append(name)
        elif not fact.module and not same:
            names[module][_when(fact)].append(last)
        for target, table in ((fact.moved, moved), (fact.alike, alike)):
            if target:
                table[module][target.rpartition(".")[0]].append(last)
    parts: dict[str, Any] = {
        "newest": {line.package: line.versions[-1] for line in lines},
        "oldest": {line.package: line.versions[0] for line in lines},
        "modules": _joined(dead),
        "names": {module: _joined(table) for module, table in names.items()},
        "moved": {module: _joined(table) for module, table in moved.items()},
        "alike": {module: _joined(table) for module, table in alike.items()},
        "stars": _stars(modules, lines),
        "members": _by_version(lost),
        "parameters": _by_version(refused),
        "today": {
            package: " ".join(names)
            for package, names in sorted({**today, **_beside(lines)}.items())
            if package != _OPEN
        },
    }
    return _lines_of(parts)


def _beside(lines: list[Line]) -> dict[str, list[str]]:
    """By the packages of add-ons that hold modules, what can be imported from each: there is no room for others."""
    found: dict[str, list[str]] = {}
    for release in (line.releases[-1] for line in lines if line.package in BESIDE):
        for module, names in release.names.items():
            deeper = module.count(".") == 1 and all(place in release.modules for place in names.values())
            if release.modules[module].package and ("." not in module or deeper):
                others = release.modules[module].imported  # of other packages, which count where somebody asks
                found[module] = sorted({*names, *(name for name in others if not name.startswith("_"))})
    return found


def _when(fact: Fact) -> str:
    return f"{fact.package} {fact.since or '-'} {fact.gone}"


def _joined(table: dict[str, list[str]]) -> dict[str, str]:
    return {key: " ".join(sorted(names)) for key, names in sorted(table.items())}


def _by_version(table: dict[str, dict[str, tuple[str, str]]]) -> Table:
    found: Table = {}
    for owner, inside in sorted(table.items()):
        grouped: dict[str, list[str]] = defaultdict(list)
        for name, (since, gone) in inside.items():
            grouped[f"{_package(owner)} {since or '-'} {gone}"].append(name)
        found[owner] = _joined(grouped)
    return found


def _package(name: str) -> str:
    return name.partition(".")[0].replace("_", "-")


def _stars(modules: set[str], lines: list[Line]) -> dict[str, str]:
    """By module that is gone, what its last release let a star import bring; those of add-ons have no room."""
    found: dict[str, str] = {}
    for line in (line for line in lines if line.package not in BESIDE):
        for release in line.releases:
            for module in modules & release.modules.keys():
                package = release.modules[module].package
                if package and module.count(".") < _DEEPEST_STAR and (names := release.exported(module)):
                    found[module] = " ".join(sorted(names))
    return dict(sorted(found.items()))


def _lines_of(parts: dict[str, Any]) -> str:
    lines = []
    for part, table in parts.items():
        inner = ",\n".join(
            f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in table.items()
        )
        lines.append(f"{json.dumps(part)}:{{\n{inner}\n}}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
