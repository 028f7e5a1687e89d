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
from qls.patterns import Patterns, ignored
from qls.syntax.notebook import Notebook
from qls.syntax.text import Range, TextEdit, apply_edits, split_lines

if TYPE_CHECKING:
    from qls.syntax.blocks import Group

SUFFIXES = (".py", ".ipynb")
DOCUMENTS = {".md": "markdown", ".markdown": "markdown", ".rst": "rest"}  # code stands in blocks of them
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
        blocks: the blocks of code that the module was joined from; None where it is the whole file.
    """

    source: str
    notebook: Notebook | None = None
    encoding: str = "utf-8"
    bom: bool = False
    original: bytes | None = field(default=None, repr=False)
    blocks: Group | None = None

    def edited(self, edits: Sequence[TextEdit]) -> bytes:
        """The file's new content with ``edits`` of the module made, new lines ended as the file's first one is.

        Raises:
            ValueError: an edit of a notebook reaches from one cell into another.
            UnicodeEncodeError: the new text has characters that the file's encoding lacks.
            Uncarried: the encoding gives other bytes for text that is not edited.
        """
        if self.notebook:
            return self._encoded(self.notebook.edited(edits))
        if self.blocks:
            try:
                return self._encoded(self.blocks.edited(edits))
            except ValueError as error:
                raise Uncarried(str(error)) from None
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
        """The number of the notebook's cell (None in any other file), and the range in it, or in the file."""
        if self.blocks:
            return None, self.blocks.locate(span)
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


def decode_blocks(content: bytes, name: str) -> list[FileProgram]:
    """The programs in the code blocks of a document, or of a Python file's docstrings; each to be edited alone.

    Raises:
        Unreadable: a document is not UTF-8.
    """
    from qls.syntax.blocks import groups  # of few files

    kind = DOCUMENTS.get(os.path.splitext(name)[1].lower())
    bom = content.startswith(BOM_UTF8)
    if kind is None:
        program = decode(content, name)
        if program.notebook or program.encoding != "utf-8":
            return []
        text, kind = program.source, "python"
    else:
        try:
            text = content[3 if bom else 0 :].decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unreadable(f"not UTF-8 (byte {error.start + 1})") from None
    return [FileProgram(each.source, None, "utf-8", bom, blocks=each) for each in groups(text, kind)]


def is_document(name: str) -> bool:
    """True for the name of a file whose programs stand in blocks of it."""
    return os.path.splitext(name)[1].lower() in DOCUMENTS


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


def is_program(name: str) -> bool:
    """True for the name of a Python file or a notebook."""
    return name.endswith(SUFFIXES)


def walk(
    folder: Path,
    exclude: Sequence[Patterns] = (),
    tell: Tell = _nobody,
    *,
    wanted: Callable[[str], bool] = is_program,
    links: bool = True,
) -> Iterator[Path]:
    """The Python files and notebooks under ``folder``, in the order of their paths; or those whose name is ``wanted``.

    Left out: what a .gitignore leaves out, hidden folders, virtual environments, installed packages,
    node_modules, and what ``exclude`` names.

    Args:
        tell: told of what is left out for another reason than these.
        links: False leaves out links to files that are not in ``folder``.
    """
    return _Walk(folder, tuple(exclude), tell, wanted, links=links).files(_gitignores_above(folder, tell))


def ignored_by_git(folder: Path) -> bool:
    """True where a .gitignore above ``folder`` leaves it out."""
    folder = folder.absolute()
    above = _gitignores_above(folder, _nobody)
    root = above[0].root if above else folder
    within = [each for each in (folder, *folder.parents) if each != root and each.is_relative_to(root)]
    return any(ignored(each, above, folder=True) for each in within)


class _Walk:
    """One walk through a folder. Without recursion: folders can be nested deeper than Python's stack."""

    def __init__(
        self, folder: Path, exclude: tuple[Patterns, ...], tell: Tell, wanted: Callable[[str], bool], *, links: bool
    ) -> None:
        self._folder, self._exclude, self._tell, self._wanted, self._links = folder, exclude, tell, wanted, links

    def files(self, gitignores: list[Patterns]) -> Iterator[Path]:
        waiting = [(iter(self._entries(self._folder)), self._folder, self._with_own(self._folder, gitignores))]
        while waiting:
            entries, folder, gitignores = waiting[-1]
            entry = next(entries, None)
            if entry is None:
                waiting.pop()
                continue
            path = folder / entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if self._enters(entry, path) and not self._leaves_out(path, gitignores, folder=True):
                        waiting.append((iter(self._entries(path)), path, self._with_own(path, gitignores)))
                elif self._wanted(entry.name) and not self._leaves_out(path, gitignores) and self._takes(entry, path):
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

    def _leaves_out(self, path: Path, gitignores: list[Patterns], *, folder: bool = False) -> bool:
        return ignored(path, self._exclude, folder=folder) or ignored(path, gitignores, folder=folder)

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

    def _with_own(self, folder: Path, gitignores: list[Patterns]) -> list[Patterns]:
        own = _gitignore(folder, self._tell)
        return [*gitignores, own] if own else gitignores


def _gitignores_above(folder: Path, tell: Tell) -> list[Patterns]:
    """The .gitignore files between the root of the repository and ``folder``."""
    found: list[Patterns] = []
    folder = folder.absolute()
    if os.path.exists(folder / ".git"):
        return found
    for parent in folder.parents:
        if own := _gitignore(parent, tell):
            found.insert(0, own)
        if os.path.exists(parent / ".git"):
            return found
    return []


def _gitignore(folder: Path, tell: Tell) -> Patterns | None:
    """The .gitignore of ``folder``; None where there is none."""
    file = folder / ".gitignore"
    if not os.path.lexists(file) or os.path.isdir(file):
        return None
    try:
        lines = read_bytes(file, LARGEST_SETTINGS).decode("utf-8", "replace").splitlines()
    except Unreadable as error:
        tell(file, str(error), False)
        return None
    patterns = Patterns(folder, tuple(lines))
    for problem in patterns.problems:
        tell(file, problem, False)
    return patterns


__all__ = [
    "MARK",
    "SUFFIXES",
    "Changed",
    "FileProgram",
    "Uncarried",
    "Unreadable",
    "decode",
    "decode_blocks",
    "ignored_by_git",
    "is_document",
    "is_program",
    "read_bytes",
    "walk",
    "write",
]
