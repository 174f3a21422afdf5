"""Recognises formulas and general headings, which every plan or law repeats.

The lists are data: ``formulas.toml`` by hand, ``stock_clauses.txt`` counted.

A clause is a formula if it is one of the phrases up to small edits: 与全省同步基本实现社会主义现代化 is 与全国同步….
"""

import re
import tomllib
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from operator import add
from pathlib import Path
from typing import Any

from rapidfuzz.distance import LCSseq

from plandiff.chinese.numerals import HAN_NUMERALS
from plandiff.chinese.punctuation import plain
from plandiff.chinese.script import fold

_OF_PHRASE = 0.75
"""Share of a phrase that a clause must have, in order."""
_OF_CLAUSE = 0.6
"""Share of the clause that the phrase must fill."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("formulas.toml").read_text(encoding="utf-8"))


@cache
def _lists() -> dict[str, list[str]]:
    data = _data()
    families = [list(map(plain, fold(family).split())) for family in data["phrases"].split("\n\n")]
    return {
        "phrases": [phrase for family in families for phrase in family],
        "families": [family[0] for family in families for _ in family],
        "headings": [plain(fold(word)) for word in data["headings"].split()],
        "terms": [plain(fold(word)) for word in data["terms"].split()],
        "manner": [plain(fold(word)) for word in data["manner"].split()],
    }


@cache
def _by_pair() -> dict[str, list[int]]:
    """Return, for each pair of characters, the phrases that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, phrase in enumerate(_lists()["phrases"]):
        for pair in {phrase[at : at + 2] for at in range(len(phrase) - 1)}:
            found[pair].append(n)
    return found


@cache
def _headings() -> frozenset[str]:
    return frozenset(_lists()["headings"])


@cache
def _frames() -> re.Pattern[str]:
    """Return a pattern of the standing forms with a place to fill, a named group each."""
    number = f"[{HAN_NUMERALS}0-9]+"
    return re.compile(
        "|".join(
            f"(?P<{name}{n}>{fold(form).replace('N', number)})"
            for name in ("occasion", "frame")
            for n, form in enumerate(_data()[f"{name}s"])
        )
    )


def is_occasion(formula: str) -> bool:
    """Say whether a formula speaks of the day a text was read or passed; what fills it differs by nature."""
    return formula.startswith("occasion")


@cache
def _stock() -> frozenset[str]:
    """Return the clauses that many official texts have word for word."""
    lines = Path(__file__).with_name("stock_clauses.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _terms() -> dict[str, list[str]]:
    """Return the set terms by their first character, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in sorted(_lists()["terms"], key=len, reverse=True):
        found[term[0]].append(term)
    return found


def formula_of(clause: str, *, is_heading: bool = False) -> str | None:
    """Return the formula, by its first form, the heading or stock clause that a clause is, else None.

    Args:
        clause: Folded text as `plain` gives it.
        is_heading: Whether it is a title: one that many texts have says all the same what stands below.
    """
    if clause in _headings():
        return clause
    if frame := _frames().search(clause):
        return frame.lastgroup
    phrases = _by_pair()
    shared = Counter(chain.from_iterable(phrases[pair] for pair in map(add, clause, clause[1:]) if pair in phrases))
    best, longest = None, 0.0
    for n, pairs in shared.items():
        phrase = _lists()["phrases"][n]
        if pairs * 2 < len(phrase) - 1:
            continue
        common = LCSseq.similarity(phrase, clause)
        if common >= _OF_PHRASE * len(phrase) and common >= _OF_CLAUSE * len(clause) and common > longest:
            best, longest = _lists()["families"][n], common
    return best or (clause if clause in _stock() and not is_heading else None)


def without_terms(text: str) -> str:
    """Return a text without its set terms."""
    kept, at = [], 0
    while at < len(text):
        length = term_at(text, at)
        if not length:
            kept.append(text[at])
        at += length or 1
    return "".join(kept)


def term_at(text: str, at: int) -> int:
    """Return the length of the set term that stands at an offset of ``text``, 0 if none does."""
    return next((len(term) for term in _terms().get(text[at], ()) if text.startswith(term, at)), 0)


@cache
def manner() -> re.Pattern[str]:
    """Return a pattern of the words that say how something is done and for whom, not what."""
    return re.compile("|".join(sorted(_lists()["manner"], key=len, reverse=True)))
