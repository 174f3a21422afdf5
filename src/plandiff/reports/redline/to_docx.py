"""Writes a redline on a plain page, in the fonts of an official paper."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.shared import Cm

from plandiff.reading.docx.tracking import Elements, Track
from plandiff.reading.office import xml_text
from plandiff.reading.signature import Signature
from plandiff.reports.looks import BODY_PT, MAINLAND, MARGIN_CM, TAIWAN, Fonts
from plandiff.reports.office import timeless
from plandiff.reports.redline.marked import Paragraph
from plandiff.reports.redline.rows import cells_of
from plandiff.reports.redline.spans import Spans

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A4_CM = (21.0, 29.7)


def plain_redline(paragraphs: Sequence[Paragraph], signature: Signature, script: str) -> bytes:
    """Return a redline as a .docx file; two runs give the same bytes.

    Args:
        paragraphs: The lines of the text.
        signature: Who is said to have made the changes.
        script: The script of the text, which chooses fonts and language.
    """
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = (Cm(length) for length in _A4_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    paper.core_properties.author = paper.core_properties.last_modified_by = xml_text(signature.author)
    paper.core_properties.comments = ""
    elements = Elements(signature)
    _style(paper, elements, TAIWAN if script == "hant" else MAINLAND, "zh-TW" if script == "hant" else "zh-CN")
    spans = Spans.over(paragraphs, elements)
    body: Any = paper.element.body
    last = body[-1]  # the properties of the section
    for element in _blocks(paragraphs, elements, spans):
        last.addprevious(element)
    add_comments(paper, spans.comments, signature)
    out = io.BytesIO()
    paper.save(out)
    return timeless(out.getvalue())


def _blocks(paragraphs: Sequence[Paragraph], elements: Elements, spans: Spans) -> Iterator["Element"]:
    """Yield the paragraphs and tables of a redline."""
    n = 0
    for is_row, group in groupby(paragraphs, key=lambda paragraph: paragraph.is_row):
        made = []
        columns = 1
        for paragraph in group:
            cells = cells_of(paragraph) if is_row else [[*paragraph.pieces]]
            filled = []
            for cell in cells:
                filled.append(elements.make("p"))
                for piece in cell:
                    filled[-1].extend([*spans.before(n), elements.piece(piece.text, piece.track), *spans.after(n)])
                    n += 1
                n += is_row
            n -= is_row
            columns = max(columns, len(cells))
            made.append(elements.row(filled) if is_row else filled[0])
            if paragraph.track is not Track.STAYS:
                (elements.mark_row if is_row else elements.mark)(made[-1], paragraph.track)
        if is_row:
            yield elements.table(columns, made)
        else:
            yield from made


def add_comments(paper: Any, texts: Sequence[str], signature: Signature) -> None:  # noqa: ANN401 - of python-docx
    """Add comments, numbered from 0, to a document."""
    for text in texts:
        comment = paper.comments.add_comment(text=xml_text(text), author=xml_text(signature.author), initials="")
        element = comment._comment_elm  # noqa: SLF001 - python-docx always writes the clock's date
        for name in [key for key in element.keys() if key.endswith("}date")]:  # noqa: SIM118 - lxml
            if signature.date:
                element.set(name, signature.date)
            else:
                del element.attrib[name]


def _style(paper: Any, elements: Elements, fonts: Fonts, language: str) -> None:  # noqa: ANN401 - of python-docx
    normal: Element = paper.styles["Normal"].element.get_or_add_rPr()
    for old in [*normal]:
        normal.remove(old)
    latin = fonts.latin
    normal.append(elements.make("rFonts", ascii=latin, hAnsi=latin, eastAsia=fonts.body, cs=latin))
    for tag in ("sz", "szCs"):
        normal.append(elements.make(tag, val=str(round(BODY_PT * 2))))
    normal.append(elements.make("lang", val="en-US", eastAsia=language))
