"""Finds the marks of notes: each stands once in the text and once at the end of the document, before the note itself.

Print sets notes below the page, a web page behind the text, and what is copied from either has marks in other forms or
none. The mark is furniture, the note is text: laws define terms in notes.
"""

import re
from collections.abc import Iterator

from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.text.span import source_span

# Brackets that nothing else in running text uses with a short number. Round ones number items, and years stand in 〔〕.
_MARK = late_pattern(
    r"[\[［【〔(（①-⑳](?:"  # said first, since it is what a search goes by
    r"(?<=[\[［【〔])(?:[注註]\s?)?([0-9]{1,2})[\]］】〕]"
    r"|(?<=[\[［])([ivxlc]{1,6})[\]］]"
    r"|(?<=[(（〔\[])[注註]\s?([0-9]{1,2})[)）〕\]]"
    r"|(?<=([①-⑳])))"
)
_LINE_START = late_pattern(r"(?:^|(?<=[\n\r\f]))[ \t\u3000]*\Z")
_BLANKS = 12
"""Blanks that a line may begin with."""


def note_marks(text: CleanText) -> Iterator[Removal]:
    """The marks of notes whose texts close the document, each behind the mark that the text refers to it with."""
    source = text.document.text
    families: dict[int, list[re.Match[str]]] = {}
    for match in _MARK.finditer(source):
        families.setdefault(match.lastindex or 0, []).append(match)
    for marks in families.values():
        heads = _closing(source, marks)
        calls = [mark for mark in marks if not heads or mark.start() < heads[0].start()]
        if heads and [_sign(mark) for mark in calls] == [_sign(mark) for mark in heads]:
            for mark in (*calls, *heads):
                yield Removal(RemovalKind.NOTE_MARK, source_span(*mark.span()))


def _closing(source: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the marks that open the lines of notes at the end of a document, the first note's first."""
    heads: list[re.Match[str]] = []
    for mark in reversed(marks):
        if _LINE_START.search(source, max(0, mark.start() - _BLANKS), mark.start()) is None:
            break
        heads.append(mark)
        if _sign(mark) in ("1", "i", "①"):
            break
    return heads[::-1]


def _sign(mark: re.Match[str]) -> str:
    return next(group for group in mark.groups() if group)
