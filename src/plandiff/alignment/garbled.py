"""Finds what is garbled on one side where the other side, between the same neighbours, has sound text.

This comes before segments are cut: a garbled sentence is like nothing on the other side, and would be told as dropped
and another one as added.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.alignment.damage import ANCHOR, Damage
from plandiff.chinese.garbled import stretches
from plandiff.chinese.script import is_han
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span, clean_span, overlaps

_EDGE = 3
"""Characters between the garbled stretch and the next match that may belong to it: some look ordinary by chance."""
_WIDER = 14
"""Code points that stand for one character at most: (cid:12345)."""


def with_garbled(
    kept: Pair[str], proven: Sequence[Damage], runs: Sequence[CleanRun], scripts: Pair[str]
) -> list[Damage]:
    """Return the proven damage with all that only looks garbled, disjoint, in left order.

    Args:
        kept: Both clean texts, as written.
        proven: The damage that the bytes prove.
        runs: The matched characters.
        scripts: The scripts of both: of texts in one script the sound one is what stood there.
    """
    one_script = scripts.left == scripts.right
    mirrored = [Run(run.right, run.left, run.size) for run in runs]
    found = [
        Damage(spans, on_left=True, expected=spans.right.of(kept.right) if one_script else None, proven=False)
        for spans in _garbled(kept, runs)
    ]
    for spans in _garbled(Pair(kept.right, kept.left), mirrored):
        expected = spans.right.of(kept.left) if one_script else None
        found.append(Damage(Pair(spans.right, spans.left), on_left=False, expected=expected, proven=False))
    found = [one for one in found if not any(_meet(one, other) for other in proven)]
    return sorted([*proven, *found], key=lambda damage: damage.spans.left)


def _meet(one: Damage, other: Damage) -> bool:
    return overlaps(one.spans.left, [other.spans.left]) or overlaps(one.spans.right, [other.spans.right])


def _garbled(kept: Pair[str], runs: Sequence[CleanRun]) -> Iterator[Pair[CleanSpan]]:
    """Yield what is garbled on the left, with what stands between the same neighbours on the right."""
    firm = [run for run in runs if run.size >= ANCHOR]
    starts = [run.left for run in firm]
    other = stretches(kept.right) if (shown := stretches(kept.left)) else []
    end = 0
    for stretch in shown:
        before = bisect_left(starts, stretch.start) - 1
        after = bisect_left(starts, max(end, stretch.end - _EDGE), lo=before + 1)
        left = firm[before] if before >= 0 else Run(CleanOffset(0), CleanOffset(0), 0)
        right = firm[after] if after < len(firm) else Run(CleanOffset(len(kept.left)), CleanOffset(len(kept.right)), 0)
        spans = Pair(clean_span(left.left_end, right.left), clean_span(left.right_end, right.right))
        near = stretch.start - _EDGE <= left.left_end < stretch.end <= right.left + _EDGE <= stretch.end + 2 * _EDGE
        if near and spans.left.start >= end and _is_sound(spans, kept.right, other):
            yield spans
            end = spans.left.end


def _is_sound(spans: Pair[CleanSpan], text: str, garbled: Sequence[Span]) -> bool:
    """Say whether the right side has Chinese text in the place, as much as what is garbled may have been."""
    length = len(spans.right)
    fits = length <= len(spans.left) + _EDGE and len(spans.left) <= _WIDER * length
    return fits and any(map(is_han, spans.right.of(text))) and not overlaps(spans.right, garbled)


def bridged(runs: Sequence[CleanRun], damage: Sequence[Damage]) -> list[CleanRun]:
    """Return the matches with what is garbled matched to its counterpart, for linking: as often as fills the longer."""
    bridges: list[CleanRun] = []
    for spans in (one.spans for one in damage if not one.proven):
        size = min(len(spans.left), len(spans.right))
        for at in range(0, max(len(spans.left), len(spans.right)) - size + 1, size):
            left = min(spans.left.start + at, spans.left.end - size)
            bridges.append(Run(left, min(spans.right.start + at, spans.right.end - size), size))
    return sorted([*runs, *bridges])
