"""Writes files so that a reader finds the old content or the new, never a part; knows the folders of the user."""

import errno
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from plandiff.errors import UsageError
from plandiff.language import Message

_PATIENCE = 10.0
"""Seconds to wait for somebody to read from a pipe."""


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
    from plandiff.unfinished import begun, sweep, sweep_passed  # noqa: PLC0415 - most runs write nothing

    target = resolved(path)
    parts = (data,) if isinstance(data, bytes) else data
    try:
        if target.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if target.is_symlink():
            target.stat()  # It leads in a circle, and this says so.
        if target.exists() and not target.is_file():
            with os.fdopen(_opened(target), "wb") as file:
                file.writelines(parts)
            return
        sweep(target.parent)
        sweep_passed()
        descriptor, name = begun(target)
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


def _opened(target: Path) -> int:
    """Open a device or pipe to write to; one that nobody reads for as long as we are patient is none that we can."""
    flags = os.O_WRONLY | (os.O_NONBLOCK if target.is_fifo() else 0)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            descriptor = os.open(target, flags)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > end:
                raise
            time.sleep(0.05)
            continue
        if target.is_fifo():
            os.set_blocking(descriptor, True)
        return descriptor


def resolved(path: str | Path) -> Path:
    """Return the absolute path without symbolic links; where they lead in a circle, opening it says so."""
    return Path(os.path.realpath(path))


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
