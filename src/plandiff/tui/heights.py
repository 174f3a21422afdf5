"""Heights of many items, of which few are known exactly: sums and look-ups in logarithmic time (a Fenwick tree)."""

from collections.abc import Sequence


class Heights:
    """The heights of items under each other, in rows.

    An item's height may be corrected at any time; rows are counted from the first item on.
    """

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        self._tree = [0, *heights]
        for n in range(1, len(self._tree)):
            above = n + (n & -n)
            if above < len(self._tree):
                self._tree[above] += self._tree[n]
        self.total = sum(heights)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, item: int) -> int:
        return self._heights[item]

    def set(self, item: int, height: int) -> None:
        """Correct the height of an item."""
        more = height - self._heights[item]
        if not more:
            return
        self._heights[item] = height
        self.total += more
        n = item + 1
        while n < len(self._tree):
            self._tree[n] += more
            n += n & -n

    def before(self, item: int) -> int:
        """Return the rows above an item; ``len(self)`` gives all rows."""
        rows, n = 0, item
        while n:
            rows += self._tree[n]
            n -= n & -n
        return rows

    def find(self, row: int) -> tuple[int, int]:
        """Return the item that holds a row, and which of the item's rows it is; the last item takes what is beyond."""
        item, left, step = 0, row, 1 << len(self._tree).bit_length()
        while step := step >> 1:
            if item + step < len(self._tree) and self._tree[item + step] <= left:
                item += step
                left -= self._tree[item]
        if item < len(self._heights):
            return item, left
        last = len(self._heights) - 1
        return last, row - self.before(last)
