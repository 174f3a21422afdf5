"""Finds clauses of two documents that share wording, many to many, wherever they stand.

The evidence of a pair is what ``evidence`` says. A pair whose neighbours were taken up together needs less of its own;
seeds and extension by neighbours are those of BLAST and passim.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from math import log2

from plandiff.alignment.wording_similarity import evidence, likeness, share
from plandiff.chinese.formulas import without_terms
from plandiff.chinese.frequencies import Information
from plandiff.derivation.indexed import Indexed, grams
from plandiff.text.span import Pair


class Grade(StrEnum):
    """How one clause shares the wording of another."""

    VERBATIM = "verbatim"
    ADAPTED = "adapted"


@dataclass(frozen=True, slots=True)
class Link:
    """Two clauses, by index, that share wording; ``score`` in bits, ``similarity`` from 0 to 1."""

    left: int
    right: int
    grade: Grade
    score: float
    similarity: float = 1.0
    formula: bool = False


REUSE = 9.9
"""Bits from which on shared wording is reuse, if neither clause has a better counterpart or both open alike."""
_SURE = 12.4
"""Bits from which on it is reuse whatever else the clauses share."""
# Shares below: of the passages, changes and coverage of four local measures that carry out a law (44,800 characters),
# what is another one if the number is 0.7 or 1.4 times as large (benchmarks/thresholds.py).
_WHOLE = 7.9
"""1.4 and 2.7 %."""
_ALIKE_AS_WHOLES, _SHORTEST_WHOLE = 0.57, 8
"""Bits that are enough where most characters of two clauses agree, set terms aside: 统筹城矿发展, 推动城矿发展."""
_SAME = 7.9
"""Bits of a whole clause that stands in both documents word for word."""
_NOISE = 3.0
"""Pairs below are forgotten."""

HEADING = 0.8
"""What a heading and a clause that holds its words count for: the title names what the text may say otherwise."""
_LEAST_SHARE = 0.4
"""Share of the shorter clause that must be in the other."""


def find_links(left: Indexed, right: Indexed) -> list[Link]:
    """Return the linked clauses, in left order.

    Args:
        left: The clauses of the first document.
        right: The clauses of the second.
    """
    information = Information(left.counts, right.counts)
    scores = dict(_scores(left, right, information))
    supported = {pair: score + _support(pair, scores, left, right) for pair, score in scores.items()}
    shared = list(_graded(left, right, supported | _extended(left, right, scores)))
    if max((link.score for link in shared), default=0.0) < _expected(left, right):
        shared = []
    links = [*_formulas(left, right), *shared]
    return [
        replace(link, similarity=likeness(left.texts[link.left], right.texts[link.right]))
        for link in sorted(links, key=lambda link: (link.left, link.right))
    ]


_BEYOND_CHANCE = 2.0
"""Bits by which the best pair of clauses must exceed what the best of so many tells by chance. Of 70 pairs of laws and
plans on unlike subjects the best stays below 15 but for lines of enactment; of plans that one another took up it tells
33 and more."""


def _expected(left: Indexed, right: Indexed) -> float:
    """Return the bits that one pair of clauses must tell before any counts: two unlike texts share small phrases.

    The best of twice as many pairs tells a bit more (Karlin and Altschul 1990).
    """
    return log2(max(1, len(left.texts) * len(right.texts))) + _BEYOND_CHANCE


Place = tuple[int, int]


COMMON = 4_000
"""Pairs of clauses that hold a string of characters, from which on it brings no two of them together."""


def _scores(left: Indexed, right: Indexed, information: Information) -> Iterator[tuple[Place, float]]:
    """Score the pairs of clauses that share two strings of three characters, very common ones aside."""
    places = left.postings
    known = [places.keys() & grams(theirs) for theirs in right.texts]
    counts = Counter(chain.from_iterable(known))
    common = {gram for gram, count in counts.items() if count * len(places[gram]) > COMMON}
    for j, theirs in enumerate(right.texts):
        if right.formulas[j]:
            continue
        shared = Counter(chain.from_iterable(places[gram] for gram in known[j] - common))
        for i, count in shared.items():
            if left.formulas[i] or (count < 2 and min(len(theirs), len(left.texts[i])) > 5):
                continue
            score = evidence(left.texts[i], theirs, information)
            if left.clauses[i].is_heading != right.clauses[j].is_heading:
                score *= HEADING
            if score >= _NOISE:
                yield (i, j), score


_NEAR = ((1, 1), (1, 2), (2, 1), (2, 2))
"""Where a neighbour may stand on either side: one clause may lie between."""
_MERGED = ((1, 0), (0, 1), (-1, 0), (0, -1))
"""Where the other half of a clause that was merged stands."""
_SUPPORT = 0.4
"""What each bit of the best neighbour adds; 3.1 and 5.2 %."""
_MOST_SUPPORT = 15.0
"""Bits of a neighbour that count at the most, so that no long clause carries others along; 1.5 and 1.9 %."""


def _support(pair: Place, scores: Mapping[Place, float], left: Indexed, right: Indexed) -> float:
    """Return what the neighbours of a pair add: clauses near it that were taken up in the same order.

    Two clauses of one sentence that were merged into one support each other too. Without such a neighbour, less than
    a certain share of the shorter clause is no reuse, whatever it tells; then the support is negative.
    """
    i, j = pair
    near = [scores.get((i + s * di, j + s * dj), 0.0) for di, dj in _NEAR for s in (1, -1)]
    merged = 0.0
    if not left.clauses[i].is_heading and not right.clauses[j].is_heading:
        for di, dj in _MERGED:
            score = scores.get((i + di, j + dj), 0.0)
            if (
                score
                and left.clauses[i].segment == left.clauses[i + di].segment
                and right.clauses[j].segment == right.clauses[j + dj].segment
            ):
                merged = max(merged, score)
    if merged < _STRONG and share(left.texts[i], right.texts[j]) < _LEAST_SHARE:
        return -scores[pair]
    return _SUPPORT * min(max(*near, merged), _MOST_SUPPORT)


_STRONG = 15.0
"""Bits of a pair that lets another be extended or merged beside it; 0.6 and 0.4 %."""
_ALIKE = 0.5
"""Likeness from which on the clause beside a strong pair is its rewritten neighbour; 1.4 and 1 %."""


def _extended(left: Indexed, right: Indexed, scores: Mapping[Place, float]) -> dict[Place, float]:
    """Return pairs right beside strong ones whose characters agree by half: a clause rewritten in its place."""
    found: dict[Place, float] = {}
    for (i, j), score in scores.items():
        if score < _STRONG:
            continue
        for s in (1, -1):
            ni, nj = i + s, j + s
            if not (0 <= ni < len(left.texts) and 0 <= nj < len(right.texts)) or scores.get((ni, nj), 0) >= REUSE:
                continue
            if left.formulas[ni] or right.formulas[nj]:
                continue
            if likeness(left.texts[ni], right.texts[nj]) >= _ALIKE:
                found[ni, nj] = REUSE
    return found


def _formulas(left: Indexed, right: Indexed) -> Iterator[Link]:
    """Link clauses that are forms of one formula: those alike, else for each clause the one most like it."""
    places: Pair[dict[str, list[int]]] = Pair({}, {})
    for side, at in ((left, places.left), (right, places.right)):
        for n, formula in enumerate(side.formulas):
            if formula:
                at.setdefault(formula, []).append(n)
    for formula in places.left.keys() & places.right.keys():
        pairs = [
            (-likeness(left.texts[i], right.texts[j]), i, j)
            for i in places.left[formula][:_FORMS]
            for j in places.right[formula][:_FORMS]
        ]
        linked: Pair[set[int]] = Pair(set(), set())
        for unlike, i, j in sorted(pairs):
            if unlike == -1 or i not in linked.left or j not in linked.right:
                yield Link(i, j, Grade.VERBATIM if unlike == -1 else Grade.ADAPTED, 0.0, formula=True)
                linked.left.add(i)
                linked.right.add(j)


_FORMS = 40
"""Places of one formula in a document that are looked at."""
_RIVAL = 0.5
"""Share of both clauses' best scores below which a pair does not stand; 0.1 and 1 %."""
_NEAR_BEST = 0.85
"""Share of the better score from which on neither clause has a clearly better match; 2.5 and, where every pair has one,
4.8 %."""
_OPENING = 4
"""Characters in which the opening verb is looked for; with 3 and 6, 0.6 and 1.1 %."""


def _graded(left: Indexed, right: Indexed, scores: Mapping[Place, float]) -> Iterator[Link]:
    """Grade the pairs; of rivals for a clause on both sides only those near the best stand.

    Two clauses that both stand in the other document word for word are not called adaptations of each other.
    """
    best_left, best_right = _best(scores, 0), _best(scores, 1)
    same = {(i, j) for (i, j), score in scores.items() if left.texts[i] == right.texts[j] and score >= _SAME}
    settled = Pair({i for i, _ in same}, {j for _, j in same})
    for (i, j), score in scores.items():
        if (i, j) in same:
            yield Link(i, j, Grade.VERBATIM, score)
        if score < _RIVAL * min(best_left[i], best_right[j]) or (i in settled.left and j in settled.right):
            continue
        main = score >= _NEAR_BEST * max(best_left[i], best_right[j])
        if score >= _needed(left.texts[i], right.texts[j], main=main):
            yield Link(i, j, Grade.ADAPTED, score)


def _needed(one: str, other: str, *, main: bool) -> float:
    """Return the bits from which on two clauses share their wording; ``main`` if neither has a clearly better match."""
    if main:
        whole = min(len(one), len(other)) >= _SHORTEST_WHOLE
        alike = whole and likeness(without_terms(one), without_terms(other)) >= _ALIKE_AS_WHOLES
        return _WHOLE if alike else REUSE
    return REUSE if _open_alike(one, other) else _SURE


def _open_alike(one: str, other: str) -> bool:
    """Say whether two clauses open with the same verb, behind a word or two."""
    opening = one[:_OPENING]
    return any(opening[at : at + 2] in other[:_OPENING] for at in range(len(opening) - 1))


def _best(scores: Mapping[Place, float], side: int) -> dict[int, float]:
    best: dict[int, float] = {}
    for pair, score in scores.items():
        best[pair[side]] = max(score, best.get(pair[side], 0.0))
    return best
