"""Which sections of two documents correspond, and how."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from plandiff.alignment.beads import Bead
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.passages import Status
from plandiff.outline.sections import Section
from plandiff.outline.segments import Segment
from plandiff.text.numbering import mark_value
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
    changes: Sequence[Change],
) -> list[SectionPair]:
    """Pair sections whose headings lie in one bead; the others are added or dropped. Left order, then right."""
    headings = Pair(_by_segment(sections.left, segments.left), _by_segment(sections.right, segments.right))
    touched = Pair(
        sorted(change.spans.left.start for change in changes if _counts(change) and change.spans.left),
        sorted(change.spans.right.start for change in changes if _counts(change) and change.spans.right),
    )
    pairs: list[SectionPair] = []
    for bead in beads:
        left = [headings.left[n] for n in bead.left if n in headings.left]
        right = [headings.right[n] for n in bead.right if n in headings.right]
        if not left and not right:
            continue
        ids = Pair(tuple(section.id for section in left), tuple(section.id for section in right))
        if left and right:
            reworded = any(_touches(touched.left, section) for section in left) or any(
                _touches(touched.right, section) for section in right
            )
            status = Status.REWORDED if reworded else Status.SAME
        else:
            status = Status.DROPPED if left else Status.ADDED
        numbers = {mark_value(section.heading.mark) for section in (*left, *right)}
        renumbered = bool(left and right) and len(left) == len(right) == 1 and len(numbers) > 1
        pairs.append(SectionPair(ids, status, bead.moved, renumbered))
    return pairs


def _by_segment(sections: Sequence[Section], segments: list[Segment]) -> dict[int, Section]:
    starts = [segment.start for segment in segments]
    return {bisect_left(starts, section.heading.start): section for section in sections}


def _counts(change: Change) -> bool:
    return change.weight is Weight.SUBSTANTIVE and change.kind is not Kind.MOVED


def _touches(positions: list[int], section: Section) -> bool:
    return bisect_left(positions, section.start) < bisect_left(positions, section.end)
