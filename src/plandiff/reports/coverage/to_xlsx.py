"""Writes a coverage as a workbook: the matrix as a heat map, and behind each cell a link to its wording."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from plandiff.derivation.tracing import National
from plandiff.errors import UsageError
from plandiff.language import tr
from plandiff.reading.office import xml_text
from plandiff.reports.coverage.cells import SIGNS, Coverage, evidence_view, extent_words, status_words
from plandiff.reports.looks import HEAT, MAINLAND, SHADE_HEAD, heat
from plandiff.reports.matrix import Report, Selection, View
from plandiff.reports.workbook import MOST, sheet_name, units, workbook
from plandiff.text.width import cell_width

_MOST_COLUMNS, _MOST_ROWS = 16_000, 1_000_000
"""Columns and rows that a sheet can hold, with room to spare."""
_LINKS = 60_000
"""Links that a sheet can hold, with room to spare; further cells have none."""
_NAME_WIDTH, _CELL_WIDTH, _TEXT_WIDTH = 42, 5, 60
_NAME_POINTS, _MOST_NAME_POINTS = 15, 200
"""The height of a head for each character of its name, and the most."""
_HEAD_ROW = 2
_A4 = 9


def xlsx_report(national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes a workbook."""
    return Report(partial(evidence_view, selection=selection), partial(_xlsx, national, selection=selection))


def _xlsx(national: National, views: Iterable[View], selection: Selection) -> Iterator[bytes]:
    coverage = Coverage.of(national, views, selection)
    passages = sum(map(len, coverage.evidence))
    if len(coverage.columns) > _MOST_COLUMNS or passages > _MOST_ROWS:
        raise UsageError(
            "{plans:,} plans and {passages:,} passages do not fit into a workbook",
            "select sections with --section, or write -f csv",
            plans=len(coverage.columns),
            passages=passages,
        )
    with workbook(coverage.title) as opened:
        _Book(opened.book, coverage).write()
    yield opened.data


class _Book:
    def __init__(self, book: Any, coverage: Coverage) -> None:  # noqa: ANN401 - of XlsxWriter, which has no types
        self._book, self._coverage = book, coverage
        self._rows = [*coverage.matrix.rows()]
        font, border = {"font_name": MAINLAND.body}, {"border": 1, "border_color": "#8C8C8C"}
        head = {"font_name": MAINLAND.head, "bg_color": f"#{SHADE_HEAD}", **border}
        self._title = book.add_format({"font_name": MAINLAND.head, "font_size": 14})
        self._note = book.add_format({**font, "font_size": 9})
        self._head = book.add_format({**head, "valign": "vcenter", "text_wrap": True})
        # Chinese names stand upright, one character below the other.
        self._upright = book.add_format({**head, "rotation": 270, "align": "center", "valign": "top"})
        self._turned = book.add_format({**head, "rotation": 90, "align": "center", "valign": "bottom"})
        self._names = [book.add_format({**font, **border, "indent": n}) for n in range(6)]
        cell = {**font, **border, "align": "center", "num_format": "0%"}
        last = len(HEAT) - 1
        self._heats = [
            book.add_format({**cell, "bg_color": f"#{colour}", "font_color": "#FFFFFF" if n == last else "#000000"})
            for n, colour in enumerate(HEAT)
        ]
        self._text = book.add_format({**font, **border, "text_wrap": True, "valign": "top"})
        self._matrix = book.add_worksheet(sheet_name(tr("coverage")))
        self._wording = book.add_worksheet(sheet_name(tr("wording")))
        self._places: dict[tuple[int, int], int] = {}
        self._links = 0

    def write(self) -> None:
        self._write_wording()
        self._write_matrix()
        self._write_missing()

    def _write_wording(self) -> None:
        sheet, coverage = self._wording, self._coverage
        heads = [tr("section"), tr("local plan"), tr("status"), tr("national wording"), tr("local wording")]
        heads += [tr("national")] if len(coverage.matrix.national.plans) > 1 else []
        for n, (text, width) in enumerate(zip(heads, (30, 20, 14, _TEXT_WIDTH, _TEXT_WIDTH, 30), strict=False)):
            sheet.set_column(n, n, width)
            sheet.write_string(0, n, text, self._head)
        at = 1
        parent = ""
        for begins, row, _ in coverage.matrix.begins(self._rows):
            parent = begins or parent
            for n, name in enumerate(coverage.names):
                for evidence in coverage.passages.get((row, n), ()):
                    self._places.setdefault((row, n), at)
                    for left, right in _pieces(evidence.national, evidence.local):
                        facts = (coverage.name(row), name, status_words(evidence), left, right, parent)
                        for column, text in enumerate(facts[: len(heads)]):
                            sheet.write_string(at, column, xml_text(text), self._text)
                        at += 1
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, at - 1), len(heads) - 1)
        _page(sheet, 0)

    def _write_missing(self) -> None:
        """Write a sheet of what points to parents that are not given, if there is something."""
        missing = self._coverage.missing
        if not missing:
            return
        sheet = self._book.add_worksheet(sheet_name(tr("missing parents")))
        sheet.set_column(0, 1, _TEXT_WIDTH)
        at = 0
        for title, rows in missing:
            sheet.write_string(at, 0, xml_text(title), self._head)
            for texts in rows:
                at += 1
                for column, text in enumerate(texts):
                    sheet.write_string(at, column, xml_text(text[:MOST]), self._text)
            at += 2
        _page(sheet, 0)

    def _write_matrix(self) -> None:
        sheet, coverage = self._matrix, self._coverage
        sheet.set_column(0, 0, _NAME_WIDTH)
        sheet.set_column(1, len(coverage.columns) + 1, _CELL_WIDTH)
        sheet.write_string(0, 0, xml_text(coverage.title), self._title)
        signs = "; ".join(f"{sign} {extent_words(extent)}" for extent, sign in SIGNS.items())
        legend = tr("Share of a section whose wording a local plan has; {signs}. A cell leads to its wording.")
        sheet.write_string(1, 0, legend.format(signs=signs), self._note)
        longest = max(map(cell_width, (*coverage.names, tr("mean")))) / 2 + 1
        sheet.set_row(_HEAD_ROW, min(_MOST_NAME_POINTS, _NAME_POINTS * longest))
        sheet.write_string(_HEAD_ROW, 0, tr("section"), self._head)
        for n, name in enumerate((*coverage.names, tr("mean")), 1):
            look = self._turned if name.isascii() else self._upright
            sheet.write_string(_HEAD_ROW, n, xml_text(name), look)
        at = _HEAD_ROW
        for begins, row, section in coverage.matrix.begins(self._rows):
            at += 1
            if begins:
                sheet.write_string(at, 0, xml_text(begins), self._head)
                at += 1
            level = min(section.level - 1, len(self._names) - 1)
            sheet.write_string(at, 0, xml_text(coverage.name(row)), self._names[level])
            for n in range(len(coverage.columns)):
                self._cell(at, n, row)
            shares = [column.shares[row] for column in coverage.columns]
            self._share(at, len(shares) + 1, sum(shares) / max(1, len(shares)))
        sheet.write_string(at + 1, 0, tr("mean"), self._head)
        rows = [row for row, _ in self._rows]
        for n, column in enumerate(coverage.columns, 1):
            self._share(at + 1, n, coverage.mean_share(column, rows))
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_columns(0)
        _page(sheet, _HEAD_ROW)

    def _cell(self, at: int, n: int, row: int) -> None:
        cell = self._coverage.cell(row, n)
        place = self._places.get((row, n))
        if place is not None and self._links < _LINKS:
            self._links += 1
            target = f"internal:'{self._wording.get_name()}'!A{place + 1}"
            self._matrix.write_url(at, n + 1, target, self._heats[0], string="…")  # what follows keeps the link
        if cell.sign:
            self._matrix.write_string(at, n + 1, cell.sign.strip(), self._heats[0])
        else:
            self._share(at, n + 1, cell.share)

    def _share(self, at: int, n: int, share: float) -> None:
        self._matrix.write_number(at, n, round(share, 4), self._heats[heat(share)])


def _pieces(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Yield two texts in as many pairs as the limit of a cell asks for; mostly in one."""
    step = MOST // 2 if max(units(left), units(right)) > MOST - 64 else MOST
    for start in range(0, max(len(left), len(right), 1), step):
        yield left[start : start + step], right[start : start + step]


def _page(sheet: Any, head: int) -> None:  # noqa: ANN401 - of XlsxWriter, which has no types
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
