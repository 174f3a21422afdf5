"""Cuts very long passages where both texts are the same, so that what is shown side by side stays small.

A text without a single full stop is one passage. Shown as one block it would have to be laid out whole for one row.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from plandiff.judging.passages import Passage
from plandiff.judging.set_aside_changes import Same
from plandiff.text.span import Pair, SourceOffset, SourceSpan, Span

_LONG = 2_000
"""Code points of one side from which on a passage is cut; a sentence of a plan has a tenth of that."""
_PART = 800
_MARKS = "，；、：,;:"
_REACH = 60
"""Code points in which a mark is looked for, to cut behind it."""

Spans = Pair[tuple[SourceSpan, ...]]


def parts(passage: Passage, same: Sequence[Same], text: str) -> list[Spans]:
    """Return the spans of a passage, in parts if it is long and both texts have it.

    Args:
        passage: The passage.
        same: What both documents have, in left order.
        text: The left document's text.
    """
    spans = passage.spans
    if len(spans.left) != 1 or len(spans.right) != 1 or max(len(spans.left[0]), len(spans.right[0])) < _LONG:
        return [spans]
    left, right = spans.left[0], spans.right[0]
    cuts = [*_cuts(left, right, same, text), (left.end, right.end)]
    at = (left.start, right.start)
    result: list[Spans] = []
    for cut in cuts:
        result.append(Pair((Span(at[0], cut[0]),), (Span(at[1], cut[1]),)))
        at = cut
    return result


def _cuts(
    left: SourceSpan, right: SourceSpan, same: Sequence[Same], text: str
) -> Iterator[tuple[SourceOffset, SourceOffset]]:
    """Yield corresponding places inside both spans, rising on both sides."""
    at, last = left.start + _PART, right.start
    while at < left.end - _PART // 2:
        n = bisect_right(same, at, key=lambda piece: piece.spans.left.start) - 1
        here = same[n].spans if n >= 0 else None
        if here and here.left.start < at < here.left.end:
            at = _behind_mark(text, at, here.left.end)
            place = here.right.start + (at - here.left.start)
            if last < place < right.end:
                yield at, place
                last = place
        elif n + 1 < len(same) and same[n + 1].spans.left.start < left.end:
            at = same[n + 1].spans.left.start + 1
            continue
        at += _PART


def _behind_mark(text: str, at: SourceOffset, end: SourceOffset) -> SourceOffset:
    """Return the place behind the next mark, or ``at`` if none is near."""
    ahead = text[at : min(at + _REACH, end - 1)]
    return next((at + n + 1 for n, char in enumerate(ahead) if char in _MARKS), at)
