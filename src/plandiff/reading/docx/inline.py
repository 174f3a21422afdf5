"""The text of one paragraph: runs, fields, notes, and what hangs on it, such as text boxes.

Fields keep their result and lose their instruction. What has no place in a line of text is counted, so that a notice
can say what was left out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern
from plandiff.reading.document import Unit
from plandiff.reading.docx.revisions import Revision
from plandiff.reading.docx.styles import Styles
from plandiff.reading.docx.xml import MC, M, W, child, is_on, value
from plandiff.reading.lines import note_mark
from plandiff.reading.notices import NoticeCode
from plandiff.reading.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WRAPPERS = frozenset(
    (
        *(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "customXml")),
        *(f"{W}{name}" for name in ("fldSimple", "dir", "bdo", "sdt", "sdtContent")),
        f"{M}oMathPara",
    )
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_HOLDERS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_TEXT = frozenset((f"{W}t", f"{W}delText"))
_BOX = f"{W}txbxContent"
_ALTERNATE = f"{MC}AlternateContent"
_ELSEWHERE = frozenset(("chart", "relIds", "OLEObject"))
"""What is drawn by another part: a chart, a diagram, an object of another program."""
# Word before 2007 draws ① as a field that puts a number into a circle.
_CIRCLED = late_pattern(r"\s*eq\s*\\o\s*\\ac\s*\(\s*[○Oo◯]\s*,\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, and what stood there in place of one."""

    instruction: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    result: bool = False


@dataclass(slots=True)
class Note:
    """A note that the text refers to: which kind, its id in the file, its mark."""

    unit: Unit
    id: str
    mark: str


class Inline:
    """Reads paragraphs one after the other; fields may run over several.

    Attributes:
        left_out: How often, or how much, of each kind was left out.
        notes: The notes that were referred to, in order.
    """

    def __init__(self, revision: Revision, styles: Styles) -> None:
        self.left_out: Counter[NoticeCode] = Counter()
        self.notes: list[Note] = []
        self._styles = styles
        self._absent = frozenset(revision.absent)
        self._fields: list[_Field] = []
        self._unshown: list[_Field] = []
        """Of the fields, those whose result has not begun: what stands in them is no text yet."""
        self._marks: dict[tuple[Unit, str], str] = {}
        self._noted: Counter[Unit] = Counter()
        self._out: list[str] = []
        self._boxes: list[Element] = []

    def paragraph(self, paragraph: "Element") -> tuple[str, list["Element"]]:
        """Return the text of a paragraph and the contents of its text boxes."""
        self._out, self._boxes = [], []
        self._walk(paragraph)
        while self._fields and not self._fields[-1].result:
            # No instruction runs over a paragraph's end: this field was never closed, and its text is text.
            self._unshown.pop()
            self._write("".join(self._fields.pop().inside))
        return "".join(self._out), self._boxes

    def _write(self, text: str) -> None:
        (self._unshown[0].inside if self._unshown else self._out).append(text)

    def _walk(self, element: "Element") -> None:
        for part in element:
            tag = part.tag
            if tag in self._absent:
                continue
            if tag == f"{W}r":
                self._run(part)
            elif tag in _WRAPPERS:
                self._walk(part)
            elif tag == f"{M}oMath":
                self.left_out[NoticeCode.FORMULAS] += 1
                self._write("".join(self._formula(part)))
            elif tag == _ALTERNATE:
                self._walk(chosen(part))

    def _formula(self, element: "Element") -> Iterator[str]:
        for part in element:
            if part.tag == f"{M}t":
                yield part.text or ""
            elif part.tag not in self._absent:
                yield from self._formula(part)

    def _run(self, run: "Element") -> None:
        if self._is_hidden(run):
            self.left_out[NoticeCode.HIDDEN] += sum(len(text.text or "") for text in run.iter(*_TEXT))
            return
        for part in run:
            tag = part.tag
            if tag in _TEXT:
                self._write(_written(part))
            elif tag in _SIGNS:
                self._write(_SIGNS[tag])
            elif tag in _HOLDERS or tag == _ALTERNATE:
                self._drawing(part)
            else:
                self._special(part)

    def _special(self, part: "Element") -> None:
        name = part.tag.removeprefix(W)
        if name == "br":
            self._write("\n" if part.get(f"{W}type", "textWrapping") == "textWrapping" else "")
        elif name == "fldChar":
            self._field_sign(part.get(f"{W}fldCharType", ""))
        elif name in {"instrText", "delInstrText"} and self._fields:
            self._fields[-1].instruction.append(part.text or "")
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(part, Unit(name.removesuffix("Reference")))
        elif name == "sym":
            self._symbol(part.get(f"{W}char", ""))
        elif name == "ruby":
            self.left_out[NoticeCode.READINGS] += 1
            if (base := child(part, "rubyBase")) is not None:
                self._walk(base)
        elif name == "commentReference":
            self.left_out[NoticeCode.COMMENTS] += 1

    def _field_sign(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
            self._unshown.append(self._fields[-1])
        elif kind == "separate" and self._fields:
            if not self._fields[-1].result:
                self._unshown.pop()
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if not closed.result:
                self._unshown.pop()
            instruction = "".join(closed.instruction)
            if not closed.result and instruction.split()[:1] in (["eq"], ["EQ"], ["Eq"]):
                circled = _CIRCLED.fullmatch(instruction)
                self.left_out[NoticeCode.FORMULAS] += circled is None
                self._write((numeral(int(circled[1]), "decimalEnclosedCircle") or "") if circled else "")

    def _note(self, reference: "Element", unit: Unit) -> None:
        """Write the mark of a note, which is there once, whatever refers to it; it may refer to itself."""
        key = (unit, reference.get(f"{W}id", ""))
        if key not in self._marks:
            self._noted[unit] += 1
            self._marks[key] = note_mark(unit, self._noted[unit])
            self.notes.append(Note(*key, self._marks[key]))
        self._write(self._marks[key])

    def _symbol(self, code: str) -> None:
        """Write a sign of a symbol font: its code point if it is a real one, else one for private use."""
        sign = symbol(code)
        if "\ue000" <= sign <= "\uf8ff":
            self.left_out[NoticeCode.SYMBOLS] += 1
        self._write(sign)

    def _is_hidden(self, run: "Element") -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return False
        if child(properties, "vanish") is not None:
            return is_on(properties, "vanish")
        return self._styles.hides(value(properties, "rStyle"))

    def _drawing(self, element: "Element") -> None:
        for part in drawn(element):
            if part.tag == _BOX:
                self._boxes.append(part)
            else:
                self.left_out[NoticeCode.EMBEDDED] += 1


def symbol(code: str) -> str:
    """Return the sign that a hexadecimal code of a symbol font stands for; empty if it is none."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= sign <= "\udfff" or sign < " " else sign


def drawn(element: "Element") -> Iterator["Element"]:
    """Yield the contents of text boxes in a drawing, the outermost only, and what another part draws."""
    if element.tag == _ALTERNATE:
        element = chosen(element)
    for part in element:
        if not isinstance(part.tag, str):
            continue
        if part.tag == _BOX or part.tag.rpartition("}")[2] in _ELSEWHERE:
            yield part
        else:
            yield from drawn(part)


def chosen(alternate: "Element") -> "Element":
    """Return the branch that is read of content that is there twice, for newer and for older programs."""
    choice = alternate.find(f"{MC}Choice")
    fallback = alternate.find(f"{MC}Fallback")
    if choice is not None and (fallback is None or len(choice)):
        return choice
    return alternate if fallback is None else fallback


def _written(text: "Element") -> str:
    """Return a piece of text; as in all XML of its kind, blanks at its ends count only if it says so."""
    found = (text.text or "").replace("\n", " ")
    preserved = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return found if preserved else found.strip(" \t")
