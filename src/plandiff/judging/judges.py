"""The judges of wording: each speaks or is silent, and the first that speaks decides.

The order is part of the judgement: damage before punctuation (a lost character shows as ``?``), the number of a cited
article before numbers, and wording last.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from plandiff.chinese.dates import is_deadline, opened
from plandiff.chinese.mojibake import LOST
from plandiff.chinese.negation import obligation, reverses
from plandiff.chinese.numerals import HAN_NUMBERS, HAN_NUMERALS
from plandiff.chinese.places import ending_of, is_known, is_level, is_lone_level, is_name
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.quantities import Figure, figures
from plandiff.chinese.script import HAN, is_han
from plandiff.chinese.signs import sign_in
from plandiff.judging.change import Certainty, Direction, Judgement, Kind, Reason
from plandiff.judging.commitments import direction_of
from plandiff.judging.figures import indicator
from plandiff.text.span import CleanSpan, Pair, Span, clean_span, holds


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

    @property
    def is_reversed(self) -> bool:
        """Whether the edit turns the sense round."""
        end = self.spans.left.end
        return reverses(self.texts.left, self.texts.right, self.keys.left[end : end + _BEHIND])

    def neighbours(self) -> tuple[str, str]:
        """Return the characters before and after the edit (left side; both sides agree on them)."""
        span = self.spans.left
        return self.keys.left[max(0, span.start - 1) : span.start], self.keys.left[span.end : span.end + 1]


_BEHIND = 3
"""Code points that tell whether a negation is one: 不[可抗力]."""
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


_OF_NUMBERS = frozenset(".,-+~/:")
"""Marks that change a number inside which they stand."""
_OF_LISTS = frozenset("、,;")
_NOTE_MARK = re.compile(r"\[[0-9]{1,3}\]|[①-⑳]")


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


def _is_numeral(char: str) -> bool:
    return bool(char) and (char.isdecimal() or char in HAN_NUMBERS)


def punctuation(difference: Difference) -> Judgement | None:
    """Marks only, unless they change a number: a sign before it, a dash or point inside it, a unit behind it.

    Mathematical and currency signs (≥ ¥ ㎡ √) are no punctuation.
    """
    texts = difference.texts
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


_TITLE = re.compile(r"《[^《》]{1,60}》")
_CITATION = re.compile(
    rf"第[{HAN_NUMERALS}0-9]{{1,6}}[条款项章节编](?:之[{HAN_NUMERALS}]{{1,2}})?"
    rf"|第\([{HAN_NUMERALS}0-9]{{1,4}}\)[项款目条]"
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


_NUMERAL = re.compile(rf"[0-9{HAN_NUMBERS}.,%‰-]+(?:年|月|日)?")
_REACH = 24
"""Code points around an edit in which the figure that holds it begins and ends."""


def number(difference: Difference) -> Judgement | None:
    """A figure exchanged for another or written in another way, a numeral, or the letters of a code such as G219."""
    texts = difference.texts
    left = _figure_around(difference.keys.left, difference.spans.left)
    right = _figure_around(difference.keys.right, difference.spans.right)
    if left and right and left.quantity != right.quantity:
        return Judgement(Kind.NUMBER, Reason.NUMBER)
    if left and right and left.counter == right.counter:
        return Judgement(Kind.PUNCTUATION, Reason.NUMERAL_STYLE)
    numbers = [text for text in (texts.left, texts.right) if text]
    if all(_NUMERAL.fullmatch(text) for text in numbers):
        return Judgement(Kind.NUMBER, Reason.NUMBER)
    before, after = difference.neighbours()
    is_code = all(text.isascii() and text.isalnum() for text in numbers)
    if is_code and (before.isdigit() or after.isdigit() or any(char.isdigit() for text in numbers for char in text)):
        return Judgement(Kind.NUMBER, Reason.CODE)
    return None


def _figure_around(key: str, span: CleanSpan) -> Figure | None:
    """Return the figure that holds an edit."""
    near = clean_span(max(0, span.start - _REACH), min(len(key), span.end + _REACH))
    return next((f for f in figures(key, near) if f.span.start <= span.start and span.end <= f.span.end), None)


_STOP = re.compile(f"[{CLAUSE_STOPS}]")
_EDGES = CLAUSE_STOPS + "、与和及"


def lone_figure(difference: Difference) -> Judgement | None:
    """A figure that a clause gains or loses: 支持40个县, 支持柳湾县. One thing among others (一个) is no figure."""
    texts = difference.texts
    if any(map(_STOP.search, (texts.left, texts.right))):
        return None
    left = _values(difference.keys.left, difference.spans.left)
    right = _values(difference.keys.right, difference.spans.right)
    return Judgement(Kind.NUMBER, Reason.NUMBER, Certainty.CHECK) if left != right else None


def moved_figure(difference: Difference) -> Judgement | None:
    """An indicator that the other side names in another place of the sentence, with another figure."""
    keys, spans = difference.keys, difference.spans
    own, other = (keys.left, keys.right) if spans.left else (keys.right, keys.left)
    span, there = (spans.left, spans.right) if spans.left else (spans.right, spans.left)
    mine: list[Figure] = [] if there else list(figures(own, span))
    if not mine:
        return None
    sentence = _sentence(other, there)
    counted = {indicator(sentence, one): one.quantity for one in figures(sentence, clean_span(0, len(sentence)))}
    for one in mine:
        said = indicator(own, one)
        if len(said) > 1 and counted.get(said, one.quantity) != one.quantity:
            return Judgement(Kind.NUMBER, Reason.NUMBER, Certainty.CHECK)
    return None


def _values(key: str, span: CleanSpan) -> list[object]:
    return [one.quantity for one in figures(key, span) if one.span.of(key)[0] != "一" and not one.is_date]


def reordered(difference: Difference) -> Judgement | None:
    """An item of an enumeration that the other side has in another place of the same sentence."""
    texts = difference.texts
    if texts.left and texts.right:
        return None
    item = (texts.left or texts.right).strip(_EDGES)
    if len(item) < _SHORTEST_ITEM:
        return None
    left = _sentence(difference.keys.left, difference.spans.left)
    right = _sentence(difference.keys.right, difference.spans.right)
    is_moved = left.count(item) == right.count(item) > 0
    return Judgement(Kind.WORDING, Reason.REORDERED) if is_moved else None


_SHORTEST_ITEM = 3
_LONGEST_SENTENCE = 400
_SENTENCE_END = re.compile("[。!?]")  # a ; parts items of one enumeration


def _sentence(key: str, span: CleanSpan) -> str:
    """Return the sentence around an edit."""
    before = _SENTENCE_END.split(key[max(0, span.start - _LONGEST_SENTENCE) : span.start].rstrip("。!?"))[-1]
    return before + span.of(key) + _SENTENCE_END.split(key[span.end : span.end + _LONGEST_SENTENCE])[0]


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


_JOINTS = re.compile("、|以及|[和与及]")
_SHORTEST_BODY = 3
_WIDEST = 3
"""Characters on either side of an edit that may belong to the names it exchanges: 河[南→北], 检察[院→官]."""


def name(difference: Difference) -> Judgement | None:
    """A place, body or level of government exchanged for another, or one more or less."""
    texts = difference.texts
    named = _exchanged(difference) if texts.left and texts.right else _more_or_less(difference)
    return Judgement(Kind.NAME, Reason.NAME, Certainty.CHECK) if named else None


def _exchanged(difference: Difference) -> bool:
    left, right = difference.texts.left, difference.texts.right
    before, after = _context(difference.keys.left, difference.spans.left)
    if all(is_level(text, before[-1:], after) for text in (left, right)):
        return True
    if _listed(left) or _listed(right):
        return True
    if all(is_name(text) or is_name(text + ending_of(after)) for text in (left, right)):
        return True
    widths = [(n, m) for n in range(min(_WIDEST, len(before)) + 1) for m in range(min(_WIDEST, len(after)) + 1)]
    return any(all(is_known(before[len(before) - n :] + text + after[:m]) for text in (left, right)) for n, m in widths)


def _context(key: str, span: CleanSpan) -> tuple[str, str]:
    return key[max(0, span.start - _WIDEST) : span.start], key[span.end : span.end + _WIDEST]


def _listed(text: str) -> bool:
    """Say whether a text is a list of places and bodies; its last item may go on behind it."""
    items = [item for item in _JOINTS.split(text.strip(",、等")) if item]
    return len(items) > 1 and all(map(is_name, items[:-1]))


def _more_or_less(difference: Difference) -> bool:
    texts, spans, keys = difference.texts, difference.spans, difference.keys
    text = texts.left or texts.right
    before, after = _context(*((keys.left, spans.left) if texts.left else (keys.right, spans.right)))
    items = [item for item in _JOINTS.split(text.strip("、和与及")) if item]
    in_list = text.strip("、和与及") != text and all(len(item) >= _SHORTEST_BODY and is_name(item) for item in items)
    listed = len(items) > 1 and all(map(is_name, items))
    return is_lone_level(text, before[-1:], after) or (bool(items) and in_list) or listed


JUDGES: tuple[Judge, ...] = (
    numbering,
    note_mark,
    lost_bytes,
    punctuation,
    cited_number,
    number,
    cited_title,
    reordered,
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
