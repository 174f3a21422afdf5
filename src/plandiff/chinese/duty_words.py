"""The words of duty and of degree, with their ranks (``duty.toml``), folded."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from plandiff.chinese.script import fold

MODALS = ("licences", "duties", "prohibitions")


class Duty(NamedTuple):
    """What a word of the lexicon is, and how strong: in tenths of a step for degrees, in steps for the others."""

    sort: str
    rank: int


@cache
def rows() -> dict[str, dict[str, str | int]]:
    """Return the data: for each sort of words those of each rank."""
    data: dict[str, dict[str, str | int]] = tomllib.loads(
        Path(__file__).with_name("duty.toml").read_text(encoding="utf-8")
    )
    return data


@cache
def lexicon() -> dict[str, Duty]:
    """Return the words of duty with their ranks."""
    return {
        fold(word): Duty(sort, int(rank))
        for sort in ("degrees", "acts", *MODALS)
        for rank, words in rows()[sort].items()
        for word in str(words).split()
    }


@cache
def pattern_of(*sorts: str) -> re.Pattern[str]:
    """Return a pattern of the words of some sorts, the longest first."""
    words = [word for word, duty in lexicon().items() if duty.sort in sorts]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def limits() -> dict[str, int]:
    """Return the words that say how far a promise reaches wherever they stand, with what each adds or takes away."""
    wide = {fold(word): int(rank) for rank, words in rows()["extents"].items() for word in str(words).split()}
    return wide | {word: duty.rank for word, duty in lexicon().items() if duty.sort == "degrees" and duty.rank < 0}


@cache
def limiting() -> re.Pattern[str]:
    """Return a pattern of `limits`."""
    return re.compile("|".join(sorted(limits(), key=len, reverse=True)))


@cache
def degrees() -> dict[str, int]:
    """Return what each word of degree adds, in tenths of a step, with the acts that add to another act."""
    return {
        fold(word): int(rank)
        for sort in ("degrees", "before_acts")
        for rank, words in rows()[sort].items()
        for word in str(words).split()
        if sort == "before_acts" or lexicon()[fold(word)].sort == "degrees"
    }


@cache
def adding() -> re.Pattern[str]:
    """Return a pattern of `degrees`."""
    return re.compile("|".join(sorted(degrees(), key=len, reverse=True)))


@cache
def acts() -> dict[str, int]:
    """Return the acts with their ranks, those among them that add to another."""
    return {fold(word): int(rank) for rank, words in rows()["acts"].items() for word in str(words).split()}


@cache
def attributes() -> frozenset[str]:
    """Return the words of degree that also describe things: 基本."""
    return frozenset(map(fold, str(rows()["attributes"]["degrees"]).split()))


@cache
def nouns() -> frozenset[str]:
    """Return the acts that also name things: 发展."""
    return frozenset(map(fold, str(rows()["nouns"]["acts"]).split()))
