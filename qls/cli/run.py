"""From the paths that a user wrote to a task for each file, in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from qls import environment
from qls.cli.cache import digest_of
from qls.cli.found import Task, content_of
from qls.disk import Odd, Unreadable
from qls.environment import Environment
from qls.files import MARK, Tell, ignored_by_git, is_document, is_program, walk
from qls.patterns import Patterns
from qls.pins import kind_of
from qls.report import FAIL_ON
from qls.settings import Options, nearest_pyproject, read_pyproject


class FolderOptions:
    """The options and the environment of each folder, read once.

    Attributes:
        problems: what is wrong in a pyproject.toml, one line each.
        environments: those that were used, in order.
    """

    def __init__(self, options: Options, tell: Tell) -> None:
        self._options, self._tell = options, tell
        self.problems: list[str] = []
        self.environments: dict[str, Environment] = {}
        self._nearest: dict[Path, Path | None] = {}
        self._by_file: dict[Path | None, Options] = {}
        self._by_folder: dict[Path, tuple[Options, Environment]] = {}

    def task(self, path: Path, content: bytes | None = None) -> Task:
        """
        Raises:
            ValueError: the interpreter that was asked for is not there.
        """
        options, found = self._of(path.parent)
        self.environments.setdefault(str(found), found)
        fail_on, blocks = options.fail_on or FAIL_ON[0], bool(options.blocks)
        return Task(str(path), found, options.settings_of(path), content, fail_on, blocks=blocks)

    def exclude(self, folder: Path) -> tuple[Patterns, ...]:
        exclude = self._options_of(folder).exclude
        return (exclude,) if exclude else ()

    def is_looked_at(self, folder: Path) -> Callable[[str], bool]:
        """Tells the names of files that are looked at where nobody named them."""
        documents = bool(self._options_of(folder).blocks)
        return lambda name: is_program(name) or bool(kind_of(name)) or (documents and is_document(name))

    def leaves_out(self, file: Path, *, named: bool) -> bool:
        """True where the folder that ``file`` is in leaves it out; one that is ``named`` only if it says so."""
        options = self._options_of(file.parent)
        return (bool(options.force_exclude) or not named) and options.leaves_out(file)

    def baseline(self, file: Path) -> str | None:
        """Where the known findings of a file are written."""
        return self._options_of(file.parent).baseline

    def _of(self, folder: Path) -> tuple[Options, Environment]:
        folder = folder.absolute()
        if folder not in self._by_folder:
            options = self._options_of(folder)
            self._by_folder[folder] = (options, environment.find(options.python, folder))
        return self._by_folder[folder]

    def _options_of(self, folder: Path) -> Options:
        if folder not in self._nearest:
            self._nearest[folder] = nearest_pyproject(folder)
        file = self._nearest[folder]
        if file not in self._by_file:
            options = self._read(file) if file else Options()
            self._by_file[file] = self._options.over(_beside(file, options) if file else options)
        return self._by_file[file]

    def _read(self, file: Path) -> Options:
        try:
            options, problems = read_pyproject(file)
        except Odd as odd:
            self._tell(file, f"not read: {odd}", False)
            return Options()
        self.problems += problems
        return options


def _beside(file: Path, options: Options) -> Options:
    """A project writes its interpreter relative to its pyproject.toml."""
    return Options(python=str(file.parent / options.python)).over(options) if options.python else options


def collect(paths: Sequence[str], folders: FolderOptions, tell: Tell, *, links: bool = True) -> Iterator[Task | None]:
    """A task for each file that is named, and for each below a folder that is named.

    None in its place where such a file does not mention Qiskit.

    Args:
        links: False where links out of such a folder are not followed.
    """
    seen: set[str] = set()
    real_folder = cache(os.path.realpath)  # of many files
    for path in map(Path, paths):
        named = not os.path.isdir(path)
        if not named:
            if ignored_by_git(path):
                tell(path, "left out by .gitignore; name its files to have them checked", True)
                continue
            found = walk(path, folders.exclude(path), tell, wanted=folders.is_looked_at(path), links=links)
        elif os.path.isfile(path):
            found = iter([path])
        else:
            missing = not os.path.lexists(path)
            tell(path, "no such file or folder" if missing else "neither a file nor a folder", True)
            continue
        for file in found:
            if folders.leaves_out(file, named=named):
                continue
            if (real := _real(file, real_folder)) not in seen:
                seen.add(real)
                yield _task(file, folders, tell, named=named)


def _real(file: Path, real_folder: Callable[[str], str]) -> str:
    """What tells a file from all others, whatever links lead to it."""
    if os.path.islink(file):
        return os.path.realpath(file)
    folder, name = os.path.split(file)
    return os.path.join(real_folder(folder), name)


def _task(file: Path, folders: FolderOptions, tell: Tell, *, named: bool) -> Task | None:
    """A task, with the digest of what it is about; None where that does not mention Qiskit, and is not named."""
    try:
        content = content_of(file)
    except Unreadable as error:
        if named:
            return folders.task(file)  # it says so itself
        tell(file, str(error), True)
        return None
    if not named and MARK not in (content.lower() if kind_of(file.name) else content):
        return None
    return replace(folders.task(file), digest=digest_of(content))
