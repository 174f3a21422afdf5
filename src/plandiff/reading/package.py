"""The guarded archive that Word, Excel, OpenDocument and OFD files are: parts by name, within limits, as safe XML.

The limits come from 1,254 Word files and 64 OFD files as people hold them: at most 52 entries, 2.9 MB in the largest
part, 5.2 MB in all, a ratio of 94:1. They stand ten times above that or more, and bound time and memory: no entity is
ever resolved, no DTD, file or address ever opened, and what is unpacked is counted while it is unpacked.
"""

import io
import re
import zipfile
import zlib
from itertools import islice
from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.language import Message
from plandiff.patterns import late_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ENTRIES = 2_000
MAX_PART = 32 * 1024 * 1024
"""Bytes of one part, unpacked."""
MAX_TOTAL = 128 * 1024 * 1024
"""Bytes of all parts that are read, unpacked."""
MAX_NODES = 2_000_000
"""Tags and attributes of one part, about: each costs memory of some hundred bytes."""

_MAX_DIRECTORY = 1024 * 1024
_END = b"PK\5\6"
_ENTRY = late_pattern(rb"PK\x03\x04.{26}([ -~]{1,80}\.(?:xml|rels|bin))", re.DOTALL)
_SEARCHED = 1024 * 1024
_DAMAGED: Message = "open it in the program it comes from and save it anew"
_HOSTILE: Message = "no honest document is like this; do not open it"
_PACKINGS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Package:
    """The parts of one document.

    Attributes:
        shown: What messages call the document.
        names: The names of its parts.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        """Look through the directory of an archive.

        Raises:
            ReadingError: It is damaged, or has more entries than any document.
        """
        self.shown = shown
        if _directory_size(data) > _MAX_DIRECTORY:
            raise self.too_large("{name} has more than {limit:,} parts", MAX_ENTRIES)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged() from error
        self.names = frozenset(self._archive.namelist())
        if len(self.names) > MAX_ENTRIES:
            raise self.too_large("{name} has more than {limit:,} parts", MAX_ENTRIES)
        self._left = MAX_TOTAL

    def part(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            ReadingError: There is no such part, it is damaged, encrypted or too large.
        """
        try:
            info = self._archive.getinfo(name)
            if info.flag_bits & 1:
                raise ReadingError("{name} is protected by a password", "save it without one", name=self.shown)
            if info.compress_type not in _PACKINGS:
                raise self.damaged()
            limit = min(MAX_PART, self._left)
            with self._archive.open(info) as stream:
                data = stream.read(limit + 1)
        except KeyError as error:
            raise self.damaged() from error
        except _BROKEN as error:
            raise self.damaged() from error
        if len(data) > limit:
            raise self.too_large("{name} has a part of more than {limit:,} bytes", limit)
        self._left -= len(data)
        return data

    def tree(self, name: str) -> "Element":
        """Return the root element of an XML part.

        Raises:
            ReadingError: As for `part`; or it is no XML, nested too deeply, or declares a document type.
        """
        return self.parsed(self.part(name))

    def parsed(self, data: bytes) -> "Element":
        """Return the root element of XML; see `tree`."""
        from lxml import etree  # noqa: PLC0415 - heavy, and only these formats need it

        if data.count(b"<") + data.count(b"=") > MAX_NODES:
            raise self.too_large("{name} has a part of more than {limit:,} tags", MAX_NODES)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        # No program that writes documents declares a type; entities would lose text, or multiply it.
        if b"<!DOCTYPE" in data:
            raise self._typed()
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "xcessive depth" in str(error):
                raise self.too_large("{name} is nested too deeply") from error
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._typed()
        return root

    def damaged(self) -> ReadingError:
        """Return the error that says a part cannot be made out."""
        return ReadingError("{name} is damaged", _DAMAGED, name=self.shown)

    def too_large(self, what: Message, limit: int = 0) -> ReadingError:
        """Return the error that names a limit that was hit."""
        return ReadingError(what, _HOSTILE, name=self.shown, limit=limit)

    def _typed(self) -> ReadingError:
        return ReadingError("{name} declares a document type in its XML", _HOSTILE, name=self.shown)


def names_of(data: bytes) -> tuple[str, ...]:
    """Return the names in an archive; none if it is broken, the first of them if it is no honest document's."""
    if _directory_size(data) > _MAX_DIRECTORY:
        return _first_names(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except _BROKEN:
        return _first_names(data)


def _first_names(data: bytes) -> tuple[str, ...]:
    """Return what names stand before the entries at the start of an archive whose directory is lost or huge."""
    found = (match[1] for match in islice(_ENTRY.finditer(data, 0, _SEARCHED), 100))
    return tuple(name.decode("utf-8", "replace") for name in found)


def _directory_size(data: bytes) -> int:
    """Return the bytes of an archive's directory by what the archive says; 0 if it has none.

    Python reads a directory whole, an object an entry, so its size is asked first.
    """
    end = data.rfind(_END, max(0, len(data) - 65_557))  # The last record, before a comment if there is one.
    return int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
