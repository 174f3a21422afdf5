r"""Reads the codes of a rich text: groups in braces, control words such as ``\par``, bytes in many encodings.

A group whose control word is not known is text; one that begins with ``\*`` is skipped if its word is not known. So the
format has grown for decades, and so unknown things are read.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from plandiff.errors import ReadingError
from plandiff.patterns import late_pattern
from plandiff.reading.document import Unit
from plandiff.reading.lines import note_mark
from plandiff.reading.notices import NoticeCode
from plandiff.reading.numerals import BULLET, parted
from plandiff.reading.rtf.story import Note, Story, joined
from plandiff.reading.rtf.words import (
    CODE_PAGES,
    ENCODINGS,
    HEEDED,
    LAYOUT,
    SIGNS,
    SKIPPED,
    STARRED,
    SYMBOL_CHARSET,
    SYMBOLS,
)

_TOKEN = late_pattern(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|((?:\\'[0-9A-Fa-f]{2})+)|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_MAX_TOKENS = 1_000_000
"""A law of 74,000 characters has 240,000 at most: two a character, and those of its layout."""
_MAX_DEPTH = 500
_MAX_STORIES = 20_000
"""Notes and text boxes."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group, and ends with it."""

    skipped: bool = False
    charset: int = 0
    ahead: int = 1
    """How many signs stand after a Unicode character for programs that cannot show it."""
    hidden: bool = False
    absent: bool = False
    ends: str = ""
    """What ends with this very group: a story, a number, the table of fonts."""


class Parser:
    """Reads one rich text.

    Attributes:
        body: The body.
        notes: The notes, in order.
        tracked: How many pieces are tracked.
        left_out: How much of each kind was left out.
        cut: Whether the file ends before its groups do.
    """

    def __init__(self, shown: str, *, final: bool) -> None:
        self.body = Story()
        self.notes: list[Note] = []
        self.tracked = 0
        self.left_out: Counter[NoticeCode] = Counter()
        self.cut = False
        self._shown = shown
        self._absent = frozenset(("deleted", "mvf")) if final else frozenset(("revised", "mvt"))
        self._state = _State()
        self._outer: list[_State] = []
        self._stories: list[Story] = [self.body]
        self._open_notes: list[Note] = []
        self._counts: Counter[Unit] = Counter()
        self._begun = 0
        self._numbers: list[list[str]] = []
        self._fonts: dict[int, int] = {}
        self._font = 0
        self._encoding = "cp1252"
        self._bytes = bytearray()
        self._ahead = 0
        self._starred = False

    def parse(self, data: bytes) -> None:
        """Read all bytes.

        Raises:
            ReadingError: There are too many codes, or too many groups in each other.
        """
        resume = 0
        for count, token in enumerate(_TOKEN.finditer(data)):
            if token.start() < resume:
                continue
            if count > _MAX_TOKENS or len(self._outer) > _MAX_DEPTH or self._begun > _MAX_STORIES:
                raise ReadingError("{name} has more codes than any document", "save it as plain text", name=self._shown)
            word, argument, code, symbol, brace, text = token.groups()
            if text is not None or code is not None:
                self._raw(text if code is None else bytes.fromhex(code.replace(b"\\'", b"").decode("ascii")))
            elif brace is not None:
                self._brace(brace)
            elif word == b"bin":
                resume = token.end() + max(int(argument or 0), 0)
            elif word in HEEDED or (word and self._starred):
                self._word(word.decode("ascii"), None if argument is None else int(argument))
            elif word is not None:
                self._flush()
                self._ahead = 0
            else:
                self._symbol(symbol.decode("latin-1"))
        self._flush()
        self.cut = bool(self._outer)
        while self._outer:
            self._close()
        self.body.close()

    def _raw(self, text: bytes) -> None:
        skipped = min(self._ahead, len(text))
        self._ahead -= skipped
        if not self._state.skipped:
            self._bytes += text[skipped:]
        self._starred = False

    def _flush(self) -> None:
        """Decode the bytes so far; both bytes of a character may be written in different ways, but not apart."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            if self._state.ends == "fonts":
                return
            if self._state.charset == SYMBOL_CHARSET:
                text = BULLET if self._numbers else "".join(chr(0xF000 + byte) for byte in data)
                self.left_out[NoticeCode.SYMBOLS] += 0 if self._numbers else len(data)
            else:
                text = self._decoded(data)
            self._write(text)

    def _decoded(self, data: bytes) -> str:
        """Decode by the font, or if it names no script by the file, which may hold Western signs all the same."""
        encoding = ENCODINGS.get(self._state.charset)
        if encoding:
            return data.decode(encoding, "replace")
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")

    def _write(self, text: str) -> None:
        state = self._state
        if state.hidden:
            self.left_out[NoticeCode.HIDDEN] += 0 if state.skipped else len(text)
        elif not (state.skipped or state.absent):
            (self._numbers[-1] if self._numbers else self._stories[-1].out).append(text)

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._ahead = 0
        self._starred = False
        if brace == b"{":
            self._outer.append(self._state)
            self._state = replace(self._state, ends="")
        elif self._outer:
            self._close()

    def _close(self) -> None:
        """End a group, and what ends with it."""
        ends, self._state = self._state.ends, self._outer.pop()
        if ends == "number":
            mark = joined(self._numbers.pop())
            self._write(parted(mark.strip(), "tab" if mark != mark.rstrip() else "nothing"))
        elif ends == "story":
            story = self._stories.pop()
            story.close()
            if self._open_notes and self._open_notes[-1].story is story:
                note = self._open_notes.pop()
                self._counts[note.unit] += 1
                note.number = self._counts[note.unit]
                self._write(note_mark(note.unit, note.number))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
            return
        if self._ahead:
            self._ahead -= 1
        elif symbol in SYMBOLS:
            self._flush()
            self._write(SYMBOLS[symbol])
        elif symbol in "\r\n":
            self._paragraph()

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        self._flush()
        if word == "u":
            self._write(chr((number or 0) % 0x10000))
            self._ahead = self._state.ahead
            return
        if self._ahead and word in SIGNS:
            self._ahead -= 1
            return
        self._ahead = 0
        if word in SKIPPED or (starred and word not in STARRED):
            self.left_out[NoticeCode.COMMENTS] += word == "annotation"
            self._state = replace(self._state, skipped=True)
        elif word == "fonttbl":
            self._state = replace(self._state, skipped=True, ends="fonts")
        elif word == "fcharset":
            self._fonts[self._font] = number or 0
        elif not self._state.skipped:
            self._read(word, number)
        elif word == "f":
            self._font = number or 0

    def _read(self, word: str, number: int | None) -> None:
        if word in SIGNS:
            self._write(SIGNS[word])
        elif word in {"par", "sect", "page"}:
            self._paragraph(only_if_begun=word != "par")
        elif word in {"deleted", "revised", "mvf", "mvt"}:
            self.tracked += number != 0
            if word in self._absent:
                self._state = replace(self._state, absent=number != 0)
        elif word == "ansicpg":
            self._encoding = CODE_PAGES.get(number or 0, f"cp{number}" if 1250 <= (number or 0) <= 1258 else "cp1252")
        elif word == "object":
            self.left_out[NoticeCode.EMBEDDED] += 1
        elif (change := self._changed(word, number)) is not None:
            self._state = change
        elif word in LAYOUT:
            LAYOUT[word](self._stories[-1], number or 0)
        else:
            self._destination(word)

    def _changed(self, word: str, number: int | None) -> _State | None:
        """Return the state after a word that changes how what follows is read."""
        if word == "f":
            charset = self._fonts.get(number or 0, 0)
            return self._state if charset == self._state.charset else replace(self._state, charset=charset)
        if word == "uc":
            ahead = min(max(number or 0, 0), 8)
            return self._state if ahead == self._state.ahead else replace(self._state, ahead=ahead)
        if word == "v":
            return replace(self._state, hidden=number != 0)
        return replace(self._state, hidden=False, absent=False) if word == "plain" else None

    def _destination(self, word: str) -> None:
        """Begin what a group holds apart from the text around it: a number, a text box, a note."""
        if word in {"listtext", "pntext"}:
            self._numbers.append([])
            self._state = replace(self._state, ends="number")
        elif word in {"shptxt", "dptxbxtext"}:
            box = Story()
            self._stories[-1].boxes.append(box)
            self._begin(box)
        elif word == "footnote":
            note = Note(Unit.FOOTNOTE, Story())
            self.notes.append(note)
            self._open_notes.append(note)
            self._begin(note.story)
        elif word == "ftnalt" and self._open_notes:
            self._open_notes[-1].unit = Unit.ENDNOTE

    def _begin(self, story: Story) -> None:
        self._begun += 1
        self._stories.append(story)
        self._state = replace(self._state, ends="story")

    def _paragraph(self, *, only_if_begun: bool = False) -> None:
        story = self._stories[-1]
        if not (self._state.skipped or self._state.absent) and (story.out or story.boxes or not only_if_begun):
            story.end_paragraph()
