"""Reading: from a file or standard input to a `Document`, or to one sentence that says why not.

Files are hostile and may be endless (a pipe, a device), so no more is ever read than the limit allows.
"""

import hashlib
import os
import sys
from pathlib import Path

from plandiff.errors import ReadingError
from plandiff.reading.decoding import decode
from plandiff.reading.document import Document

MAX_BYTES = 16 * 1024 * 1024
"""A long policy document has 1 MB; what is larger than this is no document, and comparing it would take hours."""


def read(name: str, encoding: str | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """Read one document.

    Args:
        name: A path, which may be a pipe such as ``/dev/fd/63``, or "-" for standard input.
        encoding: The encoding if the user named one; see `plandiff.reading.decoding.decode`.
        max_bytes: The most bytes a document may have; only one byte more is ever read.

    Raises:
        ReadingError: There is no such file, it cannot be read, it is too large, or it is no text.
    """
    if not name:
        raise ReadingError("a file name is empty", "check the arguments")  # As "$UNSET" in a script is.
    shown = "standard input" if name == "-" else name
    data = _bytes(name, shown, max_bytes + 1)
    if len(data) > max_bytes:
        raise ReadingError(f"{shown} is larger than the limit of {max_bytes:,} bytes", "split it into documents")
    decoded = decode(data, shown, encoding)
    return Document(
        name=name,
        text=decoded.text,
        encoding=decoded.encoding,
        encoding_evidence=decoded.evidence,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _bytes(name: str, shown: str, count: int) -> bytes:
    """Return at most ``count`` bytes of a file, or of standard input."""
    try:
        if name == "-":
            return _standard_input(count)
        with Path(name).open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size  # Zero for a pipe or device; asking for less spares memory.
            return stream.read(min(size + 1, count) if size else count)
    except FileNotFoundError as error:
        raise ReadingError(f"{shown} does not exist", "check the path") from error
    except IsADirectoryError as error:
        raise ReadingError(f"{shown} is a directory", "name a file in it") from error
    except PermissionError as error:
        raise ReadingError(f"{shown} may not be read", "check its permissions") from error
    except OSError as error:
        raise ReadingError(f"{shown} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # A NUL or a lone surrogate: no file can have such a name.
        raise ReadingError(f"{shown} is no possible file name", "check the path") from error


def _standard_input(count: int) -> bytes:
    if sys.stdin is None:  # Python's way of saying that the caller has closed it.
        raise ReadingError("standard input is closed", "name a file, or pipe a document in")
    return sys.stdin.buffer.read(count)
