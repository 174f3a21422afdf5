"""Which clauses of the other document a heading is most like: a title is too short to tell many bits.

The title and the clauses, other titles among them, are bags of pairs of characters, weighed by how unusual each is in
policy texts (words of manner count for less); what is alike has the higher cosine. A heading and its best counterpart
speak of one thing if they are alike enough; so do a heading and a clause of which it is the best counterpart, if they
are more alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from plandiff.chinese.company import closeness
from plandiff.derivation.indexed import Indexed
from plandiff.derivation.reuse import Place
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
        cosines = _cosines(side.vector(n), other, holding)
        most = max(cosines.values(), default=0.0)
        for m, cosine in cosines.items():
            is_best = cosine == most or (cosine >= _NAMED and _is_best(side, n, other, m))
            if is_best and _keep_company(side, n, other, m):
                yield n, m


def _is_best(side: Indexed, n: int, other: Indexed, m: int) -> bool:
    """Say whether no other clause of its document is more like a counterpart."""
    cosines = _cosines(other.vector(m), side, side.holding)
    return bool(cosines) and cosines.get(n) == max(cosines.values())


def _keep_company(side: Indexed, n: int, other: Indexed, m: int) -> bool:
    """Say whether nothing speaks against it: words that no company is known of do not."""
    company = side.company(side.clauses[n].segment), other.company(other.clauses[m].segment)
    return not all(company) or closeness(*company) >= _COMPANY


def _cosines(vector: Mapping[str, float], other: Indexed, holding: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """Return the clauses of a document that are alike enough, with their cosines."""
    telling = {pair: weight for pair, weight in vector.items() if len(holding.get(pair, ())) <= _COMMON}
    shared: dict[int, float] = defaultdict(float)
    for pair, weight in telling.items():
        for m in holding.get(pair, ()):
            shared[m] += weight * weight
    # No cosine exceeds the root of the share of the one that both have (Cauchy and Schwarz).
    likely = [m for m, squares in shared.items() if squares >= ALIKE * ALIKE - _ROUNDING]
    cosines = ((m, _cosine(telling, other.vector(m))) for m in likely)
    return {m: cosine for m, cosine in cosines if cosine >= ALIKE}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[pair] for pair, weight in one.items() if pair in other)
