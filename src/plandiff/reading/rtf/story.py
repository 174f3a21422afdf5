"""What a rich text holds once its codes are read: stories of paragraphs and table rows, each with what hangs on it."""

from dataclasses import dataclass, field

from plandiff.patterns import late_pattern
from plandiff.reading.document import Unit

_SURROGATE = late_pattern("[\ud800-\udfff]")


@dataclass(slots=True)
class Paragraph:
    """One paragraph and the text boxes behind it."""

    text: str
    boxes: list["Story"]


@dataclass(slots=True)
class Row:
    """One table row.

    Attributes:
        cells: The lines of each cell.
        edges: The right edge of each cell in twips; may be fewer than the cells.
        continued: Whether each cell goes on with the one above or before it.
    """

    cells: list[list[str]]
    edges: list[int]
    continued: list[bool]


@dataclass(slots=True)
class Story:
    """The body, a note or a text box, as far as it has been read."""

    blocks: list[Paragraph | Row] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    boxes: list["Story"] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    continued: list[bool] = field(default_factory=list)
    merged: bool = False
    in_table: bool = False
    is_used: bool = False
    """Whether a row has the definition of cells that stands, so that another cell begins another definition."""

    def end_paragraph(self) -> None:
        """End a paragraph, of the text or of a cell."""
        text, boxes = joined(self.out), self.boxes
        self.out, self.boxes = [], []
        if self.in_table:
            self.cell.append(text)
            self.cell += [line for box in boxes for line in box.texts()]
        else:
            self.blocks.append(Paragraph(text, boxes))

    def enter_table(self) -> None:
        """Take the paragraph for one of a table."""
        self.in_table = True

    def leave_table(self) -> None:
        """Take the paragraph for one of the text."""
        self.in_table = False

    def merge_cell(self) -> None:
        """Let the next cell go on with the one above or before it."""
        self.merged = True

    def end_cell(self) -> None:
        """End a table cell."""
        self.in_table = True
        self.end_paragraph()
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """End a table row."""
        if self.cells:
            self.blocks.append(Row(self.cells, self.edges, self.continued))
            self.is_used = True
        self.cells, self.cell, self.in_table = [], [], False

    def define_row(self) -> None:
        """Begin the definition of a row's cells."""
        self.edges, self.continued, self.merged, self.is_used = [], [], False, False

    def define_cell(self, edge: int) -> None:
        """Define a cell by its right edge, after its other properties."""
        if self.is_used:
            merged = self.merged
            self.define_row()
            self.merged = merged
        self.edges.append(edge)
        self.continued.append(self.merged)
        self.merged = False

    def close(self) -> None:
        """End what is still open at the end of the story."""
        if self.cells or self.cell:
            self.end_cell()
            self.end_row()
        elif self.out or self.boxes:
            self.in_table = False
            self.end_paragraph()

    def texts(self) -> list[str]:
        """Return all lines of the story without their layout."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Row):
                lines += [line for cell in block.cells for line in cell]
            else:
                lines += [block.text, *(line for box in block.boxes for line in box.texts())]
        return lines


@dataclass(slots=True)
class Note:
    """A note: its story, and once that is read its kind and its number among the notes of the kind."""

    unit: Unit
    story: Story
    number: int = 0


def joined(out: list[str]) -> str:
    """Return text written in pieces; characters beyond the first plane come as two surrogates, one by one."""
    text = "".join(out)
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
