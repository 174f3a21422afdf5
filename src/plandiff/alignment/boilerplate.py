"""Tells what stands around the text (site header, news preface, title, footer) from text that was added or dropped.

The frame has no counterpart, stands at the edge, outside the outline, set off by a line break. That is not enough: the
last paragraph of a notice may be new. So there must be a sign of the page as well:

- at the head, a line without a stop is a title or site line, unless the other document has such a line there too (then
  the title was changed), a line label: value is the page's, and a paragraph that quotes the body is a news preface;
- at either edge, a line or paragraph is the site's if it speaks of printing, sources or copyright, or has the form
  label: value and sets no duty, sum or term; and, beside a long body, hardly shares a character pair with it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plandiff.alignment.beads import Bead
from plandiff.outline.lines import Lines
from plandiff.outline.segments import Segment
from plandiff.outline.site_lines import BINDING, LABELLED, Body
from plandiff.text.span import CleanSpan, Pair, Span

_LONGEST_TITLE = 60
"""Folded code points of a title or site line. From 42 to 84, nothing of 24 pairs of law versions changes."""
_SAME_DOCUMENT = 0.5
"""Share of a document that must have a counterpart before what stands around that may be boilerplate. The same holds
from 0.35 to 0.7."""


def frame(
    keys: Pair[str], segments: Pair[list[Segment]], lines: Pair[Lines], beads: Sequence[Bead]
) -> Pair[list[CleanSpan]]:
    """Return the spans (clean offsets, sorted) of either document that belong to its frame and are only there."""
    paired = [bead for bead in beads if bead.left and bead.right]
    linked = Pair({n for bead in paired for n in bead.left}, {n for bead in paired for n in bead.right})
    sides = Pair(
        _Side(keys.left, segments.left, lines.left, linked.left),
        _Side(keys.right, segments.right, lines.right, linked.right),
    )
    retitled = sides.left.has_title and sides.right.has_title
    return Pair(list(sides.left.framed(retitled=retitled)), list(sides.right.framed(retitled=retitled)))


class _Side:
    """One document, and what of it has a counterpart."""

    def __init__(self, key: str, segments: list[Segment], lines: Lines, linked: set[int]) -> None:
        self._key = key
        shared = sum(len(segments[n]) for n in linked)
        first, last = (min(linked), max(linked)) if shared >= _SAME_DOCUMENT * len(key) else (0, len(segments) - 1)
        self._body = Body(key[segments[first].start : segments[last].end])
        self._head = list(_paragraphs(_until_heading(segments[:first]), lines))
        self._tail = list(_paragraphs(_until_heading(segments[last + 1 :]), lines))

    @property
    def has_title(self) -> bool:
        """Whether a line without a stop or label stands at the head and has no counterpart."""
        return any(_is_title(paragraph.of(self._key)) for paragraph in self._head)

    def framed(self, *, retitled: bool) -> Iterator[CleanSpan]:
        """Yield the paragraphs that belong to the frame."""
        for paragraph in self._head:
            text = paragraph.of(self._key)
            titled = _is_title(text) and not retitled
            labelled = LABELLED.fullmatch(text) and not BINDING.search(text)
            if titled or labelled or self._body.is_quoted(text) or self._body.is_of_the_site(text):
                yield paragraph
        for paragraph in self._tail:
            if self._body.is_of_the_site(paragraph.of(self._key)):
                yield paragraph


def _is_title(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_TITLE and not re.search(r"[。;!?:]", text)


def _until_heading(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments before the first heading: what a heading opens is part of the outline."""
    for n, segment in enumerate(segments):
        if segment.is_heading:
            return list(segments[:n])
    return list(segments)


def _paragraphs(region: list[Segment], lines: Lines) -> Iterator[CleanSpan]:
    """Yield the paragraphs of a region; a region that runs into the text without a line break has none."""
    if not region:
        return
    starts = [n for n, segment in enumerate(region) if segment.start in lines.hard]
    for a, b in pairwise([*starts, len(region)]):
        yield Span(region[a].start, region[b - 1].end)
