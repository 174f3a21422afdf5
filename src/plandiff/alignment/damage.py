"""Finds damaged spans between matched text and proves them against the clean side (see ``chinese.mojibake``).

This comes before segments are cut, because damage pretends to be sentence marks: in 重大成就?！笆?三五”時期 the stop
after 成就 is gone and ！ was never there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.mojibake import LOST, explain
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged span on one side and the clean span that stands in its place on the other (clean offsets).

    Attributes:
        spans: The two spans.
        on_left: Whether the left side is the damaged one.
        expected: The undamaged text, in the damaged document's script, if that is known.
        proven: Whether the undamaged text, damaged, shows exactly what stands there.
    """

    spans: Pair[CleanSpan]
    on_left: bool
    expected: str | None
    proven: bool = True


_LONGEST = 64
"""Code points of a span that is tried as damage: the byte model runs over each variant of its clean counterpart."""
_ISLAND = 3
"""A chance match of so few characters may lie inside a damaged span."""
ANCHOR = 4
"""Matched characters required on either side: a proof holds only in its place."""


def find_damage(keys: Pair[str], traditional: Pair[bool], runs: Sequence[CleanRun]) -> list[Damage]:
    """Return the proven damage between two folded texts, in left order."""
    if not any(lost in key for key in (keys.left, keys.right) for lost in LOST):
        return []
    found: list[Damage] = []
    for spans in _gaps(keys, runs):
        if found and spans.left.start < found[-1].spans.left.end:
            continue
        shown = spans.left.of(keys.left), spans.right.of(keys.right)
        on_left = shown[0][:1] in LOST
        damaged, clean = shown if on_left else shown[::-1]
        repaired = explain(damaged, clean, traditional=traditional.left if on_left else traditional.right)
        if repaired:
            found.append(Damage(spans, on_left, repaired))
    return found


def _gaps(keys: Pair[str], runs: Sequence[CleanRun]) -> Iterator[Pair[CleanSpan]]:
    """Yield the unmatched gaps that may be damage, and those joined over a chance match, the shortest first."""
    tail = Run(CleanOffset(len(keys.left)), CleanOffset(len(keys.right)), 0)
    bounded = [Run(CleanOffset(0), CleanOffset(0), 0), *runs, tail]
    for n, (before, after) in enumerate(pairwise(bounded)):
        ends = [after]
        if after.size <= _ISLAND and n + 2 < len(bounded):
            ends.append(bounded[n + 2])
        for end in ends:
            if end.left <= before.left_end or end.right <= before.right_end:
                continue
            spans = Pair(Span(before.left_end, end.left), Span(before.right_end, end.right))
            anchored = all(run.size >= ANCHOR or run.size == 0 for run in (before, end))
            if anchored and len(spans.left) <= _LONGEST and len(spans.right) <= _LONGEST:
                yield spans


def outside_damage(runs: Sequence[CleanRun], damage: Sequence[Damage]) -> list[CleanRun]:
    """Drop the chance matches that lie inside damaged spans."""
    left = {offset for found in damage for offset in range(*found.spans.left)}
    right = {offset for found in damage for offset in range(*found.spans.right)}
    return [run for run in runs if run.left not in left and run.right not in right]
