"""The section tree: each section runs from its heading to the end of its last subsection."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from plandiff.outline.clean_text import CleanText
from plandiff.outline.headings import Heading
from plandiff.text.span import CleanOffset, SourceOffset


@dataclass(frozen=True, slots=True)
class Section:
    """One section; ``start``, ``heading_end`` and ``end`` are source offsets, ``heading`` is in clean offsets.

    Attributes:
        id: Its number in document order, from "1".
        parent: The id of the section it lies in, None at the top.
        level: Depth, from 1.
        number: The mark as written (第一章), without white space; empty if unnumbered.
        title: The heading without mark, as written, without white space inside.
    """

    id: str
    parent: str | None
    level: int
    kind: str
    number: str
    title: str
    start: SourceOffset
    heading_end: SourceOffset
    end: SourceOffset
    heading: Heading


def build_sections(text: CleanText, headings: list[Heading], body_end: CleanOffset) -> tuple[Section, ...]:
    """Nest the headings by rank; ``body_end`` (clean offset) is where the last section ends, before any footer."""
    ends = _ends(headings, body_end)
    sections: list[Section] = []
    open_sections: list[Section] = []
    for number, (heading, end) in enumerate(zip(headings, ends, strict=True), 1):
        while open_sections and open_sections[-1].heading.rank >= heading.rank:
            open_sections.pop()
        span = text.offsets.source_span(heading.start, max(end, heading.end))
        parent = open_sections[-1] if open_sections else None
        section = Section(
            id=str(number),
            parent=parent.id if parent else None,
            level=parent.level + 1 if parent else 1,
            kind=heading.kind,
            number=text.kept[heading.start : heading.start + len(heading.mark)],
            title=text.kept[heading.start + len(heading.mark) : heading.end].strip("。：:；;"),
            start=span.start,
            heading_end=text.offsets.source_span(heading.start, heading.end).end,
            end=span.end,
            heading=heading,
        )
        sections.append(section)
        open_sections.append(section)
    return tuple(sections)


def _ends(headings: list[Heading], body_end: CleanOffset) -> list[CleanOffset]:
    """Return for each heading where its section ends: the next heading of the same or an outer rank."""
    ends = [body_end] * len(headings)
    open_at: list[int] = []
    for n, heading in enumerate(headings):
        while open_at and headings[open_at[-1]].rank >= heading.rank:
            ends[open_at.pop()] = heading.start
        open_at.append(n)
    return ends


def section_path(sections: Sequence[Section], position: SourceOffset) -> list[Section]:
    """Return the sections that hold a source position, from the outermost to the deepest."""
    at = bisect_right(sections, position, key=lambda section: section.start) - 1
    section = sections[at] if at >= 0 else None
    while section and section.end < position:
        section = sections[int(section.parent) - 1] if section.parent else None
    path: list[Section] = []
    while section:
        path.insert(0, section)
        section = sections[int(section.parent) - 1] if section.parent else None
    return path
