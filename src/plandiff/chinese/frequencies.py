"""How much a string tells: the fewer clauses hold it, the more it says that one clause was made from another.

A chain of characters is weighed by a Markov model of order 2, in bits: the first character by how rare it is, the
second by how rarely it follows the first, each further one by how rarely it follows the two before it. Fixed terms and
stock phrases weigh little beyond their beginning, which is what sets them apart from shared wording. How usual strings
are in policy texts is data (``frequencies.txt``); counts of the two documents are joined with the rates of characters
and pairs, so that what is common in their own field weighs little.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

_PRIOR_CLAUSES = 1000
"""Clauses that the usual rates count for."""
_RARE = (0.2, 0.1, 0.02)
"""Clauses of these that hold a character, a pair, a string of three which ``frequencies.txt`` does not name."""


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
def _usual() -> dict[str, float]:
    """Return the usual rates of strings of one to three characters: clauses of 1,000 that hold them."""
    data = Path(__file__).with_name("frequencies.txt").read_text(encoding="utf-8")
    rates: dict[str, float] = {}
    for size, block in enumerate(data.split("\n\n")[1:], 1):
        for line in block.split("\n"):
            rate, _, text = line.partition(" ")
            for at in range(0, len(text), size):
                rates[text[at : at + size]] = float(rate)
    return rates


def usual_rate(pair: str) -> float:
    """Return the bits of a pair of characters by its usual rate alone."""
    return _usual_bits().get(pair, _RARE_PAIR_BITS)


def usual_pairs() -> list[str]:
    """Return the pairs of characters that are usual in policy texts, the most usual first."""
    return list(_usual_bits())


@cache
def _usual_bits() -> dict[str, float]:
    return {pair: log2(_PRIOR_CLAUSES / rate) for pair, rate in _usual().items() if len(pair) == 2}


_RARE_PAIR_BITS = log2(_PRIOR_CLAUSES / _RARE[1])


class Information:
    """Weighs strings by the counts of some documents and the usual rates; costs are looked up once each."""

    def __init__(self, *counts: Counts) -> None:
        self._counts = counts
        self._clauses = _PRIOR_CLAUSES + sum(part.clauses for part in counts)
        self._told: dict[str, float] = {}

    def _character(self, char: str) -> float:
        return _usual().get(char, _RARE[0]) + sum(part.characters.get(char, 0) for part in self._counts)

    def _pair(self, pair: str) -> float:
        prior = _usual().get(pair)
        if prior is None:
            usual = _usual()
            prior = min(_RARE[1], usual.get(pair[0], _RARE[0]) * usual.get(pair[1], _RARE[0]) / _PRIOR_CLAUSES)
        return prior + sum(part.pairs.get(pair, 0) for part in self._counts)

    def told(self, string: str) -> float:
        """Return the bits of the last of one to three characters behind those before it.

        They are never more than it tells behind fewer.
        """
        bits = self._told.get(string)
        if bits is None:
            bits = self._told[string] = max(0.0, self._of(string))
        return bits

    def _of(self, string: str) -> float:
        if len(string) == 1:
            return log2(self._clauses / self._character(string))
        if len(string) == 2:
            return min(self.told(string[1]), log2(self._character(string[0]) / self._pair(string)))
        usual = _usual()
        pair = usual.get(string[:2], _RARE[1])
        return min(self.told(string[1:]), log2(pair / min(pair, usual.get(string, _RARE[2]))))
