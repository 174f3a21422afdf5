"""Recognises a contents list by what it is: headings that all come again in the body, below a title or at the first.

It works on text without any line break, where 目录前言1第一章规划背景和总体要求2第一节基础条件2 runs straight into
the body, because the body begins where the list's first entry comes again.
"""

import re
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from plandiff.chinese.numbering import MARK
from plandiff.chinese.punctuation import SENTENCE_STOPS
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, clean_span, without

_TITLE = late_pattern(r"目录|目次")
_UNTITLED = late_pattern(r"(?=第[一1][编章篇])")
"""Where a list without a title begins."""
_LEADERS = late_pattern(r"[.…·\-_(]*[0-9]{0,4}[)\-]*$")
_SENTENCE = late_pattern(f"[{SENTENCE_STOPS}]")
_LONGEST_ENTRY = 80
"""Folded code points of an entry with its leaders and page number; a longer one is text."""
_FEWEST_ENTRIES = 3
"""Two headings that come again may be a sentence that names them."""
_NEAR_THE_START = 0.2
"""Share of the text within which the list's title stands. Of 60 laws set with a list, each of these numbers may be 0.7
or 1.4 times as large, and all the same lists are found."""
_MOST_INTERRUPTED = 5
"""Entries that other text may cut; to look for each costs a search of the whole text for each of its characters."""


@dataclass(frozen=True, slots=True)
class ContentsList:
    """A contents list.

    Attributes:
        spans: Where it stands (clean offsets): one span, or more where other text cuts through an entry.
        entries: Its entries, folded, without page numbers, in order.
    """

    spans: tuple[CleanSpan, ...]
    entries: tuple[str, ...]


def contents_list(key: str) -> ContentsList | None:
    """Find the contents list in clean, folded text, or None."""
    end = max(200, int(len(key) * _NEAR_THE_START))
    titles = (*_TITLE.finditer(key, 0, end), *islice(_UNTITLED.finditer(key, 0, end), 1))
    return next((found for title in titles if (found := _list_after(key, title))), None)


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
        found = _entries(clean_span(first.start(), body), key)
        if len(found.entries) >= _FEWEST_ENTRIES:
            return ContentsList(tuple(without(clean_span(title.start(), body), list(found.foreign))), found.entries)
    return None


def _readings(entry: str) -> list[str]:
    """Return what an entry may be once leaders and page number are gone; a title may itself end in digits."""
    bare = _LEADERS.sub("", entry)
    digits = entry[len(bare) :].strip(".…·-_()")
    return [bare, *(bare + digits[:n] for n in range(1, len(digits) + 1))]


class _Entries(NamedTuple):
    """The entries of a list, and the spans of what stands in the middle of one and is none."""

    entries: tuple[str, ...] = ()
    foreign: tuple[CleanSpan, ...] = ()


def _entries(listed: CleanSpan, key: str) -> _Entries:
    """Cut the list at its marks and keep it only if (nearly) every entry comes again in the body.

    The order is not asked for: chapters may have been moved since the list was made.
    """
    starts = [match.start() for match in MARK.finditer(key, listed.start, listed.end)]
    pieces = [clean_span(a, b) for a, b in zip(starts, [*starts[1:], listed.end], strict=True)]
    entries: list[str] = []
    foreign: list[CleanSpan] = []
    missing = 0
    for piece in pieces:
        text = piece.of(key)
        if len(text) > _LONGEST_ENTRY or _SENTENCE.search(text):
            return _Entries()
        found = [reading for reading in _readings(text) if key.find(reading, listed.end) >= 0][:1]
        missing += not found
        if not found and missing <= _MOST_INTERRUPTED and (cut := _interrupted(piece, key, listed.end)):
            found, foreign = [cut[0]], [*foreign, cut[1]]
        entries += found
    return _Entries(tuple(entries), tuple(foreign)) if len(entries) * 10 >= len(pieces) * 9 else _Entries()


def _interrupted(piece: CleanSpan, key: str, body: int) -> tuple[str, CleanSpan] | None:
    """Return the entry whose lines other text parts (a label that stands beside the list), and where that stands."""
    text = piece.of(key)
    for length in range(len(text) - 1, _FEWEST_ENTRIES, -1):
        place = key.find(text[:length], body)
        if place < 0:
            continue
        rest = key[place + length : place + len(text)]
        tail = next((n for n in range(len(rest), 0, -1) if text[length:].endswith(rest[:n])), 0)
        return (text[:length] + rest[:tail], clean_span(piece.start + length, piece.end - tail)) if tail else None
    return None
