"""Page numbers of texts whose pages are known: a form feed stands between them.

There a mark is told by its place and not by its form: the line that holds no word but a number, at the edge of a page,
is the number of the page if it keeps step with the pages. So half a frame (－2) and even pages alone count as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.text.span import SourceSpan, source_span

_FEWEST = 2
"""So many pages must keep step."""
_FRAME = r"[^\w\n\f%‰.]{0,6}"
_MARK = late_pattern(
    rf"(?:第|(?i:page|p\.?))?{_FRAME}([0-9]{{1,4}}){_FRAME}页?(?:{_FRAME}(?:/|of|共){_FRAME}[0-9]{{1,4}}{_FRAME}页?)?{_FRAME}"
)


def paged_marks(text: CleanText) -> Iterator[Removal]:
    """Numbers at the edges of pages that count up with the pages."""
    source = text.folded
    if "\f" not in source:
        return
    found: dict[int, list[SourceSpan]] = defaultdict(list)
    alone: set[SourceSpan] = set()
    start = 0
    for number, page in enumerate(source.split("\f")):
        for mark, span in _edges(page, start):
            found[mark - number].append(span)
            if page.strip() == span.of(source) and not span.of(source).isdigit():
                alone.add(span)  # A blank page with its number in a frame, where no other need keep step.
        start += len(page) + 1
    for marks in found.values():
        yield from (Removal(RemovalKind.PAGE_MARK, span) for span in marks if len(marks) >= _FEWEST or span in alone)


def _edges(page: str, start: int) -> Iterator[tuple[int, SourceSpan]]:
    """Yield the numbers that stand alone on the first and on the last line of a page, with their spans."""
    lines = [line for line in re.finditer(r"[^\n]+", page) if not line.group().isspace()]
    for line in lines[:1] + lines[1:][-1:]:
        shown = line.group().strip()
        mark = _MARK.fullmatch(shown)
        if mark:
            begin = start + line.start() + line.group().index(shown)
            yield int(mark[1]), source_span(begin, begin + len(shown))
