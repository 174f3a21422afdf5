"""Writes a synopsis as a workbook: the same columns, and one by which rows are filtered."""

import math
from collections.abc import Iterator
from typing import Any

from plandiff.reading.office import xml_text
from plandiff.reports.looks import COLUMNS_CHARACTERS, MAINLAND, MARGIN_CM, SHADE_HEAD, TAIWAN, Fonts
from plandiff.reports.synopsis.rows import Band, Cell, Mark, Row, Run, Synopsis
from plandiff.reports.synopsis.terms import Terms
from plandiff.reports.workbook import MOST, sheet_name, units, workbook
from plandiff.text.width import cell_width

_FATE_WIDTH = 12
_FILLED = 0.95
"""The share of a line that is filled on average: no line begins with a comma or ends with an opening bracket."""
_WIDE = COLUMNS_CHARACTERS[1]
_LINE_POINTS = 16.0
_MOST_POINTS = 409.0
"""A row cannot be higher."""
_MARGIN_INCHES = MARGIN_CM / 2.54
_A4 = 9
"""The number of this paper size in a workbook."""


def synopsis_xlsx(synopsis: Synopsis) -> bytes:
    """Return a synopsis as a .xlsx file; two runs give the same bytes."""
    with workbook(synopsis.title) as opened:
        _Sheet(opened.book, synopsis).write()
    return opened.data


class _Sheet:
    def __init__(self, book: Any, synopsis: Synopsis) -> None:  # noqa: ANN401 - of XlsxWriter, which has no types
        self._synopsis, self._terms = synopsis, synopsis.terms
        fonts = MAINLAND if synopsis.terms.struck else TAIWAN
        base = {"text_wrap": True, "valign": "top", "border": 1}
        self._title = book.add_format({"font_name": fonts.head, "font_size": 16, "align": "center"})
        self._note = book.add_format({"font_name": fonts.note, "font_size": 10, "text_wrap": True, "valign": "top"})
        head = {"font_name": fonts.head, "bg_color": f"#{SHADE_HEAD}", "align": "center"}
        self._head = book.add_format({**base, **head, "valign": "vcenter"})
        self._band = book.add_format({**base, **head, "align": "left", "text_wrap": False})
        self._body = book.add_format({**base, "font_name": fonts.body})
        self._middle = book.add_format({**base, "font_name": fonts.body, "align": "center"})
        looks = {mark: _font(mark, synopsis.terms, fonts) for mark in Mark}
        self._runs = {mark: book.add_format(look) for mark, look in looks.items()}
        self._whole = {mark: book.add_format({**base, **look}) for mark, look in looks.items()}
        self._sheet = book.add_worksheet(sheet_name(synopsis.title))

    def write(self) -> None:
        sheet, synopsis = self._sheet, self._synopsis
        widths = (*COLUMNS_CHARACTERS, _FATE_WIDTH)
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width)
        last = len(widths) - 1
        sheet.merge_range(0, 0, 0, last, "", self._title)
        sheet.write_string(0, 0, xml_text(synopsis.title), self._title)
        sheet.set_row(0, 26)
        at = 1
        for note in synopsis.notes:
            for piece in _pieces(((Run(note, Mark.PLAIN),),), self._terms):
                text = _plain(piece)
                sheet.merge_range(at, 0, at, last, "", self._note)
                sheet.write_string(at, 0, text, self._note)
                sheet.set_row(at, _height(text, sum(widths)))
                at += 1
        heads = (self._terms.number, *synopsis.ordered(synopsis.heads), self._terms.remark, self._terms.fate)
        for n, text in enumerate(heads):
            sheet.write_string(at, n, xml_text(text), self._head)
        head = at
        for row in synopsis.rows:
            at = self._band_row(at + 1, row, last) if isinstance(row, Band) else self._rows(at + 1, row)
        sheet.freeze_panes(head + 1, 0)
        sheet.autofilter(head, 0, max(at, head + 1), last)
        sheet.repeat_rows(head)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES)
        sheet.set_footer("&C&P / &N")

    def _band_row(self, at: int, band: Band, last: int) -> int:
        for n in range(last + 1):
            self._sheet.write_blank(at, n, None, self._band)
        self._sheet.write_string(at, 1, xml_text(band.text), self._band)
        return at

    def _rows(self, at: int, row: Row) -> int:
        """Write a row from line ``at`` on, and return its last line: one for each cell, or piece of a long one."""
        sides = [self._lines(cells) for cells in self._synopsis.cells(row)]
        height = max(map(len, sides))
        remarks = xml_text("\n".join(row.remarks))
        for column, text, look in (
            (0, str(row.number), self._middle),
            (3, remarks, self._body),
            (4, self._terms.fates[row.fate], self._middle),
        ):
            for n in range(height):  # no cells are merged there, so that rows can be filtered and sorted
                shown = text if n == 0 or look is self._middle else ""
                self._sheet.write_string(at + n, column, shown, look)
        for column, lines in enumerate(sides, 1):
            for n in range(height):
                self._text(at + n, column, lines[n] if n < len(lines) else [])
            if len(lines) < height:
                self._merged(at, column, lines, height)
        for n in range(height):
            points = [_height(_plain(side[n]), _WIDE) for side in sides if len(side) == height]
            points += [
                _height(_plain(side[-1]), _WIDE) / (height - len(side) + 1) for side in sides if len(side) < height
            ]
            points += [_height(remarks, COLUMNS_CHARACTERS[3])] if n == 0 else []
            self._sheet.set_row(at + n, min(max(points), _MOST_POINTS))
        return at + height - 1

    def _merged(self, at: int, column: int, lines: list[list[Run]], height: int) -> None:
        """Let the last cell of the shorter side span the rest."""
        start = at + len(lines) - 1
        self._sheet.merge_range(start, column, at + height - 1, column, "", self._body)
        self._text(start, column, lines[-1])

    def _lines(self, cells: tuple[Cell, ...]) -> list[list[Run]]:
        return [piece for cell in cells for piece in _pieces(cell, self._terms)]

    def _text(self, at: int, column: int, runs: list[Run]) -> None:
        if not runs:
            self._sheet.write_blank(at, column, None, self._body)
        elif len(runs) == 1:  # a rich string has at least two fragments
            self._sheet.write_string(at, column, runs[0].text, self._whole[runs[0].mark])
        else:
            fragments = [part for run in runs for part in (self._runs[run.mark], run.text)]
            self._sheet.write_rich_string(at, column, *fragments, self._body)


def _plain(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)


def _pieces(cell: Cell, terms: Terms) -> Iterator[list[Run]]:
    """Yield a cell as lists of runs, each short enough for a cell of a workbook."""
    piece: list[Run] = []
    size = 0
    for n, paragraph in enumerate(cell):
        runs = [Run(xml_text(run.text), run.mark) for run in paragraph]
        for run in [Run("\n", Mark.PLAIN), *runs] if n else runs:
            rest = run.text
            while rest:
                room = MOST - 16 - size
                if units(rest) <= room:
                    part, rest = rest, ""
                else:
                    part, rest = rest[: room // 2], rest[room // 2 :]
                if part:
                    piece.append(Run(part, run.mark))
                    size += units(part)
                if rest and piece:
                    yield piece
                    piece = [Run(terms.continued, Mark.STAND_IN)]
                    size = units(terms.continued)
    yield piece or [Run(" ", Mark.PLAIN)]


def _height(text: str, width: int) -> float:
    """Return the points that a text needs in a column of so many digits."""
    lines = sum(max(1, math.ceil(cell_width(line) / (width * _FILLED))) for line in text.split("\n"))
    return _LINE_POINTS * lines + 2


def _font(mark: Mark, terms: Terms, fonts: Fonts) -> dict[str, Any]:
    font: dict[str, Any] = {"font_name": fonts.head if mark is Mark.HEAD else fonts.body}
    if mark is Mark.GONE and terms.struck:
        font |= {"font_strikeout": True, "font_color": "#595959"}
    elif mark in (Mark.GONE, Mark.NEW):
        font |= {"underline": 1, "bold": terms.struck}
    return font
