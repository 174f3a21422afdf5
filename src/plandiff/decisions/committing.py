"""Replaces the folder of the snapshots as a whole: whoever looks, and whenever a process dies, it is old or new.

A complete new folder is made beside it (what does not change is linked, not copied), and then both exchange their names
in one step, which Linux and macOS offer. Where a system cannot, two renamings do it; a process that dies between them
leaves the old folder under another name, from which reading goes on and the next command that writes restores it.

Only one process writes at a time: it holds a lock that ends with it, however it ends.
"""

import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from plandiff.decisions.folder import WORK, located
from plandiff.errors import SnapshotError

_NEXT, _PREVIOUS, _LOCK = "next", "previous", "lock"


def commit(
    root: Path, folder: Path, writes: Mapping[str, bytes], removals: Iterable[str], seen: Mapping[str, str]
) -> None:
    """Write and remove snapshots, all of them or none.

    Args:
        root: The project's folder; its folder ``.plandiff`` is used to work in.
        folder: The snapshots.
        writes: Contents by place in the folder.
        removals: Places of snapshots to remove.
        seen: Files by path from the root, with the digests of their bytes (empty: no such file) as they were read.

    Raises:
        SnapshotError: A file has changed since it was read, another process is writing, or writing fails.
    """
    places = {name: located(folder, name).relative_to(folder) for name in (*writes, *removals)}
    work = root / WORK
    try:
        work.mkdir(exist_ok=True)
        (work / ".gitignore").write_text("*\n", encoding="utf-8")
        with _lock(work / _LOCK):
            _restore(work, folder)
            _unchanged(root, seen)
            fresh = work / _NEXT
            _copy(folder, fresh)
            for name in removals:
                _remove(fresh, places[name])
            for name, data in writes.items():
                _write(fresh / places[name], data)
            _swap(folder, fresh, work / _PREVIOUS)
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(work / _PREVIOUS, ignore_errors=True)
    except OSError as error:
        raise SnapshotError(f"cannot write the snapshots: {error.strerror or error}", "nothing was accepted") from error


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("a+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415 - this system only

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415 - these systems only

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SnapshotError("another plandiff is writing snapshots", "wait for it, and try again") from error
        yield


def _restore(work: Path, folder: Path) -> None:
    """Clear away what a process that died has left."""
    previous = work / _PREVIOUS
    if previous.exists() and not folder.exists():
        previous.rename(folder)
    shutil.rmtree(previous, ignore_errors=True)
    shutil.rmtree(work / _NEXT, ignore_errors=True)


def _unchanged(root: Path, seen: Mapping[str, str]) -> None:
    for path, digest in seen.items():
        try:
            found = hashlib.sha256((root / path).read_bytes()).hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            found = ""
        if found != digest:
            raise SnapshotError(f"{path} has changed in the meantime", "look at it again with: plandiff check")


def _copy(folder: Path, fresh: Path) -> None:
    """Make a copy of the folder that shares its files."""
    if folder.exists():
        shutil.copytree(folder, fresh, symlinks=True, copy_function=_link)
    else:
        fresh.mkdir()


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target


def _remove(fresh: Path, place: Path) -> None:
    """Remove a snapshot and the folders that it leaves empty."""
    (fresh / place).unlink(missing_ok=True)
    with suppress(OSError):
        for parent in place.parents[:-1]:
            (fresh / parent).rmdir()


def _write(path: Path, data: bytes) -> None:
    """Write a file anew: its old bytes are still linked elsewhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def _swap(folder: Path, fresh: Path, previous: Path) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh.rename(folder)
    elif not _exchange(folder, fresh):
        folder.rename(previous)
        fresh.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step; say whether the system could."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, _SWAP) == 0)
        return bool(library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _SWAP) == 0)
    except (TypeError, OSError, AttributeError):
        return False


_SWAP = 2
"""RENAME_EXCHANGE of renameat2(2) on Linux, RENAME_SWAP of renamex_np(2) on macOS."""
_AT_FDCWD = -100
