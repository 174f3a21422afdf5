"""What comparing a document with one made from it gives."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plandiff.choices import Relation
from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.named_parents import NamedParent, named_parents
from plandiff.judging.json_values import bead_value, change_value, document_value, section_value
from plandiff.judging.rank import by_rank
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.outline.sections import Section
from plandiff.text.span import Pair, SourceSpan

NO_ANNOTATIONS: Pair[tuple[SourceSpan, ...]] = Pair((), ())


@dataclass(frozen=True, slots=True)
class Derivation(Comparison):
    """A document and one made from it, in any order; passages may overlap.

    Attributes:
        coverage: For each section, how far the other document has it.
        annotations: Readings and invisible characters inside either text: no part of what is quoted from it.
        related_from: Bits from which on clauses are related: above what the best of so many pairs share by chance.
    """

    coverage: Pair[tuple[Coverage, ...]]
    related_from: float
    annotations: Pair[tuple[SourceSpan, ...]] = NO_ANNOTATIONS

    @property
    def named_parents(self) -> tuple[NamedParent, ...]:
        """What the right document says it carries out."""
        return named_parents(self.documents.right.text, [self.documents.left.text])

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
            "named_parents": [named.to_dict() for named in self.named_parents],
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
        related_from=0.0,
    )


def _whole(section: Section, anchors: Sequence[int]) -> Coverage:
    """Return the coverage of a section that the other document has as it is; ``anchors`` rise."""
    beads = range(bisect_left(anchors, section.start), bisect_left(anchors, section.end))
    return Coverage(section.id, Extent.WHOLE, 1.0, tuple(beads))
