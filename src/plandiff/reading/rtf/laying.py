"""Lays the stories of a rich text out as lines: paragraphs, table rows on a common grid, text boxes, notes last."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from plandiff.reading.document import Place, Unit
from plandiff.reading.lines import Lines, cell_text, note_mark, row_text
from plandiff.reading.rtf.story import Note, Paragraph, Row, Story

_TOLERANCE = 30
"""Twips (1/20 point) within which edges of different rows are one: a table drawn by hand is off by less."""

_MOST_COLUMNS = 100
"""Columns that merged cells may stand for; Word has 63."""


def lay(body: Story, notes: Sequence[Note], lines: Lines) -> None:
    """Add the lines of the body, then of the notes, each behind its mark."""
    paragraphs = tables = boxes = 0
    for is_row, blocks in groupby(body.blocks, lambda block: isinstance(block, Row)):
        if is_row:
            tables += 1
            for line, m in _table([block for block in blocks if isinstance(block, Row)]):
                lines.add(line, ((Unit.TABLE, tables), (Unit.ROW, m)))
            continue
        for block in blocks:
            assert isinstance(block, Paragraph)  # noqa: S101 - the other group
            place: Place | None = None
            if block.text.strip():
                paragraphs += 1
                place = ((Unit.PARAGRAPH, paragraphs),)
            lines.add(block.text, place)
            for box in block.boxes:
                boxes += 1
                for line in box.texts():
                    lines.add(line, ((Unit.TEXT_BOX, boxes),))
    for note in notes:
        mark = note_mark(note.unit, note.number)
        for n, line in enumerate(note.story.texts()):
            lines.add(f"{mark} {line.lstrip()}" if n == 0 else line, ((note.unit, note.number),))


def _table(rows: list[Row]) -> Iterator[tuple[str, int]]:
    """Yield the lines of a table with the numbers of their rows.

    A cell that is wider than others of its table covers several columns, and all but the first are empty.
    """
    if all(len(row.cells) == 1 for row in rows):  # A frame around text, no table.
        yield from ((line, m) for m, row in enumerate(rows, 1) for line in row.cells[0])
        return
    grid = _grid(rows)
    for m, row in enumerate(rows, 1):
        cells: list[str] = []
        for n, lines in enumerate(row.cells):
            cells.append("" if n < len(row.continued) and row.continued[n] else cell_text(lines))
            if n < len(row.edges):
                columns = min(bisect_left(grid, row.edges[n] - _TOLERANCE) + 1, _MOST_COLUMNS)
                cells += [""] * (columns - len(cells))
        yield row_text(cells), m


def _grid(rows: list[Row]) -> list[int]:
    """Return the right edges of all columns of a table."""
    grid: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not grid or edge > grid[-1] + _TOLERANCE:
            grid.append(edge)
    return grid
