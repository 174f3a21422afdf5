"""Sums over many items that change one by one: a Fenwick tree, logarithmic time for a change, a sum or a look-up."""

from collections.abc import Sequence
from itertools import accumulate


class PrefixSums:
    """A number for each item, none negative, such as its height in rows; sums are taken from the first item on."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = list(numbers)
        sums = [0, *accumulate(numbers)]
        self._tree = [sums[n] - sums[n & (n - 1)] for n in range(len(sums))]
        self.total = sums[-1]

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, item: int) -> int:
        return self._numbers[item]

    def set(self, item: int, number: int) -> None:
        """Correct the number of an item."""
        more = number - self._numbers[item]
        if not more:
            return
        self._numbers[item] = number
        self.total += more
        n = item + 1
        while n < len(self._tree):
            self._tree[n] += more
            n += n & -n

    def before(self, item: int) -> int:
        """Return the sum of all before an item; ``len(self)`` gives the whole."""
        total, n = 0, item
        while n:
            total += self._tree[n]
            n -= n & -n
        return total

    def find(self, position: int) -> tuple[int, int]:
        """Return the item that holds a position, and how far into it; the last item takes what is beyond.

        With heights as numbers, a position is a row.
        """
        item, left, step = 0, position, 1 << len(self._tree).bit_length()
        while step := step >> 1:
            if item + step < len(self._tree) and self._tree[item + step] <= left:
                item += step
                left -= self._tree[item]
        if item < len(self._numbers):
            return item, left
        last = len(self._numbers) - 1
        return last, position - self.before(last)
