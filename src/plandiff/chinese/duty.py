"""How strongly a clause binds: the words of duty, and what governs a clause; the words are data (``duty.toml``).

A clause is governed by its modal (应当), by the verb it opens with and the words of degree before that (大力发展,
探索建立), or by 给予…支持. What an edit does to a promise is judged in ``judging.commitments``.
"""

import re
from dataclasses import dataclass, replace

from plandiff.chinese.dates import YEAR_BEFORE
from plandiff.chinese.duty_words import (
    MODALS,
    Duty,
    acts,
    adding,
    attributes,
    degrees,
    lexicon,
    limiting,
    limits,
    nouns,
    pattern_of,
    rows,
)
from plandiff.chinese.numerals import HAN_NUMERALS
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.patterns import late_pattern
from plandiff.text.span import Span


def modals_in(key: str, span: Span) -> list[Span]:
    """Return the modals in a span of folded text; without those of one character, which may be part of a word."""
    return [Span(*match.span()) for match in pattern_of(*MODALS).finditer(key, *span) if len(match.group()) > 1]


@dataclass(frozen=True, slots=True)
class Force:
    """What governs a clause.

    Attributes:
        span: The governing words, from the first degree to the last verb; offsets in the clause.
        words: Their text.
        act: The verb or modal that decides.
        strength: In tenths of a step.
        limits: The words elsewhere in the clause that say how far it reaches; offsets in the clause.
        verb: Where the verb begins behind its degrees; an offset in the clause.
        reach: What these words add or take away, in tenths of a step; part of the strength.
    """

    span: Span
    words: str
    act: str
    strength: int
    limits: tuple[Span, ...] = ()
    verb: int = 0
    reach: int = 0


_NOT_MODAL_BEFORE = frozenset("主重需必纲概摘只还首简紧供许认适效反响对相呼感回")
_NOT_MODAL_AFTER = frozenset("用对急变聘邀运能靠信素求点件闻害务再持行观要利见谓选控")
"""Beside 应, 可, 要, 需 or 须 these make another word: 应用, 可靠, 主要, 要素, 需求."""
_REACH = 40
"""Code points into a clause within which its verb is looked for behind a subject or circumstance."""
_LED_BY = late_pattern(r"在|以|对|将|把|由|从|向|与|围绕|依托|针对|通过|利用")
_SUBJECT = late_pattern(
    r"[^,;、的]{0,12}?(?:各地|地区|部门|政府|单位|城市|企业|示范区|机构|国家|各省|各市|各县|有关方面)"
)
_ADVERBIAL = tuple("化式地")
"""What ends a word that says how the verb behind it is done: 链条式、集群化承接."""
_JOINS_NOUNS = frozenset('的、等和与及”"》)')
_GIVING = late_pattern(r"给予([^,;、]{0,6}?)支持")


def force_of(clause: str) -> Force | None:
    """Return what governs a folded clause, None if it promises nothing."""
    found = _governing(clause)
    if found is None:
        return None
    telling = [
        match
        for match in limiting().finditer(clause)
        if match.end() <= found.span.start or found.span.end <= match.start()
        if not is_attribute(clause, Span(*match.span()))
    ]
    reach = sum(limits()[match.group()] for match in telling)
    spans = tuple(Span(*match.span()) for match in telling)
    return replace(found, strength=found.strength + reach, limits=spans, reach=reach)


def _governing(clause: str) -> Force | None:
    start = _skip_mark(clause)
    opening = _opening(clause, start)
    modal = next((m for m in pattern_of(*MODALS).finditer(clause) if _is_modal(clause, m, alone=opening is None)), None)
    if modal:
        rest = _opening(clause, modal.end())
        span = Span(modal.start(), rest.span.end if rest else modal.end())
        strength = 10 * lexicon()[modal.group()].rank + (degree(clause[modal.end() : rest.verb]) if rest else 0)
        return Force(span, span.of(clause), modal.group(), strength)
    giving = _GIVING.search(clause)
    if giving:
        strength = 10 * lexicon()["给予"].rank + degree(giving.group(1))
        return Force(Span(*giving.span()), giving.group(), "给予", strength)
    if opening:
        return opening
    subject = _SUBJECT.match(clause, start)
    if subject:
        return _opening(clause, subject.end())
    return _behind_circumstances(clause, start)


def _behind_circumstances(clause: str, start: int) -> Force | None:
    """Return the force of a verb behind a circumstance, an adverb or degrees, or at the end: 水平明显提高."""
    led = _LED_BY.match(clause, start) is not None
    for verb in pattern_of("acts").finditer(clause, start + (2 if led else 0), start + _REACH):
        before = _degrees_before(clause, verb.start())
        if verb.end() == len(clause):
            return _opening(clause, before) if before < verb.start() or verb.group() not in nouns() else None
        adverbial = clause[verb.start() - 1 : verb.start()] in _ADVERBIAL
        if not _is_noun(clause, verb) and (led or adverbial or before < verb.start()):
            return _opening(clause, before)
    return None


def _is_noun(clause: str, verb: re.Match[str]) -> bool:
    """Say whether a verb names a thing here: 城市更新改造等, 发展、建设, 的保护."""
    before, after = clause[: verb.start()][-1:], clause[verb.end() :][:1]
    return before in _JOINS_NOUNS or after in _JOINS_NOUNS or not after


def _is_modal(clause: str, match: re.Match[str], *, alone: bool = True) -> bool:
    """Say whether a word is a modal here; one of a single character only where no verb opens the clause."""
    if len(match.group()) > 1:
        return True
    before, after = clause[match.start() - 1 : match.start()], clause[match.end() : match.end() + 1]
    return alone and before not in _NOT_MODAL_BEFORE and after not in _NOT_MODAL_AFTER


_BEFORE = late_pattern(
    rf"(?:\([{HAN_NUMERALS}0-9]{{1,4}}\)|[{HAN_NUMERALS}0-9]{{1,3}}[、.])?(?:{YEAR_BEFORE},?)?[\"']?"
)


def _skip_mark(clause: str) -> int:
    """Return where a clause begins behind its number, a date and an opening quotation mark."""
    match = _BEFORE.match(clause)
    return match.end() if match else 0


def degree(text: str) -> int:
    """Return how much the words of degree in a text add, in tenths of a step."""
    return sum(degrees()[match.group()] for match in adding().finditer(text))


def _degrees_before(clause: str, end: int) -> int:
    """Return where the words of degree that stand right before ``end`` begin."""
    while True:
        before = next((n for n in (5, 4, 3, 2) if n <= end and _is_degree(clause[end - n : end])), 0)
        if not before:
            return end
        end -= before


def _is_degree(word: str) -> bool:
    return word in degrees()


def _opening(clause: str, start: int) -> Force | None:
    """Return the force of the degrees and verbs that stand at ``start``; the first verb decides."""
    at, degree = start, 0
    while (match := adding().match(clause, at)) is not None and _adds(clause, match):
        degree += degrees()[match.group()]
        at = match.end()
    first = pattern_of("acts").match(clause, at)
    if first is None:
        return None
    end = first.end()
    while (more := pattern_of("acts").match(clause, end)) is not None:
        end = more.end()
    span = Span(start, end)
    act = acts()[first.group()]
    return Force(span, span.of(clause), first.group(), 10 * act + degree, verb=first.start())


def _adds(clause: str, match: re.Match[str]) -> bool:
    """Say whether a word adds to the act behind it; one that is an act itself (加快) only if there is another."""
    if match.group() not in acts():
        return True
    rest = adding().match(clause, match.end())
    return pattern_of("acts").match(clause, rest.end() if rest else match.end()) is not None


_CLAUSE_END = late_pattern(f"[{CLAUSE_STOPS}]")


def clause_around(key: str, span: Span) -> Span:
    """Return the clause of ``key`` (folded) that holds an edit."""
    start = max((match.end() for match in _CLAUSE_END.finditer(key, max(0, span.start - 200), span.start)), default=-1)
    end = _CLAUSE_END.search(key, span.end)
    return Span(max(start, span.start - 200, 0), end.start() if end else min(len(key), span.end + 200))


def binding(key: str, span: Span) -> int | None:
    """Return how strongly words of duty bind what follows them, in tenths of a step; None if they are other words.

    What no modal and no known verb governs is an order all the same (处…罚款).
    """
    text = span.of(key)
    if len(text) < 2 or pattern_of("degrees", "acts", *MODALS).sub("", text) or pattern_of("acts").fullmatch(text):
        return None
    modal = pattern_of(*MODALS).search(text)
    if modal:
        return 10 * lexicon()[modal.group()].rank
    opening = _opening(key, span.start)
    return opening.strength if opening else 10 * int(rows()["orders"]["rank"]) + degree(text)


def is_loosened_by_limits(clause: str) -> bool:
    """Say whether a folded clause forbids or allows: the shorter that lasts, the less it says."""
    force = force_of(clause)
    return force is not None and lexicon()[force.act].sort in ("licences", "prohibitions")


def is_only_degrees(text: str) -> bool:
    """Say whether a text holds nothing but words of degree."""
    return bool(text) and not pattern_of("degrees").sub("", text).strip("地、")


def is_attribute(clause: str, span: Span) -> bool:
    """Say whether a word of degree describes a thing in a folded clause: 基本制度, but not 基本建成."""
    word, end = span.of(clause), span.end
    if word not in attributes() or span.start <= _skip_mark(clause):
        return False
    while more := adding().match(clause, end):
        end = more.end()
    return not pattern_of("acts").match(clause, end)


def alike_within() -> int:
    """Return how far apart, in tenths of a step, two acts may be to be of the same strength."""
    return int(rows()["lateral"]["within"])


def word_around(key: str, span: Span) -> Duty | None:
    """Return the duty of the modal or act that covers ``span`` exactly or a little beyond; of one that is no noun."""
    for match in pattern_of("acts", *MODALS).finditer(key, max(0, span.start - 2), span.end + 2):
        if match.start() <= span.start and span.end <= match.end():
            word = match.group()
            return lexicon()[word] if word not in nouns() and _is_modal(key, match) else None
    return None
