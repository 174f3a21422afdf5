"""Places where syntax shows that text was lost: marks without their partner, and marks with nothing between them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plandiff.chinese.script import HAN
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.outline.lines import Lines
from plandiff.patterns import late_pattern
from plandiff.proofreading.finding import Finding
from plandiff.text.span import clean_span

_PAIRS = dict(zip("“「『《（(【〔", "”」』》）)】〕", strict=True))
_CLOSING = {close: opener for opener, close in _PAIRS.items()} | {"）": "(", ")": "("}
_MARKS = late_pattern(f"[{''.join(map(re.escape, [*_PAIRS, *_CLOSING]))}]")
_REACH = 2_000
"""Clean characters that a pair of marks may be apart."""
_NUMBER = late_pattern(r"[0-9A-Za-zⅠ-Ⅹ一二三四五六七八九十:;=-]")
"""What stands before a bracket that closes an item's number (1) a) 一)) or a smile."""
_HABIT = 6
"""Unpaired marks of one kind from which on, if they are a quarter of all, the document is written so."""
_EMPTY = late_pattern(
    rf"[、，,；;：:。（(《“「【〔](?:(?<=[、，,；;：:])[、，,；;。]|(?<=。)[，,、；;]|(?<=（)）|(?<=[{HAN}]\()\)"
    r"|(?<=《)》|(?<=“)”|(?<=「)」|(?<=【)】|(?<=〔)〕)"
)
"""That all begin with one of a few marks is said first: it is what a search goes by."""


def empty_marks(text: CleanText) -> Iterator[Finding]:
    """Separators in a row and brackets around nothing: a word between them was lost.

    White space between brackets is a blank to be filled in, not a loss.
    """
    for match in _EMPTY.finditer(text.kept):
        span = text.offsets.source_span(*clean_span(*match.span()))
        if len(span) == len(match[0]):
            yield Finding(span, Judgement(Kind.LOST_TEXT, Reason.NOTHING_BETWEEN, Certainty.CHECK))


def unpaired_marks(text: CleanText) -> Iterator[Finding]:
    """Quotation marks and brackets that are opened and not closed, or closed and not opened."""
    alone, seen = _unpaired(_as_curly(text))
    for opener, places in alone.items():
        if len(places) >= _HABIT and len(places) * 4 >= seen[opener]:
            continue
        for at in places:
            span = text.offsets.source_span(*clean_span(at, at + 1))
            yield Finding(span, Judgement(Kind.OCR, Reason.UNPAIRED, Certainty.CHECK))


_CURLY = late_pattern('["“”]')


def odd_quotes(text: CleanText) -> Iterator[Finding]:
    """Straight quotation marks that close or open a pair with a curly one, or that stand alone in a paragraph."""
    if '"' not in text.kept:
        return
    for start, end in _paragraphs(text):
        for at, expected in _odd(text.kept, start, end):
            span = text.offsets.source_span(*clean_span(at, at + 1))
            yield Finding(span, Judgement(Kind.OCR, Reason.UNPAIRED, Certainty.CHECK, expected))


def _as_curly(text: CleanText) -> str:
    """Return the text with the odd straight marks as they should be: their partners are paired."""
    kept = [*text.kept] if '"' in text.kept else text.kept
    if isinstance(kept, str):
        return kept
    for start, end in _paragraphs(text):
        for at, expected in _odd(text.kept, start, end):
            kept[at] = expected or kept[at]
    return "".join(kept)


def _paragraphs(text: CleanText) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs (clean offsets): a line that only wraps ends none."""
    return pairwise([*Lines.of(text).paragraphs, len(text.kept)])


def _odd(text: str, start: int, end: int) -> Iterator[tuple[int, str | None]]:
    """Yield the straight marks of a paragraph without a straight partner, each with the curly one that it should be."""
    opened = straight = -1
    for match in _CURLY.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark == "“":
            opened = at
        elif mark == "”":
            if opened < 0 <= straight:
                yield straight, "“"
                straight = -1
            opened = -1
        elif straight < 0 and text[at - 1 : at].isdecimal():
            continue  # inches
        elif opened >= 0 and text.find("”", at, end) < 0:
            yield at, "”"
            opened = -1
        else:
            straight = -1 if straight >= 0 else at
    if straight >= 0:
        yield straight, None


def _unpaired(text: str) -> tuple[dict[str, list[int]], dict[str, int]]:
    """Return the marks without partner, and how many marks there are, by opening mark."""
    alone: dict[str, list[int]] = {}
    seen: dict[str, int] = {}
    waiting: dict[str, list[int]] = {}
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        opener = _CLOSING.get(mark) or ("(" if mark == "（" else mark)
        seen[opener] = seen.get(opener, 0) + 1
        opened = waiting.setdefault(opener, [])
        if mark not in _CLOSING:
            opened.append(at)
        elif opened and at - opened[-1] <= _REACH:
            opened.pop()
        elif opener != "(" or not _NUMBER.match(text, at - 1):
            alone.setdefault(opener, []).append(at)
    for opener, rest in waiting.items():
        alone[opener] = sorted([*alone.get(opener, []), *rest])
    return alone, seen
