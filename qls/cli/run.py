"""From the paths that a user wrote to the outcome of each file, in their order."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from pathlib import Path

from qls import environment
from qls.cli.cache import digest_of
from qls.cli.found import FileOutcome, Task
from qls.environment import Environment
from qls.files import MARK, Unreadable, ignored_by_git, is_program, read_bytes, walk
from qls.patterns import Patterns
from qls.pins import kind_of
from qls.report import FAIL_ON
from qls.settings import Options, nearest_pyproject, read_pyproject

# Below this, starting processes costs more than they save.
_ENOUGH_FOR_A_POOL = 24


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
        return Task(str(path), found, options.settings_of(path), content, options.fail_on or FAIL_ON[0])

    def exclude(self, folder: Path) -> tuple[Patterns, ...]:
        exclude = self._options_of(folder).exclude
        return (exclude,) if exclude else ()

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
            options, problems = read_pyproject(file) if file else (Options(), ())
            self.problems += problems
            self._by_file[file] = self._options.over(_beside(file, options) if file else options)
        return self._by_file[file]


def _beside(file: Path, options: Options) -> Options:
    """A project writes its interpreter relative to its pyproject.toml."""
    return Options(python=str(file.parent / options.python)).over(options) if options.python else options


class Stop:
    """Whether the user wants it to end: the first Ctrl-C lets what is begun come to its end, the second does not.

    Attributes:
        left: how many files were not looked at.
    """

    def __init__(self) -> None:
        self.left = 0
        self._asked = False

    def __bool__(self) -> bool:
        return self._asked

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, *_: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


def collect(paths: Sequence[str], folders: FolderOptions, fail: Callable[[str, str], None]) -> Iterator[Task | None]:
    """A task for each file that is named, and for each below a folder that is named.

    None in its place where such a file does not mention Qiskit.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        if path.is_dir():
            if ignored_by_git(path):
                fail(str(path), "left out by .gitignore; name its files to have them checked")
                continue
            found: Iterator[Path] = walk(path, folders.exclude(path), _is_looked_at)
        elif path.is_file():
            found = iter([path])
        else:
            missing = not os.path.lexists(path)
            fail(str(path), "no such file or folder" if missing else "neither a file nor a folder")
            continue
        for file in found:
            if folders.leaves_out(file, named=file == path):
                continue
            if (real := _real(file)) not in seen:
                seen.add(real)
                yield _task(file, folders, fail, named=file == path)


def _real(file: Path) -> str:
    """What tells a file from all others, whatever links lead to it."""
    return (
        os.path.realpath(file)
        if file.is_symlink()
        else os.path.join(_real_folder(os.path.abspath(file.parent)), file.name)
    )


@cache
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _task(file: Path, folders: FolderOptions, fail: Callable[[str, str], None], *, named: bool) -> Task | None:
    """A task, with the digest of what it is about; None where that does not mention Qiskit, and is not named."""
    try:
        content = read_bytes(file)
    except Unreadable as error:
        if named:
            return folders.task(file)  # it says so itself
        fail(str(file), str(error))
        return None
    if not named and MARK not in (content if is_program(file.name) else content.lower()):
        return None
    return replace(folders.task(file), digest=digest_of(content))


def _is_looked_at(name: str) -> bool:
    return is_program(name) or bool(kind_of(name))


def run(
    work: Callable[[Task], FileOutcome], tasks: Sequence[Task], stop: Stop, jobs: int | None = None
) -> Iterator[FileOutcome]:
    """The outcomes in the order of ``tasks``; many tasks are spread over the processors, or over ``jobs`` processes."""
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if len(tasks) < _ENOUGH_FOR_A_POOL or workers < 2:
        for number, task in enumerate(tasks):
            if stop:
                stop.left += len(tasks) - number
                return
            yield work(task)
        return
    size = max(1, min(16, len(tasks) // (4 * workers)))
    parts = [tasks[at : at + size] for at in range(0, len(tasks), size)]
    with ProcessPoolExecutor(workers, initializer=_leave_stopping_to_the_first) as pool:
        yield from _spread(pool, work, parts, stop)


def _spread(
    pool: ProcessPoolExecutor, work: Callable[[Task], FileOutcome], parts: Sequence[Sequence[Task]], stop: Stop
) -> Iterator[FileOutcome]:
    futures = [pool.submit(_each, work, part) for part in parts]
    for part, future in zip(parts, futures, strict=True):
        if stop:
            for other in futures:
                other.cancel()
        if future.cancelled():
            stop.left += len(part)
            continue
        try:
            yield from future.result()
        except BrokenProcessPool:
            for task in part:
                yield FileOutcome(task.path, problems=("not checked: the process that checked it ended",), failed=True)


def _each(work: Callable[[Task], FileOutcome], part: Sequence[Task]) -> list[FileOutcome]:
    return [work(task) for task in part]


def _leave_stopping_to_the_first() -> None:
    """A Ctrl-C reaches every process of the terminal: those that write files come to the end of what they have."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was imported stays
    gc.set_threshold(50_000, 20, 50)  # an analysis makes much, and lets go of all of it at its end
