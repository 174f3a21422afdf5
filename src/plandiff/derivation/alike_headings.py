"""Which clauses of the other document a heading is most like: a title is too short to tell many bits.

The title and the clauses, other titles among them, are bags of pairs of characters, weighed by how unusual each is in
policy texts (words of manner count for less); what is alike has the higher cosine. A heading and its best counterpart
speak of one thing if they are alike enough.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from plandiff.derivation.reuse import Indexed, Place
from plandiff.text.span import Pair

ALIKE = 0.36
"""Cosine from which on a heading and its best counterpart are about one thing."""
_COMMON = 200
"""Clauses that hold a pair of characters, from which on it brings no heading and clause together."""

_ROUNDING = 1e-9
_SHORTEST = 5
"""Characters of a title that says what stands below; 来源 or 附件 does not."""


def alike_headings(sides: Pair[Indexed]) -> Iterator[Place]:
    """Yield the headings with their best counterparts, by index of their clauses; the left side first."""
    left, right = sides.left, sides.right
    yield from _best(left, right, right.holding_of({pair for n in _titles(left) for pair in left.vector(n)}))
    yield from ((i, j) for j, i in _best(right, left, left.holding))


def _titles(side: Indexed) -> list[int]:
    return [n for n in side.telling if side.clauses[n].is_heading and len(side.texts[n]) >= _SHORTEST]


def _best(side: Indexed, other: Indexed, holding: Mapping[str, Sequence[int]]) -> Iterator[Place]:
    for n in _titles(side):
        vector = {pair: weight for pair, weight in side.vector(n).items() if len(holding.get(pair, ())) <= _COMMON}
        shared: dict[int, float] = defaultdict(float)
        for pair, weight in vector.items():
            for m in holding.get(pair, ()):
                shared[m] += weight * weight
        # No cosine exceeds the root of the share of the title that both have (Cauchy and Schwarz).
        likely = [m for m, squares in shared.items() if squares >= ALIKE * ALIKE - _ROUNDING]
        cosines = {m: _cosine(vector, other.vector(m)) for m in likely}
        most = max(cosines.values(), default=0.0)
        if most >= ALIKE:
            yield from ((n, m) for m, cosine in cosines.items() if cosine == most)


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[pair] for pair, weight in one.items() if pair in other)
