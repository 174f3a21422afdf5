"""Documents and folders at addresses of other systems (``s3://…``, ``hdfs://…``), through fsspec (extra ``cluster``).

Only what the user names on the command line is looked for there; no document leads to an address.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from plandiff.errors import ReadingError
from plandiff.patterns import late_pattern
from plandiff.reading import read_bytes
from plandiff.reading.document import Document
from plandiff.reading.extracted import PLAIN, ReadingOptions
from plandiff.reading.formats import MAX_BYTES

_ADDRESS = late_pattern(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Say whether a name is an address: a protocol stands before it."""
    return _ADDRESS.match(name) is not None


def read_address(address: str, options: ReadingOptions = PLAIN) -> Document:
    """Read the document at an address.

    Raises:
        ReadingError: fsspec, or what it needs for the protocol, is not installed; there is no such document; it cannot
            be fetched, or is not read, as in `plandiff.reading.read_bytes`.
    """
    return read_bytes(bytes_at(address, MAX_BYTES + 1), address, options)


def bytes_at(address: str, count: int = -1) -> bytes:
    """Return what is at an address: at most ``count`` bytes, or all.

    Raises:
        ReadingError: It cannot be fetched.
    """
    with _opened(address) as (system, path), system.open(path, "rb") as file:
        data: bytes = file.read(count)
        return data


def files_under(address: str) -> list[str] | None:
    """Return the addresses of all files in a folder and the folders in it, sorted; None if it is no folder.

    Raises:
        ReadingError: It cannot be listed.
    """
    with _opened(address) as (system, path):
        return [system.unstrip_protocol(file) for file in sorted(system.find(path))] if system.isdir(path) else None


def state_of(address: str) -> str:
    """Return what changes when a document does, by what its system knows of it: it is not fetched.

    Raises:
        ReadingError: Nothing is known of it.
    """
    with _opened(address) as (system, path):
        return str(system.ukey(path))


@contextmanager
def _opened(address: str) -> Iterator[tuple[Any, str]]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ReadingError(
            "{address} needs the extra cluster", "pip install 'plandiff[cluster]'", address=address
        ) from error
    try:
        yield url_to_fs(address)
    except FileNotFoundError as error:
        raise ReadingError("{name} does not exist", "check the path", name=address) from error
    except Exception as error:  # Each system raises errors of its own library.
        raise ReadingError(
            "{name} cannot be read: {why}", name=address, why=str(error) or type(error).__name__
        ) from error
