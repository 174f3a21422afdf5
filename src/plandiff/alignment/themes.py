"""Pairs the sentences of two documents of a series by what they are about.

Last year's report and this year's say the same task in other words, in another order, and most of what they share is
the language of all such reports. So what two sentences share is weighed by how much it tells (``wording_similarity``),
and a pair stands if each is the other's best.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from plandiff.alignment.components import Link
from plandiff.alignment.wording_similarity import evidence
from plandiff.chinese.frequencies import Counts, Information
from plandiff.text.span import Pair

_THEME = 7.5
"""Bits from which on two sentences that are each other's best are about one thing."""
_GRAM = 3
"""Code points of the strings that bring sentences together."""
_COMMON = 4_000
"""Pairs of sentences that hold a string, from which on it brings no two of them together."""
_MET = 2
"""Such strings that two sentences share before they are compared."""


def by_theme(
    texts: Pair[Sequence[str]], alone: Pair[Sequence[int]], looks_back: Pair[Sequence[bool]]
) -> Iterator[tuple[float, Link]]:
    """Yield the pairs of sentences that are about one thing, with the bits that say so; each is in one pair at most.

    Args:
        texts: What all segments say, folded.
        alone: The numbers of those that have no counterpart yet.
        looks_back: For each segment whether it tells what was done: what was done is no task of another year.
    """
    words = Pair([texts.left[u] for u in alone.left], [texts.right[v] for v in alone.right])
    information = Information(Counts.of(words.left), Counts.of(words.right))
    scores = {
        (u, v): evidence(texts.left[u], texts.right[v], information)
        for u, v in _met(texts, alone)
        if looks_back.left[u] == looks_back.right[v]
    }
    best: Pair[dict[int, float]] = Pair(defaultdict(float), defaultdict(float))
    for (u, v), bits in scores.items():
        best.left[u] = max(best.left[u], bits)
        best.right[v] = max(best.right[v], bits)
    for (u, v), bits in scores.items():
        if bits >= _THEME and bits == best.left[u] == best.right[v]:
            yield bits, (u, v)


def _met(texts: Pair[Sequence[str]], alone: Pair[Sequence[int]]) -> Iterator[Link]:
    """Yield the pairs of sentences that share strings, very common ones aside."""
    holders = alone.map(lambda _: defaultdict[str, list[int]](list))
    for u in alone.left:
        for gram in _grams(texts.left[u]):
            holders.left[gram].append(u)
    for v in alone.right:
        for gram in _grams(texts.right[v]):
            holders.right[gram].append(v)
    met: Counter[Link] = Counter()
    for gram, ours in holders.left.items():
        theirs = holders.right.get(gram, ())
        if len(ours) * len(theirs) <= _COMMON:
            met.update((u, v) for u in ours for v in theirs)
    yield from (link for link, count in met.items() if count >= _MET)


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
