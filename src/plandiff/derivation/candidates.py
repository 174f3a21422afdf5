"""Which pairs of clauses are worth a closer look: those that share enough strings which are not usual.

The left document is indexed; the clauses of the right one pass by, and only what the index holds too is looked at. So a
document that has nothing of the left one costs little, and still no pair is passed over: how many strings a pair shares
is counted first, and it is dropped only where even the most telling ones of that number tell too little (T-occurrence;
Li, Lu and Lu 2008).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate, chain

from plandiff.derivation.prepared import Prepared
from plandiff.derivation.reuse import COMMON, HEADING, Place
from plandiff.text.span import Pair

Kin = Mapping[tuple[str, str], float]
"""Pairs of sections that have something in common, with their cosine."""
_APART, _NEAR = 0.2, 0.2
"""What a pair counts for whose sections have nothing in common, and the cosine from which on it counts in full."""
_MET = 6.0
"""Bits of pairs of characters, weighed by how near the sections are, that two clauses need to be compared at all."""


class Nearness:
    """What a pair of clauses counts for, by the sections that they stand in."""

    def __init__(self, sides: Pair[Prepared], kin: Kin) -> None:
        self._sides = sides
        self._rows: dict[str, dict[str, float]] = defaultdict(dict)
        for (left, right), cosine in kin.items():
            self._rows[right][left] = _APART + (1 - _APART) * min(1.0, cosine / _NEAR)
        self._most = {right: max(row.values()) for right, row in self._rows.items()}

    def most(self, right: int) -> float:
        """Return the most that any pair of a clause of the right document can count for."""
        return self._most.get(self._sides.right.owners[right], _APART)

    def of(self, left: int, right: int) -> float:
        """Return what a pair of clauses counts for, from 0 to 1; less if one of them alone is a heading."""
        sides = self._sides
        row = self._rows.get(sides.right.owners[right])
        weight = row.get(sides.left.owners[left], _APART) if row else _APART
        alike = sides.left.index.clauses[left].is_heading == sides.right.index.clauses[right].is_heading
        return weight if alike else weight * HEADING


def meeting(sides: Pair[Prepared], nearness: Nearness) -> Iterator[Place]:
    """Yield the telling clauses that share enough pairs of characters which are not usual, the more the less near."""
    left, right = sides.left.index, sides.right.index
    rare, holding = left.rare, left.holding
    passing = {j: pairs for j in right.telling if (pairs := right.matters[j].pairs & rare.keys())}
    places = Counter(chain.from_iterable(passing.values()))
    crowded = {pair for pair, count in places.items() if count * len(holding[pair]) > COMMON}
    for j, pairs in passing.items():
        told = {pair: rare[pair] for pair in pairs - crowded}
        most = nearness.most(j)
        sums = accumulate(sorted(told.values(), reverse=True))
        least = next((count for count, bits in enumerate(sums, 1) if bits * most >= _MET), None)
        if least is None:
            continue
        for i, count in Counter(chain.from_iterable(map(holding.__getitem__, told))).items():
            if count >= least:
                bits = sum(map(told.__getitem__, told.keys() & left.matters[i].pairs))
                if bits * nearness.of(i, j) >= _MET:
                    yield i, j
