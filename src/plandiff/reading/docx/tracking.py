"""The elements of tracked changes in WordprocessingML (ECMA-376, part 1, 17.13), with the numbers that they need."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from enum import StrEnum
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern
from plandiff.reading.docx.xml import SPACE, W
from plandiff.reading.office import xml_text
from plandiff.reading.signature import Signature

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMESPACE = W[1:-1]


class Track(StrEnum):
    """What becomes of a piece when its change is accepted or rejected."""

    STAYS = "stays"
    GONE = "gone"
    NEW = "new"
    MOVED_FROM = "moved-from"
    MOVED_TO = "moved-to"

    @property
    def on_left(self) -> bool:
        """Whether the left text has it: what is read when all changes are rejected."""
        return self in (Track.STAYS, Track.GONE, Track.MOVED_FROM)

    @property
    def on_right(self) -> bool:
        """Whether the right text has it: what is read when all changes are accepted."""
        return self in (Track.STAYS, Track.NEW, Track.MOVED_TO)


_TRACKS = {Track.NEW: "ins", Track.GONE: "del", Track.MOVED_FROM: "moveFrom", Track.MOVED_TO: "moveTo"}
_PAGE_TWIPS = 9638
"""Width of an A4 page between margins of 2 cm, in twentieths of a point."""
BEYOND = 900_001
"""A number for the first change in a document that has elements with numbers of its own."""
_BREAKING = late_pattern(r"([\t\n])")


class Elements:
    """Makes the elements of one document; each tracked change gets a number of its own."""

    def __init__(self, signature: Signature, first: int = 1) -> None:
        from lxml import etree  # noqa: PLC0415 - heavy, and only who changes a document needs it

        self._signature, self._next, self._new = signature, first, etree.Element

    def make(self, tag: str, **attributes: str) -> "Element":
        """Return an element of WordprocessingML."""
        made: Element = self._new(
            W + tag, {W + name: value for name, value in attributes.items()}, nsmap={"w": _NAMESPACE}
        )
        return made

    def signed(self, tag: str, **attributes: str) -> "Element":
        """Return an element that says who made a change, with a number of its own."""
        signed = {"id": str(self.number()), "author": xml_text(self._signature.author), **attributes}
        if self._signature.date:
            signed["date"] = self._signature.date
        return self.make(tag, **signed)

    def number(self) -> int:
        """Return the next number."""
        self._next += 1
        return self._next - 1

    def piece(self, text: str, track: Track, properties: "Element | None" = None) -> "Element":
        """Return text as a run, in the element that tracks it.

        Args:
            text: The text.
            track: What becomes of it.
            properties: The properties of the run (``w:rPr``), which are copied.
        """
        return self.tracked(track, self.run(text, track, properties))

    def tracked(self, track: Track, run: "Element") -> "Element":
        """Return a run in the element that tracks it; one that stays is returned as it is."""
        if track is Track.STAYS:
            return run
        around = self.signed(_TRACKS[track])
        around.append(run)
        return around

    def run(self, text: str, track: Track, properties: "Element | None" = None) -> "Element":
        """Return text as a run; tabs and line breaks inside are elements."""
        run = self.make("r")
        if properties is not None:
            run.append(deepcopy(properties))
        for part in filter(None, _BREAKING.split(text)):
            if part == "\t":
                run.append(self.make("tab"))
            elif part == "\n":
                run.append(self.make("br"))
            else:
                made = self.make("delText" if track is Track.GONE else "t")
                made.text = xml_text(part)
                made.set(SPACE, "preserve")
                run.append(made)
        return run

    def mark(self, paragraph: "Element", track: Track) -> None:
        """Track the end of a paragraph."""
        if track is Track.STAYS:
            return
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = self.make("pPr")
            paragraph.insert(0, properties)
        of_mark = properties.find(f"{W}rPr")
        if of_mark is None:
            of_mark = self.make("rPr")
            later = next(
                (n for n, child in enumerate(properties) if child.tag in (f"{W}sectPr", f"{W}pPrChange")), None
            )
            properties.insert(len(properties) if later is None else later, of_mark)
        of_mark.insert(0, self.signed("ins" if track.on_right else "del"))

    def mark_row(self, row: "Element", track: Track) -> None:
        """Track a table row as new or gone."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = self.make("trPr")
            first = row.find(f"{W}tblPrEx")
            row.insert(0 if first is None else 1, properties)
        later = properties.find(f"{W}trPrChange")
        made = self.signed("ins" if track.on_right else "del")
        if later is None:
            properties.append(made)
        else:
            later.addprevious(made)

    def like(self, paragraph: "Element", *, numbered: bool = False) -> "Element":
        """Return an empty paragraph that looks like another, with its computed number or without one."""
        made = self.make("p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            copied = deepcopy(properties)
            for name in ("sectPr", "rPr", "pPrChange", *(() if numbered else ("numPr",))):
                for old in copied.findall(f"{W}{name}"):
                    copied.remove(old)
            made.append(copied)
        return made

    def row(self, cells: Sequence["Element"], like: "Element | None" = None) -> "Element":
        """Return a table row of paragraphs, one a cell, with the looks of another row where its cells are as many."""
        made, others = self.make("tr"), [] if like is None else like.findall(f"{W}tc")
        others = others if len(others) == len(cells) else []
        for n, paragraph in enumerate(cells):
            cell = self.make("tc")
            properties = others[n].find(f"{W}tcPr") if others else None
            if properties is not None:
                copied = deepcopy(properties)
                for name in ("vMerge", "hMerge", "cellIns", "cellDel", "cellMerge", "tcPrChange"):
                    for old in copied.findall(f"{W}{name}"):
                        copied.remove(old)
                cell.append(copied)
            else:
                cell.append(self.make("tcPr"))
                cell[0].append(self.make("tcW", w="0", type="auto"))
            cell.append(paragraph)
            made.append(cell)
        return made

    def table(self, columns: int, rows: Iterable["Element"]) -> "Element":
        """Return a ruled table as wide as the page."""
        made = self.make("tbl")
        properties = self.make("tblPr")
        properties.append(self.make("tblW", w="5000", type="pct"))
        rules = self.make("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            rules.append(self.make(side, val="single", sz="4", space="0", color="auto"))
        properties.append(rules)
        grid = self.make("tblGrid")
        for _ in range(columns):
            grid.append(self.make("gridCol", w=str(_PAGE_TWIPS // columns)))
        made.append(properties)
        made.append(grid)
        made.extend(rows)
        return made
