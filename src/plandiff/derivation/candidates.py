"""Which pairs of clauses are worth a closer look: those that share enough strings which are not usual.

The left document is indexed; the clauses of the right one pass by, and only what the index holds too is looked at. So a
document that has nothing of the left one costs little, and still no pair is passed over: how many strings a pair shares
is counted first, and it is dropped only where even the most telling ones of that number tell too little (T-occurrence;
Li, Lu and Lu 2008).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate, chain

from plandiff.derivation.prepared import Prepared
from plandiff.derivation.reuse import COMMON, HEADING, Place
from plandiff.text.span import Pair

Kin = Mapping[tuple[str, str], float]
"""Pairs of sections that have something in common, with their cosine."""
APART, _NEAR = 0.2, 0.2
"""What a pair counts for whose sections have nothing in common, and the cosine from which on it counts in full."""
_MET = 6.0
"""Bits of pairs of characters, weighed by how near the sections are, that two clauses need to be compared at all."""


class Nearness:
    """What a pair of clauses counts for, by the sections that they stand in."""

    def __init__(self, sides: Pair[Prepared], kin: Kin) -> None:
        self._sides = sides
        self._rows: dict[str, dict[str, float]] = defaultdict(dict)
        for (left, right), cosine in kin.items():
            self._rows[right][left] = APART + (1 - APART) * min(1.0, cosine / _NEAR)

    def row(self, right: int) -> Mapping[str, float]:
        """Return what a clause of the right document counts for beside each section of the left one, else `APART`."""
        return self._rows.get(self._sides.right.owners[right], {})

    def of(self, left: int, right: int) -> float:
        """Return what a pair of clauses counts for, from 0 to 1; less if one of them alone is a heading."""
        sides = self._sides
        weight = self.row(right).get(sides.left.owners[left], APART)
        alike = sides.left.index.clauses[left].is_heading == sides.right.index.clauses[right].is_heading
        return weight if alike else weight * HEADING


def meeting(sides: Pair[Prepared], nearness: Nearness) -> Iterator[Place]:
    """Yield the telling clauses that share enough pairs of characters which are not usual, the more the less near."""
    left, right = sides.left.index, sides.right.index
    rare, holding, owners = left.rare, left.holding, sides.left.owners
    passing = {j: pairs for j in right.telling if (pairs := right.matters[j].pairs & rare.keys())}
    places = Counter(chain.from_iterable(passing.values()))
    crowded = {pair for pair, count in places.items() if count * len(holding[pair]) > COMMON}
    for j, pairs in passing.items():
        told = {pair: rare[pair] for pair in pairs - crowded}
        row = nearness.row(j)
        most = [0.0, *accumulate(sorted(told.values(), reverse=True))]  # what so many of them can tell
        least = bisect_left(most, _MET, key=max([APART, *row.values()]).__mul__)
        if least == len(most):
            continue
        shared = Counter(chain.from_iterable(map(holding.__getitem__, told)))
        for i in [i for i, count in shared.items() if count >= least]:
            if most[shared[i]] * row.get(owners[i], APART) >= _MET:
                bits = sum(map(told.__getitem__, told.keys() & left.matters[i].pairs))
                if bits * nearness.of(i, j) >= _MET:
                    yield i, j
