"""What a release has under which name, read from its archive: nothing of it runs.

``ast`` alone; a re-export through ``from .x import *`` is followed by what the modules say: ``__all__`` where it is a
list in sight, else every public name.
"""

from __future__ import annotations

import ast
import re
import tarfile
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

ROOTS = (
    "qiskit", "qiskit_aer", "qiskit_ibm_runtime", "qiskit_ibm_provider", "qiskit_algorithms", "qiskit_machine_learning",
    "qiskit_optimization", "qiskit_nature", "qiskit_experiments",
)  # fmt: skip
_NEVER = {"tests", "benchmarks", "tools_test"}


@dataclass
class Definition:
    """A class, function or value where it is defined.

    Attributes:
        kind: ``class``, ``function`` or ``value``.
        since: the version that deprecated it, by its decorator; may be empty.
        bases: of a class, as expressions in dotted form.
        members: of a class, what its own body gives.
        parameters: of a function, or of a class's ``__init__``, those with a name.
    """

    kind: str
    since: str = ""
    bases: tuple[str, ...] = ()
    members: dict[str, Definition] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    old: dict[str, str] = field(default_factory=dict)  # parameters by the version that deprecated them


@dataclass
class Module:
    """One module: what its statements bind."""

    name: str
    package: bool
    own: dict[str, Definition] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)  # local name: module, name ("" for the module)
    stars: list[str] = field(default_factory=list)
    listed: list[str] | None = None  # __all__
    since: str = ""  # the version whose deprecation warning stands at its top
    lazy: dict[str, str] = field(default_factory=dict)  # names of its __getattr__: the version that deprecated them


@dataclass
class Release:
    """All modules of one release by their names."""

    modules: dict[str, Module]

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """By module, its public names with the dotted place where each is defined."""
        return {name: dict(self._public(module)) for name, module in self.modules.items()}

    def _public(self, module: Module) -> Iterator[tuple[str, str]]:
        inside = [name[len(module.name) + 1 :] for name in self.modules if name.startswith(f"{module.name}.")]
        names = {*module.own, *module.imported, *(name for name in inside if "." not in name)}
        for star in module.stars:
            names |= self.exported(star)
        for name in sorted(names):
            if not name.startswith("_"):
                place = self.place(module.name, name)
                if place is not None:
                    yield name, place

    def exported(self, module: str, seen: tuple[str, ...] = ()) -> set[str]:
        """What ``from module import *`` brings."""
        found = self.modules.get(module)
        if found is None or module in seen:
            return set()
        if found.listed is not None:
            return set(found.listed)
        names = {*found.own, *found.imported}
        for star in found.stars:
            names |= self.exported(star, (*seen, module))
        return {name for name in names if not name.startswith("_")}

    def place(self, module: str, name: str, seen: tuple[tuple[str, str], ...] = ()) -> str | None:
        """Where what ``module`` calls ``name`` is defined; None where another package defines it."""
        found = self.modules.get(module)
        if found is None or (module, name) in seen:
            return None
        seen = (*seen, (module, name))
        if name in found.own:
            return f"{module}.{name}"
        if name in found.imported:
            source, what = found.imported[name]
            if not what:
                return source if source in self.modules else None
            return self.place(source, what, seen) or (
                f"{source}.{what}" if f"{source}.{what}" in self.modules else None
            )
        for star in reversed(found.stars):
            if name in self.exported(star):
                return self.place(star, name, seen)
        return f"{module}.{name}" if f"{module}.{name}" in self.modules else None

    def definition(self, place: str) -> Definition | None:
        """The definition at a place."""
        module, _, name = place.rpartition(".")
        found = self.modules.get(module)
        return found.own.get(name) if found is not None else None

    def members(self, place: str, seen: frozenset[str] = frozenset()) -> dict[str, Definition] | None:
        """What a class at ``place`` has, its bases' as well; None where a base is of another package or makes names."""
        definition = self.definition(place)
        if definition is None or definition.kind != "class" or place in seen:
            return None
        found: dict[str, Definition] = {}
        module = place.rpartition(".")[0]
        for base in reversed(definition.bases):
            where = self._base(module, base)
            inherited = None if where is None else self.members(where, seen | {place})
            found |= inherited or {}
        return {**found, **definition.members}

    def _base(self, module: str, base: str) -> str | None:
        head, _, rest = base.partition(".")
        place = self.place(module, head)
        while rest and place is not None:
            name, _, rest = rest.partition(".")
            place = self.place(place, name)
        return place


def read(archive: Path) -> Release:
    """The release in a wheel or source archive."""
    modules: dict[str, Module] = {}
    for path, text in sorted(_sources(archive)):
        parts = path[: -len(".py")].split("/")
        package = parts[-1] == "__init__"
        parts = parts[:-1] if package else parts
        if parts[0] not in ROOTS or any(part.startswith("_") or part in _NEVER for part in parts):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
        except SyntaxError:
            continue
        module = modules[".".join(parts)] = Module(".".join(parts), package)
        _Reader(module).block(tree.body)
        _read_lazy(module, tree)
    for name in list(modules):  # packages without an __init__ of their own
        while name := name.rpartition(".")[0]:
            modules.setdefault(name, Module(name, True))
    return Release(modules)


def _sources(archive: Path) -> Iterator[tuple[str, str]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                if name.endswith(".py"):
                    yield name, wheel.read(name).decode("utf-8", "replace")
        return
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            name = member.name.partition("/")[2]
            if name.endswith(".py") and (stream := source.extractfile(member)) is not None:
                yield name.removeprefix("src/"), stream.read().decode("utf-8", "replace")


def _read_lazy(module: Module, tree: ast.Module) -> None:
    """The names that a module's ``__getattr__`` gives: of the tables that it looks in, and those it compares with."""
    gives = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "__getattr__"), None)
    if gives is None:
        return
    read = {part.id for part in ast.walk(gives) if isinstance(part, ast.Name)}
    found = _VERSION.search(" ".join(_strings(gives)))
    since = found[1] if found else ""
    names: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in read:
            try:
                table = ast.literal_eval(node.value)
            except ValueError:
                continue
            if isinstance(table, dict):
                names |= {key: value if isinstance(value, str) else "" for key, value in table.items()}
            elif isinstance(table, (set, list, tuple)):
                names |= dict.fromkeys(table, "")
    for part in ast.walk(gives):
        if isinstance(part, ast.Compare) and isinstance(part.left, ast.Name) and part.left.id == "name":
            names |= {text: "" for each in part.comparators for text in _strings(each)}
    for name, source in names.items():
        if not isinstance(name, str) or not name.isidentifier() or name in module.own or name in module.imported:
            continue
        module.lazy[name] = since
        if source:
            module.imported[name] = (source, name)
        else:
            module.own[name] = Definition("value", since)


_VERSION = re.compile(r"(?:as of|since|in)\s+(?:version\s+)?[\w\s./-]*?(\d+\.\d+)", re.I)


class _Reader:
    """Follows a module's statements, whichever branch they stand in."""

    def __init__(self, module: Module) -> None:
        self.module = module

    def block(self, body: list[ast.stmt]) -> None:
        for node in body:
            self.statement(node)

    def statement(self, node: ast.stmt) -> None:
        module = self.module
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            module.own[node.name] = _defined(node)
            module.imported.pop(node.name, None)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self.assign(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self.assign(node.target, node.value)
        elif isinstance(node, ast.AugAssign):
            if isinstance(node.target, ast.Name) and node.target.id == "__all__":
                module.listed = None
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    module.imported[alias.asname] = (alias.name, "")
        elif isinstance(node, ast.ImportFrom):
            self.from_import(node)
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            return
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for name in ("body", "handlers", "orelse", "finalbody"):
                for part in getattr(node, name, ()):
                    self.block(part.body) if isinstance(part, ast.ExceptHandler) else self.statement(part)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            self.warned(node.value)

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            for part in target.elts:
                self.assign(part, ast.Constant(None))
        if not isinstance(target, ast.Name):
            return
        if target.id == "__all__":
            try:
                self.module.listed = list(ast.literal_eval(value))
            except ValueError:
                self.module.listed = None
        elif isinstance(value, ast.Name) and value.id in self.module.imported:
            self.module.imported[target.id] = self.module.imported[value.id]
        elif isinstance(value, ast.Name) and value.id in self.module.own:
            self.module.imported[target.id] = (self.module.name, value.id)
        else:
            self.module.own[target.id] = Definition("value")

    def from_import(self, node: ast.ImportFrom) -> None:
        source = node.module or ""
        if node.level:
            parts = self.module.name.split(".")
            parts = parts[: len(parts) - node.level + (1 if self.module.package else 0)]
            source = ".".join([*parts, *([node.module] if node.module else [])])
        for alias in node.names:
            if alias.name == "*":
                self.module.stars.append(source)
            else:
                self.module.imported[alias.asname or alias.name] = (source, alias.name)
                self.module.own.pop(alias.asname or alias.name, None)

    def warned(self, call: ast.Call) -> None:
        warns = ast.unparse(call.func).endswith("warn") and "eprecat" in ast.unparse(call)
        if warns and (found := _VERSION.search(" ".join(_strings(call)))):
            self.module.since = found[1]


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _defined(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Definition:
    if not isinstance(node, ast.ClassDef):
        return Definition("function", _since(node), parameters=_parameters(node), old=_old(node))
    members: dict[str, Definition] = {}
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
            members[item.name] = _defined(item)
            if item.name in ("__init__", "__new__"):
                for part in filter(_is_own, ast.walk(item)):
                    members.setdefault(part.attr, Definition("value"))
        elif isinstance(item, ast.Assign):
            members |= {part.id: Definition("value") for part in item.targets if isinstance(part, ast.Name)}
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            members[item.target.id] = Definition("value")
    made = members.get("__init__")
    since = _since(node) or (made.since if made is not None else "")
    bases = tuple(ast.unparse(base) for base in node.bases if isinstance(base, (ast.Name, ast.Attribute)))
    parameters = made.parameters if made is not None else ()
    return Definition("class", since, bases, members, parameters, made.old if made is not None else {})


def _is_own(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """True where something is stored as ``self.…``."""
    stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    return stored and isinstance(node.value, ast.Name) and node.value.id == "self"  # type: ignore[attr-defined]


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    spec = node.args
    return tuple(a.arg for a in (*spec.args, *spec.kwonlyargs) if a.arg not in ("self", "cls"))


def _since(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    for call in _decorators(node, "deprecate_func", "deprecate_function", "deprecated"):
        version = next((k.value for k in call.keywords if k.arg == "since"), None)
        if isinstance(version, ast.Constant) and isinstance(version.value, str):
            return version.value
    return ""


def _old(node: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, str]:
    found = {}
    for call in _decorators(node, "deprecate_arg"):
        version = next((k.value for k in call.keywords if k.arg == "since"), None)
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(version, ast.Constant):
            found[str(call.args[0].value)] = str(version.value)
    return found


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, *names: str) -> Iterator[ast.Call]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).rpartition(".")[2] in names:
            yield decorator
