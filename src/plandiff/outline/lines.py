"""The lines of a document: which breaks end something, and which only wrap."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from plandiff.chinese.numbering import MARK, scheme_of
from plandiff.chinese.punctuation import CLAUSE_STOPS, SENTENCE_STOPS
from plandiff.outline.clean_text import FURNITURE, CleanText, RemovalKind
from plandiff.outline.running_heads import SENTENCE_END
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset

_LATIN = late_pattern(r"[0-9A-Za-z]")
_FEWEST_WRAPPED = 2
"""Full lines that break off, from which on a text counts as wrapped: a single long one may be a title."""
_GAPS_ARE_RARE = 50
"""Code points of text to a gap inside a sentence, at least, if such gaps are signs and not the layout's."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the paragraphs of a clean text begin (clean offsets).

    A break is hard if the line before it ends a sentence or had room for the next word. A text with hardly a full line
    that breaks off is not wrapped at all. A blank line is hard too, where not every line has one. What a page mark or
    running head parts is one paragraph, unless a title stood before it. A table row is a line of its own.

    Attributes:
        hard: Where a line begins behind a hard break.
        gaps: The hard breaks, and white space inside a line that does not just set off a number or Latin word (到
            2025 年), in order.
        soft: Where a line begins that only wraps.
        paragraphs: The hard breaks in order.
        gaps_tell: Whether gaps inside sentences are too rare to be the layout's, so that one may end a title.
    """

    hard: frozenset[CleanOffset]
    gaps: list[CleanOffset]
    soft: frozenset[CleanOffset]
    paragraphs: list[CleanOffset]
    gaps_tell: bool

    @classmethod
    def of(cls, text: CleanText) -> "Lines":
        """Read the lines of ``text``."""
        starts = sorted({CleanOffset(0), *(at for at in text.newlines() if at < len(text.key))})
        soft = (frozenset(_wrapped(text, starts)) | frozenset(_parted(text, starts))) - _beside_rows(text)
        hard = frozenset(starts) - soft
        spaces = {text.offsets.to_clean(old.span.end) for old in text.ledger if old.kind is RemovalKind.SPACE}
        beside_words = {at for at in spaces if _LATIN.search(text.key, max(0, at - 1), at + 1)}
        gaps = sorted(spaces - soft - beside_words | hard)
        inside = sum(not ends_sentence(text.key, gap) for gap in gaps)
        return cls(hard, gaps, soft, sorted(hard), inside * _GAPS_ARE_RARE < len(text.key))

    def end_of_paragraph(self, offset: int, length: int) -> int:
        """Return where the paragraph that holds ``offset`` ends (``length`` is the text's)."""
        following = bisect_left(self.paragraphs, offset + 1)
        return self.paragraphs[following] if following < len(self.paragraphs) else length

    def gap_after(self, offset: int) -> int | None:
        """Return the first offset behind ``offset`` that white space stands before."""
        following = bisect_left(self.gaps, offset + 1)
        return self.gaps[following] if following < len(self.gaps) else None


class _Line:
    """A line of the source, and what speaks for and against its going on in the next.

    Attributes:
        behind: Where the next line begins (clean offset).
        written: The line as it stands in the source, with all that was set aside in it.
        next_word: What would have stood at its end if there had been room.
        runs_on: Whether it may go on: no sentence ends with it, and after ; or : no part of the outline begins.
        breaks_off: Whether it ends with no stop at all, and is more than a mark such as 附件1.
        blank_behind: Whether a blank line follows.
        is_first_title: Whether it is the first line and may be the document's title.
        scheme: The group of ``MARK`` that matches at its start; empty if none does.
        is_title: Whether it may be a numbered title: it has no stop, no gap behind which text runs in, and no comma or
            colon at its end.
        opens_part: Whether it is one with a part of its own below: 二、… above （一）….
    """

    def __init__(self, text: CleanText, start: CleanOffset, behind: CleanOffset) -> None:
        key, seen, source = text.key, text.folded, text.document.text
        self.behind = behind
        begin, end = _source_line(seen, text.offsets.to_source(start))
        written = source[begin:end]
        self.written = written[: len(written.rstrip()) + 1]
        last = behind == len(key)
        following = "" if last else source[slice(*_source_line(seen, text.offsets.to_source(behind)))].strip()
        word = _WORD.match(following)
        self.next_word = word.group() if word else ""
        part = MARK.match(key, behind)
        stops = ends_sentence(key, behind)
        self.breaks_off = not last and not stops and not MARK.fullmatch(key, start, behind)
        self.runs_on = self.breaks_off or (not last and not part and key[behind - 1] in ";:")
        self.blank_behind = text.gap(behind).of(seen).count("\n") > 1
        own = MARK.match(key, start)
        self.is_first_title = start == 0 and not own and not _PUNCTUATION.search(key, 0, behind)
        self.scheme = own.lastgroup if own and own.lastgroup else ""
        self.is_title = False
        if own:
            runs_in = behind > own.end() and _GAP.search(source, text.offsets.to_source(CleanOffset(own.end())), end)
            self.is_title = not runs_in and not _STOP.search(key, start, behind) and key[behind - 1] not in ",、:"
        self.opens_part = bool(self.is_title and own and part and scheme_of(part).rank > scheme_of(own).rank)


def _wrapped(text: CleanText, starts: Sequence[CleanOffset]) -> Iterator[CleanOffset]:
    """Yield where a line begins only because the one before it was full."""
    lines = [_Line(text, start, behind) for start, behind in pairwise([*starts, text.offsets.length])]
    full = _full(lines)
    titles = _titles(lines, full)
    full = [line for line in full if not (line.opens_part or line.behind in titles)]
    if sum(line.breaks_off for line in full) < _FEWEST_WRAPPED:
        return
    close = [line for line in full if not line.blank_behind]
    yield from (line.behind for line in (close if len(close) >= _FEWEST_WRAPPED else full))


def _beside_rows(text: CleanText) -> set[CleanOffset]:
    """Return where table rows begin and where text goes on behind them."""
    clean = text.offsets.to_clean
    return {clean(at) for grid in text.grids for row in grid.rows for at in (row[0].start, row[-1].end)}


def _titles(lines: Sequence[_Line], full: Sequence[_Line]) -> set[CleanOffset]:
    """Return where text begins below titles that happen to be as long as a full line.

    Most lines with their kind of mark are titles, or it is the first line and has no mark at all; and what follows is
    not the rest of a title: it is full too, or ends a sentence.
    """
    filled = {line.behind for line in full}
    marked = Counter(line.scheme for line in lines if line.scheme and line.behind not in filled)
    titled = Counter(line.scheme for line in lines if line.is_title and line.behind not in filled)
    return {
        line.behind
        for line, below in pairwise(lines)
        if line.behind in filled
        and (line.is_first_title or (line.is_title and titled[line.scheme] * 2 > marked[line.scheme]))
        and (below.behind in filled or not below.breaks_off)
    }


_STOP = late_pattern(f"[{SENTENCE_STOPS}]")
_PUNCTUATION = late_pattern(f"[{CLAUSE_STOPS}]")
_NARROW = r"\x00-\u2e7f\U00010000-\U0010ffff"
_GAP = late_pattern(rf"[^{_NARROW}\s]\s+[^{_NARROW}\s]")
_WORD = late_pattern(r"(?:[0-9A-Za-z.,%]+|.)[，。；：！？、）》”’」』,;:!?)]*")
"""What a line break does not part: a number, a Latin word, a mark with the character before it."""
_LOOSE = 0.8
"""Share of the usual width from which on a line is full where lines are not wrapped at one width."""
_SPREAD = 0.5
"""Lines that are nearly full, as a share of the full ones, beyond which lines are not that regular."""
_INDENT = 2
"""Wide characters that the first line of a paragraph is indented by."""
_INDENTED = 0.1
"""Lines shorter by an indent, as a share of the full ones, from which on first lines have lost theirs. Of 60 laws
set in lines and pages, each of these six may be 0.7 or 1.4 times as large, and no line is read otherwise but in one
law."""


def _full(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines that run on and are as long as lines are wrapped at.

    Where lines break at a certain number of characters or cells, the next word would not have had room; where first
    lines have lost their indent, they are two characters shorter. If too many lines run on that had room, lines are
    not that regular, and four fifths of the usual width counts as full.
    """
    running = [line for line in lines if line.runs_on]
    for measure in (len, _cells):
        width = _usual_width([measure(line.written) for line in lines])
        room = [(line, width - measure(line.written) - measure(line.next_word)) for line in running]
        full = [line for line, left in room if left < 0]
        indented = [line for line, left in room if 0 <= left < measure("　") * _INDENT]
        if len(indented) > len(full) * _INDENTED:
            full += indented
        loose = sum(line.breaks_off and measure(line.written) >= _LOOSE * width for line in running)
        if loose - sum(line.breaks_off for line in full) <= _SPREAD * len(full):
            return sorted(full, key=lambda line: line.behind)
    width = _usual_width([len(line.written.strip()) for line in lines])
    return [line for line in running if line.breaks_off and len(line.written.strip()) >= _LOOSE * width]


def _usual_width(lengths: Sequence[int]) -> int:
    return sorted(lengths)[int(len(lengths) * 0.95)]


@cache
def _title_before_page_end() -> re.Pattern[str]:
    # Compiled when a page ends somewhere: the pattern of all marks takes ten milliseconds.
    return re.compile(rf"(?:(?:{MARK.pattern})[^,。;:!?]{{0,60}}|[^-,。;:!?]{{1,15}})")


_WIDE = late_pattern("[^\x00-\u10ff\U00010000-\U0010ffff]")


def _cells(written: str) -> int:
    return len(written) + len(_WIDE.findall(written))


def _source_line(seen: str, position: int) -> tuple[int, int]:
    """Return where the source line that holds ``position`` begins and ends."""
    end = seen.find("\n", position)
    return seen.rfind("\n", 0, position) + 1, end if end >= 0 else len(seen)


def _parted(text: CleanText, starts: Sequence[CleanOffset]) -> Iterator[CleanOffset]:
    """Yield where text goes on that the end of a page has cut."""
    ends = FURNITURE - {RemovalKind.SITE_LINE}
    cut = {text.offsets.to_clean(old.span.end) for old in text.ledger if old.kind in ends}
    if not cut:
        return
    for before, start in pairwise(starts):
        closed = ends_sentence(text.key, start) or MARK.match(text.key, start)
        if start in cut and not closed and not _title_before_page_end().fullmatch(text.key, before, start):
            yield start


def ends_sentence(key: str, offset: int) -> bool:
    """Say whether the text before ``offset`` ends a sentence, closing quotes set aside."""
    before = offset - 1
    while before > 0 and key[before] in "\"')":
        before -= 1
    return before < 0 or key[before] in SENTENCE_END or key[before] == ":"
