"""Whether the numbers of headings differ because sections were added, dropped, split, merged or moved before them.

Then each document counts up by itself, and a number that differs says nothing. A number that is lost, doubled or out of
order on one side has no such cause: it is a difference of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from plandiff.chinese.numbering import SCHEMES, mark_number
from plandiff.judging.articles import ARTICLE
from plandiff.outline.headings import Heading
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span

_Number = tuple[int, int]
_ARTICLE_RANK = next(scheme.rank for scheme in SCHEMES if scheme.kind == ARTICLE)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A heading with its number; ``group`` tells what is counted together, ``follows`` whether it counts on."""

    mark: CleanSpan
    number: _Number
    group: tuple[int, int]
    follows: bool


def _numbered(headings: Sequence[Heading]) -> list[_Numbered]:
    """Return the headings that bear a number, in document order.

    A number follows on the one before it in its section. The first of a section is one, or follows on the last of its
    rank (boxes, and points that are counted through); articles are counted through in any case.
    """
    found: list[_Numbered] = []
    last: dict[tuple[int, int], _Number] = {}
    through: dict[int, _Number] = {}
    outer: list[int] = []
    for n, heading in enumerate(headings):
        while outer and headings[outer[-1]].rank >= heading.rank:
            outer.pop()
        group = (heading.rank, -1 if heading.kind == ARTICLE or not outer else outer[-1])
        outer.append(n)
        number = mark_number(heading.mark)
        if number is None:
            continue
        before = last.get(group)
        follows = _counts_on(before, number) if before else _counts_on(through.get(heading.rank, (0, 0)), number)
        follows |= before is None and number == (1, 0)
        last[group] = through[heading.rank] = number
        found.append(_Numbered(Span(heading.start, heading.start + len(heading.mark)), number, group, follows))
    return found


def _counts_on(before: _Number, number: _Number) -> bool:
    return number in ((before[0] + 1, 0), (before[0], before[1] + 1))


class _Side:
    """The numbered headings of one document."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._headings = headings
        self.all = _numbered(headings)
        self.of_rank: dict[int, list[_Numbered]] = {}
        for heading in self.all:
            self.of_rank.setdefault(heading.group[0], []).append(heading)

    def at(self, span: CleanSpan) -> _Numbered | None:
        """Return the heading whose mark holds a span."""
        n = bisect_right(self.all, span.start, key=_start) - 1
        return self.all[n] if n >= 0 and span.end <= self.all[n].mark.end else None

    def beside(self, span: CleanSpan, rank: int) -> Pair[_Numbered | None]:
        """Return the headings of a rank before and behind a span; none behind if it is not counted with the other."""
        ranked = self.of_rank.get(rank, [])
        start, end = (bisect_left(ranked, at, key=_start) for at in span)
        before = ranked[start - 1] if start else None
        after = ranked[end] if end < len(ranked) else None
        return Pair(before, after if not before or not after or before.group == after.group else None)

    def has_no_list(self, place: CleanSpan, item: _Numbered) -> bool:
        """Say whether a text is in one piece at a place, where the other cuts it into items that count up."""
        rank = item.group[0]
        if rank <= _ARTICLE_RANK:
            return False
        bounds = [heading.start for heading in self._headings if heading.rank < rank]
        at = bisect_right(bounds, place.start)
        start, end = bounds[at - 1] if at else 0, bounds[at] if at < len(bounds) else None
        ranked = self.of_rank.get(rank, [])
        low = bisect_left(ranked, start, key=_start)
        return item.follows and (low == len(ranked) or (end is not None and ranked[low].mark.start >= end))


def _start(heading: _Numbered) -> CleanOffset:
    return heading.mark.start


class Renumbering:
    """The numbers of the headings of both documents.

    Args:
        headings: The headings, in document order.
        fixed: Whether no section may bear another number at all, as in two renderings of one text.
    """

    def __init__(self, headings: Pair[list[Heading]], *, fixed: bool) -> None:
        self._sides = headings.map(_Side)
        self._fixed = fixed

    def explains(self, edit: Pair[CleanSpan]) -> bool:
        """Say whether an edit in the marks of headings (clean offsets) follows from the sections before it."""
        left, right = self._sides.left.at(edit.left), self._sides.right.at(edit.right)
        if left and edit.left == left.mark and not edit.right:
            return not self._fixed and (
                _closes_up(self._sides, left, edit.right) or self._sides.right.has_no_list(edit.right, left)
            )
        if right and edit.right == right.mark and not edit.left:
            return not self._fixed and (
                _closes_up(self._sides.mirrored(), right, edit.left) or self._sides.left.has_no_list(edit.left, right)
            )
        if not left or not right or left.number == right.number:
            return True
        return not self._fixed and left.follows and right.follows


def _closes_up(sides: Pair[_Side], lone: _Numbered, place: CleanSpan) -> bool:
    """Say whether both documents count on around a mark that only the left has; ``place`` is its place on the right.

    The number behind it tells; behind the last, the one before it, if earlier sections have shifted it.
    """
    own, other = sides.left.beside(lone.mark, lone.group[0]), sides.right.beside(place, lone.group[0])
    if own.right is None and other.right is None:
        return bool(lone.follows and own.left and other.left and own.left.number != other.left.number)
    closed = other.right is not None and other.right.follows
    return lone.follows and closed and (own.right is None or own.right.follows)
