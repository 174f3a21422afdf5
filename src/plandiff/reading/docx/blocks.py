"""The lines of a Word document: numbered paragraphs, table rows, text boxes after their paragraph, notes last.

Walks children only, so that each element is met once, however tables and content controls are nested.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plandiff.reading.document import Place, Unit
from plandiff.reading.docx.inline import Inline, chosen
from plandiff.reading.docx.numbering import Numbering
from plandiff.reading.docx.revisions import Revision
from plandiff.reading.docx.xml import MC, W, child, number, value
from plandiff.reading.lines import Lines, cell_text, row_text
from plandiff.reading.notices import NoticeCode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
WRAPPERS = frozenset(
    (
        *(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent", "customXml", "smartTag")),
        f"{MC}AlternateContent",
    )
)
"""What may stand around paragraphs, tables, rows and cells."""
_DEPTH = 40
"""Tables and text boxes nested more deeply are left out; no document nests five."""
_WIDTH = 200
"""Columns that a cell may span; Word allows 63."""

Line = tuple[str, Place | None]


class Blocks:
    """Reads the stories of a document (its body, its notes) in order: numbers and fields run on."""

    def __init__(self, revision: Revision, inline: Inline, numbering: Numbering) -> None:
        self._revision = revision
        self._inline = inline
        self._numbering = numbering
        self._paragraphs = self._tables = self._boxes = 0

    def body(self, body: "Element", lines: Lines) -> None:
        """Add the lines of the body."""
        for text, place in self._lines(body, None, 0):
            lines.add(text, place)

    def note(self, note: "Element", place: Place) -> list[str]:
        """Return the lines of a note."""
        return [text for text, _ in self._lines(note, place, 0)]

    def _lines(self, container: "Element", place: Place | None, depth: int) -> Iterator[Line]:
        """Yield the lines of a container; all stand at ``place``, or in the body each at its own."""
        begun, boxes = "", list["Element"]()
        for block in self._unwrapped(container, (PARAGRAPH, TABLE, f"{W}altChunk")):
            if block.tag == PARAGRAPH:
                text, more = self._inline.paragraph(block)
                begun, boxes = begun + text, boxes + more
                if self._revision.lacks_mark(block):
                    continue
                yield from self._line(self._number(block) + begun, boxes, place, depth)
            else:
                if begun or boxes:
                    yield from self._line(begun, boxes, place, depth)
                if block.tag == TABLE:
                    yield from self._table(block, place, depth)
                else:
                    self._inline.left_out[NoticeCode.EMBEDDED] += 1
            begun, boxes = "", []
        if begun or boxes:
            yield from self._line(begun, boxes, place, depth)

    def _number(self, paragraph: "Element") -> str:
        properties = self._revision.properties(paragraph, "pPr")
        return self._numbering.next_number(properties, own=self._revision.numbers(child(properties, "numPr")))

    def _line(self, text: str, boxes: list["Element"], place: Place | None, depth: int) -> Iterator[Line]:
        own = place
        if own is None and text.strip():
            self._paragraphs += 1
            own = ((Unit.PARAGRAPH, self._paragraphs),)
        yield text, own
        for box in boxes:
            if depth >= _DEPTH:
                self._inline.left_out[NoticeCode.DEPTH] += 1
                continue
            self._boxes += 1
            yield from self._lines(box, place or ((Unit.TEXT_BOX, self._boxes),), depth + 1)

    def _table(self, table: "Element", place: Place | None, depth: int) -> Iterator[Line]:
        if depth >= _DEPTH:
            self._inline.left_out[NoticeCode.DEPTH] += 1
            return
        rows = [
            list(self._unwrapped(row, (CELL,)))
            for row in self._unwrapped(table, (ROW,))
            if not self._revision.lacks_row(row)
        ]
        self._tables += place is None
        n = self._tables
        framed = all(len(cells) == 1 for cells in rows)
        for m, cells in enumerate(rows, 1):
            own = place or ((Unit.TABLE, n), (Unit.ROW, m))
            if framed:
                # One column is no table but a frame around text, such as a box of a plan: its paragraphs are lines.
                yield from self._lines(cells[0], own, depth + 1)
            else:
                yield row_text(list(self._cells(cells, own, depth))), own

    def _cells(self, cells: list["Element"], place: Place, depth: int) -> Iterator[str]:
        """Yield the text of each column: where a neighbour, or the cell above, goes on, a column is empty."""
        if cells:
            yield from [""] * columns_before(cells[0].getparent())
        for cell in cells:
            if not self._revision.final and self._revision.lacks_cell(cell):
                continue
            properties = self._revision.properties(cell, "tcPr")
            lines = [text for text, _ in self._lines(cell, place, depth + 1)]
            yield "" if self._revision.lacks_cell(cell) or goes_on(properties) else cell_text(lines)
            yield from [""] * (columns_of(properties) - 1)

    def _unwrapped(self, container: "Element", wanted: tuple[str, ...]) -> Iterator["Element"]:
        """Yield the wanted children, also those inside content controls and tracked wrappers of the state."""
        for part in container:
            if part.tag in wanted:
                yield part
            elif part.tag in self._revision.absent:
                continue
            elif part.tag in WRAPPERS:
                yield from self._unwrapped(chosen(part) if part.tag.startswith(MC) else part, wanted)


def columns_before(row: "Element | None") -> int:
    """Return how many columns stand empty before the first cell of a row."""
    return _span(value(row, "trPr", "gridBefore"), 0)


def columns_of(properties: "Element | None") -> int:
    """Return how many columns a cell with these properties spans."""
    return _span(value(properties, "gridSpan"), 1)


def goes_on(properties: "Element | None") -> bool:
    """Say whether a cell with these properties goes on what a neighbour or the cell above has begun."""
    merges = (child(properties, name) for name in ("vMerge", "hMerge"))
    return any(merge is not None and merge.get(f"{W}val", "continue") == "continue" for merge in merges)


def _span(text: str | None, default: int) -> int:
    return min(max(number(text, default), default), _WIDTH)
