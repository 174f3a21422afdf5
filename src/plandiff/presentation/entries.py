"""Entries: changes as a reader takes them in, several in one where that spares reading the same sentence twice.

Grouping hides nothing: each difference is marked in the excerpt of its entry, or counted where many are equal.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from plandiff.judging.change import Change, Kind, Weight
from plandiff.presentation.excerpts import Source
from plandiff.text.span import Pair, SourceSpan, Span


class Form(StrEnum):
    """Why the changes of an entry stand together."""

    TOGETHER = "together"
    """They lie so close that one excerpt shows them all; most entries hold one change."""
    PASSAGE = "passage"
    """They follow each other without anything between: one passage, added or dropped."""
    EQUAL = "equal"
    """They are the same replacement or conversion finding in many places."""
    MOVED = "moved"
    """One moved passage."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Changes of one weight shown as one; never empty, in left order."""

    form: Form
    changes: tuple[Change, ...]

    @property
    def whole(self) -> Pair[SourceSpan]:
        """The spans from the first change to the last."""
        first, last = self.changes[0].spans, self.changes[-1].spans
        return Pair(Span(first.left.start, last.left.end), Span(first.right.start, last.right.end))

    @property
    def rank(self) -> int:
        """The place of its most important change in the order of importance."""
        return min((change.rank for change in self.changes if change.rank), default=0)

    @property
    def heads(self) -> list[tuple[Change, ...]]:
        """The changes by the line that names them: each its own, but many of the same damage in a sentence one."""
        if self.form is not Form.TOGETHER:
            return [self.changes]
        groups = groupby(self.changes, lambda change: change.judgement if change.weight is Weight.DAMAGE else change.id)
        return [tuple(group) for _, group in groups]


_NEAR = 20
"""Code points between two changes that still share an excerpt."""
_MOST = 9
_PASSAGES = {Kind.ADDED, Kind.DROPPED}
_FORMS = {Kind.ADDED: Form.PASSAGE, Kind.DROPPED: Form.PASSAGE, Kind.MOVED: Form.MOVED}


def entries(changes: Iterable[Change], sources: Pair[Source], *, listed: bool) -> Iterator[Entry]:
    """Yield the entries of changes of one weight, in order; lazily, for a reader may stop early.

    Args:
        changes: The changes.
        sources: The documents.
        listed: Whether equal replacements and conversion findings are listed one by one.
    """
    waiting: list[Change] = []
    equal: dict[tuple[str | None, ...], list[Change]] = {}
    for change in changes:
        if (change.group or change.weight is Weight.CONVERSION) and not listed:
            together = (change.group,) if change.group and change.cell else content(change, sources)
            equal.setdefault(together, []).append(change)
            continue
        if waiting and not _continues(waiting, change, sources):
            yield _entry(waiting)
            waiting = []
        waiting.append(change)
    if waiting:
        yield _entry(waiting)
    for group in equal.values():
        yield Entry(Form.EQUAL if len(group) > 1 else Form.TOGETHER, tuple(group))


def _entry(changes: list[Change]) -> Entry:
    return Entry(_FORMS.get(changes[0].kind, Form.TOGETHER), tuple(changes))


def content(change: Change, sources: Pair[Source]) -> tuple[str | None, ...]:
    """Return what equal changes have in common."""
    left = change.spans.left.of(sources.left.document.text)
    right = change.spans.right.of(sources.right.document.text)
    return (change.kind, change.judgement.certainty, change.judgement.expected, left, right)


def _continues(waiting: list[Change], change: Change, sources: Pair[Source]) -> bool:
    """Say whether a change belongs to the entry of the one before it."""
    last = waiting[-1]
    if Kind.MOVED in (last.kind, change.kind):
        return False
    sides = (
        (sources.left, last.spans.left, change.spans.left),
        (sources.right, last.spans.right, change.spans.right),
    )
    if last.kind in _PASSAGES or change.kind in _PASSAGES:
        return last.kind is change.kind and all(_adjoin(*side) for side in sides)
    return len(waiting) < _MOST and all(_near(*side) for side in sides)


def _near(source: Source, last: Span, span: Span) -> bool:
    same_section = bisect_right(source.cuts, last.start) == bisect_right(source.cuts, span.start)
    return same_section and last < span and 0 <= span.start - last.end <= _NEAR


def _adjoin(source: Source, last: Span, span: Span) -> bool:
    return last.end <= span.start and not source.shown(Span(last.end, span.start)).strip()
