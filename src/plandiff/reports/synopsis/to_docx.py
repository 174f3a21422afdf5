"""Writes a synopsis as a Word document: A4 landscape, one table whose head stands on every page."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from plandiff.reading.office import xml_text
from plandiff.reports.looks import (
    A4_LANDSCAPE_CM,
    BODY_PT,
    COLUMNS_CM,
    HEAD_PT,
    MAINLAND,
    MARGIN_CM,
    NOTE_PT,
    SHADE_GONE,
    SHADE_HEAD,
    TAIWAN,
    TITLE_PT,
    Fonts,
)
from plandiff.reports.office import timeless
from plandiff.reports.synopsis.rows import Band, Cell, Mark, Row, Run, Synopsis
from plandiff.reports.synopsis.terms import Terms

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TWIPS_PER_CM = 1440 / 2.54
_INDENT_TWIPS = {1: 0, 2: 240}


def synopsis_docx(synopsis: Synopsis) -> bytes:
    """Return a synopsis as a .docx file; two runs give the same bytes."""
    paper = Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(length) for length in A4_LANDSCAPE_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    section.footer_distance = Cm(1)
    paper.core_properties.author = paper.core_properties.last_modified_by = "plandiff"
    paper.core_properties.title = xml_text(synopsis.title)[:255]
    paper.core_properties.comments = ""
    setter = _Setter(synopsis.terms)
    setter.style(paper)
    body: Any = paper.element.body
    body.insert(0, setter.paragraph([Run(synopsis.title, Mark.PLAIN)], setter.fonts.title, TITLE_PT, "center"))
    body.insert(1, _table(synopsis, setter))
    setter.number_pages(section.footer)
    out = io.BytesIO()
    paper.save(out)
    return timeless(out.getvalue())


def _table(synopsis: Synopsis, setter: "_Setter") -> "Element":
    terms = synopsis.terms
    heads = (terms.number, *synopsis.ordered(synopsis.heads), terms.remark)
    table = setter.element("w:tbl")
    properties = setter.child(table, "w:tblPr")
    setter.child(properties, "w:tblW", w=str(sum(_twips(cm) for cm in COLUMNS_CM)), type="dxa")
    borders = setter.child(properties, "w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        setter.child(borders, f"w:{edge}", val="single", sz="4", space="0", color="000000")
    setter.child(properties, "w:tblLayout", type="fixed")
    margins = setter.child(properties, "w:tblCellMar")
    for edge in ("left", "right"):
        setter.child(margins, f"w:{edge}", w="85", type="dxa")
    grid = setter.child(table, "w:tblGrid")
    for width in COLUMNS_CM:
        setter.child(grid, "w:gridCol", w=str(_twips(width)))
    head = setter.row(table, repeated=True)
    for n, text in enumerate(heads):
        cell = setter.cell(head, n, shade=SHADE_HEAD)
        cell.append(setter.paragraph([Run(text, Mark.PLAIN)], setter.fonts.head, HEAD_PT, "center"))
    for note in synopsis.notes:
        cell = setter.cell(setter.row(table), 0, across=len(COLUMNS_CM))
        cell.append(setter.paragraph([Run(note, Mark.PLAIN)], setter.fonts.note, NOTE_PT))
    for row in synopsis.rows:
        if isinstance(row, Band):
            cell = setter.cell(setter.row(table, kept=True), 0, across=len(COLUMNS_CM), shade=SHADE_HEAD)
            cell.append(setter.paragraph([Run(row.text, Mark.PLAIN)], setter.fonts.head, BODY_PT, "center", kept=True))
        else:
            _rows(table, synopsis, row, setter)
    return table


def _rows(table: "Element", synopsis: Synopsis, row: Row, setter: "_Setter") -> None:
    """Add the rows of a table that a row takes: a cell that is alone on its side spans them."""
    first, second = synopsis.cells(row)
    remark: Cell = tuple((Run(line, Mark.PLAIN),) for line in row.remarks)
    columns = (((Run(str(row.number), Mark.PLAIN),),),), first, second, (remark,)
    for n in range(row.height):
        line = setter.row(table)
        for column, cells in enumerate(columns):
            merged = _merge(len(cells), row.height, n)
            cell = setter.cell(line, column, merged=merged)
            if merged == "continue" or n >= len(cells):
                cell.append(setter.paragraph([], setter.fonts.body, BODY_PT))
                continue
            font, size, align = _setting(setter.fonts, column)
            for paragraph in cells[n] or ((),):
                cell.append(setter.paragraph(list(paragraph), font, size, align))


def _setting(fonts: Fonts, column: int) -> tuple[str, float, str]:
    if column == 0:
        return fonts.body, BODY_PT, "center"
    return (fonts.body, BODY_PT, "both") if column < len(COLUMNS_CM) - 1 else (fonts.note, NOTE_PT, "left")


def _merge(cells: int, height: int, n: int) -> str:
    """Return how the n-th of ``height`` lines of a column with so many cells is merged: the last one spans the rest."""
    if cells == height or n < cells - 1:
        return ""
    return "restart" if n == cells - 1 else "continue"


def _twips(cm: float) -> int:
    return round(cm * _TWIPS_PER_CM)


class _Setter:
    """Makes the elements of WordprocessingML, in the fonts of a form."""

    def __init__(self, terms: Terms) -> None:
        self._new, self._name = OxmlElement, qn
        self.terms = terms
        self.fonts = MAINLAND if terms.struck else TAIWAN

    def element(self, tag: str, **attributes: str) -> "Element":
        made: Element = self._new(tag)
        for name, value in attributes.items():
            made.set(self._name(f"w:{name}"), value)
        return made

    def child(self, parent: "Element", tag: str, **attributes: str) -> "Element":
        made = self.element(tag, **attributes)
        parent.append(made)
        return made

    def style(self, paper: Any) -> None:  # noqa: ANN401 - a document of python-docx
        """Set the fonts and the language of the whole paper, for what a person types into it later."""
        normal = paper.styles["Normal"].element.get_or_add_rPr()
        for old in [*normal]:
            normal.remove(old)
        self._font(normal, self.fonts.body, BODY_PT)
        self.child(normal, "w:lang", val="en-US", eastAsia="zh-CN" if self.terms.language == "zh-Hans" else "zh-TW")

    def _font(self, properties: "Element", font: str, size: float) -> None:
        latin = self.fonts.latin
        self.child(properties, "w:rFonts", ascii=latin, hAnsi=latin, eastAsia=font, cs=latin, hint="eastAsia")
        for tag in ("w:sz", "w:szCs"):
            self.child(properties, tag, val=str(round(size * 2)))

    def row(self, table: "Element", *, repeated: bool = False, kept: bool = False) -> "Element":
        line = self.child(table, "w:tr")
        properties = self.child(line, "w:trPr")
        if repeated or kept:
            self.child(properties, "w:cantSplit")
        if repeated:
            self.child(properties, "w:tblHeader")
        return line

    def cell(self, line: "Element", column: int, *, across: int = 1, merged: str = "", shade: str = "") -> "Element":
        cell = self.child(line, "w:tc")
        properties = self.child(cell, "w:tcPr")
        width = sum(_twips(cm) for cm in COLUMNS_CM[column : column + across])
        self.child(properties, "w:tcW", w=str(width), type="dxa")
        if across > 1:
            self.child(properties, "w:gridSpan", val=str(across))
        if merged:
            self.child(properties, "w:vMerge", val=merged)
        if shade:
            self.child(properties, "w:shd", val="clear", color="auto", fill=shade)
        return cell

    def paragraph(
        self, runs: list[Run], font: str, size: float, align: str = "left", *, kept: bool = False
    ) -> "Element":
        made = self.element("w:p")
        properties = self.child(made, "w:pPr")
        if kept:
            self.child(properties, "w:keepNext")
        self.child(properties, "w:spacing", before="0", after="0")
        self.child(properties, "w:jc", val=align)
        for run in runs:
            made.append(self._run(run, font, size))
        return made

    def _run(self, run: Run, font: str, size: float) -> "Element":
        made = self.element("w:r")
        properties = self.child(made, "w:rPr")
        own = {Mark.HEAD: self.fonts.head, Mark.STAND_IN: self.fonts.note}.get(run.mark, font)
        latin = self.fonts.latin
        self.child(properties, "w:rFonts", ascii=latin, hAnsi=latin, eastAsia=own, cs=latin, hint="eastAsia")
        for tag, attributes in self._marks(run.mark):
            self.child(properties, tag, **attributes)
        at = 1 + sum(child.tag in (self._name("w:b"), self._name("w:strike")) for child in properties)
        for n, tag in enumerate(("w:sz", "w:szCs")):
            properties.insert(at + n, self.element(tag, val=str(round(size * 2))))
        text = self.child(made, "w:t")
        text.text = xml_text(run.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return made

    def _marks(self, mark: Mark) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the properties of a marked run, in the order that the schema wants."""
        if mark is Mark.GONE and self.terms.struck:
            yield "w:strike", {}
            yield "w:shd", {"val": "clear", "color": "auto", "fill": SHADE_GONE}
        elif mark in (Mark.GONE, Mark.NEW):
            if self.terms.struck:
                yield "w:b", {}
            yield "w:u", {"val": "single"}

    def number_pages(self, footer: Any) -> None:  # noqa: ANN401 - of python-docx
        """Put the number of the page into the middle of a footer."""
        paragraph = footer.paragraphs[0]._p  # noqa: SLF001 - python-docx has no fields
        self.child(self.child(paragraph, "w:pPr"), "w:jc", val="center")
        field = self.child(paragraph, "w:fldSimple", instr="PAGE")
        run = self.child(field, "w:r")
        self._font(self.child(run, "w:rPr"), self.fonts.body, NOTE_PT)
        self.child(run, "w:t").text = "1"
