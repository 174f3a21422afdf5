"""What the pages of a document tell only together: how far a line is indented, and which rows a page's end cuts."""

from collections import Counter
from collections.abc import Sequence
from math import inf

from plandiff.patterns import late_pattern
from plandiff.reading.lines import one_line
from plandiff.reading.page_lines import Lines, Start

_NUMBER = late_pattern(r"[(（]?[0-9一二三四五六七八九十百]{1,5}[)）.、]?")
_LONGEST_MARK = 12
"""The number of a page with its frame has no more characters."""
_INDENT = "\u3000"
_DEEPEST_INDENT = 6
"""A line that begins further to the right stands in the middle or on the right."""
_AT_THE_MARGIN = 0.02
"""The share of lines that begin at the margin, at least: fewer are drawn beside the text."""


def in_sequence(pages: Sequence[Lines]) -> list[list[str]]:
    """Return the lines of pages, indented as they stand, with the rows of tables whole.

    A line is indented by as many ideographic blanks as it begins to the right of the margin, so that lines which are
    full are as long as each other. Pages on the left have another margin than those on the right.

    The rows of a numbered table that the end of a page cuts are put together: the row above has a number in its first
    cell, and the one below has none; what stands between them on the pages is as short as their numbers are.
    """
    margins = [_margin(pages[side::2]) for side in (0, 1)]
    whole = [_indented(page, margins[number % 2]) for number, page in enumerate(pages)]
    for number in range(1, len(whole)):
        whole[number - 1 : number + 1] = _joined(whole[number - 1], whole[number])
    return [page.lines for page in whole]


def _margin(pages: Sequence[Lines]) -> float:
    """Return the leftmost place where more lines of the pages begin than a few."""
    starts = Counter(round(start.left) for page in pages for start in page.starts if start)
    fewest = max(2, _AT_THE_MARGIN * starts.total())
    return min((place for place, count in starts.items() if count >= fewest), default=inf)


def _indented(page: Lines, margin: float) -> Lines:
    starts = zip(page.lines, page.starts, strict=True)
    return page._replace(lines=[_INDENT * _indent(start, margin) + line for line, start in starts])


def _indent(start: Start | None, margin: float) -> int:
    if start is None or margin == inf or start.width <= 0:
        return 0
    indent = round((start.left - margin) / start.width)
    return indent if 0 < indent <= _DEEPEST_INDENT else 0


def _joined(before: Lines, after: Lines) -> tuple[Lines, Lines]:
    if not before.rows or not after.rows:
        return before, after
    last, first = max(before.rows), min(after.rows)
    between = [*before.lines[last + 1 :], *after.lines[:first]]
    above, below = before.lines[last].split("\t"), after.lines[first].split("\t")
    is_cut = len(above) == len(below) and _NUMBER.fullmatch(above[0]) and not below[0]
    if not is_cut or any(len(line) > _LONGEST_MARK for line in between):
        return before, after
    whole = "\t".join(one_line(f"{upper}\n{lower}") for upper, lower in zip(above, below, strict=True))
    upper_lines = [*before.lines[:last], whole, *before.lines[last + 1 :]]
    lower_lines = [*after.lines[:first], *after.lines[first + 1 :]]
    rows = frozenset(row - 1 for row in after.rows if row != first)
    return before._replace(lines=upper_lines), after._replace(lines=lower_lines, rows=rows)
