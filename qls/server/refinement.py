"""Asks jedi, beside the message loop, what the analysis of an open program cannot see by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

from qls.engine import Question
from qls.semantics.apart import Apart, ApartInference
from qls.server.documents import OpenProgram
from qls.server.projects import Projects, path_of
from qls.syntax.text import Position

_Asked = tuple[Path | None, str, Position]
_REMEMBERED = 2000  # answers
_PAUSE = 0.2  # seconds without an edit before anything is asked
_FIRST_PAUSE = 1.0  # before jedi's process is started, which takes a second of a processor
_WARM_UP = "from qiskit import Aer\nAer.get_backend('qasm_simulator')\n"


class Refinement:
    """Asks once for each text that decides an answer. A program keeps what it learned while it is edited.

    Args:
        learned: told of a program of which more is known now.
        apart: the process that jedi runs in.
    """

    def __init__(self, projects: Projects, learned: Callable[[OpenProgram], None], apart: Apart) -> None:
        self._projects, self._learned, self._apart = projects, learned, apart
        self._worker = ThreadPoolExecutor(1, "qls-inference")
        self._inference: tuple[int, ApartInference] | None = None  # the worker's
        self._age = 0  # counts the times that other files may have changed
        self._known: dict[_Asked, tuple[int, tuple[str, ...]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._warm = False

    def follow(self, program: OpenProgram) -> None:
        """Find out, after a pause, what this version asks; what an earlier version asked is given up."""
        self.give_up(program)
        if program.project.enabled:
            self._tasks[program.uri] = asyncio.get_running_loop().create_task(self._refine(program))

    def give_up(self, program: OpenProgram) -> None:
        """Whatever is being found out for the program is of no use any more."""
        if (task := self._tasks.pop(program.uri, None)) is not None:
            task.cancel()

    def forget(self) -> None:
        """Other files or the folders may have changed: ask again."""
        self._age += 1

    def close(self) -> None:
        """Nobody is there any more to be told."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _warm_up(self) -> None:
        """Load jedi, the stubs and libcst before somebody waits for them: the first hover, menu, question. Once."""
        if not self._warm:
            self._warm = True
            question = Question((0, 0, 0, 0, 0), _WARM_UP, Position(1, 3))
            self._worker.submit(self._ask, self._age, [], None, question)
            self._worker.submit(import_module, "qls.rewriting.imports")

    async def _refine(self, program: OpenProgram) -> None:
        """Until a newer version is published, or the program is closed: either cancels this."""
        await asyncio.sleep(_PAUSE if self._warm else _FIRST_PAUSE)
        try:
            questions = program.document.questions()
        except Exception:  # the report, which is made from the same facts, says so in the log
            return
        if program.report().findings:
            self._warm_up()
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        path = path_of(program.uri)
        answers = {question.key: await self._answer(question, path) for question in questions}
        if program.document.learn(answers):
            program.refined += 1
            self._learned(program)

    async def _answer(self, question: Question, path: Path | None) -> tuple[str, ...]:
        asked, age = (path, question.text, question.position), self._age
        known_at, names = self._known.get(asked, (-1, ()))
        if known_at != age:
            folders = list(self._projects.folders.values())
            loop = asyncio.get_running_loop()
            names = await loop.run_in_executor(self._worker, self._ask, age, folders, path, question)
            self._known[asked] = (age, names)
        return names

    def _ask(self, age: int, folders: list[Path], path: Path | None, question: Question) -> tuple[str, ...]:
        if self._inference is None or self._inference[0] != age:
            self._inference = (age, ApartInference(self._apart, folders, age))
        place = question.position
        return self._inference[1].qualified_names(question.text, place.line, place.column, path)
