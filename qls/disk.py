"""Files as bytes: read only where they are files and not too large, and written in the place of what was read."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import threading
from pathlib import Path

LARGEST = 64 << 20  # bytes of a program or a notebook: a larger one is data
LARGEST_SETTINGS = 1 << 20  # bytes of a pyproject.toml or a .gitignore

# Held while a file is being written: a process that must end waits for it, and leaves no temporary file.
writing = threading.Lock()


class Unreadable(Exception):
    """A file that cannot be read as a Python program; the message is one line without the path."""


class Odd(Unreadable):
    """What nobody has written there as a file: a pipe, a device, a link to nothing, a file beyond all measure."""


class Changed(OSError):
    """A file that is no longer what was read."""

    def __init__(self) -> None:
        super().__init__("another program has changed it meanwhile")


def read_bytes(path: Path, limit: int = LARGEST) -> bytes:
    """The bytes of a file, at most ``limit`` of them. Waits for nobody: a pipe or a device is not opened for long.

    Raises:
        Unreadable: it cannot be opened.
        Odd: it is no regular file, larger than ``limit``, or not there.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise Odd("not a regular file")
            size = status.st_size
            content = file.read(size + 1) if size <= limit else None  # as much memory is taken as is asked for
            if content is not None and len(content) > size:  # it grows, or is one that does not say
                content += file.read(limit + 1 - len(content))
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        kind = Odd if getattr(error, "errno", None) in (errno.ENOENT, errno.ELOOP) else Unreadable
        raise kind(getattr(error, "strerror", None) or str(error)) from None
    if content is None or len(content) > limit:
        raise Odd(f"larger than {limit >> 20} MiB")
    return content


def write(path: Path, content: bytes, before: bytes) -> None:
    """Put ``content`` in the place of a file at once: a crash leaves the old file or the new one.

    A link stays a link: the file that it leads to is replaced. Owner, group, mode and extended attributes are kept;
    where they could not be, or the file has other names (hard links), it is written in place.

    Args:
        before: what was read; a file that has become another since then is left alone.

    Raises:
        Changed: the file is no longer ``before``.
        OSError: the folder or the file cannot be written.
    """
    path = path.resolve()
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    with writing:
        status = path.stat()
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".qls-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            alone = status.st_nlink == 1 and _takes_over(temporary, path, status)
            if path.read_bytes() != before:
                raise Changed
            if alone:
                os.replace(temporary, path)
                return
            _overwrite(path, content, before)  # the disk has room: it holds the temporary file
        finally:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _takes_over(temporary: str, path: Path, status: os.stat_result) -> bool:
    """Give ``temporary`` all that belongs to ``path`` beside its content; False where that is not permitted."""
    try:
        mine = os.stat(temporary)
        if hasattr(os, "chown") and (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
            os.chown(temporary, status.st_uid, status.st_gid)
        if hasattr(os, "listxattr"):
            for name in os.listxattr(path):
                value = os.getxattr(path, name)
                if name not in os.listxattr(temporary) or os.getxattr(temporary, name) != value:
                    os.setxattr(temporary, name, value)
        os.chmod(temporary, stat.S_IMODE(status.st_mode))
    except OSError:
        return False
    return True


def _overwrite(path: Path, content: bytes, before: bytes) -> None:
    """Write into the file itself; what cannot be written whole is taken back."""
    with open(path, "r+b", buffering=0) as file:
        try:
            _put(file.fileno(), content)
        except OSError:
            _put(file.fileno(), before)
            raise


def _put(handle: int, content: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.ftruncate(handle, len(content))
    os.fsync(handle)
