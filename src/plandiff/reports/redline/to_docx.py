"""Writes a redline on a plain page, in the fonts of an official paper."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.shared import Cm

from plandiff.reports.looks import BODY_PT, MAINLAND, MARGIN_CM, TAIWAN, Fonts
from plandiff.reports.office import timeless, xml_text
from plandiff.reports.redline.elements import Elements
from plandiff.reports.redline.marked import Paragraph
from plandiff.reports.redline.signature import Signature
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
    n = 0
    for at, paragraph in enumerate(paragraphs):
        made = elements.make("p")
        for piece in paragraph.pieces:
            for part in (*spans.before(n), *elements.piece(piece), *spans.after(n)):
                made.append(part)
            n += 1
        elements.mark(made, paragraph.track)
        body.insert(at, made)
    add_comments(paper, spans.comments, signature)
    out = io.BytesIO()
    paper.save(out)
    return timeless(out.getvalue())


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
