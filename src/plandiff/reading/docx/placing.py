"""The lines of a Word document as its runs have them, and how runs are cut where a change begins or ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plandiff.reading.document import Unit
from plandiff.reading.docx.inline import symbol
from plandiff.reading.docx.xml import SPACE, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RUN = f"{W}r"
ADDED = (f"{W}ins", f"{W}moveTo")
"""What stands around runs that are tracked as new: their text is text of the document."""
NOTE_REFERENCES = tuple(f"{W}{unit.value}Reference" for unit in (Unit.FOOTNOTE, Unit.ENDNOTE))
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


class CannotPlace(Exception):  # noqa: N818 - says what happened, and no user ever sees it
    """A line or a change has no place in the document."""


@dataclass(slots=True)
class Line:
    """A paragraph and where its own text stands; its runs are cut where something begins or ends.

    Attributes:
        paragraph: The element.
        begin: Where it begins in the decoded text. What stands before its own text is computed: a number, the mark of
            a note.
        start: Where its own text begins.
        end: Where its text ends.
        row: The table row it stands in; None outside of tables, and in one of a single column, which is a frame.
        story: The body, or the note it stands in.
        runs: Its runs and formulas that have text, in order.
        starts: Where each of them begins in the decoded text.
    """

    paragraph: "Element"
    begin: int
    start: int
    end: int
    row: "Element | None"
    story: "Element"
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
        return replace(self, paragraph=paragraph, end=offset, runs=self.runs[:at], starts=self.starts[:at])


def line_at(lines: Sequence[Line], starts: Sequence[int], start: int, end: int) -> Line:
    """Return the line that holds a stretch of the decoded text; ``starts`` are those of the lines.

    Raises:
        CannotPlace: There is none.
    """
    at = bisect_right(starts, start) - 1
    if at >= 0 and end <= lines[at].end:
        return lines[at]
    raise CannotPlace


def child_text(child: "Element") -> str:
    """Return what a child of a run is in the decoded text; of children that are no text nothing."""
    if child.tag == f"{W}t":
        found = (child.text or "").replace("\n", " ")
        return found if child.get(SPACE) == "preserve" else found.strip(" \t")
    if child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") != "textWrapping":
        return ""
    if child.tag == f"{W}sym":
        return symbol(child.get(f"{W}char", ""))
    return _SIGNS.get(child.tag, "")


def _cut(run: "Element", size: int) -> "Element":
    """Cut a run behind so many characters, and return its second half.

    Raises:
        CannotPlace: It is a formula, or is cut inside the mark of a note.
    """
    if run.tag != RUN or next(run.iterchildren(*NOTE_REFERENCES), None) is not None:
        raise CannotPlace
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
