"""How much a string tells: the fewer clauses hold it, the more it says that one clause was made from another.

A chain of characters is weighed by a Markov model of order 1, in bits: the first character by how rare it is, each
further one by how rarely it follows the one before it. Fixed terms weigh little beyond their first character, which is
what sets them apart from shared wording. Counts of the two documents are joined with the usual rates of plans
(``frequencies.toml``), so that short documents are weighed on the same scale as long ones.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

_PRIOR_CLAUSES = 1000
"""Clauses that the usual rates count for."""
_RARE_PAIR = 2.0
"""Clauses of these that hold a pair which ``frequencies.toml`` does not name."""
_RARE = 1.0
"""Clauses of these that hold a character which ``frequencies.toml`` does not name."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of how many clauses a document has, how many hold each character and each pair of characters."""

    clauses: int
    characters: Counter[str]
    pairs: Counter[str]

    @classmethod
    def of(cls, clauses: Iterable[str]) -> "Counts":
        """Count the clauses of a document."""
        characters: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        total = 0
        for clause in clauses:
            total += 1
            characters.update(set(clause))
            pairs.update({clause[n : n + 2] for n in range(len(clause) - 1)})
        return cls(total, characters, pairs)


@cache
def _usual() -> tuple[dict[str, float], dict[str, float]]:
    data = tomllib.loads(Path(__file__).with_name("frequencies.toml").read_text(encoding="utf-8"))
    characters = {char: float(rate) for rate, text in data["characters"].items() for char in text.strip()}
    pairs = {pair: float(rate) for rate, text in data["pairs"].items() for pair in text.split()}
    return characters, pairs


def usual_rate(pair: str) -> float:
    """Return the bits of a pair of characters by its usual rate alone."""
    return log2(_PRIOR_CLAUSES / _usual()[1].get(pair, _RARE_PAIR))


class Information:
    """Weighs strings by the counts of some documents and the usual rates; costs are looked up once each."""

    def __init__(self, *counts: Counts) -> None:
        self._counts = counts
        self._clauses = _PRIOR_CLAUSES + sum(part.clauses for part in counts)
        self._first: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def _holding(self, char: str) -> float:
        return _usual()[0].get(char, _RARE) + sum(part.characters.get(char, 0) for part in self._counts)

    def first(self, char: str) -> float:
        """Return the bits of a character by itself."""
        bits = self._first.get(char)
        if bits is None:
            bits = self._first[char] = max(0.0, log2(self._clauses / self._holding(char)))
        return bits

    def following(self, pair: str) -> float:
        """Return the bits of the second character of a pair behind the first; never more than it has by itself."""
        bits = self._next.get(pair)
        if bits is None:
            ones, twos = _usual()
            prior = twos.get(pair)
            if prior is None:
                prior = ones.get(pair[0], _RARE) * ones.get(pair[1], _RARE) / _PRIOR_CLAUSES
            both = prior + sum(part.pairs.get(pair, 0) for part in self._counts)
            bits = self._next[pair] = min(self.first(pair[1]), max(0.0, log2(self._holding(pair[0]) / both)))
        return bits
