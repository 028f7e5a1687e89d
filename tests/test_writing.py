"""What is written takes the place of what was read, with all that belongs to it, or is left alone."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from qls import disk
from qls.disk import Changed, write
from tests.cli.running import LEGACY, qls

OLD, NEW = b"old\n", b"a new text that is longer\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file() -> Path:
    path = Path("file.py")
    path.write_bytes(OLD)
    return path


def alone() -> bool:
    """True where no temporary file is left."""
    return sorted(os.listdir()) == ["file.py"]


def test_a_save_of_another_program_is_not_overwritten(file: Path) -> None:
    file.write_bytes(b"saved by somebody else\n")
    with pytest.raises(Changed, match="another program has changed it"):
        write(file, NEW, OLD)
    assert file.read_bytes() == b"saved by somebody else\n"
    assert alone()


def test_a_save_while_the_fix_is_worked_out_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file.py").write_text(LEGACY)

    def saved_just_before(path: Path, content: bytes, before: bytes) -> None:
        path.write_text("# saved\n" + LEGACY)
        write(path, content, before)

    monkeypatch.setattr("qls.cli.work.write", saved_just_before)
    result = qls("fix", "file.py")
    assert result.exit_code == 2
    assert "file.py: not written: another program has changed it meanwhile\n" in result.stderr
    assert Path("file.py").read_text() == "# saved\n" + LEGACY
    assert alone()


def test_a_save_between_the_new_file_and_its_renaming_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def saves(handle: int) -> None:
        fsync(handle)
        file.write_bytes(b"saved\n")

    monkeypatch.setattr(os, "fsync", saves)
    with pytest.raises(Changed):
        write(file, NEW, OLD)
    assert file.read_bytes() == b"saved\n"
    assert alone()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o4711])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    write(file, NEW, OLD)
    assert (stat.S_IMODE(file.stat().st_mode), file.read_bytes()) == (mode, NEW)
    assert alone()


def test_all_names_of_a_file_stay_its_names(file: Path) -> None:
    os.link(file, "other.py")
    write(file, NEW, OLD)
    assert Path("other.py").read_bytes() == NEW
    assert file.stat().st_ino == Path("other.py").stat().st_ino
    write(file, OLD, NEW)  # shorter
    assert Path("other.py").read_bytes() == OLD


def test_a_link_stays_a_link(file: Path) -> None:
    os.symlink("file.py", "link.py")
    write(Path("link.py"), NEW, OLD)
    assert os.path.islink("link.py")
    assert file.read_bytes() == NEW


def test_extended_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.qls", b"mine")
    except (OSError, AttributeError):
        pytest.skip("this file system has none")
    write(file, NEW, OLD)
    assert (os.getxattr(file, "user.qls"), file.read_bytes()) == (b"mine", NEW)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives a file away")
def test_owner_and_group_stay(file: Path) -> None:
    os.chown(file, 12345, 23456)
    file.chmod(0o4755)
    write(file, NEW, OLD)
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o4755)


def test_where_the_owner_could_not_stay_the_file_is_written_in_place(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inode = file.stat().st_ino

    def not_permitted(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "chmod", not_permitted)
    write(file, NEW, OLD)
    assert (file.stat().st_ino, file.read_bytes()) == (inode, NEW)
    assert alone()


def test_a_full_disk_says_so_and_the_file_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file.py").write_text(LEGACY)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    result = qls("fix", "file.py")
    assert "file.py: not written: No space left on device\n" in result.stderr
    assert (result.exit_code, Path("file.py").read_text()) == (2, LEGACY)
    assert alone()


def test_what_cannot_be_written_whole_in_place_is_taken_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.link(file, "other.py")
    write_to, written = os.write, []

    def half(handle: int, data: memoryview) -> int:
        if bytes(data).startswith(b"a new"):
            written.append(1)
            return write_to(handle, data[:7])
        if len(written) == 1 and bytes(data) == NEW[7:]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_to(handle, data)

    monkeypatch.setattr(disk.os, "write", half)
    with pytest.raises(OSError, match="No space"):
        write(file, NEW, OLD)
    assert file.read_bytes() == OLD


def test_a_file_that_is_gone_is_not_made_again(file: Path) -> None:
    file.unlink()
    with pytest.raises(OSError):
        write(file, NEW, OLD)
    assert os.listdir() == []
