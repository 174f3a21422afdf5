"""Judges the characters of a simplified text: traditional ones left over, and the wrong one of two that fold to one."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from plandiff.chinese.script import fold, is_han, is_radical, is_regional_pair, is_writable, places
from plandiff.conversion.attestation import Fault, Verdict
from plandiff.conversion.cuts import Clause, segment_at
from plandiff.conversion.lexicon import LONGEST, SIMPLIFIED, candidates, facts, words_from

_WORD = 3.0
"""By how much a cut with the other character must be heavier (natural logarithm) for an alarm."""
_NO_WORD = 0.5
"""The same where no word of two characters has the one that is written."""
_CERTAIN = 5.0
_OF_NAMES = frozenset("喆淼堃犇昇陞甯邨迺仝阪龢頫")
"""Variant forms that the mainland's table of 2013 admits again, for names."""


@lru_cache(maxsize=1 << 14)
def is_foreign(shown: str) -> bool:
    """Say whether a character could be a traditional one: it folds to another that it is a known form of.

    闇 folds to 暗 but is no traditional form of it: 杨闇公 keeps it in simplified print.
    """
    folded = fold(shown)
    return shown != folded and is_han(shown) and not is_radical(shown) and _is_form_of(shown, candidates(folded))


def simplified_verdicts(text: str, folded: str, characters: Iterable[str]) -> Iterator[tuple[int, Verdict]]:
    """Judge the characters of a simplified text that could be wrong.

    Args:
        text: The text as written, without white space and furniture.
        folded: The same, folded.
        characters: Those that ``text`` has.

    Yields:
        Offsets in ascending order, each with what is wrong.
    """
    twins = frozenset("".join(facts().twins.values()))
    for at in places(text, [char for char in characters if char in twins or is_foreign(char)]):
        group = facts().twins.get(folded[at], "")
        if group[:1] == text[at] and facts().rarer.isdisjoint((folded[at : at + 2], folded[max(0, at - 1) : at + 1])):
            continue
        clause = segment_at(folded, text, at, SIMPLIFIED)
        verdict = _twin(clause, text[at]) if text[at] in group else _foreign(clause, at, text[at], folded)
        if verdict:
            yield at, verdict


def _twin(clause: Clause, shown: str) -> Verdict | None:
    """Judge one of several characters of simplified print that fold to one (着 in 着名)."""
    options = clause.options()
    own = options.get(shown)
    others = [
        (option.weight, char, option) for char, option in options.items() if char != shown and len(option.word) > 1
    ]
    if not others:
        return None
    weight, right, best = max(others)
    apart = weight - (own.weight if own else clause.unheard())
    if own and len(own.word) > 1 and own.start >= best.start and own.word in best.word.replace(right, shown):
        return None  # a shorter word in it is written so: 账户 in 银行帐户
    if apart < (_WORD if own and len(own.word) > 1 else _NO_WORD):
        return None
    is_traditional = is_foreign(shown) and fold(shown) == right
    return Verdict(Fault.LEFTOVER if is_traditional else Fault.WRONG, right, best.word, certain=apart >= _CERTAIN)


def _foreign(clause: Clause, at: int, shown: str, folded: str) -> Verdict | None:
    """Judge a traditional character.

    It stays in the words and names that simplified print keeps it in (乾隆, 瞭望). Elsewhere it is certain that it is
    left over if it stands only for characters that were simplified (發), or if a word of traditional print has it
    (製造). A form of what simplified print has too (闇 for 暗) may stand in a name. A character that GB 2312 has and
    no word covers is let stand.
    """
    options = clause.options()
    own = options.get(shown)
    if own and len(own.word) > 1:
        return None
    simple = folded[at]
    attested = [*_attested(folded, at)]
    if not attested and is_writable(shown, "gb2312"):
        return None
    certain = simple not in candidates(simple) or _is_form_of(shown, attested)
    if shown in _OF_NAMES and not certain:
        return None
    return Verdict(Fault.LEFTOVER, simple, simple, certain)


def _attested(folded: str, at: int) -> Iterator[str]:
    """Yield the traditional characters that words of two characters and more have at a place."""
    for start in range(max(0, at - LONGEST + 1), at + 1):
        for key, forms in words_from(folded[start : start + LONGEST]):
            if len(key) > max(1, at - start):
                yield from (form[at - start] for form, _ in forms)


def _is_form_of(shown: str, characters: Iterable[str]) -> bool:
    return any(shown == char or is_regional_pair(shown, char) for char in characters)
