"""Which clauses of the other document a heading is most like: a title is too short to tell many bits.

The title and the clauses, other titles among them, are bags of pairs of characters, weighed by how unusual each is in
policy texts (words of manner count for less); what is alike has the higher cosine. A heading and its best counterpart
speak of one thing if they are alike enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from math import sqrt

from plandiff.chinese.frequencies import usual_rate
from plandiff.derivation.reuse import Indexed, Place
from plandiff.text.span import Pair

ALIKE = 0.36
"""Cosine from which on a heading and its best counterpart are about one thing."""
_COMMON = 200
"""Clauses that hold a pair of characters, from which on it brings no heading and clause together."""

_SHORTEST = 5
"""Characters of a title that says what stands below; 来源 or 附件 does not."""

_Vectors = Mapping[int, Mapping[str, float]]


def alike_headings(sides: Pair[Indexed]) -> Iterator[Place]:
    """Yield the headings with their best counterparts, by index of their clauses; the left side first."""
    heads = sides.map(lambda side: _vectors(side, filter(partial(_is_title, side), side.telling)))
    if heads.left:
        yield from _best(heads.left, _vectors(sides.right, sides.right.telling))
    if heads.right:
        yield from ((i, j) for j, i in _best(heads.right, _vectors(sides.left, sides.left.telling)))


def _is_title(side: Indexed, clause: int) -> bool:
    """Say whether a clause is a heading of more than a word."""
    return side.clauses[clause].is_heading and len(side.texts[clause]) >= _SHORTEST


def _best(heads: _Vectors, others: _Vectors) -> Iterator[Place]:
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for m, vector in others.items():
        for pair, weight in vector.items():
            postings[pair].append((m, weight))
    for n, vector in heads.items():
        cosines: dict[int, float] = defaultdict(float)
        for pair, weight in vector.items():
            if len(postings.get(pair, ())) <= _COMMON:
                for m, its in postings.get(pair, ()):
                    cosines[m] += weight * its
        most = max(cosines.values(), default=0.0)
        if most >= ALIKE:
            yield from ((n, m) for m, cosine in cosines.items() if cosine == most)


def _vectors(side: Indexed, clauses: Iterable[int]) -> _Vectors:
    """Return clauses as vectors of length one."""
    found = {}
    for n in clauses:
        matter = side.matters[n]
        weights: dict[str, float] = {}
        for at in range(len(matter.text) - 1):
            pair = matter.text[at : at + 2]
            if pair in matter.pairs:
                weights[pair] = max(weights.get(pair, 0.0), usual_rate(pair) * min(matter.weights[at : at + 2]))
        size = sqrt(sum(weight * weight for weight in weights.values()))
        if size:
            found[n] = {pair: weight / size for pair, weight in weights.items()}
    return found
