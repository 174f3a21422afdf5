"""The rows of a synopsis, as values that every medium writes in its own way.

Texts are harmless already (`text.visible`). A text is made of paragraphs, a paragraph of runs with marks.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from plandiff.judging.change import Kind
from plandiff.judging.fates import Fate
from plandiff.reports.synopsis.terms import Terms
from plandiff.text.span import Pair


class Mark(StrEnum):
    """What a run of text is."""

    PLAIN = "plain"
    GONE = "gone"
    NEW = "new"
    CUT = "cut"
    """Stands for unchanged text that is left out."""
    HEAD = "head"
    """The number and title of an article."""
    STAND_IN = "stand-in"
    """Words of the form in place of a text that is not there."""


class Taken(StrEnum):
    """What a local plan made of a passage of the national one."""

    ADAPTED = "adapted"
    """Taken up, in other words."""
    ADOPTED = "adopted"
    """Taken up word for word."""
    RELATED = "related"
    """The same matter in words of its own."""
    NOT_TAKEN = "not-taken"
    OWN = "own"
    """Only the local plan has it."""


class Run(NamedTuple):
    """Text with one mark; never empty."""

    text: str
    mark: Mark


Paragraph = tuple[Run, ...]
Cell = tuple[Paragraph, ...]
"""The text of one article on one side."""


@dataclass(frozen=True, slots=True)
class Row:
    """Articles that belong together, on both sides; the last cell of the shorter side spans the rest.

    Attributes:
        number: From 1.
        cells: The articles on the old (left) and the new (right) side; at least one cell each.
        fate: What became of them; in a derivation, what the local plan made of it.
        remarks: The lines of the last column.
        kinds: The kinds of change that are marked in it.
        place: A name for the row that no other has.
    """

    number: int
    cells: Pair[tuple[Cell, ...]]
    fate: Fate | Taken
    remarks: tuple[str, ...]
    kinds: frozenset[Kind] = frozenset()
    place: str = ""

    @property
    def height(self) -> int:
        """How many rows of a table it takes."""
        return max(len(self.cells.left), len(self.cells.right))


@dataclass(frozen=True, slots=True)
class Band:
    """A chapter's heading, across the table.

    Attributes:
        text: Its number and title, the old one before ``→`` if they differ.
        level: Its depth, from 1.
        place: A name for the band that no other band or row has.
    """

    text: str
    level: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Synopsis:
    """A synopsis of two documents.

    Attributes:
        terms: The words of its form.
        title: Its title.
        heads: The heads of the columns of the old (left) and the new (right) text.
        notes: What is told once for the whole table: replacements throughout, and what is left out.
        rows: Its rows.
    """

    terms: Terms
    title: str
    heads: Pair[str]
    notes: tuple[str, ...]
    rows: tuple[Row | Band, ...]

    def ordered(self, sides: Pair[str]) -> tuple[str, str]:
        """Return what there is of the two sides in the order of the columns."""
        return (sides.right, sides.left) if self.terms.new_first else (sides.left, sides.right)

    def cells(self, row: Row) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        """Return the cells of a row in the order of the columns."""
        return (row.cells.right, row.cells.left) if self.terms.new_first else (row.cells.left, row.cells.right)


def plain_text(cell: Cell) -> str:
    """Return the text of a cell without marks, a paragraph a line."""
    return "\n".join("".join(run.text for run in paragraph) for paragraph in cell)
