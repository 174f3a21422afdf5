"""The elements of tracked changes in WordprocessingML (ECMA-376, part 1, 17.13), with the numbers that they need."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from plandiff.reports.office import xml_text
from plandiff.reports.redline.marked import Piece, Track
from plandiff.reports.redline.signature import Signature

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRACKS = {Track.NEW: "ins", Track.GONE: "del", Track.MOVED_FROM: "moveFrom", Track.MOVED_TO: "moveTo"}
_BREAKING = re.compile(r"([\t\n])")


class Elements:
    """Makes the elements of one document; each tracked change gets a number of its own."""

    def __init__(self, signature: Signature, first: int = 1) -> None:
        self._signature, self._next = signature, first

    def make(self, tag: str, **attributes: str) -> "Element":
        """Return an element of WordprocessingML."""
        made: Element = etree.Element(
            W + tag, {W + name: value for name, value in attributes.items()}, nsmap={"w": NAMESPACE}
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

    def piece(self, piece: Piece, properties: "Element | None" = None) -> Iterator["Element"]:
        """Yield a piece of text as a run, in the element that tracks it.

        Args:
            piece: The text.
            properties: The properties of the run (``w:rPr``), which are copied.
        """
        yield self.tracked(piece.track, self.run(piece.text, piece.track, properties))

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
                made.set(_XML_SPACE, "preserve")
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
