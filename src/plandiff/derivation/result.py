"""What comparing a document with one made from it gives."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from plandiff.choices import Relation
from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.missing_parent import OwnClause
from plandiff.derivation.named_parents import NamedParent, named_parents
from plandiff.judging.change import Kind
from plandiff.judging.json_values import bead_value, change_value, document_value, section_value
from plandiff.judging.rank import reranked
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.outline.sections import Section
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class Derivation(Comparison):
    """A document and one made from it, in any order; passages may overlap.

    Attributes:
        coverage: For each section, how far the other document has it.
        related_from: Bits from which on clauses are related: above what the best of so many pairs share by chance.
    """

    coverage: Pair[tuple[Coverage, ...]]
    related_from: float
    own: tuple[OwnClause, ...] = ()
    further: "tuple[Derivation, ...]" = ()

    @property
    def parts(self) -> "tuple[Derivation, ...]":
        """The right document beside each parent, the first one first."""
        return (self, *self.further)

    @property
    def named_parents(self) -> tuple[NamedParent, ...]:
        """What the right document says it carries out."""
        return named_parents(self.documents.right.text, [part.documents.left.text for part in self.parts])

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``compare --format json`` writes, with what became of the sections of either side."""
        return Comparison.to_dict(self) | {
            "taken_up": [item.to_dict(NATIONAL) for item in self.coverage.left],
            "items": [item.to_dict(LOCAL) for item in self.coverage.right],
        }

    def local_dict(self) -> dict[str, Any]:
        """Return what a trace writes of the right document, the local plan."""
        right = self.documents.right
        value = document_value(right, self.scripts.right) | {
            "shared": round(self.shared, 4),
            "named_parents": [named.to_dict() for named in self.named_parents],
            "sections": [section_value(section) for section in self.sections.right],
            "beads": [],
            "changes": [],
            "taken_up": [],
            "items": [item.to_dict(LOCAL) for item in self.coverage.right],
        }
        for n, part in enumerate(self.parts):
            first = len(value["beads"])
            value["beads"] += [
                bead_value(bead) | self._parent(n, known=bool(bead.spans.left)) for bead in part.passages
            ]
            value["taken_up"] += [
                replace(item, beads=tuple(first + bead for bead in item.beads)).to_dict(NATIONAL) | self._parent(n)
                for item in part.coverage.left
            ]
        value["changes"] += [
            change_value(change, self.parts[n].documents.left, right)
            | self._parent(n, known=change.kind is not Kind.ADDED)
            for n, change in reranked([part.changes for part in self.parts])
        ]
        return value

    def _parent(self, n: int, *, known: bool = True) -> dict[str, Any]:
        """Return which of several parents something is from; None of what is the document's own."""
        return {"parent": n if known else None} if self.further else {}


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
