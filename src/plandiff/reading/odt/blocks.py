"""The lines of an OpenDocument text: paragraphs, table rows, shapes after their paragraph, notes last."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern
from plandiff.reading.document import Place, Unit
from plandiff.reading.lines import Lines, cell_text, note_mark, row_text
from plandiff.reading.notices import NoticeCode
from plandiff.reading.odt.lists import Lists
from plandiff.reading.odt.names import DRAW, OFFICE, TABLE, TEXT, whole
from plandiff.reading.odt.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_GROUPS = frozenset(
    (
        *(f"{TEXT}{name}" for name in ("section", "index-body", "index-title", "numbered-paragraph")),
        *(f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index")),
        *(f"{TEXT}{name}" for name in ("table-index", "object-index", "user-index", "bibliography")),
    )
)
_ROWS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_ASIDE = frozenset((f"{OFFICE}annotation-end", f"{TEXT}note-citation", f"{TEXT}ruby-text"))
_DEPTH = 40
"""Tables, lists and shapes nested more deeply are left out; no document nests ten."""
_REPEATED = 200
"""Columns that an empty cell may stand for."""

_WHITE = late_pattern(r"[ \t\r\n]+")

Line = tuple[str, Place | None]


class Blocks:
    """Reads the body in order.

    Attributes:
        left_out: How often, or how much, of each kind was left out.
    """

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.left_out: Counter[NoticeCode] = Counter()
        self._styles, self._lists = styles, lists
        self._paragraphs = self._tables = self._boxes = 0
        self._notes: list[tuple[Unit, Element]] = []
        self._noted: Counter[Unit] = Counter()

    def body(self, body: "Element", lines: Lines) -> None:
        """Add the lines of the body, then those of the notes."""
        for text, place in self._lines(body, None, 0):
            lines.add(text, place)
        counts = dict.fromkeys((Unit.FOOTNOTE, Unit.ENDNOTE), 0)
        for unit, note in self._notes:  # A note may hold another, which then comes last.
            counts[unit] += 1
            place = ((unit, counts[unit]),)
            for n, (text, _) in enumerate(list(self._lines(note, place, 0))):
                lines.add(f"{note_mark(unit, counts[unit])} {text.lstrip()}" if n == 0 else text, place)

    def _lines(self, container: "Element", place: Place | None, depth: int) -> Iterator[Line]:
        if depth > _DEPTH:
            self.left_out[NoticeCode.DEPTH] += 1
            return
        for block in container:
            if block.tag in _PARAGRAPHS:
                yield from self._paragraph(block, "", place, depth)
            elif block.tag == f"{TEXT}list":
                style = block.get(f"{TEXT}style-name", "")
                goes_on = f"{TEXT}continue-list" in block.attrib or block.get(f"{TEXT}continue-numbering") == "true"
                self._lists.begin(style, goes_on=goes_on)
                yield from self._list(block, style, 1, place, depth)
            elif block.tag == f"{TABLE}table":
                yield from self._table(block, place, depth)
            elif block.tag in _GROUPS:
                yield from self._lines(block, place, depth + 1)
            elif _draws(block):
                yield from self._shape(block, place, depth)

    def _list(self, element: "Element", style: str, level: int, place: Place | None, depth: int) -> Iterator[Line]:
        """Yield the lines of a list; only the first paragraph of an item bears its number."""
        if depth > _DEPTH:
            self.left_out[NoticeCode.DEPTH] += 1
            return
        for item in element:
            bears = item.tag == f"{TEXT}list-item"
            for block in item:
                if block.tag in _PARAGRAPHS:
                    start = item.get(f"{TEXT}start-value")
                    mark = self._lists.number(style, level, whole(start, 1) if start else None) if bears else ""
                    bears = False
                    yield from self._paragraph(block, mark, place, depth)
                elif block.tag == f"{TEXT}list":
                    inner = block.get(f"{TEXT}style-name", style)
                    yield from self._list(block, inner, level + 1, place, depth + 1)

    def _paragraph(self, element: "Element", mark: str, place: Place | None, depth: int) -> Iterator[Line]:
        out, shapes = [mark], list["Element"]()
        if self._styles.hides(element.get(f"{TEXT}style-name")):
            self.left_out[NoticeCode.HIDDEN] += _size(element)
        else:
            self._inline(element, out, shapes)
        text = "".join(out)
        own = place
        if own is None and text.strip():
            self._paragraphs += 1
            own = ((Unit.PARAGRAPH, self._paragraphs),)
        yield text, own
        for shape in shapes:
            yield from self._shape(shape, place, depth)

    def _shape(self, shape: "Element", place: Place | None, depth: int) -> Iterator[Line]:
        lines = [line for part in _texts(shape) for line in self._lines(part, ((Unit.TEXT_BOX, 0),), depth + 1)]
        if any(text.strip() for text, _ in lines):
            self._boxes += place is None
            own = place or ((Unit.TEXT_BOX, self._boxes),)
            yield from ((text, own) for text, _ in lines)

    def _inline(self, element: "Element", out: list[str], shapes: list["Element"]) -> None:
        """Collect the text of an element in XML's mixed way: text, child, the text behind the child."""
        out.append(_collapsed(element.text))
        for part in element:
            name = part.tag
            if name == f"{TEXT}s":
                out.append(" " * whole(part.get(f"{TEXT}c"), 1, 10_000))
            elif name == f"{TEXT}tab":
                out.append("\t")
            elif name == f"{TEXT}line-break":
                out.append("\n")
            elif name == f"{TEXT}note":
                out.append(self._note(part))
            elif name == f"{OFFICE}annotation":
                self.left_out[NoticeCode.COMMENTS] += 1
            elif _draws(part):
                self.left_out[NoticeCode.EMBEDDED] += sum(1 for _ in part.iter(f"{DRAW}object", f"{DRAW}object-ole"))
                shapes.append(part)
            elif self._styles.hides(part.get(f"{TEXT}style-name")):
                self.left_out[NoticeCode.HIDDEN] += _size(part)
            elif name not in _ASIDE:
                self.left_out[NoticeCode.READINGS] += name == f"{TEXT}ruby"
                self._inline(part, out, shapes)
            out.append(_collapsed(part.tail))

    def _note(self, note: "Element") -> str:
        unit = Unit.ENDNOTE if note.get(f"{TEXT}note-class") == "endnote" else Unit.FOOTNOTE
        body = note.find(f"{TEXT}note-body")
        if body is None:
            return ""
        self._notes.append((unit, body))
        self._noted[unit] += 1
        return note_mark(unit, self._noted[unit])

    def _table(self, table: "Element", place: Place | None, depth: int) -> Iterator[Line]:
        rows = [[cell for cell in row if cell.tag in _CELLS] for row in _table_rows(table)]
        self._tables += place is None
        n = self._tables
        framed = all(len(cells) == 1 for cells in rows)
        for m, cells in enumerate(rows, 1):
            own = place or ((Unit.TABLE, n), (Unit.ROW, m))
            if framed:
                yield from self._lines(cells[0], own, depth + 1)
            else:
                yield row_text(list(self._cells(cells, own, depth))), own

    def _cells(self, cells: list["Element"], place: Place, depth: int) -> Iterator[str]:
        for cell in cells:
            text = cell_text(text for text, _ in self._lines(cell, place, depth + 1))
            shown = "" if cell.tag == f"{TABLE}covered-table-cell" else text
            yield from [shown] * whole(cell.get(f"{TABLE}number-columns-repeated"), 1, _REPEATED)


_CELLS = frozenset((f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))


def _table_rows(table: "Element") -> Iterator["Element"]:
    for part in table:
        if part.tag == f"{TABLE}table-row":
            yield part
        elif part.tag in _ROWS:
            yield from _table_rows(part)


def _size(element: "Element") -> int:
    """Return the code points of the text in an element."""
    return sum(len(part.text or "") + len(part.tail or "") for part in element.iter()) - len(element.tail or "")


def _draws(element: "Element") -> bool:
    tag: str = element.tag
    return tag.startswith(DRAW) and tag != f"{DRAW}a"


def _texts(shape: "Element") -> Iterator["Element"]:
    """Yield what holds paragraphs in a shape or a group of them: the shape itself, or the text box in its frame."""
    if any(part.tag in _PARAGRAPHS or part.tag == f"{TEXT}list" for part in shape) or shape.tag == f"{DRAW}text-box":
        yield shape
        return
    for part in shape:
        if part.tag.startswith(DRAW):
            yield from _texts(part)


def _collapsed(text: str | None) -> str:
    """Return text with its white space collapsed, as OpenDocument wants it: more than one blank is an element."""
    return _WHITE.sub(" ", text) if text else ""
