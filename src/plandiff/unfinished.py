"""What is under way: files that are being written and folders that pass, and what of them a process that died has left.

Each bears an ending of its own, and its process holds its lock: what nobody holds was left by one that died, and the
next process that writes there removes it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from plandiff.errors import UsageError

if sys.platform != "win32":
    import fcntl

_UNFINISHED = ".plandiff-tmp"
"""The ending."""
_PLACES = ("/tmp", "/var/tmp")  # noqa: S108 - what is made there has a name of its own, and no other user's rights
"""Where folders pass, if no variable says so."""


def begun(target: Path) -> tuple[int, Path]:
    """Make a temporary file for a target, and hold its lock for as long as it is open."""
    while True:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=_UNFINISHED)
        with suppress(OSError):  # Some file systems have no locks, and nothing is swept there.
            _lock(descriptor, wait=True)
        if Path(name).exists():  # Else it was swept before it was held.
            return descriptor, Path(name)
        os.close(descriptor)


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Make a folder where those of this machine pass, and remove it at the end.

    Raises:
        UsageError: There is no room for it, or no such place.
    """
    try:
        sweep_passed()
        held, folder = _begun_folder()
    except OSError as error:
        raise UsageError(
            "cannot make a temporary folder: {why}", "name a folder with room in TMPDIR", why=error
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _begun_folder() -> tuple[int | None, Path]:
    """Make a folder that passes, and hold its lock; None on Windows, which locks no folder and has none swept."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix="plandiff-", suffix=_UNFINISHED, dir=_place()))
        if sys.platform == "win32":
            return None, folder
        try:
            held = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:  # It was swept before it was held.
            continue
        with suppress(OSError):
            _lock(held, wait=True)
        if folder.exists():
            return held, folder
        os.close(held)


def sweep_passed() -> None:
    """Remove what processes which died have left where folders pass."""
    if place := _place():
        sweep(place)


def _place() -> Path | None:
    """Return where folders pass; `tempfile` finds that out by a file, which it leaves there if it is killed."""
    named = map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))
    places = (Path(place).absolute() for place in (*named, *_PLACES) if place)
    return next((place for place in places if place.is_dir() and os.access(place, os.W_OK | os.X_OK)), None)


@cache
def sweep(folder: Path) -> None:
    """Remove what processes which died have left in a folder; a process looks there once."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_UNFINISHED) and not entry.is_symlink():
                _remove_unless_held(entry)


def _remove_unless_held(entry: "os.DirEntry[str]") -> None:
    with suppress(OSError):
        is_folder = entry.is_dir()
        if not (is_folder or entry.is_file()):
            return
        held = os.open(entry.path, os.O_RDONLY if is_folder else os.O_RDWR)  # Windows opens no folder.
        try:
            _lock(held, wait=False)
            if is_folder:
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink()  # Windows lets nobody remove what another has open.
        finally:
            os.close(held)


def _lock(descriptor: int, *, wait: bool) -> None:
    """Lock a file until it is closed, also by the end of the process.

    Raises:
        OSError: Another process holds it and is not waited for, or the file system has no locks.
    """
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
