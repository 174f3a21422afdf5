"""Judges whether a traditional character is right where it stands: the evidence in the order it speaks.

A converter cuts a text into phrases from left to right and so invents 內生髮展 and 新徵程. Here every word of the
vocabulary that covers a character, at any offset, is a witness. A character that no witness has is wrong; one that only
words across the seams of the sentence have (生髮 in 內生髮展) is to be checked. Where no word covers it, the commonest
traditional form speaks. The page docs/conversion.md explains the order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import lru_cache

from plandiff.chinese.script import distinct, fold, is_common, is_han, is_radical, is_writable, places
from plandiff.choices import Standard
from plandiff.conversion.standards import are_one, form, is_printed_both_ways, is_tolerated
from plandiff.conversion.vocabulary import (
    CONTEXT,
    Testimony,
    Witness,
    called_for,
    candidates,
    hear,
    is_surname_at,
    is_word,
)

_NOUNS = frozenset("于范余沈岳郁姜谷卜朴党丰占种曲云里丑游系")
"""Surnames and a unit: with no word around them, these too may be meant as they stand."""


class Fault(StrEnum):
    """What is wrong with a character."""

    WRONG = "wrong"
    TOLERATED = "tolerated"
    ACROSS = "across"
    UNCOVERED = "uncovered"
    LEFTOVER = "leftover"
    REGIONAL = "regional"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A character that is wrong for its script or standard.

    Attributes:
        fault: What is wrong.
        expected: The right character, in the form of the standard.
        word: The word it stands in, rightly written; the expected character if no word covers it.
        certain: Whether no person need look.
    """

    fault: Fault
    expected: str
    word: str
    certain: bool


def judge(text: str, at: int, shown: str, standard: Standard, exact: str | None = None) -> Verdict | None:
    """Judge the traditional character ``shown`` at ``text[at]``.

    Args:
        text: The text, folded, without white space and furniture.
        at: Offset of the character, in code points.
        shown: The character as written.
        standard: The standard in force.
        exact: The simplified character of a counterpart.

    Returns:
        What is wrong; None if nothing is.
    """
    start = max(0, at - CONTEXT)
    return _judged(text[start : at + CONTEXT + 1], at - start, shown, standard, exact)


@lru_cache(maxsize=1 << 16)  # the same words stand in many places of a document
def _judged(text: str, at: int, shown: str, standard: Standard, exact: str | None) -> Verdict | None:
    heard = hear(text, at, exact)
    if _is_unanimous(heard, shown, standard) or _among(shown, heard.likely or heard.candidates[:1], standard):
        return _regional(shown, standard)
    if not heard.likely and shown != text[at] and shown in heard.candidates and is_common(shown):
        return None  # a form that no simplification produces, and nothing speaks against it
    if shown in _NOUNS and is_surname_at(text, at):
        return None
    right = (heard.likely or heard.candidates)[0]
    if standard is Standard.MAINLAND and is_tolerated(shown, right):
        return None
    fault, certain = _fault(heard, shown, right, standard, simple=text[at])
    return Verdict(fault, form(right, standard), _word(heard, right, standard), certain)


def _is_unanimous(heard: Testimony, shown: str, standard: Standard) -> bool:
    """Say whether all words have the character, so that it does not matter how they cut the clause."""
    agree = all(are_one(shown, right, standard) for right in heard.attested)
    return bool(heard.witnesses) and agree and _may_be_alone(heard, shown, standard)


def _may_be_alone(heard: Testimony, shown: str, standard: Standard) -> bool:
    return not heard.alone or _among(shown, heard.alone, standard)


def _fault(heard: Testimony, shown: str, right: str, standard: Standard, simple: str) -> tuple[Fault, bool]:
    """Return what is wrong with a character that no fitting word has, and whether that is certain."""
    tolerated = is_tolerated(shown, right)
    only_simplified = not is_writable(shown, "big5") or not (tolerated or shown in heard.candidates)
    if shown == simple and only_simplified:
        return Fault.LEFTOVER, not tolerated or standard is not Standard.ANY
    if tolerated:
        return Fault.TOLERATED, standard is not Standard.ANY
    if _among(shown, (*heard.attested, *heard.alone), standard):
        return Fault.ACROSS, right in heard.vouched or _reach(heard, right) > _reach(heard, shown) > 0
    if not heard.witnesses and len(heard.candidates) > 1 and (shown in _NOUNS or shown != simple):
        return Fault.UNCOVERED, False
    return Fault.WRONG, True


def disputed(shown: str, folded: str, standard: Standard) -> Iterator[int]:
    """Yield the offsets of a traditional text at which ``judge`` has something to weigh.

    Everywhere else the character is right at a glance: it can only be this one, or no word with its neighbours would
    have another one there. ``judge`` agrees with that, at many times the cost.

    Args:
        shown: The text as written, without white space and furniture.
        folded: The same, folded.
        standard: The standard in force.
    """
    seen: dict[tuple[str, str], _Glance] = {}
    for at in places(shown, suspects(shown, standard)):
        key = shown[at], called_for(folded, at)
        if key not in seen:
            seen[key] = _glance(*key, folded[at], standard)
        if seen[key] is _Glance.DISPUTED or (seen[key] is _Glance.RARE and not _is_in_word(folded, at)):
            yield at


class _Glance(Enum):
    """What a character and the words with its neighbours show."""

    USUAL = auto()
    """It is right, in a word or not."""
    RARE = auto()
    """It is right if it is in a word."""
    DISPUTED = auto()


def _glance(shown: str, called_for: str, simple: str, standard: Standard) -> _Glance:
    heard = hear(simple, 0)
    agree = _among(shown, heard.candidates, standard) and all(are_one(shown, right, standard) for right in called_for)
    if not (agree and _may_be_alone(heard, shown, standard)) or _regional(shown, standard):
        return _Glance.DISPUTED
    is_usual = are_one(shown, (heard.alone or heard.candidates)[0], standard)
    return _Glance.USUAL if is_usual else _Glance.RARE


def _is_in_word(text: str, at: int) -> bool:
    """Say whether a word of two characters covers ``text[at]``."""
    return is_word(text[at : at + 2]) or is_word(text[max(0, at - 1) : at + 1])


def suspects(text: str, standard: Standard) -> frozenset[str]:
    """Return those characters of a traditional text that some context could make wrong."""
    characters = "".join(filter(is_han, distinct(text)))
    return frozenset(
        char
        for char, simple in zip(characters, fold(characters), strict=True)
        if is_han(simple) and not is_radical(char) and _is_suspect(char, simple, standard)
    )


def _is_suspect(shown: str, simple: str, standard: Standard) -> bool:
    possible = candidates(simple)
    only = len(possible) == 1 and are_one(shown, possible[0], standard)
    return not only or _regional(shown, standard) is not None


def _among(shown: str, accepted: Iterable[str], standard: Standard) -> bool:
    return any(are_one(shown, right, standard) for right in accepted)


def _word(heard: Testimony, right: str, standard: Standard) -> str:
    """Return the shortest word that has the right character, as the standard writes it."""
    word = min(_words_with(heard.inside, right), key=len, default=right)
    return "".join(form(char, standard) for char in word)


def _reach(heard: Testimony, char: str) -> int:
    """Return the length of the longest word that has a character."""
    return max(map(len, _words_with(heard.witnesses, char)), default=0)


def _words_with(witnesses: Iterable[Witness], right: str) -> Iterator[str]:
    for witness in witnesses:
        yield from (written for written in witness.forms if written[-witness.start] == right)


def _regional(shown: str, standard: Standard) -> Verdict | None:
    """Say that a right character is written as another region writes it, where one region's standard is asked for."""
    if standard not in {Standard.TAIWAN, Standard.HONG_KONG}:
        return None
    usual = form(shown, standard)
    return (
        None
        if usual == shown or is_printed_both_ways(shown, usual, standard)
        else Verdict(Fault.REGIONAL, usual, usual, certain=True)
    )
