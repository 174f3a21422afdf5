"""The judges of wording: each speaks or is silent, and the first that speaks decides.

The order is part of the judgement: damage before punctuation (a lost character shows as ``?``), the number of a cited
article before numbers, and wording last.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from plandiff.chinese.deadlines import is_deadline, opened
from plandiff.chinese.mojibake import LOST
from plandiff.chinese.quantities import quantities
from plandiff.chinese.script import is_han
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.judging.duty import direction_of
from plandiff.text.signs import sign_in
from plandiff.text.span import CleanSpan, Pair, Span, holds


@dataclass(frozen=True, slots=True)
class Difference:
    """An edit to be judged.

    Attributes:
        keys: The folded clean texts of both documents.
        spans: The edit, in clean offsets.
        marks: The numbering marks of both documents' headings, in clean offsets, sorted.
    """

    keys: Pair[str]
    spans: Pair[CleanSpan]
    marks: Pair[list[CleanSpan]]

    @property
    def texts(self) -> Pair[str]:
        """The folded texts of the edit."""
        return Pair(self.spans.left.of(self.keys.left), self.spans.right.of(self.keys.right))

    def around(self, reach: int) -> list[tuple[str, Span]]:
        """Return each non-empty side's text with ``reach`` characters of context, and the edit's span in it."""
        sides = list[tuple[str, Span]]()
        for key, span in ((self.keys.left, self.spans.left), (self.keys.right, self.spans.right)):
            if span.end > span.start:
                start = max(0, span.start - reach)
                sides.append((key[start : span.end + reach], Span(span.start - start, span.end - start)))
        return sides

    def neighbours(self) -> tuple[str, str]:
        """Return the characters before and after the edit (left side; both sides agree on them)."""
        span = self.spans.left
        return self.keys.left[max(0, span.start - 1) : span.start], self.keys.left[span.end : span.end + 1]


Judge = Callable[[Difference], Judgement | None]


def numbering(difference: Difference) -> Judgement | None:
    """A chapter or item that bears another number; or a mark alone, where a section is split or merged."""
    left, right = difference.spans.left, difference.spans.right
    in_marks = holds(difference.marks.left, left), holds(difference.marks.right, right)
    if (in_marks[0] or not left) and (in_marks[1] or not right):
        return Judgement(Kind.NUMBERING, Reason.RENUMBERED)
    return None


_LONGEST_DAMAGE = 12
_PLACEHOLDERS = frozenset("?□")


def lost_bytes(difference: Difference) -> Judgement | None:
    """Signs of bytes that could not be shown, where the other side has Chinese characters.

    One question mark among other text may close a question; it takes two in a short span, no character beside the
    one, or a mark in the very place of a character.
    """
    texts, around = difference.texts, difference.neighbours()
    inside = all(map(is_han, around))
    for shown, clean in ((texts.left, texts.right), (texts.right, texts.left)):
        lost = "\ufffd" in shown or ("?" in shown and inside and not any(map(is_han, shown)))
        lost |= set(shown) <= _PLACEHOLDERS and len(shown) == len(clean) and bool(around[1]) and all(map(is_han, clean))
        lost |= shown.count("?") > 1 and max(len(shown), len(clean)) <= _LONGEST_DAMAGE
        if lost and any(map(is_han, clean)) and not any(char in clean for char in LOST):
            return Judgement(Kind.MOJIBAKE, Reason.BYTES_LOST, Certainty.CHECK)
    return None


_INSIDE_NUMBERS = frozenset(".-/")


def _is_punctuation(marks: str) -> bool:
    return all(unicodedata.category(mark)[0] in "PZ" or mark in "|<>^`" for mark in marks)


def punctuation(difference: Difference) -> Judgement | None:
    """Marks only, unless they change a number: a sign before it, a dash or point inside it, a unit behind it.

    Mathematical and currency signs (≥ ¥ ㎡ √) are no punctuation.
    """
    both = difference.texts.left + difference.texts.right
    before, after = difference.neighbours()
    if both and all(unicodedata.category(char)[0] in "PZS" for char in both) and not _is_punctuation(both):
        beside = before.isdigit() or after.isdigit()
        return Judgement(Kind.NUMBER, Reason.NUMBER) if beside else Judgement(Kind.WORDING, Reason.WORDING)
    if any(char.isalnum() or is_han(char) or unicodedata.category(char)[0] not in "PSZ" for char in both):
        return None
    keys, spans = difference.keys, difference.spans
    is_sign = sign_in(keys.left, spans.left) != sign_in(keys.right, spans.right)
    is_inside = both in _INSIDE_NUMBERS and after.isdigit() and before.isdigit()
    if is_sign or is_inside or (before.isdigit() and any(mark in both for mark in "%‰")):
        return Judgement(Kind.NUMBER, Reason.NUMBER)
    return Judgement(Kind.PUNCTUATION, Reason.PUNCTUATION)


_TITLE = re.compile(r"《[^《》]{1,60}》")
_CITATION = re.compile(
    r"第[〇零一二三四五六七八九十百千0-9]{1,6}[条款项章节编](?:之[一二三四五六七八九十]{1,2})?"
    r"|第\([〇零一二三四五六七八九十百0-9]{1,4}\)[项款目条]"
    r"|[\u4e00-\u9fff]{0,6}[\[(][0-9]{4}[\])]第?[0-9]{1,5}号|[0-9]{1,5}号文"
)


def cited_number(difference: Difference) -> Judgement | None:
    """The number of a cited article or document: 第三条, 〔2021〕1559号."""
    return _cited(difference, _CITATION, 12)


def cited_title(difference: Difference) -> Judgement | None:
    """The title of a cited document; a year or quantity in it is judged as a number before."""
    return _cited(difference, _TITLE, 60)


def _cited(difference: Difference, pattern: re.Pattern[str], reach: int) -> Judgement | None:
    for text, span in difference.around(reach):
        for match in pattern.finditer(text):
            if match.start() <= span.start and span.end <= match.end():
                return Judgement(Kind.REFERENCE, Reason.REFERENCE)
    return None


_QUANTITY = re.compile(
    r"[第约近超]?[0-9〇零一二三四五六七八九十百千万亿两.,%‰-]+"
    r"(?:年|月|日|个|项|条|批|次|倍|万|亿|元|吨|亩|人|户|家|成|公里|千米|平方公里|左右|以上|以下)*"
)


_BOUNDS = frozenset(("上", "下", "内", "外", "左右", "以上", "以下", "以内", "以外", "上下"))
_AFTER_NUMBER = frozenset("%‰年月日个项万亿元吨亩人倍以")


def number(difference: Difference) -> Judgement | None:
    """A quantity, date, target or code: only numbers and units differ, or the letters of a code such as G219."""
    texts = difference.texts
    numbers = [text for text in (texts.left, texts.right) if text]
    before, after = difference.neighbours()
    if all(text in _BOUNDS for text in numbers) and (before.isdigit() or before in _AFTER_NUMBER):
        return Judgement(Kind.NUMBER, Reason.NUMBER)
    held = quantities(difference.keys, difference.spans)
    if held and held.left == held.right:
        return Judgement(Kind.PUNCTUATION, Reason.NUMERAL_STYLE)
    if held or all(_QUANTITY.fullmatch(text) for text in numbers):
        return Judgement(Kind.NUMBER, Reason.NUMBER)
    is_code = all(text.isascii() and text.isalnum() for text in numbers)
    if is_code and (before.isdigit() or after.isdigit() or any(char.isdigit() for text in numbers for char in text)):
        return Judgement(Kind.NUMBER, Reason.CODE)
    return None


def commitment(difference: Difference) -> Judgement | None:
    """A word of duty exchanged for another, stronger, weaker or as strong."""
    direction = direction_of(difference.keys, difference.spans)
    if direction is None:
        return None
    texts = difference.texts
    dated = opened(texts) or (is_deadline(texts.left or texts.right) and not (texts.left and texts.right))
    return Judgement(Kind.COMMITMENT, Reason.DEADLINE if dated else Reason.DUTY, direction=direction)


_PLACE_OR_BODY = re.compile(r"[\u4e00-\u9fff]{1,10}[省市县区州盟旗镇乡部委局厅办署院]")


_JOINTS = "、和与及"
_SHORTEST_BODY = 3


def name(difference: Difference) -> Judgement | None:
    """A place or body exchanged for another of the same form, or one more or less in a list."""
    texts = difference.texts
    _, after = difference.neighbours()
    if texts.left and texts.right:
        named = all(
            _PLACE_OR_BODY.fullmatch(text) or _PLACE_OR_BODY.fullmatch(text + after)
            for text in (texts.left, texts.right)
        )
    else:
        text = texts.left or texts.right
        items = text.strip(_JOINTS)
        named = items != text and all(
            len(item) >= _SHORTEST_BODY and _PLACE_OR_BODY.fullmatch(item) for item in items.split("、")
        )
    return Judgement(Kind.NAME, Reason.NAME, Certainty.CHECK) if named else None


JUDGES: tuple[Judge, ...] = (numbering, lost_bytes, punctuation, cited_number, number, cited_title, commitment, name)


def judge(difference: Difference) -> Judgement:
    """Return the judgement of the first judge that speaks; what none of them knows is wording."""
    for ask in JUDGES:
        judgement = ask(difference)
        if judgement:
            return judgement
    return Judgement(Kind.WORDING, Reason.WORDING)
