"""Indicators in tables: rows by their first cell, columns by their head, as `outline.tables` knows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandiff.chinese.quantities import Figure, figures, is_unit
from plandiff.indicators.figure_values import amount_of
from plandiff.indicators.period import Period, Tense
from plandiff.indicators.sentences import OBLIGATIONS, Statement
from plandiff.indicators.words import named, words
from plandiff.outline import Outlined
from plandiff.outline.clean_text import CleanText
from plandiff.outline.tables import Row, Table
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, clean_span

_YEAR = late_pattern("((?:19|20)[0-9]{2})年?")
_ATTRIBUTE = late_pattern("(约束|预期|指导)性?")
_BRACKET = late_pattern(r"\(([^()]*)\)")
_RELATIVE = late_pattern("(?:年均|累计)(?:增长|增速|下降)?|(?:比上年|同比)(?:增长|增速|增减)?|增长|增速|增减")
_THAN_LAST_YEAR = late_pattern("^(?:比上年|同比)(?:增长|增速|增减)?")
"""What the head of a bulletin's column says of a rise or fall: 比上年增长（%）."""
_CUMULATIVE = "累计"
"""What brackets around a value of a plan's table say: [13.5] in five years together."""
_NUMBERED = late_pattern(r"^(?:[0-9]{1,3}[.、)]|\([0-9一二三四五六七八九十]+\)|[0-9]{1,3}(?=[一-鿿]))")


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
    found: list[Statement] = []
    places: list[CleanSpan] = []
    for table in document.tables:
        said = list(_read(document.text, table, period))
        if said:
            found += said
            places.append(table.span)
    return found, places


def _read(text: CleanText, table: Table, period: Period) -> Iterator[Statement]:
    """Yield the values of a table under its nearest head; ragged rows are read as far as they have cells."""
    head: list[_Column] = []
    for row in table.rows:
        cells = [cell.of(text.key) for cell in row.cells]
        columns = _head(cells, period)
        if columns:
            head = columns
        elif head:
            yield from _values(row, cells, head)


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
    return _THAN_LAST_YEAR.sub("增长", found[0]).replace("增速", "增长") if found else ""


def _values(row: Row, cells: Sequence[str], head: Sequence[_Column]) -> Iterator[Statement]:
    at = {column.role: n for n, column in enumerate(head[: len(cells)])}
    if "indicator" not in at:
        return
    label = _NUMBERED.sub("", cells[at["indicator"]])
    brackets = _BRACKET.findall(label)
    duty = next((found for bracket in brackets if (found := _ATTRIBUTE.fullmatch(bracket))), None)
    unit = next((bracket for bracket in reversed(brackets) if is_unit(bracket)), "")
    name, change = named(_BRACKET.sub("", label) if unit or duty else label)
    if not name or re.fullmatch(r"[0-9.%\[\]-]+", name):
        return
    unit = cells[at["unit"]] if "unit" in at and at["unit"] < len(cells) else unit
    duty = _ATTRIBUTE.search(cells[at["obligation"]]) if "obligation" in at else duty
    for cell, written, column in zip(row.cells, cells, head, strict=False):
        if column.role != "value" or not cell:
            continue
        own = column.unit or unit
        figure = _figure(written, own)
        amount = amount_of(figure) if figure else None
        if amount is None:
            continue
        suffix = _CUMULATIVE if written.startswith("[") else column.suffix
        indicator = name + (suffix if suffix and suffix != _CUMULATIVE else change + suffix)
        obligation = OBLIGATIONS[duty[1]] if duty and column.tense is Tense.TARGET else None
        yield Statement(indicator, amount, cell, column.tense, column.year, obligation, own)


def _figure(written: str, unit: str) -> Figure | None:
    """Return the figure of a cell, with the unit of its row or column if it has none itself."""
    bare = written.strip("[]").replace(",", "")
    if not re.match(r"[-+]?[><≥≤约]?[-+]?[0-9]", bare):
        return None
    has_unit = re.search("[%‰万亿元人吨]", bare)
    whole = bare if has_unit or not unit else re.sub(r"([0-9.]+)(?=[^0-9.]*$)", lambda match: match[1] + unit, bare)
    found = list(figures(whole, clean_span(0, len(whole))))
    return found[0] if len(found) == 1 and not found[0].is_date else None
