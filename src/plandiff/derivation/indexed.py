"""The clauses of a document, indexed by the strings of characters that they hold and by what they are about."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from math import sqrt
from operator import add

from plandiff.chinese.company import Direction, added, direction_of
from plandiff.chinese.formulas import formula_of
from plandiff.chinese.frequencies import Counts, usual_rate
from plandiff.derivation.topic_similarity import Matter
from plandiff.outline.clauses import Clause


class Indexed:
    """The clauses of a document, ready to be compared with those of another."""

    def __init__(self, clauses: Sequence[Clause], standing: frozenset[str] = frozenset()) -> None:
        self.clauses = clauses
        self.texts = [clause.plain for clause in clauses]
        self.formulas = [
            clause.plain if clause.plain in standing else formula_of(clause.plain, is_heading=clause.is_heading)
            for clause in clauses
        ]
        self._vectors: dict[int, dict[str, float]] = {}
        self._company: dict[int, Direction] = {}

    @cached_property
    def counts(self) -> Counts:
        """How many clauses hold each character and each pair."""
        return Counts.of(self.texts)

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """For each string of three characters the clauses that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, text in enumerate(self.texts):
            for gram in grams(text):
                found[gram].append(n)
        return found

    @cached_property
    def matters(self) -> list[Matter]:
        """What the clauses are about."""
        return [Matter.of(text) for text in self.texts]

    def vector(self, n: int) -> dict[str, float]:
        """Return a telling clause as a vector of length one: pairs of characters by how unusual they are in plans."""
        if n not in self._vectors:
            matter = self.matters[n]
            weights: dict[str, float] = {}
            for at, pair in enumerate(map(add, matter.text, matter.text[1:])):
                if pair in matter.pairs:
                    weights[pair] = max(weights.get(pair, 0.0), usual_rate(pair) * min(matter.weights[at : at + 2]))
            size = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            self._vectors[n] = {pair: weight / size for pair, weight in weights.items()}
        return self._vectors[n]

    @cached_property
    def telling(self) -> list[int]:
        """The clauses that say something of their own: no formulas, no lists of places."""
        return [n for n, matter in enumerate(self.matters) if not self.formulas[n] and not matter.is_places]

    def company(self, segment: int) -> Direction:
        """Return what the telling clauses of a segment are about by the company that their words keep."""
        if segment not in self._company:
            own = (direction_of(self.matters[n].pairs) for n in self.sentences.get(segment, ()))
            self._company[segment] = added(filter(None, own))
        return self._company[segment]

    @cached_property
    def holding(self) -> dict[str, list[int]]:
        """For each pair of characters the telling clauses that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for n in self.telling:
            for pair in self.matters[n].pairs:
                found[pair].append(n)
        return found

    def holding_of(self, pairs: AbstractSet[str]) -> dict[str, list[int]]:
        """Return for each of some pairs of characters the telling clauses that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for n in self.telling:
            for pair in self.matters[n].pairs & pairs:
                found[pair].append(n)
        return found

    @cached_property
    def rare(self) -> dict[str, float]:
        """The pairs of characters in telling clauses that are not usual in plans, with their bits.

        In steps so small that sums are exact, whatever their order.
        """
        bits = ((pair, round(usual_rate(pair) * _STEPS) / _STEPS) for pair in self.holding)
        return {pair: told for pair, told in bits if told > _USUAL}

    @cached_property
    def sentences(self) -> dict[int, list[int]]:
        """The telling clauses of each segment."""
        found: dict[int, list[int]] = defaultdict(list)
        for n in self.telling:
            found[self.clauses[n].segment].append(n)
        return found


_USUAL = 5.0
"""Bits of a pair of characters that any two plans share: by itself it brings no clauses together."""
_STEPS = 1 << 30


def grams(text: str) -> set[str]:
    """Return the strings of three characters that a text holds."""
    return set(map("".join, zip(text, text[1:], text[2:], strict=False)))
