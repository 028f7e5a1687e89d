"""Asks jedi, beside the message loop, what the analysis of an open program cannot see by itself."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from qls.engine import Question
from qls.server.documents import OpenProgram
from qls.server.projects import path_of
from qls.syntax.text import Position

if TYPE_CHECKING:
    from qls.semantics.inference import StubInference
    from qls.server.app import Server

_Asked = tuple[Path | None, str, Position]
_REMEMBERED = 2000  # answers
_WARM_UP = "from qiskit import Aer\nAer.get_backend('qasm_simulator')\n"


class Refinement:
    """Answers by what was asked: an edit that changes nothing of it is answered at once, and asks nobody."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._worker = ThreadPoolExecutor(1, "qls-inference")
        self._inference: tuple[int, StubInference] | None = None  # the worker's
        self._age = 0  # counts the times that other files may have changed
        self._known: dict[_Asked, tuple[int, tuple[str, ...]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._warm = False

    def follow(self, program: OpenProgram) -> bool:
        """Tell the program what is known, and find out the rest; what an earlier version asked is given up.

        Returns:
            True where the program learned something.
        """
        self.give_up(program)
        if not program.project.enabled:
            return False
        try:
            questions = program.document.questions()
        except Exception:  # the report, which is made from the same facts, says so in the log
            return False
        path = path_of(program.uri)
        missing = []
        answers = {}
        for question in questions:
            age, names = self._known.get((path, question.text, question.position), (-1, ()))
            answers[question.key] = names
            if age != self._age:
                missing.append(question)
        if missing:
            task = asyncio.get_running_loop().create_task(self._find_out(program, path, missing))
            self._tasks[program.uri] = task
        return program.document.learn(answers)

    def give_up(self, program: OpenProgram) -> None:
        """Whatever is being found out for the program is of no use any more."""
        if (task := self._tasks.pop(program.uri, None)) is not None:
            task.cancel()

    def forget(self) -> None:
        """Other files or the folders may have changed: what is known counts until it is found out anew."""
        self._age += 1

    def warm_up(self) -> None:
        """Load jedi and the stubs before somebody waits for them; once."""
        if not self._warm:
            self._warm = True
            question = Question((0, 0, 0, 0, 0), _WARM_UP, Position(1, 3))
            self._worker.submit(self._ask, self._age, [], None, question)

    async def _find_out(self, program: OpenProgram, path: Path | None, questions: list[Question]) -> None:
        loop = asyncio.get_running_loop()
        age, folders = self._age, list(self._server.projects.folders.values())
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for question in questions:
            names = await loop.run_in_executor(self._worker, self._ask, age, folders, path, question)
            self._known[path, question.text, question.position] = (age, names)
        # No newer version was published, and the program was not closed: either would have cancelled this.
        del self._tasks[program.uri]
        self._server.learned(program)

    def _ask(self, age: int, folders: list[Path], path: Path | None, question: Question) -> tuple[str, ...]:
        from qls.semantics.inference import StubInference  # jedi comes with it: not before it is needed

        if self._inference is None or self._inference[0] != age:
            self._inference = (age, StubInference(folders))
        place = question.position
        return self._inference[1].qualified_names(question.text, place.line, place.column, path)
