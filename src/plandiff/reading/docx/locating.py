"""Finds where the decoded text of a Word document stands in its runs, so that the file itself can be changed.

The document is walked as `blocks` walks it, and each paragraph's own text is found again in its line, or in its cell of
a table row. What stands before it there is computed and no text of a run: a number, the mark of a note.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plandiff.reading.document import Unit
from plandiff.reading.docx.blocks import CELL, PARAGRAPH, ROW, TABLE, WRAPPERS, columns_before, columns_of, goes_on
from plandiff.reading.docx.inline import chosen, drawn
from plandiff.reading.docx.placing import ADDED, NOTE_REFERENCES, RUN, CannotPlace, Line, child_text
from plandiff.reading.docx.xml import MC, M, W, child, is_on
from plandiff.reading.lines import note_mark

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Notes = Mapping[Unit, Mapping[str, "Element"]]
"""The notes of each kind by their ids in the file."""

_INLINE = frozenset(
    (
        *(f"{W}{name}" for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple")),
        *ADDED,
        f"{M}oMathPara",
    )
)
_FORMULA = f"{M}oMath"
_HOLDERS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"))
_BOX = f"{W}txbxContent"
_REFERENCES = dict(zip(NOTE_REFERENCES, (Unit.FOOTNOTE, Unit.ENDNOTE), strict=True))
_BLANK = " \t\n\u00a0\u3000"


def lines_of(body: "Element", notes: Notes, text: str) -> list[Line]:
    """Return the paragraphs of a document in the order of its decoded text.

    A table row has at least one for each cell that begins in it.

    Raises:
        CannotPlace: One is not in the text as its runs have it.
    """
    walk = _Walk(text)
    walk.story(body)
    for unit, id_ in walk.referred:  # a note may refer to another, which then comes last
        if id_ in notes.get(unit, {}):
            walk.story(notes[unit][id_])
    return walk.lines


class _Walk:
    """Walks the stories of a document along its decoded text.

    Attributes:
        lines: What was found.
        referred: The notes that the text refers to, in order.
    """

    def __init__(self, text: str) -> None:
        self.lines: list[Line] = []
        self.referred: list[tuple[Unit, str]] = []
        self._text, self._at = text, 0
        self._story: Element | None = None

    def story(self, story: "Element") -> None:
        """Walk the body or a note."""
        self._story = story
        self._blocks(story, None)

    def _blocks(self, container: "Element", row: "Element | None") -> None:
        for block in _unwrapped(container, (PARAGRAPH, TABLE)):
            if block.tag == PARAGRAPH:
                boxes = self._paragraph(block, row)
                for box in boxes:
                    self._blocks(box, row)
            else:
                self._table(block, row)

    def _table(self, table: "Element", around: "Element | None") -> None:
        rows = [(row, [*_unwrapped(row, (CELL,))]) for row in _unwrapped(table, (ROW,))]
        framed = all(len(cells) == 1 for _, cells in rows)
        for row, cells in rows:
            if framed or around is not None:
                for cell in cells:
                    if around is None or not goes_on(child(cell, "tcPr")):
                        self._blocks(cell, around)
                continue
            start, end = self._at, self._line_end()
            columns = self._text[start:end].split("\t")
            at = columns_before(row)
            for cell in cells:
                properties = child(cell, "tcPr")
                if at >= len(columns):
                    raise CannotPlace
                self._at = start + sum(map(len, columns[:at])) + at
                if not goes_on(properties):
                    self._cell(cell, row, self._at + len(columns[at]))
                at += columns_of(properties)
            self._at = end + 1

    def _cell(self, cell: "Element", row: "Element", end: int) -> None:
        count, start = len(self.lines), self._at
        self._blocks(cell, row)
        if self._at > end:
            raise CannotPlace
        if len(self.lines) == count:
            paragraph = next(_unwrapped(cell, (PARAGRAPH,)), None)
            if paragraph is None:
                raise CannotPlace
            self._add(paragraph, start, end, [], row)

    def _line_end(self) -> int:
        end = self._text.find("\n", self._at)
        return len(self._text) if end < 0 else end

    def _paragraph(self, paragraph: "Element", row: "Element | None") -> list["Element"]:
        """Add a paragraph, and return its text boxes."""
        boxes: list[Element] = []
        pieces = [*self._pieces(paragraph, boxes)]
        own = "".join(piece for _, piece in pieces)
        if row is not None and not own.strip(_BLANK):
            return boxes  # a cell that has no other paragraph gets one from its end
        if own.strip(_BLANK) and (row is not None or not self._is_body):
            own = own.strip(_BLANK) if row is not None else own.lstrip(_BLANK)
        begin = self._at
        if own:
            start = self._text.find(own, begin)
            if start < 0 or "\n" in self._text[begin:start] or (row is not None and "\t" in self._text[begin:start]):
                raise CannotPlace
        else:
            start = self._line_end()
        self._add(paragraph, start, start + len(own), pieces, row)
        self._at = start + len(own)
        if row is None and self._text[self._at : self._at + 1] == "\n":
            self._at += 1
        return boxes

    @property
    def _is_body(self) -> bool:
        return self._story is not None and self._story.tag == f"{W}body"

    def _add(
        self,
        paragraph: "Element",
        start: int,
        end: int,
        pieces: list[tuple["Element", str]],
        row: "Element | None",
    ) -> None:
        assert self._story is not None  # noqa: S101 - lines are found only while a story is walked
        line = Line(paragraph, self._at, start, end, row, self._story, [], [])
        whole = "".join(piece for _, piece in pieces)
        at = start - whole.find(self._text[start:end]) if pieces else start
        for run, piece in pieces:
            if piece:
                line.runs.append(run)
                line.starts.append(at)
                at += len(piece)
        self.lines.append(line)

    def _pieces(self, container: "Element", boxes: list["Element"]) -> Iterator[tuple["Element", str]]:
        """Yield the runs and formulas of a paragraph with their text, and collect its text boxes."""
        for part in container:
            if part.tag == RUN:
                if not is_on(part, "rPr", "vanish"):
                    yield part, "".join(self._child(one, boxes) for one in part)
            elif part.tag == _FORMULA:
                yield part, "".join(one.text or "" for one in part.iter(f"{M}t"))
            elif part.tag == f"{MC}AlternateContent":
                yield from self._pieces(chosen(part), boxes)
            elif part.tag in _INLINE:
                yield from self._pieces(part, boxes)

    def _child(self, part: "Element", boxes: list["Element"]) -> str:
        if part.tag in _HOLDERS:
            boxes += [box for box in drawn(part) if box.tag == _BOX]
        if (unit := _REFERENCES.get(part.tag)) is not None:
            self.referred.append((unit, part.get(f"{W}id", "")))
            return note_mark(unit, sum(one is unit for one, _ in self.referred))
        return child_text(part)


def _unwrapped(container: "Element", wanted: tuple[str, ...]) -> Iterator["Element"]:
    """Yield the wanted children, also those inside content controls; rows that are tracked as gone are left out."""
    for part in container:
        if part.tag in wanted:
            if part.tag != ROW or child(part, "trPr", "del") is None:
                yield part
        elif part.tag in (f"{W}del", f"{W}moveFrom"):
            continue
        elif part.tag in WRAPPERS:
            yield from _unwrapped(chosen(part) if part.tag.startswith(MC) else part, wanted)
