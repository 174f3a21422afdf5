"""The standards a traditional text may follow, and which differences they make nothing of."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plandiff.chinese.script import is_regional_pair, regional_form
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
    Standard, {Standard.ANY: "t2tw", Standard.TAIWAN: "t2tw", Standard.HONG_KONG: "t2hk", Standard.MAINLAND: "t2tw"}
)
"""How OpenCC calls the forms of a standard. The mainland has no such table; Taiwan's forms are the nearest in print."""


@cache
def _pairs(name: str) -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("standards.toml").read_text(encoding="utf-8"))
    return frozenset(data[name]["pairs"])


@cache
def form(char: str, standard: Standard) -> str:
    """Return ``char`` as a standard writes it; never a form that only converters use (爲 羣 衆 喫)."""
    return regional_form(char, _FORMS[standard])


@cache
def are_one(shown: str, right: str, standard: Standard) -> bool:
    """Say whether nothing tells two traditional characters apart: forms of one, or a pair that usage has both ways."""
    if shown == right or is_regional_pair(shown, right):
        return True
    return is_printed_both_ways(shown, right, standard)


def is_printed_both_ways(one: str, other: str, standard: Standard) -> bool:
    """Say whether print under a standard has both characters, in the same words."""
    pairs = {one + other, other + one}
    return not pairs.isdisjoint(_pairs("either")) and pairs.isdisjoint(_distinct(standard))


def _distinct(standard: Standard) -> frozenset[str]:
    return _pairs("hk") if standard is Standard.HONG_KONG else frozenset()


def is_tolerated(shown: str, right: str) -> bool:
    """Say whether the mainland prints ``shown`` for ``right``, which Taiwan and Hong Kong tell apart."""
    return shown + right in _pairs("tolerated")
