"""Headings of two documents that are most like each other: a title is too short to tell many bits.

Headings are compared among themselves: the bag of pairs of characters, weighed by how unusual each is in policy texts
(words of manner count for less), and the cosine of two bags. Two of which one has no better counterpart, and which are
alike enough, speak of one thing.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import sqrt

from plandiff.chinese.frequencies import usual_rate
from plandiff.derivation.reuse import Indexed, Place
from plandiff.text.span import Pair

ALIKE = 0.35
"""Cosine from which on a heading and its best counterpart are about one thing."""


def alike_headings(sides: Pair[Indexed]) -> Iterator[Place]:
    """Yield the pairs of headings, by index of their clauses, of which one is the best counterpart of the other."""
    vectors = sides.map(_vectors)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for n, vector in vectors.left.items():
        for pair, weight in vector.items():
            postings[pair].append((n, weight))
    cosines: dict[Place, float] = defaultdict(float)
    for m, vector in vectors.right.items():
        for pair, weight in vector.items():
            for n, its in postings.get(pair, ()):
                cosines[n, m] += weight * its
    best: Pair[dict[int, float]] = Pair(defaultdict(float), defaultdict(float))
    for (n, m), cosine in cosines.items():
        best.left[n] = max(best.left[n], cosine)
        best.right[m] = max(best.right[m], cosine)
    for (n, m), cosine in cosines.items():
        if cosine >= ALIKE and (cosine >= best.left[n] or cosine >= best.right[m]):
            yield n, m


def _vectors(side: Indexed) -> dict[int, dict[str, float]]:
    """Return the headings as vectors of length one."""
    found = {}
    for n in side.telling:
        if not side.clauses[n].is_heading:
            continue
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
