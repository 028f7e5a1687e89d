"""From the paths that a user wrote to a task for each file, in their order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from qls import environment
from qls.cli.work import Task
from qls.environment import Environment
from qls.files import MARK, Tell, Unreadable, read_bytes, walk
from qls.settings import Options, nearest_pyproject, read_pyproject


class FolderOptions:
    """The options and the environment of each folder, read once.

    Attributes:
        problems: entries of a pyproject.toml that do not count, one line each.
        environments: those that were used, in order.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self.problems: list[str] = []
        self.environments: dict[str, Environment] = {}
        self._by_file: dict[Path | None, Options] = {}
        self._by_folder: dict[Path, tuple[Options, Environment]] = {}

    def task(self, path: Path, content: bytes | None = None) -> Task:
        """
        Raises:
            ValueError: the interpreter that was asked for is not there.
        """
        options, found = self._of(path.parent)
        self.environments.setdefault(str(found), found)
        return Task(str(path), found, options.settings, content)

    def exclude(self, folder: Path) -> tuple[str, ...]:
        return self._options_of(folder).exclude or ()

    def _of(self, folder: Path) -> tuple[Options, Environment]:
        folder = folder.absolute()
        if folder not in self._by_folder:
            options = self._options_of(folder)
            self._by_folder[folder] = (options, environment.find(options.python, folder))
        return self._by_folder[folder]

    def _options_of(self, folder: Path) -> Options:
        file = nearest_pyproject(folder)
        if file not in self._by_file:
            options, problems = read_pyproject(file) if file else (Options(), ())
            self.problems += problems
            self._by_file[file] = self._options.over(_beside(file, options) if file else options)
        return self._by_file[file]


def _beside(file: Path, options: Options) -> Options:
    """A project writes its interpreter relative to its pyproject.toml."""
    return Options(python=str(file.parent / options.python)).over(options) if options.python else options


def collect(paths: Sequence[str], folders: FolderOptions, tell: Tell, *, links: bool = True) -> Iterator[Task]:
    """A task for each file that is named, and for each below a folder that is named and mentions Qiskit.

    ``links`` False: links out of such a folder are not followed.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        if os.path.isdir(path):
            found: Iterator[Path] = filter(
                lambda file: _mentions_qiskit(file, tell),
                walk(path, folders.exclude(path), tell, links=links),
            )
        elif os.path.isfile(path):
            found = iter([path])
        else:
            missing = not os.path.lexists(path)
            tell(path, "no such file or folder" if missing else "neither a file nor a folder", True)
            continue
        for file in found:
            if (resolved := os.path.realpath(file)) not in seen:
                seen.add(resolved)
                yield folders.task(file)


def _mentions_qiskit(file: Path, tell: Tell) -> bool:
    try:
        return MARK in read_bytes(file)
    except Unreadable as error:
        tell(file, str(error), True)
        return False
