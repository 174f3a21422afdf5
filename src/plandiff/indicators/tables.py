"""Indicators in tables: rows by their first cell, columns by their head.

A table is told by what parts its cells: a bar (Markdown), a tab, or wide blanks; where each cell stands on a line of
its own, by the words 约束性 and 预期性 that come back once a row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plandiff.chinese.quantities import Figure, figures
from plandiff.indicators.figure_values import amount_of
from plandiff.indicators.period import Period, Tense
from plandiff.indicators.sentences import OBLIGATIONS, Statement
from plandiff.indicators.words import named, words
from plandiff.outline import Outlined
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import CleanSpan, SourceSpan, clean_span, source_span

_CELL = re.compile(r"[^\t|｜│\n]+")
_RULE = re.compile(r"[-:\s=+─━|｜│]*")
_LONGEST_CELL = 40
"""Code points of a cell; a longer one is a paragraph."""
_YEAR = re.compile("((?:19|20)[0-9]{2})年?")
_ATTRIBUTE = re.compile("(约束|预期|指导)性?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_RELATIVE = re.compile("(?:年均|累计)(?:增长|增速|下降)?|比上年|同比|增长|增速|增减")
_CUMULATIVE = "累计"
"""What brackets around a value of a plan's table say: [13.5] in five years together."""
_NUMBERED = re.compile(r"^(?:[0-9]{1,3}[.、)]|\([0-9一二三四五六七八九十]+\)|[0-9]{1,3}(?=[一-鿿]))")
_MOST_COLUMNS = 12

Cell = SourceSpan
"""A cell by its source offsets; offsets into the folded text are the same."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What the head of a column says: of which year and tense its values are, or that it holds units or duties."""

    role: str
    year: int | None = None
    tense: Tense = Tense.TARGET
    suffix: str = ""
    unit: str = ""


def tabulated(document: Outlined, period: Period) -> tuple[list[Statement], list[CleanSpan]]:
    """Return what the tables of a document say in numbers, and where they stand (clean spans, sorted)."""
    text = document.text
    found: list[Statement] = []
    places: list[CleanSpan] = []
    for rows in _tables(text.folded):
        said = list(_read(text, rows, period))
        if said:
            found += said
            places.append(clean_span(text.offsets.to_clean(rows[0][0].start), text.offsets.to_clean(rows[-1][-1].end)))
    return found, places


def _tables(folded: str) -> Iterator[list[list[Cell]]]:
    """Yield tables, each as rows of cells; no row of a table belongs to another."""
    rows: list[list[Cell]] = []
    lines: list[Cell] = []
    for match in re.finditer(r"[^\n]+", folded):
        row = _row(folded, match)
        if len(row) > 1 or (row and rows):
            yield from _stacked(folded, lines)
            lines = []
            rows.append(row)
            continue
        if _RULE.fullmatch(match[0]):
            continue
        if len(rows) > 1:
            yield rows
        rows = []
        line = _trimmed(folded, match.start(), match.end())
        if line and len(line) <= _LONGEST_CELL:
            lines.append(line)
        else:
            yield from _stacked(folded, lines)
            lines = []
    if len(rows) > 1:
        yield rows
    yield from _stacked(folded, lines)


def _row(folded: str, line: re.Match[str]) -> list[Cell]:
    if any(mark in line[0] for mark in "\t|｜│"):
        if _RULE.fullmatch(line[0]):
            return []
        start, end = line.span()
        inner = line[0].strip()
        cells = [
            _trimmed(folded, *cell.span()) or source_span(cell.start(), cell.start())
            for cell in _CELL.finditer(folded, start, end)
        ]
        return cells if inner else []
    if len(line[0]) < 200 and re.search(r"\S(?: {2,}|　{1,})\S+(?: {2,}|　{1,})\S", line[0].strip()):
        parts = re.finditer(r"[^ 　]+(?: [^ 　]+)*", line[0])
        return [source_span(line.start() + part.start(), line.start() + part.end()) for part in parts]
    return []


def _trimmed(folded: str, start: int, end: int) -> Cell | None:
    text = folded[start:end]
    left = len(text) - len(text.lstrip())
    stripped = text.strip()
    return source_span(start + left, start + left + len(stripped)) if stripped else None


def _stacked(folded: str, lines: Sequence[Cell]) -> Iterator[list[list[Cell]]]:
    """Yield a table of which each cell has a line of its own: its rows end with the word of duty, a fixed way apart."""
    heads, duties = {*words("heads", "indicator")}, {*words("heads", "obligation")}
    starts = [n for n, line in enumerate(lines) if _cell(folded, line) in heads]
    for start, stop in pairwise([*starts, len(lines)]):
        last = next(
            (n for n in range(start, min(stop, start + _MOST_COLUMNS)) if _cell(folded, lines[n]) in duties), None
        )
        if last is None:
            continue
        width = last - start + 1
        ends = [last, *(n for n in range(last + 1, stop) if _ATTRIBUTE.fullmatch(_cell(folded, lines[n])))]
        if width > 2 and len(ends) > 1:
            yield [
                list(lines[end - width + 1 : end + 1])
                for before, end in pairwise([start - 1, *ends])
                if end - before >= width
            ]


def _cell(folded: str, cell: Cell) -> str:
    return "".join(cell.of(folded).split()).strip("[]")


def _read(text: CleanText, rows: Sequence[Sequence[Cell]], period: Period) -> Iterator[Statement]:
    """Yield the values of a table under its nearest head; ragged rows are read as far as they have cells."""
    folded = text.folded
    head: list[_Column] = []
    for row in rows:
        cells = ["".join(cell.of(folded).split()) for cell in row]
        columns = _head(cells, period)
        if columns:
            head = columns
        elif head:
            yield from _values(text, row, cells, head)


def _head(cells: Sequence[str], period: Period) -> list[_Column]:
    """Return the columns that a row of heads names; empty if it is a row of values."""
    named_ = {name: {*words("heads", name)} for name in ("indicator", "unit", "obligation")}
    bare = [_BRACKET.sub("", cell) for cell in cells]
    years = [_YEAR.match(cell) for cell in bare]
    if not any(cell in named_["indicator"] for cell in bare):
        return []
    known = [int(year[1]) for year in years if year]
    first = min(known, default=None)
    columns = []
    for cell, name, year in zip(cells, bare, years, strict=True):
        role = next((role for role, names in named_.items() if name in names), "value")
        if name in ("序号", "类别", "分类", "领域"):
            role = "skip"
        bracket = _BRACKET.search(cell)
        unit = bracket[1] if bracket and not _YEAR.search(bracket[1]) else ""
        of_year = int(year[1]) if year else None
        columns.append(_Column(role, *_column_time(cell, of_year, first, len(known), period), _suffix(name), unit))
    if sum(column.role == "indicator" for column in columns) > 1:
        kept = max(n for n, column in enumerate(columns) if column.role == "indicator")
        columns = [
            _Column("skip") if column.role == "indicator" and n != kept else column for n, column in enumerate(columns)
        ]
    return columns


def _column_time(
    cell: str, year: int | None, first: int | None, known: int, period: Period
) -> tuple[int | None, Tense]:
    is_bulletin = period.result_year is not None and period.result_year == period.year
    if any(word in cell for word in words("heads", "baseline")) or (known > 1 and year == first and not is_bulletin):
        return year, Tense.BASELINE
    if is_bulletin:
        return year or period.year, Tense.RESULT
    return year or period.year, Tense.TARGET


def _suffix(name: str) -> str:
    """Return what the head of a column adds to the indicator: 年均增长, 累计."""
    found = _RELATIVE.search(name)
    return found[0].replace("增速", "增长") if found else ""


def _values(text: CleanText, row: Sequence[Cell], cells: Sequence[str], head: Sequence[_Column]) -> Iterator[Statement]:
    at = {column.role: n for n, column in enumerate(head[: len(cells)])}
    if "indicator" not in at:
        return
    label = _NUMBERED.sub("", cells[at["indicator"]])
    brackets = _BRACKET.findall(label)
    unit = brackets[-1] if brackets else ""
    name, change = named(_BRACKET.sub("", label) if unit and figures_like(unit) else label)
    if not name or re.fullmatch(r"[0-9.%\[\]-]+", name):
        return
    unit = cells[at["unit"]] if "unit" in at and at["unit"] < len(cells) else unit
    duty = _ATTRIBUTE.search(cells[at["obligation"]]) if "obligation" in at else None
    for cell, written, column in zip(row, cells, head, strict=False):
        if column.role != "value" or not cell:
            continue
        own = column.unit or unit
        figure = _figure(written, own)
        amount = amount_of(figure) if figure else None
        if amount is None:
            continue
        span = clean_span(text.offsets.to_clean(cell.start), text.offsets.to_clean(cell.end))
        if not span:
            continue
        suffix = _CUMULATIVE if written.startswith("[") else column.suffix
        indicator = name + (suffix if suffix and suffix != _CUMULATIVE else change + suffix)
        obligation = OBLIGATIONS[duty[1]] if duty and column.tense is Tense.TARGET else None
        yield Statement(indicator, amount, span, column.tense, column.year, obligation)


def figures_like(unit: str) -> bool:
    """Say whether brackets behind an indicator hold a unit: (%), (万人), (元/人), and no name."""
    figure = _figure("1", unit)
    return figure is not None and figure.span.end >= 1 + len(unit)


def _figure(written: str, unit: str) -> Figure | None:
    """Return the figure of a cell, with the unit of its row or column if it has none itself."""
    bare = written.strip("[]").replace(",", "")
    if not re.match(r"[-+]?[><≥≤约]?[-+]?[0-9]", bare):
        return None
    has_unit = re.search("[%‰万亿元人吨]", bare)
    whole = bare if has_unit or not unit else re.sub(r"([0-9.]+)(?=[^0-9.]*$)", lambda match: match[1] + unit, bare)
    found = list(figures(whole, clean_span(0, len(whole))))
    return found[0] if len(found) == 1 and not found[0].is_date else None
