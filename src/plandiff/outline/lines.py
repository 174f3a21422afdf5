"""The lines of a document: which breaks end something, and which only wrap."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from plandiff.cleaning.clean import CleanText, RemovalKind
from plandiff.cleaning.rules import SENTENCE_END

_LATIN = re.compile(r"[0-9A-Za-z]")
_FEWEST_WRAPPED = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a clean text begin, and which of the breaks are more than a wrapped line.

    A break is hard if the line before it ends a sentence or is well short of the width that lines are wrapped at. A
    text with hardly a line of that width that breaks off is not wrapped at all.
    A gap is a hard break, or white space inside a line that does not just set off a number or Latin word (到 2025 年).
    """

    starts: list[int]
    hard: frozenset[int]
    gaps: list[int]

    @classmethod
    def of(cls, text: CleanText) -> "Lines":
        """Read the lines of ``text`` (clean offsets)."""
        starts = sorted({0, *(at for at in text.newlines() if at < len(text.key))})
        lengths = [_written_length(text, start) for start in starts]
        width = sorted(lengths)[int(len(lengths) * 0.95)]
        ends = zip(lengths, starts[1:], strict=False)
        full = {start for length, start in ends if length * 5 >= width * 4 and not ends_sentence(text.key, start)}
        wrapped = full if len(full) >= _FEWEST_WRAPPED else set()
        hard = set(starts) - wrapped
        spaces = {text.offsets.to_clean(old.span.end) for old in text.ledger if old.kind is RemovalKind.SPACE}
        beside_words = {at for at in spaces if _LATIN.search(text.key, max(0, at - 1), at + 1)}
        return cls(starts, frozenset(hard), sorted(spaces - set(starts) - beside_words | hard))

    def end_of_line(self, offset: int, length: int) -> int:
        """Return where the line that holds ``offset`` ends (``length`` is the text's)."""
        following = bisect_left(self.starts, offset + 1)
        return self.starts[following] if following < len(self.starts) else length

    def is_end(self, offset: int, length: int) -> bool:
        """Say whether a line ends for good at ``offset``: at a hard break, or with the text."""
        return offset in self.hard or offset == length

    def gap_after(self, offset: int) -> int | None:
        """Return the first offset behind ``offset`` that white space stands before."""
        following = bisect_left(self.gaps, offset + 1)
        return self.gaps[following] if following < len(self.gaps) else None


def _written_length(text: CleanText, start: int) -> int:
    """Return how long the source line is that holds the clean offset ``start``, with all that was set aside in it."""
    source, position = text.document.text, text.offsets.to_source(start)
    begin = source.rfind("\n", 0, position) + 1
    end = source.find("\n", position)
    return len(source[begin : end if end >= 0 else len(source)].strip())


def ends_sentence(key: str, offset: int) -> bool:
    """Say whether the text before ``offset`` ends a sentence, closing quotes set aside."""
    before = offset - 1
    while before > 0 and key[before] in "\"')":
        before -= 1
    return before < 0 or key[before] in SENTENCE_END or key[before] == ":"
