"""Compares an enumeration item by item: 粮食增长2%;棉花增长3% against 棉花增长4%;粮食增长2%.

Token by token the figure of one indicator may be set against that of another. Here both sides are cut into their items
first, and an item answers only to one about the same thing.
"""

from plandiff.alignment.anchors import CleanRun
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.quantities import figures
from plandiff.judging.edits import Differing, differing
from plandiff.judging.figure_pairs import best_in_order, indicator, likeness_of
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, Pair, clean_span

_ITEM = late_pattern(f"[^{CLAUSE_STOPS}、]*[{CLAUSE_STOPS}、]*")
_ALIKE = 0.6
"""Likeness of two items, or of what their figures count, from which on they are about one thing."""
_MOST = 40_000
"""Pairs of items that are compared; a longer list is a table."""


def by_items(keys: Pair[str], bead: Pair[CleanSpan]) -> Differing | None:
    """Compare the two sides of a bead item by item; None where they are no enumerations with an item in common."""
    left, right = _items(keys.left, bead.left), _items(keys.right, bead.right)
    if min(len(left), len(right)) < 1 or max(len(left), len(right)) < 2 or len(left) * len(right) > _MOST:
        return None
    said = Pair([_said(keys.left, item) for item in left], [_said(keys.right, item) for item in right])
    texts = Pair([_text(keys.left, item) for item in left], [_text(keys.right, item) for item in right])

    def weight(i: int, j: int) -> float:
        if texts.left[i] == texts.right[j]:
            return 2.0
        likeness = likeness_of(said.left[i], said.right[j])
        return likeness if likeness >= _ALIKE else 0.0

    pairs = best_in_order(len(left), len(right), weight)
    if not pairs:
        return None
    equal: list[CleanRun] = []
    edits: list[Pair[CleanSpan]] = []
    at = Pair(bead.left.start, bead.right.start)
    for one, other in [*((left[i], right[j]) for i, j in pairs), (None, None)]:
        until = Pair(one.start if one else bead.left.end, other.start if other else bead.right.end)
        if until.left > at.left:
            edits.append(Pair(clean_span(at.left, until.left), clean_span(at.right, at.right)))
        if until.right > at.right:
            edits.append(Pair(clean_span(until.left, until.left), clean_span(at.right, until.right)))
        if one and other:
            found = differing(keys, Pair(one, other), [], [])
            equal += found.equal
            edits += found.edits
            at = Pair(one.end, other.end)
    return Differing(tuple(equal), tuple(edits))


def _items(key: str, span: CleanSpan) -> list[CleanSpan]:
    return [clean_span(*match.span()) for match in _ITEM.finditer(key, *span) if match.group()]


def _text(key: str, item: CleanSpan) -> str:
    return item.of(key).rstrip(CLAUSE_STOPS + "、")


def _said(key: str, item: CleanSpan) -> str:
    """Return what an item is about: what its first figure counts, or its words."""
    first = next(figures(key, item), None)
    return (indicator(key, first) if first else "") or _text(key, item)
