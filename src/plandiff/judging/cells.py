"""Compares the rows of tables cell by cell, each with the cell of the same column, and says where a cell stands.

White space is gone from the text that is compared: 60 and 65 side by side would read 6065. So a cell is compared and
judged by itself, a figure as a whole.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.alignment.table_pairs import TablePair
from plandiff.chinese.negation import EXPECTED, obligation
from plandiff.chinese.numerals import number_value
from plandiff.judging.change import CellPlace, Direction, Judgement, Kind, Reason
from plandiff.judging.edits import Differing, starts_of
from plandiff.outline.clean_text import CleanText
from plandiff.outline.grids import is_value
from plandiff.outline.tables import Row, Table, unnumbered
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span

DROPPED = Judgement(Kind.DROPPED, Reason.COLUMN_DROPPED)
ADDED = Judgement(Kind.ADDED, Reason.COLUMN_ADDED)
MOVED = Judgement(Kind.MOVED, Reason.COLUMN_MOVED)
_UNIT_HEADS = ("单位", "计量单位")


@dataclass(frozen=True, slots=True)
class CellStep:
    """A piece of two rows: what both have, or an edit.

    Attributes:
        step: An equal run or a pair of clean spans.
        cell: The cell on either side that it stands in.
        place: Where that is.
        judgement: What the edit is, where the table says so; else the judges are asked.
    """

    step: CleanRun | Pair[CleanSpan]
    cell: Pair[CleanSpan]
    place: CellPlace
    judgement: Judgement | None = None


class Tables:
    """The tables that two documents have in common, by where their rows begin (clean offsets)."""

    def __init__(self, texts: Pair[CleanText], paired: Sequence[TablePair]) -> None:
        self._texts = texts
        self._paired = paired
        self._linked: dict[tuple[CleanOffset, CleanOffset], tuple[TablePair, Pair[Row]]] = {}
        self._rows: Pair[dict[CleanOffset, tuple[Table, Row]]] = Pair({}, {})
        for pair in paired:
            for u, v in pair.rows:
                rows = Pair(pair.tables.left.rows[u], pair.tables.right.rows[v])
                self._linked[rows.left.span.start, rows.right.span.start] = pair, rows
            self._rows.left.update((row.span.start, (pair.tables.left, row)) for row in pair.tables.left.rows)
            self._rows.right.update((row.span.start, (pair.tables.right, row)) for row in pair.tables.right.rows)

    def alone(self, start: CleanOffset, *, on_left: bool) -> CellPlace | None:
        """Return the place of a row that only one side has; None if there is no row of such a table."""
        found = (self._rows.left if on_left else self._rows.right).get(start)
        if not found:
            return None
        table, row = found
        place = CellPlace(Pair(table.number, None), Pair(row.written, ""), Pair("", ""), Pair("", ""))
        return place if on_left else place.mirrored()

    def linked(self, spans: Pair[CleanSpan]) -> CellPlace | None:
        """Return the place of a row that both sides have; None if the spans begin with no such row, or hold it all."""
        found = self._linked.get((spans.left.start, spans.right.start))
        if not found or (spans.left.end >= found[0].tables.left.span.end and found[1].left.is_head):
            return None
        return _row_place(*found)

    def steps(
        self, spans: Pair[CleanSpan], compare: Callable[[Pair[CleanSpan]], Differing]
    ) -> tuple[list[CellStep], bool] | None:
        """Compare two rows; None if the spans are no rows that are one.

        Args:
            spans: The bead; a mark of punctuation at its end may be left out.
            compare: Compares words.

        Returns:
            The steps, which tile both rows, in left order; and whether a cell was too large to be compared again.
        """
        found = self._linked.get((spans.left.start, spans.right.start))
        if not found or not all(map(_is_whole, (spans.left, spans.right), (found[1].left, found[1].right))):
            return None
        pair, rows = found
        steps, coarse = list[CellStep](), False
        for columns, cells in _cells(pair, rows):
            texts = Pair(cells.left.of(self._texts.left.key), cells.right.of(self._texts.right.key))
            place = self._place(pair, rows, columns, cells)
            judgement = _judged(pair, columns, texts)
            if columns.left is None or columns.right is None:
                if texts.left or texts.right:
                    steps.append(CellStep(cells, cells, place, ADDED if columns.left is None else DROPPED))
            elif texts.left == texts.right:
                if texts.left:
                    steps.append(CellStep(Run(cells.left.start, cells.right.start, len(texts.left)), cells, place))
            elif judgement or not (texts.left and texts.right) or any(map(is_value, (texts.left, texts.right))):
                steps.append(CellStep(cells, cells, place, judgement))
            else:
                told = compare(cells)
                coarse |= told.coarse
                steps += (CellStep(run, cells, place) for run in told.equal)
                steps += (CellStep(edit, cells, place) for edit in told.edits)
        steps.sort(key=lambda one: starts_of(one.step))
        return steps, coarse

    def moved_columns(self) -> Iterator[tuple[Pair[CleanSpan], CellPlace]]:
        """Yield the columns that stand in another order, each as the first cell of it that says anything."""
        for pair in self._paired:
            for u, v in sorted(pair.moved):
                for m, n in pair.rows:
                    rows = Pair(pair.tables.left.rows[m], pair.tables.right.rows[n])
                    if u < len(rows.left.cells) and v < len(rows.right.cells):
                        cells = Pair(rows.left.cells[u], rows.right.cells[v])
                        if cells.left and cells.right:
                            yield cells, self._place(pair, rows, Pair(u, v), cells)
                            break

    def _place(self, pair: TablePair, rows: Pair[Row], columns: Pair[int | None], cells: Pair[CleanSpan]) -> CellPlace:
        heads = Pair(
            "" if columns.left is None else pair.tables.left.written[columns.left],
            "" if columns.right is None else pair.tables.right.written[columns.right],
        )
        values = Pair(cells.left.of(self._texts.left.kept), cells.right.of(self._texts.right.kept))
        return CellPlace(pair.tables.map(lambda table: table.number), rows.map(lambda row: row.written), heads, values)


_MARKS = 3
"""Marks of punctuation that a row may end with."""


def _is_whole(span: CleanSpan, row: Row) -> bool:
    return span.start == row.span.start and row.span.end - _MARKS <= span.end <= row.span.end


def _row_place(pair: TablePair, rows: Pair[Row]) -> CellPlace:
    return CellPlace(
        pair.tables.map(lambda table: table.number), rows.map(lambda row: row.written), Pair("", ""), Pair("", "")
    )


def _judged(pair: TablePair, columns: Pair[int | None], texts: Pair[str]) -> Judgement | None:
    """Judge a cell by what only a table says of it; None where the judges of wording are to be asked.

    Units have a column of their own, and another unit is another value, whatever the figure beside it. The numbers of
    the rows count them, and stand before their names. A duty that is not stated does not bind. A figure that fills a
    cell is the same with zeros behind it.
    """
    if columns.left is None or columns.right is None:
        return None
    left, right = texts.left, texts.right
    if columns.left <= pair.tables.left.naming and columns.right <= pair.tables.right.naming:
        same = left and right and unnumbered(left) == unnumbered(right)
        return Judgement(Kind.NUMBERING, Reason.RENUMBERED) if same else None
    heads = pair.tables.left.columns[columns.left], pair.tables.right.columns[columns.right]
    if left and right and all(head in _UNIT_HEADS for head in heads):
        return Judgement(Kind.NUMBER, Reason.UNIT)
    step = obligation(left or EXPECTED, right or EXPECTED)
    if step:
        direction = Direction.STRONGER if step > 0 else Direction.WEAKER
        return Judgement(Kind.COMMITMENT, Reason.OBLIGATION, direction=direction)
    if _value(left) == _value(right) is not None:
        return Judgement(Kind.PUNCTUATION, Reason.NUMERAL_STYLE)
    return None


_FIGURE = late_pattern(r"([-+]?)([0-9][0-9,]{0,300}(?:\.[0-9]{1,300})?)(.{0,8})")


def _value(text: str) -> tuple[bool, Fraction, str] | None:
    """Return whether a figure that fills a cell is negative, its number and its unit; None if there is none."""
    figure = _FIGURE.fullmatch(text)
    number = number_value(figure[2]) if figure else None
    return (figure[1] == "-", number, figure[3]) if figure and number is not None else None


def _cells(pair: TablePair, rows: Pair[Row]) -> Iterator[tuple[Pair[int | None], Pair[CleanSpan]]]:
    """Yield the cells of two rows by column; a cell whose column the other side lacks stands against nothing."""
    left_of = {v: u for u, v in pair.columns}
    right_of = dict(pair.columns)
    at = rows.right.span.start
    for u, cell in enumerate(rows.left.cells):
        v = right_of.get(u)
        if v is None:
            yield Pair(u, None), Pair(cell, Span(at, at))
            continue
        other = _cell(rows.right, v)
        at = other.end
        yield Pair(u, v), Pair(cell, other)
    at = rows.left.span.start
    for v, cell in enumerate(rows.right.cells):
        w = left_of.get(v)
        if w is None:
            yield Pair(None, v), Pair(Span(at, at), cell)
            continue
        if w >= len(rows.left.cells):
            yield Pair(w, v), Pair(_cell(rows.left, w), cell)
        at = _cell(rows.left, w).end


def _cell(row: Row, n: int) -> CleanSpan:
    """Return a cell of a row; of a row that ends before it, nothing at its end."""
    return row.cells[n] if n < len(row.cells) else Span(row.span.end, row.span.end)
