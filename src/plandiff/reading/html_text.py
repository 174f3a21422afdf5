r"""Sets an HTML tree as lines: a block is a line, a row of a table is a line, what a reader does not see is left out.

White space is that of a browser: runs are one blank, and none stands at either end of a line. A line break of the file
between two Chinese characters is none of the text. Nothing here goes by recursion: a page may be nested some thousand
deep.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lxml import etree

from plandiff.patterns import late_pattern
from plandiff.reading.document import Place, Unit
from plandiff.reading.lines import han, one_line, row_text

Element = Any
"""An element of lxml, which has no types of its own."""

_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""What begins and ends a line."""
_KEEPS_LINES = late_pattern(r"white-space\s*:\s*(?:pre|break-spaces)")

_ATTACHED = late_pattern(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)\b", re.IGNORECASE)

_MOST_COLUMNS = 100
"""No table of a document is wider; a page may claim a cell over millions of columns."""
_MOST_ROWS = 10_000
_FRAME_SHARE = 0.8
_FRAME_HAN = 200
"""A table of which one cell holds more than both of these is a frame that places parts of the page."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_LONGEST_ROMAN = 4000


class Stub(StrEnum):
    """The tags of what pruning leaves in the place of what it took out; each has its weight as ``count``."""

    NOTHING = "left"
    HIDDEN = "left-hidden"
    EMBEDDED = "left-embedded"
    READING = "left-reading"
    REVISED = "left-revised"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: Its text, not empty.
        place: Where it stands.
        linked: The share of it that leads to other pages.
    """

    text: str
    place: Place
    linked: float = 0.0


@dataclass
class Setting:
    """The lines of a tree, and the weights of what was left out, by the tags of their stubs."""

    lines: list[Line] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    _paragraphs: int = 0
    _tables: int = 0
    _pending: list[str] = field(default_factory=list)
    _links: int = 0
    _linked: int = 0
    _numbers: list[int] = field(default_factory=list)
    _verbatim: int = 0

    def add(self, root: Element) -> None:
        """Set what stands in an element."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            as_rows = element.tag == "table" and element is not root and not _is_frame(element)
            if as_rows and event == "start":
                self._end_line()
                self._add_rows(element)
                walk.skip_subtree()
            elif event == "start":
                self._open(element)
            else:
                if not as_rows:
                    self._close(element)
                if element is not root:
                    self._write(element.tail)
        self._end_line()

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS or tag == "br":
            self._end_line()
            self._verbatim += _keeps_lines(element)
        if tag in {"ol", "ul", "menu", "dir"}:
            self._numbers.append(_first_number(element) if tag == "ol" else 0)
        elif tag == "li":
            self._number(element)
        else:
            _count_left(element, self.left)
        self._links += is_link(element)
        self._write(element.text)

    def _close(self, element: Element) -> None:
        tag = element.tag
        self._links -= is_link(element)
        if tag in BLOCKS:
            self._end_line()
            self._verbatim -= _keeps_lines(element)
        if tag in {"ol", "ul", "menu", "dir"} and self._numbers:
            self._numbers.pop()

    def _number(self, item: Element) -> None:
        listed = item.getparent()
        if not self._numbers or listed is None or listed.tag != "ol":
            return
        number = _integer(item.get("value"), self._numbers[-1])
        self._numbers[-1] = number + (-1 if listed.get("reversed") is not None else 1)
        self._write(_ordinal(number, listed.get("type") or "", listed.get("style", "")))

    def _write(self, text: str | None) -> None:
        if text and self._verbatim:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._end_line()
                self._pending.append(line)
        elif text:
            self._pending.append(text)
            self._linked += len(text.strip()) if self._links else 0

    def _end_line(self) -> None:
        text = one_line("".join(self._pending))
        if text:
            self._paragraphs += 1
            self.lines.append(Line(text, ((Unit.PARAGRAPH, self._paragraphs),), self._linked / len(text)))
        self._pending.clear()
        self._linked = 0

    def _add_rows(self, table: Element) -> None:
        self._tables += 1
        for number, cells in enumerate(_rows(table, self.left), 1):
            if any(cells):
                self.lines.append(Line(row_text(cells), ((Unit.TABLE, self._tables), (Unit.ROW, number))))


def is_link(element: Element) -> bool:
    """Say whether an element leads away from the page, and to no file that may be a part of the document."""
    address = element.get("href", "") if element.tag == "a" else ""
    return bool(address) and not address.startswith("#") and not _ATTACHED.search(address)


def _count_left(element: Element, left: Counter[str]) -> None:
    if element.tag.startswith("left-"):
        left[element.tag] += int(element.get("count", "0"))


def _is_frame(table: Element) -> bool:
    """Say whether a table places parts of a page: it holds a table, has one column, or nearly all in one cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    widths: list[int] = []
    sizes: list[int] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        widths.append(len(cells))
        sizes += [han("".join(cell.itertext())) for cell in cells]
    largest = max(sizes, default=0)
    return max(widths, default=0) <= 1 or (largest > _FRAME_HAN and largest > _FRAME_SHARE * sum(sizes))


def _rows(table: Element, left: Counter[str]) -> list[list[str]]:
    """Return the cells of each row; those that a merged cell reaches into are empty."""
    rows = []
    caption = table.find("caption")
    if caption is not None:
        rows.append([_cell_text(caption, left)])
    reaching: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            _skip_reached(cells, reaching)
            width = min(max(_integer(cell.get("colspan"), 1), 1), _MOST_COLUMNS)
            height = min(max(_integer(cell.get("rowspan"), 1), 1), _MOST_ROWS)
            for column in range(len(cells), min(len(cells) + width, _MOST_COLUMNS) if height > 1 else 0):
                reaching[column] = height
            cells += [_cell_text(cell, left), *[""] * (width - 1)]
        _skip_reached(cells, reaching)
        reaching = {column: rest - 1 for column, rest in reaching.items() if rest > 1}
        rows.append(cells)
    return rows


def _skip_reached(cells: list[str], reaching: dict[int, int]) -> None:
    while len(cells) in reaching:
        cells.append("")


def _cell_text(cell: Element, left: Counter[str]) -> str:
    pieces: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        breaks = "\n" if element.tag in BLOCKS or element.tag == "br" else ""
        if event == "start":
            _count_left(element, left)
            pieces += [breaks, element.text or ""]
        else:
            pieces += [breaks, (element.tail or "") if element is not cell else ""]
    return one_line("".join(pieces).strip()).replace("\t", " ")


def _keeps_lines(element: Element) -> int:
    return int(element.tag == "pre" or bool(_KEEPS_LINES.search(element.get("style", "").lower())))


def _first_number(listed: Element) -> int:
    items = sum(item.tag == "li" for item in listed) if listed.get("reversed") is not None else 1
    return _integer(listed.get("start"), items)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text, re.ASCII) else default


def _ordinal(number: int, form: str, style: str) -> str:
    """Return the number of a list item as a browser sets it."""
    if re.search(r"list-style[^;]*:\s*none", style) or form == "none":
        return ""
    if form in {"a", "A"} and number > 0:
        letters = ""
        while number > 0:
            number, digit = divmod(number - 1, 26)
            letters = _ALPHABET[digit] + letters
        return f"{letters if form == 'a' else letters.upper()}. "
    if form in {"i", "I"} and 0 < number < _LONGEST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        roman += _ROMAN_UNITS[number]
        return f"{roman if form == 'i' else roman.upper()}. "
    return f"{number}. "
