"""Targets and results of documents side by side: for a person at a terminal, for programs, pages and spreadsheets."""

from collections.abc import Iterator, Sequence

from plandiff.indicators.period import Tense
from plandiff.indicators.result import Target, Targets, Value, plain_number
from plandiff.language import Message, tr, tr_n
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Line, Role, Styled, flow, painted
from plandiff.reports.listing import Cell, Listing, listing_csv, listing_html, listing_xlsx
from plandiff.reports.to_json import dumped
from plandiff.text.width import cell_width

_NAME = 30
"""Cells of the column of indicators."""
_NARROWEST = 24
"""Cells of a column of values; where they are narrower, each value has a line of its own."""
_BARE = late_pattern(r"[-+±－＋−\d.,，．:/~～—–\s\[\]()（）<>≥≤]+")
"""A value that says no unit itself."""
_TENSES: dict[Tense, Message] = {Tense.TARGET: "target", Tense.RESULT: "result", Tense.BASELINE: "baseline"}
_OBLIGATIONS: dict[str, Message] = {"binding": "binding", "expected": "indicative"}


def targets_json(result: Targets) -> str:
    """Return targets as JSON text: format ``plandiff-targets/1``."""
    return dumped(result.to_dict())


def targets_csv(result: Targets) -> str:
    """Return targets as CSV, a row for each value; its heads are the keys of the JSON."""
    return listing_csv(_values(result))


def targets_html(result: Targets) -> str:
    """Return targets as one HTML file."""
    return listing_html(tr("Targets and results"), [_side_by_side(result)])


def targets_xlsx(result: Targets) -> bytes:
    """Return targets as a workbook: side by side on one sheet, a row for each value on the next."""
    return listing_xlsx(tr("Targets and results"), [_side_by_side(result), _values(result)])


def targets_text(result: Targets, columns: int, *, colour: bool) -> str:
    """Return targets for a person.

    Args:
        result: The targets.
        columns: Cells of a line.
        colour: Whether to write escape codes.
    """
    names = _names(result)
    width = (columns - _NAME) // max(1, len(names)) - 2
    if width >= _NARROWEST:
        lines = [*_table(result, names, width)]
    else:
        lines = [line for row in result.rows for line in _block(result, row, names, columns)]
    count = tr_n("{n} indicator", "{n} indicators", len(result.rows)).format(n=f"{len(result.rows):,}")
    if not result.rows:
        count = tr("no targets found")
    return painted([*lines, (), (Styled(count, Role.STRONG),)], colour=colour)


def _names(result: Targets) -> list[str]:
    return [harmless(document.name) for document in result.documents]


def _said(result: Targets, value: Value, *, place: bool = True) -> str:
    """Return a value in words: its text, its year, what it is, and where it stands."""
    document = result.documents[value.document]
    facts = [harmless(value.span.of(document.text)).strip(), *([str(value.year)] if value.year else [])]
    unit = value.unit or value.amount.unit
    if unit and _BARE.fullmatch(facts[0]):
        facts[0] = f"{facts[0]} ({harmless(unit)})"
    facts.append(tr(_TENSES[value.tense]))
    if value.obligation:
        facts.append(tr(_OBLIGATIONS[value.obligation]))
    if place:
        line, column = document.position(value.span.start)
        facts.append(f"{line}:{column}")
    return " ".join(facts)


def _table(result: Targets, names: Sequence[str], width: int) -> Iterator[Line]:
    yield from _beside([[Styled(tr("indicator"), Role.FAINT)], *([Styled(name, Role.PATH)] for name in names)], width)
    for row in result.rows:
        cells: list[list[list[Styled]]] = [[] for _ in names]
        for value in row.values:
            strong = Role.STRONG if value.tense is Tense.TARGET else Role.PLAIN
            cells[value.document].append([Styled(_said(result, value), strong)])
        for n in range(max(map(len, cells), default=0)):
            name = [Styled(harmless(row.indicator))] if n == 0 else []
            yield from _beside([name, *(cell[n] if n < len(cell) else [] for cell in cells)], width)


def _beside(cells: Sequence[list[Styled]], width: int) -> Iterator[Line]:
    """Yield the lines of one row of cells, the first as wide as names are."""
    widths = [_NAME, *[width] * (len(cells) - 1)]
    broken = [flow(cell, wide) if cell else [] for cell, wide in zip(cells, widths, strict=True)]
    for n in range(max(map(len, broken))):
        line: list[Styled] = []
        for part, wide in zip(broken, widths, strict=True):
            runs = part[n] if n < len(part) else ()
            line += [*runs, Styled(" " * (wide + 2 - sum(cell_width(run.text) for run in runs)))]
        yield tuple(line[:-1])


def _block(result: Targets, row: Target, names: Sequence[str], columns: int) -> Iterator[Line]:
    yield from flow([Styled(harmless(row.indicator), Role.STRONG)], columns)
    for value in row.values:
        runs = [Styled(f"{_said(result, value)}  "), Styled(names[value.document], Role.FAINT)]
        yield from flow(runs, columns, (Styled("  "),), (Styled("    "),))


def _side_by_side(result: Targets) -> Listing:
    rows: list[list[Cell]] = []
    for row in result.rows:
        cells: list[list[str]] = [[] for _ in result.documents]
        for value in row.values:
            cells[value.document].append(_said(result, value, place=False))
        rows.append([row.indicator, *("; ".join(cell) for cell in cells)])
    heads = (tr("indicator"), *(document.name for document in result.documents))
    return Listing(tr("side by side"), heads, rows)


_KEYS = ("document", "place", "year", "tense", "text", "low", "high", "unit", "bound", "obligation", "line", "column")


def _values(result: Targets) -> Listing:
    rows: list[list[Cell]] = []
    for row in result.rows:
        for value in row.values:
            document = result.documents[value.document]
            amount = value.amount
            rows.append(
                [
                    *(row.indicator, document.name, value.place, value.year or "", value.tense.value),
                    *(value.span.of(document.text), plain_number(amount.low), plain_number(amount.high)),
                    *(amount.unit, amount.bound.value, value.obligation or "", *document.position(value.span.start)),
                ]
            )
    return Listing(tr("values"), ("indicator", *_KEYS), rows)
