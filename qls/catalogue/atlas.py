"""What some release of Qiskit's packages had and the newest has not, derived from the packages themselves.

``atlas.json`` is made by ``python -m tests.atlas``; its parts, each with names apart by blanks:

* ``newest``, ``oldest``: by distribution, the minor release that counts as the newest, and the first that was read.
* ``modules``: by ``package deprecated removed``, the modules that are gone; what is below one is gone too.
* ``names``: by module, then by ``package deprecated removed``, the names that are gone on their own.
* ``moved``: by module, then by module of today, the names that are the same objects there.
* ``alike``: the same for names under which something is known today that was not seen to be the same object.
* ``stars``: by module that is gone, what ``from module import *`` brought.
* ``members``, ``parameters``: by class or function of today, what it has lost, by ``package deprecated removed``.
* ``today``: by package of the newest, all that can be imported from it; one that third parties add to is left out.

A ``deprecated`` of ``-`` means that the sources do not say. Versions of ``qiskit`` before 0.45 are the metapackage's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("atlas.json")
ROOTS = (
    "qiskit", "qiskit_aer", "qiskit_ibm_runtime", "qiskit_ibm_provider", "qiskit_algorithms", "qiskit_machine_learning",
    "qiskit_optimization", "qiskit_nature", "qiskit_experiments",
)  # fmt: skip
BESIDE = ("qiskit-machine-learning", "qiskit-optimization", "qiskit-nature", "qiskit-experiments")  # add-ons


@dataclass(frozen=True)
class Gone:
    """A name that the newest release has not.

    Attributes:
        package: the distribution whose version counts.
        deprecated: the version that deprecated it; empty where the sources do not say.
        removed: the first version without it.
        module: it is, or stands in, a module that is gone: that module's name; else empty.
    """

    package: str
    deprecated: str
    removed: str
    module: str = ""


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
    return found


def _split(key: str) -> tuple[str, str, str]:
    package, deprecated, removed = key.split(" ")
    return package, "" if deprecated == "-" else deprecated, removed


@cache
def _modules() -> dict[str, Gone]:
    return {name: Gone(*_split(key), name) for key, names in _data()["modules"].items() for name in names.split()}


def _in(table: dict[str, str], name: str) -> str:
    return next((key for key, names in table.items() if name in names.split()), "")


@cache
def gone(name: str) -> Gone | None:
    """What is known of a dotted name that is gone, None of any other."""
    if name.partition(".")[0] not in ROOTS:
        return None
    module, _, last = name.rpartition(".")
    inside = _in(_data()["names"].get(module, {}), last)
    around = _around(name)
    if inside:
        return Gone(*_split(inside), around.module if around is not None else "")
    return around


def _around(name: str) -> Gone | None:
    known = _modules()
    while name not in known:
        name = name.rpartition(".")[0]
        if not name:
            return None
    return known[name]


@cache
def moved(name: str) -> str:
    """Where the object of a name that is gone is today, under the same last part; empty where it is not known to be."""
    return _target("moved", name)


@cache
def alike(name: str) -> str:
    """Where something is today that is called as what is gone was; empty where nothing is, or several things are."""
    return _target("alike", name)


def _target(part: str, name: str) -> str:
    module, _, last = name.rpartition(".")
    target = _in(_data()[part].get(module, {}), last)
    return f"{target}.{last}" if target else ""


@cache
def star(module: str) -> frozenset[str]:
    """What a star import of a module that is gone brought."""
    return frozenset(_data()["stars"].get(module, "").split())


@cache
def names(module: str) -> frozenset[str]:
    """The names that a module has lost."""
    return frozenset(name for names in _data()["names"].get(module, {}).values() for name in names.split())


@cache
def lost(part: str, owner: str) -> dict[str, Gone]:
    """What a class (``members``) or a function (``parameters``) of today has lost, by its name."""
    table = _data()[part].get(owner, {})
    return {name: Gone(*_split(key)) for key, names in table.items() for name in names.split()}


@dataclass(frozen=True)
class Never:
    """A name that neither the newest release has nor any that the atlas knows had.

    Attributes:
        package: the distribution.
        oldest, newest: its first minor release that was read, and the last.
        module: the package that has no such name.
        name: the name.
    """

    package: str
    oldest: str
    newest: str
    module: str
    name: str


@cache
def _today(module: str) -> frozenset[str]:
    return frozenset(_data()["today"].get(module, "").split())


@cache
def never(name: str) -> Never | None:
    """What is known of a dotted name that no release had, None of any other: one that is there or gone, or private."""
    if name.partition(".")[0] not in ROOTS or gone(name) is not None:
        return None
    module = name.rpartition(".")[0]
    while module and not _today(module):
        module = module.rpartition(".")[0]
    last = name[len(module) + 1 :].partition(".")[0] if module else ""
    if not last or last.startswith("_") or last in _today(module) or gone(f"{module}.{last}") is not None:
        return None
    package = name.partition(".")[0].replace("_", "-")
    return Never(package, _data()["oldest"][package], _data()["newest"][package], module, last)


@cache
def elsewhere(name: str) -> tuple[str, ...]:
    """The shortest names under which the newest packages have something that is called ``name``, one a package."""
    found: dict[str, str] = {}
    for module in sorted(_data()["today"], key=lambda module: (module.count("."), module)):
        if name in _today(module):
            found.setdefault(module.partition(".")[0], f"{module}.{name}")
    return tuple(found.values())


def functions_with_lost_parameters() -> list[str]:
    """The functions, methods and classes of today that have lost parameters."""
    return sorted(_data()["parameters"])
