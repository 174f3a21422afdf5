"""The one list of formats: how each is told by its content, and which module reads it.

A file's ending is never asked: people rename, and mail programs do. The first format that knows the content as its own
reads it; what no format claims is plain text. A reader module is imported when a document needs it. To add a format,
write a module with ``read(data, shown, options) -> Extracted`` and give it a line here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from plandiff.errors import ReadingError
from plandiff.language import Message
from plandiff.patterns import late_pattern
from plandiff.reading.document import DocumentKind
from plandiff.reading.extracted import Extracted, ReadingOptions

MAX_BYTES = 64 * 1024 * 1024
"""The most bytes of any format: scanned gazettes and documents with pictures come near it."""
MAX_TEXT_BYTES = 16 * 1024 * 1024
"""A long policy document has 1 MB; what is larger than this is no document, and comparing it would take hours."""
MAX_CHARACTERS = MAX_TEXT_BYTES
"""The most code points of any document: little that is packed well unpacks to much."""

_OPENING = 1024
"""Bytes in which a text format says what it is."""


_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)  # Without slots: what is found is cached in the instance.
class Content:
    """The bytes of a document and what can be told of them at a glance; each is worked out when first asked for."""

    data: bytes

    @cached_property
    def opening(self) -> str:
        """The first bytes as lower-case ASCII, other characters, byte order marks and leading blanks dropped."""
        return self.data[:_OPENING].replace(b"\0", b"").decode("ascii", "ignore").lstrip().lower()

    @cached_property
    def members(self) -> frozenset[str]:
        """The names in a ZIP archive, in lower case and with ``/``; empty if the bytes are none, or a broken one."""
        return frozenset(name.replace("\\", "/").lower() for name in self._directory)

    @cached_property
    def is_web_page(self) -> bool:
        """Whether the text is a web page, or a part of one; UTF-16 and UTF-32 have tags with NUL between."""
        return _PAGE.match(self.data.replace(b"\0", b"")) is not None

    @property
    def is_saved_page(self) -> bool:
        """Whether this is a message whose parts are a web page and what it needs, or which is one itself."""
        return _HEADER.match(self.data) is not None and all(said.search(self.opening) for said in _SAVED_PAGE)

    def holds(self, name: str) -> bool:
        """Say whether a ZIP archive has a member of this lower-case name, in whatever folder."""
        return any(member == name or member.endswith(f"/{name}") for member in self.members)

    def is_office(self, folder: str) -> bool:
        """Say whether a package of Office has parts in a folder, such as "word"."""
        return any(name.startswith(f"{folder}/") and name.endswith(".xml") for name in self.members)

    @property
    def is_open_text(self) -> bool:
        """Whether this is an OpenDocument text; one that was packed anew may have lost the word for it."""
        if self.mimetype:
            return self.mimetype.startswith(f"{_OPEN_DOCUMENT}.text")
        return {"content.xml", "meta-inf/manifest.xml"} <= self.members

    @property
    def is_cut_archive(self) -> bool:
        """Whether this begins as a ZIP archive and does not end as one."""
        return self.data.startswith(ZIP) and b"PK\5\6" not in self.data[-65_557:]

    def has_stream(self, name: str) -> bool:
        """Say whether an OLE file names a stream: its directory holds names as UTF-16."""
        return self.data.startswith(OLE) and name.encode("utf-16-le") in self.data

    @cached_property
    def mimetype(self) -> str:
        """What an OpenDocument package says it is; empty if the archive says nothing."""
        found = self.data[:200].partition(b"mimetype")[2] if self.data.startswith(ZIP) else b""
        return found.decode("ascii", "ignore")

    @cached_property
    def _directory(self) -> tuple[str, ...]:
        if not self.data.startswith(ZIP):
            return ()
        from plandiff.reading.package import names_of  # noqa: PLC0415 - plain text needs no archive

        return names_of(self.data)


# A whole page, or a part of one: all between the first tag of a block and the last. Markdown may hold a table in HTML.
_PAGE = late_pattern(
    rb"(?>(?:\s|\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?xml[^>]*>|<!--.*?-->)*)"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title)\b|(div|section|article|table|p|span|ul|ol|h[1-6])\b.*</\1>\s*\Z)",
    re.DOTALL | re.IGNORECASE,
)
_HEADER = late_pattern(rb"\s{0,80}[A-Za-z][A-Za-z-]{1,40}: ?\S")
_SAVED_PAGE = (
    late_pattern(r"^mime-version:", re.MULTILINE),
    late_pattern(r"^content-type:\s*(?:multipart/related|text/html)", re.MULTILINE),
)
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Format:
    """One format plandiff reads.

    Attributes:
        kind: What the document says it is.
        module: The module whose ``read`` reads it, imported when needed.
        matches: Whether content is of this format.
        max_bytes: The largest document of it.
    """

    kind: DocumentKind
    module: str
    matches: Callable[[Content], bool]
    max_bytes: int = MAX_BYTES

    def read(self, data: bytes, shown: str, options: ReadingOptions) -> Extracted:
        """Read a document of this format.

        Raises:
            ReadingError: It cannot be read.
        """
        try:
            found: Extracted = import_module(self.module).read(data, shown, options)
        except RecursionError as error:
            raise ReadingError(
                "{name} is nested too deeply", "no honest document is like this; do not open it", name=shown
            ) from error
        return found


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How PNG, JPEG and TIFF begin."""

FORMATS: tuple[Format, ...] = (
    Format(DocumentKind.DOCX, "plandiff.reading.docx", lambda it: it.is_office("word")),
    Format(DocumentKind.PDF, "plandiff.reading.pdf", lambda it: b"%PDF-" in it.data[:_OPENING]),
    Format(DocumentKind.OFD, "plandiff.reading.ofd", lambda it: it.holds("ofd.xml")),
    Format(DocumentKind.PICTURE, "plandiff.reading.picture", lambda it: it.data.startswith(_PICTURES)),
    Format(DocumentKind.HTML, "plandiff.reading.html", lambda it: it.is_web_page, MAX_TEXT_BYTES),
    Format(DocumentKind.HTML, "plandiff.reading.mhtml", lambda it: it.is_saved_page),
    Format(DocumentKind.XLSX, "plandiff.reading.xlsx", lambda it: it.is_office("xl")),
    Format(DocumentKind.ODT, "plandiff.reading.odt", lambda it: it.is_open_text),
    Format(DocumentKind.RTF, "plandiff.reading.rtf", lambda it: it.opening.startswith("{\\rt")),
)
"""In the order they are asked."""

TEXT = Format(DocumentKind.TEXT, "plandiff.reading.plain", lambda _: True, MAX_TEXT_BYTES)
"""What no other format claims."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A kind of file that is known and not read: what ``{name}`` is, and what to do instead."""

    matches: Callable[[Content], bool]
    what: Message
    remedy: Message


_SAVE_AS_DOCX: Message = "save it as .docx, or run: soffice --headless --convert-to docx FILE"
_SAVE_BOOK: Message = "save it as .xlsx, or run: soffice --headless --convert-to xlsx FILE"
_SAVE_AS_XLSX: Message = "save a spreadsheet as .xlsx, and anything else as plain text"
_SAVE_AS_TEXT: Message = "save it as plain text and give plandiff that"

REFUSED = (
    Refused(
        lambda it: it.mimetype.startswith(_OPEN_DOCUMENT), "{name} is an OpenDocument file, but no text", _SAVE_AS_XLSX
    ),
    Refused(lambda it: it.has_stream("EncryptedPackage"), "{name} is protected by a password", "save it without one"),
    Refused(lambda it: it.has_stream("WordDocument"), "{name} is an old Word or WPS file (.doc, .wps)", _SAVE_AS_DOCX),
    Refused(lambda it: it.has_stream("Workbook"), "{name} is an old workbook (.xls, .et)", _SAVE_BOOK),
    Refused(lambda it: it.data.startswith(OLE), "{name} is an old Office file", _SAVE_AS_TEXT),
    Refused(lambda it: it.opening.startswith("<?xml"), "{name} is an XML file", _SAVE_AS_TEXT),
    Refused(lambda it: it.data.startswith(b"\x1f\x8b"), "{name} is a gzip archive", "unpack it first"),
    Refused(lambda it: it.is_cut_archive, "{name} is a document or archive that is cut off", "get it anew"),
    Refused(lambda it: it.data.startswith(ZIP), "{name} is a ZIP archive", "unpack it first"),
)
"""Asked after the formats."""


def format_of(data: bytes, shown: str) -> Format:
    """Return the format of a document by its content.

    Raises:
        ReadingError: It is of a kind that plandiff does not read; the message names it.
    """
    content = Content(data)
    for known in FORMATS:
        if known.matches(content):
            return known
    for refused in REFUSED:
        if refused.matches(content):
            raise ReadingError(refused.what, refused.remedy, name=shown)
    return TEXT
