"""Tells what stands around the text (site header, news preface, title, footer) from text that was added or dropped.

The frame has no counterpart, stands at the edge, outside the outline, set off by a line break. That is not enough: the
last paragraph of a notice may be new. So there must be a sign of the page as well:

- at the head, a line without a stop is a title or site line, unless the other document has such a line there too (then
  the title was changed), a line label: value is the page's, and a paragraph that quotes the body is a news preface;
- at either edge, a line or paragraph is the site's if it speaks of printing, sources or copyright, or has the form
  label: value and sets no duty, sum or term; and, beside a long body, hardly shares a character pair with it;
- between the title and the first sentence only such a line without a stop is, and the title once more.

All this is judged of lines that have no counterpart, so that no line break decides what belongs to the page: what both
documents have is compared as text. Where both have a line of the site in one place, and other words in it, the two are
`parted` before.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plandiff.alignment.beads import Bead
from plandiff.outline.lines import Lines
from plandiff.outline.segments import Segment
from plandiff.outline.site_lines import BINDING, LABELLED, Body, is_line_of_a_page
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, Pair, Span

_LONGEST_TITLE = 60
"""Folded code points of a title or site line. From 42 to 84, nothing of 24 pairs of law versions changes."""
_MOST_OPENING = 20
"""Segments at either end of a document among which lines of the page are looked for."""
_STOP = late_pattern(r"[。;!?]")
_COUNTRY = "中华人民共和国"
_SAME_DOCUMENT = 0.5
"""Share of a document that must have a counterpart before what stands around that may be boilerplate. The same holds
from 0.35 to 0.7."""


def parted(keys: Pair[str], segments: Pair[list[Segment]], lines: Pair[Lines], beads: Sequence[Bead]) -> list[Bead]:
    """Return the beads, with those taken apart that link two different lines of sites: 来源：新华网, 来源：人民网."""
    page = Pair(
        _lines_of_the_page(keys.left, segments.left, lines.left),
        _lines_of_the_page(keys.right, segments.right, lines.right),
    )
    texts = Pair(_texts(keys.left, segments.left), _texts(keys.right, segments.right))
    found: list[Bead] = []
    for bead in beads:
        of_pages = bead.left and bead.right and page.left.issuperset(bead.left) and page.right.issuperset(bead.right)
        if of_pages and "".join(texts.left[n] for n in bead.left) != "".join(texts.right[n] for n in bead.right):
            found += [*(Bead((n,), ()) for n in bead.left), *(Bead((), (n,)) for n in bead.right)]
        else:
            found.append(bead)
    return found


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
        is_same = shared >= _SAME_DOCUMENT * len(key)
        first, last = (min(linked), max(linked)) if is_same else (0, len(segments) - 1)
        self._body = Body(key[segments[first].start : segments[last].end])
        self._head = list(_paragraphs(_until_heading(segments[:first]), lines))
        taken = {segments[n].start for n in linked} | {paragraph.start for paragraph in self._head}
        opening = [*_opening(key, segments, lines)] if is_same else []
        self._title = opening[0].of(key) if opening else ""
        self._below_title = [paragraph for paragraph in opening[1:] if paragraph.start not in taken]
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
            if titled or labelled or self._body.is_quoted(text) or self._is_of_the_page(text):
                yield paragraph
        for paragraph in self._below_title:
            if is_line_of_a_page(paragraph.of(self._key)) or self._is_title_again(paragraph.of(self._key)):
                yield paragraph
        for paragraph in self._tail:
            if self._is_of_the_page(paragraph.of(self._key)):
                yield paragraph

    def _is_title_again(self, text: str) -> bool:
        """Say whether a line is the title once more, perhaps with the country that one of both leaves out."""
        return text.removeprefix(_COUNTRY) == self._title.removeprefix(_COUNTRY)

    def _is_of_the_page(self, text: str) -> bool:
        return self._body.is_of_the_site(text) or is_line_of_a_page(text)


def _opening(key: str, segments: Sequence[Segment], lines: Lines) -> Iterator[CleanSpan]:
    """Yield the paragraphs before the first sentence of a document."""
    for paragraph in _paragraphs(_until_heading(segments[:_MOST_OPENING]), lines):
        if _STOP.search(paragraph.of(key)):
            return
        yield paragraph


def _closing(key: str, segments: Sequence[Segment], lines: Lines) -> Iterator[CleanSpan]:
    """Yield the paragraphs behind the last sentence of a document, the last first."""
    for paragraph in reversed([*_paragraphs(list(segments[-_MOST_OPENING:]), lines)]):
        if _STOP.search(paragraph.of(key)):
            return
        yield paragraph


def _lines_of_the_page(key: str, segments: Sequence[Segment], lines: Lines) -> set[int]:
    """Return the segments that are lines of a page, before the first sentence or behind the last."""
    spans = [
        span
        for span in (*_opening(key, segments, lines), *_closing(key, segments, lines))
        if is_line_of_a_page(span.of(key))
    ]
    edges = {*range(min(_MOST_OPENING, len(segments))), *range(max(0, len(segments) - _MOST_OPENING), len(segments))}
    return {n for n in edges if any(span.start <= segments[n].start < span.end for span in spans)}


def _texts(key: str, segments: Sequence[Segment]) -> list[str]:
    return [key[segment.start : segment.end] for segment in segments]


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
