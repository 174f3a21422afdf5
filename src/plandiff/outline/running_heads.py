"""Finds running heads: titles that the page repeats, which belong to the paper and not to the text.

A head is known by where it stands, never by its words: a page ends anywhere, in a sentence, in a list, below a title.
A line that a table or a list of tasks repeats has a place of its own, and stays.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from plandiff.chinese.numbering import MARK
from plandiff.chinese.punctuation import SENTENCE_STOPS
from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, SourceSpan, source_span

SENTENCE_END = "。！？；!?;…"
"""Marks that close a sentence or a clause that stands for itself."""
PAGE_AT_LEAST = 80
"""Code points between two page marks or heads: a page holds more than this, a numbered list less."""

_CLOSING = "\"'”’」』)）》】"
_HEAD_LENGTH = range(3, 41)


def running_heads(text: CleanText) -> Iterator[Removal]:
    """Titles that the page repeats: lines that keep interrupting sentences, or text that keeps following page marks."""
    yield from _repeated_lines(text)
    yield from _beside_page_marks(text)


_NO_HEAD = late_pattern(rf":|[，,、{SENTENCE_END}]$")
"""A line such as 完成时限:2023年12月 repeats in a table of tasks, and its value matters."""
_OF_PAGE_NUMBERS = "0123456789-" + "".join(char for char in map(chr, range(0x3001)) if char.isspace())


_FEWEST_HEADS = 3
"""Times that a line stands before it may be a head. Of 60 laws in pages, 2 or 4 read 4 or 3 otherwise: with 2, items
that two lists share (其他监督管理职责) are taken for heads; with 4, the heads of short laws stay in the text."""
_SHORTEST_TITLE = 6
"""Folded code points from which on a line that is the document's title is known by that: 通知 may stand anywhere."""
_FIRST_STOP = late_pattern(f"[{SENTENCE_STOPS}]")


def _repeated_lines(text: CleanText) -> Iterator[Removal]:
    """Lines that come again a page apart, in places that the page has chosen."""
    stop = _FIRST_STOP.search(text.key)
    body = stop.start() if stop else len(text.key)
    covers = [old.span.of(text.folded) for old in text.ledger if old.kind is RemovalKind.SITE_LINE]
    for shape, spans in _shapes(text).items():
        pages = sorted(after.start - before.end for before, after in pairwise(spans))
        if len(spans) < _FEWEST_HEADS or len(shape) < _HEAD_LENGTH.start or pages[len(pages) // 2] < PAGE_AT_LEAST:
            continue
        title = _title(text, shape, [span for span in spans if text.offsets.to_clean(span.start) < body], covers)
        repeats = [span for span in spans if span != title]
        at_edges = [span for span in repeats if _is_at_edge(text, span)]
        if 2 * len(at_edges) > len(repeats):
            repeats = at_edges
        if not _on_neighbouring_pages(text, repeats):
            continue
        if not _ends_pages(text, repeats):
            if not _among_various(text, spans):
                continue
            cutting = [span for span in spans if _cuts_a_sentence(text, span)]
            if len(cutting) * 2 >= len(spans) - 1:
                repeats = spans if spans[0] in cutting else spans[1:]
            else:
                numbered = MARK.match(text.key, text.offsets.to_clean(spans[0].start))
                named = title and len(shape) >= _SHORTEST_TITLE and _among_sentences(text, repeats)
                if numbered or not (named or _comes_with_pages(text, spans, cutting)):
                    continue
        yield from (Removal(RemovalKind.RUNNING_HEAD, span) for span in repeats)


def _title(text: CleanText, shape: str, early: list[SourceSpan], covers: Sequence[str]) -> SourceSpan | None:
    """Return which of the lines above the text is the document's title.

    Where pages are known it is one that stands inside of a page, with a head above it; else it is the first, unless
    that is set aside already with a cover.
    """
    inside = [span for span in early if not _is_at_edge(text, span)] if "\f" in text.folded else []
    covered = any(shape in cover for cover in covers)
    return next(iter(inside or ([] if covered else early)), None)


def _is_at_edge(text: CleanText, span: SourceSpan) -> bool:
    """Say whether a line is the first or the last of a page that form feeds end; what is set aside does not count."""
    source, clean = text.folded, text.offsets.to_clean
    if "\f" not in source:
        return False
    start, end = source.rfind("\f", 0, span.start) + 1, source.find("\f", span.end)
    first, last = source_span(start, end if end >= 0 else len(source))
    return clean(first) == clean(span.start) or clean(last) == clean(span.end)


def _shapes(text: CleanText) -> dict[str, list[SourceSpan]]:
    """Return the lines that may be heads, by what they say without their page numbers."""
    full, repeated = _repeated(text.folded)
    lines: dict[str, list[SourceSpan]] = {}
    clean = text.offsets.to_clean
    for shape, spans in repeated.items():
        heads = [
            span
            for span in spans
            if clean(span.end) - clean(span.start) in _HEAD_LENGTH and not _NO_HEAD.search(span.of(text.folded))
        ]
        # a full line of wrapped text may come again by chance
        if len(heads) >= _FEWEST_HEADS and not full - 2 <= len(heads[0]) <= full:
            lines[shape] = heads
    return lines


@lru_cache(maxsize=2)
def _repeated(folded: str) -> tuple[int, dict[str, list[SourceSpan]]]:
    """Return the length of a full line, and the lines that come often enough to be heads, by what they say."""
    lengths: list[int] = []
    lines: dict[str, list[SourceSpan]] = {}
    for match in re.finditer(r"[^\n\f]+", folded):
        line = match[0].strip()
        lengths.append(len(line))
        if line:
            start = match.start() + match[0].index(line)
            lines.setdefault(line.strip(_OF_PAGE_NUMBERS), []).append(source_span(start, start + len(line)))
    full = sorted(lengths)[int(len(lengths) * 0.95)] if lengths else 0
    return full, {shape: spans for shape, spans in lines.items() if len(spans) >= _FEWEST_HEADS}


_PAGES_APART = 4
"""A head stands on each page or on each other one; one page more may be full of a picture or a table."""


def _on_neighbouring_pages(text: CleanText, spans: list[SourceSpan]) -> bool:
    """Say whether most of the lines stand on pages near each other, where form feeds tell the pages.

    The title on the cover, on the page of the title and on the back is three titles.
    """
    pages = [text.folded.count("\f", before.end, after.start) for before, after in pairwise(spans)]
    return 2 * sum(apart <= _PAGES_APART for apart in pages) > len(pages)


def _ends_pages(text: CleanText, spans: list[SourceSpan]) -> bool:
    """Say whether most of the lines stand beside a page mark, a head that is known, or a form feed."""
    ending = sum(
        any(_is_page_end(text, at) for at in map(text.offsets.to_clean, (span.start, span.end))) for span in spans
    )
    return ending >= _FEWEST_HEADS - 1 and ending * 10 >= len(spans) * 6


def _is_page_end(text: CleanText, at: CleanOffset) -> bool:
    gap = text.gap(at)
    return "\f" in gap.of(text.folded) or any(
        old.kind in (RemovalKind.PAGE_MARK, RemovalKind.RUNNING_HEAD) for old in text.removals_in(gap)
    )


_BESIDE = 6
"""Folded code points before and behind a line that tell its places apart; with 4 or 8 one of 60 laws is read
otherwise."""


def _among_various(text: CleanText, spans: list[SourceSpan]) -> bool:
    """Say whether lines stand among other text each time; a cell of a table follows its label, or has one behind."""
    places = [(text.offsets.to_clean(span.start), text.offsets.to_clean(span.end)) for span in spans]
    before = Counter(text.key[max(0, start - _BESIDE) : start] for start, _ in places)
    behind = Counter(text.key[end : end + _BESIDE] for _, end in places)
    return all(sides.most_common(1)[0][1] * 2 <= len(spans) for sides in (before, behind))


_OF_SENTENCE = late_pattern(r"[,。;:、]|\S{12}")


def _cuts_a_sentence(text: CleanText, span: SourceSpan) -> bool:
    """Say whether the text before a line runs on behind it: no stop before, and the document goes on.

    Short lines without any mark on either side are no sentence, but cells of a table.
    """
    key, end = text.key, text.offsets.to_clean(span.end)
    before = text.offsets.to_clean(span.start) - 1
    while before >= 0 and key[before] in _CLOSING:
        before -= 1
    if before < 0 or key[before] in SENTENCE_END or end == len(key):
        return False
    return all(_OF_SENTENCE.search(_line_at(text, at)) for at in (before, end))


def _among_sentences(text: CleanText, spans: list[SourceSpan]) -> bool:
    """Say whether most of the lines stand between lines of sentences or numbered titles, not in a table."""
    inside = 0
    for span in spans:
        above, below = text.offsets.to_clean(span.start) - 1, text.offsets.to_clean(span.end)
        around = [_line_at(text, at) for at in (above, below) if 0 <= at < len(text.key)]
        inside += all(_OF_SENTENCE.search(line) or MARK.match(line) for line in around)
    return inside * 2 > len(spans)


def _line_at(text: CleanText, at: CleanOffset) -> str:
    """Return the folded source line that holds the clean offset ``at``."""
    seen, place = text.folded, text.offsets.to_source(at)
    end = seen.find("\n", place)
    return seen[seen.rfind("\n", 0, place) + 1 : end if end >= 0 else len(seen)]


_EVEN = (0.4, 2.5)
"""The shortest and the longest page, as parts of the middle one, of heads that are evenly spread."""
_FEWEST_EVEN = 4
"""Heads whose spread means something: three are even by chance too often."""


def _comes_with_pages(text: CleanText, spans: list[SourceSpan], cutting: list[SourceSpan]) -> bool:
    """Say whether lines are evenly spread, whatever stands there.

    From a quarter to three quarters of them cut a sentence, part the items of a list or a title from its text: a
    refrain stands between whole sentences, and what is said of each task below its title.
    """
    pages = sorted(after.start - before.end for before, after in pairwise(spans))
    middle = pages[len(pages) // 2]
    even = middle * _EVEN[0] <= pages[0] and pages[-1] <= middle * _EVEN[1]
    parting = sum(span in cutting or _parts(text, text.offsets.to_clean(span.start)) for span in spans)
    return len(spans) >= _FEWEST_EVEN and even and len(spans) <= parting * 4 <= len(spans) * 3


def _parts(text: CleanText, at: CleanOffset) -> bool:
    """Say whether an item of a list or a numbered title ends before the clean offset ``at``."""
    above = _line_at(text, at - 1).strip() if at else ""
    return above.endswith(";") or bool(MARK.match(above) and above[-1] not in SENTENCE_END)


def _beside_page_marks(text: CleanText) -> Iterator[Removal]:
    """A head glued to the page number: the same words before or after most of the marks, in one line."""
    marks = sorted({text.offsets.to_clean(old.span.start) for old in text.ledger if old.kind is RemovalKind.PAGE_MARK})
    if len(marks) < 3:
        return
    longest = _HEAD_LENGTH.stop - 1
    lines = [0, *text.newlines(), len(text.key)]
    after = [text.key[at : min(at + longest, lines[bisect_right(lines, at, hi=len(lines) - 1)])] for at in marks]
    before = [text.key[max(at - longest, lines[max(0, bisect_left(lines, at) - 1)]) : at][::-1] for at in marks]
    for texts, direction in ((after, 1), (before, -1)):
        head = _common_start(texts)
        for at, beside in zip(marks, texts, strict=True):
            if head and beside.startswith(head):
                start, end = sorted((at, at + direction * len(head)))
                yield Removal(RemovalKind.RUNNING_HEAD, text.offsets.source_span(CleanOffset(start), CleanOffset(end)))


def _common_start(texts: list[str]) -> str:
    """Return the longest start (4 characters or more) that at least three and most of ``texts`` share."""
    best = ""
    for length in range(_HEAD_LENGTH.start + 1, _HEAD_LENGTH.stop):
        start, count = Counter(text[:length] for text in texts).most_common(1)[0]
        if count < 3 or count * 10 < len(texts) * 6 or len(start) < length:
            break
        best = start
    return best.rstrip("(第")  # what opens an item or an article behind the head is text
