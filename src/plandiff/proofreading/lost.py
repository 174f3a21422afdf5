"""Places where syntax shows that text was lost: marks without their partner, and marks with nothing between them."""

import re
from collections.abc import Iterable, Iterator

from plandiff.chinese.script import HAN
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
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
    """Quotation marks and brackets that are opened and not closed, or closed and not opened.

    So is a straight quotation mark that closes or opens a pair with a curly one, which is what it should be, or that
    stands alone.
    """
    odd = [*_odd(text.kept)]
    alone, seen = _unpaired(_as_curly(text.kept, odd))
    for opener, places in alone.items():
        if len(places) < _HABIT or len(places) * 4 < seen[opener]:
            odd += [(at, None) for at in places]
    for at, expected in odd:
        span = text.offsets.source_span(*clean_span(at, at + 1))
        yield Finding(span, Judgement(Kind.OCR, Reason.UNPAIRED, Certainty.CHECK, expected))


def _as_curly(kept: str, odd: Iterable[tuple[int, str | None]]) -> str:
    """Return a text with the odd straight marks as they should be: their partners are paired."""
    marks = {at: expected for at, expected in odd if expected}
    return "".join(marks.get(at, char) for at, char in enumerate(kept)) if marks else kept


_QUOTES = late_pattern('["“”]')
_NEARBY = 200
"""Clean characters that a straight mark may be from its partner."""


def _odd(text: str) -> Iterator[tuple[int, str | None]]:
    """Yield the straight marks without a straight partner nearby, each with the curly one that it should be."""
    if '"' not in text:
        return
    opened = straight = -_NEARBY
    marks = [*_QUOTES.finditer(text)]
    for match, following in zip(marks, [*marks[1:], None], strict=True):
        mark, at = match[0], match.start()
        if straight >= 0 and at - straight > _NEARBY:
            yield straight, None
            straight = -_NEARBY
        is_open = at - opened <= _NEARBY
        if mark == "“":
            opened = at
        elif mark == "”":
            if not is_open and straight >= 0:
                yield straight, "“"
                straight = -_NEARBY
            opened = -_NEARBY
        elif straight < 0 and text[at - 1 : at].isdecimal():
            continue  # inches
        elif is_open and not (following and following[0] == "”"):
            yield at, "”"
            opened = -_NEARBY
        else:
            straight = -_NEARBY if straight >= 0 else at
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
