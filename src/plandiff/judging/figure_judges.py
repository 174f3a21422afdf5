"""Judges of figures: numbers, figures that moved or stand alone, items in another order."""

from plandiff.chinese.numerals import HAN_NUMBERS
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.quantities import Figure, figures
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.judging.difference import Difference
from plandiff.judging.figure_pairs import indicator, likeness_of
from plandiff.judging.reordered_lists import are_reordered
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, clean_span

_NUMERAL = late_pattern(rf"[0-9{HAN_NUMBERS}.,%‰-]+(?:年|月|日)?")
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


_STOP = late_pattern(f"[{CLAUSE_STOPS}]")
_EDGES = CLAUSE_STOPS + "、与和及"


def lone_figure(difference: Difference) -> Judgement | None:
    """A figure that a clause gains or loses: 支持40个县, 支持柳湾县. One thing among others (一个) is no figure."""
    texts = difference.texts
    if any(map(_STOP.search, (texts.left, texts.right))):
        return None
    left = _values(difference.keys.left, difference.spans.left)
    right = _values(difference.keys.right, difference.spans.right)
    if left == right or (left and right and not _name_alike(difference)) or _is_shared_out(difference):
        return None
    if texts.left and texts.right and not (left and right) and not _is_in_place(difference):
        return None
    return Judgement(Kind.NUMBER, Reason.NUMBER, Certainty.CHECK)


_SHARED_OUT = late_pattern(f"[、和与及][^{CLAUSE_STOPS}]*")


def _is_shared_out(difference: Difference) -> bool:
    """Say whether a figure is one of those that a clause shares out among what it names: 分别控制在5%[和4%以内]."""
    own, span = (
        (difference.keys.left, difference.spans.left)
        if difference.texts.left
        else (difference.keys.right, difference.spans.right)
    )
    before = own[max(0, span.start - _REACH) : span.start]
    alone = not (difference.texts.left and difference.texts.right)
    return alone and "分别" in before and bool(_SHARED_OUT.fullmatch(span.of(own)))


_ALIKE = 0.5
"""Likeness of what two figures count, below which they say nothing of each other."""


def _name_alike(difference: Difference) -> bool:
    """Say whether the first figures of two texts count one thing, where both say what they count."""
    keys, spans = difference.keys, difference.spans
    said = [
        next(indicator(key, one) for one in figures(key, span) if _counts(key, one))
        for key, span in ((keys.left, spans.left), (keys.right, spans.right))
    ]
    return not all(said) or likeness_of(*said) >= _ALIKE


_RESULT = late_pattern("惠及|覆盖|复盖|达到|达|超过|突破|增至|受益|累计|动态清零")
_ITS_SHARE, _ITS_PLACE = 0.3, 16
"""Share of the words that a figure must fill where words without one stand in its place, and code points of these at
the most: 40个左右, 柳湾县等."""


def _is_in_place(difference: Difference) -> bool:
    """Say whether a figure stands in the place of words: it is much of what was exchanged, and no result achieved."""
    keys, spans = difference.keys, difference.spans
    for key, span in ((keys.left, spans.left), (keys.right, spans.right)):
        found = [one.span for one in figures(key, span) if _counts(key, one)]
        if found:
            longest = max(map(len, (difference.texts.left, difference.texts.right)))
            fills = sum(map(len, found)) >= _ITS_SHARE * len(span) and longest <= _ITS_PLACE
            return fills and not _RESULT.search(key, *span)
    return False


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
    return [one.quantity for one in figures(key, span) if _counts(key, one)]


_ORDINAL = late_pattern(rf"第[{HAN_NUMBERS}0-9]+个?$")
_YEARS = late_pattern("[12][0-9]{3}")
_OF_NAMES = frozenset("届次类种")
_DAY = late_pattern("[0-9]{1,2}日")
"""At the head of a clause a day of the month: 26日成立领导小组."""
_FEW = late_pattern("[二两三四五六七八九][个件项大]")


def _counts(key: str, one: Figure) -> bool:
    """Say whether a figure counts something; 一个, dates and the numerals of names do not: 十九届, 第一个百年, 5G."""
    said = one.span.of(key)
    behind = key[one.span.end : one.span.end + 1]
    is_name = (
        (said[0] in HAN_NUMBERS and (one.counter in _OF_NAMES or not (one.counter or one.quantity.unit)))
        or bool(_FEW.fullmatch(said))  # 三个强省, 两件大事: a slogan's numeral
        or (behind.isascii() and behind.isalpha())
        or bool(_DAY.fullmatch(said) and _STOP.match(key[one.span.start - 1 : one.span.start] or ","))
        or bool(_ORDINAL.search(key[max(0, one.span.start - _REACH) : one.span.start]))
    )
    is_time = one.is_date or one.quantity.unit == "周年" or _YEARS.match(said)
    return not (is_name or said[0] == "一" or is_time)


def reordered(difference: Difference) -> Judgement | None:
    """A list whose items stand in another order, or one that the other side has elsewhere in the same sentence."""
    texts = difference.texts
    if texts.left and texts.right:
        return Judgement(Kind.WORDING, Reason.REORDERED) if are_reordered(texts.left, texts.right) else None
    item = (texts.left or texts.right).strip(_EDGES)
    if len(item) < _SHORTEST_ITEM:
        return None
    left = _sentence(difference.keys.left, difference.spans.left)
    right = _sentence(difference.keys.right, difference.spans.right)
    is_moved = left.count(item) == right.count(item) > 0
    return Judgement(Kind.WORDING, Reason.REORDERED) if is_moved else None


_SHORTEST_ITEM = 3
_LONGEST_SENTENCE = 400
_SENTENCE_END = late_pattern("[。!?]")  # a ; parts items of one enumeration


def _sentence(key: str, span: CleanSpan) -> str:
    """Return the sentence around an edit."""
    before = _SENTENCE_END.split(key[max(0, span.start - _LONGEST_SENTENCE) : span.start].rstrip("。!?"))[-1]
    return before + span.of(key) + _SENTENCE_END.split(key[span.end : span.end + _LONGEST_SENTENCE])[0]
