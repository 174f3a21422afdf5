"""Which clauses of the other document a heading is most like: a title is too short to tell many bits.

The title and the clauses, other titles among them, are bags of pairs of characters, weighed by how unusual each is in
policy texts (words of manner count for less); what is alike has the higher cosine. A heading and its best counterpart
speak of one thing if they are alike enough; so do a heading and a clause of which it is the best counterpart, if they
are more alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from plandiff.chinese.company import closeness
from plandiff.derivation.reuse import Indexed, Place
from plandiff.text.span import Pair

ALIKE = 0.36
"""Cosine from which on a heading and its best counterpart are about one thing."""
_NAMED = 0.45
"""Cosine from which on a clause is about what the title names that is its best counterpart."""
_COMPANY = 0.5
"""Closeness of their words by the company that they keep, below which no title goes with a clause: 织密兜牢医疗保障网,
织密兜牢防汛排涝网."""
_COMMON = 200
"""Clauses that hold a pair of characters, from which on it brings no heading and clause together."""

_SHORTEST = 5
"""Characters of a title that says what stands below; 来源 or 附件 does not."""


def alike_headings(sides: Pair[Indexed]) -> Iterator[Place]:
    """Yield the headings with their best counterparts, by index of their clauses; the left side first."""
    yield from _best(sides.left, sides.right)
    yield from ((i, j) for j, i in _best(sides.right, sides.left))


def _best(side: Indexed, other: Indexed) -> Iterator[Place]:
    for n in side.telling:
        if not side.clauses[n].is_heading or len(side.texts[n]) < _SHORTEST:
            continue
        cosines = _cosines(side, n, other)
        most = max(cosines.values(), default=0.0)
        for m, cosine in cosines.items():
            named = cosine >= _NAMED and _is_best(_cosines(other, m, side), n)
            if cosine >= ALIKE and (cosine == most or named) and _keep_company(side, n, other, m):
                yield n, m


def _keep_company(side: Indexed, n: int, other: Indexed, m: int) -> bool:
    company = side.company(side.clauses[n].segment), other.company(other.clauses[m].segment)
    return closeness(*company) >= _COMPANY


def _is_best(cosines: Mapping[int, float], clause: int) -> bool:
    return cosines.get(clause, 0.0) == max(cosines.values(), default=0.0)


def _cosines(side: Indexed, clause: int, other: Indexed) -> dict[int, float]:
    """Return how alike a clause and those of the other document are that share a pair with it."""
    cosines: dict[int, float] = defaultdict(float)
    for pair, weight in side.vectors.get(clause, {}).items():
        holding = other.holding.get(pair, ())
        if len(holding) <= _COMMON:
            for m in holding:
                cosines[m] += weight * other.vectors.get(m, {}).get(pair, 0.0)
    return cosines
