"""Python files and notebooks of a folder, and their text: found, decoded, and written back byte for byte."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import tokenize
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qls.patterns import Patterns, gitignore, ignored
from qls.syntax.notebook import Notebook
from qls.syntax.text import Range, TextEdit, apply_edits

SUFFIXES = (".py", ".ipynb")
MARK = b"qiskit"  # a file without this word uses no Qiskit

_NEVER = frozenset({"node_modules", "site-packages", "__pycache__"})


class Unreadable(Exception):
    """A file that cannot be read as a Python program; the message is one line without the path."""


@dataclass(frozen=True)
class FileProgram:
    """A file's program.

    Attributes:
        source: the module to analyse.
        notebook: the notebook that the module was joined from; None for a Python file.
    """

    source: str
    notebook: Notebook | None = None
    encoding: str = "utf-8"
    bom: bool = False

    def edited(self, edits: Sequence[TextEdit]) -> bytes:
        """The file's new content with ``edits`` of the module made, new lines ended as the file's first one is.

        Raises:
            ValueError: an edit of a notebook reaches from one cell into another.
            UnicodeEncodeError: the new text has characters that the file's encoding lacks.
        """
        if self.notebook:
            text = self.notebook.edited(edits)
        else:
            first = self.source.find("\n")
            if first > 0 and self.source[first - 1] == "\r":
                edits = [TextEdit(e.range, re.sub("\r?\n", "\r\n", e.text)) for e in edits]
            text = apply_edits(self.source, edits)
        return (BOM_UTF8 if self.bom else b"") + text.encode(self.encoding)

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
        return FileProgram(content[3:].decode(encoding) if bom else content.decode(encoding), None, encoding, bom)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not {error.encoding.upper()} (byte {error.start + 1})") from None
    except (SyntaxError, LookupError) as error:
        raise Unreadable(_encoding_problem(content, error)) from None


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


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Unreadable: it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None


def write(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of a file at once: a crash leaves the old file or the new one.

    A link stays a link: the file that it leads to is replaced. The mode is kept.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    path = path.resolve()
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    mode = path.stat().st_mode
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".qls")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode & 0o7777)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def is_program(name: str) -> bool:
    """True for the name of a Python file or a notebook."""
    return name.endswith(SUFFIXES)


def walk(folder: Path, exclude: Sequence[Patterns] = (), wanted: Callable[[str], bool] = is_program) -> Iterator[Path]:
    """The Python files and notebooks under ``folder``, in the order of their paths; or those whose name is ``wanted``.

    Left out: what a .gitignore leaves out, hidden folders, virtual environments, installed packages,
    node_modules, and what ``exclude`` names.
    """
    yield from _walk(folder, tuple(exclude), _gitignores_above(folder), wanted)


def ignored_by_git(folder: Path) -> bool:
    """True where a .gitignore above ``folder`` leaves it out."""
    folder = folder.absolute()
    above = _gitignores_above(folder)
    root = above[0].root if above else folder
    within = [each for each in (folder, *folder.parents) if each != root and each.is_relative_to(root)]
    return any(ignored(each, above, folder=True) for each in within)


def _walk(
    folder: Path, exclude: tuple[Patterns, ...], gitignores: list[Patterns], wanted: Callable[[str], bool]
) -> Iterator[Path]:
    if own := gitignore(folder):
        gitignores = [*gitignores, own]
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path, is_folder = folder / entry.name, entry.is_dir(follow_symlinks=False)
        if is_folder:
            if entry.name.startswith(".") or entry.name in _NEVER or (path / "pyvenv.cfg").is_file():
                continue
        elif not wanted(entry.name) or not entry.is_file():
            continue
        if ignored(path, exclude, folder=is_folder) or ignored(path, gitignores, folder=is_folder):
            continue
        if is_folder:
            yield from _walk(path, exclude, gitignores, wanted)
        else:
            yield path


def _gitignores_above(folder: Path) -> list[Patterns]:
    """The .gitignore files between the root of the repository and ``folder``."""
    found: list[Patterns] = []
    folder = folder.absolute()
    if (folder / ".git").exists():
        return found
    for parent in folder.parents:
        if own := gitignore(parent):
            found.insert(0, own)
        if (parent / ".git").exists():
            return found
    return []
