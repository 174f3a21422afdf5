"""Tables as facts: rows known by a name, columns by their head, each cell by where it stands in the clean text.

However its cells are parted (`grids`), a table is the same: the same rows, names and heads.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plandiff.chinese.quantities import is_unit
from plandiff.outline.clean_text import CleanText
from plandiff.outline.grids import is_value
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, Span

_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = late_pattern(rf"(?:[0-9]{{1,3}}[.、)](?![0-9])|\((?:[0-9]{{1,3}}|{_HAN})\)|{_HAN}、)(?=.)")
_LEAD = late_pattern("(?:#|其中:)(?=.)")
"""What stands before the name of a row and may come or go without it, as its number may."""
_BARE_NUMBER = late_pattern(rf"[0-9]{{1,4}}|[(]?{_HAN}[)]?")
_NAMED = late_pattern("(?:主要|规划)?(?:指标|项目|名称|地区|内容|分类)(?:名称)?|产品(?:名称)?|国家和地区|行业|任务")
"""Heads of the column that names the rows."""
_FEW = 0.5
"""Share of the rows that must have a name of their own in the column that names them."""
_MOST_HEADS = 4
"""Rows that a head has at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        cells: Its cells (clean spans), which tile the row; an empty one where nothing stands.
        name: What it is called, folded; empty if nothing names it.
        written: The same as the document writes it.
        is_head: Whether it belongs to the head.
    """

    cells: tuple[CleanSpan, ...]
    name: str
    written: str
    is_head: bool

    @property
    def span(self) -> CleanSpan:
        """Where it stands; never empty."""
        return Span(self.cells[0].start, self.cells[-1].end)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document.

    Attributes:
        rows: Its rows, heads first; a row may have fewer cells than another.
        columns: What the head calls each column, folded; empty where it says nothing.
        written: The same as the document writes it.
        naming: The column that names the rows.
        number: Which table of the document it is, from 1; 0 where that is not told yet.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    written: tuple[str, ...]
    naming: int
    number: int = 0

    @property
    def span(self) -> CleanSpan:
        """Where it stands."""
        return Span(self.rows[0].span.start, self.rows[-1].span.end)


def tables(text: CleanText) -> list[Table]:
    """Return the tables of a text; rows of which nothing is left in the clean text are none."""
    found = list[Table]()
    clean = text.offsets.to_clean
    for grid in text.grids:
        rows = [[Span(clean(cell.start), clean(cell.end)) for cell in row] for row in grid.rows]
        kept = [row for row in rows if any(row)]
        if max(map(len, kept), default=0) > 1:
            found.append(table_of(text, kept, sum(any(row) for row in rows[: grid.heads])))
    return found


def numbered(found: Iterable[Table]) -> list[Table]:
    """Return the tables of a document in order, each with its number."""
    return [replace(table, number=n) for n, table in enumerate(sorted(found, key=lambda table: table.span), 1)]


def table_of(text: CleanText, cells: Sequence[Sequence[CleanSpan]], ruled: int) -> Table:
    """Return the table that cells make.

    Args:
        text: The clean text.
        cells: The cells of each row; an empty span, wherever it lies, stands for an empty cell. No row has empty ones
            alone.
        ruled: Rows that are known to be heads.
    """
    rows = [_tiled(row) for row in cells]
    key = text.key
    said = [[cell.of(key) for cell in row] for row in rows]
    heads = _heads(said, ruled)
    columns = tuple(_labels(said[:heads], max(map(len, said))))
    written = tuple(_labels([[cell.of(text.kept) for cell in row] for row in rows[:heads]], len(columns)))
    naming = _naming_column(said[heads:], columns)
    named = []
    for n, row in enumerate(rows):
        at = naming if naming < len(row) and row[naming] else next((m for m, cell in enumerate(row) if cell), 0)
        name = _LEAD.sub("", _NUMBER.sub("", row[at].of(key)))
        named.append(Row(row, name, row[at].of(text.kept), n < heads))
    return Table(tuple(named), columns, written, naming)


def _tiled(row: Sequence[CleanSpan]) -> tuple[CleanSpan, ...]:
    """Return the cells of a row, each up to the next, so that they tile it."""
    at = max(cell.end for cell in row if cell)
    cells: list[CleanSpan] = []
    for cell in reversed(row):
        begin = min(at, cell.start) if cell else at
        cells.append(Span(begin, at))
        at = begin
    return tuple(reversed(cells))


def _heads(rows: Sequence[Sequence[str]], ruled: int) -> int:
    """Return how many rows are the head: a title over all columns, a row without a figure, and those it goes on in.

    Where the first cell is merged downwards, the rows beside it are empty there.
    """
    if len(rows) == 1:
        return 0
    title = 1 if len(rows) > 2 and sum(map(bool, rows[0])) == 1 and sum(map(bool, rows[1])) > 1 else 0
    end = max(ruled, title)
    if end == title and end < len(rows) and not _has_value(rows[end]):
        end += 1
    while title < end < min(len(rows) - 1, _MOST_HEADS) and not rows[end][0] and not _has_value(rows[end]):
        end += 1
    return end if end > title else 0


def _has_value(row: Sequence[str]) -> bool:
    return any(map(is_value, filter(None, row[1:])))


def _labels(heads: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Yield what a head calls each column: the words of all its rows, those of a merged cell for each column below."""
    filled = []
    for n, row in enumerate(heads):
        below = [any(m < len(other) and other[m] for other in heads[n + 1 :]) for m in range(columns)]
        cells = [*row, *[""] * (columns - len(row))]
        wide = sum(map(bool, cells)) > 1
        for m in range(1, columns):
            if wide and not cells[m] and below[m] and not any(m < len(other) and other[m] for other in heads[:n]):
                cells[m] = cells[m - 1]
        filled.append(cells if wide or len(heads) == 1 else [""] * columns)
    for m in range(columns):
        yield "".join(dict.fromkeys(cells[m] for cells in filled))


def _naming_column(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> int:
    """Return the column that names the rows: by its head, else the first with a name of its own in most rows."""
    named = [n for n, label in enumerate(columns) if _NAMED.fullmatch(label)]
    candidates: list[int] = [*reversed(named), *range(len(columns))]
    for n in candidates:
        names = [row[n] for row in rows if n < len(row) and row[n]]
        telling = {name for name in names if not is_value(name) and not _BARE_NUMBER.fullmatch(name)}
        if len(telling) >= max(1, _FEW * len(rows)):
            return n
    return 0


_BRACKET = late_pattern(r"[(\[]([^()\[\]]*)[)\]]$")
_DUTY = late_pattern("(?:约束|预期|指导)性?(?:指标)?")
_NOTE = late_pattern(r"(?:[①-⑳*]|\[[0-9]{1,2}\])+$")


def unnumbered(name: str) -> str:
    """Return a name without the number before it; nothing if it is a number alone."""
    return "" if _BARE_NUMBER.fullmatch(name) else _NUMBER.sub("", name)


def bare_name(name: str) -> str:
    """Return the name of a row without the mark of a note behind it, and the unit or duty (约束性) in brackets."""
    name = _NOTE.sub("", name)
    bracket = _BRACKET.search(name)
    is_aside = bracket and (is_unit(bracket[1]) or _DUTY.fullmatch(bracket[1]))
    return _NOTE.sub("", name[: bracket.start()]) if bracket and is_aside else name
