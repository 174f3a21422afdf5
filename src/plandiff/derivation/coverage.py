"""How far a section was taken up, or drawn from the other document: by the characters of its clauses."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from plandiff.derivation.prepared import Prepared
from plandiff.judging.passages import Status
from plandiff.outline.sections import Section
from plandiff.tables import complete


class Extent(StrEnum):
    """How much of a section stands in the other document too; the same words for both sides."""

    WHOLE = "whole"
    PARTLY = "partly"
    RELATED = "related"
    NONE = "none"


NATIONAL = complete(
    Extent,
    {Extent.WHOLE: "taken-up", Extent.PARTLY: "partly", Extent.RELATED: "related", Extent.NONE: "dropped"},
)
LOCAL = complete(
    Extent,
    {Extent.WHOLE: "adopted", Extent.PARTLY: "partly", Extent.RELATED: "related", Extent.NONE: "added"},
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of one section.

    Attributes:
        section: Its id.
        extent: How far the other document has it.
        shared: Share of its characters, formulas and headings aside, whose clauses the other document has.
        beads: The passages that say so, by index.
    """

    section: str
    extent: Extent
    shared: float
    beads: tuple[int, ...]

    def to_dict(self, names: Mapping[Extent, str]) -> dict[str, Any]:
        """Return what the JSON formats say of it; ``names`` are the words for its side."""
        return {
            "section": self.section,
            "status": names[self.extent],
            "shared": round(self.shared, 4),
            "beads": [*self.beads],
        }


_WHOLE = 0.5
"""Share of a section from which on it was taken up. With 0.35 and 0.7, 1.4 and 1.7 % of the passages, changes and
coverage of four local measures that carry out a law are others."""
_PARTLY = 0.03
"""Less of a section than this is a stray clause, and no sign that the section was taken up."""
_RELATED = 0.07
"""Less of a section in related clauses is a stray one, and no sign that the other document has something like it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one clause: the best status of its passages, whether it is formula, and which they are."""

    status: Status
    formula: bool
    beads: tuple[int, ...]


def coverage(side: Prepared, taken: Mapping[int, Taken], akin: AbstractSet[str]) -> tuple[Coverage, ...]:
    """Return the coverage of each section, subsections included, in document order.

    A section of little more than formulas that the other document has too is related to it, not taken up.

    Args:
        side: One document.
        taken: What became of each clause that has a counterpart, by index.
        akin: The sections that the other document has a section about.
    """
    clauses, places = side.index.clauses, sorted(taken)
    covered = []
    for section, inside in zip(side.sections, side.inside, strict=True):
        here = places[bisect_left(places, inside.start) : bisect_left(places, inside.stop)]
        found = [taken[n] for n in here]
        body = [(taken[n], len(clauses[n].plain)) for n in here if not clauses[n].is_heading]
        formulas = sum(length for one, length in body if one.formula)
        size = side.lengths[inside.stop] - side.lengths[inside.start] - formulas
        reused = sum(length for one, length in body if _is_reuse(one))
        shared = reused / size if size else float(any(map(_is_reuse, found)))
        beside = sum(length for one, length in body if not one.formula)
        related = section.id in akin or formulas > size or beside > _RELATED * size
        covered.append(Coverage(section.id, _extent(shared, related=related), shared, _beads(found)))
    return tuple(_with_parents(side.sections, covered))


def _with_parents(sections: Sequence[Section], covered: Sequence[Coverage]) -> Iterator[Coverage]:
    """Yield the coverage, with what has a subsection that is related or more at least related itself."""
    parents = {section.id: section.parent for section in sections}
    about: set[str | None] = set()
    for item in reversed(covered):
        if item.extent is not Extent.NONE or item.section in about:
            about.add(parents[item.section])
    for item in covered:
        stray = item.extent is Extent.NONE and item.section in about
        yield replace(item, extent=Extent.RELATED) if stray else item


def _is_reuse(taken: Taken) -> bool:
    return taken.status in (Status.SAME, Status.REWORDED) and not taken.formula


def _extent(shared: float, *, related: bool) -> Extent:
    if shared >= _WHOLE:
        return Extent.WHOLE
    if shared >= _PARTLY:
        return Extent.PARTLY
    return Extent.RELATED if related else Extent.NONE


def _beads(found: Sequence[Taken]) -> tuple[int, ...]:
    return tuple(sorted({bead for taken in found if not taken.formula for bead in taken.beads}))
