"""Which version brought the wording of each sentence of the newest one: followed back as long as nothing changes it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandiff.judging.result import AlignedComparison
from plandiff.outline import Outlined
from plandiff.text.span import Pair, SourceSpan, source_span


@dataclass(frozen=True, slots=True)
class Brought:
    """A sentence of the newest version (source span), and the index of the version that brought its wording."""

    span: SourceSpan
    version: int


def brought(newest: Outlined, pairs: Sequence[AlignedComparison]) -> Iterator[Brought]:
    """Yield the sentences of the newest version, each with the version that brought its wording.

    Args:
        newest: The newest version.
        pairs: The comparisons of neighbouring versions, the oldest first.
    """
    steps = [_Back.of(pair) for pair in reversed(pairs)]
    for segment in newest.segments:
        whole = newest.text.offsets.source_span(segment.start, segment.end)
        span, version = whole, len(pairs)
        for step in steps:
            before = step.unchanged(span)
            if before is None:
                break
            span, version = before, version - 1
        yield Brought(whole, version)


@dataclass(frozen=True, slots=True)
class _Back:
    """The way from a version back to the one before it.

    Attributes:
        shared: What both have, by where it stands in the newer one.
        starts: Where each of them begins there.
        changed: Where the newer one begins and ends to differ in substance, sorted.
    """

    shared: list[Pair[SourceSpan]]
    starts: list[int]
    changed: list[SourceSpan]

    @classmethod
    def of(cls, pair: AlignedComparison) -> "_Back":
        shared = sorted((one.spans for one in pair.same if one.spans.right), key=lambda spans: spans.right)
        changed = sorted(change.spans.right for change in pair.changes if change.weight == "substantive")
        return cls(shared, [spans.right.start for spans in shared], changed)

    def unchanged(self, span: SourceSpan) -> SourceSpan | None:
        """Return where a passage stood in the older version; None if its wording is new."""
        at = bisect_right(self.changed, span.start, key=lambda one: one.end)
        for change in self.changed[max(0, at - 1) :]:
            if change.start >= span.end:
                break
            if change.end > span.start and (change or change.start > span.start):
                return None
        ends = [self._there(span.start, span.end), self._there(span.start, span.end, last=True)]
        if ends[0] is None or ends[1] is None or ends[1] < ends[0]:
            return None
        return source_span(ends[0], ends[1] + 1)

    def _there(self, start: int, end: int, *, last: bool = False) -> int | None:
        """Return the older place of the first (or last) shared character in a stretch."""
        if last:
            n = bisect_right(self.starts, end - 1) - 1
            if n < 0 or self.shared[n].right.end <= start:
                return None
            spans = self.shared[n]
            place = min(end, spans.right.end) - 1
        else:
            n = max(0, bisect_right(self.starts, start) - 1)
            while n < len(self.shared) and self.shared[n].right.end <= start:
                n += 1
            if n == len(self.shared) or self.shared[n].right.start >= end:
                return None
            spans = self.shared[n]
            place = max(start, spans.right.start)
        return spans.left.start + place - spans.right.start
