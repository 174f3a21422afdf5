"""Judges whether a traditional character is right where it stands, by what native print has.

A converter cuts a text into phrases from left to right and so invents 內生髮展 and 新徵程. Here the clause is cut into
the heaviest words (``cuts``), once with the character that is written and once with each other that may be meant: a
character is wrong where another one makes the clause much heavier. The page docs/conversion.md says by how much and
why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from plandiff.chinese.script import (
    distinct,
    fold,
    has_two_uses,
    is_han,
    is_radical,
    is_writable,
    places,
    print_form,
)
from plandiff.choices import Standard
from plandiff.conversion.cuts import WRITTEN, Clause, Option, clause_at
from plandiff.conversion.lexicon import beside, candidates, facts, forms_of, weight_alone
from plandiff.conversion.names import bonus, is_full_name, is_in_name, is_special, speaks_for
from plandiff.conversion.standards import (
    are_one,
    form,
    is_free,
    is_one_form,
    is_printed_both_ways,
    is_told_apart,
    is_tolerated,
)

_WORD = 2.2
"""By how much a cut with another word must be heavier (natural logarithm) for an alarm: nine times as common."""
_NO_WORD = 2.0
"""The same where no word of two characters has the one that is written."""
_ALONE = 3.5
"""The same where the other character is a word of its own only: nothing around it speaks for it."""
_ITSELF = 2.2
"""The same where it is one of the characters that are words by themselves (後 並 只)."""
_AGAINST = 4.0
"""The same where a word of two characters has the one that is written: 于都 before 是."""
_EITHER = 3.0
"""The same where print has both characters in other words (註 and 注)."""
_CERTAIN = 4.0
"""From which difference on a word of two characters and more is certain."""
_UNKNOWN = 8.0
"""The same for a character that no traditional print has, where no word covers it: it may be part of a name."""
_PLAIN = 2.0
"""By how much a word as written must outweigh every other one with its neighbours to be right at a glance."""
_BESIDE = -14.5
"""Weight from which on a word with one neighbour is looked at, though the written character has one with the other."""
_LIGHTER = 1.5
"""The same, by how much the written character's word with that neighbour must be lighter."""
_NAMELY = -8.5
"""Weight up to which a character by itself may be part of a name."""
_RARE = -17.0


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

    @property
    def is_weak(self) -> bool:
        """Whether no word speaks for it, only how common the characters are: what is written may be part of a name.

        No name has what is a common word by itself (個 將 該), but names have 于 and 里.
        """
        heavy = (weight_alone(print_form(self.expected), fold(self.expected)) or _RARE) > _NAMELY
        apart = heavy and self.fault is not Fault.TOLERATED and self.expected not in "裡裏"
        return len(self.word) == 1 and self.fault is not Fault.REGIONAL and not apart


@dataclass(frozen=True, slots=True)
class Weighing:
    """The evidence on one place.

    Attributes:
        clause: The clause it stands in.
        at: Its offset in the text.
        shown: The character as written.
        own: The heaviest cut with it; None if no word has it here.
        own_weight: The weight of that, or of the clause with a character that no word has.
        others: The other characters that may be meant, the heaviest first, each with its heaviest cut.
    """

    clause: Clause
    at: int
    shown: str
    own: Option | None
    own_weight: float
    others: tuple[tuple[str, Option], ...]


def verdicts(text: str, written: str, standard: Standard, exact: str | None = None) -> Iterator[tuple[int, Verdict]]:
    """Judge all characters of a traditional text that could be wrong.

    Args:
        text: The text, folded, without white space and furniture.
        written: The same as written; NUL where it is not known.
        standard: The standard in force.
        exact: A simplified counterpart, character for character.

    Yields:
        Offsets in ascending order, each with what is wrong.
    """
    usual = written.translate({ord(char): print_form(char) for char in distinct(written)})
    for at in places(written, suspects(written, standard)):
        around = text[max(0, at - 1) : at + 2]
        if (
            exact is None
            and not is_special(text, at, usual[at])
            and _is_plain(around, at > 0, written[at], usual[at], standard)
        ):
            continue
        clause = clause_at(text, usual, at)
        verdict = _judged(replace(clause, start=clause.start - at), written[at], exact[at] if exact else None, standard)
        if verdict:
            yield at, verdict


@lru_cache(maxsize=1 << 14)
def _judged(clause: Clause, shown: str, exact: str | None, standard: Standard) -> Verdict | None:
    """Judge the character at offset 0 of a clause: the same words stand in many places of a document."""
    return _verdict(weighed(clause, 0, shown, exact), clause.key[-clause.start], standard)


def weighed(clause: Clause, at: int, shown: str, exact: str | None = None) -> Weighing:
    """Weigh what is written at an offset of the text against what else may be meant."""
    simple = clause.key[at - clause.start]
    options = clause.options(at)
    own = max((option for char, option in options.items() if is_one_form(char, shown)), key=_weight, default=None)
    allowed = {print_form(char) for char in candidates(simple, exact)}
    others = [
        (char, options.get(char) or Option(clause.unheard(at), at - clause.start, char))
        for char in sorted(allowed | (options.keys() if exact is None else set()))
        if not is_one_form(char, shown)
    ]
    weight = own.weight if own else clause.unheard(at)
    return Weighing(clause, at, shown, own, weight, tuple(sorted(others, key=lambda other: -other[1].weight)))


def _weight(option: Option) -> float:
    return option.weight


def _verdict(weighing: Weighing, simple: str, standard: Standard) -> Verdict | None:
    shown = weighing.shown
    known = shown in candidates(simple) or weighing.own is not None
    if not weighing.others:
        return _regional(shown, standard)
    right, best = next(
        (
            (char, option)
            for char, option in weighing.others
            if is_told_apart(shown, char, standard) and len(option.word) > 1
        ),
        weighing.others[0],
    )
    apart = best.weight - weighing.own_weight
    tolerated = is_tolerated(shown, right)
    if not _is_alarm(weighing, right, best, apart, standard) or (tolerated and standard is Standard.MAINLAND):
        return _regional(shown, standard)
    in_word = len(best.word) > 1
    only_simplified = not (is_writable(shown, "big5") or has_two_uses(shown)) or not (tolerated or known)
    if shown == simple and only_simplified:
        fault = Fault.LEFTOVER
        certain = (not tolerated or standard is not Standard.ANY) and apart >= (_CERTAIN if in_word else _UNKNOWN)
    elif tolerated:
        fault, certain = Fault.TOLERATED, standard is not Standard.ANY
    else:
        covered = _cuts_apart(weighing.own, best)
        fault = Fault.ACROSS if in_word and covered else Fault.WRONG if in_word or not known else Fault.UNCOVERED
        sure = apart + WRITTEN * _other_faults(weighing, best)
        certain = sure >= _CERTAIN if in_word else apart >= _UNKNOWN and not known
        certain = certain or is_told_apart(shown, right, standard)
    return Verdict(fault, form(right, standard), _word(weighing, right, best, standard), certain)


def _cuts_apart(own: Option | None, best: Option) -> bool:
    """Say whether the word with the written character is a usual one, but lies across other words."""
    if own is None or len(own.word) == 1 or not _is_usual(own, _WORD):
        return False
    return (own.start, len(own.word)) != (best.start, len(best.word))


def _other_faults(weighing: Weighing, best: Option) -> int:
    """Count the other characters that the right word has otherwise: a word that is wrong twice is one word."""
    start = best.start
    written = weighing.clause.written[start : start + len(best.word)]
    return sum(a != b for a, b in zip(best.word, written, strict=True)) - 1


def _is_alarm(weighing: Weighing, right: str, best: Option, apart: float, standard: Standard) -> bool:
    """Say whether another character is so much heavier that a person should hear of it."""
    shown, own, clause = weighing.shown, weighing.own, weighing.clause
    if speaks_for(right, clause.key, weighing.at - clause.start, clause.before, clause.after):
        return apart >= _WORD
    in_word = len(best.word) > 1
    if is_printed_both_ways(shown, right, standard):
        enough = apart >= (_EITHER if in_word else _ALONE) and not is_full_name(fold(best.word))
        return enough and not is_free(shown, right) and not _is_native(weighing, best)
    if is_told_apart(shown, right, standard):
        return in_word
    if not in_word:
        place = weighing.at - clause.start
        named = is_in_name(clause.key, place) and is_writable(shown, "big5")
        if named or right in bonus(clause.key, place, clause.before, clause.after):
            return False
        against = own is not None and len(own.word) > 1
        return apart >= (_AGAINST if against else _ITSELF if right in _words_by_themselves() else _ALONE)
    is_inside = own is not None and _holds(best, own) and _is_usual(own, 1)
    return not is_inside and apart >= (_NO_WORD if own is None or len(own.word) == 1 else _WORD)


def _is_native(weighing: Weighing, best: Option) -> bool:
    """Say whether native print has the word, or a shorter one in it, with the character that is written too."""
    place = weighing.at - weighing.clause.start - best.start
    forms = forms_of(fold(best.word))
    if any(is_one_form(word[place], weighing.shown) and weight > forms[0][1] - _EITHER for word, weight in forms):
        return True
    return weighing.own is not None and _holds(best, weighing.own) and _is_usual(weighing.own, _EITHER)


def _is_usual(option: Option, reach: float) -> bool:
    """Say whether the word of an option is a usual form: no more than ``reach`` lighter than the usual one."""
    forms = forms_of(fold(option.word))
    return bool(forms) and dict(forms).get(option.word, _RARE - 1) >= forms[0][1] - reach


def _holds(outer: Option, inner: Option) -> bool:
    """Say whether the word of one option lies in that of another, and is a word of two characters and more."""
    starts = outer.start <= inner.start and inner.start + len(inner.word) <= outer.start + len(outer.word)
    return starts and len(inner.word) > 1


@cache
def _words_by_themselves() -> frozenset[str]:
    return frozenset(facts().alone)


def _word(weighing: Weighing, right: str, best: Option, standard: Standard) -> str:
    """Return the shortest word that has the right character inside the word of the cut, as the standard writes it."""
    place = weighing.at - weighing.clause.start - best.start
    key = weighing.clause.key[best.start : best.start + len(best.word)]
    inside = sorted(
        ((start, end) for start in range(place + 1) for end in range(place + 1, len(key) + 1) if end - start > 1),
        key=lambda span: span[1] - span[0],
    )
    for start, end in inside:
        for word, _ in forms_of(key[start:end]):
            if word[place - start] == right and word == best.word[start:end]:
                return "".join(form(char, standard) for char in word)
    return "".join(form(char, standard) for char in best.word)


@lru_cache(maxsize=1 << 17)
def _is_plain(around: str, has_left: bool, shown: str, usual: str, standard: Standard) -> bool:
    """Say whether a character is right at a glance.

    That is so where it is a usual form, and no word with its neighbours has another one, or the heaviest such word as
    written outweighs all of them, and the other characters by themselves. Where one neighbour makes a common word with
    another character (製劑 in 載體制劑), the cut must decide.
    """
    place = int(has_left)
    simple = around[place]
    options = candidates(simple)
    if usual not in map(print_form, options) or _regional(shown, standard):
        return False
    heard: dict[str, float] = {}
    pairs = ["<" + around[:2]] if has_left else []
    pairs += [">" + around[place : place + 2]] if len(around) > place + 1 else []
    for pair in pairs:
        words = beside(pair)
        for char, weight in words.items():
            heard[char] = max(weight, heard.get(char, weight))
        mine = max((weight for char, weight in words.items() if is_one_form(char, shown)), default=_RARE)
        if max(words.values(), default=_RARE) >= max(_BESIDE, mine + _LIGHTER):
            return False
    alone = dict(forms_of(simple))
    own = max((weight for char, weight in heard.items() if is_one_form(char, shown)), default=None)
    others = max((weight for char, weight in heard.items() if not _never_instead(shown, char, standard)), default=None)
    single = max((weight for char, weight in alone.items() if not _never_instead(shown, char, standard)), default=_RARE)
    if own is None:
        return others is None and alone.get(usual, _RARE) >= single
    orphan = max(beside_alone(around, place), _RARE)
    return own >= max(others if others is not None else -99.0, single + orphan) + _PLAIN


@cache
def _never_instead(shown: str, other: str, standard: Standard) -> bool:
    """Say whether another character is no reason to look again: a form of the one written, or one it may replace."""
    return is_one_form(other, shown) or (is_free(shown, other) and not is_told_apart(shown, other, standard))


def beside_alone(around: str, place: int) -> float:
    """Return the weight of the heavier neighbour as a word by itself."""
    neighbours = [around[at] for at in (place - 1, place + 1) if 0 <= at < len(around)]
    return max((weight for char in neighbours for _, weight in forms_of(char)), default=_RARE)


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
    only = len(possible) == 1 and are_one(shown, possible, standard)
    return not only or _regional(shown, standard) is not None


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
