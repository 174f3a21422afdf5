r"""Reads OFD (GB/T 33190), the format in which Chinese authorities publish what was PDF elsewhere.

An OFD file is an archive of XML: a list of documents, each with pages, templates that pages lie on, and resources with
drawings that pages use. Text stands in text objects, character by character at a place.
"""

from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.reading.extracted import Extracted, ReadingOptions
from plandiff.reading.lines import paged
from plandiff.reading.notices import NoticeCode, ReadingNotice, listed, notice
from plandiff.reading.ofd.drawing import Drawing
from plandiff.reading.ofd.parts import Parts, child, children
from plandiff.reading.page_lines import Lines, in_reading_order, lines_of
from plandiff.reading.page_sequence import in_sequence
from plandiff.reading.ruled_tables import tables_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_PAGES = 3000
_TEXT_PAGE = 10
"""Fewer characters than this are no text of a page, but its number."""


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:  # noqa: ARG001 - all readers take options
    """Read an OFD file.

    Raises:
        ReadingError: It is damaged, encrypted or hostile, or has no text.
    """
    parts = Parts(data, shown)
    pages: list[_Page] = []
    for entry, folder in parts.documents():
        pages += _pages(parts, entry, folder)
        if len(pages) > _MOST_PAGES:
            raise parts.package.too_large("{name} has more than {limit:,} pages", _MOST_PAGES)
    if not any(page.lines.lines for page in pages):
        if any(page.drawing.pictures for page in pages):
            raise ReadingError(
                "the pages of {name} are pictures without text",
                "run text recognition on it and give plandiff that",
                name=shown,
            )
        raise ReadingError("{name} has no text", name=shown)
    return paged(in_sequence([page.lines for page in pages]), _notices(pages))


class _Page:
    """A page: what is drawn on it, and its lines."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.lines: Lines = lines_of(in_reading_order(drawing.runs), tables_of(drawing.rules))

    @property
    def is_picture(self) -> bool:
        """Whether the page shows its text as a picture."""
        return self.drawing.pictures > 0 and sum(map(len, self.drawing.runs)) < _TEXT_PAGE


def _notices(pages: list[_Page]) -> list[ReadingNotice]:
    notices = []
    for code, numbers in (
        (NoticeCode.PICTURES, [number for number, page in enumerate(pages, 1) if page.is_picture]),
        (NoticeCode.INTERLEAVED, [number for number, page in enumerate(pages, 1) if page.lines.columns]),
    ):
        if numbers:
            notices.append(notice(code, count=len(numbers), pages=listed(numbers)))
    hidden = sum(page.drawing.hidden for page in pages)
    if hidden:
        notices.append(notice(NoticeCode.HIDDEN, count=hidden))
    return notices


def _pages(parts: Parts, document: "Element", folder: str) -> list[_Page]:
    """Return the pages of one document of the file."""
    common = child(document, "CommonData")
    resources = parts.drawings(common, folder)
    templates = {template.get("ID", ""): template.get("BaseLoc", "") for template in children(common, "TemplatePage")}
    found = []
    for page in children(child(document, "Pages"), "Page"):
        content, base = parts.tree(page.get("BaseLoc", ""), folder)
        drawing = Drawing(resources | parts.drawings(content, base))
        behind: list[Element] = []
        before: list[Element] = []
        for used in children(content, "Template"):
            layer = before if used.get("ZOrder") == "Foreground" else behind
            if used.get("TemplateID") in templates:
                layer.append(parts.tree(templates[used.get("TemplateID", "")], folder)[0])
        try:
            for sheet in (*behind, content, *before):
                drawing.add(child(sheet, "Content"))
        except OverflowError as error:
            raise parts.package.too_large("{name} has a page that draws more than any page does") from error
        found.append(_Page(drawing))
    return found
