"""Takes the text of a PDF file's pages out of pdfium; runs in a process of its own (see `plandiff.reading.pdf`).

pdfium sets a blank wherever two characters stand apart, also between the letter-spaced characters of a justified line.
Such blanks are told from real ones: beside Chinese they are dropped, unless the gap is that of a column.

Run as a program it reads one line of JSON (``{"password": …}``) and the file from standard input, and writes one line
of JSON for each page (the fields of `Page`), or one ``{"error": …}``.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from plandiff.reading.lines import is_wide, one_line
from plandiff.reading.ruled_tables import TOUCH, Rule, Table, rules_of, tables_of
from plandiff.text.script import is_radical, unified

MAX_PAGES = 3000
MAX_CHARACTERS = 5_000_000
_MEMORY = 1024**3
"""Bytes of address space the process may take, where the system knows such a limit."""

_HYPHEN = 2
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))
_COLUMN_GAP = 1.0
"""A gap of more than this, in widths of a character, parts two columns."""
_SPACED_GAPS = 3
_WIDER = 1.8
"""In a line set with wide spacing a column's gap is so many times wider than the others."""
_SAME_LINE = 0.5
"""Two characters whose heights overlap by this share stand on one line."""
_SAME_PLACE = 0.2
"""The share of its width by which a character drawn twice may be off."""
_SLACK = 1.0
"""Points by which a character may reach back over the one before it."""
_PICTURE_SHARE = 0.1
"""A picture that covers less of the page than this is no scan."""
_BLANKS = " \u00a0\u3000"
_DEEPEST_FORM = 8
_MOST_OBJECTS = 50_000
_BOX_SEGMENTS = 5
_TABS = 2
_COLUMN_LINES = 3
"""So many lines in a row with so many gaps are a table without rules."""


@dataclass
class Page:
    """The text of a page and what must be known of it.

    Attributes:
        lines: Its lines; a row of a ruled table is one, its cells parted by tabs.
        visible: How many characters are no white space.
        unreadable: How many of them the file gives no meaning.
        radicals: How many of them the font wrote as radicals; they are read as the characters they stand for.
        picture: Whether a picture covers a good part of it.
        columns: Whether it holds columns that no rule parts.
    """

    lines: list[str] = field(default_factory=list)
    visible: int = 0
    unreadable: int = 0
    radicals: int = 0
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
    rules, found.picture = _drawn(page)
    tables = tables_of(rules)
    setting = _Setting(text, tables)
    for index in range(pdfium.FPDFText_CountChars(text)):
        setting.take(index)
    found.lines, found.columns = setting.lines()
    found.visible, found.unreadable, found.radicals = setting.visible, setting.unreadable, setting.radicals
    return found


class _Sign(NamedTuple):
    """A character and where it stands in the page's text."""

    char: str
    at: int


class _Gap(NamedTuple):
    """A blank that pdfium put between two characters: its width in widths of a character, and whether one is wide."""

    width: float
    wide: bool


Piece = str | _Sign | _Gap
"""What a line is made of; a string is white space."""
_LINE = "\n"
_AGAIN = "\r"
"""What follows stands on the same line as what stands before, and begins further to the left."""


@dataclass
class _Setting:
    """Sets the characters of a page, one after another in their order, into lines and cells.

    Attributes:
        text: The page's text, a handle of the C library.
        tables: The ruled tables of the page.
        visible: As in `Page`, like the two that follow.
    """

    text: Any
    tables: list[Table]
    visible: int = 0
    unreadable: int = 0
    radicals: int = 0
    _out: list[Piece] = field(default_factory=list)
    """The text outside of tables; where a table begins stands its key in `_starts`."""
    _starts: dict[int, int] = field(default_factory=dict)
    _cells: dict[int, dict[tuple[int, int], list[Piece]]] = field(default_factory=dict)
    _current: list[Piece] | None = None
    _last: int = -1
    _blank: str = ""

    def take(self, index: int) -> None:
        """Take the character at an index."""
        code = pdfium.FPDFText_GetUnicode(self.text, index)
        if code in {10, 13}:
            self._blank = "\n"
        elif code in {32, 0xA0}:
            generated = pdfium.FPDFText_IsGenerated(self.text, index) == 1
            self._blank = self._blank or ("" if generated else " ")
        else:
            self._put(self._character(code, index), index)

    def _character(self, code: int, index: int) -> str:
        if code == _HYPHEN:
            return "-"
        self.visible += 1
        if code in _UNKNOWN or 0xE000 <= code <= 0xF8FF or pdfium.FPDFText_HasUnicodeMapError(self.text, index) == 1:
            self.unreadable += 1
        char = "\ufffd" if code in _UNKNOWN else chr(code)
        if char <= "⿕" and is_radical(char):
            self.radicals += 1
            return unified(char)
        return char

    def _put(self, char: str, index: int) -> None:
        place = self._place(index) if self.tables else None
        target = self._out
        if place is not None:
            number, cell = place
            if number not in self._starts:
                self._out.append("\n")
                self._starts[number] = len(self._out)
                self._out += ["", "\n"]
            target = self._cells.setdefault(number, {}).setdefault(cell, [])
        if target is not self._current:
            target.append("\n")
        elif index > self._last + 1:
            target.append(self._between(index, char))
        target.append(_Sign(char, index))
        self._current, self._last, self._blank = target, index, ""

    def _between(self, index: int, char: str) -> Piece:
        """Return what stands between the last character and this one, which are not neighbours in the page's text."""
        if self._blank == " ":
            return " "
        first, second = _box(self.text, self._last), _box(self.text, index)
        if self._blank == _LINE:
            overlap = min(first[3], second[3]) - max(first[1], second[1])
            if overlap < _SAME_LINE * min(first[3] - first[1], second[3] - second[1]):
                return _LINE
            if second[0] < first[2] - _SLACK:
                return _AGAIN
        return self._gap(self._last, index, char)

    def _gap(self, before: int, behind: int, char: str) -> _Gap:
        first, second = _box(self.text, before), _box(self.text, behind)
        wide = is_wide(char) or is_wide(chr(pdfium.FPDFText_GetUnicode(self.text, before) or 32))
        size = max(box[2] - box[0] if wide else box[3] - box[1] for box in (first, second))
        return _Gap((second[0] - first[2]) / size if size > 0 else 0.0, wide)

    def _place(self, index: int) -> tuple[int, tuple[int, int]] | None:
        left, bottom, right, top = _box(self.text, index)
        for number, table in enumerate(self.tables):
            cell = table.cell_at((left + right) / 2, (bottom + top) / 2)
            if cell is not None:
                return number, cell
        return None

    def lines(self) -> tuple[list[str], bool]:
        """Return the lines of the page, and whether several in a row have columns without a ruled table."""
        pieces = self._resolved(self._out)
        columns = _has_columns("".join(pieces))
        for number, start in self._starts.items():
            texts = {cell: one_line("".join(self._resolved(found))) for cell, found in self._cells[number].items()}
            pieces[start] = "\n".join(self.tables[number].as_lines(texts))
        text = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return [line.strip(_BLANKS) for line in text.split("\n") if line.strip()], columns

    def _resolved(self, pieces: list[Piece]) -> list[str]:
        """Return the pieces as text: each gap as a tab, a blank or nothing, as the other gaps of its line ask."""
        texts: list[str] = []
        start = 0
        for end in [*(place for place, piece in enumerate(pieces) if piece == _LINE), len(pieces)]:
            line = pieces[start:end]
            if _AGAIN in line:
                line = self._in_order(line)
            gaps = [piece.width for piece in line if isinstance(piece, _Gap)]
            column = _COLUMN_GAP
            if len(gaps) >= _SPACED_GAPS and len(gaps) * 4 >= len(line):  # A gap behind every other character, or more.
                column = max(column, _WIDER * median(gaps))
            for piece in line:
                if isinstance(piece, _Gap):
                    texts.append("\t" if piece.width > column else "" if piece.wide else " ")
                else:
                    texts.append(piece.char if isinstance(piece, _Sign) else piece)
            start = end
        return texts

    def _in_order(self, line: list[Piece]) -> list[Piece]:
        """Return a line that was drawn in several goes from left to right; what was drawn twice for weight is one.

        Where the goes lie over each other (a stamp, a watermark) each stays a line.
        """
        boxes = [(_box(self.text, piece.at), piece) for piece in line if isinstance(piece, _Sign)]
        boxes.sort(key=lambda found: found[0][0])
        kept: list[tuple[tuple[float, float, float, float], _Sign]] = []
        for box, sign in boxes:
            last = kept[-1] if kept else None
            if last and last[1].char == sign.char and box[0] - last[0][0] < _SAME_PLACE * (box[2] - box[0]):
                continue
            kept.append((box, sign))
        if any(behind[0][0] < before[0][2] - 2 * _SLACK for before, behind in pairwise(kept)):
            return [_LINE if piece == _AGAIN else piece for piece in line]
        ordered: list[Piece] = [piece for piece in line[:1] if piece == _LINE]
        for number, (_, sign) in enumerate(kept):
            if number:
                ordered.append(self._gap(kept[number - 1][1].at, sign.at, sign.char))
            ordered.append(sign)
        return ordered


def _has_columns(text: str) -> bool:
    run = 0
    for line in text.split("\n"):
        if line:
            run = run + 1 if line.strip().count("\t") >= _TABS else 0
        if run >= _COLUMN_LINES:
            return True
    return False


def _box(text: Any, index: int) -> tuple[float, float, float, float]:  # noqa: ANN401 - a handle of the C library
    """Return left, bottom, right and top of a character with its font's height and its own advance."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _drawn(page: pypdfium2.PdfPage) -> tuple[list[Rule], bool]:
    """Return the rules on a page, and whether a picture covers a good part of it."""
    rules: list[Rule] = []
    area = page.get_width() * page.get_height()
    picture = False
    for number, drawn in enumerate(page.get_objects(max_depth=_DEEPEST_FORM)):
        if number > _MOST_OBJECTS:
            break
        if drawn.type not in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}:
            continue
        with suppress(pypdfium2.PdfiumError):
            left, bottom, right, top = drawn.get_bounds()
            if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                picture = picture or (right - left) * (top - bottom) >= _PICTURE_SHARE * area
            elif min(right - left, top - bottom) <= TOUCH or _is_frame(drawn.raw):
                rules += rules_of(left, bottom, right, top)
    return rules, picture


def _is_frame(path: Any) -> bool:  # noqa: ANN401 - a handle of the C library
    """Say whether a path is a box whose outline is drawn; a filled one is the ground of something."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(drawn and stroke.value) and pdfium.FPDFPath_CountSegments(path) <= _BOX_SEGMENTS


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - only where the system has it

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Answer the process that started this one."""
    _limit_memory()
    password = json.loads(sys.stdin.buffer.readline())["password"]
    try:
        for page in pages_of(sys.stdin.buffer.read(), password):
            sys.stdout.write(json.dumps(asdict(page)) + "\n")
            sys.stdout.flush()
    except pypdfium2.PdfiumError as error:
        protected = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
        sys.stdout.write(json.dumps({"error": "password" if protected else "damaged"}) + "\n")
    except (OverflowError, MemoryError):
        sys.stdout.write(json.dumps({"error": "large"}) + "\n")


if __name__ == "__main__":
    main()
