"""Which sections of two documents correspond, and how."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plandiff.alignment.beads import Bead
from plandiff.chinese.numbering import mark_number
from plandiff.judging.articles import ARTICLE, by_sentences, half_shared, joined, shared_by_articles
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.passages import Collation, Status
from plandiff.outline.sections import Section
from plandiff.outline.segments import Segment
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class SectionPair:
    """Corresponding sections by id; one side is empty for a section that only the other document has."""

    ids: Pair[tuple[str, ...]]
    status: Status
    moved: bool
    renumbered: bool


def pair_sections(
    sections: Pair[tuple[Section, ...]],
    segments: Pair[list[Segment]],
    beads: Sequence[Bead],
    found: Collation,
) -> "Paired":
    """Pair sections whose headings lie in one bead, and articles that share their text; the others stand alone."""
    headings = Pair(_by_segment(sections.left, segments.left), _by_segment(sections.right, segments.right))
    others: list[Pair[tuple[str, ...]]] = []
    shared = shared_by_articles(sections, found.same)
    links = half_shared(sections, shared)
    moved: set[str] = set()
    for bead in beads:
        left = [headings.left[n] for n in bead.left if n in headings.left]
        right = [headings.right[n] for n in bead.right if n in headings.right]
        ids = Pair(tuple(section.id for section in left), tuple(section.id for section in right))
        if bead.moved:
            moved.update(ids.left)
        if left and right and all(section.kind == ARTICLE for section in (*left, *right)):
            links.update((one, other) for one in ids.left for other in ids.right)
        elif left or right:
            others.append(ids)
    articles = list(joined(links | by_sentences(sections, shared, found.passages, links)))
    known = Pair({n for pair in articles for n in pair.left}, {n for pair in articles for n in pair.right})
    others = [Pair(_others(pair.left, known.left), _others(pair.right, known.right)) for pair in others] + articles
    return Paired([pair for pair in others if pair.left or pair.right], moved)


class Paired(NamedTuple):
    """Which sections correspond.

    Attributes:
        ids: The ids on either side.
        moved: The ids, on the left, of those that stand out of order.
    """

    ids: list[Pair[tuple[str, ...]]]
    moved: set[str]


def judged_pairs(
    paired: Paired, sections: Pair[tuple[Section, ...]], changes: Sequence[Change]
) -> Iterator[SectionPair]:
    """Say how the sections that correspond relate."""
    by_id = sections.map(lambda side: {section.id: section for section in side})
    touched = Pair(
        sorted(change.spans.left.start for change in changes if _counts(change) and change.spans.left),
        sorted(change.spans.right.start for change in changes if _counts(change) and change.spans.right),
    )
    return (_judged(pair, by_id, touched, paired.moved) for pair in paired.ids)


def _others(ids: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    return tuple(n for n in ids if n not in known)


def _judged(
    ids: Pair[tuple[str, ...]], by_id: Pair[dict[str, Section]], touched: Pair[Sequence[int]], moved: set[str]
) -> SectionPair:
    """Say how sections that correspond relate."""
    left, right = [by_id.left[n] for n in ids.left], [by_id.right[n] for n in ids.right]
    if left and right:
        reworded = any(_touches(touched.left, section) for section in left) or any(
            _touches(touched.right, section) for section in right
        )
        status = Status.REWORDED if reworded else Status.SAME
    else:
        status = Status.DROPPED if left else Status.ADDED
    numbers = {mark_number(section.heading.mark) for section in (*left, *right)}
    renumbered = bool(left and right) and len(left) == len(right) == 1 and len(numbers) > 1
    return SectionPair(ids, status, not moved.isdisjoint(ids.left), renumbered)


def _by_segment(sections: Sequence[Section], segments: list[Segment]) -> dict[int, Section]:
    starts = [segment.start for segment in segments]
    return {bisect_left(starts, section.heading.start): section for section in sections}


def _counts(change: Change) -> bool:
    return change.weight is Weight.SUBSTANTIVE and change.kind is not Kind.MOVED


def _touches(positions: Sequence[int], section: Section) -> bool:
    return bisect_left(positions, section.start) < bisect_left(positions, section.end)
