"""Lets most characters of a traditional text pass at a glance, without a cut of the clause into words.

Which characters could be wrong at all is known by the character; of these, most stand in a common word with one of
their neighbours, and no word with a neighbour has another character. What each neighbour says is asked once a pair.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from plandiff.chinese.script import fold, is_han, is_radical, print_form
from plandiff.choices import Standard
from plandiff.conversion.lexicon import beside, candidates, forms_of
from plandiff.conversion.names import is_special
from plandiff.conversion.standards import are_one, is_free, is_one_form, is_told_apart, other_form

_PLAIN = 2.0
"""By how much a word as written must outweigh every other one with its neighbours to be right at a glance."""
_BESIDE = -14.5
"""Weight from which on a word with one neighbour is looked at, though the written character has one with the other."""
_LIGHTER = 1.5
"""The same, by how much the written character's word with that neighbour must be lighter."""
RARE = -17.0
"""Weight of what is no word of the lexicon."""
_SILENT = float("-inf")


def suspects(characters: Iterable[str], standard: Standard) -> frozenset[str]:
    """Return those characters of a traditional text that some context could make wrong."""
    han = "".join(filter(is_han, characters))
    return frozenset(
        char
        for char, simple in zip(han, fold(han), strict=True)
        if is_han(simple) and not is_radical(char) and _is_suspect(char, simple, standard)
    )


@cache
def _is_suspect(shown: str, simple: str, standard: Standard) -> bool:
    possible = candidates(simple)
    only = len(possible) == 1 and are_one(shown, possible, standard)
    return not only or other_form(shown, standard) is not None


def is_plain(around: str, shown: str, standard: Standard) -> bool:
    """Say whether a character is right at a glance.

    That is so where it is a usual form, and no word with its neighbours has another one, or the heaviest such word as
    written outweighs all of them, and the other characters by themselves. Where one neighbour makes a common word with
    another character (製劑 in 載體制劑), the cut must decide.

    Args:
        around: The folded character between its two neighbours.
        shown: The character as written.
        standard: The standard in force.
    """
    alone = _by_itself(shown, around[1], standard)
    if alone is None or is_special(around, print_form(shown)):
        return False
    before, behind = _with(f"<{around[:2]}", shown, standard), _with(f">{around[1:]}", shown, standard)
    if before is None or behind is None:
        return False
    own, others = max(before.own, behind.own), max(before.others, behind.others)
    if own == _SILENT:
        return others == _SILENT and alone.own >= alone.others
    orphan = max(_heaviest(around[0]), _heaviest(around[2]))
    return own >= max(others, alone.others + orphan) + _PLAIN


class _Heard(NamedTuple):
    """The heaviest word with the written character, and with one that would be another."""

    own: float
    others: float


@lru_cache(maxsize=1 << 16)
def _with(pair: str, shown: str, standard: Standard) -> _Heard | None:
    """Return what words with one neighbour say (``pair``: as `beside` takes it); None if a cut must decide."""
    words = beside(pair)
    if not words:
        return _NOTHING
    own = others = _SILENT
    for char, weight in words.items():
        if is_one_form(char, shown):
            own = max(own, weight)
        elif not _never_instead(shown, char, standard):
            others = max(others, weight)
    if max(words.values()) >= max(_BESIDE, max(own, RARE) + _LIGHTER):
        return None
    return _Heard(own, others)


_NOTHING = _Heard(_SILENT, _SILENT)


@cache
def _by_itself(shown: str, simple: str, standard: Standard) -> _Heard | None:
    """Return the weights of a character as a word by itself; None if it is no usual form."""
    usual = print_form(shown)
    if usual not in map(print_form, candidates(simple)) or other_form(shown, standard):
        return None
    forms = forms_of(simple)
    others = (weight for char, weight in forms if not _never_instead(shown, char, standard))
    return _Heard(dict(forms).get(usual, RARE), max(others, default=RARE))


@cache
def _never_instead(shown: str, other: str, standard: Standard) -> bool:
    """Say whether another character is no reason to look again: a form of the one written, or one it may replace."""
    return is_one_form(other, shown) or (is_free(shown, other) and not is_told_apart(shown, other, standard))


@cache
def _heaviest(char: str) -> float:
    """Return the weight of a folded character as a word by itself, whatever its form."""
    return max((weight for _, weight in forms_of(char)), default=RARE)
