"""Judges whether a traditional character is right where it stands, by what native print has.

A converter cuts a text into phrases from left to right and so invents 內生髮展 and 新徵程. Here the clause is cut into
the heaviest words (``cuts``), once with the character that is written and once with each other that may be meant: a
character is wrong where another one makes the clause much heavier. The page docs/conversion.md says by how much and
why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from plandiff.chinese.script import fold, has_two_uses, is_writable, places, print_form
from plandiff.choices import Standard
from plandiff.conversion.cuts import WRITTEN, Clause, Option, segment_at
from plandiff.conversion.glances import RARE, is_plain, suspects
from plandiff.conversion.lexicon import candidates, facts, forms_of, weight_alone
from plandiff.conversion.names import is_full_name, is_in_name, is_like_a_surname, speaks_for
from plandiff.conversion.standards import (
    form,
    is_free,
    is_one_form,
    is_printed_both_ways,
    is_told_apart,
    is_tolerated,
    other_form,
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
_NAMELY = -8.5
"""Weight up to which a character by itself may be part of a name."""


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
        heavy = (weight_alone(print_form(self.expected), fold(self.expected)) or RARE) > _NAMELY
        apart = heavy and self.fault is not Fault.TOLERATED and self.expected not in "裡裏"
        return len(self.word) == 1 and self.fault is not Fault.REGIONAL and not apart


@dataclass(frozen=True, slots=True)
class Weighing:
    """The evidence on one place.

    Attributes:
        clause: The clause it stands in.
        shown: The character as written.
        own: The heaviest cut with it; None if no word has it here.
        own_weight: The weight of that, or of the clause with a character that no word has.
        others: The other characters that may be meant, the heaviest first, each with its heaviest cut.
    """

    clause: Clause
    shown: str
    own: Option | None
    own_weight: float
    others: tuple[tuple[str, Option], ...]


def verdicts(
    text: str, written: str, characters: Iterable[str], standard: Standard, exact: str | None = None
) -> Iterator[tuple[int, Verdict]]:
    """Judge all characters of a traditional text that could be wrong.

    Args:
        text: The text, folded, without white space and furniture.
        written: The same as written; NUL where it is not known.
        characters: Those that ``written`` has, and perhaps others.
        standard: The standard in force.
        exact: A simplified counterpart, character for character.

    Yields:
        Offsets in ascending order, each with what is wrong.
    """
    known: dict[str, bool] = {}
    framed, framed_as_written = f"\n{text}\n", f"\n{written}\n"
    for at in places(written, suspects(characters, standard)):
        if exact is None:
            seen = framed_as_written[at : at + 3]
            plain = known.get(seen)
            if plain is None:
                plain = known[seen] = is_plain(framed[at : at + 3], written[at], standard)
            if plain and not is_like_a_surname(text, at):
                continue
        clause = segment_at(text, written, at)
        verdict = _judged(clause, written[at], exact[at] if exact else None, standard)
        if verdict and not (len(verdict.word) == 1 and is_in_name(text, at) and _may_be_spelt(written[at], verdict)):
            yield at, verdict


def _may_be_spelt(shown: str, verdict: Verdict) -> bool:
    """Say whether a given name may be spelt with a character: traditional print has it, and no region another form."""
    return verdict.fault is not Fault.REGIONAL and is_writable(shown, "big5")


@lru_cache(maxsize=1 << 14)
def _judged(clause: Clause, shown: str, exact: str | None, standard: Standard) -> Verdict | None:
    """Judge the character in the place of a clause: the same words stand in many places of a document."""
    return _verdict(weighed(clause, shown, exact), clause.key[clause.place], standard)


def weighed(clause: Clause, shown: str, exact: str | None = None) -> Weighing:
    """Weigh what is written in the place of a clause against what else may be meant."""
    simple = clause.key[clause.place]
    options = clause.options()
    own = max((option for char, option in options.items() if is_one_form(char, shown)), key=_weight, default=None)
    allowed = {print_form(char) for char in candidates(simple, exact)}
    others = [
        (char, options.get(char) or Option(clause.unheard(), clause.place, char))
        for char in sorted(allowed | (options.keys() if exact is None else set()))
        if not is_one_form(char, shown)
    ]
    weight = own.weight if own else clause.unheard()
    return Weighing(clause, shown, own, weight, tuple(sorted(others, key=lambda other: -other[1].weight)))


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
    heavier = clause.heavier_at(clause.place)
    if speaks_for(right, clause.key[clause.place], heavier):
        return apart >= _WORD
    in_word = len(best.word) > 1
    if is_printed_both_ways(shown, right, standard):
        enough = apart >= (_EITHER if in_word else _ALONE) and not is_full_name(fold(best.word))
        return enough and not is_free(shown, right) and not _is_native(weighing, best)
    if is_told_apart(shown, right, standard):
        return in_word
    if not in_word:
        if right in heavier:
            return False
        against = own is not None and len(own.word) > 1
        return apart >= (_AGAINST if against else _ITSELF if right in _words_by_themselves() else _ALONE)
    is_inside = own is not None and _holds(best, own) and _is_usual(own, 1)
    return not is_inside and apart >= (_NO_WORD if own is None or len(own.word) == 1 else _WORD)


def _is_native(weighing: Weighing, best: Option) -> bool:
    """Say whether native print has the word, or a shorter one in it, with the character that is written too."""
    place = weighing.clause.place - best.start
    forms = forms_of(fold(best.word))
    if any(is_one_form(word[place], weighing.shown) and weight > forms[0][1] - _EITHER for word, weight in forms):
        return True
    return weighing.own is not None and _holds(best, weighing.own) and _is_usual(weighing.own, _EITHER)


def _is_usual(option: Option, reach: float) -> bool:
    """Say whether the word of an option is a usual form: no more than ``reach`` lighter than the usual one."""
    forms = forms_of(fold(option.word))
    return bool(forms) and dict(forms).get(option.word, RARE - 1) >= forms[0][1] - reach


def _holds(outer: Option, inner: Option) -> bool:
    """Say whether the word of one option lies in that of another, and is a word of two characters and more."""
    starts = outer.start <= inner.start and inner.start + len(inner.word) <= outer.start + len(outer.word)
    return starts and len(inner.word) > 1


@cache
def _words_by_themselves() -> frozenset[str]:
    return frozenset(facts().alone)


def _word(weighing: Weighing, right: str, best: Option, standard: Standard) -> str:
    """Return the shortest word that has the right character inside the word of the cut, as the standard writes it."""
    place = weighing.clause.place - best.start
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


def _regional(shown: str, standard: Standard) -> Verdict | None:
    """Say that a right character is written as another region writes it, where one region's standard is asked for."""
    usual = other_form(shown, standard)
    return Verdict(Fault.REGIONAL, usual, usual, certain=True) if usual else None
