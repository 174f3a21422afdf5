"""Where tables stand in a text, whatever parts their cells: bars, tabs, wide blanks, tags of HTML, or a line a cell.

A grid says only where cells are; what they mean is told by `tables`. Readers of files part cells by tabs, and so all
formats meet here. Each form needs evidence of its own, for blanks and short lines are common in prose:

- bars and tabs: two lines in a row with cells side by side, or one of three cells with a figure; no sentence that does
  not open with a bar, or that a tab indents or parts from its number;
- blanks: two lines in a row that wide blanks part alike, with a column of figures;
- a line a cell: short lines that follow each other in one pattern of words and figures, below as many heads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise

from plandiff.chinese.numbering import MARK
from plandiff.chinese.quantities import figures
from plandiff.outline.html_grids import html_grids
from plandiff.patterns import late_pattern
from plandiff.text.span import SourceSpan, clean_span, source_span
from plandiff.text.width import cell_width

Cell = SourceSpan
"""A cell without the blanks around it; empty where nothing stands in it, or where a merged cell goes on."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, in source offsets.

    Attributes:
        rows: The cells of each row; a row may have fewer than another.
        marks: What parts the cells, blanks apart: bars, rules, tags; sorted and disjoint.
        heads: Rows that the form itself shows to be heads (a rule stands below them); 0 if it shows none.
    """

    rows: tuple[tuple[Cell, ...], ...]
    marks: tuple[SourceSpan, ...] = ()
    heads: int = 0

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return self.rows[0][0].start


_PLAIN = late_pattern(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?[%‰]?")
_MAY_BE_VALUE = late_pattern(r"(?:[<>≤≥≈=~±+-]|约|不?[低高多少大小]于|超过?)*[0-9]")
_LONGEST_VALUE = 24
"""Code points of a figure with its unit, bounds and range that fills a cell."""
_NOTHING = late_pattern(r"[-—–…./\\×*]{1,4}|…{1,2}|无")
_BARS = "|｜│┃║¦"
_BAR = late_pattern(rf"(?<!\\)[{_BARS}]")
_RULE = late_pattern(rf"[-:=+_\s{_BARS}\u2500-\u257f]*")
_DRAWN = late_pattern(r"[+\u2500-\u257f]")
_WIDE = late_pattern(r"(?: {2,}|[ ]*[　 ][ 　 ]*)")
_STOPS = "。;:!?"
_STOP = late_pattern("[。;!?]")
_LONGEST = 400
"""Code points of a cell; what holds a longer one lays out whole passages, and is compared as text."""
_LONGEST_CELL = 40
"""Code points of a cell that blanks part or that has a line of its own; a longer one is a sentence."""
_MOST_COLUMNS = 12
"""Cells of a row of which each has a line of its own."""
_YEAR = late_pattern(r"(?:19|20)[0-9]{2}年?(?:[1-9][0-9]?(?:-[0-9]{1,2})?月)?")


@lru_cache(maxsize=65536)
def is_value(cell: str) -> bool:
    """Say whether a cell, folded and without blanks, is a figure with what belongs to it, or a mark in its place.

    A year is none: it heads a column.
    """
    bare = cell.strip("[]()")
    if _NOTHING.fullmatch(cell) or _PLAIN.fullmatch(bare):
        return not _YEAR.fullmatch(cell)
    if len(bare) > _LONGEST_VALUE or not _MAY_BE_VALUE.match(bare):
        return False
    figure = next(figures(bare, clean_span(0, len(bare))), None)
    return figure is not None and not figure.is_date and figure.span == (0, len(bare))


def grids(folded: str) -> list[Grid]:
    """Return the tables of a folded text (lines end with a line feed), in order; no two overlap."""
    if not re.search(rf"[\t{_BARS}]|  |　|<t[dh]|\n", folded):
        return []
    found = list(html_grids(folded))
    holes = [source_span(marks[0].start, marks[-1].end) for _, marks in found]
    tables = [Grid(rows, marks) for rows, marks in found]
    lines = _lines(folded, holes)
    for form, run in groupby(lines, key=lambda line: line.form):
        tables += _FORMS[form](folded, list(run))
    short = (table for table in tables if all(len(cell) <= _LONGEST for row in table.rows for cell in row))
    return sorted(short, key=lambda table: table.start)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the source, and by what its cells may be parted."""

    start: int
    end: int
    form: str
    cells: tuple[Cell, ...] = field(default=())


def _lines(folded: str, holes: Sequence[SourceSpan]) -> Iterator[_Line]:
    """Yield the lines outside of the holes (sorted); blank ones only where they end a table."""
    low, last = 0, "none"
    for match in _LINE.finditer(folded):
        start, end = match.span()
        while low < len(holes) and holes[low].end <= start:
            low += 1
        line = _Line(start, end, "none")
        if low == len(holes) or holes[low].start >= end:
            line = _line(folded, start, end)
        if line.form == "none" and last == "short" and not match[0].strip():
            continue  # cells on lines of their own may have a blank line between them
        last = line.form
        yield line


_LINE = late_pattern("^.*$", re.MULTILINE)


def _line(folded: str, start: int, end: int) -> _Line:
    """Return a line with the cells that it would have."""
    written = folded[start:end]
    if not _PARTED.search(written):
        return _whole_line(folded, start, end)
    if _BAR.search(written):
        prose = not _BAR.match(written.lstrip()) and _STOP.search(written)
        return _Line(start, end, "none" if prose else "bars", _parted(folded, start, end, _BAR))
    if "\t" in written and written.strip():
        cells = _parted(folded, start, end, _TAB)
        lead, said = cells[0].of(folded), cells[-1].of(folded)
        indents = len(cells) < 3 and said[-1:] in _STOPS and (not lead or MARK.fullmatch(lead))
        return _Line(start, end, "none" if indents else "tabs", cells)
    cells = () if _RULE.fullmatch(written) else _parted(folded, start, end, _WIDE)
    if len(cells) < 2:
        return _whole_line(folded, start, end)
    if all(len(cell) <= _LONGEST_CELL for cell in cells):
        return _Line(start, end, "blanks", cells)
    short = len(cells[0]) <= _LONGEST_CELL and not _STOP.search(folded, *cells[0])
    return _Line(start, end, "short" if short else "none", cells)


def _whole_line(folded: str, start: int, end: int) -> _Line:
    """Return a line that nothing parts into cells."""
    if _RULE.fullmatch(folded, start, end):
        return _Line(start, end, "bars" if _DRAWN.search(folded, start, end) else "none")
    cell = _stripped(folded, start, end)
    if len(cell) > _LONGEST_CELL or _STOP.search(folded, *cell):
        return _NO_LINE
    return _Line(start, end, "short", (cell,))


_PARTED = late_pattern(rf"[\t\u3000\u00a0{_BARS}]|  ")
"""What may part the cells of a line."""
_NO_LINE = _Line(0, 0, "none")


_TAB = late_pattern("\t")


def _parted(folded: str, start: int, end: int, mark: re.Pattern[str]) -> tuple[Cell, ...]:
    """Return the cells that marks part; a bar or blanks at either end of the line part none."""
    ends = mark is not _TAB
    at = start
    cells = []
    for found in [*mark.finditer(folded, start, end), None]:
        until = found.start() if found else end
        cell = _stripped(folded, at, until)
        if cell or not (ends and (at == start or found is None)):
            cells.append(cell)
        if found:
            at = found.end()
    return tuple(cells)


def _stripped(folded: str, start: int, end: int) -> Cell:
    """Return what blanks leave of a stretch; where only blanks are, an empty span at its end."""
    written = folded[start:end]
    inner = written.strip()
    begin = start + len(written) - len(written.lstrip()) if inner else end
    return source_span(begin, begin + len(inner))


def _of_bars(folded: str, lines: list[_Line]) -> Iterator[Grid]:
    rows, marks, heads = list[tuple[Cell, ...]](), list[SourceSpan](), 0
    for line in lines:
        written = folded[line.start : line.end]
        if _RULE.fullmatch(written):
            heads = heads or (len(rows) if re.search("[-=━═]", written) else 0)
            marks.append(_stripped(folded, line.start, line.end))
            continue
        rows.append(line.cells)
        marks += (source_span(*bar.span()) for bar in _BAR.finditer(folded, line.start, line.end))
    if _is_table(folded, rows):
        yield Grid(tuple(row for row in rows if row), tuple(marks), min(heads, len(rows) - 1))


def _is_table(folded: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether rows are a table: two with cells side by side, or one that holds a figure among them."""
    wide = [row for row in rows if sum(map(bool, row)) > 1]
    return len(wide) > 1 or any(len(row) > 2 and any(is_value(_text(folded, cell)) for cell in row) for row in wide)


_CLAUSE = late_pattern("[,。;!?]")
_RUNS_ON = 0.2
"""Share of the cells with a mark of a clause in them from which on they are pieces of sentences."""
_SPREAD = 0.1
"""By how much the lengths of wrapped lines differ, as a share."""


def _runs_on(folded: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether cells are pieces of sentences that wrapping and stray blanks cut.

    One opens with a mark, many hold one, or 2025 stands in the cell before 年.
    """
    said = [[_text(folded, cell) for cell in row if cell] for row in rows]
    texts = [text for row in said for text in row]
    marked = sum(bool(_CLAUSE.search(text)) and not is_value(text) for text in texts)
    cut = any(one[-1].isdigit() and other[0] in "年个" for row in said for one, other in pairwise(row))
    return cut or marked > _RUNS_ON * len(texts) or any(_CLAUSE.match(text) for text in texts)


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    lengths = [line.end - line.start for line in lines]
    return max(lengths) - min(lengths) <= _SPREAD * max(lengths)


def _of_tabs(folded: str, lines: list[_Line]) -> Iterator[Grid]:
    rows = [line.cells for line in lines]
    if _is_table(folded, rows) and not (_is_wrapped(lines) and _runs_on(folded, rows)):
        yield Grid(tuple(rows))


def _of_blanks(folded: str, lines: list[_Line]) -> Iterator[Grid]:
    columns = max(len(line.cells) for line in lines)
    full = [line for line in lines if len(line.cells) == columns]
    if len(full) < (2 if columns > 2 else 3):
        return
    counts = [sum(is_value(_text(folded, line.cells[n])) for line in full) for n in range(1, columns)]
    headed = not any(is_value(_text(folded, cell)) for cell in full[0].cells[1:])
    if max(counts) * 2 < len(full) or max(counts) < 1 or (len(full) < 3 and not headed):
        return
    if _runs_on(folded, [line.cells for line in lines]):
        return
    places = [
        (min(_extent(folded, other, n)[0] for other in full), max(_extent(folded, other, n)[1] for other in full))
        for n in range(columns)
    ]
    yield Grid(tuple(_under(folded, line, places) for line in lines))


def _under(folded: str, line: _Line, places: Sequence[tuple[int, int]]) -> tuple[Cell, ...]:
    """Return the cells of a line with fewer of them, each under the column that it stands in."""
    columns = len(places)
    if len(line.cells) == columns:
        return line.cells
    row: list[Cell] = []
    for n, cell in enumerate(line.cells):
        begin, end = _extent(folded, line, n)
        room = range(len(row), columns - (len(line.cells) - n - 1))
        best = max(room, key=lambda at: (min(end, places[at][1]) - max(begin, places[at][0]), -at), default=len(row))
        row += [source_span(cell.start, cell.start)] * (best - len(row))
        row.append(cell)
    return tuple(row)


def _extent(folded: str, line: _Line, n: int) -> tuple[int, int]:
    """Return between which cells of the terminal a cell of a line stands."""
    start, end = line.cells[n]
    before = cell_width(folded[line.start : start])
    return before, before + cell_width(folded[start:end])


def _of_short_lines(folded: str, lines: list[_Line]) -> Iterator[Grid]:
    """Yield tables of which each cell has a line of its own: one pattern of words and figures that comes back."""
    signs = "".join(_sign(_text(folded, line.cells[0])) for line in lines)
    if "N" not in signs:
        return
    at = free = 0
    while at < len(signs):
        period, times = _pattern(signs, at)
        if not times:
            at += 1
            continue
        heads = at >= free + period and "N" not in signs[at - period : at]
        if not heads and (period < 3 or times < 3):
            at += period * (times - 1) + 1  # what begins inside has figures above it, and no heads either
            continue
        start = at - period if heads else at
        stop = at + period * times
        cells = [line.cells[0] for line in lines[start:stop]]
        rows = tuple(tuple(cells[n : n + period]) for n in range(0, len(cells), period))
        if not _runs_on(folded, rows):
            yield Grid(rows, heads=int(heads))
        at = free = stop


_SHORTEST_REPEAT = {2: 3}
"""How often a pattern of so many lines must come at least; others twice."""


def _pattern(signs: str, at: int) -> tuple[int, int]:
    """Return the length of the pattern that begins at a line, and how often it comes there; 0 if none does."""
    if signs[at] != "T":
        return 0, 0
    for period in range(2, _MOST_COLUMNS + 1):
        pattern = signs[at : at + period].replace("Y", "N")
        if len(pattern) < period or "N" not in pattern:
            continue
        times, here = 1, at + period
        while signs[here : here + period].replace("Y", "N") == pattern:
            times, here = times + 1, here + period
        if times >= _SHORTEST_REPEAT.get(period, 2):
            return period, times
    return 0, 0


def _sign(cell: str) -> str:
    return "Y" if _YEAR.fullmatch(cell) else "N" if is_value(cell) else "T"


def _text(folded: str, cell: Cell) -> str:
    return "".join(cell.of(folded).split())


def _no_table(_folded: str, _lines: list[_Line]) -> Iterator[Grid]:
    yield from ()


_FORMS = {
    "bars": _of_bars,
    "tabs": _of_tabs,
    "blanks": _of_blanks,
    "short": _of_short_lines,
    "none": _no_table,
}
