"""Reads workbooks (.xlsx, .xlsm): a row a line, its cells parted by tabs, each cell as its sheet shows it.

Formulas stand with the value they had when the workbook was saved. Columns left of the first used one are left out;
what merged cells go on over is empty, as it is in the file. Sheets that are hidden are left out with a notice.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern
from plandiff.reading.document import Unit
from plandiff.reading.extracted import Extracted, ReadingOptions
from plandiff.reading.lines import Lines, cell_text
from plandiff.reading.notices import NoticeCode, ReadingNotice, notice
from plandiff.reading.office import RELATED_ID, related, tree
from plandiff.reading.package import Package
from plandiff.reading.xlsx.showing import Formats

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_REFERENCE = late_pattern(r"([A-Z]{1,3})([0-9]{1,7})")
_COLUMNS = 16_384

Row = dict[int, str]
"""The cells of a row that are not empty, by column from 1."""


def read(data: bytes, shown: str, _options: ReadingOptions) -> Extracted:
    """Read the visible sheets of a workbook.

    Raises:
        ReadingError: It is damaged, protected, or larger in any way than an honest one.
    """
    package = Package(data, shown)
    main = next((one.part for one in related(package) if one.kind == "officeDocument"), None)
    if main is None:
        raise package.damaged()
    named = related(package, main)
    parts, kinds = {one.id: one.part for one in named}, {one.kind: one.part for one in named}
    workbook = tree(package, main)
    strings = _strings(tree(package, kinds["sharedStrings"])) if "sharedStrings" in kinds else []
    since_1904 = workbook.find(f"{_S}workbookPr")
    formats = Formats(
        tree(package, kinds["styles"]) if "styles" in kinds else None,
        since_1904=since_1904 is not None and since_1904.get("date1904") in {"1", "true"},
    )
    lines, hidden, drawn, comments = Lines(), 0, 0, 0
    first = True
    for sheet in workbook.iterfind(f"{_S}sheets/{_S}sheet"):
        part = parts.get(sheet.get(RELATED_ID, ""))
        if part is None:
            continue
        rows = list(_rows(tree(package, part), strings, formats))
        if sheet.get("state", "visible") != "visible":
            hidden += sum(len(text) for _, row in rows for text in row.values())
            continue
        for one in related(package, part):
            if one.kind == "drawing":
                drawn += any(text.text for text in tree(package, one.part).iter(_DRAWN))
            elif one.kind == "comments":
                comments += sum(1 for _ in tree(package, one.part).iter(f"{_S}comment"))
        if rows and not first:
            lines.add("")
        first = first and not rows
        _add(lines, rows, sheet.get("name", ""))
    codes = ((NoticeCode.HIDDEN, hidden), (NoticeCode.EMBEDDED, drawn), (NoticeCode.COMMENTS, comments))
    notices: list[ReadingNotice] = [notice(code, count=count) for code, count in codes if count]
    if "vbaProject" in kinds:
        notices.append(notice(NoticeCode.MACROS))
    return lines.extracted(notices)


def _add(lines: Lines, rows: list[tuple[int, Row]], name: str) -> None:
    left = min((min(row) for _, row in rows), default=1)
    for number, row in rows:
        columns = range(left, max(row) + 1)
        places = [((Unit.SHEET, name), (Unit.CELL, f"{_letters(column)}{number}")) for column in columns]
        lines.add_cells([row.get(column, "") for column in columns], places)


def _rows(sheet: "Element", strings: list[str], formats: Formats) -> Iterator[tuple[int, Row]]:
    """Yield the rows that hold something, with their numbers; a cell or row may leave out where it stands."""
    number = 0
    for element in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        said = element.get("r", "")
        number = int(said) if said.isdecimal() and len(said) < 8 else number + 1
        row, column = Row(), 0
        for cell in element.iterfind(f"{_S}c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = min(_column(place[1]) if place else column + 1, _COLUMNS)
            if text := cell_text([_shown(cell, strings, formats)]):
                row[column] = text
        if row:
            yield number, row


def _shown(cell: "Element", strings: list[str], formats: Formats) -> str:
    """Return what a cell shows, by its type: a shared string, one of its own, a truth value, an error, a number."""
    kind, text = cell.get("t", "n"), cell.findtext(f"{_S}v") or ""
    if kind == "s":
        index = int(text) if text.isdecimal() and len(text) < 9 else len(strings)
        return strings[index] if index < len(strings) else ""
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else _string(inline)
    if kind == "b":
        return {"0": "FALSE", "1": "TRUE"}.get(text, text)
    return formats.shown(text, cell.get("s", "")) if kind == "n" else text


def _strings(shared: "Element") -> list[str]:
    return [_string(item) for item in shared.iterfind(f"{_S}si")]


def _string(item: "Element") -> str:
    """Return a string with all its runs, without the readings above it (``rPh``)."""
    texts = (part.findtext(f"{_S}t") if part.tag == f"{_S}r" else part.text for part in item if part.tag in _RUNS)
    return "".join(text or "" for text in texts)


_RUNS = frozenset((f"{_S}r", f"{_S}t"))


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
