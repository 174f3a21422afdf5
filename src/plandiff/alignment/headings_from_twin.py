"""Lets each document learn headings from its aligned twin.

A rendering without line breaks cannot tell where the title of 专栏1革命老区重点城市赣州 ends; the other one, where
the title is a line, can. A heading is carried over where the text around it is matched and reads the same.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.outline.headings import Heading, without_overlaps
from plandiff.text.span import Pair


def shared_headings(keys: Pair[str], headings: Pair[list[Heading]], runs: Sequence[CleanRun]) -> Pair[list[Heading]]:
    """Return both documents' headings, each completed by what the other one knows."""
    swapped = sorted(Run(run.right, run.left, run.size) for run in runs)
    return Pair(
        _completed(keys, headings, swapped),
        _completed(keys.mirrored(), headings.mirrored(), runs),
    )


def _completed(keys: Pair[str], headings: Pair[list[Heading]], runs: Sequence[CleanRun]) -> list[Heading]:
    """Return the left headings with those of the right that ``runs`` (from right to left) carry over."""
    starts = [run.left for run in runs]
    known = {heading.start: heading for heading in headings.left}
    for twin in headings.right:
        at = bisect_right(starts, (twin.start + twin.end) // 2) - 1
        if at < 0:
            continue
        carried = replace(twin, start=twin.start + runs[at].diagonal, end=twin.end + runs[at].diagonal)
        if carried.start < 0 or keys.left[carried.start : carried.end] != keys.right[twin.start : twin.end]:
            continue
        mine = known.get(carried.start)
        if mine is None or (twin.evidence, -carried.end) > (mine.evidence, -mine.end):
            known[carried.start] = carried
    return without_overlaps(list(known.values()))
