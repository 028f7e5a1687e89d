"""What a project or a client chooses: ``[tool.qls]`` of pyproject.toml, settings of a client, options."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeGuard

from qls.choice import DESTINATIONS, Settings
from qls.disk import LARGEST_SETTINGS, Odd, Unreadable, read_bytes
from qls.own import OWN, nearest
from qls.patterns import Patterns
from qls.report import FAIL_ON

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
        exclude: files to leave out.
        per_file_ignores: by files, codes or prefixes of codes to leave out there.
        modernize: True where what works as it is shall be fixed too.
        line_length: characters of a line that a fix writes.
        fail_on: one of ``qls.report.FAIL_ON``.
        force_exclude: True where a file that is named is left out too if ``exclude`` says so.
        baseline: a file with the findings that are known.
        blocks: True where blocks of code in documents and docstrings are looked at, too.
        enable: False silences the server.
        trusted: False where the client says that the folder's own environment must not be used.
    """

    python: str | None = None
    destination: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    exclude: Patterns | None = None
    per_file_ignores: tuple[tuple[Patterns, tuple[str, ...]], ...] | None = None
    modernize: bool | None = None
    line_length: int | None = None
    fail_on: str | None = None
    force_exclude: bool | None = None
    baseline: str | None = None
    blocks: bool | None = None
    enable: bool | None = None
    trusted: bool | None = None

    def over(self, below: Options) -> Options:
        """These options, and those of ``below`` where these say nothing."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}
        return Options(**{k: getattr(below, k) if v is None else v for k, v in mine.items()})

    @property
    def settings(self) -> Settings:
        return Settings(
            self.destination or "auto",
            self.select or (),
            self.ignore or (),
            bool(self.modernize),
            self.line_length or Settings.line_length,
        )

    def settings_of(self, path: Path) -> Settings:
        """The settings for one file."""
        settings = self.settings
        more = [codes for patterns, codes in self.per_file_ignores or () if patterns.covers(path)]
        return replace(settings, ignore=(*settings.ignore, *sum(more, ()))) if more else settings

    def leaves_out(self, path: Path) -> bool:
        """True where ``exclude`` means this file."""
        return self.exclude is not None and self.exclude.covers(path)


def read_options(table: object, where: str, root: Path, *, strict: bool = False) -> tuple[Options, tuple[str, ...]]:
    """The options of a table, and a line for each entry that is wrong, which then counts as not given.

    Args:
        root: what patterns and paths are relative to.
        strict: an entry that is unknown is wrong; a client has entries of its own among them.
    """
    if not isinstance(table, Mapping):
        return Options(), (f"{where}: a table is wanted, not {_kind(table)}",)
    found: dict[str, Any] = {}
    problems = []
    if strict:
        problems = [
            f"{where}: there is no `{key}`{nearest(str(key), _ENTRIES)}" for key in table if key not in _ENTRIES
        ]
    for key, (read, wanted) in _ENTRIES.items():
        value = table.get(key)
        if value is None:
            continue
        try:
            name = "python" if key == "interpreter" else key.replace("-", "_")
            found[name] = read(value, root)
        except LookupError as unknown:
            problems.append(f"{where}: `{key}`: {unknown.args[0]}")
        except TypeError:
            problems.append(f"{where}: `{key}` is {wanted}, not {_kind(value)}")
    return Options(**found), tuple(problems)


def nearest_pyproject(start: Path) -> Path | None:
    """The pyproject.toml of the folder ``start``, or of the nearest folder above it."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if os.path.lexists(candidate := folder / "pyproject.toml") and not os.path.isdir(candidate):
            return candidate
    return None


def read_pyproject(file: Path) -> tuple[Options, tuple[str, ...]]:
    """``[tool.qls]`` of one pyproject.toml, and a line for each entry that is wrong; or one that it cannot be read.

    Raises:
        Odd: nobody has written settings there.
    """
    try:
        content = tomllib.loads(read_bytes(file, LARGEST_SETTINGS).decode("utf-8"))
    except Odd:
        raise
    except RecursionError:
        raise Odd("nested too deeply") from None
    except (Unreadable, ValueError) as error:
        return Options(), (f"{file}: not read: {error}",)
    tool = content.get("tool")
    tools = tool if isinstance(tool, Mapping) else {}
    table = tools.get("qls")
    options, problems = read_options({} if table is None else table, f"{file}, [tool.qls]", file.parent, strict=True)
    return options.over(Options(line_length=_formatted_to(tools))), problems


def _formatted_to(tools: Mapping[str, object]) -> int | None:
    """The length of a line that the project's formatter is told."""
    tables = [tools.get(name) for name in ("ruff", "black")]
    told = [table.get("line-length") for table in tables if isinstance(table, Mapping)]
    return next((length for length in told if _is_length(length)), None)


def _is_length(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 40 <= value <= 320


def check_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """``codes``, each of which is a code or the beginning of one.

    Raises:
        LookupError: one is not; the message is a sentence that names the nearest.
    """
    codes = tuple(codes)
    if not codes:
        return ()
    from qls.engine import NAMES  # all of qls comes with it: only where codes are named

    known = (*NAMES, *(own.code for own in OWN))
    for code in codes:
        if not code or not any(each.startswith(code) for each in known):
            raise LookupError(f"{code!r} is no code, and no code begins with it{nearest(code, known)}")
    return codes


def check_patterns(patterns: Patterns) -> Patterns:
    """``patterns``, each of which is one.

    Raises:
        LookupError: one is not; the message is a sentence without its full stop.
    """
    if patterns.problems:
        raise LookupError(patterns.problems[0])
    return patterns


def _text(value: object, root: Path) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _interpreter(value: object, root: Path) -> str | None:
    """A client sends a command as a list, a person writes a path; an empty one is none."""
    if value in ("", []):
        return None
    return _text(value[0] if isinstance(value, list) else value, root) or None


def _path(value: object, root: Path) -> str:
    return str(root / _text(value, root))


def _one_of(choices: tuple[str, ...]) -> Callable[[object, Path], str]:
    def read(value: object, root: Path) -> str:
        if value not in choices:
            raise TypeError
        return str(value)

    return read


def _texts(value: object, root: Path) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(_text(item, root) for item in value)


def _codes(value: object, root: Path) -> tuple[str, ...]:
    return check_codes(_texts(value, root))


def _patterns(value: object, root: Path) -> Patterns:
    return check_patterns(Patterns(root, _texts(value, root)))


def _codes_by_pattern(value: object, root: Path) -> tuple[tuple[Patterns, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping):
        raise TypeError
    return tuple((_patterns((key,), root), _codes(codes, root)) for key, codes in value.items())


def _length(value: object, root: Path) -> int:
    if not _is_length(value):
        raise TypeError
    return value


def _switch(value: object, root: Path) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


# By its name in a table: what reads it, and what it is, in words.
_ENTRIES: dict[str, tuple[Callable[[object, Path], object], str]] = {
    "python": (_interpreter, "a path"),
    "interpreter": (_interpreter, "a path or a list that begins with one"),
    "destination": (_one_of(DESTINATIONS), f"one of {', '.join(DESTINATIONS)}"),
    "select": (_codes, "a list of codes"),
    "ignore": (_codes, "a list of codes"),
    "exclude": (_patterns, "a list of patterns"),
    "per-file-ignores": (_codes_by_pattern, "a table of lists of codes by patterns"),
    "modernize": (_switch, "true or false"),
    "line-length": (_length, "a number from 40 to 320"),
    "fail-on": (_one_of(FAIL_ON), f"one of {', '.join(FAIL_ON)}"),
    "force-exclude": (_switch, "true or false"),
    "baseline": (_path, "a path"),
    "blocks": (_switch, "true or false"),
    "enable": (_switch, "true or false"),
    "trusted": (_switch, "true or false"),
}

_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return repr(value) if isinstance(value, str) else _KINDS.get(type(value), type(value).__name__)
