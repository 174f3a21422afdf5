"""Judges of figures: numbers, figures that moved or stand alone, items in another order."""

import re

from plandiff.chinese.numerals import HAN_NUMBERS
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.quantities import Figure, figures
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.judging.difference import Difference
from plandiff.judging.figure_pairs import indicator
from plandiff.text.span import CleanSpan, clean_span

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
