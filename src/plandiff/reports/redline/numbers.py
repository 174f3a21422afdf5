"""Takes computed numbers out of a redline: they are no text of the file, and follow the paragraphs by themselves.

A numbered paragraph that is put in or taken out changes the numbers behind it, with nobody's hand: when it is accepted
or rejected, they are right again. So a change inside a number is left to the file, and a paragraph that is gone gets
the numbering of the nearest one whose number looks alike, in place of its number as text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from plandiff.patterns import late_pattern
from plandiff.reading.docx.placing import Line
from plandiff.reports.redline.marked import Paragraph, Piece
from plandiff.reports.redline.rows import blocks, one_fate

_NUMERAL = "(?:[0-9０-９]+|[〇零一二三四五六七八九十百千]+|[ivxlcdm]+|[IVXLCDM]+|[A-Za-z]|[①-⑳])"
_NUMERALS = late_pattern(_NUMERAL)


@dataclass(frozen=True)  # without slots: what is found once is kept in the instance
class Computed:
    """Where a document has computed text, by its lines.

    Attributes:
        lines: Its lines, in order.
        text: Its decoded text.
    """

    lines: Sequence[Line]
    text: str

    @cached_property
    def _before(self) -> list[Line]:
        return [line for line in self.lines if line.begin < line.start]

    @cached_property
    def _begins(self) -> list[int]:
        return [line.begin for line in self._before]

    @cached_property
    def _looks(self) -> dict[str, list[Line]]:
        """The numbered paragraphs by what their numbers look like."""
        found: dict[str, list[Line]] = {}
        for line in self._before:
            if line.row is None and _NUMERALS.search(self._number(line)):
                found.setdefault(_NUMERALS.sub("#", self._number(line)), []).append(line)
        return found

    @cached_property
    def _numbers(self) -> list[tuple[re.Pattern[str], list[Line]]]:
        patterns = ((_NUMERAL.join(map(re.escape, look.split("#"))), lines) for look, lines in self._looks.items())
        return [(re.compile(pattern), lines) for pattern, lines in patterns]

    def _number(self, line: Line) -> str:
        return self.text[line.begin : line.start]

    def without(self, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """Yield the lines of a redline without what is computed; a line that is gone tells its number apart."""
        for block in blocks(paragraphs):
            for paragraph in block:
                if len(block) == 1 and one_fate(paragraph) and not paragraph.track.on_right:
                    yield self._unnumbered(paragraph)
                else:
                    pieces = tuple(part for piece in paragraph.pieces for part in self._own(piece))
                    yield replace(paragraph, pieces=pieces)

    def _own(self, piece: Piece) -> Iterator[Piece]:
        """Yield what of a piece is text of the file."""
        end = piece.right + len(piece.text) * piece.track.on_right
        first = max(0, bisect_right(self._begins, piece.right) - 1)
        at = piece.right
        for line in self._before[first : max(first, bisect_left(self._begins, max(end, at + 1)))]:
            if not piece.track.on_right:
                if line.begin <= at < line.start:
                    return
                continue
            if line.start <= at or line.begin >= end:
                continue
            if line.begin > at:
                yield self._part(piece, at, line.begin)
            at = min(line.start, end)
        if at < end or not piece.track.on_right:
            yield self._part(piece, at, end) if piece.track.on_right else piece

    @staticmethod
    def _part(piece: Piece, start: int, end: int) -> Piece:
        return replace(piece, text=piece.text[start - piece.right : end - piece.right], right=start)

    def _unnumbered(self, paragraph: Paragraph) -> Paragraph:
        """Return a line that is gone with its number apart, and the nearest line that is numbered alike."""
        text = "".join(piece.text for piece in paragraph.pieces)
        for pattern, lines in self._numbers:
            match = pattern.match(text)
            if match is not None and not paragraph.is_row:
                at = bisect_left(lines, paragraph.right, key=lambda line: line.begin)
                like = min(lines[max(0, at - 1) : at + 1], key=lambda line: abs(line.begin - paragraph.right))
                return replace(paragraph, pieces=tuple(_behind(paragraph.pieces, match.end())), like=like)
        return paragraph


def _behind(pieces: Iterable[Piece], size: int) -> Iterator[Piece]:
    """Yield what stands behind so many characters of pieces that are gone."""
    for piece in pieces:
        if len(piece.text) > size:
            yield replace(piece, text=piece.text[size:])
        size = max(0, size - len(piece.text))
