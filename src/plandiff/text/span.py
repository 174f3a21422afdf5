"""Half-open ranges of code points, and values that have two sides."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of code points in one text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that this span names."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A value for the left document and one for the right, so that no function takes everything twice."""

    left: T
    right: T

    def map(self, function: Callable[[T], U]) -> "Pair[U]":
        """Apply ``function`` to both sides."""
        return Pair(function(self.left), function(self.right))

    def mirrored(self) -> "Pair[T]":
        """Exchange the sides."""
        return Pair(self.right, self.left)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that touch or overlap; empty spans vanish."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """Return what is left of ``span`` once the sorted, disjoint ``holes`` are cut out."""
    rest, start = [], span.start
    for hole in holes:
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            rest.append(Span(start, hole.start))
        start = hole.end
    if start < span.end:
        rest.append(Span(start, span.end))
    return rest


def holds(others: list[Span], span: Span) -> bool:
    """Say whether one of the sorted, disjoint ``others`` holds all of ``span``, which is not empty."""
    at = bisect_right(others, Span(span.start, span.end)) if span else 0
    return any(other.start <= span.start < span.end <= other.end for other in others[max(0, at - 1) : at + 1])


def overlaps(span: Span, others: list[Span]) -> bool:
    """Say whether ``span`` overlaps one of the sorted, disjoint ``others``; an empty span does if it lies inside."""
    at = bisect_right(others, Span(span.start, span.start)) - 1
    return any(
        other.start <= span.start < other.end or span.start < other.start < span.end
        for other in others[max(0, at) : at + 2]
    )


def stripped(source: str, span: Span) -> Span:
    """Return ``span`` of ``source`` without white space at its ends."""
    inner = span.of(source)
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))
