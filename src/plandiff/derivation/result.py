"""What comparing a document with one made from it gives."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plandiff.choices import Relation
from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.judging.json_values import bead_value, change_value, document_value, section_value
from plandiff.judging.rank import by_rank
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.outline.sections import Section
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class Chance:
    """The best scores of shuffled text, in bits: the highest of shared wording, the median of related clauses."""

    reuse: float
    related: float


@dataclass(frozen=True, slots=True)
class Derivation(Comparison):
    """A document and one made from it, in any order; passages may overlap.

    Attributes:
        coverage: For each section, how far the other document has it.
        chance: What shuffled text shares.
    """

    coverage: Pair[tuple[Coverage, ...]]
    chance: Chance

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``compare --format json`` writes, with what became of the sections of either side."""
        return Comparison.to_dict(self) | {
            "taken_up": [item.to_dict(NATIONAL) for item in self.coverage.left],
            "items": [item.to_dict(LOCAL) for item in self.coverage.right],
        }

    def local_dict(self) -> dict[str, Any]:
        """Return what a trace writes of the right document, the local plan."""
        left, right = self.documents.left, self.documents.right
        return document_value(right, self.scripts.right) | {
            "shared": round(self.shared, 4),
            "sections": [section_value(section) for section in self.sections.right],
            "beads": [bead_value(passage) for passage in self.passages],
            "changes": [change_value(change, left, right) for change in by_rank(self.changes)],
            "taken_up": [item.to_dict(NATIONAL) for item in self.coverage.left],
            "items": [item.to_dict(LOCAL) for item in self.coverage.right],
        }


def derived_from_itself(same: AlignedComparison) -> Derivation:
    """Return the comparison of a document with itself as a derivation: everything was taken up, nothing adapted."""
    anchors = [passage.anchor.left for passage in same.passages]
    covered = tuple(_whole(section, anchors) for section in same.sections.left)
    return Derivation(
        documents=same.documents,
        scripts=same.scripts,
        relation=Relation.DERIVATION,
        relation_given=same.relation_given,
        shared=same.shared,
        sections=same.sections,
        section_pairs=same.section_pairs,
        passages=same.passages,
        changes=same.changes,
        notices=same.notices,
        coverage=Pair(covered, covered),
        chance=Chance(0.0, 0.0),
    )


def _whole(section: Section, anchors: Sequence[int]) -> Coverage:
    """Return the coverage of a section that the other document has as it is; ``anchors`` rise."""
    beads = range(bisect_left(anchors, section.start), bisect_left(anchors, section.end))
    return Coverage(section.id, Extent.WHOLE, 1.0, tuple(beads))
