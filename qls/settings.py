"""What a project or a client chooses: ``[tool.qls]`` of pyproject.toml, settings of a client, options."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from qls.disk import LARGEST_SETTINGS, Unreadable, read_bytes
from qls.engine import DESTINATIONS, Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True)
class Options:
    """What one source says; None where it says nothing.

    Attributes:
        python: an interpreter, or the folder of an environment, whose packages count.
        destination: one of ``qls.engine.DESTINATIONS``.
        select: codes or prefixes of codes to report.
        ignore: codes or prefixes of codes to leave out.
        exclude: patterns of files to leave out, written as in a .gitignore.
        enable: False silences the server.
        trusted: False where the client says that the folder's own environment must not be used.
    """

    python: str | None = None
    destination: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    enable: bool | None = None
    trusted: bool | None = None

    def over(self, below: Options) -> Options:
        """These options, and those of ``below`` where these say nothing."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}
        return Options(**{k: getattr(below, k) if v is None else v for k, v in mine.items()})

    @property
    def settings(self) -> Settings:
        return Settings(self.destination or "auto", self.select or (), self.ignore or ())


def read_options(table: object, where: str) -> tuple[Options, tuple[str, ...]]:
    """The options of a table, and a line for each entry of the wrong type, which then counts as not given."""
    if not isinstance(table, Mapping):
        return Options(), (f"{where}: a table is wanted, not {_kind(table)}; the defaults are used",)
    found: dict[str, Any] = {}
    problems = []
    for key, read, wanted in _ENTRIES:
        value = table.get(key)
        if value is None:
            continue
        try:
            name = "python" if key == "interpreter" else key
            found[name] = read(value)
        except TypeError:
            problems.append(f"{where}: `{key}` is {wanted}, not {_kind(value)}; the default is used")
    return Options(**found), tuple(problems)


def nearest_pyproject(start: Path) -> Path | None:
    """The pyproject.toml of the folder ``start``, or of the nearest folder above it."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if os.path.lexists(candidate := folder / "pyproject.toml") and not os.path.isdir(candidate):
            return candidate
    return None


def read_pyproject(file: Path) -> tuple[Options, tuple[str, ...]]:
    """``[tool.qls]`` of one pyproject.toml; one that cannot be read says nothing, and one line tells so."""
    try:
        content = tomllib.loads(read_bytes(file, LARGEST_SETTINGS).decode("utf-8"))
    except RecursionError:
        return Options(), (f"{file}: not read: nested too deeply",)
    except (Unreadable, ValueError) as error:
        return Options(), (f"{file}: not read: {error}",)
    tool = content.get("tool")
    table = tool.get("qls") if isinstance(tool, Mapping) else None
    return read_options({} if table is None else table, f"{file}, [tool.qls]")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _interpreter(value: object) -> str | None:
    """A client sends a command as a list, a person writes a path; an empty one is none."""
    if value in ("", []):
        return None
    return _text(value[0] if isinstance(value, list) else value) or None


def _destination(value: object) -> str:
    if value not in DESTINATIONS:
        raise TypeError
    return str(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(_text(item) for item in value)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


_ENTRIES = (
    ("python", _interpreter, "a path"),
    ("interpreter", _interpreter, "a path or a list that begins with one"),
    ("destination", _destination, f"one of {', '.join(DESTINATIONS)}"),
    ("select", _texts, "a list of codes"),
    ("ignore", _texts, "a list of codes"),
    ("exclude", _texts, "a list of patterns"),
    ("enable", _switch, "true or false"),
    ("trusted", _switch, "true or false"),
)

_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return repr(value) if isinstance(value, str) else _KINDS.get(type(value), type(value).__name__)
