"""Recognises a contents list by what it is: headings that all come again in the body.

It works on text without any line break, where 目录前言1第一章规划背景和总体要求2第一节基础条件2 runs straight into
the body, because the body begins where the list's first entry comes again.
"""

import re
from dataclasses import dataclass

from plandiff.chinese.numbering import MARK
from plandiff.text.span import CleanSpan, clean_span

_TITLE = re.compile(r"目录|目次")
_LEADERS = re.compile(r"[.…·\-_(]*[0-9]{0,4}[)\-]*$")
_SENTENCE = re.compile(r"[。;!?]")
_LONGEST_ENTRY = 80
"""Folded code points of an entry with its leaders and page number; a longer one is text."""
_FEWEST_ENTRIES = 3
"""Two headings that come again may be a sentence that names them."""
_NEAR_THE_START = 0.2
"""Share of the text within which the list's title stands. Of 60 laws set with a list, each of these numbers may be 0.7
or 1.4 times as large, and all the same lists are found."""


@dataclass(frozen=True, slots=True)
class ContentsList:
    """Where the list stands (clean offsets), and its entries (folded, without page numbers) in order."""

    span: CleanSpan
    entries: tuple[str, ...]


def contents_list(key: str) -> ContentsList | None:
    """Find the contents list in clean, folded text, or None."""
    for title in _TITLE.finditer(key, 0, max(200, int(len(key) * _NEAR_THE_START))):
        found = _list_after(key, title)
        if found:
            return found
    return None


def _list_after(key: str, title: re.Match[str]) -> ContentsList | None:
    first = MARK.match(key, title.end())
    if not first:
        return None
    second = MARK.search(key, first.end(), first.end() + _LONGEST_ENTRY)
    if not second:
        return None
    for opening in _readings(key[first.start() : second.start()]):
        body = key.find(opening, second.start())
        if body < 0:
            continue
        entries = _entries(key[first.start() : body], key, body)
        if len(entries) >= _FEWEST_ENTRIES:
            return ContentsList(clean_span(title.start(), body), entries)
    return None


def _readings(entry: str) -> list[str]:
    """Return what an entry may be once leaders and page number are gone; a title may itself end in digits."""
    bare = _LEADERS.sub("", entry)
    digits = entry[len(bare) :].strip(".…·-_()")
    return [bare, *(bare + digits[:n] for n in range(1, len(digits) + 1))]


def _entries(listed: str, key: str, body: int) -> tuple[str, ...]:
    """Cut the list at its marks and keep it only if (nearly) every entry comes again in the body.

    The order is not asked for: chapters may have been moved since the list was made.
    """
    starts = [match.start() for match in MARK.finditer(listed)]
    pieces = [listed[a:b] for a, b in zip(starts, [*starts[1:], len(listed)], strict=True)]
    entries = []
    for piece in pieces:
        if len(piece) > _LONGEST_ENTRY or _SENTENCE.search(piece):
            return ()
        entries += [reading for reading in _readings(piece) if key.find(reading, body) >= 0][:1]
    return tuple(entries) if len(entries) * 10 >= len(pieces) * 9 else ()
