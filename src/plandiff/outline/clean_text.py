"""From a document to the text that is compared, with an exact map back and a ledger of all that was set aside.

Cleaning removes nothing for good. Each removal stands in the ledger with its source span and becomes a change of its
own if the other document does not have the same thing in the same place.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from plandiff.chinese.script import counts, fold
from plandiff.outline.grids import Grid, grids
from plandiff.patterns import late_pattern
from plandiff.reading.document import Document
from plandiff.text.offsets import OffsetMap
from plandiff.text.span import CleanOffset, CleanSpan, SourceOffset, SourceSpan, Span, source_span, without


class RemovalKind(StrEnum):
    """What is taken out of the text that is compared."""

    SPACE = "space"
    PAGE_MARK = "page-mark"
    RUNNING_HEAD = "running-head"
    CONTENTS = "contents"
    NOTE_MARK = "note-mark"
    MARKUP = "markup"
    PINYIN = "pinyin"
    INVISIBLE = "invisible"
    SEPARATOR = "separator"
    SITE_LINE = "site-line"
    CELL_MARK = "cell-mark"


FURNITURE = frozenset(
    {
        RemovalKind.PAGE_MARK,
        RemovalKind.RUNNING_HEAD,
        RemovalKind.CONTENTS,
        RemovalKind.NOTE_MARK,
        RemovalKind.SITE_LINE,
    }
)
"""What belongs to the page or the site, not to the text."""


class Removal(NamedTuple):
    """One span of the source (code points) that cleaning set aside, and why."""

    kind: RemovalKind
    span: SourceSpan


@dataclass(frozen=True)
class CleanText:
    """The text that is compared.

    Attributes:
        document: Where it comes from.
        folded: The whole source, folded character by character, a lone CR to LF; as long as the source.
        offsets: Map between ``key`` (clean offsets) and the source.
        ledger: All removals, sorted and disjoint; with the kept characters they tile the source.
        contents: The entries of the document's own contents list, folded, in order; empty if it has none.
        grids: Its tables, as cells of the source, in order.
    """

    document: Document
    folded: str
    offsets: OffsetMap
    ledger: tuple[Removal, ...]
    contents: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()

    @cached_property
    def key(self) -> str:
        """The kept characters, folded: what matching reads."""
        return self.offsets.of(self.folded)

    @cached_property
    def kept(self) -> str:
        """The kept characters as written; as long as ``key``."""
        return self.offsets.of(self.document.text)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each character is kept, as written."""
        left = Counter(counts(self.document.text))
        left.subtract(Counter("".join(old.span.of(self.document.text) for old in self.ledger)))
        return {char: count for char, count in left.items() if count}

    @cached_property
    def doubts(self) -> list[CleanSpan]:
        """The clean spans of the characters of which text recognition was not sure."""
        clean = self.offsets.to_clean
        spans = (Span(clean(doubt.start), clean(doubt.end)) for doubt in self.document.doubts)
        return [span for span in spans if span]

    @cached_property
    def _starts(self) -> list[SourceOffset]:
        return [removal.span.start for removal in self.ledger]

    def newlines(self) -> list[CleanOffset]:
        """Return the clean offsets of the characters that a line break stands before, in order."""
        seen = self.folded
        breaks = (old.span for old in self.ledger if old.kind is RemovalKind.SPACE and "\n" in old.span.of(seen))
        return sorted({self.offsets.to_clean(span.end) for span in breaks})

    def gap(self, offset: CleanOffset) -> SourceSpan:
        """Return the source span set aside just before the clean character at ``offset`` (the tail for the end)."""
        start = self.offsets.to_source(offset - 1) + 1 if offset else SourceOffset(0)
        return Span(start, self.offsets.to_source(offset))

    def removals_in(self, span: SourceSpan) -> list[Removal]:
        """Return the ledger's entries inside a source span."""
        low = bisect_left(self._starts, span.start)
        found = []
        while low < len(self.ledger) and self.ledger[low].span.end <= span.end:
            found.append(self.ledger[low])
            low += 1
        return found

    def next_removal(self, kind: RemovalKind, position: SourceOffset) -> SourceOffset | None:
        """Return where the first removal of a kind begins at or behind a source position, None if there is none."""
        low = bisect_left(self._starts, position)
        return next((old.span.start for old in islice(self.ledger, low, None) if old.kind is kind), None)


_LONE_CR = late_pattern(r"\r(?!\n)")


def with_line_feeds(text: str) -> str:
    """Return ``text`` with each CR that ends a line alone turned into LF; as long as ``text``."""
    return _LONE_CR.sub("\n", text) if "\r" in text else text


Rule = Callable[[CleanText], Iterable[Removal]]
"""Finds what should be set aside; sees the text as the rules before it left it. Spans are source spans."""


def whole(document: Document) -> CleanText:
    """Return the document with nothing set aside yet."""
    length = len(document.text)
    folded = with_line_feeds(fold(document.text))
    return CleanText(document, folded, OffsetMap([source_span(0, length)], length), (), grids=tuple(grids(folded)))


def set_aside(text: CleanText, found: Iterable[Removal], contents: tuple[str, ...] = ()) -> CleanText:
    """Add removals to the ledger, and the entries of a contents list if one is among them.

    A removal swallows earlier ones inside it (page marks inside a contents list); of new ones that overlap, the first
    and longest stands.
    """
    fresh: list[Removal] = []
    for removal in sorted(found, key=lambda removal: (removal.span.start, -removal.span.end)):
        if not fresh or removal.span.start >= fresh[-1].span.end:
            fresh.append(removal)
    if not fresh:
        return text
    holes = [removal.span for removal in fresh]
    spared = zip(text.ledger, _outside([old.span for old in text.ledger], holes), strict=True)
    earlier = [old if rest == [old.span] else Removal(old.kind, part) for old, rest in spared for part in rest]
    kept = [part for rest in _outside(text.offsets.kept(), holes) for part in rest]
    ledger = sorted([*earlier, *fresh], key=lambda removal: removal.span)
    return replace(
        text,
        offsets=OffsetMap(kept, len(text.folded)),
        ledger=tuple(ledger),
        contents=contents or text.contents,
    )


def _outside(spans: Iterable[SourceSpan], holes: list[SourceSpan]) -> Iterator[list[SourceSpan]]:
    """Yield what the holes leave of each span; both are sorted and disjoint."""
    low = 0
    for span in spans:
        while low < len(holes) and holes[low].end <= span.start:
            low += 1
        if low == len(holes) or holes[low].start >= span.end:
            yield [span]
        else:
            high = bisect_left(holes, (span.end,), low)
            yield without(span, holes[low:high])
