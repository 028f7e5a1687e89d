"""Many files over the processors. A worker ends with its parent, and one that dies takes no other file with it."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, parent_process
from types import FrameType
from typing import Any

from qls.cli.found import FileOutcome, Task
from qls.disk import writing

_Work = Callable[[Task], FileOutcome]

# Below this, starting processes costs more than they save.
_ENOUGH_FOR_A_POOL = 24
# An analysis makes many objects, and lets go of all of them at its end: only then is it cheap to find them.
_MOST_OBJECTS = 2_000_000  # within an analysis
_MANY_OBJECTS = 1_000_000  # behind it
_LOOK = 0.2  # seconds between two looks at whether to stop


class Stop:
    """Whether the user wants it to end: the first Ctrl-C lets what is begun come to its end, the second does not.

    A polite kill (SIGTERM) is the same.

    Attributes:
        left: how many files were not looked at.
        signal: which signal it was; 0 while none has come.
    """

    def __init__(self) -> None:
        self.left = 0
        self.signal = 0
        self._before: list[tuple[int, Any]] = []  # a handler: a function, or a number of the signal module

    def __bool__(self) -> bool:
        return self.signal != 0

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = [(each, signal.signal(each, self._ask)) for each in (signal.SIGINT, signal.SIGTERM)]
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.signal:  # what is being written is finished by whoever writes it: its workers outlive it so long
            os._exit(128 + number)
        self.signal = number


def run(work: _Work, tasks: Sequence[Task], stop: Stop, jobs: int | None = None) -> Iterator[FileOutcome]:
    """The outcomes in the order of ``tasks``, up to where it was stopped.

    Many are spread over the processors, or over ``jobs`` processes.
    """
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if stop or len(tasks) < _ENOUGH_FOR_A_POOL or workers < 2:
        for number, task in enumerate(tasks):
            if stop:
                stop.left += len(tasks) - number
                return
            yield work(task)
        return
    rest = list(tasks)
    while rest:
        done = 0
        for outcome in _by_many(work, rest, workers, stop):
            done += 1
            yield outcome
        if stop:
            stop.left += len(rest) - done
            return
        # A worker has died, if any are left, and one of the next was what it died of.
        suspects, rest = rest[done : done + 2 * workers + 1], rest[done + 2 * workers + 1 :]
        for task in suspects:
            yield _by_one(work, task)


def _by_many(work: _Work, tasks: Sequence[Task], workers: int, stop: Stop) -> Iterator[FileOutcome]:
    """The outcomes up to the first that is not there because its worker died, or to where it was stopped."""
    with ProcessPoolExecutor(workers, initializer=_begin) as pool:
        futures = [pool.submit(_worked, work, task) for task in tasks]
        for future in futures:
            try:
                outcome = _result(future, futures, stop)
            except BrokenProcessPool:
                return
            if outcome is not None:
                yield outcome


def _result(future: Future[FileOutcome], futures: Sequence[Future[FileOutcome]], stop: Stop) -> FileOutcome | None:
    while True:
        if stop:
            for each in futures:
                each.cancel()
        if future.cancelled():
            return None
        try:
            return future.result(timeout=_LOOK)
        except TimeoutError:
            continue


def _by_one(work: _Work, task: Task) -> FileOutcome:
    try:
        with ProcessPoolExecutor(1, initializer=_begin) as pool:
            return pool.submit(_worked, work, task).result()
    except BrokenProcessPool:
        return FileOutcome(task.path, problems=("not checked: the process that checked it ended",), failed=True)


def _worked(work: _Work, task: Task) -> FileOutcome:
    outcome = work(task)
    if gc.get_count()[0] > _MANY_OBJECTS:
        gc.collect()
    return outcome


def _begin() -> None:
    """In a worker: signals are the parent's affair, and its end is this process's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()  # what was imported stays
    gc.set_threshold(_MOST_OBJECTS, 20, 50)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    if (parent := parent_process()) is not None:
        connection.wait([parent.sentinel])
        with writing:
            os._exit(1)
