"""Writes a redline into the right-hand Word document itself, so that styles, tables and pictures stay.

Each line of the decoded text is found again in its paragraph or table row. What cannot be placed so, such as a change
inside a computed number, raises `CannotPlace`: then the caller takes a plain page. The caller reads the result back
too: a redline that does not give both texts is never handed out.
"""

import io
from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx import Document

from plandiff.reading.docx.placing import ADDED, CannotPlace, Line, line_at, lines_of
from plandiff.reports.office import timeless
from plandiff.reports.redline.elements import Elements, W
from plandiff.reports.redline.marked import Paragraph, Piece, Track
from plandiff.reports.redline.signature import Signature
from plandiff.reports.redline.spans import Spans
from plandiff.reports.redline.to_docx import add_comments

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_NUMBER = 12
"""Characters of a computed number, at the most."""


def redline_onto(data: bytes, text: str, paragraphs: Sequence[Paragraph], signature: Signature) -> bytes:
    """Return the right-hand document with the changes of a redline.

    Args:
        data: The bytes of the document.
        text: Its decoded text.
        paragraphs: The lines of the redline.
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
    elements = Elements(signature, first=900_001)
    _Placer(lines_of(body, text), text, elements).place(paragraphs, spans := Spans.over(paragraphs, elements))
    if spans.comments and any("comments" in str(part.partname) for part in paper.part.package.iter_parts()):
        raise CannotPlace  # numbers of comments would clash with those of others
    add_comments(paper, spans.comments, signature)
    out = io.BytesIO()
    paper.save(out)
    return timeless(out.getvalue())


def _outer(run: "Element") -> "Element":
    """Return a run, or what this module has put around it."""
    parent = run.getparent()
    return parent if parent is not None and parent.tag in ADDED else run


def _unnumbered(properties: "Element") -> "Element":
    """Return the properties of a paragraph for one that was there before, whose number stands in its text."""
    copied = deepcopy(properties)
    for name in ("numPr", "sectPr", "rPr"):
        for old in copied.findall(f"{W}{name}"):
            copied.remove(old)
    return copied


class _Placer:
    """Puts the pieces of a redline into the paragraphs of a document, from the end to the beginning."""

    def __init__(self, lines: list[Line], text: str, elements: Elements) -> None:
        self._lines, self._text, self._elements = lines, text, elements
        self._starts = [line.start for line in lines]
        self._ends = {line.end: line for line in lines if line.row is None}
        # What has been put in at an offset of a paragraph stands behind all that is still to come there.
        self._first: dict[tuple[Element, int], Element] = {}

    def place(self, paragraphs: Sequence[Paragraph], spans: Spans) -> None:
        n = 0
        placed: list[tuple[Piece, int]] = []
        for paragraph in paragraphs:
            for piece in paragraph.pieces:
                placed.append((piece, n))
                n += 1
            if paragraph.track is not Track.STAYS or not paragraph.pieces:
                end = paragraph.pieces[-1] if paragraph.pieces else None
                at = paragraph.right if end is None else end.right + len(end.text) * end.track.on_right
                placed.append((Piece("\n", paragraph.track, paragraph.change, at), -1))
        # What is put in later stands earlier in the text, so that nothing that was found moves.
        for piece, number in reversed(placed):
            before, after = (spans.before(number), spans.after(number)) if number >= 0 else ([], [])
            if piece.track is Track.STAYS:
                continue
            if piece.text == "\n" and number < 0:
                self._mark(piece)
            elif piece.track.on_right:
                self._around(piece, before, after)
            else:
                self._insert(piece, before, after)

    def _place_of(self, offset: int) -> tuple[Line, int]:
        """Return the line and the offset in it at which something that is gone is put in.

        What was gone before a computed number stands behind it: the number is no text of the paragraph.
        """
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset <= self._lines[at].end:
            return self._lines[at], offset
        if at + 1 < len(self._lines) and len(self._text[offset : self._starts[at + 1]].strip()) <= _NUMBER:
            return self._lines[at + 1], self._starts[at + 1]
        raise CannotPlace

    def _mark(self, piece: Piece) -> None:
        """Track the end of a paragraph; an end that is gone parts the paragraph that is there."""
        if piece.track is Track.STAYS:
            return
        if piece.track.on_right:
            line = self._ends.get(piece.right)
            if line is None:
                raise CannotPlace
            self._elements.mark(line.paragraph, piece.track)
            return
        line, offset = self._place_of(piece.right)
        if line.row is not None:
            raise CannotPlace
        first = self._boundary(line, offset)
        before = self._elements.make("p")
        properties = line.paragraph.find(f"{W}pPr")
        if properties is not None:
            before.append(_unnumbered(properties))
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
        properties = like.find(f"{W}rPr") if like is not None else None
        made = [*before, *self._elements.piece(piece, properties), *after]
        for element in made:
            if following is not None:
                following.addprevious(element)
            else:
                line.paragraph.append(element)
        self._first[line.paragraph, offset] = made[0]
