"""Which settings and environment count for a document: by workspace folder and nearest pyproject.toml."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pygls.uris import to_fs_path

from qls import environment
from qls.disk import Odd
from qls.engine import Settings
from qls.environment import Environment
from qls.patterns import Patterns
from qls.settings import Options, nearest_pyproject, read_options, read_pyproject

log = logging.getLogger("qls")


@dataclass(frozen=True)
class Project:
    """What counts for the documents of one folder."""

    folder: Path | None
    environment: Environment = field(default_factory=environment.newest)
    settings: Settings = field(default_factory=Settings)
    enabled: bool = True
    options: Options = field(default_factory=Options)

    @property
    def exclude(self) -> tuple[Patterns, ...]:
        return (self.options.exclude,) if self.options.exclude else ()

    def of_file(self, path: Path | None) -> Project:
        """What counts for one file."""
        return (
            replace(self, settings=self.options.settings_of(path)) if path and self.options.per_file_ignores else self
        )


class Projects:
    """The projects of a session.

    The client's settings go before those of pyproject.toml, and a folder's before those for all folders.
    """

    def __init__(self, warn: Callable[[str], None]) -> None:
        self._warn = warn
        self._said: set[str] = set()
        self.folders: dict[str, Path] = {}
        self._client = Options()
        self._by_folder: dict[Path, Options] = {}
        self._known: dict[tuple[Path | None, Path | None], Project] = {}

    def add_folder(self, uri: str) -> None:
        if (path := path_of(uri)) is not None:
            self.folders[uri] = path
            self.forget()

    def remove_folder(self, uri: str) -> None:
        if (path := self.folders.pop(uri, None)) is not None:
            self._by_folder.pop(path, None)
            self.forget()

    def configure(self, settings: object, folder: Path | None = None) -> bool:
        """Take over what the client says, for one folder or for all; null says nothing. True where that is news."""
        if settings is None:
            settings = {}
        if isinstance(settings, dict) and isinstance(settings.get("qls"), dict):
            settings = settings["qls"]
        root = folder or next(iter(self.folders.values()), Path.cwd())
        options, problems = read_options(settings, "settings of the editor", root)
        self._say_passed_over(problems)
        if folder is None:
            before, after = self._client, options
            self._client = options
        else:
            before, after = self._by_folder.get(folder, Options()).over(self._client), options.over(self._client)
            self._by_folder[folder] = options
        if after != before:
            self.forget()
        return after != before

    def forget(self) -> None:
        """Read every pyproject.toml and every environment again when it is next needed."""
        self._known = {}

    def of(self, uri: str) -> Project:
        """The project of a document; one that is in no folder belongs to the first, or to where it lies."""
        path = path_of(uri)
        start = path.parent if path else next(iter(self.folders.values()), None)
        pyproject = nearest_pyproject(start) if start else None
        key = (self._folder_of(start), pyproject)
        if key not in self._known:
            self._known[key] = self._read(key[0] or start, pyproject)
        return self._known[key].of_file(path)

    def _folder_of(self, start: Path | None) -> Path | None:
        holding = [folder for folder in self.folders.values() if start and start.is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts), default=start)

    def _read(self, folder: Path | None, pyproject: Path | None) -> Project:
        try:
            below, problems = read_pyproject(pyproject) if pyproject else (Options(), ())
        except Odd as odd:
            below, problems = Options(), (f"{pyproject}: not read: {odd}",)
        self._say_passed_over(problems)
        client = self._by_folder.get(folder, Options()).over(self._client) if folder else self._client
        options = client.over(below)
        trusted = options.trusted is not False
        base = (pyproject.parent if pyproject and not client.python else folder) if options.python else None
        python = str(base / options.python) if base and options.python else options.python
        try:
            found = environment.find(python, folder, trusted=trusted)
        except ValueError as error:
            self._say((f"{error}; the setting `interpreter` is passed over",))
            found = environment.find(None, folder, trusted=trusted)
        log.info("%s: %s", folder or "documents without a folder", found)
        return Project(folder, found, options.settings, options.enable is not False, options)

    def _say_passed_over(self, problems: Iterable[str]) -> None:
        self._say(f"{problem.rstrip('.')}; the default is used" for problem in problems)

    def _say(self, problems: Iterable[str]) -> None:
        """Each problem once, however often it is read."""
        for problem in problems:
            if problem not in self._said:
                self._said.add(problem)
                self._warn(problem)


def path_of(uri: str) -> Path | None:
    """The path of a ``file:`` uri; None for any other and for what is no uri."""
    if not uri.startswith("file:"):
        return None
    try:
        path = to_fs_path(uri)
    except (ValueError, TypeError):
        return None
    return Path(path) if path else None
