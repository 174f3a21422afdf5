"""Writes files so that a reader finds the old content or the new, never a part; knows where caches go."""

import glob
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from plandiff.errors import UsageError
from plandiff.language import Message

_RANDOM = 8
"""Characters that the names of temporary files have of chance (`tempfile`)."""


def write_atomically(
    path: Path, data: bytes | Iterable[bytes], remedy: Message = "choose another place with -o"
) -> None:
    """Write ``data``, whole or in parts, to ``path``: into a temporary file beside it, synced, then renamed over it.

    The mode of an existing file is kept. A symbolic link stays, and its target is replaced. A device or pipe is not
    replaced but written to. ``remedy`` is what an error advises.

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
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=_temporary(target), suffix=".tmp")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise UsageError("cannot write {path}: {why}", remedy, path=path, why=error) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def state_folder() -> Path:
    """Return the user's folder for what must outlast a run and belongs to no project; it may not exist."""
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if base else Path.home() / ".local" / "state") / "plandiff"


def remove_left_over(path: Path) -> None:
    """Remove what processes that were killed have left of writes to ``path``; nobody else may write to it meanwhile."""
    target = path.resolve()
    for left in target.parent.glob(f"{glob.escape(_temporary(target))}{'?' * _RANDOM}.tmp"):
        with suppress(OSError):
            left.unlink()


def _temporary(target: Path) -> str:
    """Return what the names of temporary files for a file begin with."""
    return f".{target.name[:40]}."


def cache_folder() -> Path:
    """Return the user's folder for what can be worked out anew; it may not exist."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "plandiff"
