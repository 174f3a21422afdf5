"""Which changes of a review are listed."""

from dataclasses import dataclass

from plandiff.judging.change import Kind, Weight


@dataclass(frozen=True, slots=True)
class Filter:
    """Which changes are listed: shown in marks, stepped through and counted.

    Attributes:
        weights: The weights.
        without: Kinds that are not listed although their weight is.
        open_only: Whether steps go only to what is not settled.
    """

    weights: frozenset[Weight] = frozenset({Weight.SUBSTANTIVE, Weight.CONVERSION, Weight.DAMAGE})
    without: frozenset[Kind] = frozenset()
    open_only: bool = False

    def lists(self, kind: Kind) -> bool:
        """Say whether changes of a kind are listed."""
        return kind.weight in self.weights and kind not in self.without
