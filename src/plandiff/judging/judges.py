"""The judges of wording: each speaks or is silent, and the first that speaks decides.

The order is part of the judgement: damage before punctuation (a lost character shows as ``?``), the number of a cited
article before numbers, and wording last.
"""

import re
import unicodedata
from collections.abc import Callable

from plandiff.chinese.dates import is_deadline, opened
from plandiff.chinese.mojibake import CID, ENTITY, HIGH, LOST, LOST_MARKS
from plandiff.chinese.negation import obligation
from plandiff.chinese.numerals import HAN_NUMBERS, HAN_NUMERALS
from plandiff.chinese.script import HAN, is_han
from plandiff.chinese.signs import sign_in
from plandiff.judging.change import Certainty, Direction, Judgement, Kind, Reason
from plandiff.judging.commitments import direction_of
from plandiff.judging.difference import Difference
from plandiff.judging.figure_judges import lone_figure, moved_figure, number, reordered
from plandiff.judging.name_judges import name
from plandiff.patterns import late_pattern
from plandiff.text.span import holds

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


CODES = (
    (ENTITY, Reason.ENTITY),
    (CID, Reason.GLYPH_CODES),
    (LOST_MARKS, Reason.BYTES_LOST),
    (late_pattern(f"[{HIGH}]{{2}}(?:[@-~]?[{HIGH}])+[@-~]?"), Reason.MISDECODED),
)
"""What stands where text was read in another encoding, or codes in its place."""
_MOSTLY = 0.6
"""Share of one side of an edit that such signs must make up."""


def codes(difference: Difference) -> Judgement | None:
    """Codes and signs of another encoding, where the other side has Chinese characters and none of these."""
    texts = difference.texts
    for shown, clean in ((texts.left, texts.right), (texts.right, texts.left)):
        for sign, reason in CODES:
            covered = sum(len(match[0]) for match in sign.finditer(shown))
            if covered >= max(3, _MOSTLY * len(shown)) and any(map(is_han, clean)) and not sign.search(clean):
                return Judgement(Kind.MOJIBAKE, reason, Certainty.CHECK)
    return None


_OF_NUMBERS = frozenset(".,-+~/:")
"""Marks that change a number inside which they stand."""
_OF_LISTS = frozenset("、,;")
_NOTE_MARK = late_pattern(r"\[[0-9]{1,3}\]|[①-⑳]")


def note_mark(difference: Difference) -> Judgement | None:
    """The mark of a note behind a word or figure ([1], ①): it numbers notes, and is no quantity."""
    sides = difference.around(_LONGEST_NOTE_MARK)
    if sides and all(
        any(found.start() <= span.start and span.end <= found.end() for found in _NOTE_MARK.finditer(text))
        for text, span in sides
    ):
        return Judgement(Kind.NUMBERING, Reason.NOTE_MARK)
    return None


_LONGEST_NOTE_MARK = 4


def _is_punctuation(marks: str) -> bool:
    return all(unicodedata.category(mark)[0] in "PZ" or mark in "|<>^`" for mark in marks)


_BRACKETS = str.maketrans("<>〈〉", "《》《》")
"""Brackets of a title inside a title, one of which may close where the next opens: 《关于修改<…>和<…>的决定》."""


def _is_numeral(char: str) -> bool:
    return bool(char) and (char.isdecimal() or char in HAN_NUMBERS)


def punctuation(difference: Difference) -> Judgement | None:
    """Marks only, unless they change a number: a sign before it, a dash or point inside it, a unit behind it.

    Mathematical and currency signs (≥ ¥ ㎡ √) are no punctuation.
    """
    texts = difference.texts
    if texts.left and texts.left.translate(_BRACKETS) == texts.right.translate(_BRACKETS):
        return Judgement(Kind.PUNCTUATION, Reason.PUNCTUATION)
    both = texts.left + texts.right
    before, after = difference.neighbours()
    if both and all(unicodedata.category(char)[0] in "PZS" for char in both) and not _is_punctuation(both):
        beside = before.isdigit() or after.isdigit()
        return Judgement(Kind.NUMBER, Reason.NUMBER) if beside else Judgement(Kind.WORDING, Reason.WORDING)
    if any(char.isalnum() or is_han(char) or unicodedata.category(char)[0] not in "PSZ" for char in both):
        return None
    keys, spans = difference.keys, difference.spans
    signs = sign_in(keys.left, spans.left) != sign_in(keys.right, spans.right)
    lists = bool(texts.left and texts.right) and set(both) <= _OF_LISTS
    inside = _is_numeral(before) and _is_numeral(after) and bool(set(both) & _OF_NUMBERS) and not lists
    if signs or inside or (_is_numeral(before) and any(mark in both for mark in "%‰")):
        return Judgement(Kind.NUMBER, Reason.NUMBER)
    return Judgement(Kind.PUNCTUATION, Reason.PUNCTUATION)


_TITLE = late_pattern(r"《[^《》]{1,60}》")
_CITATION = late_pattern(
    rf"第[{HAN_NUMERALS}0-9]{{1,6}}[条款项章节编](?:之[{HAN_NUMERALS}]{{1,2}})?"
    rf"|第\([{HAN_NUMERALS}0-9]{{1,4}}\)[项款目条]"
    rf"|(?<![目以提之此日当])前[{HAN_NUMERALS}两]{{0,2}}[条款项](?!任务|工作|指标|重点|措施|改革|行动|工程)"
    rf"|[{HAN}]{{0,6}}"
    r"[\[(][0-9]{4}[\])]第?[0-9]{1,5}号|[0-9]{1,5}号文"
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


def commitment(difference: Difference) -> Judgement | None:
    """A word of duty exchanged for another, stronger, weaker or as strong."""
    texts = difference.texts
    step = obligation(texts.left, texts.right)
    if step:
        return Judgement(
            Kind.COMMITMENT, Reason.OBLIGATION, direction=Direction.STRONGER if step > 0 else Direction.WEAKER
        )
    direction = direction_of(difference.keys, difference.spans)
    if direction is None:
        return None
    if difference.is_reversed:
        return Judgement(Kind.COMMITMENT, Reason.REVERSED, direction=direction)
    dated = opened(texts) or (is_deadline(texts.left or texts.right) and not (texts.left and texts.right))
    return Judgement(Kind.COMMITMENT, Reason.DEADLINE if dated else Reason.DUTY, direction=direction)


def reversed_sense(difference: Difference) -> Judgement | None:
    """A negation that only one side has, or a word exchanged for its opposite: 不含税, 含税."""
    return Judgement(Kind.WORDING, Reason.REVERSED) if difference.is_reversed else None


JUDGES: tuple[Judge, ...] = (
    numbering,
    note_mark,
    lost_bytes,
    codes,
    punctuation,
    cited_number,
    reordered,
    number,
    cited_title,
    commitment,
    reversed_sense,
    lone_figure,
    moved_figure,
    name,
)


def judge(difference: Difference) -> Judgement:
    """Return the judgement of the first judge that speaks; what none of them knows is wording."""
    for ask in JUDGES:
        judgement = ask(difference)
        if judgement:
            return judgement
    return Judgement(Kind.WORDING, Reason.WORDING)
