"""Takes the text of a PDF file's pages out of pdfium; runs in a process of its own (see `plandiff.reading.pdf`).

pdfium sets a blank wherever two characters stand apart, also between the letter-spaced characters of a justified line.
It tells such blanks from real ones, so that `plandiff.reading.page_lines` can judge them.

Run as a program it reads one line of JSON (``{"password": …}``) and the file from standard input, and writes one line
of JSON for each page (the fields of `Page`), or one ``{"error": …}``.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from plandiff.chinese.script import is_radical, unified
from plandiff.reading.page_lines import Before, Box, Sign, Start, lines_of
from plandiff.reading.pdf_drawing import drawn_on
from plandiff.reading.ruled_tables import tables_of

MAX_PAGES = 3000
MAX_CHARACTERS = 5_000_000
_MEMORY = 200 * 1024 * 1024
"""Bytes of address space the process may take beside four times the file; reading 170 pages of law takes 47 MB."""

_HYPHEN = 2
_LINE_ENDS = frozenset((10, 13))
_BLANKS = frozenset((32, 0xA0))
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))


@dataclass
class Page:
    """The text of a page and what must be known of it.

    Attributes:
        lines: Its lines; a row of a ruled table is one, its cells parted by tabs.
        rows: Which of the lines are such rows, by their index.
        starts: Where the lines begin and how wide their characters are (see `Start`).
        visible: How many characters are no white space.
        unreadable: How many of them the file gives no meaning.
        radicals: How many of them the font wrote as radicals; they are read as the characters they stand for.
        outside: How many characters more stand beyond the edges of the page, where nobody sees them; they are left out.
        picture: Whether a picture covers a good part of it.
        columns: Whether it holds columns that no rule parts.
    """

    lines: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    starts: list[Start | None] = field(default_factory=list)
    visible: int = 0
    unreadable: int = 0
    radicals: int = 0
    outside: int = 0
    picture: bool = False
    columns: bool = False


def pages_of(data: bytes, password: str) -> Iterator[Page]:
    """Yield the pages of a file.

    Raises:
        pypdfium2.PdfiumError: The file is damaged, or the password does not open it.
        OverflowError: The file has more pages or characters than are read.
    """
    document = pypdfium2.PdfDocument(data, password=password or None)
    if len(document) > MAX_PAGES:
        raise OverflowError
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page:
            page.set_rotation(0)  # What is drawn upright on a page that is turned comes out of order otherwise.
            with closing(page.get_textpage()) as text:
                found = _page(page, text.raw)
        yield found
        characters += found.visible
        if characters > MAX_CHARACTERS:
            raise OverflowError


def _page(page: pypdfium2.PdfPage, text: Any) -> Page:  # noqa: ANN401 - a handle of the C library
    found = Page()
    rules, found.picture = drawn_on(page)
    lines = lines_of(_Reading(text, found, Box(*page.get_cropbox())).signs(), tables_of(rules))
    # Where a character of C is too small for all, one beyond the first plane comes in halves.
    found.lines = [line.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for line in lines.lines]
    found.rows, found.columns, found.starts = sorted(lines.rows), lines.columns, lines.starts
    return found


@dataclass
class _Reading:
    """Reads the characters of a page in their order, and counts what must be known of them."""

    text: Any
    """The page's text, a handle of the C library."""
    found: Page
    shown: Box
    """The part of the sheet that viewers show: of a spread, one page."""

    def signs(self) -> Iterator[Sign]:
        """Yield the visible characters."""
        before = Before.NOTHING
        for index in range(pdfium.FPDFText_CountChars(self.text)):
            code = pdfium.FPDFText_GetUnicode(self.text, index)
            if code in _LINE_ENDS:
                before = Before.BREAK
            elif code in _BLANKS:
                if before is not Before.BREAK:
                    generated = pdfium.FPDFText_IsGenerated(self.text, index) == 1
                    before = Before.GAP if generated and before is not Before.BLANK else Before.BLANK
            elif not _overlap(box := _box(self.text, index), self.shown):
                self.found.outside += 1
                before = Before.BREAK
            else:
                yield Sign(self._character(code, index), box, before)
                before = Before.NOTHING

    def _character(self, code: int, index: int) -> str:
        found = self.found
        if code == _HYPHEN:
            return "-"
        found.visible += 1
        if code in _UNKNOWN or 0xE000 <= code <= 0xF8FF or pdfium.FPDFText_HasUnicodeMapError(self.text, index) == 1:
            found.unreadable += 1
        char = "\ufffd" if code in _UNKNOWN else chr(code)
        if char <= "⿕" and is_radical(char):
            found.radicals += 1
            return unified(char)
        return char


def _box(text: Any, index: int) -> Box:  # noqa: ANN401 - a handle of the C library
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
    return Box(box.left, box.bottom, box.right, box.top)


def _overlap(box: Box, shown: Box) -> bool:
    return box.left < shown.right and shown.left < box.right and box.bottom < shown.top and shown.bottom < box.top


def _limit_memory(size: int) -> None:
    """Limit what the process may take to read a file of so many bytes, where the system knows such a limit."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - only where the system has it

        limit = _MEMORY + 4 * size
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> None:
    """Answer the process that started this one."""
    password = json.loads(sys.stdin.buffer.readline())["password"]
    data = sys.stdin.buffer.read()
    _limit_memory(len(data))
    try:
        for page in pages_of(data, password):
            sys.stdout.write(json.dumps(asdict(page)) + "\n")
            sys.stdout.flush()
    except pypdfium2.PdfiumError as error:
        protected = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
        sys.stdout.write(json.dumps({"error": "password" if protected else "damaged"}) + "\n")
    except (OverflowError, MemoryError):
        sys.stdout.write(json.dumps({"error": "large"}) + "\n")


if __name__ == "__main__":
    main()
