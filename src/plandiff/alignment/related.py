"""Clauses that say one thing in words of their own, inside sections that are about one thing.

Here order does not count: 尾矿库 and 历史遗留 are the same two terms in either order. What two clauses share is weighed
as in ``evidence``; less of it is enough, because the sections already say that the matter is the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from plandiff.alignment.evidence import free_evidence, likeness
from plandiff.alignment.prepared import Prepared
from plandiff.alignment.reuse import Grade, Link
from plandiff.alignment.usual import Information
from plandiff.text.span import Pair

_RELATED = 6.0
"""Bits that two clauses of akin sections share, in whatever order."""
_MOST_PAIRS = 40_000
"""Pairs of clauses of two sections that are compared; larger sections say too little by being akin."""
_WITHOUT_TOPIC = 10.0
"""Bits from which on clauses are related although their sections are not akin."""


def with_related(sides: Pair[Prepared], links: Sequence[Link], akin: Mapping[tuple[str, str], float]) -> Iterator[Link]:
    """Yield the links that stand, and the related clauses of akin sections that have no link yet."""
    taken = Pair(set[int](), set[int]())
    for link in links:
        place = sides.left.owners[link.left], sides.right.owners[link.right]
        if link.grade is Grade.RELATED and link.score < _WITHOUT_TOPIC and place not in akin:
            continue
        yield link
        taken.left.add(link.left)
        taken.right.add(link.right)
    scores = dict(_scores(sides, akin, taken))
    best: Pair[dict[int, float]] = Pair({}, {})
    for (i, j), score in scores.items():
        best.left[i] = max(score, best.left.get(i, 0.0))
        best.right[j] = max(score, best.right.get(j, 0.0))
    for (i, j), score in scores.items():
        if score == best.left[i] == best.right[j]:
            yield Link(i, j, Grade.RELATED, score, likeness(sides.left.index.texts[i], sides.right.index.texts[j]))


def _scores(
    sides: Pair[Prepared], akin: Mapping[tuple[str, str], float], taken: Pair[set[int]]
) -> Iterator[tuple[tuple[int, int], float]]:
    left, right = sides.left.index, sides.right.index
    information = Information(left.counts, right.counts)
    telling = Pair(_telling(sides.left, taken.left), _telling(sides.right, taken.right))
    for one, other in akin:
        if len(telling.left[one]) * len(telling.right[other]) > _MOST_PAIRS:
            continue
        for i, j in product(telling.left[one], telling.right[other]):
            score = free_evidence(left.texts[i], right.texts[j], information)
            if score >= _RELATED:
                yield (i, j), score


def _telling(side: Prepared, taken: set[int]) -> dict[str, list[int]]:
    """Return the clauses of each section that have no link yet; headings and formulas tell nothing."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, owner in enumerate(side.owners):
        if owner and n not in taken and not side.index.formulas[n] and not side.index.clauses[n].is_heading:
            found[owner].append(n)
    return found
