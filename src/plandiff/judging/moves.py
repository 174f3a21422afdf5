"""Which passages moved together: beads that follow each other on both sides are told as one."""

from collections.abc import Sequence

from plandiff.alignment.beads import Bead
from plandiff.text.span import Pair

_OPEN = 4
"""Blocks of moved text that another bead may still continue."""


def moved_blocks(beads: Sequence[Bead]) -> list[list[Bead]]:
    """Return the blocks of moved beads that follow each other on both sides.

    What lies between two beads of a block may be text of one side, or text that moved elsewhere by itself.
    """
    settled = [bead for bead in beads if bead.left and bead.right and not bead.moved]
    fixed = Pair({n for bead in settled for n in bead.left}, {n for bead in settled for n in bead.right})
    blocks: list[list[Bead]] = []
    for bead in (bead for bead in beads if bead.moved):
        for block in blocks[: -_OPEN - 1 : -1]:
            last = block[-1]
            between = range(last.left[-1] + 1, bead.left[0]), range(last.right[-1] + 1, bead.right[0])
            in_order = last.right[-1] < bead.right[0]
            if in_order and fixed.left.isdisjoint(between[0]) and fixed.right.isdisjoint(between[1]):
                block.append(bead)
                break
        else:
            blocks.append([bead])
    return blocks
