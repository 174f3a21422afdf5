"""Compares the wording of one bead, in any relation: tokens, then lists and figures whole, then modals."""

from collections.abc import Mapping, Sequence
from typing import Any

from plandiff.alignment.anchors import CleanRun
from plandiff.judging.edits import Differing, differing
from plandiff.judging.figures import with_whole_figures
from plandiff.judging.items import by_items
from plandiff.judging.reordered_lists import with_whole_lists
from plandiff.judging.split_rewrites import parted
from plandiff.text.span import CleanSpan, Pair

NO_MARKS: Pair[list[CleanSpan]] = Pair([], [])
_NOTHING_FIXED: Mapping[Pair[CleanSpan], Any] = {}


def compare_wording(
    keys: Pair[str],
    bead: Pair[CleanSpan],
    runs: Sequence[CleanRun] = (),
    marks: Pair[list[CleanSpan]] = NO_MARKS,
    fixed: Mapping[Pair[CleanSpan], Any] = _NOTHING_FIXED,
) -> Differing:
    """Return what differs between the two sides of a bead.

    Args:
        keys: The folded clean texts.
        bead: The bead's span on either side.
        runs: The matching of the whole texts, sorted by left offset.
        marks: The numbering marks of the headings in the bead, sorted.
        fixed: Edits already known (proven damage), sorted by left offset.
    """
    return settled(keys, bead, differing(keys, bead, runs, list(fixed)), marks, fixed)


def settled(
    keys: Pair[str],
    bead: Pair[CleanSpan],
    found: Differing,
    marks: Pair[list[CleanSpan]] = NO_MARKS,
    fixed: Mapping[Pair[CleanSpan], Any] = _NOTHING_FIXED,
) -> Differing:
    """Return what token by token differs with each figure, item and modal set against its own; see above."""
    found, lists = with_whole_lists(keys, found, fixed)
    fixed = {**fixed, **dict.fromkeys(lists)} if lists else fixed
    whole, crossed = with_whole_figures(keys, found, marks, fixed)
    items = by_items(keys, bead) if crossed and not any(edit in fixed for edit in found.edits) else None
    if items:
        whole, _ = with_whole_figures(keys, items, marks, fixed)
    return parted(keys, whole, fixed)
