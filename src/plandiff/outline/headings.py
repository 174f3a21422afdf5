"""Finds the headings of one document from its own evidence.

Where the text has lines, a heading is a line. Where it runs on without any, the document's own contents list says
where a heading ends; failing that, a run-in title ends at a gap (第一節 建設產業名城 做精做強支柱產業) or, for items,
at its full stop (（一）指导思想。). A mark whose title has no visible end is kept as an open heading: the other
rendering of the document may know more (see ``alignment.headings_from_twin``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from plandiff.chinese.numbering import MARK, PAREN_RANK, UNNUMBERED_RANK, Scheme, mark_value, scheme_of
from plandiff.chinese.punctuation import CLAUSE_STOPS, SENTENCE_STOPS
from plandiff.outline.clean_text import CleanText, RemovalKind
from plandiff.outline.lines import Lines, ends_sentence
from plandiff.outline.marks import LEGAL, Marks, belongs_to_citation
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset


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

    start: CleanOffset
    end: CleanOffset
    kind: str
    rank: int
    mark: str
    title: str
    evidence: Evidence


_LONGEST_TITLE = 60
"""Folded code points of a title on a line of its own. With 42, 0.2 % of the pieces of 120 law texts are others; with
84, less than 0.02 %."""
_LONGEST_RUN_IN = 40
"""Code points of a title that runs into its text: behind more of them without a stop it has no visible end. With 28
or 56, 1.3 or 1.5 % of the pieces of the same texts are others: items of lists, whole ones as titles or only their
marks."""
_LONGEST_STRONG = 120
"""Code points of a title that stands in strong type, which shows where it ends."""
_PUNCTUATION = late_pattern(f"[{CLAUSE_STOPS}]")
_STOP = late_pattern(f"[{SENTENCE_STOPS}]")
_UNNUMBERED = late_pattern(r"(?![0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)[^,。;:!?%=/@]{2,30}")


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
        opening = [place for place in places if place == 0 or ends_sentence(key, place)] or places
        start = next((place for place in opening if place >= last), opening[0])
        last = start + len(entry)
        yield _heading(key, match, start, last, Evidence.CONTENTS)


def _heading(key: str, match: re.Match[str], start: int, end: int, evidence: Evidence) -> Heading:
    """Make a heading of ``key[start:end]``, which begins with the mark that ``match`` has found."""
    scheme, mark = scheme_of(match), match.group()
    title = key[start + len(mark) : end].strip("。:;")
    return Heading(CleanOffset(start), CleanOffset(end), scheme.kind, scheme.rank, mark, title, evidence)


def _unmarked(key: str, start: int, end: int, evidence: Evidence) -> Heading:
    """Make a heading of ``key[start:end]``, which has no mark."""
    return Heading(CleanOffset(start), CleanOffset(end), "section", UNNUMBERED_RANK, "", key[start:end], evidence)


def _from_marks(text: CleanText, lines: Lines) -> Iterator[Heading]:
    """Headings that begin with a mark: on a line, behind a full stop, or right behind another heading."""
    found = Marks(text, lines)
    opening = _behind_title(text.key, found.all, lines)
    last_end = -1
    for match in found.all:
        start, scheme = match.start(), scheme_of(match)
        on_line = start in lines.hard
        if not (on_line or start in (last_end, opening) or ends_sentence(text.key, start)):
            above = _title_above(text.key, start, lines) if scheme.rank == PAREN_RANK else None
            if not above:
                continue
            yield above
        if found.refers(match, behind_title=start == last_end):
            continue
        spaced = found.is_spaced(match)
        end, evidence = _title_end(text, match, scheme, lines)
        if scheme.kind in ("preface", "appendix") and not (on_line and (evidence is Evidence.LINE or spaced)):
            continue
        if scheme.kind in LEGAL and not (spaced or found.counts(match) or evidence >= Evidence.GAP):
            continue
        last_end = end
        yield _heading(text.key, match, start, end, evidence)


def _behind_title(key: str, marks: list[re.Match[str]], lines: Lines) -> int:
    """Return where the first chapter or article stands if it runs straight into the document's title; else -1.

    It is number 1, before any stop, no other number 1 of its kind is a heading, and number 2 is one.
    """
    first_stop = _STOP.search(key)
    body = first_stop.start() if first_stop else len(key)
    placed = {
        (match.lastgroup, mark_value(match.group()))
        for match in marks
        if match.start() in lines.hard or ends_sentence(key, match.start())
    }
    for match in marks:
        kind = match.lastgroup
        if match.start() >= body:
            return -1
        if scheme_of(match).kind in LEGAL and mark_value(match.group()) == 1:
            return match.start() if (kind, 1) not in placed and (kind, 2) in placed else -1
    return -1


def _title_above(key: str, start: int, lines: Lines) -> Heading | None:
    """Return the unnumbered heading that runs straight into an （一）: 。总体要求(一)指导思想。.

    It begins behind the last stop, or behind the last gap where gaps are too rare to be wrapped lines.
    """
    stop = max(key.rfind(mark, max(0, start - _LONGEST_RUN_IN), start) for mark in "。!?;:()") + 1
    if key[start - 1] in "第条款项":
        return None
    gap = lines.gaps[bisect_left(lines.gaps, start) - 1] if lines.gaps_tell else 0
    begin = max(stop, gap)
    if not 4 <= start - begin <= 30 or (begin == stop and not ends_sentence(key, begin)):
        return None
    return _unmarked(key, begin, start, Evidence.GAP)


def _title_end(text: CleanText, match: re.Match[str], scheme: Scheme, lines: Lines) -> tuple[int, Evidence]:
    key, mark_end = text.key, match.end()
    if scheme.kind == "article":
        return mark_end, Evidence.STOP
    strong = _end_of_strong(text, match)
    if strong:
        return strong, Evidence.LINE
    end = lines.end_of_paragraph(match.start(), len(key))
    if end == mark_end and end < len(key):
        end = _title_on_next_line(key, end, lines)
    if end - mark_end <= _LONGEST_TITLE and not _STOP.search(key, mark_end, end):
        return end, Evidence.LINE
    if scheme.kind == "item":
        stop = _STOP.search(key, mark_end, min(end, mark_end + _LONGEST_RUN_IN))
        first = _first_inside(key, match, stop.start() if stop else min(end, mark_end + _LONGEST_RUN_IN))
        if first:
            return first, Evidence.STOP
        return (stop.end(), Evidence.STOP) if stop else (mark_end, Evidence.OPEN)
    return _title_inside_line(key, match, scheme, lines)


def _end_of_strong(text: CleanText, match: re.Match[str]) -> int | None:
    """Return where the strong words end that a mark opens, if they are a title: **（四）…。**…."""
    opens = [old for old in text.removals_in(text.gap(CleanOffset(match.start()))) if old.kind is RemovalKind.MARKUP]
    if not opens or set(opens[-1].span.of(text.folded)) - set("*_"):
        return None
    end = text.next_removal(RemovalKind.MARKUP, text.offsets.to_source(CleanOffset(match.end())))
    at = text.offsets.to_clean(end) if end is not None else 0
    return at if match.end() + 1 < at <= match.end() + _LONGEST_STRONG else None


def _title_inside_line(key: str, match: re.Match[str], scheme: Scheme, lines: Lines) -> tuple[int, Evidence]:
    """Return the end of the title of a chapter or box that runs into its text: at a gap, or at an inner mark."""
    mark_end = match.end()
    gap = lines.gap_after(mark_end)
    inner = MARK.search(key, mark_end + 1, mark_end + _LONGEST_RUN_IN)
    is_inner = inner and scheme_of(inner).rank > scheme.rank
    if inner and is_inner and (not gap or inner.start() < gap):
        if not _PUNCTUATION.search(key, mark_end, inner.start()):
            return inner.start(), Evidence.STOP
    elif gap and 2 <= gap - mark_end <= _LONGEST_RUN_IN and not _PUNCTUATION.search(key, mark_end, gap):
        return gap, Evidence.GAP
    return mark_end, Evidence.OPEN


def _first_inside(key: str, match: re.Match[str], end: int) -> int | None:
    """Return where the first item of a lower rank begins that stands right behind a title: 一、总体要求(一)…."""
    inner = MARK.search(key, match.end() + 2, end)
    if not inner or mark_value(inner.group()) != 1 or scheme_of(inner).rank <= scheme_of(match).rank:
        return None
    apart = _PUNCTUATION.search(key, match.end(), inner.start()) or belongs_to_citation(key, inner)
    return None if apart else inner.start()


def _title_on_next_line(key: str, start: int, lines: Lines) -> int:
    """Return the end of a title that stands on the line below its mark, or ``start``."""
    end = lines.end_of_paragraph(start, len(key))
    is_title = _UNNUMBERED.fullmatch(key, start, end) and not MARK.match(key, start)
    return end if is_title else start


def _unnumbered(text: CleanText, lines: Lines) -> Iterator[Heading]:
    """Lines of their own without number or stop, above a paragraph.

    What stands above the first sentence is the document's title, not a heading.
    """
    key = text.key
    first_sentence = _STOP.search(key)
    body = first_sentence.start() if first_sentence else len(key)
    for start in lines.paragraphs:
        end = lines.end_of_paragraph(start, len(key))
        if start < body or end == len(key) or not ends_sentence(key, start):
            continue
        below = lines.end_of_paragraph(end, len(key))
        if _UNNUMBERED.fullmatch(key, start, end) and _STOP.search(key, end, below) and not MARK.match(key, start):
            yield _unmarked(key, start, end, Evidence.LINE)
