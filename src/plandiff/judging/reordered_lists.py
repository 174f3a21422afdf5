"""Tells a list whose items stand in another order as one difference: 监测、预警和处置 beside 预警、监测和处置.

Compared token by token, the items that changed places are put in here and taken out there, and one that stands last,
with the words behind the list, may be set against another. Nothing of a list changed if both sides have its items.
"""

from collections.abc import Container, Iterator, Sequence

from plandiff.alignment.anchors import Run
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.judging.edits import Differing, Step, sides_of
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, Pair, clean_span

_BETWEEN = late_pattern("[、和与及或]")
_BORDER = late_pattern(f"[{CLAUSE_STOPS}、和与及或]")
_STOP = late_pattern(f"[{CLAUSE_STOPS}]")
_LONGEST = 16
"""Code points of an equal item, and of the words before or behind a list, that are looked at."""


def are_reordered(one: str, other: str) -> bool:
    """Say whether two texts are lists of the same items in another order."""
    ours, theirs = _BETWEEN.split(one), _BETWEEN.split(other)
    return len(ours) > 1 and ours != theirs and all(ours) and sorted(ours) == sorted(theirs)


def with_whole_lists(
    keys: Pair[str], found: Differing, fixed: Container[Pair[CleanSpan]] = ()
) -> tuple[Differing, list[Pair[CleanSpan]]]:
    """Return what differs with each reordered list as one edit, and those edits.

    Args:
        keys: The folded clean texts.
        found: The equal runs and edits of one bead, which tile it.
        fixed: Edits that stay as they are.
    """
    steps = found.steps
    lists: list[Pair[CleanSpan]] = []
    for first, last in reversed([] if found.coarse else list(_clauses(keys.left, steps))):
        if any(step in fixed for step in steps[first : last + 1]):
            continue
        lead = _before(keys.left, steps[first - 1] if first else None)
        rest = _behind(keys.left, steps[last + 1] if last + 1 < len(steps) else None)
        told = _list_in(keys, Pair(*map(sides_of, (steps[first], steps[last]))), lead, rest)
        if told:
            edit, taken = told
            lists.append(edit)
            steps[max(0, first - 1) : last + 2] = [
                *_shortened(steps[first - 1 : first], end=taken.left),
                edit,
                *_shortened(steps[last + 1 : last + 2], start=taken.right),
            ]
    equal = tuple(step for step in steps if isinstance(step, Run))
    return Differing(equal, tuple(step for step in steps if not isinstance(step, Run)), found.coarse), lists


def _clauses(key: str, steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last edit of each clause that has any; a run that ends a clause parts them."""
    edits: list[int] = []
    for n, step in enumerate(steps):
        if not isinstance(step, Run):
            edits.append(n)
        elif edits and _STOP.search(key, step.left, step.left_end):
            yield edits[0], edits[-1]
            edits = []
    if edits:
        yield edits[0], edits[-1]


def _before(key: str, step: Step | None) -> str:
    """Return the equal words before the edits of a clause, back to where their item begins."""
    if not isinstance(step, Run):
        return ""
    text = key[max(step.left, step.left_end - _LONGEST) : step.left_end]
    return _BORDER.split(text)[-1]


def _behind(key: str, step: Step | None) -> str:
    if not isinstance(step, Run):
        return ""
    return _BORDER.split(key[step.left : min(step.left_end, step.left + _LONGEST)])[0]


def _list_in(
    keys: Pair[str], ends: Pair[Pair[CleanSpan]], lead: str, rest: str
) -> tuple[Pair[CleanSpan], Pair[int]] | None:
    """Return the list of a clause, and how much of the equal words before and behind its edits belongs to it.

    None if the edits do more than put the items of a list in another order.
    """
    hull = Pair(
        clean_span(ends.left.left.start, ends.right.left.end), clean_span(ends.left.right.start, ends.right.right.end)
    )
    whole = Pair(lead + hull.left.of(keys.left) + rest, lead + hull.right.of(keys.right) + rest)
    if not _BETWEEN.search(whole.left) or sorted(whole.left) != sorted(whole.right):
        return None
    for before in range(len(lead) + 1):
        for behind in range(len(rest) + 1):
            if are_reordered(
                whole.left[before : len(whole.left) - behind], whole.right[before : len(whole.right) - behind]
            ):
                taken = Pair(len(lead) - before, len(rest) - behind)
                spans = (
                    clean_span(side.start - taken.left, side.end + taken.right) for side in (hull.left, hull.right)
                )
                return Pair(*spans), taken
    return None


def _shortened(steps: Sequence[Step], start: int = 0, end: int = 0) -> Iterator[Step]:
    """Yield a run without what a list has of it; an edit beside it as it is."""
    for step in steps:
        if not isinstance(step, Run):
            yield step
        elif step.size > start + end:
            yield Run(step.left + start, step.right + start, step.size - start - end)
