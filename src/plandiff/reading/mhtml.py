"""Reads web pages that a browser or Word saved with all they need in one file (MHTML, RFC 2557): the page in it."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from plandiff.errors import ReadingError
from plandiff.patterns import late_pattern
from plandiff.reading import html
from plandiff.reading.extracted import Extracted, ReadingOptions

_BLANK_LINE = late_pattern(rb"\r?\n\r?\n")
_MOST_HEADERS = 65_536
"""Bytes of the headers of a part."""
_DEPTH = 4
"""Parts nested more deeply are not looked into: a page and its other forms nest twice."""


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Read the first web page in the file, which is the one that was saved; the others are its frames.

    Raises:
        ReadingError: There is none, or it cannot be read.
    """
    for part in _parts(data.lstrip(), 0):
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            assert isinstance(page, bytes)  # noqa: S101 - what is decoded is
            return html.read(page, shown, options, charset=part.get_content_charset(""))
    raise ReadingError("{name} is a saved web page without the page", "save it anew", name=shown)


def _parts(data: bytes, depth: int) -> Iterator[Message]:
    """Yield the innermost parts of a message, in order."""
    blank = _BLANK_LINE.search(data, 0, _MOST_HEADERS)
    if blank is None:
        return
    part = BytesHeaderParser().parsebytes(data[: blank.end()])
    boundary = part.get_boundary()
    if part.get_content_maintype() != "multipart":
        part.set_payload(data[blank.end() :].decode("ascii", "surrogateescape"))
        yield part
    elif boundary and depth < _DEPTH:
        between = re.compile(
            rb"^--" + re.escape(boundary.encode("ascii", "replace")) + rb"(?:--)?[ \t]*\r?$\n?", re.MULTILINE
        )
        start = 0
        for number, found in enumerate(between.finditer(data, blank.start())):
            if number:
                yield from _parts(data[start : found.start()], depth + 1)
            start = found.end()
        if start:
            yield from _parts(data[start:], depth + 1)
