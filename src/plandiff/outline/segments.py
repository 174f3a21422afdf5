"""Cuts clean text into segments: headings and sentences, the units that are aligned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from plandiff.chinese.questions import asks
from plandiff.outline.clean_text import CleanText
from plandiff.outline.headings import Heading
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, CleanSpan

_SENTENCE = late_pattern(r"[。！？!?]+[”’」』)）》】]*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A heading or a sentence, in clean offsets."""

    start: CleanOffset
    end: CleanOffset
    is_heading: bool

    def __len__(self) -> int:
        return self.end - self.start


def segments(
    text: CleanText,
    headings: list[Heading],
    hard_breaks: Iterable[CleanOffset],
    damaged: Iterable[CleanSpan],
    rows: Iterable[CleanSpan] = (),
) -> list[Segment]:
    """Return the segments that tile the clean text.

    Args:
        text: The clean text.
        headings: Its headings; each is a segment of its own, but an article, which has no title, opens a sentence.
        hard_breaks: Clean offsets of line breaks that end a sentence without a mark.
        damaged: Clean spans in which sentence marks are not what they seem.
        rows: The rows of tables; each is a segment of its own, however its cells are parted.
    """
    spoilt = {offset for span in damaged for offset in range(*span)}
    stops = (match for match in _SENTENCE.finditer(text.kept) if match.start() not in spoilt)
    cuts = {CleanOffset(0), text.offsets.length, *hard_breaks} | {
        CleanOffset(match.end()) for match in stops if _ends(text.kept, match)
    }
    titles = {heading.start: heading.end for heading in headings if heading.kind != "article"}
    articles = {heading.start for heading in headings if heading.kind == "article"}
    for start, end in [*titles.items(), *rows]:
        cuts.update((start, end))
        cuts.difference_update(range(start + 1, end))
    at = sorted(cuts | articles)
    return [Segment(a, b, titles.get(a) == b) for a, b in pairwise(at)]


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Say whether a stop ends a sentence: an ASCII ? where nothing is asked stands for a lost character."""
    return stop[0] != "?" or asks(text, stop.start())
