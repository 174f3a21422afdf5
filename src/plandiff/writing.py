"""Writes files so that a reader finds the old content or the new, never a part; knows the folders of the user.

What is under way bears an ending of its own, and its process holds its lock: what nobody holds was left by one that
died, and the next process that writes there removes it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from plandiff.errors import UsageError
from plandiff.language import Message

if sys.platform != "win32":
    import fcntl

_UNFINISHED = ".plandiff-tmp"
"""Ending of a file that is being written, and of a folder that passes."""


def write_atomically(
    path: Path, data: bytes | Iterable[bytes], remedy: Message = "choose another place with -o"
) -> None:
    """Write ``data``, whole or in parts, to ``path``: into a temporary file beside it, synced, then renamed over it.

    What a process that died on the way has left beside it, or where folders pass, is removed. The mode of an existing
    file is kept. A symbolic link stays, and its target is replaced. A device or pipe is not replaced but written to.
    ``remedy`` is what an error advises.

    Raises:
        UsageError: The folder is missing or not writable, the disk is full, or ``path`` is a folder.
    """
    target = path.resolve()
    parts = (data,) if isinstance(data, bytes) else data
    try:
        if target.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(parts)
            return
        _sweep(target.parent)
        _sweep_passed()
        descriptor, name = _begun(target)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
                if sys.platform == "win32":
                    file.close()  # It renames nothing that is open; elsewhere the lock is held to the end.
                name.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
                name.replace(target)
        except BaseException:
            with suppress(OSError):
                name.unlink()
            raise
    except OSError as error:
        raise UsageError("cannot write {path}: {why}", remedy, path=path, why=error) from error


def _begun(target: Path) -> tuple[int, Path]:
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
        _sweep_passed()
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
        folder = Path(tempfile.mkdtemp(prefix="plandiff-", suffix=_UNFINISHED))
        if sys.platform == "win32":
            return None, folder
        with suppress(OSError):  # It may be swept before it is held.
            held = os.open(folder, os.O_RDONLY)
            with suppress(OSError):
                _lock(held, wait=True)
            if folder.exists():
                return held, folder
            os.close(held)


def _sweep_passed() -> None:
    with suppress(OSError):  # There may be no place for folders that pass.
        _sweep(Path(tempfile.gettempdir()))


@cache
def _sweep(folder: Path) -> None:
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


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def user_folder(variable: str, place: str) -> Path | None:
    """Return the user's folder for something, which may not exist.

    Args:
        variable: The variable of the environment that names the folder it lies in, as XDG has them.
        place: Where it lies in the home folder without that.

    Returns:
        The folder; None for a user without a home, as a container may have.
    """
    base = Path(os.environ.get(variable, ""))
    if base.is_absolute():
        return base / "plandiff"
    try:
        return Path.home() / place / "plandiff"
    except RuntimeError:
        return None
