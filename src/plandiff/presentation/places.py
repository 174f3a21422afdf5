"""Says where things stand: positions, section paths, and from where to where a passage moved."""

from bisect import bisect_left
from dataclasses import dataclass

from plandiff.language import Message, bracketed, labelled, listed, tr
from plandiff.outline.sections import Section, section_path
from plandiff.presentation.excerpts import Source, harmless
from plandiff.reading.document import Document, Place, Unit
from plandiff.text.span import Pair, SourceOffset, SourceSpan, Span
from plandiff.text.visible import visible

_TITLE = 30
"""Code points of a section's title that are shown; a numbered paragraph may be its own title."""


_UNITS: dict[Unit, Message] = {
    Unit.PAGE: "page {n}",
    Unit.PARAGRAPH: "paragraph {n}",
    Unit.TABLE: "table {n}",
    Unit.ROW: "row {n}",
    Unit.TEXT_BOX: "text box {n}",
    Unit.FOOTNOTE: "footnote {n}",
    Unit.ENDNOTE: "endnote {n}",
    Unit.SHEET: "sheet {n}",
    Unit.CELL: "cell {n}",
    Unit.REGION: "at {n}",
}


def place_text(place: Place) -> str:
    """Return a place in words, harmless: "table 1, row 3"."""
    return listed(tr(_UNITS[unit]).format(n=visible(str(number))) for unit, number in place)


def position_text(document: Document, offset: int) -> str:
    """Return line and column (1-based), after the page or the like if the document has any."""
    line, column = document.position(offset)
    place = document.place(offset)
    return listed((place_text(place), f"{line}:{column}")) if place else f"{line}:{column}"


def behind_position(document: Document, offset: int) -> str:
    """Return what follows a line and column that stand behind a file name: the place in brackets, or nothing."""
    place = document.place(offset)
    return bracketed(place_text(place)) if place else ""


def section_text(section: Section) -> str:
    """Return the number and title of a section, a long title shortened."""
    title = section.title if len(section.title) <= _TITLE else section.title[: _TITLE - 1] + "…"
    gap = " " if title and section.number[-1:].isalnum() else ""  # 第一章 总体要求, but 一、总体要求
    return harmless(section.number + gap + title)


def path_text(sections: tuple[Section, ...], offset: SourceOffset) -> str:
    """Return the path to the section that holds ``offset``: 第四章 … › 第一节 …; empty outside all sections."""
    return " › ".join(section_text(section) for section in section_path(sections, offset))


@dataclass(frozen=True, slots=True)
class Move:
    """What moved, and from where to where, in words.

    Attributes:
        sections: The sections that moved, by name; empty if the passage holds none.
        places: Behind what it stands on either side.
    """

    sections: str
    places: Pair[str]


def move_of(sources: Pair[Source], spans: Pair[SourceSpan]) -> Move:
    """Describe a moved passage by its sections, or if it is a passage inside a section by what stands before it."""
    left, right = _sections_in(sources.left, spans.left), _sections_in(sources.right, spans.right)
    if left and right:
        names = " · ".join(section_text(section) for section in left)
        return Move(names, Pair(_behind_section(sources.left, left[0]), _behind_section(sources.right, right[0])))
    paths = Pair(
        path_text(sources.left.sections, spans.left.start), path_text(sources.right.sections, spans.right.start)
    )
    differ = paths.left != paths.right
    return Move(
        "",
        Pair(
            _behind_text(sources.left, spans.left.start, paths.left if differ else ""),
            _behind_text(sources.right, spans.right.start, paths.right if differ else ""),
        ),
    )


def _sections_in(source: Source, span: Span) -> list[Section]:
    """Return the sections that begin inside a span, without their subsections."""
    low = bisect_left(source.sections, span.start, key=lambda section: section.start)
    high = bisect_left(source.sections, span.end, key=lambda section: section.start)
    inside = source.sections[low:high]
    ids = {section.id for section in inside}
    return [section for section in inside if section.parent not in ids]


def _behind_section(source: Source, section: Section) -> str:
    """Say behind which section a section stands, or that it is the first."""
    earlier = source.sections[: int(section.id) - 1]
    sibling = next((other for other in reversed(earlier) if other.parent == section.parent), None)
    if sibling:
        return tr("after {section}").format(section=section_text(sibling))
    if section.parent:
        return tr("first in {section}").format(section=section_text(source.sections[int(section.parent) - 1]))
    return tr("the first section")


def _behind_text(source: Source, offset: int, path: str) -> str:
    """Say in which section (``path``, if it is worth saying) and behind which words a passage stands."""
    context = "".join(part.text for part in source.before(offset, least=1)).strip()
    behind = tr("after “{text}”").format(text=context) if context else tr("at the beginning")
    return labelled(path, behind) if path else behind
