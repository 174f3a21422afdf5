"""Puts whole lines that are gone into a Word document: paragraphs, table rows, tables."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from plandiff.reading.docx.placing import CannotPlace, Line
from plandiff.reading.docx.tracking import Elements, Track
from plandiff.reading.docx.xml import W
from plandiff.reports.redline.marked import Paragraph, Piece
from plandiff.reports.redline.rows import cells_of
from plandiff.reports.redline.spans import Spans

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Numbered = tuple[int, Paragraph]
"""A line and the place of its first piece in the order of all."""


class GoneLines:
    """Puts lines that are gone between those of a document.

    Beside a row of the document, rows that are gone stand in its table; between two of its rows, every line does.
    """

    def __init__(self, lines: Sequence[Line], elements: Elements, spans: Spans) -> None:
        self._lines, self._elements, self._spans = lines, elements, spans

    def place(self, lines: Sequence[_Numbered]) -> None:
        """Put lines in that are gone at one place of the right text.

        Raises:
            CannotPlace: The document has no such place.
        """
        at = bisect_left(self._lines, lines[0][1].right, key=lambda line: line.begin)
        following = self._lines[at] if at < len(self._lines) else None
        before = self._lines[at - 1] if at else None
        if following is None and before is None:
            raise CannotPlace
        if following is not None and before is not None and following.story is not before.story:
            following = None  # a note begins: what was gone at the end of the body stands there
        if following is not None and following.row is not None:
            self._before_row(lines, following, following.row, inside=before is not None and before.row is not None)
        elif before is not None and before.row is not None:
            rows = [*_leading(lines)]
            for made in reversed([self._row(line, before.row) for line in rows]):
                before.row.addnext(made)
            self._beside(lines[len(rows) :], following, before)
        else:
            self._beside(lines, following, before)

    def _before_row(self, lines: Sequence[_Numbered], line: Line, row: "Element", *, inside: bool) -> None:
        table = row.getparent()
        assert table is not None  # noqa: S101 - a row stands in a table
        inside = inside and next(row.itersiblings(f"{W}tr", preceding=True), None) is not None
        rows = lines if inside else [*_leading(lines[::-1])][::-1]
        for numbered in rows:
            row.addprevious(self._row(numbered, row))
        for element in self._elements_of(lines[: len(lines) - len(rows)], line):
            table.addprevious(element)

    def _beside(self, lines: Sequence[_Numbered], following: Line | None, before: Line | None) -> None:
        """Put paragraphs and tables before a paragraph, or else behind the last one."""
        if following is not None:
            for element in self._elements_of(lines, following):
                following.paragraph.addprevious(element)
        elif before is not None:
            last = before.paragraph if before.row is None else before.row.getparent()
            assert last is not None  # noqa: S101 - a row stands in a table
            for element in reversed([*self._elements_of(lines, before)]):
                last.addnext(element)

    def _elements_of(self, lines: Sequence[_Numbered], like: Line) -> Iterable["Element"]:
        for is_row, group in groupby(lines, key=lambda line: line[1].is_row):
            numbered = [*group]
            if is_row:
                columns = max(len(cells_of(row)) for _, row in numbered)
                yield self._elements.table(columns, [self._row(one, None) for one in numbered])
            else:
                yield from (self._paragraph(*one, like) for one in numbered)

    def _paragraph(self, n: int, paragraph: Paragraph, like: Line) -> "Element":
        of = like if paragraph.like is None else paragraph.like
        made = self._elements.like(of.paragraph, numbered=paragraph.like is not None)
        self._fill(made, enumerate(paragraph.pieces, n), of)
        self._elements.mark(made, Track.GONE)
        return made

    def _row(self, numbered: _Numbered, like: "Element | None") -> "Element":
        n, row = numbered
        cells = []
        for pieces in cells_of(row):
            cell = self._elements.make("p")
            self._fill(cell, enumerate(pieces, n), None)
            n += len(pieces) + 1
            cells.append(cell)
        made = self._elements.row(cells, like)
        self._elements.mark_row(made, Track.GONE)
        return made

    def _fill(self, paragraph: "Element", pieces: Iterable[tuple[int, Piece]], like: Line | None) -> None:
        looks = like.runs[0].find(f"{W}rPr") if like is not None and like.runs else None
        for n, piece in pieces:
            made = self._elements.piece(piece.text, piece.track, looks)
            for element in (*self._spans.before(n), made, *self._spans.after(n)):
                paragraph.append(element)


def _leading(lines: Iterable[_Numbered]) -> Iterable[_Numbered]:
    """Yield the rows with which lines begin."""
    for line in lines:
        if not line[1].is_row:
            return
        yield line
