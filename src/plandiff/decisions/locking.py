"""One process writes at a time: a lock that ends with the process that holds it, however that ends."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plandiff.errors import PlandiffError

_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP)
"""What a file system says that knows no locks."""


@contextmanager
def locked(path: Path, patience: float, busy: PlandiffError) -> Iterator[None]:
    """Hold the lock of a file, which is there only meanwhile. Where a file system has no locks, go on without.

    Args:
        path: The file that stands for the lock; its folder must be there.
        patience: Seconds to wait for another process.
        busy: What is raised if it still holds the lock.

    Raises:
        OSError: The file cannot be made.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - takes a while to load, and only writing needs it

    # What a killed process leaves must keep nobody out who shares the folder, hence the mode.
    lock = FileLock(path, timeout=patience, mode=0o666, poll_interval=0.01, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise busy from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    try:
        yield
    finally:
        with suppress(OSError):  # While it is held: whoever waits for it looks whether the file is still there.
            path.unlink()
        lock.release()
