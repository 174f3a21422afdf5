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
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from plandiff.config import WORK_FOLDER, Config
from plandiff.decisions.folder import located
from plandiff.decisions.locking import locked
from plandiff.errors import SnapshotError, UsageError
from plandiff.writing import write_atomically

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
    work = root / WORK_FOLDER
    try:
        work.mkdir(exist_ok=True)
        (work / ".gitignore").write_text("*\n", encoding="utf-8")
        with _alone(work):
            _restore(work, folder)
            _unchanged(root, seen)
            fresh = work / _NEXT
            try:
                _copy(folder, fresh)
                for name in removals:
                    _remove(fresh, places[name])
                for name, data in writes.items():
                    (fresh / places[name]).parent.mkdir(parents=True, exist_ok=True)
                    write_atomically(fresh / places[name], data)  # The old bytes are linked elsewhere.
                _swap(folder, fresh, work / _PREVIOUS)
            finally:
                _restore(work, folder)
    except (OSError, UsageError) as error:
        why = error.what if isinstance(error, UsageError) else error
        raise SnapshotError("cannot write the snapshots: {why}", "nothing was accepted", why=why) from error


def tidy(config: Config) -> None:
    """Clear away what a process that died has left, where no snapshot is to be written; unless another is writing."""
    work = config.root / WORK_FOLDER
    if any((work / name).exists() for name in (_NEXT, _PREVIOUS, _LOCK)):
        with suppress(SnapshotError, OSError), _alone(work):
            _restore(work, config.root / config.snapshots)


def _alone(work: Path) -> AbstractContextManager[None]:
    """Hold the lock of the writers, or refuse."""
    busy = SnapshotError("another plandiff is writing snapshots", "wait for it, and try again")
    return locked(work / _LOCK, 0, busy)


def _restore(work: Path, folder: Path) -> None:
    """Clear away what is left of a commit, however it went; what was put aside goes back if nothing took its place."""
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
            raise SnapshotError(
                "{path} has changed in the meantime", "look at it again with: plandiff check", path=path
            )


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
