"""The rows of a review: laid out lazily, for the part that is looked at.

A pair may have tens of thousands of blocks. The height of each is estimated from its length; a block is laid out, and
its height corrected, when it comes on screen. The place on screen is held as an item and a row of it, not as a row
number, so a correction above moves numbers and not what the reader sees.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from plandiff.decisions.decision import State
from plandiff.language import tr_n
from plandiff.presentation.styled import Line, Role, Styled, flow
from plandiff.reviewing.material import Block, Material
from plandiff.reviewing.painting import LayoutOptions, Shown, block_rows
from plandiff.reviewing.prefix_sums import PrefixSums
from plandiff.text.span import Pair, Span

_KEPT = 600
"""Items whose rows are kept."""
_AROUND = 4
"""Rows of context around what is brought on screen."""
_NO_HITS: Pair[tuple[Span, ...]] = Pair((), ())


class _Item(NamedTuple):
    """A block, or ``folded`` blocks from ``first`` on in one row."""

    first: int
    folded: int


def _lengths(block: Block) -> tuple[int, int, int, bool]:
    """Return the code points of both sides, the blank rows above, and whether there are changes."""
    left = sum(end - start for start, end in block.spans.left)
    right = sum(end - start for start, end in block.spans.right)
    return left, right, int(block.level > 0), block.first < block.end


def _has(row: Line, tag: int) -> bool:
    return any(run.tag == tag for run in row)


class RowsView:
    """What can be scrolled through: items are blocks, or several unchanged blocks folded into one.

    Attributes:
        layout: How rows are laid out.
        screen: Rows on screen.
        folded: Whether blocks without a listed change are folded.
        laid_out: How many items have been laid out so far; tests hold it against the size of the text.
    """

    def __init__(
        self, material: Material, state: Callable[[int], State], listed: Sequence[int], layout: LayoutOptions
    ) -> None:
        self.layout, self.screen, self.folded, self.laid_out = layout, 20, False, 0
        self._material, self._state, self._listed = material, state, list(listed)
        self._hits: dict[int, Pair[tuple[Span, ...]]] = {}
        self._lengths = [_lengths(block) for block in material.blocks]
        self._rows: OrderedDict[int, list[Line]] = OrderedDict()
        self._items: list[_Item] = []
        self._item, self._offset = 0, 0  # The first row on screen.
        self._arrange()

    @property
    def height(self) -> int:
        """Rows in all, as far as is known."""
        return self._heights.total

    @property
    def top(self) -> int:
        """The number of the first row on screen, as far as is known."""
        return self._heights.before(self._item) + self._offset

    @property
    def top_block(self) -> int:
        """The first block on screen."""
        return self._items[self._item].first if self._items else 0

    # Showing other things

    def list_changes(self, listed: Sequence[int]) -> None:
        """Show other changes in marks, in order."""
        self._listed = list(listed)
        self._arrange()

    def show_hits(self, hits: dict[int, Pair[tuple[Span, ...]]]) -> None:
        """Show what a search has found, by block."""
        touched = {*self._hits, *hits}
        self._hits = hits
        if self.folded:
            self._arrange()
        else:
            self.refresh(touched)

    def set_layout(self, layout: LayoutOptions) -> None:
        """Lay out in another width or form."""
        if layout != self.layout:
            self.layout = layout
            self._offset = 0
            self._measure()

    def fold(self, *, folded: bool) -> None:
        """Fold the blocks without a listed change, or unfold them."""
        self.folded = folded
        self._arrange()

    def refresh(self, blocks: Iterable[int]) -> None:
        """Forget the rows of blocks of which a change has been decided."""
        for block in blocks:
            self._rows.pop(self._item_of(block), None)

    # Moving

    def scroll(self, rows: int) -> None:
        """Move by some rows; what stays on screen moves by exactly as many."""
        self._offset += rows
        self._settle()

    def go_to_row(self, row: int) -> None:
        """Make a row the first on screen, as far as the end allows; its number is taken as it is known now."""
        if self._items:
            self._item, self._offset = self._heights.find(max(0, min(row, self.height - 1)))
            self._offset = min(self._offset, len(self._lay_out(self._item)) - 1)
            self._settle()

    def go_to_end(self) -> None:
        """Show the end."""
        self._item = max(0, len(self._items) - 1)
        self._settle()

    def go_to_block(self, block: int) -> None:
        """Make the first row of a block the first on screen."""
        self._item, self._offset = self._item_of(block), 0
        self._settle()

    def shows(self, block: int, tag: int) -> bool:
        """Say whether a change or hit of a block is on screen."""
        return 0 <= self._row_of(block, tag) - self.top < self.screen

    def bring(self, block: int, tag: int) -> None:
        """Bring a change or hit of a block on screen, with rows around it; leave the rows if it is there already."""
        around = min(_AROUND, self.screen // 4)
        if not self._items or around <= self._row_of(block, tag) - self.top < self.screen - around:
            self._settle()
            return
        self._item = self._item_of(block)
        self._offset = self._row_of(block, tag) - self._heights.before(self._item) - around
        self._settle()

    # Reading

    def rows(self) -> list[Line]:
        """Return the rows on screen; fewer if there are no more."""
        return [self.row(self.top + n) for n in range(min(self.screen, self.height - self.top))]

    def row(self, row: int) -> Line:
        """Return what a row shows; nothing beyond the end."""
        if not 0 <= row < self.height:
            return ()
        item, offset = self._heights.find(row)
        rows = self._lay_out(item)
        return rows[offset] if offset < len(rows) else ()

    def block_at(self, row: int) -> int:
        """Return the first block that a row shows."""
        return self._items[self._heights.find(max(0, row))[0]].first if self._items else 0

    def _item_of(self, block: int) -> int:
        """Return the item that shows a block, or would."""
        return max(0, bisect_right(self._items, block, key=lambda item: item.first) - 1)

    def _row_of(self, block: int, tag: int) -> int:
        """Return the first row that shows a change or hit of a block."""
        item = self._item_of(block)
        rows = self._lay_out(item) if self._items else []
        return self._heights.before(item) + next((n for n, row in enumerate(rows) if _has(row, tag)), 0)

    def _settle(self) -> None:
        """Lay out what is on screen, so that its rows are exact, and stop at either end."""
        if not self._items:
            self._item = self._offset = 0
            return
        self._down()
        self._up()
        below, item = len(self._lay_out(self._item)) - self._offset, self._item
        while below < self.screen and item + 1 < len(self._items):
            item += 1
            below += len(self._lay_out(item))
        if below < self.screen:  # The end is on screen: fill the screen from above.
            self._offset -= self.screen - below
            self._up()

    def _down(self) -> None:
        while self._offset >= (size := len(self._lay_out(self._item))) and self._item + 1 < len(self._items):
            self._offset -= size
            self._item += 1
        self._offset = min(self._offset, size - 1)

    def _up(self) -> None:
        while self._offset < 0 and self._item:
            self._item -= 1
            self._offset += len(self._lay_out(self._item))
        self._offset = max(0, self._offset)

    def _arrange(self) -> None:
        """Make the items: page furniture only where it is listed, folded blocks together."""
        blocks = self._material.blocks
        self._by_block: dict[int, list[int]] = {}
        of = self._material.block_of
        for n in self._listed:
            self._by_block.setdefault(of[n], []).append(n)
        shown = [n for n, block in enumerate(blocks) if not block.furniture or n in self._by_block]
        before = self.top_block
        self._items = []
        if self.folded:
            for kept, group in groupby(shown, self._stands_alone):
                run = list(group)
                self._items += [_Item(n, 0) for n in run] if kept else [_Item(run[0], len(run))]
        else:
            self._items = [_Item(n, 0) for n in shown]
        self._item, self._offset = self._item_of(before), 0
        self._measure()

    def _stands_alone(self, block: int) -> bool:
        """Say whether a block is shown even if unchanged ones are folded: it is changed, found or a heading."""
        return block in self._by_block or block in self._hits or self._material.blocks[block].level > 0

    def _measure(self) -> None:
        """Guess the rows of each item from its length: all characters wide, no marks."""
        self._rows.clear()
        layout, columns, room = self.layout, self.layout.columns, max(1, self.layout.width - 2)
        beside, lengths = layout.beside, self._lengths
        heights = []
        for first, folded in self._items:
            left, right, more, changed = lengths[first]
            if folded:
                heights.append(1)
            elif beside:
                heights.append(max(1, -(-2 * left // columns.left), -(-2 * right // columns.right)) + more)
            else:
                shown = -(-2 * left // room) + (-(-2 * right // room) if changed or not left else 0)
                heights.append(max(1, shown) + more)
        self._heights = PrefixSums(heights)

    def _lay_out(self, item: int) -> list[Line]:
        rows = self._rows.get(item)
        if rows is not None:
            self._rows.move_to_end(item)
            return rows
        self.laid_out += 1
        first, folded = self._items[item]
        rows = (self._fold_rows(folded) if folded else self._block_rows(first)) or [()]
        self._rows[item] = rows
        self._heights.set(item, len(rows))
        if len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return rows

    def _block_rows(self, block: int) -> list[Line]:
        changes = tuple(self._by_block.get(block, ()))
        states = tuple(map(self._state, changes))
        shown = Shown(self._material.blocks[block], changes, states, self._hits.get(block, _NO_HITS))
        return block_rows(self._material, shown, self.layout)

    def _fold_rows(self, count: int) -> list[Line]:
        words = tr_n("{n} passage unchanged", "{n} passages unchanged", count).format(n=f"{count:,}")
        return flow([Styled(f"--- {words} ---", Role.FAINT)], self.layout.width)
