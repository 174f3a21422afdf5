"""What a reader of one format is asked, and what it gives: the same three things for every format."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from plandiff.reading.document import Address, Evidence
from plandiff.reading.notices import ReadingNotice
from plandiff.text.span import SourceSpan


class Revisions(StrEnum):
    """Which state of a document with tracked changes is read."""

    FINAL = "final"
    """All changes accepted."""
    ORIGINAL = "original"
    """All changes rejected."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the user asked of reading; a reader heeds what its format has.

    Attributes:
        encoding: The encoding if the user named one; see `plandiff.reading.decoding.decode`.
        revisions: Which state of tracked changes.
        password: Opens a protected document; empty if none was given.
        on_page: Told of each page that text recognition is done with: how many are, and of how many (0: not known).
        numbers: Whether computed numbers of headings and lists are text; without them, what a Word file itself holds.
    """

    encoding: str | None = None
    revisions: Revisions = Revisions.FINAL
    password: str = ""
    on_page: Callable[[int, int], None] | None = field(default=None, compare=False)
    numbers: bool = True


PLAIN = ReadingOptions()
"""What is asked if the user asked nothing."""


@dataclass(frozen=True, slots=True)
class Extracted:
    r"""What a reader found in the bytes of one document.

    Attributes:
        text: The decoded text, ``\n`` between lines; the contract of each format is in the README.
        addresses: Where its code points stand in the source, sorted and disjoint.
        notices: What was left out or is not as it seems.
        encoding: Canonical lower-case name of the encoding of the bytes.
        evidence: How the encoding became known.
        doubts: The characters of which text recognition is not sure.
    """

    text: str
    addresses: tuple[Address, ...] = ()
    notices: tuple[ReadingNotice, ...] = ()
    encoding: str = "utf-8"
    evidence: Evidence = Evidence.FORMAT
    doubts: tuple[SourceSpan, ...] = ()
