"""Binds passages by their whole text: identical ones first, then those that are most alike on both sides.

Matched characters alone follow the order of the texts: where an article is put in before a like one, they give the old
article to the new one. So what a whole article, and then a whole sentence, says decides before them. The numbering mark
that opens a passage does not count: an article that only moved up is identical.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from plandiff.alignment.components import Link
from plandiff.text.span import Pair

_SHORTEST = 5
"""Code points of a text that says who it is; a shorter one may stand anywhere."""
_GRAM = 6
"""Code points of the strings that bring passages together; with 4, nothing changes, with 8, 0.4 %."""
_COMMONEST_GRAM = 4
"""Passages that may hold such a string; with 6, nothing changes, with 3, one pair."""
_LARGEST = 4_000_000
"""Characters squared that are compared; no article is so long."""


class Bound(NamedTuple):
    """Two passages that are one, by number, and how many characters they share."""

    link: Link
    size: int


def bound(texts: Pair[Sequence[str]], candidates: Iterable[Link], at_least: float) -> Iterator[Bound]:
    """Yield the pairs of passages that are one by their whole texts; each passage is in one pair at most.

    Args:
        texts: What the passages of either side say.
        candidates: Pairs that may be alike; identical ones and those that share a rare string are found without.
        at_least: How alike (per cent) two must be that are most alike on both sides.
    """
    taken: Pair[set[int]] = Pair(set(), set())
    for u, v in _identical(texts):
        taken.left.add(u)
        taken.right.add(v)
        yield Bound((u, v), len(texts.left[u]))
    alone = Pair(_telling(texts.left, taken.left), _telling(texts.right, taken.right))
    left, right = set(alone.left), set(alone.right)
    near = {(u, v) for u, v in candidates if u in left and v in right} | {*rare_strings(texts, alone)}
    best: Pair[dict[int, tuple[float, int]]] = Pair({}, {})
    for u, v in near:
        score = likeness(texts.left[u], texts.right[v], at_least)
        if score:
            best.left[u] = max(best.left.get(u, (0.0, 0)), (score, -v))
            best.right[v] = max(best.right.get(v, (0.0, 0)), (score, -u))
    for u, (score, minus_v) in best.left.items():
        if best.right[-minus_v][1] == -u:
            size = round(score * (len(texts.left[u]) + len(texts.right[-minus_v])) / 200)
            yield Bound((u, -minus_v), size)


def _telling(texts: Sequence[str], taken: set[int]) -> list[int]:
    """Return the passages that may be alike to another: what a side says twice does not tell which of the two it is."""
    counts = Counter(texts)
    return [n for n, text in enumerate(texts) if n not in taken and len(text) >= _SHORTEST and counts[text] == 1]


def likeness(left: str, right: str, at_least: float) -> float:
    """Return how alike two texts are, in per cent; 0 below ``at_least``, or if they are too long to compare."""
    if len(left) * len(right) > _LARGEST:
        return 0.0
    return fuzz.ratio(left, right, score_cutoff=at_least)


def _identical(texts: Pair[Sequence[str]]) -> Iterator[Link]:
    """Yield the pairs of passages that say the same, where nothing else on either side does."""
    places: dict[str, Pair[list[int]]] = defaultdict(lambda: Pair([], []))
    for u, text in enumerate(texts.left):
        places[text].left.append(u)
    for v, text in enumerate(texts.right):
        places[text].right.append(v)
    for text, place in places.items():
        if len(text) >= _SHORTEST and len(place.left) == len(place.right) == 1:
            yield place.left[0], place.right[0]


def rare_strings(texts: Pair[Sequence[str]], alone: Pair[Sequence[int]]) -> Iterator[Link]:
    """Yield the pairs of passages that share a string of six characters which few of the others have.

    Args:
        texts: What the passages say.
        alone: The numbers of those that are looked at.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for v in alone.right:
        for gram in _grams(texts.right[v]):
            holders[gram].append(v)
    for u in alone.left:
        near = {
            v
            for gram in _grams(texts.left[u])
            for v in (holders[gram] if len(holders.get(gram, ())) <= _COMMONEST_GRAM else ())
        }
        yield from ((u, v) for v in near)


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
