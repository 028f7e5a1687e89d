"""Python files and notebooks of a folder, and their text: found, decoded, and written back byte for byte."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import tokenize
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qls.syntax.notebook import Notebook
from qls.syntax.text import Range, TextEdit, apply_edits

if TYPE_CHECKING:  # costs more than a small check takes; most folders need it, a single file never does
    from pathspec import GitIgnoreSpec

    _Specs = list[tuple[Path, GitIgnoreSpec]]

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


def walk(folder: Path, exclude: Sequence[str] = ()) -> Iterator[Path]:
    """The Python files and notebooks under ``folder``, in the order of their paths.

    Left out: what a .gitignore leaves out, hidden folders, virtual environments, installed packages,
    node_modules, and what ``exclude`` (patterns as in a .gitignore, relative to ``folder``) names.
    """
    own = [(folder, _spec(exclude))] if exclude else []
    yield from _walk(folder, [*own, *_specs_above(folder)])


def _walk(folder: Path, specs: _Specs) -> Iterator[Path]:
    if ignore := _gitignore(folder):
        specs = [*specs, (folder, ignore)]
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            skipped = entry.name.startswith(".") or entry.name in _NEVER or (path / "pyvenv.cfg").is_file()
            if not skipped and not _ignored(path, specs, folder=True):
                yield from _walk(path, specs)
        elif entry.name.endswith(SUFFIXES) and entry.is_file() and not _ignored(path, specs):
            yield path


def _specs_above(folder: Path) -> _Specs:
    """The .gitignore files between the root of the repository and ``folder``."""
    found: _Specs = []
    folder = folder.absolute()
    if (folder / ".git").exists():
        return found
    for parent in folder.parents:
        if ignore := _gitignore(parent):
            found.insert(0, (parent, ignore))
        if (parent / ".git").exists():
            return found
    return []


def _gitignore(folder: Path) -> GitIgnoreSpec | None:
    try:
        return _spec((folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return None


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError:
        return GitIgnoreSpec.from_lines([])


def _ignored(path: Path, specs: _Specs, *, folder: bool = False) -> bool:
    verdict = False
    for root, spec in specs:
        relative = os.path.relpath(path, root).replace(os.sep, "/") + ("/" if folder else "")
        answer = spec.check_file(relative).include
        verdict = verdict if answer is None else answer
    return verdict
