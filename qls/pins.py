"""Pins: where a project says which versions it runs on, those that are dead, and what they become.

Read in ``requirements.txt``, ``pyproject.toml``, ``environment.yml``, ``setup.cfg``, ``setup.py``, and
``!pip install`` of notebooks.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import cache

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from qls.catalogue.needs import ENDED, FLOORS
from qls.environment import NEWEST, Environment
from qls.syntax.text import Range, split_lines

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_KINDS = {
    "requirements*.txt": "requirements",
    "constraints*.txt": "requirements",
    "pyproject.toml": "pyproject",
    "environment*.y*ml": "conda",
    "setup.cfg": "setup",
}
_KNOWN = re.compile("|".join(f"({translate(os.path.normcase(pattern))})" for pattern in _KINDS))  # asked of every file
_PROGRAM = "setup.py"
_REQUIRES = frozenset({"install_requires", "extras_require", "tests_require", "setup_requires"})
_NAME = r"(?P<name>qiskit(?:[-_.][A-Za-z0-9]+)*)"
_EXTRAS = r"(?P<extras>\[[^\]]*\])?"
_VERSION = r"[A-Za-z0-9.*+!_-]+"
_CLAUSE = rf"(?:===?|~=|!=|<=|>=|<|>|=)\s*{_VERSION}(?:=[\w*]+)?"  # the last is a build of conda
_SPEC = rf"(?P<spec>\s*{_CLAUSE}(?:(?:\s*,\s*|\s+){_CLAUSE})*(?:\s*,)?)?"  # each clause apart: one way to match
_END = r"(?![\w.\[=<>~!-])"
_REQUIREMENT = re.compile(rf"{_NAME}\s*{_EXTRAS}{_SPEC}{_END}", re.IGNORECASE)
_LINE = {
    "requirements": re.compile(r"\s*"),
    "conda": re.compile(r"\s*-\s+[\"']?(?:[\w.-]+::)?"),
    "setup": re.compile(r"(?:install_requires\s*=\s*|[\w-]+\s*=\s*|\s+)?"),
}
_SHELL = re.compile(r"\s*[!%]\s*(?:\S*python[\d.]*\s+-m\s+|uv\s+)?pip3?\s+install\s")
_WORD = re.compile(r"(?P<quote>[\"'])(?P<quoted>[^\"']*)(?P=quote)|(?P<bare>[^\s\"']+)")
_POETRY = re.compile(
    rf"\s*[\"']?{_NAME}[\"']?\s*=\s*(?:\{{[^}}\n]*?\bversion\s*=\s*)?(?P<quote>[\"'])(?P<value>[^\"'\n]*)(?P=quote)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pin:
    """A requirement of a package of Qiskit.

    Attributes:
        package: its name, as packages are compared by.
        span: what is replaced.
        written: the requirement as it stands there.
        spec: the versions that it admits.
        shape: what takes its place, with ``{name}``, ``{extras}`` and ``{version}`` in it.
        extras: as ``[all]``.
        hashed: hashes follow that are those of its version.
    """

    package: str
    span: Range
    written: str
    spec: SpecifierSet
    shape: str
    extras: str = ""
    hashed: bool = False


@dataclass(frozen=True)
class DeadPin:
    """A pin that keeps what is migrated from running.

    Attributes:
        message: why, as a sentence.
        text: what takes its place; None where there is nothing to put there.
        title: what that does.
        reason: why there is nothing to put there, without its full stop.
    """

    pin: Pin
    message: str
    text: str | None
    title: str = ""
    reason: str = ""


def kind_of(name: str) -> str:
    """Which kind of file of requirements has this name; empty for any other file."""
    match = _KNOWN.match(os.path.normcase(name))
    return "" if match is None else list(_KINDS.values())[(match.lastindex or 1) - 1]


def pins_in(name: str) -> str:
    """The same, also of programs: a ``setup.py`` is one, and has requirements in it."""
    return kind_of(name) or (_PROGRAM if name == _PROGRAM else "")


def pins(text: str, kind: str) -> list[Pin]:
    """The requirements of Qiskit's packages in a file, in their order."""
    if kind == _PROGRAM:
        return sorted(_of_setup(text), key=lambda pin: pin.span)
    if kind == "pyproject":
        return sorted(_of_pyproject(text), key=lambda pin: pin.span)
    if kind == "shell":
        return list(_of_shell(text))
    return list(_of_lines(text, kind))


def dead(found: Iterable[Pin], environment: Environment) -> list[DeadPin]:
    """Those that hold a program where nothing that qls writes can run.

    None where what is installed is as old itself: then the project means it.
    """
    found = list(found)
    if _is_old(environment):
        return []
    named = {pin.package for pin in found}
    return [each for pin in found if (each := _dead(pin, named, environment)) is not None]


def target(package: str, environment: Environment) -> str:
    """The minor release that the answers are for."""
    version = environment.version(package)
    known = FLOORS[package][-1] if package in FLOORS else ""
    newest = Version(NEWEST.get(package, known) or "0")
    return ".".join(map(str, (version or newest).release[:2]))


def _is_old(environment: Environment) -> bool:
    version = environment.version("qiskit")
    return version is not None and version < Version(FLOORS["qiskit"][0])


def _dead(pin: Pin, named: set[str], environment: Environment) -> DeadPin | None:
    if pin.package in ENDED:
        successor, how = ENDED[pin.package]
        message = f"`{pin.package}` has ended: {how}."
        if not successor:
            return DeadPin(pin, message, None, reason="nothing is known to take its place")
        if successor in named:
            return DeadPin(pin, message, None, reason=f"`{successor}` is there already: take this one out")
        return _replaced(pin, message, successor, environment)
    if pin.package not in FLOORS or _admits_today(pin):
        return None
    floor = FLOORS[pin.package][0]
    message = f"`{pin.written}` installs no release from {floor} on: what is migrated does not run there."
    return _replaced(pin, message, pin.package, environment)


def _replaced(pin: Pin, message: str, package: str, environment: Environment) -> DeadPin:
    if pin.hashed:
        return DeadPin(pin, message, None, reason="its hashes are those of its version")
    version = target(package, environment)
    extras = pin.extras if package == pin.package else ""
    text = pin.shape.format(name=package, extras=extras, version=version)
    return DeadPin(pin, message, text, f"Require {package} {version} or newer")


def _admits_today(pin: Pin) -> bool:
    floor = Version(FLOORS[pin.package][0])
    named = [version for clause in pin.spec if (version := _version(clause.version.removesuffix(".*")))]
    candidates = (*_releases(pin.package), *(version for version in named if version >= floor))
    return any(pin.spec.contains(version, prereleases=True) for version in candidates)


@cache
def _releases(package: str) -> tuple[Version, ...]:
    """What could be installed of a package: each minor release with its patches, and one of the far future."""
    known = [Version(f"{minor}.{patch}") for minor in FLOORS[package] for patch in range(10)]
    return (*known, Version("9999"))


def _of_lines(text: str, kind: str) -> Iterator[Pin]:
    lines, section = split_lines(text), ""
    for number, line in enumerate(lines):
        if kind == "setup" and line.startswith("["):
            section = line.strip()
        if kind == "setup" and section not in ("[options]", "[options.extras_require]"):
            continue
        head = _LINE[kind].match(line)
        match = _REQUIREMENT.match(line, head.end()) if head else None
        if match is None:
            continue
        following = "".join(lines[number : number + 2]) if line.rstrip().endswith("\\") else line
        shape = "{name}{extras}>={version}"
        if pin := _pin(match, number, shape, conda=kind == "conda", hashed="--hash" in following):
            yield pin


def _of_shell(text: str) -> Iterator[Pin]:
    for number, line in enumerate(split_lines(text)):
        head = _SHELL.match(line)
        for word in _WORD.finditer(line, head.end()) if head else ():
            content = word["quoted"] if word["quote"] else word["bare"]
            match = _REQUIREMENT.fullmatch(content)
            if match is not None and (pin := _pin(match, number, '"{name}{extras}>={version}"')):
                span = Range.of(number, word.start(), number, word.end())
                yield Pin(pin.package, span, pin.written, pin.spec, pin.shape, pin.extras)


def _of_pyproject(text: str) -> Iterator[Pin]:
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    wanted = set(_strings(content))
    section = ""
    for number, line in enumerate(split_lines(text)):
        section = line.strip() if line.startswith("[") else section
        for word in _WORD.finditer(line):
            match = _REQUIREMENT.match(word["quoted"]) if word["quote"] and word["quoted"] in wanted else None
            if match and (pin := _pin(match, number, "{name}{extras}>={version}", at=word.start("quoted"))):
                yield pin
        if section.startswith("[tool.poetry") and "dependencies" in section and (pin := _of_poetry(line, number)):
            yield pin


def _of_poetry(line: str, number: int) -> Pin | None:
    match = _POETRY.match(line)
    spec = _poetry_spec(match["value"]) if match is not None else None
    if match is None or spec is None:
        return None
    span = Range.of(number, match.start("value"), number, match.end("value"))
    written = f"{match['name']} = {match['quote']}{match['value']}{match['quote']}"
    return Pin(_normal(match["name"]), span, written, spec, ">={version}")


def _strings(content: Mapping[str, object]) -> Iterator[str]:
    """The requirements that a pyproject.toml lists."""
    project = content.get("project")
    tables = [content.get("dependency-groups")]
    if isinstance(project, Mapping):
        tables += [project.get("optional-dependencies"), {"": project.get("dependencies")}]
    for table in tables:
        for group in table.values() if isinstance(table, Mapping) else ():
            yield from (each for each in group if isinstance(each, str)) if isinstance(group, list) else ()


def _of_setup(text: str) -> Iterator[Pin]:
    """What is given to ``install_requires=`` and the like, there or as a variable."""
    lines = split_lines(text)
    for word in {
        node for value in _required(_parsed(text)) for node in ast.walk(value) if isinstance(node, ast.Constant)
    }:
        line, said = lines[word.lineno - 1], word.value
        start = len(line.encode()[: word.col_offset].decode()) + 1
        if not isinstance(said, str) or line[start - 1] not in "\"'" or not line.startswith(said, start):
            continue
        match = _REQUIREMENT.match(said)
        if match and (pin := _pin(match, word.lineno - 1, "{name}{extras}>={version}", at=start)):
            yield pin


def _required(module: ast.Module) -> list[ast.expr]:
    """The values of keywords that are called as those of ``setup`` that list requirements, and of what they name."""
    keywords = [node for node in ast.walk(module) if isinstance(node, ast.keyword)]
    found = [each.value for each in keywords if each.arg in _REQUIRES]
    names = {node.id for value in found for node in ast.walk(value) if isinstance(node, ast.Name)}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and any(
            isinstance(each, ast.Name) and each.id in names for each in node.targets
        ):
            found.append(node.value)
    return found


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _poetry_spec(value: str) -> SpecifierSet | None:
    """What Poetry's ``^1.2``, ``~1.2`` and ``1.2`` mean."""
    value = value.strip()
    version = _version(value.lstrip("^~=").strip())
    if value[:1] in "^~" and not value.startswith("~=") and version is not None:
        release = version.release
        place = 0 if value[0] == "^" and release[0] else min(1, len(release) - 1)
        upper = ".".join(map(str, (*release[:place], release[place] + 1)))
        return SpecifierSet(f">={version},<{upper}")
    if version is not None and value[:1].isdigit():
        value = f"=={value}"
    return _specifiers(value)


def _pin(
    match: re.Match[str], line: int, shape: str, *, at: int = 0, conda: bool = False, hashed: bool = False
) -> Pin | None:
    """What a requirement says; None where its versions cannot be read, or nothing is said of a living package."""
    package, spec = _normal(match["name"]), (match["spec"] or "").strip().rstrip(",")
    specifiers = _specifiers(_of_conda(spec) if conda else spec)
    if specifiers is None:
        return None
    end = match.start() + len(match.group().rstrip())
    span = Range.of(line, at + match.start(), line, at + end)
    return Pin(package, span, match.group().strip(), specifiers, shape, match["extras"] or "", hashed)


def _of_conda(spec: str) -> str:
    """``=1.2`` of conda is ``==1.2.*``; a build behind it says nothing of the version."""
    clauses = [re.sub(r"^([=<>!~]=?\s*[^=\s]+)=.*$", r"\1", clause.strip()) for clause in spec.split(",")]
    return ",".join(re.sub(r"^=\s*(?!=)([^*]+?)(\.?\*)?$", r"==\1.*", clause) for clause in clauses)


def _specifiers(spec: str) -> SpecifierSet | None:
    try:
        return SpecifierSet("" if spec.strip() == "*" else spec)
    except InvalidSpecifier:
        return None


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
