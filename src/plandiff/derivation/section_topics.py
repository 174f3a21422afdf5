"""Which sections of two documents are about one thing, in whatever words.

A section is the bag of its pairs of characters, weighed by how few sections of its own document have them and how
unusual they are in plans; two sections are akin if their bags point the same way (the cosine of TF-IDF vectors). That
says what to read side by side, and never that wording was taken up.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from math import log2, sqrt
from operator import add

from plandiff.chinese.frequencies import usual_rate

AKIN = 0.12
"""Cosine from which on sections are about one thing. Sections of plans in different fields stay below 0.1."""
_SHORTEST = 12
"""Characters of a section that say what it is about."""
_SMOOTHING = 20
"""Sections that are counted beside a document's own when rarity is weighed, so that of three sections none looks
rare. With 14 and 28, 0.5 and 0.9 % of the passages, changes and coverage of four local measures that carry out a law
are others."""


class Topics:
    """The sections of a document by what they are about; a section's subsections have topics of their own."""

    def __init__(self, clauses: Iterable[tuple[str, str]]) -> None:
        """Read pairs of a section's id and the words of a clause in it."""
        bags: dict[str, Counter[str]] = defaultdict(Counter)
        for section, text in clauses:
            pairs = map(add, text, text[1:])
            bags[section].update((pair for pair in pairs if "、" not in pair) if "、" in text else pairs)
        holding = Counter(chain.from_iterable(bags.values()))
        rarity = {count: log2((len(bags) + _SMOOTHING) / (count + 0.5)) for count in {*holding.values()}}
        self.vectors: dict[str, dict[str, float]] = {}
        for section, bag in bags.items():
            if bag.total() < _SHORTEST:
                continue
            weights = {
                pair: (1 + log2(count)) * min(rarity[holding[pair]], usual_rate(pair)) for pair, count in bag.items()
            }
            size = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            self.vectors[section] = {pair: weight / size for pair, weight in weights.items()}

    @cached_property
    def postings(self) -> dict[str, list[tuple[str, float]]]:
        """For each pair of characters the sections that have it, with its weight."""
        found: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for section, vector in self.vectors.items():
            for pair, weight in vector.items():
                found[pair].append((section, weight))
        return found


NEAR = 0.03
"""Cosine from which on sections have something in common."""


def near(left: Topics, right: Topics) -> dict[tuple[str, str], float]:
    """Return the pairs of sections that have something in common, with their cosine; from `AKIN` on they are akin."""
    found: dict[tuple[str, str], float] = {}
    for section, vector in right.vectors.items():
        cosines: dict[str, float] = defaultdict(float)
        for pair, weight in vector.items():
            for other, its in left.postings.get(pair, ()):
                cosines[other] += weight * its
        found |= {(other, section): cosine for other, cosine in cosines.items() if cosine >= NEAR}
    return found
