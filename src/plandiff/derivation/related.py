"""Clauses that speak of one thing in words of their own: a measure to be read beside its counterpart.

A pair of clauses is a *seed* if it shares enough (bits of ``matter``, times how near the sections are) and each is
among the other's best: best for the item it is about, where a clause lists several. Seeds gain from other pairs of
their two sentences. Around a seed, and around reuse, further clauses of the same two sentences join on less: a measure
is a sentence, not a clause.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import log2

from plandiff.alignment.wording_similarity import likeness
from plandiff.chinese.company import closeness
from plandiff.chinese.frequencies import Information
from plandiff.derivation.alike_headings import alike_headings
from plandiff.derivation.candidates import Kin, Nearness, meeting
from plandiff.derivation.prepared import Prepared
from plandiff.derivation.reuse import Link, Place
from plandiff.derivation.topic_similarity import Common, Telling, common, telling
from plandiff.text.span import Pair

RELATED = 1.5
"""Bits, weighed by how near the sections are, from which on a pair that is each other's best is related."""
_CHANCE = 16.0
"""What the best of many pairs of clauses shares by chance rises by a bit whenever there are twice as many (Karlin and
Altschul 1990): their number in bits, less this. Shuffled text of seven in eight pairs of plans and laws lies within 1.2
bits of it."""
_STEP = 0.8
"""Bits more for each better counterpart that either clause has."""
_BETTER = 2
"""Better counterparts that both clauses may have together."""
_ALL = 0.75
"""Share of its words from which on a clause stands in another whole, whatever others have more of it."""
_JOINS = 1.5
"""Bits from which on clauses join a seed of their two sentences."""
_BETWEEN = 3
"""Clauses from one that joins to the next, at the most."""
_SUPPORT, _MOST_SUPPORT = 0.5, 10.0
"""What the best other pair of the two sentences adds, and up to how many bits of it."""
_STRANGE, _FAR, _CLOSE = 0.3, 0.2, 0.9
"""What a pair counts for whose sentences keep different company, up to which closeness of these, and from which on it
counts in full."""
_LOOKED_AT = 20
"""Pairs of clauses of two sentences among which the best is looked for."""
_MOST_IN_SENTENCE = 400
"""Pairs of clauses of two sentences that are looked at."""


def needed(sides: Pair[Prepared]) -> float:
    """Return the bits that a seed needs: more than the best of so many pairs of clauses share by chance."""
    pairs = len(sides.left.index.telling) * len(sides.right.index.telling)
    return max(RELATED, log2(pairs or 1) - _CHANCE)


@dataclass(frozen=True, slots=True)
class Beside:
    """Clauses of two sentences that speak of one thing.

    Attributes:
        left: The clauses from the first to the last, by index.
        right: The same for the other document.
        pairs: Which of them go together, the best pair first.
        bits: What the best pair has in common.
        similarity: Share of the characters that it has in common.
    """

    left: range
    right: range
    pairs: tuple[Place, ...]
    bits: float
    similarity: float


def related(sides: Pair[Prepared], reuse: Sequence[Link], kin: Kin, least: float) -> Iterator[Beside]:
    """Yield the related clauses, in left order.

    Args:
        sides: The documents.
        reuse: The clauses that share their wording; a pair of two of these is not related to each other as well.
        kin: The sections that have something in common.
        least: Bits that a seed needs.
    """
    clauses = Clauses(sides, kin)
    groups: dict[Place, set[Place]] = defaultdict(set)
    for place, score in clauses.seeds(reuse).items():
        if score >= least:
            groups[clauses.sentences(place)].add(place)
    for place in alike_headings(sides.map(lambda side: side.index)):
        groups[clauses.sentences(place)].add(place)
    places = {(link.left, link.right) for link in reuse}
    shown: dict[Place, set[Place]] = defaultdict(set)
    for place in places:
        shown[clauses.sentences(place)].add(place)
    anchored = {clauses.sentences(place) for place in places if not sides.left.index.formulas[place[0]]}
    for sentences in sorted(groups.keys() | anchored):
        settled = Pair({i for i, _ in shown[sentences]}, {j for _, j in shown[sentences]})
        scores = clauses.between(sentences)
        seeds = {(i, j) for i, j in groups[sentences] if i not in settled.left or j not in settled.right}
        joins = {place for place, score in scores.items() if score >= _JOINS}
        free = seeds | {(i, j) for i, j in joins if i not in settled.left and j not in settled.right}
        for group in _near_each_other(free, settled):
            if sentences in anchored or groups[sentences] & group:
                pairs = sorted(group, key=lambda place: (-scores.get(place, 0.0), clauses.texts(place), place))
                i, j = pairs[0]
                alike = likeness(sides.left.index.texts[i], sides.right.index.texts[j])
                ranges = _range(i for i, _ in pairs), _range(j for _, j in pairs)
                yield Beside(*ranges, tuple(pairs), scores.get(pairs[0], 0.0), alike)


def _range(clauses: Iterable[int]) -> range:
    numbers = sorted(clauses)
    return range(numbers[0], numbers[-1] + 1)


def _near_each_other(places: AbstractSet[Place], settled: Pair[set[int]]) -> Iterator[set[Place]]:
    """Yield the pairs of two sentences in groups with no more than a few clauses between, and none that is reuse."""
    left = sorted(places)
    while left:
        group, waiting = set[Place](), [left.pop(0)]
        while waiting:
            i, j = waiting.pop()
            group.add((i, j))
            near = [(k, m) for k, m in left if _open(i, k, settled.left) and _open(j, m, settled.right)]
            left = [place for place in left if place not in near]
            waiting += near
        yield group


def _open(one: int, other: int, settled: AbstractSet[int]) -> bool:
    """Say whether two clauses of a sentence are one, or near each other and no reuse among them."""
    between = range(min(one, other), max(one, other) + 1)
    return one == other or (len(between) <= _BETWEEN + 1 and not any(n in settled for n in between))


class Clauses:
    """The clauses of two documents by what they are about; pairs are scored once."""

    def __init__(self, sides: Pair[Prepared], kin: Kin) -> None:
        self._sides = sides
        self._nearness = Nearness(sides, kin)
        self._common: dict[Place, Common | None] = {}
        self._close: dict[Place, float] = {}

    @cached_property
    def _told(self) -> Telling:
        return telling(Information(self._sides.left.index.counts, self._sides.right.index.counts))

    def sentences(self, place: Place) -> Place:
        """Return the sentences that two clauses stand in."""
        left, right = self._sides.left.index.clauses, self._sides.right.index.clauses
        return left[place[0]].segment, right[place[1]].segment

    def texts(self, place: Place) -> list[str]:
        """Return the words of two clauses, in an order that does not hang on the sides."""
        return sorted((self._sides.left.index.texts[place[0]], self._sides.right.index.texts[place[1]]))

    def between(self, sentences: Place) -> dict[Place, float]:
        """Return the scores of the pairs of clauses of two sentences."""
        left, right = self._sides.left.index, self._sides.right.index
        pairs = product(left.sentences.get(sentences[0], ()), right.sentences.get(sentences[1], ()))
        scored = ((place, self._score(place)) for place, _ in zip(pairs, range(_MOST_IN_SENTENCE), strict=False))
        return {place: score for place, score in scored if score}

    def seeds(self, reuse: Sequence[Link]) -> dict[Place, float]:
        """Return the pairs that are among each other's best, with what they share; less where others share more."""
        taken = Pair({link.left for link in reuse}, {link.right for link in reuse})
        places = (place for place in self._met() if not (place[0] in taken.left and place[1] in taken.right))
        scores = {place: score for place in places if (score := self._score(place)) > 0}
        support = self._support(scores)
        whole = {place: score + support[place] for place, score in scores.items()}
        ranked: Pair[dict[Place, list[float]]] = Pair(defaultdict(list), defaultdict(list))
        items = {place: self._items(place) for place in whole}
        for (i, j), score in whole.items():
            ranked.left[i, items[i, j][0]].append(score)
            ranked.right[j, items[i, j][1]].append(score)
        for scored in (*ranked.left.values(), *ranked.right.values()):
            scored.sort()
        found = {}
        for (i, j), score in whole.items():
            rivals = ranked.left[i, items[i, j][0]], ranked.right[j, items[i, j][1]]
            better = sum(len(scored) - bisect_right(scored, score) for scored in rivals)
            if self._holds((i, j)):
                found[i, j] = scores[i, j]
            elif better <= _BETTER:
                found[i, j] = min(scores[i, j], score - _STEP * better)
        return found

    def _met(self) -> Iterator[Place]:
        """Yield the pairs of clauses that may be related."""
        return meeting(self._sides, self._nearness)

    def _score(self, place: Place) -> float:
        i, j = place
        if place not in self._common:
            matters = self._sides.left.index.matters[i], self._sides.right.index.matters[j]
            self._common[place] = common(*matters, self._told)
        shared = self._common[place]
        return shared.bits * self._nearness.of(i, j) * self._closeness(self.sentences(place)) if shared else 0.0

    def _closeness(self, sentences: Place) -> float:
        """Return what the pairs of two sentences count for, by the company that all their words keep."""
        if sentences not in self._close:
            left, right = self._sides.left.index, self._sides.right.index
            cosine = closeness(left.company(sentences[0]), right.company(sentences[1]))
            share = (cosine - _FAR) / (_CLOSE - _FAR)
            self._close[sentences] = _STRANGE + (1 - _STRANGE) * min(1.0, max(0.0, share))
        return self._close[sentences]

    def _holds(self, place: Place) -> bool:
        """Say whether one of two clauses has nearly all that the other is about: 加强工业遗产保护利用."""
        shared = self._common[place]
        return shared is not None and shared.within >= _ALL

    def _items(self, place: Place) -> Place:
        i, j = place
        shared = self._common[place]
        run = shared.run if shared else ""
        return self._sides.left.index.matters[i].item(run), self._sides.right.index.matters[j].item(run)

    def _support(self, scores: Mapping[Place, float]) -> dict[Place, float]:
        """Return for each pair what the best pair of other clauses of the same two sentences adds."""
        groups: dict[Place, list[Place]] = defaultdict(list)
        for place in sorted(scores, key=lambda place: (-scores[place], place)):
            groups[self.sentences(place)].append(place)
        support = {}
        for group in groups.values():
            for i, j in group:
                others = (scores[place] for place in group[:_LOOKED_AT] if place[0] != i and place[1] != j)
                support[i, j] = _SUPPORT * min(_MOST_SUPPORT, next(others, 0.0))
        return support
