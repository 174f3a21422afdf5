"""The exact way from a derived text back to its source.

A cleaned text is the source with some spans left out. An ``OffsetMap`` remembers the runs that were kept, so every
position of the cleaned text is a position of the source from birth and is never searched for afterwards.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import add, sub

from plandiff.text.span import CleanOffset, SourceOffset, SourceSpan, Span


class OffsetMap:
    """Maps code points of a derived text to code points of its source.

    The derived text is the concatenation of the ``kept`` source spans. Positions are looked up in O(log runs).
    """

    __slots__ = ("_clean_starts", "_source_starts", "length", "source_length")

    def __init__(self, kept: Iterable[SourceSpan], source_length: int) -> None:
        self._clean_starts: list[CleanOffset] = []
        self._source_starts: list[SourceOffset] = []
        self.source_length = SourceOffset(source_length)
        self.length = CleanOffset(0)
        for span in kept:
            self._clean_starts.append(self.length)
            self._source_starts.append(span.start)
            self.length += len(span)

    def to_source(self, offset: CleanOffset) -> SourceOffset:
        """Return the source position of the derived character at ``offset`` (the source's end for the end)."""
        if offset >= self.length:
            return self.source_length
        run = bisect_right(self._clean_starts, offset) - 1
        return self._source_starts[run] + offset - self._clean_starts[run]

    def to_clean(self, position: SourceOffset) -> CleanOffset:
        """Return the derived offset of the first kept character at or after source ``position``."""
        run = bisect_right(self._source_starts, position) - 1
        if run < 0:
            return CleanOffset(0)
        following = self._clean_starts[run + 1] if run + 1 < len(self._clean_starts) else self.length
        return min(self._clean_starts[run] + position - self._source_starts[run], following)

    def source_span(self, start: CleanOffset, end: CleanOffset) -> SourceSpan:
        """Return the source span from the first to the last character of a derived span.

        What was left out inside is part of it; what was left out before or after is not. An empty derived span
        gives an empty span just behind the character before it.
        """
        if end <= start:
            at = self.to_source(start - 1) + 1 if start else SourceOffset(0)
            return Span(at, at)
        return Span(self.to_source(start), self.to_source(end - 1) + 1)

    def of(self, source: str) -> str:
        """Return the derived text."""
        starts = self._source_starts
        sizes = map(sub, [*self._clean_starts[1:], self.length], self._clean_starts)
        return "".join(map(source.__getitem__, map(slice, starts, map(add, starts, sizes))))

    def kept(self) -> Iterator[SourceSpan]:
        """Yield the kept runs as source spans, in order."""
        ends = [*self._clean_starts[1:], self.length]
        for clean, source, end in zip(self._clean_starts, self._source_starts, ends, strict=False):
            yield Span(source, source + end - clean)

    def starts_within(self, start: CleanOffset, end: CleanOffset) -> list[CleanOffset]:
        """Return the derived offsets in ``(start, end)`` at which a new run begins: something was left out before."""
        low = bisect_right(self._clean_starts, start)
        high = bisect_right(self._clean_starts, end - 1)
        return self._clean_starts[low:high]
