"""The right text with its changes from the left one as tracked pieces, in one order, whatever moved.

Both texts are tiled by shared pieces and changes. The heaviest chain of shared pieces that rises on both sides stays;
all else is gone on the left or new on the right. So it holds by construction that the pieces which stay or are new
give the right text, and, if nothing is left out, that those which stay or are gone give the left one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from plandiff.alignment.anchors import Run, heaviest_chain
from plandiff.judging.change import Change, Kind, Reason, Weight
from plandiff.judging.result import AlignedComparison
from plandiff.reading.docx.placing import Line
from plandiff.reading.docx.tracking import Track
from plandiff.text.span import Pair, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one fate.

    Attributes:
        text: The text; never empty.
        track: What becomes of it.
        change: The change it belongs to; None where it stays, or where only its place differs.
        right: Where it stands in the right text, or before what (source code points).
    """

    text: str
    track: Track
    change: Change | None
    right: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text.

    Attributes:
        pieces: Its text.
        track: What becomes of its end: where that is gone or new, it is one with the next line on the other side.
        change: The change that its end belongs to.
        right: Where it begins in the right text, or before what.
        is_row: Whether it is a table row, its cells parted by pieces that are a tab; see `rows`.
        like: Of a line that is gone: the line of the right document whose numbering it has; see `numbers`.
    """

    pieces: tuple[Piece, ...]
    track: Track
    change: Change | None
    right: int
    is_row: bool = False
    like: Line | None = None


def is_tracked(change: Change, *, show_all: bool) -> bool:
    """Say whether a change is tracked: one of substance, or any if all are wanted."""
    return show_all or (change.weight is Weight.SUBSTANTIVE and change.judgement.reason is not Reason.FOLLOWS)


def pieces_of(result: AlignedComparison, *, show_all: bool) -> Iterator[Piece]:
    """Yield the pieces of a redline in order.

    Args:
        result: The comparison.
        show_all: Whether every difference is tracked, so that the left text can be had back; else those of substance.
    """
    texts = result.documents.map(lambda document: document.text)
    tracked = _Tracked(result, show_all=show_all)
    at = Pair(0, 0)
    for run in [*_chain(result, texts, exact=show_all), Run(len(texts.left), len(texts.right), 0)]:
        yield from tracked.gone(Span(at.left, run.left), at.right)
        yield from tracked.new(Span(at.right, run.right))
        if run.size:
            yield Piece(texts.right[run.right : run.right_end], Track.STAYS, None, run.right)
        at = Pair(run.left_end, run.right_end)


def _chain(result: AlignedComparison, texts: Pair[str], *, exact: bool) -> list[Run]:
    """Return the shared runs that stay, in order; ``exact`` ones are equal to the last character."""
    runs = [
        run
        for same in sorted(result.same, key=lambda same: same.spans.left)
        for run in (_equal(same.spans, texts) if exact else [_run(same.spans)])
    ]
    return [runs[n] for n in heaviest_chain(runs)]


def _run(spans: Pair[Span]) -> Run:
    return Run(spans.left.start, spans.right.start, len(spans.left))


def _equal(spans: Pair[Span], texts: Pair[str]) -> Iterator[Run]:
    """Yield the stretches of a shared piece that are equal; its characters may differ by script."""
    left, right = spans.left.of(texts.left), spans.right.of(texts.right)
    if left == right:
        yield _run(spans)
        return
    start = 0
    for n in range(len(left) + 1):
        if n == len(left) or left[n] != right[n]:
            if n > start:
                yield Run(spans.left.start + start, spans.right.start + start, n - start)
            start = n + 1


@dataclass
class _Side:
    """The changes on one side, by where they stand."""

    spans: list[Span] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def within(self, span: Span) -> Iterator[tuple[Span, Change]]:
        """Yield the changes that overlap a span, clipped, in order."""
        low = bisect_right(self.spans, span.start, key=lambda other: other.end)
        high = bisect_left(self.spans, span.end, key=lambda other: other.start)
        for other, change in zip(self.spans[low:high], self.changes[low:high], strict=True):
            yield Span(max(other.start, span.start), min(other.end, span.end)), change


_Part = tuple[Span, Change | None, Change | None]
"""A stretch of one side with its change, and with the moved passage it lies in."""


class _Tracked:
    """Tells of text that does not stay to which change it belongs, and whether it is tracked."""

    def __init__(self, result: AlignedComparison, *, show_all: bool) -> None:
        self._texts = result.documents.map(lambda document: document.text)
        self._show_all = show_all
        own = [change for change in result.changes if change.kind is not Kind.MOVED]
        moved = [change for change in result.changes if change.kind is Kind.MOVED]
        self._own = Pair(_side(own, left=True), _side(own, left=False))
        self._moved = Pair(_side(moved, left=True), _side(moved, left=False))

    def gone(self, span: Span, right: int) -> Iterator[Piece]:
        """Yield the left text of a span, which does not stay; ``right`` is the place in the right text."""
        parts = [*self._parts(span, self._own.left, self._moved.left)]
        for (part, change, moved), asked in zip(parts, self._asked(parts, self._texts.left), strict=True):
            if asked:
                track = Track.MOVED_FROM if moved and change is None else Track.GONE
                yield Piece(part.of(self._texts.left), track, change or moved, right)

    def new(self, span: Span) -> Iterator[Piece]:
        """Yield the right text of a span, which is not in its place on the left; what is not tracked just stays."""
        parts = [*self._parts(span, self._own.right, self._moved.right)]
        for (part, change, moved), asked in zip(parts, self._asked(parts, self._texts.right), strict=True):
            track = Track.MOVED_TO if moved and change is None else Track.NEW
            if not asked:
                yield Piece(part.of(self._texts.right), Track.STAYS, None, part.start)
            else:
                yield Piece(part.of(self._texts.right), track, change or moved, part.start)

    def _asked(self, parts: Sequence[_Part], text: str) -> Iterator[bool]:
        """Say of each part whether it is tracked: a line end is, where the passage that it parts is."""
        asked = [change is None or is_tracked(change, show_all=self._show_all) for _, change, _ in parts]
        for n, (part, _, _) in enumerate(parts):
            ends_line = part.of(text).isspace() and "\n" in part.of(text)
            yield asked[n] or (ends_line and any(asked[max(0, n - 1) : n + 2]))

    @staticmethod
    def _parts(span: Span, own: _Side, moved: _Side) -> Iterator[_Part]:
        """Cut a span where a change or a moved passage begins or ends."""
        if not span:
            return
        owners, moves = [*own.within(span)], [*moved.within(span)]
        cuts = {span.start, span.end}
        for part, _ in (*owners, *moves):
            cuts |= {part.start, part.end}
        edges = sorted(cuts)
        o = m = 0
        for start, end in pairwise(edges):
            while o < len(owners) and owners[o][0].end <= start:
                o += 1
            while m < len(moves) and moves[m][0].end <= start:
                m += 1
            owner = owners[o][1] if o < len(owners) and owners[o][0].start <= start else None
            move = moves[m][1] if m < len(moves) and moves[m][0].start <= start else None
            yield Span(start, end), owner, move


def _side(changes: Sequence[Change], *, left: bool) -> _Side:
    found = sorted(
        ((change.spans.left if left else change.spans.right), n)
        for n, change in enumerate(changes)
        if (change.spans.left if left else change.spans.right)
    )
    return _Side([span for span, _ in found], [changes[n] for _, n in found])


def paragraphs_of(pieces: Iterator[Piece]) -> Iterator[Paragraph]:
    r"""Cut pieces into lines; "\r\n" ends a line as "\n" does, and a form feed opens none."""
    line: list[Piece] = []
    begin: int | None = None
    right = 0
    for piece in pieces:
        start = 0
        text = piece.text.replace("\r\n", "\n").replace("\f", "")
        while (end := text.find("\n", start)) >= 0:
            at = piece.right + start * piece.track.on_right
            if end > start:
                line.append(Piece(text[start:end], piece.track, piece.change, at))
            yield Paragraph(tuple(line), piece.track, piece.change, at if begin is None else begin)
            line, begin, start = [], None, end + 1
        if start < len(text):
            at = piece.right + start * piece.track.on_right
            begin = at if begin is None else begin
            line.append(Piece(text[start:], piece.track, piece.change, at))
        right = piece.right
    if line:
        yield Paragraph(tuple(line), Track.STAYS, None, right if begin is None else begin)


def slid(pieces: Iterable[Piece]) -> Iterator[Piece]:
    r"""Yield pieces so that a whole line that is gone or new holds its own line end, not that of the line before it.

    "\nX" before "\n" is "X\n" behind "\n": both read the same, but only the second leaves the other paragraphs whole.
    """
    held = [*pieces]
    start = 0
    while start < len(held):
        end = start
        while end < len(held) and held[end].track is held[start].track is not Track.STAYS:
            end += 1
        inside = 0 < start < end < len(held) and held[start - 1].track is Track.STAYS is held[end].track
        if inside and held[start].text[0] == held[end].text[0] == "\n":
            held[start - 1] = replace(held[start - 1], text=held[start - 1].text + "\n")
            held[start] = replace(held[start], text=held[start].text[1:], right=held[start].right + 1)
            held[end - 1] = replace(held[end - 1], text=held[end - 1].text + "\n")
            if not held[start].track.on_right:  # all stand before one place of the right text, which has moved
                held[start + 1 : end] = [replace(piece, right=piece.right + 1) for piece in held[start + 1 : end]]
            held[end] = replace(held[end], text=held[end].text[1:], right=held[end].right + 1)
        start = max(end, start + 1)
    yield from (piece for piece in held if piece.text)
