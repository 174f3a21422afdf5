"""Tells what stands around the text (site header, news preface, title, footer) from text that was added or dropped.

Evidence, not a site's words: the paragraph stands at the edge, outside the outline, set off by a line break; it has no
counterpart; and it repeats the body (a preface quotes the plan), or hardly shares a character pair with it (a
copyright notice), or is a line of the form label: value, or, at the head, a line without a stop (the title).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from plandiff.alignment.beads import Bead
from plandiff.outline.lines import Lines
from plandiff.outline.segments import Segment
from plandiff.text.span import Pair, Span

_QUOTES_BODY = 0.5
"""Share of a paragraph's 8-grams that the body has too. Body sentences of the seeds repeat far less of it."""
_FOREIGN = 0.4
"""Share of its character pairs that the body has too: 0.2 in site footers, over 0.4 in 98 % of sentences."""
_LONG_GRAM, _SHORT_GRAM = 8, 2
_LABELLED = re.compile(r"[^,。;:!?]{1,8}:[^。;!?]{1,40}")
_LONGEST_TITLE = 60
_SAME_DOCUMENT = 0.5


def frame(
    keys: Pair[str], segments: Pair[list[Segment]], lines: Pair[Lines], beads: Sequence[Bead]
) -> Pair[list[Span]]:
    """Return the spans (clean offsets, sorted) of either document that belong to its frame and are only there."""
    paired = [bead for bead in beads if bead.left and bead.right]
    linked = Pair({n for bead in paired for n in bead.left}, {n for bead in paired for n in bead.right})
    return Pair(
        list(_framed(keys.left, segments.left, lines.left, linked.left)),
        list(_framed(keys.right, segments.right, lines.right, linked.right)),
    )


def _framed(key: str, segments: list[Segment], lines: Lines, linked: set[int]) -> Iterator[Span]:
    shared = sum(len(segments[n]) for n in linked)
    if shared < _SAME_DOCUMENT * len(key):
        return
    first, last = min(linked), max(linked)
    body = key[segments[first].start : segments[last].end]
    known = _Known(body)
    head = _until_heading(segments[:first])
    tail = _until_heading(segments[last + 1 :])
    for paragraph in _paragraphs(head, lines):
        text = paragraph.of(key)
        if not _stopped(text) or known.is_foreign_or_quoted(text):
            yield paragraph
    for paragraph in _paragraphs(tail, lines):
        text = paragraph.of(key)
        if _LABELLED.fullmatch(text) or known.is_foreign_or_quoted(text):
            yield paragraph


def _until_heading(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments before the first heading: what a heading opens is part of the outline."""
    for n, segment in enumerate(segments):
        if segment.is_heading:
            return list(segments[:n])
    return list(segments)


def _paragraphs(region: list[Segment], lines: Lines) -> Iterator[Span]:
    """Yield the paragraphs of a region; a region that runs into the text without a line break has none."""
    if not region:
        return
    starts = [n for n, segment in enumerate(region) if segment.start in lines.hard]
    for a, b in pairwise([*starts, len(region)]):
        yield Span(region[a].start, region[b - 1].end)


def _stopped(text: str) -> bool:
    return len(text) > _LONGEST_TITLE or bool(re.search(r"[。;!?]", text))


class _Known:
    """The character strings of the body."""

    def __init__(self, body: str) -> None:
        self._body = body

    @cached_property
    def _long(self) -> set[str]:
        return set(_grams(self._body, _LONG_GRAM))

    @cached_property
    def _short(self) -> set[str]:
        return set(_grams(self._body, _SHORT_GRAM))

    def is_foreign_or_quoted(self, text: str) -> bool:
        return (
            _share(_grams(text, _LONG_GRAM), self._long) >= _QUOTES_BODY
            or _share(_grams(text, _SHORT_GRAM), self._short) < _FOREIGN
        )


def _grams(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _share(grams: list[str], known: set[str]) -> float:
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0
