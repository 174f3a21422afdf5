"""Finds the headings of one document from its own evidence.

Where the text has lines, a heading is a line. Where it runs on without any, the document's own contents list says
where a heading ends; failing that, a run-in title ends at a gap (第一節 建設產業名城 做精做強支柱產業) or, for items,
at its full stop (（一）指导思想。). A mark whose title has no visible end is kept as an open heading: the other
rendering of the document may know more (see ``alignment.twins``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from plandiff.cleaning.clean import CleanText, RemovalKind
from plandiff.cleaning.rules import SENTENCE_END
from plandiff.text.numbering import MARK, UNNUMBERED_RANK, Scheme, scheme_of


class Evidence(IntEnum):
    """What tells where a heading ends, the weakest first."""

    OPEN = 0
    STOP = 1
    GAP = 2
    LINE = 3
    CONTENTS = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in clean offsets: ``mark`` and ``title`` are folded text; a run-in stop belongs to the heading."""

    start: int
    end: int
    kind: str
    rank: int
    mark: str
    title: str
    evidence: Evidence


_LONGEST_TITLE = 60
_LONGEST_RUN_IN = 40
_PAREN_RANK = 6
_PUNCTUATION = re.compile(r"[,。;:!?]")
_LATIN = re.compile(r"[0-9A-Za-z]")
_STOP = re.compile(r"[。!?;]")
_REFERENCE = re.compile(r"[第的至和、,及或所]|规定|款")
_UNNUMBERED = re.compile(r"[^,。;:!?%=/@]{2,30}")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a clean text begin, and which of the breaks are more than a wrapped line.

    A break is hard if the line before it ends a sentence or is well short of the width that lines are wrapped at.
    A gap is a hard break, or white space inside a line that does not just set off a number or Latin word (到 2025 年).
    """

    starts: list[int]
    hard: frozenset[int]
    gaps: list[int]

    @classmethod
    def of(cls, text: CleanText) -> "Lines":
        """Read the lines of ``text`` (clean offsets)."""
        starts = sorted({0, *text.newlines()})
        lengths = [_written_length(text, start) for start in starts]
        wrapped_at = sorted(lengths)[int(len(lengths) * 0.95)]
        hard = {0}
        for length, start in zip(lengths, starts[1:], strict=False):
            if _ends_sentence(text.key, start) or length * 5 < wrapped_at * 4:
                hard.add(start)
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


def _ends_sentence(key: str, offset: int) -> bool:
    """Say whether the text before ``offset`` ends a sentence, closing quotes set aside."""
    before = offset - 1
    while before > 0 and key[before] in "\"')":
        before -= 1
    return before < 0 or key[before] in SENTENCE_END or key[before] == ":"


def find_headings(text: CleanText, lines: Lines) -> list[Heading]:
    """Return the headings of ``text`` in document order; they do not overlap."""
    found = [*_from_contents(text), *_from_marks(text, lines), *_unnumbered(text, lines)]
    return without_overlaps(found)


def without_overlaps(headings: list[Heading]) -> list[Heading]:
    """Keep the better evidenced of overlapping headings, in document order."""
    kept: list[Heading] = []
    for heading in sorted(headings, key=lambda h: (h.start, -h.evidence)):
        if kept and heading.start < kept[-1].end:
            if heading.evidence > kept[-1].evidence:
                kept[-1] = heading
        else:
            kept.append(heading)
    return kept


def _from_contents(text: CleanText) -> Iterator[Heading]:
    key, last = text.key, 0
    for entry in text.contents:
        match = MARK.match(entry)
        places = [found.start() for found in re.finditer(re.escape(entry), key)]
        if not match or not places:
            continue
        opening = [place for place in places if place == 0 or _ends_sentence(key, place)] or places
        start = next((place for place in opening if place >= last), opening[0])
        last = start + len(entry)
        yield _heading(key, match, start, last, Evidence.CONTENTS)


def _heading(key: str, match: re.Match[str], start: int, end: int, evidence: Evidence) -> Heading:
    """Make a heading of ``key[start:end]``, which begins with the mark that ``match`` has found."""
    scheme, mark = scheme_of(match), match.group()
    title = key[start + len(mark) : end].strip("。:;")
    return Heading(start, end, scheme.kind, scheme.rank, mark, title, evidence)


def _from_marks(text: CleanText, lines: Lines) -> Iterator[Heading]:
    key = text.key
    for match in MARK.finditer(key):
        start, scheme = match.start(), scheme_of(match)
        on_line = start in lines.hard
        if not on_line and not _ends_sentence(key, start):
            above = _title_above(key, start, lines) if scheme.rank == _PAREN_RANK else None
            if not above:
                continue
            yield above
        if scheme.kind in ("preface", "appendix") and not on_line:
            continue
        if scheme.rank <= 3 and _REFERENCE.match(key, match.end()):
            continue
        end, evidence = _title_end(key, match, scheme, lines)
        if scheme.kind == "preface" and evidence is not Evidence.LINE:
            continue
        yield _heading(key, match, start, end, evidence)


def _title_above(key: str, start: int, lines: Lines) -> Heading | None:
    """Return the unnumbered heading that runs straight into an （一）: 。总体要求(一)指导思想。.

    It begins behind the last stop, or behind the last gap where gaps are too rare to be wrapped lines.
    """
    stop = max(key.rfind(mark, max(0, start - _LONGEST_RUN_IN), start) for mark in "。!?;:()") + 1
    gap = lines.gaps[bisect_left(lines.gaps, start) - 1] if len(lines.gaps) * 50 < len(key) else 0
    begin = max(stop, gap)
    if not 4 <= start - begin <= 30 or (begin == stop and not _ends_sentence(key, begin)):
        return None
    return Heading(begin, start, "section", UNNUMBERED_RANK, "", key[begin:start], Evidence.GAP)


def _title_end(key: str, match: re.Match[str], scheme: Scheme, lines: Lines) -> tuple[int, Evidence]:
    mark_end = match.end()
    end = lines.end_of_line(match.start(), len(key))
    if end == mark_end and end < len(key) and scheme.rank != 3:
        end = _title_on_next_line(key, end, lines)
    whole_line = end - mark_end <= _LONGEST_TITLE and lines.is_end(end, len(key))
    if whole_line and not _STOP.search(key, mark_end, end) and scheme.rank != 3:
        return end, Evidence.LINE
    if scheme.rank == 3:
        return mark_end, Evidence.STOP
    gap = lines.gap_after(mark_end)
    stop = _STOP.search(key, mark_end, min(end, mark_end + _LONGEST_RUN_IN))
    if scheme.kind == "item":
        return (stop.end(), Evidence.STOP) if stop else (mark_end, Evidence.OPEN)
    if gap and 2 <= gap - mark_end <= _LONGEST_RUN_IN and not _PUNCTUATION.search(key, mark_end, gap):
        return gap, Evidence.GAP
    return mark_end, Evidence.OPEN


def _title_on_next_line(key: str, start: int, lines: Lines) -> int:
    """Return the end of a title that stands on the line below its mark, or ``start``."""
    end = lines.end_of_line(start, len(key))
    is_title = _UNNUMBERED.fullmatch(key, start, end) and not MARK.match(key, start) and lines.is_end(end, len(key))
    return end if is_title else start


def _unnumbered(text: CleanText, lines: Lines) -> Iterator[Heading]:
    """Lines of their own without number or stop, above a paragraph.

    What stands above the first sentence is the document's title, not a heading.
    """
    key = text.key
    first_sentence = _STOP.search(key)
    body = first_sentence.start() if first_sentence else len(key)
    for start in sorted(lines.hard):
        end = lines.end_of_line(start, len(key))
        if start < body or end == len(key) or end not in lines.hard or not _ends_sentence(key, start):
            continue
        below = lines.end_of_line(end, len(key))
        if _UNNUMBERED.fullmatch(key, start, end) and _STOP.search(key, end, below) and not MARK.match(key, start):
            yield Heading(start, end, "section", UNNUMBERED_RANK, "", key[start:end], Evidence.LINE)
