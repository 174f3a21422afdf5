"""Lets each document learn headings from its aligned twin.

A rendering without line breaks cannot tell where the title of 专栏1革命老区重点城市赣州 ends; the other one, where
the title is a line, can. A heading is carried over where its characters stand matched, one for one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from plandiff.alignment.anchors import Run
from plandiff.outline.headings import Evidence, Heading, without_overlaps
from plandiff.text.span import Pair


def shared_headings(headings: Pair[list[Heading]], runs: Sequence[Run]) -> Pair[list[Heading]]:
    """Return both documents' headings, each completed by what the other one knows."""
    swapped = sorted(Run(run.right, run.left, run.size) for run in runs)
    return Pair(
        _completed(headings.left, headings.right, swapped),
        _completed(headings.right, headings.left, runs),
    )


def _completed(own: list[Heading], twins: list[Heading], runs: Sequence[Run]) -> list[Heading]:
    """Return ``own`` with the headings of ``twins`` that ``runs`` carry over (from twin to own offsets)."""
    starts = [run.left for run in runs]
    known = {heading.start: heading for heading in own}
    for twin in twins:
        run = runs[max(0, bisect_right(starts, twin.start) - 1)] if runs else None
        if run is None or not run.left <= twin.start < twin.end <= run.left_end:
            continue
        carried = replace(twin, start=twin.start + run.diagonal, end=twin.end + run.diagonal)
        mine = known.get(carried.start)
        if twin.evidence > (mine.evidence if mine else Evidence.OPEN):
            known[carried.start] = carried
    return without_overlaps(list(known.values()))
