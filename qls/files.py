"""Python files and notebooks of a folder, and their text: found, decoded, and written back byte for byte."""

from __future__ import annotations

import io
import os
import re
import tokenize
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qls.disk import LARGEST_SETTINGS, Changed, Unreadable, read_bytes, write
from qls.globs import spec_of
from qls.syntax.notebook import Notebook
from qls.syntax.text import Range, TextEdit, apply_edits, split_lines

if TYPE_CHECKING:  # costs more than a small check takes; most folders need it, a single file never does
    from pathspec import GitIgnoreSpec

    _Specs = list[tuple[Path, GitIgnoreSpec]]

SUFFIXES = (".py", ".ipynb")
MARK = b"qiskit"  # a file without this word uses no Qiskit

_NEVER = frozenset({"node_modules", "site-packages", "__pycache__"})


class Uncarried(Exception):
    """A file's encoding does not carry an edit byte for byte; the message is one line without the path."""


# Told of a path about which there is something to say: what, and whether it means that something was not read.
Tell = Callable[[Path, str, bool], None]


def _nobody(path: Path, reason: str, failed: bool) -> None:
    pass


@dataclass(frozen=True)
class FileProgram:
    """A file's program.

    Attributes:
        source: the module to analyse.
        notebook: the notebook that the module was joined from; None for a Python file.
        original: the file's content, where its encoding may not give it back.
    """

    source: str
    notebook: Notebook | None = None
    encoding: str = "utf-8"
    bom: bool = False
    original: bytes | None = field(default=None, repr=False)

    def edited(self, edits: Sequence[TextEdit]) -> bytes:
        """The file's new content with ``edits`` of the module made, new lines ended as the file's first one is.

        Raises:
            ValueError: an edit of a notebook reaches from one cell into another.
            UnicodeEncodeError: the new text has characters that the file's encoding lacks.
            Uncarried: the encoding gives other bytes for text that is not edited.
        """
        if self.notebook:
            return self._encoded(self.notebook.edited(edits))
        if (end := _line_end(self.source)) != "\n":
            edits = [TextEdit(e.range, re.sub("\r?\n", end, e.text)) for e in edits]
        content = self._encoded(apply_edits(self.source, edits))
        if self.encoding != "utf-8":
            self._carries(edits, content)
        return content

    def _encoded(self, text: str) -> bytes:
        try:
            return (BOM_UTF8 if self.bom else b"") + text.encode(self.encoding)
        except UnicodeEncodeError:
            raise
        except UnicodeError as error:  # a codec that fails in its own way
            raise Uncarried(f"its encoding {self.encoding} cannot be written: {error}") from None

    def _carries(self, edits: Sequence[TextEdit], content: bytes) -> None:
        """Nothing, where what stands before the first edit and behind the last one has the same bytes as before."""
        lines = split_lines(self.source)
        first = min((edit.range.start.line for edit in edits), default=0)
        last = max((edit.range.end.line + 1 for edit in edits), default=0)
        head, tail = "".join(lines[:first]), "".join(lines[last:])
        try:
            same = self.original is None or self._encoded(self.source) == self.original
            for part, stands in (
                (self._encoded(head), content.startswith),
                (tail.encode(self.encoding), content.endswith),
            ):
                same = same and stands(part)
            same = same and content.decode(self.encoding).endswith(tail)
        except UnicodeError:
            same = False
        if not same:
            raise Uncarried(f"its encoding {self.encoding} does not keep every byte that is not edited")

    def locate(self, span: Range) -> tuple[int | None, Range]:
        """The number of the notebook's cell (None in a Python file), and the range in it."""
        return self.notebook.locate(span) if self.notebook else (None, span)


def decode(content: bytes, name: str) -> FileProgram:
    """The program in a file's content; ``name`` tells a notebook by its end.

    Raises:
        Unreadable: the encoding is unknown or wrong, or a notebook's JSON is.
    """
    if name.endswith(".ipynb"):
        return _notebook(content)
    bom = content.startswith(BOM_UTF8)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        original = None if encoding == "utf-8" else content
        source = content[3:].decode(encoding) if bom else content.decode(encoding)
        return FileProgram(source, None, encoding, bom, original)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not {error.encoding.upper()} (byte {error.start + 1})") from None
    except (SyntaxError, LookupError, ValueError) as error:  # a codec may fail in its own way
        raise Unreadable(_encoding_problem(content, error)) from None


def _line_end(text: str) -> str:
    """How the first line of ``text`` ends."""
    found = re.search("\r\n?|\n", text)
    return found.group() if found else "\n"


def _encoding_problem(content: bytes, error: Exception) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return f"not UTF-8 (byte {wrong.start + 1}), and no other encoding is declared"
    return f"not decoded: {error}"


def _notebook(content: bytes) -> FileProgram:
    bom = content.startswith(BOM_UTF8)
    try:
        text = (content[3:] if bom else content).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 (byte {error.start + 1})") from None
    try:
        notebook = Notebook(text)
    except ValueError as error:
        raise Unreadable(str(error)) from None
    return FileProgram(notebook.source, notebook, "utf-8", bom)


def walk(folder: Path, exclude: Sequence[str] = (), tell: Tell = _nobody, *, links: bool = True) -> Iterator[Path]:
    """The Python files and notebooks under ``folder``, in the order of their paths.

    Left out: what a .gitignore leaves out, hidden folders, virtual environments, installed packages,
    node_modules, and what ``exclude`` (patterns as in a .gitignore, relative to ``folder``) names.

    Args:
        tell: told of what is left out for another reason than these.
        links: False leaves out links to files that are not in ``folder``.
    """
    own = [(folder, _spec(exclude, folder, tell))] if exclude else []
    return _Walk(folder, tell, links=links).files([*own, *_specs_above(folder, tell)])


class _Walk:
    """One walk through a folder. Without recursion: folders can be nested deeper than Python's stack."""

    def __init__(self, folder: Path, tell: Tell, *, links: bool) -> None:
        self._folder, self._tell, self._links = folder, tell, links

    def files(self, specs: _Specs) -> Iterator[Path]:
        waiting = [(iter(self._entries(self._folder)), self._folder, self._with_own(self._folder, specs))]
        while waiting:
            entries, folder, specs = waiting[-1]
            entry = next(entries, None)
            if entry is None:
                waiting.pop()
                continue
            path = folder / entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if self._enters(entry, path) and not _ignored(path, specs, folder=True):
                        waiting.append((iter(self._entries(path)), path, self._with_own(path, specs)))
                elif entry.name.endswith(SUFFIXES) and not _ignored(path, specs) and self._takes(entry, path):
                    yield path
            except OSError as error:
                self._tell(path, error.strerror or str(error), True)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._tell(folder, f"the folder is not read: {error.strerror or error}", True)
            return []

    def _enters(self, entry: os.DirEntry[str], path: Path) -> bool:
        hidden = entry.name.startswith(".") or entry.name in _NEVER
        return not hidden and not os.path.isfile(path / "pyvenv.cfg")

    def _takes(self, entry: os.DirEntry[str], path: Path) -> bool:
        if not entry.is_file():
            return False
        if self._links or not entry.is_symlink():
            return True
        inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self._folder))
        if not inside:
            self._tell(path, "a link out of the folder, not followed", False)
        return inside

    def _with_own(self, folder: Path, specs: _Specs) -> _Specs:
        ignore = _gitignore(folder, self._tell)
        return [*specs, (folder, ignore)] if ignore else specs


def _specs_above(folder: Path, tell: Tell) -> _Specs:
    """The .gitignore files between the root of the repository and ``folder``."""
    found: _Specs = []
    folder = folder.absolute()
    if os.path.exists(folder / ".git"):
        return found
    for parent in folder.parents:
        if ignore := _gitignore(parent, tell):
            found.insert(0, (parent, ignore))
        if os.path.exists(parent / ".git"):
            return found
    return []


def _gitignore(folder: Path, tell: Tell) -> GitIgnoreSpec | None:
    file = folder / ".gitignore"
    if not os.path.lexists(file) or os.path.isdir(file):
        return None
    try:
        lines = read_bytes(file, LARGEST_SETTINGS).decode("utf-8", "replace").splitlines()
    except Unreadable as error:
        tell(file, str(error), False)
        return None
    return _spec(lines, file, tell)


def _spec(patterns: Sequence[str], where: Path, tell: Tell) -> GitIgnoreSpec:
    spec, problems = spec_of(patterns)
    for problem in problems:
        tell(where, problem, False)
    return spec


def _ignored(path: Path, specs: _Specs, *, folder: bool = False) -> bool:
    verdict = False
    for root, spec in specs:
        relative = os.path.relpath(path, root).replace(os.sep, "/") + ("/" if folder else "")
        answer = spec.check_file(relative).include
        verdict = verdict if answer is None else answer
    return verdict


__all__ = [
    "MARK",
    "SUFFIXES",
    "Changed",
    "FileProgram",
    "Uncarried",
    "Unreadable",
    "decode",
    "read_bytes",
    "walk",
    "write",
]
