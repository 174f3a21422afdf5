"""Which state of a document with tracked changes is read: what belongs to it, and what does not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandiff.reading.docx.xml import W, child

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

INSERTED = (f"{W}ins", f"{W}moveTo")
DELETED = (f"{W}del", f"{W}moveFrom")


@dataclass(frozen=True, slots=True)
class Revision:
    """One of the two states, final (changes accepted) or original (changes rejected)."""

    final: bool

    @property
    def absent(self) -> tuple[str, ...]:
        """The tags whose content is no part of the state."""
        return DELETED if self.final else INSERTED

    def lacks_mark(self, paragraph: "Element") -> bool:
        """Say whether the state has no end of paragraph here, so that the next one goes on in the same line."""
        run = child(paragraph, "pPr", "rPr")
        return run is not None and any(run.find(tag) is not None for tag in self.absent)

    def lacks_row(self, row: "Element") -> bool:
        """Say whether the state has no such table row."""
        return child(row, "trPr", "del" if self.final else "ins") is not None

    def lacks_cell(self, cell: "Element") -> bool:
        """Say whether the state has no such table cell; a deleted one leaves its column to its neighbour."""
        return child(cell, "tcPr", "cellDel" if self.final else "cellIns") is not None

    def properties(self, element: "Element", name: str) -> "Element | None":
        """Return the properties of a paragraph (``pPr``) or cell (``tcPr``); in the original, those before a change."""
        now = child(element, name)
        before = None if self.final else child(now, f"{name}Change", name)
        return now if before is None else before

    def numbers(self, numbering: "Element | None") -> bool:
        """Say whether the state has the numbering of a paragraph (``numPr``), which may be tracked too."""
        if numbering is None:
            return False
        return self.final or numbering.find(f"{W}ins") is None


def tracked(body: "Element") -> int:
    """Count the tracked insertions, deletions and moves."""
    return sum(1 for _ in body.iter(*INSERTED, *DELETED))
