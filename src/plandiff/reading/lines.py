"""Lays the decoded text of structured formats out, the same way for all: a paragraph a line, a table row a line."""

from collections.abc import Iterable, Sequence

from plandiff.patterns import late_pattern
from plandiff.reading.document import Address, Place, Unit
from plandiff.reading.extracted import Extracted
from plandiff.reading.notices import ReadingNotice
from plandiff.reading.numerals import numeral

_BLANK = late_pattern(r"[\t\n\v\f\r]+")
# Where lines of a cell meet, a blank parts words; Chinese has none.
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff\u2018-\u201d\u2026\u2014]"
_BETWEEN_WIDE = late_pattern(rf"(?<={_WIDE})\n+|\n+(?={_WIDE})")
PAGE_END = "\n\f"
_IS_WIDE = late_pattern(_WIDE)
_HAN = late_pattern(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_BLANKS = late_pattern(r"[ \t\r\n\f\v]+")
_ENDS = " \t\r\n\f\v\u00a0\u3000"


class Lines:
    """Collects lines and where each stands in the source."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._addresses: list[Address] = []
        self._length = 0

    def add(self, line: str, place: Place | None = None) -> None:
        """Add a line; one without a place of its own belongs to the place before."""
        if place and line:
            self._addresses.append(Address(self._length, self._length + len(line), place))
        self._lines.append(line)
        self._length += len(line) + 1

    def add_cells(self, cells: Sequence[str], places: Sequence[Place]) -> None:
        """Add a table row whose cells have each a place of their own."""
        start = self._length
        for cell, place in zip(cells, places, strict=True):
            if cell:
                self._addresses.append(Address(start, start + len(cell), place))
            start += len(cell) + 1
        self.add(row_text(cells))

    def extracted(self, notices: Iterable[ReadingNotice] = ()) -> Extracted:
        """Return the text with its addresses; line ends part lines, so none stands behind the last."""
        return Extracted("\n".join(self._lines), tuple(self._addresses), tuple(notices))


def cell_text(lines: Iterable[str]) -> str:
    """Return the lines of a table cell as one, parted by a blank unless Chinese stands on either side."""
    text = "\n".join(filter(None, (line.strip() for line in lines)))
    return _BLANK.sub(" ", _BETWEEN_WIDE.sub("", text))


def row_text(cells: Sequence[str]) -> str:
    """Return a table row as one line, its cells parted by tabs; empty cells at its end are kept."""
    return "\t".join(cells)


def one_line(text: str) -> str:
    """Return a text on one line: runs of white space are one blank, and line breaks none beside Chinese."""
    broken = _BLANKS.sub(lambda run: "\n" if "\n" in run.group() or "\r" in run.group() else " ", text)
    return _BETWEEN_WIDE.sub("", broken).replace("\n", " ").strip(_ENDS)


def paged(pages: Iterable[list[str]], notices: Iterable[ReadingNotice] = ()) -> Extracted:
    r"""Return the lines of pages as one text, with ``\n\f`` between pages, and where each page is in it."""
    texts: list[str] = []
    addresses = []
    start = 0
    for number, lines in enumerate(pages, 1):
        text = "\n".join(lines)
        addresses += [Address(start, start + len(text), ((Unit.PAGE, number),))] if text else []
        texts.append(text)
        start += len(text) + len(PAGE_END)
    return Extracted(PAGE_END.join(texts), tuple(addresses), tuple(notices))


def han(text: str) -> int:
    """Return how many Chinese characters a text has."""
    return sum(run.end() - run.start() for run in _HAN.finditer(text))


def is_wide(char: str) -> bool:
    """Say whether a character is as wide as a Chinese one and needs no blank beside it."""
    return bool(_IS_WIDE.match(char))


def note_mark(unit: Unit, count: int) -> str:
    """Return the mark of a note, in the text and before its own: [2] for a footnote, [ii] for an endnote."""
    return f"[{count if unit is Unit.FOOTNOTE else numeral(count, 'lowerRoman')}]"
