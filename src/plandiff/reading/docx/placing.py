"""Finds where the decoded text of a Word document stands in its runs, so that the file itself can be changed.

Each paragraph's own text is found again in the decoded text, in order. Computed numbers, notes and formulas lie
between: they are no text of a run, and nothing can be changed there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandiff.reading.docx.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RUN, _PARAGRAPH, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("r", "p", "tbl", "tr", "tc"))
ADDED = (f"{W}ins", f"{W}moveTo")
"""What stands around runs that are tracked as new: their text is text of the document."""
_WRAPPERS = frozenset(
    (*(f"{W}{name}" for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple")), *ADDED)
)
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class CannotPlace(Exception):  # noqa: N818 - says what happened, and no user ever sees it
    """A line or a change has no place in the document."""


@dataclass(slots=True)
class Line:
    """A paragraph and where its own text stands; its runs are cut where something begins or ends.

    Attributes:
        paragraph: The element.
        start: Where its text begins in the decoded text, behind a computed number.
        end: Where its text ends.
        row: The table row it stands in; None outside of tables.
        runs: Its runs that have text, in order.
        starts: Where each of them begins in the decoded text.
    """

    paragraph: "Element"
    start: int
    end: int
    row: "Element | None"
    runs: list["Element"]
    starts: list[int]

    def run_at(self, offset: int) -> "Element | None":
        """Return the run that begins at an offset of the decoded text, cutting one if need be; None at the end.

        Raises:
            CannotPlace: The offset is not in the line.
        """
        if offset == self.end:
            return None
        at = bisect_right(self.starts, offset) - 1
        if at < 0 or offset > self.end:
            raise CannotPlace
        if self.starts[at] < offset:
            self.runs.insert(at + 1, _cut(self.runs[at], offset - self.starts[at]))
            self.starts.insert(at + 1, offset)
            at += 1
        return self.runs[at]

    def runs_between(self, start: int, end: int) -> list["Element"]:
        """Return the runs that hold a stretch of the decoded text and nothing else, cutting them if need be.

        Raises:
            CannotPlace: The stretch is not in the line.
        """
        self.run_at(end)
        self.run_at(start)
        found = self.runs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        if not found:
            raise CannotPlace
        return found

    def before(self, offset: int, paragraph: "Element") -> "Line":
        """Return the line that ends at an offset at which this one is parted; ``paragraph`` holds its runs then."""
        self.run_at(offset)
        at = bisect_left(self.starts, offset)
        return Line(paragraph, self.start, offset, self.row, self.runs[:at], self.starts[:at])


def lines_of(body: "Element", text: str) -> list[Line]:
    """Return the paragraphs that have text, in the order of the decoded text.

    Raises:
        CannotPlace: One is not in the text as its runs have it.
    """
    found, at = [], 0
    for paragraph, row in _paragraphs(body, None):
        pieces = [(run, "".join(map(child_text, run))) for run in _runs(paragraph)]
        own = "".join(piece for _, piece in pieces)
        if own:
            start = at = text.find(own, at)
            if start < 0:
                raise CannotPlace
            line = Line(paragraph, start, start + len(own), row, [], [])
            for run, piece in pieces:
                if piece:
                    line.runs.append(run)
                    line.starts.append(at)
                    at += len(piece)
            found.append(line)
    return found


def line_at(lines: Sequence[Line], starts: Sequence[int], start: int, end: int) -> Line:
    """Return the line that holds a stretch of the decoded text; ``starts`` are those of the lines.

    Raises:
        CannotPlace: There is none.
    """
    at = bisect_right(starts, start) - 1
    if at >= 0 and end <= lines[at].end:
        return lines[at]
    raise CannotPlace


def _paragraphs(container: "Element", row: "Element | None") -> Iterator[tuple["Element", "Element | None"]]:
    for block in container:
        if block.tag == _PARAGRAPH:
            yield block, row
        elif block.tag == _TABLE:
            for inner in block.iterchildren(_ROW):
                for cell in inner.iterchildren(_CELL):
                    yield from _paragraphs(cell, inner)
        elif block.tag in _WRAPPERS:
            yield from _paragraphs(block, row)


def _runs(container: "Element") -> Iterator["Element"]:
    """Yield the runs of a paragraph that are text of the document, in order."""
    for part in container:
        if part.tag == RUN:
            yield part
        elif part.tag in _WRAPPERS:
            yield from _runs(part)


def child_text(child: "Element") -> str:
    """Return what a child of a run is in the decoded text; of children that are no text nothing."""
    if child.tag == f"{W}t":
        found = (child.text or "").replace("\n", " ")
        return found if child.get(SPACE) == "preserve" else found.strip(" \t")
    if child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") != "textWrapping":
        return ""
    return _SIGNS.get(child.tag, "")


def _cut(run: "Element", size: int) -> "Element":
    """Cut a run behind so many characters, and return its second half."""
    second: Element = run.makeelement(RUN, run.attrib)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        second.append(deepcopy(properties))
    at = 0
    for child in [*run]:
        if child is properties:
            continue
        text = child_text(child)
        if at >= size and (text or at > size):
            second.append(child)
        elif at < size < at + len(text):
            rest = deepcopy(child)
            child.text, rest.text = text[: size - at], text[size - at :]
            for half in (child, rest):
                half.set(SPACE, "preserve")
            second.append(rest)
        at += len(text)
    run.addnext(second)
    return second
