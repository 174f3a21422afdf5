"""Cuts segments into clauses, the units in which one document takes up the wording of another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plandiff.chinese.punctuation import CLAUSE_STOPS, plain
from plandiff.outline.headings import Heading
from plandiff.outline.segments import Segment
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset

_STOP = late_pattern(rf"[{CLAUSE_STOPS}]+[\"')》\]]*")
_LONGEST = 400
"""Code points of a clause; text without stops is cut, so that no comparison grows with the square of a document."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in clean offsets.

    Attributes:
        start: Where it begins, with the numbering mark of its heading.
        end: Where it ends, behind its stop.
        opens: Where its words begin, behind the mark.
        plain: The words without punctuation, but with the 、 of lists and the signs of figures: what is compared.
        segment: The index of the segment it lies in.
        is_heading: Whether it is a heading.
    """

    start: CleanOffset
    end: CleanOffset
    opens: CleanOffset
    plain: str
    segment: int
    is_heading: bool


def clauses(key: str, segments: Sequence[Segment], headings: Iterable[Heading]) -> list[Clause]:
    """Return the clauses of a clean text; they tile it.

    A heading is one clause, and its mark is not among its words. A mark without a title belongs to the clause behind.
    """
    marks = {heading.start: heading.start + len(heading.mark) for heading in headings if heading.mark}
    found: list[Clause] = []
    bare: CleanOffset | None = None
    for n, segment in enumerate(segments):
        opens = min(marks.get(segment.start, segment.start), segment.end)
        if segment.is_heading and opens == segment.end and n + 1 < len(segments):
            bare = segment.start if bare is None else bare
            continue
        inside = () if segment.is_heading else _STOP.finditer(key, opens, segment.end)
        stops = [CleanOffset(match.end()) for match in inside]
        start, bare = segment.start if bare is None else bare, None
        for end in _within_reach(start, stops if stops and stops[-1] == segment.end else [*stops, segment.end]):
            found.append(Clause(start, end, opens, plain(key[opens:end]), n, segment.is_heading))
            start = opens = end
    return list(_joined(found))


def _within_reach(start: CleanOffset, stops: Iterable[CleanOffset]) -> Iterator[CleanOffset]:
    """Yield the stops, with further ones where a clause would be longer than any that people write."""
    for stop in stops:
        yield from map(CleanOffset, range(start + _LONGEST, stop, _LONGEST))
        yield stop
        start = stop


def _joined(found: Iterable[Clause]) -> Iterator[Clause]:
    """Give stretches without a word to the clause before them."""
    last: Clause | None = None
    for clause in found:
        if last and not clause.plain:
            last = replace(last, end=clause.end)
            continue
        if last:
            yield last
        last = clause
    if last:
        yield last
