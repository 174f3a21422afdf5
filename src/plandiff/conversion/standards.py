"""The standards a traditional text may follow, and which differences they make nothing of."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plandiff.chinese.script import has_two_uses, hong_kongs, is_regional_pair, print_form, taiwans
from plandiff.choices import Standard
from plandiff.tables import complete


@dataclass(frozen=True, slots=True)
class Spelling:
    """What counts as a right character.

    Attributes:
        standard: Whose traditional characters a text is judged by.
        names: Names that a person has confirmed: their characters are right as they are written.
    """

    standard: Standard = Standard.ANY
    names: tuple[str, ...] = ()


USUAL = Spelling()

_FORMS = complete(
    Standard,
    {Standard.ANY: taiwans, Standard.TAIWAN: taiwans, Standard.HONG_KONG: hong_kongs, Standard.MAINLAND: taiwans},
)
"""The form of a character under each standard. The mainland has no such table; Taiwan's are the nearest in print."""


_OF_HONG_KONG = {"裡": "裏"}
"""Forms of Hong Kong that OpenCC's table does not make of those of Taiwan."""


@cache
def _pairs(name: str) -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("standards.toml").read_text(encoding="utf-8"))
    return frozenset(data[name]["pairs"])


@cache
def form(char: str, standard: Standard) -> str:
    """Return ``char`` as a standard writes it; never a form that only converters use (爲 羣 衆 喫)."""
    if standard is Standard.HONG_KONG:
        char = _OF_HONG_KONG.get(char, char)
    return _FORMS[standard](char)


@cache
def other_form(shown: str, standard: Standard) -> str | None:
    """Return how a region whose standard is asked for writes a character that another region writes so."""
    if standard not in {Standard.TAIWAN, Standard.HONG_KONG}:
        return None
    usual = form(shown, standard)
    return None if usual == shown or is_printed_both_ways(shown, usual, standard) else usual


@cache
def are_one(shown: str, right: str, standard: Standard) -> bool:
    """Say whether nothing tells two traditional characters apart: forms of one, or a pair that usage has both ways."""
    return is_one_form(shown, right) or is_printed_both_ways(shown, right, standard)


@cache
def is_one_form(one: str, other: str) -> bool:
    """Say whether two traditional characters are forms of one (爲 為): print has either for the other in all words."""
    if one == other or print_form(one) == print_form(other) or not {one + other, other + one}.isdisjoint(_pairs("one")):
        return True
    return is_regional_pair(one, other) and not has_two_uses(one) and not has_two_uses(other)


def is_printed_both_ways(one: str, other: str, standard: Standard) -> bool:
    """Say whether print under a standard has both characters, in the same words."""
    pairs = {one + other, other + one}
    return not pairs.isdisjoint(_pairs("either")) and pairs.isdisjoint(_distinct(standard))


def is_free(shown: str, right: str) -> bool:
    """Say whether ``shown`` may stand for ``right`` in every word, of two that print has both."""
    return shown + right in _pairs("free")


def is_told_apart(shown: str, right: str, standard: Standard) -> bool:
    """Say whether a standard has ``right`` alone in words where print elsewhere has both."""
    return shown + right in _distinct(standard)


def _distinct(standard: Standard) -> frozenset[str]:
    return _pairs("hk") if standard is Standard.HONG_KONG else frozenset()


def is_tolerated(shown: str, right: str) -> bool:
    """Say whether the mainland prints ``shown`` for ``right``, which Taiwan and Hong Kong tell apart."""
    return shown + right in _pairs("tolerated")
