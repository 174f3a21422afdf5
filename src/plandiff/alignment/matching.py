"""Matches the characters of two renderings of one text, in linear time and space.

Anchors (``anchors.py``) cut both texts into windows. A window holds an exact longest common subsequence (rapidfuzz,
bit-parallel). A window that is too large for that, because nothing in it is unique, is walked in overlapping pieces;
this is counted and reported, not hidden.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from rapidfuzz.distance import Indel

from plandiff.alignment.anchors import CleanRun, Run, anchors, common_prefix


@dataclass(frozen=True, slots=True)
class Matching:
    """The matched characters of two texts.

    Attributes:
        runs: Disjoint on either side; sorted by left offset. Those of moved text break the order on the right.
        coarse: Code points (left) that were too repetitive for an exact match and were matched piece by piece.
    """

    runs: tuple[CleanRun, ...]
    coarse: int


_LARGEST_WINDOW = 60_000_000
"""Cells of one exact subsequence table (8 MB of bits); larger windows are walked."""
_PIECE = 6_000
"""Code points of a piece: its table has 36 million cells, under the limit of one window."""


def match(left: str, right: str) -> Matching:
    """Match two folded clean texts."""
    found = anchors(left, right)
    taken_left = sorted((block[0].left, block[-1].left_end) for block in found.moved)
    taken_right = sorted((block[0].right, block[-1].right_end) for block in found.moved)
    runs, coarse = [*found.backbone], 0
    for a0, a1, b0, b1 in _windows([Run(0, 0, 0), *found.backbone, Run(len(left), len(right), 0)]):
        pieces_a, pieces_b = list(_free(a0, a1, taken_left)), list(_free(b0, b1, taken_right))
        between, walked = _between(left, right, pieces_a, pieces_b)
        runs += between
        coarse += walked
    for block in found.moved:
        runs += block
        for a0, a1, b0, b1 in _windows(block):
            runs += _between(left, right, [(a0, a1)], [(b0, b1)])[0]
    return Matching(tuple(cast(CleanRun, run) for run in _joined(runs)), coarse)


def _windows(runs: list[Run]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the gaps between neighbouring runs that have text on both sides."""
    for run, following in pairwise(runs):
        if following.left > run.left_end and following.right > run.right_end:
            yield run.left_end, following.left, run.right_end, following.right


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the parts of ``[start, end)`` outside the sorted ``taken`` intervals."""
    at = bisect_left(taken, (start, start))
    while at < len(taken) and taken[at][0] < end:
        if taken[at][0] > start:
            yield start, taken[at][0]
        start = taken[at][1]
        at += 1
    if start < end:
        yield start, end


Pieces = list[tuple[int, int]]


def _between(left: str, right: str, pieces_a: Pieces, pieces_b: Pieces) -> tuple[list[Run], int]:
    """Match what stands between two anchors; the pieces are read as one text on each side."""
    a = "".join(left[start:end] for start, end in pieces_a)
    b = "".join(right[start:end] for start, end in pieces_b)
    if len(a) * len(b) <= _LARGEST_WINDOW:
        runs, walked = _subsequence(a, b), 0
    else:
        runs, walked = _walk(a, b), len(a)
    return [placed for run in runs for placed in _placed(run, pieces_a, pieces_b)], walked


def _subsequence(a: str, b: str) -> list[Run]:
    return [
        Run(op.src_start, op.dest_start, op.src_end - op.src_start) for op in Indel.opcodes(a, b) if op.tag == "equal"
    ]


def _walk(a: str, b: str) -> list[Run]:
    """Match two long texts without anchors piece by piece; linear, and exact where they stay in step.

    Each piece trusts the matches of its first half only: those of the second half may still turn out otherwise.
    """
    runs: list[Run] = []
    i = j = 0
    while i < len(a) and j < len(b):
        same = common_prefix(a, b, i, j)
        if same:
            runs.append(Run(i, j, same))
            i, j = i + same, j + same
            continue
        piece = _subsequence(a[i : i + _PIECE], b[j : j + _PIECE])
        last = i + _PIECE >= len(a) or j + _PIECE >= len(b)
        kept = piece if last else [run for run in piece if max(run.left, run.right) < _PIECE // 2]
        if not kept:
            i, j = i + _PIECE // 2, j + _PIECE // 2
            continue
        runs += [Run(i + run.left, j + run.right, run.size) for run in kept]
        end = kept[-1]
        i, j = i + end.left_end, j + end.right_end
    return runs


def _placed(run: Run, pieces_a: Pieces, pieces_b: Pieces) -> Iterator[Run]:
    """Put a run of joined pieces back where its characters stand, cut where a piece ends."""
    at, left, right = 0, _Place(pieces_a, run.left), _Place(pieces_b, run.right)
    while at < run.size:
        size = min(run.size - at, left.rest, right.rest)
        yield Run(left.offset, right.offset, size)
        left.advance(size)
        right.advance(size)
        at += size


class _Place:
    """A position in joined pieces."""

    def __init__(self, pieces: Pieces, at: int) -> None:
        self._pieces, self._piece = pieces, 0
        while at > pieces[self._piece][1] - pieces[self._piece][0]:
            at -= pieces[self._piece][1] - pieces[self._piece][0]
            self._piece += 1
        self.offset = pieces[self._piece][0] + at
        self.advance(0)

    @property
    def rest(self) -> int:
        return self._pieces[self._piece][1] - self.offset

    def advance(self, size: int) -> None:
        self.offset += size
        if not self.rest and self._piece + 1 < len(self._pieces):
            self._piece += 1
            self.offset = self._pieces[self._piece][0]


def _joined(runs: list[Run]) -> list[Run]:
    """Sort runs and join neighbours on one diagonal."""
    joined: list[Run] = []
    for run in sorted(runs):
        last = joined[-1] if joined else None
        if last and last.diagonal == run.diagonal and last.left_end == run.left:
            joined[-1] = Run(last.left, last.right, last.size + run.size)
        else:
            joined.append(run)
    return joined
