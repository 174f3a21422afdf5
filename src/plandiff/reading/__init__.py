"""Reading: from a file or standard input to a `Document`, or to one sentence that says why not.

Files are hostile and may be endless (a pipe, a device), so no more is ever read than the limit allows.
"""

import hashlib
import os
import sys
from pathlib import Path

from plandiff.errors import ReadingError
from plandiff.reading.document import Document
from plandiff.reading.extracted import PLAIN, ReadingOptions
from plandiff.reading.formats import MAX_BYTES, MAX_CHARACTERS, format_of

_LONGEST_PASSWORD = 4096
_PATIENCE = 10.0
"""Seconds to wait for somebody to write to a pipe; whoever has opened it may take longer."""


def read(name: str, options: ReadingOptions = PLAIN, max_bytes: int = MAX_BYTES, folder: str = "") -> Document:
    """Read one document of any format.

    Args:
        name: A path, which may be a pipe such as ``/dev/fd/63``, or "-" for standard input.
        options: What the user asked of reading.
        max_bytes: The most bytes a document may have; only one byte more is ever read. A format may allow less.
        folder: Where a relative path begins; the current folder if empty.

    Raises:
        ReadingError: There is no such file, it cannot be read, it is too large, or it is no text.
    """
    if not name:
        raise ReadingError("a file name is empty", "check the arguments")  # As "$UNSET" in a script is.
    data = bytes_of(name, max_bytes, folder)
    return read_bytes(data, name, options, _shown(name))


def bytes_of(name: str, max_bytes: int = MAX_BYTES, folder: str = "") -> bytes:
    """Return the bytes of a file, or of standard input; see `read`.

    Raises:
        ReadingError: There is no such file, it cannot be read, or it is too large.
    """
    data = _bytes(name, _shown(name), max_bytes + 1, folder)
    _check_size(data, _shown(name), max_bytes)
    return data


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def read_bytes(data: bytes, name: str, options: ReadingOptions = PLAIN, shown: str = "") -> Document:
    """Read a document of any format from its bytes: the one door that all documents come through.

    Args:
        data: All bytes.
        name: The name of the document.
        options: What the user asked of reading.
        shown: What messages call it, if not by its name.

    Raises:
        ReadingError: The bytes are too many, damaged or of a kind that is not read.
    """
    shown = shown or name
    found = format_of(data, shown)
    _check_size(data, shown, found.max_bytes)
    extracted = found.read(data, shown, options)
    if not extracted.text.strip():
        if extracted.notices:
            raise ReadingError(
                "{name} holds no text but what is left out", "save that as a document of its own", name=shown
            )
        raise ReadingError("{name} is empty", name=shown)
    if len(extracted.text) > MAX_CHARACTERS:
        raise ReadingError(
            "{name} holds more than {limit:,} characters", "split it into documents", name=shown, limit=MAX_CHARACTERS
        )
    return Document(
        name=name,
        text=extracted.text,
        encoding=extracted.encoding,
        encoding_evidence=extracted.evidence,
        sha256=hashlib.sha256(data).hexdigest(),
        addresses=extracted.addresses,
        kind=found.kind,
        notices=extracted.notices,
        doubts=extracted.doubts,
    )


def read_password(name: str) -> str:
    """Return the first line of a file, without its end: a password is not shown by tools that list commands.

    Raises:
        ReadingError: The file cannot be read, or its first line is empty or no UTF-8.
    """
    lines = _bytes(name, name, _LONGEST_PASSWORD).splitlines()
    try:
        password = lines[0].decode("utf-8") if lines else ""
    except UnicodeDecodeError:
        password = ""
    if not password:
        raise ReadingError("{name} holds no password", "write it on the first line, as UTF-8", name=name)
    return password


def _check_size(data: bytes, shown: str, limit: int) -> None:
    if len(data) > limit:
        raise ReadingError(
            "{name} is larger than the limit of {limit:,} bytes", "split it into documents", name=shown, limit=limit
        )


def _bytes(name: str, shown: str, count: int, folder: str = "") -> bytes:
    """Return at most ``count`` bytes of a file, or of standard input."""
    try:
        if name == "-":
            return _standard_input(count)
        path = Path(folder, name)
        if path.is_fifo():
            return _from_pipe(path, shown, count)
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size  # Zero for a pipe or device; asking for less spares memory.
            return stream.read(min(size + 1, count) if size else count)
    except FileNotFoundError as error:
        raise ReadingError("{name} does not exist", "check the path", name=shown) from error
    except IsADirectoryError as error:
        raise ReadingError("{name} is a directory", "name a file in it", name=shown) from error
    except PermissionError as error:
        raise ReadingError("{name} may not be read", "check its permissions", name=shown) from error
    except OSError as error:
        raise ReadingError("{name} cannot be read: {why}", name=shown, why=error) from error
    except ValueError as error:  # A NUL or a lone surrogate: no file can have such a name.
        raise ReadingError("{name} is no possible file name", "check the path", name=shown) from error


def _from_pipe(path: Path, shown: str, count: int) -> bytes:
    """Return what comes out of a pipe that has a name, which somebody must open to write within our patience."""
    from select import select  # noqa: PLC0415 - documents are seldom pipes

    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
        ready, _, _ = select([stream], [], [], _PATIENCE)
        try:
            first = os.read(stream.fileno(), 1)
        except BlockingIOError:  # Somebody has opened it, and takes longer.
            first, ready = b"", [stream]
        if not ready:
            raise ReadingError("nobody writes to the pipe {name}", "start what writes to it first", name=shown)
        os.set_blocking(stream.fileno(), True)
        return first + stream.read(count - len(first))


def _standard_input(count: int) -> bytes:
    if sys.stdin is None:  # Python's way of saying that the caller has closed it.
        raise ReadingError("standard input is closed", "name a file, or pipe a document in")
    return sys.stdin.buffer.read(count)
