"""How many changes are open in any stretch of a review, known after each step without counting anew."""

from collections.abc import Container, Iterable, Sequence

from plandiff.judging.change import Kind, Weight
from plandiff.reviewing.prefix_sums import PrefixSums


class OpenCounts:
    """The listed changes that are not settled, by weight.

    Args:
        kinds: For each change, in reading order, the index of its kind in ``Kind``.
        listed: The numbers of those that are listed.
        weights: The weights that are listed.
        settled: For each change whether it asks for nothing more.
    """

    def __init__(
        self, kinds: Sequence[int], listed: Iterable[int], weights: Container[Weight], settled: Sequence[int]
    ) -> None:
        ones = {weight: [0] * len(kinds) for weight in Weight if weight in weights}
        by_kind = [ones.get(kind.weight, []) for kind in Kind]
        for n in listed:
            if not settled[n]:
                by_kind[kinds[n]][n] = 1
        self._sums = {weight: PrefixSums(numbers) for weight, numbers in ones.items()}

    def between(self, first: int, end: int) -> dict[Weight, int]:
        """Count the open changes in ``range(first, end)``, the heaviest first."""
        return {weight: sums.before(end) - sums.before(first) for weight, sums in self._sums.items()}

    def set(self, change: int, weight: Weight, *, settled: bool) -> None:
        """Take in that a listed change is settled now, or is not."""
        self._sums[weight].set(change, int(not settled))
