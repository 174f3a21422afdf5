"""What reading yields: one decoded text that knows its encoding, its lines and where in its source it came from.

All offsets are 0-based code points of the text exactly as decoded: line ends are not translated, the byte order mark is
gone. Lines and columns are derived from them, never stored.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple

from plandiff.errors import InvariantError
from plandiff.reading.notices import ReadingNotice
from plandiff.text.span import SourceSpan


class DocumentKind(StrEnum):
    """What format a document was read from."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OFD = "ofd"
    ODT = "odt"
    RTF = "rtf"
    XLSX = "xlsx"
    DOC = "doc"
    PICTURE = "picture"


class Evidence(StrEnum):
    """How the encoding of a document became known."""

    BOM = "bom"
    UTF_8 = "utf-8"
    """The bytes are valid UTF-8, which text in another encoding practically never is."""
    GUESS = "guess"
    GIVEN = "given"
    """The user named it."""
    FORMAT = "format"
    """The format of the file says it, or has no choice."""


class Position(NamedTuple):
    """A place as editors show it: line and column, both 1-based, the column in code points."""

    line: int
    column: int


class Unit(StrEnum):
    """What a place in a document is counted in."""

    PAGE = "page"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    ROW = "row"
    TEXT_BOX = "text box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    SHEET = "sheet"
    CELL = "cell"
    REGION = "region"
    """A rectangle on a page, as "x y width height" in per mille of the page."""


Place = tuple[tuple[Unit, int | str], ...]
"""Where a person finds something in a source, from the large to the small: ((TABLE, 1), (ROW, 3)).

Counted from 1; a sheet and a cell have names.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where in its source the code points ``[start, end)`` of the text stood."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True)  # Without slots: the line table is cached in the instance, and only a few documents ever exist.
class Document:
    """One document as read.

    Attributes:
        name: The path as the user gave it, or "-" for standard input.
        text: The decoded text: no newline translation, byte order mark removed.
        encoding: Canonical lower-case name, such as "utf-8", "gb18030", "big5hkscs" or "utf-16-le".
        encoding_evidence: How the encoding became known.
        sha256: Hexadecimal digest of the bytes.
        addresses: Places in the source, sorted and disjoint; empty for plain text.
        kind: The format it was read from.
        notices: What was left out, or is not as it seems.
        doubts: The characters of which text recognition is not sure, sorted and disjoint.
    """

    name: str
    text: str
    encoding: str
    encoding_evidence: Evidence
    sha256: str
    addresses: tuple[Address, ...] = ()
    kind: DocumentKind = DocumentKind.TEXT
    notices: tuple[ReadingNotice, ...] = ()
    doubts: tuple[SourceSpan, ...] = ()

    def __post_init__(self) -> None:
        if any(before.end > after.start for before, after in pairwise(self.addresses)):
            raise InvariantError("the addresses of {name} overlap or are out of order", name=self.name)

    @property
    def known_as(self) -> str:
        """The name, without folders, that ids depend on: of another format, that of its text (plan.docx is plan.txt).

        So decisions hold when a document comes in another format.
        """
        path = PurePath(self.name)
        return path.with_suffix(".txt").name if path.suffix and self.kind is not DocumentKind.TEXT else path.name

    def position(self, offset: int) -> Position:
        r"""Return line and column of ``offset``, in time logarithmic in the number of lines.

        Only "\n" ends a line, so the "\r" of a Windows line end is the last character of its line. The end of the text
        is a position too: spans end there.

        Args:
            offset: Code points from the start of the text, at most its length.

        Raises:
            IndexError: The offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} lies outside a text of {len(self.text)} code points")
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def place(self, offset: int) -> Place | None:
        """Return where in the source the code point at ``offset`` stood, if the format has such places.

        Between two addresses lies what joins them, such as a line end; that and the end of the text belong to the
        place before them.
        """
        index = bisect_right(self.addresses, offset, key=lambda address: address.start) - 1
        return self.addresses[index].place if index >= 0 else None

    def address(self, offset: int) -> str | None:
        """Return where in the source a code point stood, in English, as all machine formats have it: table 1, row 3."""
        place = self.place(offset)
        return ", ".join(f"{unit} {number}" for unit, number in place) if place else None

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(newline.end() for newline in re.finditer("\n", self.text)))
