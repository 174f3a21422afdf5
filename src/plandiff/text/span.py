"""Offsets and half-open ranges of code points, and values that have two sides.

A document has two texts, the source as read and the clean text that is compared, and a position of the one means
nothing in the other. So offsets have types, for the type checker alone: both are plain ``int`` when the program runs. A
sum of an offset and a number is an offset of the same text, a difference of two is a number. Where a position is first
known, as that of a match, its type is said; only `OffsetMap` leads from one to the other.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from typing import Self, overload

    from typing_extensions import TypeVar as TypeVarWithDefault

    class _Offset(int):
        def __add__(self, other: int, /) -> Self: ...
        @overload
        def __sub__(self, other: Self, /) -> int: ...  # type: ignore[overload-overlap]
        @overload
        def __sub__(self, other: int, /) -> Self: ...
        def __sub__(self, other: int, /) -> int: ...

    class CleanOffset(_Offset):
        """Offset into a clean text."""

    class SourceOffset(_Offset):
        """Offset into a document as read."""

    Offset_co = TypeVarWithDefault("Offset_co", bound=int, covariant=True, default=int)
else:
    CleanOffset = SourceOffset = int
    Offset_co = TypeVar("Offset_co", bound=int, covariant=True)

At = TypeVar("At", bound=int)
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


class Span(NamedTuple, Generic[Offset_co]):
    """Half-open range ``[start, end)`` of code points in one text; a bare ``Span`` may be one of any text."""

    start: Offset_co
    end: Offset_co

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that this span names."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Pair(Generic[T_co]):
    """A value for the left document and one for the right, so that no function takes everything twice."""

    left: T_co
    right: T_co

    def map(self, function: Callable[[T_co], U]) -> "Pair[U]":
        """Apply ``function`` to both sides."""
        return Pair(function(self.left), function(self.right))

    def mirrored(self) -> "Pair[T_co]":
        """Exchange the sides."""
        return Pair(self.right, self.left)


CleanSpan = Span[CleanOffset]
SourceSpan = Span[SourceOffset]


def clean_span(start: int, end: int) -> CleanSpan:
    """Return a span of a clean text, where it is first known."""
    return Span(start, end)  # type: ignore[arg-type]


def source_span(start: int, end: int) -> SourceSpan:
    """Return a span of a document as read, where it is first known."""
    return Span(start, end)  # type: ignore[arg-type]


def merged(spans: Iterable[Span[At]]) -> list[Span[At]]:
    """Sort spans and join those that touch or overlap; empty spans vanish."""
    result: list[Span[At]] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def without(span: Span[At], holes: Iterable[Span[At]]) -> list[Span[At]]:
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


def holds(others: Sequence[Span[At]], span: Span[At]) -> bool:
    """Say whether one of the sorted, disjoint ``others`` holds all of ``span``, which is not empty."""
    at = bisect_right(others, Span(span.start, span.end)) if span else 0
    return any(other.start <= span.start < span.end <= other.end for other in others[max(0, at - 1) : at + 1])


def overlaps(span: Span[At], others: Sequence[Span[At]]) -> bool:
    """Say whether ``span`` overlaps one of the sorted, disjoint ``others``; an empty span does if it lies inside."""
    at = bisect_right(others, Span(span.start, span.start)) - 1
    return any(
        other.start <= span.start < other.end or span.start < other.start < span.end
        for other in others[max(0, at) : at + 2]
    )


def stripped(text: str, span: Span[At]) -> Span[At]:
    """Return ``span`` of ``text`` without white space at its ends."""
    inner = span.of(text)
    start = span.start + len(inner) - len(inner.lstrip())
    return cast("Span[At]", Span(start, start + len(inner.strip())))
