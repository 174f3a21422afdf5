"""The lines of a document: which breaks end something, and which only wrap."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plandiff.cleaning.clean import FURNITURE, CleanText, RemovalKind
from plandiff.cleaning.rules import SENTENCE_END
from plandiff.text.numbering import MARK

_LATIN = re.compile(r"[0-9A-Za-z]")
_FEWEST_WRAPPED = 2
_TITLE_BEFORE_PAGE_END = re.compile(rf"(?:(?:{MARK.pattern})[^,。;:!?]{{0,60}}|[^,。;:!?]{{1,15}})")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the paragraphs of a clean text begin (clean offsets).

    A break is hard if the line before it ends a sentence or is well short of the width that lines are wrapped at. A
    text with hardly a line of that width that breaks off is not wrapped at all. A blank line is hard too, where not
    every line has one. What a page mark or running head parts is one paragraph, unless a title stood before it.

    Attributes:
        hard: Where a line begins behind a hard break.
        gaps: The hard breaks, and white space inside a line that does not just set off a number or Latin word (到
            2025 年), in order.
        soft: Where a line begins that only wraps.
        paragraphs: The hard breaks in order.
    """

    hard: frozenset[int]
    gaps: list[int]
    soft: frozenset[int]
    paragraphs: list[int]

    @classmethod
    def of(cls, text: CleanText) -> "Lines":
        """Read the lines of ``text``."""
        starts = sorted({0, *(at for at in text.newlines() if at < len(text.key))})
        soft = frozenset(_wrapped(text, starts)) | frozenset(_parted(text, starts))
        hard = frozenset(starts) - soft
        spaces = {text.offsets.to_clean(old.span.end) for old in text.ledger if old.kind is RemovalKind.SPACE}
        beside_words = {at for at in spaces if _LATIN.search(text.key, max(0, at - 1), at + 1)}
        return cls(hard, sorted(spaces - soft - beside_words | hard), soft, sorted(hard))

    def end_of_paragraph(self, offset: int, length: int) -> int:
        """Return where the paragraph that holds ``offset`` ends (``length`` is the text's)."""
        following = bisect_left(self.paragraphs, offset + 1)
        return self.paragraphs[following] if following < len(self.paragraphs) else length

    def gap_after(self, offset: int) -> int | None:
        """Return the first offset behind ``offset`` that white space stands before."""
        following = bisect_left(self.gaps, offset + 1)
        return self.gaps[following] if following < len(self.gaps) else None


def _wrapped(text: CleanText, starts: Sequence[int]) -> Iterator[int]:
    """Yield where a line begins only because the one before it was full."""
    written = [_written(text, start) for start in starts]
    running = [n for n in range(len(starts) - 1) if not ends_sentence(text.key, starts[n + 1])]
    full = _full(written, running)
    if len(full) < _FEWEST_WRAPPED:
        return
    blank = {n for n in full if _blank_line(text, starts[n + 1])}
    for n in full:
        if n not in blank or len(full) - len(blank) < _FEWEST_WRAPPED:
            yield starts[n + 1]


_LOOSE = 0.8


def _full(written: Sequence[str], running: Sequence[int]) -> list[int]:
    """Return those of the lines ``running``, which end no sentence, that are as long as lines are wrapped at.

    Where lines break at a certain number of characters or cells, those that run on are all of that length, but for a
    mark that may not begin a line; else a line of four fifths of the usual width counts as full.
    """
    for measure, slack in ((len, 2), (_cells, 4)):
        lengths = [measure(line) for line in written]
        width = _usual_width(lengths)
        near = [n for n in running if lengths[n] >= width - slack]
        loose = sum(_LOOSE * width <= lengths[n] < width - slack for n in running)
        if len(near) >= 2 * loose:
            return near
    lengths = [len(line) for line in written]
    return [n for n in running if lengths[n] >= _LOOSE * _usual_width(lengths)]


def _usual_width(lengths: Sequence[int]) -> int:
    return sorted(lengths)[int(len(lengths) * 0.95)]


_WIDE = re.compile("[\u1100-\uffff]")


def _cells(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _written(text: CleanText, start: int) -> str:
    """Return the source line that holds the clean offset ``start``, with all that was set aside in it."""
    seen, position = text.folded, text.offsets.to_source(start)
    begin = seen.rfind("\n", 0, position) + 1
    end = seen.find("\n", position)
    return text.document.text[begin : end if end >= 0 else len(seen)].strip()


def _blank_line(text: CleanText, start: int) -> bool:
    return text.gap(start).of(text.folded).count("\n") > 1


def _parted(text: CleanText, starts: Sequence[int]) -> Iterator[int]:
    """Yield where text goes on that the end of a page has cut."""
    cut = {text.offsets.to_clean(old.span.end) for old in text.ledger if old.kind in FURNITURE}
    if not cut:
        return
    for before, start in pairwise(starts):
        if start in cut and not ends_sentence(text.key, start) and not MARK.match(text.key, start):
            if not _TITLE_BEFORE_PAGE_END.fullmatch(text.key, before, start):
                yield start


def ends_sentence(key: str, offset: int) -> bool:
    """Say whether the text before ``offset`` ends a sentence, closing quotes set aside."""
    before = offset - 1
    while before > 0 and key[before] in "\"')":
        before -= 1
    return before < 0 or key[before] in SENTENCE_END or key[before] == ":"
