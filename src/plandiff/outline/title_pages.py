"""Pages that hold no text but titles and the imprint: covers, half-titles, the back.

What such a page says once more (the title of the text behind it, a running head) belongs to the paper, and so does an
imprint. What it alone says, a date, an issuer, a draft's stage, is text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plandiff.chinese.numbering import MARK
from plandiff.chinese.punctuation import SENTENCE_STOPS
from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.text.span import SourceSpan, Span, source_span, stripped

_MOST_LINES = 20
"""A page with more lines than this is one of text or of a table."""
_WRAPPED = 4
"""A title is set in at most so many lines."""
_SHORTEST = 6
"""Folded code points of a title that is known by coming again; 通知 may stand anywhere."""
_IMPRINT = late_pattern(r"出版|印刷|印制|印次|版次|印张|开本|定价|书号|装帧|封面设计|责任编辑|在版编目|ISBN|ISSN")
"""What a printing says of itself."""
_OF_AN_IMPRINT = 3
"""So many of these words make a page an imprint."""
_DUTY = late_pattern(r"应当|必须|不得|可以|施行")
_PUBLISHER = late_pattern(r"(?:出版社?|印刷厂?|印制|承印|(?i:publishinghouse|press))$")
_STOP = late_pattern(rf"[{SENTENCE_STOPS}\t]")
_BLANKS = late_pattern(r"\s+")


class _Line(NamedTuple):
    """A line of the source, and its folded text without blanks."""

    span: SourceSpan
    shown: str


def title_pages(text: CleanText) -> Iterator[Removal]:
    """Yield what title pages repeat or say of their printing, and imprints; only where form feeds tell the pages."""
    if "\f" not in text.folded:
        return
    titles: list[list[_Line]] = []
    others: list[list[_Line]] = []
    for lines in _pages(text):
        if _is_imprint(lines):
            yield from (Removal(RemovalKind.SITE_LINE, line.span) for line in lines)
        else:
            (titles if _is_title_page(lines) else others).append(lines)
    named = {shown for lines in titles for _, shown in _stretches(lines)}
    again = {shown for lines in others for _, shown in _stretches(lines) if shown in named}
    for lines in titles:
        yield from (Removal(RemovalKind.SITE_LINE, span) for span, shown in _stretches(lines) if shown in again)
        yield from (Removal(RemovalKind.SITE_LINE, line.span) for line in lines if _PUBLISHER.search(line.shown))


def _pages(text: CleanText) -> Iterator[list[_Line]]:
    """Yield the lines of each page that were not set aside."""
    source, start = text.folded, 0
    for page in source.split("\f"):
        lines = []
        for match in re.finditer(r"[^\n]+", page):
            span = stripped(source, source_span(start + match.start(), start + match.end()))
            if text.offsets.to_clean(span.end) > text.offsets.to_clean(span.start):
                lines.append(_Line(span, _BLANKS.sub("", span.of(source))))
        if lines:
            yield lines
        start += len(page) + 1


def _is_title_page(lines: Sequence[_Line]) -> bool:
    return len(lines) <= _MOST_LINES and not any(_STOP.search(line.shown) or MARK.match(line.shown) for line in lines)


def _is_imprint(lines: Sequence[_Line]) -> bool:
    if len(lines) > _MOST_LINES or any(_DUTY.search(line.shown) for line in lines):
        return False
    return len({word for line in lines for word in _IMPRINT.findall(line.shown)}) >= _OF_AN_IMPRINT


def _stretches(lines: Sequence[_Line]) -> Iterator[tuple[SourceSpan, str]]:
    """Yield the titles that some lines in a row may be, the longest first."""
    for first in range(len(lines)):
        for count in range(min(_WRAPPED, len(lines) - first), 0, -1):
            part = lines[first : first + count]
            shown = "".join(line.shown for line in part)
            if len(shown) >= _SHORTEST:
                yield Span(part[0].span.start, part[-1].span.end), shown
