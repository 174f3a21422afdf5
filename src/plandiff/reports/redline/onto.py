"""Writes a redline into the right-hand Word document itself, so that styles, tables and pictures stay.

Each line of the decoded text is found again in its paragraph or table row. What cannot be placed so, such as a note
that is gone, raises `CannotPlace`: then the caller takes a plain page. The caller reads the result back too: a redline
that does not give both texts is never handed out.
"""

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from lxml import etree

from plandiff.reading.document import Unit
from plandiff.reading.docx.locating import lines_of
from plandiff.reading.docx.placing import ADDED, CannotPlace, Line, line_at
from plandiff.reading.docx.tracking import BEYOND, Elements, Track
from plandiff.reading.docx.xml import W
from plandiff.reading.signature import Signature
from plandiff.reports.office import timeless
from plandiff.reports.redline.gone import GoneLines
from plandiff.reports.redline.marked import Paragraph, Piece
from plandiff.reports.redline.numbers import Computed
from plandiff.reports.redline.rows import blocks, one_fate
from plandiff.reports.redline.spans import Spans
from plandiff.reports.redline.to_docx import add_comments

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


def redline_onto(
    data: bytes, text: str, paragraphs: Sequence[Paragraph], signature: Signature
) -> tuple[bytes, list[Paragraph]]:
    """Return the right-hand document with the changes of a redline, and those changes without computed text.

    Args:
        data: The bytes of the document.
        text: Its decoded text.
        paragraphs: The lines of the redline, whole rows marked as such; see `rows`.
        signature: Who is said to have made the changes.

    Raises:
        CannotPlace: A line or a change has no place in it.
    """
    try:
        paper = Document(io.BytesIO(data))
    except Exception as error:
        raise CannotPlace from error
    body: Any = paper.element.body
    if next(body.iter(*_TRACKED), None) is not None:
        raise CannotPlace  # changes of others are tracked already
    notes = {unit: _Notes(paper, unit) for unit in (Unit.FOOTNOTE, Unit.ENDNOTE)}
    lines = lines_of(body, {unit: note.stored for unit, note in notes.items()}, text)
    bare = [*Computed(lines, text).without(paragraphs)]
    elements = Elements(signature, BEYOND)
    _Placer(lines, elements, spans := Spans.over(bare, elements)).place(bare)
    if spans.comments and any("comments" in str(part.partname) for part in paper.part.package.iter_parts()):
        raise CannotPlace  # numbers of comments would clash with those of others
    add_comments(paper, spans.comments, signature)
    for note in notes.values():
        note.keep()
    out = io.BytesIO()
    paper.save(out)
    return timeless(out.getvalue()), bare


class _Notes:
    """The notes of one kind, which python-docx keeps as bytes.

    Attributes:
        stored: The notes by their ids.
    """

    def __init__(self, paper: Any, unit: Unit) -> None:  # noqa: ANN401 - of python-docx
        parts = paper.part.package.iter_parts()
        self._part = next((part for part in parts if str(part.partname) == f"/word/{unit.value}s.xml"), None)
        self._root = None if self._part is None else etree.fromstring(self._part.blob, _PARSER)
        found = [] if self._root is None else self._root.iterfind(f"{W}{unit.value}")
        self.stored = {note.get(f"{W}id", ""): note for note in found}

    def keep(self) -> None:
        """Put the notes with their changes back into the paper."""
        if self._part is not None:
            self._part._blob = etree.tostring(  # noqa: SLF001 - python-docx knows no notes
                self._root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def _outer(run: "Element") -> "Element":
    """Return a run, or what this module has put around it."""
    parent = run.getparent()
    return parent if parent is not None and parent.tag in ADDED else run


class _Placer:
    """Puts the pieces of a redline into the paragraphs of a document, from the end to the beginning."""

    def __init__(self, lines: list[Line], elements: Elements, spans: Spans) -> None:
        self._lines, self._elements, self._spans = lines, elements, spans
        self._starts = [line.start for line in lines]
        self._ends = {line.end: line for line in lines if line.row is None}
        # What has been put in at an offset of a paragraph stands behind all that is still to come there.
        self._first: dict[tuple[Element, int], Element] = {}

    def place(self, paragraphs: Sequence[Paragraph]) -> None:
        """Put in all lines of a redline.

        Raises:
            CannotPlace: One has no place.
        """
        gone = GoneLines(self._lines, self._elements, self._spans)
        waiting: list[tuple[int, Paragraph]] = []  # lines that are gone at one place, the last first
        n = sum(len(paragraph.pieces) for paragraph in paragraphs)
        # What is put in later stands earlier in the text, so that nothing that was found moves.
        for block in reversed([*blocks(paragraphs)]):
            whole = len(block) == 1 and one_fate(block[0]) and not block[0].track.on_right
            if waiting and not (whole and block[0].right == waiting[-1][1].right):
                gone.place(waiting[::-1])
                waiting = []
            for paragraph in reversed(block):
                n -= len(paragraph.pieces)
                if whole:
                    waiting.append((n, paragraph))
                elif paragraph.is_row:
                    self._row(paragraph, n)
                else:
                    self._paragraph(paragraph, n)
        if waiting:
            gone.place(waiting[::-1])

    def _row(self, row: Paragraph, n: int) -> None:
        if row.track is Track.NEW or row.track is Track.MOVED_TO:
            line = self._lines[bisect_left(self._lines, row.right, key=lambda line: line.end)]
            if line.row is None:
                raise CannotPlace
            self._elements.mark_row(line.row, Track.NEW)
        self._pieces([(at, piece) for at, piece in enumerate(row.pieces, n) if piece.text != "\t"])

    def _paragraph(self, paragraph: Paragraph, n: int) -> None:
        if paragraph.track is not Track.STAYS:
            end = paragraph.pieces[-1] if paragraph.pieces else None
            at = paragraph.right if end is None else end.right + len(end.text) * end.track.on_right
            self._mark(paragraph.track, at)
        self._pieces([*enumerate(paragraph.pieces, n)])

    def _pieces(self, pieces: Iterable[tuple[int, Piece]]) -> None:
        for n, piece in reversed([*pieces]):
            if piece.track is Track.STAYS:
                continue
            if piece.track.on_right:
                self._around(piece, self._spans.before(n), self._spans.after(n))
            else:
                self._insert(piece, self._spans.before(n), self._spans.after(n))

    def _place_of(self, offset: int) -> tuple[Line, int]:
        """Return the line and the offset in it at which something that is gone is put in.

        What was gone before a computed number stands behind it: the number is no text of the paragraph.
        """
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset <= self._lines[at].end:
            return self._lines[at], offset
        if at + 1 < len(self._lines) and self._lines[at + 1].begin <= offset:
            return self._lines[at + 1], self._starts[at + 1]
        raise CannotPlace

    def _mark(self, track: Track, at: int) -> None:
        """Track the end of a paragraph; an end that is gone parts the paragraph that is there."""
        if track.on_right:
            if (ended := self._ends.get(at)) is not None:
                self._elements.mark(ended.paragraph, track)
            else:  # a line break inside a paragraph
                self._around(Piece("\n", track, None, at), [], [])
            return
        line, offset = self._place_of(at)
        if line.row is not None:
            raise CannotPlace
        first = self._boundary(line, offset)
        before = self._elements.like(line.paragraph)
        for child in [*line.paragraph]:
            if child is first:
                break
            if child.tag != f"{W}pPr":
                before.append(child)
        line.paragraph.addprevious(before)
        self._elements.mark(before, Track.GONE)
        # What stands before belongs to the new paragraph; what stands behind has been placed already.
        self._lines[bisect_right(self._starts, line.start) - 1] = line.before(offset, before)

    def _boundary(self, line: Line, offset: int) -> "Element | None":
        """Return the child of the paragraph at which it is parted at an offset; None for the end."""
        point = self._point(line, offset)
        if point is not None and point.getparent() is not line.paragraph:
            raise CannotPlace
        return point

    def _point(self, line: Line, offset: int) -> "Element | None":
        """Return before what something is put in at an offset; None for the end of the paragraph."""
        if (point := self._first.get((line.paragraph, offset))) is not None:
            return point
        run = line.run_at(offset)
        return run if run is None else _outer(run)

    def _around(self, piece: Piece, before: Sequence["Element"], after: Sequence["Element"]) -> None:
        """Track text that the document has, run by run."""
        line = line_at(self._lines, self._starts, piece.right, piece.right + len(piece.text))
        found = line.runs_between(piece.right, piece.right + len(piece.text))
        for run in found:
            around = self._elements.tracked(piece.track, self._elements.make("r"))
            around.remove(around[0])
            run.addprevious(around)
            around.append(run)
        for element in before:
            _outer(found[0]).addprevious(element)
        self._first[line.paragraph, piece.right] = before[0] if before else _outer(found[0])
        for element in reversed(after):
            _outer(found[-1]).addnext(element)

    def _insert(self, piece: Piece, before: Sequence["Element"], after: Sequence["Element"]) -> None:
        """Put in text that is gone, in the looks of the run before or behind it."""
        line, offset = self._place_of(piece.right)
        following = self._point(line, offset)
        like = line.run_at(offset)
        like = line.runs[-1] if like is None and line.runs else like
        made = [
            *before,
            self._elements.piece(piece.text, piece.track, None if like is None else like.find(f"{W}rPr")),
            *after,
        ]
        for element in made:
            if following is not None:
                following.addprevious(element)
            else:
                line.paragraph.append(element)
        self._first[line.paragraph, offset] = made[0]
